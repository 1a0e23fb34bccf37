// The position of the HCL reader in its text: white space, comments, names, and the indentation of lines.
import type { Message } from '../../core/message';
import type { Span } from '../../core/span';
import { openComment } from './messages';
import type { HclStatement } from './tree';

/** Where the reader is. Everything it has read lies before `at`, and `at` only moves back over white space. */
export interface Cursor {
  readonly text: string;
  at: number;
  /** Nothing is read from here on: the end of the file, or of the heredoc around. */
  limit: number;
  /** Start of the line around `at`. */
  line: number;
  /** Whether line breaks are white space: inside of brackets. */
  lines: boolean;
  /** How many brackets and blocks are open. */
  depth: number;
  /** The statement in whose value the reader is. */
  owner: HclStatement | undefined;
  /** Whether brackets are missing, so that indentation decides where blocks end. */
  readonly recovering: boolean;
  /** Whether a bracket was missing or closed nothing. */
  unbalanced: boolean;
  readonly problems: { readonly span: Span; readonly message: Message }[];
  readonly comments: Span[];
  readonly statements: HclStatement[];
  /** The last run of white space and comments, which lookahead passes several times. */
  readonly skipped: { from: number; to: number; line: number };
  /** The indentation of the line that starts at `line`. */
  readonly indentation: { line: number; width: number };
  /** From here on no comment ends. */
  unclosedFrom: number;
  /** Lines that may end a heredoc: starts, by their only word. Built when the first heredoc comes. */
  markers: ReadonlyMap<string, readonly number[]> | undefined;
}

/** Deepest nesting of brackets and blocks that is read; real files need a dozen. */
export const depthLimit = 150;

/** A cursor at the start of a text. */
export function cursorOf(text: string, recovering: boolean): Cursor {
  return {
    text,
    at: 0,
    limit: text.length,
    line: 0,
    lines: false,
    depth: 0,
    owner: undefined,
    recovering,
    unbalanced: false,
    problems: [],
    comments: [],
    statements: [],
    skipped: { from: -1, to: -1, line: 0 },
    indentation: { line: -1, width: 0 },
    unclosedFrom: text.length,
    markers: undefined,
  };
}

/** The code of the character at an offset, `-1` behind the limit. */
export function codeAt(c: Cursor, offset: number): number {
  return offset < c.limit ? c.text.charCodeAt(offset) : -1;
}

/** Whether the text goes on with this ASCII word. */
export function isAt(c: Cursor, word: string): boolean {
  return c.at + word.length <= c.limit && c.text.startsWith(word, c.at);
}

/** Passes white space and comments, and line breaks too if `lines`. */
export function skip(c: Cursor, lines: boolean): void {
  const { skipped } = c;
  if (lines && skipped.from === c.at && skipped.to <= c.limit) {
    c.at = skipped.to;
    c.line = skipped.line;
    return;
  }
  const from = c.at;
  for (;;) {
    const code = codeAt(c, c.at);
    if (code === 32 || code === 9 || code === 13 || code === 0xfeff) c.at++;
    else if (code === 10) {
      if (!lines) return;
      c.line = ++c.at;
    } else if (code === 35 || (code === 47 && c.text.charCodeAt(c.at + 1) === 47)) lineComment(c);
    else if (code === 47 && c.text.charCodeAt(c.at + 1) === 42) blockComment(c);
    else break;
  }
  if (lines && c.at > from) {
    skipped.from = from;
    skipped.to = c.at;
    skipped.line = c.line;
  }
}

function lineComment(c: Cursor): void {
  const start = c.at;
  c.at = endOfLine(c, start);
  const end = c.text.charCodeAt(c.at - 1) === 13 ? c.at - 1 : c.at;
  remember(c, { start, end });
}

function blockComment(c: Cursor): void {
  const start = c.at;
  const found = start < c.unclosedFrom ? c.text.indexOf('*/', start + 2) : -1;
  if (found === -1 || found + 2 > c.limit) {
    if (found === -1) c.unclosedFrom = Math.min(c.unclosedFrom, start);
    c.at = endOfLine(c, start);
    if (remember(c, { start, end: c.at })) report(c, { start, end: start + 2 }, openComment);
    return;
  }
  c.at = found + 2;
  const newline = c.text.lastIndexOf('\n', found);
  if (newline > start) c.line = newline + 1;
  remember(c, { start, end: c.at });
}

/** Whether it is seen for the first time: lookahead passes comments several times. */
function remember(c: Cursor, span: Span): boolean {
  const last = c.comments.at(-1);
  if (last !== undefined && last.start >= span.start) return false;
  c.comments.push(span);
  return true;
}

/** The end of the line an offset is on, without the line break. */
export function endOfLine(c: Cursor, offset: number): number {
  const newline = c.text.indexOf('\n', offset);
  return newline === -1 || newline > c.limit ? c.limit : newline;
}

/** More than anybody reads. */
const problemLimit = 500;

/** Says that something is wrong. */
export function report(c: Cursor, span: Span, message: Message): void {
  if (c.problems.length < problemLimit) c.problems.push({ span, message });
}

/** A position to come back to. */
export interface Mark {
  readonly at: number;
  readonly line: number;
}

/** Where the cursor is. */
export function mark({ at, line }: Cursor): Mark {
  return { at, line };
}

/** Goes back over white space. */
export function reset(c: Cursor, { at, line }: Mark): void {
  c.at = at;
  c.line = line;
}

/** Whether a name can start with this character. */
export function startsName(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    code === 95 ||
    (code > 127 && code !== 0xfeff)
  );
}

/** Whether the character is a digit. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function continuesName(code: number): boolean {
  return startsName(code) || isDigit(code) || code === 45;
}

/** Reads the name at the cursor, which must be at its start. */
export function name(c: Cursor): string {
  const start = c.at;
  c.at++;
  while (continuesName(codeAt(c, c.at))) c.at++;
  return c.text.slice(start, c.at);
}

/** How many blanks the line around the cursor starts with. */
export function indentation(c: Cursor): number {
  const known = c.indentation;
  if (known.line !== c.line) {
    let end = c.line;
    while (c.text.charCodeAt(end) === 32 || c.text.charCodeAt(end) === 9) end++;
    known.line = c.line;
    known.width = end - c.line;
  }
  return known.width;
}

/** Whether nothing stands before the cursor on its line. */
export function beginsLine(c: Cursor): boolean {
  return c.at === c.line + indentation(c);
}

const header = /[A-Za-z_][\w-]*(?:[ \t]*=(?![=>])|(?:[ \t]+(?:"[^"\n]*"|[A-Za-z_][\w-]*))*[ \t]*\{)/y;
const block = /[A-Za-z_][\w-]*(?:[ \t]+(?:"[^"\n]*"|[A-Za-z_][\w-]*))*[ \t]*\{/y;

/** Whether an argument or a block starts at the cursor: what no value of a list looks like. */
export function looksLikeStatement(c: Cursor): boolean {
  header.lastIndex = c.at;
  return header.test(c.text);
}

/** Whether the head of a block starts at the cursor. */
export function looksLikeBlock(c: Cursor): boolean {
  block.lastIndex = c.at;
  return block.test(c.text);
}
