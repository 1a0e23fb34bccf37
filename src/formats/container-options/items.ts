// Single options of `docker run` and `podman run` that have a notation of their own: ports, mounts, devices, variables.
import {
  type Fact,
  isKnown,
  type Known,
  mapFact,
  mapKnown,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { Device, Mount, PublishedPort } from '../../core/workload';
import * as defaults from '../compose/defaults';
import { hasHole, restore, variableDecides } from '../variables';
import { enginePicksPort, notUnderstood, passedThrough } from './messages';
import * as values from './values';
import type { OptionWord } from './words';

/** A word as a fact: `convert` gives `undefined` for what the engine refuses. */
export function read<T>(word: OptionWord, convert: (text: string) => T | undefined): Fact<T> {
  if (hasHole(word.text)) return unknown(variableDecides(word.unresolved), word.place);
  const value = convert(word.text);
  return value === undefined ? unknown(notUnderstood, word.place) : stated(value, word.place);
}

/** Any text but none. */
export const text = (value: string): string | undefined => value || undefined;

/** `--publish`. */
export function port(word: OptionWord): Known<PublishedPort> | Unknown {
  const parts = values.portParts(word.text);
  const part = (piece: string): OptionWord => ({ ...word, text: piece });
  const range = read(part(parts.container), values.portRange);
  // One variable for everything says nothing about any part.
  if (!isKnown(range) && (parts.host === undefined || !hasHole(parts.container))) return range;
  return stated(
    {
      ...values.containerPorts(range),
      hostPort:
        parts.host === undefined
          ? unknown(enginePicksPort)
          : mapFact(read(part(parts.host), values.portRange), ({ first }) => first),
      address: parts.address === undefined ? defaults.anyAddress : read(part(parts.address), text),
      protocol: values.protocolOf(parts.protocol) ?? 'tcp',
    },
    word.place,
  );
}

/** Folders of the user or the project, as shells and editors write them. */
const folderVariable =
  /^(?:\$\{?(?:PWD|HOME|OLDPWD|TMPDIR|CI_PROJECT_DIR|GITHUB_WORKSPACE|WORKSPACE)\b|\$\(\s*pwd\b|`\s*pwd\b|\$\{(?:local|container)WorkspaceFolder\}|\$\{localEnv:(?:HOME|USERPROFILE)\b)/;

/** The kind of a mount by its source: a path of the host, a name, or a variable that may be either. */
function sourceKind(source: string): Mount['kind'] {
  if (values.isPath(source) || folderVariable.test(source)) return 'bind';
  return /[$`%]/.test(source) ? 'other' : 'volume';
}

/** `--volume`. */
export function volume(word: OptionWord): Known<Mount> | Unknown {
  const parts = values.volumeParts(word.text);
  const open = hasHole(word.text) ? unknown(variableDecides(word.unresolved), word.place) : undefined;
  if (parts === undefined) return open ?? unknown(notUnderstood, word.place);
  const { source, target, options } = parts;
  // A variable is kept as written inside a path, but one that stands for everything or for the mode says nothing.
  if (open !== undefined && (source === undefined ? hasHole(target) : hasHole(options.join()))) return open;
  const from = source === undefined ? undefined : restore(source, word);
  const propagation = options.map(values.propagation).find((found) => found !== undefined);
  return stated(
    {
      kind: from === undefined ? 'volume' : sourceKind(from),
      ...(from === undefined ? {} : { source: from }),
      target: restore(target, word),
      readOnly: options.includes('ro') || options.includes('readonly'),
      ...(propagation === undefined ? {} : { propagation: stated(propagation, word.place) }),
    },
    word.place,
  );
}

/** `--mount type=bind,source=…,target=…,readonly`. */
export function longMount(word: OptionWord): Known<Mount> | Unknown {
  const parts = new Map<string, string>();
  for (const part of word.text.split(',')) {
    const equals = part.indexOf('=');
    parts.set(
      (equals === -1 ? part : part.slice(0, equals)).trim(),
      equals === -1 ? '' : part.slice(equals + 1),
    );
  }
  const pick = (...names: readonly string[]): string | undefined =>
    names.map((name) => parts.get(name)).find((found) => found !== undefined);
  const type = pick('type') ?? 'volume';
  const source = pick('source', 'src');
  const target = pick('target', 'destination', 'dst');
  const readOnly = pick('readonly', 'ro') ?? 'false';
  if (hasHole(type) || hasHole(readOnly) || (target === undefined && hasHole(word.text))) {
    return unknown(variableDecides(word.unresolved), word.place);
  }
  if (target === undefined) return unknown(notUnderstood, word.place);
  const propagation = values.propagation(pick('bind-propagation') ?? '');
  // A named pipe is an object of the host, like a bound file.
  const kind =
    type === 'bind' || type === 'npipe' ? 'bind' : type === 'volume' || type === 'tmpfs' ? type : 'other';
  return stated(
    {
      kind,
      ...(source === undefined || source === '' ? {} : { source: restore(source, word) }),
      target: restore(target, word),
      readOnly: readOnly !== 'false' && readOnly !== '0',
      ...(propagation === undefined ? {} : { propagation: stated(propagation, word.place) }),
    },
    word.place,
  );
}

/** `--tmpfs`. */
export function temporary(word: OptionWord): Known<Mount> | Unknown {
  const [path = '', options = ''] = word.text.split(':');
  const target = read({ ...word, text: path }, text);
  if (!isKnown(target)) return target;
  return mapKnown(target, (value) => ({
    kind: 'tmpfs',
    target: value,
    readOnly: options.split(',').includes('ro'),
  }));
}

/** `--device`. */
export function device(word: OptionWord): Known<Device> {
  // `vendor.com/class=name` is the notation of the Container Device Interface.
  const byInterface = /^[\w.-]+\/[\w.-]+=/.test(word.text);
  const name = restore(byInterface ? word.text : word.text.replace(/:.*$/s, ''), word);
  return stated({ kind: !byInterface ? 'path' : /gpu/i.test(name) ? 'gpu' : 'other', name }, word.place);
}

/** `NAME=value`, or a name whose value is passed through. */
export function named<T>(
  word: OptionWord,
  make: (name: string, value: Fact<string>) => T,
): Known<T> | Unknown {
  const equals = word.text.indexOf('=');
  const name = equals === -1 ? word.text : word.text.slice(0, equals);
  if (hasHole(name)) return unknown(variableDecides(word.unresolved), word.place);
  const value: Fact<string> =
    equals === -1
      ? unknown(passedThrough, word.place)
      : read({ ...word, text: word.text.slice(equals + 1) }, (content) => content);
  return stated(make(name, value), word.place);
}
