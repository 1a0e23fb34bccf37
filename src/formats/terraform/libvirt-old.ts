// libvirt_domain up to version 0.8 of the provider.
import {
  complete,
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
import type { Device, Disk, GraphicalConsole, NetworkCard } from '../../core/workload';
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
  megabytes,
  orElse,
  presence,
  systemNamed,
  unsaid,
  versionOf,
} from './machine';
import { texts } from './messages';
import type { Module } from './module';
import type { Section } from './section';
import { defaults } from './sources';
import { allUserData } from './user-data';

export function oldDomain({ module, settings }: MachineReading): Partial<Description> {
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
    ...unsaid,
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
