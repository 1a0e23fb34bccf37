// The folders around a file, as far as its repository goes.
import { folderAbove, folderOf, resolvePath } from '../core/path';
import type { Surroundings } from '../formats/format';

/** The folder of a file and those above it, the nearest first: at most `levels` above, none above the repository's root. */
export function* foldersUp(path: string, around: Surroundings, levels: number): Generator<string, void> {
  let folder = folderOf(path);
  for (let level = 0; level <= levels; level++) {
    yield folder;
    const above = folderAbove(folder);
    if (above === folder || isRoot(folder, around)) return;
    folder = above;
  }
}

/** Whether a folder is the root of a repository. */
function isRoot(folder: string, around: Surroundings): boolean {
  return around.text(resolvePath(folder, '.git/HEAD')) !== undefined;
}
