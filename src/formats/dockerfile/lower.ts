// Lowers a Dockerfile into the workload it describes: the image of its last stage.
import {
  complete,
  type Fact,
  type Facts,
  implied,
  isKnown,
  type Known,
  knownValue,
  listed,
  notExpressible,
  notStated,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { Place } from '../../core/span';
import type {
  ContainerWorkload,
  EnvironmentVariable,
  ImageReference,
  Label,
  Mount,
  OperatingSystem,
  Process,
  Secret,
} from '../../core/workload';
import { isOfficialImage, parseImageReference, startsInterpreter } from '../../knowledge/images';
import { operatingSystemOfImage } from '../../knowledge/operating-systems';
import { secretFile, secretQuality } from '../../knowledge/secrets';
import { docs, documents } from '../../knowledge/sources';
import { userOfImage } from '../../knowledge/users';
import type { Grammar } from '../grammar/grammar';
import { unsaidContainer } from '../unsaid';
import { assignmentsOf, flagOf, wordsOf } from './arguments';
import * as messages from './messages';
import { readScripts } from './scripts';
import {
  type Binding,
  bind,
  declare,
  evaluate,
  givenTo,
  type Order,
  placeOf,
  type Scope,
  type Stages,
  shippedChain,
  stagesOf,
} from './stages';
import { argumentSpan, argumentText, type Dockerfile, type Instruction, type Word } from './tree';

const officialImages = docs(
  'Docker Official Images: FAQ, healthcheck',
  'https://github.com/docker-library/faq#healthcheck',
  false,
);

/** What the instructions of the shipped stage have set so far. */
interface Configuration {
  user: Fact<string> | undefined;
  entrypoint: Fact<Process> | undefined;
  command: Fact<Process> | undefined;
  healthcheck: Fact<boolean> | undefined;
  stopSignal: Fact<string> | undefined;
  /** Whether the stage being read has had a CMD of its own. */
  commandHere: boolean;
  readonly environment: Map<string, Known<EnvironmentVariable>>;
  readonly labels: Map<string, Known<Label>>;
  readonly secrets: Map<string, Known<Secret>>;
  readonly exposed: Known<number>[];
  readonly mounts: Known<Mount>[];
  readonly copies: Known<string>[];
  /** The first word that a variable hides, per list. */
  readonly hidden: { exposed?: Unknown; mounts?: Unknown; copies?: Unknown };
  /** RUN instructions for a POSIX shell or without a shell. */
  readonly runs: Instruction[];
  /** The shell in use reads another language: PowerShell, `cmd`. */
  otherShell: boolean;
  /** RUN instructions for another shell were passed over. */
  unread: boolean;
}

/** The image that a build makes of a Dockerfile; none where it has no FROM, or no stage of that name. */
export function lower(
  file: Dockerfile,
  path: string,
  bash: Grammar | undefined,
  order: Order,
): ContainerWorkload[] {
  const stages = stagesOf(file, path, order);
  const chain = shippedChain(stages, order);
  const [root] = chain;
  const shipped = chain.at(-1);
  if (root === undefined || shipped === undefined) return [];

  const scratch = knownValue(root.image) === 'scratch';
  const image: Fact<ImageReference> = scratch
    ? unknown(messages.startsEmpty, placeOf(path, root.base?.span ?? root.from.span))
    : isKnown(root.image)
      ? { ...root.image, value: parseImageReference(root.image.value) }
      : root.image;
  const rest = scratch ? undefined : unknown(messages.baseDecides(root.base?.text ?? ''));

  const operatingSystem = operatingSystemOf(image);
  const configuration = emptyConfiguration(
    file.escape === '`' || knownValue(operatingSystem)?.family === 'windows',
  );
  const environment = new Map<string, Binding>();
  const triggers: Instruction[] = [];
  for (const stage of chain) {
    // A stage inherits the environment of the one it continues, not its arguments.
    const scope: Scope = { file, path, environment, declared: new Map(), open: !scratch, order };
    configuration.commandHere = false;
    // What ONBUILD put off in the stage before happens at the beginning of this one.
    for (const instruction of [...triggers.splice(0), ...stage.instructions]) {
      apply(instruction, scope, configuration);
      if (instruction.keyword === 'ARG') declare(instruction, scope, stages.globals);
      if (instruction.trigger !== undefined) triggers.push(instruction.trigger);
    }
  }

  const name = nameOf(path);
  const place = placeOf(path, shipped.from.span);
  const platform = flagOf(shipped.from, 'platform');
  const more = configuration.unread ? unknown(messages.scriptsNotRead) : rest;
  const provisioning = readScripts(file, path, configuration.runs, more, bash);
  const secrets = [...configuration.secrets.values(), ...provisioning.secrets];
  return [
    {
      kind: 'container',
      role: 'image',
      id: `${path}#${name}`,
      name,
      format: 'dockerfile',
      path,
      place,
      body: placeOf(path, { start: 0, end: file.text.length }),
      ...unsaidContainer(notExpressible),
      software: provisioning.software,
      secrets: complete(secrets),
      operatingSystem,
      provisioners: provisioning.provisioners,
      labels: listed([...configuration.labels.values()], rest),
      image,
      builtHere: stated(true, place),
      stageImages: stageImagesOf(stages),
      stages: stated(stages.all.length, place),
      user: configuration.user ?? defaultUser(image, scratch),
      entrypoint: configuration.entrypoint ?? inheritedProcess(rest),
      command: configuration.command ?? inheritedProcess(rest),
      environment: listed([...configuration.environment.values()], rest),
      copies: listed(configuration.copies, configuration.hidden.copies),
      exposed: listed(configuration.exposed, configuration.hidden.exposed ?? rest),
      mounts: listed(configuration.mounts, configuration.hidden.mounts ?? rest),
      healthcheck: configuration.healthcheck ?? defaultHealthcheck(image, rest),
      stopSignal: configuration.stopSignal ?? rest ?? usualStopSignal,
      platform: platform === undefined ? notStated : evaluate(platform, stages.globals),
    },
  ];
}

const usualStopSignal = implied('SIGTERM', messages.usualSignal, documents.dockerfileReference);

/** The images from outside that any stage starts from or copies out of, in the order of the file. */
function stageImagesOf({ all, globals }: Stages): Facts<ImageReference> {
  const found: Known<ImageReference>[] = [];
  let hidden: Unknown | undefined;
  const add = (image: Fact<string>): void => {
    if (!isKnown(image)) hidden ??= image;
    else if (image.value !== 'scratch' && image.value !== '')
      found.push({ ...image, value: parseImageReference(image.value) });
  };
  // COPY may name any stage of the file, or its number; FROM only an earlier one.
  const names = new Set(all.map(({ name }) => name));
  for (const { parent, image, instructions } of all) {
    if (parent === undefined) add(image);
    for (const instruction of instructions) {
      for (const source of sourcesOf(instruction.trigger ?? instruction)) {
        const from = evaluate(source, globals);
        if (!isKnown(from) || !(names.has(from.value.toLowerCase()) || /^\d+$/.test(from.value))) add(from);
      }
    }
  }
  return listed(found, hidden);
}

/** What an instruction reads from another stage or image: `--from=` of COPY, `from=` of a mount of RUN. */
function sourcesOf(instruction: Instruction): Word[] {
  const { keyword, flags } = instruction;
  if (keyword === 'COPY') {
    const from = flagOf(instruction, 'from');
    return from === undefined ? [] : [from];
  }
  if (keyword !== 'RUN') return [];
  return flags.flatMap(({ text, span }) => {
    const [, from] = /^--mount=(?:.*,)?from=([^,]+)/.exec(text) ?? [];
    return from === undefined ? [] : [{ text: from, span }];
  });
}

function emptyConfiguration(isWindows: boolean): Configuration {
  return {
    user: undefined,
    entrypoint: undefined,
    command: undefined,
    healthcheck: undefined,
    stopSignal: undefined,
    commandHere: false,
    environment: new Map(),
    labels: new Map(),
    secrets: new Map(),
    exposed: [],
    mounts: [],
    copies: [],
    hidden: {},
    runs: [],
    otherShell: isWindows,
    unread: false,
  };
}

/** Adds what one instruction of the shipped stage sets. ONBUILD sets nothing in its own stage. */
function apply(instruction: Instruction, scope: Scope, configuration: Configuration): void {
  if (instruction.argumentsStart >= instruction.argumentsEnd) return;
  switch (instruction.keyword) {
    case 'SHELL':
      configuration.otherShell = !/(^|[/\\])(ba|da|a|z|k)?sh(\.exe)?$/.test(
        instruction.json?.[0]?.text ?? 'sh',
      );
      return;
    case 'RUN':
      if (instruction.json === undefined && configuration.otherShell) configuration.unread = true;
      else configuration.runs.push(instruction);
      return;
    case 'ENV':
    case 'ARG':
      applyEnvironment(instruction, scope, configuration);
      return;
    case 'LABEL':
      applyLabels(instruction, scope, configuration);
      return;
    case 'USER': {
      configuration.user = evaluate(
        { text: argumentText(instruction), span: argumentSpan(instruction) },
        scope,
      );
      return;
    }
    case 'ENTRYPOINT':
      configuration.entrypoint = processOf(instruction, scope.path);
      if (!configuration.commandHere) {
        configuration.command = implied(
          { form: 'exec', words: [] },
          messages.entrypointResets,
          documents.dockerfileReference,
        );
      }
      return;
    case 'CMD':
      configuration.command = processOf(instruction, scope.path);
      configuration.commandHere = true;
      return;
    case 'HEALTHCHECK':
      configuration.healthcheck = stated(
        !/^none\b/i.test(argumentText(instruction)),
        placeOf(scope.path, instruction.span),
      );
      return;
    case 'STOPSIGNAL':
      configuration.stopSignal = evaluate(
        { text: argumentText(instruction), span: argumentSpan(instruction) },
        scope,
      );
      return;
    case 'EXPOSE':
      applyExpose(instruction, scope, configuration);
      return;
    case 'VOLUME':
      for (const word of wordsOf(instruction)) {
        const target = evaluate(word, scope);
        if (!isKnown(target)) configuration.hidden.mounts ??= target;
        else
          configuration.mounts.push({
            ...target,
            value: { kind: 'volume', target: target.value, readOnly: false },
          });
      }
      return;
    case 'COPY':
    case 'ADD':
      applyCopy(instruction, scope, configuration);
      return;
  }
}

function applyEnvironment(
  instruction: Instruction,
  scope: Scope,
  { environment, secrets }: Configuration,
): void {
  const kind = instruction.keyword === 'ENV' ? 'environment' : 'argument';
  const added: [string, Binding][] = [];
  for (const { name, value, span } of assignmentsOf(scope.file, instruction)) {
    const place = placeOf(scope.path, span);
    const given = kind === 'argument' ? givenTo(name.text, scope.order) : undefined;
    const fact =
      given !== undefined ? factOf(given, place) : value === undefined ? notStated : evaluate(value, scope);
    const key = knownValue(evaluate(name, scope)) ?? name.text;
    environment.set(`${kind} ${key}`, stated({ name: key, value: fact, kind }, place));
    if (kind === 'environment') added.push([key, bind(fact)]);
    secrets.delete(`${kind} ${key}`);
    // A value that the build gives stands in another file, which speaks about it.
    const quality = isKnown(fact) && given === undefined ? secretQuality(key, fact.value) : undefined;
    if (quality === undefined) continue;
    const secret = { kind: kind === 'environment' ? kind : 'build-argument', name: key, quality } as const;
    secrets.set(`${kind} ${key}`, stated(secret, place));
  }
  // All values of one ENV see the variables as they were before it.
  for (const [key, binding] of added) scope.environment.set(key, binding);
}

function factOf({ value, why }: Binding, place: Place): Fact<string> {
  if (typeof value !== 'string' || why === undefined) return unknown(messages.variableOfBuild, place);
  return implied(value, why, documents.dockerfileReference, place);
}

function applyLabels(instruction: Instruction, scope: Scope, { labels }: Configuration): void {
  for (const { name, value, span } of assignmentsOf(scope.file, instruction)) {
    const key = knownValue(evaluate(name, scope)) ?? name.text;
    const fact = value === undefined ? notStated : evaluate(value, scope);
    labels.set(key, stated({ key, value: fact }, placeOf(scope.path, span)));
  }
}

/** Ports of one range that are listed one by one. */
const longestRange = 100;

function applyExpose(instruction: Instruction, scope: Scope, { exposed, hidden }: Configuration): void {
  for (const word of wordsOf(instruction)) {
    const ports = evaluate(word, scope);
    if (!isKnown(ports)) {
      hidden.exposed ??= ports;
      continue;
    }
    for (const part of ports.value.split(/\s+/)) {
      const [, first, last] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/\w+)?$/.exec(part) ?? [];
      if (first === undefined) continue;
      const end = Math.min(Number(last ?? first), Number(first) + longestRange);
      for (let port = Number(first); port <= end; port++) exposed.push({ ...ports, value: port });
    }
  }
}

/** Sources of ADD that do not lie in the build context. */
const remote = /^(https?|ftp|git|ssh):\/\/|^git@|\.git(#|$)/;

function applyCopy(instruction: Instruction, scope: Scope, { copies, hidden, secrets }: Configuration): void {
  if (flagOf(instruction, 'from') !== undefined) return;
  const sources = wordsOf(instruction).slice(0, -1);
  for (const word of sources) {
    const isHeredoc = instruction.heredocs.some(({ operator }) => overlaps(operator, word));
    if (isHeredoc) continue;
    const source = evaluate(word, scope);
    if (!isKnown(source)) {
      hidden.copies ??= source;
      continue;
    }
    if (instruction.keyword === 'ADD' && remote.test(source.value)) continue;
    copies.push(source);
    const kind = secretFile(source.value);
    if (kind === undefined) continue;
    const secret = { kind, name: source.value, quality: 'literal' } as const;
    secrets.set(`file ${source.value}`, { ...source, value: secret });
  }
}

function overlaps(span: { readonly start: number; readonly end: number }, word: Word): boolean {
  return word.span.start < span.end && span.start < word.span.end;
}

function processOf(instruction: Instruction, path: string): Fact<Process> {
  const { json } = instruction;
  const process: Process =
    json === undefined
      ? { form: 'shell', words: [argumentText(instruction)] }
      : { form: 'exec', words: json.map((word) => word.text) };
  return stated(process, placeOf(path, instruction.span));
}

function inheritedProcess(rest: Unknown | undefined): Fact<Process> {
  return rest ?? implied({ form: 'exec', words: [] }, messages.startsEmpty, documents.dockerfileReference);
}

function defaultUser(image: Fact<ImageReference>, scratch: boolean): Fact<string> {
  if (scratch) return implied('root', messages.startsEmpty, documents.dockerfileReference);
  if (!isKnown(image)) return unknown(image.why, image.place);
  const { text } = image.value;
  const user = userOfImage(image.value);
  if (user === undefined) return unknown(messages.baseDecides(text));
  return implied(user.name, messages.baseUser(text, user.name), user.source);
}

function defaultHealthcheck(image: Fact<ImageReference>, rest: Unknown | undefined): Fact<boolean> {
  if (rest === undefined) return implied(false, messages.startsEmpty, documents.dockerfileReference);
  if (!isKnown(image)) return rest;
  if (isOfficialImage(image.value))
    return implied(false, messages.officialWithoutHealthcheck, officialImages);
  if (!startsInterpreter(image.value)) return rest;
  return implied(false, messages.nothingToCheck(image.value.text), documents.dockerfileReference);
}

function operatingSystemOf(image: Fact<ImageReference>): Fact<OperatingSystem> {
  if (!isKnown(image)) return image;
  const system = operatingSystemOfImage(image.value);
  if (system === undefined) return unknown(messages.baseDecides(image.value.text), image.place);
  return implied(system, messages.nameOfBase(image.value.text), documents.dockerfileReference, image.place);
}

const general = /^(docker|container)file$/i;

/** The last folder; a version alone says too little: `redis-7.2` for `redis/7.2`. */
function folderName(folders: readonly string[]): string | undefined {
  const last = folders.at(-1);
  const above = folders.at(-2);
  return last !== undefined && above !== undefined && /^v?\d+(\.\d+)*$/.test(last)
    ? `${above}-${last}`
    : last;
}

/** A name from the path: `web` for `web/Dockerfile`, `worker` for `Dockerfile.worker` and `worker.Dockerfile`. */
function nameOf(path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  const file = parts.at(-1) ?? path;
  const kind = file
    .split('.')
    .filter((part) => part !== '' && !general.test(part))
    .join('.');
  const folder = folderName(parts.slice(0, -1));
  if (kind === '') return folder ?? file;
  return folder === undefined ? kind : `${folder}-${kind}`;
}
