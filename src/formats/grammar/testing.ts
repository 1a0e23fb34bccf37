// Grammars for tests: reads the WebAssembly files from node_modules.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Grammar, type GrammarFiles, type GrammarId, loadGrammar } from './grammar';

const find = createRequire(join(process.cwd(), 'package.json'));

/** The files as the installed packages hold them. */
export const installedGrammarFiles: GrammarFiles = {
  read: (file) => {
    const path =
      file === 'tree-sitter.wasm'
        ? find.resolve('web-tree-sitter/web-tree-sitter.wasm')
        : join(dirname(find.resolve('@vscode/tree-sitter-wasm')), file);
    return readFile(path);
  },
};

/** A grammar loaded from the installed packages. */
export function testGrammar(id: GrammarId): Promise<Grammar> {
  return loadGrammar(id, installedGrammarFiles);
}
