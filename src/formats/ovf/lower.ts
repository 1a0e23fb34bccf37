// Turns an OVF descriptor into the workload model; what VirtualBox adds of its own fills what OVF cannot say.
import {
  type Fact,
  type Facts,
  implied,
  incomplete,
  isKnown,
  join,
  type Known,
  listed,
  notExpressible,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import { fileNameOf } from '../../core/path';
import type {
  HostChannel,
  Hypervisor,
  Label,
  OperatingSystem,
  Secret,
  VirtualMachine,
} from '../../core/workload';
import {
  operatingSystemOfCimId,
  operatingSystemOfDescription,
  operatingSystemOfVirtualBox,
  operatingSystemOfVmware,
} from '../../knowledge/guest-ids';
import { secretQuality } from '../../knowledge/secrets';
import { documents } from '../../knowledge/sources';
import { type MachineFacts, unsaidMachine } from '../unsaid';
import { truthOf, wholeNumber } from '../values';
import { machineFacts } from '../virtualbox/facts';
import { textOf, type XmlElement } from '../xml/tree';
import { isPlaceholder, type Reader, type Written, xmlReader } from '../xml/values';
import { readCards, readDisks, readLegacyDevices, resource } from './devices';
import { type Extra, extraOf } from './extra';
import { amount, configuration, field, type Hardware, hardwareOf, itemsOf, quantity } from './hardware';
import { biosBoot, noName, unreadable } from './messages';
import { attribute, childOf, childrenOf, type OvfFile, type System } from './parse';

/** The virtual systems of a file as machines. */
export function lowerSystems({ systems, document }: OvfFile, path: string): readonly VirtualMachine[] {
  const read = xmlReader(path, unreadable);
  const taken = new Map<string, number>();
  return systems.map((system) => {
    const name = nameOf(system) ?? fileNameOf(path).replace(/\.ovf.*$/i, '');
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    const own = systemFacts(system, read, document.text, path);
    const machine = childOf(system.element, 'Machine');
    return {
      kind: 'vm',
      role: 'machine',
      id: `${path}#${name}${count > 1 ? `~${count}` : ''}`,
      name,
      format: 'ovf',
      path,
      place: read.tag(system.element),
      body: read.at(system.element),
      ...(machine === undefined ? own : filledIn(own, machineFacts(machine, read))),
    };
  });
}

function nameOf({ element }: System): string | undefined {
  const label = childOf(element, 'Name');
  const candidates: readonly (Written | undefined)[] = [
    attribute(element, 'id'),
    label === undefined ? undefined : textOf(label),
  ];
  return candidates.find(
    (written) => written !== undefined && written.value !== '' && !isPlaceholder(written),
  )?.value;
}

function systemFacts(system: System, read: Reader, text: string, path: string): MachineFacts {
  const hardware = hardwareOf(system);
  const { section, rest } = hardware;
  const list = <T>(...items: (readonly Known<T>[])[]): Facts<T> => listed(items.flat(), rest);
  const extra = extraOf(text, path, section);
  const configured = (key: string): Written | undefined => attribute(configuration(section, key), 'value');
  const memory = itemsOf(hardware, resource.memory)[0];
  const processor = itemsOf(hardware, resource.processor)[0];
  const firmware = read.value(configured('firmware'), (value) =>
    /^efi$/i.test(value) ? 'uefi' : /^bios$/i.test(value) ? 'bios' : undefined,
  );
  return {
    ...unsaidMachine(notExpressible),
    memory: memory === undefined ? (rest ?? notStated) : amount(read, memory, 'VirtualQuantity'),
    cpus: processor === undefined ? (rest ?? notStated) : quantity(read, processor, 'VirtualQuantity'),
    secrets: list(productsOf(system).flatMap((product) => secretsOf(read, product))),
    operatingSystem: operatingSystem(system, read),
    labels: list(productsOf(system).flatMap((product) => labelsOf(read, product))),
    replicas: replicasOf(system, read),
    hypervisor: hypervisorOf(section, read),
    autostart: autostartOf(system, read),
    disks: list(readDisks(read, system, hardware)),
    networkCards: list(readCards(read, hardware)),
    consoles: extra.consoles.length > 0 ? list(extra.consoles) : incomplete([], notStated),
    clipboardShared: extra.clipboardShared,
    dragAndDrop: extra.dragAndDrop,
    firmware,
    secureBoot: secureBoot(
      firmware,
      read.value(configured('bootOptions.efiSecureBootEnabled'), truthOf),
      extra,
    ),
    tpm: tpmOf(hardware, read),
    nestedVirtualization: orElse(
      read.value(configured('nestedHVEnabled'), truthOf),
      extra.settings.truth('vhv.enable'),
    ),
    memoryBalloon: extra.memoryBalloon,
    memoryMinimum: memory === undefined ? notStated : amount(read, memory, 'Reservation'),
    legacyDevices: list(readLegacyDevices(read, hardware)),
    hostChannels: incomplete([...graphicsOf(hardware, read), ...extra.channels], notStated),
  };
}

function orElse<T>(first: Fact<T>, second: Fact<T>): Fact<T> {
  return first === notStated ? second : first;
}

/** What VirtualBox says of its machine, where the descriptor around it says nothing. */
function filledIn(own: MachineFacts, machine: MachineFacts): MachineFacts {
  const known = <T>(first: Fact<T>, second: Fact<T>): Fact<T> => (isKnown(first) ? first : second);
  return {
    ...machine,
    memory: known(own.memory, machine.memory),
    cpus: known(own.cpus, machine.cpus),
    secrets: join(own.secrets, machine.secrets),
    operatingSystem: known(own.operatingSystem, machine.operatingSystem),
    labels: join(own.labels, machine.labels),
    replicas: own.replicas,
    hypervisor: known(own.hypervisor, machine.hypervisor),
    autostart: known(own.autostart, machine.autostart),
    disks: own.disks,
    // VirtualBox names the kind of each network, the descriptor only its name.
    networkCards: machine.networkCards.items.length > 0 ? machine.networkCards : own.networkCards,
    legacyDevices: own.legacyDevices,
    memoryMinimum: own.memoryMinimum,
  };
}

function operatingSystem({ element }: System, read: Reader): Fact<OperatingSystem> {
  const section = childOf(element, 'OperatingSystemSection');
  if (section === undefined) return notStated;
  const description = childOf(section, 'Description');
  const virtualBox = childOf(section, 'OSType');
  const candidates: readonly (readonly [
    Written | undefined,
    (text: string) => OperatingSystem | undefined,
  ])[] = [
    [attribute(section, 'osType'), operatingSystemOfVmware],
    [virtualBox === undefined ? undefined : textOf(virtualBox), operatingSystemOfVirtualBox],
    [description === undefined ? undefined : textOf(description), operatingSystemOfDescription],
    [attribute(section, 'id'), (id) => operatingSystemOfCimId(wholeNumber(id) ?? 0)],
  ];
  const found = candidates.flatMap(([written, convert]) => {
    const fact = read.value(written, convert);
    return isKnown(fact) ? [fact] : [];
  });
  // The most exact one counts: a release, else a distribution.
  return (
    found.find(({ value }) => value.release !== undefined) ??
    found.find(({ value }) => value.distribution !== undefined) ??
    found[0] ??
    unknown(noName, read.tag(section))
  );
}

// VirtualSystemType: one id, or several in the order of preference.
const hypervisors: readonly (readonly [RegExp, Hypervisor])[] = [
  [/^vmx-/i, 'vmware'],
  [/^virtualbox/i, 'virtualbox'],
  [/^xen/i, 'xen'],
  [/^(?:kvm|engine)/i, 'kvm'],
  [/^qemu/i, 'qemu'],
  [/^(?:hyper-?v|ms-?vm|vmms|microsoft)/i, 'hyperv'],
  [/^parallels/i, 'parallels'],
];

function hypervisorOf(section: XmlElement | undefined, read: Reader): Fact<Hypervisor> {
  const type = childOf(childOf(section, 'System'), 'VirtualSystemType');
  return read.value(type === undefined ? undefined : textOf(type), (text) => {
    const [first = ''] = text.split(/[\s,]+/);
    return first === '' ? undefined : (hypervisors.find(([pattern]) => pattern.test(first))?.[1] ?? 'other');
  });
}

/** The product sections of a system and of the collections around it. */
function productsOf({ element, collections, envelope }: System): readonly XmlElement[] {
  return [element, ...collections, envelope].flatMap((owner) => childrenOf(owner, 'ProductSection'));
}

const login =
  /(?:^|[^a-z])(?:va)?(?:root|admin(?:istrator)?|user|guest|ssh|os|system|login|console)(?:[^a-z]|pass|pw|$)/i;

/** Passwords among the properties that have a value in the file. */
function secretsOf(read: Reader, product: XmlElement): readonly Known<Secret>[] {
  return childrenOf(product, 'Property').flatMap((element) => {
    const key = attribute(element, 'key')?.value ?? '';
    // Other properties are for what runs in the guest.
    const name = login.test(key) ? key : `property: ${key}`;
    const isPassword =
      truthOf(attribute(element, 'password')?.value ?? '') === true ||
      attribute(element, 'type')?.value === 'password';
    const values = [element, ...childrenOf(element, 'Value')].flatMap(
      (owner) => attribute(owner, 'value') ?? [],
    );
    return values.flatMap((written): Known<Secret>[] => {
      if (written.value === '' || written.value.includes('${')) return [];
      const quality = isPlaceholder(written)
        ? 'placeholder'
        : (secretQuality(key, written.value) ??
          (isPassword ? (secretQuality('PASSWORD', written.value) ?? 'literal') : undefined));
      return quality === undefined || (quality === 'placeholder' && !isPassword)
        ? []
        : [stated({ kind: 'password', name, quality }, read.at(written))];
    });
  });
}

const labelled = ['Product', 'Vendor', 'Version'];

function labelsOf(read: Reader, product: XmlElement): readonly Known<Label>[] {
  return labelled.flatMap((key) => {
    const element = childOf(product, key);
    const text = element === undefined ? undefined : textOf(element);
    return element === undefined || text === undefined
      ? []
      : [stated<Label>({ key: key.toLowerCase(), value: read.text(text) }, read.tag(element))];
  });
}

function replicasOf({ element }: System, read: Reader): Fact<number> {
  const count = childOf(childOf(element, 'ScaleOutSection'), 'InstanceCount');
  return read.value(attribute(count, 'default'), wholeNumber);
}

function autostartOf({ element, collections }: System, read: Reader): Fact<boolean> {
  const id = attribute(element, 'id')?.value;
  const entry = collections
    .flatMap((collection) => childrenOf(childOf(collection, 'StartupSection'), 'Item'))
    .find((item) => attribute(item, 'id')?.value === id);
  return read.value(attribute(entry, 'startAction'), (action) =>
    action === '' ? undefined : action !== 'none',
  );
}

function secureBoot(
  firmware: VirtualMachine['firmware'],
  configured: Fact<boolean>,
  { settings }: Extra,
): Fact<boolean> {
  const said = orElse(configured, settings.truth('uefi.secureboot.enabled'));
  if (said !== notStated || !isKnown(firmware) || firmware.value !== 'bios') return said;
  return implied(false, biosBoot, documents.ovf, firmware.place);
}

/** A TPM is exported as an item of its own; its absence says nothing, since most exports leave it out. */
function tpmOf({ items }: Hardware, read: Reader): Fact<boolean> {
  const item = items.find((candidate) =>
    /vtpm|\.tpm/i.test(field(candidate, 'ResourceSubType')?.value ?? ''),
  );
  return item === undefined ? notStated : stated(true, read.tag(item.element));
}

function graphicsOf(hardware: Hardware, read: Reader): readonly Known<HostChannel>[] {
  return itemsOf(hardware, resource.graphics).flatMap(({ element }): Known<HostChannel>[] => {
    const support = configuration(element, 'enable3DSupport');
    if (support === undefined || truthOf(attribute(support, 'value')?.value ?? '') !== true) return [];
    return [stated({ kind: 'accelerated-graphics', setting: 'enable3DSupport="true"' }, read.tag(support))];
  });
}
