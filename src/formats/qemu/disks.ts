// Drives of a QEMU command line, whether one option says all (`-hda`, `-drive if=virtio`) or a device and a back end do.
import { type Fact, implied, type Known, notStated, type Unknown } from '../../core/fact';
import type { Disk, SharedFolder } from '../../core/workload';
import { documents } from '../../knowledge/sources';
import { unsaidDisk } from '../unsaid';
import { restore } from '../variables';
import * as messages from './messages';
import type { QemuOption } from './options';
import {
  factOf,
  isOn,
  known,
  type List,
  listOf,
  opened,
  type Part,
  type QemuWord,
  textOf,
  written,
} from './words';

/** What a file says about a disk image beside the command that uses it, mostly in `qemu-img create`. */
export type ImageFacts = Partial<Pick<Disk, 'allocation' | 'capacity' | 'backingFiles' | 'format'>>;

/** What a reader of disks knows of the machine. */
export interface DiskContext {
  /** Bus of a drive without interface; `undefined` where the machine type is not known. */
  readonly usualBus: string | undefined;
  /** Whether IDE devices are attached to an AHCI controller. */
  readonly ahci: boolean;
  /** Set by `-snapshot`. */
  readonly discards: Known<boolean> | undefined;
  /** Why there may be further options. */
  readonly open: Unknown | undefined;
  /** Images the file makes, by their path as written. */
  readonly images: ReadonlyMap<string, ImageFacts>;
}

/** Disks, and what looks like one. */
export interface Drives {
  readonly disks: readonly Known<Disk>[];
  /** Floppy drives, as the legacy devices they are. */
  readonly floppies: readonly Known<string>[];
  /** Files that stand for the machine's flash: the firmware. */
  readonly flash: readonly Part[];
  /** Folders that QEMU shows as a disk (`fat:rw:…`). */
  readonly sharedFolders: readonly Known<SharedFolder>[];
  /** Devices of the host that are handed over whole: `scsi-block`. */
  readonly luns: readonly Known<string>[];
}

/** Disk devices by driver: the bus and the kind. */
function deviceKind(driver: string): { readonly bus: string; readonly kind: Disk['kind'] } | undefined {
  if (/^virtio-blk(?:-\w+)*$/.test(driver)) return { bus: 'virtio', kind: 'disk' };
  if (/^vhost-user-blk(?:-\w+)*$/.test(driver)) return { bus: 'virtio', kind: 'disk' };
  switch (driver) {
    case 'scsi-hd':
    case 'scsi-disk':
      return { bus: 'scsi', kind: 'disk' };
    case 'scsi-cd':
      return { bus: 'scsi', kind: 'cdrom' };
    case 'scsi-block':
    case 'scsi-generic':
      return { bus: 'scsi', kind: 'lun' };
    case 'ide-hd':
    case 'ide-drive':
      return { bus: 'ide', kind: 'disk' };
    case 'ide-cd':
      return { bus: 'ide', kind: 'cdrom' };
    case 'nvme':
    case 'nvme-ns':
      return { bus: 'nvme', kind: 'disk' };
    case 'usb-storage':
      return { bus: 'usb', kind: 'disk' };
    case 'sd-card':
      return { bus: 'sd', kind: 'disk' };
    case 'floppy':
      return { bus: 'fdc', kind: 'floppy' };
    default:
      return undefined;
  }
}

const buses: Readonly<Record<string, string>> = {
  ide: 'ide',
  scsi: 'scsi',
  sd: 'sd',
  virtio: 'virtio',
  floppy: 'fdc',
};

/** Finds the drives among the options; `operands` are images named without an option. */
export function drivesOf(
  options: readonly QemuOption[],
  operands: readonly QemuWord[],
  context: DiskContext,
): Drives {
  const disks: Known<Disk>[] = [];
  const floppies: Known<string>[] = [];
  const flash: Part[] = [];
  const sharedFolders: Known<SharedFolder>[] = [];
  const luns: Known<string>[] = [];
  const backends = new Map<string, List>();
  const nodes = new Map<string, List>();
  const usual = ({ place }: QemuWord): Fact<string> =>
    context.usualBus === undefined
      ? notStated
      : implied(context.usualBus, messages.driveBus, documents.qemuInvocation, place);

  const add = (kind: Disk['kind'], list: List, source: Part | undefined, bus: Fact<string>): void => {
    const image = source === undefined ? undefined : context.images.get(written(source));
    disks.push(
      known(
        {
          kind,
          ...unsaidDisk(notStated),
          ...image,
          bus,
          cache: cacheOf(list, context.open),
          ...formatOf(list, image),
          source: textOf(source),
          persistent: persistenceOf(kind, list, context),
        },
        list.word,
      ),
    );
    if (kind === 'floppy') floppies.push(known('floppy', list.word));
  };
  /** A folder that QEMU shows as a disk: `fat:rw:/srv`. */
  const shares = (file: Part): boolean => {
    const [, writable, source] =
      /^fat:(?:floppy:|12:|16:|32:)*(rw:)?(?:floppy:)?(.+)$/.exec(file.value) ?? [];
    if (source === undefined) return false;
    const folder: SharedFolder = {
      source: restore(source, file.word),
      target: '',
      readOnly: writable === undefined,
      kind: 'live',
      origin: 'explicit',
    };
    sharedFolders.push(known(folder, file.word, file.place));
    return true;
  };
  const drive = (list: List, driver?: Part): void => {
    const kindOfDevice = driver === undefined ? undefined : deviceKind(driver.value);
    const file = list.get('file') ?? list.get('file.filename') ?? list.get('filename');
    if (file !== undefined && shares(file)) return;
    const type = list.get('if');
    const isCdrom = list.get('media')?.value === 'cdrom';
    const kind = kindOfDevice?.kind ?? (type?.value === 'floppy' ? 'floppy' : isCdrom ? 'cdrom' : 'disk');
    add(
      kind,
      list,
      file,
      driver === undefined
        ? type === undefined
          ? usual(list.word)
          : interfaceBus(type, context)
        : deviceBus(driver, context),
    );
    if (kind === 'lun' && file !== undefined) luns.push(known(written(file), list.word));
  };

  for (const { name, value } of options) {
    const list = listOf(value);
    if (name === 'blockdev') {
      const node = list.get('node-name');
      if (node !== undefined) nodes.set(node.value, list);
    } else if (name === 'drive') {
      const type = list.get('if')?.value;
      if (type === 'none') backends.set(list.get('id')?.value ?? '', list);
      else if (type === 'pflash') flash.push(...(list.get('file') === undefined ? [] : filesOf(list)));
      else if (type !== 'mtd' && type !== 'xen') drive(list);
    } else if (name === 'pflash') {
      flash.push(whole(value));
    } else if (/^hd[a-d]$|^sd$/.test(name)) {
      const bus = name === 'sd' ? known('sd', value) : usual(value);
      if (shares(whole(value))) continue;
      add('disk', { ...list, parts: [], get: () => undefined }, whole(value), bus);
    } else if (name === 'cdrom' || /^fd[ab]$/.test(name)) {
      const isFloppy = name !== 'cdrom';
      const bus = isFloppy ? known('fdc', value) : usual(value);
      add(isFloppy ? 'floppy' : 'cdrom', { ...list, parts: [], get: () => undefined }, whole(value), bus);
    }
  }
  // QEMU takes one image without an option.
  for (const value of operands.slice(0, 1)) {
    add('disk', { word: value, parts: [], get: () => undefined }, whole(value), usual(value));
  }
  for (const { name, value } of options) {
    if (name !== 'device') continue;
    const list = listOf(value, 'driver');
    const driver = list.get('driver');
    const kind = driver === undefined ? undefined : deviceKind(driver.value);
    if (driver === undefined || kind === undefined) continue;
    const id = list.get('drive')?.value;
    const backend = id === undefined ? undefined : (backends.get(id) ?? merged(nodes, id));
    // A disk whose other end is not here is still one; an empty CD drive is, too.
    drive(backend ?? { ...list, get: () => undefined }, driver);
  }
  return { disks, floppies, flash, sharedFolders, luns };
}

/** A value that is the file itself. */
function whole(word: QemuWord): Part {
  return { key: 'file', value: word.text, word, place: word.place, valuePlace: word.place };
}

function filesOf(list: List): readonly Part[] {
  return list.parts.filter(({ key }) => key === 'file');
}

/** A block node together with the one it stands on, which has the file. */
function merged(nodes: ReadonlyMap<string, List>, id: string): List | undefined {
  const node = nodes.get(id);
  const below = nodes.get(node?.get('file')?.value ?? '');
  if (node === undefined) return undefined;
  return {
    ...node,
    get: (key) =>
      key === 'file'
        ? below?.get('filename')
        : (node.get(key) ?? (key === 'filename' ? below?.get(key) : undefined)),
  };
}

function interfaceBus(type: Part, context: DiskContext): Fact<string> {
  return factOf(type, (value) => (value === 'ide' && context.ahci ? 'sata' : buses[value]));
}

function deviceBus(driver: Part, context: DiskContext): Fact<string> {
  return factOf(driver, (value) => {
    const bus = deviceKind(value)?.bus;
    const at = listOf(driver.word, 'driver').get('bus')?.value ?? '';
    const onAhci = context.ahci || /^(?:ahci|sata)/.test(at);
    return bus === 'ide' && onAhci ? 'sata' : bus;
  });
}

function cacheOf(list: List, open: Unknown | undefined): Fact<string> {
  const mode = list.get('cache');
  if (mode !== undefined) return textOf(mode);
  const noFlush = list.get('cache.no-flush');
  if (noFlush !== undefined && isOn(noFlush) === true) return known('unsafe', noFlush.word, noFlush.place);
  const direct = list.get('cache.direct');
  if (direct !== undefined && isOn(direct) === true) return known('none', direct.word, direct.place);
  return open ?? implied('writeback', messages.writeback, documents.qemuInvocation);
}

function formatOf(list: List, image: ImageFacts | undefined): Pick<Disk, 'format'> {
  const format = list.get('format') ?? list.get('driver');
  if (format === undefined) return { format: image?.format ?? notStated };
  return { format: textOf(format) };
}

function persistenceOf(kind: Disk['kind'], list: List, { discards, open }: DiskContext): Fact<boolean> {
  const own = list.get('snapshot');
  if (own !== undefined) {
    const is = isOn(own);
    return is === undefined ? opened(own.word, own.place) : known(!is, own.word, own.place);
  }
  if (discards !== undefined) return discards;
  if (kind === 'cdrom') return notStated;
  return open ?? implied(true, messages.stays, documents.qemuInvocation);
}

/** Whether a path is that of UEFI firmware by its name. */
export function isUefi(path: string): boolean {
  return /ovmf|edk2|aavmf|qemu_?efi|(?:^|[/_.-])u?efi(?:[/_.-]|$)/i.test(path);
}
