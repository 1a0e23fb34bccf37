// Turns changes of machines into edits; the rest of the file is left to the editor of its objects.
import type { Change, TextEdit } from '../../core/format';
import { contains } from '../../core/span';
import type { VirtualMachine } from '../../core/workload';

type Edits = readonly TextEdit[] | undefined;

/** An editor that knows the machines of a file beside its other objects. */
export function editor(
  machines: readonly VirtualMachine[],
  ofObjects: (change: Change) => Edits,
): (change: Change) => Edits {
  return (change) => {
    if (change.kind === 'set') {
      const machine = machines.find(({ id }) => id === change.workload);
      if (machine === undefined) return ofObjects(change);
      const { memoryBalloon } = machine;
      // The balloon is there unless a key takes it away.
      return change.setting.name === 'memoryBalloon' && memoryBalloon.state === 'stated'
        ? ofObjects({ kind: 'replace', place: memoryBalloon.place, value: 'true' })
        : undefined;
    }
    // A file system of a machine has no key that makes it read-only, nor a port one for its address.
    const isKnownHere = change.kind === 'remove' || change.kind === 'replace';
    if (!isKnownHere && machines.some(({ body }) => contains(body.span, change.place.span))) return undefined;
    return ofObjects(change);
  };
}
