// What the verdict says beside the sentences of criteria and gates.
import type { Text } from '../core/message';
import type { Placement } from './decide';

/** The words of a placement as the interface shows them. */
export const placementNames: Readonly<Record<Placement, Text>> = {
  container: { en: 'container', de: 'Container' },
  'sandboxed-container': { en: 'sandboxed container', de: 'Container in Sandbox' },
  vm: { en: 'VM', de: 'VM' },
  hybrid: { en: 'hybrid', de: 'Hybrid' },
  undecided: { en: 'no clear verdict', de: 'kein klares Urteil' },
};

/** The words of a confidence class. */
export const confidenceNames: Readonly<Record<'preliminary' | 'probable' | 'supported', Text>> = {
  preliminary: { en: 'preliminary', de: 'vorläufig' },
  probable: { en: 'probable', de: 'wahrscheinlich' },
  supported: { en: 'well supported', de: 'gut belegt' },
};

/** Sentences about what would turn the word. */
export const flipTexts = {
  learned: {
    en: 'Flips to {placement} if {clause} (today: {today}).',
    de: 'Kippt zu {placement}, wenn {clause} (heute: {today}).',
  },
  dropped: {
    en: 'Flips to {placement} without this reason: {today}.',
    de: 'Kippt zu {placement} ohne diesen Grund: {today}.',
  },
  unknown: { en: 'unknown', de: 'unbekannt' },
  noLonger: { en: 'this is no reason any more: “{today}”', de: 'dies kein Grund mehr ist: „{today}“' },
  asked: { en: 'unknown, question {number}', de: 'unbekannt, Frage {number}' },
  silent: { en: 'nothing points to it', de: 'nichts deutet darauf hin' },
  and: { en: '{first}, and {second}', de: '{first} und {second}' },
  beside: { en: '{first}; {second}', de: '{first}; {second}' },
} as const satisfies Readonly<Record<string, Text>>;

/** What the engine in a machine is called among the gates. */
export const engineTitle: Text = {
  en: 'Carries a container engine',
  de: 'Trägt eine Container-Engine',
};

/** Reasons that no criterion and no gate gives. */
export const summaryReasons = {
  balanced: {
    en: 'too little is known, or it speaks for both sides',
    de: 'es ist zu wenig bekannt, oder das Bekannte spricht für beide Seiten',
  },
  parts: {
    en: 'some of its parts speak for a container, others for a VM',
    de: 'manche seiner Teile sprechen für einen Container, andere für eine VM',
  },
  engine: {
    en: 'the machine is there to run a container engine',
    de: 'die Maschine ist dazu da, eine Container-Engine zu betreiben',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** How the main reason is introduced. */
export const summaryTexts = {
  reason: { en: 'Main reason: {reason}.', de: 'Hauptgrund: {reason}.' },
  /** For a container that only what holds for most files speaks for. */
  against: { en: 'Speaks against it: {reason}.', de: 'Dagegen spricht: {reason}.' },
  nothingAgainst: {
    en: 'Nothing in the file speaks against a container.',
    de: 'Nichts in der Datei spricht gegen einen Container.',
  },
} as const satisfies Readonly<Record<string, Text>>;
