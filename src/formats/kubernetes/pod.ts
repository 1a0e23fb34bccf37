// What a pod says for all of its containers.
import {
  complete,
  type Fact,
  type Facts,
  implied,
  is,
  isKnown,
  join,
  listed,
  mapKnown,
  notExpressible,
  notStated,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { ContainerWorkload, Label, NamespaceMode, Pod } from '../../core/workload';
import { brokenYaml } from '../yaml/messages';
import { isBroken } from '../yaml/parse';
import type { Section, View } from '../yaml/view';
import { type Cluster, namespaceOf } from './cluster';
import * as defaults from './defaults';
import * as messages from './messages';
import type { ContainerNode, KubernetesFile, PodNode } from './parse';
import * as values from './values';
import { type Volumes, volumesOf } from './volumes';

/** What all containers of a pod have in common. */
export interface PodReading {
  readonly view: View;
  readonly spec: Section;
  readonly annotations: Section;
  readonly securityContext: Section;
  readonly volumes: Volumes;
  /** The facts of each container that are those of the pod. */
  readonly shared: Pick<
    ContainerWorkload,
    | 'labels'
    | 'pidNamespace'
    | 'ipcNamespace'
    | 'networkNamespace'
    | 'userNamespace'
    | 'runtime'
    | 'engineInit'
    | 'replicas'
    | 'platform'
  > &
    Pick<
      Pod,
      | 'controller'
      | 'object'
      | 'place'
      | 'namespace'
      | 'enforcedLevel'
      | 'sysctls'
      | 'volumeKinds'
      | 'serviceAccountToken'
      | 'autoscaled'
    >;
  readonly restart: Fact<string>;
  readonly lifetime: Fact<'service' | 'job'>;
  readonly cluster: Cluster;
  /** Why a container is incomplete with everything in it. */
  whole(node: ContainerNode): Unknown | undefined;
}

/** Reads what the containers of a pod share. */
export function podReading(
  file: KubernetesFile,
  view: View,
  cluster: Cluster,
  pod: PodNode,
  nodes: readonly ContainerNode[],
  isPatch: boolean,
): PodReading {
  const { object } = pod;
  const { at, scalar, inner, get } = view;
  const place = at(object.header.span);
  const broken = isBroken(file.yaml, object.map.span) ? unknown(brokenYaml, place) : undefined;
  /** A patch names containers without saying what they run. */
  const lacksImage = ({ listed }: ContainerNode): boolean =>
    listed === undefined ||
    (get(listed, 'image') === undefined && view.section(listed.map).gap === undefined);
  const patch = isPatch || nodes.every(lacksImage) ? unknown(messages.patch, place) : undefined;
  const wholePod = broken ?? patch;
  const spec = view.section(pod.spec, wholePod);
  const holder = view.section(pod.holder, wholePod);
  const objectSection = view.section(object.map, wholePod);
  const objectSpec = inner(objectSection, 'spec');
  const metadata = inner(holder, 'metadata');
  const named = namespaceOf(object, view);
  const namespace = named === notStated ? defaults.fromContext : named;
  const autoscaler = cluster.autoscalerOf(object.kind, object.name);

  const volumes = volumesOf(view, spec, objectSpec, nodes);

  const namespaceMode = (key: string): Fact<NamespaceMode> =>
    scalar(spec, key, (text) => flag(text, 'host', 'own'), defaults.ownNamespace);

  const sharesProcesses = scalar(spec, 'shareProcessNamespace', values.boolean, defaults.engineInit);
  const hostPid = namespaceMode('hostPID');

  return {
    view,
    spec,
    annotations: inner(metadata, 'annotations'),
    securityContext: inner(spec, 'securityContext'),
    volumes,
    shared: {
      labels: labelsOf(
        view,
        pod.holder === object.map ? [metadata] : [metadata, inner(objectSection, 'metadata')],
      ),
      pidNamespace:
        is(hostPid, 'own') && is(sharesProcesses, true) ? { ...sharesProcesses, value: 'other' } : hostPid,
      ipcNamespace: namespaceMode('hostIPC'),
      networkNamespace: namespaceMode('hostNetwork'),
      userNamespace: scalar(spec, 'hostUsers', (text) => flag(text, 'host', 'own'), defaults.userNamespace),
      runtime: runtimeOf(view, spec, cluster),
      engineInit: sharesProcesses,
      replicas: replicasOf(view, pod, objectSpec, autoscaler !== undefined),
      platform: platformOf(view, spec),
      controller: object.kind,
      object: object.name,
      place,
      namespace,
      enforcedLevel: cluster.levelOf(namespace),
      sysctls: view.list(inner(spec, 'securityContext'), 'sysctls', (entry) => {
        const name = scalar(view.sectionOf(entry, {}), 'name', (text) => text || undefined, notStated);
        return name.state === 'unknown' ? name : [mapKnown(name, (value) => value)];
      }),
      volumeKinds: volumes.kinds,
      serviceAccountToken: scalar(
        spec,
        'automountServiceAccountToken',
        values.boolean,
        defaults.serviceAccountToken,
      ),
      autoscaled: autoscaler === undefined ? notStated : stated(true, autoscaler),
    },
    restart: scalar(spec, 'restartPolicy', values.restartPolicy, defaults.restart),
    lifetime: lifetimeOf(view, pod, spec),
    cluster,
    whole: (node) => wholePod ?? (lacksImage(node) ? unknown(messages.patch, place) : undefined),
  };
}

function flag<T>(text: string, whenTrue: T, whenFalse: T): T | undefined {
  const value = values.boolean(text);
  return value === undefined ? undefined : value ? whenTrue : whenFalse;
}

/** The labels of an object, or of several that speak about the same pods. */
export function labelsOf(view: View, metadata: readonly Section[]): Facts<Label> {
  const lists = metadata.map((section): Facts<Label> => {
    const { found, rest } = view.pairs(view.inner(section, 'labels'));
    const items = found.map((entry) => {
      const value = view.textOf(entry);
      const fact = value === null || typeof value === 'string' ? stated(value ?? '', entry.place) : value;
      return stated({ key: entry.name, value: fact }, entry.place);
    });
    return listed(items, rest);
  });
  return lists.reduce((all, one) => join(all, one), complete<Label>([]));
}

function runtimeOf(view: View, spec: Section, cluster: Cluster): Fact<string> {
  const name = view.scalar(spec, 'runtimeClassName', values.literal, defaults.fromCluster);
  if (!isKnown(name)) return name;
  const handler = cluster.handlerOf(name.value);
  if (handler !== undefined) return handler;
  const known =
    name.value === 'gvisor' ? 'runsc' : /^(?:runsc|kata(?:-|$))/.test(name.value) ? name.value : undefined;
  return known === undefined
    ? unknown(messages.runtimeClassDecides(name.value), name.place)
    : implied(known, messages.wellKnownRuntimeClass(name.value), defaults.runtimeClass, name.place);
}

function replicasOf(view: View, { object }: PodNode, spec: Section, autoscaled: boolean): Fact<number> {
  if (autoscaled) return unknown(messages.autoscalerDecides);
  if (object.kind === 'DaemonSet') return unknown(messages.onePerNode);
  if (object.version.startsWith('serving.knative.dev/')) return unknown(messages.autoscalerDecides);
  if (object.kind === 'Pod' || object.kind === 'PodTemplate') return defaults.replicas;
  if (object.kind === 'CronJob') return notExpressible;
  return view.scalar(
    spec,
    object.kind === 'Job' ? 'parallelism' : 'replicas',
    values.integer,
    defaults.replicas,
  );
}

function platformOf(view: View, spec: Section): Fact<string> {
  const named = view.scalar(view.inner(spec, 'os'), 'name', (text) => text || undefined, notStated);
  if (isKnown(named)) return named;
  const selector = view.inner(spec, 'nodeSelector');
  for (const key of ['kubernetes.io/os', 'beta.kubernetes.io/os']) {
    const selected = view.scalar(selector, key, (text) => text || undefined, notStated);
    if (isKnown(selected)) return selected;
  }
  return defaults.fromCluster;
}

function lifetimeOf(view: View, { object }: PodNode, spec: Section): Fact<'service' | 'job'> {
  const kind = view.at(object.header.span);
  if (/^(?:Job|CronJob|ScheduledJob)$/.test(object.kind)) return stated('job', kind);
  if (object.kind === 'PodTemplate') return notStated;
  if (object.kind !== 'Pod') return stated('service', kind);
  const policy = view.scalar(spec, 'restartPolicy', values.restartPolicy, defaults.restart);
  if (!isKnown(policy)) return policy;
  // One that is not restarted may be a job, or a shell that someone opens in it.
  return policy.value === 'always'
    ? { ...policy, value: 'service' }
    : unknown(messages.notRestarted, policy.place);
}
