// Machines of the Hyper-V and Parallels builders.
import {
  complete,
  type Fact,
  implied,
  incomplete,
  isKnown,
  type Known,
  mapKnown,
  notStated,
  stated,
} from '../../core/fact';
import { mebibyte } from '../../core/size';
import type { Disk, NetworkCard } from '../../core/workload';
import { numberOf, textOf } from '../hcl/value';
import { type MachineFacts, unsaidDisk } from '../unsaid';
import { biosBoot, sourceMachine } from './messages';
import { byDefaultOf, factOf, itemSettings, megabytesOf, not, put, type Reader } from './reader';
import { sources } from './sources';

const usual = byDefaultOf(sources.hyperv);
const parallels = byDefaultOf(sources.parallels);

/** What a Hyper-V builder says; `isFresh`: it makes the machine itself, of an ISO image. */
export function hyperVMachine(read: Reader, isFresh: boolean): Partial<MachineFacts> {
  const made = <T>(value: T): Fact<T> => (isFresh ? usual(value) : sourceMachine);
  const generation = read.fact('generation', numberOf, made(1));
  const firmware: Fact<'bios' | 'uefi'> = isKnown(generation)
    ? mapKnown(generation, (number) => (number === 2 ? 'uefi' : 'bios'))
    : generation;
  const secure = read.flag('enable_secure_boot', made(false));
  const network = read.setting('switch_name');
  return {
    memory: read.megabytes('memory', made(1024 * mebibyte)),
    cpus: read.count('cpus', made(1)),
    hypervisor: stated('hyperv', read.settings.place),
    disks: isFresh ? complete(hyperVDisks(read, firmware)) : incomplete([], sourceMachine),
    networkCards: incomplete(
      [put<NetworkCard>({ attachment: notStated, model: notStated }, network, usual)],
      notStated,
    ),
    consoles: complete([]),
    graphicalInterface: not(read.flag('headless', usual(false))),
    firmware,
    secureBoot:
      isKnown(firmware) && firmware.value === 'bios'
        ? implied(false, biosBoot, sources.hyperv, firmware.place)
        : secure,
    tpm: read.flag('enable_tpm', made(false)),
    nestedVirtualization: read.flag('enable_virtualization_extensions', made(false)),
    memoryBalloon: read.flag('enable_dynamic_memory', made(false)),
    linkedClone: read.flag('differencing_disk', notStated),
  };
}

function hyperVDisks(read: Reader, firmware: Fact<'bios' | 'uefi'>): readonly Known<Disk>[] {
  const fixed = read.flag('use_fixed_vhd_format', usual(false));
  const main: Disk = {
    kind: 'disk',
    ...unsaidDisk(notStated),
    bus: isKnown(firmware) ? mapKnown(firmware, (kind) => (kind === 'uefi' ? 'scsi' : 'ide')) : firmware,
    capacity: read.megabytes('disk_size', usual(40 * 1024 * mebibyte)),
    allocation: isKnown(fixed) ? mapKnown(fixed, (isFixed) => (isFixed ? 'thick' : 'thin')) : fixed,
  };
  return [
    put(main, read.setting('disk_size', 'use_fixed_vhd_format'), usual),
    ...moreDisks(read, main, 'scsi'),
  ];
}

function moreDisks(read: Reader, main: Disk, bus: string): readonly Known<Disk>[] {
  return itemSettings(read.setting('disk_additional_size')).map((size) =>
    stated({ ...main, bus: usual(bus), capacity: factOf(size, megabytesOf) }, size.place),
  );
}

/** What a Parallels builder says. */
export function parallelsMachine(read: Reader, isFresh: boolean): Partial<MachineFacts> {
  const made = <T>(value: T): Fact<T> => (isFresh ? parallels(value) : sourceMachine);
  const disk: Disk = {
    kind: 'disk',
    ...unsaidDisk(notStated),
    bus: read.text('hard_drive_interface', parallels('sata')),
    capacity: read.megabytes('disk_size', parallels(40000 * mebibyte)),
    allocation: read.fact(
      'disk_type',
      (value) => (textOf(value) === 'plain' ? 'thick' : textOf(value) === 'expand' ? 'thin' : undefined),
      parallels('thin'),
    ),
  };
  return {
    memory: read.megabytes('memory', made(512 * mebibyte)),
    cpus: read.count('cpus', made(1)),
    hypervisor: stated('parallels', read.settings.place),
    disks: isFresh
      ? complete([put(disk, read.setting('disk_size', 'disk_type'), parallels)])
      : incomplete([], sourceMachine),
    consoles: complete([]),
  };
}
