// No exception and every place inside its file: on every file of the corpus, and on every prefix of the smaller ones.
import { fork } from 'node:child_process';
import { changedPath } from '../../src/core/format';
import type { Span } from '../../src/core/span';
import type { Analysis } from '../../src/service/analysis';
import type { Result } from './result';
import { analyseText, projectPath, sharedFiles, textOf } from './shared';
import { addTally, count, emptyTally, type Tally, tallied } from './tally';

/** Every prefix is tried of files up to this many characters; of the others, none. */
const smallFile = 400;
/** The same for the folders that hold most of the files, so that the run ends within minutes. */
const smallInFullFolders = 220;
const fullFolders = /^corpus\/(peer_)?(dockerfile|compose)\//;

function isSpan(value: object): value is Span {
  return (
    'start' in value && 'end' in value && typeof value.start === 'number' && typeof value.end === 'number'
  );
}

/** A span in plain data, with the file it is in. */
interface Found {
  readonly path: string;
  readonly span: Span;
}

/** Every span in plain data, however deep; what has a path beside it is in that file, everything else in `path`. */
function* spansIn(value: unknown, path: string, seen = new Set<unknown>()): Generator<Found> {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (isSpan(value)) yield { path, span: value };
  const own = 'span' in value && 'path' in value && typeof value.path === 'string' ? value.path : path;
  for (const inner of Object.values(value)) yield* spansIn(inner, own, seen);
}

function outside(analysis: Analysis): string[] {
  const faults: string[] = [];
  const look = (what: string, value: unknown, file = analysis.path): void => {
    for (const { path, span } of spansIn(value, file)) {
      const { length } = path === analysis.path ? analysis.text : analysis.textOf(path);
      if (span.start < 0 || span.end < span.start || span.end > length)
        faults.push(`${what} at ${span.start}-${span.end} of ${length} in ${path}`);
    }
  };
  look('workload', analysis.workloads);
  look('declaration', analysis.declarations);
  look('finding', analysis.findings);
  look('problem', analysis.problems);
  for (const workload of analysis.workloads) look('verdict', analysis.verdict(workload));
  for (const { fix, rule } of analysis.findings)
    for (const change of fix?.changes ?? [])
      look(`fix of ${rule}`, analysis.edits(change), changedPath(change));
  return faults;
}

interface Survival {
  readonly format?: string;
  readonly faults: readonly string[];
  readonly analysis?: Analysis;
}

/** What goes wrong with a text; no format where it is not ours. */
async function read(path: string, text: string): Promise<Survival> {
  try {
    const analysis = await analyseText(path, text);
    return analysis === undefined
      ? { faults: [] }
      : { format: analysis.format, faults: outside(analysis), analysis };
  } catch (error) {
    return {
      format: 'exceptions',
      faults: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    };
  }
}

/** What one process found; plain data. */
interface Part {
  readonly counts: Map<string, { right: number; all: number }>;
  readonly faults: string[];
  readonly tally: Tally;
  prefixes: number;
  sound: number;
}

/** Every file whose number leaves this rest, each as a part of its project. */
async function runPart(rest: number, parts: number): Promise<Part> {
  const part: Part = { counts: new Map(), faults: [], tally: emptyTally(), prefixes: 0, sound: 0 };
  for (const [index, file] of [...sharedFiles('corpus'), ...sharedFiles('cases/placement')].entries()) {
    const text = index % parts === rest ? textOf(file) : undefined;
    if (text === undefined) continue;
    const path = projectPath(file);
    const { format, faults, analysis } = await read(path, text);
    if (format === undefined) continue;
    // Other tools' samples are bad on purpose.
    if (analysis !== undefined && /^corpus\/(?!peer_)/.test(file)) count(part.tally, analysis);
    const { right, all } = part.counts.get(format) ?? { right: 0, all: 0 };
    part.counts.set(format, { right: right + (faults.length === 0 ? 1 : 0), all: all + 1 });
    part.faults.push(...faults.slice(0, 3).map((fault) => `${file}: ${fault}`));
    if (text.length > (fullFolders.test(file) ? smallInFullFolders : smallFile)) continue;
    for (let end = 0; end < text.length; end++) {
      const { faults: found } = await read(path, text.slice(0, end));
      part.prefixes++;
      if (found.length === 0) part.sound++;
      else part.faults.push(`${file}, first ${end} characters: ${found[0]}`);
    }
  }
  return part;
}

/** The run takes minutes, and two cores are what every machine has. */
const processes = 2;

/** The last part, done by a second process that runs this file. */
function elsewhere(): Promise<Part> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, { execArgv: process.execArgv, serialization: 'advanced' });
    // What the child sends is the part below; it is this file's own.
    child.once('message', (part) => resolve(part as Part));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the second process ended with ${code}`)));
  });
}

if (process.argv[1] === import.meta.filename)
  void runPart(processes - 1, processes).then((part) => process.send?.(part));

/** Runs over the whole corpus and the cases' files; counts the findings on the way. */
export async function survive(): Promise<Result[]> {
  const parts = await Promise.all([runPart(0, processes), elsewhere()]);
  const tally = emptyTally();
  const formats = new Map<string, { right: number; all: number }>();
  for (const part of parts) {
    addTally(tally, part.tally);
    for (const [format, { right, all }] of part.counts) {
      const sum = formats.get(format) ?? { right: 0, all: 0 };
      formats.set(format, { right: sum.right + right, all: sum.all + all });
    }
  }
  const total = (of: (part: Part) => number): number => parts.reduce((sum, part) => sum + of(part), 0);
  return [
    {
      title: 'Read without exception, places inside the file',
      rows: [
        ...[...formats].sort().map(([name, { right, all }]) => ({ name, right, all })),
        {
          name: 'prefixes of small files',
          right: total(({ sound }) => sound),
          all: total(({ prefixes }) => prefixes),
        },
      ],
      faults: parts.flatMap(({ faults }) => faults),
      differences: [],
    },
    tallied(tally),
  ];
}
