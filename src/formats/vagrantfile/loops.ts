// Loops over values that are known, and over values that are not: those run once, as something that may happen.

import { lift, operate } from './uncertain';
import {
  array,
  boolean,
  hash,
  itemsOf,
  type KnownValue,
  nil,
  number,
  type Reason,
  truthy,
  unknownValue,
  type Value,
} from './value';

/** How often one loop is followed. */
export const loopLimit = 256;

/** A jump that is under way. */
interface Signal {
  readonly kind: 'next' | 'break' | 'return';
  readonly value: Value;
}

/** Where evaluation goes; shared by all that follow statements. */
export interface Flow {
  signal: Signal | undefined;
}

/** What loops need of the evaluator. */
interface Host {
  readonly flow: Flow;
  choose(alternatives: readonly (() => Value)[], fallback: number | undefined, reason: Reason): Value;
  /** Whether the budget of the whole file is spent. */
  isExhausted(): boolean;
}

/** Follows loops. */
export interface Loops {
  /** Runs `body` per item; for unknown lists once, or per item of the fallback, as something that may happen. */
  iterate(source: Value, body: (item: Value, index: number) => Value): readonly Value[] | undefined;
  /** A method with a block on a value: loops, and what is like them. */
  call(object: Value, name: string, args: readonly Value[], run: (args: readonly Value[]) => Value): Value;
  /** Whether the loop ends here; consumes `next` and `break`. */
  leaves(): boolean;
  /** Whether a loop was longer than we follow. */
  isLimited(): boolean;
}

/** Loops over the values of one evaluation. */
export function createLoops({ flow, choose, isExhausted }: Host): Loops {
  let limited = false;

  function leaves(): boolean {
    if (flow.signal === undefined) return false;
    if (flow.signal.kind === 'return') return true;
    const isBreak = flow.signal.kind === 'break';
    flow.signal = undefined;
    return isBreak;
  }

  function iterate(source: Value, body: (item: Value, index: number) => Value): readonly Value[] | undefined {
    if (source.kind !== 'unknown') return iterateKnown(source, body);
    const { fallback, reason } = source;
    const items = (fallback && itemsOf(fallback, loopLimit)) ?? [source];
    const run = (): Value => {
      items.slice(0, loopLimit).every((item, index) => {
        body(item, index);
        return !leaves();
      });
      return nil;
    };
    choose([run, () => nil], fallback === undefined ? undefined : 0, reason);
    return undefined;
  }

  function iterateKnown(
    source: KnownValue,
    body: (item: Value, index: number) => Value,
  ): readonly Value[] | undefined {
    const items = itemsOf(source, loopLimit + 1);
    if (items === undefined) return undefined;
    if (items.length > loopLimit) limited = true;
    const results: Value[] = [];
    for (const [index, item] of items.slice(0, loopLimit).entries()) {
      if (isExhausted()) break;
      const result = body(item, index);
      results.push(flow.signal?.kind === 'next' ? flow.signal.value : result);
      if (leaves()) break;
    }
    return results;
  }

  function filter(object: Value, keep: boolean, run: (item: Value) => Value): readonly Value[] | undefined {
    const tests = iterate(object, run);
    const items = object.kind === 'unknown' ? undefined : itemsOf(object, loopLimit);
    if (tests === undefined || items === undefined) return undefined;
    const kept: Value[] = [];
    for (const [index, test] of tests.entries()) {
      const item = items[index];
      if (test.kind === 'unknown' || item === undefined) return undefined;
      if (truthy(test) === keep) kept.push(item);
    }
    return kept;
  }

  function call(
    object: Value,
    name: string,
    args: readonly Value[],
    run: (args: readonly Value[]) => Value,
  ): Value {
    const each = (item: Value): Value => run([item]);
    const withIndex =
      (offset: number) =>
      (item: Value, index: number): Value =>
        run([item, number(index + offset)]);
    switch (name) {
      case 'each':
      case 'each_pair':
      case 'each_entry':
        iterate(object, each);
        return object;
      case 'reverse_each':
        iterate(operate(object, 'reverse', []), each);
        return object;
      case 'each_with_index':
        iterate(object, withIndex(0));
        return object;
      case 'with_index':
        iterate(object, withIndex(args[0]?.kind === 'number' ? args[0].value : 0));
        return object;
      case 'each_key':
        iterate(operate(object, 'keys', []), each);
        return object;
      case 'each_value':
        iterate(operate(object, 'values', []), each);
        return object;
      case 'times':
        iterate(range(number(0), object, -1), each);
        return object;
      case 'upto':
        iterate(range(object, args[0] ?? nil, 0), each);
        return object;
      case 'map':
      case 'collect':
      case 'flat_map': {
        const results = iterate(object, each);
        if (results === undefined) return unknownValue('call', name);
        return name === 'flat_map' ? operate(array(results), 'flatten', []) : array(results);
      }
      case 'select':
      case 'filter':
      case 'reject': {
        const kept = filter(object, name !== 'reject', each);
        if (kept === undefined) return unknownValue('call', name);
        return object.kind === 'hash' ? hash(kept.flatMap(pairOf)) : array(kept);
      }
      case 'find':
      case 'detect': {
        const kept = filter(object, true, each);
        return kept === undefined ? unknownValue('call', name) : (kept[0] ?? nil);
      }
      case 'any?':
      case 'none?': {
        const kept = filter(object, true, each);
        return kept === undefined
          ? unknownValue('call', name)
          : boolean(kept.length > 0 === (name === 'any?'));
      }
      case 'all?': {
        const failing = filter(object, false, each);
        return failing === undefined ? unknownValue('call', name) : boolean(failing.length === 0);
      }
      case 'tap':
      case 'then':
        each(object);
        return object;
      default:
        // The block may run with anything, any number of times; what it changes is not decided.
        choose([() => run([]), () => nil], undefined, { kind: 'call', name });
        return unknownValue('call', name);
    }
  }

  return { iterate, call, leaves, isLimited: () => limited };
}

function range(from: Value, to: Value, offset: number): Value {
  return lift([from, to], ([first, last]) =>
    first?.kind === 'number' && last?.kind === 'number'
      ? { kind: 'range', from: first.value, to: last.value + offset }
      : undefined,
  );
}

function pairOf(item: Value): [Value, Value][] {
  const [key, content] = item.kind === 'array' ? item.items : [];
  return key !== undefined && content !== undefined ? [[key, content]] : [];
}
