// A syntax tree as plain data: copied out of the parser's memory, so that nothing has to be freed by readers.

import type { Span } from '../../core/span';

/** A node of a syntax tree. Offsets are UTF-16, half open. */
export interface Node extends Span {
  /** The grammar's name of the node (`call`, `string_content`), or the token itself (`&&`). `ERROR` where the text does not fit. */
  readonly type: string;
  /** Whether the node is a rule of the grammar, as opposed to a bare token such as a bracket. */
  readonly named: boolean;
  /** The name under which the parent holds this node (`left`, `body`), if any. */
  readonly fieldName: string | undefined;
  /** All children, tokens included, in order of the text. */
  readonly children: readonly Node[];
  /** The children that are rules of the grammar, comments included. */
  readonly namedChildren: readonly Node[];
  /** Whether the parser made the node up because the text lacks it (it is then empty). */
  readonly isMissing: boolean;
  /** Whether the node, or one below it, is missing or an error. */
  readonly hasError: boolean;
}

/** A parsed text. */
export interface Tree {
  readonly text: string;
  readonly root: Node;
}

/** The first child held under the field `name`. */
export function field(node: Node, name: string): Node | undefined {
  return node.children.find((child) => child.fieldName === name);
}

/** Every child held under the field `name`. */
export function fields(node: Node, name: string): readonly Node[] {
  return node.children.filter((child) => child.fieldName === name);
}

/** The text a node covers. */
export function textOf(tree: Tree, node: Span): string {
  return tree.text.slice(node.start, node.end);
}

/**
 * How many levels of a tree are kept. Nodes below are left out and their ancestors count as erroneous, so that
 * recursive readers never run out of stack on hostile nesting.
 */
export const maxDepth = 500;

/** What copying needs of a tree-sitter cursor. */
export interface Cursor {
  readonly nodeTypeId: number;
  readonly nodeType: string;
  readonly nodeIsNamed: boolean;
  readonly nodeIsMissing: boolean;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly currentFieldName: string | null;
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
}

interface Draft extends Node {
  readonly children: Node[];
  readonly namedChildren: Node[];
  hasError: boolean;
}

/** An earlier copy without errors, and where the new text differs: nodes outside of `from` to `to` are as they were. */
export interface Earlier {
  readonly root: Node;
  /** First offset of the new text that may be other than before. */
  readonly from: number;
  /** Last such offset. */
  readonly to: number;
  /** How much later than before the text behind `to` stands. */
  readonly shift: number;
}

/** Copies the tree under the cursor's node into plain nodes; what an earlier copy holds is taken over from it. */
export function copyTree(cursor: Cursor, earlier?: Earlier): Node {
  const kinds = new Map<number, Kind>();
  const root = draft(cursor, kinds);
  fill(root, cursor, { kinds, earlier }, earlier?.root, 1);
  return root;
}

interface Copying {
  readonly kinds: Map<number, Kind>;
  readonly earlier: Earlier | undefined;
}

/** Copies what is below the cursor's node into `node`, in whose place `before` stood; the cursor ends where it began. */
function fill(node: Draft, cursor: Cursor, copying: Copying, before: Node | undefined, depth: number): void {
  if (!cursor.gotoFirstChild()) return;
  const { kinds, earlier } = copying;
  let passed = 0;
  if (depth >= maxDepth) node.hasError = true;
  else {
    do {
      const fresh = draft(cursor, kinds);
      const oldStart = earlier && startBefore(fresh, earlier);
      if (before !== undefined && oldStart !== undefined)
        while ((before.children[passed]?.start ?? oldStart) < oldStart) passed++;
      const candidate = before?.children[passed];
      const counterpart = candidate?.start === oldStart && isLike(candidate, fresh) ? candidate : undefined;
      const known = earlier && counterpart && unchanged(counterpart, fresh, earlier);
      if (known === undefined) fill(fresh, cursor, copying, counterpart, depth + 1);
      const child = known ?? fresh;
      node.children.push(child);
      if (child.named) node.namedChildren.push(child);
      if (child.hasError) node.hasError = true;
    } while (cursor.gotoNextSibling());
  }
  cursor.gotoParent();
}

/** Where a node began before; `undefined` for one that begins within what changed. */
function startBefore({ start }: Node, { from, to, shift }: Earlier): number | undefined {
  if (start < from) return start;
  return start > to ? start - shift : undefined;
}

function isLike(a: Node | undefined, b: Node): boolean {
  return a !== undefined && a.type === b.type && a.fieldName === b.fieldName;
}

/** The earlier node, moved, where nothing in or at the new one changed. */
function unchanged(before: Node, { start, end }: Node, { from, to, shift }: Earlier): Node | undefined {
  if (end - start !== before.end - before.start) return undefined;
  if (end < from) return before;
  return start > to ? moved(before, shift) : undefined;
}

function moved(node: Node, shift: number): Node {
  if (shift === 0) return node;
  const { type, named, fieldName, start, end, isMissing, hasError } = node;
  const children: Node[] = [];
  const namedChildren: Node[] = [];
  for (const each of node.children) {
    const child = moved(each, shift);
    children.push(child);
    if (child.named) namedChildren.push(child);
  }
  return {
    type,
    named,
    fieldName,
    start: start + shift,
    end: end + shift,
    children,
    namedChildren,
    isMissing,
    hasError,
  };
}

/** What all nodes of one type have in common; each question to the cursor is a way into WebAssembly and back. */
interface Kind {
  readonly type: string;
  readonly named: boolean;
}

function draft(cursor: Cursor, kinds: Map<number, Kind>): Draft {
  const id = cursor.nodeTypeId;
  const kind = kinds.get(id) ?? { type: cursor.nodeType, named: cursor.nodeIsNamed };
  kinds.set(id, kind);
  const { type, named } = kind;
  const start = cursor.startIndex;
  const end = cursor.endIndex;
  // What the parser makes up is empty.
  const isMissing = start === end && cursor.nodeIsMissing;
  return {
    type,
    named,
    fieldName: cursor.currentFieldName ?? undefined,
    start,
    end,
    children: [],
    namedChildren: [],
    isMissing,
    hasError: isMissing || type === 'ERROR',
  };
}

/** The tree of a text the parser gave up on: one error node over all of it. */
export function errorTree(text: string): Tree {
  const root: Node = {
    type: 'ERROR',
    named: true,
    fieldName: undefined,
    start: 0,
    end: text.length,
    children: [],
    namedChildren: [],
    isMissing: false,
    hasError: true,
  };
  return { text, root };
}
