// The grammar files that are shipped beside the bundle.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { GrammarFiles } from '../formats/grammar/grammar';

/** Grammar files in `folder`. */
export function grammarFilesIn(folder: string): GrammarFiles {
  return { read: (file) => readFile(join(folder, file)) };
}

/**
 * Keeps V8 from optimising WebAssembly in this process. A run that ends in a second loses more by optimising a grammar
 * than it wins; a language server lives long enough to win.
 */
export function leaveGrammarsUnoptimised(): void {
  setFlagsFromString('--liftoff-only');
}
