// The shared material beside the project: cases with expected results, and real files of other people.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { installedGrammarFiles } from '../../src/formats/grammar/testing';
import { type Analysis, type AnalysisContext, createAnalyst, recognise } from '../../src/service/analysis';
import { decode } from '../../src/service/decode';

/** Where the shared material is, or would be. */
export const shared = resolve(import.meta.dirname, '../../../shared');

/** The day on which all end-of-life dates are judged. */
export const context: AnalysisContext = { host: {}, today: '2026-11-21' };

const analyst = createAnalyst(installedGrammarFiles);

/** Whether the shared material is there; without it, the corpus run has nothing to say. */
export function sharedExists(): boolean {
  return existsSync(join(shared, 'corpus'));
}

/** Parsed JSON below the shared folder. The type is the caller's claim about a file of ours. */
export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(shared, path), 'utf8')) as T;
}

/** The analysis of a text under a name, or `undefined` when it is not ours. */
export function analyseText(path: string, text: string): Promise<Analysis | undefined> {
  const known = recognise(path, () => text);
  return known === undefined ? Promise.resolve(undefined) : analyst.analyse(path, { text }, context, known);
}

const cache = new Map<string, Promise<Analysis | undefined>>();

/** The analysis of a file below the shared folder, made once. */
export function analyseFile(path: string): Promise<Analysis | undefined> {
  const known = cache.get(path);
  if (known !== undefined) return known;
  const { text } = decode(readFileSync(join(shared, path)));
  const analysis = text === undefined ? Promise.resolve(undefined) : analyseText(corpusName(path), text);
  cache.set(path, analysis);
  return analysis;
}

/** Files of the corpus keep their names, but folders of the corpus are not part of the file's own path. */
function corpusName(path: string): string {
  return join(dirname(path), path.split('/').at(-1) ?? path);
}
