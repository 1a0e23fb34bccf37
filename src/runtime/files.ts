// Finds files below folders, respecting .gitignore, and reads them.
import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { type Decoded, decode, sizeProblem } from '../service/decode';

/** A folder whose .gitignore speaks about what lies below it. */
interface IgnoreFile {
  readonly folder: string;
  readonly rules: Ignore;
}

/** Folders that are never definitions of the project: the repository's own data and installed packages. */
const neverEntered = new Set(['.git', 'node_modules', '.vagrant']);

/** What a walk meets. */
export interface Visitor {
  file(path: string): void;
  /** A folder or .gitignore that cannot be read; the walk goes on. */
  failure(path: string, error: Error): void;
}

/** Visits every file below `folder` that .gitignore does not exclude, in the order of names. Links are not followed. */
export function walk(folder: string, visitor: Visitor): void {
  const start = resolve(folder);
  visit(folder, ignoreFilesAbove(start, visitor), visitor);
}

function visit(folder: string, inherited: readonly IgnoreFile[], visitor: Visitor): void {
  const entries = attempt(folder, visitor, () => readdirSync(folder, { withFileTypes: true }));
  if (entries === undefined) return;
  const own = entries.some((entry) => entry.name === '.gitignore') ? ignoreFile(folder, visitor) : undefined;
  const ignores = own === undefined ? inherited : [...inherited, own];
  entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  for (const entry of entries) {
    const isFolder = entry.isDirectory();
    if (!isFolder && !entry.isFile()) continue;
    if (isFolder && neverEntered.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (ignores.length > 0 && isIgnored(resolve(path), isFolder, ignores)) continue;
    if (isFolder) visit(path, ignores, visitor);
    else visitor.file(path);
  }
}

function isIgnored(path: string, isFolder: boolean, ignores: readonly IgnoreFile[]): boolean {
  // A deeper .gitignore has the last word, as in git.
  for (let i = ignores.length - 1; i >= 0; i--) {
    const file = ignores[i];
    if (file === undefined) continue;
    const name = relative(file.folder, path).split(sep).join('/') + (isFolder ? '/' : '');
    const result = file.rules.test(name);
    if (result.ignored) return true;
    if (result.unignored) return false;
  }
  return false;
}

function ignoreFile(folder: string, visitor: Visitor): IgnoreFile | undefined {
  const path = join(folder, '.gitignore');
  const text = attempt(path, visitor, () => readFileSync(path, 'utf8'));
  return text === undefined ? undefined : { folder: resolve(folder), rules: ignore().add(text) };
}

/** The .gitignore files between the repository's root and `folder`, outermost first. */
function ignoreFilesAbove(folder: string, visitor: Visitor): IgnoreFile[] {
  const files: IgnoreFile[] = [];
  if (exists(join(folder, '.git'))) return files;
  for (let at = dirname(folder); ; at = dirname(at)) {
    if (exists(join(at, '.gitignore'))) {
      const file = ignoreFile(at, visitor);
      if (file !== undefined) files.unshift(file);
    }
    if (exists(join(at, '.git'))) return files;
    if (dirname(at) === at) return []; // No repository around: stray .gitignore files above do not count.
  }
}

/** Whether it is there; what may not be looked at counts as missing, and the walk says so where it is asked for. */
function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

function attempt<T>(path: string, visitor: Visitor, action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    visitor.failure(path, error instanceof Error ? error : new Error(String(error)));
    return undefined;
  }
}

/** The text of a file. @throws the system's error when it cannot be read. */
export function readText(path: string): Decoded {
  const problem = sizeProblem(statSync(path).size);
  if (problem !== undefined) return { problem };
  const bytes = readFileSync(path);
  // The common case without TextDecoder, whose first use costs a tenth of the whole start.
  return isUtf8(bytes) && !bytes.includes(0) ? { text: bytes.toString() } : decode(bytes);
}

/** The beginning of a file as text, for recognising its format. @throws the system's error when it cannot be read. */
export function readHead(path: string, length: number): string {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(length);
    return buffer.toString('utf8', 0, readSync(file, buffer, 0, length, 0));
  } finally {
    closeSync(file);
  }
}
