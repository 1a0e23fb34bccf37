// Lowers KubeVirt's machines into the workload model.
import {
  complete,
  type Fact,
  implied,
  incomplete,
  is,
  isKnown,
  type Known,
  listed,
  mapFact,
  notExpressible,
  notStated,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { Span } from '../../core/span';
import type { GraphicalConsole, HostChannel, Memory, VirtualMachine } from '../../core/workload';
import type { Surroundings } from '../format';
import { viewOf } from '../kubernetes/access';
import { namespaceOf, searchFrom } from '../kubernetes/cluster';
import { isPatch } from '../kubernetes/kustomize';
import { type KubernetesFile, workloadId } from '../kubernetes/parse';
import { labelsOf } from '../kubernetes/pod';
import * as values from '../kubernetes/values';
import { unsaidMachine } from '../unsaid';
import { brokenYaml } from '../yaml/messages';
import { isBroken } from '../yaml/parse';
import type { Entry, Section, View } from '../yaml/view';
import { cardsOf, disksOf, foldersOf, legacyDevicesOf, passedThrough } from './devices';
import { guestOf } from './guest';
import * as messages from './messages';
import { type MachineNode, machinesOf, snapshotsOf } from './parse';
import { type OpenService, openServices, portsOf } from './ports';
import { ownSize, type Size, sizeOfType } from './sizes';
import { userDataOf } from './user-data';
import { type Lookup, volumesOf } from './volumes';

/** Kinds that a machine refers to; what another file must hold to be worth reading. */
const speaking =
  /\bkind["']?\s*:\s*["']?(?:VirtualMachine(?:Cluster)?Instancetype|DataVolume|PersistentVolumeClaim|Secret|Service)\b/;

/** The machines of a file; `lostAt` is the first object that was too much to read. */
export function lower(
  file: KubernetesFile,
  path: string,
  around: Surroundings,
): { readonly machines: readonly VirtualMachine[]; readonly lostAt?: Span } {
  const nodes = machinesOf(file);
  const machines: VirtualMachine[] = [];
  if (nodes.length === 0) return { machines };
  const view = viewOf(file, path);
  const search = searchFrom(file, path, around, speaking);
  const lookup: Lookup = (kind, name) => search(kind).find(({ object }) => object.name === name);
  const services = openServices(search('Service'));
  const whole = isPatch(path, around);
  const seen = new Map<string, number>();
  for (const node of nodes) {
    const { name, header } = node.object;
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    const id = workloadId(path, name, number);
    const machine = lowerMachine(file, view, node, lookup, services, whole, id);
    if (file.reader.exhausted()) return { machines, lostAt: header.keySpan };
    machines.push(machine);
  }
  return { machines };
}

function lowerMachine(
  file: KubernetesFile,
  view: View,
  node: MachineNode,
  lookup: Lookup,
  services: readonly OpenService[],
  isPatch: boolean,
  id: string,
): VirtualMachine {
  const { object } = node;
  const { at, inner, scalar, get } = view;
  const place = at(object.header.span);
  const whole = isBroken(file.yaml, object.map.span)
    ? unknown(brokenYaml, place)
    : isPatch
      ? unknown(messages.patch, place)
      : undefined;
  const objectSection = view.section(object.map, whole);
  const instance = view.section(node.instance, whole);
  const holder = view.section(node.holder, whole);
  const machine: Section = node.machine === undefined ? {} : view.section(node.machine, whole);
  const domain = inner(instance, 'domain');
  const devices = inner(domain, 'devices');
  const metadata = inner(holder, 'metadata');

  const matcher = inner(machine, 'instancetype');
  const instanceType =
    node.machine === undefined ? notExpressible : scalar(matcher, 'name', values.literal, notStated);
  const own = ownSize(view, domain);
  const size: Size =
    matcher.map !== undefined
      ? isKnown(instanceType)
        ? sizeOfType(view, matcher, instanceType, lookup)
        : { memory: instanceType, cpus: instanceType }
      : { memory: unless(own.memory, matcher.gap), cpus: unless(own.cpus, matcher.gap) };

  const preferred = inner(machine, 'preference');
  const preference =
    preferred.map === undefined ? preferred.gap : unknown(messages.preferenceDecides, at(preferred.map.span));

  const volumes = volumesOf(view, instance, machine, lookup);
  const folders = foldersOf(view, devices, volumes);
  const { disks, rest: moreDisks } = disksOf(view, devices, volumes, folders);
  const { cards, functions } = cardsOf(view, instance, devices, preference);
  const architecture = scalar(instance, 'architecture', architectureOf, messages.clusterDecides);
  const firmware = firmwareOf(view, domain, preference, architecture);
  const objectMetadata = inner(objectSection, 'metadata');
  const { software, secrets, provisioners, automaticUpdates, plaintextManagement, ...data } = userDataOf(
    file,
    view,
    volumes,
    metadata,
    place,
    lookup,
  );
  const guest = guestOf(view, { metadata, objectMetadata, preferred, userData: data.operatingSystem }, disks);
  const labels = labelsOf(view, node.holder === object.map ? [metadata] : [metadata, objectMetadata]);
  const diskFacts = disks.map(({ fact }) => fact);

  return {
    kind: 'vm',
    role: 'machine',
    id,
    name: object.name,
    format: 'kubevirt',
    path: place.path,
    place,
    body: at(object.map.span),
    ...unsaidMachine(notExpressible),
    memory: size.memory,
    cpus: size.cpus,
    ports: portsOf(object.name, namespaceOf(object, view), labels, services),
    devices: passedThrough(view, devices, functions),
    software,
    secrets,
    provisioners,
    automaticUpdates,
    plaintextManagement,
    ...guest,
    labels,
    replicas: replicasOf(view, node, inner(objectSection, 'spec')),
    instanceType,
    hypervisor: stated('kubevirt', place),
    acceleration: messages.clusterDecides,
    autostart: autostartOf(view, node, machine),
    disks: listed(diskFacts, moreDisks),
    networkCards: cards,
    consoles: consolesOf(view, devices, preference),
    sharedFolders: folders,
    firmware,
    secureBoot: secureBootOf(view, domain, firmware),
    tpm: presence(view, devices, 'tpm', preference),
    nestedVirtualization: nestedOf(view, domain),
    memoryBalloon: scalar(devices, 'autoattachMemBalloon', values.boolean, preference ?? messages.balloon),
    memoryMinimum: pinnedMemory(view, domain, size.memory),
    cpuMode: scalar(inner(domain, 'cpu'), 'model', cpuMode, messages.clusterDecides),
    architecture,
    legacyDevices: legacyDevicesOf(view, devices),
    memorySharing: messages.clusterDecides,
    confinement: messages.clusterDecides,
    snapshots: incomplete(
      snapshotsOf(file, object.name).map(({ name, header }) => stated(name, at(header.span))),
      notExpressible,
    ),
    hostChannels: incomplete(channelsOf(get(devices, 'downwardMetrics')), notExpressible),
  };
}

/** What is stated, else why something else may decide it. */
function unless<T>(fact: Fact<T>, gap: Unknown | undefined): Fact<T> {
  return fact.state === 'stated' ? fact : (gap ?? fact);
}

/** Huge pages and CPUs of its own come with memory that nobody takes back. */
function pinnedMemory(view: View, domain: Section, memory: Fact<Memory>): Fact<number> {
  const cpu = view.inner(domain, 'cpu');
  const isPinned =
    view.get(view.inner(domain, 'memory'), 'hugepages') !== undefined ||
    view.get(cpu, 'realtime') !== undefined ||
    is(view.scalar(cpu, 'dedicatedCpuPlacement', values.boolean, notStated), true);
  return isPinned && isKnown(memory) && memory.value !== 'unlimited'
    ? { ...memory, value: memory.value }
    : notExpressible;
}

const architectures: Readonly<Record<string, string>> = {
  amd64: 'x86_64',
  arm64: 'aarch64',
  ppc64le: 'ppc64le',
  s390x: 's390x',
};

function architectureOf(text: string): string | undefined {
  return architectures[text];
}

function cpuMode(model: string): string | undefined {
  if (model === '') return undefined;
  return model === 'host-passthrough' || model === 'host-model' ? model : 'custom';
}

function firmwareOf(
  view: View,
  domain: Section,
  preference: Unknown | undefined,
  architecture: Fact<string>,
): VirtualMachine['firmware'] {
  const loader = view.inner(view.inner(domain, 'firmware'), 'bootloader');
  const efi = view.get(loader, 'efi');
  if (efi !== undefined) return stated('uefi', efi.place);
  const bios = view.get(loader, 'bios');
  if (bios !== undefined) return stated('bios', bios.place);
  // Only x86 has a BIOS.
  const isOther = isKnown(architecture) && architecture.value !== 'x86_64';
  return loader.gap ?? preference ?? (isOther ? notStated : messages.bios);
}

function secureBootOf(view: View, domain: Section, firmware: VirtualMachine['firmware']): Fact<boolean> {
  if (!isKnown(firmware)) return firmware;
  if (is(firmware, 'bios')) return messages.noSecureBoot;
  const efi = view.inner(view.inner(view.inner(domain, 'firmware'), 'bootloader'), 'efi');
  return view.scalar(efi, 'secureBoot', values.boolean, messages.secureBoot);
}

/** Whether a device is there: `tpm: {}`, also with `enabled: false`. */
function presence(view: View, devices: Section, key: string, preference: Unknown | undefined): Fact<boolean> {
  const entry = view.get(devices, key);
  if (entry === undefined) return devices.gap ?? preference ?? messages.noDevice;
  return view.scalar(view.sectionOf(entry, devices), 'enabled', values.boolean, stated(true, entry.place));
}

function nestedOf(view: View, domain: Section): Fact<boolean> {
  const cpu = view.inner(domain, 'cpu');
  const listed = view.entries(cpu, 'features');
  for (const entry of listed.found) {
    const feature = view.sectionOf(entry, cpu);
    const name = view.scalar(feature, 'name', (text) => text, notStated);
    if (!isKnown(name) || !/^(?:vmx|svm)$/.test(name.value)) continue;
    return view.scalar(
      feature,
      'policy',
      (policy) =>
        /^(?:require|force)$/.test(policy) ? true : /^(?:disable|forbid)$/.test(policy) ? false : undefined,
      stated(true, entry.place),
    );
  }
  if (listed.rest !== undefined) return listed.rest;
  const model = view.get(cpu, 'model');
  return unknown(messages.hostCpu, model?.place);
}

function consolesOf(
  view: View,
  devices: Section,
  preference: Unknown | undefined,
): VirtualMachine['consoles'] {
  const { why, source } = messages.screen;
  const absent = preference ?? implied(true, why, source);
  const shown = view.scalar(devices, 'autoattachGraphicsDevice', values.boolean, absent);
  if (!isKnown(shown)) return incomplete([], shown);
  if (!shown.value) return complete([]);
  const console: GraphicalConsole = {
    kind: 'vnc',
    address: implied('socket', why, source),
    password: notExpressible,
  };
  return complete([implied(console, why, source, shown.place)]);
}

function channelsOf(metrics: Entry | undefined): readonly Known<HostChannel>[] {
  return metrics === undefined
    ? []
    : [stated({ kind: 'host-information', setting: 'downwardMetrics' }, metrics.place)];
}

function replicasOf(view: View, { object }: MachineNode, spec: Section): Fact<number> {
  if (!/(?:ReplicaSet|Pool)$/.test(object.kind)) return notExpressible;
  return view.scalar(spec, 'replicas', values.integer, messages.oneReplica);
}

function autostartOf(view: View, node: MachineNode, machine: Section): Fact<boolean> {
  if (node.machine === undefined) return messages.startsAtOnce;
  const strategy = view.scalar(machine, 'runStrategy', startsBy, notStated);
  const running = view.scalar(machine, 'running', values.boolean, notStated);
  return strategy === notStated ? running : mapFact(strategy, (starts) => starts);
}

function startsBy(strategy: string): boolean | undefined {
  if (/^(?:Always|RerunOnFailure|Once)$/.test(strategy)) return true;
  return /^(?:Halted|Manual)$/.test(strategy) ? false : undefined;
}
