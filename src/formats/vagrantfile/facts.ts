// Turns settings into facts: stated where a literal decides, implied by an empty environment, else unknown with its reason.

import { type Fact, implied, stated, type Unknown, unknown } from '../../core/fact';
import type { Message } from '../../core/message';
import type { Place, Span } from '../../core/span';
import type { Located } from './configuration';
import type { Setting } from './settings';
import { defaults } from './sources';
import type { KnownValue, Reason, Value } from './value';

/** Makes facts of one document. */
export interface FactMaker {
  place(span: Span): Place;
  /**
   * The fact a setting gives. `convert` rejects a value that it does not understand with `undefined`; `otherwise`
   * holds where nothing is set.
   */
  fact<T>(
    setting: Setting | undefined,
    convert: (value: KnownValue) => T | undefined,
    otherwise: Fact<T>,
  ): Fact<T>;
  /** The same for an argument of a call. */
  argument<T>(
    argument: Located | undefined,
    convert: (value: KnownValue) => T | undefined,
    otherwise: Fact<T>,
  ): Fact<T>;
  unknown(reason: Reason, span: Span): Unknown;
}

/** Facts with places in the document at `path`, `length` characters long. */
export function factMaker(path: string, length: number): FactMaker {
  // A repaired text is longer than the file.
  const place = ({ start, end }: Span): Place => ({
    path,
    span: { start: Math.min(start, length), end: Math.min(end, length) },
  });

  function ofValue<T>(value: Value, span: Span, convert: (value: KnownValue) => T | undefined): Fact<T> {
    if (value.kind !== 'unknown') {
      const converted = convert(value);
      return converted === undefined ? unknown(notUnderstood, place(span)) : stated(converted, place(span));
    }
    const fallback = value.fallback === undefined ? undefined : convert(value.fallback);
    // A file that may set something else exists in all likelihood; an environment variable is mostly not set.
    const unlikely = value.fallback?.kind === 'nil' || value.reason.kind === 'file';
    if (fallback === undefined || unlikely) return unknown(why(value.reason), place(span));
    const source = value.reason.kind === 'settings' ? defaults.settings : defaults.environment;
    return implied(fallback, whyImplied(value.reason), source, place(span));
  }

  return {
    place,
    unknown: (reason, span) => unknown(why(reason), place(span)),
    argument: (argument, convert, otherwise) =>
      argument === undefined || argument.value.kind === 'nil'
        ? otherwise
        : ofValue(argument.value, argument.span, convert),
    fact: (setting, convert, otherwise) => {
      if (setting === undefined || setting.value.kind === 'nil') return otherwise;
      if (setting.orDefault && otherwise.state === 'implied') return otherwise;
      return ofValue(setting.value, setting.span, convert);
    },
  };
}

const notUnderstood: Message = {
  text: {
    en: 'This setting does not take a value of this kind.',
    de: 'Diese Einstellung nimmt keinen Wert dieser Art an.',
  },
};

/** Why a value is unknown, as a sentence. */
export function why(reason: Reason): Message {
  const { name } = reason;
  switch (reason.kind) {
    case 'environment':
      return name === undefined
        ? {
            text: { en: 'An environment variable decides it.', de: 'Eine Umgebungsvariable entscheidet es.' },
          }
        : {
            text: {
              en: 'The environment variable {name} decides it.',
              de: 'Die Umgebungsvariable {name} entscheidet es.',
            },
            args: { name },
          };
    case 'undefined':
      return {
        text: {
          en: '{name} is defined outside of this file.',
          de: '{name} ist außerhalb dieser Datei definiert.',
        },
        args: { name: name ?? '?' },
      };
    case 'settings':
      return {
        text: { en: 'The file {name} decides it.', de: 'Die Datei {name} entscheidet es.' },
        args: { name: name ?? '?' },
      };
    case 'file':
      return {
        text: {
          en: 'Another file that is loaded here may decide it.',
          de: 'Eine andere, hier geladene Datei kann es entscheiden.',
        },
      };
    case 'condition':
      return {
        text: {
          en: 'A condition decides it, and that is only known when Vagrant runs.',
          de: 'Eine Bedingung entscheidet es, und die steht erst beim Lauf von Vagrant fest.',
        },
      };
    case 'limit':
      return {
        text: { en: 'The file is too large to follow.', de: 'Die Datei ist zu groß, um ihr zu folgen.' },
      };
    default:
      return name === undefined
        ? {
            text: {
              en: 'Ruby code decides it, and only a run of Vagrant evaluates that.',
              de: 'Ruby-Code entscheidet es, und den wertet nur ein Lauf von Vagrant aus.',
            },
          }
        : {
            text: {
              en: 'The Ruby method {name} decides it, and only a run of Vagrant evaluates that.',
              de: 'Die Ruby-Methode {name} entscheidet es, und die wertet nur ein Lauf von Vagrant aus.',
            },
            args: { name },
          };
  }
}

function whyImplied({ kind, name }: Reason): Message {
  if (kind === 'settings') {
    return {
      text: { en: 'The file {name} says so.', de: 'Die Datei {name} sagt es.' },
      args: { name: name ?? '?' },
    };
  }
  if (kind !== 'environment' || name === undefined) {
    return {
      text: {
        en: 'It holds as long as no environment variable says otherwise.',
        de: 'Es gilt, solange keine Umgebungsvariable etwas anderes sagt.',
      },
    };
  }
  return {
    text: {
      en: 'It holds as long as the environment variable {name} is not set.',
      de: 'Es gilt, solange die Umgebungsvariable {name} nicht gesetzt ist.',
    },
    args: { name },
  };
}
