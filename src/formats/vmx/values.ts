// Settings of a .vmx file as facts; what a template would fill in is unknown.
import { type Fact, notStated, stated, type Unknown, unknown } from '../../core/fact';
import type { Text } from '../../core/message';
import type { Place } from '../../core/span';
import { filledIn, truthOf } from '../values';
import type { VmxEntry, VmxFile } from './parse';

// {{ .Name }}, ${x}, $(x), $x, @@X@@, @X@, %(x)s, <%= x %>, __X__
const placeholder = /\{\{|\$\{|\$\(|\$[A-Za-z_]|@[A-Za-z_]\w*@|<%|%\(\w+\)|(?:^|\W)__[A-Za-z]\w*__(?:\W|$)/;

/** Whether something else has to fill the value in. */
export function isPlaceholder({ value }: VmxEntry): boolean {
  return placeholder.test(value);
}

const unreadable: Text = {
  en: 'VMware would not accept this value.',
  de: 'Diesen Wert nähme VMware nicht an.',
};

/** A setting that stands in another kind of file. */
export type ForeignEntry = Pick<VmxEntry, 'key' | 'span' | 'value' | 'valueSpan'>;

/** Reads the settings of one file; names are asked for in lower case. */
export interface Settings {
  readonly file: VmxFile;
  entry(name: string): VmxEntry | undefined;
  /** The place of a whole setting. */
  at(entry: VmxEntry): Place;
  /** A value, turned into what it means; `undefined` from `convert` makes it unknown. Absent: not stated. */
  value<T>(name: string, convert: (value: string) => T | undefined): Fact<T>;
  /** A value as written; an empty one says nothing. */
  text(name: string): Fact<string>;
  truth(name: string): Fact<boolean>;
  /** The entry, where it says so in so many words. */
  isSet(name: string, truth: boolean): VmxEntry | undefined;
  /** Unknown, because a template fills it in. */
  template(entry: VmxEntry): Unknown;
}

/** The settings of the file at `path`. */
export function settingsOf(file: VmxFile, path: string): Settings {
  const at = ({ span }: VmxEntry): Place => ({ path, span });
  const entry = (name: string): VmxEntry | undefined => file.byName.get(name);
  const template = (found: VmxEntry): Unknown => unknown(filledIn, at(found));
  const value = <T>(name: string, convert: (text: string) => T | undefined): Fact<T> => {
    const found = entry(name);
    if (found === undefined) return notStated;
    if (isPlaceholder(found)) return template(found);
    const converted = convert(found.value.trim());
    return converted === undefined ? unknown(unreadable, at(found)) : stated(converted, at(found));
  };
  return {
    file,
    entry,
    at,
    value,
    text: (name) => (entry(name)?.value.trim() === '' ? notStated : value(name, (text) => text)),
    truth: (name) => value(name, truthOf),
    isSet(name, truth) {
      const found = entry(name);
      return found !== undefined && truthOf(found.value.trim()) === truth ? found : undefined;
    },
    template,
  };
}

/** Settings for a .vmx file among the text of another kind of file, such as `extra_config`. */
export function settingsAmong(entries: readonly ForeignEntry[], text: string, path: string): Settings {
  const own = entries.map((entry): VmxEntry => ({ ...entry, name: entry.key.toLowerCase(), quoted: true }));
  const byName = new Map(own.map((entry) => [entry.name, entry]));
  return settingsOf({ text, entries: own, byName, comments: [], problems: [], templateLines: [] }, path);
}
