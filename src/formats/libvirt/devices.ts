// The devices of a domain: disks, network cards, screens, what is shared with the host and what is handed over from it.
import { implied, isKnown, type Known, notStated, stated, unknown } from '../../core/fact';
import type { Text } from '../../core/message';
import type { Device, NetworkCard, PublishedPort, SharedFolder } from '../../core/workload';
import { documents } from '../../knowledge/sources';
import { wholeNumber } from '../values';
import { attributeNamed, childNamed, childrenNamed, descend, type XmlElement } from '../xml/tree';
import { isPlaceholder, type Reader } from '../xml/values';

const docs = documents.libvirtDomain;

const defaultNetwork: Text = {
  en: 'libvirt creates its network "default" with NAT.',
  de: 'libvirt legt sein Netz „default“ mit NAT an.',
};
const networkDecides: Text = {
  en: 'The definition of this network decides it.',
  de: 'Die Definition dieses Netzes entscheidet es.',
};
const everywhere: Text = {
  en: 'Without an address, the port is open on every address of the host.',
  de: 'Ohne Adresse ist der Port auf allen Adressen des Hosts offen.',
};

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
    case 'smartcard':
      return attributeNamed(element, 'mode')?.value === 'host'
        ? [stated({ kind: 'other', name: 'smartcard' }, read.tag(element))]
        : [];
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
