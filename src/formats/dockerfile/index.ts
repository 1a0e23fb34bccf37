// The Dockerfile format: reading, lowering, edits and suppression comments.
import type { Comment } from '../../core/format';
import type { Span } from '../../core/span';
import type { Format, Reading } from '../format';
import type { Grammars } from '../grammar/grammar';
import { isPragma } from '../pragma';
import { ofRecentTexts } from '../recent';
import { edits } from './edits';
import { lower } from './lower';
import { parse } from './parse';
import { needsBash } from './scripts';
import { type Order, orderOf, plainBuild } from './stages';
import { type Dockerfile, instructionAt } from './tree';

/** Which grammars a text needs is asked just before it is read, and services build different stages: they share a tree. */
const read = ofRecentTexts(parse, 100_000);

/**
 * Images by file and build, oldest first: every service of a project asks for its own, and what did not change must be
 * the same workload again.
 */
const images = new Map<string, { readonly text: string; readonly reading: Reading }>();
/** More than the builds of a large project; a file's tree takes some ten times its text. */
const mostImages = 1000;

/** Reads Dockerfiles and Containerfiles. */
const format: Format = {
  id: 'dockerfile',
  grammars: (text) => (needsBash(read(text)) ? ['bash'] : []),
  read: (text, path, grammars) => readingOf(read(text), path, grammars, plainBuild),
  readImage(text, path, grammars, build) {
    const order = orderOf(build);
    const key = JSON.stringify([path, grammars.bash !== undefined, order && describe(order)]);
    const known = images.get(key);
    if (known?.text === text) return known.reading;
    // What is wrong with the file is said where the file itself is read.
    const made = { ...readingOf(read(text), path, grammars, order ?? plainBuild), problems: [] };
    const reading = order === undefined ? { ...made, workloads: [] } : made;
    images.delete(key);
    images.set(key, { text, reading });
    const [oldest] = images.keys();
    if (images.size > mostImages && oldest !== undefined) images.delete(oldest);
    return reading;
  },
};

/** Everything of a build that the image depends on, as plain data; an argument that is not known has no value. */
function describe({ target, arguments: given, isOpen }: Order): unknown {
  return [
    target ?? '',
    isOpen,
    [...given].map(([name, value]) => [name, typeof value === 'string' && value]),
  ];
}

function readingOf(file: Dockerfile, path: string, grammars: Grammars, order: Order): Reading {
  const workloads = lower(file, path, grammars.bash, order);
  return {
    problems: file.problems,
    workloads,
    comments: suppressions(file),
    edits: (change) => edits(file, path, workloads[0]?.id ?? '', change, order),
    statementAt: (offset) => instructionAt(file, offset)?.span ?? { start: 0, end: file.text.length },
    commentLine: (line) => `# ${line}`,
  };
}

export default format;

/** The comments that may suppress findings, each with the instruction that follows, or that it stands in. */
function suppressions(file: Dockerfile): Comment[] {
  const found: Comment[] = [];
  const stages = stageSpans(file);
  let index = 0;
  let stage = -1;
  for (const span of file.comments) {
    const text = file.text.slice(span.start, span.end);
    if (!isPragma(text)) continue;
    while ((file.instructions[index]?.span.end ?? Number.POSITIVE_INFINITY) < span.start) index++;
    const target = file.instructions[index]?.span;
    // A comment before FROM speaks about the stage that begins there, not about the one that ends above.
    const at = target?.start ?? span.start;
    while ((stages[stage + 1]?.start ?? Number.POSITIVE_INFINITY) <= at) stage++;
    const block = stages[stage];
    found.push({
      span,
      text: text.replace(/^#+/, '').trim(),
      ...(target === undefined ? {} : { target }),
      ...(block === undefined ? {} : { block }),
    });
  }
  return found;
}

/** From each FROM to the next one. */
function stageSpans({ instructions, text }: Dockerfile): Span[] {
  const starts = instructions.filter(({ keyword }) => keyword === 'FROM').map(({ span }) => span.start);
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
}
