// Sentences of what every adapter shows alike.
import type { Text } from '../core/message';

export const texts = {
  why: { en: 'Why', de: 'Warum' },
  sources: { en: 'Sources', de: 'Quellen' },
  bad: { en: 'Reported here', de: 'Wird gemeldet' },
  good: { en: 'Not reported here', de: 'Wird nicht gemeldet' },
  afterFix: { en: 'After the fix', de: 'Nach der Korrektur' },
  claim: { en: 'Articles, claim {id}', de: 'Artikel, Aussage {id}' },
  figure: { en: 'Figure {id}', de: 'Kennzahl {id}' },
  fromMemory: { en: 'cited from memory', de: 'aus dem Gedächtnis zitiert' },
} as const satisfies Record<string, Text>;
