// Kubernetes manifests: objects with pods, namespaces, policies.
import type { Problem } from '../../core/format';
import type { Format } from '../format';
import { statementAround, suppressionComments } from '../yaml/comments';
import { editor } from './edits';
import { lower } from './lower';
import { tooMuch } from './messages';
import { parse } from './parse';

/** Kubernetes objects of one file; the folder's other files are asked for what decides about them. */
export default {
  id: 'kubernetes',
  grammars: () => [],
  read(text, path, _grammars, around) {
    const file = parse(text);
    const { containers, lostAt } = lower(file, path, around, false);
    const problems: Problem[] = [...file.problems];
    if (lostAt !== undefined) problems.push({ span: lostAt, message: tooMuch });
    return {
      problems,
      workloads: containers.map(({ workload }) => workload),
      comments: suppressionComments(file.yaml),
      edits: editor(file, containers),
      statementAt: (offset) => statementAround(file.yaml, offset),
      commentLine: (line) => `# ${line}`,
    };
  },
} satisfies Format;
