// Every sentence of the language server.
import type { Text } from '../core/message';

export const texts = {
  safeFix: { en: '{title} (safe)', de: '{title} (sicher)' },
  behaviourFix: { en: '{title} (changes behaviour)', de: '{title} (ändert das Verhalten)' },
  fixAll: { en: 'Apply all safe fixes from Berth', de: 'Alle sicheren Korrekturen von Berth anwenden' },
  ignore: { en: 'Ignore {rule} here, with a reason', de: '{rule} hier mit Begründung ignorieren' },
  explain: { en: 'Explain {rule}', de: '{rule} erklären' },
  reason: { en: 'reason', de: 'Begründung' },
  standards: { en: 'Sources', de: 'Quellen' },
  noFindings: { en: 'no findings', de: 'keine Befunde' },
  compare: { en: 'Compare', de: 'Vergleichen' },
  isolation: { en: '{count} isolation', de: '{count} Isolation' },
  overhead: { en: '{count} overhead', de: '{count} Overhead' },
  untrusted: {
    en: 'Berth contacts no engine from an untrusted workspace. Trust the workspace first.',
    de: 'Aus einem nicht vertrauenswürdigen Arbeitsbereich spricht Berth keine Engine an. Vertraue ihm zuerst.',
  },
  failed: {
    en: 'Berth could not analyse {path}: {reason}. Please report this.',
    de: 'Berth konnte {path} nicht untersuchen: {reason}. Bitte melde das.',
  },
} as const satisfies Record<string, Text>;
