// What a run of `check` says about one file, as plain data: parts of several files are put together so that nothing is said twice.
import type { Severity } from '../core/finding';
import type { Verdict } from '../placement';

/** A workload of a part. */
export interface PartWorkload<Shown> {
  readonly id: string;
  /** The file that defines it. */
  readonly path: string;
  readonly verdict: Pick<Verdict, 'placement' | 'confidence'>;
  readonly shown: Shown;
}

/** A finding of a part. */
export interface PartFinding<Shown> {
  /** Equal for the same claim about the same place. */
  readonly key: string;
  /** The file its first evidence stands in. */
  readonly path: string;
  readonly workload: string;
  /** Absent for a suppressed one. */
  readonly severity?: Severity;
  readonly shown: Shown;
}

/** The word and the confidence of a verdict, without what it rests on. */
export function wordOf({ placement, confidence }: Verdict): Pick<Verdict, 'placement' | 'confidence'> {
  return { placement, confidence };
}

/** What is said about one file. `Shown` is a text or JSON. */
export interface Part<Shown> {
  readonly path: string;
  readonly file: Shown;
  readonly workloads: readonly PartWorkload<Shown>[];
  readonly findings: readonly PartFinding<Shown>[];
}

/**
 * The parts without repetition. A file's own word about itself stays; what several files say about another one is said by
 * the first. `merge` adds what is left out to what stays.
 */
export function combine<Shown>(
  parts: readonly Part<Shown>[],
  merge: (kept: Shown, left: Shown) => void,
): Part<Shown>[] {
  const findings = new Map<string, { readonly part: Part<Shown>; readonly finding: PartFinding<Shown> }>();
  const workloads = new Map<string, PartWorkload<Shown>>();
  const left = new Set<PartFinding<Shown>>();
  for (const own of [true, false]) {
    for (const part of parts) {
      for (const finding of part.findings) {
        if ((finding.path === part.path) !== own) continue;
        const kept = findings.get(finding.key);
        if (kept === undefined) findings.set(finding.key, { part, finding });
        // One analysis that makes a claim twice means two things.
        else if (kept.part !== part) {
          left.add(finding);
          merge(kept.finding.shown, finding.shown);
        }
      }
      for (const workload of part.workloads)
        if ((workload.path === part.path) === own && !workloads.has(workload.id))
          workloads.set(workload.id, workload);
    }
  }
  return parts.map((part) => ({
    ...part,
    workloads: part.workloads.filter((workload) => workloads.get(workload.id) === workload),
    findings: part.findings.filter((finding) => !left.has(finding)),
  }));
}
