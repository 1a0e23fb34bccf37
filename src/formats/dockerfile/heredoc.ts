// Which heredocs a line opens: `<<EOF`, `3<<-"EOF"`, `<< EOF`.
import { isAlphanumeric, isDigit, skipBlank } from './characters';
import type { Heredoc } from './tree';
import { nameWords, rawWords } from './words';

/** What `<<` and its name say. */
type Opening = Pick<Heredoc, 'name' | 'stripTabs' | 'expand' | 'fd'>;

/** Why the build refuses a name. */
interface Refusal {
  readonly reason: string;
}

/** A word that opens a heredoc, and where it stands in the line. */
interface OpeningWord {
  readonly opening: Opening | Refusal;
  readonly start: number;
  readonly end: number;
}

/** The heredocs a line opens, in order. None where its quotes or variables cannot be read, as in BuildKit. */
export function openingsIn(line: string): OpeningWord[] {
  const found: OpeningWord[] = [];
  for (const { text, start, end } of rawWords(line) ?? []) {
    const opening = readOpening(text);
    if (opening !== undefined) found.push({ opening, start, end });
  }
  return found;
}

/** Takes `3<<-"EOF"` apart; `undefined` when the word opens no heredoc. */
function readOpening(word: string): Opening | Refusal | undefined {
  let at = 0;
  while (isDigit(word.charCodeAt(at))) at++;
  if (!word.startsWith('<<', at)) return undefined;
  const fd = at === 0 ? 0 : Number(word.slice(0, at));
  at += 2;
  const stripTabs = word.charCodeAt(at) === 0x2d;
  const rest = word.slice(skipBlank(word, stripTabs ? at + 1 : at, word.length));
  if (rest === '' || rest.includes('<')) return undefined;
  if (isPlain(rest)) return { name: rest, stripTabs, expand: true, fd };
  const plain = nameWords(rest, false);
  if ('reason' in plain) return plain;
  const [name] = plain;
  if (name === undefined || plain.length !== 1) return undefined;
  const raw = nameWords(rest, true);
  if ('reason' in raw) return raw;
  if (raw.length !== 1) {
    return { reason: `internal lexing of heredoc produced inconsistent results: ${rest}` };
  }
  return {
    name: name.text,
    stripTabs,
    expand: countQuotes(raw[0]?.text ?? '') === countQuotes(name.text),
    fd,
  };
}

/** Letters, digits and `_` alone: nothing to unquote. */
function isPlain(name: string): boolean {
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    if (!isAlphanumeric(code) && code !== 0x5f) return false;
  }
  return true;
}

function countQuotes(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22 || code === 0x27) count++;
  }
  return count;
}
