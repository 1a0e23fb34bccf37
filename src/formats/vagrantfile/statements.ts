// The statements of a Vagrantfile's tree: what a suppression speaks about and what an edit removes.

import type { Comment } from '../../core/format';
import type { Span } from '../../core/span';
import { type Node, type Tree, textOf } from '../grammar/tree';

// Nodes whose children are statements.
const containers = new Set([
  'program',
  'body_statement',
  'block_body',
  'then',
  'else',
  'do',
  'begin',
  'begin_block',
  'ensure',
]);

/** Whether the node's children are statements. */
export function isContainer(node: Node): boolean {
  return containers.has(node.type);
}

/**
 * The way from the root down to the innermost node that covers the span; of several nodes of its size, to the outermost
 * that is more than a list of statements.
 */
export function pathTo(tree: Tree, span: Span): readonly Node[] {
  const path: Node[] = [tree.root];
  for (;;) {
    const at = path.at(-1) ?? tree.root;
    if (at.start === span.start && at.end === span.end && !isContainer(at)) return path;
    const next = at.namedChildren.find((child) => child.start <= span.start && span.end <= child.end);
    if (next === undefined) return path;
    path.push(next);
  }
}

/** Whether only white space stands before the offset on its line. */
export function startsLine(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
}

/**
 * The innermost statement around an offset that starts its line, so that a comment fits above it. `length` is that of
 * the file, which a repaired tree exceeds.
 */
export function statementAt(tree: Tree, length: number, offset: number): Span {
  let found: Span = { start: 0, end: length };
  const path = pathTo(tree, { start: offset, end: offset });
  path.forEach((node, index) => {
    const above = path[index - 1];
    if (above === undefined || !isContainer(above) || isContainer(node)) return;
    if (node.type !== 'comment' && startsLine(tree.text, node.start)) {
      found = clamped(node, length);
    }
  });
  return found;
}

/** The comments that contain `berth-ignore`, each with the statement on its line, else the one that follows in its block. */
export function suppressionsOf(tree: Tree, length: number): readonly Comment[] {
  const comments: Comment[] = [];
  if (!tree.text.includes('berth-ignore')) return comments;
  const visit = (node: Node): void => {
    node.namedChildren.forEach((child, index) => {
      if (child.type !== 'comment') {
        visit(child);
        return;
      }
      const content = textOf(tree, child);
      if (!content.includes('berth-ignore')) return;
      const text = content.replace(/^=begin|^#+|=end\s*$/g, '').trim();
      const target =
        sameLine(tree, node.namedChildren[index - 1], child) ??
        firstStatement(node.namedChildren.slice(index + 1));
      const span = clamped(child, length);
      comments.push(target === undefined ? { span, text } : { span, text, target: clamped(target, length) });
    });
  };
  visit(tree.root);
  return comments.sort((a, b) => a.span.start - b.span.start);
}

function sameLine(tree: Tree, before: Node | undefined, comment: Node): Span | undefined {
  if (before === undefined || before.type === 'comment' || isContainer(before)) return undefined;
  return tree.text.slice(before.end, comment.start).includes('\n')
    ? undefined
    : { start: before.start, end: before.end };
}

function clamped({ start, end }: Span, length: number): Span {
  return { start: Math.min(start, length), end: Math.min(end, length) };
}

function firstStatement(nodes: readonly Node[]): Span | undefined {
  for (const node of nodes) {
    if (node.type === 'comment' || node.type === 'heredoc_body') continue;
    if (isContainer(node)) return firstStatement(node.namedChildren);
    return { start: node.start, end: node.end };
  }
  return undefined;
}
