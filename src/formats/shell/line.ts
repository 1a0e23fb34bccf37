// Splits a command line into commands without a grammar: for `CMD service a start && service b start` and the like.

import { type Command, type Word, wordAt } from './commands';

/**
 * The commands of a line, by separators and quotes alone: `&&`, `||`, `;`, `|`, `&` and line ends separate, `(`, `)`,
 * `{`, `}`, `!` and keywords are passed over, redirections and assignments before a command are left out. Total and
 * linear; heredocs and functions need the grammar.
 */
export function splitWords(text: string): readonly Command[] {
  const commands: Command[] = [];
  let words: Word[] = [];
  let pipedFrom: Command | undefined;
  let at = 0;

  const finish = (separator: string): void => {
    const command = commandOf(words, separator === '&', pipedFrom);
    words = [];
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
    } else if (char === '\n' || char === ';' || char === '(' || char === ')') {
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
      at = skipRedirection(text, at);
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

function commandOf(words: readonly Word[], background: boolean, pipedFrom?: Command): Command | undefined {
  const [name, ...args] = words;
  if (name === undefined) return undefined;
  const end = (args.at(-1) ?? name).end;
  const base = { start: name.start, end, name, args, background };
  return pipedFrom === undefined ? base : { ...base, pipedFrom };
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** The end of the word that starts at `at`; an open quote reaches to the end of the text. */
function endOfWord(text: string, at: number): number {
  let quote: string | undefined;
  let depth = 0;
  let i = at;
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
    } else if (/[\s;&|<>()]/.test(char)) {
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
  return /[\s;&|<>()]/.test(text.charAt(i)) ? i : endOfWord(text, i);
}
