// Reads a Dockerfile the way BuildKit's parser does: directives, continued lines, flags, JSON form, heredocs, ONBUILD.
import type { Problem } from '../../core/format';
import type { Message } from '../../core/message';
import type { Span } from '../../core/span';
import { type Code, sourceSpan } from '../code';
import { isAlphanumeric, isSeparator, isSpace, skipBlank, skipSpace, trimBlank, trimEnd } from './characters';
import { openingsIn } from './heredoc';
import { readStrings } from './json';
import * as messages from './messages';
import type { Directive, Dockerfile, Heredoc, Instruction, Word } from './tree';
import { quoted } from './words';

/** How the arguments of an instruction are written. */
type Form = 'json' | 'pairs' | 'healthcheck' | 'onbuild' | 'plain';

/** A keyword in capitals with its form, found by one look-up: that look-up is a quarter of the time. */
interface Keyword {
  readonly name: string;
  readonly form: Form;
}

const forms: readonly (readonly [Form, ...string[]])[] = [
  ['plain', 'FROM', 'ARG', 'EXPOSE', 'USER', 'WORKDIR', 'MAINTAINER', 'STOPSIGNAL'],
  ['json', 'RUN', 'COPY', 'ADD', 'CMD', 'ENTRYPOINT', 'SHELL', 'VOLUME'],
  ['pairs', 'ENV', 'LABEL'],
  ['healthcheck', 'HEALTHCHECK'],
  ['onbuild', 'ONBUILD'],
];

const keywords: ReadonlyMap<string, Keyword> = new Map(
  forms.flatMap(([form, ...names]) => names.map((name) => [name, { name, form }] as const)),
);

function readKeyword(word: string): Keyword {
  const known = keywords.get(word);
  if (known !== undefined) return known;
  const name = word.toUpperCase();
  return keywords.get(name) ?? { name, form: 'plain' };
}

const hash = 0x23;
const newline = 10;
const carriageReturn = 13;

/** ONBUILD within ONBUILD that is followed; the build itself refuses two. */
const deepestTrigger = 8;

/** Bytes of a line, its line break included, that BuildKit's scanner takes. */
const longestLine = 65536;

/** Where the reader stands; `lineStart` and `lineEnd` frame the current line without its line break. */
interface Reader {
  readonly text: string;
  readonly file: Code;
  readonly problems: Problem[];
  readonly comments: Span[];
  readonly directives: Directive[];
  escape: '\\' | '`';
  next: number;
  line: number;
  lineStart: number;
  lineEnd: number;
  /** The first `<<` at or after the last place it was asked for. */
  mark: number;
  /** Where each line stands last, built when the first heredoc turns out to have no end. */
  lastLines?: { readonly whole: Map<string, number>; readonly untabbed: Map<string, number> };
}

/** An instruction whose heredocs are still to be read. */
type Draft = { -readonly [Key in keyof Instruction]: Instruction[Key] };

/** Reads any text; never throws, takes time in proportion to its length. */
export function parse(text: string): Dockerfile {
  const file: Code = { text };
  const reader: Reader = {
    text,
    file,
    problems: [],
    comments: [],
    directives: [],
    escape: '\\',
    next: 0,
    line: 0,
    lineStart: 0,
    lineEnd: 0,
    mark: -1,
  };
  const instructions: Instruction[] = [];
  let directivesOver = false;
  while (nextLine(reader)) {
    const first = reader.line === 1 && text.charCodeAt(0) === 0xfeff ? 1 : reader.lineStart;
    const start = skipSpace(text, first, reader.lineEnd);
    if (start === reader.lineEnd) directivesOver = true;
    else if (text.charCodeAt(start) === hash) {
      directivesOver ||= !readDirective(reader, start);
      if (directivesOver) reader.comments.push({ start, end: trimEnd(text, start, reader.lineEnd) });
    } else {
      directivesOver = true;
      instructions.push(readStatement(reader, start));
    }
  }
  if (instructions.length === 0) refuse(reader, { start: 0, end: text.length }, messages.noInstructions());
  const { directives, comments, problems } = reader;
  return { text, escape: reader.escape, directives, instructions, comments, problems };
}

/** Moves to the next line; false at the end of the text. */
function nextLine(reader: Reader): boolean {
  const { text, next } = reader;
  if (next >= text.length) return false;
  const feed = text.indexOf('\n', next);
  let end = feed < 0 ? text.length : feed;
  reader.next = feed < 0 ? end : feed + 1;
  if (end - next > longestLine / 3) checkLength(reader, next, reader.next);
  while (end > next && text.charCodeAt(end - 1) === carriageReturn) end--;
  reader.lineStart = next;
  reader.lineEnd = end;
  reader.line++;
  return true;
}

function checkLength(reader: Reader, start: number, end: number): void {
  const { text } = reader;
  let bytes = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    // Half a surrogate pair is half of four bytes.
    bytes += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3;
  }
  const broken = text.charCodeAt(end - 1) === newline;
  if (bytes > (broken ? longestLine : longestLine - 1)) {
    refuse(reader, { start, end: trimEnd(text, start, end) }, messages.lineTooLong());
  }
}

function refuse(reader: Reader, span: Span, message: Message): void {
  reader.problems.push({ span, message });
}

/** Reads `# name=value`; false when the comment is no directive, which ends the directives. */
function readDirective(reader: Reader, start: number): boolean {
  const { text, lineEnd } = reader;
  const nameStart = skipSpace(text, start + 1, lineEnd);
  let at = nameStart;
  while (at < lineEnd && isAlphanumeric(text.charCodeAt(at))) at++;
  const name = text.slice(nameStart, at).toLowerCase();
  if (name !== 'syntax' && name !== 'escape' && name !== 'check') return false;
  at = skipBlank(text, at, lineEnd);
  if (text.charCodeAt(at) !== 0x3d || at >= lineEnd) return false;
  const valueStart = skipBlank(text, at + 1, lineEnd);
  const valueEnd = trimBlank(text, valueStart, lineEnd);
  // After `=`, a value of blanks alone is the last blank.
  const value =
    valueEnd > valueStart
      ? text.slice(valueStart, valueEnd)
      : text.slice(Math.max(at + 1, lineEnd - 1), lineEnd);
  if (value === '') return false;
  const span = { start, end: Math.max(valueEnd, at + 1) };
  if (reader.directives.some((directive) => directive.name === name)) {
    refuse(reader, span, messages.repeatedDirective(name));
    return true;
  }
  reader.directives.push({ name, value, span });
  if (name !== 'escape') return true;
  if (value === '\\' || value === '`') reader.escape = value;
  else refuse(reader, span, messages.invalidEscape(value));
  return true;
}

/** Where the line is cut when it goes on in the next one, -1 when it does not. */
function continuation(reader: Reader, start: number): number {
  const { text } = reader;
  let at = reader.lineEnd - 1;
  while (at >= start && (text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 9)) at--;
  const token = reader.escape.charCodeAt(0);
  if (at < start || text.charCodeAt(at) !== token) return -1;
  return at > start && text.charCodeAt(at - 1) === token ? -1 : at;
}

/** Reads the instruction that starts at `start` in the current line, with all lines that belong to it. */
function readStatement(reader: Reader, start: number): Instruction {
  const { text } = reader;
  const startLine = reader.line;
  const cut = continuation(reader, start);
  if (cut < 0) {
    const instruction = readInstruction(reader, reader.file, start, reader.lineEnd, startLine, 0);
    // Few lines hold `<<`: one search serves all lines before the next.
    if (reader.mark < start) {
      const mark = text.indexOf('<<', start);
      reader.mark = mark < 0 ? text.length : mark;
    }
    if (reader.mark < reader.lineEnd) readHeredocs(reader, instruction, start, reader.lineEnd);
    return instruction;
  }
  const code = joinLines(reader, start, cut);
  const instruction = readInstruction(reader, code, 0, code.text.length, startLine, 0);
  if (code.text.includes('<<')) readHeredocs(reader, instruction, 0, code.text.length);
  return instruction;
}

/** Joins a continued line with those that follow. */
function joinLines(reader: Reader, start: number, firstCut: number): Code {
  const { text } = reader;
  const parts = [text.slice(start, firstCut)];
  const pieces = [0, start];
  let length = firstCut - start;
  let cut = firstCut;
  while (cut >= 0 && nextLine(reader)) {
    const { lineStart, lineEnd } = reader;
    const from = skipSpace(text, lineStart, lineEnd);
    if (from === lineEnd) continue;
    if (text.charCodeAt(from) === hash) {
      reader.comments.push({ start: from, end: trimEnd(text, from, lineEnd) });
      continue;
    }
    cut = continuation(reader, lineStart);
    const end = cut < 0 ? lineEnd : cut;
    parts.push(text.slice(lineStart, end));
    pieces.push(length, lineStart);
    length += end - lineStart;
  }
  return { text: parts.join(''), pieces };
}

function readInstruction(
  reader: Reader,
  code: Code,
  from: number,
  to: number,
  startLine: number,
  depth: number,
): Draft {
  const { text } = code;
  const start = skipSpace(text, from, to);
  const end = trimEnd(text, start, to);
  let keywordEnd = start;
  while (keywordEnd < end && !isSeparator(text.charCodeAt(keywordEnd))) keywordEnd++;
  const { name: keyword, form: anyForm } = readKeyword(text.slice(start, keywordEnd));
  const keywordSpan = sourceSpan(code, start, keywordEnd);
  let argumentsStart = keywordEnd;
  while (argumentsStart < end && isSeparator(text.charCodeAt(argumentsStart))) argumentsStart++;
  let flags = noWords;
  if (text.charCodeAt(argumentsStart) === 0x2d) {
    const read: Word[] = [];
    argumentsStart = skipSpace(text, readFlags(code, argumentsStart, end, read), end);
    flags = read;
  }
  let json: Word[] | undefined;
  let trigger: Instruction | undefined;
  const form = argumentsStart < end ? anyForm : 'plain';
  if (form === 'json') json = readJson(reader, code, argumentsStart, end);
  else if (form === 'healthcheck') {
    json = readJson(reader, code, skipSpace(text, skipWord(text, argumentsStart, end), end), end);
  } else if (form === 'pairs') checkPairs(reader, code, keyword, argumentsStart, end);
  else if (form === 'onbuild' && depth < deepestTrigger) {
    trigger = readInstruction(reader, code, argumentsStart, end, startLine, depth + 1);
  }
  return {
    keyword,
    span: { start: keywordSpan.start, end: wholeEnd(reader, keywordSpan.start) },
    keywordSpan,
    startLine,
    endLine: reader.line,
    flags,
    code,
    argumentsStart,
    argumentsEnd: end,
    json,
    heredocs: noHeredocs,
    trigger,
  };
}

function skipWord(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && !isSpace(text.charCodeAt(at))) at++;
  return at;
}

const noWords: readonly Word[] = [];
const noHeredocs: readonly Heredoc[] = [];

/** The end of the current line without trailing white space, but not before `start`. */
function wholeEnd(reader: Reader, start: number): number {
  return Math.max(start, trimEnd(reader.text, reader.lineStart, reader.lineEnd));
}

function readJson(reader: Reader, code: Code, start: number, end: number): Word[] | undefined {
  const strings = readStrings(code.text, start, end);
  if (strings === 'shell') return undefined;
  if (strings === 'not-strings') {
    refuse(reader, sourceSpan(code, start, end), messages.notStrings());
    return undefined;
  }
  return strings.map((item) => ({ text: item.value, span: sourceSpan(code, item.start, item.end) }));
}

/** Reads the flags from `start` on into `flags`; gives where the rest starts. Flags always escape with a backslash. */
function readFlags(code: Code, start: number, end: number, flags: Word[]): number {
  const { text } = code;
  let at = start;
  for (;;) {
    while (at < end && isSpace(text.charCodeAt(at))) at++;
    if (at + 1 >= end || text.charCodeAt(at) !== 0x2d || text.charCodeAt(at + 1) !== 0x2d) return at;
    const wordStart = at;
    let word = '';
    let run = at;
    let quote = 0;
    for (; at < end; at++) {
      const character = text.charCodeAt(at);
      if (quote === 0 && isSpace(character)) break;
      if (quote === 0 ? character === 0x22 || character === 0x27 : character === quote) {
        word += text.slice(run, at);
        quote = quote === 0 ? character : 0;
        run = at + 1;
      } else if (character === 0x5c) {
        word += text.slice(run, at);
        run = at + 1;
        at++;
      }
    }
    at = Math.min(at, end);
    word += text.slice(run, at);
    if (word === '--') return at;
    flags.push({ text: word, span: sourceSpan(code, wordStart, at) });
  }
}

/** Says what BuildKit refuses about the arguments of ENV and LABEL. */
function checkPairs(reader: Reader, code: Code, keyword: string, start: number, end: number): void {
  const { text } = code;
  const token = reader.escape.charCodeAt(0);
  let at = start;
  while (at < end) {
    const wordStop = wordEnd(text, at, end, token);
    if (!hasEquals(text, at, wordStop)) {
      const span = sourceSpan(code, at, wordStop);
      if (at > start) refuse(reader, span, messages.missingEquals(quoted(text.slice(at, wordStop))));
      else if (!hasSeparator(text, start, end)) refuse(reader, span, messages.missingValue(keyword));
      return;
    }
    at = skipSpace(text, wordStop, end);
  }
}

/** The end of the word at `start` as ENV, ARG and LABEL split: quotes hold together, the escape character too. */
export function wordEnd(text: string, start: number, end: number, token: number): number {
  let quote = 0;
  let at = start;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (quote === 0) {
      if (isSpace(code)) return at;
      if (code === 0x22 || code === 0x27) quote = code;
      else if (code === token) at++;
    } else if (code === quote) quote = 0;
    else if (code === token && quote !== 0x27) at++;
  }
  return end;
}

function hasEquals(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) === 0x3d) return true;
  return false;
}

function hasSeparator(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (isSeparator(text.charCodeAt(at))) return true;
  return false;
}

function mayHoldHeredoc(instruction: Instruction): boolean {
  const inner = instruction.keyword === 'ONBUILD' ? instruction.trigger : instruction;
  if (inner === undefined || inner.json !== undefined) return false;
  return inner.keyword === 'RUN' || inner.keyword === 'COPY' || inner.keyword === 'ADD';
}

/** Reads the heredocs that the joined line in `[start, end)` opens, and adds them to the instruction. */
function readHeredocs(reader: Reader, instruction: Draft, start: number, end: number): void {
  if (!mayHoldHeredoc(instruction)) return;
  const { code } = instruction;
  const heredocs: Heredoc[] = [];
  for (const word of openingsIn(code.text.slice(start, end))) {
    const { opening } = word;
    const operator = sourceSpan(code, start + word.start, start + word.end);
    if ('reason' in opening) {
      refuse(reader, operator, messages.unreadableHeredoc(opening.reason));
      break;
    }
    const { name, stripTabs, expand, fd } = opening;
    const body = readBody(reader, name, stripTabs);
    if (body === undefined) {
      refuse(reader, operator, messages.unterminatedHeredoc(name));
      break;
    }
    heredocs.push({ name, stripTabs, expand, fd, operator, body });
  }
  if (heredocs.length === 0) return;
  instruction.heredocs = heredocs;
  instruction.span = { start: instruction.span.start, end: wholeEnd(reader, instruction.span.start) };
  instruction.endLine = reader.line;
}

/** Reads the lines of a heredoc and the one that ends it; without an end nothing is read. */
function readBody(reader: Reader, name: string, stripTabs: boolean): Span | undefined {
  const { text, next: start, line, lineStart, lineEnd } = reader;
  if (reader.lastLines !== undefined && !endsLater(reader, name, stripTabs)) return undefined;
  while (nextLine(reader)) {
    let from = reader.lineStart;
    if (stripTabs) while (from < reader.lineEnd && text.charCodeAt(from) === 9) from++;
    if (reader.lineEnd - from === name.length && text.startsWith(name, from)) {
      return { start, end: reader.lineStart };
    }
  }
  // BuildKit gives up here. Reading on behind the opening line shows what follows while the heredoc is being typed.
  Object.assign(reader, { next: start, line, lineStart, lineEnd });
  reader.lastLines ??= indexLines(text);
  return undefined;
}

function endsLater(reader: Reader, name: string, stripTabs: boolean): boolean {
  const last = (stripTabs ? reader.lastLines?.untabbed : reader.lastLines?.whole)?.get(name);
  return last !== undefined && last >= reader.next;
}

/** The last place of every line, so that many heredocs without an end are not each searched for to the end. */
function indexLines(text: string): { whole: Map<string, number>; untabbed: Map<string, number> } {
  const whole = new Map<string, number>();
  const untabbed = new Map<string, number>();
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    let end = feed < 0 ? text.length : feed;
    const next = feed < 0 ? end : feed + 1;
    while (end > start && text.charCodeAt(end - 1) === carriageReturn) end--;
    let from = start;
    whole.set(text.slice(start, end), start);
    while (from < end && text.charCodeAt(from) === 9) from++;
    untabbed.set(text.slice(from, end), start);
    start = next;
  }
  return { whole, untabbed };
}
