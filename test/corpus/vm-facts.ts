// The labelled machines: facts as a person, or an independent script, reads them from the file.
import { type Fact, knownValue } from '../../src/core/fact';
import type { OperatingSystem, VirtualMachine } from '../../src/core/workload';
import { unexplained } from './reasons';
import type { Result } from './result';
import { analyseFile, readJson } from './shared';

interface Folder {
  readonly host: string | null;
  readonly guest: string | null;
}

interface Label {
  readonly name: string | null;
  readonly nameAccept?: readonly (string | null)[];
  readonly memoryBytes: number | null;
  readonly vcpus: number | null;
  readonly guestOs: string | null;
  readonly guestOsAccept?: readonly (string | null)[];
  readonly hypervisor: string | null;
  readonly hypervisorAccept?: readonly (string | null)[];
  readonly diskBytes: number | null;
  readonly unknown: readonly string[];
  readonly syncedFolders?: readonly Folder[];
  readonly disabledFolders?: readonly Folder[];
  readonly forwardedPorts?: readonly {
    readonly guest: number | null;
    readonly host: number | null;
    readonly hostIp: string | null;
  }[];
  readonly instanceType?: string | null;
  readonly replicas?: number | null;
  readonly linkedClone?: boolean | null;
  readonly gui?: boolean | null;
}

interface LabelledFile {
  readonly file: string;
  readonly format: string;
  readonly machines: readonly Label[];
  readonly unknown?: readonly string[];
}

/** Collects what differs between a machine and its label. */
function differences(machine: VirtualMachine, label: Label): string[] {
  const found: string[] = [];
  const compare = (
    name: string,
    fact: Fact<unknown>,
    expected: unknown,
    accept: readonly unknown[] = [],
  ): void => {
    const open = label.unknown.includes(name);
    const value = fact.state === 'unknown' ? null : fact.value;
    const right = [expected, ...accept].includes(value);
    // What nothing states may be implied; what a variable decides is unknown, or its default implied.
    const fine = open
      ? fact.state === 'unknown' || (fact.state === 'implied' && (right || expected === null))
      : expected === null
        ? fact.state !== 'stated' || right
        : right;
    if (!fine)
      found.push(
        `${name}: ${fact.state} ${String(value)}, label ${open ? 'unknown ' : ''}${String(expected)}`,
      );
  };
  compare('memoryBytes', machine.memory, label.memoryBytes);
  compare('vcpus', machine.cpus, label.vcpus);
  // A label of null means a hypervisor the labels have no word for; the cloud and libvirt's drivers have one each with us.
  const wider = label.hypervisor === null ? [knownValue(machine.hypervisor)] : [];
  const cloud = label.hypervisor === 'aws' || label.hypervisor === 'azure' ? ['other'] : [];
  const libvirt = label.hypervisor === 'libvirt' ? ['kvm', 'qemu'] : [];
  compare('hypervisor', machine.hypervisor, label.hypervisor, [
    ...(label.hypervisorAccept ?? []),
    ...wider,
    ...cloud,
    ...libvirt,
  ]);
  if (label.instanceType !== undefined) compare('instanceType', machine.instanceType, label.instanceType);
  if (label.replicas !== undefined) compare('replicas', machine.replicas, label.replicas);
  if (label.linkedClone !== undefined) compare('linkedClone', machine.linkedClone, label.linkedClone);
  if (label.gui !== undefined) compare('gui', machine.graphicalInterface, label.gui);
  const capacity = machine.disks.items[0]?.value.capacity;
  if (capacity !== undefined) compare('diskBytes', capacity, label.diskBytes);
  found.push(
    ...guestDifferences(machine, label),
    ...folderDifferences(machine, label),
    ...portDifferences(machine, label),
  );
  return found;
}

/** Distribution and release in one spelling for both sides; a point release of CentOS counts as its major version. */
function spelling({ family, distribution, release }: OperatingSystem): string {
  const name = (distribution ?? family).replace('windows-server', 'windows');
  return normal(release === undefined ? name : `${name}-${release}`);
}

function normal(name: string): string {
  return name
    .replace(/^archlinux/, 'arch')
    .replace(/^centos-(\d+)\..*/, 'centos-$1')
    .replace(/-/g, '');
}

function guestDifferences(machine: VirtualMachine, label: Label): string[] {
  if (label.guestOs === null) return [];
  const system = knownValue(machine.operatingSystem);
  const read = system === undefined ? null : spelling(system);
  const accepted = [label.guestOs, ...(label.guestOsAccept ?? [])].map((name) =>
    name === null ? null : normal(name),
  );
  if (accepted.includes(read) || (read === null && label.unknown.includes('guestOs'))) return [];
  return [`guestOs: ${read}, label ${label.guestOs}`];
}

function folderDifferences(machine: VirtualMachine, label: Label): string[] {
  if (label.syncedFolders === undefined || label.unknown.includes('syncedFolders')) return [];
  const found: string[] = [];
  const read = machine.sharedFolders.items
    .filter(({ value }) => value.origin === 'explicit')
    .map(({ value }) => value);
  // A label without host stands for an expression such as the Vagrantfile's own directory.
  const missing = label.syncedFolders.filter(
    ({ host, guest }) =>
      !read.some(({ source, target }) => target === guest && (host === null || source === host)),
  );
  if (missing.length > 0 || read.length !== label.syncedFolders.length) {
    found.push(
      `syncedFolders: ${read.map(({ source, target }) => `${source}>${target}`)}, label ${label.syncedFolders.map(({ host, guest }) => `${host}>${guest}`)}`,
    );
  }
  const project = machine.sharedFolders.items.some(({ value }) => value.origin === 'default');
  if (project && label.disabledFolders?.some(({ guest }) => guest === '/vagrant'))
    found.push('the project folder is shared, label disabled');
  return found;
}

function portDifferences(machine: VirtualMachine, label: Label): string[] {
  if (label.forwardedPorts === undefined || label.unknown.includes('forwardedPorts')) return [];
  const read = machine.ports.items
    .filter((port) => port.state === 'stated')
    .map(({ value }) => {
      const address = value.address.state === 'stated' ? value.address.value : null;
      return `${knownValue(value.port)}:${knownValue(value.hostPort)}:${address}`;
    });
  const expected = label.forwardedPorts.map(({ guest, host, hostIp }) => `${guest}:${host}:${hostIp}`);
  return [...read].sort().join() === [...expected].sort().join()
    ? []
    : [`forwardedPorts: ${read}, label ${expected}`];
}

/** Compares every labelled machine of the formats we read. */
export async function vmFacts(): Promise<Result> {
  const counts = new Map<string, { right: number; all: number }>();
  const all: string[] = [];
  const disagreeing = new Set<string>();
  for (const { file, format, machines, unknown = [] } of readJson<LabelledFile[]>(
    'cases/vm-facts/vm-facts.json',
  )) {
    const analysis = await analyseFile(`corpus/${file}`);
    const read = (analysis?.workloads ?? []).filter((workload) => workload.kind === 'vm');
    // Where the list itself is not decidable, more or fewer machines than the label has are no error.
    const open = unknown.includes('machines');
    const wrong =
      read.length === machines.length || open ? [] : [`${read.length} machines, label ${machines.length}`];
    machines.forEach((label, index) => {
      // Several may have one name: then the order decides.
      const named = read.filter(({ name }) => name === label.name);
      const machine = named.length === 1 ? named[0] : read[index];
      if (machine === undefined) {
        if (!open) wrong.push(`${label.name}: not found`);
      } else wrong.push(...differences(machine, label).map((difference) => `${label.name}: ${difference}`));
    });
    const count = counts.get(format) ?? { right: 0, all: 0 };
    count.all++;
    if (wrong.length === 0) count.right++;
    counts.set(format, count);
    // `memoryBytes: stated 1, label 2`: the fact stands before the colon, behind the machine's name.
    for (const difference of wrong)
      disagreeing.add(`${/([a-zA-Z]+): [^:]*$/.exec(difference)?.[1] ?? 'machines'} | fact | ${file}`);
    all.push(...wrong.map((difference) => `${file}: ${difference}`));
  }
  return {
    title: 'Facts of labelled machines, files without any difference',
    rows: [...counts].sort().map(([name, count]) => ({ name, ...count })),
    faults: unexplained(disagreeing, ['fact']),
    differences: all,
  };
}
