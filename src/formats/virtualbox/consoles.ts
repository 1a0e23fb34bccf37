// Screens and serial ports of a machine that listen on the network, and the passwords written beside them.
import { implied, is, isKnown, type Known, notStated, stated } from '../../core/fact';
import type { Device, GraphicalConsole, Secret } from '../../core/workload';
import { secretQuality } from '../../knowledge/secrets';
import { documents } from '../../knowledge/sources';
import { attributeNamed, childrenNamed, descend, type XmlAttribute, type XmlElement } from '../xml/tree';
import { isPlaceholder } from '../xml/values';
import { everywhere, noAuthentication, noLogin } from './messages';
import { flag, found, type Settings } from './settings';

const docs = documents.virtualBoxManual;

/** A property of the remote display, by its key. */
export function displayProperty(display: XmlElement, key: string): XmlAttribute | undefined {
  const properties = descend(display, 'VRDEProperties');
  const property = (properties === undefined ? [] : childrenNamed(properties, 'Property')).find(
    (candidate) => attributeNamed(candidate, 'name')?.value === key,
  );
  return attributeNamed(property, 'value');
}

/** The remote display (VRDE), where it is switched on. */
export function remoteDisplays(settings: Settings): readonly Known<GraphicalConsole>[] {
  const { read, version } = settings;
  const display = found(settings, ['RemoteDisplay']);
  if (display === undefined) return [];
  const written = attributeNamed(display, 'enabled');
  // Before 1.16 the display was on where nothing was written, and every version wrote it.
  const enabled = written === undefined && (version ?? 0) < 16 ? notStated : flag(settings, written);
  if (!is(enabled, true)) return [];
  const place = read.tag(display);
  const address = read.text(displayProperty(display, 'TCP/Address') ?? attributeNamed(display, 'netAddress'));
  const authentication = read.text(attributeNamed(display, 'authType'));
  const password = displayProperty(display, 'VNCPassword');
  return [
    stated(
      {
        kind: password === undefined ? 'rdp' : 'vnc',
        address:
          isKnown(address) || address.place !== undefined
            ? address
            : implied('0.0.0.0', everywhere, docs, place),
        password:
          password !== undefined && password.value !== ''
            ? stated(true, read.at(password))
            : isKnown(authentication)
              ? stated(authentication.value.toLowerCase() !== 'null', authentication.place ?? place)
              : authentication === notStated
                ? implied(false, noAuthentication, documents.virtualBoxSettings, place)
                : authentication,
      },
      place,
    ),
  ];
}

/** Serial ports that are switched on. */
function serialPorts(settings: Settings): readonly XmlElement[] {
  const list = found(settings, ['UART'], ['Uart']);
  return (list === undefined ? [] : childrenNamed(list, 'Port')).filter((port) =>
    is(flag(settings, attributeNamed(port, 'enabled')), true),
  );
}

/** Serial ports that take connections over TCP: VirtualBox listens on every address (DrvTCP). */
export function serialConsoles(settings: Settings): readonly Known<GraphicalConsole>[] {
  const { read } = settings;
  return serialPorts(settings)
    .filter(
      (port) =>
        attributeNamed(port, 'hostMode')?.value.toUpperCase() === 'TCP' &&
        is(flag(settings, attributeNamed(port, 'server')), true),
    )
    .map((port) =>
      stated(
        {
          kind: 'serial',
          address: implied('0.0.0.0', everywhere, docs, read.tag(port)),
          password: implied(false, noLogin, docs, read.tag(port)),
        },
        read.tag(port),
      ),
    );
}

/** Parallel ports that are switched on. */
export function parallelPorts(settings: Settings): readonly XmlElement[] {
  const list = found(settings, ['LPT'], ['Lpt']);
  return (list === undefined ? [] : childrenNamed(list, 'Port')).filter((port) =>
    is(flag(settings, attributeNamed(port, 'enabled')), true),
  );
}

/** Serial and parallel ports of the host that the guest gets. */
export function portDevices(settings: Settings): readonly Known<Device>[] {
  const serial = serialPorts(settings).filter(
    (port) => attributeNamed(port, 'hostMode')?.value === 'HostDevice',
  );
  return [...serial, ...parallelPorts(settings)].flatMap((port) => {
    const path = attributeNamed(port, 'path');
    return path === undefined || path.value === ''
      ? []
      : [stated<Device>({ kind: 'path', name: path.value }, settings.read.tag(port))];
  });
}

/** Passwords in plain text: of the VNC display and of the port that receives a running machine. */
export function secretsOf(settings: Settings): readonly Known<Secret>[] {
  const { read } = settings;
  const display = found(settings, ['RemoteDisplay']);
  const candidates: readonly (readonly [string, XmlAttribute | undefined])[] = [
    ['vnc', display === undefined ? undefined : displayProperty(display, 'VNCPassword')],
    // What it lets in is a running machine, not a person.
    ['teleporter: password', attributeNamed(found(settings, ['Teleporter']), 'password')],
  ];
  return candidates.flatMap(([name, written]): Known<Secret>[] => {
    if (written === undefined || written.value === '') return [];
    const quality = isPlaceholder(written)
      ? 'placeholder'
      : (secretQuality('PASSWORD', written.value) ?? 'literal');
    return [stated({ kind: 'password', name, quality }, read.at(written))];
  });
}
