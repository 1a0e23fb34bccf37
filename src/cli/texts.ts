// Every sentence of the command line.
import type { Language, Text } from '../core/message';

export const texts = {
  help: {
    en: `berth: should this run in a container or in a VM?

berth check [PATH…]      find and read all known files, print findings and verdicts
  --format text|json     how to print (default text)
  --fail-on error|warning|info|hint|never
                         exit with status 1 from this severity on (default error)
  --host-memory SIZE     memory of the target host, such as 64GiB
  --host-cpus NUMBER     logical CPUs of the target host
berth compare [PATH]     compare container and VM for a workload
  --workload NAME        which workload, where the file has several
  --format text|json
berth explain [RULE]     why a rule exists, its sources and examples; without RULE, list all
berth inspect FILE…      what Berth read: facts with state, value and place
  --format text|json
berth engine             the posture of the local Docker or Podman engine, read only
  --format text|json
berth lsp --stdio        the language server

--lang en|de             language of the output (default: the environment)
--version, --help

Exit status: 0 nothing at or above --fail-on, 1 something, 2 wrong usage or a path that cannot be read.`,
    de: `berth: Container oder VM?

berth check [PFAD…]      alle bekannten Dateien finden, lesen, Befunde und Urteile ausgeben
  --format text|json     Ausgabeform (Standard: text)
  --fail-on error|warning|info|hint|never
                         ab diesem Schweregrad mit Status 1 enden (Standard: error)
  --host-memory GRÖSSE   Arbeitsspeicher des Zielhosts, etwa 64GiB
  --host-cpus ANZAHL     logische CPUs des Zielhosts
berth compare [PFAD]     Container und VM für einen Workload vergleichen
  --workload NAME        welcher Workload, wenn die Datei mehrere hat
  --format text|json
berth explain [REGEL]    warum es eine Regel gibt, mit Quellen und Beispielen; ohne REGEL alle
berth inspect DATEI…     was Berth gelesen hat: Fakten mit Zustand, Wert und Stelle
  --format text|json
berth engine             Sicherheitslage der lokalen Docker- oder Podman-Engine, nur lesend
  --format text|json
berth lsp --stdio        der Language Server

--lang en|de             Sprache der Ausgabe (Standard: die Umgebung)
--version, --help

Status beim Ende: 0 nichts ab --fail-on, 1 etwas, 2 falscher Aufruf oder ein nicht lesbarer Pfad.`,
  },
  unknownLanguage: {
    en: '--lang knows en and de, not "{value}".',
    de: '--lang kennt en und de, nicht „{value}“.',
  },
  unknownCommand: {
    en: 'there is no command "{name}"; `berth help` lists them.',
    de: 'Den Befehl „{name}“ gibt es nicht; `berth help` zeigt alle.',
  },
  unknownOption: {
    en: 'there is no option {option} here; `berth help` lists the options.',
    de: 'Die Option {option} gibt es hier nicht; `berth help` zeigt die Optionen.',
  },
  optionNeedsValue: {
    en: '{option} needs a value; `berth help` lists the options.',
    de: '{option} braucht einen Wert; `berth help` zeigt die Optionen.',
  },
  badValue: {
    en: '{option} takes {allowed}, not "{value}".',
    de: '{option} nimmt {allowed}, nicht „{value}“.',
  },
  unreadable: {
    en: 'cannot read {path}: {reason}',
    de: '{path} ist nicht lesbar: {reason}',
  },
  noSuchFile: { en: 'there is no such file or folder', de: 'diese Datei oder diesen Ordner gibt es nicht' },
  noPermission: { en: 'permission denied', de: 'keine Berechtigung' },
  linkLoop: { en: 'its links lead in a circle', de: 'die Verweise führen im Kreis' },
  notOurs: {
    en: 'This is no kind of file Berth knows.',
    de: 'Diese Art von Datei kennt Berth nicht.',
  },
  progress: { en: '{done} of {all} files', de: '{done} von {all} Dateien' },
  nothingFound: {
    en: '{path}: no container or VM definition found',
    de: '{path}: keine Container- oder VM-Definition gefunden',
  },
  problem: { en: 'problem', de: 'Problem' },
  excluded: {
    en: 'A berth.yaml leaves this file out (exclude), so it was not read.',
    de: 'Eine berth.yaml nimmt diese Datei aus (exclude), sie wurde daher nicht gelesen.',
  },
  configuration: { en: '{path}:{line}:{column}: {problem}', de: '{path}:{line}:{column}: {problem}' },
  tellHost: {
    en: 'Say it with --host-memory, or host.memory in berth.yaml.',
    de: 'Sag es mit --host-memory oder host.memory in der berth.yaml.',
  },
  inFile: { en: 'In {path}:', de: 'In {path}:' },
  suppressed: { en: 'accepted: {reason}', de: 'akzeptiert: {reason}' },
  summary: { en: '{files}, {workloads}: {findings}', de: '{files}, {workloads}: {findings}' },
  summaryPlacements: { en: 'Placement: {placements}', de: 'Platzierung: {placements}' },
  summaryTogether: {
    en: 'Placement: {placements}; together: {together}',
    de: 'Platzierung: {placements}; zusammen: {together}',
  },
  noFindings: { en: 'no findings', de: 'keine Befunde' },
  noSuchRule: {
    en: 'there is no rule "{rule}"; {hint}',
    de: 'Die Regel „{rule}“ gibt es nicht; {hint}',
  },
  meantRule: { en: 'did you mean {name}?', de: 'ist {name} gemeint?' },
  listRules: { en: '`berth explain` lists all.', de: '`berth explain` zeigt alle.' },
  oneFile: {
    en: 'compare takes one file or folder.',
    de: 'compare nimmt eine Datei oder einen Ordner.',
  },
  inspectNeedsFile: { en: 'inspect needs a file.', de: 'inspect braucht eine Datei.' },
  oneOf: {
    en: 'One of {count} workloads; --workload NAME chooses another.',
    de: 'Einer von {count} Workloads; --workload NAME wählt einen anderen.',
  },
  noWorkload: {
    en: '{path} defines no workload.',
    de: '{path} definiert keinen Workload.',
  },
  noSuchWorkload: {
    en: '{path} has no workload "{name}"; it has {names}.',
    de: '{path} hat keinen Workload „{name}“, aber {names}.',
  },
  stated: { en: 'stated', de: 'angegeben' },
  implied: { en: 'implied', de: 'folgt' },
  unknown: { en: 'unknown', de: 'unbekannt' },
  kind: { en: '{kind}, line {line}', de: '{kind}, Zeile {line}' },
  badSize: {
    en: '--host-memory takes a size such as 64GiB, not "{value}".',
    de: '--host-memory nimmt eine Größe wie 64GiB, nicht „{value}“.',
  },
  badCount: {
    en: '--host-cpus takes a whole number from 1 on, not "{value}".',
    de: '--host-cpus nimmt eine ganze Zahl ab 1, nicht „{value}“.',
  },
  lspNeedsStdio: {
    en: 'the language server speaks over standard input and output only: berth lsp --stdio',
    de: 'Der Language Server spricht nur über Standardein- und -ausgabe: berth lsp --stdio',
  },
} as const satisfies Record<string, Text>;

/** Words for a number of things: one, and any other number. */
interface Noun {
  readonly one: Text;
  readonly many: Text;
}

export const nouns = {
  file: { one: { en: 'file', de: 'Datei' }, many: { en: 'files', de: 'Dateien' } },
  workload: { one: { en: 'workload', de: 'Workload' }, many: { en: 'workloads', de: 'Workloads' } },
  error: { one: { en: 'error', de: 'Fehler' }, many: { en: 'errors', de: 'Fehler' } },
  warning: { one: { en: 'warning', de: 'Warnung' }, many: { en: 'warnings', de: 'Warnungen' } },
  info: { one: { en: 'info', de: 'Info' }, many: { en: 'infos', de: 'Infos' } },
  hint: { one: { en: 'hint', de: 'Hinweis' }, many: { en: 'hints', de: 'Hinweise' } },
} as const satisfies Record<string, Noun>;

/** `1 file`, `2 files`. */
export function counted(count: number, { one, many }: Noun, language: Language): string {
  return `${count} ${(count === 1 ? one : many)[language]}`;
}
