// What the extension and the comparison page say to each other; everything is plain data, nothing is markup.
import type { ComparisonView, ViewPlace } from '../comparison/view';

/** Texts of the page while there is nothing to compare. */
export interface EmptyState {
  readonly title: string;
  readonly text: string;
}

/** From the extension to the page. */
export type ToPage =
  | { readonly type: 'view'; readonly view: ComparisonView; readonly language: string }
  | { readonly type: 'empty'; readonly state: EmptyState; readonly language: string };

/** From the page to the extension. */
export type FromPage =
  /** The page listens; sent once, and again after it was hidden and rebuilt. */
  | { readonly type: 'ready' }
  /** Show the line in the editor. */
  | { readonly type: 'reveal'; readonly place: ViewPlace }
  /** Compare another workload of the same file. */
  | { readonly type: 'select'; readonly workload: string }
  /** Read the local engine's posture; the extension checks trust. */
  | { readonly type: 'engine' };
