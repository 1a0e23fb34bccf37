// A single ESXi host without vCenter: esxi_guest of josenk’s provider.
import {
  complete,
  convertFact,
  type Fact,
  implied,
  mapFact,
  notExpressible,
  stated,
  unknown,
} from '../../core/fact';
import type { Disk } from '../../core/workload';
import {
  byDefault,
  type Description,
  gigabytes,
  itemsOf,
  type MachineReading,
  megabytes,
  orElse,
  sectionOf,
  unsaid,
  vmwareSystem,
} from './machine';
import { texts } from './messages';
import type { Section } from './section';
import { defaults } from './sources';
import { allUserData, userDataOf } from './user-data';

const docs = defaults.esxi;

/** Reads a guest of an ESXi host. */
export function esxiMachine({ module, settings }: MachineReading): Description {
  const isClone = settings.has('clone_from_vm') || settings.has('ovf_source');
  /** What is not stated comes from the source, where there is one. */
  const preset = <T>(value: T): Fact<T> => (isClone ? unknown(texts.imageDecides) : byDefault(value, docs));
  const image = orElse(settings.text('clone_from_vm'), settings.text('ovf_source'));
  const guestinfo = settings.one('guestinfo');
  const userData = allUserData(
    ...['userdata', 'vendordata'].map((name) => userDataOf(guestinfo?.expression(name), settings.scope)),
  );
  const extra = settings.all('virtual_disks').items.flatMap((disk) => {
    const [volume] = disk.references('virtual_disk_id');
    return volume === undefined ? [] : [sectionOf(volume, module)];
  });
  return {
    ...userData,
    name: settings.text('guest_name'),
    hypervisor: stated('vmware', settings.place),
    acceleration: implied('hardware', texts.resourceType, docs),
    memory: megabytes(orElse(settings.number('memsize'), preset(512))),
    cpus: orElse(settings.number('numvcpus'), preset(1)),
    operatingSystem: vmwareSystem(settings.text('guestos'), image),
    image,
    linkedClone: notExpressible,
    autostart: mapFact(settings.text('power'), (power) => power !== 'off'),
    firmware: convertFact(
      orElse(settings.text('boot_firmware'), preset('bios')),
      (name): 'bios' | 'uefi' | undefined => (name === 'efi' ? 'uefi' : name === 'bios' ? 'bios' : undefined),
      texts.unreadable,
    ),
    disks: complete([
      stated(
        diskOf(settings, 'boot_disk_size', 'boot_disk_type'),
        settings.placeOf('boot_disk_size') ?? settings.placeOf('boot_disk_type') ?? settings.place,
      ),
      ...extra.map((disk) => stated(diskOf(disk, 'virtual_disk_size', 'virtual_disk_type'), disk.place)),
    ]),
    networkCards: itemsOf(settings.all('network_interfaces'), (card) => ({
      attachment: unknown(texts.networkDecides),
      model: orElse(card.text('nic_type'), preset('e1000')),
    })),
  };
}

function diskOf(section: Section, size: string, type: string): Disk {
  const kind = orElse(section.text(type), byDefault('thin', docs));
  return {
    kind: 'disk',
    ...unsaid,
    capacity: gigabytes(section.number(size)),
    allocation: mapFact(kind, (name) => (name === 'thin' ? ('thin' as const) : ('thick' as const))),
  };
}
