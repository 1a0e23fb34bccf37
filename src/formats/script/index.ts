// The script format: containers that shell scripts, Makefiles, pipelines and service units start by command.
import type { Format } from '../format';
import { callsOf } from './calls';
import { statementAround, statementsOf, suppressionComments } from './comments';
import { editor } from './edits';
import { lower } from './lower';
import { sourcesOf } from './sources';

/** Every `docker run` and its like; the line reader suffices, so that no grammar is loaded for a script. */
export default {
  id: 'script',
  grammars: () => [],
  read(text, path, _, around) {
    const calls = sourcesOf(text, path).flatMap(callsOf);
    const { starts, declarations } = lower(text, path, calls, around);
    const spans = [
      ...starts.map(({ workload }) => workload.body.span),
      ...declarations.map(({ body }) => body.span),
    ];
    const statements = statementsOf(
      text,
      spans.sort((a, b) => a.start - b.start),
    );
    return {
      problems: [],
      workloads: starts.map(({ workload }) => workload),
      declarations,
      comments: suppressionComments(text, statements),
      edits: editor(text, path, starts),
      statementAt: (offset) => statementAround(text, statements, offset),
      commentLine: (line) => `# ${line}`,
    };
  },
} satisfies Format;
