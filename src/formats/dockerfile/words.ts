// Words of a Dockerfile: splitting at white space with quotes and escapes, and expanding variables, as BuildKit does.
import { isAlphanumeric, isDigit, isSpace } from './characters';

/** A variable that is set to something we cannot know. */
export const unknowable = Symbol('unknowable');

/** What a name stands for: its value, `undefined` when it is not set, `unknowable` when it is set to we do not know what. */
export type Lookup = (name: string) => string | undefined | typeof unknowable;

/** The result of an expansion. */
export type Expansion =
  | {
      readonly kind: 'value';
      readonly value: string;
      /** A variable that is used plainly although nothing sets it; it counts as empty. */
      readonly unset?: string;
    }
  /** The variable that keeps the value from being known. */
  | { readonly kind: 'unknown'; readonly variable: string }
  /** The build refuses the word. */
  | { readonly kind: 'error'; readonly reason: string };

/** A word and where it stands in the text that was split. */
export interface SplitWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** How to read a text. */
interface Settings {
  readonly escape: number;
  /** Quotes stay in the result. */
  readonly rawQuotes: boolean;
  /** Escape characters stay in the result. */
  readonly rawEscapes: boolean;
  /** Variables that are not set stay as they are written. */
  readonly keepUnset: boolean;
  readonly lookup: Lookup;
}

interface State {
  readonly settings: Settings;
  readonly text: string;
  readonly end: number;
  at: number;
  escapesRaw: boolean;
  depth: number;
  error: string;
  unknown: string | undefined;
  unset: string | undefined;
}

/** Nesting of `${a:-${b:-…}}` that is followed; real files stay below five. */
const deepest = 200;

/** Characters of a value; longer ones count as unknown, so that doubling variables stay harmless. */
const longest = 65536;

/** Heredocs always escape with a backslash, whatever the file's escape character is. */
const nameSettings: Settings = {
  escape: 0x5c,
  rawQuotes: false,
  rawEscapes: false,
  keepUnset: true,
  lookup: () => undefined,
};
const rawNameSettings: Settings = { ...nameSettings, rawQuotes: true };
const lineSettings: Settings = { ...rawNameSettings, rawEscapes: true };

const singleQuote = 0x27;
const doubleQuote = 0x22;
const dollarSign = 0x24;
const lessThan = 0x3c;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** Expands the variables of a word and removes its quotes and escapes. */
export function expand(text: string, token: string, lookup: Lookup): Expansion {
  if (!/[$'"\\`]/.test(text)) return { kind: 'value', value: text };
  const state = open(text, {
    escape: token.charCodeAt(0),
    rawQuotes: false,
    rawEscapes: false,
    keepUnset: false,
    lookup,
  });
  const value = readUntil(state, -1, state.escapesRaw);
  return finish(state, value);
}

function finish(state: State, value: string | undefined): Expansion {
  if (value === undefined) return { kind: 'error', reason: state.error };
  if (state.unknown !== undefined) return { kind: 'unknown', variable: state.unknown };
  return state.unset === undefined ? { kind: 'value', value } : { kind: 'value', value, unset: state.unset };
}

/** The words of a line that may hold heredocs: quotes, escapes and variables stay. `undefined`: it cannot be split. */
export function rawWords(line: string): SplitWord[] | undefined {
  return splitWords(open(line, lineSettings));
}

/** The words of a heredoc's name, with or without its quotes; `undefined` where it cannot be split. */
export function nameWords(text: string, rawQuotes: boolean): SplitWord[] | { readonly reason: string } {
  const state = open(text, rawQuotes ? rawNameSettings : nameSettings);
  return splitWords(state) ?? { reason: `failed to process ${quoted(text)}: ${state.error}` };
}

/** A text in double quotes as Go's `%q` writes it, for messages that repeat BuildKit's. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replace(/\t/g, '\\t').replace(/\r/g, '\\r')}"`;
}

function open(text: string, settings: Settings): State {
  return {
    settings,
    text,
    end: text.length,
    at: 0,
    escapesRaw: settings.rawEscapes,
    depth: 0,
    error: '',
    unknown: undefined,
    unset: undefined,
  };
}

function peek(state: State): number {
  return state.at < state.end ? state.text.charCodeAt(state.at) : -1;
}

function splitWords(state: State): SplitWord[] | undefined {
  const { text, end } = state;
  const words: SplitWord[] = [];
  let word = '';
  let wordStart = state.at;
  let run = state.at;
  const take = (to: number): void => {
    if (word === '' && to > run) wordStart = run;
    word += text.slice(run, to);
  };
  const close = (to: number): void => {
    if (word !== '') words.push({ text: word, start: wordStart, end: to });
    word = '';
  };
  while (state.at < end) {
    const code = text.charCodeAt(state.at);
    const start = state.at;
    if (isSpace(code)) {
      take(start);
      close(start);
      run = ++state.at;
    } else if (code === lessThan) {
      state.at++;
      if (peek(state) === lessThan) {
        // White space between `<<` and the name belongs to the word.
        state.at++;
        while (isSpace(peek(state))) state.at++;
      }
    } else if (code === state.settings.escape) {
      take(start);
      if (word === '') wordStart = start;
      if (state.escapesRaw) word += text.charAt(start);
      run = start + 1;
      state.at = Math.min(start + 2, end);
    } else if (code === singleQuote || code === doubleQuote || code === dollarSign) {
      take(start);
      if (word === '') wordStart = start;
      const value =
        code === singleQuote
          ? readSingle(state)
          : code === doubleQuote
            ? readDouble(state)
            : readDollar(state);
      if (value === undefined) return undefined;
      run = state.at;
      if (code !== dollarSign) word += value;
      else {
        const parts = splitAtSpace(value);
        for (const [index, part] of parts.entries()) {
          if (index > 0) close(start);
          if (word === '') wordStart = start;
          word += part;
        }
      }
    } else state.at++;
  }
  take(end);
  close(end);
  return words;
}

function splitAtSpace(text: string): string[] {
  const parts: string[] = [];
  let run = 0;
  for (let at = 0; at < text.length; at++) {
    if (!isSpace(text.charCodeAt(at))) continue;
    parts.push(text.slice(run, at));
    run = at + 1;
  }
  parts.push(text.slice(run));
  return parts;
}

/** Reads to `stop` (consumed) or, with -1, to the end; `undefined` and `state.error` on a fault. */
function readUntil(state: State, stop: number, raw: boolean): string | undefined {
  const { text, end } = state;
  const outer = state.escapesRaw;
  state.escapesRaw = raw;
  let out = '';
  let run = state.at;
  while (state.at < end) {
    const start = state.at;
    const code = text.charCodeAt(start);
    if (code === stop) {
      out += text.slice(run, start);
      state.at++;
      state.escapesRaw = outer;
      return out;
    }
    if (code === state.settings.escape) {
      out += text.slice(run, raw ? start + 1 : start);
      run = start + 1;
      state.at = Math.min(start + 2, end);
    } else if (code === singleQuote || code === doubleQuote || code === dollarSign) {
      out += text.slice(run, start);
      const value =
        code === singleQuote
          ? readSingle(state)
          : code === doubleQuote
            ? readDouble(state)
            : readDollar(state);
      if (value === undefined) return undefined;
      out += value;
      run = state.at;
    } else state.at++;
    if (out.length > longest) return fail(state, 'value too long');
  }
  if (stop >= 0)
    return fail(state, `unexpected end of statement while looking for matching ${String.fromCharCode(stop)}`);
  state.escapesRaw = outer;
  return out + text.slice(run, end);
}

function fail(state: State, error: string): undefined {
  state.error = error;
  return undefined;
}

function readSingle(state: State): string | undefined {
  const start = state.at;
  const end = state.text.indexOf("'", start + 1);
  if (end < 0) {
    state.at = state.end;
    return fail(state, 'unexpected end of statement while looking for matching single-quote');
  }
  state.at = end + 1;
  return state.settings.rawQuotes ? state.text.slice(start, end + 1) : state.text.slice(start + 1, end);
}

function readDouble(state: State): string | undefined {
  const { text, end } = state;
  let out = '';
  let run = state.settings.rawQuotes ? state.at : state.at + 1;
  state.at++;
  while (state.at < end) {
    const start = state.at;
    const code = text.charCodeAt(start);
    if (code === doubleQuote) {
      state.at++;
      return out + text.slice(run, state.settings.rawQuotes ? state.at : start);
    }
    if (code === dollarSign) {
      out += text.slice(run, start);
      const value = readDollar(state);
      if (value === undefined) return undefined;
      out += value;
      run = state.at;
    } else if (code === state.settings.escape) {
      state.at++;
      const next = peek(state);
      if (next === -1) break;
      if (next !== doubleQuote && next !== dollarSign && next !== state.settings.escape) continue;
      out += text.slice(run, state.escapesRaw ? start + 1 : start);
      run = state.at++;
    } else state.at++;
  }
  state.at = end;
  return fail(state, 'unexpected end of statement while looking for matching double-quote');
}

function readDollar(state: State): string | undefined {
  state.at++;
  if (peek(state) !== openBrace) {
    const name = readName(state);
    if (name === '') return '$';
    return lookUp(state, name) ?? unsetValue(state, name, `$${name}`);
  }
  state.at++;
  const first = peek(state);
  if (first === -1) return fail(state, "syntax error: missing '}'");
  if (first === openBrace || first === closeBrace || first === 0x3a) {
    return fail(state, 'syntax error: bad substitution');
  }
  if (state.depth >= deepest) return fail(state, 'nested too deeply');
  state.depth++;
  const value = readBraced(state);
  state.depth--;
  return value;
}

/** The part of `${name…}` from the name on. */
function readBraced(state: State): string | undefined {
  const name = readName(state);
  const code = peek(state);
  state.at++;
  if (code === closeBrace) {
    return lookUp(state, name) ?? unsetValue(state, name, `\${${name}}`);
  }
  let modifier = code < 0 ? '' : String.fromCharCode(code);
  if (modifier === '/') return readReplacement(state, name);
  const emptyCounts = modifier === ':';
  if (emptyCounts) {
    modifier = peek(state) < 0 ? '' : state.text.charAt(state.at);
    state.at++;
  } else if (modifier === '' || !'+-?#%'.includes(modifier)) {
    return fail(state, `unsupported modifier (${modifier}) in substitution`);
  }
  const before = state.unknown;
  const word = readUntil(state, closeBrace, modifier === '#' || modifier === '%');
  if (word === undefined) return state.at >= state.end ? fail(state, "syntax error: missing '}'") : undefined;
  const inner = state.unknown;
  // The word counts only where it is used.
  state.unknown = before;
  const value = lookUp(state, name);
  if (state.unknown !== before) return '';
  if (value === undefined && state.settings.keepUnset)
    return `\${${name}${emptyCounts ? ':' : ''}${modifier}${word}}`;
  const empty = value === undefined || (emptyCounts && value === '');
  switch (modifier) {
    case '-':
      if (!empty) return value;
      state.unknown = inner;
      return word;
    case '+':
      if (empty) return '';
      state.unknown = inner;
      return word;
    case '?':
      if (!empty) return value;
      return fail(
        state,
        `${name}: ${word !== '' ? word : `is not allowed to be ${value === undefined ? 'unset' : 'empty'}`}`,
      );
    case '#':
    case '%':
      // Patterns are rare, and only BuildKit's own matching would be right.
      if (value !== undefined && value !== '') state.unknown = name;
      return '';
    default:
      return fail(state, `unsupported modifier (${emptyCounts ? ':' : ''}${modifier}) in substitution`);
  }
}

function readReplacement(state: State, name: string): string | undefined {
  if (peek(state) === 0x2f) state.at++;
  const pattern = readUntil(state, 0x2f, true);
  if (pattern === undefined)
    return state.at >= state.end ? fail(state, `syntax error: missing '/' in $\{}`) : undefined;
  const replacement = readUntil(state, closeBrace, true);
  if (replacement === undefined)
    return state.at >= state.end ? fail(state, "syntax error: missing '}'") : undefined;
  const value = lookUp(state, name);
  if (value === undefined && state.settings.keepUnset) return `\${${name}/${pattern}/${replacement}}`;
  if (value !== undefined && value !== '') state.unknown ??= name;
  return '';
}

function lookUp(state: State, name: string): string | undefined {
  const value = state.settings.lookup(name);
  if (value !== unknowable) return value;
  state.unknown ??= name;
  return '';
}

function unsetValue(state: State, name: string, written: string): string {
  if (state.settings.keepUnset) return written;
  state.unset ??= name;
  return '';
}

function readName(state: State): string {
  const { text, end } = state;
  const start = state.at;
  const first = peek(state);
  if (isDigit(first)) {
    while (state.at < end && isDigit(text.charCodeAt(state.at))) state.at++;
  } else if (first !== -1 && '@*#?-$!'.includes(text.charAt(start))) state.at++;
  else while (state.at < end && isNamePart(text, state.at)) state.at++;
  return text.slice(start, state.at);
}

function isNamePart(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 0x80) return isAlphanumeric(code) || code === 0x5f;
  return /[\p{L}\p{Nd}]/u.test(text.charAt(at));
}
