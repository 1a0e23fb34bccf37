// Lowers the containers of pods into container workloads.
import {
  complete,
  convertFact,
  type Fact,
  type Facts,
  imageDecides,
  implied,
  incomplete,
  isKnown,
  join,
  type Known,
  knownValue,
  listed,
  mapFact,
  mapKnown,
  notExpressible,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import type { Place, Span } from '../../core/span';
import type {
  ContainerWorkload,
  EnvironmentVariable,
  Mount,
  OperatingSystem,
  Pod,
  Process,
  PublishedPort,
} from '../../core/workload';
import { parseImageReference } from '../../knowledge/images';
import { operatingSystemOfImage } from '../../knowledge/operating-systems';
import { userOfImage } from '../../knowledge/users';
import { secretsIn } from '../secrets';
import { unsaidContainer } from '../unsaid';
import type { Section, View } from '../yaml/view';
import { viewOf } from './access';
import type { Cluster } from './cluster';
import * as defaults from './defaults';
import * as messages from './messages';
import { type ContainerNode, containersOf, type KubernetesFile, podOf, workloadId } from './parse';
import { type PodReading, podReading } from './pod';
import { resourcesOf } from './resources';
import { securityOf } from './security';
import * as values from './values';
import { mountsOf } from './volumes';

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
      const base = `${object.kind}/${object.name}${ending}`;
      const number = (seen.get(base) ?? 0) + 1;
      seen.set(base, number);
      const id = workloadId(path, base, number);
      const name = object.name + (nodes.length === 1 ? '' : ending);
      const workload = lowerContainer(reading, node, { id, name, path });
      if (file.reader.exhausted()) return { containers, lostAt: object.header.keySpan };
      containers.push({ workload, node });
    }
  }
  return { containers };
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
  const { view, shared } = reading;
  const { at, scalar, inner, get, list, textItem, entries, sectionOf } = view;
  const whole = reading.whole(node);
  const own: Section =
    node.listed === undefined
      ? { gap: whole ?? unknown(messages.patch, shared.place) }
      : view.section(node.listed.map, whole);
  const { container: security, pod: podSecurity } = securityOf(reading, own, node.name);

  const image = scalar(
    own,
    'image',
    (text) => (values.literal(text) === undefined ? undefined : parseImageReference(text)),
    notStated,
  );

  function user(): Fact<string> {
    if (podSecurity.runAsUser !== notStated) return mapFact(podSecurity.runAsUser, String);
    const known = isKnown(image) ? userOfImage(image.value) : undefined;
    if (known === undefined || !isKnown(image)) return imageDecides;
    return implied(known.name, messages.userOf(image.value.text, known.name), known.source, image.place);
  }

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
    if (!isKnown(hostPort)) {
      if (hostPort !== notStated) morePorts = hostPort;
      continue;
    }
    if (hostPort.value === 0) continue;
    const protocol = knownValue(scalar(fields, 'protocol', protocolOf, notStated)) ?? 'tcp';
    const address = scalar(fields, 'hostIP', (text) => text || undefined, defaults.anyAddress);
    published.push(stated({ port, hostPort, address, protocol }, hostPort.place ?? entry.place));
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
  const mounts = mountsOf(view, reading.volumes, node, own);
  const platform = shared.platform;
  const windows: OperatingSystem = { family: 'windows' };
  const fallback = convertFact(image, operatingSystemOfImage, imageDecides.why);

  const pod: Pod = {
    controller: shared.controller,
    object: shared.object,
    place: shared.place,
    namespace: shared.namespace,
    enforcedLevel: shared.enforcedLevel,
    position: node.position,
    ...podSecurity,
    sysctls: shared.sysctls,
    volumeKinds: shared.volumeKinds,
    serviceAccountToken: shared.serviceAccountToken,
    autoscaled: shared.autoscaled,
  };

  return {
    kind: 'container',
    role: 'service',
    ...identity,
    format: 'kubernetes',
    place: headerOf(view, node),
    body: at((node.listed?.item ?? node.pod.object.map).span),
    pod,
    ...unsaidContainer(notExpressible),
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
    ports: listed(published, morePorts),
    mounts,
    ...security,
    ...resourcesOf(reading, own),
    pidsLimit: defaults.fromKubelet,
    healthcheck: healthcheck(),
    restart: isSidecar ? scalar(own, 'restartPolicy', values.restartPolicy, notStated) : reading.restart,
    lifetime: ends ? stated('job', headerOf(view, node)) : reading.lifetime,
    stopSignal: scalar(inner(own, 'lifecycle'), 'stopSignal', (text) => text || undefined, imageDecides),
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
