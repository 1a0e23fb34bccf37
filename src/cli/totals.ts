// What a run of `check` counts over all files.
import { type Severity, severities } from '../core/finding';
import { type Verdict, workspaceVerdict } from '../placement';
import type { FileResult } from './read';

/** What one file counts. */
export interface Counts {
  /** Findings by severity; suppressed ones do not count. */
  readonly findings: Readonly<Record<Severity, number>>;
  /** The word and confidence of every workload. */
  readonly verdicts: readonly Pick<Verdict, 'placement' | 'confidence'>[];
}

/** Counts over all files. */
export interface Totals extends Counts {
  readonly files: number;
  /** Files that define a workload. */
  readonly sources: number;
}

/** Counts one file. */
export function countsOf({ analysis }: FileResult): Counts {
  const findings: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  const verdicts: Pick<Verdict, 'placement' | 'confidence'>[] = [];
  if (analysis === undefined) return { findings, verdicts };
  for (const finding of analysis.findings) if (finding.suppressed === undefined) findings[finding.severity]++;
  for (const workload of analysis.workloads) {
    const { placement, confidence } = analysis.verdict(workload);
    verdicts.push({ placement, confidence });
  }
  return { findings, verdicts };
}

/** Adds up what the files count. */
export function totalsOf(files: readonly Counts[]): Totals {
  const findings: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const file of files) for (const severity of severities) findings[severity] += file.findings[severity];
  const verdicts = files.flatMap((file) => file.verdicts);
  const sources = files.filter((file) => file.verdicts.length > 0).length;
  return { files: files.length, sources, findings, verdicts };
}

/** Placements that occur with their counts, most frequent first. */
export function placementsByCount({ verdicts }: Totals): readonly (readonly [string, number])[] {
  return Object.entries(workspaceVerdict(verdicts).counts)
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
