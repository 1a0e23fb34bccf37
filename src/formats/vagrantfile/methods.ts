// Ruby's methods on known values, as far as Vagrantfiles use them to compute settings.

import {
  array,
  boolean,
  type HashValue,
  hash,
  itemsOf,
  type KnownValue,
  keyOf,
  nil,
  number,
  same,
  string,
  textOfValue,
  truthy,
  type Value,
} from './value';

/** Lists beyond this length are not followed, for copying them takes time. */
export const listLimit = 5000;
/** Texts beyond this length are not followed. */
const textLimit = 200_000;

/** What a method without block gives on a known value; `undefined` for methods we do not follow. */
export function send(receiver: KnownValue, method: string, args: readonly KnownValue[]): Value | undefined {
  const general = generalMethod(receiver, method, args);
  if (general !== undefined) return general;
  switch (receiver.kind) {
    case 'string':
    case 'symbol':
      return textMethod(receiver.text, method, args);
    case 'number':
      return numberMethod(receiver, method, args);
    case 'array':
      return arrayMethod(receiver.items, method, args);
    case 'hash':
      return hashMethod(receiver, method, args);
    case 'range':
      return arrayMethod(itemsOf(receiver, listLimit) ?? [], method, args);
    case 'nil':
      if (method === 'to_i') return number(0);
      return method === 'to_a' ? array([]) : undefined;
    default:
      return undefined;
  }
}

const classes: Readonly<Record<string, readonly string[]>> = {
  string: ['String'],
  symbol: ['Symbol'],
  number: ['Integer', 'Float', 'Numeric', 'Fixnum'],
  array: ['Array', 'Enumerable'],
  hash: ['Hash', 'Enumerable'],
  nil: ['NilClass'],
  range: ['Range'],
};

function generalMethod(
  receiver: KnownValue,
  method: string,
  args: readonly KnownValue[],
): KnownValue | undefined {
  const [first] = args;
  switch (method) {
    case '==':
    case 'eql?':
    case '===':
      return first && boolean(same(receiver, first));
    case '!=':
      return first && boolean(!same(receiver, first));
    case 'nil?':
      return boolean(receiver.kind === 'nil');
    case '!':
      return boolean(!truthy(receiver));
    case 'freeze':
    case 'dup':
    case 'clone':
    case 'itself':
    case 'deep_dup':
      return receiver;
    case 'to_s': {
      const text = textOfValue(receiver);
      if (receiver.kind === 'string') return receiver;
      return text === undefined ? undefined : string(text);
    }
    case 'is_a?':
    case 'kind_of?':
    case 'instance_of?':
      if (first?.kind !== 'string' || receiver.kind === 'config' || receiver.kind === 'proc')
        return undefined;
      return boolean(classes[receiver.kind]?.includes(first.text) ?? false);
    default:
      return undefined;
  }
}

function textMethod(text: string, method: string, args: readonly KnownValue[]): Value | undefined {
  const [first, second] = args;
  const argument = first?.kind === 'string' ? first.text : undefined;
  switch (method) {
    case 'to_i':
      return number(Number.parseInt(/^\s*[+-]?[\d_]+/.exec(text)?.[0].replaceAll('_', '') ?? '0', 10));
    case 'to_f':
      return number(Number.parseFloat(/^\s*[+-]?\d+(\.\d+)?/.exec(text)?.[0] ?? '0'), true);
    case 'to_str':
      return string(text);
    case 'to_sym':
    case 'intern':
      return { kind: 'symbol', text };
    case 'upcase':
      return string(text.toUpperCase());
    case 'downcase':
      return string(text.toLowerCase());
    case 'capitalize':
      return string(text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase());
    case 'strip':
      return string(text.trim());
    case 'chomp':
      return string(text.replace(/\r?\n$/, ''));
    case 'length':
    case 'size':
      return number(text.length);
    case 'empty?':
      return boolean(text === '');
    case 'include?':
      return argument === undefined ? undefined : boolean(text.includes(argument));
    case 'start_with?':
      return argument === undefined ? undefined : boolean(text.startsWith(argument));
    case 'end_with?':
      return argument === undefined ? undefined : boolean(text.endsWith(argument));
    case 'sub':
      if (argument === undefined || second?.kind !== 'string') return undefined;
      return string(text.replace(argument, () => second.text));
    case 'gsub':
    case 'tr':
      if (argument === undefined || second?.kind !== 'string' || argument === '') return undefined;
      if (method === 'tr' && (argument.length !== 1 || second.text.length !== 1)) return undefined;
      return bounded(text.replaceAll(argument, () => second.text));
    case 'split': {
      if (first !== undefined && argument === undefined) return undefined;
      const parts =
        argument === undefined || argument === ' ' ? text.trim().split(/\s+/) : text.split(argument);
      return array(parts.map((part) => string(part)));
    }
    case 'lines':
      return array((text.match(/[^\n]*\n|[^\n]+/g) ?? []).map((line) => string(line)));
    case '+':
    case '<<':
    case 'concat':
      return argument === undefined ? undefined : bounded(text + argument);
    case '*':
      if (first?.kind !== 'number' || first.value < 0 || text.length * first.value > textLimit)
        return undefined;
      return string(text.repeat(first.value));
    case '%':
      return first && formatText(text, first.kind === 'array' ? first.items : [first]);
    case '[]':
      return first?.kind === 'number'
        ? element(
            [...text].map((c) => string(c)),
            first.value,
          )
        : undefined;
    case '<':
      return argument === undefined ? undefined : boolean(text < argument);
    case '>':
      return argument === undefined ? undefined : boolean(text > argument);
    default:
      return undefined;
  }
}

function bounded(text: string): KnownValue | undefined {
  return text.length > textLimit ? undefined : string(text);
}

/** Ruby's `format`, for `%s`, `%d` and `%x` with flags and width. */
export function formatText(template: string, args: readonly Value[]): KnownValue | undefined {
  let next = 0;
  let failed = false;
  const text = template.replace(
    /%(-?)(0?)(\d{0,3})([a-zA-Z%])/g,
    (whole, left: string, zero: string, width: string, type: string) => {
      if (type === '%') return '%';
      const value = args[next++];
      const plain = value === undefined || value.kind === 'unknown' ? undefined : textOfValue(value);
      if (plain === undefined || !'sdix'.includes(type)) {
        failed = true;
        return whole;
      }
      const written = type === 'x' ? Number(plain).toString(16) : plain;
      return left ? written.padEnd(Number(width)) : written.padStart(Number(width), zero ? '0' : ' ');
    },
  );
  return failed ? undefined : string(text);
}

function numberMethod(
  receiver: { readonly value: number; readonly float: boolean },
  method: string,
  args: readonly KnownValue[],
): KnownValue | undefined {
  const a = receiver.value;
  const [first] = args;
  switch (method) {
    case 'to_i':
    case 'truncate':
      return number(Math.trunc(a));
    case 'to_f':
      return number(a, true);
    case 'floor':
      return number(Math.floor(a));
    case 'ceil':
      return number(Math.ceil(a));
    case 'round':
      return number(Math.round(a));
    case 'abs':
      return number(Math.abs(a), receiver.float);
    case 'succ':
    case 'next':
      return number(a + 1);
    case '-@':
      return number(-a, receiver.float);
    case 'zero?':
      return boolean(a === 0);
    case 'even?':
      return boolean(a % 2 === 0);
    case 'odd?':
      return boolean(Math.abs(a % 2) === 1);
    default:
  }
  if (first?.kind !== 'number') return undefined;
  const b = first.value;
  const float = receiver.float || first.float;
  switch (method) {
    case '+':
      return number(a + b, float);
    case '-':
      return number(a - b, float);
    case '*':
      return number(a * b, float);
    case '/':
      if (b === 0) return undefined;
      return number(float ? a / b : Math.floor(a / b), float);
    case '%':
    case 'modulo':
      return b === 0 ? undefined : number(a - b * Math.floor(a / b), float);
    case '**':
    case 'pow':
      return number(a ** b, float);
    case '<<':
      return b < 0 || b > 50 ? undefined : number(a * 2 ** b);
    case '<':
      return boolean(a < b);
    case '>':
      return boolean(a > b);
    case '<=':
      return boolean(a <= b);
    case '>=':
      return boolean(a >= b);
    case '<=>':
      return number(Math.sign(a - b));
    default:
      return undefined;
  }
}

function element(items: readonly Value[], index: number): Value {
  return items[index < 0 ? items.length + index : index] ?? nil;
}

function arrayMethod(
  items: readonly Value[],
  method: string,
  args: readonly KnownValue[],
): Value | undefined {
  const [first] = args;
  switch (method) {
    case '[]':
    case 'at':
    case 'dig':
      if (first?.kind === 'range') return array(items.slice(first.from, first.to + 1));
      if (first?.kind !== 'number') return undefined;
      return args.length > 1 && method === 'dig'
        ? dig(element(items, first.value), args.slice(1))
        : element(items, first.value);
    case 'first':
      return first?.kind === 'number' ? array(items.slice(0, first.value)) : element(items, 0);
    case 'last':
      return first?.kind === 'number' ? array(items.slice(-first.value)) : element(items, -1);
    case 'length':
    case 'size':
    case 'count':
      return first === undefined ? number(items.length) : undefined;
    case 'empty?':
      return boolean(items.length === 0);
    case 'any?':
      return boolean(items.length > 0);
    case 'include?':
    case 'member?':
      if (first === undefined) return undefined;
      if (items.some((item) => same(item, first))) return boolean(true);
      return items.some((item) => item.kind === 'unknown') ? undefined : boolean(false);
    case 'join': {
      const texts = items.map((item) => (item.kind === 'unknown' ? undefined : textOfValue(item)));
      if (texts.includes(undefined)) return undefined;
      return bounded(texts.join(first?.kind === 'string' ? first.text : ''));
    }
    case '+':
    case 'concat':
    case '|': {
      if (first?.kind !== 'array' || items.length + first.items.length > listLimit) return undefined;
      const extra =
        method === '|' ? first.items.filter((item) => !items.some((it) => same(it, item))) : first.items;
      return array([...items, ...extra]);
    }
    case '-':
      if (first?.kind !== 'array' || items.length * first.items.length > listLimit) return undefined;
      return array(items.filter((item) => !first.items.some((it) => same(it, item))));
    case '<<':
    case 'push':
    case 'append':
      return items.length > listLimit ? undefined : array([...items, ...args]);
    case '*':
      if (first?.kind !== 'number' || items.length * first.value > listLimit) return undefined;
      return array(Array.from({ length: Math.max(0, first.value) }, () => items).flat());
    case 'flatten':
      return array(items.flatMap((item) => (item.kind === 'array' ? item.items : [item])));
    case 'compact':
      return array(items.filter((item) => item.kind !== 'nil'));
    case 'uniq':
      return array([...new Map(items.map((item) => [keyOf(item), item])).values()]);
    case 'reverse':
      return array([...items].reverse());
    case 'to_a':
    case 'entries':
    case 'each':
      return array(items);
    case 'max':
    case 'min':
    case 'sum': {
      const numbers = items.map((item) => (item.kind === 'number' ? item.value : Number.NaN));
      if (numbers.length === 0 || numbers.some(Number.isNaN)) return undefined;
      const reduce = {
        max: (a: number, b: number) => Math.max(a, b),
        min: (a: number, b: number) => Math.min(a, b),
        sum: (a: number, b: number) => a + b,
      };
      return number(numbers.reduce(reduce[method]));
    }
    case 'to_h':
      return hash(
        items.flatMap((item) => {
          const [key, value] = item.kind === 'array' ? item.items : [];
          return key && value ? [[key, value] as const] : [];
        }),
      );
    case 'index':
    case 'find_index': {
      const at = first === undefined ? -1 : items.findIndex((item) => same(item, first));
      return at < 0 ? undefined : number(at);
    }
    default:
      return undefined;
  }
}

function dig(value: Value, keys: readonly KnownValue[]): Value | undefined {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (value.kind === 'nil') return nil;
  if (value.kind === 'unknown') return value;
  const next = send(value, '[]', [key]);
  return next && dig(next, rest);
}

function hashMethod(receiver: HashValue, method: string, args: readonly KnownValue[]): Value | undefined {
  const [first, second] = args;
  const entries = [...receiver.entries.values()];
  switch (method) {
    case '[]':
      return first && (receiver.entries.get(keyOf(first))?.value ?? nil);
    case 'fetch':
      return first && (receiver.entries.get(keyOf(first))?.value ?? second);
    case 'dig':
      return first && dig(receiver.entries.get(keyOf(first))?.value ?? nil, args.slice(1));
    case 'key?':
    case 'has_key?':
    case 'include?':
    case 'member?':
      return first && boolean(receiver.entries.has(keyOf(first)));
    case 'keys':
      return array(entries.map((entry) => entry.key));
    case 'values':
      return array(entries.map((entry) => entry.value));
    case 'length':
    case 'size':
    case 'count':
      return number(entries.length);
    case 'empty?':
      return boolean(entries.length === 0);
    case 'any?':
      return boolean(entries.length > 0);
    case 'merge':
      if (first?.kind !== 'hash') return undefined;
      return { kind: 'hash', entries: new Map([...receiver.entries, ...first.entries]) };
    case 'to_a':
      return array(entries.map((entry) => array([entry.key, entry.value])));
    case 'to_h':
    case 'each':
      return receiver;
    default:
      return undefined;
  }
}
