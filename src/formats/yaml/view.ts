// Access to the fields of a document: values as facts, with their places and the reasons for gaps.
import { type Fact, type Facts, type Known, listed, stated, type Unknown, unknown } from '../../core/fact';
import type { Text } from '../../core/message';
import type { Place, Span } from '../../core/span';
import { indexFrom } from '../comments';
import { isTemplated } from './mask';
import * as messages from './messages';
import { isBroken, type YamlFile } from './parse';
import { blockAt, type Prints } from './tags';
import {
  brokenMerge,
  resolve,
  type Statement,
  type YamlMap,
  type YamlNode,
  type YamlPair,
  type YamlReader,
} from './tree';

/** A value with the place of the statement that holds it. */
export interface Entry {
  readonly node: YamlNode;
  readonly place: Place;
  readonly statement: Statement;
}

/** A mapping of a document, or nothing where there is none. */
export interface Section {
  readonly map?: YamlMap;
  /** Why what it does not say may be said elsewhere; absent when it is complete. */
  readonly gap?: Unknown;
  /** The same for everything nested in it. */
  readonly whole?: Unknown;
}

/** A file with what its views need. */
export interface ViewedFile {
  readonly yaml: YamlFile;
  readonly reader: YamlReader;
  readonly prints: Prints;
}

/** Opens a file for reading; `notUnderstood` says of a value that whoever reads the file does not accept it. */
export function viewOf({ yaml, reader, prints }: ViewedFile, path: string, notUnderstood: Text) {
  const { statements, text } = yaml;
  const at = (span: Span): Place => ({ path, span });
  const entryOf = (pair: YamlPair): Entry => ({ node: pair.value, place: at(pair.span), statement: pair });

  /** Where the next statement behind an offset starts. */
  const nextStart = (offset: number): number =>
    statements[indexFrom(statements, offset)]?.span.start ?? text.length;

  /** A template tag that may print further entries into a collection: inside of it, but not inside an entry. */
  function printedInto({ start, end }: Span, own: readonly Statement[]): Unknown | undefined {
    const { loose } = prints;
    if (loose.length === 0) return undefined;
    const next = nextStart(end);
    for (let index = firstAtLeast(loose, start); index < loose.length; index++) {
      const offset = loose[index] ?? next;
      if (offset >= next) return undefined;
      if (own.some(({ span }) => span.start < offset && offset < span.end)) continue;
      const lineEnd = text.indexOf('\n', offset);
      return unknown(
        messages.templateDecides,
        at({ start: offset, end: lineEnd === -1 ? text.length : lineEnd }),
      );
    }
    return undefined;
  }

  /** A map as a section; `whole` is why it is incomplete with everything in it. */
  function section(map: YamlMap, whole?: Unknown): Section {
    const broken = brokenMerge(map);
    const gap =
      whole ??
      (broken === undefined ? undefined : unknown(messages.missingAnchor, at(broken.span))) ??
      printedInto(map.span, map.pairs);
    return { map, ...(gap && { gap }), ...(whole && { whole }) };
  }

  function get({ map }: Section, key: string): Entry | undefined {
    const pair = map && reader.get(map, key);
    return pair && entryOf(pair);
  }

  /** Whether a template tag between a statement and what holds it decides if it is there. */
  function isConditional({ span, container }: Statement): boolean {
    const block = blockAt(prints, span.start);
    return block !== undefined && block.offset > (container.owner ?? container).span.start;
  }

  /** Why a value that stands there cannot be read, as far as its outside tells. */
  function closed({ node, place, statement }: Entry): Unknown | undefined {
    if (prints.filled.has(statement) || isConditional(statement))
      return unknown(messages.templateDecides, place);
    const value = resolve(node);
    if (value === undefined) return unknown(messages.missingAnchor, place);
    if (value.kind === 'scalar' && isTemplated(value.text)) return unknown(messages.templateDecides, place);
    return undefined;
  }

  /** The map under a key. */
  function inner(outer: Section, key: string): Section {
    const entry = get(outer, key);
    return entry === undefined ? absentIn(outer) : sectionOf(entry, outer);
  }

  function absentIn({ gap, whole }: Section): Section {
    return { ...(gap && { gap }), ...(whole && { whole }) };
  }

  /** The map of an entry of `outer`. */
  function sectionOf(entry: Entry, outer: Section): Section {
    const why = closed(entry);
    if (why !== undefined) return { gap: why };
    const value = resolve(entry.node);
    if (value?.kind === 'map') return section(value, outer.whole);
    if (value?.kind === 'scalar' && value.type === 'null') return absentIn(outer);
    return { gap: unknown(notUnderstood, entry.place) };
  }

  /** The text of an entry, `null` for null, or why there is none. */
  function textOf(entry: Entry): string | Unknown | null {
    const why = closed(entry);
    if (why !== undefined) return why;
    const value = resolve(entry.node);
    if (value?.kind !== 'scalar') return unknown(notUnderstood, entry.place);
    if (value.type === 'null') return null;
    // A quote that is not closed swallows what follows.
    if (value.style !== 'plain' && isBroken(yaml, value.span))
      return unknown(messages.brokenYaml, entry.place);
    return value.text;
  }

  /** The value under a key; `absent` where it is not said. */
  function scalar<T>(
    outer: Section,
    key: string,
    convert: (text: string) => T | undefined,
    absent: Fact<T>,
  ): Fact<T> {
    const entry = get(outer, key);
    const found = entry === undefined ? null : textOf(entry);
    if (entry === undefined || found === null) return outer.gap ?? absent;
    if (typeof found !== 'string') return found;
    const value = convert(found);
    return value === undefined ? unknown(notUnderstood, entry.place) : stated(value, entry.place);
  }

  /** The entries of the list under a key; `rest` says why there may be more. */
  function entries(
    outer: Section,
    key: string,
  ): { readonly found: readonly Entry[]; readonly rest?: Unknown } {
    const entry = get(outer, key);
    if (entry === undefined) return outer.gap === undefined ? { found: [] } : { found: [], rest: outer.gap };
    const why = closed(entry);
    if (why !== undefined) return { found: [], rest: why };
    const value = resolve(entry.node);
    if (value?.kind === 'sequence') {
      const found = reader
        .items(value)
        .map((item): Entry => ({ node: item.value, place: at(item.value.span), statement: item }));
      const open = outer.whole ?? printedInto(value.span, value.items);
      return open === undefined ? { found } : { found, rest: open };
    }
    if (value?.kind === 'scalar' && value.type === 'null')
      return outer.gap === undefined ? { found: [] } : { found: [], rest: outer.gap };
    return { found: [], rest: unknown(notUnderstood, entry.place) };
  }

  /** The list under a key as facts. */
  function list<T>(
    outer: Section,
    key: string,
    each: (entry: Entry) => readonly Known<T>[] | Unknown,
  ): Facts<T> {
    const { found, rest } = entries(outer, key);
    const items: Known<T>[] = [];
    let open = rest;
    for (const entry of found) {
      const known = each(entry);
      if ('state' in known) open = known;
      else items.push(...known);
    }
    return listed(items, open);
  }

  /** A list item that is a text. */
  function textItem(entry: Entry): readonly Known<string>[] | Unknown {
    const found = textOf(entry);
    if (found === null) return [];
    return typeof found === 'string' ? [stated(found, entry.place)] : found;
  }

  /** The pairs of a map of texts, such as labels. */
  function pairs({ map, gap }: Section): {
    readonly found: readonly (Entry & { name: string })[];
    readonly rest?: Unknown;
  } {
    const found: (Entry & { name: string })[] = [];
    let rest = gap;
    for (const pair of map === undefined ? [] : reader.pairs(map)) {
      if (pair.name === undefined || isTemplated(pair.name)) {
        rest = unknown(messages.templateDecides, at(pair.keySpan));
      } else found.push({ ...entryOf(pair), name: pair.name });
    }
    return rest === undefined ? { found } : { found, rest };
  }

  return { at, section, get, inner, sectionOf, textOf, scalar, entries, list, textItem, pairs };
}

/** A file's fields, opened for reading. */
export type View = ReturnType<typeof viewOf>;

function firstAtLeast(sorted: readonly number[], offset: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
