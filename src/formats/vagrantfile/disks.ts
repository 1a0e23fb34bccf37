// Disks of a machine: the box's own, and those that the file adds.

import { type Fact, type Facts, implied, type Known, listed, notStated, stated } from '../../core/fact';
import { gibibyte } from '../../core/size';
import type { Disk } from '../../core/workload';
import { unsaidDisk } from '../unsaid';
import type { Call } from './configuration';
import { boxDecides, type MachineReading } from './reading';
import {
  assigned,
  calls,
  customization,
  follow,
  numeric,
  occurrences,
  type Setting,
  text,
  truth,
} from './settings';
import { defaults } from './sources';
import type { KnownValue, Value } from './value';

/** The disks of a machine, the first one first. */
export function disksOf(reading: MachineReading): Facts<Disk> {
  const { maker, entries, escaped } = reading;
  const items: Known<Disk>[] = [firstDisk(reading)];
  let rest = escaped;
  const add = (call: Call, certainty: string, disk: Disk | undefined): void => {
    if (disk === undefined) return;
    if (certainty === 'open') rest ??= maker.unknown({ kind: 'condition' }, call.span);
    else items.push(stated(disk, maker.place(call.span)));
  };
  for (const { entry, certainty } of calls(entries, 'vm.disk')) {
    if (!isPrimary(entry)) add(entry, certainty, vagrantDisk(reading, entry));
  }
  for (const { entry, certainty } of occurrences(reading.provider?.entries ?? [])) {
    if (entry.kind !== 'call') continue;
    // Images are made unless they exist already, so the guard does not make the disk doubtful.
    add(entry, 'certain', virtualboxDisk(reading, entry));
    add(entry, certainty, libvirtDisk(reading, entry));
  }
  return listed(items, rest);
}

function isPrimary(call: Call): boolean {
  return truth(call.options.get('primary')?.value) === true;
}

function kindOf(name: string | undefined): Disk['kind'] {
  if (name === 'dvd' || name === 'cdrom' || name === 'dvddrive') return 'cdrom';
  return name === 'floppy' ? 'floppy' : 'disk';
}

/** The disk that the box brings. */
function firstDisk({ maker, entries, provider }: MachineReading): Known<Disk> {
  const why = { en: 'Every box brings a disk.', de: 'Jede Box bringt eine Platte mit.' };
  const own = (path: string) => follow(provider?.entries ?? [], assigned(path));
  const resized = calls(entries, 'vm.disk').findLast(({ entry }) => isPrimary(entry));
  const plugin = follow(entries, assigned('disksize.size'));
  const virtual = own('machine_virtual_size');
  const capacity: Fact<number> =
    resized !== undefined
      ? maker.argument(resized.entry.options.get('size'), diskBytes, boxDecides)
      : plugin !== undefined
        ? maker.fact(plugin, diskBytes, boxDecides)
        : maker.fact(virtual, gigabytes, boxDecides);
  const isLibvirt = provider?.family === 'libvirt';
  const byLibvirt = { en: 'Default of vagrant-libvirt.', de: 'Standard von vagrant-libvirt.' };
  const options =
    provider?.entries === undefined
      ? undefined
      : calls(provider.entries, 'disk_driver').at(-1)?.entry.options;
  const cache = options?.get('cache');
  const disk: Disk = {
    kind: 'disk',
    ...unsaidDisk(boxDecides),
    bus: maker.fact(
      own('disk_bus'),
      text,
      isLibvirt ? implied('virtio', byLibvirt, defaults.libvirt) : boxDecides,
    ),
    capacity,
    format: isLibvirt ? implied('qcow2', byLibvirt, defaults.libvirt) : boxDecides,
    cache:
      cache === undefined
        ? maker.fact(own('volume_cache'), text, notStated)
        : maker.argument(cache, text, notStated),
  };
  const told = resized?.entry.span ?? plugin?.span ?? virtual?.span;
  return told === undefined ? implied(disk, why, defaults.boxName) : stated(disk, maker.place(told));
}

/** `config.vm.disk :disk, name: 'data', size: '10GB'`. */
function vagrantDisk({ maker }: MachineReading, { args, options }: Call): Disk {
  return {
    kind: kindOf(text(args[0]?.value)),
    ...unsaidDisk(notStated),
    capacity: maker.argument(options.get('size'), diskBytes, notStated),
    format: maker.argument(options.get('disk_ext'), text, notStated),
    source: maker.argument(options.get('file'), text, notStated),
  };
}

/** `customize ['createhd', '--filename', 'data', '--size', 10240]`; attached images are counted where they are made. */
function virtualboxDisk({ maker }: MachineReading, call: Call): Disk | undefined {
  const words = customization(call);
  const command = text(words?.[0]);
  if (words === undefined || (command !== 'createhd' && command !== 'createmedium')) return undefined;
  const place = maker.place(call.span);
  const after = (flag: string): Value | undefined =>
    words[words.findIndex((word) => text(word) === flag) + 1];
  const told = (flag: string): Setting | undefined => {
    const value = has(flag) ? after(flag) : undefined;
    return value && { value, span: call.span };
  };
  const has = (flag: string): boolean => words.some((word) => text(word) === flag);
  const megabytes = (value: KnownValue): number | undefined => {
    const count = numeric(value);
    return count === undefined ? undefined : count * 2 ** 20;
  };
  const size = after('--size');
  const thick = text(after('--variant'))?.toLowerCase().includes('fixed') ?? false;
  return {
    kind: 'disk',
    ...unsaidDisk(notStated),
    capacity:
      has('--size') && size !== undefined
        ? maker.fact({ value: size, span: call.span }, megabytes, notStated)
        : notStated,
    format: maker.fact(told('--format'), (value) => text(value)?.toLowerCase(), notStated),
    source: maker.fact(told('--filename'), text, notStated),
    allocation: has('--variant')
      ? stated(thick ? 'thick' : 'thin', place)
      : implied(
          'thin',
          {
            en: 'VirtualBox makes growing images by default.',
            de: 'VirtualBox legt von sich aus wachsende Abbilder an.',
          },
          defaults.virtualboxDocs,
        ),
  };
}

/** `libvirt.storage :file, size: '20G', bus: 'sata'`. */
function libvirtDisk({ maker, provider }: MachineReading, { path, options }: Call): Disk | undefined {
  if (path !== 'storage' || provider?.family !== 'libvirt') return undefined;
  const byLibvirt = { en: 'Default of vagrant-libvirt.', de: 'Standard von vagrant-libvirt.' };
  const cdrom = text(options.get('device')?.value) === 'cdrom';
  return {
    kind: kindOf(text(options.get('device')?.value)),
    ...unsaidDisk(notStated),
    bus: maker.argument(
      options.get('bus'),
      text,
      cdrom ? notStated : implied('virtio', byLibvirt, defaults.libvirt),
    ),
    capacity: maker.argument(options.get('size'), diskBytes, notStated),
    cache: maker.argument(options.get('cache'), text, notStated),
    format: maker.argument(
      options.get('type'),
      text,
      cdrom ? notStated : implied('qcow2', byLibvirt, defaults.libvirt),
    ),
    source: maker.argument(options.get('path'), text, notStated),
    allocation: truth(options.get('allocation')?.value) === undefined ? notStated : boxDecides,
  };
}

/** `10GB`, `20G`, `1TB`: Vagrant and its plugins count in powers of 1024; a plain number is bytes. */
function diskBytes(value: KnownValue): number | undefined {
  const plain = numeric(value);
  if (plain !== undefined) return value.kind === 'number' ? plain : plain * gibibyte;
  const [, count, unit] = /^([\d.]+)\s*([KMGT])i?B?$/i.exec(text(value)?.trim() ?? '') ?? [];
  if (count === undefined || unit === undefined) return undefined;
  return Number(count) * 1024 ** ' KMGT'.indexOf(unit.toUpperCase());
}

function gigabytes(value: KnownValue): number | undefined {
  const count = numeric(value);
  return count === undefined ? undefined : count * gibibyte;
}
