// The disagreements that test/labelled.md gives a reason for, checked both ways.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a row's second column says: what a label of a rule expects, or that a fact is meant. */
type Kind = 'fires' | 'silent' | 'fact';

/** The rows of these kinds, as `rule or fact | kind | file`. */
function listed(kinds: readonly Kind[]): Set<string> {
  const text = readFileSync(join(import.meta.dirname, '../labelled.md'), 'utf8');
  const rows = text.matchAll(/^\|\s*([\w-]+)\s*\|\s*(\w+)\s*\|\s*`?([^|`]+?)`?\s*\|\s*\S.*\|\s*$/gm);
  return new Set(
    Array.from(rows, ([, what, kind, file]) => ({ kind, name: `${what} | ${kind} | ${file}` }))
      .filter(({ kind }) => kinds.some((known) => known === kind))
      .map(({ name }) => name),
  );
}

/** What is wrong with the list: disagreements without a reason, and reasons without a disagreement. */
export function unexplained(disagreeing: ReadonlySet<string>, kinds: readonly Kind[]): string[] {
  const reasons = listed(kinds);
  return [
    ...[...disagreeing]
      .filter((name) => !reasons.has(name))
      .map((name) => `not in test/labelled.md: ${name}`),
    ...[...reasons]
      .filter((name) => !disagreeing.has(name))
      .map((name) => `in test/labelled.md, but it agrees: ${name}`),
  ];
}
