// Guests of one host beside each other: which of them are nodes of one thing, which could do without a system of their own.
import { isKnown, knownValue } from '../../core/fact';
import { folderOf } from '../../core/path';
import { gibibyte } from '../../core/size';
import type { VirtualMachine, Workload } from '../../core/workload';
import { systemName } from '../../knowledge/system-names';
import {
  hasRole,
  isDatabase,
  isDesktop,
  isMeantFor,
  isPracticeTarget,
  machinesOf,
  runs,
  servicesOf,
  softwareOf,
} from './machine';
import { isTestFile } from './purpose';

/** Nodes of clusters and labs, which are about the machines themselves. */
const clusters =
  /k8s|kube|k3s|rke|openshift|rancher|swarm|nomad|mesos|ceph|gluster|hadoop|spark|galera|cluster|(^|[^a-z])(ha|master|worker|minion|node|lb|(load-?)?balancer|controller|controlplane|slave|replica|standby|primary|secondary)\d*([^a-z]|$)/;
const clusterPackages =
  /^(kube(let|adm|ctl)|k3s|rke2.*|keepalived|pacemaker|corosync|pcs|heartbeat|ceph.*|glusterfs.*|nomad|docker.*|podman|containerd.*)$/;
const clusterSoftware: ReadonlySet<string> = new Set(['etcd', 'Consul', 'ZooKeeper', 'HAProxy']);

/** Whether the machine is a node of a cluster, or of a lab about one. */
export function isClusterNode(machine: VirtualMachine): boolean {
  return (
    machine.software.packages.items.some(({ value }) => clusterPackages.test(value)) ||
    softwareOf(machine).some(({ name }) => clusterSoftware.has(name)) ||
    isMeantFor(machine, clusters)
  );
}

const directoryName =
  /(^|[^a-z])(dc|pdc|bdc|rodc|ad|adds|ldap|ipa|freeipa|active-?directory|domain-?controllers?)\d*([^a-z]|$)|openldap|slapd/;

/** Whether the machine is the directory that others log in against: by what it installs, else by its name. */
export function isDirectory(machine: VirtualMachine): boolean {
  return hasRole(machine, 'directory-service') || isMeantFor(machine, directoryName);
}

const windowsName =
  /windows|(^|[^a-z])(win|w2k|ws20)\d*(r2)?([^a-z]|$)|(^|[^a-z])(iis|mssql|sqlserver|exchange|wsus)\d*([^a-z]|$)/;

/** Whether the guest is, or by its name may be, a Windows system. */
export function mayBeWindows(machine: VirtualMachine): boolean {
  const family = knownValue(machine.operatingSystem)?.family;
  return runs(machine, 'windows') || (family === undefined && isMeantFor(machine, windowsName));
}

const separateName =
  /(^|[^a-z])(dmz|tenant|customer|untrusted|malware|quarantine|attacker|victim|honeypot|firewall|router|gateway|pfsense|opnsense|vpn|bastion|jump|desktop|backup)\d*([^a-z]|$)/;

/**
 * Whether what the guest does could as well run beside others under one kernel, as far as names, packages and the system
 * tell: no database, no directory, no Windows, no desktop, no node, nothing that is to be kept apart.
 */
export function couldShareSystem(machine: VirtualMachine): boolean {
  return !(
    mayBeWindows(machine) ||
    isDatabase(machine) ||
    isDirectory(machine) ||
    isDesktop(machine) ||
    isClusterNode(machine) ||
    isPracticeTarget(machine) ||
    hasRole(machine, 'hypervisor', 'vpn') ||
    machine.devices.items.length > 0 ||
    isMeantFor(machine, separateName)
  );
}

/**
 * The guests of which none is a node or a directory, nor stands in one file with such: several nodes together are one
 * thing, and looking at single ones would miss what their file is for.
 */
export function guestsOutsideLabs(hosted: readonly Workload[]): readonly VirtualMachine[] {
  const machines = machinesOf(definedOnce(hosted)).filter(
    ({ role, path }) => role !== 'image' && !isTestFile(path),
  );
  const labs = new Set(
    machines.filter((machine) => isClusterNode(machine) || isDirectory(machine)).map(({ path }) => path),
  );
  return machines.filter(({ path }) => !labs.has(path));
}

/**
 * What runs beside each other: everything but files of tests, which lie in one folder without ever running together, so that
 * each of them is a host of its own.
 */
export function sharingHost(hosted: readonly Workload[]): readonly Group<Workload>[] {
  return groupedBy(hosted, ({ path }) => (isTestFile(path) ? path : ''));
}

/** Files for several stages in one folder define the same guest or service again; each counts once, where it comes first. */
export function definedOnce(hosted: readonly Workload[]): readonly Workload[] {
  const kept = new Map<string, Workload>();
  for (const workload of hosted) {
    const key = `${folderOf(workload.path)}#${workload.kind}#${workload.name}`;
    const known = kept.get(key);
    // A file may repeat a name; those are different ones.
    if (known === undefined) kept.set(key, workload);
    else if (known.path === workload.path) kept.set(workload.id, workload);
  }
  return [...kept.values()];
}

/** The members of each group that a key makes; without key, a member is left out. */
export function groupedBy<T>(all: readonly T[], keyOf: (one: T) => string | undefined): readonly Group<T>[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const one of all) {
    const key = keyOf(one);
    if (key === undefined) continue;
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [one]);
    else members.push(one);
  }
  return [...groups.values()];
}

/** What belongs together; never empty. */
export type Group<T> = readonly [T, ...T[]];

/**
 * Whether it runs together with the others: who leaves a default such as `onboot` may start the guest all the same. An image
 * is built and gone.
 */
export function startsAlong({ autostart, role }: VirtualMachine): boolean {
  if (role === 'image') return false;
  return autostart.state !== 'stated' || autostart.value;
}

/** The system and its release; else the image, since equal images hold equal systems. */
export function systemOf({ operatingSystem, image }: VirtualMachine): string | undefined {
  if (isKnown(operatingSystem) && operatingSystem.value.release !== undefined)
    return systemName(operatingSystem.value);
  return knownValue(image);
}

/** How many guests the definitions make together. */
export function countOf(machines: readonly VirtualMachine[]): number {
  return machines.reduce((before, { replicas }) => before + (knownValue(replicas) ?? 1), 0);
}

/** Below this many there is nothing to gain. */
export const fewestGuests = 3;

/** A small machine for one service. */
export interface Tiny {
  readonly machine: VirtualMachine;
  readonly image: string;
  /** Bytes. */
  readonly memory: number;
  readonly service: string;
}

/** Bytes up to which a machine is small; VM tools count in powers of 1024. */
const small = 2 * gibibyte;

/** Groups of at least three small machines of one image, each for a single service of its own that could be a container. */
export function tinyGroups(hosted: readonly Workload[]): readonly Group<Tiny>[] {
  const tiny = guestsOutsideLabs(hosted).flatMap(tinyOf);
  // web1, web2 and web3 are one service that must not fail.
  const kinds = (members: readonly Tiny[]): number =>
    new Set(members.map(({ machine }) => machine.name.replace(/[-_]?\d+$/, ''))).size;
  return groupedBy(tiny, ({ image }) => image).filter((members) => kinds(members) >= fewestGuests);
}

/** The machine, if it is small and all that it installs is one service. */
function tinyOf(machine: VirtualMachine): readonly Tiny[] {
  const image = knownValue(machine.image);
  const memory = knownValue(machine.memory);
  const [service, ...others] = servicesOf(machine) ?? [];
  if (image === undefined || memory === undefined || memory === 'unlimited' || memory > small) return [];
  if (service === undefined || others.length > 0 || !couldShareSystem(machine)) return [];
  return [{ machine, image, memory, service }];
}
