// `berth check`: findings and verdicts of all known files below the paths.
import { severities } from '../core/finding';
import type { Language } from '../core/message';
import { contextFrom, hostOptions, progressReporter, readEach, reportFailures } from './read';
import { jsonReport } from './report-json';
import { textReport } from './report-text';
import { newTotals } from './totals';
import { choice, parseOptions } from './usage';

/** Runs the command. @throws UsageError for wrong options. */
export async function check(args: readonly string[], language: Language): Promise<number> {
  const started = performance.now();
  const { values, positionals } = parseOptions(args, {
    format: { type: 'string', default: 'text' },
    'fail-on': { type: 'string', default: 'error' },
    ...hostOptions,
  });
  const format = choice('--format', values.format, ['text', 'json']);
  const failOn = choice('--fail-on', values['fail-on'], [...severities, 'never']);
  const paths = positionals.length === 0 ? ['.'] : positionals;
  const totals = newTotals();
  const colour = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
  const report = format === 'json' ? jsonReport(language) : textReport(paths, language, colour);
  const progress = progressReporter(language);
  const failures = await readEach(
    paths,
    contextFrom(values),
    (file) => {
      totals.add(file);
      report.add(file);
    },
    progress.report,
  );
  progress.end();
  process.stdout.write(report.end(totals, Math.round(performance.now() - started), failures.length > 0));
  reportFailures(failures, language);
  if (failures.length > 0) return 2;
  const limit = failOn === 'never' ? -1 : severities.indexOf(failOn);
  return severities.some((severity, rank) => rank <= limit && totals.findings[severity] > 0) ? 1 : 0;
}
