// What is said about lines of a unit file that cannot be read.
import type { Message } from '../../core/message';

/** Neither section, nor key with value, nor comment. */
export const noAssignment: Message = {
  text: {
    en: 'This line is neither a section nor a key with a value; write Key=Value.',
    de: 'Diese Zeile ist weder ein Abschnitt noch ein Schlüssel mit Wert; schreibe Schlüssel=Wert.',
  },
};

/** A key before the first section. */
export const noSection: Message = {
  text: {
    en: 'This key stands before the first section and is ignored; put it below a section.',
    de: 'Dieser Schlüssel steht vor dem ersten Abschnitt und wird ignoriert; setze ihn unter einen Abschnitt.',
  },
};

/** A bracket that is not closed, or text behind it. */
export const badSection: Message = {
  text: {
    en: 'A section header is a name in brackets alone on its line.',
    de: 'Ein Abschnittskopf ist ein Name in eckigen Klammern allein auf seiner Zeile.',
  },
};
