// Turns changes of the model's terms into edits of a devcontainer.json.

import type { Change, Setting, TextEdit } from '../../core/format';
import { contains, type Place } from '../../core/span';
import { portParts, sizeText, volumeParts } from '../container-options/values';
import { editorOf } from '../editor';
import { append, remove, replaceScalar, set } from '../json/edits';
import { type JsonFile, type JsonScalar, type JsonStatement, member } from '../json/tree';

/** Makes the edits of one file. `undefined` for what holds a variable, stands in another file, or cannot be said here. */
export function editor(file: JsonFile, path: string): (change: Change) => readonly TextEdit[] | undefined {
  const { root } = file;

  /** The statements at a place: one, or the words of an option in `runArgs`. */
  function statementsAt(place: Place): readonly JsonStatement[] {
    if (place.path !== path) return [];
    const { start, end } = place.span;
    const whole = file.statements.find(({ span }) => span.start === start && span.end === end);
    if (whole !== undefined) return [whole];
    const words = file.statements.filter(
      (statement) => statement.kind === 'item' && contains(place.span, statement.span),
    );
    return words[0]?.span.start === start && words.at(-1)?.span.end === end ? words : [];
  }

  function removal(place: Place): readonly TextEdit[] | undefined {
    const words = statementsAt(place);
    const [first] = words;
    const last = words.at(-1);
    if (first === undefined || last === undefined) return undefined;
    // What names the image cannot go, and an option that stands in for several (`-itv`) cannot be split.
    if (isHeader(first) || (first.kind === 'item' && isCombined(first))) return undefined;
    return remove(file, first, last);
  }

  const isHeader = (statement: JsonStatement): boolean =>
    statement.kind === 'member' &&
    statement.container === root &&
    /^(?:image|build|dockerFile|dockerComposeFile|service|name)$/.test(statement.name);

  function isCombined({ container, value }: JsonStatement): boolean {
    const isWord = container.owner?.kind === 'member' && container.owner.name === 'runArgs';
    return (
      isWord &&
      value?.kind === 'scalar' &&
      /^-[a-zA-Z]{2,}/.test(value.text) &&
      !/^-[muvpewlh]/.test(value.text)
    );
  }

  /** The text that states the value, with what stands before the value in it: `--memory=`. */
  function valueAt(place: Place): { readonly node: JsonScalar; readonly prefix: string } | undefined {
    const last = statementsAt(place).at(-1);
    const node = last?.value;
    if (last === undefined || node?.kind !== 'scalar' || /\$\{/.test(node.text)) return undefined;
    const owner = last.container.owner;
    const isWord = owner?.kind === 'member' && owner.name === 'runArgs';
    const prefix = isWord ? (/^--?[a-zA-Z][\w-]*=/.exec(node.text)?.[0] ?? '') : '';
    // `-m512m` has no mark between name and value.
    return isWord && prefix === '' && node.text.startsWith('-') ? undefined : { node, prefix };
  }

  function rewrite(
    place: Place,
    text: (value: string) => string | undefined,
  ): readonly TextEdit[] | undefined {
    const found = valueAt(place);
    if (found === undefined) return undefined;
    const { node, prefix } = found;
    const value = text(node.text.slice(prefix.length));
    if (value === undefined) return undefined;
    const json = node.type === 'string' ? JSON.stringify(prefix + value) : value;
    return [replaceScalar(node, json)];
  }

  function replacement(place: Place, value: string): readonly TextEdit[] | undefined {
    return rewrite(place, (old) => {
      if (/^no-new-privileges|^(?:seccomp|apparmor|label)[=:]/.test(old)) return undefined;
      return value;
    });
  }

  function binding(place: Place, address: string): readonly TextEdit[] | undefined {
    return rewrite(place, (old) => {
      const { container, host = '', protocol } = portParts(old);
      const ip = address.includes(':') ? `[${address}]` : address;
      return `${ip}:${host}:${container}${old.includes('/') ? `/${protocol}` : ''}`;
    });
  }

  function protection(place: Place): readonly TextEdit[] | undefined {
    return rewrite(place, (old) => {
      if (/(?:^|,)(?:source|src|target|type)=/.test(old)) {
        return /(?:^|,)(?:readonly|ro)(?:,|=|$)/.test(old) ? undefined : `${old},readonly`;
      }
      const parts = volumeParts(old);
      if (parts?.source === undefined) return undefined;
      const options = ['ro', ...parts.options.filter((option) => option !== 'rw' && option !== 'ro')];
      return `${parts.source}:${parts.target}:${options.join(',')}`;
    });
  }

  function setting(change: Setting): readonly TextEdit[] | undefined {
    if (root?.kind !== 'object' || member(root, 'dockerComposeFile') !== undefined) return undefined;
    switch (change.name) {
      case 'noNewPrivileges':
        return item('securityOpt', 'no-new-privileges:true');
      case 'engineInit':
        return set(file, root, 'init', 'true');
      case 'user':
        return set(file, root, 'containerUser', JSON.stringify(change.value));
      case 'capabilitiesDropped':
        return item('runArgs', '--cap-drop=ALL');
      case 'readOnlyRootFilesystem':
        return item('runArgs', '--read-only');
      case 'memory':
        return item('runArgs', `--memory=${sizeText(change.value)}`);
      case 'cpus':
        return item('runArgs', `--cpus=${change.value}`);
      case 'pidsLimit':
        return item('runArgs', `--pids-limit=${change.value}`);
      case 'runtime':
        return item('runArgs', `--runtime=${change.value}`);
      default:
        return undefined;
    }
  }

  /** Adds an item to a list of the file, or the list itself. */
  function item(key: string, text: string): readonly TextEdit[] | undefined {
    if (root?.kind !== 'object') return undefined;
    const list = member(root, key);
    if (list === undefined) return append(file, root, `${JSON.stringify(key)}: [${JSON.stringify(text)}]`);
    return list.value?.kind === 'array' ? append(file, list.value, JSON.stringify(text)) : undefined;
  }

  return editorOf({ removal, replacement, binding, protection, set: (_, change) => setting(change) });
}
