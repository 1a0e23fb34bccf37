// The questions files cannot answer, with the choices a user has; an answer is evidence like a line of a file.
import type { Text } from '../core/message';

const t = (en: string, de: string): Text => ({ en, de });

/** A question with its possible answers; the keys of `choices` are what a settings file holds. */
export interface Question {
  readonly text: Text;
  readonly choices: Readonly<Record<string, Text>>;
}

const table = {
  'K9.foreignCode': {
    text: t(
      'Does it run code written by people you do not trust: by users, by tenants, in pull requests from forks?',
      'Führt der Workload Code von Leuten aus, denen du nicht vertraust: von Nutzern, von Mandanten, aus Pull Requests von Forks?',
    ),
    choices: { yes: t('yes', 'ja'), no: t('no, only trusted code', 'nein, nur vertrauenswürdigen Code') },
  },
  'K10.compliance': {
    text: t(
      'Which regulation or contract applies (card or patient data, BSI, separation of tenants), and does it accept a shared kernel?',
      'Welche Vorschrift oder welcher Vertrag gilt (Karten- oder Patientendaten, BSI, Mandantentrennung), und ist ein geteilter Kernel erlaubt?',
    ),
    choices: {
      none: t('none', 'keine'),
      'shared-kernel-accepted': t(
        'one that accepts a shared kernel',
        'eine, die einen geteilten Kernel erlaubt',
      ),
      'own-kernel-required': t(
        'one that demands a kernel of its own',
        'eine, die einen eigenen Kernel verlangt',
      ),
    },
  },
  'G1.targetHost': {
    text: t(
      'Which operating system does the target host run?',
      'Welches Betriebssystem läuft auf dem Zielhost?',
    ),
    choices: {
      linux: t('Linux', 'Linux'),
      windows: t('Windows', 'Windows'),
      other: t('another', 'ein anderes'),
    },
  },
  'G2.hostProvidesModule': {
    text: t(
      'Does the host’s kernel provide the module already, or may it be loaded there?',
      'Bringt der Kernel des Hosts das Modul schon mit, oder darf es dort geladen werden?',
    ),
    choices: { yes: t('yes', 'ja'), no: t('no', 'nein') },
  },
  'G4.vendorForbidsContainer': {
    text: t(
      'Do the vendor, the licence or the auditor forbid containers?',
      'Verbieten Hersteller, Lizenz oder Prüfstelle Container?',
    ),
    choices: { yes: t('yes', 'ja'), no: t('no', 'nein') },
  },
  'G5.whatRuns': {
    text: t('What does it run, and on which ports?', 'Was läuft darauf, und auf welchen Ports?'),
    choices: {
      services: t('ordinary services', 'gewöhnliche Dienste'),
      machine: t(
        'the whole system is the point: desktop, appliance, kernel lab',
        'das ganze System ist der Zweck: Desktop, Appliance, Kernel-Labor',
      ),
    },
  },
  'K2.deploysPerMonth': {
    text: t('How often is it deployed?', 'Wie oft wird ausgeliefert?'),
    choices: {
      weekly: t('weekly or more often', 'wöchentlich oder öfter'),
      monthly: t('about once a month', 'etwa einmal im Monat'),
      quarterly: t('about once a quarter', 'etwa einmal im Quartal'),
      rarely: t('less often than every six months', 'seltener als alle sechs Monate'),
    },
  },
  'K4.loadPattern': {
    text: t('Is the load constant, or does it rise and fall?', 'Ist die Last konstant, oder schwankt sie?'),
    choices: { constant: t('constant', 'konstant'), elastic: t('it rises and falls', 'sie schwankt') },
  },
  'K6.driver': {
    text: t(
      'Does it need a driver or kernel of its own, or only a device node of the host?',
      'Braucht der Workload einen eigenen Treiber oder Kernel, oder nur eine Gerätedatei des Hosts?',
    ),
    choices: {
      'own-driver': t('its own driver or kernel', 'eigenen Treiber oder Kernel'),
      'device-node': t('only a device node', 'nur eine Gerätedatei'),
      none: t('neither', 'weder noch'),
    },
  },
  'K7.vendorSupport': {
    text: t(
      'Can the application move to a supported base, or is it bound to the old one?',
      'Kann die Anwendung auf eine gepflegte Basis wechseln, oder ist sie an die alte gebunden?',
    ),
    choices: {
      movable: t('it can move', 'sie kann wechseln'),
      bound: t('it is bound', 'sie ist gebunden'),
    },
  },
  'K11.lifetime': {
    text: t(
      'How long is it meant to run, and does it still change?',
      'Wie lange soll der Workload laufen, und ändert er sich noch?',
    ),
    choices: {
      changing: t('it still changes', 'er ändert sich noch'),
      stable: t('it runs unchanged for years', 'er läuft jahrelang unverändert'),
    },
  },
  'K12.deploy': {
    text: t(
      'Is it deployed by a pipeline or by hand over ssh?',
      'Wird über eine Pipeline oder von Hand per ssh ausgeliefert?',
    ),
    choices: { pipeline: t('pipeline', 'Pipeline'), 'by-hand': t('by hand', 'von Hand') },
  },
  'K13.skill': {
    text: t(
      'How experienced is the team with containers, from 0 to 3?',
      'Wie viel Erfahrung hat das Team mit Containern, von 0 bis 3?',
    ),
    choices: {
      '0': t('none', 'keine'),
      '1': t('first steps', 'erste Schritte'),
      '2': t('containers in production', 'Container im Produktivbetrieb'),
      '3': t('years of containers in production', 'seit Jahren Container im Produktivbetrieb'),
    },
  },
  'K14.hostMemory': {
    text: t('Is memory scarce on the host?', 'Ist der Arbeitsspeicher des Hosts knapp?'),
    choices: { scarce: t('scarce', 'knapp'), plenty: t('plenty', 'reichlich') },
  },
  'K16.backup': {
    text: t(
      'Who backs up the data, and how long may it be unavailable when the host is lost?',
      'Wer sichert die Daten, und wie lange dürfen sie fehlen, wenn der Host ausfällt?',
    ),
    choices: {
      operator: t('an operator or a replica takes over', 'ein Operator oder Replikat übernimmt'),
      'own-backup': t('we back up the volume', 'wir sichern das Volume'),
      nobody: t('nobody', 'niemand'),
    },
  },
  'ci.runner': {
    text: t(
      'Do the jobs run on the provider’s disposable VMs or on runners of your own, and may forks start them?',
      'Laufen die Jobs auf Wegwerf-VMs des Anbieters oder auf eigenen Runnern, und dürfen Forks sie starten?',
    ),
    choices: {
      provider: t('the provider’s VMs', 'VMs des Anbieters'),
      'own-trusted': t('own runners, only trusted code', 'eigene Runner, nur vertrauenswürdiger Code'),
      'own-forks': t('own runners, forks may start jobs', 'eigene Runner, Forks dürfen Jobs starten'),
    },
  },
  purpose: {
    text: t(
      'Is this a development environment, a lab for kernels and networks, or production?',
      'Ist das eine Entwicklungsumgebung, ein Labor für Kernel und Netze oder Produktion?',
    ),
    choices: {
      development: t('development', 'Entwicklung'),
      lab: t('lab for kernels, networks or attacks', 'Labor für Kernel, Netze oder Angriffe'),
      production: t('production', 'Produktion'),
    },
  },
} as const satisfies Readonly<Record<string, Question>>;

/** The id of a question, as a settings file names it. */
export type QuestionId = keyof typeof table;

/** Every question, by id. */
export const questions: Readonly<Record<QuestionId, Question>> = table;

/** What the user has answered about a workload; a missing answer is unknown. */
export type Answers = { readonly [Id in QuestionId]?: keyof (typeof table)[Id]['choices'] };
