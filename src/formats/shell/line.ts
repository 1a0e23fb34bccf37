// Splits a command line or a script into commands without a grammar, by separators and quotes alone.

import { type Command, type Word, wordAt } from './commands';

/** A variable that is set: `NAME=value`, `NAME+=value`, `NAME=( … )`, `export NAME=value`. */
export interface Assignment {
  readonly name: string;
  /** One word for a scalar: what stands behind the `=`. */
  readonly values: readonly Word[];
  readonly isArray: boolean;
  /** `+=`. */
  readonly appends: boolean;
  /** Behind `&&` or `||`: it may not happen. */
  readonly isConditional: boolean;
}

/** What a script does in order; `enter`, `next` and `leave` are the bounds of branches and loops. */
export type Step =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'assignment'; readonly assignment: Assignment }
  | { readonly kind: 'enter' | 'next' | 'leave' };

/**
 * The commands of a line or script: `&&`, `||`, `;`, `|`, `&`, brackets and line ends separate, `{`, `}`, `!` and
 * keywords are passed over, redirections and assignments before a command are left out, heredocs feed their command.
 * Elements of an array count as a command, too, since they mostly are one. Commands inside of `$(…)` are not seen; they
 * need the grammar. Total and linear.
 */
export function splitWords(text: string): readonly Command[] {
  const commands: Command[] = [];
  walk(text, {
    command: (command) => commands.push(command),
    assignment: ({ isArray, values }) => {
      const [name, ...args] = isArray ? values : [];
      if (name === undefined) return;
      commands.push({ start: name.start, end: (args.at(-1) ?? name).end, name, args, background: false });
    },
    bound: () => {},
  });
  return commands;
}

/** The commands of a script with the variables that are set between them. Total and linear. */
export function splitSteps(text: string): readonly Step[] {
  const steps: Step[] = [];
  walk(text, {
    command: (command) => steps.push({ kind: 'command', command }),
    assignment: (assignment) => steps.push({ kind: 'assignment', assignment }),
    bound: (kind) => steps.push({ kind }),
  });
  return steps;
}

/** What is told of a script while it is walked through. */
interface Listener {
  command(command: Command): void;
  assignment(assignment: Assignment): void;
  bound(kind: 'enter' | 'next' | 'leave'): void;
}

function walk(text: string, to: Listener): void {
  let words: Word[] = [];
  let pending: Assignment[] = [];
  let array: { readonly name: string; readonly appends: boolean; readonly values: Word[] } | undefined;
  let isConditional = false;
  let pipedFrom: Command | undefined;
  let input: Word | undefined;
  let at = 0;
  const heredocs = heredocReader(text);

  const finish = (separator: string): void => {
    if (array !== undefined) {
      array.values.push(...words);
      words = [];
      if (separator !== ')' && separator !== '') return;
      const { name, appends, values } = array;
      to.assignment({ name, values, isArray: true, appends, isConditional });
      array = undefined;
      return;
    }
    const command = commandOf(words, separator === '&', pipedFrom, input);
    // In front of a command they hold for that command only.
    if (command === undefined) for (const assignment of pending) to.assignment(assignment);
    if (declaring.has(words[0]?.text ?? '')) {
      for (const word of words) {
        const assignment = assignmentOf(text, word, isConditional);
        if (assignment !== undefined) to.assignment(assignment);
      }
    }
    words = [];
    pending = [];
    input = undefined;
    pipedFrom = separator.startsWith('|') && separator !== '||' ? command : undefined;
    isConditional = separator === '&&' || separator === '||';
    if (command === undefined) return;
    to.command(command);
    const { text: name } = command.name;
    if (name === 'for' || name === 'case' || name === 'select') to.bound('enter');
    else if (name === 'esac') to.bound('leave');
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
      if (char === ';' && text.charAt(at + 1) === ';') to.bound('next');
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
      if (isDescriptor) continue;
      if (array === undefined) {
        const [, name, plus] = text.charAt(end) === '(' ? (arrayStart.exec(word.text) ?? []) : [];
        if (name !== undefined && (words.length === 0 || declaring.has(words[0]?.text ?? ''))) {
          words = [];
          array = { name, appends: plus === '+', values: [] };
          at++;
          continue;
        }
        if (words.length === 0) {
          const assignment = assignmentOf(text, word, isConditional);
          if (assignment !== undefined) pending.push(assignment);
          const bound = bounds[word.text];
          if (bound !== undefined && Object.hasOwn(bounds, word.text)) to.bound(bound);
          if (assignment !== undefined || keywords.has(word.text)) continue;
        }
      }
      words.push(word);
    }
  }
  finish('');
}

/** Keywords that begin or end what may not happen, or happens more than once. */
const bounds: Readonly<Record<string, 'enter' | 'next' | 'leave'>> = {
  if: 'enter',
  while: 'enter',
  until: 'enter',
  elif: 'next',
  else: 'next',
  fi: 'leave',
  done: 'leave',
};

/** Builtins whose words are assignments. */
const declaring = new Set(['export', 'local', 'readonly', 'declare', 'typeset']);

const arrayStart = /^([A-Za-z_]\w*)(\+?)=$/;

function assignmentOf(text: string, word: Word, isConditional: boolean): Assignment | undefined {
  const [head = '', name, plus] = /^([A-Za-z_][A-Za-z0-9_]*)(\+?)=/.exec(word.text) ?? [];
  if (name === undefined) return undefined;
  const value = wordAt(text, { start: word.start + head.length, end: word.end });
  return { name, values: [value], isArray: false, appends: plus === '+', isConditional };
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
