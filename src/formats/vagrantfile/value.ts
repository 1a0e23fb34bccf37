// Ruby values as far as a Vagrantfile's settings need them, and the methods that work on known values.

import type { Log } from './configuration';

/** Why a value is not known. `name` is the environment variable, file, constant or method in question. */
export interface Reason {
  readonly kind:
    | 'environment'
    | 'undefined'
    | 'call'
    | 'condition'
    | 'file'
    | 'settings'
    | 'syntax'
    | 'limit';
  readonly name?: string;
}

/** Where a piece of a string's text stands in the file. */
export interface Piece {
  /** Offset in the string. */
  readonly at: number;
  /** UTF-16 offset in the file. */
  readonly start: number;
  readonly length: number;
}

/** A value that only running the file would give. */
export interface UnknownValue {
  readonly kind: 'unknown';
  readonly reason: Reason;
  /** The value with an empty environment: what `ENV['X'] || 'y'` is when nobody sets `X`. */
  readonly fallback?: KnownValue;
}

/** A string or a symbol. */
interface StringValue {
  readonly kind: 'string' | 'symbol';
  readonly text: string;
  /** Where the text stands, for literals. */
  readonly pieces?: readonly Piece[];
}

/** An array, a hash, or another value with parts. */
interface ArrayValue {
  readonly kind: 'array';
  readonly items: readonly Value[];
}

/** A hash; the map's key is `keyOf` of the Ruby key. */
export interface HashValue {
  readonly kind: 'hash';
  readonly entries: ReadonlyMap<string, { readonly key: Value; readonly value: Value }>;
}

/** Any value that is known at its top; its parts may be unknown. */
export type KnownValue =
  | StringValue
  | ArrayValue
  | HashValue
  | { readonly kind: 'number'; readonly value: number; readonly float: boolean }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'nil' }
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  /** A method or attribute of the configuration object. */
  | { readonly kind: 'config'; readonly log: Log; readonly path: string }
  /** A `proc` or `lambda`; `id` finds its body in the evaluator. */
  | { readonly kind: 'proc'; readonly id: number };

/** A Ruby value. */
export type Value = KnownValue | UnknownValue;

export const nil: KnownValue = { kind: 'nil' };

export function string(text: string, pieces?: readonly Piece[]): StringValue {
  return pieces === undefined ? { kind: 'string', text } : { kind: 'string', text, pieces };
}

export function number(value: number, float = false): KnownValue {
  return { kind: 'number', value, float };
}

export function boolean(value: boolean): KnownValue {
  return { kind: 'boolean', value };
}

export function array(items: readonly Value[]): KnownValue {
  return { kind: 'array', items };
}

export function unknownValue(kind: Reason['kind'], name?: string, fallback?: KnownValue): UnknownValue {
  const reason: Reason = name === undefined ? { kind } : { kind, name };
  return fallback === undefined ? { kind: 'unknown', reason } : { kind: 'unknown', reason, fallback };
}

/** The known value, or the one that holds with an empty environment. */
export function impliedValue(value: Value | undefined): KnownValue | undefined {
  return value?.kind === 'unknown' ? value.fallback : value;
}

/** Whether Ruby takes the value for true. */
export function truthy(value: KnownValue): boolean {
  return value.kind !== 'nil' && !(value.kind === 'boolean' && !value.value);
}

/** A text that is equal for equal hash keys. */
export function keyOf(value: Value): string {
  switch (value.kind) {
    case 'string':
    case 'symbol':
      return `${value.kind}:${value.text}`;
    case 'number':
    case 'boolean':
      return `${value.kind}:${value.value}`;
    case 'array':
      return `[${value.items.map(keyOf).join()}]`;
    default:
      return value.kind;
  }
}

/** A hash of pairs; later keys win and keep the earlier one's position, as in Ruby. */
export function hash(pairs: Iterable<readonly [Value, Value]>): HashValue {
  const entries = new Map<string, { key: Value; value: Value }>();
  for (const [key, value] of pairs) entries.set(keyOf(key), { key, value });
  return { kind: 'hash', entries };
}

/** The text Ruby's `to_s` gives, where it is plain. */
export function textOfValue(value: KnownValue): string | undefined {
  switch (value.kind) {
    case 'string':
    case 'symbol':
      return value.text;
    case 'number':
      return value.float && Number.isInteger(value.value) ? `${value.value}.0` : String(value.value);
    case 'boolean':
      return String(value.value);
    case 'nil':
      return '';
    default:
      return undefined;
  }
}

/** The items a loop over the value would see: elements, pairs or numbers; at most `limit` of a range. */
export function itemsOf(value: KnownValue, limit: number): readonly Value[] | undefined {
  switch (value.kind) {
    case 'array':
      return value.items;
    case 'hash':
      return [...value.entries.values()].map((entry) => array([entry.key, entry.value]));
    case 'range': {
      const count = Math.max(0, Math.min(value.to - value.from + 1, limit));
      return Array.from({ length: count }, (_, i) => number(value.from + i));
    }
    default:
      return undefined;
  }
}

/** Whether two values are surely the same. Unknown values never are. */
export function same(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'array':
      return (
        b.kind === 'array' &&
        a.items.length === b.items.length &&
        a.items.every((item, i) => {
          const other = b.items[i];
          return other !== undefined && same(item, other);
        })
      );
    case 'hash':
      return (
        b.kind === 'hash' &&
        a.entries.size === b.entries.size &&
        [...a.entries].every(([key, entry]) => {
          const other = b.entries.get(key);
          return other !== undefined && same(entry.value, other.value);
        })
      );
    case 'range':
      return b.kind === 'range' && a.from === b.from && a.to === b.to;
    case 'config':
      return b.kind === 'config' && a.log === b.log && a.path === b.path;
    case 'unknown':
    case 'proc':
      return false;
    default:
      return keyOf(a) === keyOf(b);
  }
}
