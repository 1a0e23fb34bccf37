// Turns changes of the model's terms into edits of a Firecracker configuration.
import type { Change, TextEdit } from '../../core/format';
import { mebibyte } from '../../core/size';
import { append, remove, replaceScalar } from '../json/edits';
import { isBroken, type JsonFile, member } from '../json/tree';

/** Firecracker's words for what the model calls by QEMU's. */
const spellings: Readonly<Record<string, string>> = { writeback: 'Writeback', unsafe: 'Unsafe' };

/** Members that a machine can do without. */
const removable = new Set(['vsock', 'mmds-config', 'entropy', 'cache_type', 'balloon']);

/** Makes the edits of one file; nothing is written into a broken one. */
export function editor(
  file: JsonFile,
  id: string | undefined,
): (change: Change) => readonly TextEdit[] | undefined {
  const { root } = file;

  function set({ workload, setting }: Change & { readonly kind: 'set' }): readonly TextEdit[] | undefined {
    if (workload !== id || root?.kind !== 'object') return undefined;
    const configuration = member(root, 'machine-config')?.value;
    const added = (name: string, json: number): readonly TextEdit[] | undefined =>
      configuration?.kind !== 'object' || member(configuration, name) !== undefined
        ? undefined
        : append(file, configuration, `"${name}": ${json}`);
    switch (setting.name) {
      case 'memory':
        return added('mem_size_mib', Math.ceil(setting.value / mebibyte));
      case 'cpus':
        return Number.isInteger(setting.value) ? added('vcpu_count', setting.value) : undefined;
      default:
        return undefined;
    }
  }

  return (change) => {
    if (root === undefined || isBroken(file, root.span)) return undefined;
    if (change.kind === 'set') return set(change);
    const { start, end } = change.place.span;
    const found = file.statements.find(({ span }) => span.start === start && span.end === end);
    if (found === undefined) return undefined;
    if (change.kind === 'remove')
      return found.kind === 'member' && removable.has(found.name) ? remove(file, found) : undefined;
    const { value } = found;
    if (change.kind !== 'replace' || value?.kind !== 'scalar') return undefined;
    const written =
      found.kind === 'member' && found.name === 'cache_type'
        ? (spellings[change.value] ?? change.value)
        : change.value;
    return [replaceScalar(value, value.type === 'string' ? JSON.stringify(written) : written)];
  };
}
