// Proxmox VE: proxmox_vm_qemu of Telmate's provider, proxmox_virtual_environment_vm and proxmox_vm of bpg's.
import {
  complete,
  convertFact,
  type Fact,
  type Facts,
  implied,
  is,
  isKnown,
  type Known,
  knownValue,
  mapFact,
  notExpressible,
  notStated,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { Device, Disk, NetworkCard, OperatingSystem } from '../../core/workload';
import { operatingSystemOfProxmox } from '../../knowledge/guest-ids';
import { shellWord } from '../container-options/words';
import { plainText } from '../hcl/tree';
import { type QemuFacts, qemuFacts } from '../qemu/facts';
import type { QemuWord } from '../qemu/words';
import { unsaidDisk } from '../unsaid';
import {
  byDefault,
  type Description,
  gigabytes,
  itemsOf,
  joined,
  listed,
  type MachineReading,
  megabytes,
  orElse,
  presence,
  product,
  sectionOf,
  systemNamed,
} from './machine';
import { texts } from './messages';
import type { Resource } from './module';
import { passwordIn } from './provisioning';
import type { Section } from './section';
import { defaults } from './sources';
import { allUserData, userDataIn } from './user-data';

// --- what both providers have in common ---------------------------------------------------------------------------

const none = unsaidDisk(notExpressible);

function firmwareOf(settings: Section, inherits: boolean): Fact<'bios' | 'uefi'> {
  const bios = convertFact(
    settings.text('bios'),
    (name): 'bios' | 'uefi' | undefined =>
      name === 'ovmf' ? 'uefi' : name === 'seabios' ? 'bios' : undefined,
    texts.unreadable,
  );
  return orElse(bios, inherits ? unknown(texts.imageDecides) : byDefault('bios', defaults.bpg));
}

/** Secure Boot needs UEFI, and its keys on the EFI disk. */
function secureBoot(
  firmware: Fact<'bios' | 'uefi'>,
  efiDisk: Section | undefined,
  keysByDefault: boolean,
): Fact<boolean> {
  if (is(firmware, 'bios')) return { ...firmware, value: false };
  if (efiDisk === undefined) return unknown(texts.imageDecides);
  const keys = efiDisk.flag('pre_enrolled_keys');
  return orElse(keys, byDefault(keysByDefault, keysByDefault ? defaults.telmate : defaults.bpg));
}

/** `host` hands the processor on as it is; every other name is a model. */
function cpuMode(type: Fact<string>): Fact<string> {
  return mapFact(type, (name) =>
    name === 'host' ? 'host-passthrough' : name === 'max' ? 'maximum' : 'custom',
  );
}

function nested(type: Fact<string>): Fact<boolean> {
  return is(type, 'host') || is(type, 'max') ? unknown(texts.hostCpu, type.place) : notStated;
}

/** `scsi0`, `virtio1`, `ide2`. */
function busOf(slot: Fact<string>): Fact<string> {
  return mapFact(slot, (name) => name.replace(/\d+$/, ''));
}

/** The image's name, else the kind of system that Proxmox is told. */
function operatingSystem(kind: Fact<string>, ...images: readonly Fact<string>[]): Fact<OperatingSystem> {
  const byImage = systemNamed(...images);
  if (isKnown(byImage)) return byImage;
  const byKind = convertFact(kind, operatingSystemOfProxmox, texts.imageDecides);
  return isKnown(byKind) || byImage === notStated ? byKind : byImage;
}

/** The bridge that the installer makes leads into the network of the host; what others lead to, the host says. */
function attachmentOf(bridge: Fact<string>): NetworkCard['attachment'] {
  return convertFact(
    bridge,
    (name) => (name === 'nat' ? ('nat' as const) : name === 'vmbr0' ? ('bridged' as const) : undefined),
    texts.networkDecides,
  );
}

function legacyDisplay(settings: Section): Known<string>[] {
  const type = settings.one('vga')?.text('type') ?? notStated;
  return is(type, 'cirrus') ? [type] : [];
}

/** A serial port of the host that is handed over. */
function serialDevice(serial: Section, name: string): Known<Device>[] {
  const path = serial.text(name);
  return isKnown(path) && path.value.startsWith('/dev/')
    ? [{ ...path, value: { kind: 'path', name: path.value } }]
    : [];
}

/** Arguments for QEMU that a definition adds past Proxmox VE: `-vnc 0.0.0.0:77` opens a screen without its login. */
function qemuArguments(settings: Section, name: string): QemuFacts & { readonly rest?: Unknown } {
  const located = settings.expression(name);
  const text = plainText(located?.expression);
  if (located === undefined) return qemuFacts([]);
  if (text === undefined) {
    const written = settings.text(name);
    return isKnown(written) ? qemuFacts([]) : { ...qemuFacts([]), rest: written };
  }
  const start = located.expression.span.start + 1;
  const words = [...text.matchAll(/(?:[^\s"']|"[^"]*"?|'[^']*'?)+/g)].map((match): QemuWord => {
    const [written] = match;
    const span = { start: start + match.index, end: start + match.index + written.length };
    // Escapes and lines of a heredoc shift what follows them.
    const isExact = text.length === located.expression.span.end - located.expression.span.start - 2;
    const place = isExact ? { path: located.path, span } : (settings.placeOf(name) ?? settings.place);
    const word = shellWord(written, place);
    return isExact && word.text === written ? { ...word, at: span.start } : word;
  });
  return qemuFacts(words);
}

// --- Telmate ------------------------------------------------------------------------------------------------------

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
    autostart: startsWith(settings),
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

function login(user: Fact<string>): string {
  return isKnown(user) ? user.value : 'root';
}

/** `os_type` names the way of preparing a guest; two of the ways are systems. */
function provisioned(settings: Section): Fact<string> {
  const type = settings.text('os_type');
  return isKnown(type) && /^(?:ubuntu|centos)$/.test(type.value) ? type : notStated;
}

function startsWith(settings: Section): Fact<boolean> {
  const state = settings.text('vm_state');
  if (isKnown(state)) return { ...state, value: state.value !== 'stopped' };
  return settings.flag('oncreate');
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
    ...none,
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
      ? { kind: 'cdrom', ...none, bus, source: orElse(disk.text('iso'), disk.text('volume')) }
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
        return [stated({ kind: 'cdrom', ...none, bus: busFact, source: cdrom.text('iso') }, cdrom.place)];
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

// --- bpg ----------------------------------------------------------------------------------------------------------

/** Reads a proxmox_virtual_environment_vm or a proxmox_vm. */
export function bpgMachine(reading: MachineReading): Description {
  const { settings } = reading;
  const docs = defaults.bpg;
  const isClone = settings.has('clone');
  const memory = settings.one('memory');
  const processor = settings.one('cpu');
  const initialization = settings.one('initialization');
  /** What is not stated comes from the template, where there is one. */
  const preset = <T>(value: T): Fact<T> => (isClone ? unknown(texts.imageDecides) : byDefault(value, docs));
  const count = (name: string): Fact<number> => orElse(processor?.number(name) ?? notStated, preset(1));
  const type = processor?.text('type') ?? notStated;
  const firmware = firmwareOf(settings, isClone);
  const floating = memory?.number('floating') ?? notStated;
  const images = imagesOf(reading);
  const qemu = qemuArguments(settings, 'kvm_arguments');
  const template = templateOf(reading);
  const userData = initialization === undefined ? undefined : userDataOfFiles(initialization);
  const account = initialization?.one('user_account');
  const secrets = complete(
    account === undefined ? [] : passwordIn(account, 'password', login(account.text('username'))),
  );
  return {
    ...userData,
    name: settings.text('name'),
    hypervisor: stated('proxmox', settings.place),
    acceleration: implied('hardware', texts.resourceType, docs),
    memory: megabytes(orElse(memory?.number('dedicated') ?? notStated, preset(512))),
    cpus: product(count('sockets'), count('cores')),
    operatingSystem: operatingSystem(
      settings.one('operating_system')?.text('type') ?? notStated,
      ...images,
      template,
      ...itemsOf(settings.all('cdrom'), (drive) => drive.text('file_id')).items.map(({ value }) => value),
    ),
    image: images.find(isKnown) ?? (isClone ? template : notStated),
    linkedClone: isClone
      ? mapFact(
          orElse(settings.one('clone')?.flag('full') ?? notStated, byDefault(true, docs)),
          (full) => !full,
        )
      : notStated,
    autostart: autostart(settings),
    disks: bpgDisks(settings, isClone),
    networkCards: itemsOf(settings.all('network_device'), (card) =>
      is(card.flag('enabled'), false)
        ? undefined
        : {
            attachment: attachmentOf(orElse(card.text('bridge'), byDefault('vmbr0', docs))),
            model: orElse(card.text('model'), byDefault('virtio', docs)),
          },
    ),
    consoles: listed(qemu.consoles, qemu.rest),
    ports: listed(qemu.ports, qemu.rest),
    managementInterfaces: listed(qemu.managementInterfaces, qemu.rest),
    devices: joined(bpgDevices(settings), listed(qemu.devices, qemu.rest)),
    secrets: userData === undefined ? secrets : joined(secrets, userData.secrets),
    sharedFolders: itemsOf(settings.all('virtiofs'), (folder) => {
      const mapping = folder.text('mapping');
      return isKnown(mapping)
        ? { source: mapping.value, target: mapping.value, readOnly: false, kind: 'live', origin: 'explicit' }
        : undefined;
    }),
    firmware,
    secureBoot: secureBoot(firmware, settings.one('efi_disk'), false),
    tpm: presence(settings, 'tpm_state', isClone),
    cpuMode: cpuMode(orElse(type, preset('qemu64'))),
    nestedVirtualization: nested(type),
    architecture: orElse(processor?.text('architecture') ?? notStated, preset('x86_64')),
    memoryBalloon: mapFact(orElse(floating, preset(0)), (size) => size > 0),
    memoryMinimum: isKnown(floating) && floating.value > 0 ? megabytes(floating) : notStated,
    legacyDevices: complete(legacyDisplay(settings)),
    automaticUpdates: initialization?.flag('upgrade') ?? userData?.automaticUpdates ?? notStated,
  };
}

/** A template never runs itself. */
function autostart(settings: Section): Fact<boolean> {
  const template = settings.flag('template');
  if (is(template, true)) return { ...template, value: false };
  return orElse(settings.flag('started'), byDefault(true, defaults.bpg));
}

/** The images that disks are made of: file ids, and the addresses that download resources fetch. */
function imagesOf({ module, settings }: MachineReading): readonly Fact<string>[] {
  return settings.all('disk').items.flatMap((disk) =>
    ['file_id', 'import_from'].flatMap((name) => {
      const [source] = disk.references(name);
      return source === undefined ? disk.text(name) : addressBehind(source, sectionOf(source, module));
    }),
  );
}

function addressBehind(source: Resource, settings: Section): Fact<string> {
  if (source.type.endsWith('download_file')) return orElse(settings.text('url'), settings.text('file_name'));
  return settings.one('source_file')?.text('path') ?? notStated;
}

/** The name of the machine that is cloned, where the module defines it. */
function templateOf({ module, settings }: MachineReading): Fact<string> {
  const [source] = settings.one('clone')?.references('vm_id') ?? [];
  if (source === undefined) return notStated;
  return sectionOf(source, module).text('name');
}

/** User and vendor data in resources of the module; what lies on the server is not read. */
function userDataOfFiles(initialization: Section) {
  const pieces = ['user_data_file_id', 'vendor_data_file_id'].flatMap((name) => {
    const [source] = initialization.references(name);
    if (source === undefined) return [];
    return userDataIn(source, 'data', { ...initialization.scope, path: source.path }) ?? [];
  });
  return allUserData(...pieces);
}

function bpgDisks(settings: Section, isClone: boolean): Facts<Disk> {
  const docs = defaults.bpg;
  const disks = itemsOf(settings.all('disk'), (disk): Disk => {
    const fromImage = disk.has('file_id') || disk.has('import_from') || disk.has('path_in_datastore');
    const size = orElse(disk.number('size'), fromImage || isClone ? notStated : byDefault(8, docs));
    return {
      kind: 'disk',
      ...none,
      bus: busOf(disk.text('interface')),
      capacity: gigabytes(size),
      cache: orElse(disk.text('cache'), byDefault('none', docs)),
      format: disk.text('file_format'),
      source: orElse(disk.text('file_id'), disk.text('path_in_datastore')),
      allocation: notStated,
    };
  });
  const drives = itemsOf(settings.all('cdrom'), (drive): Disk | undefined =>
    is(drive.flag('enabled'), false) || is(drive.text('file_id'), 'none')
      ? undefined
      : { kind: 'cdrom', ...none, bus: busOf(drive.text('interface')), source: drive.text('file_id') },
  );
  return joined(disks, drives);
}

function bpgDevices(settings: Section): Facts<Device> {
  const handed = (block: string, kind: Device['kind'], names: readonly string[]): Facts<Device> =>
    itemsOf(settings.all(block), (section): Device | undefined => {
      const name = names.map((each) => section.text(each)).find(isKnown);
      if (name === undefined || name.value === 'spice') return undefined;
      return section.has('mdev') ? { kind: 'mediated', name: name.value } : { kind, name: name.value };
    });
  return joined(
    handed('hostpci', 'pci', ['id', 'mapping']),
    handed('usb', 'usb', ['host', 'mapping']),
    complete(settings.all('serial_device').items.flatMap((serial) => serialDevice(serial, 'device'))),
  );
}
