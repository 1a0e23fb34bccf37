// Turns user data into a machine of role `setup`: what it is put into is defined in other files.
import { isKnown, notExpressible } from '../../core/fact';
import type { VirtualMachine } from '../../core/workload';
import { unsaidMachine } from '../unsaid';
import type { UserData } from './draft';

/** The machine that user data sets up. */
export function lower(text: string, path: string, { name: hostName, ...facts }: UserData): VirtualMachine {
  const name = isKnown(hostName) ? hostName.value : fileName(path);
  return {
    kind: 'vm',
    role: 'setup',
    id: `${path}#${name.replaceAll('#', '%23')}`,
    name,
    format: 'cloud-init',
    path,
    place: { path, span: headerOf(text) },
    body: { path, span: { start: 0, end: text.length } },
    ...unsaidMachine(notExpressible),
    ...facts,
  };
}

/** `web/user-data.yaml.tftpl` gives `user-data`. */
function fileName(path: string): string {
  const file = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return file.replace(/\..*$/, '') || file;
}

/** The first line that is not empty. */
function headerOf(text: string): { readonly start: number; readonly end: number } {
  const start = Math.max(0, text.search(/[^\s\uFEFF]/));
  const length = text.slice(start).search(/\s*(?:[\r\n]|$)/);
  return { start, end: start + Math.max(0, length) };
}
