// Completion and hover in berth.yaml, from the table of its keys. Half-typed YAML is read by its lines.
import type { Text } from '../core/message';
import type { Span } from '../core/span';
import { parseYaml } from '../formats/yaml/parse';
import { resolve, type YamlMap } from '../formats/yaml/tree';
import { rules } from '../rules/registry.generated';
import { type KeyType, keys, ruleKeys, settableSeverities } from './keys';

/** Something that may be written at the cursor. */
export interface Proposal {
  readonly label: string;
  readonly kind: 'key' | 'rule' | 'value';
  /** What replaces `span`. */
  readonly insert: string;
  readonly span: Span;
  readonly description: Text;
}

/** What stands around the cursor. */
interface Position {
  /** The keys around it, outermost first. */
  readonly path: readonly string[];
  /** The key whose value is typed; absent where a key is typed. */
  readonly key?: string;
  /** What is typed already. */
  readonly word: string;
  /** Keys that stand in the same mapping already. */
  readonly present: ReadonlySet<string>;
  /** Column of a key that would be nested in the one being typed; absent in `{ … }`. */
  readonly inner?: number;
}

/** What may be written at an offset of a berth.yaml. */
export function proposalsAt(text: string, offset: number): Proposal[] {
  const position = positionAt(text, offset);
  if (position === undefined) return [];
  const { path, key, word, present, inner } = position;
  const span = { start: offset - word.length, end: offset };
  const mapping = mappingAt(path);
  if (mapping === undefined) return [];
  if (key === undefined)
    return proposedKeys(mapping)
      .filter(({ label }) => !present.has(label))
      .map(({ type, ...rest }) => ({ ...rest, insert: `${rest.label}:${opening(type, inner)}`, span }));
  const type = under(mapping, key, false);
  return type === undefined
    ? []
    : Object.entries(proposedValues(type)).map(([label, description]) => ({
        label,
        kind: 'value',
        insert: label,
        span,
        description,
      }));
}

const anything: Text = { en: '', de: '' };

function proposedValues(type: KeyType): Readonly<Record<string, Text>> {
  switch (type.kind) {
    case 'boolean':
      return { true: anything, false: anything };
    case 'choice':
      return type.values;
    case 'text':
      return type.known ?? {};
    default:
      return {};
  }
}

interface ProposedKey {
  readonly label: string;
  readonly kind: 'key' | 'rule';
  readonly description: Text;
  readonly type: KeyType;
}

function proposedKeys(type: KeyType): ProposedKey[] {
  if (type.kind === 'rules')
    return rules.map(({ id, title }) => ({ label: id, kind: 'rule', description: title, type: ruleValue }));
  const entries = type.kind === 'map' ? Object.entries(type.keys) : [];
  return entries.map(([label, key]) => ({
    label,
    kind: 'key',
    description: key.description,
    type: key.type,
  }));
}

const ruleValue: KeyType = { kind: 'choice', values: settableSeverities };
const ruleMap: KeyType = { kind: 'map', keys: ruleKeys };

/** What follows the colon of a key: the beginning of its value. */
function opening({ kind }: KeyType, inner: number | undefined): string {
  if (inner === undefined) return ' ';
  const line = `\n${' '.repeat(inner)}`;
  if (kind === 'map' || kind === 'rules') return line;
  return kind === 'patterns' ? `${line}- ` : ' ';
}

/** What stands under a key of a mapping; a rule takes a severity, or (`nested`) a mapping. */
function under(type: KeyType, name: string, nested: boolean): KeyType | undefined {
  if (type.kind === 'rules') return nested ? ruleMap : ruleValue;
  return type.kind === 'map' && Object.hasOwn(type.keys, name) ? type.keys[name]?.type : undefined;
}

/** What the mapping at a path holds. */
function mappingAt(path: readonly string[]): KeyType | undefined {
  let type: KeyType | undefined = { kind: 'map', keys };
  for (const name of path) type = type === undefined ? undefined : under(type, name, true);
  return type;
}

/** A line that begins a mapping's entry: its column and its key. */
function entryOf(line: string): { readonly column: number; readonly key: string } | undefined {
  const match = /^( *)(["']?)([\w-]+)\2[ \t]*:(?=\s|$)/.exec(line);
  return match?.[3] === undefined ? undefined : { column: match[1]?.length ?? 0, key: match[3] };
}

function positionAt(text: string, offset: number): Position | undefined {
  const before = text.slice(0, offset).split('\n');
  const line = before.pop() ?? '';
  const after = text.slice(offset).split('\n').slice(1);
  const column = /^ */.exec(line)?.[0].length ?? 0;
  const block = (): Pick<Position, 'path' | 'present'> => around(before, after, column);
  const word = /[\w-]*$/.exec(line)?.[0] ?? '';
  const head = line.slice(0, line.length - word.length);
  if (head.trim() === '') return { ...block(), word, inner: column + 2 };
  const entry = entryOf(line);
  if (entry === undefined) return undefined;
  const rest = head.slice(head.indexOf(':') + 1);
  if (/^\s+["']?$/.test(rest)) return { ...block(), key: entry.key, word };
  const brace = rest.lastIndexOf('{');
  if (brace < 0 || rest.slice(0, brace).trim() !== '') return undefined;
  const parts = rest.slice(brace + 1).split(',');
  const last = (parts.pop() ?? '').trim();
  const present = new Set(parts.map((part) => part.split(':', 1)[0]?.trim() ?? ''));
  const path = [...block().path, entry.key];
  if (last === '') return { path, word, present };
  const key = /^([\w-]+)[ \t]*:$/.exec(last)?.[1];
  return key === undefined ? undefined : { path, key, word, present };
}

/** The keys around a column, and those of the same mapping, from the lines before and after the cursor's. */
function around(
  before: readonly string[],
  after: readonly string[],
  column: number,
): Pick<Position, 'path' | 'present'> {
  const path: string[] = [];
  const present = new Set<string>();
  let at = column;
  for (const line of before.toReversed()) {
    const entry = entryOf(line);
    if (entry === undefined) continue;
    if (entry.column < at) {
      path.unshift(entry.key);
      at = entry.column;
      if (at === 0) break;
    } else if (entry.column === column && at === column) present.add(entry.key);
  }
  for (const line of after) {
    const entry = entryOf(line);
    if (entry !== undefined && entry.column < column) break;
    if (entry?.column === column) present.add(entry.key);
  }
  return { path, present };
}

/** What the key or rule at an offset means: Markdown, with its place; `undefined` where no key of ours stands. */
export function meaningAt(
  text: string,
  offset: number,
): { readonly text: Text; readonly span: Span } | undefined {
  let map: YamlMap | undefined;
  const root = parseYaml(text).documents[0]?.root;
  if (root?.kind === 'map') map = root;
  const path: string[] = [];
  while (map !== undefined) {
    const pair = map.pairs.find(({ span }) => span.start <= offset && offset <= span.end);
    if (pair?.name === undefined) return undefined;
    if (offset <= pair.keySpan.end) {
      const meaning = meaningOf(path, pair.name);
      return meaning === undefined ? undefined : { text: meaning, span: pair.keySpan };
    }
    path.push(pair.name);
    const value = resolve(pair.value);
    // An alias leads elsewhere in the text, away from the offset.
    map = pair.value.kind === 'map' && value?.kind === 'map' ? value : undefined;
  }
  return undefined;
}

function meaningOf(path: readonly string[], name: string): Text | undefined {
  const type = mappingAt(path);
  if (type?.kind === 'rules') {
    const rule = rules.find(({ id }) => id === name);
    if (rule === undefined) return undefined;
    return { en: `**${rule.title.en}**\n\n${rule.why.en}`, de: `**${rule.title.de}**\n\n${rule.why.de}` };
  }
  return type?.kind === 'map' && Object.hasOwn(type.keys, name) ? type.keys[name]?.description : undefined;
}
