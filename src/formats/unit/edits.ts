// Edits of a unit file that keep its comments and layout.
import type { TextEdit } from '../../core/format';
import { contains, type Span } from '../../core/span';
import { lineBreakOf, linesAround } from '../lines';
import type { UnitEntry, UnitFile, UnitSection } from './tree';
import { wordsOf } from './words';

/** The entry that holds the whole span. */
export function entryAround(
  file: UnitFile,
  span: Span,
): { readonly section: UnitSection; readonly entry: UnitEntry } | undefined {
  for (const section of file.sections) {
    const entry = section.entries.find((candidate) => contains(candidate.span, span));
    if (entry !== undefined) return { section, entry };
  }
  return undefined;
}

/** Takes an entry out with its lines; none where a comment stands between its lines. */
export function removeEntry(file: UnitFile, { span }: UnitEntry): TextEdit | undefined {
  if (file.comments.some((comment) => contains(span, comment))) return undefined;
  return { span: linesAround(file.text, span), text: '' };
}

/** Takes words that follow each other out of a value, from the first to the last of the span; the entry with the last of them. */
export function removeWords(file: UnitFile, entry: UnitEntry, span: Span): TextEdit | undefined {
  const words = wordsOf(entry.value);
  const first = words.findIndex((word) => word.span.start === span.start);
  const last = words.findIndex((word) => word.span.end === span.end);
  if (first < 0 || last < first) return undefined;
  if (last - first + 1 === words.length) return removeEntry(file, entry);
  const next = words[last + 1];
  const previous = words[first - 1];
  const cut =
    next === undefined
      ? { start: previous?.span.end ?? span.start, end: span.end }
      : { start: span.start, end: next.span.start };
  if (file.comments.some((comment) => contains(cut, comment))) return undefined;
  return { span: cut, text: '' };
}

/** Whether a value can be written as it is: one line, no blanks around it, nothing that continues or comments. */
export function isWritable(value: string): boolean {
  return /^(?![#;\s])[^\r\n\\"'{}]*$/.test(value) && !/\s$/.test(value);
}

/** Writes another value for an entry, as it is: a `%` in it starts a specifier. */
export function replaceValue(file: UnitFile, entry: UnitEntry, value: string): TextEdit | undefined {
  if (!isWritable(value) || file.comments.some((comment) => contains(entry.span, comment))) return undefined;
  const written = file.text.slice(entry.span.start, entry.span.end);
  const equals = entry.span.start + written.indexOf('=');
  const blanks = /^[ \t]*/.exec(file.text.slice(equals + 1, entry.span.end))?.[0].length ?? 0;
  return { span: { start: equals + 1 + blanks, end: entry.span.end }, text: value };
}

/** Adds an entry at the end of a section's last occurrence, or a new section at the end of the file. */
export function insertEntry(
  file: UnitFile,
  section: string,
  key: string,
  value: string,
): TextEdit | undefined {
  if (!isWritable(value)) return undefined;
  const newline = lineBreakOf(file.text);
  const line = `${key}=${value}`;
  const found = file.sections.findLast(({ name }) => name === section);
  if (found === undefined) {
    const end = file.text.length;
    const before = file.text === '' || file.text.endsWith('\n') ? newline : newline + newline;
    return { span: { start: end, end }, text: `${before}[${section}]${newline}${line}${newline}` };
  }
  const { end } = found.span;
  // A backslash there would take the new line in.
  if (file.text.charAt(end - 1) === '\\') return undefined;
  return { span: { start: end, end }, text: `${newline}${line}` };
}
