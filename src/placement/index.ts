// The door of the placement: the verdict on a workload and on a workspace.
export { confidenceNames, placementNames } from './texts';
export { type Verdict, verdictOf, workspaceVerdict } from './verdict';
