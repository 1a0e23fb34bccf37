// No exception and every place inside its file: on every file of the corpus, and on every prefix of the smaller ones.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Span } from '../../src/core/span';
import type { Analysis } from '../../src/service/analysis';
import { decode } from '../../src/service/decode';
import { editsOf } from '../../src/service/fixes';
import type { Result } from './result';
import { analyseText, shared } from './shared';

/** Every prefix is tried of files up to this many characters; of the others, none. */
const smallFile = 400;

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function isSpan(value: object): value is Span {
  return (
    'start' in value && 'end' in value && typeof value.start === 'number' && typeof value.end === 'number'
  );
}

/** Every span in plain data, however deep. */
function* spansIn(value: unknown, seen = new Set<unknown>()): Generator<Span> {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (isSpan(value)) yield value;
  for (const inner of Object.values(value)) yield* spansIn(inner, seen);
}

function outside(analysis: Analysis): string[] {
  const { length } = analysis.text;
  const faults: string[] = [];
  const look = (what: string, value: unknown): void => {
    for (const { start, end } of spansIn(value)) {
      if (start < 0 || end < start || end > length) faults.push(`${what} at ${start}-${end} of ${length}`);
    }
  };
  look('workload', analysis.workloads);
  look('finding', analysis.findings);
  look('problem', analysis.problems);
  for (const workload of analysis.workloads) look('verdict', analysis.verdict(workload));
  for (const { fix, rule } of analysis.findings) {
    if (fix !== undefined) look(`fix of ${rule}`, editsOf(analysis, fix));
  }
  return faults;
}

interface Survival {
  readonly format?: string;
  readonly faults: readonly string[];
}

/** What goes wrong with a text; no format where it is not ours. */
async function read(path: string, text: string): Promise<Survival> {
  try {
    const analysis = await analyseText(path, text);
    return analysis === undefined ? { faults: [] } : { format: analysis.format, faults: outside(analysis) };
  } catch (error) {
    return {
      format: 'exceptions',
      faults: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    };
  }
}

/** Runs over the whole corpus and the cases' files. */
export async function survive(): Promise<Result> {
  const counts = new Map<string, { right: number; all: number }>();
  const faults: string[] = [];
  let prefixes = 0;
  let sound = 0;
  for (const file of [
    ...filesBelow(join(shared, 'corpus')),
    ...filesBelow(join(shared, 'cases/placement')),
  ]) {
    const path = relative(shared, file);
    const { text } = decode(readFileSync(file));
    if (text === undefined) continue;
    const { format, faults: own } = await read(path, text);
    if (format === undefined) continue;
    const count = counts.get(format) ?? { right: 0, all: 0 };
    count.all++;
    if (own.length === 0) count.right++;
    counts.set(format, count);
    faults.push(...own.slice(0, 3).map((fault) => `${path}: ${fault}`));
    if (text.length > smallFile) continue;
    for (let end = 0; end < text.length; end++) {
      const { faults: found } = await read(path, text.slice(0, end));
      prefixes++;
      if (found.length === 0) sound++;
      else faults.push(`${path}, first ${end} characters: ${found[0]}`);
    }
  }
  return {
    title: 'Read without exception, places inside the file',
    rows: [
      ...[...counts].sort().map(([name, { right, all }]) => ({ name, right, all })),
      { name: `prefixes of files up to ${smallFile} characters`, right: sound, all: prefixes },
    ],
    faults,
    differences: [],
  };
}
