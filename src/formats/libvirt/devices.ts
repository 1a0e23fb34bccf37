// The devices of a domain: disks, network cards, screens, what is shared with the host and what is handed over from it.
import {
  type Fact,
  implied,
  isKnown,
  type Known,
  notExpressible,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import type { Text } from '../../core/message';
import type {
  Device,
  Disk,
  GraphicalConsole,
  NetworkCard,
  PublishedPort,
  Secret,
  SharedFolder,
} from '../../core/workload';
import { documents } from '../../knowledge/sources';
import { unsaidDisk } from '../unsaid';
import { attributeNamed, childNamed, childrenNamed, descend, type XmlElement } from '../xml/tree';
import { isPlaceholder, type Reader, wholeNumber } from './values';

const docs = documents.libvirtDomain;

const busByName: Text = {
  en: 'Where no bus is stated, libvirt infers it from the device name.',
  de: 'Ohne Angabe leitet libvirt den Bus aus dem Gerätenamen ab.',
};
const unfinishedChain: Text = {
  en: 'The chain of backing files is not ended here; libvirt looks into the images.',
  de: 'Die Kette der Basisdateien endet hier nicht; libvirt sieht in den Abbildern nach.',
};
const defaultNetwork: Text = {
  en: 'libvirt creates its network "default" with NAT.',
  de: 'libvirt legt sein Netz „default“ mit NAT an.',
};
const networkDecides: Text = {
  en: 'The definition of this network decides it.',
  de: 'Die Definition dieses Netzes entscheidet es.',
};
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
const everywhere: Text = {
  en: 'Without an address, the port is open on every address of the host.',
  de: 'Ohne Adresse ist der Port auf allen Adressen des Hosts offen.',
};

// formatdomain, "target": the bus is inferred from the style of the device name.
const buses: Readonly<Record<string, string>> = {
  vd: 'virtio',
  sd: 'scsi',
  hd: 'ide',
  xvd: 'xen',
  fd: 'fdc',
  ubd: 'uml',
};

/** How many backing files lie under a disk, as far as the chain is written down. */
function backingFiles(read: Reader, disk: XmlElement): Fact<number> {
  let count = 0;
  let at = childNamed(disk, 'backingStore');
  if (at === undefined) return notStated;
  const first = at;
  for (let next: XmlElement | undefined = at; next !== undefined; next = childNamed(next, 'backingStore')) {
    at = next;
    // An empty element ends the chain.
    if (next.attributes.length > 0 || next.children.length > 0) count++;
  }
  const ended = at.attributes.length === 0 && at.children.length === 0;
  return ended || count > 0 ? stated(count, read.tag(first)) : unknown(unfinishedChain, read.tag(first));
}

/** A `<disk>`; the kind is `disk` where nothing else is written, as libvirt documents it. */
export function readDisk(read: Reader, element: XmlElement): Known<Disk> {
  const device = attributeNamed(element, 'device')?.value;
  const kind = device === 'cdrom' || device === 'floppy' || device === 'lun' ? device : 'disk';
  const target = childNamed(element, 'target');
  const name = attributeNamed(target, 'dev');
  const bus = read.text(attributeNamed(target, 'bus'));
  const inferred = buses[/^(?:xvd|ubd|vd|sd|hd|fd)(?=[a-z])/.exec(name?.value ?? '')?.[0] ?? ''];
  return stated(
    {
      kind,
      ...unsaidDisk(notExpressible),
      bus:
        bus === notStated && name !== undefined && inferred !== undefined
          ? implied(inferred, busByName, docs, read.at(name))
          : bus,
      cache: read.text(attributeNamed(childNamed(element, 'driver'), 'cache')),
      backingFiles: backingFiles(read, element),
    },
    read.tag(element),
  );
}

function attachment(read: Reader, element: XmlElement): NetworkCard['attachment'] {
  const type = attributeNamed(element, 'type');
  const source = childNamed(element, 'source');
  const kind = read.value(type, (value) => value);
  if (!isKnown(kind)) return kind;
  const place = kind.place;
  switch (kind.value) {
    case 'user':
      return stated('nat', read.tag(element));
    case 'bridge': {
      const bridge = attributeNamed(source, 'bridge');
      if (bridge !== undefined && isPlaceholder(bridge)) return read.template(bridge);
      // The bridges of libvirt's own networks; which kind of network it is stands in that network's file.
      if (bridge !== undefined && /^virbr\d/.test(bridge.value))
        return unknown(networkDecides, read.at(bridge));
      return stated('bridged', read.tag(source ?? element));
    }
    case 'direct':
      return stated('bridged', read.tag(source ?? element));
    case 'network': {
      const network = attributeNamed(source, 'network');
      if (network?.value === 'default') return implied('nat', defaultNetwork, docs, read.at(network));
      return unknown(networkDecides, network === undefined ? place : read.at(network));
    }
    default:
      return stated('other', read.tag(element));
  }
}

/** An `<interface>`. */
export function readCard(read: Reader, element: XmlElement): Known<NetworkCard> {
  return stated(
    {
      attachment: attachment(read, element),
      model: read.text(attributeNamed(childNamed(element, 'model'), 'type')),
    },
    read.tag(element),
  );
}

/** `<portForward>` of an interface in user mode (passt). */
export function readForwards(read: Reader, element: XmlElement): Known<PublishedPort>[] {
  return childrenNamed(element, 'portForward').flatMap((forward) => {
    const place = read.tag(forward);
    const address = read.text(attributeNamed(forward, 'address'));
    return childrenNamed(forward, 'range').flatMap((range): Known<PublishedPort>[] => {
      if (attributeNamed(range, 'exclude')?.value === 'yes') return [];
      const start = read.value(attributeNamed(range, 'start'), wholeNumber);
      const to = attributeNamed(range, 'to');
      const end = wholeNumber(attributeNamed(range, 'end')?.value ?? '');
      const port = to === undefined ? start : read.value(to, wholeNumber);
      const lastPort =
        isKnown(port) && isKnown(start) && end !== undefined ? port.value + end - start.value : undefined;
      return [
        stated(
          {
            port,
            ...(lastPort === undefined ? {} : { lastPort }),
            hostPort: start,
            address: address === notStated ? implied('0.0.0.0', everywhere, docs, place) : address,
            protocol: attributeNamed(forward, 'proto')?.value === 'udp' ? 'udp' : 'tcp',
          },
          read.tag(range),
        ),
      ];
    });
  });
}

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

/** A directory of the host in `<filesystem>`; images and other sources are none. */
export function readFolder(read: Reader, element: XmlElement): Known<SharedFolder>[] {
  const type = attributeNamed(element, 'type')?.value ?? 'mount';
  const directory = attributeNamed(childNamed(element, 'source'), 'dir');
  if ((type !== 'mount' && type !== 'bind') || directory === undefined) return [];
  return [
    stated(
      {
        source: directory.value,
        target: attributeNamed(childNamed(element, 'target'), 'dir')?.value ?? '',
        readOnly: childNamed(element, 'readonly') !== undefined,
        kind: 'live',
        origin: 'explicit',
      },
      read.tag(element),
    ),
  ];
}

/** `0000:0a:00.1` of a PCI `<address>`. */
function pciName(address: XmlElement | undefined): string {
  const part = (name: string, digits: number): string =>
    (attributeNamed(address, name)?.value ?? '0').replace(/^0x/i, '').padStart(digits, '0');
  return `${part('domain', 4)}:${part('bus', 2)}:${part('slot', 2)}.${part('function', 1)}`;
}

const hostDeviceKinds: Readonly<Record<string, Device['kind']>> = {
  pci: 'pci',
  usb: 'usb',
  mdev: 'mediated',
  scsi: 'scsi',
  scsi_host: 'scsi',
};

function hostDevice(element: XmlElement): Device {
  const source = childNamed(element, 'source');
  const address = childNamed(source ?? element, 'address');
  const kind = hostDeviceKinds[attributeNamed(element, 'type')?.value ?? ''] ?? 'other';
  const attribute = (from: XmlElement | undefined, name: string): string | undefined =>
    attributeNamed(from, name)?.value;
  if (kind === 'pci') return { kind, name: pciName(address) };
  if (kind === 'usb') {
    const ids = ['vendor', 'product'].flatMap(
      (name) => attribute(descend(source, name), 'id')?.replace(/^0x/i, '') ?? [],
    );
    const position = ['bus', 'device'].flatMap((name) => attribute(address, name) ?? []);
    return { kind, name: ids.length > 0 ? ids.join(':') : position.join('.') };
  }
  if (kind === 'mediated') return { kind, name: attribute(address, 'uuid') ?? '' };
  const name = attribute(childNamed(source ?? element, 'adapter'), 'name') ?? attribute(source, 'wwpn');
  return { kind, name: name ?? attribute(element, 'type') ?? '' };
}

/** What a device element hands over from the host, if anything. */
export function readHostDevice(read: Reader, element: XmlElement): Known<Device>[] {
  const type = attributeNamed(element, 'type')?.value;
  const path = (from: XmlElement | undefined, name: string): Known<Device>[] => {
    const value = attributeNamed(from, name);
    return value === undefined ? [] : [stated({ kind: 'path', name: value.value }, read.tag(element))];
  };
  switch (element.name) {
    case 'hostdev':
      return [stated(hostDevice(element), read.tag(element))];
    case 'interface':
      if (type !== 'hostdev') return [];
      // formatdomain, "PCI passthrough": an interface hands over virtual functions only.
      return [
        stated(
          { kind: 'pci', name: pciName(descend(element, 'source', 'address')), isVirtualFunction: true },
          read.tag(element),
        ),
      ];
    case 'disk': {
      if (attributeNamed(element, 'device')?.value !== 'lun') return [];
      const source = childNamed(element, 'source');
      return [
        stated({ kind: 'scsi', name: attributeNamed(source, 'dev')?.value ?? 'lun' }, read.tag(element)),
      ];
    }
    case 'serial':
    case 'parallel':
    case 'console':
    case 'channel':
      return type === 'dev' ? path(childNamed(element, 'source'), 'path') : [];
    case 'tpm':
      return path(descend(element, 'backend', 'device'), 'path');
    case 'input':
      return path(childNamed(element, 'source'), type === 'passthrough' ? 'evdev' : 'dev');
    default:
      return [];
  }
}

const legacySound = new Set(['sb16', 'es1370', 'pcspk']);
const legacyCards = new Set(['ne2k_isa', 'ne2k_pci', 'pcnet']);

/** The name of the emulated device that only old systems need, if the element is one. */
export function readLegacyDevice(read: Reader, element: XmlElement): Known<string>[] {
  const model = childNamed(element, 'model');
  switch (element.name) {
    case 'disk':
      return attributeNamed(element, 'device')?.value === 'floppy'
        ? [stated('floppy', read.tag(element))]
        : [];
    case 'video': {
      const type = attributeNamed(model, 'type');
      return type?.value === 'cirrus' ? [stated('cirrus', read.at(type))] : [];
    }
    case 'sound': {
      const name = attributeNamed(element, 'model')?.value ?? '';
      return legacySound.has(name) ? [stated(name, read.tag(element))] : [];
    }
    case 'interface': {
      const type = attributeNamed(model, 'type');
      return type !== undefined && legacyCards.has(type.value) ? [stated(type.value, read.at(type))] : [];
    }
    case 'parallel':
      return [stated('parallel', read.tag(element))];
    default:
      return [];
  }
}
