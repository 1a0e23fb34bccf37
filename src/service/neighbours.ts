// The files that describe other workloads of the same host: those in one folder, or below a berth.yaml that describes the host.
import type { Declaration, HypervisorHost } from '../core/declaration';
import { isKnown } from '../core/fact';
import { folderOf, resolvePath, sameSpelling } from '../core/path';
import type { HostProfile } from '../core/rule';
import type { Workload } from '../core/workload';
import { hostedAmong } from '../rules/hosted';
import { configurationFor, type Found } from './configuration';
import type { Readers, Recorder } from './project';

/**
 * More files than this, of those that may be ours, are a collection and no host: then only those of the same folder are
 * taken, or none but the file itself.
 */
const mostFiles = 500;

/** What shares a host with the workloads of a file. */
export interface Shared {
  /** The file's own workloads and those of other files that the same host runs; empty where the file has no machine. */
  readonly hosted: readonly Workload[];
  /** What a saved report of the host says; empty where there is none. */
  readonly host: HostProfile;
}

/** Looks for what shares a host with `group`, the workloads of the file at `path`. Asks for no file unless there is a machine. */
export function sharedWith(
  path: string,
  group: readonly Workload[],
  declarations: readonly Declaration[],
  configured: Found | undefined,
  ask: Recorder,
  readers: Readers,
): Shared {
  const own = hostedAmong(group);
  if (!own.some(({ kind }) => kind === 'vm')) return { hosted: own, host: {} };
  const workloads = new Map(group.map((workload) => [workload.id, workload]));
  const known = [...declarations];
  const self = sameSpelling(path);
  for (const file of filesOf(path, configured, ask, readers)) {
    const text = sameSpelling(file) === self ? undefined : ask.around.text(file);
    const reading = text === undefined ? undefined : readers.read(file, text);
    for (const workload of reading?.workloads ?? [])
      if (!workloads.has(workload.id)) workloads.set(workload.id, workload);
    known.push(...(reading?.declarations ?? []));
  }
  const report = known
    .filter((declaration) => declaration.kind === 'hypervisor-host')
    .find(({ memory }) => isKnown(memory));
  return {
    hosted: hostedAmong([...workloads.values()]),
    host: report === undefined ? {} : profileOf(report),
  };
}

/** Paths of the files whose workloads run on the same host. */
function filesOf(
  path: string,
  configured: Found | undefined,
  ask: Recorder,
  readers: Readers,
): readonly string[] {
  const folder = folderOf(path);
  const isExcluded = configured?.module.exclusion(configured.read.configuration) ?? (() => false);
  const few = (files: readonly string[]): readonly string[] => {
    const candidates = files.filter((file) => readers.mayBeOurs(file) && !isExcluded(file));
    return candidates.length > mostFiles ? [] : candidates;
  };
  const { path: origin = '', host = {}, hostFile } = configured?.read.configuration ?? {};
  const describesHost = Object.keys(host).length > 0 || hostFile !== undefined;
  // A berth.yaml further down describes another host.
  const below = describesHost ? few(ask.below(folderOf(origin))) : [];
  const ofHost = below.filter((file) => configurationFor(file, ask)?.read.configuration.path === origin);
  return ofHost.length > 0 ? ofHost : few(ask.around.names(folder).map((name) => resolvePath(folder, name)));
}

/** Profiles by the declaration they were made of: rules know by the object that nothing changed. */
const profiles = new WeakMap<HypervisorHost, HostProfile>();

/** The host as its own report describes it. */
export function profileOf(report: HypervisorHost): HostProfile {
  const known = profiles.get(report);
  if (known !== undefined) return known;
  const { memory, cpus } = report;
  const profile = {
    ...(isKnown(memory) ? { memory: memory.value } : {}),
    ...(isKnown(cpus) ? { cpus: cpus.value } : {}),
  };
  profiles.set(report, profile);
  return profile;
}

const completed = new WeakMap<HostProfile, WeakMap<HostProfile, HostProfile>>();

/** What is told of the host, completed by its own report. The same inputs give the same object. */
export function hostWith(told: HostProfile, report: HostProfile): HostProfile {
  if (Object.keys(report).every((key) => key in told)) return told;
  const known = completed.get(told) ?? new WeakMap<HostProfile, HostProfile>();
  completed.set(told, known);
  const host = known.get(report) ?? { ...report, ...told };
  known.set(report, host);
  return host;
}
