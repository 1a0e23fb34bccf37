// Hyper-V: hyperv_machine_instance of taliesins’ provider.
import {
  complete,
  convertFact,
  type Fact,
  type Facts,
  implied,
  is,
  isKnown,
  type Known,
  mapFact,
  notExpressible,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import type { Disk, NetworkCard } from '../../core/workload';
import {
  type Description,
  itemsOf,
  joined,
  type MachineReading,
  orElse,
  sectionOf,
  systemNamed,
  unsaid,
} from './machine';
import { texts } from './messages';
import type { Module } from './module';
import type { Section } from './section';
import { defaults } from './sources';

/** Reads a machine of Hyper-V. */
export function hypervMachine({ module, settings }: MachineReading): Description {
  const generation = settings.number('generation');
  const dynamic = settings.flag('dynamic_memory');
  const firmware = convertFact(
    generation,
    (number): 'bios' | 'uefi' | undefined => (number === 1 ? 'bios' : number === 2 ? 'uefi' : undefined),
    texts.unreadable,
  );
  const disks = itemsOf(settings.all('hard_disk_drives'), (drive) => diskOf(drive, module));
  const drives = itemsOf(
    settings.all('dvd_drives'),
    (drive): Disk => ({ kind: 'cdrom', ...unsaid, source: drive.text('path') }),
  );
  return {
    name: settings.text('name'),
    hypervisor: stated('hyperv', settings.place),
    acceleration: implied('hardware', texts.resourceType, defaults.hyperv),
    memory: settings.number('memory_startup_bytes'),
    memoryMinimum: is(dynamic, true) ? settings.number('memory_minimum_bytes') : notStated,
    memoryBalloon: orElse(
      dynamic,
      mapFact(settings.flag('static_memory'), (fixed) => !fixed),
    ),
    cpus: settings.number('processor_count'),
    operatingSystem: systemNamed(
      ...disks.items.map(({ value }) => value.source),
      ...drives.items.map(({ value }) => value.source),
    ),
    disks: joined(disks, drives),
    linkedClone: linked(disks),
    networkCards: itemsOf(settings.all('network_adaptors'), (card) => cardOf(card, module)),
    legacyDevices: complete(
      settings.all('network_adaptors').items.flatMap((card): Known<string>[] => {
        const legacy = card.flag('is_legacy');
        return is(legacy, true) ? [{ ...legacy, value: 'legacy-network-adapter' }] : [];
      }),
    ),
    firmware,
    secureBoot: is(firmware, 'bios')
      ? { ...firmware, value: false }
      : (settings.one('vm_firmware')?.flag('enable_secure_boot') ?? notStated),
    tpm: notExpressible,
    nestedVirtualization: settings.one('vm_processor')?.flag('expose_virtualization_extensions') ?? notStated,
    autostart: mapFact(settings.text('state'), (state) => state !== 'Off'),
  };
}

/** A disk with what the module says of its image file. */
function diskOf(drive: Section, module: Module): Disk {
  const [resource] = drive.references('path');
  const image = resource?.type === 'hyperv_vhd' ? sectionOf(resource, module) : undefined;
  const path = orElse(image?.text('path') ?? notStated, drive.text('path'));
  const type = image?.text('vhd_type') ?? notStated;
  return {
    kind: 'disk',
    ...unsaid,
    bus: mapFact(drive.text('controller_type'), (name) => name.toLowerCase()),
    capacity: image?.number('size') ?? notStated,
    allocation: convertFact(
      type,
      (name): 'thin' | 'thick' | undefined =>
        name === 'Fixed' ? 'thick' : name === 'Dynamic' || name === 'Differencing' ? 'thin' : undefined,
      texts.unreadable,
    ),
    format: mapFact(path, (name) => (/\.vhdx?$/i.exec(name)?.[0].slice(1) ?? '').toLowerCase()),
    backingFiles: is(type, 'Differencing') ? { ...type, value: 1 } : notStated,
    source: orElse(orElse(image?.text('source') ?? notStated, image?.text('parent_path') ?? notStated), path),
  };
}

function linked(disks: Facts<Disk>): Fact<boolean> {
  const based = disks.items.map(({ value }) => value.backingFiles).find(isKnown);
  return based === undefined ? notStated : { ...based, value: true };
}

function cardOf(card: Section, module: Module): NetworkCard {
  const [network] = card.references('switch_name');
  const type = network === undefined ? notStated : sectionOf(network, module).text('switch_type');
  return {
    attachment: is(card.text('switch_name'), 'Default Switch')
      ? stated('nat', card.place)
      : convertFact(
          orElse(type, unknown(texts.networkDecides)),
          (name): 'bridged' | 'host-only' | 'other' =>
            name === 'External' ? 'bridged' : name === 'Internal' ? 'host-only' : 'other',
          texts.networkDecides,
        ),
    model: notExpressible,
  };
}
