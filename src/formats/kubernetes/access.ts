// Opens files of Kubernetes objects for reading.
import { type View, viewOf as viewOfYaml } from '../yaml/view';
import { notUnderstood } from './messages';
import type { KubernetesFile } from './parse';

/** A file's fields, opened for reading. */
export function viewOf(file: KubernetesFile, path: string): View {
  return viewOfYaml(file, path, notUnderstood);
}
