// `berth inspect`: what Berth read, every fact with state, value and place.
import type { Fact, Facts, Known } from '../core/fact';
import { bytes, type Language, render } from '../core/message';
import type { Workload } from '../core/workload';
import { instructionsOf } from '../formats/dockerfile/inspect';
import type { Analysis } from '../service/analysis';
import { contextFrom, type FileResult, hostOptions, readEach, reportFailures } from './read';
import { problemsOf, range, schema } from './report-json';
import { texts } from './texts';
import { choice, parseOptions, UsageError } from './usage';

/** Names of the JSON contract where they differ from the model's. */
const contractNames: Readonly<Record<string, string>> = {
  memory: 'memoryBytes',
  cpus: 'vcpus',
  operatingSystem: 'guestOs',
};

function isFact(value: unknown): value is Fact<unknown> {
  return typeof value === 'object' && value !== null && 'state' in value;
}

function isFacts(value: unknown): value is Facts<unknown> {
  return typeof value === 'object' && value !== null && 'items' in value;
}

/** Line and column of a place, with its file where that is another one. */
function where(
  analysis: Analysis,
  place: Known<unknown>['place'],
): { readonly line: number | null; readonly column: number | null; readonly path?: string } {
  if (place === undefined) return { line: null, column: null };
  const { line, column } = range(analysis, place);
  return { line, column, ...(place.path === analysis.path ? {} : { path: place.path }) };
}

/** A fact, and the facts within its value, as plain JSON. */
function factJson(analysis: Analysis, fact: Fact<unknown>, language: Language): unknown {
  const why = fact.state === 'stated' ? null : render(fact.why, language);
  const value = fact.state === 'unknown' ? null : valueJson(analysis, fact.value, language);
  return { state: fact.state, value, ...where(analysis, fact.place), why };
}

function valueJson(analysis: Analysis, value: unknown, language: Language): unknown {
  if (isFact(value)) return factJson(analysis, value, language);
  if (isFacts(value)) {
    return {
      items: value.items.map((item) => factJson(analysis, item, language)),
      complete: value.rest === undefined,
      why: value.rest === undefined ? null : render(value.rest.why, language),
    };
  }
  if (Array.isArray(value)) return value.map((item) => valueJson(analysis, item, language));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, valueJson(analysis, inner, language)]),
  );
}

/** The capacity of a VM's disks together, the contract's `diskBytes`. */
function diskBytes(analysis: Analysis, workload: Workload, language: Language): unknown {
  if (workload.kind !== 'vm') return undefined;
  const first = workload.disks.items.find(({ value }) => value.kind === 'disk');
  return first === undefined ? undefined : factJson(analysis, first.value.capacity, language);
}

function workloadJson(analysis: Analysis, workload: Workload, language: Language) {
  const facts: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(workload)) {
    const name = contractNames[key] ?? key;
    if (isFact(value) || isFacts(value)) facts[name] = valueJson(analysis, value, language);
    else if (key === 'software') facts[key] = valueJson(analysis, value, language);
  }
  const disk = diskBytes(analysis, workload, language);
  if (disk !== undefined) facts.diskBytes = disk;
  const { id, name, kind } = workload;
  return { id, name, kind, line: range(analysis, workload.place).line, facts };
}

function fileJson(file: FileResult, language: Language) {
  const { analysis, path } = file;
  return {
    path,
    format: analysis?.format ?? null,
    problems: problemsOf(file, language),
    ...(analysis?.format === 'dockerfile' ? instructionsOf(analysis.text) : {}),
    workloads: analysis?.workloads.map((workload) => workloadJson(analysis, workload, language)) ?? [],
  };
}

/** A value in one line: facts within it as their value, `?` where they are unknown. */
function short(value: unknown, language: Language): string {
  const inner = (item: unknown): string => short(item, language);
  if (isFact(value)) return value.state === 'unknown' ? '?' : inner(value.value);
  if (isFacts(value)) return inner(value.items);
  if (Array.isArray(value)) return `[${value.map(inner).join(', ')}]`;
  // The only numbers of that size in the model are bytes.
  if (typeof value === 'number' && value >= 1024 * 1024) return bytes(value)[language];
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, item]) => `${key} ${inner(item)}`)
    .join(', ');
}

function factLine(analysis: Analysis, name: string, fact: Fact<unknown>, language: Language): string {
  const { line, column, path } = where(analysis, fact.place);
  const file = path === undefined ? '' : `${path}:`;
  const place = line === null ? '' : ` (${file}${line}:${column})`;
  const state = texts[fact.state][language];
  if (fact.state === 'unknown') return `    ${name}: ${state}${place}: ${render(fact.why, language)}\n`;
  const value = short(fact.value, language);
  const why = fact.state === 'implied' ? `: ${render(fact.why, language)}` : '';
  return `    ${name}: ${value} [${state}]${place}${why}\n`;
}

function workloadText(analysis: Analysis, workload: Workload, language: Language): string {
  const { kind, name } = workload;
  const head = { text: texts.kind, args: { kind, line: range(analysis, workload.place).line } };
  let text = `  ${name} (${render(head, language)})\n`;
  const silent = new Map<string, string[]>();
  const add = (key: string, fact: Fact<unknown>): void => {
    if (fact.state !== 'unknown' || fact.place !== undefined) text += factLine(analysis, key, fact, language);
    else {
      // Dozens of facts are unknown for the same reason: it is said once.
      const why = render(fact.why, language);
      silent.set(why, [...(silent.get(why) ?? []), key]);
    }
  };
  const entries = Object.entries(workload).flatMap(([key, value]) =>
    key === 'software' ? Object.entries(workload.software) : [[key, value] as const],
  );
  for (const [key, value] of entries) {
    const label = contractNames[key] ?? key;
    if (isFact(value)) add(label, value);
    else if (isFacts(value)) {
      for (const item of value.items) add(label, item);
      if (value.rest !== undefined) add(label, value.rest);
    }
  }
  for (const [why, keys] of silent) text += `    ${texts.unknown[language]}: ${keys.join(', ')}: ${why}\n`;
  return text;
}

/** Runs the command. @throws UsageError without a file. */
export async function inspect(args: readonly string[], language: Language): Promise<number> {
  const { values, positionals } = parseOptions(args, {
    format: { type: 'string', default: 'text' },
    ...hostOptions,
  });
  const format = choice('--format', values.format, ['text', 'json']);
  if (positionals.length === 0) throw new UsageError({ text: texts.inspectNeedsFile });
  const files: FileResult[] = [];
  const failures = await readEach(positionals, contextFrom(values), (file) => files.push(file));
  if (format === 'json') {
    process.stdout.write(
      `${JSON.stringify({ schema, files: files.map((file) => fileJson(file, language)) }, null, 2)}\n`,
    );
  } else {
    for (const file of files) {
      process.stdout.write(`${file.path} (${file.analysis?.format ?? '-'})\n`);
      for (const { line, column, message } of problemsOf(file, language))
        process.stdout.write(`  ${line}:${column} ${message}\n`);
      for (const workload of file.analysis?.workloads ?? []) {
        // A workload only comes from an analysis.
        if (file.analysis !== undefined)
          process.stdout.write(workloadText(file.analysis, workload, language));
      }
    }
  }
  reportFailures(failures, language);
  return failures.length > 0 ? 2 : 0;
}
