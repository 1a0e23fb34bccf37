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
  readonly children: Draft[];
  readonly namedChildren: Draft[];
  hasError: boolean;
}

/** Copies the tree under the cursor's node into plain nodes; the cursor ends where it began. */
export function copyTree(cursor: Cursor): Node {
  const kinds = new Map<number, Kind>();
  const root = draft(cursor, kinds);
  const path: Draft[] = [root];
  while (true) {
    const parent = path.at(-1) ?? root;
    if (cursor.gotoFirstChild()) {
      if (path.length < maxDepth) {
        path.push(adopt(parent, draft(cursor, kinds)));
        continue;
      }
      parent.hasError = true;
      cursor.gotoParent();
    }
    while (true) {
      if (path.length === 1) return root;
      const done = path.pop();
      const above = path.at(-1) ?? root;
      if (done?.hasError) above.hasError = true;
      if (cursor.gotoNextSibling()) {
        path.push(adopt(above, draft(cursor, kinds)));
        break;
      }
      cursor.gotoParent();
    }
  }
}

function adopt(parent: Draft, child: Draft): Draft {
  parent.children.push(child);
  if (child.named) parent.namedChildren.push(child);
  return child;
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
