// Edits of JSON text that keep comments, commas and indentation, or none where that cannot be done safely.
import type { TextEdit } from '../../core/format';
import type { Span } from '../../core/span';
import { lineBreakOf, nextLine, startOfLine } from '../lines';
import type { JsonContainer, JsonFile, JsonNode, JsonScalar, JsonStatement } from './tree';

/**
 * Removes neighbouring statements of one container, and what would be left empty by that. There is no edit where the
 * root would be left empty, or a comment inside would go too.
 */
export function remove(
  file: JsonFile,
  first: JsonStatement,
  last: JsonStatement = first,
): readonly TextEdit[] | undefined {
  let from = first;
  let to = last;
  while (from.container.entries.at(0) === from && from.container.entries.at(-1) === to) {
    const { owner } = from.container;
    if (owner === undefined) return undefined;
    from = owner;
    to = owner;
  }
  if (!from.container.closed) return undefined;
  const entries: readonly JsonStatement[] = from.container.entries;
  const next = entries[entries.indexOf(to) + 1];
  const span: Span = { start: from.span.start, end: to.span.end };
  if (file.comments.some(({ start }) => start > span.start && start < span.end)) return undefined;
  const { text } = file;
  const edits: TextEdit[] = [];
  let { end } = span;
  if (to.comma !== undefined) {
    if (text.slice(end, to.comma).trim() === '') end = to.comma + 1;
    else edits.push({ span: { start: to.comma, end: to.comma + 1 }, text: '' });
  } else if (next === undefined) {
    const previous = entries[entries.indexOf(from) - 1];
    if (previous?.comma !== undefined)
      edits.push({ span: { start: previous.comma, end: previous.comma + 1 }, text: '' });
  }
  edits.push({ span: wholeLines(text, { start: span.start, end }), text: '' });
  return edits;
}

/** The span with the spaces around it that would be left over: its lines where nothing else stands on them. */
function wholeLines(text: string, { start, end }: Span): Span {
  const lineStart = startOfLine(text, start);
  const blankBefore = text.slice(lineStart, start).trim() === '';
  const after = skipSpaces(text, end);
  const atLineEnd = after === text.length || /[\r\n]/.test(text.charAt(after));
  if (blankBefore && atLineEnd) return { start: lineStart, end: nextLine(text, after) };
  if (!atLineEnd && !/[\]}]/.test(text.charAt(after))) return { start, end: after };
  const before = start - (/[ \t]*$/.exec(text.slice(lineStart, start))?.[0].length ?? 0);
  // A space behind an opening bracket belongs to the bracket.
  return { start: /[[{]/.test(text.charAt(before - 1)) ? start : before, end };
}

/** Replaces a value that has no entries by JSON. */
export function replaceScalar(node: JsonScalar, json: string): TextEdit {
  return { span: node.span, text: json };
}

/** Adds an entry, written as JSON (`"key": value` for an object), behind the last one. */
export function append(
  file: JsonFile,
  container: JsonContainer,
  json: string,
): readonly TextEdit[] | undefined {
  if (!container.closed) return undefined;
  const { text } = file;
  const last: JsonStatement | undefined = container.entries.at(-1);
  if (last === undefined) return [intoEmpty(file, container, json)];
  const lineStart = startOfLine(text, last.span.start);
  const indentation = text.slice(lineStart, last.span.start);
  const trailing = last.comma !== undefined;
  const end = last.comma === undefined ? last.span.end : last.comma + 1;
  const comma = (at: number): TextEdit[] => (trailing ? [] : [{ span: { start: at, end: at }, text: ',' }]);
  const written = trailing ? `${json},` : json;
  if (indentation.trim() !== '') {
    return [{ span: { start: end, end }, text: `${trailing ? ' ' : ', '}${written}` }];
  }
  const newline = lineBreakOf(text);
  const lineEnd = endOfLine(text, end);
  const comment = file.comments.find(({ start }) => start >= end && start < lineEnd);
  if (comment === undefined || comment.end > lineEnd || text.slice(end, comment.start).trim() !== '') {
    return [{ span: { start: end, end }, text: `${trailing ? '' : ','}${newline}${indentation}${written}` }];
  }
  return [
    ...comma(end),
    { span: { start: comment.end, end: comment.end }, text: `${newline}${indentation}${written}` },
  ];
}

function intoEmpty(file: JsonFile, container: JsonContainer, json: string): TextEdit {
  const { text } = file;
  const { start, end } = container.span;
  const inside = { start: start + 1, end: end - 1 };
  const hasComment = file.comments.some((comment) => comment.start > start && comment.end < end);
  if (container.kind === 'array' && !hasComment) return { span: inside, text: json };
  const newline = lineBreakOf(text);
  const base = /^[ \t]*/.exec(text.slice(startOfLine(text, start)))?.[0] ?? '';
  const written = `${newline}${base}${unitOf(file)}${json}`;
  // Comments inside stay above the entry.
  if (hasComment) {
    const at = file.comments.findLast((comment) => comment.end < end)?.end ?? inside.start;
    return { span: { start: at, end: at }, text: written };
  }
  return { span: inside, text: `${written}${newline}${base}` };
}

/** One step of indentation, as the file's outermost entries have it. */
function unitOf({ text, root }: JsonFile): string {
  const first = root === undefined || root.kind === 'scalar' ? undefined : root.entries[0];
  if (first === undefined) return '  ';
  const { start } = first.span;
  const before = text.slice(startOfLine(text, start), start);
  return before !== '' && before.trim() === '' ? before : '  ';
}

/** Sets a member of an object: its value where it stands there, else as a new member. */
export function set(
  file: JsonFile,
  object: JsonNode | undefined,
  name: string,
  json: string,
): readonly TextEdit[] | undefined {
  if (object?.kind !== 'object') return undefined;
  const own = object.entries.findLast((entry) => entry.name === name);
  if (own === undefined) return append(file, object, `${JSON.stringify(name)}: ${json}`);
  return own.value?.kind === 'scalar' ? [replaceScalar(own.value, json)] : undefined;
}

function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline === -1 ? text.length : newline;
}

function skipSpaces(text: string, offset: number): number {
  let at = offset;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at++;
  return at;
}
