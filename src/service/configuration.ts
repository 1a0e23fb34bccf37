// The berth.yaml that holds for a text: the nearest one upward, read when there is one.
import { configurationNames } from '../core/configuration-name';
import { resolvePath } from '../core/path';
import type { Reading } from '../formats/format';
import type { ConfigurationReading } from '../workspace/configuration';
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

/** Why the file that `posture.file` names tells nothing, if so. */
function postureFault(
  path: string,
  { around }: Recorder,
  readers: Readers,
): 'missing' | 'no-engine' | undefined {
  const text = around.text(path);
  if (text === undefined) return 'missing';
  const declarations = readers.read(path, text)?.declarations ?? [];
  return declarations.some(({ kind }) => kind === 'engine') ? undefined : 'no-engine';
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
  const { postureFile } = configuration;
  const fault = postureFile && postureFault(postureFile.path, ask, readers);
  return {
    problems:
      postureFile === undefined || fault === undefined
        ? problems
        : [...problems, reader.postureFileProblem(postureFile, fault)],
    workloads: [],
    comments: [],
    edits: () => undefined,
    statementAt: () => ({ start: 0, end: text.length }),
  };
}
