// The grammar files that are shipped beside the bundle.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GrammarFiles } from '../formats/grammar/grammar';

/** Grammar files in `folder`. */
export function grammarFilesIn(folder: string): GrammarFiles {
  return { read: (file) => readFile(join(folder, file)) };
}
