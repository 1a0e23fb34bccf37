// libvirt_domain from version 0.9 of the provider on, which spells out the domain’s XML.
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
  listed,
  mapFact,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import type { Device, Disk, GraphicalConsole, NetworkCard, Secret } from '../../core/workload';
import { bytesOfLibvirtUnit } from '../../knowledge/libvirt-units';
import {
  chainOf,
  cirrus,
  folderOf,
  imageOf,
  linkedClone,
  networkOf,
  noPassword,
  userDataOf,
  volumeFacts,
} from './libvirt-shared';
import {
  byDefault,
  type Description,
  itemsOf,
  joined,
  type MachineReading,
  orElse,
  presence,
  systemNamed,
  unsaid,
  versionOf,
} from './machine';
import { texts } from './messages';
import type { Module } from './module';
import { passwordIn } from './provisioning';
import type { Section } from './section';
import { defaults } from './sources';
import { allUserData } from './user-data';

export function newDomain({ module, settings }: MachineReading): Partial<Description> {
  const devices = settings.one('devices');
  const os = settings.one('os');
  const unit = orElse(settings.text('memory_unit'), settings.text('unit'));
  const factor = isKnown(unit) ? bytesOfLibvirtUnit(unit.value) : unit === notStated ? 1024 : undefined;
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
  const facts = chain.length === 0 ? unsaid : volumeFacts(chain);
  const file = disk.one('source')?.one('file')?.text('file') ?? disk.text('source');
  const kind = knownValue(device);
  return {
    kind: kind === 'cdrom' || kind === 'floppy' || kind === 'lun' ? kind : 'disk',
    ...unsaid,
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
