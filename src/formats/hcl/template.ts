// Reads texts in quotes and heredocs, with what they interpolate.
import { expression } from './expression';
import { missingBracket, openHeredoc, openText } from './messages';
import { type Cursor, codeAt, mark, name, report, reset, skip, startsName } from './scan';
import type { HclPart, HclTemplate } from './tree';

const plainQuoted = /[^"\\$%\n]+/y;
/** Where indentation is taken away, every line is a piece of its own. */
const plainLine = /[^$%\n]*\n|[^$%\n]+/y;
const plainBody = /[^$%]+/y;

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** Reads `"…"`, which ends with its line at the latest. */
export function quoted(c: Cursor): HclTemplate {
  const start = c.at++;
  const parts: HclPart[] = [];
  for (;;) {
    const code = codeAt(c, c.at);
    if (code === 34) {
      c.at++;
      return { kind: 'template', form: 'quoted', parts, closed: true, span: { start, end: c.at } };
    }
    if (code === -1 || code === 10) {
      const end = c.text.charCodeAt(c.at - 1) === 13 && c.at - 1 > start ? c.at - 1 : c.at;
      report(c, { start, end }, openText);
      return { kind: 'template', form: 'quoted', parts, closed: false, span: { start, end } };
    }
    if (code === 92) parts.push(escaped(c));
    else if (!sequence(c, parts)) plain(c, plainQuoted, parts);
  }
}

/** Adds text that stands for itself, at least one character. */
function plain(c: Cursor, pattern: RegExp, parts: HclPart[]): void {
  const start = c.at;
  pattern.lastIndex = start;
  const found = pattern.exec(c.text)?.[0].length ?? 1;
  c.at = Math.min(start + found, c.limit);
  const text = c.text.slice(start, c.at);
  parts.push({ kind: 'text', text, span: { start, end: c.at }, isEscape: false });
}

function escaped(c: Cursor): HclPart {
  const start = c.at;
  const letter = c.text.charAt(start + 1);
  const digits = letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
  const hex = c.text.slice(start + 2, start + 2 + digits);
  let text = escapes[letter];
  if (
    digits > 0 &&
    /^[\dA-Fa-f]+$/.test(hex) &&
    hex.length === digits &&
    Number.parseInt(hex, 16) <= 0x10ffff
  )
    text = String.fromCodePoint(Number.parseInt(hex, 16));
  c.at = text === undefined ? start + 1 : start + 2 + digits;
  const end = c.at;
  return { kind: 'text', text: text ?? '\\', span: { start, end }, isEscape: text !== undefined };
}

/** Reads `${…}`, `%{…}` or their escapes, if the cursor is at one. */
function sequence(c: Cursor, parts: HclPart[]): boolean {
  const start = c.at;
  const code = codeAt(c, start);
  if (code !== 36 && code !== 37) return false;
  if (codeAt(c, start + 1) === code && codeAt(c, start + 2) === 123) {
    c.at += 3;
    const text = code === 36 ? '${' : '%{';
    parts.push({ kind: 'text', text, span: { start, end: c.at }, isEscape: true });
    return true;
  }
  if (codeAt(c, start + 1) !== 123) return false;
  const { lines } = c;
  c.lines = true;
  c.at += 2;
  const before = codeAt(c, c.at) === 126;
  if (before) c.at++;
  skip(c, true);
  if (code === 37) {
    directive(c);
    closing(c, start);
    parts.push({ kind: 'directive', span: { start, end: c.at } });
  } else {
    const value = expression(c);
    const after = closing(c, start);
    const trims = before ? (after ? 'both' : 'before') : after ? 'after' : 'none';
    parts.push({ kind: 'interpolation', value, span: { start, end: c.at }, trims });
  }
  c.lines = lines;
  return true;
}

/** What stands between `%{` and `}`; nobody evaluates it. */
function directive(c: Cursor): void {
  if (!startsName(codeAt(c, c.at))) return;
  const word = name(c);
  skip(c, true);
  if (word === 'for') {
    while (startsName(codeAt(c, c.at)) || codeAt(c, c.at) === 44) {
      if (codeAt(c, c.at) === 44) c.at++;
      else if (name(c) === 'in') break;
      skip(c, true);
    }
    skip(c, true);
  }
  if (word === 'for' || word === 'if') expression(c);
}

/** Passes `}` or `~}`; gives whether there was a `~`. */
function closing(c: Cursor, start: number): boolean {
  const end = mark(c);
  skip(c, true);
  const trims = codeAt(c, c.at) === 126;
  if (trims) c.at++;
  if (codeAt(c, c.at) === 125) {
    c.at++;
    return trims;
  }
  reset(c, end);
  report(c, { start, end: start + 2 }, missingBracket);
  return false;
}

const openingMarker = /<<(-?)([A-Za-z_][\w-]*)[ \t]*\r?(?:\n|$)/y;
/** What follows a heredoc without end, since half-typed files go on with it. */
const nextBlock =
  /^(?:resource|data|module|variable|output|locals|provider|terraform|source|build|packer)\b[^\n]*\{[ \t]*\r?$/m;

/** Reads `<<EOF` to the line that ends it; `undefined` where this is no heredoc. */
export function heredoc(c: Cursor): HclTemplate | undefined {
  const start = c.at;
  openingMarker.lastIndex = start;
  const opening = openingMarker.exec(c.text);
  if (opening === null || start + opening[0].length > c.limit) return undefined;
  const indents = opening[1] === '-';
  const word = opening[2] ?? '';
  const from = start + opening[0].length;
  const found = markerLine(c, word, from);
  const closed = found !== undefined && found < c.limit;
  const to = closed ? found : c.limit === c.text.length ? endWithoutMarker(c, from) : c.limit;
  const around = c.limit;
  c.at = from;
  c.line = from;
  c.limit = to;
  const parts = bodyOf(c, indents ? commonIndentation(c.text, from, to) : 0);
  c.limit = around;
  c.at = to;
  c.line = to;
  if (closed) c.at = c.text.indexOf(word, to) + word.length;
  else {
    // The line break belongs to what follows, which is a statement of its own.
    if (to > from && c.text.charCodeAt(to - 1) === 10) c.at = to - 1;
    report(c, { start, end: start + opening[0].trimEnd().length }, openHeredoc);
  }
  const form = indents ? 'indented' : 'heredoc';
  return { kind: 'template', form, parts, closed, span: { start, end: c.at } };
}

function bodyOf(c: Cursor, width: number): readonly HclPart[] {
  const parts: HclPart[] = [];
  let line = -1;
  while (c.at < c.limit) {
    if (width > 0 && line !== c.at && (line === -1 || c.text.charCodeAt(c.at - 1) === 10)) {
      line = c.at;
      let blanks = 0;
      while (blanks < width && (codeAt(c, c.at) === 32 || codeAt(c, c.at) === 9)) {
        blanks++;
        c.at++;
      }
      if (blanks > 0) continue;
    }
    if (!sequence(c, parts)) plain(c, width > 0 ? plainLine : plainBody, parts);
  }
  return parts;
}

/** How many blanks every line that is not empty starts with. */
function commonIndentation(text: string, from: number, to: number): number {
  let width = Number.POSITIVE_INFINITY;
  for (let at = from; at < to; ) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 || newline > to ? to : newline;
    let first = at;
    while (first < end && (text.charCodeAt(first) === 32 || text.charCodeAt(first) === 9)) first++;
    if (first < end && text.charCodeAt(first) !== 13) width = Math.min(width, first - at);
    at = end + 1;
  }
  return width === Number.POSITIVE_INFINITY ? 0 : width;
}

/** The start of the first line from an offset on that holds nothing but the word. */
function markerLine(c: Cursor, word: string, from: number): number | undefined {
  c.markers ??= markersOf(c.text);
  const starts = c.markers.get(word) ?? [];
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return starts[low];
}

function markersOf(text: string): ReadonlyMap<string, readonly number[]> {
  const markers = new Map<string, number[]>();
  for (const { 1: word = '', index } of text.matchAll(/^[ \t]*([A-Za-z_][\w-]*)[ \t]*\r?$/gm)) {
    const starts = markers.get(word);
    if (starts === undefined) markers.set(word, [index]);
    else starts.push(index);
  }
  return markers;
}

function endWithoutMarker(c: Cursor, from: number): number {
  const next = c.text.slice(from).search(nextBlock);
  return next === -1 ? c.text.length : from + next;
}
