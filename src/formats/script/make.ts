// The variables of a Makefile. make expands them where they are used, so a later definition counts for an earlier use.
import { partOf as codePart } from '../code';
import type { QemuWord } from '../qemu/words';
import { splitWords } from '../shell/line';
import { leaveOpen } from '../variables';
import type { Value, Variables } from './variables';

/** One definition, with the text behind its sign. */
interface Definition {
  readonly start: number;
  readonly end: number;
  readonly sign: string;
  readonly isConditional: boolean;
}

/** Longer lists come from files made to be slow. */
const mostWords = 300;
/** How deep variables may stand for variables. */
const deepest = 30;

/**
 * Finds what a variable of a Makefile holds. `reader` gives what expands the variables in a definition, asked for each.
 */
export function makeVariables(
  text: string,
  path: string,
  reader: (given: (name: string) => Value | undefined) => Variables,
): (name: string) => Value | undefined {
  const definitions = definitionsOf(text);
  const known = new Map<string, Value>();
  const open = new Set<string>();

  const resolve = (name: string): Value | undefined => {
    const before = known.get(name);
    const found = definitions.get(name);
    if (before !== undefined || found === undefined) return before;
    // make refuses a variable that stands for itself.
    if (open.has(name) || open.size >= deepest) return undefined;
    open.add(name);
    const words: QemuWord[] = [];
    for (const { start, end, sign, isConditional } of found) {
      if (sign === '+=' && words.length > mostWords) continue;
      if (sign === '?=' && words.length > 0) continue;
      if (sign !== '+=') words.length = 0;
      if (isConditional) {
        const unresolved: string[] = [];
        const open = leaveOpen(`$(${name})`, unresolved);
        words.push({ text: open, unresolved, place: { path, span: { start, end } } });
        continue;
      }
      const code = codePart({ text }, start, end);
      const variables = reader(resolve);
      for (const command of splitWords(code.text)) {
        for (const word of [command.name, ...command.args]) words.push(...variables.expand(code, word));
      }
    }
    open.delete(name);
    const value = { words: words.slice(0, mostWords), isArray: true };
    known.set(name, value);
    return value;
  };
  return resolve;
}

const definition = /^[ ]*(?:export[ \t]+|override[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*(\?=|\+=|::?=|=)[ \t]*/;

/** The definitions by name, in order; recipes and those of single targets are left out. */
function definitionsOf(text: string): ReadonlyMap<string, readonly Definition[]> {
  const found = new Map<string, Definition[]>();
  let depth = 0;
  for (let at = 0; at < text.length; ) {
    let end = endOfLine(text, at);
    while (end < text.length && /\\\r?$/.test(text.slice(Math.max(at, end - 2), end))) {
      end = endOfLine(text, end + 1);
    }
    const line = text.slice(at, end);
    if (/^[ ]*(?:ifeq|ifneq|ifdef|ifndef)\b/.test(line)) depth++;
    else if (/^[ ]*endif\b/.test(line)) depth--;
    const [head = '', name, sign = ''] = definition.exec(line) ?? [];
    if (name !== undefined) {
      const comment = line.search(/[ \t]#/);
      const stop = comment < head.length ? end : at + comment;
      const list = found.get(name) ?? [];
      list.push({
        start: at + head.length,
        end: Math.max(stop, at + head.length),
        sign,
        isConditional: depth > 0,
      });
      found.set(name, list);
    }
    at = end + 1;
  }
  return found;
}

function endOfLine(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  return feed < 0 ? text.length : feed;
}
