// Lowers the services of a Compose file into container workloads.
import {
  complete,
  type Fact,
  type Facts,
  implied,
  incomplete,
  isKnown,
  type Known,
  knownValue,
  notExpressible,
  notStated,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { Message, Text } from '../../core/message';
import { folderOf, resolvePath } from '../../core/path';
import type { Place, Span } from '../../core/span';
import type {
  Build,
  ContainerWorkload,
  Device,
  EnvironmentVariable,
  Label,
  Logging,
  Mount,
  NamespaceMode,
  Process,
  PublishedPort,
  Secret,
} from '../../core/workload';
import { parseImageReference } from '../../knowledge/images';
import { operatingSystemOfImage } from '../../knowledge/operating-systems';
import { isSecretName, secretQuality } from '../../knowledge/secrets';
import { userOfImage } from '../../knowledge/users';
import { unsaidContainer } from '../unsaid';
import { isTemplated } from '../yaml/mask';
import { resolve, type YamlMap, type YamlNode } from '../yaml/tree';
import { type Entry, serviceView, type Words } from './access';
import * as defaults from './defaults';
import { hasHole, restore } from './interpolate';
import * as messages from './messages';
import type { ComposeFile, ServiceNode } from './parse';
import * as values from './values';

/** The services of a file as workloads; `lostAt` is the first service that was too much to read. */
export function lower(
  file: ComposeFile,
  path: string,
): { readonly workloads: readonly ContainerWorkload[]; readonly lostAt?: Span } {
  const workloads: ContainerWorkload[] = [];
  const counts = new Map<string, number>();
  for (const { name } of file.services) counts.set(name, (counts.get(name) ?? 0) + 1);
  const seen = new Map<string, number>();
  for (const service of file.services) {
    // A provider manages the service with a program of its own; there is no container.
    if (file.reader.get(service.map, 'provider') !== undefined) continue;
    const { name } = service;
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    const id = `${path}#${name}${number === 1 ? '' : `~${number}`}`;
    const workload = lowerService(file, path, service, id, (counts.get(name) ?? 0) > 1);
    if (file.reader.exhausted()) return { workloads, lostAt: service.pair.keySpan };
    workloads.push(workload);
  }
  return { workloads };
}

function lowerService(
  file: ComposeFile,
  path: string,
  service: ServiceNode,
  id: string,
  repeated: boolean,
): ContainerWorkload {
  const { yaml } = file;
  const { name } = service;
  const {
    get,
    at,
    elsewhere,
    missing,
    missingList,
    wordsOf,
    known,
    undecided,
    read,
    detail,
    scalar,
    mapAt,
    getIn,
    list,
    textItem,
    plainItem,
    named,
    keyed,
  } = serviceView(file, path, service, repeated);

  const build = get('build');
  const deploy = get('deploy');
  const resources = getIn(deploy, 'resources');
  const limits = getIn(resources, 'limits');
  const reservations = getIn(resources, 'reservations');

  const image = scalar(
    get('image'),
    (text) => (text === '' ? undefined : parseImageReference(text)),
    build === undefined ? notStated : unknown(messages.builtImage, build.place),
  );

  /** The user a known image sets; what is built here may set any. */
  function imageUser(): Fact<string> {
    if (build !== undefined || !isKnown(image)) return defaults.fromImage;
    const user = userOfImage(image.value);
    if (user === undefined) return defaults.fromImage;
    return implied(user.name, messages.userOf(image.value.text, user.name), user.source, image.place);
  }

  function process(entry: Entry | undefined): Fact<Process> {
    const value = entry === undefined ? undefined : resolve(entry.node);
    if (entry === undefined || value?.kind !== 'sequence') {
      return scalar<Process>(
        entry,
        (text) => {
          const found = values.words(text);
          return found === undefined ? undefined : { form: 'exec', words: found };
        },
        defaults.fromImage,
      );
    }
    const found = list(entry, plainItem);
    if (found.rest !== undefined && found.rest !== elsewhere) return found.rest;
    const process: Process = { form: 'exec', words: found.items.map((item) => item.value) };
    const guess = found.items.find((item) => item.state === 'implied');
    if (guess?.state === 'implied') return implied(process, guess.why, guess.source, entry.place);
    return stated(process, entry.place);
  }

  function port(item: Entry): readonly Known<PublishedPort>[] | Unknown {
    const long = mapAt(item);
    if (long !== undefined) {
      const range = detail(get('target', long), values.portRange, notStated);
      const protocol = detail(get('protocol', long), protocolOf, stated('tcp' as const, item.place));
      return [
        stated(
          {
            ...containerPorts(range),
            hostPort: mapFact(
              detail(get('published', long), values.portRange, unknown(messages.enginePicksPort)),
              ({ first }) => first,
            ),
            address: detail(get('host_ip', long), (text) => text || undefined, defaults.anyAddress),
            protocol: isKnown(protocol) ? protocol.value : 'tcp',
          },
          item.place,
        ),
      ];
    }
    const words = wordsOf(item);
    if (words === null) return [];
    if ('state' in words) return words;
    const parts = values.portParts(words.text);
    const part = (text: string): Words => ({ ...words, text });
    const range = read(part(parts.container), values.portRange);
    // One variable for everything says nothing about any part.
    if (!isKnown(range) && parts.host === undefined) return range;
    const hostPort: Fact<number> =
      parts.host === undefined
        ? unknown(messages.enginePicksPort)
        : mapFact(read(part(parts.host), values.portRange), ({ first }) => first);
    const address: Fact<string> =
      parts.address === undefined ? defaults.anyAddress : read(part(parts.address), (text) => text);
    return [
      known(
        { ...containerPorts(range), hostPort, address, protocol: protocolOf(parts.protocol) ?? 'tcp' },
        words,
      ),
    ];
  }

  function volume(item: Entry): readonly Known<Mount>[] | Unknown {
    const long = mapAt(item);
    if (long !== undefined) return longVolume(long, item.place);
    const words = wordsOf(item);
    if (words === null) return [];
    if ('state' in words) return words;
    const open = undecided(words);
    const parts = values.volumeParts(words.text);
    if (parts === undefined) return open ?? unknown(messages.notUnderstood, words.place);
    const { source, target, options } = parts;
    // A variable is kept as written inside a path, but one that stands for everything or for the mode says nothing.
    const vague = source === undefined ? hasHole(target) : hasHole(options.join());
    if (open !== undefined && (vague || isTemplated(words.text))) return open;
    return [
      known(
        mountOf(
          source === undefined ? undefined : restore(source, words),
          restore(target, words),
          options.includes('ro') || options.includes('readonly'),
          options.map(values.propagation).find((found) => found !== undefined),
        ),
        words,
      ),
    ];
  }

  /** A mount by its source; a named volume that binds a directory of the host counts as that bind. */
  function mountOf(
    source: string | undefined,
    target: string,
    readOnly: boolean,
    propagation: Mount['propagation'],
  ): Mount {
    const bound = source === undefined || values.isPath(source) ? undefined : boundDirectory(source);
    const from = bound ?? source;
    const kind =
      from === undefined ? 'volume' : values.isPath(from) ? 'bind' : from.includes('$') ? 'other' : 'volume';
    return {
      kind,
      target,
      readOnly,
      ...(from === undefined ? {} : { source: from }),
      ...(propagation === undefined ? {} : { propagation }),
    };
  }

  /** The host's directory behind a top-level volume with `driver_opts: {o: bind, device: …}`. */
  function boundDirectory(volumeName: string): string | undefined {
    const volumes = mapAt(get('volumes', service.root));
    const declared = volumes === undefined ? undefined : get(volumeName, volumes);
    const options = getIn(declared, 'driver_opts');
    const text = (key: string): string | undefined => {
      const entry = getIn(options, key);
      const words = entry === undefined ? null : wordsOf(entry);
      return words === null || 'state' in words ? undefined : restore(words.text, words);
    };
    return text('o')?.split(',').includes('bind') === true ? text('device') : undefined;
  }

  function longVolume(long: YamlMap, place: Place): readonly Known<Mount>[] | Unknown {
    const text = (entry: Entry | undefined): string | Unknown | undefined => {
      const words = entry === undefined ? null : wordsOf(entry);
      if (words === null) return undefined;
      if ('state' in words) return words;
      if (isTemplated(words.text)) return unknown(messages.templateDecides, words.place);
      return restore(words.text, words);
    };
    const type = text(get('type', long)) ?? 'volume';
    const source = text(get('source', long) ?? get('src', long));
    const target = text(get('target', long) ?? get('destination', long) ?? get('dst', long));
    const readOnly = detail(get('read_only', long), values.boolean, stated(false, place));
    for (const part of [type, source, target, readOnly]) {
      if (part !== undefined && typeof part === 'object' && part.state === 'unknown') return part;
    }
    if (typeof type !== 'string' || typeof target !== 'string' || typeof source === 'object') {
      return unknown(messages.notUnderstood, place);
    }
    const propagation = text(getIn(get('bind', long), 'propagation'));
    const spread = typeof propagation === 'string' ? values.propagation(propagation) : undefined;
    const mount = mountOf(source, target, isKnown(readOnly) && readOnly.value, spread);
    if (type === 'volume') return [stated(mount, place)];
    // A named pipe is an object of the host, like a bound file.
    const kind = type === 'bind' || type === 'npipe' ? 'bind' : type === 'tmpfs' ? 'tmpfs' : 'other';
    return [stated({ ...mount, kind }, place)];
  }

  const tmpfs = textItem<Mount>((text, words) => {
    const [target = '', options = ''] = text.split(':');
    if (target === '' || hasHole(target)) return undecided(words);
    return { kind: 'tmpfs', target, readOnly: options.split(',').includes('ro') };
  });

  function mounts(): Facts<Mount> {
    const declared = list(get('volumes'), volume);
    const temporary = list(get('tmpfs'), tmpfs);
    const shared = get('volumes_from');
    const rest = shared === undefined ? undefined : unknown(messages.otherVolumes, shared.place);
    return join(declared, temporary, rest);
  }

  const device = textItem<Device>((text, words) => {
    const [path = ''] = text.split(':');
    if (isTemplated(text)) return undecided(words);
    // `vendor.com/class=name` is the notation of the Container Device Interface.
    const byInterface = /^[\w.-]+\/[\w.-]+=/.test(text);
    if (byInterface) return { kind: /gpu/i.test(text) ? 'gpu' : 'other', name: restore(text, words) };
    return { kind: 'path', name: restore(path, words) };
  });

  function longDevice(item: Entry): readonly Known<Device>[] | Unknown {
    const long = mapAt(item);
    if (long === undefined) return device(item);
    const source = get('source', long);
    const words = source === undefined ? null : wordsOf(source);
    if (words === null) return unknown(messages.notUnderstood, item.place);
    if ('state' in words) return words;
    return [stated({ kind: 'path', name: restore(words.text, words) }, item.place)];
  }

  /** A device request of `deploy.resources.reservations.devices` or `gpus`. */
  function requested(gpu: boolean) {
    return (item: Entry): readonly Known<Device>[] | Unknown => {
      const request = mapAt(item);
      if (request === undefined) return [stated({ kind: 'gpu', name: 'all' }, item.place)];
      const driver = detail(get('driver', request), (text) => text, notStated);
      const capabilities = get('capabilities', request);
      const wanted = capabilities === undefined ? '' : textOf(capabilities.node);
      const isGpu = gpu || /gpu|compute|graphics|utility|nvidia/i.test(wanted);
      const vendor = isKnown(driver) ? driver.value : isGpu ? 'gpu' : wanted;
      return [stated({ kind: isGpu ? 'gpu' : 'other', name: vendor }, item.place)];
    };
  }

  function textOf(node: YamlNode): string {
    const { start, end } = node.span;
    return yaml.text.slice(start, end);
  }

  function devices(): Facts<Device> {
    const rules = list(
      get('device_cgroup_rules'),
      textItem<Device>((text, words) => undecided(words) ?? { kind: 'other', name: text }),
    );
    const own = join(list(get('devices'), longDevice), rules);
    return join(
      own,
      join(list(getIn(reservations, 'devices'), requested(false)), list(get('gpus'), requested(true))),
    );
  }

  /** The options of `security_opt`, by name. */
  const security = list(
    get('security_opt'),
    textItem<{ readonly name: string; readonly value: string }>((text, words) => {
      const open = undecided(words);
      if (open !== undefined) return open;
      const [, option = text, value = ''] = /^([\w-]+)[=:](.*)$/.exec(text) ?? [];
      return { name: option, value };
    }),
  );

  function securityOption<T>(
    option: string,
    convert: (value: string) => T | undefined,
    absent: Fact<T>,
  ): Fact<T> {
    const item = security.items.findLast(({ value }) => value.name === option);
    if (item === undefined) return security.rest ?? absent;
    return mapFact(item, ({ value }) => convert(value));
  }

  function cpus(): Fact<number | 'unlimited'> {
    const limit = getIn(limits, 'cpus') ?? get('cpus') ?? get('cpu_count');
    if (limit !== undefined) return scalar(limit, (text) => orUnlimited(values.decimal(text)), defaults.cpus);
    const quota = get('cpu_quota');
    if (quota !== undefined) {
      // 100 ms is the kernel's default period.
      const period = detail(get('cpu_period'), values.decimal, stated(100_000, quota.place));
      if (!isKnown(period)) return period;
      return scalar(
        quota,
        (text) => {
          const amount = values.decimal(text);
          return orUnlimited(amount === undefined ? undefined : amount / (period.value || 100_000));
        },
        defaults.cpus,
      );
    }
    return scalar(get('cpuset'), (text) => (text === '' ? 'unlimited' : values.cpuSet(text)), defaults.cpus);
  }

  function healthcheck(): Fact<boolean> {
    const entry = get('healthcheck');
    if (entry === undefined) return missing(defaults.healthcheck);
    const check = mapAt(entry);
    if (check === undefined) return scalar<boolean>(entry, () => undefined, defaults.healthcheck);
    const disabled = get('disable', check);
    if (disabled !== undefined) {
      const off = detail(disabled, values.boolean, stated(false, disabled.place));
      if (!isKnown(off) || off.value) return mapFact(off, () => false);
    }
    const test = get('test', check);
    if (test === undefined) return defaults.fromImage;
    const none = /^(?:\[\s*|-\s+)?["']?NONE["']?\s*\]?$/.test(textOf(test.node));
    return stated(!none, test.place);
  }

  function replicas(): Fact<number> {
    const mode = scalar(getIn(deploy, 'mode'), (text) => text, notStated);
    if (isKnown(mode) && mode.value.startsWith('global')) {
      return unknown(messages.onePerNode, mode.place);
    }
    return scalar(getIn(deploy, 'replicas') ?? get('scale'), values.integer, defaults.replicas);
  }

  function restart(): Fact<string> {
    const policy = getIn(deploy, 'restart_policy');
    if (get('restart') !== undefined || policy === undefined) {
      return scalar(
        get('restart'),
        (text) => (text === 'false' ? 'no' : text || undefined),
        defaults.restart,
      );
    }
    return scalar(
      getIn(policy, 'condition'),
      (text) => ({ none: 'no', any: 'always', 'on-failure': 'on-failure' })[text],
      stated('always', policy.place),
    );
  }

  const mode = get('network_mode');

  function networks(): Facts<string> {
    const entry = get('networks');
    const joined = mapAt(entry);
    if (joined !== undefined) return keyed(joined, (key, pair) => stated(key, at(pair.span)));
    return list(entry, plainItem, mode === undefined ? defaults.networks : complete([]));
  }

  const namespace = (key: string, absent: Fact<NamespaceMode>): Fact<NamespaceMode> =>
    scalar(get(key), values.namespaceMode, absent);

  function environment(): Facts<EnvironmentVariable> {
    const file = get('env_file');
    const variables = named<EnvironmentVariable>(
      get('environment'),
      (variable, value) => ({ name: variable, value, kind: 'environment' }),
      passedThrough,
    );
    const buildArguments = named<EnvironmentVariable>(
      getIn(build, 'args'),
      (variable, value) => ({ name: variable, value, kind: 'argument' }),
      passedThrough,
    );
    return join(
      variables,
      buildArguments,
      file === undefined ? undefined : unknown(messages.otherFile, file.place),
    );
  }

  function labels(): Facts<Label> {
    const file = get('label_file');
    const own = named<Label>(
      get('labels'),
      (key, value) => ({ key, value }),
      (place) => stated('', place),
    );
    return join(own, complete<Label>([]), file && unknown(messages.otherFile, file.place));
  }

  function buildOf(entry: Entry): Build {
    const map = mapAt(entry);
    const part = (key: string): Entry | undefined => (map === undefined ? undefined : get(key, map));
    const inline = part('dockerfile_inline');
    const context =
      map === undefined
        ? detail(entry, (text) => text, notStated)
        : scalar(part('context'), (text) => text, stated('.', entry.place));
    const file = scalar(
      part('dockerfile'),
      (text) => text || undefined,
      stated('Dockerfile', isKnown(context) ? (context.place ?? entry.place) : entry.place),
    );
    const dockerfile =
      inline !== undefined
        ? unknown(messages.inlineDockerfile, inline.place)
        : !isKnown(context)
          ? context
          : values.isElsewhere(context.value)
            ? unknown(messages.remoteContext, context.place)
            : mapFact(file, (name) =>
                resolvePath(
                  resolvePath(folderOf(path), values.forwardSlashes(context.value)),
                  values.forwardSlashes(name),
                ),
              );
    return {
      place: entry.place,
      dockerfile,
      target: scalar(part('target'), (text) => text || undefined, notStated),
      arguments: named<Label>(part('args'), (key, value) => ({ key, value }), passedThrough),
    };
  }

  function logging(): Fact<Logging> {
    const entry = get('logging');
    const driver = scalar(getIn(entry, 'driver'), (text) => text || undefined, defaults.logging);
    if (entry === undefined || !isKnown(driver))
      return mapFact(driver, (name) => ({ driver: name, limited: values.isLimited(name, '') }));
    const size = scalar(
      getIn(getIn(entry, 'options'), 'max-size'),
      (text) => text,
      stated('-1', driver.place ?? entry.place),
    );
    if (!isKnown(size)) return size;
    return {
      ...driver,
      value: { driver: driver.value, limited: values.isLimited(driver.value, size.value) },
    };
  }

  function lifetime(): Fact<'service' | 'job'> {
    const mode = scalar(getIn(deploy, 'mode'), (text) => text, notStated);
    if (isKnown(mode)) return { ...mode, value: mode.value.endsWith('-job') ? 'job' : 'service' };
    const policy = restart();
    if (policy.state === 'stated' && /^(?:always|unless-stopped)$/.test(policy.value)) {
      return stated('service', policy.place);
    }
    const number = getIn(deploy, 'replicas');
    return number === undefined ? missing(notStated) : stated('service', number.place);
  }

  const exposed = list(
    get('expose'),
    textItem<number>(
      (text, words) => undecided(words) ?? values.portRange(text.replace(/\/\w+$/, ''))?.first,
    ),
  );

  const variables = environment();
  const mounted = mounts();
  const modules = mounted.items.filter(
    ({ value }) => value.kind === 'bind' && /^(?:\/usr)?\/lib\/modules(?:\/|$)/.test(value.source ?? ''),
  );

  return {
    ...unsaidContainer(notExpressible),
    kind: 'container',
    role: 'service',
    id,
    name,
    format: 'compose',
    path,
    place: at(service.pair.keySpan),
    body: at(service.pair.span),
    image,
    builtHere:
      build === undefined
        ? missing(get('image') === undefined ? notStated : defaults.notBuiltHere)
        : stated(true, build.place),
    operatingSystem:
      build === undefined
        ? mapFact(image, operatingSystemOfImage, messages.imageDecides)
        : unknown(messages.builtImage, build.place),
    user: scalar(get('user'), (text) => text || undefined, imageUser()),
    entrypoint: process(get('entrypoint')),
    command: process(get('command')),
    environment: variables,
    exposed: join(exposed, complete<number>([]), defaults.fromImage),
    ports: list(get('ports'), port),
    mounts: mounted,
    devices: devices(),
    privileged: scalar(get('privileged'), values.boolean, defaults.privileged),
    capabilitiesAdded: list(get('cap_add'), plainItem),
    capabilitiesDropped: list(get('cap_drop'), plainItem),
    noNewPrivileges: securityOption(
      'no-new-privileges',
      (value) => (value === '' ? true : values.boolean(value)),
      defaults.noNewPrivileges,
    ),
    seccomp: securityOption('seccomp', profile, defaults.seccomp),
    appArmor: securityOption('apparmor', profile, defaults.appArmor),
    selinux: securityOption(
      'label',
      (value) => (value === 'disable' ? 'disabled' : 'profile'),
      defaults.selinux,
    ),
    readOnlyRootFilesystem: scalar(get('read_only'), values.boolean, defaults.readOnlyRootFilesystem),
    pidNamespace: namespace('pid', defaults.ownNamespace),
    ipcNamespace: namespace('ipc', defaults.ownNamespace),
    utsNamespace: namespace('uts', defaults.ownNamespace),
    networkNamespace: namespace('network_mode', defaults.ownNamespace),
    userNamespace: namespace('userns_mode', defaults.fromEngine),
    cgroupNamespace: namespace('cgroup', defaults.fromEngine),
    memory: scalar(
      getIn(limits, 'memory') ?? get('mem_limit'),
      (text) => orUnlimited(values.byteSize(text)),
      defaults.memory,
    ),
    memoryReservation: scalar(
      getIn(reservations, 'memory') ?? get('mem_reservation'),
      values.byteSize,
      notStated,
    ),
    cpus: cpus(),
    pidsLimit: scalar(
      getIn(limits, 'pids') ?? get('pids_limit'),
      (text) => orUnlimited(values.integer(text)),
      defaults.pidsLimit,
    ),
    runtime: scalar(get('runtime'), (text) => text || undefined, defaults.fromEngine),
    engineInit: scalar(get('init'), values.boolean, defaults.engineInit),
    healthcheck: healthcheck(),
    replicas: replicas(),
    networks: networks(),
    profiles: list(get('profiles'), plainItem),
    restart: restart(),
    platform: scalar(get('platform'), (text) => text || undefined, defaults.fromHost),
    logging: logging(),
    stopSignal: scalar(get('stop_signal'), (text) => text || undefined, defaults.fromImage),
    maskedPaths: securityOption('systempaths', (value) => value !== 'unconfined', defaults.maskedPaths),
    lifetime: lifetime(),
    ...(build === undefined ? {} : { build: buildOf(build) }),
    stageImages:
      build === undefined
        ? missingList(complete([]))
        : incomplete([], unknown(messages.builtImage, build.place)),
    labels: labels(),
    software: {
      packages: defaults.listFromImage,
      services: defaults.listFromImage,
      kernelModules: incomplete(
        modules.map((item) => mapKnown(item, ({ source = '' }) => source)),
        defaults.fromImage,
      ),
    },
    secrets: secretsIn(variables, [name, knownValue(image)?.repository.replace(/^.*\//, '') ?? '']),
  };
}

/** Variables that hold a login or a key; the value goes no further than this. */
export function secretsIn(variables: Facts<EnvironmentVariable>, names: readonly string[]): Facts<Secret> {
  // Another password that is the same says nothing about how easily either is guessed.
  const beside = variables.items.flatMap(({ value: { name, value } }) =>
    isKnown(value) && !isSecretName(name) ? [value.value] : [],
  );
  const neighbours = new Set([...names, ...beside].map((text) => text.toLowerCase()));
  const items = variables.items.flatMap((item): Known<Secret>[] => {
    const { name, value, kind } = item.value;
    if (!isKnown(value)) return [];
    const quality = secretQuality(name, value.value, neighbours);
    if (quality === undefined) return [];
    const secret: Secret = { kind: kind === 'argument' ? 'build-argument' : 'environment', name, quality };
    return [mapKnown(value, () => secret)];
  });
  return variables.rest === undefined ? complete(items) : incomplete(items, variables.rest);
}

function passedThrough(place: Place): Unknown {
  return unknown(messages.passedThrough, place);
}

/** A known fact with another value. */
export function mapKnown<T, U>(fact: Known<T>, convert: (value: T) => U): Known<U> {
  return { ...fact, value: convert(fact.value) };
}

/** A fact with another value; unknown where `convert` finds none. */
export function mapFact<T, U>(
  fact: Fact<T>,
  convert: (value: T) => U | undefined,
  otherwise: Message | Text = messages.notUnderstood,
): Fact<U> {
  if (!isKnown(fact)) return fact;
  const value = convert(fact.value);
  return value === undefined ? unknown(otherwise, fact.place) : { ...fact, value };
}

/** Two lists as one; `rest` says that there may be more beside what they say themselves. */
export function join<T>(first: Facts<T>, second: Facts<T>, rest?: Unknown): Facts<T> {
  const items = [...first.items, ...second.items];
  const open = rest ?? first.rest ?? second.rest;
  return open === undefined ? complete(items) : incomplete(items, open);
}

/** Zero and negative numbers switch a limit off. */
export function orUnlimited(limit: number | undefined): number | 'unlimited' | undefined {
  return limit === undefined || limit > 0 ? limit : 'unlimited';
}

/** The meaning of a profile in a security option. */
export function profile(value: string): 'default' | 'unconfined' | 'profile' | undefined {
  if (value === 'unconfined') return 'unconfined';
  if (value === 'builtin' || value === 'docker-default' || value === 'runtime/default') return 'default';
  return value === '' ? undefined : 'profile';
}

/** A protocol that ports can have. */
export function protocolOf(text: string): PublishedPort['protocol'] | undefined {
  const lower = text.toLowerCase();
  return lower === 'tcp' || lower === 'udp' || lower === 'sctp' ? lower : undefined;
}

/** The parts of a port inside the container. */
export function containerPorts(
  range: Fact<{ readonly first: number; readonly last?: number }>,
): Pick<PublishedPort, 'port' | 'lastPort'> {
  const port = mapFact(range, ({ first }) => first);
  const last = isKnown(range) ? range.value.last : undefined;
  return last === undefined ? { port } : { port, lastPort: last };
}
