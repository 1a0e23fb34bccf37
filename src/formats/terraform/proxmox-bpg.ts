// Proxmox VE: proxmox_virtual_environment_vm and proxmox_vm of bpg’s provider.
import {
  complete,
  type Fact,
  type Facts,
  implied,
  is,
  isKnown,
  listed,
  mapFact,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import type { Device, Disk } from '../../core/workload';
import {
  byDefault,
  type Description,
  gigabytes,
  itemsOf,
  joined,
  type MachineReading,
  megabytes,
  orElse,
  presence,
  product,
  sectionOf,
  unsaid,
  versionOf,
} from './machine';
import { texts } from './messages';
import type { Resource } from './module';
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
import { allUserData, userDataIn } from './user-data';

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
    imageVersion: versionOf(images.find(isKnown) ?? notStated),
    imageChecksum: checksumOf(reading),
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
  const started = settings.flag('started');
  const onBoot = settings.flag('on_boot');
  return is(started, false) && onBoot === notStated ? started : orElse(onBoot, byDefault(true, defaults.bpg));
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

/** Whether a download is compared with a checksum. */
function checksumOf({ module, settings }: MachineReading): Fact<boolean> {
  for (const disk of settings.all('disk').items) {
    const [source] = [...disk.references('file_id'), ...disk.references('import_from')];
    if (source?.type.endsWith('download_file') !== true) continue;
    const checksum = sectionOf(source, module).text('checksum');
    if (isKnown(checksum)) return { ...checksum, value: true };
  }
  return notStated;
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
      ...unsaid,
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
      : { kind: 'cdrom', ...unsaid, bus: busOf(drive.text('interface')), source: drive.text('file_id') },
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
