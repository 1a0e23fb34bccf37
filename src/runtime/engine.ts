// Reads the posture of the local Docker or Podman engine: two read-only requests, and only when the user asked.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { type Language, render, type Text } from '../core/message';
import type { Posture } from '../core/posture';
import { hiddenVm } from '../knowledge/engine-versions';

/** The engine's posture, or a sentence that says why there is none and what to do. */
export type EngineOutcome = { readonly posture: Posture } | { readonly problem: string };

/** How long one request may take, in milliseconds; a local engine answers in a few. */
const timeout = 5000;

const texts = {
  remote: {
    en: 'DOCKER_HOST is {endpoint}: only sockets, named pipes and tcp addresses are read, not ssh. Set DOCKER_HOST to one of those.',
    de: 'DOCKER_HOST ist {endpoint}: Gelesen werden nur Sockets, Named Pipes und tcp-Adressen, nicht ssh. Setze DOCKER_HOST auf eine davon.',
  },
  none: {
    en: 'No container engine found: DOCKER_HOST is not set and none of these sockets exists: {sockets}. Start Docker or Podman, or set DOCKER_HOST.',
    de: 'Keine Container-Engine gefunden: DOCKER_HOST ist nicht gesetzt, und keiner dieser Sockets existiert: {sockets}. Starte Docker oder Podman oder setze DOCKER_HOST.',
  },
  refused: {
    en: 'The container engine at {endpoint} does not answer ({reason}). Is it running, and may this user use it?',
    de: 'Die Container-Engine unter {endpoint} antwortet nicht ({reason}). Läuft sie, und darf dieser Benutzer sie verwenden?',
  },
} as const satisfies Record<string, Text>;

interface Endpoint {
  readonly name: string;
  readonly options: Docker.DockerOptions;
}

/** Sockets where engines listen, most common first. */
function usualSockets(): string[] {
  if (process.platform === 'win32') return ['//./pipe/docker_engine', '//./pipe/podman-machine-default'];
  const runtimeFolder = process.env.XDG_RUNTIME_DIR;
  return [
    '/var/run/docker.sock',
    ...(runtimeFolder === undefined
      ? []
      : [join(runtimeFolder, 'docker.sock'), join(runtimeFolder, 'podman/podman.sock')]),
    join(homedir(), '.docker/run/docker.sock'),
    '/run/podman/podman.sock',
  ];
}

function endpoint(): Endpoint | undefined {
  const { DOCKER_HOST } = process.env;
  // dockerode reads DOCKER_HOST, DOCKER_TLS_VERIFY and DOCKER_CERT_PATH itself.
  if (DOCKER_HOST) return { name: DOCKER_HOST, options: { timeout } };
  const socketPath = usualSockets().find((path) => existsSync(path));
  return socketPath === undefined ? undefined : { name: socketPath, options: { socketPath, timeout } };
}

/** What came over the wire: a name for what nobody has checked yet. */
type Answer = Readonly<Record<string, unknown>>;

/** @throws when the answer is no JSON object. */
function answerOf(value: unknown): Answer {
  // dockerode hands on as bytes what is no JSON.
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    throw new Error('what it sends is no JSON object');
  // Checked just above; every field is read through the functions below.
  return value as Answer;
}

/** A text without control characters, which would act on a terminal; `undefined` for anything else. */
function textOf(value: unknown): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
  return typeof value === 'string' ? value.replace(/[\u0000-\u001f\u007f-\u009f]/g, '') : undefined;
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

/** `name=seccomp,profile=default` as a map. */
function securityOption(option: string): ReadonlyMap<string, string> {
  return new Map(
    option
      .split(',')
      .map((pair) => pair.split('=', 2))
      .map(([key = '', value = '']) => [key, value]),
  );
}

function engineName(version: Answer): string {
  const [component] = Array.isArray(version.Components) ? version.Components : [];
  const { Name, Version } = typeof component === 'object' && component !== null ? answerOf(component) : {};
  return `${textOf(Name) ?? 'Engine'} ${textOf(Version) ?? textOf(version.Version) ?? '?'}`;
}

/** The posture in what the engine answered to `GET /info` and `GET /version`; a field of a wrong type is not said. */
export function postureFrom(info: Answer, version: Answer, endpointName: string): Posture {
  const listed = Array.isArray(info.SecurityOptions) ? info.SecurityOptions : [];
  const options = listed.map((option) => securityOption(textOf(option) ?? ''));
  const has = (name: string): boolean => options.some((option) => option.get('name') === name);
  const seccomp = options.find((option) => option.get('name') === 'seccomp')?.get('profile');
  const operatingSystem = textOf(info.OperatingSystem) ?? '?';
  const kernel = textOf(info.KernelVersion) ?? '?';
  const vm = hiddenVm(operatingSystem, kernel);
  const runtimes = typeof info.Runtimes === 'object' ? Object.keys(info.Runtimes ?? {}) : [];
  return {
    engine: engineName(version),
    endpoint: endpointName,
    operatingSystem,
    kernel,
    rootless: has('rootless'),
    userNamespaces: has('userns') || has('rootless'),
    ...(seccomp === undefined || seccomp === '' ? {} : { seccomp }),
    appArmor: has('apparmor'),
    selinux: has('selinux'),
    runtimes: runtimes.map((name) => textOf(name) ?? '').sort(),
    defaultRuntime: textOf(info.DefaultRuntime) ?? '?',
    cgroupVersion: textOf(info.CgroupVersion) ?? '?',
    loggingDriver: textOf(info.LoggingDriver) ?? '?',
    liveRestore: info.LiveRestoreEnabled === true,
    memory: numberOf(info.MemTotal),
    cpus: numberOf(info.NCPU),
    ...(vm === undefined ? {} : { insideVm: vm }),
  };
}

/** The two questions; dockerode's types do not know that they can be broken off. */
interface Client {
  info(options: { readonly abortSignal: AbortSignal }): Promise<unknown>;
  version(options: { readonly abortSignal: AbortSignal }): Promise<unknown>;
}

/** Asks both; rejects, and lets go of the connections, when an answer takes too long: an endless one never falls silent. */
async function ask(client: Client): Promise<readonly [unknown, unknown]> {
  const breakOff = new AbortController();
  const options = { abortSignal: breakOff.signal };
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeout / 1000} s`)), timeout);
  });
  const answers = Promise.all([client.info(options), client.version(options)]);
  try {
    return await Promise.race([answers, tooLate]);
  } finally {
    clearTimeout(timer);
    answers.catch(() => {});
    breakOff.abort();
  }
}

/** Asks the engine for its posture. Never rejects: what goes wrong is the answer's `problem`. */
export async function readEngine(language: Language): Promise<EngineOutcome> {
  const found = endpoint();
  if (found === undefined) {
    return { problem: render({ text: texts.none, args: { sockets: usualSockets() } }, language) };
  }
  // Over ssh it would not be two requests but a login.
  if (found.name.startsWith('ssh:')) {
    return { problem: render({ text: texts.remote, args: { endpoint: found.name } }, language) };
  }
  try {
    const docker = new Docker(found.options);
    const [info, version] = await ask(docker);
    return { posture: postureFrom(answerOf(info), answerOf(version), found.name) };
  } catch (error) {
    const reason = textOf(error instanceof Error ? error.message : String(error))?.trim() ?? '';
    return { problem: render({ text: texts.refused, args: { endpoint: found.name, reason } }, language) };
  }
}
