// The shared material beside the project: cases with expected results, and real files of other people.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileNameOf, folderOf } from '../../src/core/path';
import { installedGrammarFiles } from '../../src/formats/grammar/testing';
import { type Analysis, type AnalysisContext, createAnalyst, recognise } from '../../src/service/analysis';
import { decode } from '../../src/service/decode';

/** Where the shared material is, or would be. */
export const shared = resolve(import.meta.dirname, '../../../shared');

/** The day on which all end-of-life dates are judged. */
export const context: AnalysisContext = { host: {}, today: '2026-11-21' };

/** Whether the shared material is there; without it, the corpus run has nothing to say. */
export function sharedExists(): boolean {
  return existsSync(join(shared, 'corpus'));
}

/** Parsed JSON below the shared folder. The type is the caller's claim about a file of ours. */
export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(shared, path), 'utf8')) as T;
}

/**
 * Where a file of the shared folder lies in the project it was taken from. The corpus keeps a folder for each format, with
 * the files of one project in several of them: here they are beside each other again, so that one finds the other. Other
 * tools' samples stay apart, since their names repeat.
 */
export function projectPath(path: string): string {
  const [, rest] = /^corpus\/(?!peer_)[^/]+\/(.+)$/.exec(path) ?? [];
  return rest === undefined ? path : `corpus/${rest}`;
}

/** The files of the shared folder, as paths below it, in the order of names. */
export function sharedFiles(folder: string): string[] {
  return readdirSync(join(shared, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(shared, join(entry.parentPath, entry.name)))
    .sort();
}

interface Disk {
  /** Files below the shared folder, by their path in the project. */
  readonly files: ReadonlyMap<string, string>;
  /** Names of files by folder. */
  readonly names: ReadonlyMap<string, readonly string[]>;
}

let read: Disk | undefined;

function disk(): Disk {
  if (read !== undefined) return read;
  const files = new Map<string, string>();
  const names = new Map<string, string[]>();
  for (const file of [...sharedFiles('corpus'), ...sharedFiles('cases/placement')]) {
    const path = projectPath(file);
    if (files.has(path)) continue;
    files.set(path, file);
    const folder = folderOf(path);
    names.set(folder, [...(names.get(folder) ?? []), fileNameOf(path)].sort());
  }
  read = { files, names };
  return read;
}

const texts = new Map<string, string | undefined>();

/** The text of a file below the shared folder; `undefined` where it cannot be decoded. */
export function textOf(file: string): string | undefined {
  if (!texts.has(file)) texts.set(file, decode(readFileSync(join(shared, file))).text);
  return texts.get(file);
}

const analyst = createAnalyst(installedGrammarFiles, {
  text(path) {
    const file = disk().files.get(path);
    return file === undefined ? undefined : textOf(file);
  },
  names: (folder) => disk().names.get(folder) ?? [],
});

/** The analysis of a text under a name, or `undefined` when it is not ours. */
export function analyseText(path: string, text: string): Promise<Analysis | undefined> {
  const known = recognise(path, () => text);
  return known === undefined ? Promise.resolve(undefined) : analyst.analyse(path, { text }, context, known);
}

const cache = new Map<string, Promise<Analysis | undefined>>();

/** The analysis of a file below the shared folder as a part of its project, made once. */
export function analyseFile(file: string): Promise<Analysis | undefined> {
  const known = cache.get(file);
  if (known !== undefined) return known;
  const text = textOf(file);
  const analysis = text === undefined ? Promise.resolve(undefined) : analyseText(projectPath(file), text);
  cache.set(file, analysis);
  return analysis;
}
