// Generates the tables of README.md between their markers, so that they never lag behind the rules.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formats } from '../../formats/registry.generated';
import { rules } from '../../rules/registry.generated';
import type { Generated } from './generated';

function ruleTable(): string {
  const rows = rules.map(
    (rule) => `| \`${rule.id}\` | ${rule.concern} | ${rule.severity} | ${rule.title.en} |`,
  );
  return ['| rule | concern | severity | what it finds |', '|---|---|---|---|', ...rows].join('\n');
}

function formatTable(): string {
  const rows = formats.map(({ title, recognisedBy }) => `| ${title} | ${recognisedBy} |`);
  return ['| file | recognised by |', '|---|---|', ...rows].join('\n');
}

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->`. */
function fill(text: string, name: string, content: string): string {
  const start = text.indexOf(`<!-- ${name} -->`);
  const end = text.indexOf(`<!-- /${name} -->`);
  if (start < 0 || end < start) throw new Error(`README.md has no place for the generated table "${name}"`);
  return `${text.slice(0, start)}<!-- ${name} -->\n${content}\n${text.slice(end)}`;
}

/** README.md with its tables. */
export function documents(root: string): Generated[] {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const withFormats = fill(readme, 'formats', formatTable());
  return [{ path: 'README.md', content: fill(withFormats, 'rules', ruleTable()) }];
}
