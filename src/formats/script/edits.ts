// Turns changes of the model's terms into edits of a command line; none where quotes or variables are in the way.

import type { Change, Setting, TextEdit } from '../../core/format';
import type { Place, Span } from '../../core/span';
import { sourceSpan } from '../code';
import type { Option } from '../container-options/split';
import { portParts, sizeText, volumeParts } from '../container-options/values';
import { editorOf } from '../editor';
import { startOfLine } from '../lines';
import type { Start } from './lower';
import { machineEditor } from './machine-edits';
import type { MachineStart } from './machines';

/** What a shell takes as it is. */
const plain = /^[\w./:@,+=%~-]+$/;

/** Makes the edits of one file. */
export function editor(
  text: string,
  path: string,
  starts: readonly Start[],
  machines: readonly MachineStart[],
): (change: Change) => readonly TextEdit[] | undefined {
  /** The one option at a place, as written; none for several letters behind one dash. */
  function optionAt(place: Place): { readonly option: Option; readonly written: string } | undefined {
    if (place.path !== path) return undefined;
    const isThere = ({ value }: Option): boolean =>
      value.place.span.start === place.span.start && value.place.span.end === place.span.end;
    const [option, ...more] = starts.flatMap(({ list }) => list.options.filter(isThere));
    const written = text.slice(place.span.start, place.span.end);
    const safe = /^--?[\w-]+(?:[= \t]?[ \t]*[\w./:@,+=%~-]+)?$/.test(written);
    return option === undefined || more.length > 0 || !safe ? undefined : { option, written };
  }

  function removal(place: Place): TextEdit | undefined {
    return optionAt(place) === undefined ? undefined : optionRemoval(text, place.span);
  }

  /** The option with another value, spelled as before. */
  function rewrite(place: Place, change: (value: string) => string | undefined): TextEdit | undefined {
    const found = optionAt(place);
    const [, head, value] = /^(--?[\w-]+[= \t][ \t]*)(\S+)$/.exec(found?.written ?? '') ?? [];
    if (head === undefined || value === undefined) return undefined;
    const next = change(value);
    return next === undefined || !plain.test(next) ? undefined : { span: place.span, text: head + next };
  }

  function binding(place: Place, address: string): TextEdit | undefined {
    if (optionAt(place)?.option.name !== 'publish') return undefined;
    return rewrite(place, (value) => {
      const { container, host = '', protocol } = portParts(value);
      const ip = address.includes(':') ? `[${address}]` : address;
      return `${ip}:${host}:${container}${value.includes('/') ? `/${protocol}` : ''}`;
    });
  }

  function protection(place: Place): TextEdit | undefined {
    const name = optionAt(place)?.option.name;
    if (name === 'mount') return rewrite(place, (value) => `${value},readonly`);
    if (name !== 'volume') return undefined;
    return rewrite(place, (value) => {
      const parts = volumeParts(value);
      if (parts?.source === undefined) return undefined;
      const options = ['ro', ...parts.options.filter((option) => option !== 'rw' && option !== 'ro')];
      return `${parts.source}:${parts.target}:${options.join(',')}`;
    });
  }

  function replacement(place: Place, value: string): TextEdit | undefined {
    const name = optionAt(place)?.option.name;
    if (name === undefined || name === 'publish' || name === 'volume' || name === 'mount') return undefined;
    return rewrite(place, (old) => {
      const named = name === 'env' || name === 'label' ? /^[^=]*=/.exec(old)?.[0] : '';
      return named === undefined ? undefined : named + value;
    });
  }

  function set(id: string, setting: Setting): TextEdit | undefined {
    const start = starts.find(({ workload }) => workload.id === id);
    const options = start && optionsFor(setting, start);
    if (
      start?.call === undefined ||
      options === undefined ||
      !options.every((option) => plain.test(option))
    ) {
      return undefined;
    }
    const { end }: Span = sourceSpan(start.call.code, start.call.head.start, start.call.head.end);
    return { span: { start: end, end }, text: options.map((option) => ` ${option}`).join('') };
  }

  const ofContainers = editorOf({ removal, replacement, binding, protection, set });
  const ofMachines = editorOf(machineEditor(text, path, machines));
  return (change) => ofContainers(change) ?? ofMachines(change);
}

/** Takes an option out of a command, with its line where it has one. */
export function optionRemoval(text: string, { start, end }: Span): TextEdit | undefined {
  const lineStart = startOfLine(text, start);
  const rest = /^[ \t]*(\\?)\r?\n/.exec(text.slice(end, end + 200));
  const isAlone = text.slice(lineStart, start).trim() === '' && rest !== null;
  // An option alone on its line takes the line with it, but not the end of what the line before continues.
  if (isAlone && (rest[1] === '\\' || !/\\\r?\n$/.test(text.slice(Math.max(0, lineStart - 3), lineStart)))) {
    return { span: { start: lineStart, end: end + rest[0].length }, text: '' };
  }
  if (isAlone) return undefined;
  const blanks = /^[ \t]*/.exec(text.slice(end, end + 200))?.[0].length ?? 0;
  return { span: { start, end: end + (rest === null ? blanks : 0) }, text: '' };
}

/** The options that state a setting. */
function optionsFor(setting: Setting, { call, list }: Start): readonly string[] | undefined {
  switch (setting.name) {
    case 'noNewPrivileges':
      return ['--security-opt=no-new-privileges'];
    case 'readOnlyRootFilesystem':
      return ['--read-only'];
    case 'capabilitiesDropped':
      return ['--cap-drop=ALL'];
    case 'engineInit':
      return ['--init'];
    case 'pidsLimit':
      return [`--pids-limit=${setting.value}`];
    case 'memory':
      return [`--memory=${sizeText(setting.value)}`];
    case 'cpus':
      return [`--cpus=${setting.value}`];
    case 'user':
      return [`--user=${setting.value}`];
    case 'runtime':
      return call?.engine === 'docker' ? [`--runtime=${setting.value}`] : undefined;
    case 'restart':
      // Engines refuse both together.
      return list.options.some(({ name }) => name === 'rm') ? undefined : [`--restart=${setting.value}`];
    case 'logRotation':
      return call?.engine === 'docker'
        ? [`--log-opt=max-size=${setting.value.size}`, `--log-opt=max-file=${setting.value.files}`]
        : undefined;
    case 'volume':
      return [`--volume=${setting.value.source}:${setting.value.target}`];
    case 'label':
      return [`--label=${setting.value.key}=${setting.value.text}`];
    case 'userNamespaces':
      return call?.engine === 'podman' ? ['--userns=auto'] : undefined;
    default:
      return undefined;
  }
}
