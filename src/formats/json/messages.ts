// What the JSON reader says about files it cannot read, or not fully.
import type { Message, Text } from '../../core/message';

const broken = (reason: Text): Message => ({
  text: {
    en: 'The JSON is broken here: {reason}. What stands behind it may be read wrongly.',
    de: 'Das JSON ist hier fehlerhaft: {reason}. Was dahinter steht, wird vielleicht falsch gelesen.',
  },
  args: { reason },
});

/** A bracket is never closed, or closed by another one. */
export const missingBracket = broken({
  en: 'a closing bracket is missing',
  de: 'eine schließende Klammer fehlt',
});

/** A bracket closes nothing. */
export const strayBracket = broken({
  en: 'this bracket closes nothing',
  de: 'diese Klammer schließt nichts',
});

/** A quote is never closed. */
export const openString = broken({
  en: 'a text has no closing quote',
  de: 'einem Text fehlt das schließende Anführungszeichen',
});

/** `/*` without its end. */
export const openComment = broken({
  en: 'a comment is not closed',
  de: 'ein Kommentar ist nicht geschlossen',
});

/** Two entries without a comma. */
export const missingComma = broken({ en: 'a comma is missing before it', de: 'davor fehlt ein Komma' });

/** A key without a colon. */
export const missingColon = broken({
  en: 'the key is not followed by a colon',
  de: 'auf den Schlüssel folgt kein Doppelpunkt',
});

/** A key without a value. */
export const missingValue = broken({ en: 'the key has no value', de: 'der Schlüssel hat keinen Wert' });

/** A word without quotes, a symbol. */
export const unexpected = broken({
  en: 'this is neither a text in quotes nor a number, true, false or null',
  de: 'das ist weder ein Text in Anführungszeichen noch eine Zahl, true, false oder null',
});

/** More values behind the first. */
export const secondValue = broken({
  en: 'the file goes on behind its value',
  de: 'die Datei geht hinter ihrem Wert weiter',
});
