// `check` for people: per file its workloads with verdicts, then what was found, then a summary.
import { styleText } from 'node:util';
import { type Finding, type Severity, severities } from '../core/finding';
import { type Language, render } from '../core/message';
import type { Workload } from '../core/workload';
import { placementNames, workspaceVerdict } from '../placement';
import { verdictTitle } from '../placement/title';
import type { Analysis } from '../service/analysis';
import type { FileResult } from './read';
import { problemsOf, range } from './report-json';
import { counted, nouns, texts } from './texts';
import { placementsByCount, type Totals } from './totals';

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const styles: Record<Severity, Style> = { error: 'red', warning: 'yellow', info: 'blue', hint: 'gray' };

function verdictLine(analysis: Analysis, workload: Workload, language: Language, paint: Paint): string {
  const verdict = analysis.verdict(workload);
  const title = paint('bold', verdictTitle(verdict)[language]);
  const summary = paint('gray', render(verdict.summary, language));
  // How sure one is of knowing nothing is no number to show.
  const confidence = verdict.placement === 'undecided' ? '' : ` · ${verdict.confidence} %`;
  return `  ${workload.name}: ${title}${confidence}  ${summary}\n`;
}

function findingLine(analysis: Analysis, finding: Finding, language: Language, paint: Paint): string {
  const { line, column } = range(analysis, finding.evidence[0].place.span);
  const where = `${line}:${column}`.padStart(8);
  if (finding.suppressed !== undefined) {
    const note = render({ text: texts.suppressed, args: { reason: finding.suppressed.reason } }, language);
    return `${paint('gray', `${where}  ${finding.rule}  ${note}`)}\n`;
  }
  const severity = paint(styles[finding.severity], nouns[finding.severity].one[language].padEnd(7));
  return `${where}  ${severity}  ${render(finding.message, language)}  ${paint('gray', finding.rule)}\n`;
}

/** What the report says about one file. */
export function textPart(file: FileResult, language: Language, colour: boolean): string {
  const paint: Paint = (style, text) => (colour ? styleText(style, text) : text);
  const { analysis, path } = file;
  const problems = problemsOf(file, language).map(
    ({ line, column, message }) =>
      `${`${line}:${column}`.padStart(8)}  ${paint('magenta', texts.problem[language].padEnd(7))}  ${message}\n`,
  );
  const head = `${paint('underline', path)}\n`;
  if (analysis === undefined) return `${head}${problems.join('')}\n`;
  const workloads = analysis.workloads.map((workload) => {
    const own = analysis.findings.filter((finding) => finding.workload === workload.id);
    const lines = own.map((finding) => findingLine(analysis, finding, language, paint));
    return verdictLine(analysis, workload, language, paint) + lines.join('');
  });
  return `${head}${problems.join('')}${workloads.join('')}\n`;
}

function summary(totals: Totals, language: Language): string {
  const findings = severities
    .filter((severity) => totals.findings[severity] > 0)
    .map((severity) => counted(totals.findings[severity], nouns[severity], language));
  const first = render(
    {
      text: texts.summary,
      args: {
        files: counted(totals.files, nouns.file, language),
        workloads: counted(totals.verdicts.length, nouns.workload, language),
        findings: findings.length > 0 ? findings.join(', ') : texts.noFindings,
      },
    },
    language,
  );
  const names: Readonly<Record<string, { readonly [key in Language]: string }>> = placementNames;
  const placements = placementsByCount(totals).map(
    ([placement, count]) => `${count} ${names[placement]?.[language] ?? placement}`,
  );
  const together = placementNames[workspaceVerdict(totals.verdicts).placement];
  // Files of different projects have no placement together.
  const text =
    placements.length > 1 && totals.sources === 1 ? texts.summaryTogether : texts.summaryPlacements;
  const second =
    placements.length === 0 ? '' : `${render({ text, args: { placements, together } }, language)}\n`;
  return `${first}\n${second}`;
}

/** The report for people. `paths` is what was asked for; `failed`: some path could not be read. */
export function textReport(
  paths: readonly string[],
  parts: readonly string[],
  totals: Totals,
  failed: boolean,
  language: Language,
): string {
  if (parts.length > 0) return parts.join('') + summary(totals, language);
  // What could not be read may have held anything.
  return failed ? '' : `${render({ text: texts.nothingFound, args: { path: [...paths] } }, language)}\n`;
}
