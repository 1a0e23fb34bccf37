// Screens and serial consoles of a domain: where they listen, and their passwords.
import { type Fact, implied, type Known, notStated, stated, unknown } from '../../core/fact';
import type { Text } from '../../core/message';
import type { GraphicalConsole, Secret } from '../../core/workload';
import { documents } from '../../knowledge/sources';
import { attributeNamed, childNamed, type XmlElement } from '../xml/tree';
import { isPlaceholder, type Reader } from '../xml/values';

const docs = documents.libvirtDomain;

const configuredAddress: Text = {
  en: 'Without an address, libvirt takes the one in qemu.conf, by default 127.0.0.1.',
  de: 'Ohne Adresse nimmt libvirt die aus qemu.conf, im Auslieferungszustand 127.0.0.1.',
};
const configuredPassword: Text = {
  en: 'Without passwd, the password in qemu.conf applies; by default there is none.',
  de: 'Ohne passwd gilt das Passwort aus qemu.conf; im Auslieferungszustand gibt es keines.',
};
const networkAddress: Text = {
  en: 'The address is taken from the network named here.',
  de: 'Die Adresse ist die des hier genannten Netzes.',
};

const consoleKinds: Readonly<Record<string, GraphicalConsole['kind']>> = {
  vnc: 'vnc',
  spice: 'spice',
  rdp: 'rdp',
};

/** The address a screen listens on; `default127` says whether qemu.conf's default holds for this hypervisor. */
function listenAddress(read: Reader, element: XmlElement, default127: boolean): Fact<string> {
  const fallback = default127 ? implied('127.0.0.1', configuredAddress, docs, read.tag(element)) : notStated;
  // formatdomain: with a socket attribute all listen elements are ignored.
  const socket = attributeNamed(element, 'socket');
  if (socket !== undefined) return stated('socket', read.at(socket));
  const listen = childNamed(element, 'listen');
  const own = attributeNamed(element, 'listen');
  const type = attributeNamed(listen, 'type');
  const address = attributeNamed(listen, 'address');
  if (listen !== undefined) {
    if (type?.value === 'none' || type?.value === 'socket') return stated(type.value, read.tag(listen));
    if (type?.value === 'network' && address === undefined) return unknown(networkAddress, read.tag(listen));
    if (address !== undefined) return read.text(address);
  }
  return own === undefined ? fallback : read.text(own);
}

/** A `<graphics>` that others can connect to; a window on the host is none. */
export function readConsole(read: Reader, element: XmlElement, qemu: boolean): Known<GraphicalConsole>[] {
  const type = attributeNamed(element, 'type')?.value ?? '';
  const kind = consoleKinds[type];
  if (kind === undefined) return [];
  const password = attributeNamed(element, 'passwd');
  const isTemplate = password !== undefined && isPlaceholder(password);
  return [
    stated(
      {
        kind,
        address: listenAddress(read, element, qemu && kind !== 'rdp'),
        // formatdomain: an empty passwd disables the access altogether, so it is as good as a password.
        password:
          password !== undefined && !isTemplate
            ? stated(true, read.at(password))
            : password !== undefined
              ? read.template(password)
              : qemu && kind !== 'rdp'
                ? implied(false, configuredPassword, docs, read.tag(element))
                : notStated,
      },
      read.tag(element),
    ),
  ];
}

const noLogin: Text = {
  en: 'A serial console over TCP knows no login.',
  de: 'Eine serielle Konsole über TCP kennt keinen Login.',
};
const certificates: Text = {
  en: 'TLS is on; qemu.conf decides whether clients must show a certificate.',
  de: 'TLS ist an; qemu.conf entscheidet, ob Clients ein Zertifikat zeigen müssen.',
};

/** The serial ports that take connections from the network. libvirt lists the first of them a second time as `<console>`. */
export function readSerialConsoles(
  read: Reader,
  devices: readonly XmlElement[],
): readonly Known<GraphicalConsole>[] {
  const listening = (name: string): readonly XmlElement[] =>
    devices.filter(
      (device) =>
        device.name === name &&
        attributeNamed(device, 'type')?.value === 'tcp' &&
        attributeNamed(childNamed(device, 'source'), 'mode')?.value === 'bind',
    );
  const serial = listening('serial');
  return (serial.length > 0 ? serial : listening('console')).map((port) => {
    const source = childNamed(port, 'source');
    const place = read.tag(port);
    const isEncrypted = attributeNamed(source, 'tls')?.value === 'yes';
    return stated(
      {
        kind: 'serial',
        address: read.text(attributeNamed(source, 'host')),
        password: isEncrypted ? unknown(certificates, place) : implied(false, noLogin, docs, place),
      },
      place,
    );
  });
}

// Passwords of tutorials and images, which an attacker tries first.
const wellKnown = new Set(
  'admin administrator changeme default libvirt pass passw0rd password qemu root secret spice test vagrant vnc 1234 12345 123456 12345678 qwerty'.split(
    ' ',
  ),
);

/** The password of a screen in plain text. */
export function readSecret(read: Reader, element: XmlElement): Known<Secret>[] {
  const password = attributeNamed(element, 'passwd');
  if (password === undefined || password.value === '') return [];
  const literal = wellKnown.has(password.value.toLowerCase()) ? 'well-known' : 'literal';
  return [
    stated(
      {
        kind: 'password',
        name: attributeNamed(element, 'type')?.value ?? 'graphics',
        quality: isPlaceholder(password) ? 'placeholder' : literal,
      },
      read.at(password),
    ),
  ];
}
