// Turns changes of the model's terms into edits of a file of Kubernetes objects.
import type { Change, TextEdit } from '../../core/format';
import type { Lowered } from './lower';
import type { KubernetesFile } from './parse';

/** Makes the edits of one file. `undefined` for what comes through an alias or a template. */
export function editor(
  _file: KubernetesFile,
  _containers: readonly Lowered[],
): (change: Change) => readonly TextEdit[] | undefined {
  return () => undefined;
}
