// Reads JSON with comments and trailing commas into a tree, whatever is broken in it.
import { createScanner, type SyntaxKind } from 'jsonc-parser';
import type { Message } from '../../core/message';
import type { Span } from '../../core/span';
import * as messages from './messages';
import type { JsonFile, JsonItem, JsonMember, JsonNode, JsonStatement } from './tree';

/** The library's token numbers; its enum is erased when files are compiled one by one. */
const token = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  string: 10,
  number: 11,
  lineComment: 12,
  blockComment: 13,
  lineBreak: 14,
  trivia: 15,
  end: 17,
} as const satisfies Record<string, SyntaxKind>;

/** The library's numbers of a comment and a text that are not closed. */
const unclosed = { comment: 1, string: 2 };

/** How many comments without an end are skipped line by line; each costs a look to the end of the file. */
const maxOpenComments = 3;

const maxProblems = 100;

type Growing<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
type GrowingMember = Growing<JsonMember>;
type GrowingNode =
  | Growing<Extract<JsonNode, { kind: 'object' }>>
  | Growing<Extract<JsonNode, { kind: 'array' }>>;

/** An object or array that is not closed yet. */
interface Open {
  readonly node: GrowingNode;
  /** The member whose value comes next. */
  pending?: { readonly member: GrowingMember; colon: boolean };
  /** Whether the next entry needs a comma before it. */
  complete: boolean;
}

/** Reads a text. Total, and linear: brackets are kept on a stack of its own, so nesting costs no call depth. */
export function parseJson(source: string): JsonFile {
  const text = source.replace(/^\uFEFF/, ' ');
  const scanner = createScanner(text);
  const problems: { span: Span; message: Message }[] = [];
  const comments: Span[] = [];
  const statements: JsonStatement[] = [];
  const stack: Open[] = [];
  /** How many of each kind are on the stack. */
  const depths = { object: 0, array: 0 };
  let root: JsonNode | undefined;
  const more: JsonNode[] = [];
  let openComments = 0;

  const problem = (span: Span, message: Message): void => {
    if (problems.length < maxProblems) problems.push({ span, message });
  };

  /** Ends the member whose value does not come. */
  function drop(open: Open): void {
    const { pending } = open;
    if (pending === undefined) return;
    problem(pending.member.keySpan, pending.colon ? messages.missingValue : messages.missingColon);
    delete open.pending;
  }

  function entry(open: Open, span: Span): void {
    if (open.complete) problem(span, messages.missingComma);
    open.complete = true;
  }

  function key(open: Open, name: string, span: Span): void {
    drop(open);
    if (open.node.kind !== 'object') return;
    entry(open, span);
    const member: GrowingMember = { kind: 'member', name, keySpan: span, span, container: open.node };
    open.node.entries.push(member);
    statements.push(member);
    open.pending = { member, colon: false };
  }

  /** Puts a value where one belongs. */
  function place(node: Growing<JsonNode>): void {
    const open = stack.at(-1);
    if (open === undefined) {
      if (root === undefined) root = node;
      else {
        more.push(node);
        problem(node.span, messages.secondValue);
      }
      return;
    }
    if (open.node.kind === 'array') {
      entry(open, node.span);
      const item: Growing<JsonItem> = { kind: 'item', span: node.span, value: node, container: open.node };
      node.owner = item;
      open.node.entries.push(item);
      statements.push(item);
      return;
    }
    const { pending } = open;
    if (pending === undefined) {
      problem(node.span, messages.unexpected);
      return;
    }
    if (!pending.colon) problem(pending.member.keySpan, messages.missingColon);
    pending.member.value = node;
    pending.member.span = { start: pending.member.keySpan.start, end: node.span.end };
    node.owner = pending.member;
    delete open.pending;
  }

  function close(end: number, closed: boolean): void {
    const open = stack.pop();
    if (open === undefined) return;
    drop(open);
    const { node } = open;
    depths[node.kind]--;
    node.span = { start: node.span.start, end };
    node.closed = closed;
    const { owner } = node;
    if (owner !== undefined) (owner as Growing<JsonStatement>).span = { start: owner.span.start, end }; // it is our own, still growing
  }

  function colon(open: Open | undefined, span: Span): void {
    if (open?.pending !== undefined && !open.pending.colon) {
      open.pending.colon = true;
      return;
    }
    const last = open?.node.kind === 'object' ? open.node.entries.at(-1) : undefined;
    const value = last?.value;
    if (
      open === undefined ||
      value?.kind !== 'scalar' ||
      value.type !== 'string' ||
      last?.comma !== undefined
    ) {
      problem(span, messages.unexpected);
      return;
    }
    // `"a": "b": 1`: the value of the first key is missing, and what was taken for it is a key.
    const member = last as GrowingMember; // it is our own, still growing
    problem(member.keySpan, messages.missingValue);
    delete member.value;
    member.span = member.keySpan;
    open.complete = false;
    key(open, value.text, value.span);
    if (open.pending !== undefined) open.pending.colon = true;
  }

  for (;;) {
    const kind: number = scanner.scan();
    const start = scanner.getTokenOffset();
    const span: Span = { start, end: start + scanner.getTokenLength() };
    const open = stack.at(-1);
    switch (kind) {
      case token.end: {
        if (open !== undefined) problem({ start: text.length, end: text.length }, messages.missingBracket);
        while (stack.length > 0) close(text.length, false);
        return { text, problems, comments, statements, more, ...(root === undefined ? {} : { root }) };
      }
      case token.lineBreak:
      case token.trivia:
        break;
      case token.blockComment:
        if (Number(scanner.getTokenError()) === unclosed.comment) {
          const newline = text.indexOf('\n', start);
          const end = newline === -1 ? text.length : newline;
          problem({ start, end }, messages.openComment);
          comments.push({ start, end });
          if (++openComments <= maxOpenComments) scanner.setPosition(end);
          break;
        }
        comments.push(span);
        break;
      case token.lineComment:
        comments.push(span);
        break;
      case token.openBrace:
      case token.openBracket: {
        const node: GrowingNode =
          kind === token.openBrace
            ? { kind: 'object', span, entries: [], closed: false }
            : { kind: 'array', span, entries: [], closed: false };
        // Without a place it is read too: what stands in it is no part of what surrounds it.
        place(node);
        stack.push({ node, complete: false });
        depths[node.kind]++;
        break;
      }
      case token.closeBrace:
      case token.closeBracket: {
        const wanted = kind === token.closeBrace ? 'object' : 'array';
        if (depths[wanted] === 0) {
          problem(span, messages.strayBracket);
          break;
        }
        const depth = stack.findLastIndex(({ node }) => node.kind === wanted);
        if (depth < stack.length - 1) problem(span, messages.missingBracket);
        while (stack.length > depth + 1) close(start, false);
        close(span.end, true);
        break;
      }
      case token.comma: {
        if (open === undefined || (!open.complete && open.pending === undefined)) {
          problem(span, messages.unexpected);
          break;
        }
        drop(open);
        open.complete = false;
        const last: Growing<JsonStatement> | undefined = open.node.entries.at(-1);
        if (last !== undefined) last.comma = start;
        break;
      }
      case token.colon:
        colon(open, span);
        break;
      case token.string: {
        const isOpen = Number(scanner.getTokenError()) === unclosed.string;
        if (isOpen) problem(span, messages.openString);
        if (open?.node.kind === 'object' && !open.pending?.colon) key(open, scanner.getTokenValue(), span);
        // What was cut off would be another value.
        else if (isOpen) skip(open);
        else place({ kind: 'scalar', type: 'string', text: scanner.getTokenValue(), span });
        break;
      }
      case token.number:
        place({ kind: 'scalar', type: 'number', text: scanner.getTokenValue(), span });
        break;
      case token.true:
      case token.false:
        place({ kind: 'scalar', type: 'boolean', text: scanner.getTokenValue(), span });
        break;
      case token.null:
        place({ kind: 'scalar', type: 'null', text: '', span });
        break;
      default:
        problem(span, messages.unexpected);
        if (open?.node.kind === 'object' && open.pending === undefined)
          key(open, text.slice(span.start, span.end), span);
        else skip(open);
    }
  }

  /** Passes over a value that is broken. */
  function skip(open: Open | undefined): void {
    if (open === undefined) return;
    delete open.pending;
    open.complete = true;
  }
}
