// The variables of a Compose service, its build's arguments and its labels.
import {
  complete,
  type Fact,
  type Facts,
  implied,
  join,
  type Known,
  listed,
  mapKnown,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import { fileNameOf, resolvePath } from '../../core/path';
import type { Place } from '../../core/span';
import type { EnvironmentVariable, Label } from '../../core/workload';
import { boolean, forwardSlashes } from '../container-options/values';
import { fromFile } from '../variables';
import { interpolation } from './defaults';
import { parseRawEnvFile } from './env-file';
import * as messages from './messages';
import { type FileVariable, type Scope, variablesOf } from './scope';
import { type BareValue, longForm, type Section } from './section';
import { type Found, read } from './words';

/** Gives the text of another file, if it can be read. */
export type TextOf = (path: string) => string | undefined;

/** Variables of `env_file` and `environment`, of which the latter win, and the arguments of the build. */
export function environmentOf(service: Section, textOf: TextOf): Facts<EnvironmentVariable> {
  const own = variablesIn(service, 'environment', 'environment');
  const names = new Set(own.items.map(({ value }) => value.name));
  const fromFiles = service.list(
    'env_file',
    (item) => envFile(item, textOf),
    ({ name }) => name,
  );
  const last = new Map(fromFiles.items.map((item) => [item.value.name, item]));
  const added = [...last.values()].filter(({ value }) => !names.has(value.name));
  const files = { ...fromFiles, items: added };
  return join(join(files, own), variablesIn(service.inner('build'), 'args', 'argument'));
}

function variablesIn(
  from: Section,
  key: string,
  kind: EnvironmentVariable['kind'],
): Facts<EnvironmentVariable> {
  const { items, rest } = from.named(key, passedThrough);
  const variables = items.map((item) => mapKnown(item, (variable) => ({ ...variable, kind })));
  return listed(variables, rest);
}

/** A value that Compose hands through from its own environment, which files with variables are a part of. */
export function passedThrough(name: string, place: Place, scope: Scope): Fact<string> {
  const { path = '', text } = scope.lookup(name) ?? {};
  if (text === undefined) return unknown(messages.passedThrough, place);
  return implied(text, fromFile([[name, fileNameOf(path)]]), interpolation, place);
}

/** The variables of one entry of `env_file`: a path, or a mapping that says how to read it. */
function envFile(item: Found, textOf: TextOf): readonly Known<EnvironmentVariable>[] | Unknown {
  const { source } = item;
  const long = longForm(item, 'path');
  const nonEmpty = (text: string): string | undefined => text || undefined;
  const file = long.scalar('path', nonEmpty, unknown(messages.notUnderstood, item.place));
  if (file.state === 'unknown') return file;
  const path = resolvePath(source.folder, forwardSlashes(file.value));
  const text = textOf(path);
  if (text === undefined) {
    const required = long.scalar('required', boolean, stated(true, item.place));
    if (required.state !== 'unknown' && !required.value) return [];
    return unknown(messages.missingFile(fileNameOf(path)), item.place);
  }
  const format = long.scalar('format', nonEmpty, stated('', item.place));
  const raw = format.state !== 'unknown' && format.value === 'raw';
  if (source.reader.exhausted()) return [];
  const variables = variablesOf(path, text, source.scope, raw ? parseRawEnvFile : undefined);
  source.reader.take(variables.length);
  return variables.map((variable) => fileVariable(variable, source.scope));
}

function fileVariable({ name, value, place }: FileVariable, scope: Scope): Known<EnvironmentVariable> {
  const content =
    value === undefined ? passedThrough(name, place, scope) : read({ ...value, place }, (text) => text);
  return stated({ name, value: content, kind: 'environment' }, place);
}

/** The labels of the container. */
export function labelsOf(service: Section): Facts<Label> {
  const file = service.get('label_file');
  const open = file === undefined ? undefined : unknown(messages.otherFile, file.place);
  return join(
    labelsIn(service, 'labels', (_, place) => stated('', place)),
    complete([]),
    open,
  );
}

/** Keys with values. */
export function labelsIn(from: Section, key: string, bare: BareValue): Facts<Label> {
  const { items, rest } = from.named(key, bare);
  const labels = items.map((item) => mapKnown(item, ({ name, value }) => ({ key: name, value })));
  return listed(labels, rest);
}
