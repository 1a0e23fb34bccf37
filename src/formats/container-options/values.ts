// Reads the small languages that Compose files and the options of engines share: sizes, command lines, ports, volumes.
import { type Fact, isKnown, mapFact } from '../../core/fact';
import type { NamespaceMode, Propagation, PublishedPort } from '../../core/workload';

/** A boolean as Compose accepts it. */
export function boolean(text: string): boolean | undefined {
  if (/^(?:true|yes|y|on|1)$/i.test(text)) return true;
  return /^(?:false|no|n|off|0)$/i.test(text) ? false : undefined;
}

/** A decimal number. */
export function decimal(text: string): number | undefined {
  return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text.trim()) ? Number(text) : undefined;
}

/** A whole number. */
export function integer(text: string): number | undefined {
  return /^[-+]?\d+$/.test(text.trim()) ? Number(text) : undefined;
}

const powers = 'bkmgtp';

/** Bytes in Docker's notation: `512m`, `1.5gb`, `1GiB`, a plain number; units are powers of 1024. */
export function byteSize(text: string): number | undefined {
  const [, count, unit = 'b'] = /^(\d+(?:\.\d*)?|\.\d+)\s*(?:([bkmgtp])(?:i?b)?)?$/i.exec(text.trim()) ?? [];
  return count === undefined
    ? undefined
    : Math.floor(Number(count) * 1024 ** powers.indexOf(unit.toLowerCase()));
}

/** How many CPUs a cpuset such as `0-3,6` names. */
export function cpuSet(text: string): number | undefined {
  let count = 0;
  for (const part of text.split(',')) {
    const [, first, last = first] = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(part) ?? [];
    if (first === undefined || Number(last) < Number(first)) return undefined;
    count += Number(last) - Number(first) + 1;
  }
  return count;
}

/** Whose namespace a mode names. */
export function namespaceMode(text: string): NamespaceMode | undefined {
  if (text === '') return undefined;
  if (text === 'host') return 'host';
  return /^(?:service|container):/.test(text) ? 'other' : 'own';
}

/** The words of a command line by the rules of the shell, without expansions; `undefined` for an open quote. */
export function words(line: string): readonly string[] | undefined {
  const found: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    if (/\s/.test(char)) {
      if (word !== undefined) found.push(word);
      word = undefined;
    } else if (char === '\\') {
      at++;
      word = (word ?? '') + line.charAt(at);
    } else if (char === "'" || char === '"') {
      const end = closingQuote(line, at);
      if (end === -1) return undefined;
      const quoted = line.slice(at + 1, end);
      word = (word ?? '') + (char === '"' ? quoted.replace(/\\(["\\$`])/g, '$1') : quoted);
      at = end;
    } else word = (word ?? '') + char;
  }
  if (word !== undefined) found.push(word);
  return found;
}

function closingQuote(line: string, open: number): number {
  const quote = line.charAt(open);
  for (let at = open + 1; at < line.length; at++) {
    if (quote === '"' && line.charAt(at) === '\\') at++;
    else if (line.charAt(at) === quote) return at;
  }
  return -1;
}

/** The parts of a port's short form; the parts themselves may hold variables. */
export interface PortParts {
  readonly address?: string;
  readonly host?: string;
  readonly container: string;
  readonly protocol: string;
}

/** Splits `[[HOST_IP:]HOST_PORT:]PORT[/PROTOCOL]`. */
export function portParts(text: string): PortParts {
  const [, ports = text, protocol = 'tcp'] = /^(.*)\/([a-z]+)$/i.exec(text) ?? [];
  const [, bracketed, rest = ports] = /^\[([^\]]*)\]:(.*)$/.exec(ports) ?? [];
  const parts = rest.split(':');
  const container = parts.pop() ?? '';
  const host = parts.pop();
  const address = bracketed ?? (parts.length > 0 ? parts.join(':') : undefined);
  return {
    container,
    protocol: protocol.toLowerCase(),
    ...(address === undefined || address === '' ? {} : { address }),
    ...(host === undefined || host === '' ? {} : { host }),
  };
}

/** A port or a range of ports, 1 to 65535. */
export function portRange(text: string): { readonly first: number; readonly last?: number } | undefined {
  const [, from, to] = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(text) ?? [];
  if (from === undefined) return undefined;
  const first = Number(from);
  const last = to === undefined ? first : Number(to);
  if (first < 1 || last > 65535 || last < first) return undefined;
  return last === first ? { first } : { first, last };
}

/** The parts of a volume's short form. */
export interface VolumeParts {
  readonly source?: string;
  readonly target: string;
  readonly options: readonly string[];
}

/** Splits `[SOURCE:]TARGET[:OPTIONS]`, where paths may start with a Windows drive. */
export function volumeParts(text: string): VolumeParts | undefined {
  const parts: string[] = [];
  for (const piece of text.split(':')) {
    const previous = parts.at(-1);
    const afterDrive = previous !== undefined && /^[A-Za-z]$/.test(previous) && /^[\\/]/.test(piece);
    if (afterDrive) parts[parts.length - 1] = `${previous}:${piece}`;
    else parts.push(piece);
  }
  const [first = '', second, third, ...more] = parts;
  if (more.length > 0 || parts.includes('')) return undefined;
  if (second === undefined) return { target: first, options: [] };
  return { source: first, target: second, options: third?.split(',') ?? [] };
}

/** Whether a volume's source is a path of the host rather than the name of a volume. */
export function isPath(source: string): boolean {
  return /^(?:[./~]|\\\\|[A-Za-z]:)/.test(source) || /[\\/]/.test(source);
}

const propagations = ['private', 'rprivate', 'slave', 'rslave', 'shared', 'rshared'] as const;

/** A mount propagation. */
export function propagation(text: string): Propagation | undefined {
  return propagations.find((known) => known === text);
}

/** Whether a path leads out of the project's files: to a repository, the network, a registry, a home folder, a drive. */
export function isElsewhere(path: string): boolean {
  return /^(?:[a-z][a-z\d+.-]*:\/\/|git@|github\.com\/|~|[A-Za-z]:[\\/])/.test(path);
}

/** A path with the separators that every system takes. */
export function forwardSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}

/** Whether a log stays limited: `json-file` and Podman's `k8s-file` only by a size, all other drivers of the engine by themselves or elsewhere. */
export function isLimited(driver: string, maxSize: string): boolean {
  return !/^(?:json|k8s)-file$/.test(driver) || !/^(?:-.*|)$/.test(maxSize);
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

const units = [
  ['g', 1024 ** 3],
  ['m', 1024 ** 2],
  ['k', 1024],
] as const;

/** Bytes as engines write them: `512m`. */
export function sizeText(size: number): string {
  const unit = units.find(([, factor]) => size % factor === 0);
  return unit === undefined ? String(size) : `${size / unit[1]}${unit[0]}`;
}
