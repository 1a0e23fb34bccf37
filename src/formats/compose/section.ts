// A mapping of a Compose project: layers of several files, of which the strongest statement counts.
import {
  complete,
  type Fact,
  type Facts,
  incomplete,
  type Known,
  listed,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { Place } from '../../core/span';
import { hasHole } from '../variables';
import { isTemplated } from '../yaml/mask';
import { brokenMerge, resolve, type YamlMap, type YamlPair } from '../yaml/tree';
import * as messages from './messages';
import type { Scope } from './scope';
import {
  type Found,
  mapOf,
  placeIn,
  plainItem,
  read,
  type Source,
  scalarOf,
  textItem,
  undecided,
  type Words,
} from './words';

/** A mapping in one file. */
export interface Layer {
  readonly source: Source;
  readonly map: YamlMap;
}

/** A name with its value, as in `environment` and `labels`. */
export interface Named {
  readonly name: string;
  readonly value: Fact<string>;
}

/** A list of one layer; `removed` are the names that it takes out of weaker ones (`!reset`). */
type LayerFacts<T> = Facts<T> & { readonly removed?: readonly string[] };

/** What tells two items of a list apart where Compose lets a stronger file replace those of a weaker one. */
type Identity<T> = (value: T) => string | undefined;

/** The value of a name that stands alone. */
export type BareValue = (name: string, place: Place, scope: Scope) => Fact<string>;

/** A mapping made of layers. Whatever it gives is merged by the rules of Compose. */
export interface Section {
  /** The strongest first. */
  readonly layers: readonly Layer[];
  /** Why what is not said here may be said elsewhere; absent where this is everything. */
  readonly elsewhere?: Unknown;
  /** The statements of a key that count, the strongest first: `!reset` and `!override` hide the weaker ones. */
  all(key: string): readonly Found[];
  /** The strongest statement of a key. */
  get(key: string): Found | undefined;
  /** The mapping behind a key; empty where there is none. */
  inner(key: string): Section;
  /** The strongest scalar; `absent` where nothing is said and nothing can be said elsewhere. */
  scalar<T>(key: string, convert: (text: string) => T | undefined, absent: Fact<T>): Fact<T>;
  /** What holds where the section does not say it. */
  missing<T>(absent: Fact<T>): Fact<T>;
  /** The list with the items of weaker layers first; one value stands for a list of one. */
  list<T>(
    key: string,
    each: (item: Found) => readonly Known<T>[] | Unknown,
    identity?: Identity<T>,
    absent?: Facts<T>,
  ): Facts<T>;
  /** Names with values, from mappings or lists of `NAME=value`. */
  named(key: string, bare: BareValue): Facts<Named>;
  /** Names, from a list or from the keys of a mapping. */
  names(key: string, absent: Facts<string>): Facts<string>;
}

/** A mapping that is complete in itself, such as a long port. */
export function sectionOf({ source }: Found, map: YamlMap): Section {
  return section([{ source, map }]);
}

/** The mapping of an entry where a value alone stands for a mapping with that one key. */
export function longForm(found: Found, key: string): Section {
  const map = mapOf(found);
  if (map !== undefined) return sectionOf(found, map);
  const { node, place } = found;
  const pairs: YamlPair[] = [];
  const container: YamlMap = { kind: 'map', span: node.span, aliased: false, flow: true, pairs };
  const { span } = place;
  pairs.push({ kind: 'pair', name: key, span, keySpan: span, value: node, container, merge: false });
  return sectionOf(found, container);
}

/** The mapping of these layers, the strongest first. */
export function section(layers: readonly Layer[], elsewhere?: Unknown): Section {
  function all(key: string): readonly Found[] {
    const found: Found[] = [];
    for (const { source, map } of layers) {
      const pair = source.reader.get(map, key);
      if (pair === undefined) continue;
      const tag = resolve(pair.value)?.tag;
      if (tag === '!reset') break;
      found.push({ source, node: pair.value, place: placeIn(source, pair.span) });
      if (tag === '!override') break;
    }
    return found;
  }

  const get = (key: string): Found | undefined => all(key)[0];

  const missing = <T>(absent: Fact<T>): Fact<T> => elsewhere ?? absent;

  function inner(key: string): Section {
    let gap = elsewhere;
    const maps = all(key).flatMap((found): Layer[] => {
      const { source, node, place } = found;
      const map = mapOf(found);
      if (resolve(node) === undefined) gap ??= unknown(messages.missingAnchor, place);
      if (map === undefined) return [];
      const broken = brokenMerge(map);
      if (broken !== undefined) gap ??= unknown(messages.missingAnchor, placeIn(source, broken.span));
      return [{ source, map }];
    });
    return section(maps, gap);
  }

  /** The items of every layer; a stronger one replaces what is the same in weaker ones. */
  function gather<T>(
    found: readonly Found[],
    itemsOf: (one: Found) => LayerFacts<T>,
    identity: Identity<T>,
  ): Facts<T> {
    let rest = elsewhere;
    let items: readonly Known<T>[] = [];
    const replaced = new Set<string>();
    for (const one of found) {
      const own = itemsOf(one);
      rest = own.rest ?? rest;
      const names = own.items.map(({ value }) => identity(value));
      items = [
        ...own.items.filter((_, index) => {
          const name = names[index];
          return name === undefined || !replaced.has(name);
        }),
        ...items,
      ];
      for (const name of [...names, ...(own.removed ?? [])]) if (name !== undefined) replaced.add(name);
    }
    return listed(items, rest);
  }

  const nothing = <T>(absent: Facts<T>): Facts<T> =>
    elsewhere === undefined ? absent : incomplete<T>([], elsewhere);

  const self: Section = {
    layers,
    ...(elsewhere === undefined ? {} : { elsewhere }),
    all,
    get,
    inner,
    missing,
    scalar(key, convert, absent) {
      const found = get(key);
      return found === undefined ? missing(absent) : scalarOf(found, convert, missing(absent));
    },
    list(key, each, identity = () => undefined, absent = complete([])) {
      const found = all(key);
      return found.length === 0 ? nothing(absent) : gather(found, (one) => listOf(one, each), identity);
    },
    named(key, bare) {
      const found = all(key);
      if (found.length === 0) return nothing(complete([]));
      return gather(
        found,
        (one) => namedIn(one, bare),
        ({ name }) => name,
      );
    },
    names(key, absent) {
      const found = all(key);
      if (found.length === 0) return nothing(absent);
      return gather(found, namesIn, (name) => name);
    },
  };
  return self;
}

/** The entries of a list in one file, or the one value that stands for a list of one. */
export function entriesOf(found: Found): readonly Found[] | Unknown {
  const { source, node, place } = found;
  const value = resolve(node);
  if (value === undefined) return unknown(messages.missingAnchor, place);
  if (value.kind === 'map') return unknown(messages.notUnderstood, place);
  if (value.kind === 'scalar') return value.type === 'null' ? [] : [found];
  return source.reader
    .items(value)
    .map((item) => ({ source, node: item.value, place: placeIn(source, item.value.span) }));
}

/** The items of a list in one file. */
export function listOf<T>(found: Found, each: (item: Found) => readonly Known<T>[] | Unknown): Facts<T> {
  const entries = entriesOf(found);
  if ('state' in entries) return incomplete([], entries);
  const items: Known<T>[] = [];
  let rest: Unknown | undefined;
  for (const entry of entries) {
    const read = each(entry);
    if ('state' in read) rest = read;
    else items.push(...read);
  }
  return listed(items, rest);
}

const assignment = (bare: BareValue, { scope }: Source) =>
  textItem<Named>((text, words) => {
    const equals = text.indexOf('=');
    const name = equals === -1 ? text : text.slice(0, equals);
    if (hasHole(name) || isTemplated(name)) return undecided(words);
    const rest: Words = { ...words, text: text.slice(equals + 1) };
    return { name, value: equals === -1 ? bare(name, words.place, scope) : read(rest, (value) => value) };
  });

/** Names with values in one file. */
function namedIn(found: Found, bare: BareValue): LayerFacts<Named> {
  const map = mapOf(found);
  if (map === undefined) {
    const value = resolve(found.node);
    const text = value?.kind === 'scalar' && value.type !== 'null';
    return text
      ? incomplete([], unknown(messages.notUnderstood, found.place))
      : listOf(found, assignment(bare, found.source));
  }
  const { source } = found;
  const removed: string[] = [];
  const items: Known<Named>[] = [];
  for (const { name, value: node, span } of source.reader.pairs(map)) {
    if (name === undefined) continue;
    const place = placeIn(source, span);
    if (resolve(node)?.tag === '!reset') removed.push(name);
    else {
      const value = scalarOf({ source, node, place }, (text) => text, bare(name, place, source.scope));
      items.push(stated({ name, value }, place));
    }
  }
  return { items, removed };
}

/** Names in one file. */
function namesIn(found: Found): Facts<string> {
  const { source } = found;
  const map = mapOf(found);
  if (map === undefined) return listOf(found, plainItem);
  const items: Known<string>[] = [];
  const broken = brokenMerge(map);
  let rest = broken === undefined ? undefined : unknown(messages.missingAnchor, placeIn(source, broken.span));
  for (const pair of source.reader.pairs(map)) {
    if (pair.name === undefined || isTemplated(pair.name)) {
      rest = unknown(messages.templateDecides, placeIn(source, pair.keySpan));
    } else items.push(stated(pair.name, placeIn(source, pair.span)));
  }
  return listed(items, rest);
}
