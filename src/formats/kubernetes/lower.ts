// Lowers the containers of pods into container workloads.
import {
  complete,
  type Fact,
  type Facts,
  imageDecides,
  implied,
  incomplete,
  is,
  isKnown,
  type Known,
  knownValue,
  notExpressible,
  notStated,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { Place, Span } from '../../core/span';
import type {
  ContainerWorkload,
  Device,
  EnvironmentVariable,
  Label,
  Mount,
  NamespaceMode,
  OperatingSystem,
  Pod,
  Process,
  PublishedPort,
} from '../../core/workload';
import { parseImageReference } from '../../knowledge/images';
import { operatingSystemOfImage } from '../../knowledge/operating-systems';
import { userOfImage } from '../../knowledge/users';
import { join, mapFact, mapKnown, secretsIn } from '../compose/facts';
import { unsaidContainer } from '../unsaid';
import { isBroken } from '../yaml/parse';
import { type Entry, type Section, type View, viewOf } from './access';
import { type Cluster, namespaceOf } from './cluster';
import * as defaults from './defaults';
import * as messages from './messages';
import { type ContainerNode, containersOf, type KubernetesFile, type PodNode, podOf } from './parse';
import * as values from './values';

/** A container as a workload, with the node it was made from. */
export interface Lowered {
  readonly workload: ContainerWorkload;
  readonly node: ContainerNode;
}

/** The containers of a file; `lostAt` is the first object that was too much to read. */
export function lower(
  file: KubernetesFile,
  path: string,
  cluster: Cluster,
  isPatch: boolean,
): { readonly containers: readonly Lowered[]; readonly lostAt?: Span } {
  const containers: Lowered[] = [];
  const seen = new Map<string, number>();
  const view = viewOf(file, path);
  for (const object of file.objects) {
    const pod = podOf(file.reader, object);
    if (pod === undefined) continue;
    const nodes = containersOf(file, pod);
    const reading = podReading(file, view, cluster, pod, nodes, isPatch);
    for (const node of nodes) {
      const ending = node.listed === undefined ? '' : `/${node.name}`;
      const base = `${path}#${object.kind}/${object.name}${ending}`;
      const number = (seen.get(base) ?? 0) + 1;
      seen.set(base, number);
      const id = number === 1 ? base : `${base}~${number}`;
      const name = object.name + (nodes.length === 1 ? '' : ending);
      const workload = lowerContainer(reading, node, { id, name, path });
      if (file.reader.exhausted()) return { containers, lostAt: object.header.keySpan };
      containers.push({ workload, node });
    }
  }
  return { containers };
}

/** What all containers of a pod have in common. */
interface PodReading {
  readonly view: View;
  readonly pod: PodNode;
  readonly spec: Section;
  readonly object: Section;
  readonly annotations: Section;
  readonly securityContext: Section;
  readonly volumes: ReadonlyMap<string | undefined, Volume>;
  /** Host paths that no container mounts, and the container they are counted for. */
  readonly unmounted: readonly Volume[];
  readonly adopter: ContainerNode | undefined;
  /** Why the pod may have more volumes. */
  readonly moreVolumes?: Unknown;
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

interface Volume {
  readonly kind: Mount['kind'];
  readonly source?: Fact<string>;
}

/** Fields of a volume that say nothing about its kind. */
const noVolumeKind = new Set(['name']);

function podReading(
  file: KubernetesFile,
  view: View,
  cluster: Cluster,
  pod: PodNode,
  nodes: readonly ContainerNode[],
  isPatch: boolean,
): PodReading {
  const { object } = pod;
  const { at, scalar, inner, get } = view;
  const broken = isBroken(file.yaml, object.map.span) ? unknown(messages.brokenYaml) : undefined;
  /** A patch names containers without saying what they run. */
  const lacksImage = ({ listed }: ContainerNode): boolean =>
    listed === undefined ||
    (get(listed, 'image') === undefined && view.section(listed.map).gap === undefined);
  const patch = isPatch || nodes.every(lacksImage) ? unknown(messages.patch) : undefined;
  const wholePod = broken ?? patch;
  const spec = view.section(pod.spec, wholePod);
  const holder = view.section(pod.holder, wholePod);
  const objectSection = view.section(object.map, wholePod);
  const objectSpec = inner(objectSection, 'spec');
  const metadata = inner(holder, 'metadata');
  const place = at(object.header.span);
  const namespace = mapMissing(namespaceOf(object, view));
  const autoscaler = cluster.autoscalerOf(object.kind, object.name);

  const allVolumes: [name: string | undefined, volume: Volume][] = [];
  const volumeList = view.entries(spec, 'volumes');
  const volumeKinds: Known<string>[] = [];
  let moreVolumes = volumeList.rest;
  for (const entry of volumeList.found) {
    const volume = view.sectionOf(entry, {});
    if (volume.gap !== undefined) moreVolumes = volume.gap;
    const name = knownValue(scalar(volume, 'name', (text) => text || undefined, notStated));
    const { found } = view.pairs(volume);
    const source = found.find((field) => !noVolumeKind.has(field.name));
    // A volume that names no source is an emptyDir.
    const kind = source?.name ?? 'emptyDir';
    const read = volumeOf(view, kind, source, volume);
    volumeKinds.push(
      stated(kind, read.source?.place ?? (source === undefined ? entry.place : headOf(view, source))),
    );
    allVolumes.push([name, read]);
  }

  const mountLists = nodes.map((node) => view.entries({ ...node.listed }, 'volumeMounts'));
  const mounted = new Set(
    mountLists.flatMap(({ found }) =>
      found.map((entry) => knownValue(scalar(view.sectionOf(entry, {}), 'name', (text) => text, notStated))),
    ),
  );
  const mountsAreComplete = mountLists.every(({ rest }) => rest === undefined);

  const namespaceMode = (key: string): Fact<NamespaceMode> =>
    scalar(spec, key, (text) => flag(text, 'host', 'own'), defaults.ownNamespace);

  const sharesProcesses = scalar(spec, 'shareProcessNamespace', values.boolean, defaults.engineInit);
  const hostPid = namespaceMode('hostPID');

  return {
    view,
    pod,
    spec,
    object: objectSection,
    annotations: inner(metadata, 'annotations'),
    securityContext: inner(spec, 'securityContext'),
    volumes: new Map(allVolumes),
    ...(moreVolumes && { moreVolumes }),
    unmounted: mountsAreComplete
      ? allVolumes.flatMap(([name, volume]) =>
          volume.kind === 'bind' && (name === undefined || !mounted.has(name)) ? [volume] : [],
        )
      : [],
    adopter: nodes.find(({ position }) => position === 'main'),
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
      volumeKinds: moreVolumes === undefined ? complete(volumeKinds) : incomplete(volumeKinds, moreVolumes),
      serviceAccountToken: scalar(
        spec,
        'automountServiceAccountToken',
        values.boolean,
        defaults.serviceAccountToken,
      ),
      autoscaled: autoscaler === undefined ? notStated : stated(true, autoscaler),
    },
    restart: scalar(spec, 'restartPolicy', restartPolicy, defaults.restart),
    lifetime: lifetimeOf(view, pod, spec),
    cluster,
    whole: (node) => wholePod ?? (lacksImage(node) ? unknown(messages.patch) : undefined),
  };
}

function headOf({ at }: View, entry: Entry): Place {
  const { statement } = entry;
  return statement.kind === 'pair' ? at(statement.keySpan) : entry.place;
}

function mapMissing(namespace: Fact<string>): Fact<string> {
  return namespace === notStated ? defaults.fromContext : namespace;
}

function flag<T>(text: string, whenTrue: T, whenFalse: T): T | undefined {
  const value = values.boolean(text);
  return value === undefined ? undefined : value ? whenTrue : whenFalse;
}

function restartPolicy(text: string): string | undefined {
  return { Always: 'always', OnFailure: 'on-failure', Never: 'no' }[text];
}

function volumeOf(view: View, kind: string, source: Entry | undefined, volume: Section): Volume {
  const fields: Section = source === undefined ? {} : view.sectionOf(source, volume);
  const text = (key: string): Fact<string> =>
    view.scalar(fields, key, (found) => found || undefined, notStated);
  if (kind === 'hostPath') return { kind: 'bind', source: text('path') };
  if (kind === 'persistentVolumeClaim') return { kind: 'volume', source: text('claimName') };
  if (kind !== 'emptyDir') return { kind: 'other' };
  return { kind: is(text('medium'), 'Memory') ? 'tmpfs' : 'volume' };
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
    return rest === undefined ? complete(items) : incomplete(items, rest);
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
  const policy = view.scalar(spec, 'restartPolicy', restartPolicy, defaults.restart);
  if (!isKnown(policy)) return policy;
  // One that is not restarted may be a job, or a shell that someone opens in it.
  return policy.value === 'always'
    ? { ...policy, value: 'service' }
    : unknown(messages.notRestarted, policy.place);
}

/** Where an item of the containers' list begins: its name, or whatever key stands first. */
function headerOf({ at }: View, { listed, pod }: ContainerNode): Place {
  if (listed === undefined) return at(pod.object.header.span);
  const { map, item } = listed;
  const [first] = map.pairs;
  if (first === undefined || item.value.kind === 'alias') return at(item.value.span);
  return at(first.name === 'name' && first.value.kind === 'scalar' ? first.span : first.keySpan);
}

function lowerContainer(
  reading: PodReading,
  node: ContainerNode,
  identity: { readonly id: string; readonly name: string; readonly path: string },
): ContainerWorkload {
  const { view, shared, cluster } = reading;
  const { at, scalar, inner, get, list, textItem, entries, sectionOf } = view;
  const whole = reading.whole(node);
  const own: Section =
    node.listed === undefined
      ? { gap: whole ?? unknown(messages.patch) }
      : view.section(node.listed.map, whole);
  const context = inner(own, 'securityContext');
  const common = reading.securityContext;

  const image = scalar(
    own,
    'image',
    (text) => (values.literal(text) === undefined ? undefined : parseImageReference(text)),
    notStated,
  );

  /** A field of the container's security context, else of the pod's. */
  function inherited<T>(
    key: string,
    convert: (text: string) => T | undefined,
    absent: Fact<T>,
    outer: Section = common,
    ownContext: Section = context,
  ): Fact<T> {
    return scalar(ownContext, key, convert, scalar(outer, key, convert, absent));
  }

  /** A field of a block that the container's security context overrides as a whole. */
  function inBlock<T>(
    block: string,
    key: string,
    convert: (text: string) => T | undefined,
    absent: Fact<T>,
  ): Fact<T> {
    const mine = get(context, block);
    const from =
      mine === undefined
        ? context.gap === undefined
          ? inner(common, block)
          : { gap: context.gap }
        : inner(context, block);
    return scalar(from, key, convert, absent);
  }

  function annotation<T>(key: string, convert: (text: string) => T | undefined, absent: Fact<T>): Fact<T> {
    return scalar(reading.annotations, key, convert, absent);
  }

  const seccompProfile = inBlock(
    'seccompProfile',
    'type',
    values.seccompType,
    annotation(
      `container.seccomp.security.alpha.kubernetes.io/${node.name}`,
      values.seccompType,
      annotation('seccomp.security.alpha.kubernetes.io/pod', values.seccompType, notStated),
    ),
  );
  const appArmorProfile = inBlock(
    'appArmorProfile',
    'type',
    values.literal,
    annotation(`container.apparmor.security.beta.kubernetes.io/${node.name}`, values.literal, notStated),
  );

  const runAsUser = inherited('runAsUser', values.integer, notStated);

  function user(): Fact<string> {
    if (runAsUser !== notStated) return mapFact(runAsUser, String);
    const known = isKnown(image) ? userOfImage(image.value) : undefined;
    if (known === undefined || !isKnown(image)) return imageDecides;
    return implied(known.name, messages.userOf(image.value.text, known.name), known.source, image.place);
  }

  const allowPrivilegeEscalation = scalar(
    context,
    'allowPrivilegeEscalation',
    values.boolean,
    defaults.allowPrivilegeEscalation,
  );

  const selinuxOptions = (): Facts<string> => {
    const mine = get(context, 'seLinuxOptions') === undefined ? common : context;
    if (mine === common && context.gap !== undefined) return incomplete([], context.gap);
    const { found, rest } = view.pairs(inner(mine, 'seLinuxOptions'));
    const items = found.flatMap((entry) => {
      const value = view.textOf(entry);
      return typeof value === 'string' ? [stated(`${entry.name}=${value}`, entry.place)] : [];
    });
    return rest === undefined ? complete(items) : incomplete(items, rest);
  };
  const selinux = selinuxOptions();

  function process(key: string): Fact<Process> {
    const entry = get(own, key);
    const found = list(own, key, textItem);
    if (found.rest !== undefined) return found.rest;
    if (entry === undefined || found.items.length === 0) return imageDecides;
    return stated({ form: 'exec', words: found.items.map(({ value }) => value) }, entry.place);
  }

  function environment(): Facts<EnvironmentVariable> {
    const variables = list(own, 'env', (entry) => {
      const fields = sectionOf(entry, {});
      const name = scalar(fields, 'name', (text) => text || undefined, notStated);
      if (!isKnown(name)) return name;
      const from = get(fields, 'valueFrom');
      const value = scalar(
        fields,
        'value',
        (text) => (/\$[({]/.test(text) ? undefined : text),
        from === undefined ? stated('', entry.place) : unknown(messages.referenced, from.place),
      );
      return [stated({ name: name.value, value, kind: 'environment' as const }, entry.place)];
    });
    const from = get(own, 'envFrom');
    return join(variables, complete([]), from && unknown(messages.otherObject, from.place));
  }

  const portEntries = entries(own, 'ports');
  const exposed: Known<number>[] = [];
  const published: Known<PublishedPort>[] = [];
  let morePorts = portEntries.rest;
  for (const entry of portEntries.found) {
    const fields = sectionOf(entry, {});
    const port = scalar(fields, 'containerPort', values.port, notStated);
    if (isKnown(port)) exposed.push(mapKnown(port, (value) => value));
    const hostPort = scalar(fields, 'hostPort', (text) => (text === '0' ? 0 : values.port(text)), notStated);
    if (hostPort === notStated || is(hostPort, 0)) continue;
    if (fields.gap !== undefined) morePorts = fields.gap;
    const protocol = knownValue(scalar(fields, 'protocol', protocolOf, notStated)) ?? 'tcp';
    const address = scalar(fields, 'hostIP', (text) => text || undefined, defaults.anyAddress);
    published.push(stated({ port, hostPort, address, protocol }, hostPort.place ?? entry.place));
  }

  function mount(entry: Entry): readonly Known<Mount>[] | Unknown {
    const fields = sectionOf(entry, {});
    const name = scalar(fields, 'name', (text) => text || undefined, notStated);
    const target = scalar(fields, 'mountPath', (text) => text || undefined, notStated);
    const readOnly = scalar(fields, 'readOnly', values.boolean, stated(false, entry.place));
    if (!isKnown(name)) return name;
    if (!isKnown(target)) return target;
    if (!isKnown(readOnly)) return readOnly;
    const volume = reading.volumes.get(name.value);
    if (volume === undefined) return reading.moreVolumes ?? unknown(messages.missingVolume, entry.place);
    const { kind, source } = volume;
    if (kind === 'bind' && source !== undefined && !isKnown(source)) return source;
    const within = knownValue(scalar(fields, 'subPath', (text) => text || undefined, notStated));
    const from = source === undefined ? undefined : knownValue(source);
    const spread = knownValue(scalar(fields, 'mountPropagation', values.propagation, notStated));
    const result: Mount = {
      kind,
      target: target.value,
      readOnly: readOnly.value,
      ...(from === undefined
        ? {}
        : {
            source: kind === 'bind' && within !== undefined ? `${from.replace(/\/$/, '')}/${within}` : from,
          }),
      ...(spread === undefined ? {} : { propagation: spread }),
    };
    return [stated(result, kind === 'bind' && source?.place !== undefined ? source.place : entry.place)];
  }

  /** Host paths that no container of the pod mounts count for its first one. */
  function unmounted(): Facts<Mount> {
    const items = reading.adopter === node ? reading.unmounted : [];
    return complete(
      items.flatMap(({ source }) => {
        if (source === undefined || !isKnown(source)) return [];
        const result: Mount = { kind: 'bind', source: source.value, target: source.value, readOnly: false };
        const { why, source: page } = defaults.unmounted;
        return [implied(result, why, page, source.place)];
      }),
    );
  }

  const limits = inner(inner(own, 'resources'), 'limits');
  const requests = inner(inner(own, 'resources'), 'requests');
  const podResources = inner(reading.spec, 'resources');
  const podLimits = inner(podResources, 'limits');

  /** A limit of the container, else of the pod, else what a LimitRange may set. */
  function limit(
    key: string,
    convert: (text: string) => number | undefined,
    absent: Fact<number | 'unlimited'>,
  ) {
    const found = scalar<number | 'unlimited'>(limits, key, convert, scalar(podLimits, key, convert, absent));
    if (found !== absent) return found;
    const range = cluster.limitRangeFor(shared.namespace);
    return range === undefined ? absent : unknown(messages.limitRangeDecides, range);
  }

  function memoryReservation(): Fact<number> {
    const requested = scalar(requests, 'memory', values.bytes, notStated);
    if (requested !== notStated) return requested;
    const limited = scalar(limits, 'memory', values.bytes, notStated);
    if (!isKnown(limited)) return limited;
    const { why, source } = defaults.requestFromLimit;
    return implied(limited.value, why, source, limited.place);
  }

  function cpus(): Fact<number | 'unlimited'> {
    const found = limit('cpu', values.quantity, defaults.cpus);
    const share = found === defaults.cpus ? get(requests, 'cpu') : undefined;
    return share === undefined ? found : unknown(messages.shareOnly, share.place);
  }

  /** Devices that a plugin of the cluster hands out, requested by name. */
  function devices(): Facts<Device> {
    const { found, rest } = view.pairs(limits);
    const items = found.flatMap((entry): Known<Device>[] => {
      const isStandard = !entry.name.includes('/') || entry.name.startsWith('kubernetes.io/');
      const none = view.textOf(entry) === '0';
      if (isStandard || none) return [];
      return [
        stated(
          { kind: /gpu|nvidia\.com|amd\.com|mig-/.test(entry.name) ? 'gpu' : 'other', name: entry.name },
          entry.place,
        ),
      ];
    });
    return rest === undefined ? complete(items) : incomplete(items, rest);
  }

  function healthcheck(): Fact<boolean> {
    for (const key of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
      const entry = get(own, key);
      if (entry === undefined) continue;
      const text = view.textOf(entry);
      if (text === null) continue;
      return stated(true, entry.place);
    }
    return own.gap ?? defaults.healthcheck;
  }

  const isSidecar = node.position === 'sidecar';
  const ends = node.position === 'init' || node.position === 'ephemeral';
  const variables = environment();
  const mounts = join(list(own, 'volumeMounts', mount), unmounted());
  const procMount = scalar(context, 'procMount', (text) => text.toLowerCase() || undefined, notStated);
  const platform = shared.platform;
  const windows: OperatingSystem = { family: 'windows' };
  const fallback = mapFact(image, operatingSystemOfImage, imageDecides.why);

  const pod: Pod = {
    controller: shared.controller,
    object: shared.object,
    place: shared.place,
    namespace: shared.namespace,
    enforcedLevel: shared.enforcedLevel,
    position: node.position,
    allowPrivilegeEscalation,
    runAsNonRoot: inherited('runAsNonRoot', values.boolean, defaults.runAsNonRoot),
    runAsUser,
    seccompProfile,
    appArmorProfile,
    hostProcess: inBlock('windowsOptions', 'hostProcess', values.boolean, notStated),
    procMount,
    sysctls: shared.sysctls,
    selinuxOptions: selinux,
    volumeKinds: shared.volumeKinds,
    serviceAccountToken: shared.serviceAccountToken,
    autoscaled: shared.autoscaled,
  };

  return {
    ...unsaidContainer(notExpressible),
    kind: 'container',
    role: 'service',
    ...identity,
    format: 'kubernetes',
    place: headerOf(view, node),
    body: at((node.listed?.item ?? node.pod.object.map).span),
    pod,
    labels: shared.labels,
    pidNamespace: shared.pidNamespace,
    ipcNamespace: shared.ipcNamespace,
    networkNamespace: shared.networkNamespace,
    userNamespace: shared.userNamespace,
    runtime: shared.runtime,
    engineInit: shared.engineInit,
    replicas: shared.replicas,
    platform,
    image,
    builtHere: notStated,
    operatingSystem:
      isKnown(platform) && platform.value === 'windows' ? { ...platform, value: windows } : fallback,
    user: user(),
    entrypoint: process('command'),
    command: process('args'),
    environment: variables,
    exposed: incomplete(exposed, imageDecides),
    ports: morePorts === undefined ? complete(published) : incomplete(published, morePorts),
    mounts,
    devices: devices(),
    privileged: scalar(context, 'privileged', values.boolean, defaults.privileged),
    capabilitiesAdded: list(inner(context, 'capabilities'), 'add', textItem),
    capabilitiesDropped: list(inner(context, 'capabilities'), 'drop', textItem),
    noNewPrivileges:
      allowPrivilegeEscalation === defaults.allowPrivilegeEscalation
        ? defaults.noNewPrivileges
        : mapFact(allowPrivilegeEscalation, (allowed) => !allowed),
    seccomp:
      seccompProfile === notStated ? defaults.fromKubelet : mapFact(seccompProfile, values.engineProfile),
    appArmor:
      appArmorProfile === notStated ? defaults.appArmor : mapFact(appArmorProfile, values.profileName),
    selinux: selinuxMode(selinux),
    readOnlyRootFilesystem: scalar(
      context,
      'readOnlyRootFilesystem',
      values.boolean,
      defaults.readOnlyRootFilesystem,
    ),
    memory: limit('memory', values.bytes, defaults.memory),
    memoryReservation: memoryReservation(),
    cpus: cpus(),
    pidsLimit: defaults.fromKubelet,
    healthcheck: healthcheck(),
    restart: isSidecar ? scalar(own, 'restartPolicy', restartPolicy, notStated) : reading.restart,
    lifetime: ends ? stated('job', headerOf(view, node)) : reading.lifetime,
    stopSignal: scalar(inner(own, 'lifecycle'), 'stopSignal', (text) => text || undefined, imageDecides),
    maskedPaths:
      procMount === notStated ? defaults.maskedPaths : mapFact(procMount, (value) => value !== 'unmasked'),
    software: {
      packages: incomplete([], imageDecides),
      services: incomplete([], imageDecides),
      kernelModules: incomplete(kernelModulesIn(mounts), imageDecides),
    },
    secrets: secretsIn(variables, [node.name, knownValue(image)?.repository.replace(/^.*\//, '') ?? '']),
  };
}

function kernelModulesIn(mounts: Facts<Mount>): readonly Known<string>[] {
  return mounts.items
    .filter(
      ({ value }) => value.kind === 'bind' && /^(?:\/usr)?\/lib\/modules(?:\/|$)/.test(value.source ?? ''),
    )
    .map((item) => mapKnown(item, ({ source = '' }) => source));
}

function protocolOf(text: string): PublishedPort['protocol'] | undefined {
  const lower = text.toLowerCase();
  return lower === 'tcp' || lower === 'udp' || lower === 'sctp' ? lower : undefined;
}

function selinuxMode({ items, rest }: Facts<string>): Fact<'default' | 'disabled' | 'profile'> {
  const type = items.find(({ value }) => value.startsWith('type='));
  if (type?.value === 'type=spc_t') return mapKnown(type, () => 'disabled');
  const [first] = items;
  if (first !== undefined) return mapKnown(first, () => 'profile');
  return rest ?? defaults.selinux;
}
