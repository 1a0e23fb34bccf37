// What a container is started for: to serve others, to work in it, or to do one thing and end.
import { isKnown } from '../../core/fact';
import type { ContainerWorkload } from '../../core/workload';
import { rootMasterImages } from '../../knowledge/images';
import { servingRoles, softwareOfCommand } from '../../knowledge/software';
import { isWork, starts } from './process';
import { imageRow, isOneShot, isStateful } from './purpose';

/** Made to end: a job, or a container that prepares or examines others. */
export function endsByItself(workload: ContainerWorkload): boolean {
  const position = workload.pod?.position;
  return position === 'init' || position === 'ephemeral' || isOneShot(workload);
}

/** Somebody works in it, builds or tests: everything it starts is a tool, a shell, or keeps it open. */
export function isWorkplace(workload: ContainerWorkload): boolean {
  const programs = starts(workload);
  return programs.length > 0 && programs.every(isWork);
}

/** The file shows that it answers others: a port, or a program known to serve. */
export function serves(workload: ContainerWorkload): boolean {
  const { entrypoint, command, exposed, ports } = workload;
  if (exposed.items.length > 0 || ports.items.length > 0) return true;
  if (!isKnown(entrypoint) && !isKnown(command))
    return isStateful(workload) || imageRow(workload, rootMasterImages) !== undefined;
  return starts(workload).some(({ words }) => {
    const role = softwareOfCommand(words[0] ?? '')?.role;
    return role !== undefined && servingRoles.includes(role);
  });
}
