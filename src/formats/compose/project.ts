// Finds the files that make a Compose project and its services, each with the layers it is made of.
import { isKnown, notStated, type Unknown, unknown } from '../../core/fact';
import type { Problem } from '../../core/format';
import type { Message } from '../../core/message';
import { fileNameOf, folderOf, resolvePath } from '../../core/path';
import type { Place } from '../../core/span';
import { forwardSlashes, isElsewhere } from '../container-options/values';
import type { Surroundings } from '../format';
import { resolve, type YamlReader } from '../yaml/tree';
import { type Broken, type Open, walkLayers } from './layers';
import * as messages from './messages';
import { type ComposeFile, parse, type ServiceNode } from './parse';
import { emptyScope, type Scope, within } from './scope';
import { entriesOf, type Layer, longForm, type Section, section } from './section';
import { type Found, placeIn, plainItem, type Source } from './words';

/** A service with the statements that its facts are made of. */
export interface Service {
  readonly id: string;
  readonly name: string;
  /** Its own key: the one in the base file of its project, not in what overrides or extends it. */
  readonly source: Source;
  readonly key: ServiceNode;
  readonly section: Section;
  /** The top levels of its project's files, which declare volumes. */
  readonly root: Section;
  /** Where another service waits for its end. */
  readonly awaited?: Place;
  /** Two services made of the same things, variables and files it names (`env_file`), have the same facts. */
  readonly madeOf: readonly unknown[];
}

/** A project as one of its files shows it. */
export interface Project {
  readonly file: ComposeFile;
  /** The services of the project's own files first, then those of included ones. */
  readonly services: readonly Service[];
  /** About includes of the file that is read. */
  readonly problems: readonly Problem[];
}

/** Files that are merged over each other, with what is known about those that could not be read. */
interface Group {
  /** The weakest first. */
  readonly sources: readonly Source[];
  readonly gap?: Unknown;
}

/** Most files that one reading follows. */
const maxFiles = 64;

/** The names Compose looks for, in its order. */
const baseNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const overrideNames = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/** The project that the file at `path` belongs to. Total; follows a bounded number of files. */
export function projectOf(path: string, text: string, around: Surroundings, reader: YamlReader): Project {
  const file = parse(text);
  const problems: Problem[] = [];
  const groups: Group[] = [];
  const opened = new Set<string>();
  /** The first files of the includes so far: what two of them include is there once. */
  const seen = new Set<string>();

  /** The file at a path; its relative paths start from `folder`. */
  function open(wanted: string, folder: string, scope: Scope): Source | Message {
    const content = wanted === path ? text : around.text(wanted);
    if (content === undefined) return messages.missingInclude(fileNameOf(wanted));
    opened.add(wanted);
    if (opened.size > maxFiles) return messages.tooManyFiles;
    return { path: wanted, file: wanted === path ? file : parse(content), reader, folder, scope };
  }

  function openAll(
    paths: readonly string[],
    folder: string,
    scope: Scope,
    report: (message: Message) => void,
  ): Group {
    const sources: Source[] = [];
    let gap: Unknown | undefined;
    for (const wanted of paths) {
      const source = open(wanted, folder, scope);
      if ('path' in source) sources.push(source);
      else {
        gap = unknown(messages.missingFile(fileNameOf(wanted)));
        report(source);
      }
    }
    return gap === undefined ? { sources } : { sources, gap };
  }

  /** Adds a group and everything that it includes; `chain` are the first files of the groups on the way to it. */
  function add(group: Group, chain: readonly string[]): void {
    groups.push(group);
    for (const source of group.sources) {
      for (const { root } of source.file.documents) {
        const found = section([{ source, map: root }]).get('include');
        const entries = found === undefined ? [] : entriesOf(found);
        if ('state' in entries) continue;
        for (const entry of entries) include(entry, chain);
      }
    }
  }

  function include(entry: Found, chain: readonly string[]): void {
    if (reader.exhausted()) return;
    const { source, place } = entry;
    const report = (message: Message): void => {
      if (source.path === path) problems.push({ span: place.span, message });
    };
    const included = includeOf(entry, around);
    const [first] = included?.files ?? [];
    if (included === undefined || first === undefined) report(messages.unreadInclude);
    else if (chain.includes(first)) report(messages.includesItself(fileNameOf(first)));
    else if (!seen.has(first)) {
      seen.add(first);
      add(openAll(included.files, included.folder, included.scope, report), [...chain, first]);
    }
  }

  const { files, scope } = filesOf(path, around, reader);
  const [base = path] = files;
  const own = openAll(files, folderOf(base), scope, () => undefined);
  add(own, [base, path]);
  const named = new Map<string, Service>();
  const awaited = new Map<string, Place>();
  const drafts = groups.flatMap((group) => servicesOf(group, open));
  for (const { layers } of drafts) for (const [name, place] of waits(layers)) awaited.set(name, place);
  const said = new Set<number>();
  for (const { place, why } of drafts.flatMap((draft) => draft.broken)) {
    // What several services inherit through one statement is said once.
    if (place.path !== path || said.has(place.span.start)) continue;
    said.add(place.span.start);
    problems.push({ span: place.span, message: messages.brokenExtends(why) });
  }
  for (const draft of drafts) {
    const service = completed(draft, awaited.get(draft.key.name));
    if (service !== undefined && !named.has(service.id)) named.set(service.id, service);
  }
  return { file, services: [...named.values()], problems };
}

/** The files that Compose merges when it is started beside `path`, if that is one of them; else the file alone. */
function filesOf(
  path: string,
  around: Surroundings,
  reader: YamlReader,
): { readonly files: readonly string[]; readonly scope: Scope } {
  const folder = folderOf(path);
  const at = (name: string): string => {
    const resolved = resolvePath(folder, forwardSlashes(name));
    return resolved === resolvePath(folder, fileNameOf(path)) ? path : resolved;
  };
  const environment = at('.env');
  const text = around.text(environment);
  const scope = within(emptyScope(), text === undefined ? [] : [{ path: environment, text }], reader);
  const stated = scope.lookup('COMPOSE_FILE')?.text;
  if (stated !== undefined && stated !== '') {
    const files = stated.split(stated.includes(';') ? ';' : ':').map((name) => at(name.trim()));
    return { files: files.includes(path) ? files : [path], scope };
  }
  const own = fileNameOf(path);
  if (!baseNames.includes(own) && !overrideNames.includes(own)) return { files: [path], scope };
  const names = new Set([...around.names(folder), own]);
  const base = baseNames.find((name) => names.has(name));
  const override = overrideNames.find((name) => names.has(name));
  const files = [base, override].flatMap((name) => (name === undefined ? [] : [at(name)]));
  return { files: base !== undefined && files.includes(path) ? files : [path], scope };
}

/** What an entry of `include` names; `undefined` where a variable decides it or it is on another machine. */
function includeOf(
  entry: Found,
  around: Surroundings,
): { readonly files: readonly string[]; readonly folder: string; readonly scope: Scope } | undefined {
  const { source } = entry;
  const at = (reference: string): string => resolvePath(source.folder, forwardSlashes(reference));
  const long = longForm(entry, 'path');
  const paths = long.list('path', plainItem);
  const written = paths.items.map(({ value }) => value);
  const folder = long.scalar('project_directory', (name) => name || undefined, notStated);
  const environment = long.list('env_file', plainItem);
  const open = [paths, environment].some(({ rest }) => rest !== undefined);
  if (open || (folder !== notStated && !isKnown(folder)) || written.some(isElsewhere)) return undefined;
  const files = written.map(at);
  const home = isKnown(folder) ? at(folder.value) : folderOf(files[0] ?? source.path);
  const stated = environment.items.map(({ value }) => at(value));
  const texts = (stated.length === 0 ? [resolvePath(home, '.env')] : stated).flatMap((path) => {
    const text = around.text(path);
    return text === undefined ? [] : [{ path, text }];
  });
  return { files, folder: home, scope: within(source.scope, texts, source.reader) };
}

/** A service before it is known who waits for it. */
interface Draft {
  readonly source: Source;
  readonly key: ServiceNode;
  readonly layers: readonly Layer[];
  readonly root: Section;
  readonly group: Group;
  readonly gap?: Unknown;
  readonly broken: readonly Broken[];
}

/** The services of files that are merged over each other. */
function servicesOf(group: Group, open: Open): readonly Draft[] {
  const documents = group.sources.flatMap((source) =>
    source.file.documents.map((document) => ({ source, ...document })),
  );
  const root = section(documents.map(({ source, root: map }) => ({ source, map })).toReversed());
  const keys = new Map<string, { readonly source: Source; readonly key: ServiceNode }>();
  for (const { source, services } of documents) {
    for (const [name, key] of services) {
      source.reader.take(1);
      if (source.reader.exhausted()) break;
      if (key.map !== undefined && !keys.has(name)) keys.set(name, { source, key });
    }
  }
  return [...keys].map(([name, own]) => {
    const walk = walkLayers(open);
    walk.add(group.sources, name, []);
    const gap = walk.gap() ?? group.gap ?? overrideAlone(group) ?? walk.damage();
    return {
      ...own,
      layers: walk.layers,
      broken: walk.broken,
      root,
      group,
      ...(gap === undefined ? {} : { gap }),
    };
  });
}

/** What an override file says is not all, where nothing tells which file it overrides. */
function overrideAlone({ sources }: Group): Unknown | undefined {
  const [only, more] = sources;
  const alone = only !== undefined && more === undefined && /\.override\.ya?ml$/i.test(only.path);
  return alone ? unknown(messages.override) : undefined;
}

/** The services that a service lets end before it starts. */
function waits(layers: readonly Layer[]): readonly (readonly [service: string, place: Place])[] {
  const dependencies = section(layers).inner('depends_on');
  return dependencies.layers.flatMap(({ source, map }) =>
    source.reader.pairs(map).flatMap(({ name, value }) => {
      const long = resolve(value);
      const pair = long?.kind === 'map' ? source.reader.get(long, 'condition') : undefined;
      const condition = pair === undefined ? undefined : resolve(pair.value);
      const awaited = condition?.kind === 'scalar' && condition.text === 'service_completed_successfully';
      return name === undefined || pair === undefined || !awaited
        ? []
        : [[name, placeIn(source, pair.span)] as const];
    }),
  );
}

function completed({ source, key, layers, root, group, gap }: Draft, awaited?: Place): Service | undefined {
  if (layers.length === 0) return undefined;
  const whole = section(layers, gap);
  // A provider manages the service with a program of its own; there is no container.
  if (whole.get('provider') !== undefined) return undefined;
  const partial = whole.get('image') === undefined && whole.get('build') === undefined;
  const elsewhere = gap ?? (partial ? unknown(messages.partial) : undefined);
  const { name } = key;
  return {
    id: `${source.path}#${name}`,
    name,
    source,
    key,
    section: section(layers, elsewhere),
    root,
    ...(awaited === undefined ? {} : { awaited }),
    madeOf: [
      ...layers.flatMap(({ source: from, map }) => [map, from.path, from.folder]),
      ...group.sources.flatMap((from) => [from.file, from.path]),
      JSON.stringify([elsewhere, awaited]),
    ],
  };
}
