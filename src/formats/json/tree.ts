// The tree of a JSON file: values with places, whatever is missing or broken.
import type { Message } from '../../core/message';
import type { Span } from '../../core/span';

interface NodeBase {
  readonly span: Span;
  /** The statement whose value it is; absent for the root. */
  readonly owner?: JsonStatement;
}

/** A value without children. */
export interface JsonScalar extends NodeBase {
  readonly kind: 'scalar';
  readonly type: 'string' | 'number' | 'boolean' | 'null';
  /** The value as text: escapes resolved, numbers and booleans as written. */
  readonly text: string;
}

/** `{…}`; the span ends where the file does if the bracket is never closed. */
export interface JsonObject extends NodeBase {
  readonly kind: 'object';
  readonly entries: readonly JsonMember[];
  readonly closed: boolean;
}

/** `[…]`. */
export interface JsonArray extends NodeBase {
  readonly kind: 'array';
  readonly entries: readonly JsonItem[];
  readonly closed: boolean;
}

/** Any value. */
export type JsonNode = JsonScalar | JsonObject | JsonArray;

/** What has entries. */
export type JsonContainer = JsonObject | JsonArray;

interface StatementBase {
  /** From the key (or the value, for items) to the end of the value, without the comma. */
  readonly span: Span;
  /** Offset of the comma behind it. */
  readonly comma?: number;
}

/** A key with its value. */
export interface JsonMember extends StatementBase {
  readonly kind: 'member';
  readonly name: string;
  readonly keySpan: Span;
  /** Absent where it is missing or broken. */
  readonly value?: JsonNode;
  readonly container: JsonObject;
}

/** An entry of an array. */
export interface JsonItem extends StatementBase {
  readonly kind: 'item';
  readonly value: JsonNode;
  readonly container: JsonArray;
}

/** What can be removed or suppressed as one. */
export type JsonStatement = JsonMember | JsonItem;

/** A JSON file, read. */
export interface JsonFile {
  /** Without its byte order mark, for which a space stands. */
  readonly text: string;
  readonly root?: JsonNode;
  /** Values behind the root, which JSON does not allow: the outputs of several commands in one file. */
  readonly more: readonly JsonNode[];
  readonly problems: readonly { readonly span: Span; readonly message: Message }[];
  readonly comments: readonly Span[];
  /** In the order of their starts, the outer ones first. */
  readonly statements: readonly JsonStatement[];
}

/** The member of that name; the last one, if it is repeated. */
export function member(node: JsonNode | undefined, name: string): JsonMember | undefined {
  return node?.kind === 'object' ? node.entries.findLast((entry) => entry.name === name) : undefined;
}

/** Whether something of the file is broken inside of the span, so that what it does not say may be lost. */
export function isBroken({ problems }: JsonFile, { start, end }: Span): boolean {
  return problems.some(({ span }) => span.start <= end && span.end >= start);
}
