// Turns changes into edits of a Dockerfile, comments and layout kept.
import type { Change, TextEdit } from '../../core/format';
import { contains, type Span } from '../../core/span';
import { lineBreakOf, startOfLine } from '../lines';
import { assignmentsOf, wordsOf } from './arguments';
import { type Order, shippedChain, stagesOf } from './stages';
import { argumentSpan, type Dockerfile, type Instruction, instructionAt, type Word } from './tree';

/** The edits that make a change; `undefined` where a Dockerfile cannot say it, or a variable stands in the way. */
export function edits(
  file: Dockerfile,
  path: string,
  workload: string,
  change: Change,
  order: Order,
): TextEdit[] | undefined {
  switch (change.kind) {
    case 'remove':
      return change.place.path === path ? remove(file, change.place.span) : undefined;
    case 'replace':
      return change.place.path === path ? replace(file, change.place.span, change.value) : undefined;
    case 'set':
      if (change.workload !== workload || change.setting.name !== 'user') return undefined;
      return setUser(file, path, change.setting.value, order);
    default:
      return undefined;
  }
}

/** The instruction that holds the whole span. */
function instructionAround(file: Dockerfile, span: Span): Instruction | undefined {
  const found = instructionAt(file, span.start);
  return found !== undefined && contains(found.span, span) ? found : undefined;
}

/** Instructions whose arguments stand beside each other, so that one can go and the others stay. */
const lists = new Set(['EXPOSE', 'VOLUME']);
const assigning = new Set(['ENV', 'ARG', 'LABEL']);
/** Without these the file says something else altogether. */
const vital = new Set(['FROM', 'RUN', 'COPY', 'ADD', 'ARG', 'WORKDIR', 'SHELL', 'ONBUILD']);

function remove(file: Dockerfile, span: Span): TextEdit[] | undefined {
  const instruction = instructionAround(file, span);
  if (instruction === undefined) return undefined;
  if (instruction.flags.some((flag) => same(flag.span, span)))
    return [cut(span.start, afterBlanks(file, span.end))];
  const parts = partsOf(file, instruction);
  const index = parts.findIndex((part) => contains(part, span));
  if (parts.length > 1 && index >= 0) {
    if (instruction.json !== undefined) return [cutFromList(parts, index)];
    const previous = parts[index - 1];
    const next = parts[index + 1];
    // What lies between two parts may hold comments; they stay when they are not on the same line.
    if (previous !== undefined && isBlank(file, previous.end, span.start))
      return [cut(previous.end, span.end)];
    if (next !== undefined && isBlank(file, span.end, next.start)) return [cut(span.start, next.start)];
    return undefined;
  }
  if (vital.has(instruction.keyword) && !(instruction.keyword === 'ARG' && index >= 0)) return undefined;
  return [wholeLines(file, instruction.span)];
}

/** The parts of an instruction that can be taken out one by one. */
function partsOf(file: Dockerfile, instruction: Instruction): Span[] {
  if (assigning.has(instruction.keyword)) return assignmentsOf(file, instruction).map(({ span }) => span);
  return lists.has(instruction.keyword) ? wordsOf(instruction).map(({ span }) => span) : [];
}

function cut(start: number, end: number): TextEdit {
  return { span: { start, end }, text: '' };
}

function cutFromList(parts: readonly Span[], index: number): TextEdit {
  const part = parts[index] ?? { start: 0, end: 0 };
  const next = parts[index + 1];
  return next !== undefined
    ? cut(part.start, next.start)
    : cut(parts[index - 1]?.end ?? part.start, part.end);
}

/** Whether only white space and continuations lie there. */
function isBlank(file: Dockerfile, start: number, end: number): boolean {
  return /^(?:[ \t]|[\\`][ \t]*\r?\n)*$/.test(file.text.slice(start, end));
}

function afterBlanks(file: Dockerfile, offset: number): number {
  let at = offset;
  while (file.text[at] === ' ' || file.text[at] === '\t') at++;
  return at;
}

/** Cuts whole lines, line break included. */
function wholeLines({ text }: Dockerfile, span: Span): TextEdit {
  const start = startOfLine(text, span.start);
  const feed = text.indexOf('\n', span.end);
  // At the end of the file the break before it goes.
  if (feed >= 0) return cut(start, feed + 1);
  return cut(text[start - 2] === '\r' ? start - 2 : Math.max(start - 1, 0), text.length);
}

function same(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

function replace(file: Dockerfile, span: Span, value: string): TextEdit[] | undefined {
  const instruction = instructionAround(file, span);
  if (instruction === undefined || /[\r\n]/.test(value)) return undefined;
  const written = file.text.slice(span.start, span.end);
  if (written.includes('$') || value.includes('$')) return undefined;
  const text = spell(file, instruction, span, value);
  return text === undefined ? undefined : [{ span, text }];
}

/** The value as it must be written at that place. */
function spell(file: Dockerfile, instruction: Instruction, span: Span, value: string): string | undefined {
  const { json, keyword } = instruction;
  if (starting.has(keyword) && same(instruction.span, span)) return spellProcess(instruction, value);
  const isThere = ({ span: other }: Word): boolean => same(other, span);
  if (json !== undefined) return json.some(isThere) ? JSON.stringify(value) : undefined;
  if (assigning.has(keyword)) {
    const found = assignmentsOf(file, instruction).find(
      ({ value: word }) => word !== undefined && isThere(word),
    );
    if (found === undefined) return undefined;
    return isPlain(value) ? value : quote(file, value);
  }
  const isWord = wordsOf(instruction).some(isThere) || same(argumentSpan(instruction), span);
  return isWord && isPlain(value) && !instruction.heredocs.length && keyword !== 'RUN' ? value : undefined;
}

/** Instructions whose place is that of the whole process. */
const starting = new Set(['CMD', 'ENTRYPOINT']);

/** A process of plain words in exec form. */
function spellProcess({ keyword }: Instruction, value: string): string | undefined {
  const words = value.split(' ');
  return words.every(isPlain) ? `${keyword} ${JSON.stringify(words).replaceAll('","', '", "')}` : undefined;
}

function isPlain(value: string): boolean {
  return /^[\w./:@,+=%~-]+$/.test(value);
}

function quote(file: Dockerfile, value: string): string {
  return `"${value.replace(/["\\`]/g, (character) =>
    character === '"' || character === file.escape ? file.escape + character : character,
  )}"`;
}

/** Instructions after which a change of the user no longer changes the build. */
const afterUser = new Set([
  'CMD',
  'ENTRYPOINT',
  'EXPOSE',
  'HEALTHCHECK',
  'STOPSIGNAL',
  'LABEL',
  'VOLUME',
  'ENV',
]);

/** The beginning of the comment lines right before a line, which speak about it; nothing before `floor`. */
function beforeComments({ text }: Dockerfile, lineStart: number, floor: number): number {
  let at = lineStart;
  while (at > 0) {
    const previous = text.lastIndexOf('\n', at - 2) + 1;
    if (previous < floor || !/^[ \t]*#/.test(text.slice(previous, at))) break;
    at = previous;
  }
  return at;
}

function setUser(file: Dockerfile, path: string, user: string, order: Order): TextEdit[] | undefined {
  if (!/^[\w.-]+(:[\w.-]+)?$/.test(user)) return undefined;
  const shipped = shippedChain(stagesOf(file, path, order), order).at(-1);
  if (shipped === undefined) return undefined;
  const stated = shipped.instructions.findLast(({ keyword }) => keyword === 'USER');
  if (stated !== undefined) return replace(file, argumentSpan(stated), user);
  const { instructions } = shipped;
  let index = instructions.length;
  while (index > 0 && afterUser.has(instructions[index - 1]?.keyword ?? '')) index--;
  const start = instructions
    .slice(index)
    .find(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT');
  const newline = lineBreakOf(file.text);
  if (start !== undefined) {
    const lineStart = startOfLine(file.text, start.span.start);
    const before = instructions[instructions.indexOf(start) - 1];
    // Behind a byte order mark or white space the instruction itself is the safe place.
    const at =
      lineStart === 0
        ? start.span.start
        : beforeComments(file, lineStart, before?.span.end ?? shipped.from.span.end);
    return [{ span: { start: at, end: at }, text: `USER ${user}${newline}` }];
  }
  const last = (instructions.at(-1) ?? shipped.from).span.end;
  return [{ span: { start: last, end: last }, text: `${newline}USER ${user}` }];
}
