// Looks settings up in a configuration's log: the last one wins, branches that only a run decides make it unknown.

import type { Span } from '../../core/span';
import type { Call, Entry } from './configuration';
import { impliedValue, type KnownValue, type Reason, same, textOfValue, type Value } from './value';

/** What a log says about one setting. */
export interface Setting {
  readonly value: Value;
  /** The statement, or the part of it, that makes the setting. */
  readonly span: Span;
  /** Set where it is undecided whether the setting is made at all and an empty environment does not make it. */
  readonly orDefault?: true;
}

/** How one entry changes a setting; `undefined` for an entry that does not speak about it. */
type Step = (entry: Entry, current: Setting | undefined) => Setting | undefined;

/** Follows a setting through entries. */
export function follow(entries: readonly Entry[], step: Step, before?: Setting): Setting | undefined {
  let current = before;
  for (const entry of entries) {
    if (entry.kind !== 'choice') {
      current = step(entry, current) ?? current;
      continue;
    }
    const outcomes = entry.branches.map((branch) => follow(branch, step, current));
    current = undecided(outcomes, entry.fallback);
  }
  return current;
}

function undecided(
  outcomes: readonly (Setting | undefined)[],
  fallback: number | undefined,
): Setting | undefined {
  const [first, ...others] = outcomes;
  if (others.every((other) => sameSetting(first, other))) return first;
  const told = outcomes.find((outcome) => outcome !== undefined);
  if (told === undefined) return undefined;
  const reason: Reason = { kind: 'condition' };
  const taken = fallback === undefined ? undefined : outcomes[fallback];
  if (fallback !== undefined && taken === undefined) {
    return { value: { kind: 'unknown', reason }, span: told.span, orDefault: true };
  }
  const implied = impliedValue(taken?.value);
  const value: Value =
    implied === undefined ? { kind: 'unknown', reason } : { kind: 'unknown', reason, fallback: implied };
  return { value, span: taken?.span ?? told.span };
}

function sameSetting(a: Setting | undefined, b: Setting | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a === b || same(a.value, b.value);
}

/** The step of an assignment to one of `paths`. */
export function assigned(...paths: readonly string[]): Step {
  return (entry) => {
    if (entry.kind === 'choice' || entry.kind === 'escape' || !paths.includes(entry.path)) return undefined;
    if (entry.kind === 'set') return { value: entry.value.value, span: entry.span };
    // `v.memory 1024` sets as well: attributes of old plugins are methods.
    const [only, more] = entry.args;
    return only !== undefined && more === undefined ? { value: only.value, span: entry.span } : undefined;
  };
}

/** The step of `customize ['modifyvm', :id, '--memory', '512']`: the value behind one of `flags`. */
export function customized(...flags: readonly string[]): Step {
  return (entry) => {
    const words = customization(entry);
    if (entry.kind !== 'call' || words === undefined || !isWord(words[0], 'modifyvm', 'set'))
      return undefined;
    const at = words.findIndex((word) => isWord(word, ...flags));
    const value = words[at + 1];
    return at < 0 || value === undefined ? undefined : { value, span: entry.span };
  };
}

/** The words of a `customize` call. */
export function customization(entry: Entry): readonly Value[] | undefined {
  if (entry.kind !== 'call' || (entry.path !== 'customize' && entry.path !== 'vm.customize'))
    return undefined;
  const list = entry.args.map((arg) => impliedValue(arg.value)).find((value) => value?.kind === 'array');
  return list?.kind === 'array' ? list.items : undefined;
}

function isWord(value: Value | undefined, ...words: readonly string[]): boolean {
  return value !== undefined && words.includes(text(value)?.toLowerCase() ?? '');
}

/** An entry with whether a run decides if it happens. */
export interface Occurrence<T extends Entry = Entry> {
  readonly entry: T;
  /** `implied`: with an empty environment it happens; `open`: nothing says whether it does. */
  readonly certainty: 'certain' | 'implied' | 'open';
}

// Every fact of a machine looks through the same list.
const known = new WeakMap<readonly Entry[], readonly Occurrence[]>();

/** All entries, those in undecided branches marked. */
export function occurrences(entries: readonly Entry[]): readonly Occurrence[] {
  const before = known.get(entries);
  if (before !== undefined) return before;
  const found: Occurrence[] = [];
  const walk = (list: readonly Entry[], certainty: Occurrence['certainty']): void => {
    for (const entry of list) {
      if (entry.kind !== 'choice') {
        found.push({ entry, certainty });
        continue;
      }
      entry.branches.forEach((branch, index) => {
        const implied = entry.fallback === index && certainty !== 'open';
        walk(branch, implied ? 'implied' : 'open');
      });
    }
  };
  walk(entries, 'certain');
  known.set(entries, found);
  return found;
}

/** The calls of a method, in order. */
export function calls(entries: readonly Entry[], path: string): Occurrence<Call>[] {
  return occurrences(entries).flatMap(({ entry, certainty }) =>
    entry.kind === 'call' && entry.path === path ? [{ entry, certainty }] : [],
  );
}

/** The entries of all blocks of a provider, in order, those in undecided branches kept in them. */
export function providerEntries(
  entries: readonly Entry[],
  provider: string,
  part: 'body' | 'override',
): readonly Entry[] {
  return entries.flatMap((entry): readonly Entry[] => {
    if (entry.kind === 'choice') {
      const branches = entry.branches.map((branch) => providerEntries(branch, provider, part));
      return branches.every((branch) => branch.length === 0) ? [] : [{ ...entry, branches }];
    }
    if (entry.kind !== 'call' || entry.path !== 'vm.provider') return [];
    return text(entry.args[0]?.value) === provider ? (entry[part]?.entries ?? []) : [];
  });
}

/** The text of a string, symbol or number, or of what stands in for an unknown one. */
export function text(value: Value | undefined): string | undefined {
  const known = impliedValue(value);
  return known === undefined || known.kind === 'nil' ? undefined : textOfValue(known);
}

/** The text of a string or symbol. */
export function word(value: KnownValue): string | undefined {
  return value.kind === 'string' || value.kind === 'symbol' ? value.text : undefined;
}

/** The number that a value gives, also as text. */
export function numeric(value: Value | undefined): number | undefined {
  const known = impliedValue(value);
  if (known?.kind === 'number') return known.value;
  if (known?.kind !== 'string' || !/^\s*\d+(\.\d+)?\s*$/.test(known.text)) return undefined;
  return Number(known.text);
}

/** The truth that a value gives; `on`, `off` and the like as VirtualBox and VMX files write them. */
export function truth(value: Value | undefined): boolean | undefined {
  const known = impliedValue(value);
  if (known?.kind === 'boolean') return known.value;
  if (known?.kind === 'nil') return false;
  const word = known?.kind === 'string' || known?.kind === 'symbol' ? known.text.toLowerCase() : undefined;
  if (word === undefined) return undefined;
  if (['on', 'true', 'yes', '1'].includes(word)) return true;
  return ['off', 'false', 'no', '0'].includes(word) ? false : undefined;
}

/** The last of each group of calls that speak about the same thing, in order of their first mention. */
export function lastByKey<T extends Entry>(
  list: readonly Occurrence<T>[],
  key: (entry: T) => string,
): readonly Occurrence<T>[] {
  const last = new Map<string, Occurrence<T>>();
  for (const occurrence of list) {
    const name = key(occurrence.entry);
    // What may happen does not replace what surely does.
    if (occurrence.certainty !== 'certain' && last.get(name)?.certainty === 'certain') continue;
    last.set(name, occurrence);
  }
  return [...last.values()];
}
