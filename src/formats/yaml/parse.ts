// Reads a text into YAML trees with places; the only module that knows the YAML library.
import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Pair,
  Parser,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Problem } from '../../core/format';
import type { Span } from '../../core/span';
import { isTagLine, maskTemplates } from './mask';
import { syntaxError, tooDeep, tooLong, tooManyDocuments, tooManyTokens, unreadable } from './messages';
import {
  resolve,
  type Statement,
  type YamlAlias,
  type YamlItem,
  type YamlMap,
  type YamlNode,
  type YamlPair,
  type YamlScalar,
  type YamlSequence,
  type YamlValue,
} from './tree';

/** Longest text that is read, in UTF-16 units; the library reads about a million a second. */
export const maxLength = 2_000_000;

/** Most tokens (marks, spaces, values) that are read; half a million take the library about five seconds. */
const maxTokens = 500_000;

/** Deepest nesting that is read; well below what would overflow the library's stack. */
export const maxDepth = 200;

/** Most documents that are read. */
export const maxDocuments = 2000;

/** One document of a file. */
interface YamlDocument {
  /** Absent for an empty document. */
  readonly root?: YamlValue;
}

/** A file, read. */
export interface YamlFile {
  readonly text: string;
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly Problem[];
  /** Where the YAML is broken, in order: what stands around may have been lost. */
  readonly errors: readonly number[];
  /** All comments, in order. */
  readonly comments: readonly Span[];
  /** All pairs and items, by their start, outer ones first. */
  readonly statements: readonly Statement[];
  /** Where a template tag stands alone on a line: it may produce or leave out any lines. */
  readonly tagLines: readonly number[];
}

/** Reads a text. Total: a text that cannot be read has problems and no documents. */
export function parseYaml(text: string): YamlFile {
  const empty = { text, documents: [], errors: [], comments: [], statements: [], tagLines: [] };
  const failed = (problem: Problem): YamlFile => ({ ...empty, problems: [problem] });
  if (text.length > maxLength) {
    return failed({ span: { start: 0, end: 0 }, message: tooLong(maxLength) });
  }
  try {
    const lexed = lex(maskTemplates(text));
    return 'span' in lexed ? failed(lexed) : compose(text, lexed);
  } catch {
    // The library documents no exceptions, but a reader that must not fail does not rely on that.
    return failed({ span: { start: 0, end: 0 }, message: unreadable });
  }
}

interface Lexed {
  readonly tokens: readonly string[];
  readonly comments: readonly Span[];
  readonly tagLines: readonly number[];
}

/** Marks of the lexer that are not in the text: document start, end of a broken flow, and `scalar follows`. */
const documentMark = '\u0002';
const flowEndMark = '\u0018';
const scalarMark = '\u001F';

/** Splits into tokens and estimates the nesting (within a factor of two) before anything recurses over it. */
function lex(text: string): Lexed | Problem {
  const tokens: string[] = [];
  const comments: Span[] = [];
  const tagLines: number[] = [];
  /** Columns of the block collections that are open. */
  const columns: number[] = [];
  let offset = 0;
  let lineStart = 0;
  let colons = 0;
  let flow = 0;
  let scalar = false;
  let freshLine = true;
  const open = (column: number): void => {
    if (column > (columns.at(-1) ?? -1)) columns.push(column);
  };
  for (const token of new Lexer().lex(text)) {
    if (tokens.push(token) > maxTokens) {
      return { span: { start: 0, end: 0 }, message: tooManyTokens(maxTokens) };
    }
    const start = offset;
    const first = token.charAt(0);
    if (!scalar && token === scalarMark) {
      scalar = true;
      continue;
    }
    if (!scalar && (token === documentMark || token === flowEndMark)) continue;
    offset += token.length;
    const syntax = !scalar;
    scalar = false;
    if (syntax && first === '#') {
      comments.push({ start, end: offset });
      if (isTagLine(token)) tagLines.push(start);
      continue;
    }
    if (syntax && (first === '\n' || first === '\r')) {
      lineStart = offset;
      freshLine = true;
      continue;
    }
    if (syntax && (first === ' ' || first === '\t')) continue;
    if (freshLine && flow === 0) {
      const column = start - lineStart;
      while ((columns.at(-1) ?? -1) >= column) columns.pop();
      open(column);
      colons = 0;
    }
    freshLine = false;
    if (!syntax) {
      const newline = token.lastIndexOf('\n');
      if (newline !== -1) {
        lineStart = start + newline + 1;
        freshLine = newline === token.length - 1;
      }
    } else if (token === '[' || token === '{') flow++;
    else if (token === ']' || token === '}') flow = Math.max(0, flow - 1);
    else if (flow === 0 && (token === '-' || token === '?')) open(start - lineStart);
    else if (flow === 0 && token === ':' && ++colons > 1) open(start - lineStart);
    if (flow + columns.length > maxDepth) {
      return { span: { start, end: start + 1 }, message: tooDeep(maxDepth) };
    }
  }
  return { tokens, comments, tagLines };
}

function* cst(tokens: readonly string[]): Generator<CST.Token> {
  const parser = new Parser();
  for (const token of tokens) yield* parser.next(token);
  yield* parser.end();
}

function compose(text: string, { tokens, comments, tagLines }: Lexed): YamlFile {
  const documents: YamlDocument[] = [];
  const problems: Problem[] = [];
  const errors: number[] = [];
  const statements: Statement[] = [];
  const composer = new Composer({
    uniqueKeys: false,
    keepSourceTokens: true,
    prettyErrors: false,
    logLevel: 'silent',
  });
  for (const document of composer.compose(cst(tokens))) {
    const [error] = document.errors;
    if (error !== undefined)
      problems.push({ span: spanIn(text, error.pos), message: syntaxError(error.code) });
    for (const { pos } of document.errors) errors.push(pos[0]);
    if (documents.length === maxDocuments) {
      const start = document.range[0];
      problems.push({ span: { start, end: start }, message: tooManyDocuments(maxDocuments) });
      break;
    }
    const root = treeOf(document, text, statements);
    documents.push(root === undefined ? {} : { root });
  }
  errors.sort((one, other) => one - other);
  return { text, documents, problems, errors, comments, statements, tagLines };
}

/** Whether the YAML is broken somewhere in a span, its end included. */
export function isBroken({ errors }: YamlFile, { start, end }: Span): boolean {
  let low = 0;
  let high = errors.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((errors[middle] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return (errors[low] ?? Number.POSITIVE_INFINITY) <= end;
}

function spanIn(text: string, [start, end]: readonly [number, number]): Span {
  const from = Math.min(start, text.length);
  return { start: from, end: Math.min(Math.max(end, from), text.length) };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const markers = new Set(['explicit-key-ind', 'seq-item-ind', 'anchor', 'tag']);
const afterKey = new Set(['map-value-ind', 'anchor', 'tag']);

function treeOf(document: Document.Parsed, text: string, statements: Statement[]): YamlValue | undefined {
  const anchors = new Map<string, YamlValue>();

  function build(node: unknown, owner: Statement | undefined, at: number): YamlNode {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) target.aliased = true;
      const alias: YamlAlias = { kind: 'alias', span: spanOf(node.range, at), aliased: false };
      return target === undefined ? alias : { ...alias, target };
    }
    // The guards' own types are wider than what a parsed document holds.
    if (isMap(node)) return buildMap(node as YAMLMap, owner, at);
    if (isSeq(node)) return buildSequence(node as YAMLSeq, owner, at);
    return buildScalar(isScalar(node) ? (node as Scalar) : undefined, owner, at);
  }

  /** Adds what only some nodes have. Before a collection's entries, so that an alias inside its own anchor is found. */
  function complete(
    built: Mutable<YamlValue>,
    node: { tag?: string | undefined; anchor?: string | undefined },
    owner: Statement | undefined,
  ): void {
    if (owner !== undefined) built.owner = owner;
    if (node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:')) built.tag = node.tag;
    if (node.anchor !== undefined) anchors.set(node.anchor, built);
  }

  function buildScalar(node: Scalar | undefined, owner: Statement | undefined, at: number): YamlScalar {
    const style = styles[node?.type ?? 'PLAIN'] ?? 'plain';
    const span = spanOf(node?.range, at);
    const value = node?.value ?? null;
    const scalar: YamlScalar = {
      kind: 'scalar',
      span: style === 'block' ? { start: span.start, end: trimmedEnd(text, span) } : span,
      aliased: false,
      style,
      type: typeOf(value),
      text: typeof value === 'string' ? value : value === null ? '' : (node?.source ?? String(value)),
    };
    complete(scalar, node ?? {}, owner);
    return scalar;
  }

  function buildMap(node: YAMLMap, owner: Statement | undefined, at: number): YamlMap {
    const pairs: YamlPair[] = [];
    const map: Mutable<YamlMap> = {
      kind: 'map',
      span: spanOf(node.range, at),
      aliased: false,
      flow: node.flow === true,
      pairs,
    };
    complete(map, node, owner);
    let last = map.span.start;
    for (const pair of node.items) last = buildPair(pair, map, pairs, last);
    const [first] = pairs;
    if (!map.flow && first !== undefined) map.span = { start: first.span.start, end: last };
    return map;
  }

  function buildPair(pair: Pair, container: YamlMap, pairs: YamlPair[], at: number): number {
    const token = pair.srcToken;
    const mark = token?.start.find((part) => markers.has(part.type));
    const place = statements.length;
    const built: Mutable<YamlPair> = {
      kind: 'pair',
      span: { start: at, end: at },
      keySpan: { start: at, end: at },
      value: nothing,
      container,
      merge: false,
    };
    // Reserved before the value's statements, so that the list stays in the order of the text.
    statements.push(built);
    const key = build(pair.key, built, mark === undefined ? at : mark.offset);
    statements.length = place + 1;
    const separator = token?.sep?.findLast((part) => afterKey.has(part.type));
    const keyEnd = Math.max(
      key.span.end,
      separator === undefined ? 0 : separator.offset + separator.source.length,
    );
    built.keySpan = key.span;
    built.value = build(pair.value, built, keyEnd);
    const start = Math.min(key.span.start, mark?.offset ?? key.span.start);
    built.span = { start, end: Math.max(keyEnd, built.value.span.end) };
    const keyValue = resolve(key);
    if (keyValue?.kind === 'scalar') {
      built.name = keyValue.text;
      built.merge = keyValue.style === 'plain' && keyValue.text === '<<';
    }
    pairs.push(built);
    return built.span.end;
  }

  function buildSequence(node: YAMLSeq, owner: Statement | undefined, at: number): YamlSequence {
    const items: YamlItem[] = [];
    const sequence: Mutable<YamlSequence> = {
      kind: 'sequence',
      span: spanOf(node.range, at),
      aliased: false,
      flow: node.flow === true,
      items,
    };
    complete(sequence, node, owner);
    const token = node.srcToken;
    const tokens = token?.type === 'block-seq' || token?.type === 'flow-collection' ? token.items : [];
    let last = sequence.span.start;
    node.items.forEach((child, index) => {
      const mark = tokens[index]?.start.find((part) => markers.has(part.type));
      const dash = mark?.type === 'seq-item-ind' ? mark.offset + 1 : (mark?.offset ?? last);
      const item: Mutable<YamlItem> = {
        kind: 'item',
        span: { start: last, end: last },
        value: nothing,
        container: sequence,
      };
      statements.push(item);
      item.value = build(child, item, dash);
      const start = Math.min(item.value.span.start, mark?.offset ?? item.value.span.start);
      item.span = { start, end: Math.max(item.value.span.end, start) };
      last = item.span.end;
      items.push(item);
    });
    const [first] = items;
    if (!sequence.flow && first !== undefined) sequence.span = { start: first.span.start, end: last };
    return sequence;
  }

  if (document.contents === null) return undefined;
  const root = build(document.contents, undefined, document.range[0]);
  return root.kind === 'alias' ? undefined : root;
}

const nothing: YamlAlias = { kind: 'alias', span: { start: 0, end: 0 }, aliased: false };

const styles: Readonly<Record<string, YamlScalar['style']>> = {
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_FOLDED: 'block',
  BLOCK_LITERAL: 'block',
};

function typeOf(value: unknown): YamlScalar['type'] {
  if (value === null) return 'null';
  const type = typeof value;
  if (type === 'number' || type === 'bigint') return 'number';
  return type === 'boolean' ? 'boolean' : 'string';
}

function spanOf(range: readonly number[] | null | undefined, at: number): Span {
  const start = range?.[0] ?? at;
  return { start, end: range?.[1] ?? start };
}

function trimmedEnd(text: string, { start, end }: Span): number {
  let last = end;
  while (last > start && /\s/.test(text.charAt(last - 1))) last--;
  return last;
}
