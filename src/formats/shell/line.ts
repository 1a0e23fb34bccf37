// Splits a command line or a script into commands without a grammar, by separators and quotes alone.

import { type Command, type Word, wordAt } from './commands';

/**
 * The commands of a line or script: `&&`, `||`, `;`, `|`, `&`, brackets and line ends separate, `{`, `}`, `!` and
 * keywords are passed over, redirections and assignments before a command are left out, heredocs feed their command.
 * Commands inside of `$(…)` are not seen; they need the grammar. Total and linear.
 */
export function splitWords(text: string): readonly Command[] {
  const commands: Command[] = [];
  let words: Word[] = [];
  let pipedFrom: Command | undefined;
  let input: Word | undefined;
  let at = 0;
  const heredocs = heredocReader(text);

  const finish = (separator: string): void => {
    const command = commandOf(words, separator === '&', pipedFrom, input);
    words = [];
    input = undefined;
    pipedFrom = separator.startsWith('|') && separator !== '||' ? command : undefined;
    if (command !== undefined) commands.push(command);
  };

  while (at < text.length) {
    const char = text.charAt(at);
    if (char === ' ' || char === '\t' || char === '\r') {
      at++;
    } else if (char === '\\' && text.charAt(at + 1) === '\n') {
      at += 2;
    } else if (char === '#') {
      at = endOfLine(text, at);
    } else if (char === '\n') {
      finish(char);
      at = heredocs.bodiesEnd(at + 1);
    } else if (char === ';' || char === '(' || char === ')') {
      finish(char);
      at++;
    } else if (char === '&' && text.charAt(at + 1) === '>') {
      at = skipRedirection(text, at + 1);
    } else if (char === '&' || char === '|') {
      const next = text.charAt(at + 1);
      const separator = next === char || (char === '|' && next === '&') ? char + next : char;
      finish(separator);
      at += separator.length;
    } else if (char === '<' || char === '>') {
      const after = skipRedirection(text, at);
      input = heredocs.inputAt(at, after) ?? input;
      at = after;
    } else {
      const end = endOfWord(text, at);
      const word = wordAt(text, { start: at, end });
      at = end;
      const isDescriptor = /^\d+$/.test(word.text) && /[<>]/.test(text.charAt(end));
      if (isDescriptor || (words.length === 0 && isPassedOver(word.text))) continue;
      words.push(word);
    }
  }
  finish('');
  return commands;
}

const keywords = new Set([
  '!',
  '{',
  '}',
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'while',
  'until',
  'do',
  'done',
  'time',
]);

function isPassedOver(word: string): boolean {
  return keywords.has(word) || /^[A-Za-z_][A-Za-z0-9_]*\+?=/.test(word);
}

function commandOf(
  words: readonly Word[],
  background: boolean,
  pipedFrom: Command | undefined,
  input: Word | undefined,
): Command | undefined {
  const [name, ...args] = words;
  if (name === undefined) return undefined;
  const end = (args.at(-1) ?? name).end;
  return {
    start: name.start,
    end,
    name,
    args,
    background,
    ...(pipedFrom === undefined ? {} : { pipedFrom }),
    ...(input === undefined ? {} : { input }),
  };
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

// Only these are blanks to a shell; a form feed or a no-break space is a character like any other.
const plainCharacters = /[^ \t\r\n;&|<>()'"\\$]*/y;

/** The end of the word that starts at `at`; an open quote reaches to the end of the text. */
function endOfWord(text: string, at: number): number {
  let quote: string | undefined;
  let depth = 0;
  plainCharacters.lastIndex = at;
  let i = at + (plainCharacters.exec(text)?.[0].length ?? 0);
  for (; i < text.length; i++) {
    const char = text.charAt(i);
    if (quote === "'") {
      if (char === "'") quote = undefined;
    } else if (char === '\\') {
      i++;
    } else if (quote === '"') {
      if (char === '"') quote = undefined;
    } else if (char === '"' || char === "'") {
      quote = char;
    } else if (char === '$' && (text.charAt(i + 1) === '(' || text.charAt(i + 1) === '{')) {
      depth++;
      i++;
    } else if (depth > 0) {
      if (char === '(' || char === '{') depth++;
      else if (char === ')' || char === '}') depth--;
    } else if (/[ \t\r\n;&|<>()]/.test(char)) {
      break;
    }
  }
  return Math.min(i, text.length);
}

/** Skips `>file`, `>>file`, `2>&1`, `<file`, `<<<word` from the first bracket on. */
function skipRedirection(text: string, at: number): number {
  let i = at;
  while (i < text.length && /[<>&|]/.test(text.charAt(i))) i++;
  while (text.charAt(i) === ' ' || text.charAt(i) === '\t') i++;
  return /[ \t\r\n;&|<>()]/.test(text.charAt(i)) ? i : endOfWord(text, i);
}

/** Finds what here-strings and heredocs feed, and where the lines of a heredoc end. */
interface HeredocReader {
  /** The text fed by the redirection at `[at, end)`, if it is a here-string or a heredoc that is closed. */
  inputAt(at: number, end: number): Word | undefined;
  /** Where reading goes on after a line end: behind the bodies of the heredocs of that line. */
  bodiesEnd(lineStart: number): number;
}

// Every heredoc without an end costs a look through the rest of the text.
const mostOpenHeredocs = 20;

function heredocReader(text: string): HeredocReader {
  let next = 0;
  let open = 0;
  return {
    inputAt(at, end) {
      const [operator = '', dash = '', delimiter = ''] =
        /^<<(-?)\s*([^<\s].*)$/s.exec(text.slice(at, end)) ?? [];
      if (text.startsWith('<<<', at)) {
        const start = at + 3 + (/^[ \t]*/.exec(text.slice(at + 3, end))?.[0].length ?? 0);
        return wordAt(text, { start, end });
      }
      if (operator === '' || open > mostOpenHeredocs) return undefined;
      const name = wordAt(delimiter, { start: 0, end: delimiter.length }).value ?? delimiter;
      const start = Math.max(next, endOfLine(text, end) + 1);
      const close = closingLine(text, start, name, dash === '-');
      if (close === undefined) {
        open++;
        return undefined;
      }
      next = Math.min(endOfLine(text, close) + 1, text.length);
      const body = text.slice(start, close);
      const value = delimiter === name && /[$`]/.test(body) ? undefined : body;
      return { start, end: close, text: body, value, prefix: value ?? '' };
    },
    bodiesEnd: (lineStart) => Math.max(lineStart, next),
  };
}

/** The start of the line that is the heredoc's delimiter. */
function closingLine(text: string, from: number, name: string, stripTabs: boolean): number | undefined {
  for (let start = from; start < text.length; start = endOfLine(text, start) + 1) {
    const line = text.slice(start, endOfLine(text, start)).replace(/\r$/, '');
    if ((stripTabs ? line.replace(/^\t+/, '') : line) === name) return start;
  }
  return undefined;
}
