// Access to one service of a Compose file: its values as facts, with their places and the reasons for gaps.
import {
  complete,
  type Fact,
  type Facts,
  implied,
  incomplete,
  type Known,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { Place, Span } from '../../core/span';
import { isTemplated } from '../yaml/mask';
import { isBroken } from '../yaml/parse';
import { brokenMerge, resolve, type YamlMap, type YamlNode, type YamlPair } from '../yaml/tree';
import { interpolation } from './defaults';
import { hasHole, type Interpolated, interpolate } from './interpolate';
import * as messages from './messages';
import type { ComposeFile, ServiceNode } from './parse';

/** A value with the place of the statement that holds it. */
export interface Entry {
  readonly node: YamlNode;
  readonly place: Place;
}

/** A text whose variables are substituted as far as possible. */
export interface Words extends Interpolated {
  readonly place: Place;
}

/** Opens a service. `repeated`: another document of the file defines the same one. */
export function serviceView(
  { yaml, reader }: ComposeFile,
  path: string,
  service: ServiceNode,
  repeated: boolean,
) {
  const { map } = service;
  const at = (span: Span): Place => ({ path, span });
  const get = (key: string, from: YamlMap = map): Entry | undefined => {
    const pair = reader.get(from, key);
    return pair === undefined ? undefined : entryOf(pair);
  };
  const entryOf = (pair: YamlPair): Entry => ({ node: pair.value, place: at(pair.span) });

  /** Why what is not said here may be said elsewhere; absent when this is the whole definition. */
  const elsewhere = reasonForGaps();

  function reasonForGaps(): Unknown | undefined {
    const extending = get('extends');
    if (extending !== undefined) return unknown(messages.extended, extending.place);
    if (isOverride(path)) return unknown(messages.override);
    if (repeated) return unknown(messages.severalDocuments);
    const broken = brokenMerge(map);
    if (broken !== undefined) return unknown(messages.missingAnchor, at(broken.span));
    if (yaml.tagLines.length > 0) return unknown(messages.templatedFile);
    if (isBroken(yaml, service.pair.span)) return unknown(messages.brokenYaml);
    if (get('image') === undefined && get('build') === undefined) return unknown(messages.partial);
    return undefined;
  }

  const missing = <T>(fact: Fact<T>): Fact<T> => elsewhere ?? fact;
  const missingList = <T>(list: Facts<T>): Facts<T> =>
    elsewhere === undefined ? list : incomplete<T>([], elsewhere);

  /** The scalar's text, `null` for null, or why there is none. */
  function wordsOf({ node, place }: Entry): Words | Unknown | null {
    const value = resolve(node);
    if (value === undefined) return unknown(messages.missingAnchor, place);
    if (value.tag === '!reset') return unknown(messages.reset, place);
    if (value.kind !== 'scalar') return unknown(messages.notUnderstood, place);
    if (value.type === 'null') return null;
    // A quote that is not closed swallows what follows.
    if (value.style !== 'plain' && isBroken(yaml, value.span)) return unknown(messages.brokenYaml, place);
    return { ...interpolate(value.text), place };
  }

  /** A value that a text states or, with the default of a variable, implies. */
  function known<T>(value: T, words: Words): Known<T> {
    if (words.defaults.length === 0) return stated(value, words.place);
    return implied(value, messages.defaultOf(words.defaults), interpolation, words.place);
  }

  function undecided(words: Words): Unknown | undefined {
    if (isTemplated(words.text)) return unknown(messages.templateDecides, words.place);
    if (!hasHole(words.text)) return undefined;
    return unknown(messages.variableDecides(words.unresolved), words.place);
  }

  function read<T>(words: Words, convert: (text: string) => T | undefined): Fact<T> {
    const open = undecided(words);
    if (open !== undefined) return open;
    const value = convert(words.text);
    return value === undefined ? unknown(messages.notUnderstood, words.place) : known(value, words);
  }

  /** A scalar inside an entry that is complete in itself, such as a long port. */
  function detail<T>(
    entry: Entry | undefined,
    convert: (text: string) => T | undefined,
    absent: Fact<T>,
  ): Fact<T> {
    const words = entry === undefined ? null : wordsOf(entry);
    if (words === null) return absent;
    return 'state' in words ? words : read(words, convert);
  }

  function scalar<T>(
    entry: Entry | undefined,
    convert: (text: string) => T | undefined,
    absent: Fact<T>,
  ): Fact<T> {
    return detail(entry, convert, missing(absent));
  }

  function mapAt(entry: Entry | undefined): YamlMap | undefined {
    const value = entry === undefined ? undefined : resolve(entry.node);
    return value?.kind === 'map' ? value : undefined;
  }

  function getIn(entry: Entry | undefined, key: string): Entry | undefined {
    const inner = mapAt(entry);
    return inner === undefined ? undefined : get(key, inner);
  }

  /** The entries of a list, or the one value that stands for a list of one. */
  function entriesOf(entry: Entry): readonly Entry[] | Unknown {
    const value = resolve(entry.node);
    if (value === undefined) return unknown(messages.missingAnchor, entry.place);
    if (value.tag === '!reset') return unknown(messages.reset, entry.place);
    if (value.kind === 'sequence') {
      return reader.items(value).map((item) => ({ node: item.value, place: at(item.value.span) }));
    }
    if (value.kind === 'map') return unknown(messages.notUnderstood, entry.place);
    return value.type === 'null' ? [] : [entry];
  }

  function list<T>(
    entry: Entry | undefined,
    each: (item: Entry) => readonly Known<T>[] | Unknown,
    absent: Facts<T> = complete([]),
  ): Facts<T> {
    if (entry === undefined) return missingList(absent);
    const entries = entriesOf(entry);
    if ('state' in entries) return incomplete([], entries);
    const items: Known<T>[] = [];
    let rest = elsewhere;
    for (const item of entries) {
      const found = each(item);
      if ('state' in found) rest = found;
      else items.push(...found);
    }
    return rest === undefined ? complete(items) : incomplete(items, rest);
  }

  /** A list item that must be a text. */
  function textItem<T>(convert: (text: string, words: Words) => T | Unknown | undefined) {
    return (item: Entry): readonly Known<T>[] | Unknown => {
      const words = wordsOf(item);
      if (words === null) return [];
      if ('state' in words) return words;
      const value = convert(words.text, words);
      if (value === undefined) return unknown(messages.notUnderstood, words.place);
      return isUnknown(value) ? value : [known(value, words)];
    };
  }

  const plainItem = textItem<string>((text, words) => undecided(words) ?? text);

  /** Names with values, from a map or from a list of `NAME=value`. */
  function named<T>(
    entry: Entry | undefined,
    make: (name: string, value: Fact<string>) => T,
    bare: (place: Place) => Fact<string>,
  ): Facts<T> {
    if (entry === undefined) return missingList(complete([]));
    const value = resolve(entry.node);
    if (value?.kind === 'scalar' && value.type !== 'null') {
      return incomplete([], unknown(messages.notUnderstood, entry.place));
    }
    if (value?.kind !== 'map') {
      return list(
        entry,
        textItem((text, words) => {
          const equals = text.indexOf('=');
          const key = equals === -1 ? text : text.slice(0, equals);
          if (hasHole(key) || isTemplated(key)) return undecided(words);
          const rest = equals === -1 ? undefined : { ...words, text: text.slice(equals + 1) };
          return make(key, rest === undefined ? bare(words.place) : read(rest, (found) => found));
        }),
      );
    }
    const items = reader.pairs(value).flatMap((pair) => {
      if (pair.name === undefined) return [];
      const place = at(pair.span);
      return [
        stated(
          make(
            pair.name,
            detail(entryOf(pair), (text) => text, bare(at(pair.span))),
          ),
          place,
        ),
      ];
    });
    return elsewhere === undefined ? complete(items) : incomplete(items, elsewhere);
  }

  /** The entries of a map that stand for a list. */
  function keyed<T>(value: YamlMap, make: (key: string, pair: YamlPair) => Known<T>): Facts<T> {
    const items: Known<T>[] = [];
    const broken = brokenMerge(value);
    let rest = broken === undefined ? elsewhere : unknown(messages.missingAnchor, at(broken.span));
    for (const pair of reader.pairs(value)) {
      if (pair.name === undefined || isTemplated(pair.name)) {
        rest = unknown(messages.templateDecides, at(pair.keySpan));
      } else items.push(make(pair.name, pair));
    }
    return rest === undefined ? complete(items) : incomplete(items, rest);
  }

  return {
    get,
    at,
    elsewhere,
    missing,
    missingList,
    wordsOf,
    known,
    undecided,
    read,
    detail,
    scalar,
    mapAt,
    getIn,
    list,
    textItem,
    plainItem,
    named,
    keyed,
  };
}

function isOverride(path: string): boolean {
  return /\.override\.ya?ml$/i.test(path);
}

function isUnknown(value: unknown): value is Unknown {
  return typeof value === 'object' && value !== null && 'state' in value && value.state === 'unknown';
}
