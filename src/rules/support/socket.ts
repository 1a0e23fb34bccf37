// Recognises mounts that hand over the control socket of a container engine.
import type { Mount } from '../../core/workload';
import { type EngineSocket, engineSocketAt } from '../../knowledge/host-paths';

/** The engine socket that the mount gives access to, if any. */
export function mountedSocket({ kind, source }: Mount): EngineSocket | undefined {
  if (source === undefined || kind === 'volume' || kind === 'tmpfs') return undefined;
  // A path below the project's folder is a file of the project, whatever its name.
  if (!/^([/\\~$%]|npipe:|[a-z]:[/\\])/i.test(source)) return undefined;
  return engineSocketAt(source);
}
