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
    de: 'Es gibt kein {form}. Schreibe berth-ignore (nächste Anweisung), berth-ignore-block (die ganze Stage, der ganze Dienst, das ganze Objekt) oder berth-ignore-file.',
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
  statementForm: {
    en: 'Accepts findings in the next statement',
    de: 'Akzeptiert Befunde in der nächsten Anweisung',
  },
  blockForm: {
    en: 'Accepts findings in the whole stage, service, container or machine',
    de: 'Akzeptiert Befunde in der ganzen Stage, im ganzen Dienst oder Container oder in der ganzen Maschine',
  },
  fileForm: { en: 'Accepts findings in the whole file', de: 'Akzeptiert Befunde in der ganzen Datei' },
  // berth.yaml
  notAMapping: {
    en: 'berth.yaml is a mapping of keys to values. Possible: {names}.',
    de: 'berth.yaml ordnet Schlüsseln Werte zu. Möglich sind: {names}.',
  },
  oneDocument: {
    en: 'Only the first YAML document of berth.yaml counts. Remove this one.',
    de: 'In berth.yaml zählt nur das erste YAML-Dokument. Entferne dieses.',
  },
  unknownKey: {
    en: 'There is no key {key} here. {suggestion}',
    de: 'Den Schlüssel {key} gibt es hier nicht. {suggestion}',
  },
  possible: { en: 'Possible: {name}.', de: 'Möglich sind: {name}.' },
  repeatedKey: {
    en: '{key} stands here for the second time; only the first one counts.',
    de: '{key} steht hier zum zweiten Mal; nur das erste Vorkommen zählt.',
  },
  noValue: {
    en: '{key} has no value; it must be {expected}.',
    de: '{key} hat keinen Wert; nötig ist {expected}.',
  },
  wrongValue: {
    en: '{value} does not fit {key}, which must be {expected}.',
    de: '{value} passt nicht zu {key}; nötig ist {expected}.',
  },
  mistypedValue: {
    en: '{value} does not fit {key}, which must be {expected}. {suggestion}',
    de: '{value} passt nicht zu {key}; nötig ist {expected}. {suggestion}',
  },
  aBoolean: { en: 'true or false', de: 'true oder false' },
  aSize: { en: 'a size with its unit, such as 64 GiB', de: 'eine Größe mit Einheit, etwa 64 GiB' },
  aNumber: { en: 'a number greater than 0', de: 'eine Zahl größer als 0' },
  aText: { en: 'a text', de: 'ein Text' },
  aChoice: { en: 'one of {name}', de: 'eines von {name}' },
  somePatterns: {
    en: 'a list of patterns as in .gitignore, such as `- legacy/`',
    de: 'eine Liste von Mustern wie in .gitignore, etwa `- legacy/`',
  },
  aPattern: {
    en: 'a pattern as in .gitignore, such as `legacy/`',
    de: 'ein Muster wie in .gitignore, etwa `legacy/`',
  },
  aMapping: { en: 'a mapping with keys of {name}', de: 'eine Zuordnung mit Schlüsseln aus {name}' },
  someRules: {
    en: 'a mapping of rules to severities, such as `container-no-pids-limit: off`',
    de: 'eine Zuordnung von Regeln zu Schweregraden, etwa `container-no-pids-limit: off`',
  },
  noNamedFile: {
    en: 'The file {file} is not there or cannot be read, so nothing is known from it.',
    de: 'Die Datei {file} ist nicht da oder nicht lesbar; aus ihr ist nichts bekannt.',
  },
  noHost: {
    en: '{file} is not the output of `virsh capabilities`, so nothing is known of the host from it.',
    de: '{file} ist keine Ausgabe von `virsh capabilities`; über den Host ist daraus nichts bekannt.',
  },
  noEngine: {
    en: '{file} is neither a daemon.json nor a saved `docker info --format json`, so nothing is known of the engine from it.',
    de: '{file} ist weder eine daemon.json noch ein gespeichertes `docker info --format json`; über die Engine ist daraus nichts bekannt.',
  },
  adjusted: {
    en: 'Counted as {severity} instead of {from}, as {value} says.',
    de: 'Zählt als {severity} statt {from}, wie {value} es sagt.',
  },
} as const satisfies Record<string, Text>;
