// Values of HCL expressions: what they are, where they are written, and on which variables they rest.
import type { Place, Span } from '../../core/span';
import type { WithHoles } from '../variables';

/** A variable whose value may be set otherwise when the file is used. */
export interface Assumption {
  /** As the file refers to it: `var.memory`. */
  readonly name: string;
  /** The file that sets it; absent where its own default holds. */
  readonly file?: string;
}

/** Where a piece of a text stands. */
export interface Piece {
  /** Offset in the text. */
  readonly at: number;
  readonly length: number;
  readonly place: Place;
  /** Whether its characters stand there one by one. */
  readonly exact: boolean;
}

interface ValueBase {
  /** Where the value is written: for `var.memory` the default of the variable. */
  readonly place: Place;
  readonly assumed?: readonly Assumption[];
}

/** A text. */
export interface HclString extends ValueBase {
  readonly kind: 'string';
  readonly text: string;
  /** Where its parts stand; absent for texts that functions made. */
  readonly pieces?: readonly Piece[];
}

/** A list. */
export interface HclList extends ValueBase {
  readonly kind: 'list';
  readonly items: readonly HclValue[];
}

/** An object or map. */
export interface HclMap extends ValueBase {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, HclValue>;
  /** Where its entries stand, key and value; absent for maps that functions made. */
  readonly members?: ReadonlyMap<string, Place>;
}

/** A value that is known at its top; its parts may be unknown. */
export type HclKnown =
  | HclString
  | HclList
  | HclMap
  | (ValueBase & { readonly kind: 'number'; readonly value: number })
  | (ValueBase & { readonly kind: 'boolean'; readonly value: boolean })
  | (ValueBase & { readonly kind: 'null' });

/** A value that only running the tool gives. */
export interface HclUnknown extends ValueBase {
  readonly kind: 'unknown';
  /** What decides it, as the file refers to it: `var.memory`, `vault()`; empty where the file itself is broken. */
  readonly names: readonly string[];
  /** What is known of a text: placeholders stand for the rest, see `hasHole` in variables.ts. */
  readonly pattern?: WithHoles & { readonly pieces: readonly Piece[] };
}

/** Any value. */
export type HclValue = HclKnown | HclUnknown;

/** A value that nothing decides. */
export function unknownValue(place: Place, names: readonly string[]): HclUnknown {
  return { kind: 'unknown', place, names };
}

/** The value, resting on further variables. */
export function assuming<T extends HclValue>(value: T, assumed: readonly Assumption[] | undefined): T {
  if (assumed === undefined || assumed.length === 0) return value;
  if (value.assumed === undefined) return { ...value, assumed };
  const more = assumed.filter(({ name }) => value.assumed?.some((known) => known.name === name) !== true);
  return more.length === 0 ? value : { ...value, assumed: [...value.assumed, ...more] };
}

/** The text of a value as a template shows it; `undefined` for lists, maps and `null`. */
export function textOf(value: HclValue | undefined): string | undefined {
  if (value?.kind === 'string') return value.text;
  if (value?.kind === 'number' || value?.kind === 'boolean') return String(value.value);
  return undefined;
}

/** The number a value is; HCL takes texts for numbers where a number is wanted. */
export function numberOf(value: HclValue | undefined): number | undefined {
  if (value?.kind === 'number') return value.value;
  if (value?.kind !== 'string' || !/^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value.text)) return undefined;
  return Number(value.text);
}

/** The truth value; HCL takes the texts `true` and `false` for it where one is wanted. */
export function booleanOf(value: HclValue | undefined): boolean | undefined {
  if (value?.kind === 'boolean') return value.value;
  const text = value?.kind === 'string' ? value.text : undefined;
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

/** The items of a list; `undefined` for anything else. */
export function itemsOf(value: HclValue | undefined): readonly HclValue[] | undefined {
  return value?.kind === 'list' ? value.items : undefined;
}

/** A member of a map, which rests on what the map rests on. */
export function memberOf(value: HclValue | undefined, name: string): HclValue | undefined {
  if (value?.kind !== 'map') return undefined;
  const member = value.entries.get(name);
  return member === undefined ? undefined : assuming(member, value.assumed);
}

/** Where a range of a text stands: exactly where one literal holds it, else the places it is put together from. */
export function placeWithin(
  { pieces, place }: { readonly pieces?: readonly Piece[]; readonly place: Place },
  { start, end }: Span,
): Place {
  const first = pieceAt(pieces, start);
  const last = pieceAt(pieces, Math.max(start, end - 1));
  if (first === undefined || last === undefined || first.place.path !== last.place.path) return place;
  const from = first.place.span.start + (first.exact ? start - first.at : 0);
  const to = last.exact ? last.place.span.start + end - last.at : last.place.span.end;
  return { path: first.place.path, span: { start: from, end: Math.max(from, to) } };
}

function pieceAt(pieces: readonly Piece[] | undefined, offset: number): Piece | undefined {
  if (pieces === undefined) return undefined;
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const piece = pieces[low];
  return piece !== undefined && piece.at <= offset && offset < piece.at + piece.length ? piece : undefined;
}

/** Whether two values are the same; `undefined` where that is open. */
export function equal(a: HclValue, b: HclValue): boolean | undefined {
  if (a.kind === 'unknown' || b.kind === 'unknown') return undefined;
  if (a.kind === 'null' || b.kind === 'null') return a.kind === b.kind;
  const left = textOf(a);
  const right = textOf(b);
  // Comparing lists and maps is rare, and their parts may be open.
  return left === undefined || right === undefined ? undefined : left === right;
}
