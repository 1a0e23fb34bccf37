// Reads texts in tests: the formats with the grammars of node_modules.
import type { FormatId } from '../core/format';
import type { Reading } from './format';
import type { Grammars } from './grammar/grammar';
import { testGrammar } from './grammar/testing';
import { formats } from './registry.generated';

const usual: Record<FormatId, string> = {
  dockerfile: 'Dockerfile',
  compose: 'compose.yaml',
  vagrantfile: 'Vagrantfile',
  libvirt: 'domain.xml',
};

/** The usual file name of a format. */
export function usualPath(format: FormatId): string {
  return usual[format];
}

/** Reads a text as a format, with the grammars it asks for. */
export async function readExample(id: FormatId, path: string, text: string): Promise<Reading> {
  const known = formats.find((format) => format.id === id);
  if (known === undefined) throw new Error(`no format ${id}`);
  const format = await known.load();
  const grammars: Grammars = {};
  for (const grammar of format.grammars(text)) grammars[grammar] = await testGrammar(grammar);
  return format.read(text, path, grammars);
}
