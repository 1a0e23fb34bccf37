// What a run of `check` counts over all files.
import type { Severity } from '../core/finding';
import { type Verdict, workspaceVerdict } from '../placement';
import type { FileResult } from './read';

/** Counts over the files added so far. */
export interface Totals {
  readonly files: number;
  readonly workloads: number;
  /** Findings by severity; suppressed ones do not count. */
  readonly findings: Readonly<Record<Severity, number>>;
  /** The word and confidence of every workload. */
  readonly verdicts: readonly Pick<Verdict, 'placement' | 'confidence'>[];
  add(file: FileResult): void;
}

/** Totals of nothing. */
export function newTotals(): Totals {
  let files = 0;
  let workloads = 0;
  const findings: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  const verdicts: Pick<Verdict, 'placement' | 'confidence'>[] = [];
  return {
    get files() {
      return files;
    },
    get workloads() {
      return workloads;
    },
    findings,
    verdicts,
    add({ analysis }) {
      files++;
      if (analysis === undefined) return;
      workloads += analysis.workloads.length;
      for (const finding of analysis.findings)
        if (finding.suppressed === undefined) findings[finding.severity]++;
      for (const workload of analysis.workloads) {
        const { placement, confidence } = analysis.verdict(workload);
        verdicts.push({ placement, confidence });
      }
    },
  };
}

/** A report that is written file by file. */
export interface Report {
  add(file: FileResult): void;
  /** The whole text. `milliseconds` is how long the run took; `failed`: some path could not be read. */
  end(totals: Totals, milliseconds: number, failed: boolean): string;
}

/** Placements that occur with their counts, most frequent first. */
export function placementsByCount({ verdicts }: Totals): readonly (readonly [string, number])[] {
  return Object.entries(workspaceVerdict(verdicts).counts)
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
