// The files around a text, from the file system: read when asked for, and read again when they changed.
import { readdirSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FileSource } from '../service/project';
import { readText, walk } from './files';

interface Kept<T> {
  /** Modification time and size, or nothing for what is not there. */
  readonly stamp: string | undefined;
  readonly value: T;
}

/** How a file source is asked. */
interface Options {
  /** `paths`: of the file system; `uris`: of an editor, of which only those of files lead anywhere. */
  readonly by: 'paths' | 'uris';
  /** Nothing changes while it is in use, as in one run of a command. */
  readonly steady: boolean;
}

/**
 * Texts and names of the file system. All that was asked for is remembered as long as it lives: of a server, the files that
 * its documents refer to and the names of berth.yaml files looked for, each of at most `largestFile`.
 */
export function fileSource({ by, steady }: Options): FileSource {
  const systemPath = by === 'paths' ? (path: string) => path || '.' : fileOfUri;
  const texts = new Map<string, Kept<string | undefined>>();
  const folders = new Map<string, Kept<readonly string[]>>();
  function kept<T>(known: Map<string, Kept<T>>, path: string, read: (file: string) => T, none: T): T {
    const last = known.get(path);
    if (last !== undefined && steady) return last.value;
    const file = systemPath(path);
    const stamp = file === undefined ? undefined : stampOf(file);
    if (last !== undefined && last.stamp === stamp) return last.value;
    const value = file === undefined || stamp === undefined ? none : attempt(() => read(file), none);
    known.set(path, { stamp, value });
    return value;
  }
  const trees = new Map<string, { readonly until: number; readonly paths: readonly string[] }>();
  return {
    text: (path) => kept(texts, path, (file) => readText(file).text, undefined),
    names: (folder) => kept(folders, folder, namesIn, []),
    below(folder) {
      const last = trees.get(folder);
      if (last !== undefined && (steady || Date.now() < last.until)) return last.paths;
      const start = systemPath(folder);
      const found = start === undefined ? [] : below(start);
      const paths = by === 'paths' ? found : found.map((file) => pathToFileURL(file).href);
      trees.set(folder, { until: Date.now() + treeAge, paths });
      return paths;
    },
  };
}

/** How old the list of all files below a folder may be, in milliseconds: a walk through a large repository takes a while. */
const treeAge = 5000;

function below(folder: string): readonly string[] {
  const paths: string[] = [];
  // Folders that cannot be read are said where the user asks for them.
  walk(folder, { file: (path) => paths.push(path.split(sep).join('/')), failure: () => {} });
  return paths;
}

function namesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}

function fileOfUri(uri: string): string | undefined {
  return uri.startsWith('file:') ? attempt(() => fileURLToPath(uri), undefined) : undefined;
}

/** Of files and folders only: devices and pipes that a text names are never opened, they may never end. */
function stampOf(file: string): string | undefined {
  const stats = attempt(() => statSync(file, { throwIfNoEntry: false }), undefined);
  return stats?.isFile() || stats?.isDirectory() ? `${stats.mtimeMs} ${stats.size}` : undefined;
}

/** What cannot be read counts as missing: the fact that needs it is then unknown, and says which file. */
function attempt<T>(action: () => T, otherwise: T): T {
  try {
    return action();
  } catch {
    return otherwise;
  }
}
