// Lowers a devcontainer.json into the container that tools start for it.
import {
  complete,
  type Fact,
  type Facts,
  type Implied,
  imageDecides,
  implied,
  incomplete,
  isKnown,
  type Known,
  listed,
  notStated,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import { folderOf, resolvePath } from '../../core/path';
import type { Place } from '../../core/span';
import type {
  Build,
  ContainerWorkload,
  EnvironmentVariable,
  Label,
  Mount,
  PublishedPort,
} from '../../core/workload';
import { parseImageReference } from '../../knowledge/images';
import { docs } from '../../knowledge/sources';
import compose from '../compose/index';
import { dockerDefaults } from '../container-options/defaults';
import { optionFacts, withImage } from '../container-options/facts';
import type { Option } from '../container-options/split';
import { forwardSlashes, isElsewhere, portRange } from '../container-options/values';
import type { OptionWord } from '../container-options/words';
import type { Surroundings } from '../format';
import { parseJson } from '../json/parse';
import { isBroken, type JsonFile, type JsonMember, type JsonObject, member } from '../json/tree';
import { type ContainerFacts, unsaidContainer } from '../unsaid';
import { hasHole, variableDecides } from '../variables';
import { type FeatureRow, featureSource, findFeature } from './features';
import * as messages from './messages';
import { containerOptions, itemsOf, membersOf, metadataOptions, remoteVariables, wordOf } from './options';

const reference = docs(
  'Development Containers: metadata reference',
  'https://containers.dev/implementors/json_reference/',
  false,
);

/** A feature of the file: its key with what is known of it. */
interface Feature {
  readonly name: string;
  readonly place: Place;
  /** Absent where nothing is known of it. */
  readonly row?: FeatureRow;
  /** What a feature of the project itself sets. */
  readonly options: readonly Option[];
}

/** The container of a file; nothing for a file that is no object. */
export function lower(file: JsonFile, path: string, around: Surroundings): readonly ContainerWorkload[] {
  const { root } = file;
  if (root?.kind !== 'object') return [];
  const features = featuresOf(root, path, around);
  const service = member(root, 'dockerComposeFile');
  return [
    service === undefined
      ? ownContainer(file, root, path, features)
      : composeContainer(file, root, path, features, service, around),
  ];
}

/** Image or Dockerfile of its own. */
function ownContainer(
  file: JsonFile,
  root: JsonObject,
  path: string,
  features: readonly Feature[],
): ContainerWorkload {
  const at = ({ span }: { readonly span: Place['span'] }): Place => ({ path, span });
  const build = buildOf(root, path);
  const imageMember = member(root, 'image');
  const imageWord = imageMember && wordOf(imageMember.value, at(imageMember));
  const image: ContainerFacts['image'] =
    build !== undefined
      ? unknown(messages.builtImage, build.place)
      : imageWord === undefined
        ? unknown(imageMember === undefined ? messages.noImage : messages.notUnderstood)
        : read(imageWord, (text) => (text === '' ? undefined : parseImageReference(text)));
  const gap = gapOf(file, root, path, features, image);
  const base: ContainerFacts = {
    ...(gap === undefined ? dockerDefaults : withGap(dockerDefaults, gap)),
    healthcheck: imageDecides,
    restart: unknown(messages.withTheEditor),
    lifetime: unknown(messages.withTheEditor),
  };
  const said = containerOptions(root, path);
  const options = [...features.flatMap((feature) => feature.options), ...said.options];
  const own = optionFacts({ ...said, options }, base);
  const override = member(root, 'overrideCommand');
  const keepsCommand = override?.value?.kind === 'scalar' && override.value.text === 'false';
  const alive = unknown(messages.keptAlive, override && at(override));
  const name = nameOf(root, path);
  const facts = withImage(
    {
      ...own,
      image,
      builtHere:
        build === undefined
          ? implied(
              false,
              { en: 'Without build, the image is pulled.', de: 'Ohne build wird das Image geladen.' },
              reference,
            )
          : stated(true, build.place),
      operatingSystem: build === undefined ? own.operatingSystem : unknown(messages.builtImage, build.place),
      stageImages:
        build === undefined ? complete([]) : incomplete([], unknown(messages.builtImage, build.place)),
      entrypoint: keepsCommand ? own.entrypoint : isKnown(own.entrypoint) ? own.entrypoint : alive,
      command: keepsCommand ? own.command : alive,
      environment: withArguments(own.environment, build),
      mounts: withWorkspace(root, own.mounts),
      ports: withForwarded(root, path, own.ports),
      devices: withOptionalGpu(root, path, own.devices),
    },
    name,
  );
  const header = build === undefined ? imageMember : (member(root, 'build') ?? member(root, 'dockerFile'));
  return {
    ...withFeatures(withRemoteSecrets(facts, root, path, name), features),
    ...named(path, name),
    place: headerPlace(root, path, header),
    body: at(root),
    ...(build === undefined ? {} : { build }),
  };
}

/** What says which workload it is. */
function named(path: string, name: string) {
  const id = `${path}#${name.replaceAll('#', '')}`;
  return { kind: 'container', role: 'service', id, name, format: 'devcontainer', path } as const;
}

/** The service of a Compose file, with what this file adds. */
function composeContainer(
  file: JsonFile,
  root: JsonObject,
  path: string,
  features: readonly Feature[],
  header: JsonMember,
  around: Surroundings,
): ContainerWorkload {
  const name = nameOf(root, path);
  const found = composeService(root, path, around);
  const said: ContainerFacts =
    found ?? unsaidContainer(unknown(messages.noService, { path, span: header.span }));
  const gap = gapOf(file, root, path, features, said.image);
  const service = gap === undefined ? said : withGap(said, gap);
  const options = [...features.flatMap((feature) => feature.options), ...metadataOptions(root, path)];
  const own = optionFacts({ options }, service);
  const facts = withImage(
    {
      ...own,
      environment: joined(service.environment, own.environment),
      mounts: joined(service.mounts, own.mounts),
      capabilitiesAdded: joined(service.capabilitiesAdded, own.capabilitiesAdded),
      ports: withForwarded(root, path, service.ports),
      lifetime: unknown(messages.withTheEditor),
    },
    name,
  );
  const workload: ContainerWorkload = {
    ...withFeatures(withRemoteSecrets({ ...facts, software: service.software }, root, path, name), features),
    ...named(path, name),
    place: headerPlace(root, path, member(root, 'service') ?? header),
    body: { path, span: root.span },
  };
  const build = found?.build;
  return build === undefined ? workload : { ...workload, build };
}

/** The service of the Compose files, merged as Compose merges them; `undefined` where there is none or a variable is in between. */
function composeService(root: JsonObject, path: string, around: Surroundings): ContainerWorkload | undefined {
  const service = member(root, 'service')?.value;
  const files = member(root, 'dockerComposeFile')?.value;
  const nodes = files?.kind === 'array' ? files.entries.map(({ value }) => value) : [files];
  const words = nodes.flatMap((node) => wordOf(node, { path, span: root.span }) ?? []);
  if (service?.kind !== 'scalar' || words.some(({ text }) => hasHole(text))) return undefined;
  // Files that are named together are merged by an include as they are by the command.
  const project = `include:\n  - path: ${JSON.stringify(words.map(({ text }) => text))}\n`;
  return compose
    .read(project, path, {}, around)
    .workloads.find(({ id, name }) => name === service.text && !id.startsWith(`${path}#`));
}

function headerPlace(root: JsonObject, path: string, header: JsonMember | undefined): Place {
  const { start } = root.span;
  return { path, span: header?.keySpan ?? { start, end: Math.min(start + 1, root.span.end) } };
}

/** The name the file gives (of which the id leaves out `#`), else the folder of a variant (`.devcontainer/python/…`), else `devcontainer`. */
function nameOf(root: JsonObject, path: string): string {
  const name = member(root, 'name')?.value;
  if (name?.kind === 'scalar' && name.text.trim() !== '') return name.text;
  return /\/?\.devcontainer\/([^/]+)\/[^/]*$/.exec(path)?.[1] ?? 'devcontainer';
}

function read<T>(word: OptionWord, convert: (text: string) => T | undefined): Fact<T> {
  if (hasHole(word.text)) return unknown(variableDecides(word.unresolved), word.place);
  const value = convert(word.text);
  return value === undefined ? unknown(messages.notUnderstood, word.place) : stated(value, word.place);
}

/** `build`, or `dockerFile` and `context` of older files. */
function buildOf(root: JsonObject, path: string): Build | undefined {
  const old = member(root, 'dockerFile');
  const block = member(root, 'build');
  const header = block ?? old;
  if (header === undefined) return undefined;
  const inside = block?.value;
  const place: Place = { path, span: header.span };
  const word = (found: JsonMember | undefined): OptionWord | undefined =>
    found && wordOf(found.value, { path, span: found.span });
  const dockerfile = word(member(inside, 'dockerfile') ?? member(inside, 'dockerFile') ?? old);
  const context = word(member(inside, 'context') ?? member(root, 'context'));
  const target = word(member(inside, 'target'));
  const labels = membersOf(inside, 'args').map((argument): Known<Label> => {
    const value = word(argument);
    return stated(
      { key: argument.name, value: value === undefined ? notStated : read(value, (text) => text) },
      { path, span: argument.span },
    );
  });
  return {
    place,
    dockerfile:
      context !== undefined && isElsewhere(context.text)
        ? unknown(messages.notUnderstood, context.place)
        : dockerfile === undefined
          ? stated(resolvePath(folderOf(path), 'Dockerfile'), place)
          : // Both paths are relative to this file, unlike in Compose.
            read(dockerfile, (text) =>
              text === '' ? undefined : resolvePath(folderOf(path), forwardSlashes(text)),
            ),
    target: target === undefined ? notStated : read(target, (text) => text || undefined),
    arguments: complete(labels),
  };
}

/** Features of the file. Those of the project itself are read where their metadata is there. */
function featuresOf(root: JsonObject, path: string, around: Surroundings): Feature[] {
  return membersOf(root, 'features').flatMap((entry): Feature[] => {
    const { name, value, span } = entry;
    // The old short form was switched off with false.
    if (value?.kind === 'scalar' && value.text === 'false') return [];
    const place = { path, span };
    if (!name.startsWith('.')) {
      const row = findFeature(name);
      return [{ name, place, options: [], ...(row === undefined ? {} : { row }) }];
    }
    const metadata = resolvePath(folderOf(path), `${name}/devcontainer-feature.json`);
    const text = around.text(metadata);
    if (text === undefined) return [{ name, place, options: [] }];
    return [{ name, place, options: metadataOptions(parseJson(text).root, metadata), row: {} }];
  });
}

/** Why this file does not say everything that features and labels can say. */
function gapOf(
  file: JsonFile,
  root: JsonObject,
  path: string,
  features: readonly Feature[],
  image: ContainerFacts['image'],
): Unknown | undefined {
  if (isBroken(file, root.span)) return unknown(messages.brokenJson, { path, span: root.span });
  const foreign = features.find(({ row }) => row === undefined);
  if (foreign !== undefined) return unknown(messages.unknownFeature(foreign.name), foreign.place);
  if (isKnown(image) && /^(?:vscode\/)?devcontainers\//.test(image.value.repository))
    return unknown(messages.labelledImage, image.place);
  return undefined;
}

/** What metadata outside of the file can set is not known unless a file states it. */
function withGap(facts: ContainerFacts, why: Unknown): ContainerFacts {
  const fact = <T>(own: Fact<T>): Fact<T> => (own.state === 'stated' ? own : why);
  const list = <T>(own: Facts<T>): Facts<T> => incomplete(own.items, own.rest ?? why);
  return {
    ...facts,
    privileged: fact(facts.privileged),
    engineInit: fact(facts.engineInit),
    capabilitiesAdded: list(facts.capabilitiesAdded),
    noNewPrivileges: fact(facts.noNewPrivileges),
    seccomp: fact(facts.seccomp),
    appArmor: fact(facts.appArmor),
    selinux: fact(facts.selinux),
    maskedPaths: fact(facts.maskedPaths),
    mounts: list(facts.mounts),
    environment: list(facts.environment),
  };
}

/** Build arguments are variables too: they stay in the image's history. */
function withArguments(
  own: ContainerFacts['environment'],
  build: Build | undefined,
): ContainerFacts['environment'] {
  if (build === undefined) return own;
  const made = build.arguments.items.map(
    (item): Known<EnvironmentVariable> => ({
      ...item,
      value: { name: item.value.key, value: item.value.value, kind: 'argument' },
    }),
  );
  return { ...own, items: [...own.items, ...made] };
}

/** A port of the local machine: `forwardPorts`, and numbers of `appPort`. */
function withForwarded(root: JsonObject, path: string, ports: Facts<PublishedPort>): Facts<PublishedPort> {
  const appPort = member(root, 'appPort');
  const local = [
    ...itemsOf(root, 'forwardPorts'),
    ...itemsOf(root, 'appPort'),
    ...(appPort === undefined ? [] : [appPort]),
  ].flatMap((entry): Known<PublishedPort>[] => {
    const { value } = entry;
    // `db:5432` is a port of another container.
    if (value?.kind !== 'scalar' || value.type !== 'number') return [];
    const range = portRange(value.text);
    if (range === undefined) return [];
    const place = { path, span: entry.span };
    const port = stated(range.first, place);
    return [
      stated(
        {
          port,
          hostPort: port,
          address: implied('127.0.0.1', messages.localPort, reference, place),
          protocol: 'tcp',
        },
        place,
      ),
    ];
  });
  return { ...ports, items: [...ports.items, ...local] };
}

function withOptionalGpu(
  root: JsonObject,
  path: string,
  devices: ContainerFacts['devices'],
): ContainerFacts['devices'] {
  const gpu = member(member(root, 'hostRequirements')?.value, 'gpu');
  if (gpu?.value?.kind !== 'scalar' || gpu.value.text !== 'optional') return devices;
  return incomplete(devices.items, devices.rest ?? unknown(messages.optionalGpu, { path, span: gpu.span }));
}

/** The project's folder, which tools mount by themselves. */
function withWorkspace(root: JsonObject, mounts: Facts<Mount>): Facts<Mount> {
  if (member(root, 'workspaceMount') !== undefined) return mounts;
  const folder = '$' + '{localWorkspaceFolder}';
  const workspace: Implied<Mount> = implied(
    { kind: 'bind', source: folder, target: '/workspaces', readOnly: false },
    messages.workspace,
    reference,
  );
  return { ...mounts, items: [...mounts.items, workspace] };
}

/** Secrets among the variables of the tool's own processes. */
function withRemoteSecrets(
  facts: ContainerFacts,
  root: JsonObject,
  path: string,
  name: string,
): ContainerFacts {
  const options = remoteVariables(root, path);
  if (options.length === 0) return facts;
  const { environment } = optionFacts({ options }, dockerDefaults);
  const { secrets } = withImage({ ...facts, environment }, name);
  return { ...facts, secrets: joined(facts.secrets, secrets) };
}

function joined<T>(first: Facts<T>, second: Facts<T>): Facts<T> {
  return listed([...new Set([...first.items, ...second.items])], first.rest ?? second.rest);
}

/** What the known features set. */
function withFeatures(facts: ContainerFacts, features: readonly Feature[]): ContainerFacts {
  let result = facts;
  for (const { name, place, row } of features) {
    if (row === undefined) continue;
    const because = <T>(value: T): Implied<T> =>
      implied(value, messages.setByFeature(name), featureSource, place);
    const more = <T>(list: Facts<T>, values: readonly T[] = []): Facts<T> =>
      values.length === 0 ? list : { ...list, items: [...list.items, ...values.map(because)] };
    const { software } = result;
    result = {
      ...result,
      // Metadata is merged: what any part of it switches on is on.
      privileged: row.privileged && !isOn(result.privileged) ? because(true) : result.privileged,
      engineInit: row.init && !isOn(result.engineInit) ? because(true) : result.engineInit,
      seccomp: row.seccomp && result.seccomp.state !== 'stated' ? because(row.seccomp) : result.seccomp,
      selinux: row.selinux && result.selinux.state !== 'stated' ? because(row.selinux) : result.selinux,
      capabilitiesAdded: more(result.capabilitiesAdded, row.capabilities),
      mounts: more(result.mounts, row.mounts),
      software: {
        ...software,
        packages: more(software.packages, row.packages),
        services: more(software.services, row.services),
      },
    };
  }
  return result;
}

function isOn(fact: Fact<boolean>): boolean {
  return isKnown(fact) && fact.value;
}
