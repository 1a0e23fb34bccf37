// Sentences of what every adapter shows alike.
import type { Text } from '../core/message';

export const texts = {
  why: { en: 'Why', de: 'Warum' },
  sources: { en: 'Sources', de: 'Quellen' },
  bad: { en: 'Found in', de: 'Gefunden in' },
  good: { en: 'Silent on', de: 'Still bei' },
  afterFix: { en: 'After the fix', de: 'Nach der Korrektur' },
  fromMemory: { en: 'cited from memory', de: 'aus dem Gedächtnis zitiert' },
} as const satisfies Record<string, Text>;
