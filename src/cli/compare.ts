// `berth compare`: the comparison of one workload as text or JSON.
import type { ViewPlace } from '../comparison/view';
import { type Language, render } from '../core/message';
import type { Workload } from '../core/workload';
import type { Analysis } from '../service/analysis';
import { comparisonOf } from '../service/comparison';
import { comparisonText } from './compare-text';
import { contextFrom, hostOptions, readEach, reportFailures } from './read';
import { texts } from './texts';
import { choice, parseOptions, UsageError } from './usage';

/** The workload the user means. @throws UsageError when there is none of that name, or none at all. */
function choose(
  path: string,
  analyses: readonly Analysis[],
  name: string | undefined,
): { analysis: Analysis; workload: Workload; among: number } {
  const all = analyses.flatMap((analysis) => analysis.workloads.map((workload) => ({ analysis, workload })));
  const chosen =
    name === undefined ? all[0] : all.find(({ workload }) => workload.name === name || workload.id === name);
  if (chosen !== undefined) return { ...chosen, among: name === undefined ? all.length : 1 };
  if (all.length === 0 || name === undefined)
    throw new UsageError({ text: texts.noWorkload, args: { path } });
  const names = all.map(({ workload }) => workload.name);
  throw new UsageError({ text: texts.noSuchWorkload, args: { path, name, names } });
}

/** Places in our JSON count lines and columns from 1; the page counts from 0, as editors do. */
function fromOne(_key: string, value: unknown): unknown {
  if (!isPlace(value)) return value;
  const { path, line, character, endLine, endCharacter } = value;
  return { path, line: line + 1, column: character + 1, endLine: endLine + 1, endColumn: endCharacter + 1 };
}

function isPlace(value: unknown): value is ViewPlace {
  return typeof value === 'object' && value !== null && 'endCharacter' in value;
}

/** Runs the command. @throws UsageError for wrong options or a workload that is not there. */
export async function compare(args: readonly string[], language: Language): Promise<number> {
  const { values, positionals } = parseOptions(args, {
    format: { type: 'string', default: 'text' },
    workload: { type: 'string' },
    ...hostOptions,
  });
  const format = choice('--format', values.format, ['text', 'json']);
  if (positionals.length > 1) throw new UsageError({ text: texts.oneFile });
  const path = positionals[0] ?? '.';
  const analyses: Analysis[] = [];
  const failures = await readEach([path], contextFrom(values), ({ analysis }) => {
    if (analysis !== undefined) analyses.push(analysis);
  });
  reportFailures(failures, language);
  if (failures.length > 0) return 2;
  const { analysis, workload, among } = choose(path, analyses, values.workload);
  const view = comparisonOf(analysis, workload, undefined, language);
  if (format === 'json') process.stdout.write(`${JSON.stringify(view, fromOne, 2)}\n`);
  else {
    const note = among > 1 ? `${render({ text: texts.oneOf, args: { count: among } }, language)}\n\n` : '';
    process.stdout.write(note + comparisonText(view));
  }
  return 0;
}
