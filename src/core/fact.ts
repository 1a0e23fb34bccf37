// Facts: a value together with how we know it. Unknown is never false.
import type { Message, Text } from './message';
import type { Source } from './source';
import type { Place } from './span';

/** The file says so, at `place`. */
export interface Stated<T> {
  readonly state: 'stated';
  readonly value: T;
  readonly place: Place;
}

/** The file does not say so, but something citable does: a documented default, a known image. */
export interface Implied<T> {
  readonly state: 'implied';
  readonly value: T;
  /** Why the value holds, as a sentence for the user. */
  readonly why: Message;
  readonly source: Source;
  /** Where in the file the implication starts (an image name, a variable's default), if anywhere. */
  readonly place?: Place;
}

/** Nothing decides the value. */
export interface Unknown {
  readonly state: 'unknown';
  /** Why it is not known, as a sentence for the user: a variable, a template, a format that cannot say it. */
  readonly why: Message;
  /** The text that could not be resolved, if there is one. */
  readonly place?: Place;
}

/** A value and how we know it. */
export type Fact<T> = Stated<T> | Implied<T> | Unknown;

/** A fact whose value is known. */
export type Known<T> = Stated<T> | Implied<T>;

/** A list of which each item has its own place; `rest` says why further items may exist that we cannot see. */
export interface Facts<T> {
  readonly items: readonly Known<T>[];
  /** Absent when the list is complete. */
  readonly rest?: Unknown;
}

/** A fact the file states. */
export function stated<T>(value: T, place: Place): Stated<T> {
  return { state: 'stated', value, place };
}

/** A fact that a citation implies. */
export function implied<T>(value: T, why: Message | Text, source: Source, place?: Place): Implied<T> {
  const base = { state: 'implied', value, why: asMessage(why), source } as const;
  return place === undefined ? base : { ...base, place };
}

/** A value that nothing decides. */
export function unknown(why: Message | Text, place?: Place): Unknown {
  const base = { state: 'unknown', why: asMessage(why) } as const;
  return place === undefined ? base : { ...base, place };
}

function asMessage(why: Message | Text): Message {
  return 'text' in why ? why : { text: why };
}

/** Whether the value is known, stated or implied. */
export function isKnown<T>(fact: Fact<T>): fact is Known<T> {
  return fact.state !== 'unknown';
}

/** The value, or `undefined` when it is unknown. */
export function knownValue<T>(fact: Fact<T>): T | undefined {
  return fact.state === 'unknown' ? undefined : fact.value;
}

/** Whether the fact is known and has this value. */
export function is<T>(fact: Fact<T>, value: T): fact is Known<T> {
  return fact.state !== 'unknown' && fact.value === value;
}

/** A complete, possibly empty list. */
export function complete<T>(items: readonly Known<T>[]): Facts<T> {
  return { items };
}

/** A list of which nothing, or not everything, can be known. */
export function incomplete<T>(items: readonly Known<T>[], rest: Unknown): Facts<T> {
  return { items, rest };
}

/** A list that is complete unless `rest` says why there may be more. */
export function listed<T>(items: readonly Known<T>[], rest: Unknown | undefined): Facts<T> {
  return rest === undefined ? complete(items) : incomplete(items, rest);
}

/** Whether the list is complete and has no item with that property: the only ground for a claim of absence. */
export function none<T>(facts: Facts<T>, matches: (value: T) => boolean = () => true): boolean {
  return facts.rest === undefined && !facts.items.some((item) => matches(item.value));
}

/** Why a fact is unknown when the kind of file has no way to say it. */
export const notExpressible: Unknown = unknown({
  en: 'This kind of file cannot say it.',
  de: 'Diese Art von Datei kann das nicht sagen.',
});

/** Why a fact is unknown when the file could say it, does not, and no default is documented. */
export const notStated: Unknown = unknown({
  en: 'The file does not say it.',
  de: 'Die Datei sagt es nicht.',
});

/** Why a fact about a container is unknown when its image decides it; a join with the image's own file fills it in. */
export const imageDecides: Unknown = unknown({
  en: 'The image decides it.',
  de: 'Das Image entscheidet es.',
});

/** A known fact with another value. */
export function mapKnown<T, U>(fact: Known<T>, convert: (value: T) => U): Known<U> {
  return { ...fact, value: convert(fact.value) };
}

/** A fact with another value. */
export function mapFact<T, U extends NonNullable<unknown>>(fact: Fact<T>, convert: (value: T) => U): Fact<U> {
  return isKnown(fact) ? mapKnown(fact, convert) : fact;
}

/** A fact with another value; unknown because of `otherwise` where `convert` finds none. */
export function convertFact<T, U>(
  fact: Fact<T>,
  convert: (value: T) => U | undefined,
  otherwise: Message | Text,
): Fact<U> {
  if (!isKnown(fact)) return fact;
  const value = convert(fact.value);
  return value === undefined ? unknown(otherwise, fact.place) : { ...fact, value };
}

/** Two lists as one; `rest` says that there may be more beside what they say themselves. */
export function join<T>(first: Facts<T>, second: Facts<T>, rest?: Unknown): Facts<T> {
  const items = [...first.items, ...second.items];
  return listed(items, rest ?? first.rest ?? second.rest);
}
