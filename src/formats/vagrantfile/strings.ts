// Ruby's strings: interpolation, escapes, heredocs.

import { type Node, type Tree, textOf } from '../grammar/tree';
import {
  impliedValue,
  type KnownValue,
  type Piece,
  type Reason,
  string,
  textOfValue,
  type Value,
} from './value';

/**
 * The parts of a string or heredoc body, `evaluate` gives those of interpolations. `indent` white-space characters are
 * cut off the lines, as `<<~` does.
 */
export function partsOf(
  tree: Tree,
  node: Node,
  evaluate: (inner: Node) => Value,
  indent = 0,
): readonly Value[] {
  const values: Value[] = [];
  for (const child of node.namedChildren) {
    if (child.type === 'interpolation') values.push(evaluate(child));
    else if (child.type === 'escape_sequence') values.push(string(unescaped(textOf(tree, child))));
    else if (child.type === 'string_content' || child.type === 'heredoc_content') {
      values.push(...contentOf(tree, child, indent));
    }
  }
  return values;
}

function contentOf(tree: Tree, node: Node, indent: number): readonly KnownValue[] {
  const text = textOf(tree, node);
  const part = (from: number, to: number): KnownValue =>
    string(text.slice(from, to), [{ at: 0, start: node.start + from, length: to - from }]);
  if (indent === 0) return [part(0, text.length)];
  const parts: KnownValue[] = [];
  let from = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    parts.push(part(from, at + 1));
    from = at + 1;
    while (from <= at + indent && /[ \t]/.test(text.charAt(from))) from++;
  }
  parts.push(part(from, text.length));
  return parts;
}

/** Joins the parts of a string; unknown when a part is, with the fallback that the parts' fallbacks give. */
export function interpolate(values: readonly Value[]): Value {
  let text = '';
  let reason: Reason | undefined;
  let decided = true;
  const pieces: Piece[] = [];
  for (const part of values) {
    if (part.kind === 'unknown') reason ??= part.reason;
    const known = impliedValue(part);
    const written = known && textOfValue(known);
    if (written === undefined) {
      reason ??= { kind: 'call' };
      decided = false;
      continue;
    }
    if (known?.kind === 'string') {
      for (const piece of known.pieces ?? []) pieces.push({ ...piece, at: piece.at + text.length });
    }
    text += written;
  }
  const result = string(text, pieces);
  if (reason === undefined) return result;
  return decided ? { kind: 'unknown', reason, fallback: result } : { kind: 'unknown', reason };
}

/** The content of a heredoc begins after the line break behind its opener. */
export function withoutFirstBreak(value: Value): Value {
  const known = impliedValue(value);
  if (known?.kind !== 'string') return value;
  const cut = /^\r?\n/.exec(known.text)?.[0].length ?? 0;
  const pieces = (known.pieces ?? []).map((piece) => ({ ...piece, at: piece.at - cut }));
  const result = string(known.text.slice(cut), pieces);
  return value.kind === 'unknown' ? { ...value, fallback: result } : result;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', s: ' ', '0': '\0', e: '\x1b' };

function unescaped(text: string): string {
  const letter = text.slice(1);
  if (letter === '\n') return '';
  return letter.length === 1 ? (escapes[letter] ?? letter) : text;
}

/** How many white-space characters all lines of a heredoc begin with. */
export function indentation(tree: Tree, body: Node): number {
  const end = body.namedChildren.find((part) => part.type === 'heredoc_end');
  const text = tree.text.slice(body.start, end?.start ?? body.end);
  const widths = [...text.matchAll(/\n([ \t]*)(?=[^\s])/g)].map((line) => line[1]?.length ?? 0);
  return widths.length === 0 ? 0 : widths.reduce((a, b) => Math.min(a, b));
}

/** The bodies of heredocs by the offset of their openers: bodies follow in the order of the openers. */
export function pairHeredocs(tree: Tree): ReadonlyMap<number, Node> {
  const waiting: { readonly start: number; readonly name: string }[] = [];
  const found = new Map<number, Node>();
  if (!tree.text.includes('<<')) return found;
  const visit = (node: Node): void => {
    for (const child of node.namedChildren) {
      if (child.type === 'heredoc_beginning') {
        waiting.push({ start: child.start, name: textOf(tree, child).replace(/^<<[-~]?["'`]?|["'`]$/g, '') });
      } else if (child.type === 'heredoc_body') {
        const end = child.namedChildren.find((part) => part.type === 'heredoc_end');
        const name = end && textOf(tree, end).trim();
        const index = waiting.findIndex((opener) => name === undefined || opener.name === name);
        const [opener] = index < 0 ? [] : waiting.splice(index, 1);
        if (opener !== undefined) found.set(opener.start, child);
        visit(child);
      } else {
        visit(child);
      }
    }
  };
  visit(tree.root);
  return found;
}
