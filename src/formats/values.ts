// Values as hypervisors take them in their files, whatever the syntax around.
import type { Text } from '../core/message';

/** Why a value with a placeholder is unknown. */
export const filledIn: Text = {
  en: 'A template fills this value in.',
  de: 'Eine Vorlage setzt diesen Wert ein.',
};

/** The whole number a text is, without sign. */
export function wholeNumber(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** `true`, `yes`, `on` and `1`, and their opposites, in any case. */
export function truthOf(text: string): boolean | undefined {
  if (/^(?:true|yes|on|1)$/i.test(text)) return true;
  return /^(?:false|no|off|0)$/i.test(text) ? false : undefined;
}
