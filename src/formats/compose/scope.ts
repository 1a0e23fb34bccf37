// The variables that files decide: `.env` beside the project, the `env_file` of an include or of a service.
import type { Place } from '../../core/span';
import { ofRecentTexts } from '../recent';
import type { YamlReader } from '../yaml/tree';
import { type Assignment, parseEnvFile } from './env-file';
import { type Interpolated, interpolate, type Lookup } from './interpolate';

/** Variables of some files. The shell that Compose runs in may set others, so none of them is certain. */
export interface Scope {
  readonly lookup: Lookup;
  /** The names that were looked up since someone last cleared it: what was made of the scope depends on these alone. */
  readonly asked: Set<string>;
}

/** A scope in which no file sets a variable. */
export function emptyScope(): Scope {
  return scopeOf(() => undefined);
}

function scopeOf(find: Lookup): Scope {
  const asked = new Set<string>();
  return {
    asked,
    lookup(name) {
      asked.add(name);
      return find(name);
    },
  };
}

/** A variable of an environment file, with the variables in its value substituted. */
export interface FileVariable {
  readonly name: string;
  /** Absent for a bare name, which hands the variable of the shell through. */
  readonly value?: Interpolated;
  readonly place: Place;
}

const assignments = ofRecentTexts(parseEnvFile, 500_000);

/** Longest value that is put into other texts, so that values of values cannot grow without end. */
const maxValue = 4096;

/** The variables of an environment file; `scope` and the lines before decide the variables in its values. */
export function variablesOf(
  path: string,
  text: string,
  scope: Scope,
  parse: (text: string) => readonly Assignment[] = assignments,
): readonly FileVariable[] {
  const before = new Map<string, Interpolated>();
  const lookup: Lookup = (name) => scope.lookup(name) ?? found(before.get(name), path);
  return parse(text).map(({ name, value, literal, span }) => {
    const place = { path, span };
    if (value === undefined) return { name, place };
    const substituted = literal ? asWritten(value) : interpolate(value, lookup);
    before.set(name, substituted);
    return { name, value: substituted, place };
  });
}

/** `outer` with the variables of more files, of which later ones win; those of `outer` stay. Each is a step of `reader`. */
export function within(
  outer: Scope,
  files: readonly { readonly path: string; readonly text: string }[],
  reader: YamlReader,
): Scope {
  if (files.length === 0) return outer;
  const own = new Map<string, { readonly value: Interpolated; readonly path: string }>();
  for (const { path, text } of files) {
    if (reader.exhausted()) break;
    const variables = variablesOf(path, text, outer);
    reader.take(variables.length);
    for (const { name, value } of variables) {
      if (value !== undefined) own.set(name, { value, path });
    }
  }
  return scopeOf((name) => {
    const inner = own.get(name);
    return outer.lookup(name) ?? found(inner?.value, inner?.path ?? '');
  });
}

function asWritten(text: string): Interpolated {
  return { text, unresolved: [], defaults: [], fromFiles: [] };
}

function found(value: Interpolated | undefined, path: string): ReturnType<Lookup> {
  if (value === undefined) return undefined;
  const open = value.unresolved.length > 0 || value.text.length > maxValue;
  return open ? { path } : { path, text: value.text };
}
