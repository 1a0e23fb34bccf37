// What the YAML reader says about files it cannot read, or not fully.
import type { Message, Text } from '../../core/message';

const reasons: Readonly<Record<string, Text>> = {
  BAD_ALIAS: { en: 'an alias is not written correctly', de: 'ein Alias ist falsch geschrieben' },
  BAD_DQ_ESCAPE: {
    en: 'a quoted text holds an unknown escape sequence',
    de: 'ein Text in Anführungszeichen enthält eine unbekannte Escape-Folge',
  },
  BAD_INDENT: { en: 'the indentation does not fit', de: 'die Einrückung passt nicht' },
  BAD_SCALAR_START: {
    en: 'a value starts with a character that must be quoted',
    de: 'ein Wert beginnt mit einem Zeichen, das in Anführungszeichen stehen muss',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    en: 'a key is followed by a second one on the same line',
    de: 'auf einen Schlüssel folgt in derselben Zeile ein zweiter',
  },
  MISSING_CHAR: {
    en: 'a bracket, a quote or a colon is missing',
    de: 'eine Klammer, ein Anführungszeichen oder ein Doppelpunkt fehlt',
  },
  MULTILINE_IMPLICIT_KEY: {
    en: 'a key runs over several lines; probably a colon or a line’s indentation is missing',
    de: 'ein Schlüssel geht über mehrere Zeilen; wahrscheinlich fehlt ein Doppelpunkt oder die Einrückung einer Zeile',
  },
  TAB_AS_INDENT: {
    en: 'it is indented with tabs; use spaces',
    de: 'mit Tabulatoren lässt sich nicht einrücken; nimm Leerzeichen',
  },
};

const other: Text = {
  en: 'something stands where YAML does not allow it',
  de: 'etwas steht, wo YAML es nicht erlaubt',
};

/** The YAML is broken; `code` is the library's name of the error. */
export function syntaxError(code: string): Message {
  return {
    text: {
      en: 'This is not valid YAML: {reason}. What follows may be read wrongly.',
      de: 'Das ist kein gültiges YAML: {reason}. Was folgt, wird möglicherweise falsch gelesen.',
    },
    args: { reason: reasons[code] ?? other },
  };
}

/** The file is longer than we read. */
export function tooLong(limit: number): Message {
  return {
    text: {
      en: 'The file is longer than {limit} million characters and is not read; split it.',
      de: 'Die Datei ist länger als {limit} Millionen Zeichen und wird nicht gelesen; teile sie auf.',
    },
    args: { limit: limit / 1_000_000 },
  };
}

/** The file holds more keys and values than we read. */
export function tooManyTokens(limit: number): Message {
  return {
    text: {
      en: 'The file holds more than {limit} keys, values and marks and is not read; split it.',
      de: 'Die Datei hat mehr als {limit} Schlüssel, Werte und Zeichen und wird nicht gelesen; teile sie auf.',
    },
    args: { limit },
  };
}

/** The file nests deeper than we follow. */
export function tooDeep(limit: number): Message {
  return {
    text: {
      en: 'The file nests more than {limit} levels here and is not read.',
      de: 'Die Datei ist hier mehr als {limit} Ebenen tief verschachtelt und wird nicht gelesen.',
    },
    args: { limit },
  };
}

/** The file holds more documents than we read. */
export function tooManyDocuments(limit: number): Message {
  return {
    text: {
      en: 'Only the first {limit} YAML documents of the file are read.',
      de: 'Nur die ersten {limit} YAML-Dokumente der Datei werden gelesen.',
    },
    args: { limit },
  };
}

/** The YAML library gave up. */
export const unreadable: Message = {
  text: {
    en: 'The YAML of this file cannot be read.',
    de: 'Das YAML dieser Datei lässt sich nicht lesen.',
  },
};

/** A template tag stands in the value, or on a line of its own where the value would stand. */
export const templateDecides: Text = {
  en: 'A template decides it.',
  de: 'Eine Vorlage entscheidet es.',
};

/** An alias has no anchor. */
export const missingAnchor: Text = {
  en: 'The alias refers to an anchor that does not exist.',
  de: 'Der Alias verweist auf einen Anker, den es nicht gibt.',
};

/** The YAML is broken inside of a value. */
export const brokenYaml: Text = {
  en: 'The YAML is broken here, so something may be lost.',
  de: 'Das YAML ist hier fehlerhaft; etwas kann verloren gegangen sein.',
};
