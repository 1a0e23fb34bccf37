// `npm run test:corpus`: Berth on cases with expected results and on real files, where they lie beside the project.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildkit } from './buildkit';
import { labelled } from './labelled';
import { placement } from './placement';
import type { Result } from './result';
import { sharedExists } from './shared';
import { survive } from './survive';
import { vmFacts } from './vm-facts';

const verbose = process.argv.includes('--differences');

function print({ title, rows, faults, differences }: Result): void {
  console.log(`\n${title}`);
  for (const { name, right, all } of rows) console.log(`  ${name.padEnd(52)} ${right} of ${all}`);
  for (const fault of faults.slice(0, 20)) console.log(`  FAULT ${fault}`);
  if (verbose) for (const difference of differences) console.log(`  differs: ${difference}`);
}

function counts(results: readonly Result[]): Record<string, string> {
  return Object.fromEntries(
    results.flatMap(({ title, rows }) =>
      rows.map(({ name, right, all }) => [`${title}: ${name}`, `${right} of ${all}`]),
    ),
  );
}

/** Whether a table is the one of the last accepted run; writes it where a new one is to be accepted. */
function isGolden(file: string, content: object): boolean {
  const path = join(import.meta.dirname, file);
  const text = `${JSON.stringify(content, null, 2)}\n`;
  if (process.env.UPDATE === '1') writeFileSync(path, text);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return true;
  console.log(`\nThe counts differ from ${file}; read the differences, then run with UPDATE=1.`);
  return false;
}

async function run(): Promise<boolean> {
  const results: Result[] = [];
  for (const part of [buildkit, labelled, vmFacts, placement, survive]) {
    const found = await part();
    for (const result of Array.isArray(found) ? found : [found]) {
      results.push(result);
      print(result);
    }
  }
  const faults = results.flatMap((result) => result.faults);
  const tables = [
    { file: 'counts.golden.json', content: counts(results) },
    ...results.flatMap(({ table }) => (table === undefined ? [] : [table])),
  ];
  const same = tables.filter(({ file, content }) => !isGolden(file, content)).length === 0;
  const right = results.flatMap(({ rows }) => rows).reduce((sum, row) => sum + row.right, 0);
  console.log(`\n${right} passed, ${faults.length} failed`);
  return same && faults.length === 0;
}

async function main(): Promise<void> {
  if (!sharedExists()) {
    console.log(
      'The shared cases and corpus are not beside the project; nothing was checked.\n0 passed, 0 failed, 1 skipped',
    );
  } else if (!(await run())) process.exitCode = 1;
}

void main();
