// A Vagrantfile's configuration as workloads: one virtual machine each.

import {
  type Fact,
  implied,
  incomplete,
  isKnown,
  notExpressible,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import { mebibyte } from '../../core/size';
import type { Hypervisor, VirtualMachine } from '../../core/workload';
import { instanceSize } from '../../knowledge/instance-sizes';
import type { Surroundings } from '../format';
import type { Grammar } from '../grammar/grammar';
import { unsaidMachine } from '../unsaid';
import { insecureKey, plaintextManagement } from './access';
import { imageChecksumOf, imageOf, imageVersionOf, operatingSystem } from './box';
import type { Configuration, Machine } from './configuration';
import { consolesOf, devicesOf, hostChannelsOf, legacyDevicesOf, managementInterfaces } from './devices';
import { disksOf } from './disks';
import { type FactMaker, factMaker } from './facts';
import { sharedFoldersOf } from './folders';
import { networkCardsOf, portsOf } from './networks';
import type { Vagrantfile } from './parse';
import { chosenProvider, hypervisorOf, type Provider, providersOf } from './providers';
import { provisioningOf, type ScriptReader, scriptReader } from './provisioning';
import { boxDecides, byLibvirt, type MachineReading } from './reading';
import { secretsOf } from './secrets';
import {
  assigned,
  calls,
  customized,
  follow,
  numeric,
  occurrences,
  providerEntries,
  type Setting,
  text,
  truth,
  word,
} from './settings';
import { snapshotsOf } from './snapshots';
import { defaults } from './sources';
import type { KnownValue } from './value';

/** A machine of the file with what it was lowered from. */
export interface LoweredMachine {
  readonly workload: VirtualMachine;
  readonly machine: Machine;
  readonly provider: Provider | undefined;
}

/**
 * The virtual machines of a Vagrantfile. `bash` reads inline scripts, without it their content is unknown; scripts of
 * other files are looked for `around` it.
 */
export function lower(
  file: Vagrantfile,
  path: string,
  around: Surroundings,
  bash?: Grammar,
): readonly LoweredMachine[] {
  const { configuration } = file;
  const maker = factMaker(path, file.text.length);
  const names = new Map<string, number>();
  const read = scriptReader(bash);
  return machinesOf(configuration, file.text.length).flatMap((machine) => {
    const lowered = lowerMachine(machine, configuration, file, path, around, maker, read);
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
  around: Surroundings,
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
  const reading: MachineReading = { path, around, maker, entries, provider, escaped, head: machine.head };
  const place = maker.place(machine.head);
  const name = nameOf(machine, file, path);
  const { software, provisioners, secrets, automaticUpdates } = provisioningOf(reading, read);
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

  const instanceType =
    family === 'cloud'
      ? fact(own('instance_type', 'vm_size', 'machine_type', 'flavor', 'size'), word, notStated)
      : notExpressible;

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
      family === 'libvirt' ? byLibvirt(512 * mebibyte) : bySize(reading, instanceType, 'memory'),
    ),
    cpus: fact(
      provider?.cpus,
      positive,
      family === 'libvirt' ? byLibvirt(1) : bySize(reading, instanceType, 'cpus'),
    ),
    ports: portsOf(reading),
    devices: devicesOf(reading),
    software,
    secrets: secretsOf(reading, secrets),
    operatingSystem: operatingSystem(reading),
    provisioners,
    labels: incomplete([], notExpressible),
    replicas: implied(
      1,
      { en: 'Vagrant starts each machine once.', de: 'Vagrant startet jede Maschine einmal.' },
      defaults.multiMachine,
    ),
    hypervisor: hypervisor(reading),
    acceleration: acceleration(reading),
    instanceType,
    image: imageOf(reading),
    imageVersion: imageVersionOf(reading),
    imageChecksum: imageChecksumOf(reading),
    autostart: maker.argument(
      machine.options.get('autostart'),
      truth,
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
    graphicalInterface: fact(own('gui'), truth, headless(reading)),
    clipboardShared: fact(flag('--clipboard-mode', '--clipboard'), enabled, virtualboxOff(reading)),
    dragAndDrop: fact(flag('--draganddrop', '--drag-and-drop'), enabled, virtualboxOff(reading)),
    firmware: firmwareOf(reading, flag('--firmware') ?? own('vmx.firmware'), own('loader')),
    secureBoot: fact(own('vmx.uefi.secureboot.enabled'), truth, notStated),
    tpm: fact(own('tpm_path', 'tpm_version'), (value) => value.kind === 'string', notStated),
    nestedVirtualization: fact(
      flag('--nested-hw-virt') ?? own('nested', 'enable_virtualization_extensions', 'vmx.vhv.enable'),
      truth,
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
    linkedClone: fact(own('linked_clone', 'differencing_disk'), truth, linkedCloneDefault(reading)),
    insecureKey: insecureKey(reading),
    plaintextManagement: plaintextManagement(reading),
    managementInterfaces: managementInterfaces(reading),
    memorySharing: fact(
      flag('--pagefusion', '--page-fusion') ?? unsharedPages(provider),
      truth,
      virtualboxOff(reading),
    ),
    snapshots: snapshotsOf(reading),
    automaticUpdates,
    hostChannels: hostChannelsOf(reading),
  };
  return { workload, machine, provider };
}

function nameOf(machine: Machine, file: Vagrantfile, path: string): string {
  if (machine.name !== undefined) {
    return (
      text(machine.name.value) ?? asWritten(file.text.slice(machine.name.span.start, machine.name.span.end))
    );
  }
  return path.split('/').at(-2) || 'default';
}

/** A name that only a run knows: the variable it is put into, else the expression, a string without its quotes. */
function asWritten(expression: string): string {
  return /^(\$?\w+) *=(?!=)/.exec(expression)?.[1] ?? expression.replace(/^"([^"]*)"$/, '$1');
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

/** `disabled` against `bidirectional`, `hosttoguest` and `guesttohost`. */
function enabled(value: KnownValue): boolean | undefined {
  const mode = word(value);
  return mode === undefined ? undefined : mode !== 'disabled';
}

// --- defaults -----------------------------------------------------------------------------------------------------

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

/** What the cloud gives a machine of that size; elsewhere the box decides. */
function bySize({ provider }: MachineReading, size: Fact<string>, part: 'memory' | 'cpus'): Fact<number> {
  const cloud = provider === undefined ? 'other' : hypervisorOf(provider);
  if (cloud !== 'aws' && cloud !== 'azure' && cloud !== 'gcp') return boxDecides;
  const known = isKnown(size) ? instanceSize(cloud, size.value) : undefined;
  return known === undefined
    ? unknown(sizeDecides)
    : implied(known[part], sizeDecides, known.source, size.place);
}

const sizeDecides = {
  en: 'The size of the instance decides it.',
  de: 'Die Größe der Instanz entscheidet es.',
};

function hypervisor({ maker, provider }: MachineReading): Fact<Hypervisor> {
  if (provider === undefined) {
    const why = {
      en: 'Vagrant prefers VirtualBox where no provider is named.',
      de: 'Ohne genannten Provider bevorzugt Vagrant VirtualBox.',
    };
    return implied('virtualbox', why, defaults.provider);
  }
  const named = stated(hypervisorOf(provider), maker.place(provider.span));
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

/** `libvirt.memorybacking :nosharepages`, as the value of a flag for sharing. */
function unsharedPages(provider: Provider | undefined): Setting | undefined {
  const own = calls(provider?.entries ?? [], 'memorybacking').find(
    ({ entry, certainty }) => certainty !== 'open' && text(entry.args[0]?.value) === 'nosharepages',
  );
  return own && { value: { kind: 'boolean', value: false }, span: own.entry.span };
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
