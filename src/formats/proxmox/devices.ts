// The devices of a Proxmox configuration: disks, network cards, what is handed over or shared from the host.
import {
  type Fact,
  implied,
  isKnown,
  type Known,
  notExpressible,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import type { Text } from '../../core/message';
import { parseSize } from '../../core/size';
import type { Device, Disk, GraphicalConsole, NetworkCard, SharedFolder } from '../../core/workload';
import { documents } from '../../knowledge/sources';
import { unsaidDisk } from '../unsaid';
import { truthOf } from '../values';
import type { Option } from './parse';
import { isPlaceholder, orDefault, type Setting, type Settings } from './values';

const texts = {
  noCache: {
    en: 'Without cache, Proxmox uses none.',
    de: 'Ohne cache nimmt Proxmox none.',
  },
  keeps: {
    en: 'Without snapshot=1, a disk keeps what is written to it.',
    de: 'Ohne snapshot=1 behält eine Platte, was auf sie geschrieben wird.',
  },
  linked: {
    en: 'The volume’s name says that it stands on the disk of a template.',
    de: 'Der Name des Volumes sagt, dass es auf der Platte einer Vorlage steht.',
  },
  nat: {
    en: 'Without a bridge, the card is behind QEMU’s NAT.',
    de: 'Ohne Bridge ist die Karte hinter dem NAT von QEMU.',
  },
  networkDecides: {
    en: 'The node’s network configuration decides where this bridge leads.',
    de: 'Die Netzkonfiguration des Knotens entscheidet, wohin diese Bridge führt.',
  },
} satisfies Record<string, Text>;

const docs = documents.proxmoxConfiguration;

/** `base-9000-disk-0/vm-101-disk-0`: a linked clone; the first number is that of the template. */
const linkedVolume = /(?:^|[:/])base-(\d+)-disk-\d+(?:\.\w+)?\/(?:\d+\/)?vm-\d+-/;

/** The id of the template whose disk lies under one of these disks, with the disk's setting. */
export function templateUnder(
  settings: Settings,
): { readonly id: string; readonly file: Option } | undefined {
  for (const disk of settings.all(diskKey)) {
    const file = disk.option('file', true);
    const id = file === undefined ? undefined : linkedVolume.exec(file.value)?.[1];
    if (file !== undefined && id !== undefined) return { id, file };
  }
  return undefined;
}

const diskKey = /^(?:scsi|virtio|ide|sata)\d+$/;

// --- disks --------------------------------------------------------------------------------------------------------

/** The disks and CD-ROMs, the disk that is booted first; variables of the firmware and the TPM's state are none. */
export function readDisks(settings: Settings): readonly Known<Disk>[] {
  const boot = bootDisk(settings);
  const disks = settings.all(diskKey);
  const first = disks.filter((disk) => disk.entry.key === boot && !isDrive(disk));
  return [...first, ...disks.filter((disk) => !first.includes(disk))].map((disk) => readDisk(settings, disk));
}

/** Whether it is for discs: a CD-ROM. */
function isDrive(disk: Setting): boolean {
  return disk.option('media')?.value === 'cdrom' || disk.option('file', true)?.value === 'cdrom';
}

/** `bootdisk: scsi0`, `boot: order=scsi0;ide2`. */
function bootDisk(settings: Settings): string | undefined {
  const order = settings.find('boot')?.option('order')?.value.split(';')[0];
  return order ?? settings.find('bootdisk')?.entry.value;
}

function readDisk(settings: Settings, disk: Setting): Known<Disk> {
  const { entry, place } = disk;
  const file = disk.option('file', true);
  const volume = file?.value ?? '';
  const drive = isDrive(disk);
  const source =
    volume === 'none' || file === undefined ? notStated : settings.value(file, (text) => text || undefined);
  return stated(
    {
      kind: drive ? 'cdrom' : 'disk',
      ...unsaidDisk(notExpressible),
      bus: stated(/^[a-z]+/.exec(entry.key)?.[0] ?? '', place),
      capacity: drive ? notExpressible : settings.value(disk.option('size'), parseSize),
      cache: drive
        ? notExpressible
        : orDefault(
            settings.value(disk.option('cache'), (text) => text || undefined),
            'none',
            texts.noCache,
          ),
      backingFiles: drive ? notExpressible : backingFiles(settings, file),
      format: drive ? notExpressible : imageFormat(settings, disk, source),
      source,
      persistent: drive ? notExpressible : persistence(settings, disk),
    },
    place,
  );
}

function backingFiles(settings: Settings, file: Option | undefined): Fact<number> {
  if (file === undefined || !linkedVolume.test(file.value)) return notStated;
  return implied(1, texts.linked, documents.proxmoxMachines, settings.at(file.span));
}

function imageFormat(settings: Settings, disk: Setting, source: Fact<string>): Fact<string> {
  const format = settings.value(disk.option('format'), (text) => text || undefined);
  if (format !== notStated || !isKnown(source)) return format;
  const suffix = /\.(qcow2|raw|vmdk|qed|qcow)$/.exec(source.value)?.[1];
  return suffix === undefined ? notStated : { ...source, value: suffix };
}

function persistence(settings: Settings, disk: Setting): Fact<boolean> {
  const discards = settings.value(disk.option('snapshot'), truthOf);
  if (isKnown(discards)) return { ...discards, value: !discards.value };
  return discards === notStated ? implied(true, texts.keeps, docs) : discards;
}

// --- network ------------------------------------------------------------------------------------------------------

/** `virtio=DE:AD:…,bridge=vmbr0` gives the model its card's address. */
const models = /^(?:e1000|e1000-8254\w+|e1000e|i8255\w+|ne2k_isa|ne2k_pci|pcnet|rtl8139|virtio|vmxnet3)$/;

function cards(settings: Settings): readonly Setting[] {
  return settings.all(/^net\d+$/).filter(({ options }) => options.length > 0);
}

/** The network cards. */
export function readCards(settings: Settings): readonly Known<NetworkCard>[] {
  return cards(settings).map((card) =>
    stated({ attachment: attachment(settings, card), model: cardModel(settings, card) }, card.place),
  );
}

function cardModel(settings: Settings, card: Setting): Fact<string> {
  const [first] = card.options;
  const named = card.option('model');
  if (named !== undefined) return settings.value(named, (text) => text || undefined);
  if (first === undefined) return notStated;
  const model = first.name === '' ? first.value : first.name;
  if (isPlaceholder(model)) return settings.template(first.span);
  return models.test(model) ? stated(model, settings.at(first.span)) : notStated;
}

function attachment(settings: Settings, card: Setting): NetworkCard['attachment'] {
  const bridge = card.option('bridge');
  if (bridge === undefined) return implied('nat', texts.nat, docs, card.place);
  const place = settings.at(bridge.span);
  if (isPlaceholder(bridge.value)) return settings.template(bridge.span);
  // The installer puts the host's card into vmbr0; other bridges may lead nowhere.
  return bridge.value === 'vmbr0' ? stated('bridged', place) : unknown(texts.networkDecides, place);
}

// --- what comes from the host --------------------------------------------------------------------------------------

/** PCI, USB, serial and parallel devices of the host, and whole disks. */
export function readHostDevices(settings: Settings): readonly Known<Device>[] {
  return [
    ...settings.all(/^hostpci\d+$/).map(pciDevice),
    ...settings.all(/^usb\d+$/).flatMap(usbDevice),
    ...settings
      .all(/^(?:serial|parallel)\d+$/)
      .flatMap(({ entry, place }): Known<Device>[] =>
        entry.value.startsWith('/dev/') ? [stated({ kind: 'path', name: entry.value }, place)] : [],
      ),
    ...settings.all(diskKey).flatMap((disk): Known<Device>[] => {
      const name = disk.option('file', true)?.value ?? '';
      if (!name.startsWith('/dev/')) return [];
      const isPassed = truthOf(disk.option('scsiblock')?.value ?? '') === true;
      return [stated({ kind: isPassed ? 'scsi' : 'path', name }, disk.place)];
    }),
  ];
}

function pciDevice(setting: Setting): Known<Device> {
  const name = setting.option('host', true)?.value ?? setting.option('mapping')?.value ?? '';
  const kind = setting.option('mdev') === undefined ? 'pci' : 'mediated';
  return stated({ kind, name }, setting.place);
}

function usbDevice(setting: Setting): readonly Known<Device>[] {
  const name = setting.option('host', true)?.value ?? setting.option('mapping')?.value ?? '';
  // What a viewer plugs in is the viewer's.
  return name === '' || name === 'spice' ? [] : [stated({ kind: 'usb', name }, setting.place)];
}

/** Directories over virtio-fs; the file names only their mapping. */
export function readFolders(settings: Settings): readonly Known<SharedFolder>[] {
  return settings.all(/^virtiofs\d+$/).flatMap((setting): Known<SharedFolder>[] => {
    const source = setting.option('dirid', true)?.value;
    if (source === undefined) return [];
    const folder = { source, target: source, readOnly: false, kind: 'live', origin: 'explicit' } as const;
    return [stated(folder, setting.place)];
  });
}

/** Serial ports on a socket of the host, for `qm terminal`. */
export function readSerialConsoles(settings: Settings): readonly Known<GraphicalConsole>[] {
  return settings
    .all(/^serial\d+$/)
    .flatMap(({ entry, place }): Known<GraphicalConsole>[] =>
      entry.value === 'socket'
        ? [stated({ kind: 'serial', address: stated('socket', place), password: notExpressible }, place)]
        : [],
    );
}

/** Devices that only old systems need. */
export function readLegacyDevices(settings: Settings): readonly Known<string>[] {
  const screen = settings.find('vga')?.option('type', true);
  return [
    ...(screen?.value === 'cirrus' ? [stated('cirrus', settings.at(screen.span))] : []),
    ...settings.all(/^parallel\d+$/).map(({ place }) => stated('parallel', place)),
    ...readCards(settings).flatMap(({ value: { model } }) =>
      isKnown(model) && model.place !== undefined && /^(ne2k_isa|ne2k_pci|pcnet)$/.test(model.value)
        ? [stated(model.value, model.place)]
        : [],
    ),
  ];
}
