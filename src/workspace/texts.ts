// Every sentence about suppressions and berth.yaml, but for the descriptions of its keys (keys.ts).
import type { Text } from '../core/message';

export const texts = {
  // Suppressions
  noReason: {
    en: 'This suppression does not count, because it gives no reason. Write: {form} {rule} -- why the finding is accepted.',
    de: 'Diese Unterdrückung zählt nicht, denn sie nennt keine Begründung. Schreibe: {form} {rule} -- warum der Befund akzeptiert wird.',
  },
  noRule: {
    en: 'This suppression names no rule. Write: {form} {rule} -- why the finding is accepted.',
    de: 'Diese Unterdrückung nennt keine Regel. Schreibe: {form} {rule} -- warum der Befund akzeptiert wird.',
  },
  unknownForm: {
    en: 'There is no {form}. Write berth-ignore (next statement), berth-ignore-block (the whole stage, service or object) or berth-ignore-file.',
    de: 'Es gibt kein {form}. Schreibe berth-ignore (nächste Anweisung), berth-ignore-block (die ganze Stufe, der ganze Dienst, das ganze Objekt) oder berth-ignore-file.',
  },
  unknownRule: {
    en: 'There is no rule called {rule}. {suggestion}',
    de: 'Es gibt keine Regel namens {rule}. {suggestion}',
  },
  didYouMean: { en: 'Did you mean {name}?', de: 'Ist {name} gemeint?' },
  listRules: { en: '`berth explain` lists all rules.', de: '`berth explain` listet alle Regeln auf.' },
  unused: {
    en: 'Nothing to suppress: {rule} finds nothing here. Remove the comment.',
    de: 'Nichts zu unterdrücken: {rule} findet hier nichts. Entferne den Kommentar.',
  },
} as const satisfies Record<string, Text>;
