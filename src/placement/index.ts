// The door of the placement: the verdict on a workload and on a workspace.
export type { PlacementContext } from './context';
export type { Placement } from './decide';
export { type Answers, type QuestionId, questions } from './questions';
export { confidenceNames, placementNames } from './texts';
export {
  type Flip,
  type GateOutcome,
  type OpenQuestion,
  type Reason,
  type Verdict,
  verdictOf,
  verdictTitle,
  type WorkspaceVerdict,
  workspaceVerdict,
} from './verdict';
