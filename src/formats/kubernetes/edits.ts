// Turns changes of the model's terms into edits of a file of Kubernetes objects.

import type { Change, Setting, TextEdit } from '../../core/format';
import type { Place } from '../../core/span';
import { indexFrom } from '../comments';
import { editorOf } from '../editor';
import {
  appendItem,
  appendNested,
  isPrivate,
  plain,
  remove,
  replaceScalar,
  statementIndex,
} from '../yaml/edits';
import type { Statement, YamlMap, YamlPair, YamlSequence } from '../yaml/tree';
import type { Lowered } from './lower';
import { type ContainerNode, containersOf, type KubernetesFile, podOf } from './parse';

type Edits = readonly TextEdit[] | undefined;

/** Makes the edits of one file. `undefined` for what comes through an alias or stands beside template tags. */
export function editor(
  file: KubernetesFile,
  containers: readonly Lowered[],
  declared: ReadonlyMap<string, YamlMap>,
): (change: Change) => Edits {
  const { yaml, reader } = file;
  let places: ReadonlyMap<string, Statement> | undefined;

  /** The statement behind a fact's place: a pair as a whole, or an item by its value. */
  function statementAt({ span }: Place): Statement | undefined {
    places ??= statementIndex(yaml.statements);
    const statement = places.get(`${span.start}:${span.end}`);
    return statement !== undefined && isEditable(statement) ? statement : undefined;
  }

  function isEditable(statement: Statement): boolean {
    const { start, end } = statement.span;
    return isPrivate(statement) && !/\{[{%#]/.test(yaml.text.slice(start, end));
  }

  /** Whether a template tag stands alone on a line in or behind a map, so that its end is not clear. */
  function hasTags({ span }: YamlMap): boolean {
    const { statements, tagLines, text } = yaml;
    const end = statements[indexFrom(statements, span.end)]?.span.start ?? text.length;
    return tagLines.some((offset) => offset >= span.start && offset < end);
  }

  /** The volume that a statement is the host path of, with the mounts of it. */
  function volumeOf(
    statement: Statement,
  ): { readonly item: Statement; readonly mounts: readonly Statement[] } | undefined {
    if (statement.kind !== 'pair' || statement.name !== 'path') return undefined;
    const source = statement.container.owner;
    const item = source?.kind === 'pair' && source.name === 'hostPath' ? source.container.owner : undefined;
    const list = item?.container.owner;
    if (item?.kind !== 'item' || list?.kind !== 'pair' || list.name !== 'volumes') return undefined;
    const name = item.value.kind === 'map' ? textAt(item.value, 'name') : undefined;
    const nodes = file.objects.flatMap((object) => {
      const pod = podOf(reader, object);
      return pod?.spec === list.container ? containersOf(file, pod) : [];
    });
    const mounts = name === undefined ? [] : nodes.flatMap((node) => mountsOf(node, name));
    return { item, mounts };
  }

  function mountsOf({ listed }: ContainerNode, volume: string): readonly Statement[] {
    const list = listed && reader.get(listed.map, 'volumeMounts')?.value;
    if (list?.kind !== 'sequence') return [];
    return list.items.filter(({ value }) => value.kind === 'map' && textAt(value, 'name') === volume);
  }

  function textAt(map: YamlMap, key: string): string | undefined {
    const value = reader.get(map, key)?.value;
    return value?.kind === 'scalar' ? value.text : undefined;
  }

  /** What must stay when things in it are removed: the container, the pod's `spec`, the object's own parts. */
  function keeperOf(statement: Statement): Statement | undefined {
    let next: Statement | undefined = statement.container.owner;
    let last: Statement | undefined;
    while (next !== undefined) {
      const list: Statement | undefined = next.container.owner;
      const holdsContainers =
        list?.kind === 'pair' && /^(?:c|initC|ephemeralC)ontainers$/.test(list.name ?? '');
      if (next.kind === 'item' ? holdsContainers : next.name === 'spec') return next;
      last = next;
      next = list;
    }
    return last;
  }

  function removal(place: Place): Edits {
    const statement = statementAt(place);
    if (statement === undefined) return undefined;
    const volume = volumeOf(statement);
    const targets = volume === undefined ? [wholeOf(statement)] : [volume.item, ...volume.mounts];
    const edits: TextEdit[] = [];
    for (const target of targets) {
      const keeper = keeperOf(target);
      const own = keeper !== undefined && isEditable(target) ? remove(yaml, target, keeper) : undefined;
      if (own === undefined) return undefined;
      edits.push(...own);
    }
    return edits;
  }

  function replacement(place: Place, value: string): Edits {
    const statement = statementAt(place);
    return statement === undefined ? undefined : one(replaceScalar(yaml, statement, value));
  }

  function binding(place: Place, address: string): Edits {
    const statement = statementAt(place);
    if (statement?.kind !== 'pair' || statement.name !== 'hostPort') return undefined;
    return setScalar(statement.container, ['hostIP'], address);
  }

  function protection(place: Place): Edits {
    const statement = statementAt(place);
    if (statement === undefined) return undefined;
    const mounts = volumeOf(statement)?.mounts ?? [statement];
    const edits: TextEdit[] = [];
    for (const { value } of mounts) {
      const own = value.kind === 'map' ? setScalar(value, ['readOnly'], 'true') : undefined;
      if (own === undefined) return undefined;
      edits.push(...own);
    }
    return edits.length === 0 ? undefined : edits;
  }

  /** States a scalar below several keys: it is replaced where it is stated, else added with the blocks it needs. */
  function setScalar(map: YamlMap, keys: readonly string[], value: string): Edits {
    return setIn(map, keys, plain(value), (own) =>
      isEditable(own) ? one(replaceScalar(yaml, own, value)) : undefined,
    );
  }

  function setIn(
    map: YamlMap,
    keys: readonly string[],
    added: string,
    change: (own: YamlPair) => Edits,
  ): Edits {
    const [key = '', ...rest] = keys;
    if (hasTags(map) || map.aliased) return undefined;
    const own = map.pairs.findLast(({ name }) => name === key);
    if (own === undefined)
      return reader.get(map, key) === undefined ? appendNested(yaml, map, keys, added) : undefined;
    if (!isPrivate(own)) return undefined;
    if (rest.length === 0) return change(own);
    const { value } = own;
    if (value.kind === 'map' && value.pairs.length > 0) return setIn(value, rest, added, change);
    const isEmpty = value.kind === 'map' || (value.kind === 'scalar' && value.type === 'null');
    return isEmpty ? appendNested(yaml, own, rest, added) : undefined;
  }

  function dropAll(map: YamlMap): Edits {
    return setIn(map, ['securityContext', 'capabilities', 'drop'], '[ALL]', ({ value }) =>
      value.kind === 'sequence' ? one(appendItem(yaml, value, isJson(value) ? '"ALL"' : 'ALL')) : undefined,
    );
  }

  function set(id: string, setting: Setting): Edits {
    const object = declared.get(id);
    if (object !== undefined) {
      if (setting.name !== 'label') return undefined;
      const { key, text } = setting.value;
      return setScalar(object, ['metadata', 'labels', key], text);
    }
    const node = containers.find(({ workload }) => workload.id === id)?.node;
    if (node?.listed === undefined || !isPrivate(node.listed.item)) return undefined;
    return setInContainer(node.listed.map, node.pod.spec, setting);
  }

  function setInContainer(map: YamlMap, pod: YamlMap, setting: Setting): Edits {
    const context = (key: string, value: string): Edits => setScalar(map, ['securityContext', key], value);
    const limit = (key: string, value: string): Edits => setScalar(map, ['resources', 'limits', key], value);
    switch (setting.name) {
      case 'noNewPrivileges':
        return context('allowPrivilegeEscalation', 'false');
      case 'readOnlyRootFilesystem':
        return context('readOnlyRootFilesystem', 'true');
      case 'runAsNonRoot':
        return context('runAsNonRoot', 'true');
      case 'seccomp':
        return setScalar(map, ['securityContext', 'seccompProfile', 'type'], 'RuntimeDefault');
      case 'capabilitiesDropped':
        return dropAll(map);
      case 'user': {
        const [, user, group] = /^(\d+)(?::(\d+))?$/.exec(setting.value) ?? [];
        if (user === undefined) return undefined;
        const edits = context('runAsUser', user);
        const more = group === undefined ? [] : context('runAsGroup', group);
        return edits === undefined || more === undefined ? undefined : [...edits, ...more];
      }
      case 'memory':
        return limit('memory', sizeText(setting.value));
      case 'cpus':
        return limit('cpu', cpuText(setting.value));
      case 'readinessProbe':
        return setScalar(map, ['readinessProbe', 'tcpSocket', 'port'], String(setting.value));
      case 'userNamespaces':
        return setScalar(pod, ['hostUsers'], 'false');
      default:
        return undefined;
    }
  }

  return editorOf({ removal, replacement, binding, protection, set });
}

/** Whether a list is written as in JSON. */
function isJson({ flow, items }: YamlSequence): boolean {
  const last = items.at(-1)?.value;
  return flow && last?.kind === 'scalar' && last.style === 'double';
}

/** Entries of these lists make no sense without the key that says what they are about. */
const wholeItems = new Set(['env', 'sysctls']);

/** The statement that goes when this one goes. */
function wholeOf(statement: Statement): Statement {
  const item = statement.container.owner;
  const list = item?.container.owner;
  return item?.kind === 'item' && list?.kind === 'pair' && wholeItems.has(list.name ?? '') ? item : statement;
}

function one(edit: TextEdit | undefined): Edits {
  return edit === undefined ? undefined : [edit];
}

const units = [
  ['Gi', 2 ** 30],
  ['Mi', 2 ** 20],
  ['Ki', 2 ** 10],
] as const;

function sizeText(size: number): string {
  const unit = units.find(([, factor]) => size % factor === 0);
  return unit === undefined ? String(size) : `${size / unit[1]}${unit[0]}`;
}

function cpuText(cpus: number): string {
  return Number.isInteger(cpus) ? String(cpus) : `${Math.round(cpus * 1000)}m`;
}
