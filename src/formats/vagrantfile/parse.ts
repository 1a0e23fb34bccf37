// Reads a Vagrantfile's text into its configuration; text that is being typed keeps what is complete.

import type { Span } from '../../core/span';
import type { Grammar } from '../grammar/grammar';
import type { Node, Tree } from '../grammar/tree';
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

/** Reads a Vagrantfile. Total, and bounded in time and depth for every text. */
export function parseVagrantfile(text: string, ruby: Grammar): Vagrantfile {
  const own = ruby.parse(text);
  const intact = !own.root.hasError;
  const tree = intact ? own : recover(own, ruby);
  const error = intact ? undefined : lineAround(text, firstError(own.root));
  return { text, tree, intact, error, configuration: evaluate(tree) };
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
    blank(text, lineAround(text, text.trimEnd().length)),
    blankOpenQuotes(text),
  ]) {
    candidates.add(close(repaired));
  }
  let best = tree;
  let most = understood(tree.root);
  for (const candidate of candidates) {
    const other = ruby.parse(candidate);
    const amount = understood(other.root);
    if (amount > most) [best, most] = [other, amount];
  }
  return best;
}

/** How many settings stand in intact blocks: outside of one, the name of the configuration is lost. */
function understood(node: Node, inBlock = false): number {
  let count = 0;
  for (const child of node.namedChildren) {
    if (child.type === 'ERROR') continue;
    if (inBlock && (child.type === 'assignment' || child.type === 'call')) count++;
    count += understood(child, inBlock || child.type === 'do_block' || child.type === 'block');
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

function blank(text: string, { start, end }: Span): string {
  return text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
}

/** Blanks lines in which a quote is opened and not closed, which would swallow the lines behind them. */
function blankOpenQuotes(text: string): string {
  return text.replace(/[^\n]+/g, (line) => {
    const bare = line
      .replace(/\\./g, '')
      .replace(/"[^"]*"|'[^']*'/g, '')
      .replace(/#.*/, '');
    return /["']/.test(bare) ? ' '.repeat(line.length) : line;
  });
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
