// Words of a QEMU command line, whoever wrote them, and their comma lists: `user,id=net0,hostfwd=tcp::2222-:22`.
import { type Fact, implied, type Known, notStated, stated, type Unknown, unknown } from '../../core/fact';
import type { Text } from '../../core/message';
import type { Place } from '../../core/span';
import { documents } from '../../knowledge/sources';
import type { OptionWord } from '../container-options/words';
import { hasHole, restore, variableDecides } from '../variables';
import * as messages from './messages';

/** One argument as QEMU gets it, with placeholders where a variable decides (`hasHole`, `restore`). */
export interface QemuWord extends OptionWord {
  /** Where the text stands in the file character by character; absent where quotes, entities or variables make it differ. */
  readonly at?: number;
  /** Else where each character comes from, as pairs of start and end; without both, parts have the place of the word. */
  readonly offsets?: readonly number[];
  /** Variables of which the default was taken that stands in the file: `${MEMORY:-2G}`; facts are then implied. */
  readonly assumed?: readonly string[];
}

/** A value the word states; implied where the default of a variable was taken. */
export function known<T>(value: T, word: QemuWord, place: Place = word.place): Known<T> {
  const { assumed = [] } = word;
  if (assumed.length === 0) return stated(value, place);
  const why = { text: messages.defaultTaken, args: { variables: [...new Set(assumed)] } };
  return implied(value, why, documents.shellParameters, place);
}

/** Why a word with a variable in it decides nothing. */
export function opened(word: QemuWord, place: Place = word.place): Unknown {
  return unknown(variableDecides([...new Set(word.unresolved)]), place);
}

/** The place of the characters from `from` to `to` of the word's text; the word's own where that is not known. */
export function placeIn(word: QemuWord, from: number, to: number): Place {
  const { at, offsets, place } = word;
  if (at !== undefined) return { path: place.path, span: { start: at + from, end: at + to } };
  const start = offsets?.[from * 2];
  const end = offsets?.[to * 2 - 1];
  if (start === undefined || end === undefined || end < start) return place;
  return { path: place.path, span: { start, end } };
}

/** The characters from `from` to `to` as a word of their own. */
export function partOf(word: QemuWord, from: number, to: number): QemuWord {
  const { at, offsets } = word;
  return {
    ...word,
    text: word.text.slice(from, to),
    place: placeIn(word, from, to),
    ...(at === undefined ? {} : { at: at + from }),
    ...(offsets === undefined ? {} : { offsets: offsets.slice(from * 2, to * 2) }),
  };
}

/** `key=value` of a list; a key alone is `on`, as QEMU reads it. */
export interface Part {
  readonly key: string;
  /** With placeholders. */
  readonly value: string;
  readonly word: QemuWord;
  /** The whole part. */
  readonly place: Place;
  readonly valuePlace: Place;
}

/** A comma list; of a key that is given twice the last one counts. */
export interface List {
  readonly word: QemuWord;
  readonly parts: readonly Part[];
  get(key: string): Part | undefined;
}

/** The longest word that is taken apart; anything longer is no option of QEMU. */
const longest = 20_000;

/**
 * Takes a value apart. `first` is the key that may be left out of the first part (`-device e1000`, `-drive` has none).
 * A value in JSON becomes the same list, with keys such as `file.filename`. Total and linear.
 */
export function listOf(word: QemuWord, first?: string): List {
  const parts = word.text.startsWith('{') ? jsonParts(word) : commaParts(word, first);
  return { word, parts, get: (key) => parts.findLast((part) => part.key === key) };
}

function commaParts(word: QemuWord, first: string | undefined): readonly Part[] {
  const { text } = word;
  const parts: Part[] = [];
  // Two commas are one that belongs to the value.
  for (const match of text.slice(0, longest).matchAll(/((?:[^,]|,,)+)(?:,(?!,)|$)/g)) {
    const written = match[1] ?? '';
    const from = match.index;
    const equals = written.indexOf('=');
    const isFirst = from === 0 && first !== undefined && equals < 0;
    const value = equals < 0 ? (isFirst ? written : 'on') : written.slice(equals + 1).replaceAll(',,', ',');
    parts.push({
      key: isFirst ? first : equals < 0 ? written : written.slice(0, equals),
      value,
      word,
      place: placeIn(word, from, from + written.length),
      valuePlace: placeIn(word, from + equals + 1, from + written.length),
    });
  }
  return parts;
}

/** The members of an object in JSON, nested names joined by dots; nothing where it is none, or a variable hides it. */
function jsonParts(word: QemuWord): readonly Part[] {
  const parts: Part[] = [];
  const collect = (value: unknown, key: string, depth: number): void => {
    if (typeof value === 'object' && value !== null && depth < 8) {
      for (const [name, inner] of Object.entries(value)) {
        collect(inner, key === '' ? name : `${key}.${name}`, depth + 1);
      }
      return;
    }
    const text = value === true ? 'on' : value === false ? 'off' : String(value);
    parts.push({ key, value: text, word, place: word.place, valuePlace: word.place });
  };
  try {
    collect(JSON.parse(word.text.slice(0, longest)), '', 0);
  } catch {
    return [];
  }
  return parts;
}

/** A value turned into what it means; unknown where a variable decides or `convert` finds none; not stated if absent. */
export function factOf<T>(
  part: Part | undefined,
  convert: (value: string) => T | undefined,
  otherwise: Text = messages.unreadable,
): Fact<T> {
  if (part === undefined) return notStated;
  if (hasHole(part.value)) return opened(part.word, part.valuePlace);
  const value = convert(part.value);
  return value === undefined ? unknown(otherwise, part.valuePlace) : known(value, part.word, part.valuePlace);
}

/** A value as written; unknown where a variable is part of it. */
export function textOf(part: Part | undefined): Fact<string> {
  return factOf(part, (value) => (value === '' ? undefined : value));
}

/** The text of a part with its variables as written. */
export function written(part: Part): string {
  return restore(part.value, part.word);
}

/** Whether a switch such as `server`, `server=on` or `readonly=yes` is on; `undefined` behind a variable. */
export function isOn(part: Part | undefined): boolean | undefined {
  if (part === undefined) return false;
  return hasHole(part.value) ? undefined : /^(?:on|yes|true|1)$/i.test(part.value);
}
