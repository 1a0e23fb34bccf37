// The functions of Packer and Terraform whose results the files decide.
import type { Place } from '../../core/span';
import {
  assuming,
  booleanOf,
  type HclValue,
  itemsOf,
  memberOf,
  numberOf,
  textOf,
  unknownValue,
} from './value';

/** Finds the file that `file()` names. */
type FileReader = (name: string) => { readonly path: string; readonly text: string } | undefined;

interface Call {
  readonly args: readonly HclValue[];
  readonly place: Place;
  readonly read: FileReader;
  text(index: number): string | undefined;
  number(index: number): number | undefined;
  items(index: number): readonly HclValue[] | undefined;
}

type Result = HclValue | string | number | boolean | readonly HclValue[] | undefined;

/** The longest result that is put together. */
const sizeLimit = 200_000;

/** The value of a call; unknown where the function is, or where its arguments are. */
export function callFunction(
  name: string,
  args: readonly HclValue[],
  place: Place,
  read: FileReader,
): HclValue {
  const implementation = functions.get(name);
  const call: Call = {
    args,
    place,
    read,
    text: (index) => textOf(args[index]),
    number: (index) => numberOf(args[index]),
    items: (index) => itemsOf(args[index]),
  };
  const result = implementation?.(call);
  if (result === undefined) {
    const names = args.flatMap((value) => (value.kind === 'unknown' ? value.names : []));
    return unknownValue(place, names.length > 0 ? [...new Set(names)] : [`${name}()`]);
  }
  let value = asValue(result, place);
  for (const { assumed } of args) value = assuming(value, assumed);
  return value;
}

function asValue(result: NonNullable<Result>, place: Place): HclValue {
  if (typeof result === 'string') {
    return result.length > sizeLimit ? unknownValue(place, []) : { kind: 'string', text: result, place };
  }
  if (typeof result === 'number') return { kind: 'number', value: result, place };
  if (typeof result === 'boolean') return { kind: 'boolean', value: result, place };
  if ('kind' in result) return result;
  return result.length > sizeLimit ? unknownValue(place, []) : { kind: 'list', items: result, place };
}

/** A function of one text. */
const ofText =
  (convert: (text: string) => string | number | undefined) =>
  ({ text }: Call): Result => {
    const value = text(0);
    return value === undefined ? undefined : convert(value);
  };

/** A function of two texts. */
const ofTexts =
  (convert: (first: string, second: string) => string | boolean | readonly string[] | undefined) =>
  ({ text, place }: Call): Result => {
    const first = text(0);
    const second = text(1);
    if (first === undefined || second === undefined) return undefined;
    const result = convert(first, second);
    return typeof result === 'object'
      ? result.map((item): HclValue => ({ kind: 'string', text: item, place }))
      : result;
  };

/** A function of one number. */
const ofNumber =
  (convert: (value: number) => number) =>
  ({ number }: Call): Result => {
    const value = number(0);
    return value === undefined ? undefined : convert(value);
  };

const same = ({ args }: Call): Result => args[0];
const sameList = ({ args }: Call): Result => (args[0]?.kind === 'list' ? args[0] : undefined);

const functions: ReadonlyMap<string, (call: Call) => Result> = new Map(
  Object.entries<(call: Call) => Result>({
    lower: ofText((text) => text.toLowerCase()),
    upper: ofText((text) => text.toUpperCase()),
    trimspace: ofText((text) => text.trim()),
    chomp: ofText((text) => text.replace(/[\r\n]+$/, '')),
    strlen: ofText((text) => [...text].length),
    basename: ofText((text) => text.slice(text.lastIndexOf('/') + 1)),
    dirname: ofText((text) => (text.includes('/') ? text.slice(0, text.lastIndexOf('/')) || '/' : '.')),
    tostring: ofText((text) => text),
    base64encode: ofText(toBase64),
    base64decode: ofText(fromBase64),
    trimprefix: ofTexts((text, prefix) => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
    trimsuffix: ofTexts((text, suffix) =>
      suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
    ),
    startswith: ofTexts((text, prefix) => text.startsWith(prefix)),
    endswith: ofTexts((text, suffix) => text.endsWith(suffix)),
    strcontains: ofTexts((text, part) => text.includes(part)),
    split: ofTexts((separator, text) => text.split(separator)),
    replace: ({ text }) => {
      const [whole, part, by] = [text(0), text(1), text(2)];
      // In slashes the part is a regular expression.
      if (whole === undefined || part === undefined || by === undefined || /^\/.*\/$/.test(part))
        return undefined;
      return part === '' || by.length * whole.length > sizeLimit
        ? undefined
        : whole.replaceAll(part, () => by);
    },
    substr: ({ text, number }) => {
      const [whole, start, length] = [text(0), number(1), number(2)];
      if (whole === undefined || start === undefined || length === undefined || start < 0) return undefined;
      return length < 0 ? whole.slice(start) : whole.slice(start, start + length);
    },
    format: formatted,
    join: ({ text, items, place }) => {
      const separator = text(0);
      const parts = items(1)?.map(textOf);
      if (separator === undefined || parts === undefined || parts.includes(undefined)) return undefined;
      return { kind: 'string', text: parts.join(separator), place };
    },
    file: ({ text, read }) => {
      const name = text(0);
      const found = name === undefined ? undefined : read(name);
      if (found === undefined) return undefined;
      const place: Place = { path: found.path, span: { start: 0, end: found.text.length } };
      const piece = { at: 0, length: found.text.length, place, exact: true };
      return { kind: 'string', text: found.text, pieces: [piece], place };
    },
    tonumber: ({ number }) => number(0),
    tobool: ({ args }) => booleanOf(args[0]),
    abs: ofNumber(Math.abs),
    ceil: ofNumber(Math.ceil),
    floor: ofNumber(Math.floor),
    max: ({ args }) => extreme(args, Math.max),
    min: ({ args }) => extreme(args, Math.min),
    tolist: sameList,
    toset: sameList,
    tomap: ({ args }) => (args[0]?.kind === 'map' ? args[0] : undefined),
    sensitive: same,
    nonsensitive: same,
    length: ({ args: [value] }) =>
      value?.kind === 'list'
        ? value.items.length
        : value?.kind === 'map'
          ? value.entries.size
          : value?.kind === 'string'
            ? [...value.text].length
            : undefined,
    concat: ({ args }) => {
      const lists = args.map(itemsOf);
      return lists.every((list) => list !== undefined) ? lists.flat() : undefined;
    },
    compact: ({ items }) =>
      items(0)?.filter((item) => item.kind !== 'null' && !(item.kind === 'string' && item.text === '')),
    flatten: ({ items }) => {
      const parts = items(0);
      if (parts === undefined || parts.some(({ kind }) => kind === 'unknown')) return undefined;
      return parts.flatMap((item) => itemsOf(item) ?? [item]);
    },
    element: ({ items, number }) => {
      const [list, index] = [items(0), number(1)];
      return list === undefined || index === undefined || list.length === 0
        ? undefined
        : list[index % list.length];
    },
    keys: ({ args: [value], place }) =>
      value?.kind === 'map'
        ? [...value.entries.keys()].sort().map((text): HclValue => ({ kind: 'string', text, place }))
        : undefined,
    values: ({ args: [value] }) =>
      value?.kind === 'map'
        ? [...value.entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item)
        : undefined,
    merge: ({ args, place }) => {
      const entries = new Map<string, HclValue>();
      for (const value of args) {
        if (value.kind !== 'map') return undefined;
        for (const [key, item] of value.entries) entries.set(key, item);
      }
      return { kind: 'map', entries, place };
    },
    lookup: ({ args: [map, key, otherwise] }) => {
      const name = textOf(key);
      return map?.kind === 'map' && name !== undefined ? (memberOf(map, name) ?? otherwise) : undefined;
    },
    contains: ({ args: [list, wanted] }) => {
      const text = textOf(wanted);
      const texts = itemsOf(list)?.map(textOf);
      if (text === undefined || texts === undefined) return undefined;
      return texts.includes(text) ? true : texts.includes(undefined) ? undefined : false;
    },
    coalesce: ({ args }) => {
      for (const value of args) {
        if (value.kind === 'unknown') return undefined;
        if (value.kind !== 'null' && textOf(value) !== '') return value;
      }
      return undefined;
    },
    try: ({ args: [value] }) => (value?.kind === 'unknown' ? undefined : value),
  }),
);

function extreme(args: readonly HclValue[], choose: (...values: number[]) => number): number | undefined {
  const values = args.map(numberOf);
  const numbers = values.filter((value) => value !== undefined);
  return numbers.length === 0 || numbers.length < values.length ? undefined : choose(...numbers);
}

/** `format("%s-%02d", name, index)`; `undefined` for verbs beyond those that files use. */
function formatted({ text, args }: Call): string | undefined {
  const pattern = text(0);
  if (pattern === undefined || pattern.length > 10_000) return undefined;
  let next = 1;
  let fails = false;
  const result = pattern.replace(
    /%(?:%|(0?)(\d{0,2})([a-z#])|)/gi,
    (whole, zero = '', width = '', verb = '') => {
      if (whole === '%%') return '%';
      const value = textOf(args[next++]);
      if (value === undefined || !'sdv'.includes(verb) || verb === '') fails = true;
      return String(value).padStart(Number(width), zero === '0' ? '0' : ' ');
    },
  );
  return fails ? undefined : result;
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function toBase64(text: string): string | undefined {
  if (text.length > sizeLimit) return undefined;
  const bytes = new TextEncoder().encode(text);
  let result = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    const left = bytes.length - at;
    result += digits.charAt(a >> 2) + digits.charAt(((a & 3) << 4) | (b >> 4));
    result += left > 1 ? digits.charAt(((b & 15) << 2) | (c >> 6)) : '=';
    result += left > 2 ? digits.charAt(c & 63) : '=';
  }
  return result;
}

function fromBase64(text: string): string | undefined {
  const plain = text.replace(/=+$/, '');
  if (/[^A-Za-z\d+/]/.test(plain)) return undefined;
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const letter of plain) {
    bits = ((bits << 6) | digits.indexOf(letter)) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >> count) & 255);
    }
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
