// Edits of YAML text that keep comments, quotes and indentation, or none where that cannot be done safely.
import type { TextEdit } from '../../core/format';
import type { Span } from '../../core/span';
import { lineBreakOf, nextLine, startOfLine } from '../lines';
import type { YamlFile } from './parse';
import {
  mergedBy,
  type Statement,
  type YamlMap,
  type YamlNode,
  type YamlPair,
  type YamlScalar,
  type YamlSequence,
  yamlReader,
} from './tree';

/** Statements by `start:end` of their place: a pair as a whole, an item by its value. */
export function statementIndex(statements: readonly Statement[]): ReadonlyMap<string, Statement> {
  const places = new Map<string, Statement>();
  for (const statement of statements) {
    const { span } = statement.kind === 'item' ? statement.value : statement;
    const key = `${span.start}:${span.end}`;
    // An item with a single key has the place of that key; the item stands for both.
    if (!places.has(key)) places.set(key, statement);
  }
  return places;
}

/** Whether an edit inside the statement changes only what stands there: no alias refers to it or to what holds it. */
export function isPrivate(statement: Statement): boolean {
  let node: YamlNode = statement.value;
  let next: Statement | undefined = statement;
  while (next !== undefined) {
    if (node.aliased || next.container.aliased) return false;
    node = next.container;
    next = next.container.owner;
  }
  return true;
}

/**
 * Removes a statement, and what would be left empty by that. `keep` stays even if it loses its last entry: then there
 * is no edit. There is none either where the same key would come back from a merge or an earlier repetition.
 */
export function remove(
  file: YamlFile,
  statement: Statement,
  keep?: Statement,
): readonly TextEdit[] | undefined {
  let target = statement;
  while (siblings(target).length === 1) {
    const parent = target.container.owner;
    if (parent === undefined || target === keep) return undefined;
    target = parent;
  }
  if (target === keep || comesBack(target)) return undefined;
  return target.container.flow
    ? removeFromFlow(file, target)
    : removeFromBlock(file, target, remarkOn(file, statement));
}

/** The comment on the line of a list item: it speaks about the item alone and goes with it. */
function remarkOn(file: YamlFile, { kind, span }: Statement): Span | undefined {
  if (kind !== 'item' || file.text.slice(span.start, span.end).includes('\n')) return undefined;
  return file.comments.find(
    (comment) => comment.start >= span.end && comment.start < endOfLine(file.text, span.end),
  );
}

function comesBack(statement: Statement): boolean {
  if (statement.kind === 'item' || statement.name === undefined) return false;
  const { container, name } = statement;
  if (container.pairs.some((pair) => pair !== statement && pair.name === name)) return true;
  const reader = yamlReader(10_000);
  return mergedBy(container).some((layer) => reader.get(layer, name) !== undefined || reader.exhausted());
}

function siblings(statement: Statement): readonly Statement[] {
  return statement.kind === 'pair' ? statement.container.pairs : statement.container.items;
}

function removeFromFlow(file: YamlFile, statement: Statement): readonly TextEdit[] | undefined {
  const all = siblings(statement);
  const index = all.indexOf(statement);
  const next = all[index + 1];
  const previous = all[index - 1];
  const span =
    next !== undefined
      ? { start: statement.span.start, end: next.span.start }
      : { start: previous?.span.end ?? statement.span.start, end: statement.span.end };
  return commentsIn(file, span).length > 0 ? undefined : [{ span, text: '' }];
}

function removeFromBlock(
  file: YamlFile,
  statement: Statement,
  remark: Span | undefined,
): readonly TextEdit[] | undefined {
  const { text } = file;
  const { start, end } = statement.span;
  const lineStart = startOfLine(text, start);
  if (text.slice(lineStart, start).trim() !== '') {
    // The first entry shares its line with the dash (or mark) of the entry it is in: the next one moves up.
    const all = siblings(statement);
    const next = all[all.indexOf(statement) + 1];
    if (next === undefined) return undefined;
    const span = { start, end: next.span.start };
    return commentsIn(file, span).length > 0 ? undefined : [{ span, text: '' }];
  }
  const edits: TextEdit[] = [];
  let from = lineStart;
  for (const comment of commentsIn(file, { start, end: endOfLine(text, end) })) {
    if (comment === remark) continue;
    const line = startOfLine(text, comment.start);
    if (line > from) edits.push({ span: { start: from, end: line }, text: '' });
    const content = line + indentationAt(text, line).length;
    // A comment behind what goes away stays, on the line of its own.
    if (content < comment.start) edits.push({ span: { start: content, end: comment.start }, text: '' });
    from = nextLine(text, comment.end);
  }
  if (from < end) edits.push({ span: { start: from, end: nextLine(text, end) }, text: '' });
  return edits;
}

function commentsIn(file: YamlFile, span: Span): readonly Span[] {
  return file.comments.filter((comment) => comment.start >= span.start && comment.end <= span.end);
}

function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline === -1) return text.length;
  return text.charAt(newline - 1) === '\r' && newline > offset ? newline - 1 : newline;
}

function indentationAt(text: string, lineStart: number): string {
  let end = lineStart;
  while (text.charAt(end) === ' ') end++;
  return text.slice(lineStart, end);
}

/** Replaces a scalar by a text, in the quotes it has; a value that is missing is written behind the key. */
export function replaceScalar(file: YamlFile, statement: Statement, value: string): TextEdit | undefined {
  const node = statement.value;
  if (node.kind !== 'scalar' || node.style === 'block' || node.tag !== undefined) return undefined;
  const text = quoted(value, node);
  if (node.span.end > node.span.start) return { span: node.span, text };
  const before = file.text.charAt(node.span.start - 1);
  const at = { start: statement.span.end, end: statement.span.end };
  return { span: at, text: before === ' ' ? text : ` ${text}` };
}

function quoted(value: string, like: YamlScalar): string {
  if (like.style === 'double') return doubleQuoted(value);
  if (like.style === 'single') return singleQuoted(value);
  // A number stays a number, but a text must not become one.
  return like.type === 'string' && !isPlainText(value) ? singleQuoted(value) : plain(value);
}

/** Writes a text as a scalar: plain where every YAML version reads it as this text, number or boolean. */
export function plain(value: string): string {
  const safe = /^(?:[\w./][\w./~@%+=:-]*|-?\d[\d.]*)$/.test(value) && !value.endsWith(':');
  return safe && !/^\d+(?::\d+)+$/.test(value) ? value : singleQuoted(value);
}

/** Texts that some YAML version reads as a number, a date, a boolean or null. */
const notText =
  /^(?:[-+]?[\d_]*\.?[\d_]*(?:e[-+]?\d+)?|0[xob].*|[-+]?\.(?:inf|nan)|\d{4}-\d\d?-\d\d?.*|~|null|true|false|yes|no|on|off|y|n)$/i;

function isPlainText(value: string): boolean {
  return plain(value) === value && !notText.test(value);
}

function singleQuoted(value: string): string {
  return /[\n\r\t]/.test(value) ? doubleQuoted(value) : `'${value.replaceAll("'", "''")}'`;
}

function doubleQuoted(value: string): string {
  return JSON.stringify(value);
}

/** A pair to be added: a scalar (empty for null), a list of scalars or a mapping, as YAML text. */
export interface NewPair {
  readonly key: string;
  readonly value: string | readonly string[] | readonly NewPair[];
}

/** Adds a pair at the end of a map, in its style and indentation. */
export function appendPair(file: YamlFile, map: YamlMap, pair: NewPair): TextEdit | undefined {
  return appendPairs(file, map, [pair]);
}

/** Adds pairs at the end of a map, in its style and indentation. */
export function appendPairs(file: YamlFile, map: YamlMap, pairs: readonly NewPair[]): TextEdit | undefined {
  const { text } = file;
  if (map.flow) return appendToFlow(file, map, map.pairs.at(-1), pairs.map(flowText).join(', '));
  const first = map.pairs[0];
  const last = map.pairs.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const indentation = columnIndentation(text, first.span.start);
  if (indentation === undefined) return undefined;
  const lines = pairs.flatMap((pair) => blockLines(file, pair));
  return appendLines(
    file,
    last,
    lines.map((line) => indentation + line),
  );
}

function flowText({ key, value }: NewPair): string {
  if (typeof value === 'string') return `${key}: ${value === '' ? 'null' : value}`;
  const [first] = value;
  const entries = value.map((entry) => (typeof entry === 'string' ? entry : flowText(entry))).join(', ');
  return `${key}: ${typeof first === 'object' ? `{${entries}}` : `[${entries}]`}`;
}

function blockLines(file: YamlFile, { key, value }: NewPair): readonly string[] {
  if (typeof value === 'string') return [value === '' ? `${key}:` : `${key}: ${value}`];
  return [
    `${key}:`,
    ...value.flatMap((entry) =>
      typeof entry === 'string'
        ? [`${indentationBelowKeys(file, 'sequence')}- ${entry}`]
        : blockLines(file, entry).map((line) => indentationBelowKeys(file, 'map') + line),
    ),
  ];
}

/**
 * Adds a value below several keys at the end of a map, or in place of its missing or empty value: one edit for each line,
 * so that changes which open the same blocks have these edits in common.
 */
export function appendNested(
  file: YamlFile,
  owner: YamlMap | YamlPair,
  keys: readonly string[],
  value: string,
): readonly TextEdit[] | undefined {
  const map = owner.kind === 'map' ? owner : owner.container;
  const last = owner.kind === 'map' ? map.pairs.at(-1) : owner;
  const first = map.pairs[0];
  if (map.flow) {
    if (owner.kind === 'pair' || first === undefined) return undefined;
    const isJson = file.text.charAt(first.keySpan.start) === '"';
    const entry = keys.reduceRight(
      (inner, key, index) =>
        `${isJson ? doubleQuoted(key) : key}: ${index === keys.length - 1 ? inner : `{${inner}}`}`,
      isJson ? asJson(value) : value,
    );
    const edit = appendToFlow(file, map, last, entry);
    return edit && [edit];
  }
  if (first === undefined || last === undefined) return undefined;
  const indentation = columnIndentation(file.text, first.span.start);
  if (indentation === undefined) return undefined;
  const step = ' '.repeat(blockStep(file, map));
  const depth = owner.kind === 'map' ? 0 : 1;
  const lines = keys.map((key, index) => {
    const rest = index === keys.length - 1 ? ` ${value}` : '';
    return `${indentation}${step.repeat(index + depth)}${key}:${rest}`;
  });
  const edits: TextEdit[] = [];
  if (owner.kind === 'pair' && owner.value.span.end > owner.value.span.start) {
    // `{}` makes room for the block.
    edits.push({ span: { start: owner.keySpan.end + 1, end: owner.value.span.end }, text: '' });
  }
  for (const line of lines) {
    const edit = appendLines(file, last, [line]);
    if (edit === undefined) return undefined;
    edits.push(edit);
  }
  return edits;
}

/** A value of YAML, one word or a list of one, as JSON writes it. */
function asJson(value: string): string {
  const [, item] = /^\[(.*)\]$/.exec(value) ?? [];
  if (item !== undefined) return `[${asJson(item)}]`;
  return /^(?:true|false|null|-?\d+(?:\.\d+)?)$/.test(value) ? value : doubleQuoted(value);
}

/** How far maps are indented below the keys of a map; two where none of them shows it. */
function blockStep({ text }: YamlFile, map: YamlMap): number {
  for (const { span, value } of map.pairs) {
    if (value.kind !== 'map' || value.flow) continue;
    const outer = columnIndentation(text, span.start);
    const inner = columnIndentation(text, value.span.start);
    if (outer !== undefined && inner !== undefined && inner.length > outer.length)
      return inner.length - outer.length;
  }
  return 2;
}

/** Adds an item at the end of a sequence, in its style and indentation. */
export function appendItem(file: YamlFile, sequence: YamlSequence, item: string): TextEdit | undefined {
  const last = sequence.items.at(-1);
  if (sequence.flow) return appendToFlow(file, sequence, last, item);
  if (last === undefined) return undefined;
  const indentation = columnIndentation(file.text, last.span.start);
  return indentation === undefined ? undefined : appendLines(file, last, [`${indentation}- ${item}`]);
}

function appendToFlow(
  file: YamlFile,
  collection: YamlMap | YamlSequence,
  last: Statement | undefined,
  entry: string,
): TextEdit | undefined {
  const { start, end } = collection.span;
  // Half-typed: without its closing bracket there is no end to add to.
  if (!/[\]}]/.test(file.text.charAt(end - 1))) return undefined;
  if (last === undefined) return { span: { start: start + 1, end: start + 1 }, text: entry };
  return { span: { start: last.span.end, end: last.span.end }, text: `, ${entry}` };
}

function appendLines(file: YamlFile, last: Statement, lines: readonly string[]): TextEdit | undefined {
  // A block text may own the blank lines behind it (`|+`), and a broken file may hold anything there.
  if (endsInBlockText(last)) return undefined;
  const at = endOfLine(file.text, last.span.end);
  const rest = file.text.slice(last.span.end, at).trim();
  if (rest !== '' && !rest.startsWith('#')) return undefined;
  const eol = lineBreakOf(file.text);
  return { span: { start: at, end: at }, text: lines.map((line) => eol + line).join('') };
}

function endsInBlockText(statement: Statement): boolean {
  let value: YamlNode = statement.value;
  for (;;) {
    if (value.kind === 'scalar') return value.style === 'block';
    if (value.kind === 'alias') return false;
    const last: Statement | undefined = value.kind === 'map' ? value.pairs.at(-1) : value.items.at(-1);
    if (last === undefined || value.flow) return false;
    value = last.value;
  }
}

/** Spaces up to the column of an offset; `undefined` where a tab or a `?` makes columns unclear. */
function columnIndentation(text: string, offset: number): string | undefined {
  const before = text.slice(startOfLine(text, offset), offset);
  return /^[ -]*$/.test(before) ? ' '.repeat(before.length) : undefined;
}

const indentations = new WeakMap<YamlFile, Map<'sequence' | 'map', string>>();

/** How the file indents lists or mappings below their key; two spaces where it has none. */
function indentationBelowKeys(file: YamlFile, wanted: 'sequence' | 'map'): string {
  const known = indentations.get(file) ?? new Map<'sequence' | 'map', string>();
  indentations.set(file, known);
  const indentation = known.get(wanted) ?? firstIndentation(file, wanted);
  known.set(wanted, indentation);
  return indentation;
}

function firstIndentation(file: YamlFile, wanted: 'sequence' | 'map'): string {
  for (const { kind, value, container, span } of file.statements) {
    if (kind !== 'pair' || value.kind !== wanted || value.flow || container.flow) continue;
    const key = columnIndentation(file.text, span.start);
    const inner = columnIndentation(file.text, value.span.start);
    if (key !== undefined && inner !== undefined) return ' '.repeat(Math.max(0, inner.length - key.length));
  }
  return '  ';
}
