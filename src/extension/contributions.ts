// What the extension adds to VS Code: one table each for commands and settings, from which package.json is generated.
import type { Text } from '../core/message';

/** A command of the palette. */
export interface CommandContribution {
  readonly title: Text;
  /** Shown in the palette only then. */
  readonly when?: string;
}

/** Commands by id. */
export const commands = {
  'berth.compare': {
    title: {
      en: 'Compare Container and VM for This Workload',
      de: 'Container und VM für diesen Workload vergleichen',
    },
  },
  'berth.explain': {
    title: { en: 'Explain a Rule', de: 'Eine Regel erklären' },
  },
  'berth.hostMemory': {
    title: { en: 'Say How Much Memory the Host Has', de: 'Arbeitsspeicher des Hosts angeben' },
  },
  'berth.engine': {
    title: { en: 'Read the Local Engine’s Posture', de: 'Sicherheitslage der lokalen Engine lesen' },
    when: 'isWorkspaceTrusted',
  },
} as const satisfies Record<string, CommandContribution>;

/** Ids of the commands. */
export type CommandId = keyof typeof commands;

/** A setting, in the words of package.json. */
export interface SettingContribution {
  readonly type: 'string' | 'boolean' | 'number';
  readonly default: string | boolean | number;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly scope: 'window' | 'resource' | 'machine-overridable';
  readonly description: Text;
}

/** Settings by id. */
export const settings = {
  'berth.language': {
    type: 'string',
    default: 'auto',
    enum: ['auto', 'en', 'de'],
    scope: 'window',
    description: {
      en: 'Language of Berth’s messages; `auto` follows the display language of VS Code.',
      de: 'Sprache der Meldungen von Berth; `auto` folgt der Anzeigesprache von VS Code.',
    },
  },
  'berth.host.memory': {
    type: 'string',
    default: '',
    scope: 'resource',
    description: {
      en: 'Memory of the target host, such as `64 GiB`. If empty, Berth does not judge whether the workloads fit.',
      de: 'Arbeitsspeicher des Zielhosts, etwa `64 GiB`. Ohne Angabe urteilt Berth nicht darüber, ob die Workloads hineinpassen.',
    },
  },
  'berth.host.cpus': {
    type: 'number',
    default: 0,
    minimum: 0,
    scope: 'resource',
    description: {
      en: 'Logical CPUs of the target host; 0 means unknown.',
      de: 'Logische CPUs des Zielhosts; 0 heißt unbekannt.',
    },
  },
  'berth.honourOtherTools': {
    type: 'boolean',
    default: true,
    scope: 'resource',
    description: {
      en: 'Comments that suppress findings of hadolint, Trivy, Checkov, KICS and kube-linter count for the same rules of Berth; `honourOtherTools` in berth.yaml has the last word.',
      de: 'Kommentare, die Befunde von hadolint, Trivy, Checkov, KICS und kube-linter unterdrücken, gelten für dieselben Regeln von Berth; `honourOtherTools` in berth.yaml hat das letzte Wort.',
    },
  },
  'berth.codeLens': {
    type: 'boolean',
    default: true,
    scope: 'window',
    description: {
      en: 'Shows the verdict above each workload.',
      de: 'Zeigt das Urteil über jedem Workload an.',
    },
  },
} as const satisfies Record<string, SettingContribution>;

/** Texts of package.json that belong to neither table. */
export const manifestTexts = {
  description: {
    en: 'Should this run in a container or in a VM? Flags isolation and overhead concerns on the line, recommends a placement and shows the comparison.',
    de: 'Container oder VM? Zeigt Isolationsschwächen und Overhead direkt an der Zeile, empfiehlt eine Platzierung und vergleicht beides.',
  },
} as const satisfies Record<string, Text>;
