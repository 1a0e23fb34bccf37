// `berth compare`: the comparison of one workload as text or JSON.
import type { Language } from '../core/message';
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
): { analysis: Analysis; workload: Workload } {
  const all = analyses.flatMap((analysis) => analysis.workloads.map((workload) => ({ analysis, workload })));
  const chosen =
    name === undefined ? all[0] : all.find(({ workload }) => workload.name === name || workload.id === name);
  if (chosen !== undefined) return chosen;
  if (all.length === 0 || name === undefined)
    throw new UsageError({ text: texts.noWorkload, args: { path } });
  const names = all.map(({ workload }) => workload.name);
  throw new UsageError({ text: texts.noSuchWorkload, args: { path, name, names } });
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
  const { analysis, workload } = choose(path, analyses, values.workload);
  const view = comparisonOf(analysis, workload, undefined, language);
  process.stdout.write(format === 'json' ? `${JSON.stringify(view, null, 2)}\n` : comparisonText(view));
  return 0;
}
