// Machines of the vSphere builders.
import {
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
import type { Device, Disk, NetworkCard } from '../../core/workload';
import { type HclKnown, itemsOf, numberOf, textOf } from '../hcl/value';
import { type MachineFacts, unsaidDisk } from '../unsaid';
import { biosBoot, sourceMachine, thickUnlessThin } from './messages';
import { byDefaultOf, factOf, type Reader, reader } from './reader';
import type { Settings } from './settings';
import { sources } from './sources';
import { busOf } from './vmware';
import { vmxData, vmxTruth } from './vmx-data';

const usual = byDefaultOf(sources.vsphere);

/** What a vSphere builder says; `isFresh`: it makes the machine itself instead of cloning one. */
export function vsphereMachine(read: Reader, isFresh: boolean): Partial<MachineFacts> {
  const otherwise = isFresh ? notStated : sourceMachine;
  const data = vmxData(read, 'configuration_parameters');
  const firmware = read.fact('firmware', firmwareOf, otherwise);
  const parameter = (name: string): Fact<boolean> => {
    const setting = data.setting(name);
    return setting === undefined ? notStated : factOf(setting, vmxTruth);
  };
  const { settings } = read;
  const cards = settings.groups('network_adapters').map(cardOf);
  const groups = settings.groups('storage');
  // Older templates set the one disk among the builder's own settings.
  const all = groups.length === 0 && read.setting('disk_size') !== undefined ? [settings] : groups;
  const disks = all.map((group) => diskOf(group, read));
  return {
    memory: read.megabytes('RAM', otherwise),
    cpus: read.count('CPUs', otherwise),
    hypervisor: stated('vsphere', settings.place),
    disks: listed(disks, settings.open('storage') ?? (isFresh ? undefined : sourceMachine)),
    networkCards: listed(cards, settings.open('network_adapters') ?? (isFresh ? undefined : sourceMachine)),
    consoles: incomplete([], notExpressible),
    graphicalInterface: notExpressible,
    devices: listed(devicesOf(read), isFresh ? undefined : sourceMachine),
    firmware,
    secureBoot: secureBootOf(read, firmware),
    tpm: read.flag('vTPM', isFresh ? usual(false) : sourceMachine),
    nestedVirtualization: read.flag('NestedHV', isFresh ? usual(false) : sourceMachine),
    memoryMinimum: read.megabytes('RAM_reservation', notStated),
    linkedClone: isFresh ? notExpressible : read.flag('linked_clone', usual(false)),
    clipboardShared: invert(parameter('isolation.tools.copy.disable')),
    dragAndDrop: invert(parameter('isolation.tools.dnd.disable')),
    hostChannels: incomplete(data.channels, notStated),
  };
}

function invert(fact: Fact<boolean>): Fact<boolean> {
  return isKnown(fact) ? mapKnown(fact, (value) => !value) : fact;
}

function firmwareOf(value: HclKnown): 'bios' | 'uefi' | undefined {
  const text = textOf(value)?.toLowerCase();
  return text === 'bios' ? 'bios' : text?.startsWith('efi') === true ? 'uefi' : undefined;
}

/** `efi-secure` is UEFI with Secure Boot, `efi` without. */
function secureBootOf(read: Reader, firmware: Fact<'bios' | 'uefi'>): Fact<boolean> {
  if (isKnown(firmware) && firmware.value === 'bios') {
    return implied(false, biosBoot, sources.vsphere, firmware.place);
  }
  return read.fact('firmware', (value) => textOf(value)?.toLowerCase() === 'efi-secure');
}

function diskOf(group: Settings, builder: Reader): Known<Disk> {
  const read = reader(group);
  const thin = read.flag('disk_thin_provisioned');
  const index = numberOf(group.get('disk_controller_index')?.value) ?? 0;
  const controllers = builder.setting('disk_controller_type');
  const controller = itemsOf(controllers?.value)?.[index] ?? controllers?.value;
  const disk: Disk = {
    kind: 'disk',
    ...unsaidDisk(notStated),
    bus:
      controllers === undefined || controller === undefined
        ? usual('scsi')
        : factOf({ value: controller, place: controllers.place }, (value) => {
            const name = textOf(value);
            return name === undefined ? undefined : busOf(name);
          }),
    capacity: read.megabytes('disk_size'),
    allocation: allocationOf(read, thin),
    format: usual('vmdk'),
  };
  return stated(
    disk,
    group === builder.settings ? (read.setting('disk_size')?.place ?? group.place) : group.place,
  );
}

function allocationOf(read: Reader, thin: Fact<boolean>): Fact<'thin' | 'thick'> {
  if (isKnown(thin) && thin.value) return mapKnown(thin, () => 'thin');
  const scrubbed = read.flag('disk_eagerly_scrub');
  if (isKnown(scrubbed) && scrubbed.value) return mapKnown(scrubbed, () => 'thick');
  if (isKnown(thin)) return mapKnown(thin, () => 'thick');
  return thin === notStated ? implied('thick', thickUnlessThin, sources.vsphere) : thin;
}

function cardOf(group: Settings): Known<NetworkCard> {
  return stated({ attachment: notStated, model: reader(group).text('network_card') }, group.place);
}

function devicesOf(read: Reader): readonly Known<Device>[] {
  const profile = read.setting('vgpu_profile');
  const shared =
    profile === undefined
      ? []
      : [stated<Device>({ kind: 'gpu', name: textOf(profile.value) ?? 'vgpu' }, profile.place)];
  const passed = read.settings.groups('pci_passthrough_allowed_device').map((group) => {
    const name = ['vendor_id', 'device_id'].map((key) => textOf(group.get(key)?.value) ?? '?').join(':');
    return stated<Device>({ kind: 'pci', name }, group.place);
  });
  return [...shared, ...passed];
}
