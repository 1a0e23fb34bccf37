// Everything about each key of berth.yaml, once: reading, the JSON schema, completion and hover all come from here.
import { type Severity, severities } from '../core/finding';
import type { Text } from '../core/message';

/** What a key takes. */
export type KeyType =
  | { readonly kind: 'boolean' }
  /** Bytes with a unit, as `parseSize` reads them. */
  | { readonly kind: 'size' }
  /** A number greater than 0. */
  | { readonly kind: 'number' }
  /** Any text that is not empty; `known` are worth proposing. */
  | { readonly kind: 'text'; readonly known?: Readonly<Record<string, Text>> }
  | { readonly kind: 'choice'; readonly values: Readonly<Record<string, Text>> }
  /** A list of patterns as in .gitignore. */
  | { readonly kind: 'patterns' }
  | { readonly kind: 'map'; readonly keys: Keys }
  /** Rule ids with a severity, or with a mapping of `ruleKeys`. */
  | { readonly kind: 'rules' };

/** One key. */
export interface Key {
  readonly type: KeyType;
  readonly description: Text;
  /** What holds without it, where that is a value. */
  readonly default?: boolean;
}

/** Keys of one mapping, by name, in the order in which they are proposed. */
export type Keys = Readonly<Record<string, Key>>;

/** What a rule may be set to. */
export const settableSeverities: Readonly<Record<Severity | 'off', Text>> = {
  off: { en: 'not reported', de: 'wird nicht gemeldet' },
  hint: { en: 'shown faintly', de: 'wird dezent angezeigt' },
  info: { en: 'worth knowing', de: 'gut zu wissen' },
  warning: { en: 'should be changed', de: 'sollte geändert werden' },
  error: {
    en: 'must be changed; `berth check` fails by default',
    de: 'muss geändert werden; `berth check` schlägt standardmäßig fehl',
  },
};

/** The severity of this name. */
export function settableSeverity(name: string): Severity | 'off' | undefined {
  return name === 'off' ? 'off' : severities.find((severity) => severity === name);
}

/** Keys of a rule that is written as a mapping. */
export const ruleKeys: Keys = {
  severity: {
    type: { kind: 'choice', values: settableSeverities },
    description: { en: 'How findings of this rule count.', de: 'Wie Befunde dieser Regel zählen.' },
  },
};

/** What an engine of a kind is: whether the engine itself runs without root. */
export const engineKinds = {
  'docker-rootful': { rootless: false },
  'docker-rootless': { rootless: true },
  'podman-rootful': { rootless: false },
  'podman-rootless': { rootless: true },
} as const satisfies Record<string, { readonly rootless: boolean }>;

const engineTexts: Readonly<Record<keyof typeof engineKinds, Text>> = {
  'docker-rootful': { en: 'Docker, started by root', de: 'Docker, von root gestartet' },
  'docker-rootless': { en: 'Docker in rootless mode', de: 'Docker im rootless-Modus' },
  'podman-rootful': { en: 'Podman, started by root', de: 'Podman, von root gestartet' },
  'podman-rootless': { en: 'Podman, started by a user', de: 'Podman, von einem Benutzer gestartet' },
};

const postureKeys: Keys = {
  file: {
    type: { kind: 'text' },
    description: {
      en: 'A `daemon.json` or a saved `docker info --format json`, relative to this file. What is written here wins over it.',
      de: 'Eine `daemon.json` oder ein gespeichertes `docker info --format json`, relativ zu dieser Datei. Was hier steht, geht ihr vor.',
    },
  },
  engine: {
    type: { kind: 'choice', values: engineTexts },
    description: {
      en: 'The kind of engine; it decides `rootless` where that is not written.',
      de: 'Die Art der Engine; sie entscheidet über `rootless`, wo das nicht dasteht.',
    },
  },
  rootless: {
    type: { kind: 'boolean' },
    description: {
      en: 'Whether the engine itself runs without root.',
      de: 'Ob die Engine selbst ohne root läuft.',
    },
  },
  userNamespaces: {
    type: { kind: 'boolean' },
    description: {
      en: 'Whether the engine maps the user IDs of containers to others on the host (`userns-remap`).',
      de: 'Ob die Engine die Benutzer-IDs der Container auf dem Host auf andere abbildet (`userns-remap`).',
    },
  },
  noNewPrivileges: {
    type: { kind: 'boolean' },
    description: {
      en: 'Whether the engine denies new privileges to every container (`no-new-privileges` in daemon.json).',
      de: 'Ob die Engine jedem Container neue Privilegien verwehrt (`no-new-privileges` in daemon.json).',
    },
  },
  defaultRuntime: {
    type: {
      kind: 'text',
      known: {
        runc: { en: 'the usual runtime', de: 'die übliche Laufzeit' },
        crun: { en: 'like runc, in C', de: 'wie runc, in C' },
        runsc: { en: 'gVisor: a kernel in user space', de: 'gVisor: ein Kernel im Userspace' },
        'kata-runtime': {
          en: 'Kata Containers: a small VM around each container',
          de: 'Kata Containers: eine kleine VM um jeden Container',
        },
      },
    },
    description: {
      en: 'The OCI runtime that containers get without asking.',
      de: 'Die OCI-Laufzeit, die Container ohne weitere Angabe bekommen.',
    },
  },
  limitedLogs: {
    type: { kind: 'boolean' },
    description: {
      en: 'Whether the engine limits the size of container logs.',
      de: 'Ob die Engine die Größe der Container-Logs begrenzt.',
    },
  },
};

const hostKeys: Keys = {
  memory: {
    type: { kind: 'size' },
    description: {
      en: 'Memory of the host, such as `64 GiB`. Without it, Berth does not judge whether the workloads fit.',
      de: 'Arbeitsspeicher des Hosts, etwa `64 GiB`. Ohne Angabe urteilt Berth nicht darüber, ob die Workloads hineinpassen.',
    },
  },
  cpus: {
    type: { kind: 'number' },
    description: { en: 'Logical CPUs of the host.', de: 'Logische CPUs des Hosts.' },
  },
  file: {
    type: { kind: 'text' },
    description: {
      en: 'The output of `virsh capabilities` on the host, relative to this file. What is written here wins over it.',
      de: 'Die Ausgabe von `virsh capabilities` auf dem Host, relativ zu dieser Datei. Was hier steht, geht ihr vor.',
    },
  },
};

/** The keys at the top. */
export const keys: Keys = {
  rules: {
    type: { kind: 'rules' },
    description: {
      en: 'How findings count, by rule: `off`, `hint`, `info`, `warning` or `error`.',
      de: 'Wie Befunde zählen, je Regel: `off`, `hint`, `info`, `warning` oder `error`.',
    },
  },
  posture: {
    type: { kind: 'map', keys: postureKeys },
    description: {
      en: 'What the engine gives containers that run here. It changes severities, and the findings say so.',
      de: 'Was die Engine den Containern gibt, die hier laufen. Es ändert Schweregrade, und die Befunde sagen das.',
    },
  },
  host: {
    type: { kind: 'map', keys: hostKeys },
    description: {
      en: 'The host on which the workloads in this folder and below run together.',
      de: 'Der Host, auf dem die Workloads in diesem Ordner und darunter gemeinsam laufen.',
    },
  },
  exclude: {
    type: { kind: 'patterns' },
    description: {
      en: 'Files and folders that Berth leaves alone, as patterns of .gitignore relative to this file.',
      de: 'Dateien und Ordner, die Berth in Ruhe lässt, als Muster wie in .gitignore, relativ zu dieser Datei.',
    },
  },
  honourOtherTools: {
    type: { kind: 'boolean' },
    default: true,
    description: {
      en: 'Whether comments that suppress findings of hadolint, Trivy, Checkov, KICS and kube-linter count for the same rules of Berth.',
      de: 'Ob Kommentare, die Befunde von hadolint, Trivy, Checkov, KICS und kube-linter unterdrücken, für dieselben Regeln von Berth gelten.',
    },
  },
};
