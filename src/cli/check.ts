// `berth check`: findings and verdicts of all known files below the paths.
import { severities } from '../core/finding';
import { type Language, type Message, render } from '../core/message';
import { combine } from './part';
import { contextFrom, find, hostOptions, progressReporter, reportFailures } from './read';
import { jsonReport, mergeJson } from './report-json';
import { textReport } from './report-text';
import { checkAll } from './share';
import { totalsOf } from './totals';
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
  const failures: Message[] = [];
  const found = find(paths, failures);
  const progress = progressReporter(language);
  const outcomes = await checkAll(
    {
      found,
      context: contextFrom(values),
      format,
      language,
      colour: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
      taken: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
    },
    (done) => progress.report(done, found.length),
  );
  progress.end();
  for (const outcome of outcomes) if ('failure' in outcome) failures.push(outcome.failure);
  const misconfigured = new Map(
    outcomes
      .flatMap((outcome) => ('configuration' in outcome ? outcome.configuration : []))
      .map((message) => [render(message, language), message]),
  );
  const text = combine(
    outcomes.flatMap((outcome) => ('text' in outcome ? [outcome.text] : [])),
    () => {},
  );
  const json = combine(
    outcomes.flatMap((outcome) => ('json' in outcome ? [outcome.json] : [])),
    mergeJson,
  );
  const totals = totalsOf([...text, ...json]);
  process.stdout.write(
    format === 'json'
      ? jsonReport(json, totals, Math.round(performance.now() - started))
      : textReport(paths, text, totals, failures.length > 0, language),
  );
  // Half a configuration is none: what it was meant to change would pass or fail by chance.
  failures.push(...misconfigured.values());
  reportFailures(failures, language);
  if (failures.length > 0) return 2;
  const limit = failOn === 'never' ? -1 : severities.indexOf(failOn);
  return severities.some((severity, rank) => rank <= limit && totals.findings[severity] > 0) ? 1 : 0;
}
