// The shape of a gate: a condition that decides which words are possible, without changing the score.
import type { Evidence } from '../core/finding';
import type { Message, Text } from '../core/message';
import type { Source } from '../core/source';
import type { Workload } from '../core/workload';
import type { PlacementContext } from './context';
import type { PlacementExample } from './criterion';
import type { QuestionId } from './questions';
import type { GateId } from './weights';

/**
 * `met`: it holds and decides. `not-met`: it is known not to hold. `open`: something points to it, but only an answer can
 * tell. `undecidable`: as open, and without the answer no word is honest.
 */
export type GateState = 'met' | 'not-met' | 'open' | 'undecidable';

/** What a gate read about one workload. */
export interface GateReading {
  readonly state: GateState;
  /** 0 to 1, one of `certainties`. */
  readonly certainty: number;
  /** Where it stands; empty only when an answer decides. */
  readonly evidence: readonly Evidence[];
  /** What was read, as a sentence. */
  readonly text: Message;
}

/** An example with what the gate reads in it; `silent`: nothing points to it. */
interface GateExample extends PlacementExample {
  readonly state: GateState | 'silent';
}

/** A condition that decides which words are possible. */
export interface Gate {
  readonly id: GateId;
  /** Under 60 characters. */
  readonly title: Text;
  /** Asked when it is open. */
  readonly question: QuestionId;
  readonly sources: readonly [Source, ...Source[]];
  /** Complete "if …": what would have to hold for it to be met, or not. */
  readonly clauses: { readonly met: Text; readonly notMet: Text };
  /** `undefined` when nothing points to it. */
  evaluate(workload: Workload, context: PlacementContext): GateReading | undefined;
  readonly examples: readonly GateExample[];
}

/** Declares a gate. */
export function defineGate(gate: Gate): Gate {
  return gate;
}
