// `VBoxManage` in a script: several commands together define one machine of VirtualBox.
import {
  type Fact,
  implied,
  incomplete,
  isKnown,
  type Known,
  notExpressible,
  notStated,
  unknown,
} from '../../core/fact';
import type { Place } from '../../core/span';
import type {
  Device,
  Disk,
  GraphicalConsole,
  HostChannel,
  NetworkCard,
  OperatingSystem,
  PublishedPort,
  SharedFolder,
  VirtualMachine,
} from '../../core/workload';
import { operatingSystemOfVirtualBox } from '../../knowledge/guest-ids';
import { operatingSystemOf } from '../../knowledge/operating-systems';
import { documents } from '../../knowledge/sources';
import { systemName } from '../qemu/messages';
import { known, opened, placeIn, type QemuWord } from '../qemu/words';
import { type MachineFacts, unsaidDisk, unsaidMachine } from '../unsaid';
import { hasHole, restore } from '../variables';
import * as messages from './messages';

const docs = documents.virtualBoxManual;

/** One command: its words behind the program's name. */
export interface BoxCommand {
  readonly words: readonly QemuWord[];
  /** The program's name. */
  readonly place: Place;
}

/** A machine that commands of a file define. */
export interface BoxMachine<C extends BoxCommand> {
  /** As written, variables included. */
  readonly name: string;
  /** The commands that speak of it, the one that makes it first. */
  readonly commands: readonly C[];
  readonly facts: MachineFacts;
}

/** The machines that the commands of a file make or change; those it only starts or stops are defined elsewhere. */
export function boxMachines<C extends BoxCommand>(commands: readonly C[]): readonly BoxMachine<C>[] {
  const machines = new Map<string, C[]>();
  for (const command of commands) {
    const name = subjectOf(command);
    if (name === undefined) continue;
    const list = machines.get(name) ?? [];
    list.push(command);
    machines.set(name, list);
  }
  const media = mediaOf(commands);
  return [...machines].flatMap(([name, list]) =>
    list.some(({ words: [verb] }) => defining.test(verb?.text ?? ''))
      ? [{ name, commands: list, facts: factsOf(list, media) }]
      : [],
  );
}

const defining = /^(?:createvm|modifyvm|clonevm|import)$/;

const textOf = (word: QemuWord): string => restore(word.text, word);

/** The machine a command speaks of. */
function subjectOf({ words }: BoxCommand): string | undefined {
  const [verb, first, second] = words;
  const named = (option: string): QemuWord | undefined => argumentOf(words, option);
  switch (verb?.text) {
    case 'createvm':
      return optional(named('--name'));
    case 'clonevm':
      return optional(named('--name'));
    case 'import':
      return optional(named('--vmname'));
    case 'modifyvm':
    case 'controlvm':
    case 'startvm':
    case 'storageattach':
    case 'snapshot':
      return optional(first);
    case 'sharedfolder':
      return first?.text === 'add' ? optional(second) : undefined;
    case 'usbfilter':
      return optional(named('--target'));
    default:
      return undefined;
  }
}

function optional(word: QemuWord | undefined): string | undefined {
  return word === undefined ? undefined : textOf(word);
}

/** The last value of an option. */
function argumentOf(words: readonly QemuWord[], ...options: readonly string[]): QemuWord | undefined {
  const at = words.findLastIndex(({ text }) => options.includes(text));
  return at < 0 ? undefined : words[at + 1];
}

/** Disk images that the file makes, by their path as written. */
function mediaOf(commands: readonly BoxCommand[]): ReadonlyMap<string, Partial<Disk>> {
  const media = new Map<string, Partial<Disk>>();
  for (const { words } of commands) {
    if (!/^create(?:medium|hd)$/.test(words[0]?.text ?? '')) continue;
    const file = argumentOf(words, '--filename');
    if (file === undefined) continue;
    const size = argumentOf(words, '--size');
    const variant = argumentOf(words, '--variant');
    media.set(textOf(file), {
      ...(size === undefined ? {} : { capacity: number(size, 2 ** 20) }),
      allocation:
        variant === undefined
          ? implied('thin', messages.growing, docs, file.place)
          : factOf(variant, (text) => (/(?:^|,)fixed(?:,|$)/i.test(text) ? 'thick' : 'thin')),
    });
  }
  return media;
}

function factOf<T>(word: QemuWord | undefined, convert: (text: string) => T | undefined): Fact<T> {
  if (word === undefined) return notStated;
  if (hasHole(word.text)) return opened(word);
  const value = convert(word.text);
  return value === undefined ? unknown(messages.unknownSetting, word.place) : known(value, word);
}

/** The type that is set; where that says nothing, the name of an image that is put in. */
function systemOf(type: QemuWord | undefined, attached: readonly BoxCommand[]): Fact<OperatingSystem> {
  const system = factOf(type, operatingSystemOfVirtualBox);
  if (isKnown(system)) return system;
  for (const { words } of attached) {
    const medium = argumentOf(words, '--medium');
    const byName = medium === undefined || hasHole(medium.text) ? undefined : operatingSystemOf(medium.text);
    if (medium !== undefined && byName !== undefined) return implied(byName, systemName, docs, medium.place);
  }
  return system;
}

function number(word: QemuWord | undefined, factor = 1): Fact<number> {
  return factOf(word, (text) => (/^\d{1,9}$/.test(text) ? Number(text) * factor : undefined));
}

const isOn = (text: string): boolean | undefined =>
  /^(?:on|true|enabled)$/i.test(text) ? true : /^(?:off|false|disabled)$/i.test(text) ? false : undefined;
const isShared = (text: string): boolean => text !== 'disabled' && text !== 'off';

function factsOf(commands: readonly BoxCommand[], media: ReadonlyMap<string, Partial<Disk>>): MachineFacts {
  const of = (verb: string): readonly BoxCommand[] => commands.filter(({ words }) => words[0]?.text === verb);
  const settings = [...of('createvm'), ...of('modifyvm')].flatMap(({ words }) => words);
  const flag = (...names: readonly string[]): QemuWord | undefined =>
    argumentOf(settings, ...names.map((name) => `--${name}`));
  const list = <T>(items: readonly Known<T>[]) => incomplete(items, notStated);
  const [first] = commands;
  const firmware = factOf(flag('firmware'), (text) => (/^efi/i.test(text) ? 'uefi' : 'bios'));
  const image = of('import')[0]?.words[1];
  return {
    ...unsaidMachine(notExpressible),
    memory: number(flag('memory'), 2 ** 20),
    cpus: number(flag('cpus')),
    ports: list(commands.flatMap(forwardsOf)),
    devices: list(of('usbfilter').flatMap(usbDevice)),
    operatingSystem: systemOf(flag('ostype', 'os-type'), of('storageattach')),
    hypervisor:
      first === undefined ? notStated : { state: 'stated', value: 'virtualbox', place: first.place },
    image: image === undefined ? notStated : factOf(image, (text) => text),
    linkedClone: linkedClone(of('clonevm')[0]),
    disks: list(of('storageattach').flatMap((command) => diskOf(command, media))),
    networkCards: list(cardsOf(settings)),
    consoles: list(
      screenOf(flag('vrde'), flag('vrdeaddress', 'vrde-address'), flag('vrdeauthtype', 'vrde-auth-type')),
    ),
    sharedFolders: list(of('sharedfolder').flatMap(folderOf)),
    graphicalInterface: factOf(
      argumentOf(of('startvm').at(-1)?.words ?? [], '--type'),
      (text) => text !== 'headless',
    ),
    clipboardShared: factOf(flag('clipboard-mode', 'clipboard'), isShared),
    dragAndDrop: factOf(flag('draganddrop', 'drag-and-drop'), isShared),
    firmware,
    secureBoot:
      isKnown(firmware) && firmware.value === 'bios'
        ? implied(false, messages.biosBoot, docs, firmware.place)
        : notStated,
    tpm: factOf(flag('tpm-type'), (text) => text !== 'none'),
    nestedVirtualization: factOf(flag('nested-hw-virt'), isOn),
    memorySharing: factOf(flag('pagefusion', 'page-fusion'), isOn),
    legacyDevices: list(
      of('storageattach').flatMap(({ words }): Known<string>[] => {
        const type = argumentOf(words, '--type');
        return type?.text === 'fdd' ? [known('floppy', type)] : [];
      }),
    ),
    hostChannels: list(
      [flag('accelerate3d', 'accelerate-3d')].flatMap((word): Known<HostChannel>[] =>
        word !== undefined && isOn(word.text) === true
          ? [known({ kind: 'accelerated-graphics', setting: '--accelerate3d' }, word)]
          : [],
      ),
    ),
    snapshots: list(
      of('snapshot').flatMap(({ words }): Known<string>[] => {
        const name = words[2]?.text === 'take' ? words[3] : undefined;
        return name === undefined ? [] : [known(textOf(name), name)];
      }),
    ),
  };
}

/** `--natpf1 "ssh,tcp,,2222,,22"`, also of a machine that runs already (`controlvm X natpf1 …`). */
function forwardsOf({ words }: BoxCommand): readonly Known<PublishedPort>[] {
  return words.flatMap((flag, at): Known<PublishedPort>[] => {
    const rule = words[at + 1];
    if (rule === undefined || !/^(?:--)?(?:natpf|nat-pf)\d$/.test(flag.text)) return [];
    const [, protocol, host = '', outside = '', inside = ''] =
      /^[^,]*,(tcp|udp),([^,]*),([^,]*),[^,]*,([^,]*)$/.exec(rule.text) ?? [];
    if (protocol === undefined) return [];
    const port = (text: string): Fact<number> =>
      /^\d{1,5}$/.test(text) ? known(Number(text), rule) : hasHole(text) ? opened(rule) : notStated;
    const address: Fact<string> = hasHole(host)
      ? opened(rule)
      : host === ''
        ? implied('0.0.0.0', messages.everyAddress, docs, rule.place)
        : known(host, rule);
    return [
      known(
        {
          port: port(inside),
          hostPort: port(outside),
          address,
          protocol: protocol === 'udp' ? 'udp' : 'tcp',
        },
        rule,
        placeIn(rule, 0, rule.text.length),
      ),
    ];
  });
}

function attachmentOf(text: string): 'nat' | 'host-only' | 'bridged' | 'other' {
  if (text === 'nat' || text === 'natnetwork') return 'nat';
  if (text === 'hostonly' || text === 'intnet' || text === 'hostonlynet') return 'host-only';
  return text === 'bridged' ? 'bridged' : 'other';
}

function cardsOf(settings: readonly QemuWord[]): readonly Known<NetworkCard>[] {
  const cards = new Map<string, Known<NetworkCard>>();
  for (const [at, { text }] of settings.entries()) {
    const number = /^--nic(\d)$/.exec(text)?.[1];
    const value = settings[at + 1];
    if (number === undefined || value === undefined) continue;
    if (/^(?:none|null)$/.test(value.text)) cards.delete(number);
    else {
      const type = argumentOf(settings, `--nictype${number}`, `--nic-type${number}`);
      const card = {
        attachment: factOf(value, attachmentOf),
        model: factOf(type, (model) => (model === 'virtio' ? 'virtio' : model)),
      };
      cards.set(number, known(card, value));
    }
  }
  return [...cards.values()];
}

function screenOf(
  vrde: QemuWord | undefined,
  address: QemuWord | undefined,
  login: QemuWord | undefined,
): readonly Known<GraphicalConsole>[] {
  if (vrde === undefined || isOn(vrde.text) !== true) return [];
  const everywhere = implied('0.0.0.0', messages.everyAddress, docs, vrde.place);
  const asks = factOf(login, (text) => text !== 'null');
  return [
    known(
      {
        kind: 'rdp',
        address: address === undefined ? everywhere : factOf(address, (text) => text || '0.0.0.0'),
        password: login === undefined ? implied(false, messages.noLogin, docs, vrde.place) : asks,
      },
      vrde,
    ),
  ];
}

function diskOf({ words }: BoxCommand, media: ReadonlyMap<string, Partial<Disk>>): readonly Known<Disk>[] {
  const medium = argumentOf(words, '--medium');
  const type = argumentOf(words, '--type')?.text;
  if (medium === undefined || /^(?:none|emptydrive|additions)$/.test(medium.text)) return [];
  const controller = optional(argumentOf(words, '--storagectl'))?.toLowerCase() ?? '';
  const bus = /sata|ahci/.test(controller)
    ? 'sata'
    : /ide|piix/.test(controller)
      ? 'ide'
      : /virtio/.test(controller)
        ? 'virtio'
        : undefined;
  return [
    known(
      {
        kind: type === 'dvddrive' ? 'cdrom' : type === 'fdd' ? 'floppy' : 'disk',
        ...unsaidDisk(notStated),
        ...media.get(textOf(medium)),
        ...(bus === undefined ? {} : { bus: implied(bus, messages.controllerName, docs, medium.place) }),
        source: factOf(medium, (text) => text),
      },
      medium,
    ),
  ];
}

function folderOf({ words }: BoxCommand): readonly Known<SharedFolder>[] {
  const source = argumentOf(words, '--hostpath');
  const name = argumentOf(words, '--name');
  if (source === undefined) return [];
  const readOnly = words.some(({ text }) => text === '--readonly');
  const target = name === undefined ? '' : textOf(name);
  return [known({ source: textOf(source), target, readOnly, kind: 'live', origin: 'explicit' }, source)];
}

function usbDevice({ words }: BoxCommand): readonly Known<Device>[] {
  if (words[1]?.text !== 'add') return [];
  const ids = [argumentOf(words, '--vendorid'), argumentOf(words, '--productid')].flatMap(
    (id) => optional(id) ?? [],
  );
  const name = argumentOf(words, '--name');
  const [verb] = words;
  return verb === undefined
    ? []
    : [known({ kind: 'usb', name: ids.length > 0 ? ids.join(':') : (optional(name) ?? '') }, name ?? verb)];
}

function linkedClone(clone: BoxCommand | undefined): VirtualMachine['linkedClone'] {
  if (clone === undefined) return notStated;
  const options = argumentOf(clone.words, '--options');
  if (options === undefined) return notStated;
  return factOf(options, (text) => /(?:^|,)link(?:,|$)/.test(text));
}
