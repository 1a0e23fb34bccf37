// Turns changes of the model's terms into edits of a daemon.json.
import type { Change, Setting, TextEdit } from '../../core/format';
import { append, remove, replaceScalar, set } from '../json/edits';
import { isBroken, type JsonFile, member } from '../json/tree';

/** Makes the edits of one file. Nothing is written into a broken file: the engine would not start. */
export function editor(file: JsonFile): (change: Change) => readonly TextEdit[] | undefined {
  const { root } = file;

  function setting(change: Setting): readonly TextEdit[] | undefined {
    switch (change.name) {
      case 'noNewPrivileges':
        return set(file, root, 'no-new-privileges', 'true');
      case 'logRotation':
        return rotation(change.value.size, change.value.files);
      default:
        return undefined;
    }
  }

  /** The values of `log-opts` are texts, numbers too. */
  function rotation(size: string, files: number): readonly TextEdit[] | undefined {
    if (root?.kind !== 'object') return undefined;
    const options = member(root, 'log-opts');
    if (options !== undefined) return set(file, options.value, 'max-size', JSON.stringify(size));
    const written = `{ "max-size": ${JSON.stringify(size)}, "max-file": "${files}" }`;
    return append(file, root, `"log-opts": ${written}`);
  }

  return (change) => {
    if (root === undefined || isBroken(file, root.span)) return undefined;
    if (change.kind === 'set') return setting(change.setting);
    const { start, end } = change.place.span;
    const found = file.statements.find(({ span }) => span.start === start && span.end === end);
    if (found === undefined) return undefined;
    if (change.kind === 'remove') return remove(file, found);
    const { value } = found;
    if (change.kind !== 'replace' || value?.kind !== 'scalar') return undefined;
    return [replaceScalar(value, value.type === 'string' ? JSON.stringify(change.value) : change.value)];
  };
}
