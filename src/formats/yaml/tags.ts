// Template tags that stand alone on a line: which of them print YAML, and where it goes.
import { indexFrom } from '../comments';
import type { YamlFile } from './parse';
import type { Statement } from './tree';

/** Tags that decide whether and how often the text around them counts, but print nothing themselves. */
const silent =
  /^\{[%#]|^\{\{-?\s*(?:\/\*|\$\w*\s*:?=|(?:if|else|end|with|range|define|block|break|continue)(?![\w.]))/;

/** Tags of a line; the last one may go on in the next. */
const tags = /\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$)|\{#.*?(?:#\}|$)/g;

/** What tags on lines of their own print. */
export interface Prints {
  /** Offsets of the tags whose text goes into the collection around them, in order. */
  readonly loose: readonly number[];
  /** Pairs without a value of their own before such a tag: it prints their value. */
  readonly filled: ReadonlySet<Statement>;
  readonly guards: readonly Guard[];
}

/** Looks at the tag lines of a file. */
export function printsOf(file: YamlFile): Prints {
  const { text, tagLines, statements } = file;
  const loose: number[] = [];
  const filled = new Set<Statement>();
  for (const start of tagLines) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end === -1 ? undefined : end);
    if ((line.match(tags) ?? []).every((tag) => silent.test(tag))) continue;
    const before = statements[indexFrom(statements, start) - 1];
    const { value } = before ?? {};
    if (before?.kind === 'pair' && value?.kind === 'scalar' && value.type === 'null' && value.text === '')
      filled.add(before);
    else loose.push(start);
  }
  return { loose, filled, guards: guardsOf(file) };
}

/** A tag that opens or closes a block, with the tag that stays open behind it. */
interface Guard {
  readonly offset: number;
  readonly open: Opening | undefined;
}

/** The tag that opens a block: a condition, a loop. */
interface Opening {
  readonly offset: number;
  /** As written. */
  readonly text: string;
  readonly outer: Opening | undefined;
}

/** The tags of a file that open and close blocks, in order. */
function guardsOf({ text, tagLines }: YamlFile): readonly Guard[] {
  const guards: Guard[] = [];
  let open: Opening | undefined;
  for (const offset of tagLines) {
    const end = text.indexOf('\n', offset);
    for (const tag of text.slice(offset, end === -1 ? undefined : end).match(tags) ?? []) {
      const [, word] = /^\{[{%]-?\s*(if|with|range|for|define|block|end\w*)(?![\w.])/.exec(tag) ?? [];
      if (word === undefined) continue;
      open = word.startsWith('end') ? open?.outer : { offset, text: tag, outer: open };
      guards.push({ offset, open });
    }
  }
  return guards;
}

/** The innermost block of tags that an offset lies in. */
export function blockAt({ guards }: Prints, offset: number): Opening | undefined {
  let low = 0;
  let high = guards.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((guards[middle]?.offset ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return guards[low - 1]?.open;
}
