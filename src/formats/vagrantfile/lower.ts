// A Vagrantfile's configuration as workloads: one virtual machine each.

import {
  complete,
  type Fact,
  type Facts,
  implied,
  incomplete,
  type Known,
  notExpressible,
  notStated,
  stated,
} from '../../core/fact';
import type { Hypervisor, OperatingSystem, VirtualMachine } from '../../core/workload';
import { operatingSystemOf } from '../../knowledge/operating-systems';
import type { Grammar } from '../grammar/grammar';
import { unsaidMachine } from '../unsaid';
import type { Configuration, Entry, Machine } from './configuration';
import { disksOf } from './disks';
import { type FactMaker, factMaker } from './facts';
import { sharedFoldersOf } from './folders';
import { networkCardsOf, portsOf } from './networks';
import type { Vagrantfile } from './parse';
import { chosenProvider, hypervisorOf, type Provider, providersOf } from './providers';
import { provisioningOf, type ScriptReader, scriptReader } from './provisioning';
import { boxDecides, type MachineReading } from './reading';
import { secretsOf } from './secrets';
import {
  assigned,
  calls,
  customization,
  customized,
  follow,
  numeric,
  occurrences,
  providerEntries,
  type Setting,
  text,
  truth,
} from './settings';
import { defaults } from './sources';
import type { KnownValue } from './value';

const mebibyte = 2 ** 20;

/** A machine of the file with what it was lowered from. */
export interface LoweredMachine {
  readonly workload: VirtualMachine;
  readonly machine: Machine;
  readonly provider: Provider | undefined;
}

/** The virtual machines of a Vagrantfile. `bash` reads inline scripts; without it their content is unknown. */
export function lower(file: Vagrantfile, path: string, bash?: Grammar): readonly LoweredMachine[] {
  const { configuration } = file;
  const maker = factMaker(path, file.text.length);
  const names = new Map<string, number>();
  const read = scriptReader(bash);
  return machinesOf(configuration, file.text.length).flatMap((machine) => {
    const lowered = lowerMachine(machine, configuration, file, path, maker, read);
    if (lowered === undefined) return [];
    const { workload } = lowered;
    const count = (names.get(workload.name) ?? 0) + 1;
    names.set(workload.name, count);
    return count === 1
      ? [lowered]
      : [{ ...lowered, workload: { ...workload, id: `${workload.id}~${count}` } }];
  });
}

function machinesOf(configuration: Configuration, length: number): readonly Machine[] {
  if (configuration.machines.length > 0) return configuration.machines;
  const { configure } = configuration;
  if (configure === undefined) return [];
  // Without `define` there is one machine, which takes all of the file.
  const options = new Map();
  const log = { entries: [], level: 0 };
  const body = { start: 0, end: length };
  return [{ name: undefined, options, log, head: configure.head, body, conditional: false }];
}

function lowerMachine(
  machine: Machine,
  configuration: Configuration,
  file: Vagrantfile,
  path: string,
  maker: FactMaker,
  read: ScriptReader,
): LoweredMachine | undefined {
  const general = [...configuration.root.entries, ...machine.log.entries];
  const provider = chosenProvider(providersOf(general));
  // Vagrant also starts containers; such a machine is none.
  if (provider?.family === 'container') return undefined;
  const overrides = provider === undefined ? [] : providerEntries(general, provider.name, 'override');
  const entries = [...general, ...overrides];
  const escapes = occurrences(entries).find(({ entry }) => entry.kind === 'escape')?.entry;
  const escaped = escapes?.kind === 'escape' ? maker.unknown(escapes.reason, escapes.span) : undefined;
  const reading: MachineReading = { maker, entries, provider, escaped, head: machine.head };
  const place = maker.place(machine.head);
  const name = nameOf(machine, file, path);
  const { software, provisioners, secrets } = provisioningOf(reading, read);
  const own = (...paths: string[]): Setting | undefined =>
    follow(provider?.entries ?? [], assigned(...paths));
  const flag = (...flags: string[]): Setting | undefined =>
    follow(provider?.entries ?? [], customized(...flags));
  const family = provider?.family;
  /** The fact of a setting of the provider. */
  const fact = <T>(
    setting: Setting | undefined,
    convert: (value: KnownValue) => T | undefined,
    otherwise: Fact<T>,
  ) => maker.fact(setting, convert, otherwise.state === 'unknown' ? otherwise : (escaped ?? otherwise));

  const workload: VirtualMachine = {
    kind: 'vm',
    role: 'machine',
    id: `${path}#${name}`,
    name,
    format: 'vagrantfile',
    path,
    place,
    body: maker.place(machine.body),
    ...unsaidMachine(notStated),
    memory: fact(
      provider?.memory,
      memoryBytes,
      family === 'libvirt' ? byLibvirt(512 * mebibyte) : boxDecides,
    ),
    cpus: fact(provider?.cpus, positive, family === 'libvirt' ? byLibvirt(1) : boxDecides),
    ports: portsOf(reading),
    devices: devicesOf(reading),
    software,
    secrets: secretsOf(reading, secrets),
    operatingSystem: operatingSystem(reading),
    provisioners,
    labels: incomplete([], notExpressible),
    hypervisor: hypervisor(reading),
    acceleration: acceleration(reading),
    image: imageOf(reading),
    autostart: maker.argument(
      machine.options.get('autostart'),
      boolean,
      implied(
        true,
        { en: 'Vagrant starts all machines.', de: 'Vagrant startet alle Maschinen.' },
        defaults.multiMachine,
      ),
    ),
    disks: disksOf(reading),
    networkCards: networkCardsOf(reading),
    consoles: consolesOf(reading),
    sharedFolders: sharedFoldersOf(reading),
    graphicalInterface: fact(own('gui'), boolean, headless(reading)),
    clipboardShared: fact(flag('--clipboard-mode', '--clipboard'), enabled, virtualboxOff(reading)),
    dragAndDrop: fact(flag('--draganddrop', '--drag-and-drop'), enabled, virtualboxOff(reading)),
    firmware: firmwareOf(reading, flag('--firmware') ?? own('vmx.firmware'), own('loader')),
    secureBoot: fact(own('vmx.uefi.secureboot.enabled'), boolean, notStated),
    tpm: fact(own('tpm_path', 'tpm_version'), (value) => value.kind === 'string', notStated),
    nestedVirtualization: fact(
      flag('--nested-hw-virt') ?? own('nested', 'enable_virtualization_extensions', 'vmx.vhv.enable'),
      boolean,
      nestedDefault(reading),
    ),
    memoryBalloon: fact(
      own('memballoon_enabled') ?? own('maxmemory'),
      (value) => truth(value) ?? (numeric(value) === undefined ? undefined : true),
      notStated,
    ),
    memoryMinimum: own('maxmemory') === undefined ? notStated : fact(own('memory'), memoryBytes, notStated),
    confinement: notStated,
    cpuMode: fact(own('cpu_mode'), word, family === 'libvirt' ? byLibvirt('host-model') : notStated),
    architecture: fact(
      own('machine_arch', 'arch') ?? follow(entries, assigned('vm.box_architecture')),
      word,
      notStated,
    ),
    legacyDevices: legacyDevicesOf(reading),
    linkedClone: fact(own('linked_clone', 'differencing_disk'), boolean, linkedCloneDefault(reading)),
    insecureKey: insecureKey(reading),
    plaintextManagement: plaintextManagement(reading),
    managementInterfaces: managementInterfaces(reading),
  };
  return { workload, machine, provider };
}

function nameOf(machine: Machine, file: Vagrantfile, path: string): string {
  if (machine.name !== undefined) {
    // A name that only a run knows is shown as it is written.
    return text(machine.name.value) ?? file.text.slice(machine.name.span.start, machine.name.span.end);
  }
  return path.split('/').at(-2) || 'default';
}

// --- values -------------------------------------------------------------------------------------------------------

function memoryBytes(value: KnownValue): number | undefined {
  const plain = numeric(value);
  if (plain !== undefined) return plain > 0 ? plain * mebibyte : undefined;
  // The QEMU provider takes `4G`.
  const [, count, unit] = /^(\d+)\s*([MG])(?:i?B)?$/i.exec(text(value) ?? '') ?? [];
  if (count === undefined) return undefined;
  return Number(count) * mebibyte * (unit?.toUpperCase() === 'G' ? 1024 : 1);
}

function positive(value: KnownValue): number | undefined {
  const count = numeric(value) ?? numericAfter(value, 'cpus=');
  return count !== undefined && count > 0 ? count : undefined;
}

function numericAfter(value: KnownValue, prefix: string): number | undefined {
  const found = text(value)
    ?.split(',')
    .find((part) => part.startsWith(prefix));
  return found === undefined ? undefined : Number(found.slice(prefix.length));
}

function boolean(value: KnownValue): boolean | undefined {
  return truth(value);
}

function word(value: KnownValue): string | undefined {
  return value.kind === 'string' || value.kind === 'symbol' ? value.text : undefined;
}

/** `disabled` against `bidirectional`, `hosttoguest` and `guesttohost`. */
function enabled(value: KnownValue): boolean | undefined {
  const mode = word(value);
  return mode === undefined ? undefined : mode !== 'disabled';
}

// --- defaults -----------------------------------------------------------------------------------------------------

function byLibvirt<T>(value: T): Fact<T> {
  const why = { en: 'Default of vagrant-libvirt.', de: 'Standard von vagrant-libvirt.' };
  return implied(value, why, defaults.libvirt);
}

function headless({ provider }: MachineReading): Fact<boolean> {
  const why = {
    en: 'Vagrant starts machines without a window.',
    de: 'Vagrant startet Maschinen ohne Fenster.',
  };
  if (provider === undefined || provider.family === 'virtualbox')
    return implied(false, why, defaults.virtualboxDocs);
  if (provider.family === 'vmware') return implied(false, why, defaults.vmware);
  return notStated;
}

function virtualboxOff({ provider }: MachineReading): Fact<boolean> {
  if (provider !== undefined && provider.family !== 'virtualbox') return notExpressible;
  return boxDecides;
}

function nestedDefault({ provider }: MachineReading): Fact<boolean> {
  if (provider?.family === 'libvirt') return byLibvirt(false);
  if (provider?.family !== 'hyperv') return boxDecides;
  return implied(false, { en: 'Default of the provider.', de: 'Standard des Providers.' }, defaults.hyperv);
}

function linkedCloneDefault({ provider }: MachineReading): Fact<boolean> {
  const copies = {
    en: 'Unless told otherwise, the provider copies the whole box.',
    de: 'Ohne andere Angabe kopiert der Provider die ganze Box.',
  };
  const links = {
    en: 'The provider makes linked clones by itself.',
    de: 'Der Provider legt von sich aus verknüpfte Klone an.',
  };
  switch (provider?.family ?? 'virtualbox') {
    case 'virtualbox':
      return implied(false, copies, defaults.virtualbox);
    case 'hyperv':
      return implied(false, copies, defaults.hyperv);
    case 'vmware':
      return implied(true, links, defaults.vmware);
    case 'libvirt':
      return implied(true, links, defaults.libvirt);
    case 'parallels':
      return implied(true, links, defaults.parallels);
    default:
      return notStated;
  }
}

// --- single facts -------------------------------------------------------------------------------------------------

function hypervisor({ maker, provider }: MachineReading): Fact<Hypervisor> {
  if (provider === undefined) {
    const why = {
      en: 'Vagrant prefers VirtualBox where no provider is named.',
      de: 'Ohne genannten Provider bevorzugt Vagrant VirtualBox.',
    };
    return implied('virtualbox', why, defaults.provider);
  }
  const named = stated(hypervisorOf(provider.family), maker.place(provider.span));
  if (provider.family !== 'libvirt') return named;
  const driver = follow(provider.entries, assigned('driver'));
  return maker.fact(driver, (value) => drivers[word(value) ?? ''], named);
}

/** Drivers of the libvirt provider. */
const drivers: Readonly<Record<string, Hypervisor>> = { kvm: 'kvm', qemu: 'qemu', xen: 'xen' };

/** Only the libvirt provider says it, with its driver; the provider named qemu picks an accelerator by itself. */
function acceleration({ maker, provider }: MachineReading): VirtualMachine['acceleration'] {
  if (provider?.family !== 'libvirt') return notStated;
  const ofDriver = { kvm: 'hardware', qemu: 'software' } as const;
  const driver = follow(provider.entries, assigned('driver'));
  return maker.fact(
    driver,
    (value) => {
      const name = word(value);
      return name === 'kvm' || name === 'qemu' ? ofDriver[name] : undefined;
    },
    notStated,
  );
}

function imageSetting({ entries, provider }: MachineReading): Setting | undefined {
  const inProvider = provider?.family === 'cloud' ? ['ami', 'vm_image', 'image', 'vm_image_urn'] : [];
  return (
    follow(provider?.entries ?? [], assigned(...inProvider)) ??
    follow(entries, assigned('vm.box', 'vm.clone'))
  );
}

function imageOf(reading: MachineReading): Fact<string> {
  return reading.maker.fact(imageSetting(reading), word, reading.escaped ?? notStated);
}

function operatingSystem(reading: MachineReading): Fact<OperatingSystem> {
  const { maker, entries, provider } = reading;
  const why = {
    en: 'The name of the box reveals the operating system.',
    de: 'Der Name der Box verrät das Betriebssystem.',
  };
  const box = imageSetting(reading);
  const name = maker.fact(box, word, reading.escaped ?? notStated);
  const candidates = [
    name,
    maker.fact(follow(entries, assigned('vm.box_url')), word, notStated),
    maker.fact(follow(provider?.entries ?? [], customized('--ostype')), osType, notStated),
    maker.fact(follow(entries, assigned('vm.guest')), word, notStated),
  ];
  for (const candidate of candidates) {
    if (candidate.state === 'unknown') {
      // A box that only a run knows is not overruled by a weaker hint.
      if (candidate === name && box !== undefined) return candidate;
      continue;
    }
    const os = operatingSystemOf(candidate.value);
    if (os === undefined) continue;
    if (candidate.state === 'implied') return { ...candidate, value: os };
    return implied(os, why, defaults.boxName, candidate.place);
  }
  return name.state === 'unknown' ? name : boxDecides;
}

/** VirtualBox's types run name, release and width together: `Ubuntu22_LTS_64`, `Windows2016_64`. */
function osType(value: KnownValue): string | undefined {
  return word(value)
    ?.replace(/_64$/, '')
    .replace(/([a-z])(\d)/i, '$1-$2')
    .replaceAll('_', '-');
}

function firmwareOf(
  { maker }: MachineReading,
  named: Setting | undefined,
  loader: Setting | undefined,
): Fact<'bios' | 'uefi'> {
  const convert = (value: KnownValue): 'bios' | 'uefi' | undefined => {
    const name = word(value)?.toLowerCase();
    if (name === undefined) return undefined;
    return /efi|ovmf|code/.test(name) ? 'uefi' : 'bios';
  };
  return maker.fact(named ?? loader, convert, boxDecides);
}

function insecureKey({ maker, entries, escaped }: MachineReading): Fact<boolean> {
  const key = follow(entries, assigned('ssh.private_key_path'));
  const paths = key === undefined ? [] : keyPaths(key.value.kind === 'unknown' ? undefined : key.value);
  if (key !== undefined && paths.some((path) => path.includes('insecure_private_key'))) {
    return stated(true, maker.place(key.span));
  }
  const insert = follow(entries, assigned('ssh.insert_key'));
  // Over WinRM, Vagrant puts no key in place; what the box holds stays.
  if (insert === undefined && isWinrm(entries)) return boxDecides;
  const replaced = implied(
    false,
    {
      en: 'Vagrant replaces the public key by default.',
      de: 'Vagrant ersetzt den öffentlichen Schlüssel von sich aus.',
    },
    defaults.ssh,
  );
  const inserts = maker.fact(insert, boolean, escaped ?? implied(true, replaced.why, replaced.source));
  if (inserts.state === 'unknown') return inserts;
  if (inserts.value) return inserts.state === 'stated' ? { ...inserts, value: false } : (escaped ?? replaced);
  // With a key of one's own, the box decides whether the public one is in it as well.
  return key === undefined ? { ...inserts, value: true } : boxDecides;
}

function isWinrm(entries: readonly Entry[]): boolean {
  return text(follow(entries, assigned('vm.communicator'))?.value) === 'winrm';
}

function keyPaths(value: KnownValue | undefined): readonly string[] {
  if (value === undefined) return [];
  return value.kind === 'array' ? value.items.flatMap((item) => text(item) ?? []) : [text(value) ?? ''];
}

function plaintextManagement({ maker, entries, escaped }: MachineReading): Facts<string> {
  const found: Known<string>[] = [];
  const transport = follow(entries, assigned('winrm.transport'));
  const basic = follow(entries, assigned('winrm.basic_auth_only'));
  if (text(transport?.value) === 'plaintext' && transport !== undefined) {
    found.push(stated('winrm', maker.place(transport.span)));
  } else if (truth(basic?.value) === true && basic !== undefined && text(transport?.value) !== 'ssl') {
    found.push(stated('winrm', maker.place(basic.span)));
  }
  return escaped === undefined ? complete(found) : incomplete(found, escaped);
}

function devicesOf({ maker, provider, escaped }: MachineReading): VirtualMachine['devices'] {
  const found: Known<VirtualMachine['devices']['items'][number]['value']>[] = [];
  for (const { entry } of occurrences(provider?.entries ?? [])) {
    const words = customization(entry)?.map((value) => text(value) ?? '') ?? [];
    if (entry.kind !== 'call') continue;
    const place = maker.place(entry.span);
    const named = words[words.indexOf('--name') + 1] ?? 'usb';
    if (words[0] === 'usbfilter' && words[1] === 'add')
      found.push(stated({ kind: 'usb', name: named }, place));
    const pci = words[words.indexOf('--pciattach') + 1];
    if (words.includes('--pciattach')) found.push(stated({ kind: 'pci', name: pci ?? '' }, place));
    if (provider?.family !== 'libvirt') continue;
    const detail = [...entry.options].map(([key, { value }]) => `${key}=${text(value) ?? '?'}`).join(' ');
    if (entry.path === 'usb' || entry.path === 'redirdev')
      found.push(stated({ kind: 'usb', name: detail }, place));
    if (entry.path === 'pci') found.push(stated({ kind: 'pci', name: detail }, place));
  }
  return escaped === undefined ? complete(found) : incomplete(found, escaped);
}

function consolesOf({ maker, provider, escaped }: MachineReading): VirtualMachine['consoles'] {
  const own = (...paths: string[]): Setting | undefined =>
    follow(provider?.entries ?? [], assigned(...paths));
  if (provider?.family === 'libvirt') {
    const type = own('graphics_type');
    const kind = text(type?.value) ?? 'vnc';
    if (kind === 'none') return complete([]);
    if (kind !== 'vnc' && kind !== 'spice') return incomplete([], notStated);
    const address = maker.fact(own('graphics_ip'), word, escaped ?? byLibvirt('127.0.0.1'));
    const password = maker.fact(own('graphics_passwd'), (value) => word(value) !== '', byLibvirt(false));
    const span = (own('graphics_ip') ?? type)?.span;
    const console = { kind, address, password } as const;
    const why = { en: 'Default of vagrant-libvirt.', de: 'Standard von vagrant-libvirt.' };
    return complete([
      span === undefined ? implied(console, why, defaults.libvirt) : stated(console, maker.place(span)),
    ]);
  }
  if (provider?.family !== 'virtualbox') return incomplete([], boxDecides);
  const remote = follow(provider.entries, customized('--vrde', '--vrdp'));
  if (remote === undefined) return incomplete([], boxDecides);
  if (truth(remote.value) !== true) return complete([]);
  const address = maker.fact(
    follow(provider.entries, customized('--vrdeaddress', '--vrde-address')),
    word,
    boxDecides,
  );
  return complete([stated({ kind: 'rdp', address, password: boxDecides }, maker.place(remote.span))]);
}

function legacyDevicesOf({ maker, provider }: MachineReading): Facts<string> {
  if (provider?.family !== 'libvirt') return incomplete([], boxDecides);
  const found: Known<string>[] = [];
  for (const [path, names] of legacyChoices) {
    const setting = follow(provider.entries, assigned(path));
    const name = text(setting?.value);
    if (setting !== undefined && name !== undefined && names.includes(name)) {
      found.push(stated(name, maker.place(setting.span)));
    }
  }
  return incomplete(found, notStated);
}

const legacyChoices: readonly (readonly [string, readonly string[]])[] = [
  ['video_type', ['cirrus']],
  ['sound_type', ['sb16', 'es1370', 'pcspk']],
  ['nic_model_type', ['ne2k_pci', 'ne2k_isa']],
];

/** `libvirt.qemuargs value: '-qmp'` and the like: control sockets of QEMU that listen on the network. */
/** Addresses after `-monitor` or `-qmp`, which may stand in a call of their own; only a `server` listens. */
function managementInterfaces({ maker, provider, escaped }: MachineReading): Facts<string> {
  const found: Known<string>[] = [];
  let flag = '';
  for (const { entry } of calls(provider?.entries ?? [], 'qemuargs')) {
    for (const word of (text(entry.options.get('value')?.value) ?? '').split(/\s+/)) {
      const isListening =
        /^(tcp|telnet|udp):/.test(word) && (/(^|,)server\b/.test(word) || word.startsWith('udp:'));
      if (/^-(monitor|qmp|qmp-pretty)$/.test(flag) && isListening) {
        found.push(stated(word.split(',')[0] ?? word, maker.place(entry.span)));
      }
      flag = word;
    }
  }
  return escaped === undefined ? complete(found) : incomplete(found, escaped);
}
