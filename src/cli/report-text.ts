// `check` for people: per file its workloads with verdicts, then what was found, then a summary.
import { styleText } from 'node:util';
import { type Severity, severities } from '../core/finding';
import { type Language, render } from '../core/message';
import type { Workload } from '../core/workload';
import { placementNames, workspaceVerdict } from '../placement';
import { verdictTitle } from '../placement/title';
import type { Analysis } from '../service/analysis';
import { hostQuestion } from '../service/host-question';
import { type Presented, presented, sentencesOf } from '../service/presentation';
import { type Part, type PartFinding, wordOf } from './part';
import type { FileResult } from './read';
import { keyOf, problemsOf, range } from './report-json';
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

function findingLine(
  analysis: Analysis,
  { finding, rules }: Presented,
  language: Language,
  paint: Paint,
): string {
  const { place } = finding.evidence[0];
  const { line, column } = range(analysis, place);
  const where = `${line}:${column}`.padStart(8);
  const names = rules.join(', ');
  if (finding.suppressed !== undefined) {
    const note = render({ text: texts.suppressed, args: { reason: finding.suppressed.reason } }, language);
    return `${paint('gray', `${where}  ${names}  ${note}`)}\n`;
  }
  const severity = paint(styles[finding.severity], nouns[finding.severity].one[language].padEnd(7));
  const elsewhere =
    place.path === analysis.path
      ? ''
      : `${render({ text: texts.inFile, args: { path: place.path } }, language)} `;
  const sentences = sentencesOf(finding).map((sentence) => render(sentence, language));
  return `${where}  ${severity}  ${elsewhere}${sentences.join(' ')}  ${paint('gray', names)}\n`;
}

/** What the report says about one file. */
export function textPart(file: FileResult, language: Language, colour: boolean): Part<string> {
  const paint: Paint = (style, text) => (colour ? styleText(style, text) : text);
  const { analysis, path } = file;
  const problems = problemsOf(file, language).map(
    ({ line, column, message }) =>
      `${`${line}:${column}`.padStart(8)}  ${paint('magenta', texts.problem[language].padEnd(7))}  ${message}\n`,
  );
  const head = `${paint('underline', path)}\n`;
  if (analysis === undefined)
    return { path, file: `${head}${problems.join('')}`, workloads: [], findings: [] };
  const asked = hostQuestion(analysis);
  // Once for all files of the host: in that of the first machine.
  const question =
    asked?.machine.path === path
      ? `  ${paint('magenta', '?')} ${asked.text[language]} ${texts.tellHost[language]}\n`
      : '';
  const said = `${head}${problems.join('')}${question}`;
  return {
    path,
    file: said,
    workloads: analysis.workloads.map((workload) => ({
      id: workload.id,
      path: workload.path,
      verdict: wordOf(analysis.verdict(workload)),
      shown: verdictLine(analysis, workload, language, paint),
    })),
    findings: presented(analysis.findings).map((item) => ({
      key: keyOf(analysis, item),
      path: item.finding.evidence[0].place.path,
      workload: item.finding.workload,
      ...(item.finding.suppressed === undefined ? { severity: item.finding.severity } : {}),
      shown: findingLine(analysis, item, language, paint),
    })),
  };
}

/** One file's lines: what is said of it as a whole, then each workload with its findings. */
function linesOf({ file, workloads, findings }: Part<string>): string {
  const about = new Set(workloads.map(({ id }) => id));
  const lines = (of: (workload: string) => boolean): string =>
    findings
      .filter(({ workload }) => of(workload))
      // What to act on first stands first; accepted findings stand last.
      .toSorted((a, b) => rankOf(a) - rankOf(b))
      .map(({ shown }) => shown)
      .join('');
  // What is declared, an engine or a namespace, has no verdict to stand under.
  const others = lines((workload) => !about.has(workload));
  const own = workloads.map(({ id, shown }) => shown + lines((workload) => workload === id));
  return `${file}${others}${own.join('')}\n`;
}

function rankOf({ severity }: PartFinding<string>): number {
  return severity === undefined ? severities.length : severities.indexOf(severity);
}

/** Whether there is anything to read below the file's name. */
function saysSomething({ file, workloads, findings }: Part<string>): boolean {
  return workloads.length + findings.length > 0 || file.trimEnd().includes('\n');
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
  parts: readonly Part<string>[],
  totals: Totals,
  failed: boolean,
  language: Language,
): string {
  if (parts.length > 0) return parts.filter(saysSomething).map(linesOf).join('') + summary(totals, language);
  // What could not be read may have held anything.
  return failed ? '' : `${render({ text: texts.nothingFound, args: { path: [...paths] } }, language)}\n`;
}
