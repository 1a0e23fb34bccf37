// Words of the comparison page, and the sentences of its diagrams.
import type { Text } from '../core/message';

/** Headings, buttons and legends; handed to the page and the command line by name. */
export const words = {
  vm: { en: 'VM', de: 'VM' },
  container: { en: 'Container', de: 'Container' },
  sandboxed: { en: 'sandboxed container', de: 'Container in Sandbox' },
  confidence: { en: 'confidence', de: 'Konfidenz' },
  why: { en: 'Why', de: 'Warum' },
  flips: { en: 'What would flip it', de: 'Was das Urteil kippen würde' },
  questions: { en: 'Open questions', de: 'Offene Fragen' },
  unknown: { en: 'Still unknown', de: 'Noch unbekannt' },
  couldMove: { en: 'weight {weight}', de: 'Gewicht {weight}' },
  certain: { en: 'certainty {certainty}', de: 'Gewissheit {certainty}' },
  drawn: { en: 'What your files describe', de: 'Was deine Dateien beschreiben' },
  today: { en: 'today', de: 'heute' },
  instead: { en: 'instead', de: 'stattdessen' },
  sideBySide: { en: 'Side by side', de: 'Gegenüberstellung' },
  aspect: { en: 'Aspect', de: 'Aspekt' },
  here: { en: 'In your files', de: 'In deinen Dateien' },
  nothingHere: { en: 'Your files say nothing about it.', de: 'Deine Dateien sagen dazu nichts.' },
  figures: { en: 'Published figures', de: 'Veröffentlichte Werte' },
  fromMemory: { en: 'cited from memory', de: 'aus dem Gedächtnis zitiert' },
  measured: { en: 'measured on this machine', de: 'auf dieser Maschine gemessen' },
  perSecond: { en: 'per second', de: 'pro Sekunde' },
  logarithmic: { en: 'logarithmic scale', de: 'logarithmische Skala' },
  engine: { en: 'The local engine', de: 'Die lokale Engine' },
  askEngine: { en: 'Read the local engine’s posture', de: 'Sicherheitslage der lokalen Engine lesen' },
  engineNote: {
    en: 'Two read-only requests to the local Docker or Podman socket, only when you ask for them.',
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
  libvirtHypervisor: {
    en: 'a hypervisor that libvirt manages',
    de: 'einem Hypervisor, den libvirt verwaltet',
  },
  otherHypervisor: { en: 'another hypervisor', de: 'einem anderen Hypervisor' },
  type1: {
    en: 'type 1: part of the host’s kernel, or below it',
    de: 'Typ 1: Teil des Host-Kernels oder unter ihm',
  },
  type2: {
    en: 'type 2: a program on the host’s operating system',
    de: 'Typ 2: ein Programm auf dem Betriebssystem des Hosts',
  },
  emulator: {
    en: 'emulation in software, without hardware support',
    de: 'Emulation in Software, ohne Hardware-Unterstützung',
  },
  typeUnknown: {
    en: 'type 1 or type 2: the files do not say',
    de: 'Typ 1 oder Typ 2: die Dateien sagen es nicht',
  },
  engine: { en: 'Container engine', de: 'Container-Engine' },
  engineUnknown: { en: 'posture not read', de: 'Sicherheitslage nicht gelesen' },
  rootless: { en: 'rootless', de: 'rootless' },
  rootful: { en: 'runs as root', de: 'läuft als root' },
  seccomp: { en: 'seccomp {profile}', de: 'seccomp {profile}' },
  noSeccomp: { en: 'no seccomp', de: 'kein seccomp' },
  userNamespaces: { en: 'user namespaces', de: 'User-Namespaces' },
  noUserNamespaces: { en: 'no user namespaces', de: 'keine User-Namespaces' },
  sharedKernel: { en: 'One shared kernel', de: 'Ein geteilter Kernel' },
  sharedBy: {
    en: 'a flaw in it exposes {count} workloads and the host',
    de: 'eine Lücke darin gefährdet {count} Workloads und den Host',
  },
  sharedByOne: {
    en: 'a flaw in it exposes the host',
    de: 'eine Lücke darin gefährdet den Host',
  },
  host: { en: 'Host', de: 'Host' },
  hostUnknown: { en: 'size not stated', de: 'Größe nicht angegeben' },
  cpus: { en: 'CPUs: {count}', de: 'CPUs: {count}' },
  limit: { en: 'limit {memory}', de: 'Limit {memory}' },
} as const satisfies Record<string, Text>;
