// What the RUN instructions of a Dockerfile do to the image.
import { complete, incomplete, type Unknown, unknown } from '../../core/fact';
import type { Provisioning } from './lower';
import * as messages from './messages';
import type { Instruction } from './tree';

/** Reads nothing yet: says only whether anything could be there. */
export function readScripts(runs: readonly Instruction[], rest: Unknown | undefined): Provisioning {
  const more = runs.length === 0 ? rest : unknown(messages.scriptsNotRead);
  const list = more === undefined ? complete<string>([]) : incomplete<string>([], more);
  return {
    software: { packages: list, services: list, kernelModules: list },
    secrets: [],
    provisioners: list,
  };
}
