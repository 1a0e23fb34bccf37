// What a run of `check` counts over all files.
import type { Severity } from '../core/finding';
import { type Verdict, workspaceVerdict } from '../placement';
import type { Part } from './part';

/** Counts over all files. */
export interface Totals {
  readonly files: number;
  /** Files that define a workload. */
  readonly sources: number;
  /** Findings by severity; suppressed ones do not count. */
  readonly findings: Readonly<Record<Severity, number>>;
  /** The word and confidence of every workload. */
  readonly verdicts: readonly Pick<Verdict, 'placement' | 'confidence'>[];
}

/** Adds up what the parts of a run say. */
export function totalsOf(parts: readonly Part<unknown>[]): Totals {
  const findings: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { severity } of parts.flatMap((part) => part.findings))
    if (severity !== undefined) findings[severity]++;
  const workloads = parts.flatMap((part) => part.workloads);
  return {
    files: parts.length,
    sources: new Set(workloads.map(({ path }) => path)).size,
    findings,
    verdicts: workloads.map(({ verdict: { placement, confidence } }) => ({ placement, confidence })),
  };
}

/** Placements that occur with their counts, most frequent first. */
export function placementsByCount({ verdicts }: Totals): readonly (readonly [string, number])[] {
  return Object.entries(workspaceVerdict(verdicts).counts)
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
