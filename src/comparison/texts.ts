// Words of the comparison page, and the sentences of its diagrams.
import type { Text } from '../core/message';

/** Headings, buttons and legends; handed to the page and the command line by name. */
export const words = {
  vm: { en: 'VM', de: 'VM' },
  container: { en: 'Container', de: 'Container' },
  sandboxed: { en: 'sandboxed container', de: 'Container in Sandbox' },
  confidence: { en: 'confidence', de: 'Sicherheit' },
  why: { en: 'Why', de: 'Warum' },
  flips: { en: 'What would turn it', de: 'Was es kippen würde' },
  questions: { en: 'Open questions', de: 'Offene Fragen' },
  unknown: { en: 'Nothing known about', de: 'Nichts bekannt über' },
  couldMove: { en: 'could move it by {weight}', de: 'könnte es um {weight} verschieben' },
  certain: { en: 'certainty {certainty}', de: 'Gewissheit {certainty}' },
  drawn: { en: 'What your files draw', de: 'Was deine Dateien zeichnen' },
  today: { en: 'today', de: 'heute' },
  instead: { en: 'instead', de: 'stattdessen' },
  sideBySide: { en: 'Side by side', de: 'Seite an Seite' },
  aspect: { en: 'Aspect', de: 'Aspekt' },
  here: { en: 'Here', de: 'Hier' },
  nothingHere: { en: 'The files say nothing about it.', de: 'Die Dateien sagen nichts dazu.' },
  figures: { en: 'Cited figures', de: 'Zitierte Werte' },
  fromMemory: { en: 'cited from memory', de: 'aus dem Gedächtnis zitiert' },
  measured: { en: 'measured on this machine', de: 'auf dieser Maschine gemessen' },
  logarithmic: { en: 'logarithmic scale', de: 'logarithmische Skala' },
  engine: { en: 'The local engine', de: 'Die lokale Engine' },
  askEngine: { en: 'Read the local engine’s posture', de: 'Sicherheitslage der lokalen Engine lesen' },
  engineNote: {
    en: 'Two read-only requests to the local Docker or Podman socket, only when you ask.',
    de: 'Zwei lesende Anfragen an den lokalen Docker- oder Podman-Socket, nur auf deinen Wunsch.',
  },
  isolation: { en: '{count} isolation', de: '{count} Isolation' },
  overhead: { en: '{count} overhead', de: '{count} Overhead' },
  switchWorkload: { en: 'Workload', de: 'Workload' },
  weightsAreOurs: {
    en: 'Weights and thresholds are our proposal, not a published standard.',
    de: 'Gewichte und Schwellen sind unser Vorschlag, kein veröffentlichter Standard.',
  },
  line: { en: 'line {line}', de: 'Zeile {line}' },
  speaksForContainer: { en: 'speaks for a container', de: 'spricht für einen Container' },
  speaksForVm: { en: 'speaks for a VM', de: 'spricht für eine VM' },
} as const satisfies Record<string, Text>;

/** Sentences of the layer diagrams. */
export const diagramTexts = {
  asVms: { en: 'as VMs', de: 'als VMs' },
  asContainers: { en: 'as containers', de: 'als Container' },
  guestKernel: { en: 'kernel of its own', de: 'eigener Kernel' },
  guestMinimum: {
    en: 'kernel of its own · vendor minimum {memory}',
    de: 'eigener Kernel · Herstellerminimum {memory}',
  },
  someGuest: { en: 'Guest operating system', de: 'Gastbetriebssystem' },
  oneMore: { en: 'and {count} more', de: 'und {count} weitere' },
  hypervisor: { en: 'Hypervisor', de: 'Hypervisor' },
  type1: {
    en: 'type 1: part of the host’s kernel or below it',
    de: 'Typ 1: Teil des Host-Kernels oder darunter',
  },
  type2: {
    en: 'type 2: a program on the host’s operating system',
    de: 'Typ 2: ein Programm auf dem Betriebssystem des Hosts',
  },
  emulator: {
    en: 'software emulation, no hardware support',
    de: 'Emulation in Software, ohne Hardwarehilfe',
  },
  typeUnknown: {
    en: 'type 1 or type 2: the files do not say',
    de: 'Typ 1 oder Typ 2: die Dateien sagen es nicht',
  },
  engine: { en: 'Container engine', de: 'Container-Engine' },
  engineUnknown: { en: 'posture not read', de: 'Sicherheitslage nicht gelesen' },
  rootless: { en: 'rootless', de: 'rootless' },
  rootful: { en: 'runs as root', de: 'läuft als Root' },
  seccomp: { en: 'seccomp {profile}', de: 'seccomp {profile}' },
  noSeccomp: { en: 'no seccomp', de: 'kein seccomp' },
  userNamespaces: { en: 'user namespaces', de: 'User-Namespaces' },
  noUserNamespaces: { en: 'no user namespaces', de: 'keine User-Namespaces' },
  sharedKernel: { en: 'One shared kernel', de: 'Ein geteilter Kernel' },
  sharedBy: {
    en: 'a kernel escape reaches {count} workloads and the host',
    de: 'ein Ausbruch über den Kernel erreicht {count} Workloads und den Host',
  },
  sharedByOne: {
    en: 'a kernel escape reaches the host',
    de: 'ein Ausbruch über den Kernel erreicht den Host',
  },
  host: { en: 'Host', de: 'Host' },
  hostUnknown: { en: 'size not stated', de: 'Größe nicht angegeben' },
  cpus: { en: '{count} CPUs', de: '{count} CPUs' },
  limit: { en: 'limit {memory}', de: 'Grenze {memory}' },
} as const satisfies Record<string, Text>;
