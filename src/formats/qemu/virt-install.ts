// `virt-install`: a machine of libvirt by command line, its options comma lists like QEMU's.
import {
  complete,
  type Fact,
  type Facts,
  implied,
  incomplete,
  isKnown,
  type Known,
  listed,
  notExpressible,
  notStated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { Place } from '../../core/span';
import type {
  Device,
  Disk,
  GraphicalConsole,
  Hypervisor,
  NetworkCard,
  OperatingSystem,
  Secret,
  SharedFolder,
  VirtualMachine,
} from '../../core/workload';
import { operatingSystemOf } from '../../knowledge/operating-systems';
import { secretQuality } from '../../knowledge/secrets';
import { documents } from '../../knowledge/sources';
import { unsaidDisk, unsaidMachine } from '../unsaid';
import { hasHole } from '../variables';
import type { QemuMachine } from './machine';
import * as messages from './messages';
import { qemuSize } from './processor';
import {
  factOf,
  isOn,
  known,
  type List,
  listOf,
  opened,
  type Part,
  partOf,
  type QemuWord,
  textOf,
  written,
} from './words';

const docs = documents.virtInstall;

/** An option with the list it is given. */
interface Option {
  readonly name: string;
  readonly value: QemuWord;
}

const otherNames: Readonly<Record<string, string>> = {
  n: 'name',
  r: 'memory',
  ram: 'memory',
  w: 'network',
  c: 'cdrom',
  l: 'location',
  osinfo: 'os-variant',
  hostdev: 'host-device',
  vcpu: 'vcpus',
  check_cpu: 'check-cpu',
};

/** Options without a value. */
const switches =
  /^(?:accelerate|hvm|paravirt|container|import|pxe|live|noautoconsole|noreboot|nonetworks|nodisks|nographics|nographic|vnc|sdl|autostart|transient|destroy-on-exit|dry-run|force|f|quiet|q|debug|d|check-cpu|reinstall|print-xml|wait|prompt|nonsparse|s)$/;

/** Splits the words; a variable in the place of an option leaves the rest open. */
function split(words: readonly QemuWord[]): { readonly options: readonly Option[]; readonly open?: Unknown } {
  const options: Option[] = [];
  let open: Unknown | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    const [head, written = '', equals] = /^--?([A-Za-z][\w-]*)(=)?/.exec(word.text) ?? [];
    if (head === undefined) {
      if (hasHole(word.text.slice(0, 2))) open ??= opened(word);
      continue;
    }
    const name = otherNames[written] ?? written;
    if (equals !== undefined) options.push({ name, value: partOf(word, head.length, word.text.length) });
    else if (switches.test(name)) options.push({ name, value: word });
    else {
      const next = words[at + 1];
      if (next === undefined || next.text.startsWith('-')) options.push({ name, value: word });
      else {
        options.push({ name, value: next });
        at++;
      }
    }
  }
  return { options, ...(open === undefined ? {} : { open }) };
}

/** The machine that a `virt-install` with these words makes. */
export function virtInstallMachine(words: readonly QemuWord[], program: Place): QemuMachine {
  const { options, open } = split(words);
  const lists = (name: string, first?: string): readonly List[] =>
    options.filter((option) => option.name === name).map(({ value }) => listOf(value, first));
  const last = (name: string, key: string): Part | undefined => lists(name, key).at(-1)?.get(key);
  const all = <T>(items: readonly Known<T>[], speaks: boolean): Facts<T> =>
    open !== undefined ? incomplete(items, open) : speaks ? complete(items) : incomplete(items, notStated);
  const graphics = lists('graphics', 'type');
  const disks = [
    ...lists('disk', 'path').flatMap((list) => readDisk(list, 'disk')),
    ...lists('cdrom', 'path').flatMap((list) => readDisk(list, 'cdrom')),
  ];
  const name = last('name', 'name');
  const facts: QemuMachine['facts'] = {
    ...unsaidMachine(notExpressible),
    memory: factOf(last('memory', 'memory'), (text) => qemuSize(text, 'm')),
    cpus: factOf(last('vcpus', 'vcpus'), (text) => (/^\d{1,4}$/.test(text) ? Number(text) : undefined)),
    ports: listed([], open),
    devices: all(lists('host-device', 'name').map(hostDevice), true),
    secrets: all(graphics.flatMap(readSecret), true),
    operatingSystem: systemOf(last('os-variant', 'name'), last('location', 'path') ?? last('cdrom', 'path')),
    ...typeFacts(last('virt-type', 'type'), program),
    disks: all(disks, disks.length > 0),
    networkCards: all(lists('network', 'type').flatMap(readCard), lists('network').length > 0),
    consoles: all(graphics.flatMap(readConsole), graphics.length > 0 || lists('nographics').length > 0),
    sharedFolders: all(lists('filesystem', 'source').flatMap(readFolder), true),
    ...firmwareOf(lists('boot').at(-1)),
    tpm: tpmOf(lists('tpm', 'path').at(-1), open),
    ...cpuFacts(last('cpu', 'model')),
    memoryBalloon: balloonOf(last('memballoon', 'model')),
    confinement: confinementOf(last('seclabel', 'type')),
    architecture: textOf(last('arch', 'arch')),
    legacyDevices: all(legacyDevices(lists), true),
    snapshots: incomplete([], notStated),
  };
  return { ...(name === undefined ? {} : { name: textOf(name) }), facts };
}

const hypervisors: Readonly<Record<string, Hypervisor>> = {
  kvm: 'kvm',
  qemu: 'qemu',
  xen: 'xen',
  hvf: 'other',
};

function typeFacts(
  type: Part | undefined,
  program: Place,
): Pick<VirtualMachine, 'hypervisor' | 'acceleration'> {
  if (type === undefined) {
    return {
      hypervisor: implied('libvirt', messages.libvirtChooses, docs, program),
      acceleration: unknown(messages.libvirtChooses, program),
    };
  }
  return {
    hypervisor: factOf(type, (name) => hypervisors[name]),
    acceleration: factOf(type, (name) =>
      name === 'qemu' ? 'software' : hypervisors[name] === undefined ? undefined : 'hardware',
    ),
  };
}

function systemOf(variant: Part | undefined, medium: Part | undefined): Fact<OperatingSystem> {
  if (variant !== undefined && hasHole(variant.value)) return opened(variant.word, variant.valuePlace);
  const system = variant === undefined ? undefined : operatingSystemOf(variant.value);
  if (variant !== undefined && system !== undefined) return known(system, variant.word, variant.valuePlace);
  const path = textOf(medium);
  const byName = isKnown(path) ? operatingSystemOf(path.value) : undefined;
  return byName === undefined || !isKnown(path)
    ? notStated
    : implied(byName, messages.systemName, docs, path.place);
}

function readDisk(list: List, given: 'disk' | 'cdrom'): readonly Known<Disk>[] {
  const path = list.get('path') ?? list.get('vol');
  if (path?.value === 'none') return [];
  const device = list.get('device')?.value ?? given;
  const kind = device === 'cdrom' || device === 'floppy' || device === 'lun' ? device : 'disk';
  const sparse = list.get('sparse');
  const base = list.get('backing_store');
  return [
    known(
      {
        kind,
        ...unsaidDisk(notStated),
        bus: textOf(list.get('bus') ?? list.get('target.bus')),
        capacity: factOf(list.get('size'), (text) => qemuSize(`${text}G`, 'b')),
        cache: textOf(list.get('cache') ?? list.get('driver.cache')),
        format: textOf(list.get('format') ?? list.get('driver.type')),
        source: textOf(path),
        ...(sparse === undefined
          ? {}
          : {
              allocation: factOf(sparse, (): 'thin' | 'thick' => (isOn(sparse) === true ? 'thin' : 'thick')),
            }),
        ...(base === undefined ? {} : { backingFiles: known(1, base.word, base.place) }),
      },
      list.word,
    ),
  ];
}

function readCard(list: List): readonly Known<NetworkCard>[] {
  const type = list.get('type')?.value;
  if (type === 'none') return [];
  const model = list.get('model') ?? list.get('model.type');
  return [
    known(
      {
        attachment: attachmentOf(list),
        model: factOf(model, (name) => (/^virtio/.test(name) ? 'virtio' : name)),
      },
      list.word,
    ),
  ];
}

function attachmentOf(list: List): NetworkCard['attachment'] {
  const bridge = list.get('bridge') ?? list.get('source.bridge');
  const type = list.get('type');
  const network = list.get('network');
  if (bridge !== undefined) {
    if (hasHole(bridge.value)) return opened(bridge.word, bridge.valuePlace);
    // The bridges of libvirt's own networks.
    return /^virbr\d/.test(bridge.value)
      ? unknown(messages.networkDecides, bridge.place)
      : known('bridged', bridge.word, bridge.place);
  }
  if (network?.value === 'default' || type?.value === 'default') {
    return implied('nat', messages.defaultNetwork, documents.libvirtDomain, list.word.place);
  }
  if (type?.value === 'user') return known('nat', type.word, type.valuePlace);
  if (type?.value === 'direct') return known('bridged', type.word, type.valuePlace);
  return unknown(messages.networkDecides, list.word.place);
}

function readConsole(list: List): readonly Known<GraphicalConsole>[] {
  const type = list.get('type');
  const kind = type?.value;
  if (type === undefined || (kind !== 'vnc' && kind !== 'spice')) return [];
  const listen = list.get('listen') ?? list.get('listens0.address');
  const password = list.get('password') ?? list.get('passwd');
  return [
    known(
      {
        kind,
        address:
          listen === undefined
            ? implied('127.0.0.1', messages.configuredAddress, documents.libvirtDomain, type.valuePlace)
            : factOf(listen, (value) => value),
        password:
          password === undefined
            ? implied(false, messages.noPassword, documents.libvirtDomain, type.valuePlace)
            : known(true, password.word, password.place),
      },
      list.word,
    ),
  ];
}

function readSecret(list: List): readonly Known<Secret>[] {
  const password = list.get('password') ?? list.get('passwd');
  if (password === undefined || hasHole(password.value)) return [];
  const quality = secretQuality('PASSWORD', password.value);
  const name = list.get('type')?.value ?? 'graphics';
  return quality === undefined
    ? []
    : [known({ kind: 'password', name, quality }, password.word, password.place)];
}

function readFolder(list: List): readonly Known<SharedFolder>[] {
  const source = list.get('source') ?? list.get('source.dir');
  if (source === undefined) return [];
  const second = list.parts[1];
  const target = list.get('target') ?? list.get('target.dir');
  const readOnly = isOn(list.get('readonly')) === true;
  const mount = target === undefined ? (second?.value === 'on' ? second.key : '') : written(target);
  return [
    known({ source: written(source), target: mount, readOnly, kind: 'live', origin: 'explicit' }, list.word),
  ];
}

function hostDevice(list: List): Known<Device> {
  const name = list.get('name');
  const text = name === undefined ? list.word.text : written(name);
  const isPci = /^(?:pci_)?[\da-f]{4}[_:]|^[\da-f]{2}:[\da-f]{2}\.\d/i.test(text);
  const isMediated = /^mdev_/.test(text);
  return known({ kind: isPci ? 'pci' : isMediated ? 'mediated' : 'usb', name: text }, list.word);
}

function firmwareOf(boot: List | undefined): Pick<VirtualMachine, 'firmware' | 'secureBoot'> {
  const uefi = boot?.parts.find(
    ({ key, value }) =>
      key === 'uefi' ||
      (key === 'firmware' && value === 'efi') ||
      (key === 'loader' && /ovmf|edk2|aavmf/i.test(value)),
  );
  if (uefi === undefined) return { firmware: notStated, secureBoot: notStated };
  return {
    firmware: known('uefi', uefi.word, uefi.place),
    secureBoot: unknown(messages.capable, uefi.place),
  };
}

function tpmOf(list: List | undefined, open: Unknown | undefined): Fact<boolean> {
  if (list === undefined) return open ?? notStated;
  return known(list.get('path')?.value !== 'none', list.word);
}

function cpuFacts(model: Part | undefined): Pick<VirtualMachine, 'cpuMode' | 'nestedVirtualization'> {
  const cpuMode = factOf(model, (name) =>
    /^(?:host-passthrough|host-model|maximum)$/.test(name)
      ? name
      : name === 'host'
        ? 'host-passthrough'
        : 'custom',
  );
  const fromHost = isKnown(cpuMode) && cpuMode.value !== 'custom';
  return { cpuMode, nestedVirtualization: fromHost ? unknown(messages.hostCpu, cpuMode.place) : notStated };
}

function balloonOf(model: Part | undefined): Fact<boolean> {
  if (model === undefined) return implied(true, messages.libvirtBalloon, documents.libvirtDomain);
  return factOf(model, (name) => name !== 'none');
}

function confinementOf(type: Part | undefined): VirtualMachine['confinement'] {
  if (type === undefined) return unknown(messages.hostConfines);
  return factOf(type, (value) => (value === 'none' ? 'none' : value === 'static' ? 'profile' : 'default'));
}

function legacyDevices(lists: (name: string, first?: string) => readonly List[]): readonly Known<string>[] {
  const floppies = lists('disk', 'path').filter((list) => list.get('device')?.value === 'floppy');
  const cirrus = lists('video', 'model').flatMap((list) => list.get('model') ?? []);
  const sounds = lists('sound', 'model').flatMap((list) => list.get('model') ?? []);
  return [
    ...floppies.map(({ word }) => known('floppy', word)),
    ...cirrus
      .filter(({ value }) => value === 'cirrus')
      .map((part) => known('cirrus', part.word, part.valuePlace)),
    ...sounds
      .filter(({ value }) => /^(?:sb16|es1370|pcspk)$/.test(value))
      .map((part) => known(part.value, part.word)),
    ...lists('parallel').map(({ word }) => known('parallel', word)),
  ];
}
