// `npm run gen`: writes what is derived from other files; `npm run gen -- --check` fails where it is out of date.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Generated } from './generated';
import { registries } from './registry';
import { checkTexts } from './texts';

const root = resolve(import.meta.dirname, '../../..');
const check = process.argv.includes('--check');

function current(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined; // Not generated yet.
  }
}

function write(files: readonly Generated[]): string[] {
  const stale = files.filter((file) => current(file.path) !== file.content);
  if (!check) for (const file of stale) writeFileSync(join(root, file.path), file.content);
  return stale.map((file) => file.path);
}

/** Modules that hold user-visible texts, by convention: rules, criteria, gates, rows, knowledge, keys and `texts.ts`. */
const textModule =
  /^(rules\/\w+\/[\w-]+|placement\/((criteria|gates)\/)?[\w-]+|comparison\/rows\/[\w-]+|knowledge\/[\w-]+|workspace\/keys|(?!dev\/).*\btexts)\.ts$/;

function textModules(): string[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => textModule.test(path))
    .sort();
}

async function textComplaints(): Promise<string[]> {
  const complaints: string[] = [];
  for (const path of textModules()) {
    const module: unknown = await import(pathToFileURL(join(root, 'src', path)).href);
    complaints.push(...checkTexts(module, path));
  }
  return complaints;
}

async function main(): Promise<void> {
  const stale = write(registries(root));
  // What follows reads the registries, so it is loaded only after they are written.
  const { manifests } = await import('./manifest');
  const { documents } = await import('./documents');
  const { schemas } = await import('./schema');
  stale.push(...write([...manifests(root), ...documents(root), ...schemas()]));
  const complaints = await textComplaints();
  for (const path of stale) console.log(check ? `out of date: ${path} (run npm run gen)` : `wrote ${path}`);
  for (const complaint of complaints) console.error(`text: ${complaint}`);
  if (complaints.length > 0 || (check && stale.length > 0)) process.exitCode = 1;
  else if (check) console.log('generated files and texts are up to date');
}

void main();
