// Paths of the host: which ones a container should not see, which are harmless, and where control sockets lie.

import type { Source } from '../core/source';
import { attack, bsi, cis, nist, owasp } from './sources';

/**
 * Brings a host path into one spelling: `/` as separator, no `.`, `..` or empty parts, `/run` for `/var/run`, `~` for
 * `$HOME` and systemd's `%h`, `$XDG_RUNTIME_DIR` for its `%t` (which a unit of the system would mean as `/run`), drive
 * letters in lower case. Named pipes become `//./pipe/name`.
 */
export function normalizeHostPath(path: string): string {
  const text = path
    .trim()
    .replaceAll('\\', '/')
    .replace(/^\$(?:HOME|\{HOME\})(?=\/|$)/, '~')
    .replace(/^(?:\$\{localEnv:HOME\}|%h)(?=\/|$)/, '~')
    .replace(/^(?:\$\{(?:localEnv:)?XDG_RUNTIME_DIR(?::?-?[^}]*)?\}|%t)(?=\/|$)/, '$$XDG_RUNTIME_DIR')
    // systemd's specifiers, as they read in units of users.
    .replace(/^%h(?=\/|$)/, '~')
    .replace(/^%t(?=\/|$)/, '$XDG_RUNTIME_DIR')
    .replace(/^npipe:/i, '');
  const pipe = /^\/{2,4}\.\/pipe\/(.+)$/i.exec(text)?.[1];
  if (pipe !== undefined) return `//./pipe/${pipe.toLowerCase()}`;
  const isAbsolute = text.startsWith('/');
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue;
    const last = parts.at(-1);
    if (part === '..' && (last === undefined ? isAbsolute : last !== '..')) parts.pop();
    else parts.push(part);
  }
  const joined = (isAbsolute ? '/' : '') + parts.join('/');
  if (/^[a-z]:(?:\/|$)/i.test(joined))
    return joined.length === 2 ? `${joined.toLowerCase()}/` : joined.toLowerCase();
  return joined.replace(/^\/var\/run(?=\/|$)/, '/run');
}

function isBelow(path: string, directory: string): boolean {
  return path.startsWith(directory.endsWith('/') ? directory : `${directory}/`);
}

/** The engines whose sockets we know. */
export type Engine = 'docker' | 'containerd' | 'cri-o' | 'podman';

/** A control socket of a container engine, reachable through a host path. */
export interface EngineSocket {
  /** `socket`: the path is the socket; `directory`: the socket lies in or below it. */
  readonly exposes: 'socket' | 'directory';
  /** Which engine; several for a directory that may hold more than one. */
  readonly engines: readonly Engine[];
  /** The engine runs as a user: the socket hands over that user, not the whole host. */
  readonly rootless: boolean;
  readonly sources: readonly Source[];
}

const socketSources: readonly Source[] = [
  cis('5.32'),
  nist('4.5.5'),
  owasp('R1'),
  attack('T1611'),
  attack('T1610'),
];

const socketNames: Readonly<Record<string, Engine>> = {
  'docker.sock': 'docker',
  'docker.sock.raw': 'docker',
  'cri-dockerd.sock': 'docker',
  'dockershim.sock': 'docker',
  'containerd.sock': 'containerd',
  'crio.sock': 'cri-o',
  'podman.sock': 'podman',
};

const pipes: ReadonlyMap<string, Engine> = new Map([
  ['//./pipe/docker_engine', 'docker'],
  ['//./pipe/docker_engine_windows', 'docker'],
  ['//./pipe/docker_engine_linux', 'docker'],
  ['//./pipe/dockerdesktoplinuxengine', 'docker'],
  ['//./pipe/dockerdesktopwindowsengine', 'docker'],
  ['//./pipe/cri-dockerd', 'docker'],
  ['//./pipe/podman-machine-default', 'podman'],
  ['//./pipe/containerd-containerd', 'containerd'],
]);

const socketDirectories: ReadonlyMap<string, readonly Engine[]> = new Map<string, readonly Engine[]>([
  ['/', ['docker', 'containerd', 'cri-o', 'podman']],
  ['/run', ['docker', 'containerd', 'cri-o', 'podman']],
  ['/run/containerd', ['containerd']],
  ['/run/docker/containerd', ['containerd']],
  ['/run/k3s', ['containerd']],
  ['/run/k3s/containerd', ['containerd']],
  ['/run/crio', ['cri-o']],
  ['/run/podman', ['podman']],
  ['$XDG_RUNTIME_DIR', ['docker', 'podman']],
  ['$XDG_RUNTIME_DIR/podman', ['podman']],
]);

/** The engine socket that a host path is or holds, if any. Takes the path as the file writes it. */
export function engineSocketAt(path: string): EngineSocket | undefined {
  const normal = normalizeHostPath(path);
  const perUser = normal.replace(/^\/run\/user\/[^/]+/, '$XDG_RUNTIME_DIR');
  const rootless = perUser.startsWith('$XDG_RUNTIME_DIR') || normal.startsWith('~/.');
  const name = normal.slice(normal.lastIndexOf('/') + 1);
  const engine =
    pipes.get(normal) ?? Object.entries(socketNames).find(([known]) => endsInName(name, known))?.[1];
  if (engine !== undefined) return { exposes: 'socket', engines: [engine], rootless, sources: socketSources };
  const engines = socketDirectories.get(perUser);
  return engines === undefined
    ? undefined
    : { exposes: 'directory', engines, rootless, sources: socketSources };
}

/** Whether a file name is the known one, or that with a prefix: `my-docker.sock`. */
function endsInName(name: string, known: string): boolean {
  return (
    name === known || name.endsWith(`-${known}`) || name.endsWith(`_${known}`) || name.endsWith(`.${known}`)
  );
}

/** What a host path is to a container that gets it. */
export type HostPathKind =
  /** Hands over the host, its kernel interfaces or its software. */
  | 'sensitive'
  /** Lies below a sensitive directory: one step milder. */
  | 'below-sensitive'
  /** A device file below `/dev`; the rule about devices owns it. */
  | 'device'
  /** Below a sensitive directory, but known to be harmless. */
  | 'harmless'
  /** Nothing is known against it. */
  | 'ordinary';

/** What is known about a host path. */
export interface HostPath {
  readonly kind: HostPathKind;
  /** The listed path that decides, in its normal spelling; absent for ordinary paths. */
  readonly listed?: string;
  /** Empty for harmless paths (our own judgement) and ordinary ones. */
  readonly sources: readonly Source[];
}

const sensitiveSources: readonly Source[] = [cis('5.6'), nist('4.5.5'), bsi('SYS.1.6.A19'), attack('T1611')];

// What lies below these counts as well, one step milder.
const sensitiveTrees = [
  '/boot',
  '/etc',
  '/lib',
  '/proc',
  '/sys',
  '/usr',
  '/root',
  '/var/lib/docker',
  '/var/lib/kubelet',
  '/var/lib/containerd',
  '/var/lib/containers',
  'c:/windows',
] as const;

// Only these themselves count: below them lie the data of applications and users. `/var` and `/var/lib` hold the
// engines' own directories.
const sensitiveItself = ['/', '/dev', '/home', '/Users', '~', '/var', '/var/lib', 'c:/', 'c:/users'] as const;

// Credentials in a home directory.
const sensitiveInHome = [
  '~/.ssh',
  '~/.aws',
  '~/.azure',
  '~/.kube',
  '~/.gnupg',
  '~/.docker',
  '~/.config',
] as const;

const harmlessPaths = [
  '/etc/localtime',
  '/etc/timezone',
  '/etc/hostname',
  '/etc/machine-id',
  '/etc/os-release',
  '/etc/lsb-release',
  '/etc/redhat-release',
  '/etc/resolv.conf',
  '/etc/ssl/certs',
  '/etc/ca-certificates',
  '/etc/pki/ca-trust',
  '/etc/pki/tls/certs',
  '/usr/lib/os-release',
  '/usr/share/zoneinfo',
  '/usr/share/ca-certificates',
  '/usr/share/fonts',
  '/usr/local/share/ca-certificates',
  '/dev/shm',
  '/dev/null',
  '/dev/zero',
  '/dev/full',
  '/dev/random',
  '/dev/urandom',
  '/dev/log',
  '/sys/fs/cgroup',
] as const;

/** What is known about the source of a bind mount, as the file writes it. Sockets: see `engineSocketAt`. */
export function hostPathOf(path: string): HostPath {
  const normal = normalizeHostPath(path);
  const found = (kind: HostPathKind, listed: string): HostPath => ({
    kind,
    listed,
    sources: kind === 'harmless' ? [] : sensitiveSources,
  });
  const harmless = harmlessPaths.find((known) => normal === known || isBelow(normal, known));
  if (harmless !== undefined) return found('harmless', harmless);
  if (/\/\.ssh\/known_hosts$/.test(normal)) return found('harmless', normal);
  const itself = [...sensitiveItself, ...sensitiveTrees].find((known) => normal === known);
  if (itself !== undefined) return found('sensitive', itself);
  if (isBelow(normal, '/dev')) return found('device', '/dev');
  const tree = sensitiveTrees.find((known) => isBelow(normal, known));
  if (tree !== undefined) return found('below-sensitive', tree);
  const inHome = sensitiveInHome.find((known) => normal === known || isBelow(normal, known));
  if (inHome !== undefined) return found('below-sensitive', inHome);
  return { kind: 'ordinary', sources: [] };
}
