// The grammar files that are shipped beside the bundle.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GrammarFiles } from '../formats/grammar/grammar';

/** Grammar files in `folder`. */
export function grammarFilesIn(folder: string): GrammarFiles {
  // Once per process; the pieces in which the asynchronous way reads two megabytes cost a short run 3 ms.
  return { read: async (file) => readFileSync(join(folder, file)) };
}
