// Reads a Vagrantfile's text into its configuration; text that is being typed keeps what is complete.

import type { Span } from '../../core/span';
import type { Grammar } from '../grammar/grammar';
import { field, type Node, type Tree } from '../grammar/tree';
import type { Configuration } from './configuration';
import { evaluate } from './evaluate';

/** A Vagrantfile as read. */
export interface Vagrantfile {
  readonly text: string;
  /** The tree that was followed; its offsets are those of `text`. */
  readonly tree: Tree;
  /** Whether `tree` is that of the text itself, without errors. */
  readonly intact: boolean;
  /** The first place that is not Ruby, if any. */
  readonly error: Span | undefined;
  readonly configuration: Configuration;
}

/**
 * Reads a Vagrantfile. Total, and bounded in time and depth for every text. `textOfFile` gives the texts of files beside it.
 */
export function parseVagrantfile(
  text: string,
  ruby: Grammar,
  textOfFile?: (reference: string) => string | undefined,
): Vagrantfile {
  const own = ruby.parse(text);
  // The grammar takes a heredoc without end for one that goes to the end of the file.
  const intact = !own.root.hasError && withoutOpenHeredocs(text) === text;
  const tree = intact ? own : recover(own, ruby);
  const error = intact ? undefined : lineAround(text, firstError(own.root));
  return { text, tree, intact, error, configuration: evaluate(tree, textOfFile) };
}

/**
 * The tree to evaluate for a text with errors: that of the repaired text of which most is understood. Repairs keep all
 * offsets: they blank a line or add `end` behind the text.
 */
function recover(tree: Tree, ruby: Grammar): Tree {
  const { text } = tree;
  const candidates = new Set<string>();
  const broken = lineAround(text, firstError(tree.root));
  for (const repaired of [
    text,
    blank(text, broken),
    blank(text, lastWord(text)),
    blank(text, lineAround(text, text.trimEnd().length)),
    blankUnfinished(text),
  ]) {
    candidates.add(close(withoutOpenParameters(withoutOpenHeredocs(repaired))));
  }
  let best = tree;
  let most = understood(tree);
  for (const candidate of candidates) {
    const other = ruby.parse(candidate);
    const amount = understood(other) + (other.root.hasError ? 0 : wholeBonus);
    if (amount > most) [best, most] = [other, amount];
  }
  return best;
}

/** How many settings an error-free tree may have less than another one: its blocks end where they should. */
const wholeBonus = 6;

/** How many settings stand in intact blocks of `Vagrant.configure`; elsewhere they configure nothing. */
function understood({ text, root }: Tree): number {
  let count = 0;
  const inside = (node: Node): void => {
    for (const child of node.namedChildren) {
      if (child.type === 'ERROR') continue;
      if (child.type === 'assignment' || child.type === 'call') count++;
      inside(child);
    }
  };
  for (const statement of root.namedChildren) {
    const block = field(statement, 'block');
    if (block !== undefined && text.startsWith('Vagrant', statement.start)) inside(block);
  }
  return count;
}

function firstError(node: Node): number {
  let at = node;
  while (true) {
    const next = at.children.find((child) => child.hasError);
    if (next === undefined) return at.start;
    at = next;
  }
}

function lineAround(text: string, offset: number): Span {
  const end = text.indexOf('\n', offset);
  return { start: text.lastIndexOf('\n', offset - 1) + 1, end: end < 0 ? text.length : end };
}

function lastWord(text: string): Span {
  const end = text.trimEnd().length;
  let start = end;
  while (start > 0 && /\S/.test(text.charAt(start - 1))) start--;
  return { start, end };
}

function blank(text: string, { start, end }: Span): string {
  return text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
}

/**
 * Blanks lines that begin something which the next line, going by its indentation, does not go on with: an open
 * bracket or quote, an operator in last place, half of a conditional.
 */
function blankUnfinished(text: string): string {
  const lines = text.split('\n');
  let next: string | undefined;
  for (let index = lines.length - 1; index >= 0; index--) {
    const line = lines[index] ?? '';
    if (line.trim() === '') continue;
    const goesOn =
      next !== undefined && (indentOf(next) > indentOf(line) || /^\s*(?:[)\]}.]|&&|\|\|)/.test(next));
    if (!goesOn && isUnfinished(line)) lines[index] = ' '.repeat(line.length);
    next = line;
  }
  return lines.join('\n');
}

/** Blanks block parameters that are not closed yet: the block itself is there. */
function withoutOpenParameters(text: string): string {
  return text.replace(
    /(\bdo[ \t]*)(\|[^|\n]*)$/gm,
    (_, opener: string, open: string) => opener + ' '.repeat(open.length),
  );
}

const heredoc = /<<([-~]?)(["']?)([A-Z_]\w*)\2/g;

/** Makes empty strings of heredocs that have no end yet and blanks what, going by its indentation, belongs to them. */
function withoutOpenHeredocs(text: string): string {
  if (!text.includes('<<')) return text;
  const lines = text.split('\n');
  const ends = new Set(lines.map((line) => line.trim()));
  let inside: number | undefined;
  return lines
    .map((line) => {
      if (inside !== undefined && (line.trim() === '' || indentOf(line) > inside))
        return ' '.repeat(line.length);
      inside = undefined;
      return line.replace(heredoc, (opener, dash: string, _, name: string, at: number) => {
        // `list <<NAME` may also append a constant.
        const begins = dash !== '' || /[=(,:]$/.test(line.slice(Math.max(0, at - 16), at).trimEnd());
        if (!begins || ends.has(name)) return opener;
        inside = indentOf(line);
        return '""'.padEnd(opener.length);
      });
    })
    .join('\n');
}

function indentOf(line: string): number {
  return line.search(/\S/);
}

function isUnfinished(line: string): boolean {
  const bare = line
    .replace(/\\./g, '')
    .replace(/"[^"]*"|'[^']*'/g, '_')
    .replace(/#.*/, '')
    .trim();
  // Items of a list end with a comma and have neighbours of the same indentation.
  const isItem = /^(?:[_:[{(]|\w+:)/.test(bare) && bare.endsWith(',');
  if (/["']/.test(bare) || (!isItem && /(?:[,([{&=+*/.?:<\\-]|\|\|)$/.test(bare))) return true;
  if (/\s\?\s/.test(bare) && !/\s:\s/.test(bare)) return true;
  const count = (pattern: RegExp): number => bare.match(pattern)?.length ?? 0;
  return count(/[([{]/g) > count(/[)\]}]/g);
}

const opens =
  /^\s*(?:if|unless|case|while|until|begin|def|class|module|for)\b|\bdo(?:\s*\|[^|\n]*\|)?\s*(?:#.*)?$|=\s*(?:if|case|begin)\b/;
const closes = /^\s*end\b/;

/** Adds the `end`s that are missing behind the text, going by the lines that open and close blocks. */
function close(text: string): string {
  let open = 0;
  for (const line of text.split('\n')) {
    if (closes.test(line)) open = Math.max(0, open - 1);
    else if (opens.test(line) && !/\bend\s*$/.test(line)) open++;
  }
  return text + '\nend'.repeat(Math.min(open, 200));
}
