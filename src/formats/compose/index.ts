// The Compose file format: Docker Compose, Podman Compose and Swarm stack files.
import type { Problem } from '../../core/format';
import type { Format } from '../format';
import { statementAround, suppressionComments } from '../yaml/comments';
import { editor } from './edits';
import { lower } from './lower';
import { tooMuch } from './messages';
import { parse } from './parse';

/** Compose files; variables stay open, and `extends`, `include` and override files are not followed. */
export default {
  id: 'compose',
  grammars: () => [],
  read(text, path) {
    const file = parse(text);
    const { workloads, lostAt } = lower(file, path);
    const problems: Problem[] = [...file.problems];
    if (lostAt !== undefined) problems.push({ span: lostAt, message: tooMuch });
    return {
      problems,
      workloads,
      comments: suppressionComments(file.yaml),
      edits: editor(file, workloads),
      statementAt: (offset) => statementAround(file.yaml, offset),
      commentLine: (line) => `# ${line}`,
    };
  },
} satisfies Format;
