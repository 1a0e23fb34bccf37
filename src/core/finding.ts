// Findings: one rule's claim about one workload, as plain data.
import type { Change } from './format';
import type { Message, Text } from './message';
import type { Place } from './span';

/** What a finding is about. */
export type Concern = 'isolation' | 'overhead' | 'placement' | 'operations';

/** How much it matters, worst first. */
export const severities = ['error', 'warning', 'info', 'hint'] as const;

/** One of the severities. */
export type Severity = (typeof severities)[number];

/** How sure the claim is: `high` is stated in the file, `medium` is implied, `low` is a heuristic. */
export type Confidence = 'high' | 'medium' | 'low';

/** A place that speaks for the finding; the label says what stands there. */
export interface Evidence {
  readonly place: Place;
  readonly label?: Message;
}

/** A change that would end the finding. */
export interface Fix {
  readonly title: Message;
  /** `safe`: the workload does the same as before; `changes-behaviour`: it may not. */
  readonly safety: 'safe' | 'changes-behaviour';
  readonly changes: readonly Change[];
}

/** One rule's claim about one workload. */
export interface Finding {
  readonly rule: string;
  /** The rule's title. */
  readonly title: Text;
  readonly concern: Concern;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: Message;
  /** At least one; the first is the primary one, where the finding is shown. */
  readonly evidence: readonly [Evidence, ...Evidence[]];
  /** Id of the workload or declaration; the first one's where several share the statement. */
  readonly workload: string;
  /** Ids of the other workloads that the same statement concerns. */
  readonly sharedWith?: readonly string[];
  readonly fix?: Fix;
  /** Set where the surroundings or the configuration gave it another severity than the rule: that one, and why. */
  readonly adjusted?: { readonly from: Severity; readonly why: Message };
  /** Why it does not count: a suppression in the file, with its reason. */
  readonly suppressed?: { readonly reason: string };
  /** 16 hexadecimal digits that stay the same when lines move. */
  readonly fingerprint: string;
}

/** Whether the finding counts (is not suppressed) and concerns the workload with this id. */
export function concerns({ workload, sharedWith, suppressed }: Finding, id: string): boolean {
  return suppressed === undefined && (workload === id || sharedWith?.includes(id) === true);
}
