// What the verdict may know beside the workload, shared by criteria and gates.
import type { HostProfile } from '../core/rule';
import type { Workload } from '../core/workload';
import type { Answers } from './questions';

/** What criteria and gates may know beside the workload. */
export interface PlacementContext {
  /** The workloads of the same file, this one included. */
  readonly group: readonly Workload[];
  readonly host: HostProfile;
  /** What the user has answered about this workload; empty when nothing was answered. */
  readonly answers: Answers;
  /** Today as `YYYY-MM-DD`, for end-of-life dates. */
  readonly today: string;
}
