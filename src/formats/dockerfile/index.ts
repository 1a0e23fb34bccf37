// The Dockerfile format: reading, lowering, edits and suppression comments.
import type { Comment } from '../../core/format';
import type { Format } from '../format';
import { isPragma } from '../pragma';
import { edits } from './edits';
import { lower } from './lower';
import { parse } from './parse';
import { needsBash } from './scripts';
import { type Dockerfile, instructionAt } from './tree';

let last: Dockerfile | undefined;

/** Which grammars a text needs is asked just before it is read: both share one tree. */
function read(text: string): Dockerfile {
  if (last?.text !== text) last = parse(text);
  return last;
}

/** Reads Dockerfiles and Containerfiles. */
const format: Format = {
  id: 'dockerfile',
  grammars: (text) => (needsBash(read(text)) ? ['bash'] : []),
  read(text, path, grammars) {
    const file = read(text);
    const workloads = lower(file, path, grammars.bash);
    return {
      problems: file.problems,
      workloads,
      comments: suppressions(file),
      edits: (change) => edits(file, path, workloads[0]?.id ?? '', change),
      statementAt: (offset) => instructionAt(file, offset)?.span ?? { start: 0, end: text.length },
      commentLine: (line) => `# ${line}`,
    };
  },
};

export default format;

/** The comments that may suppress findings, each with the instruction that follows, or that it stands in. */
function suppressions(file: Dockerfile): Comment[] {
  const found: Comment[] = [];
  let index = 0;
  for (const span of file.comments) {
    const text = file.text.slice(span.start, span.end);
    if (!isPragma(text)) continue;
    while ((file.instructions[index]?.span.end ?? Number.POSITIVE_INFINITY) < span.start) index++;
    const target = file.instructions[index]?.span;
    const content = text.replace(/^#+/, '').trim();
    found.push(target === undefined ? { span, text: content } : { span, text: content, target });
  }
  return found;
}
