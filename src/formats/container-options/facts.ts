// What the options of `docker run` and `podman run` say about a container, as facts.
import {
  complete,
  convertFact,
  type Fact,
  type Facts,
  imageDecides,
  implied,
  incomplete,
  isKnown,
  type Known,
  knownValue,
  listed,
  mapKnown,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { Place } from '../../core/span';
import type {
  Device,
  EnvironmentVariable,
  Label,
  Mount,
  NamespaceMode,
  Process,
  PublishedPort,
} from '../../core/workload';
import { parseImageReference } from '../../knowledge/images';
import { operatingSystemOfImage } from '../../knowledge/operating-systems';
import { userOfImage } from '../../knowledge/users';
import * as defaults from '../compose/defaults';
import { secretsIn } from '../secrets';
import { type ContainerFacts, unsaidContainer } from '../unsaid';
import { hasHole, restore } from '../variables';
import { device, longMount, named, port, read, temporary, text, volume } from './items';
import { everyExposedPort, otherFile, otherVolumes, podDecides, userOf, weightOnly } from './messages';
import type { OptionList } from './split';
import * as values from './values';
import type { OptionWord } from './words';

/** Facts that options state, and nothing else. */
type SaidFacts = { -readonly [K in keyof ContainerFacts]?: ContainerFacts[K] };

/** Collects the items of one list. */
function gather<T>() {
  const items: Known<T>[] = [];
  let rest: Unknown | undefined;
  return {
    add(found: Known<T> | Unknown): void {
      if (found.state === 'unknown') rest = found;
      else items.push(found);
    },
    /** The list; `absent` is what the engine adds or takes where nothing is said. */
    facts(absent: Facts<T> = complete([]), open?: Unknown): Facts<T> {
      const why = rest ?? open;
      if (items.length === 0 && why === undefined) return absent;
      const more = why ?? (absent.items.length === 0 ? absent.rest : undefined);
      return listed(items, more);
    },
  };
}

/**
 * The facts of a container that is started with these options, over the engine's documented `base` (`dockerDefaults`).
 * Where a variable may hold more options, what they do not say is unknown. The image and the command are the caller's;
 * `withImage` adds what follows from them.
 */
export function optionFacts(
  { options, open }: Omit<OptionList, 'operands'>,
  base: ContainerFacts,
): ContainerFacts {
  const said: SaidFacts = {};
  const ports = gather<PublishedPort>();
  const devices = gather<Device>();
  const labels = gather<Label>();
  const environment = gather<EnvironmentVariable>();
  const exposed = gather<number>();
  const mounts = gather<Mount>();
  const added = gather<string>();
  const dropped = gather<string>();
  const networks = gather<string>();
  let quota: OptionWord | undefined;
  let period: Fact<number> | undefined;
  let weight: Place | undefined;
  let logDriver: OptionWord | undefined;
  let logSize: OptionWord | undefined;

  for (const { name, value } of options) {
    switch (name) {
      case 'privileged':
        said.privileged = read(value, values.boolean);
        break;
      case 'cap-add':
      case 'cap-drop':
        for (const part of value.text.split(',')) {
          (name === 'cap-add' ? added : dropped).add(read({ ...value, text: part }, text));
        }
        break;
      case 'security-opt':
        Object.assign(said, securityOption(value));
        break;
      case 'volume':
        mounts.add(volume(value));
        break;
      case 'mount':
        mounts.add(longMount(value));
        break;
      case 'tmpfs':
        mounts.add(temporary(value));
        break;
      case 'volumes-from':
        mounts.add(unknown(otherVolumes, value.place));
        break;
      case 'device':
        devices.add(device(value));
        break;
      case 'device-cgroup-rule':
        devices.add(stated({ kind: 'other', name: restore(value.text, value) }, value.place));
        break;
      case 'gpus':
        devices.add(stated({ kind: 'gpu', name: restore(value.text, value) }, value.place));
        break;
      case 'all-devices':
        if (value.text !== 'false') devices.add(stated({ kind: 'other', name: 'all' }, value.place));
        break;
      case 'publish':
        ports.add(port(value));
        break;
      case 'publish-all':
        if (value.text !== 'false') ports.add(unknown(everyExposedPort, value.place));
        break;
      case 'expose':
        exposed.add(read(value, (range) => values.portRange(range.replace(/\/\w+$/, ''))?.first));
        break;
      case 'env':
        environment.add(
          named(value, (variable, content) => ({ name: variable, value: content, kind: 'environment' })),
        );
        break;
      case 'env-file':
        environment.add(unknown(otherFile, value.place));
        break;
      case 'label':
      case 'annotation':
        labels.add(named(value, (key, content) => ({ key, value: content })));
        break;
      case 'label-file':
        labels.add(unknown(otherFile, value.place));
        break;
      case 'network': {
        said.networkNamespace = read(value, namespaceMode);
        const joined = value.text.replace(/:.*$/, '');
        if (!/^(?:host|none|container|ns|private|slirp4netns|pasta)$/.test(joined)) {
          networks.add(read({ ...value, text: joined }, text));
        }
        break;
      }
      case 'pod':
        said.networkNamespace = unknown(podDecides, value.place);
        said.ipcNamespace = said.networkNamespace;
        said.utsNamespace = said.networkNamespace;
        said.userNamespace = said.networkNamespace;
        ports.add(said.networkNamespace);
        break;
      case 'pid':
        said.pidNamespace = read(value, namespaceMode);
        break;
      case 'ipc':
        said.ipcNamespace = read(value, namespaceMode);
        break;
      case 'uts':
        said.utsNamespace = read(value, namespaceMode);
        break;
      case 'userns':
        said.userNamespace = read(value, namespaceMode);
        break;
      case 'cgroupns':
        said.cgroupNamespace = read(value, namespaceMode);
        break;
      case 'user':
        said.user = read(value, text);
        break;
      case 'memory':
        said.memory = read(value, (size) => values.orUnlimited(values.byteSize(size)));
        break;
      case 'memory-reservation':
        said.memoryReservation = read(value, values.byteSize);
        break;
      case 'cpus':
        said.cpus = read(value, (count) => values.orUnlimited(values.decimal(count)));
        break;
      case 'cpuset-cpus':
        said.cpus ??= read(value, values.cpuSet);
        break;
      case 'cpu-quota':
        quota = value;
        break;
      case 'cpu-shares':
        weight = value.place;
        break;
      case 'cpu-period':
        period = read(value, values.decimal);
        break;
      case 'pids-limit':
        said.pidsLimit = read(value, (count) => values.orUnlimited(values.integer(count)));
        break;
      case 'read-only':
        said.readOnlyRootFilesystem = read(value, values.boolean);
        break;
      case 'init':
        said.engineInit = read(value, values.boolean);
        break;
      case 'restart':
        said.restart = read(value, text);
        if (/^(?:always|unless-stopped)$/.test(value.text)) said.lifetime = stated('service', value.place);
        break;
      case 'detach':
        if (value.text !== 'false') said.lifetime ??= stated('service', value.place);
        break;
      case 'runtime':
        said.runtime = read(value, text);
        break;
      case 'log-driver':
        logDriver = value;
        break;
      case 'log-opt':
        if (/^(?:max-size|size)=/.test(value.text)) {
          logSize = { ...value, text: value.text.slice(value.text.indexOf('=') + 1) };
        }
        break;
      case 'health-cmd':
        said.healthcheck = read(value, (command) => command !== '' && command !== 'none');
        break;
      case 'no-healthcheck':
        said.healthcheck = read(value, (off) => off === 'false');
        break;
      case 'stop-signal':
        said.stopSignal = read(value, text);
        break;
      case 'platform':
        said.platform = read(value, text);
        break;
      case 'entrypoint':
        said.entrypoint = read(value, (program) => entrypointOf(program));
        break;
    }
  }
  if (quota !== undefined) {
    // 100 ms is the kernel's default period.
    const length = period ?? stated(100_000, quota.place);
    said.cpus ??= isKnown(length)
      ? read(quota, (amount) => {
          const time = values.decimal(amount);
          return values.orUnlimited(time === undefined ? undefined : time / (length.value || 100_000));
        })
      : length;
  }
  if (weight !== undefined) said.cpus ??= unknown(weightOnly, weight);
  if (logDriver !== undefined) {
    const size = logSize === undefined || hasHole(logSize.text) ? '' : logSize.text;
    said.logging = read(logDriver, (driver) =>
      driver === '' ? undefined : { driver, limited: values.isLimited(driver, size) },
    );
  } else if (logSize !== undefined) {
    const { place } = logSize;
    const limit = read(logSize, (size) => values.isLimited('json-file', size));
    said.logging = isKnown(limit)
      ? implied(
          { driver: 'json-file', limited: limit.value },
          defaults.logging.why,
          defaults.logging.source,
          place,
        )
      : limit;
  }

  const rest = open === undefined ? base : withUnknown(base, open);
  return {
    ...rest,
    ...said,
    ports: ports.facts(rest.ports, open),
    devices: devices.facts(rest.devices, open),
    labels: labels.facts(rest.labels, open),
    environment: environment.facts(rest.environment, open),
    exposed: exposed.facts(rest.exposed, open),
    mounts: mounts.facts(rest.mounts, open),
    capabilitiesAdded: added.facts(rest.capabilitiesAdded, open),
    capabilitiesDropped: dropped.facts(rest.capabilitiesDropped, open),
    networks: networks.facts(said.networkNamespace === undefined ? rest.networks : complete([]), open),
  };
}

/** The facts that follow from the others: the image's user and operating system, secrets, kernel modules. */
export function withImage(facts: ContainerFacts, name: string): ContainerFacts {
  const { image, environment } = facts;
  const user = isKnown(image) ? userOfImage(image.value) : undefined;
  const imageName = knownValue(image)?.repository.replace(/^.*\//, '') ?? '';
  const modules = facts.mounts.items.filter(
    ({ value }) => value.kind === 'bind' && /^(?:\/usr)?\/lib\/modules(?:\/|$)/.test(value.source ?? ''),
  );
  return {
    ...facts,
    operatingSystem: isKnown(image)
      ? convertFact(image, operatingSystemOfImage, defaults.fromImage.why)
      : facts.operatingSystem,
    user:
      isKnown(image) && user !== undefined && facts.user === imageDecides
        ? implied(user.name, userOf(image.value.text, user.name), user.source, image.place)
        : facts.user,
    secrets: secretsIn(environment, [name, imageName]),
    software: {
      ...facts.software,
      kernelModules: incomplete(
        modules.map((item) => mapKnown(item, ({ source = '' }) => source)),
        facts.software.kernelModules.rest ?? imageDecides,
      ),
    },
  };
}

/** The word that names the image. */
export function imageFact(word: OptionWord): ContainerFacts['image'] {
  return read(word, (name) => (name === '' ? undefined : parseImageReference(name)));
}

/** Everything that options can say, unknown for one reason; the rest stays as `base` has it. */
function withUnknown(base: ContainerFacts, why: Unknown): ContainerFacts {
  const { copies, provisioners, stages, profiles, replicas, builtHere, stageImages } = base;
  return {
    ...unsaidContainer(why),
    copies,
    provisioners,
    stages,
    profiles,
    replicas,
    builtHere,
    stageImages,
  };
}

function namespaceMode(mode: string): NamespaceMode | undefined {
  return mode.startsWith('ns:') ? 'other' : values.namespaceMode(mode);
}

function entrypointOf(program: string): Process | undefined {
  // Podman also takes a JSON list.
  const list = /^\[\s*"(.*)"\s*\]$/s.exec(program)?.[1];
  if (list !== undefined) return { form: 'exec', words: list.split(/"\s*,\s*"/) };
  return { form: 'exec', words: program === '' ? [] : [program] };
}

/** The fact that an option of `--security-opt` states. */
function securityOption(word: OptionWord): SaidFacts {
  const [, option = word.text, value = ''] = /^([\w-]+)[=:](.*)$/s.exec(word.text) ?? [];
  const setting: OptionWord = { ...word, text: value };
  switch (option) {
    case 'no-new-privileges':
      return { noNewPrivileges: read(setting, (on) => (on === '' ? true : values.boolean(on))) };
    case 'seccomp':
      // A variable only says where the profile is.
      return {
        seccomp:
          hasHole(value) && value.length > 1 ? stated('profile', word.place) : read(setting, values.profile),
      };
    case 'apparmor':
      return { appArmor: read(setting, values.profile) };
    case 'label':
      return { selinux: read(setting, (label) => (label === 'disable' ? 'disabled' : 'profile')) };
    case 'systempaths':
      return { maskedPaths: read(setting, (paths) => paths !== 'unconfined') };
    case 'unmask':
      return /^all$/i.test(value) ? { maskedPaths: stated(false, word.place) } : {};
    default:
      return {};
  }
}
