// Computing with values that may be unknown: the result is unknown then, with a fallback if all parts have one.

import { send } from './methods';
import {
  impliedValue,
  type KnownValue,
  type Reason,
  same,
  type UnknownValue,
  unknownValue,
  type Value,
} from './value';

/** Applies a function of known values; a function that gives `undefined` makes the result unknown. */
export function lift(values: readonly Value[], apply: (known: KnownValue[]) => Value | undefined): Value {
  const known: KnownValue[] = [];
  let cause: UnknownValue | undefined;
  let decided = true;
  for (const each of values) {
    if (each.kind === 'unknown') cause ??= each;
    const implied = impliedValue(each);
    if (implied === undefined) decided = false;
    else known.push(implied);
  }
  const result = decided ? apply(known) : undefined;
  if (cause === undefined) return result ?? unknownValue('call');
  const fallback = impliedValue(result);
  return fallback === undefined ? { kind: 'unknown', reason: cause.reason } : { ...cause, fallback };
}

/** Calls a method without block. */
export function operate(receiver: Value, method: string, args: readonly Value[]): Value {
  // Comparing a configuration object decides nothing.
  if (receiver.kind === 'config' || args.some(({ kind }) => kind === 'config'))
    return unknownValue('call', method);
  return lift([receiver, ...args], ([first, ...others]) => first && send(first, method, others));
}

/** The value after alternatives of which a run takes one, `fallback` with an empty environment. */
export function join(values: readonly Value[], fallback: number | undefined, reason: Reason): Value {
  const [first, ...others] = values;
  if (first === undefined || others.every((other) => same(first, other)))
    return first ?? unknownValue('call');
  // Where no environment decides, values that imply the same still do.
  const agreed = impliedValue(first);
  const agree = agreed !== undefined && others.every((other) => same(agreed, impliedValue(other) ?? other));
  const implied = fallback === undefined ? (agree ? agreed : undefined) : impliedValue(values[fallback]);
  return implied === undefined ? { kind: 'unknown', reason } : { kind: 'unknown', reason, fallback: implied };
}
