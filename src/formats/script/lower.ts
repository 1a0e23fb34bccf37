// Lowers the calls of a script into workloads, and into declarations where they do something else with an engine.
import type { EngineCommand } from '../../core/declaration';
import { complete, type Fact, incomplete, type Known, notStated, stated, unknown } from '../../core/fact';
import { folderOf, resolvePath } from '../../core/path';
import type { Place, Span } from '../../core/span';
import type { Build, ContainerWorkload, Label } from '../../core/workload';
import { sourceSpan } from '../code';
import { imageFact, optionFacts, withImage } from '../container-options/facts';
import { type OptionList, splitOptions } from '../container-options/split';
import { type OptionWord, shellWord } from '../container-options/words';
import type { Surroundings } from '../format';
import { entriesOf, type UnitFile } from '../unit/tree';
import { hasHole, restore } from '../variables';
import type { Call } from './calls';
import { defaultsOf, removedAtEnd } from './defaults';
import { jobContainers } from './jobs';
import * as messages from './messages';

/** A call that starts a container, with its words taken apart. */
export interface Start {
  /** Absent where the platform makes the call. */
  readonly call?: Call;
  readonly list: OptionList;
  readonly workload: ContainerWorkload;
}

/** Everything a file does with engines. */
export interface Lowered {
  readonly starts: readonly Start[];
  readonly declarations: readonly EngineCommand[];
}

const starting = new Set(['run', 'create']);
const storing = new Set(['commit', 'export', 'import', 'save', 'load']);

/** Lowers the calls of one file; `ids` gives each name its own id. */
export function lower(
  text: string,
  path: string,
  calls: readonly Call[],
  around: Surroundings,
  ids: (name: string) => string,
): Lowered {
  const starts: Start[] = [];
  const builds = buildsOf(path, calls, around);
  for (const call of calls) {
    if (!starting.has(call.verb)) continue;
    const list = withOpenEnd(splitOptions(wordsOf(call, path)));
    // Without an image the command asks for help, or is not complete.
    if (list.operands.length === 0 && list.open === undefined) continue;
    starts.push({ call, list, workload: lowerStart(call, list, path, ids, builds) });
  }
  starts.push(...jobContainers(text, path, ids));
  return {
    starts: starts.filter(({ call }) => call === undefined || !isNeverStarted(call, calls)),
    declarations: declarationsOf(text, path, calls, starts, ids),
  };
}

/** Only created to take files out of its image: copied or exported from, and nothing in the file starts it. */
function isNeverStarted({ verb }: Call, calls: readonly Call[]): boolean {
  return (
    verb === 'create' &&
    calls.some((call) => call.verb === 'cp' || call.verb === 'export') &&
    !calls.some((call) => call.verb === 'start')
  );
}

/** A last word such as `"$@"` or `$ARGUMENTS` that may hold options as well as the image. */
function withOpenEnd(list: OptionList): OptionList {
  const [last, ...more] = list.operands;
  const names = last?.unresolved.join() ?? '';
  if (last?.text.length !== 1 || more.length > 0 || !/[@*]|arg|opt|flag|param|cmd/i.test(names)) return list;
  return { ...list, open: list.open ?? unknown(messages.noImage, last.place) };
}

function wordsOf({ code, words }: Call, path: string): readonly OptionWord[] {
  return words.map((word) => shellWord(word.text, { path, span: spanOf(code, word) }));
}

function spanOf(code: Call['code'], { start, end }: Span): Span {
  return sourceSpan(code, start, end);
}

/** Ids that stay unique: `path#name`, `path#name~2`. */
export function numbering(path: string): (name: string) => string {
  const seen = new Map<string, number>();
  return (name) => {
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    return `${path}#${name}${number === 1 ? '' : `~${number}`}`;
  };
}

function lowerStart(
  call: Call,
  list: OptionList,
  path: string,
  ids: (name: string) => string,
  builds: ReadonlyMap<string, Build>,
): ContainerWorkload {
  const [image, ...words] = list.operands;
  const base = defaultsOf(call.engine);
  const facts = optionFacts(list, base);
  const build = image === undefined ? undefined : builds.get(restore(image.text, image));
  const folder = list.options.find(({ name }) => name === 'rootfs');
  const reference =
    image === undefined
      ? unknown(messages.noImage)
      : folder === undefined
        ? imageFact(image)
        : unknown(messages.rootFolder, folder.value.place);
  const name = nameOf(list);
  const at = (span: Span): Place => ({ path, span });
  const { unit } = call.source;
  const command = commandOf(words);
  return {
    ...withImage({ ...facts, image: reference }, name),
    kind: 'container',
    role: 'service',
    id: ids(name),
    name,
    format: 'script',
    path,
    place: at(spanOf(call.code, call.head)),
    body: at(call.span),
    ...(command === undefined ? {} : { command }),
    ...(build === undefined ? {} : { build, builtHere: stated(true, build.place) }),
    ...lifetimeOf(call, list, facts.lifetime),
    ...(unit === undefined ? {} : unitFacts(unit, path, facts.restart)),
  };
}

/** The name that is given, else the last part of the image's. */
function nameOf({ options, operands }: OptionList): string {
  const given = options.findLast(({ name }) => name === 'name')?.value.text;
  if (given !== undefined && /^[\w.-]+$/.test(given)) return given;
  const image = operands[0];
  if (image === undefined) return 'container';
  const written = restore(image.text, image).replace(/[:@][^/]*$/, '');
  return /([\w.-]+)[^\w]*$/.exec(written)?.[1] ?? 'container';
}

function commandOf(words: readonly OptionWord[]): ContainerWorkload['command'] | undefined {
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const place: Place = {
    path: first.place.path,
    span: { start: first.place.span.start, end: Math.max(first.place.span.end, last.place.span.end) },
  };
  if (words.some(({ text }) => hasHole(text))) return unknown(messages.variableDecides, place);
  return stated({ form: 'exec', words: words.map(({ text }) => text) }, place);
}

function lifetimeOf(
  { source, verb }: Call,
  { options, open }: OptionList,
  said: ContainerWorkload['lifetime'],
): Partial<Pick<ContainerWorkload, 'lifetime'>> {
  if (source.unit !== undefined || said.state !== 'unknown' || open !== undefined || verb !== 'run')
    return {};
  const removed = options.find(({ name, value }) => name === 'rm' && value.text !== 'false');
  return removed === undefined ? {} : { lifetime: removedAtEnd(removed.value.place) };
}

/** What the unit says that keeps the container going. */
function unitFacts(
  unit: UnitFile,
  path: string,
  restart: ContainerWorkload['restart'],
): Partial<Pick<ContainerWorkload, 'restart' | 'lifetime'>> {
  const last = (key: string) => entriesOf(unit, 'Service').findLast((entry) => entry.key === key);
  const policy = last('Restart');
  const type = last('Type');
  const start = last('ExecStart');
  const place = (entry: { readonly span: Span } | undefined): Place => ({
    path,
    span: entry?.span ?? { start: 0, end: 0 },
  });
  return {
    lifetime: stated(type?.value.text === 'oneshot' ? 'job' : 'service', place(type ?? start)),
    ...(restart.state === 'stated' || policy === undefined
      ? {}
      : { restart: stated(policy.value.text, place(policy)) }),
  };
}

/** The builds of a file by the tag they give, as written. */
function buildsOf(path: string, calls: readonly Call[], around: Surroundings): ReadonlyMap<string, Build> {
  const builds = new Map<string, Build>();
  for (const call of calls) {
    if (call.verb !== 'build') continue;
    const words = wordsOf(call, path);
    const { values, contexts } = buildWords(words);
    const build: Build = {
      place: { path, span: call.span },
      dockerfile: dockerfileOf(call, values.get('file')?.at(-1), contexts[0], around, path),
      target: literal(values.get('target')?.at(-1)) ?? notStated,
      arguments: { items: (values.get('build-arg') ?? []).map(argumentOf) },
    };
    for (const tag of values.get('tag') ?? []) builds.set(restore(tag.text, tag), build);
  }
  return builds;
}

const buildNames: Readonly<Record<string, string>> = { f: 'file', t: 'tag' };
/** Options of `build` that take no value. */
const buildSwitches =
  /^(?:pull|push|load|no-cache|quiet|q|rm|force-rm|squash|compress|disable-content-trust|sbom|provenance|layers|check|D|tls-verify|all-platforms|isolation)$/;

/** The values of the options of `build` by their long names, and the words that are none. */
function buildWords(words: readonly OptionWord[]) {
  const values = new Map<string, OptionWord[]>();
  const contexts: OptionWord[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    const [, dashes, written = '', equals, value = ''] = /^(--?)([\w-]+)(=?)(.*)$/s.exec(word.text) ?? [];
    if (dashes === undefined) {
      contexts.push(word);
      continue;
    }
    const short = dashes === '-' && written.length > 1 && equals === '' ? written.charAt(0) : written;
    const name = buildNames[short] ?? short;
    const joined = short === written ? (equals === '' ? undefined : value) : written.slice(1) + value;
    if (joined === undefined && buildSwitches.test(name)) continue;
    const given = joined === undefined ? words[++at] : { ...word, text: joined };
    if (given !== undefined) values.set(name, [...(values.get(name) ?? []), given]);
  }
  return { values, contexts };
}

function literal(word: OptionWord | undefined): Fact<string> | undefined {
  if (word === undefined) return undefined;
  return hasHole(word.text) ? unknown(messages.variableDecides, word.place) : stated(word.text, word.place);
}

function argumentOf(word: OptionWord): Known<Label> {
  const [, key = word.text, value] = /^([^=]*)=(.*)$/s.exec(word.text) ?? [];
  const open = value === undefined || hasHole(value);
  return stated(
    { key, value: open ? unknown(messages.variableDecides, word.place) : stated(value, word.place) },
    word.place,
  );
}

/** The folder of the script, as scripts themselves write it. */
const ownFolder = /^(?:\$\{?(?:PWD|CI_PROJECT_DIR|GITHUB_WORKSPACE)\}?|\$\(pwd\))(?=\/|$)/;
/** How many folders above the script are asked. */
const mostFolders = 6;

/** The Dockerfile of a build: scripts run from their own folder or from one above, mostly the project's. */
function dockerfileOf(
  { code, head }: Call,
  file: OptionWord | undefined,
  context: OptionWord | undefined,
  around: Surroundings,
  path: string,
): Fact<string> {
  const word = file ?? context;
  const missing = unknown(messages.noDockerfile, word?.place);
  const inside = (given: OptionWord): string => restore(given.text, given).replace(ownFolder, '.');
  const name =
    file === undefined ? `${context === undefined ? '.' : inside(context)}/Dockerfile` : inside(file);
  if (word === undefined || /[$`]|:\/\/|^-/.test(name)) return missing;
  // A change of the folder before it leaves open what the path is relative to.
  if (/(?:^|[\s;&|(])(?:cd|pushd)[ \t]/.test(code.text.slice(0, head.start))) return missing;
  let folder = folderOf(path);
  for (let count = 0; count < mostFolders; count++) {
    const found = resolvePath(folder, name);
    if (around.text(found) !== undefined) return stated(found, word.place);
    if (folder === '' || folder.endsWith('/..') || folder === '..') break;
    folder = folderOf(folder);
  }
  return missing;
}

/** Commands that keep containers or images as files, starts of the engine, and addresses of engines. */
function declarationsOf(
  text: string,
  path: string,
  calls: readonly Call[],
  starts: readonly Start[],
  ids: (name: string) => string,
): readonly EngineCommand[] {
  const found: EngineCommand[] = [];
  const add = (
    command: string,
    span: Span,
    body: Span,
    rest: Pick<EngineCommand, 'arguments' | 'output' | 'madeHere'>,
  ) =>
    found.push({
      kind: 'engine-command',
      id: ids(command),
      name: command,
      format: 'script',
      path,
      place: { path, span },
      body: { path, span: body },
      command,
      ...rest,
    });
  for (const call of calls) {
    if (!storing.has(call.verb) && call.verb !== 'dockerd') continue;
    const words = wordsOf(call, path);
    const open = words.find(({ text: word }) => hasHole(word));
    const items = words.map((word) => stated(restore(word.text, word), word.place));
    add(call.verb, spanOf(call.code, call.head), call.span, {
      arguments:
        open === undefined
          ? complete(items)
          : incomplete(items, unknown(messages.variableDecides, open.place)),
      output: outputOf(text, call, words),
      madeHere: call.verb === 'dockerd' ? notStated : madeHere(call, words, calls, starts),
    });
  }
  for (const { 1: address = '', index, 0: written } of text.matchAll(
    /(?<![\w#])DOCKER_HOST["']?[ \t]*[:=][ \t]*["']?(tcp:\/\/[^\s"';]+)/g,
  )) {
    const lineStart = text.lastIndexOf('\n', index) + 1;
    if (/^[ \t]*(?:#|\/\/)/.test(text.slice(lineStart, index))) continue;
    const span = { start: index, end: index + written.length };
    add('DOCKER_HOST', span, span, {
      arguments: complete([stated(address, { path, span })]),
      output: notStated,
      madeHere: notStated,
    });
  }
  return found;
}

/** Where the result goes: `-o FILE`, `> FILE`, `| program`. */
function outputOf(text: string, { span }: Call, words: readonly OptionWord[]): Fact<string> {
  const option = words.findIndex(({ text: word }) => /^(?:-o|--output)(?:=|$)/.test(word));
  const written = words[option];
  const file = written === undefined || written.text.includes('=') ? written : words[option + 1];
  if (file !== undefined)
    return stated(restore(file.text, file).replace(/^(?:-o|--output)=/, ''), file.place);
  const behind = text.slice(span.end, span.end + 300);
  const [all, target = ''] =
    /^[ \t]*(?:\\\r?\n[ \t]*)?(?:\d?>{1,2}[ \t]*([^\n;&|]+)|\|(?!\|)[^\n;&]+)/.exec(behind) ?? [];
  if (all === undefined) return notStated;
  const place = { path: words[0]?.place.path ?? '', span: { start: span.end, end: span.end + all.length } };
  return stated((target === '' ? all : target).trim(), place);
}

/** Whether the file starts the container, or builds or pulls the image, that a command is about. */
function madeHere(
  { verb }: Call,
  words: readonly OptionWord[],
  calls: readonly Call[],
  starts: readonly Start[],
): Fact<boolean> {
  const subject = words.find(({ text }) => !text.startsWith('-'));
  const no = (place: Place | undefined): Fact<boolean> =>
    place === undefined ? notStated : stated(false, place);
  if (verb === 'save' || verb === 'load') {
    const maker = calls.find(({ verb: other }) => /^(?:build|pull|tag|bake|compose)$/.test(other));
    return maker === undefined
      ? no(subject?.place)
      : stated(true, { path: subject?.place.path ?? '', span: maker.span });
  }
  if (subject === undefined || starts.length === 0) return no(subject?.place);
  // A variable holds what one of the calls gave.
  const start = hasHole(subject.text)
    ? starts[0]
    : starts.find(({ workload }) => workload.name === subject.text);
  if (start !== undefined) return stated(true, start.workload.place);
  return starts.some(({ list }) => hasOpenName(list))
    ? unknown(messages.variableDecides, subject.place)
    : stated(false, subject.place);
}

/** Whether a variable may give the container its name. */
function hasOpenName({ options, open }: OptionList): boolean {
  return open !== undefined || options.some(({ name, value }) => name === 'name' && hasHole(value.text));
}
