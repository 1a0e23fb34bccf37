// The fields of a report, from JSON and from text alike.
import type { Place, Span } from '../../core/span';
import { type JsonFile, type JsonNode, member } from '../json/tree';

/** A value of the report with its place. */
export interface Field {
  readonly text: string;
  readonly place: Place;
}

/** What a report says; absent is what it does not say. */
export interface Report {
  readonly engine?: Field;
  /** `Docker Engine`, `Podman Engine`. */
  readonly product: string;
  readonly runc?: Field;
  readonly kernel?: Field;
  readonly operatingSystem?: Field;
  /** Options such as `name=seccomp,profile=builtin`. */
  readonly security?: { readonly options: readonly Field[]; readonly place: Place };
  readonly defaultRuntime?: Field;
  readonly runtimes?: readonly Field[];
  readonly loggingDriver?: Field;
  readonly liveRestore?: Field;
  readonly warnings: readonly Field[];
  /** Where the report starts. */
  readonly place: Place;
}

/** A field that may be missing, under its name. */
function optional<K extends string, T>(name: K, value: T | undefined): { readonly [P in K]?: T } {
  // The one key has this name and type.
  return (value === undefined ? {} : { [name]: value }) as { readonly [P in K]?: T };
}

/** The report in a JSON file: the value of `docker info`, of `docker version`, both one after the other, or both in one. */
export function jsonReport(file: JsonFile, path: string): Report | undefined {
  const { root } = file;
  if (root?.kind !== 'object') return undefined;
  const values: JsonNode[] = [root, ...file.more];
  // The list grows while it is gone through: outer objects first.
  for (const value of values) {
    if (value.kind !== 'object') continue;
    for (const entry of value.entries) if (entry.value?.kind === 'object') values.push(entry.value);
  }
  const info = values.find((value) => member(value, 'ServerVersion') ?? member(value, 'SecurityOptions'));
  const version = values.find((value) => member(value, 'Components') ?? member(value, 'MinAPIVersion'));
  const field = (node: JsonNode | undefined, name: string): Field | undefined => {
    const found = member(node, name);
    const value = found?.value;
    if (found === undefined || value?.kind !== 'scalar' || value.text === '') return undefined;
    return { text: value.text, place: { path, span: found.span } };
  };
  const texts = (name: string): { options: Field[]; place: Place } | undefined => {
    const found = member(info, name);
    if (found?.value?.kind !== 'array') return undefined;
    const options = found.value.entries.flatMap(({ value, span }) =>
      value.kind === 'scalar' ? [{ text: value.text, place: { path, span } }] : [],
    );
    return { options, place: { path, span: found.span } };
  };
  const components = member(version, 'Components')?.value;
  const component = (name: RegExp): Field | undefined =>
    components?.kind !== 'array'
      ? undefined
      : components.entries
          .filter(({ value }) => name.test(field(value, 'Name')?.text ?? ''))
          .map(({ value }) => field(value, 'Version'))
          .find((found) => found !== undefined);
  const runtimes = member(info, 'Runtimes')?.value;
  const isPodman =
    values.some((value) => member(value, 'BuildahVersion')) || component(/podman/i) !== undefined;
  return {
    product: isPodman ? 'Podman Engine' : 'Docker Engine',
    ...optional(
      'engine',
      component(/^(?:engine|docker|podman engine)$/i) ??
        field(info, 'ServerVersion') ??
        field(version, 'Version'),
    ),
    ...optional('runc', component(/^runc$/i) ?? field(member(info, 'RuncCommit')?.value, 'ID')),
    ...optional('kernel', field(info, 'KernelVersion') ?? field(version, 'KernelVersion')),
    ...optional('operatingSystem', field(info, 'OperatingSystem')),
    ...optional('security', texts('SecurityOptions')),
    ...optional('defaultRuntime', field(info, 'DefaultRuntime')),
    ...optional(
      'runtimes',
      runtimes?.kind === 'object'
        ? runtimes.entries.map(({ name, span }) => ({ text: name, place: { path, span } }))
        : undefined,
    ),
    ...optional('loggingDriver', field(info, 'LoggingDriver')),
    ...optional('liveRestore', field(info, 'LiveRestoreEnabled')),
    warnings: texts('Warnings')?.options ?? [],
    place: { path, span: { start: root.span.start, end: Math.min(root.span.start + 1, root.span.end) } },
  };
}

/** A line `Name: value` of the text output, with its depth. */
interface Line {
  readonly indentation: number;
  readonly name: string;
  readonly value: string;
  readonly span: Span;
}

function* linesOf(text: string): Generator<Line> {
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(start, end);
    const content = line.trim();
    const indentation = line.length - line.trimStart().length;
    const from = start + indentation;
    start = end + 1;
    if (content === '') continue;
    const colon = content.indexOf(':');
    yield {
      indentation,
      name: (colon === -1 ? content : content.slice(0, colon)).toLowerCase(),
      value: colon === -1 ? '' : content.slice(colon + 1).trim(),
      span: { start: from, end: from + content.length },
    };
  }
}

/** The report in a text: what `docker info` prints, with or without `docker version` before it. */
export function textReport(text: string, path: string): Report | undefined {
  const fields = new Map<string, Field>();
  const warnings: Field[] = [];
  const options: Field[] = [];
  let securityPlace: Place | undefined;
  let securityDepth = -1;
  let inRunc = false;
  for (const { indentation, name, value, span } of linesOf(text)) {
    const place: Place = { path, span };
    if (name === 'warning') warnings.push({ text: value, place });
    if (securityDepth >= 0) {
      const last = options.at(-1);
      if (indentation <= securityDepth) securityDepth = -1;
      else if (name === 'warning') continue;
      else if (name === 'profile' && last !== undefined) {
        options[options.length - 1] = { ...last, text: `${last.text},profile=${value}` };
      } else options.push({ text: `name=${name}`, place });
    }
    if (name === 'security options') {
      securityPlace = place;
      securityDepth = indentation;
      // Old engines print them on the line itself.
      for (const option of value.split(/\s+/))
        if (option !== '') options.push({ text: `name=${option}`, place });
    }
    // `docker version` prints a block for each component.
    if (value === '' && name !== 'version') inRunc = name === 'runc';
    if (name === 'version' && inRunc && !fields.has('runc version'))
      fields.set('runc version', { text: value, place });
    if (value !== '' && !fields.has(name)) fields.set(name, { text: value, place });
  }
  const engine = fields.get('server version');
  if (engine === undefined) return undefined;
  const runtimes = fields.get('runtimes');
  return {
    product: fields.has('buildahversion') ? 'Podman Engine' : 'Docker Engine',
    engine,
    ...optional('runc', fields.get('runc version')),
    ...optional('kernel', fields.get('kernel version')),
    ...optional('operatingSystem', fields.get('operating system')),
    ...optional('security', securityPlace && { options, place: securityPlace }),
    ...optional('defaultRuntime', fields.get('default runtime')),
    ...optional(
      'runtimes',
      runtimes?.text.split(/\s+/).map((runtime) => ({ text: runtime, place: runtimes.place })),
    ),
    ...optional('loggingDriver', fields.get('logging driver')),
    ...optional('liveRestore', fields.get('live restore enabled')),
    warnings,
    place: engine.place,
  };
}
