// The berth.yaml that holds for a text: the nearest one upward, read when there is one.
import { configurationNames } from '../core/configuration-name';
import type { Declaration } from '../core/declaration';
import type { Problem } from '../core/format';
import { resolvePath } from '../core/path';
import type { Reading } from '../formats/format';
import type { ConfigurationReading, NamedFile } from '../workspace/configuration';
import { foldersUp } from './folders';
import type { Readers, Recorder } from './project';

type Module = typeof import('../workspace/configuration');

/** How far up it is looked for, in folders: more than any project nests. */
const levelsUp = 32;

let module: Module | undefined;
/** By path: as many as the workspace has files of that name. */
const readings = new Map<string, { readonly text: string; readonly read: ConfigurationReading }>();

/** The reader of configurations; `undefined` while it is being loaded. */
function readerFor(ask: Recorder): Module | undefined {
  if (module === undefined)
    ask.await(
      import('../workspace/configuration').then((loaded) => {
        module = loaded;
      }),
    );
  return module;
}

/** A configuration, read. The same text gives the same object, by which rules know that nothing changed. */
function readCached({ readConfiguration }: Module, path: string, text: string): ConfigurationReading {
  const known = readings.get(path);
  if (known?.text === text) return known.read;
  const read = readConfiguration(text, path);
  readings.set(path, { text, read });
  return read;
}

/** What holds for a file. */
export interface Found {
  readonly module: Module;
  readonly read: ConfigurationReading;
}

/** The configuration nearest to a file, in its folder or above. */
export function configurationFor(path: string, ask: Recorder): Found | undefined {
  const { around } = ask;
  // A repository has its own configuration, or none.
  for (const folder of foldersUp(path, around, levelsUp)) {
    for (const name of configurationNames) {
      const file = resolvePath(folder, name);
      const text = around.text(file);
      if (text === undefined) continue;
      const reader = readerFor(ask);
      return reader && { module: reader, read: readCached(reader, file, text) };
    }
  }
  return undefined;
}

/** What a file that a berth.yaml names must declare, by the key that names it. */
const expected = { posture: 'engine', host: 'hypervisor-host' } as const;

/** The declaration that a berth.yaml refers to in another file: of its engine, or of its host. */
export function declarationIn(
  path: string,
  key: keyof typeof expected,
  { around }: Recorder,
  readers: Readers,
): Declaration | undefined {
  const text = around.text(path);
  const declarations = text === undefined ? [] : (readers.read(path, text)?.declarations ?? []);
  return declarations.find(({ kind }) => kind === expected[key]);
}

/** What is wrong with a file that is named, if anything. */
function faultOf(
  file: NamedFile | undefined,
  key: keyof typeof expected,
  { namedFileProblem }: Module,
  ask: Recorder,
  readers: Readers,
): readonly Problem[] {
  if (file === undefined || declarationIn(file.path, key, ask, readers) !== undefined) return [];
  const isMissing = ask.around.text(file.path) === undefined;
  return [namedFileProblem(file, isMissing ? 'missing' : key === 'posture' ? 'no-engine' : 'no-host')];
}

/** A berth.yaml that is analysed itself: it has no workloads, but problems. */
export function readConfigurationFile(
  path: string,
  text: string,
  ask: Recorder,
  readers: Readers,
): Reading | undefined {
  const reader = readerFor(ask);
  if (reader === undefined) return undefined;
  const { configuration, problems } = readCached(reader, path, text);
  const { postureFile, hostFile } = configuration;
  return {
    problems: [
      ...problems,
      ...faultOf(postureFile, 'posture', reader, ask, readers),
      ...faultOf(hostFile, 'host', reader, ask, readers),
    ],
    workloads: [],
    comments: [],
    edits: () => undefined,
    statementAt: () => ({ start: 0, end: text.length }),
  };
}
