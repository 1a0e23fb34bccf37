// Reads a builder's settings as facts.
import { type Fact, implied, isKnown, type Known, notStated, stated } from '../../core/fact';
import { mebibyte } from '../../core/size';
import type { Source } from '../../core/source';
import { type FactMaker, factMaker } from '../hcl/facts';
import { booleanOf, type HclKnown, type HclValue, itemsOf, numberOf, textOf } from '../hcl/value';
import { byDefault } from './messages';
import type { Setting, Settings } from './settings';
import { sources } from './sources';

/** Reads settings; of several names the first one that is set counts. `otherwise` holds where none is. */
export interface Reader {
  readonly settings: Settings;
  readonly make: FactMaker;
  setting(...names: readonly string[]): Setting | undefined;
  fact<T>(
    names: string | readonly string[],
    convert: (value: HclKnown) => T | undefined,
    otherwise?: Fact<T>,
  ): Fact<T>;
  text(names: string | readonly string[], otherwise?: Fact<string>): Fact<string>;
  flag(names: string | readonly string[], otherwise?: Fact<boolean>): Fact<boolean>;
  /** A count of mebibytes, in bytes. */
  megabytes(names: string | readonly string[], otherwise?: Fact<number>): Fact<number>;
  /** A whole number from 1 on; 0 asks for the default. */
  count(names: string | readonly string[], otherwise?: Fact<number>): Fact<number>;
}

export const make = factMaker(sources.variables);

/** A reader of settings. */
export function reader(settings: Settings): Reader {
  const setting = (...names: readonly string[]): Setting | undefined => {
    for (const name of names) {
      const found = settings.get(name);
      if (found !== undefined && found.value.kind !== 'null') return found;
    }
    return undefined;
  };
  const fact: Reader['fact'] = (names, convert, otherwise = notStated) => {
    const found = setting(...(typeof names === 'string' ? [names] : names));
    return found === undefined ? otherwise : factOf(found, convert, otherwise);
  };
  return {
    settings,
    make,
    setting,
    fact,
    text: (names, otherwise) => fact(names, textOf, otherwise),
    flag: (names, otherwise) => fact(names, booleanOf, otherwise),
    megabytes: (names, otherwise) => fact(names, megabytesOf, otherwise),
    count: (names, otherwise) => fact(names, countOf, otherwise),
  };
}

/** A setting as a fact; `otherwise` where it is empty or 0, which asks for the default. */
export function factOf<T>(
  { value, place }: Setting,
  convert: (value: HclKnown) => T | undefined,
  otherwise: Fact<T> = notStated,
): Fact<T> {
  if (isEmpty(value)) return otherwise;
  return make.fact(value, place, convert);
}

function isEmpty(value: HclValue): boolean {
  return (value.kind === 'string' && value.text === '') || (value.kind === 'number' && value.value === 0);
}

/** A whole number from 1 on. */
export function countOf(value: HclValue): number | undefined {
  const count = numberOf(value);
  return count !== undefined && Number.isInteger(count) && count > 0 ? count : undefined;
}

/** Mebibytes in bytes. */
export function megabytesOf(value: HclValue): number | undefined {
  const count = numberOf(value);
  return count !== undefined && count > 0 ? count * mebibyte : undefined;
}

/** A size with a unit in powers of 1024: `40960M`, `6G`. `plain` is what a number without unit counts, NaN where that is open. */
export function sizeOf(plain: number): (value: HclValue) => number | undefined {
  return (value) => {
    const [, count, unit = ''] =
      /^(\d+(?:\.\d+)?)\s*([kmgtpe]?)(?:i?b)?$/i.exec(textOf(value)?.trim() ?? '') ?? [];
    if (count === undefined || (unit === '' && Number.isNaN(plain))) return undefined;
    return Number(count) * (unit === '' ? plain : 1024 ** ' kmgtpe'.indexOf(unit.toLowerCase()));
  };
}

/** What holds where the template says nothing. */
export function byDefaultOf(source: Source): <T>(value: T) => Known<T> {
  return (value) => implied(value, byDefault, source);
}

/** The opposite of a truth value. */
export function not(fact: Fact<boolean>): Fact<boolean> {
  return isKnown(fact) ? { ...fact, value: !fact.value } : fact;
}

/** Something that a setting asks for; implied where none does. */
export function put<T>(value: T, setting: Setting | undefined, otherwise: (value: T) => Known<T>): Known<T> {
  return setting === undefined ? otherwise(value) : stated(value, setting.place);
}

/** The settings that are items of a list, each with its own place. */
export function itemSettings(setting: Setting | undefined): readonly Setting[] {
  return (itemsOf(setting?.value) ?? []).map((value) => ({ value, place: value.place }));
}
