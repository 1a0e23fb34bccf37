// What the HCL reader says about files it cannot read, or not fully.
import type { Message, Text } from '../../core/message';

const broken = (reason: Text): Message => ({
  text: {
    en: 'The HCL is broken here: {reason}. What stands behind it may be read wrongly.',
    de: 'Das HCL ist hier fehlerhaft: {reason}. Was dahinter steht, wird vielleicht falsch gelesen.',
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
export const openText = broken({
  en: 'a text has no closing quote',
  de: 'einem Text fehlt das schließende Anführungszeichen',
});

/** A heredoc without its end. */
export const openHeredoc = broken({
  en: 'the line that ends this text is missing',
  de: 'die Zeile, die diesen Text beendet, fehlt',
});

/** `/*` without its end. */
export const openComment = broken({
  en: 'a comment is not closed',
  de: 'ein Kommentar ist nicht geschlossen',
});

/** Two elements of a list without a comma. */
export const missingComma = broken({ en: 'a comma is missing before it', de: 'davor fehlt ein Komma' });

/** A name that is neither an argument nor a block. */
export const missingEquals = broken({
  en: 'the name is followed by neither = nor a block',
  de: 'auf den Namen folgt weder = noch ein Block',
});

/** No value where one has to be. */
export const missingValue = broken({ en: 'a value is missing', de: 'ein Wert fehlt' });

/** A symbol that fits nowhere. */
export const unexpected = broken({
  en: 'this is neither an argument nor a block',
  de: 'das ist weder ein Argument noch ein Block',
});

/** More brackets inside each other than any real file has. */
export const tooDeep: Message = {
  text: {
    en: 'The file nests deeper than Berth reads; what is inside stays unknown.',
    de: 'Die Datei ist tiefer verschachtelt, als Berth liest; was darin steht, bleibt unbekannt.',
  },
};
