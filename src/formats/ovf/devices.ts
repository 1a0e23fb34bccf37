// Disks, drives, network cards and old devices among the hardware items of a virtual system.
import { type Fact, implied, type Known, notExpressible, notStated, stated, unknown } from '../../core/fact';
import type { Disk, NetworkCard } from '../../core/workload';
import { documents } from '../../knowledge/sources';
import { unsaidDisk } from '../unsaid';
import { truthOf, wholeNumber } from '../values';
import type { XmlElement } from '../xml/tree';
import type { Reader } from '../xml/values';
import {
  bytesOfUnit,
  configuration,
  field,
  type Hardware,
  type Item,
  itemNumbered,
  itemsOf,
} from './hardware';
import { controllerDecides, networkChosen, networkNamed, noUnit, property, wholeDisk } from './messages';
import { attribute, childOf, childrenOf, type System } from './parse';

/** CIM_ResourceAllocationSettingData.ResourceType. */
export const resource = {
  processor: 3,
  memory: 4,
  ide: 5,
  scsi: 6,
  card: 10,
  floppy: 14,
  cdrom: 15,
  dvd: 16,
  disk: 17,
  otherStorage: 20,
  parallelPort: 22,
  usb: 23,
  graphics: 24,
  sound: 35,
} as const;

/** The files and disks of an envelope, by their ids. */
interface Storage {
  readonly disks: ReadonlyMap<string, XmlElement>;
  readonly files: ReadonlyMap<string, XmlElement>;
}

function storageOf({ envelope }: System): Storage {
  const byId = (elements: readonly XmlElement[], id: string): ReadonlyMap<string, XmlElement> =>
    new Map(elements.map((element) => [attribute(element, id)?.value ?? '', element]));
  return {
    disks: byId(
      childrenOf(envelope, 'DiskSection').flatMap((section) => childrenOf(section, 'Disk')),
      'diskId',
    ),
    files: byId(childrenOf(childOf(envelope, 'References'), 'File'), 'id'),
  };
}

/** The bus of a controller by its type, else by the name of its model. */
function busOf(read: Reader, controller: Item | undefined): Fact<string> {
  if (controller === undefined) return unknown(controllerDecides);
  const type = field(controller, 'ResourceType');
  const model = field(controller, 'ResourceSubType');
  const name = model?.value ?? '';
  const byModel = /nvme/i.test(name)
    ? 'nvme'
    : /ahci|sata/i.test(name)
      ? 'sata'
      : /virtio/i.test(name)
        ? 'virtio'
        : undefined;
  if (byModel !== undefined && model !== undefined) return stated(byModel, read.at(model));
  const byType: Readonly<Record<string, string>> = { 5: 'ide', 6: 'scsi', 23: 'usb' };
  return read.value(type, (number) => byType[number]);
}

// Names of vendors in the format's address; the letters after `#` are a kind of it.
const formats: readonly (readonly [RegExp, string])[] = [
  [/vmdk/i, 'vmdk'],
  // The usual address of qcow describes its second version.
  [/qcow/i, 'qcow2'],
  [/vhdx/i, 'vhdx'],
  [/vhd|msdn|microsoft/i, 'vhd'],
  [/vdi/i, 'vdi'],
  [/raw/i, 'raw'],
  [/iso9660|ecma-119/i, 'iso'],
];

function diskFacts(read: Reader, { disks, files }: Storage, item: Item): Partial<Disk> {
  const reference = field(item, 'HostResource');
  const [, kind, id] = /^(?:ovf:)?\/{1,2}(disk|file)\/(.+)$/.exec(reference?.value ?? '') ?? [];
  const sourceOf = (file: string | undefined): Fact<string> =>
    read.text(attribute(file === undefined ? undefined : files.get(file), 'href'));
  if (kind === 'file') return { source: sourceOf(id) };
  const disk = kind === 'disk' && id !== undefined ? disks.get(id) : undefined;
  if (disk === undefined) return {};
  return {
    capacity: capacityOf(read, disk),
    format: read.value(
      attribute(disk, 'format'),
      (address) => formats.find(([pattern]) => pattern.test(address))?.[1],
    ),
    source: sourceOf(attribute(disk, 'fileRef')?.value),
    backingFiles: chainOf(read, disks, disk),
  };
}

function capacityOf(read: Reader, disk: XmlElement): Fact<number> {
  const capacity = attribute(disk, 'capacity');
  if (capacity?.value.includes('${')) return unknown(property, read.at(capacity));
  const units = attribute(disk, 'capacityAllocationUnits');
  // Bytes without a unit, says the specification.
  const unit = units === undefined ? 1 : bytesOfUnit(units.value);
  if (unit === undefined && units !== undefined) return unknown(noUnit, read.at(units));
  return read.value(capacity, (text) => {
    const number = wholeNumber(text);
    return number === undefined || unit === undefined ? undefined : number * unit;
  });
}

const maxChain = 100;

/** How many disks lie under one; a chain that ends in nothing we know, or in itself, is not counted. */
function chainOf(read: Reader, disks: Storage['disks'], disk: XmlElement): Fact<number> {
  const first = attribute(disk, 'parentRef');
  if (first === undefined) return implied(0, wholeDisk, documents.ovf);
  let count = 0;
  for (let at: string | undefined = first.value; at !== undefined && count < maxChain; count++)
    at = attribute(disks.get(at), 'parentRef')?.value;
  return stated(count, read.at(first));
}

const diskKinds: Readonly<Record<number, Disk['kind']>> = {
  [resource.disk]: 'disk',
  [resource.cdrom]: 'cdrom',
  [resource.dvd]: 'cdrom',
  [resource.floppy]: 'floppy',
};

/** The disks, then the drives. */
export function readDisks(read: Reader, system: System, hardware: Hardware): readonly Known<Disk>[] {
  const storage = storageOf(system);
  const items = [
    ...itemsOf(hardware, resource.disk),
    ...itemsOf(hardware, resource.cdrom, resource.dvd, resource.floppy),
  ];
  return items.map((item) => {
    const kind = diskKinds[Number(field(item, 'ResourceType')?.value)] ?? 'disk';
    const writeThrough = configuration(item.element, 'backing.writeThrough');
    const mode = attribute(configuration(item.element, 'backing.diskMode'), 'value');
    const isWriteThrough = truthOf(attribute(writeThrough, 'value')?.value ?? '') === true;
    return stated(
      {
        kind,
        ...unsaidDisk(notExpressible),
        bus:
          kind === 'floppy'
            ? stated('fdc', read.tag(item.element))
            : busOf(read, itemNumbered(hardware, field(item, 'Parent')?.value)),
        capacity: notStated,
        format: notStated,
        source: notStated,
        cache:
          writeThrough !== undefined && isWriteThrough
            ? stated('writethrough', read.tag(writeThrough))
            : notStated,
        persistent: read.value(mode, (value) => (value === '' ? undefined : !/nonpersistent/i.test(value))),
        ...diskFacts(read, storage, item),
      },
      read.tag(item.element),
    );
  });
}

// What VirtualBox and VMware Workstation call the logical networks of what they export.
const networks: Readonly<Record<string, 'nat' | 'host-only' | 'bridged' | 'other'>> = {
  nat: 'nat',
  natnetwork: 'nat',
  bridged: 'bridged',
  hostonly: 'host-only',
  'host-only': 'host-only',
  internal: 'other',
};

/** The network cards. */
export function readCards(read: Reader, hardware: Hardware): readonly Known<NetworkCard>[] {
  return itemsOf(hardware, resource.card).map((item) => {
    const connection = field(item, 'Connection');
    const kind = networks[connection?.value.toLowerCase() ?? ''];
    return stated(
      {
        attachment:
          connection === undefined
            ? notStated
            : kind === undefined
              ? unknown(networkChosen, read.at(connection))
              : implied(kind, networkNamed, documents.virtualBoxManual, read.at(connection)),
        // Several models are alternatives; the importer takes the first it has.
        model: read.value(field(item, 'ResourceSubType'), (text) => text.split(/[\s,]+/)[0] || undefined),
      },
      read.tag(item.element),
    );
  });
}

/** Whether a drive or port is connected when the machine starts; many exports keep one that is not. */
function isConnected(item: Item): boolean {
  return field(item, 'AutomaticAllocation')?.value.toLowerCase() !== 'false';
}

/** The emulated devices that only old systems need. */
export function readLegacyDevices(read: Reader, hardware: Hardware): readonly Known<string>[] {
  const cards = itemsOf(hardware, resource.card).flatMap((item): Known<string>[] => {
    const model = field(item, 'ResourceSubType');
    return model !== undefined && /^pcnet/i.test(model.value) ? [stated('pcnet', read.at(model))] : [];
  });
  const sound = itemsOf(hardware, resource.sound).flatMap((item): Known<string>[] => {
    const model = field(item, 'ResourceSubType');
    return model !== undefined && /^sb16/i.test(model.value) ? [stated('sb16', read.at(model))] : [];
  });
  return [
    ...itemsOf(hardware, resource.floppy)
      .filter(isConnected)
      .map(({ element }) => stated('floppy', read.tag(element))),
    ...itemsOf(hardware, resource.parallelPort)
      .filter(isConnected)
      .map(({ element }) => stated('parallel', read.tag(element))),
    ...cards,
    ...sound,
  ];
}
