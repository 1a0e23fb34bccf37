// Finds the objects, pods and containers in a file of Kubernetes objects.
import type { Problem } from '../../core/format';
import type { Pod } from '../../core/workload';
import { isTemplated } from '../yaml/mask';
import { parseYaml, type YamlFile } from '../yaml/parse';
import { type Prints, printsOf } from '../yaml/tags';
import {
  resolve,
  type YamlItem,
  type YamlMap,
  type YamlPair,
  type YamlReader,
  type YamlSequence,
  yamlReader,
} from '../yaml/tree';

/** An object of the API. */
export interface KubernetesObject {
  readonly kind: string;
  /** `apps/v1`; empty where it is missing. */
  readonly version: string;
  /** `metadata.name`, else `generateName`, else the kind in lower case. */
  readonly name: string;
  readonly map: YamlMap;
  /** The statement of its kind, its header. */
  readonly header: YamlPair;
  /** The number of its document in the file. */
  readonly document: number;
}

/** The pod, or template of pods, in an object. */
export interface PodNode {
  readonly object: KubernetesObject;
  readonly spec: YamlMap;
  /** The map whose `metadata` is that of the pods: the object itself, or the template in it. */
  readonly holder: YamlMap;
}

/** A container of a pod. */
export interface ContainerNode {
  readonly pod: PodNode;
  /** As the file writes it; made up from its position where it is missing. */
  readonly name: string;
  readonly position: Pod['position'];
  /** Absent for the containers of a pod that the file does not list: a patch of the pod, or a template's. */
  readonly listed?: { readonly item: YamlItem; readonly map: YamlMap };
}

/** A file of objects, read. */
export interface KubernetesFile {
  readonly yaml: YamlFile;
  readonly reader: YamlReader;
  readonly objects: readonly KubernetesObject[];
  readonly problems: readonly Problem[];
  readonly prints: Prints;
}

type Source = Pick<KubernetesFile, 'yaml' | 'reader'>;

/** Steps of lookup that one file gets: some thousand containers, or as many entries behind aliases. */
const maxSteps = 600_000;

/** Lists within lists that are followed; a template of OpenShift is a list, too. */
const maxLists = 5;

/** Reads a text. Total. */
export function parse(text: string): KubernetesFile {
  const yaml = parseYaml(text);
  const reader = yamlReader(maxSteps);
  const file: Source = { yaml, reader };
  const objects: KubernetesObject[] = [];
  yaml.documents.forEach(({ root }, document) => {
    if (root?.kind === 'map') collect(file, root, document, objects, 0);
    else if (root?.kind === 'sequence')
      for (const map of mapsIn(reader, root)) collect(file, map, document, objects, 0);
  });
  return { yaml, reader, objects, problems: yaml.problems, prints: printsOf(yaml) };
}

/** The same file with all its steps of lookup left, for being read once more. */
export function reopened(file: KubernetesFile): KubernetesFile {
  return { ...file, reader: yamlReader(maxSteps) };
}

function collect(
  file: Source,
  map: YamlMap,
  document: number,
  objects: KubernetesObject[],
  lists: number,
): void {
  const { reader } = file;
  const header = reader.get(map, 'kind');
  const kind = header === undefined ? undefined : textOf(header);
  if (header === undefined || kind === undefined) return;
  const key = kind.endsWith('List') ? 'items' : kind === 'Template' ? 'objects' : undefined;
  const items = key !== undefined && lists < maxLists ? valueAt(reader, map, key) : undefined;
  if (items?.kind === 'sequence') {
    for (const item of mapsIn(reader, items)) collect(file, item, document, objects, lists + 1);
    return;
  }
  const metadata = mapAt(reader, map, 'metadata');
  const nameAt = (key: string): string => {
    const pair = metadata && reader.get(metadata, key);
    return (pair && writtenText(file, pair)) ?? '';
  };
  const version = reader.get(map, 'apiVersion');
  objects.push({
    kind,
    version: (version && textOf(version)) ?? '',
    name: nameAt('name') || nameAt('generateName').replace(/-$/, '') || kind.toLowerCase(),
    map,
    header,
    document,
  });
}

/** Kinds whose pods are made from `spec.template`. */
const templated = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'DeploymentConfig',
  'Rollout',
]);

/** Other kinds that are read; a text that names none of either has nothing to say, however long it is. */
const others = [
  'Pod',
  'PodTemplate',
  'CronJob',
  'ScheduledJob',
  'Service',
  'Configuration',
  'Revision',
  'Namespace',
  'RuntimeClass',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
];

const anyKind = new RegExp(`\\bkind["']?\\s*:\\s*["']?(?:${[...templated, ...others].join('|')})\\b`);

/** Whether a text may hold an object that is read: cheap, for custom resources and their long definitions. */
export function mayHoldObjects(text: string): boolean {
  return anyKind.test(text);
}

/** The way from an object of that kind to what holds the pods' metadata and `spec`; `undefined` for kinds without pods. */
function wayToPod({ kind, version }: KubernetesObject): readonly string[] | undefined {
  if (kind === 'Pod') return [];
  if (kind === 'PodTemplate') return ['template'];
  if (kind === 'CronJob' || kind === 'ScheduledJob') return ['spec', 'jobTemplate', 'spec', 'template'];
  if (version.startsWith('serving.knative.dev/')) {
    if (kind === 'Service' || kind === 'Configuration') return ['spec', 'template'];
    return kind === 'Revision' ? [] : undefined;
  }
  return templated.has(kind) ? ['spec', 'template'] : undefined;
}

/** The pod in an object, if it has one. */
export function podOf(reader: YamlReader, object: KubernetesObject): PodNode | undefined {
  const way = wayToPod(object);
  if (way === undefined) return undefined;
  let holder: YamlMap | undefined = object.map;
  for (const key of way) holder = holder && mapAt(reader, holder, key);
  const spec = holder && mapAt(reader, holder, 'spec');
  return holder === undefined || spec === undefined ? undefined : { object, spec, holder };
}

const lists = [
  ['initContainers', 'init'],
  ['containers', 'main'],
  ['ephemeralContainers', 'ephemeral'],
] as const;

/** The containers of a pod in the order of their start; one that stands for them where none is listed. */
export function containersOf(file: Source, pod: PodNode): readonly ContainerNode[] {
  const { reader } = file;
  const found = lists.flatMap(([key, position]) => {
    const value = valueAt(reader, pod.spec, key);
    if (value?.kind !== 'sequence') return [];
    return reader.items(value).flatMap((item, index): ContainerNode[] => {
      const map = resolve(item.value);
      if (map?.kind !== 'map') return [];
      const named = reader.get(map, 'name');
      const name =
        (named && writtenText(file, named)) || `${position === 'main' ? 'container' : position}-${index + 1}`;
      const restart = position === 'init' ? reader.get(map, 'restartPolicy') : undefined;
      const sidecar = restart !== undefined && textOf(restart) === 'Always';
      return [{ pod, name, listed: { item, map }, position: sidecar ? 'sidecar' : position }];
    });
  });
  if (found.some(({ position }) => position === 'main')) return found;
  return [...found, { pod, name: '', position: 'main' }];
}

/** The value of a key, aliases followed. */
export function valueAt(reader: YamlReader, map: YamlMap, key: string) {
  const pair = reader.get(map, key);
  return pair === undefined ? undefined : resolve(pair.value);
}

/** The map under a key. */
export function mapAt(reader: YamlReader, map: YamlMap, key: string): YamlMap | undefined {
  const value = valueAt(reader, map, key);
  return value?.kind === 'map' ? value : undefined;
}

function mapsIn(reader: YamlReader, sequence: YamlSequence): YamlMap[] {
  return reader.items(sequence).flatMap((item) => {
    const value = resolve(item.value);
    return value?.kind === 'map' ? [value] : [];
  });
}

/** The text of a pair's scalar. */
export function textOf(pair: YamlPair): string | undefined {
  const value = resolve(pair.value);
  return value?.kind === 'scalar' ? value.text : undefined;
}

/** The text of a pair's scalar, template tags as the file writes them. */
function writtenText({ yaml }: Source, pair: YamlPair): string | undefined {
  const value = resolve(pair.value);
  if (value?.kind !== 'scalar') return undefined;
  if (!isTemplated(value.text)) return value.text;
  return yaml.text.slice(value.span.start, value.span.end).replace(/^(["'])(.*)\1$/, '$2');
}

/** The id of what is called `name` for the `number`th time; a template's name may hold the mark that ends the path. */
export function workloadId(path: string, name: string, number: number): string {
  return `${path}#${name.replaceAll('#', '%23')}${number === 1 ? '' : `~${number}`}`;
}
