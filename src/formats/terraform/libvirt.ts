// libvirt: libvirt_domain up to version 0.8 of the provider, and from 0.9 on, which spells out the domain's XML.
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
  unknown,
} from '../../core/fact';
import type {
  Device,
  Disk,
  GraphicalConsole,
  Hypervisor,
  NetworkCard,
  Secret,
  SharedFolder,
} from '../../core/workload';
import { unsaidDisk } from '../unsaid';
import {
  byDefault,
  type Description,
  firstKnown,
  itemsOf,
  joined,
  listed,
  type MachineReading,
  megabytes,
  orElse,
  presence,
  sectionOf,
  systemNamed,
} from './machine';
import { texts } from './messages';
import type { Module, Resource } from './module';
import { passwordIn } from './provisioning';
import type { Section } from './section';
import { defaults } from './sources';
import { allUserData, userDataIn } from './user-data';

const none = unsaidDisk(notExpressible);

const hypervisors: Readonly<Record<string, Hypervisor>> = {
  kvm: 'kvm',
  qemu: 'qemu',
  xen: 'xen',
  bhyve: 'bhyve',
  hvf: 'qemu',
};

/** Reads a libvirt_domain of either schema. */
export function libvirtMachine(reading: MachineReading): Description {
  const { settings } = reading;
  const isNew = ['devices', 'os', 'memory_unit', 'unit', 'current_memory', 'features'].some((name) =>
    settings.has(name),
  );
  const type = settings.text('type');
  const driver = orElse(type, isNew ? notStated : byDefault('kvm', defaults.libvirt));
  const hypervisor = mapFact(driver, (name) => hypervisors[name] ?? 'other');
  const shared: Description = {
    name: settings.text('name'),
    hypervisor,
    acceleration: convertFact(
      driver,
      (name): 'hardware' | 'software' | undefined =>
        name === 'qemu' ? 'software' : /^(?:kvm|xen|hvf)$/.test(name) ? 'hardware' : undefined,
      texts.platformDecides,
    ),
  };
  const mode = settings.one('cpu')?.text('mode') ?? notStated;
  const own = isNew ? newDomain(reading) : oldDomain(reading);
  return {
    ...shared,
    cpuMode: mode,
    nestedVirtualization: /^(?:host-passthrough|host-model|maximum)$/.test(knownValue(mode) ?? '')
      ? unknown(texts.hostCpu, mode.place)
      : notStated,
    ...own,
  };
}

// --- volumes and what they are made of ----------------------------------------------------------------------------

/** A volume of the module with those it is based on, the nearest first. */
function chainOf(volume: Resource | undefined, module: Module): readonly Section[] {
  const chain: Section[] = [];
  const seen = new Set<Resource>();
  for (let at = volume; at !== undefined && !seen.has(at) && at.type === 'libvirt_volume'; ) {
    seen.add(at);
    const settings = sectionOf(at, module);
    chain.push(settings);
    const backing = settings.one('backing_store');
    const [base] = [
      ...settings.references('base_volume_id'),
      ...settings.references('base_volume_name'),
      ...(backing === undefined ? [] : [...backing.references('path'), ...backing.references('volume')]),
    ];
    at = base;
  }
  return chain;
}

/** The address or file that a volume is filled from. */
function contentOf(volume: Section): Fact<string> {
  return orElse(volume.text('source'), volume.one('create')?.one('content')?.text('url') ?? notStated);
}

/** What a chain of volumes says about the disk on top of it. */
function volumeFacts(
  chain: readonly Section[],
): Pick<Disk, 'capacity' | 'format' | 'backingFiles' | 'source' | 'allocation'> {
  const [top] = chain;
  const content = chain.map(contentOf).find(isKnown) ?? notStated;
  if (top === undefined) return { ...none };
  const size = orElse(top.number('size'), top.number('capacity'));
  const allocated = top.number('allocation');
  const unit = top.text('capacity_unit');
  const factor = isKnown(unit) ? (units[unit.value.toLowerCase()] ?? 1) : 1;
  return {
    capacity: mapFact(size, (bytes) => bytes * factor),
    format: orElse(top.text('format'), top.one('target')?.one('format')?.text('type') ?? notStated),
    backingFiles: stated(chain.length - 1, top.place),
    source: content,
    allocation:
      isKnown(allocated) && isKnown(size)
        ? mapFact(allocated, (bytes) => (bytes >= size.value ? ('thick' as const) : ('thin' as const)))
        : notStated,
  };
}

/** A volume on top of another one holds only what differs; one that is filled itself is a copy. */
function linkedClone(disks: Facts<Disk>): Fact<boolean> {
  const system = disks.items.find(({ value }) => value.kind === 'disk')?.value;
  if (system === undefined || !isKnown(system.backingFiles)) return notStated;
  const { value, place } = system.backingFiles;
  if (value > 0) return implied(true, texts.backingVolume, defaults.libvirtVolume, place);
  return isKnown(system.source) ? implied(false, texts.ownVolume, defaults.libvirtVolume, place) : notStated;
}

/** Image names in the volumes under the disks. */
function imageOf(disks: Facts<Disk>): Fact<string> {
  const sources = disks.items.filter(({ value }) => value.kind === 'disk').map(({ value }) => value.source);
  return sources.find(isKnown) ?? sources.find((source) => source !== notStated) ?? notStated;
}

// --- up to 0.8 ----------------------------------------------------------------------------------------------------

function oldDomain({ module, settings }: MachineReading): Partial<Description> {
  const docs = defaults.libvirt;
  const disks = itemsOf(settings.all('disk'), (disk) => oldDisk(disk, module));
  const firmware = mapFact(settings.text('firmware'), () => 'uefi' as const);
  const userData = allUserData(
    ...settings.references('cloudinit').flatMap((disk) => userDataOf(disk, settings)),
  );
  const image = imageOf(disks);
  return {
    ...userData,
    name: settings.text('name'),
    memory: megabytes(orElse(settings.number('memory'), byDefault(512, docs))),
    cpus: orElse(settings.number('vcpu'), byDefault(1, docs)),
    operatingSystem: systemNamed(image),
    image,
    imageVersion: versionOf(image),
    linkedClone: linkedClone(disks),
    autostart: orElse(settings.flag('running'), byDefault(true, docs)),
    disks,
    networkCards: itemsOf(settings.all('network_interface'), (card) => oldCard(card, module)),
    consoles: joined(oldScreens(settings), oldConsoles(settings)),
    devices: complete(
      settings.all('network_interface').items.flatMap((card): Known<Device>[] => {
        const device = card.text('passthrough');
        return isKnown(device)
          ? [stated({ kind: 'pci', name: device.value, isVirtualFunction: true }, card.place)]
          : [];
      }),
    ),
    // The provider shares read-only unless that is switched off.
    sharedFolders: itemsOf(settings.all('filesystem'), (folder) => folderOf(folder, true)),
    firmware,
    secureBoot: /secboot|secure/.test(knownValue(settings.text('firmware')) ?? '')
      ? unknown(texts.firmwareVariables, settings.placeOf('firmware'))
      : notStated,
    tpm: presence(settings, 'tpm', false),
    memoryBalloon: implied(true, texts.libvirtBalloon, defaults.libvirtCode),
    architecture: settings.text('arch'),
    legacyDevices: cirrus(settings.one('video')?.text('type') ?? notStated),
  };
}

function userDataOf(disk: Resource, { scope }: Section) {
  return disk.type === 'libvirt_cloudinit_disk'
    ? [userDataIn(disk, 'user_data', { ...scope, path: disk.path })]
    : [];
}

/** The provider takes an ISO image for a CD. */
function oldDisk(disk: Section, module: Module): Disk {
  const [volume] = disk.references('volume_id');
  const chain = chainOf(volume, module);
  const file = orElse(disk.text('file'), disk.text('url'));
  const isCd = isKnown(file) && /\.iso$/i.test(file.value);
  const scsi = disk.flag('scsi');
  const source = orElse(file, disk.text('block_device'));
  const facts = volumeFacts(chain);
  return {
    kind: isCd ? 'cdrom' : 'disk',
    ...none,
    bus: isCd
      ? notStated
      : is(scsi, true)
        ? { ...scsi, value: 'scsi' }
        : byDefault('virtio', defaults.libvirtCode),
    ...(chain.length === 0
      ? { source }
      : { ...facts, format: orElse(facts.format, byDefault('qcow2', defaults.libvirtVolume)) }),
  };
}

function oldCard(card: Section, module: Module): NetworkCard {
  return {
    attachment:
      card.has('bridge') || card.has('macvtap') || card.has('vepa')
        ? stated('bridged', card.placeOf('bridge') ?? card.place)
        : card.has('passthrough')
          ? stated('other', card.place)
          : networkOf(
              card.text('network_name'),
              card.references('network_id')[0] ?? card.references('network_name')[0],
              module,
            ),
    model: byDefault('virtio', defaults.libvirtCode),
  };
}

/** libvirt’s own network is behind the host; what another one is stands in its resource. */
function networkOf(
  name: Fact<string>,
  network: Resource | undefined,
  module: Module,
): NetworkCard['attachment'] {
  if (network?.type === 'libvirt_network') {
    const settings = sectionOf(network, module);
    const mode = orElse(settings.text('mode'), settings.one('forward')?.text('mode') ?? notStated);
    const attachment = convertFact(
      orElse(mode, settings.has('forward') ? notStated : byDefault('nat', defaults.libvirt)),
      (text): 'nat' | 'host-only' | 'bridged' | 'other' | undefined =>
        text === 'nat' ? 'nat' : text === 'none' ? 'host-only' : text === 'bridge' ? 'bridged' : 'other',
      texts.networkDecides,
    );
    return attachment;
  }
  if (is(name, 'default')) return implied('nat', texts.libvirtNetwork, defaults.libvirt, name.place);
  return unknown(texts.networkDecides, name.place);
}

/** `listen_type` is `none` unless it is stated, and the address then 127.0.0.1. */
function oldScreens(settings: Section): Facts<GraphicalConsole> {
  const screens = settings.all('graphics');
  if (!settings.has('graphics')) return listed([], notStated);
  return itemsOf(screens, (screen): GraphicalConsole | undefined => {
    const type = orElse(screen.text('type'), byDefault('spice', defaults.libvirt));
    const kind = knownValue(type);
    if (kind !== 'vnc' && kind !== 'spice') return undefined;
    const listen = orElse(screen.text('listen_type'), byDefault('none', defaults.libvirt));
    const address = orElse(screen.text('listen_address'), byDefault('127.0.0.1', defaults.libvirt));
    const password = screen.text('password');
    return {
      kind,
      address: is(listen, 'address')
        ? address
        : is(listen, 'network')
          ? unknown(texts.networkDecides)
          : listen,
      password: password === notStated ? noPassword(screen) : mapFact(password, () => true),
    };
  });
}

function noPassword({ place }: Section): Fact<boolean> {
  return implied(false, texts.libvirtPassword, defaults.libvirt, place);
}

/** A console over TCP takes whoever connects. */
function oldConsoles(settings: Section): Facts<GraphicalConsole> {
  return itemsOf(settings.all('console'), (console): GraphicalConsole | undefined =>
    is(console.text('type'), 'tcp')
      ? {
          kind: 'serial',
          address: orElse(console.text('source_host'), byDefault('127.0.0.1', defaults.libvirt)),
          password: noPassword(console),
        }
      : undefined,
  );
}

function folderOf(folder: Section, readOnlyByDefault: boolean): SharedFolder | undefined {
  const source = firstKnown(
    folder.one('source')?.one('mount')?.text('dir') ?? notStated,
    folder.text('source'),
  );
  if (!isKnown(source)) return undefined;
  const target = firstKnown(folder.one('target')?.text('dir') ?? notStated, folder.text('target'));
  const readOnly = orElse(folder.flag('readonly'), folder.flag('read_only'));
  return {
    source: source.value,
    target: knownValue(target) ?? '',
    readOnly: knownValue(readOnly) ?? readOnlyByDefault,
    kind: 'live',
    origin: 'explicit',
  };
}

function cirrus(type: Fact<string>): Facts<string> {
  return complete(is(type, 'cirrus') ? [type] : []);
}

/** What fixes the version: a date or number in the name; `current` and `latest` move. */
function versionOf(image: Fact<string>): Fact<string> {
  return convertFact(
    image,
    (text) =>
      /(?<=[/_-])(?:current|latest)(?=[/_.-]|$)/.exec(text)?.[0] ??
      /(?<![\d.])20\d{6}(?:[-.]\d+)?(?!\d)/.exec(text)?.[0],
    texts.imageDecides,
  );
}

// --- from 0.9 on --------------------------------------------------------------------------------------------------

const units: Readonly<Record<string, number>> = {
  b: 1,
  bytes: 1,
  k: 2 ** 10,
  kib: 2 ** 10,
  kb: 1000,
  m: 2 ** 20,
  mib: 2 ** 20,
  mb: 1e6,
  g: 2 ** 30,
  gib: 2 ** 30,
  gb: 1e9,
  t: 2 ** 40,
  tib: 2 ** 40,
};

function newDomain({ module, settings }: MachineReading): Partial<Description> {
  const devices = settings.one('devices');
  const os = settings.one('os');
  const unit = orElse(settings.text('memory_unit'), settings.text('unit'));
  const factor = isKnown(unit) ? units[unit.value.toLowerCase()] : unit === notStated ? 1024 : undefined;
  const list = (name: string) => devices?.all(name) ?? { items: [] };
  const disks = itemsOf(list('disks'), (disk) => newDisk(disk, module));
  const image = imageOf(disks);
  const loader = os?.text('loader_type') ?? notStated;
  const firmware = convertFact(
    os?.text('firmware') ?? notStated,
    (name): 'uefi' | 'bios' | undefined => (name === 'efi' ? 'uefi' : name === 'bios' ? 'bios' : undefined),
    texts.unreadable,
  );
  const userData = allUserData(
    ...list('disks').items.flatMap((disk) =>
      volumeOf(disk, module).flatMap((volume) =>
        (volume.one('create')?.one('content')?.references('url') ?? []).flatMap((source) =>
          userDataOf(source, settings),
        ),
      ),
    ),
  );
  const balloon =
    devices?.one('mem_balloon')?.text('model') ?? devices?.one('memballoon')?.text('model') ?? notStated;
  const vcpu = orElse(settings.number('vcpu'), settings.one('vcpu')?.number('value') ?? notStated);
  return {
    ...userData,
    name: settings.text('name'),
    memory:
      factor === undefined
        ? unknown(texts.unreadable, unit.place)
        : mapFact(settings.number('memory'), (size) => size * factor),
    cpus: vcpu,
    operatingSystem: systemNamed(image),
    image,
    imageVersion: versionOf(image),
    linkedClone: linkedClone(disks),
    autostart: orElse(settings.flag('running'), byDefault(false, defaults.libvirtNew)),
    disks,
    secrets: joined(screenPasswords(list('graphics')), userData?.secrets ?? complete([])),
    networkCards: itemsOf(list('interfaces'), (card) => newCard(card, module)),
    consoles: newScreens(list('graphics')),
    devices: complete(list('hostdevs').items.flatMap(hostDevice)),
    sharedFolders: itemsOf(list('filesystems'), (folder) => folderOf(folder, false)),
    firmware: firmware === notStated && is(loader, 'pflash') ? { ...loader, value: 'uefi' } : firmware,
    secureBoot: secureBoot(os),
    tpm: devices === undefined ? notStated : presence(devices, devices.has('tpms') ? 'tpms' : 'tpm', false),
    memoryBalloon:
      balloon === notStated
        ? implied(true, texts.libvirtBalloon, defaults.libvirtNew)
        : mapFact(balloon, (model) => model !== 'none'),
    architecture: orElse(os?.text('type_arch') ?? notStated, os?.text('arch') ?? notStated),
    confinement: confinement(settings),
    legacyDevices: joined(
      ...list('videos').items.map((video) => cirrus(video.one('model')?.text('type') ?? notStated)),
      cirrus(devices?.one('video')?.text('type') ?? notStated),
    ),
  };
}

/** The volume behind a disk: through its id, or through its name within a pool. */
function volumeOf(disk: Section, module: Module): readonly Section[] {
  const volume = disk.one('source')?.one('volume');
  const [resource] = [...disk.references('volume_id'), ...(volume?.references('volume') ?? [])];
  return chainOf(resource, module);
}

function newDisk(disk: Section, module: Module): Disk {
  const chain = volumeOf(disk, module);
  const target = disk.one('target');
  const driver = disk.one('driver');
  const device = disk.text('device');
  const facts = chain.length === 0 ? none : volumeFacts(chain);
  const file = disk.one('source')?.one('file')?.text('file') ?? disk.text('source');
  const kind = knownValue(device);
  return {
    kind: kind === 'cdrom' || kind === 'floppy' || kind === 'lun' ? kind : 'disk',
    ...none,
    ...facts,
    bus: orElse(target?.text('bus') ?? notStated, disk.text('bus')),
    cache: driver?.text('cache') ?? notStated,
    format: orElse(driver?.text('type') ?? notStated, facts.format),
    source: isKnown(facts.source) ? facts.source : file,
  };
}

function newCard(card: Section, module: Module): NetworkCard {
  const source = card.one('source');
  const network = source?.one('network');
  const bridge = source?.one('bridge') ?? source?.one('direct');
  const model = orElse(card.one('model')?.text('type') ?? notStated, card.text('model'));
  const isUser = source?.has('user') === true || is(card.text('type'), 'user');
  const name = orElse(network?.text('network') ?? notStated, source?.text('network') ?? notStated);
  const attachment: NetworkCard['attachment'] =
    bridge !== undefined || source?.has('bridge') === true
      ? stated('bridged', bridge?.place ?? card.place)
      : isUser
        ? stated('nat', card.place)
        : networkOf(name, network?.references('network')[0] ?? source?.references('network')[0], module);
  return { attachment, model };
}

function newScreens(screens: ReturnType<Section['all']>): Facts<GraphicalConsole> {
  const found = screens.items.flatMap((screen) =>
    (['vnc', 'spice'] as const).flatMap((kind): Known<GraphicalConsole>[] => {
      const settings = screen.one(kind);
      if (settings === undefined) return [];
      const listeners = settings.all('listeners').items;
      const listed = listeners.map((each) => each.one('address')?.text('address') ?? notStated).find(isKnown);
      const socket = settings.text('socket');
      const password = orElse(settings.text('passwd'), settings.text('password'));
      const console: GraphicalConsole = {
        kind,
        address: isKnown(socket)
          ? { ...socket, value: 'socket' }
          : (listed ??
            orElse(
              settings.text('listen'),
              implied('127.0.0.1', texts.libvirtAddress, defaults.libvirtNew, screen.place),
            )),
        password: password === notStated ? noPassword(settings) : mapFact(password, () => true),
      };
      return [stated(console, settings.place)];
    }),
  );
  return listed(found, screens.rest);
}

/** Passwords of screens, in plain text. */
function screenPasswords(screens: ReturnType<Section['all']>): Facts<Secret> {
  return complete(
    screens.items.flatMap((screen) =>
      ['vnc', 'spice'].flatMap((kind) => {
        const settings = screen.one(kind);
        return settings === undefined ? [] : passwordIn(settings, 'passwd', kind);
      }),
    ),
  );
}

function hostDevice(device: Section): Known<Device>[] {
  const pci = device.one('subsys_pci');
  const usb = device.one('subsys_usb');
  const mdev = device.one('subsys_mdev');
  const address = (section: Section): string => {
    const found = section.one('source')?.one('address');
    const part = (name: string, digits: number): string => {
      const number = found?.number(name) ?? notStated;
      return (isKnown(number) ? number.value.toString(16) : '0').padStart(digits, '0');
    };
    return `${part('domain', 4)}:${part('bus', 2)}:${part('slot', 2)}.${part('function', 1)}`;
  };
  if (pci !== undefined) return [stated({ kind: 'pci', name: address(pci) }, device.place)];
  if (usb !== undefined) return [stated({ kind: 'usb', name: 'usb' }, device.place)];
  return mdev === undefined ? [] : [stated({ kind: 'mediated', name: 'mdev' }, device.place)];
}

function secureBoot(os: Section | undefined): Fact<boolean> {
  const features = os?.one('firmware_info')?.all('features').items ?? [];
  const feature = features.find((each) => is(each.text('name'), 'secure-boot'));
  if (feature !== undefined) return feature.flag('enabled');
  const secure = os?.flag('loader_secure') ?? notStated;
  return is(secure, true) ? unknown(texts.firmwareVariables, secure.place) : secure;
}

function confinement(settings: Section): Fact<'default' | 'none' | 'profile'> {
  for (const label of settings.all('sec_label').items) {
    const type = label.text('type');
    if (is(label.text('model'), 'dac') || !isKnown(type)) continue;
    const value = type.value === 'none' ? 'none' : type.value === 'static' ? 'profile' : 'default';
    // The label as a whole is what can go.
    return { ...type, value, place: label.place };
  }
  return unknown(texts.hostConfines);
}
