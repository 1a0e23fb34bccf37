// Disks of a machine: what hangs at its controllers, and what the registry of media says about it.
import {
  type Fact,
  type Facts,
  implied,
  isKnown,
  type Known,
  listed,
  notExpressible,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import type { Device, Disk } from '../../core/workload';
import { documents } from '../../knowledge/sources';
import { unsaidDisk } from '../unsaid';
import { attributeNamed, childNamed, childrenNamed, descend, walk, type XmlElement } from '../xml/tree';
import { differenceOfTemplate, ownDisk, typeOfDisk } from './messages';
import { byDefault, found, type Settings } from './settings';

const docs = documents.virtualBoxSettings;

// TStorageControllerType of the schema.
const buses: Readonly<Record<string, string>> = {
  ahci: 'sata',
  intelahci: 'sata',
  piix3: 'ide',
  piix4: 'ide',
  ich6: 'ide',
  lsilogic: 'scsi',
  lsilogicsas: 'scsi',
  buslogic: 'scsi',
  i82078: 'fdc',
  usb: 'usb',
  nvme: 'nvme',
  virtioscsi: 'virtio',
};

const kinds: Readonly<Record<string, Disk['kind']>> = {
  HardDisk: 'disk',
  DVD: 'cdrom',
  Floppy: 'floppy',
};

/** The disks and drives of a machine, and what follows from them. */
export interface Storage {
  readonly disks: Facts<Disk>;
  readonly floppies: readonly Known<string>[];
  /** Drives of the host that are handed over. */
  readonly drives: readonly Known<Device>[];
  readonly linkedClone: Fact<boolean>;
}

/** The hard disks of the registry by their ids; a difference stands inside the disk it belongs to. */
function registryOf({ machine }: Settings): ReadonlyMap<string, XmlElement> {
  const media = childNamed(machine, 'MediaRegistry');
  const images = media === undefined ? [] : [...walk([media])];
  return new Map(
    images
      .filter(({ name }) => name === 'HardDisk' || name === 'Image')
      .map((image) => [(attributeNamed(image, 'uuid')?.value ?? '').toLowerCase(), image]),
  );
}

function ancestorsOf(image: XmlElement): readonly XmlElement[] {
  const ancestors: XmlElement[] = [];
  for (let at = image.parent; at?.name === 'HardDisk'; at = at.parent) ancestors.push(at);
  return ancestors;
}

/** Reads controllers and media. */
export function storageOf(settings: Settings): Storage {
  const { read, broken } = settings;
  const registry = registryOf(settings);
  const controllers = found(settings, ['StorageControllers']);
  const disks: Known<Disk>[] = [];
  const floppies: Known<string>[] = [];
  const drives: Known<Device>[] = [];
  const chains: XmlElement[] = [];
  for (const controller of controllers === undefined ? [] : childrenNamed(controllers, 'StorageController')) {
    for (const attached of childrenNamed(controller, 'AttachedDevice')) {
      const kind = kinds[attributeNamed(attached, 'type')?.value ?? ''];
      if (kind === undefined) continue;
      const reference = attributeNamed(childNamed(attached, 'Image'), 'uuid');
      const image = registry.get((reference?.value ?? '').toLowerCase());
      const drive = attributeNamed(childNamed(attached, 'HostDrive'), 'src');
      if (kind === 'disk' && image !== undefined) chains.push(image);
      if (kind === 'floppy') floppies.push(stated('floppy', read.tag(attached)));
      // Without passthrough the guest reads the disc in the drive, and gives it no commands.
      if (drive !== undefined && attributeNamed(attached, 'passthrough')?.value === 'true')
        drives.push(stated({ kind: 'path', name: drive.value }, read.tag(attached)));
      disks.push(
        stated(
          { kind, ...unsaidDisk(notExpressible), ...diskFacts(controller, image, drive) },
          read.tag(attached),
        ),
      );
    }
  }
  return {
    disks: listed(disks, broken),
    floppies,
    drives,
    linkedClone: linkedClone(),
  };

  function diskFacts(
    controller: XmlElement,
    image: XmlElement | undefined,
    drive: ReturnType<typeof attributeNamed>,
  ): Partial<Disk> {
    const ancestors = image === undefined ? [] : ancestorsOf(image);
    return {
      bus: read.value(
        attributeNamed(controller, 'type'),
        (type) => buses[type.toLowerCase()] ?? type.toLowerCase(),
      ),
      cache: read.value(attributeNamed(controller, 'useHostIOCache'), (value) =>
        value === 'true' ? 'writeback' : value === 'false' ? 'none' : undefined,
      ),
      source: drive === undefined ? read.text(attributeNamed(image, 'location')) : read.text(drive),
      ...(image?.name === 'HardDisk'
        ? {
            backingFiles: stated(ancestors.length, read.tag(image)),
            format: read.value(
              attributeNamed(image, 'format'),
              (format) => format.toLowerCase() || undefined,
            ),
            persistent: persistent(image, ancestors.at(-1)),
          }
        : { backingFiles: notStated, format: notStated }),
    };
  }

  /** Writes to an immutable disk go to a difference that is emptied when the machine starts. */
  function persistent(image: XmlElement, root: XmlElement | undefined): Fact<boolean> {
    const type = attributeNamed(root ?? image, 'type');
    if (type === undefined) return notStated;
    const keeps = read.value(type, (value) => value !== 'Immutable');
    return root === undefined || !isKnown(keeps)
      ? keeps
      : implied(keeps.value, typeOfDisk, docs, read.at(type));
  }

  function linkedClone(): Fact<boolean> {
    const { machine } = settings;
    const snapshots = childNamed(machine, 'Snapshot') ?? descend(machine, 'Snapshots', 'Snapshot');
    if (broken !== undefined || chains.length === 0 || snapshots !== undefined) return notStated;
    const difference = chains.find((image) => ancestorsOf(image).length > 0);
    if (difference === undefined) return byDefault(settings, false, ownDisk);
    // An immutable disk has a difference of its own without being a clone.
    const root = attributeNamed(ancestorsOf(difference).at(-1), 'type');
    if (root?.value === 'Immutable') return unknown(typeOfDisk, read.at(root));
    return implied(true, differenceOfTemplate, docs, read.tag(difference));
  }
}
