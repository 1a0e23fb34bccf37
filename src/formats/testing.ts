// Reads texts in tests: the formats with the grammars of node_modules.
import type { FormatId } from '../core/format';
import { fileNameOf, folderOf } from '../core/path';
import type { Reading, Surroundings } from './format';
import type { Grammars } from './grammar/grammar';
import { testGrammar } from './grammar/testing';
import { formats } from './registry.generated';

/** The usual file name of a format. */
export function usualPath(id: FormatId): string {
  return formats.find((format) => format.id === id)?.usualName ?? 'berth.yaml';
}

/** Surroundings of the given texts, by path. */
export function filesAround(texts: Readonly<Record<string, string>>): Surroundings {
  return {
    text: (path) => texts[path],
    names: (folder) =>
      Object.keys(texts)
        .filter((path) => folderOf(path) === folder)
        .map(fileNameOf)
        .sort(),
  };
}

/** Reads a text as a format, with the grammars it asks for and other files around it. */
export async function readExample(
  id: FormatId,
  path: string,
  text: string,
  around: Readonly<Record<string, string>> = {},
): Promise<Reading> {
  const known = formats.find((format) => format.id === id);
  if (known === undefined) throw new Error(`no format ${id}`);
  const format = await known.load();
  const grammars: Grammars = {};
  for (const grammar of format.grammars(text)) grammars[grammar] = await testGrammar(grammar);
  return format.read(text, path, grammars, filesAround(around));
}
