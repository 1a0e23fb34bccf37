// Which workloads of several files run on one host, as far as their definitions tell.
import { isKnown } from '../core/fact';
import type { Workload } from '../core/workload';
import { hypervisors } from '../knowledge/hypervisors';

/**
 * Those that one host runs: no machines of a cloud or cluster, no containers of a cluster, no images in the making. In the
 * order of their paths, those of one file as they stand.
 */
export function hostedAmong(workloads: readonly Workload[]): readonly Workload[] {
  return workloads.filter(runsOnHost).sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function runsOnHost(workload: Workload): boolean {
  if (workload.kind === 'container') return workload.role === 'service' && workload.pod === undefined;
  const { role, hypervisor } = workload;
  return role === 'machine' && (!isKnown(hypervisor) || hypervisors[hypervisor.value].runsOn === 'host');
}
