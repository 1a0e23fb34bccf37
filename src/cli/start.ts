#!/usr/bin/env node
// Starts the command line with the machine-ready code the build left beside the bundles: compiling them is what a short run waits for.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Script } from 'node:vm';
import { preferQuickStart } from '../runtime/short-run';

/** Bundles that a run over files loads; each may have a code cache beside it. */
const cached = ['./berth.js', './yaml.js'];

const loaded = new Map<string, unknown>();

/** Loads a bundle as `require` does; without a cache of this very Node and bundle it is compiled as usual. */
function load(id: string): unknown {
  if (!cached.includes(id)) return require(id);
  const known = loaded.get(id);
  if (known !== undefined) return known;
  const filename = join(__dirname, basename(id));
  // The build writes these in ASCII only, which is quickest to read as what it is.
  const source = readFileSync(filename, 'latin1');
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename,
    cachedData: cacheOf(filename),
  });
  const module = { exports: {} };
  // The text above is a function of these five.
  const run = script.runInThisContext() as (...values: readonly unknown[]) => void;
  run(module.exports, load, module, filename, __dirname);
  loaded.set(id, module.exports);
  return module.exports;
}

function cacheOf(filename: string): Buffer | undefined {
  try {
    return readFileSync(filename.replace(/js$/, 'cache'));
  } catch {
    return undefined; // Not built for production, or packed without.
  }
}

// Every other command is over within seconds. A code cache holds only under the flags it was made with.
if (!process.argv.includes('lsp')) preferQuickStart();
load('./berth.js');
