// `berth check`: findings and verdicts of all known files below the paths.
import { type Finding, type Severity, severities } from '../core/finding';
import type { Language } from '../core/message';
import { render } from '../core/message';
import { contextFrom, hostOptions, progressReporter, readAll } from './read';
import { reportJson } from './report-json';
import { reportText } from './report-text';
import { choice, parseOptions } from './usage';

const failLevels = [...severities, 'never'] as const;

/** Whether any finding that counts is at `level` or worse. */
function reaches(findings: readonly Finding[], level: Severity | 'never'): boolean {
  if (level === 'never') return false;
  const limit = severities.indexOf(level);
  return findings.some(
    (finding) => finding.suppressed === undefined && severities.indexOf(finding.severity) <= limit,
  );
}

/** Runs the command. @throws UsageError for wrong options. */
export async function check(args: readonly string[], language: Language): Promise<number> {
  const started = performance.now();
  const { values, positionals } = parseOptions(args, {
    format: { type: 'string', default: 'text' },
    'fail-on': { type: 'string', default: 'error' },
    ...hostOptions,
  });
  const format = choice('--format', values.format, ['text', 'json']);
  const failOn = choice('--fail-on', values['fail-on'], failLevels);
  const paths = positionals.length === 0 ? ['.'] : positionals;
  const progress = progressReporter(language);
  const result = await readAll(paths, contextFrom(values), progress.report);
  progress.end();
  const report =
    format === 'json'
      ? reportJson(result.files, language, Math.round(performance.now() - started))
      : reportText(
          result.files,
          paths,
          language,
          process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
        );
  process.stdout.write(report);
  for (const failure of result.failures) process.stderr.write(`berth: ${render(failure, language)}\n`);
  if (result.failures.length > 0) return 2;
  return reaches(
    result.files.flatMap(({ analysis }) => analysis?.findings ?? []),
    failOn,
  )
    ? 1
    : 0;
}
