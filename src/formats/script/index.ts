// The script format: containers and machines that shell scripts, Makefiles, pipelines and units start by command.
import type { Span } from '../../core/span';
import type { Format } from '../format';
import { callsOf } from './calls';
import { statementAround, statementsOf, suppressionComments } from './comments';
import { editor } from './edits';
import { lower, numbering } from './lower';
import { type MachineStart, machinesOf } from './machines';
import { deploymentOf } from './remote';
import { sourcesOf } from './sources';

/** What stands elsewhere in the file of a machine's words, elements of an array and values of variables: line by line. */
function farSpans(text: string, { words, workload: { body } }: MachineStart): readonly Span[] {
  const found: Span[] = [];
  for (const { place } of words) {
    const { start, end } = place.span;
    if (start >= body.span.start && end <= body.span.end) continue;
    const last = found.at(-1);
    const isSameLine =
      last !== undefined &&
      last.end <= start &&
      start - last.end < 200 &&
      !text.slice(last.end, start).includes('\n');
    if (isSameLine) found[found.length - 1] = { start: last.start, end };
    else found.push({ start, end });
  }
  return found;
}

/** Every `docker run` and its like; the line reader suffices, so that no grammar is loaded for a script. */
export default {
  id: 'script',
  grammars: () => [],
  read(text, path, _, around) {
    const sources = sourcesOf(text, path);
    const ids = numbering(path);
    const lowered = lower(text, path, sources.flatMap(callsOf), around, ids);
    const { starts } = lowered;
    const declarations = [...lowered.declarations, ...deploymentOf(text, path, sources, ids)];
    const machines = machinesOf(text, path, sources, ids);
    const spans = [
      ...starts.map(({ workload }) => workload.body.span),
      ...machines.flatMap((start) => [start.workload.body.span, ...farSpans(text, start)]),
      ...declarations.map(({ body }) => body.span),
    ];
    const statements = statementsOf(
      text,
      spans.sort((a, b) => a.start - b.start),
    );
    return {
      problems: [],
      workloads: [...starts, ...machines].map(({ workload }) => workload),
      declarations,
      comments: suppressionComments(text, statements),
      edits: editor(text, path, starts, machines),
      statementAt: (offset) => statementAround(text, statements, offset),
      commentLine: (line) => `# ${line}`,
    };
  },
} satisfies Format;
