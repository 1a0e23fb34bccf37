// What the arguments of a QEMU say about its machine, in the model's terms; nothing is concluded from what they leave out.
import {
  type Fact,
  implied,
  isKnown,
  type Known,
  mapKnown,
  notStated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type {
  Device,
  Disk,
  GraphicalConsole,
  HostChannel,
  NetworkCard,
  OperatingSystem,
  PublishedPort,
  Secret,
  SharedFolder,
  VirtualMachine,
} from '../../core/workload';
import { operatingSystemOf } from '../../knowledge/operating-systems';
import { documents } from '../../knowledge/sources';
import { hasHole, restore } from '../variables';
import { agentShares, channelsOf } from './channels';
import {
  acceleratedGraphics,
  foldersOf,
  handedOver,
  legacyDevices,
  otherDevices,
  pathDevice,
} from './devices';
import { type Drives, drivesOf, type ImageFacts, isUefi } from './disks';
import { type Machine, machineOf } from './machine-type';
import * as messages from './messages';
import { networkOf } from './network';
import { type QemuOption, splitQemuWords } from './options';
import { acceleratorFacts, cpuFacts, cpusOf, memoryOf } from './processor';
import { factOf, isOn, known, type List, listOf, opened, type Part, type QemuWord, written } from './words';

/** Facts that are one value each. */
type Single =
  | 'memory'
  | 'cpus'
  | 'cpuMode'
  | 'nestedVirtualization'
  | 'hypervisor'
  | 'acceleration'
  | 'operatingSystem'
  | 'graphicalInterface'
  | 'clipboardShared'
  | 'dragAndDrop'
  | 'firmware'
  | 'secureBoot'
  | 'tpm'
  | 'memoryBalloon'
  | 'memorySharing'
  | 'confinement';

/**
 * What arguments say: a fact is absent where they say nothing about it, and unknown where a variable decides. Lists hold
 * what is written; `open` says why there may be further arguments (a variable that may hold any, a file of options), which
 * leaves everything open that is not written.
 */
export interface QemuFacts extends Readonly<Partial<Pick<VirtualMachine, Single>>> {
  /** The guest's name, `-name`. */
  readonly name?: Fact<string>;
  readonly machine: Machine;
  readonly disks: readonly Known<Disk>[];
  readonly networkCards: readonly Known<NetworkCard>[];
  /** Whether the network is spoken of at all, `-nic none` included. */
  readonly saysNetwork: boolean;
  readonly ports: readonly Known<PublishedPort>[];
  /** Why there may be further forwarded ports although `open` is absent. */
  readonly openPorts: Unknown | undefined;
  readonly consoles: readonly Known<GraphicalConsole>[];
  readonly managementInterfaces: readonly Known<string>[];
  readonly openInterfaces: Unknown | undefined;
  readonly sharedFolders: readonly Known<SharedFolder>[];
  /** Why there may be further shared folders although `open` is absent. */
  readonly openFolders: Unknown | undefined;
  readonly devices: readonly Known<Device>[];
  readonly legacyDevices: readonly Known<string>[];
  readonly secrets: readonly Known<Secret>[];
  readonly hostChannels: readonly Known<HostChannel>[];
  readonly snapshots: readonly Known<string>[];
  /** Whether QEMU's own devices are left out, `-nodefaults`. */
  readonly bare: boolean;
  readonly open: Unknown | undefined;
}

/** Who calls, as far as it decides about what the arguments mean. */
export interface QemuCaller {
  /** Name of the program without folder; absent where somebody else runs QEMU, or a variable names it. */
  readonly program?: string;
  /** Disk images that the same file makes, by path as written. */
  readonly images?: ReadonlyMap<string, ImageFacts>;
}

/**
 * Reads the arguments of a QEMU: of a command line, of Packer's `qemuargs`, of Proxmox' `args`, of libvirt's
 * `<qemu:commandline>`. Give every argument as a word of its own, in order, flags and values alike. Total and linear.
 */
export function qemuFacts(words: readonly QemuWord[], caller: QemuCaller = {}): QemuFacts {
  const split = splitQemuWords(words);
  const { options, open } = split;
  const all = (...names: readonly string[]): readonly QemuOption[] =>
    options.filter(({ name }) => names.includes(name));
  const machine = machineOf(all('machine'), caller.program);
  const discards = all('snapshot')[0];
  const drives = drivesOf(options, split.operands, {
    usualBus: machine.usualBus,
    ahci: machine.kind === 'q35',
    discards: discards === undefined ? undefined : known(false, discards.flag),
    open,
    images: caller.images ?? new Map(),
  });
  const network = networkOf(all('netdev', 'nic', 'net', 'device', 'redir'));
  const channels = channelsOf(options);
  const devices = all('device').map(({ value }) => listOf(value, 'driver'));
  const folders = foldersOf(options, devices);
  return {
    machine,
    ...single(options, machine, drives, devices),
    disks: drives.disks,
    networkCards: network.cards,
    saysNetwork: network.speaks,
    ports: network.backends.flatMap(({ ports }) => ports),
    openPorts: network.backends.find(({ openPorts }) => openPorts !== undefined)?.openPorts,
    consoles: channels.consoles,
    managementInterfaces: channels.managementInterfaces,
    openInterfaces: channels.openInterfaces,
    sharedFolders: [
      ...network.backends.flatMap(({ sharedFolders }) => sharedFolders),
      ...drives.sharedFolders,
      ...folders.items,
    ],
    openFolders: folders.open,
    devices: [
      ...devices.flatMap(handedOver),
      ...otherDevices(options),
      ...all('tpmdev').flatMap(({ value }) => pathDevice(listOf(value, 'type').get('path'))),
      ...channels.paths.map((path) => mapKnown(path, (name): Device => ({ kind: 'path', name }))),
      ...drives.luns.map((lun) => mapKnown(lun, (name): Device => ({ kind: 'scsi', name }))),
    ],
    legacyDevices: [...drives.floppies, ...legacyDevices(options, devices), ...network.legacy],
    secrets: channels.secrets,
    hostChannels: [...channels.hostChannels, ...acceleratedGraphics(options, devices)],
    snapshots: all('loadvm').flatMap(({ value }) => (hasHole(value.text) ? [] : [known(value.text, value)])),
    bare: all('nodefaults').length > 0,
    open,
  };
}

/** A fact under its name, or nothing. */
function given<K extends string, T>(name: K, fact: T | undefined): { readonly [P in K]?: T } {
  // The computed name is the one key of the result.
  return (fact === undefined ? {} : { [name]: fact }) as { readonly [P in K]?: T };
}

function single(
  options: readonly QemuOption[],
  machine: Machine,
  drives: Drives,
  devices: readonly List[],
): Partial<Pick<QemuFacts, Single | 'name'>> {
  const last = (name: string): QemuOption | undefined => options.findLast((option) => option.name === name);
  const lists = (name: string, first?: string): readonly List[] =>
    options.filter((option) => option.name === name).map(({ value }) => listOf(value, first));
  const name = lists('name', 'guest').at(-1)?.get('guest');
  const cpu = last('cpu');
  const firmware = firmwareOf(last('bios'), drives.flash, machine);
  return {
    ...given('name', name === undefined ? undefined : factOf(name, (text) => text)),
    ...given('memory', memoryOf(lists('m', 'size'))),
    ...given('cpus', cpusOf(lists('smp', 'cpus'))),
    ...(cpu === undefined ? {} : cpuFacts(listOf(cpu.value, 'model'))),
    ...acceleratorFacts(options),
    ...given('operatingSystem', operatingSystem(options, drives)),
    ...given('graphicalInterface', windowOf(options)),
    ...given('clipboardShared', agentShares(options, 'disable-copy-paste')),
    ...given('dragAndDrop', agentShares(options, 'disable-agent-file-xfer')),
    ...firmware,
    ...given('tpm', tpmOf(last('tpmdev'), devices)),
    ...given('memoryBalloon', balloonOf(last('balloon'), devices)),
    ...given('memorySharing', sharingOf(lists('machine', 'type'), lists('object', 'qom-type'))),
    ...given('confinement', sandboxOf(lists('sandbox', 'enable'))),
  };
}

const linuxKernel = /(?:^|\/)(?:bzImage|zImage|vmlinuz|vmlinux|Image(?:\.gz)?|uImage)(?:[-._][^/]*)?$/;

/** The guest's system, as far as the names of its images tell. */
function operatingSystem(options: readonly QemuOption[], drives: Drives): Fact<OperatingSystem> | undefined {
  for (const { value } of drives.disks) {
    const { source } = value;
    const system = isKnown(source) ? operatingSystemOf(source.value) : undefined;
    if (system !== undefined && isKnown(source))
      return implied(system, messages.systemName, documents.qemuInvocation, source.place);
  }
  const kernel = options.findLast(({ name }) => name === 'kernel')?.value;
  if (kernel === undefined) return undefined;
  const path = restore(kernel.text, kernel);
  return linuxKernel.test(path)
    ? implied(
        operatingSystemOf(path) ?? { family: 'linux' },
        messages.kernelFile,
        documents.qemuInvocation,
        kernel.place,
      )
    : undefined;
}

/** Whether a window opens. */
function windowOf(options: readonly QemuOption[]): Fact<boolean> | undefined {
  for (const { name, flag, value } of options.toReversed()) {
    if (name === 'nographic' || name === 'curses') return known(false, flag);
    if (name === 'sdl') return known(true, flag);
    if (name !== 'display') continue;
    const type = listOf(value, 'type').parts[0];
    if (type === undefined) continue;
    if (hasHole(type.value)) return opened(value);
    return known(/^(?:gtk|sdl|cocoa|spice-app|default)$/.test(type.value), value);
  }
  const remote = options.find(({ name }) => name === 'vnc' || name === 'spice');
  return remote === undefined ? undefined : known(false, remote.value);
}

function firmwareOf(
  bios: QemuOption | undefined,
  flash: readonly Part[],
  machine: Machine,
): Partial<Pick<QemuFacts, 'firmware' | 'secureBoot'>> {
  const files = [
    ...flash.map((part) => ({ path: written(part), word: part.word, place: part.place })),
    ...(bios === undefined
      ? []
      : [{ path: restore(bios.value.text, bios.value), word: bios.value, place: bios.value.place }]),
  ];
  const uefi =
    files.find(({ path }) => isUefi(path)) ?? (machine.isPc && flash.length > 0 ? files[0] : undefined);
  if (uefi !== undefined) {
    return {
      firmware: known('uefi', uefi.word, uefi.place),
      secureBoot: unknown(messages.capable, uefi.place),
    };
  }
  const [file] = files;
  if (file === undefined) return {};
  if (/seabios|(?:^|\/)bios(?:-\w+)?\.bin$/i.test(file.path)) {
    return { firmware: known('bios', file.word, file.place) };
  }
  return { firmware: notStated };
}

function tpmOf(tpmdev: QemuOption | undefined, devices: readonly List[]): Fact<boolean> | undefined {
  if (tpmdev !== undefined) return known(true, tpmdev.value);
  const device = devices.find((list) => /^tpm-/.test(list.get('driver')?.value ?? ''));
  return device === undefined ? undefined : known(true, device.word);
}

function balloonOf(option: QemuOption | undefined, devices: readonly List[]): Fact<boolean> | undefined {
  const device = devices.find((list) => list.get('driver')?.value.startsWith('virtio-balloon') === true);
  if (device !== undefined) return known(true, device.word);
  return option === undefined ? undefined : known(!option.value.text.startsWith('none'), option.value);
}

function sharingOf(machines: readonly List[], objects: readonly List[]): Fact<boolean> | undefined {
  const settings = [
    ...machines.map((list) => list.get('mem-merge')),
    ...objects
      .filter((list) => list.get('qom-type')?.value.startsWith('memory-backend-') === true)
      .map((list) => list.get('merge')),
  ].filter((part) => part !== undefined);
  const setting = settings.find((part) => isOn(part) === false) ?? settings[0];
  if (setting === undefined) return undefined;
  const on = isOn(setting);
  return on === undefined ? opened(setting.word, setting.place) : known(on, setting.word, setting.place);
}

function sandboxOf(lists: readonly List[]): Fact<'profile'> | undefined {
  const enable = lists.at(-1)?.get('enable');
  return enable !== undefined && isOn(enable) === true ? known('profile', enable.word) : undefined;
}
