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
    en: 'Tips to {placement} as soon as {clause} (today: {today}).',
    de: 'Kippt zu {placement}, sobald {clause} (heute: {today}).',
  },
  dropped: {
    en: 'Tips to {placement} once this no longer counts: {today}',
    de: 'Kippt zu {placement}, wenn das nicht mehr zählt: {today}',
  },
  unknown: { en: 'unknown', de: 'unbekannt' },
  noLonger: { en: 'this no longer counts: {today}', de: 'das nicht mehr zählt: {today}' },
  asked: { en: 'unknown, question {number}', de: 'unbekannt, Frage {number}' },
  silent: { en: 'nothing points to it', de: 'nichts deutet darauf hin' },
  and: { en: '{first}, and {second}', de: '{first}, und {second}' },
} as const satisfies Readonly<Record<string, Text>>;

/** Reasons that no criterion and no gate gives. */
export const summaryReasons = {
  balanced: {
    en: 'what is known speaks for both sides, or too little is known',
    de: 'was bekannt ist, spricht für beide Seiten, oder es ist zu wenig bekannt',
  },
  parts: {
    en: 'its parts belong to different places',
    de: 'seine Teile gehören an verschiedene Orte',
  },
  engine: {
    en: 'the machine’s purpose is to carry a container engine',
    de: 'die Maschine ist dazu da, eine Container-Engine zu tragen',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** How the main reason is introduced. */
export const summaryTexts = {
  reason: { en: 'Main reason: {reason}.', de: 'Hauptgrund: {reason}.' },
} as const satisfies Readonly<Record<string, Text>>;
