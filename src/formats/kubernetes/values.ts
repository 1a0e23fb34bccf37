// Reads the small languages inside the values of Kubernetes objects: quantities, modes, profiles.
import type { Propagation } from '../../core/workload';

/** A boolean; YAML 1.1 words such as `yes` count, as Kubernetes' own reader takes them. */
export function boolean(text: string): boolean | undefined {
  if (/^(?:true|yes|on)$/i.test(text)) return true;
  return /^(?:false|no|off)$/i.test(text) ? false : undefined;
}

/** A whole number. */
export function integer(text: string): number | undefined {
  return /^[-+]?\d{1,15}$/.test(text.trim()) ? Number(text) : undefined;
}

/** A port, 1 to 65535. */
export function port(text: string): number | undefined {
  const value = integer(text);
  return value !== undefined && value >= 1 && value <= 65535 ? value : undefined;
}

/** A text that holds something, without variables of tools that run before. */
export function literal(text: string): string | undefined {
  return text.trim() === '' || /\$[({]/.test(text) ? undefined : text;
}

const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A quantity in Kubernetes' notation: `512Mi`, `1G`, `250m`, `1e9`. */
export function quantity(text: string): number | undefined {
  const [, digits = '', exponent = '', unit = ''] =
    /^([-+]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30}))(?:([eE][-+]?\d{1,3})|([numkMGTPE]|[KMGTPE]i))?$/.exec(
      text.trim(),
    ) ?? [];
  const factor = factors[unit];
  if (digits === '' || factor === undefined) return undefined;
  const value = Number(digits + exponent) * factor;
  return value >= 0 && Number.isFinite(value) ? value : undefined;
}

/** A quantity of bytes, rounded up as Kubernetes does. */
export function bytes(text: string): number | undefined {
  const value = quantity(text);
  return value === undefined ? undefined : Math.ceil(value);
}

/** Mount propagation by the name Kubernetes gives it. */
export function propagation(text: string): Propagation | undefined {
  if (text === 'None') return 'rprivate';
  if (text === 'HostToContainer') return 'rslave';
  return text === 'Bidirectional' ? 'rshared' : undefined;
}

/** Seccomp profile types of the API. */
export type SeccompType = 'RuntimeDefault' | 'Localhost' | 'Unconfined';

/** A seccomp profile, by the field's notation or the annotation's. */
export function seccompType(text: string): SeccompType | undefined {
  switch (text) {
    case 'RuntimeDefault':
    case 'runtime/default':
    case 'docker/default':
      return 'RuntimeDefault';
    case 'Unconfined':
    case 'unconfined':
      return 'Unconfined';
    default:
      return text === 'Localhost' || text.startsWith('localhost/') ? 'Localhost' : undefined;
  }
}

const engineNames = { RuntimeDefault: 'default', Unconfined: 'unconfined', Localhost: 'profile' } as const;

/** The engine's word for a seccomp or AppArmor profile type. */
export function engineProfile(type: SeccompType): 'default' | 'unconfined' | 'profile' {
  return engineNames[type];
}

/** An AppArmor profile by the field's notation or the annotation's, as engines call it. */
export function profileName(text: string): 'default' | 'unconfined' | 'profile' | undefined {
  const type = seccompType(text);
  return type === undefined ? undefined : engineProfile(type);
}

/** A restart policy, as engines call it. */
export function restartPolicy(text: string): string | undefined {
  return { Always: 'always', OnFailure: 'on-failure', Never: 'no' }[text];
}
