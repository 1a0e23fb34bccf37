// Disks and drives of a domain: where they are kept, how they are attached, what lies under them.
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
import type { Disk } from '../../core/workload';
import { documents } from '../../knowledge/sources';
import { unsaidDisk } from '../unsaid';
import { attributeNamed, childNamed, type XmlElement } from '../xml/tree';
import { isPlaceholder, type Reader } from '../xml/values';

const docs = documents.libvirtDomain;

const busByName: Text = {
  en: 'Where no bus is stated, libvirt infers it from the device name.',
  de: 'Ohne Angabe leitet libvirt den Bus aus dem Gerätenamen ab.',
};
const unfinishedChain: Text = {
  en: 'The chain of backing files is not ended here; libvirt looks into the images.',
  de: 'Die Kette der Basisdateien endet hier nicht; libvirt sieht in den Abbildern nach.',
};

const written: Text = {
  en: 'What the guest writes stays unless the disk is marked as transient.',
  de: 'Was der Gast schreibt, bleibt, solange die Platte nicht als transient gekennzeichnet ist.',
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

/** Attributes of `<source>` that name what is behind the disk, by the disk's `type`. */
const sources = ['file', 'dev', 'dir', 'volume', 'name', 'path'];

function sourceOf(read: Reader, disk: XmlElement): Fact<string> {
  const source = childNamed(disk, 'source');
  const written = source?.attributes.find(({ name }) => sources.includes(name));
  const name = read.text(written);
  // What lies in a pool or behind a protocol is told apart by it.
  const owner = attributeNamed(source, 'pool') ?? attributeNamed(source, 'protocol');
  return isKnown(name) && owner !== undefined && !isPlaceholder(owner)
    ? { ...name, value: `${owner.value}${owner.name === 'pool' ? '/' : ':'}${name.value}` }
    : name;
}

function persistent(read: Reader, disk: XmlElement, kind: Disk['kind']): Fact<boolean> {
  const transient = childNamed(disk, 'transient');
  if (transient !== undefined) return stated(false, read.tag(transient));
  return kind === 'disk' || kind === 'lun' ? implied(true, written, docs) : notExpressible;
}

/** A `<disk>`; the kind is `disk` where nothing else is written, as libvirt documents it. */
export function readDisk(read: Reader, element: XmlElement): Known<Disk> {
  const device = attributeNamed(element, 'device')?.value;
  const kind = device === 'cdrom' || device === 'floppy' || device === 'lun' ? device : 'disk';
  const target = childNamed(element, 'target');
  const driver = childNamed(element, 'driver');
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
      cache: read.text(attributeNamed(driver, 'cache')),
      backingFiles: backingFiles(read, element),
      format: read.text(attributeNamed(driver, 'type')),
      source: sourceOf(read, element),
      persistent: persistent(read, element, kind),
    },
    read.tag(element),
  );
}
