// Recognises a complete init system as the main process, the mark of a VM in the shape of a container.
import type { Place } from '../../core/span';
import type { ContainerWorkload } from '../../core/workload';
import { programOf, type Start, starts } from './process';

/** Init systems that bring up a whole machine, by path; the small reapers tini, dumb-init and catatonit do not. */
const machineInit = /^(\/usr)?\/s?bin\/(init|systemd)$|(^|\/)systemd$|^(\/usr)?\/s?bin\/my_init$/;

function isMachineInit(start: Start): boolean {
  return start.words.some(
    (word, index) => machineInit.test(word) && (index === 0 || isWrapper(programOf(start))),
  );
}

/** Programs that only pass on to the next one. */
function isWrapper(program: string): boolean {
  return /^(exec|env|tini|dumb-init|catatonit|entrypoint(\.sh)?|docker-entrypoint(\.sh)?)$/.test(program);
}

/** Where a complete init system is started as the main process: `place` is absent where the file does not show it. */
export function machineInitStart(
  workload: ContainerWorkload,
): { readonly place: Place | undefined } | undefined {
  const found = starts(workload).find(isMachineInit);
  return found === undefined ? undefined : { place: found.place };
}
