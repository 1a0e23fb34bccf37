// The shape of a criterion: one file says everything about it, and its examples are its tests.
import type { Evidence } from '../core/finding';
import type { FormatId } from '../core/format';
import type { Message, Text } from '../core/message';
import type { HostProfile } from '../core/rule';
import type { Source } from '../core/source';
import type { Workload } from '../core/workload';
import type { PlacementContext } from './context';
import type { Answers, QuestionId } from './questions';
import type { CriterionId } from './weights';

/** What a criterion read about one workload. */
export interface Assessment {
  /** −1 speaks fully for a VM (for K9: for a boundary of its own), +1 fully for a container. */
  readonly e: number;
  /** 0 to 1, one of `certainties`. */
  readonly certainty: number;
  /** Where it stands; empty only when an answer or the host profile decides. */
  readonly evidence: readonly Evidence[];
  /** What was read, as a sentence. */
  readonly text: Message;
  /** The part of the workload it is about, where it is not about the whole: two strong parts make a hybrid. */
  readonly part?: string;
}

/** A file in an example. `⟦` and `⟧` mark where the evidence must be. */
export interface PlacementExample {
  readonly format: FormatId;
  /** Where the file's name matters; default: the format's usual name. */
  readonly path?: string;
  readonly text: string;
  /** Which workload is judged; default: the first. */
  readonly workload?: string;
  readonly host?: HostProfile;
  readonly answers?: Answers;
}

/** An example with what the criterion reads in it. */
interface CriterionExample extends PlacementExample {
  /** Which side it speaks for; `neutral`: known and in the middle; `unknown`: nothing can be said. */
  readonly speaksFor: 'container' | 'vm' | 'neutral' | 'unknown';
}

/** A reason that speaks for one side or the other. */
export interface Criterion {
  readonly id: CriterionId;
  /** Under 60 characters. */
  readonly title: Text;
  /** The side the articles name it for; `boundary`: it asks for isolation, not for a packaging. */
  readonly direction: 'container' | 'vm' | 'boundary';
  /** Asked when nothing is known; the first one first. */
  readonly questions: readonly QuestionId[];
  readonly sources: readonly [Source, ...Source[]];
  /** Complete "if …": what would have to hold for each side. */
  readonly clauses: { readonly container: Text; readonly vm: Text };
  /** `undefined` when nothing is known: unknown is never zero. */
  evaluate(workload: Workload, context: PlacementContext): Assessment | undefined;
  /** Empty only where no file shows it. */
  readonly examples: readonly CriterionExample[];
}

/** Declares a criterion. */
export function defineCriterion(criterion: Criterion): Criterion {
  return criterion;
}
