// Asks which capabilities a workload adds, whatever their spelling.
import type { ContainerWorkload } from '../../core/workload';
import { normalizeCapability } from '../../knowledge/capabilities';

/** Whether the workload adds one of the capabilities (`SYS_ADMIN`); what cannot be seen does not count. */
export function addsCapability(workload: ContainerWorkload, ...names: readonly string[]): boolean {
  return workload.capabilitiesAdded.items.some(({ value }) => names.includes(normalizeCapability(value)));
}
