// KubeVirt manifests: machines among Kubernetes objects.
import type { Format } from '../format';
import { readObjects } from '../kubernetes';
import { tooMuch } from '../kubernetes/messages';
import { parse, reopened } from '../kubernetes/parse';
import { editor } from './edits';
import { lower } from './lower';

/** The machines of one file, with its pods and whatever else the Kubernetes format reads. */
export default {
  id: 'kubevirt',
  grammars: () => [],
  read(text, path, _grammars, around) {
    const file = parse(text);
    // Machines and pods each get all steps of lookup.
    const { machines, lostAt } = lower(reopened(file), path, around);
    const objects = readObjects(file, path, around);
    return {
      ...objects,
      problems:
        lostAt === undefined ? objects.problems : [...objects.problems, { span: lostAt, message: tooMuch }],
      workloads: [...machines, ...objects.workloads].sort(
        (one, other) => one.place.span.start - other.place.span.start,
      ),
      edits: editor(machines, (change) => objects.edits(change)),
    };
  },
} satisfies Format;
