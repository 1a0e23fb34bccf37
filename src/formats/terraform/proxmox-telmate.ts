// Proxmox VE: proxmox_vm_qemu of Telmate’s provider.
import {
  complete,
  convertFact,
  type Fact,
  type Facts,
  is,
  isKnown,
  type Known,
  knownValue,
  listed,
  mapFact,
  notStated,
  stated,
} from '../../core/fact';
import type { Device, Disk } from '../../core/workload';
import {
  byDefault,
  type Description,
  itemsOf,
  joined,
  type MachineReading,
  megabytes,
  orElse,
  presence,
  product,
  unsaid,
} from './machine';
import { texts } from './messages';
import { passwordIn } from './provisioning';
import {
  attachmentOf,
  busOf,
  cpuMode,
  firmwareOf,
  legacyDisplay,
  login,
  nested,
  operatingSystem,
  qemuArguments,
  secureBoot,
  serialDevice,
} from './proxmox-shared';
import type { Section } from './section';
import { defaults } from './sources';

/** Reads a proxmox_vm_qemu. */
export function telmateMachine({ settings }: MachineReading): Description {
  const docs = defaults.telmate;
  // From version 3 on, what is about the processor has a block of its own.
  const processor = settings.one('cpu') ?? settings;
  const clone = settings.text('clone');
  const isClone = settings.has('clone') || settings.has('clone_id');
  const type = orElse(
    processor === settings ? settings.text('cpu') : processor.text('type'),
    settings.text('cpu_type'),
  );
  const firmware = firmwareOf(settings, isClone);
  const count = (name: string): Fact<number> =>
    orElse(orElse(processor.number(name), settings.number(name)), byDefault(1, docs));
  const balloon = settings.number('balloon');
  const qemu = qemuArguments(settings, 'args');
  return {
    name: settings.text('name'),
    hypervisor: stated('proxmox', settings.place),
    acceleration: mapFact(orElse(settings.flag('kvm'), byDefault(true, docs)), (on) =>
      on ? ('hardware' as const) : ('software' as const),
    ),
    memory: megabytes(orElse(settings.number('memory'), byDefault(512, docs))),
    cpus: product(count('sockets'), count('cores')),
    operatingSystem: operatingSystem(
      settings.text('qemu_os'),
      clone,
      settings.text('iso'),
      ...isosOf(settings),
      provisioned(settings),
    ),
    image: orElse(clone, settings.text('iso')),
    linkedClone: isClone
      ? mapFact(orElse(settings.flag('full_clone'), byDefault(true, docs)), (full) => !full)
      : notStated,
    autostart: startsWithHost(settings),
    disks: telmateDisks(settings),
    networkCards: itemsOf(settings.all('network'), (card) => ({
      attachment: attachmentOf(orElse(card.text('bridge'), byDefault('nat', docs))),
      model: card.text('model'),
    })),
    consoles: listed(qemu.consoles, qemu.rest),
    ports: listed(qemu.ports, qemu.rest),
    managementInterfaces: listed(qemu.managementInterfaces, qemu.rest),
    devices: joined(telmateDevices(settings), listed(qemu.devices, qemu.rest)),
    secrets: complete(passwordIn(settings, 'cipassword', login(settings.text('ciuser')))),
    firmware,
    secureBoot: secureBoot(firmware, settings.one('efidisk'), true),
    tpm: presence(settings, 'tpm_state', isClone),
    cpuMode: orElse(cpuMode(type), byDefault('host-passthrough', docs)),
    nestedVirtualization: nested(type),
    memoryBalloon: mapFact(balloon, (size) => size > 0),
    memoryMinimum: isKnown(balloon) && balloon.value > 1 ? megabytes(balloon) : notStated,
    legacyDevices: complete(legacyDisplay(settings)),
    automaticUpdates: settings.flag('ciupgrade'),
  };
}

/** `os_type` names the way of preparing a guest; two of the ways are systems. */
function provisioned(settings: Section): Fact<string> {
  const type = settings.text('os_type');
  return isKnown(type) && /^(?:ubuntu|centos)$/.test(type.value) ? type : notStated;
}

/** Started with the host; a machine that is to be stopped runs neither way. */
function startsWithHost(settings: Section): Fact<boolean> {
  const state = settings.text('vm_state');
  return is(state, 'stopped') ? { ...state, value: false } : settings.flag('onboot');
}

/** `32G`, `512M`; a bare number counts GiB. */
function sizeOf(size: Fact<string>): Fact<number> {
  const units: Readonly<Record<string, number>> = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };
  return convertFact(
    size,
    (text) => {
      const [, amount = '', unit = 'G'] = /^(\d{1,9}(?:\.\d+)?)\s*([KMGT])?$/i.exec(text.trim()) ?? [];
      const factor = units[unit.toUpperCase()];
      return amount === '' || factor === undefined ? undefined : Math.round(Number(amount) * factor);
    },
    texts.unreadable,
  );
}

function telmateDisk(disk: Section, bus: Fact<string>): Disk {
  return {
    kind: 'disk',
    ...unsaid,
    bus,
    capacity: sizeOf(disk.text('size')),
    cache: orElse(disk.text('cache'), byDefault('none', defaults.telmate)),
    format: orElse(disk.text('format'), byDefault('raw', defaults.telmate)),
    allocation: notStated,
  };
}

function telmateDisks(settings: Section): Facts<Disk> {
  const flat = itemsOf(settings.all('disk'), (disk): Disk | undefined => {
    const slot = disk.text('slot');
    const type = disk.text('type');
    const written = knownValue(type) ?? '';
    if (written === 'cloudinit' || written === 'ignore') return undefined;
    // Up to version 2 `type` was the bus; from version 3 on it is the kind, and `slot` names the bus.
    const isKind = /^(?:disk|cdrom|passthrough)$/.test(written);
    const bus = isKind || type === notStated ? busOf(slot) : type;
    const media = isKind ? type : disk.text('media');
    return is(media, 'cdrom')
      ? { kind: 'cdrom', ...unsaid, bus, source: orElse(disk.text('iso'), disk.text('volume')) }
      : telmateDisk(disk, bus);
  });
  const nestedDisks = settings.all('disks').items.flatMap((disks) =>
    ['virtio', 'scsi', 'sata', 'ide'].flatMap((bus) => {
      const group = disks.one(bus);
      const place = disks.placeOf(bus) ?? disks.place;
      return (group?.names ?? []).flatMap((slot): Known<Disk>[] => {
        const drive = group?.one(slot);
        const disk = drive?.one('disk');
        const cdrom = drive?.one('cdrom');
        const busFact = stated(bus, place);
        if (disk !== undefined) return [stated(telmateDisk(disk, busFact), disk.place)];
        if (cdrom === undefined) return [];
        return [stated({ kind: 'cdrom', ...unsaid, bus: busFact, source: cdrom.text('iso') }, cdrom.place)];
      });
    }),
  );
  return joined(flat, complete(nestedDisks));
}

function isosOf(settings: Section): readonly Fact<string>[] {
  return telmateDisks(settings).items.flatMap(({ value }) => (value.kind === 'cdrom' ? [value.source] : []));
}

function telmateDevices(settings: Section): Facts<Device> {
  const named = (section: Section, kind: Device['kind'], ...names: readonly string[]): Known<Device>[] => {
    const name = names.map((each) => section.text(each)).find(isKnown);
    return name === undefined ? [] : [stated({ kind, name: name.value }, section.place)];
  };
  const inner = (section: Section): readonly Section[] => [
    section,
    ...section.names.flatMap((name) => {
      const child = section.one(name);
      return child === undefined ? [] : [child, ...child.names.flatMap((each) => child.one(each) ?? [])];
    }),
  ];
  const pci = [...settings.all('hostpci').items, ...settings.all('pci').items].flatMap((section) =>
    named(section, 'pci', 'host', 'raw_id', 'mapping_id'),
  );
  const pcis = settings
    .all('pcis')
    .items.flatMap(inner)
    .flatMap((section) => named(section, 'pci', 'raw_id', 'mapping_id'));
  const usb = settings
    .all('usb')
    .items.flatMap((section) => named(section, 'usb', 'host', 'device_id', 'port_id', 'mapping_id'))
    .filter(({ value }) => value.name !== 'spice');
  const usbs = settings
    .all('usbs')
    .items.flatMap(inner)
    .flatMap((section) => named(section, 'usb', 'device_id', 'port_id', 'mapping_id'));
  const serials = settings.all('serial').items.flatMap((serial) => serialDevice(serial, 'type'));
  return complete([...pci, ...pcis, ...usb, ...usbs, ...serials]);
}
