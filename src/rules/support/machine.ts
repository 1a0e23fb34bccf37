// What a virtual machine is, runs and shows to others, as far as its definition tells: questions that several rules ask.
import { isKnown, type Known, knownValue } from '../../core/fact';
import type { Confidence, Fix } from '../../core/finding';
import type { Text } from '../../core/message';
import type { Place } from '../../core/span';
import type {
  NetworkCard,
  OperatingSystem,
  PublishedPort,
  VirtualMachine,
  Workload,
} from '../../core/workload';
import { hypervisors } from '../../knowledge/hypervisors';
import { isWildcardAddress } from '../../knowledge/ports';
import {
  type SoftwareRole,
  type SoftwareRow,
  servingRoles,
  softwareOfPackage,
  softwareOfService,
} from '../../knowledge/software';

/** The machines among the workloads of a file. */
export function machinesOf(group: readonly Workload[]): readonly VirtualMachine[] {
  return group.filter((workload) => workload.kind === 'vm');
}

/** How sure a claim is that rests on these facts: what only follows from a default or a name is less so. */
export function confidenceOf(...facts: readonly Known<unknown>[]): Confidence {
  return facts.every(({ state }) => state === 'stated') ? 'high' : 'medium';
}

// --- what it is called --------------------------------------------------------------------------------------------

/** The folders of a path that say what a file is for: the nearest two. */
function nearestFolders(path: string): string {
  return path.replaceAll('\\', '/').split('/').slice(-3, -1).join('/').toLowerCase();
}

// A dozen rules ask about the names of the same machine.
const names = new WeakMap<VirtualMachine, readonly string[]>();

/** What the machine is called, in lower case: by itself, by its image, by its nearest folders. */
function namesOf(machine: VirtualMachine): readonly string[] {
  let known = names.get(machine);
  if (known === undefined) {
    // Folders of a server say how it is sorted (`iso-cd/`), not what the machine is for.
    const image = (knownValue(machine.image) ?? '').replace(/^[a-z][a-z\d+.-]*:\/\/.*\//i, '');
    known = [machine.name.toLowerCase(), image.toLowerCase(), nearestFolders(machine.path)];
    names.set(machine, known);
  }
  return known;
}

/** Whether the machine's name, image or nearest folders match; the pattern meets lower-case text. */
export function isMeantFor(machine: VirtualMachine, pattern: RegExp): boolean {
  return namesOf(machine).some((text) => pattern.test(text));
}

/** Machines for tests and builds, which are thrown away. */
const throwaway =
  /(^|[^a-z])(ci|cd|tests?|testing|packer|molecule|kitchen|jenkins|runner|builder?|build|tmp|temp|throwaway|ephemeral|sandbox)([^a-z]|$)/;

/** Whether the machine is for tests or builds, so that neither its data nor its speed matter much. */
export function isThrowaway(machine: VirtualMachine): boolean {
  return isMeantFor(machine, throwaway);
}

const pipeline =
  /\.(?:github|gitea|forgejo|gitlab|circleci|woodpecker)\/|(?:-ci|pipelines?|\.travis|\.drone|\.woodpecker)\.ya?ml$|(?:^|\/)Jenkinsfile/i;

/** Whether a pipeline starts the machine: its host is virtual itself mostly, and gone when the job ends. */
export function runsInPipeline({ path }: VirtualMachine): boolean {
  return pipeline.test(path.replaceAll('\\', '/'));
}

/** Systems that are weak on purpose, to learn attacks with. */
const targets =
  /metasploitable|dvwa|vulnhub|vulnerable|(^|[^a-z])vuln([^a-z]|$)|webgoat|juice-?shop|hackthebox|pentest|(^|[^a-z])ctf([^a-z]|$)|attack-?range|detection-?lab/;

/** Whether the machine is a target for practising attacks. */
export function isPracticeTarget(machine: VirtualMachine): boolean {
  return isMeantFor(machine, targets);
}

// --- operating system ---------------------------------------------------------------------------------------------

/** Whether the guest is known to run an operating system of that family. */
export function runs(machine: VirtualMachine, family: OperatingSystem['family']): boolean {
  return knownValue(machine.operatingSystem)?.family === family;
}

// --- software -----------------------------------------------------------------------------------------------------

/** What is known of the software that the machine installs or starts. */
export function softwareOf({ software }: VirtualMachine): readonly SoftwareRow[] {
  const rows = [
    ...software.packages.items.map(({ value }) => softwareOfPackage(value)),
    ...software.services.items.map(({ value }) => softwareOfService(value)),
  ];
  return [...new Set(rows.filter((row) => row !== undefined))];
}

/** Whether the machine installs or starts software of one of these roles. */
export function hasRole(machine: VirtualMachine, ...roles: readonly SoftwareRole[]): boolean {
  return softwareOf(machine).some(({ role }) => roles.includes(role));
}

/** What a machine can be for: to answer others, or to connect networks. */
const serving: ReadonlySet<SoftwareRole> = new Set([...servingRoles, 'vpn']);

/** Names of the services the machine is for; `undefined` where scripts that are not read may add more. */
export function servicesOf(machine: VirtualMachine): readonly string[] | undefined {
  const { packages, services } = machine.software;
  if (packages.rest !== undefined || services.rest !== undefined) return undefined;
  const known = softwareOf(machine).filter(({ role }) => serving.has(role));
  // A service without a row is a program of the project.
  const own = services.items.filter(({ value }) => softwareOfService(value) === undefined);
  return [...new Set([...known.map(({ name }) => name), ...own.map(({ value }) => value)])];
}

const databaseName =
  /(^|[^a-z])(db|dbs|databases?|postgres(ql)?|mysql|mariadb|mongo(db)?|oracle[-_]?(rac|asm|db|database|xe|fpp)|mssql|sqlserver|cassandra|elastic(search)?)\d*([^a-z]|$)/;
/** Stores that hold copies only, and lose nothing that cannot be made again. */
const caches = new Set(['Redis', 'Memcached']);

/** Whether the machine is a database: by what it installs, else by its name. */
export function isDatabase(machine: VirtualMachine): boolean {
  const installs = softwareOf(machine).some(({ role, name }) => role === 'database' && !caches.has(name));
  return installs || isMeantFor(machine, databaseName);
}

const desktopName =
  /desktop|workstation|(^|[^a-z])(gui|client|kali|parrot|selenium|browsers?|rpa|robot|gnome|kde|xfce|xubuntu|lubuntu|kubuntu|ide|eclipse|macos|osx)([^a-z]|$)/;

/** Whether somebody sits in front of it: a desktop system, or one for tests of what is on a screen. */
export function isDesktop(machine: VirtualMachine): boolean {
  const os = knownValue(machine.operatingSystem);
  return (
    os?.distribution === 'windows' ||
    os?.family === 'macos' ||
    hasRole(machine, 'desktop') ||
    isMeantFor(machine, desktopName)
  );
}

/** Whether the machine runs in somebody else's cloud. */
export function runsInCloud({ hypervisor }: VirtualMachine): boolean {
  return isKnown(hypervisor) && hypervisors[hypervisor.value].runsOn === 'cloud';
}

/** Whether the hypervisor has virtio models of every device. */
export function offersVirtio({ hypervisor }: VirtualMachine): boolean {
  return isKnown(hypervisor) && hypervisors[hypervisor.value].virtio === 'all';
}

// --- network ------------------------------------------------------------------------------------------------------

/** Ports that are open on every address of the host. */
export function openPorts({ ports }: VirtualMachine): readonly Known<PublishedPort>[] {
  return ports.items.filter(({ value: { address } }) => isKnown(address) && isWildcardAddress(address.value));
}

/** How sure it is that an open port is open: without an address it only follows from the tool's default. */
export function opennessOf(port: Known<PublishedPort>): Confidence {
  const { address } = port.value;
  return isKnown(address) ? confidenceOf(port, address) : 'low';
}

/** Whether a published port, or the range it begins, leads to this port of the machine. */
export function leadsTo({ port, lastPort, protocol }: PublishedPort, number: number): boolean {
  const first = knownValue(port);
  return first !== undefined && protocol === 'tcp' && first <= number && number <= (lastPort ?? first);
}

/** Cards that stand directly in the host's network. */
export function bridgedCards({ networkCards }: VirtualMachine): readonly Known<NetworkCard>[] {
  return networkCards.items.filter(({ value: { attachment } }) => knownValue(attachment) === 'bridged');
}

/** Whether the file gives the machine a private network, and no way in from outside of the host. */
export function isPrivateLab(machine: VirtualMachine): boolean {
  const { items, rest } = machine.networkCards;
  const isComplete = rest === undefined && machine.ports.rest === undefined;
  const isPrivate = items.every(
    ({ value: { attachment } }) => isKnown(attachment) && attachment.value !== 'bridged',
  );
  const isStated = items.some(({ state }) => state === 'stated');
  return isComplete && isPrivate && isStated && openPorts(machine).length === 0;
}

// --- fixes --------------------------------------------------------------------------------------------------------

/** Binds the port or screen stated at a place to the loopback address of the host. */
export function loopbackFix(place: Place): Fix {
  return {
    title: { text: { en: 'Bind to 127.0.0.1', de: 'An 127.0.0.1 binden' } },
    safety: 'changes-behaviour',
    changes: [{ kind: 'bind', place, address: '127.0.0.1' }],
  };
}

/** Replaces the value stated at a place; `safe` only where the guest does the same as before. */
export function replacementFix(
  place: Place,
  value: string,
  safety: Fix['safety'] = 'changes-behaviour',
): Fix {
  const title: Text = { en: `Replace by “${value}”`, de: `Durch „${value}“ ersetzen` };
  return {
    title: { text: title },
    safety,
    changes: [{ kind: 'replace', place, value }],
  };
}
