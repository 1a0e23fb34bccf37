// Settings of a Proxmox configuration as facts; what a template would fill in is unknown.
import { type Fact, implied, notStated, stated, type Unknown, unknown } from '../../core/fact';
import type { Text } from '../../core/message';
import type { Place, Span } from '../../core/span';
import { documents } from '../../knowledge/sources';
import { filledIn } from '../values';
import { type Option, optionNamed, optionsOf, type ProxmoxEntry, type ProxmoxFile } from './parse';

// {{ name }}, ${x}, $(x), %(x)s, <%= x %>
const placeholder = /\{\{|\{%|\$\{|\$\(|<%|%\(\w+\)/;

const unreadable: Text = {
  en: 'Proxmox would not accept this value.',
  de: 'Diesen Wert nähme Proxmox nicht an.',
};

/** Whether something else has to fill the text in. */
export function isPlaceholder(text: string): boolean {
  return placeholder.test(text);
}

/** A setting with its value taken apart. */
export interface Setting {
  readonly entry: ProxmoxEntry;
  readonly place: Place;
  readonly options: readonly Option[];
  option(name: string, unnamed?: boolean): Option | undefined;
}

/** Reads the settings of one file. */
export interface Settings {
  readonly file: ProxmoxFile;
  at(span: Span): Place;
  /** A setting by its key. */
  find(key: string): Setting | undefined;
  /** The settings whose keys match, in the order of the file. */
  all(key: RegExp): readonly Setting[];
  /** The value of a setting, or of one of its options, as what it means; `undefined` from `convert` makes it unknown. */
  value<T>(of: ProxmoxEntry | Option | undefined, convert: (value: string) => T | undefined): Fact<T>;
  /** Unknown, because a template fills it in. */
  template(span: Span): Unknown;
}

/** The settings of the file at `path`. */
export function settingsOf(file: ProxmoxFile, path: string): Settings {
  const at = (span: Span): Place => ({ path, span });
  const takenApart = (entry: ProxmoxEntry): Setting => {
    const options = optionsOf(entry);
    return {
      entry,
      place: at(entry.span),
      options,
      option: (name, unnamed) => optionNamed(options, name, unnamed),
    };
  };
  return {
    file,
    at,
    find(key) {
      const entry = file.byKey.get(key);
      return entry === undefined ? undefined : takenApart(entry);
    },
    all: (key) => file.entries.filter((entry) => key.test(entry.key)).map(takenApart),
    value(of, convert) {
      if (of === undefined) return notStated;
      const place = at(of.span);
      if (isPlaceholder(of.value)) return unknown(filledIn, place);
      const converted = convert(of.value);
      return converted === undefined ? unknown(unreadable, place) : stated(converted, place);
    },
    template: (span) => unknown(filledIn, at(span)),
  };
}

/** The fact, or what Proxmox documents for a setting that is left out. */
export function orDefault<T>(fact: Fact<T>, value: T, why: Text): Fact<T> {
  return fact === notStated ? implied(value, why, documents.proxmoxConfiguration) : fact;
}
