// Machines of the VirtualBox builders: their settings, and what `vboxmanage` commands change.
import {
  complete,
  type Fact,
  implied,
  incomplete,
  isKnown,
  type Known,
  mapFact,
  notStated,
  stated,
} from '../../core/fact';
import { mebibyte } from '../../core/size';
import type { Device, Disk, GraphicalConsole, NetworkCard, SharedFolder } from '../../core/workload';
import { documents } from '../../knowledge/sources';
import { type HclKnown, textOf } from '../hcl/value';
import { type MachineFacts, unsaidDisk } from '../unsaid';
import { biosBoot, noLogin, onlyWhenAsked, sourceMachine } from './messages';
import { byDefaultOf, countOf, factOf, itemSettings, megabytesOf, not, put, type Reader } from './reader';
import type { Setting } from './settings';
import { sources } from './sources';
import { type VBoxManage, vboxManage } from './vboxmanage';

const usual = byDefaultOf(sources.virtualbox);
const off = implied(false, onlyWhenAsked, documents.virtualBoxManual);

/** What a VirtualBox builder says; `isFresh`: it makes the machine itself, of an ISO image. */
export function virtualBoxMachine(read: Reader, isFresh: boolean): Partial<MachineFacts> {
  const manage = vboxManage(read);
  /** A default of the machines that the builder makes; of others, the machine it starts from decides. */
  const made = <T>(value: T): Fact<T> => (isFresh ? usual(value) : sourceMachine);
  const flag = <T>(
    names: readonly string[],
    convert: (value: HclKnown) => T | undefined,
    otherwise: Fact<T>,
  ): Fact<T> => {
    const setting = manage.flag(...names);
    return setting === undefined ? otherwise : factOf(setting, convert, otherwise);
  };
  const firmware = flag(['--firmware'], firmwareOf, read.fact('firmware', firmwareOf, made('bios' as const)));
  return {
    memory: flag(['--memory', '--memsize'], megabytesOf, read.megabytes('memory', made(512 * mebibyte))),
    cpus: flag(['--cpus'], countOf, read.count('cpus', made(1))),
    hypervisor: stated('virtualbox', read.settings.place),
    disks: isFresh ? complete(disksOf(read)) : incomplete([], sourceMachine),
    networkCards: incomplete([cardOf(read, manage, isFresh)], sourceMachine),
    consoles: consolesOf(read, manage),
    sharedFolders: incomplete(foldersOf(manage), notStated),
    devices: incomplete(devicesOf(manage), notStated),
    graphicalInterface: not(read.flag('headless', usual(false))),
    clipboardShared: flag(['--clipboard-mode', '--clipboard'], isShared, isFresh ? off : sourceMachine),
    dragAndDrop: flag(['--draganddrop', '--drag-and-drop'], isShared, isFresh ? off : sourceMachine),
    firmware,
    secureBoot:
      isKnown(firmware) && firmware.value === 'bios'
        ? implied(false, biosBoot, sources.virtualbox, firmware.place)
        : notStated,
    tpm: flag(['--tpm-type'], (value) => textOf(value) !== 'none', notStated),
    nestedVirtualization: flag(
      ['--nested-hw-virt'],
      isOn,
      read.fact('nested_virt', isOn, isFresh ? usual(false) : sourceMachine),
    ),
    legacyDevices: incomplete(legacyDevicesOf(read), notStated),
    memorySharing: flag(['--page-fusion', '--pagefusion'], isOn, notStated),
    hostChannels: incomplete(channelsOf(read, manage), notStated),
  };
}

/** What VirtualBox takes for on. */
function isOn(value: HclKnown): boolean | undefined {
  const text = textOf(value)?.toLowerCase();
  if (text === 'on' || text === 'true' || text === '1') return true;
  return text === 'off' || text === 'false' || text === '0' ? false : undefined;
}

function isShared(value: HclKnown): boolean | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : text !== 'disabled';
}

function firmwareOf(value: HclKnown): 'bios' | 'uefi' | undefined {
  const text = textOf(value)?.toLowerCase();
  return text === 'bios' ? 'bios' : text?.startsWith('efi') === true ? 'uefi' : undefined;
}

function disksOf(read: Reader): readonly Known<Disk>[] {
  const main: Disk = {
    kind: 'disk',
    ...unsaidDisk(notStated),
    bus: read.text('hard_drive_interface', usual('ide')),
    capacity: read.megabytes('disk_size', usual(40000 * mebibyte)),
    allocation: usual('thin'),
    backingFiles: usual(0),
  };
  const more = itemSettings(read.setting('disk_additional_size')).map((size) =>
    stated<Disk>({ ...main, capacity: factOf(size, megabytesOf) }, size.place),
  );
  const iso = read.setting('iso_url', 'iso_urls');
  const disc: Disk = {
    kind: 'cdrom',
    ...unsaidDisk(notStated),
    bus: read.text('iso_interface', usual('ide')),
    source: read.text('iso_url'),
  };
  const discs = iso === undefined ? [] : [stated(disc, iso.place)];
  return [put(main, read.setting('disk_size', 'hard_drive_interface'), usual), ...more, ...discs];
}

function cardOf(read: Reader, manage: VBoxManage, isFresh: boolean): Known<NetworkCard> {
  const chosen = manage.flag('--nic1');
  const type = manage.flag('--nictype1') ?? read.setting('nic_type');
  const card: NetworkCard = {
    // Packer logs in through a port that it forwards, which needs a card behind the host.
    attachment: chosen === undefined ? usual('nat') : factOf(chosen, attachmentOf),
    model: type === undefined ? (isFresh ? usual('82540EM') : sourceMachine) : factOf(type, textOf),
  };
  return put(card, chosen ?? type, usual);
}

function attachmentOf(value: HclKnown): 'nat' | 'host-only' | 'bridged' | 'other' | undefined {
  switch (textOf(value)) {
    case 'nat':
    case 'natnetwork':
      return 'nat';
    case 'bridged':
      return 'bridged';
    case 'hostonly':
    case 'intnet':
      return 'host-only';
    default:
      return undefined;
  }
}

/** Packer switches remote display on for every machine. */
function consolesOf(read: Reader, manage: VBoxManage): MachineFacts['consoles'] {
  const remote = manage.flag('--vrde', '--vrdp');
  if (remote !== undefined && isOff(remote)) return complete([]);
  const bound: Setting | undefined =
    manage.flag('--vrdeaddress', '--vrde-address') ?? read.setting('vrdp_bind_address');
  const address = bound === undefined ? usual('127.0.0.1') : factOf(bound, textOf, usual('127.0.0.1'));
  const method = manage.flag('--vrdeauthtype', '--vrde-auth-type');
  const password =
    method === undefined
      ? implied(false, noLogin, documents.virtualBoxManual)
      : factOf(method, (value) => textOf(value) !== 'null');
  const console: GraphicalConsole = { kind: 'rdp', address, password };
  return complete([put(console, bound, usual)]);
}

function isOff({ value }: Setting): boolean {
  return value.kind !== 'unknown' && isOn(value) === false;
}

function foldersOf(manage: VBoxManage): readonly Known<SharedFolder>[] {
  return manage.commands('sharedfolder', 'add').flatMap(({ words, place }): Known<SharedFolder>[] => {
    const after = (flag: string): string | undefined =>
      textOf(words[words.findIndex((word) => textOf(word) === flag) + 1]);
    const source = after('--hostpath');
    const readOnly = words.some((word) => textOf(word) === '--readonly');
    const target = after('--name') ?? '';
    return source === undefined
      ? []
      : [stated({ source, target, readOnly, kind: 'live', origin: 'explicit' }, place)];
  });
}

function devicesOf(manage: VBoxManage): readonly Known<Device>[] {
  return manage
    .commands('usbfilter', 'add')
    .map(({ place }) => stated({ kind: 'usb', name: 'usbfilter' }, place));
}

function legacyDevicesOf(read: Reader): readonly Known<string>[] {
  const audio = read.setting('audio_controller');
  return audio !== undefined && textOf(audio.value) === 'sb16' ? [stated('sb16', audio.place)] : [];
}

function channelsOf(read: Reader, manage: VBoxManage): MachineFacts['hostChannels']['items'] {
  const setting = manage.flag('--accelerate3d', '--accelerate-3d') ?? read.setting('gfx_accelerate_3d');
  if (setting === undefined || setting.value.kind === 'unknown' || isOn(setting.value) !== true) return [];
  const accelerated = factOf(setting, (value) => textOf(value));
  const known = mapFact(accelerated, () => ({ kind: 'accelerated-graphics', setting: '3D' }) as const);
  return isKnown(known) ? [known] : [];
}
