// The shape of a comparison row: one file says everything about one aspect.
import type { Evidence, Finding } from '../core/finding';
import type { Message, Text } from '../core/message';
import type { Posture } from '../core/posture';
import type { HostProfile } from '../core/rule';
import type { Source } from '../core/source';
import type { Workload } from '../core/workload';
import type { FigureId } from '../knowledge/figures';
import type { Verdict } from '../placement';

/** What a comparison is made of. */
export interface ComparisonInput {
  readonly workload: Workload;
  /** The workloads of the same file, this one included. */
  readonly group: readonly Workload[];
  readonly verdict: Verdict;
  /** Findings about this workload that count. */
  readonly findings: readonly Finding[];
  readonly host: HostProfile;
  /** The local engine's posture, once the user asked for it. */
  readonly posture?: Posture;
}

/** A sentence about this workload with the place that says so. */
export interface RowEvidence {
  readonly text: Message;
  /** Absent where the host profile, the engine or arithmetic over several places says so. */
  readonly evidence?: Evidence;
  readonly tone?: 'defect' | 'cost';
}

/** A cited figure with the side it speaks for. */
export interface RowFigure {
  readonly figure: FigureId;
  readonly side: 'container' | 'sandboxed-container' | 'vm' | 'reference';
}

/** One aspect of the comparison. */
export interface Row {
  /** `R1` to `R17` of evidence/comparison.md. */
  readonly id: string;
  readonly title: Text;
  /** The general statement about VMs. */
  readonly vm: Text;
  /** The general statement about containers. */
  readonly container: Text;
  readonly sources: readonly [Source, ...Source[]];
  readonly figures: readonly RowFigure[];
  /** Unit in which the figures are drawn on a logarithmic axis: `ms`, `MiB`. */
  readonly axis?: string;
  /** What this workload's files say about it; empty when they say nothing. */
  here(input: ComparisonInput): readonly RowEvidence[];
}

/** Declares a row. */
export function defineRow(row: Row): Row {
  return row;
}
