// The variables of a script as far as the file sets them: what a word becomes before a program gets it. Nothing is run.
import type { Place } from '../../core/span';
import { type Code, sourceOffset, sourceSpan } from '../code';
import { expansion } from '../container-options/words';
import { partOf, placeIn, type QemuWord } from '../qemu/words';
import type { Command, Word } from '../shell/commands';
import type { Assignment, Step } from '../shell/line';
import { hasHole, leaveOpen, restore } from '../variables';

/** What a variable holds: the elements of an array, or one word for a scalar. */
export interface Value {
  readonly words: readonly QemuWord[];
  readonly isArray: boolean;
}

/** A variable that is set in a branch. */
interface Branched {
  readonly before: Value | undefined;
  readonly after: Value[];
}

/** How variables are written: `make` has `$(NAME)`, systemd has `%i` beside the shell's. */
export type Notation = 'shell' | 'make' | 'unit';

/** The variables while a script is walked through. */
export interface Variables {
  /** Takes what a step sets; `code` is the text the step comes from. */
  follow(code: Code, step: Step): void;
  /** The words that a word becomes: mostly one, none or several for variables without quotes and for arrays. */
  expand(code: Code, word: Word): readonly QemuWord[];
}

/** Longer texts and lists, and more of them in one file, come from files made to be slow. */
const longestText = 4_000;
const longestList = 500;
const mostCharacters = 500_000;

/** Variables of the file at `path`; `given` finds those that are set outside of the script's text. */
export function variablesOf(
  path: string,
  notation: Notation,
  given: (name: string) => Value | undefined = () => undefined,
): Variables {
  const values = new Map<string, Value>();
  /** Characters that variables were filled in with so far. */
  const spent = { characters: 0 };
  /** For every open statement with branches, what the variables set in one of them were before and became. */
  const branches: Map<string, Branched>[] = [];

  const get = (name: string): Value | undefined => values.get(name) ?? given(name);
  const set = (name: string, value: Value): void => {
    const before = branches.at(-1);
    if (before !== undefined && !before.has(name)) before.set(name, { before: get(name), after: [] });
    values.set(name, value);
  };
  const openWord = (name: string, place: Place): QemuWord => {
    const unresolved: string[] = [];
    return { text: leaveOpen(`$${name}`, unresolved), unresolved, place };
  };
  /** The variable that the command before this step tested for emptiness. */
  let tested = '';
  const defaults = new Set<Value>();
  /** What holds where it is not known whether `after` came to pass. */
  const either = (name: string, before: Value | undefined, after: Value): Value => {
    if (before === undefined && defaults.has(after)) return after;
    const place = after.words[0]?.place ?? before?.words[0]?.place;
    if (place === undefined) return after;
    const kept = before?.words ?? [];
    const grows = after.isArray && before !== undefined && kept.every((word, at) => after.words[at] === word);
    const open = openWord(name, after.words[kept.length]?.place ?? place);
    return { words: grows ? [...kept, open] : [open], isArray: after.isArray };
  };

  /** The end of a branch: the next one starts from what was before. */
  const endBranch = (): void => {
    for (const [name, branched] of branches.at(-1) ?? []) {
      const after = values.get(name);
      if (after !== undefined && after !== branched.before) branched.after.push(after);
      if (branched.before === undefined) values.delete(name);
      else values.set(name, branched.before);
    }
  };
  const close = (): void => {
    endBranch();
    for (const [name, { before, after }] of branches.pop() ?? []) {
      const [only, ...others] = after;
      if (only === undefined) continue;
      // Arrays that several branches extend differ from one another behind what they share.
      set(name, either(name, others.length > 0 && !only.isArray ? undefined : before, only));
    }
  };

  const assign = (code: Code, assignment: Assignment): void => {
    const { name, isArray, appends, isConditional } = assignment;
    const before = get(name);
    const added = assignment.values.flatMap((word) =>
      isArray ? expandWord(code, word) : [scalar(expandWord(code, word, true), placeOf(code, word), spent)],
    );
    const [first] = added;
    const [old] = before?.words ?? [];
    let words: readonly QemuWord[] = added;
    if (appends && isArray) words = before === undefined ? added : [...before.words, ...added];
    else if (appends && first !== undefined) {
      words = [old === undefined ? first : joined([old, first], first.place, spent)];
    }
    const [longer] = words;
    if (words.length > longestList || (longer?.text.length ?? 0) > longestText) {
      words = [openWord(name, first?.place ?? { path, span: { start: 0, end: 0 } })];
    }
    const isDefault = tested === name && before === undefined;
    if (isDefault) words = words.map((word) => ({ ...word, assumed: [...(word.assumed ?? []), `$${name}`] }));
    const after = { words, isArray };
    if (isDefault) defaults.add(after);
    set(name, isConditional ? either(name, before, after) : after);
  };

  const placeOf = (code: Code, { start, end }: Word): Place => ({
    path,
    span: sourceSpan(code, start, end),
  });

  /** A word as its shell reads it; `isValue` where it is assigned, which splits nothing. */
  const expandWord = (code: Code, word: Word, isValue = false): readonly QemuWord[] => {
    const place = placeOf(code, word);
    const special = notation === 'unit' ? /[\\"'`$%]/ : /[\\"'`$]/;
    if (!special.test(word.text)) return [verbatim(word.text, place)];
    const alone = /^(")?([^"']*)"?$/.exec(word.text);
    const written = alone?.[2] ?? '';
    if (alone !== null && isOneExpansion(written, notation)) {
      const found = lookUp(written, code, word.start + (alone[1] === undefined ? 0 : 1), place);
      const [first] = found.words;
      if (found.isList) return found.words;
      if (first === undefined || isValue || alone[1] !== undefined) return found.words;
      return split(first);
    }
    return [mixed(code, word, place)];
  };

  /** What one expansion stands for; `isList` for every element of an array. */
  const lookUp = (
    written: string,
    code: Code,
    at: number,
    place: Place,
  ): { readonly words: readonly QemuWord[]; readonly isList: boolean } => {
    const [, name = '', index, operator, fallback = ''] = parameter(written, notation) ?? [];
    const value = name === '' ? undefined : get(name);
    const open = (): QemuWord => {
      const unresolved: string[] = [];
      return { text: leaveOpen(written, unresolved), unresolved, place };
    };
    if (value !== undefined) {
      const isList = value.isArray && (index !== undefined || notation === 'make' || /[@*]/.test(name));
      return { words: isList ? value.words : value.words.slice(0, 1), isList };
    }
    if (operator === undefined || /[$`"'\\]/.test(fallback)) return { words: [open()], isList: false };
    const from = at + written.length - 1 - fallback.length;
    const span = sourceSpan(code, from, from + fallback.length);
    const word = verbatim(fallback, { path, span });
    return { words: fallback === '' ? [] : [{ ...word, assumed: [`$${name}`] }], isList: false };
  };

  /** Text and expansions in one word: variables without a value stay open. */
  const mixed = (code: Code, word: Word, place: Place): QemuWord => {
    const draft = drafting(spent);
    let quote = '';
    const { text, start } = word;
    for (let at = 0; at < text.length; ) {
      const char = text.charAt(at);
      const found = quote === "'" ? undefined : expansionAt(text, at, notation);
      if (found !== undefined) {
        const from = sourceOffset(code, start + at);
        const to = sourceSpan(code, start + at, start + at + found.length).end;
        for (const [number, piece] of lookUp(found, code, start + at, place).words.entries()) {
          if (number > 0) draft.add(' ', from, to);
          draft.insert(piece, from, to);
        }
        at += found.length;
      } else if (char === '\\' && quote !== "'") {
        const next = text.charAt(at + 1);
        const from = sourceOffset(code, start + at);
        if (quote === '"' && !/["\\$`\n]/.test(next)) draft.add(char, from, from + 1);
        if (next !== '\n') draft.add(next, from + 1, from + 2);
        at += 2;
      } else if ((char === '"' || char === "'") && (quote === '' || quote === char)) {
        quote = quote === '' ? char : '';
        at++;
      } else {
        const from = sourceOffset(code, start + at);
        draft.add(char, from, from + 1);
        at++;
      }
    }
    return draft.word(place);
  };

  const follow = (code: Code, step: Step): void => {
    switch (step.kind) {
      case 'enter':
        branches.push(new Map());
        break;
      case 'next':
        endBranch();
        break;
      case 'leave':
        close();
        break;
      case 'assignment':
        assign(code, step.assignment);
        break;
      case 'command':
        tested = testedIn(step.command);
        if (step.command.name.text === 'set' && step.command.args[0]?.text === '--') {
          // The script's own arguments from here on.
          const words = step.command.args.slice(1).flatMap((word) => expandWord(code, word));
          set('@', { words: words.slice(0, longestList), isArray: true });
          set('*', { words: words.slice(0, longestList), isArray: true });
        }
        for (const name of setBy(step.command)) {
          set(name, { words: [openWord(name, placeOf(code, step.command.name))], isArray: false });
        }
        break;
    }
  };
  return { follow, expand: (code, word) => expandWord(code, word) };
}

/** The variable of `[ -z "$NAME" ]`: setting it afterwards gives it a default. */
function testedIn({ name, args: [operator, operand] }: Command): string {
  if (!/^(?:\[\[?|test)$/.test(name.text) || operator?.text !== '-z') return '';
  return /^"?\$\{?(\w+)(?::?-)?\}?"?$/.exec(operand?.text ?? '')?.[1] ?? '';
}

/** Variables that a command gives a value nobody can read: `read x`, `for x in …`, `unset x`. */
function setBy({ name, args }: Command): readonly string[] {
  const words = args.map(({ text }) => text).filter((text) => /^[A-Za-z_]\w*$/.test(text));
  switch (name.text) {
    case 'read':
    case 'mapfile':
    case 'readarray':
    case 'unset':
      return words;
    case 'for':
    case 'select':
      return words.slice(0, 1);
    case 'getopts':
      return words.slice(-1);
    case 'printf':
      return args[0]?.text === '-v' ? words.slice(0, 1) : [];
    default:
      return [];
  }
}

const specifier = /%[A-Za-z]/y;
const makeExpansion =
  /\$(?:\$(?:\w+|\{[^{}]*\}?|\([^()]*\)?)?|\([^()]*(?:\([^()]*\)[^()]*)*\)?|\{[^{}]*\}?|[^({])/y;
const shellExpansion = new RegExp(expansion.source, 'y');

/** The expansion that begins at an offset, as written. */
function expansionAt(text: string, at: number, notation: Notation): string | undefined {
  const char = text.charAt(at);
  if (char === '%' && notation === 'unit') {
    specifier.lastIndex = at;
    return specifier.exec(text)?.[0];
  }
  if (char !== '$' && char !== '`') return undefined;
  const pattern = notation === 'make' ? makeExpansion : shellExpansion;
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function isOneExpansion(text: string, notation: Notation): boolean {
  return text !== '' && expansionAt(text, 0, notation) === text;
}

/** Name, index, operator and fallback of an expansion that only names a variable. */
function parameter(written: string, notation: Notation): RegExpExecArray | null {
  if (notation === 'make') return /^\$[({]([\w.-]+)[)}]$/.exec(written);
  return /^\$(?=\{.*\}$|[^{])\{?([A-Za-z_]\w*|[0-9@*])(\[[@*]\])?(?::?([-=])([^}]*))?\}?$/s.exec(written);
}

/** A word that stands in the file as it is. */
function verbatim(text: string, place: Place): QemuWord {
  const word = { text, unresolved: [], place };
  const { start, end } = place.span;
  return end - start === text.length ? { ...word, at: start } : word;
}

/** The words of a scalar without quotes around it. */
function split(word: QemuWord): readonly QemuWord[] {
  if (!/\s/.test(word.text)) return word.text === '' ? [] : [word];
  return Array.from(word.text.matchAll(/\S+/g), ({ 0: text, index }) =>
    partOf(word, index, index + text.length),
  );
}

/** What is assigned to a scalar as one word. */
function scalar(words: readonly QemuWord[], place: Place, spent: Spent): QemuWord {
  const [first, ...more] = words;
  if (first !== undefined && more.length === 0) return first;
  return first === undefined ? verbatim('', place) : joined(words, place, spent, ' ');
}

/** Several words as one. */
function joined(words: readonly QemuWord[], place: Place, spent: Spent, between = ''): QemuWord {
  const draft = drafting(spent);
  for (const [number, word] of words.entries()) {
    const { start } = word.place.span;
    if (number > 0 && between !== '') draft.add(between, start, start);
    draft.insert(word);
  }
  return draft.word(place);
}

interface Spent {
  characters: number;
}

/** Puts a word together from pieces, with the offsets of its characters. */
function drafting(spent: Spent) {
  let text = '';
  const offsets: number[] = [];
  const unresolved: string[] = [];
  const assumed: string[] = [];
  const add = (char: string, start: number, end: number): void => {
    text += char;
    for (let at = 0; at < char.length; at++) offsets.push(start, end);
  };
  return {
    add,
    /** The characters of another word: all at `[start, end)`, else where they stand themselves. */
    insert(word: QemuWord, start?: number, end?: number): void {
      const from = start ?? word.place.span.start;
      spent.characters += word.text.length;
      if (text.length + word.text.length > longestText || spent.characters > mostCharacters) {
        add(leaveOpen('…', unresolved), from, end ?? from);
        return;
      }
      for (let at = 0; at < word.text.length; at++) {
        const char = word.text.charAt(at);
        const own = start === undefined ? placeIn(word, at, at + 1).span : { start, end: end ?? start };
        add(hasHole(char) ? leaveOpen(restore(char, word), unresolved) : char, own.start, own.end);
      }
      assumed.push(...(word.assumed ?? []));
    },
    word(place: Place): QemuWord {
      return {
        text,
        unresolved,
        place,
        offsets,
        ...(assumed.length === 0 ? {} : { assumed: [...new Set(assumed)] }),
      };
    },
  };
}
