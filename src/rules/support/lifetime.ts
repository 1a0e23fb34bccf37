// What a container is started for: to serve others, to work in it, or to do one thing and end.
import { is, isKnown } from '../../core/fact';
import type { ContainerWorkload } from '../../core/workload';
import { rootMasterImages, startsInterpreter } from '../../knowledge/images';
import { servingRoles, softwareOfCommand } from '../../knowledge/software';
import { isWork, starts } from './process';
import { imageRow, isForBuilding, isOneShot, isStateful, runsUnattended } from './purpose';

/** Made to end: a job, what builds or tests, or a container that prepares or examines others. */
export function endsByItself(workload: ContainerWorkload): boolean {
  const position = workload.pod?.position;
  if (position === 'init' || position === 'ephemeral' || isOneShot(workload)) return true;
  return workload.role === 'service' && !is(workload.lifetime, 'service') && isForBuilding(workload);
}

/** Runs without anybody watching; a pod that no controller replaces was started by hand. */
export function isInOperation(workload: ContainerWorkload): boolean {
  return workload.pod?.controller !== 'Pod' && runsUnattended(workload);
}

/** Part of an override: it names no image and no build, so another file says most of it. */
export function isFragment({ role, image, builtHere }: ContainerWorkload): boolean {
  return role === 'service' && !isKnown(image) && image.place === undefined && !is(builtHere, true);
}

/** A base image alone: its shell or interpreter ends at once, or somebody works in it. */
export function startsShell({ image, entrypoint, command }: ContainerWorkload): boolean {
  return isKnown(image) && startsInterpreter(image.value) && !isKnown(entrypoint) && !isKnown(command);
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
