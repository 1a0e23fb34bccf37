// Reads the posture of the local Docker or Podman engine: two read-only requests, and only when the user asked.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { type Language, render, type Text } from '../core/message';
import type { Posture } from '../core/posture';

/** The engine's posture, or a sentence that says why there is none and what to do. */
export type EngineOutcome = { readonly posture: Posture } | { readonly problem: string };

/** How long one request may take, in milliseconds; a local engine answers in a few. */
const timeout = 5000;

const texts = {
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

/** The parts of `GET /info` that are read; dockerode leaves the answer untyped. */
interface Info {
  readonly OperatingSystem?: string;
  readonly KernelVersion?: string;
  readonly SecurityOptions?: readonly string[] | null;
  readonly Runtimes?: Readonly<Record<string, unknown>> | null;
  readonly DefaultRuntime?: string;
  readonly CgroupVersion?: string;
  readonly LoggingDriver?: string;
  readonly LiveRestoreEnabled?: boolean;
  readonly MemTotal?: number;
  readonly NCPU?: number;
}

/** The parts of `GET /version` that are read. */
interface Version {
  readonly Version?: string;
  readonly Components?: readonly { readonly Name?: string; readonly Version?: string }[];
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

/** Names by which engines betray that they run in a VM of their own. */
function insideVm({ OperatingSystem = '', KernelVersion = '' }: Info): string | undefined {
  if (/docker desktop/i.test(OperatingSystem)) return OperatingSystem;
  return /linuxkit|microsoft|lima|podman-machine/i.test(KernelVersion) ? KernelVersion : undefined;
}

/** The posture in what the engine answered. */
export function postureFrom(info: Info, version: Version, endpointName: string): Posture {
  const options = (info.SecurityOptions ?? []).map(securityOption);
  const has = (name: string): boolean => options.some((option) => option.get('name') === name);
  const seccomp = options.find((option) => option.get('name') === 'seccomp')?.get('profile');
  const [component] = version.Components ?? [];
  const vm = insideVm(info);
  return {
    engine: `${component?.Name ?? 'Engine'} ${component?.Version ?? version.Version ?? '?'}`,
    endpoint: endpointName,
    operatingSystem: info.OperatingSystem ?? '?',
    kernel: info.KernelVersion ?? '?',
    rootless: has('rootless'),
    userNamespaces: has('userns') || has('rootless'),
    ...(seccomp === undefined || seccomp === '' ? {} : { seccomp }),
    appArmor: has('apparmor'),
    selinux: has('selinux'),
    runtimes: Object.keys(info.Runtimes ?? {}).sort(),
    defaultRuntime: info.DefaultRuntime ?? '?',
    cgroupVersion: info.CgroupVersion ?? '?',
    loggingDriver: info.LoggingDriver ?? '?',
    liveRestore: info.LiveRestoreEnabled === true,
    memory: info.MemTotal ?? 0,
    cpus: info.NCPU ?? 0,
    ...(vm === undefined ? {} : { insideVm: vm }),
  };
}

/** Asks the engine for its posture. Never rejects: what goes wrong is the answer's `problem`. */
export async function readEngine(language: Language): Promise<EngineOutcome> {
  const found = endpoint();
  if (found === undefined) {
    return { problem: render({ text: texts.none, args: { sockets: usualSockets() } }, language) };
  }
  try {
    const docker = new Docker(found.options);
    // dockerode types neither answer; only optional fields are read.
    const [info, version] = (await Promise.all([docker.info(), docker.version()])) as [Info, Version];
    return { posture: postureFrom(info, version, found.name) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { problem: render({ text: texts.refused, args: { endpoint: found.name, reason } }, language) };
  }
}
