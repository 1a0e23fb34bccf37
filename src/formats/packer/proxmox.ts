// Machines of the Proxmox VE builders.
import {
  complete,
  type Fact,
  implied,
  incomplete,
  isKnown,
  type Known,
  listed,
  mapKnown,
  notExpressible,
  notStated,
  stated,
} from '../../core/fact';
import { mebibyte } from '../../core/size';
import type { Device, Disk, NetworkCard } from '../../core/workload';
import { textOf } from '../hcl/value';
import { type MachineFacts, unsaidDisk } from '../unsaid';
import { biosBoot, sourceMachine } from './messages';
import { byDefaultOf, not, type Reader, reader, sizeOf } from './reader';
import type { Settings } from './settings';
import { sources } from './sources';

const usual = byDefaultOf(sources.proxmox);

/** What a Proxmox builder says; `isFresh`: it makes the machine itself instead of cloning one. */
export function proxmoxMachine(read: Reader, isFresh: boolean): Partial<MachineFacts> {
  const { settings } = read;
  const made = <T>(value: T): Fact<T> => (isFresh ? usual(value) : sourceMachine);
  const disks = settings.groups('disks').map(diskOf);
  const cards = settings.groups('network_adapters').map(cardOf);
  const bios = read.fact(
    'bios',
    (value) => (textOf(value) === 'ovmf' ? 'uefi' : 'bios'),
    made('bios' as const),
  );
  const minimum = read.megabytes('ballooning_minimum');
  const [efi] = settings.groups('efi_config');
  const [tpm] = settings.groups('tpm_config');
  const full = read.flag('full_clone', usual(true));
  return {
    memory: read.megabytes('memory', made(512 * mebibyte)),
    cpus: cpusOf(read, isFresh),
    hypervisor: stated('proxmox', settings.place),
    acceleration: accelerationOf(read),
    disks: listed(disks, settings.open('disks') ?? (isFresh ? undefined : sourceMachine)),
    networkCards: listed(cards, settings.open('network_adapters') ?? (isFresh ? undefined : sourceMachine)),
    // The server passes screens on to those who log in to it.
    consoles: complete([]),
    graphicalInterface: notExpressible,
    devices: listed(devicesOf(settings), isFresh ? undefined : sourceMachine),
    firmware: bios,
    secureBoot: secureBootOf(efi, bios),
    tpm: tpm === undefined ? made(false) : stated(true, tpm.place),
    nestedVirtualization: notStated,
    memoryBalloon: isKnown(minimum) ? mapKnown(minimum, () => true) : notStated,
    memoryMinimum: minimum,
    cpuMode: read.fact('cpu_type', (value) => cpuModeOf(textOf(value)), made('custom')),
    autostart: read.flag('onboot', usual(false)),
    linkedClone: isFresh ? notExpressible : not(full),
    legacyDevices: incomplete([], notStated),
  };
}

function cpusOf(read: Reader, isFresh: boolean): Fact<number> {
  const cores = read.count('cores', usual(1));
  const sockets = read.count('sockets', usual(1));
  if (read.setting('cores', 'sockets') === undefined) return isFresh ? usual(1) : sourceMachine;
  if (!isKnown(cores)) return cores;
  if (!isKnown(sockets)) return sockets;
  const leading = cores.state === 'stated' ? cores : sockets;
  return mapKnown(leading, () => cores.value * sockets.value);
}

function accelerationOf(read: Reader): Fact<'hardware' | 'software'> {
  const disabled = read.flag('disable_kvm', usual(false));
  return isKnown(disabled) ? mapKnown(disabled, (off) => (off ? 'software' : 'hardware')) : disabled;
}

function cpuModeOf(type: string | undefined): string | undefined {
  if (type === undefined) return undefined;
  return type === 'host' ? 'host-passthrough' : type === 'max' ? 'maximum' : 'custom';
}

function secureBootOf(efi: Settings | undefined, firmware: Fact<'bios' | 'uefi'>): Fact<boolean> {
  if (isKnown(firmware) && firmware.value === 'bios') {
    return implied(false, biosBoot, sources.proxmox, firmware.place);
  }
  return efi === undefined ? notStated : reader(efi).flag('pre_enrolled_keys', usual(false));
}

function diskOf(group: Settings): Known<Disk> {
  const read = reader(group);
  const disk: Disk = {
    kind: 'disk',
    ...unsaidDisk(notStated),
    bus: read.text('type', usual('scsi')),
    capacity: read.fact('disk_size', sizeOf(Number.NaN), usual(20 * 1024 * mebibyte)),
    cache: read.text('cache_mode', usual('none')),
    format: read.text('format'),
    source: read.text('storage_pool'),
  };
  return stated(disk, group.place);
}

function cardOf(group: Settings): Known<NetworkCard> {
  const read = reader(group);
  const bridge = read.text('bridge');
  // The installer of Proxmox VE connects this one with the host's network; others may lead anywhere.
  const attachment: NetworkCard['attachment'] =
    isKnown(bridge) && bridge.value === 'vmbr0' ? mapKnown(bridge, () => 'bridged') : notStated;
  return stated({ attachment, model: read.text('model', usual('e1000')) }, group.place);
}

function devicesOf(settings: Settings): readonly Known<Device>[] {
  return settings.groups('pci_devices').map((group) => {
    const name = textOf(group.get('host')?.value) ?? textOf(group.get('mapping')?.value) ?? 'pci';
    return stated<Device>({ kind: 'pci', name }, group.place);
  });
}
