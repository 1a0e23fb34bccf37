// The Quadlet format: container units of Podman with what belongs to them.
import type { Format } from '../format';
import { statementAround, suppressionComments } from '../unit/comments';
import { editor } from './edits';
import { parse } from './parse';

/** Quadlet units; drop-ins and the build, image, pod and volume units they name are read with them. */
export default {
  id: 'quadlet',
  grammars: () => [],
  read(text, path, _, around) {
    const { file, problems, workload } = parse(text, path, around);
    return {
      problems,
      workloads: workload === undefined ? [] : [workload],
      comments: suppressionComments(file),
      edits: editor(file, path, workload),
      statementAt: (offset) => statementAround(file, offset),
      commentLine: (line) => `# ${line}`,
    };
  },
} satisfies Format;
