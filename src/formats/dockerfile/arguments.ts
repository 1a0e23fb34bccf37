// The arguments of an instruction as words or as names with values, read when somebody asks.
import { sourceSpan } from '../code';
import { isSeparator, skipSpace } from './characters';
import { wordEnd } from './parse';
import type { Dockerfile, Instruction, Word } from './tree';

/** A name with its value, as ENV, ARG and LABEL state them; quotes and escapes are still in both. */
export interface Assignment {
  readonly name: Word;
  /** Absent for an ARG without default. */
  readonly value: Word | undefined;
  /** Name and value. */
  readonly span: Word['span'];
}

/** The arguments split at white space, or the strings of the JSON form. Variables and quotes stay as written. */
export function wordsOf(instruction: Instruction): readonly Word[] {
  if (instruction.json !== undefined) return instruction.json;
  const { code, argumentsEnd } = instruction;
  const words: Word[] = [];
  let at = instruction.argumentsStart;
  while (at < argumentsEnd) {
    const start = at;
    while (at < argumentsEnd && !isSeparator(code.text.charCodeAt(at))) at++;
    words.push(wordOf(instruction, start, at));
    while (at < argumentsEnd && isSeparator(code.text.charCodeAt(at))) at++;
  }
  return words;
}

/** The names and values of ENV, ARG or LABEL, the old form `ENV name some words` included. */
export function assignmentsOf(file: Dockerfile, instruction: Instruction): Assignment[] {
  const { code, argumentsStart, argumentsEnd, keyword } = instruction;
  const { text } = code;
  const token = file.escape.charCodeAt(0);
  const assignments: Assignment[] = [];
  let at = argumentsStart;
  while (at < argumentsEnd) {
    const end = wordEnd(text, at, argumentsEnd, token);
    const equals = indexOfEquals(text, at, end);
    if (equals < 0 && keyword !== 'ARG') {
      if (at === argumentsStart) return oldForm(instruction);
      // The build refuses such a word; the parser has said so.
      return assignments;
    }
    const name = wordOf(instruction, at, equals < 0 ? end : equals);
    const value = equals < 0 ? undefined : wordOf(instruction, equals + 1, end);
    assignments.push({ name, value, span: sourceSpan(code, at, end) });
    at = skipSpace(text, end, argumentsEnd);
  }
  return assignments;
}

function oldForm(instruction: Instruction): Assignment[] {
  const { code, argumentsStart, argumentsEnd } = instruction;
  const { text } = code;
  let nameEnd = argumentsStart;
  while (nameEnd < argumentsEnd && !isSeparator(text.charCodeAt(nameEnd))) nameEnd++;
  if (nameEnd >= argumentsEnd) return [];
  let start = nameEnd;
  while (isSeparator(text.charCodeAt(start))) start++;
  return [
    {
      name: wordOf(instruction, argumentsStart, nameEnd),
      value: wordOf(instruction, start, argumentsEnd),
      span: sourceSpan(code, argumentsStart, argumentsEnd),
    },
  ];
}

function indexOfEquals(text: string, start: number, end: number): number {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) === 0x3d) return at;
  return -1;
}

function wordOf({ code }: Instruction, start: number, end: number): Word {
  return { text: code.text.slice(start, end), span: sourceSpan(code, start, end) };
}

/** The value of the last flag of that name: `build` for `--from=build`; its place is the whole flag. */
export function flagOf(instruction: Instruction, name: string): Word | undefined {
  const prefix = `--${name}=`;
  const flag = instruction.flags.findLast((item) => item.text.startsWith(prefix));
  return flag === undefined ? undefined : { text: flag.text.slice(prefix.length), span: flag.span };
}
