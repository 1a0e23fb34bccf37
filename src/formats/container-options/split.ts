// Splits the words of an engine's command line into options and operands.
import { type Unknown, unknown } from '../../core/fact';
import type { Place } from '../../core/span';
import { hasHole, variableDecides } from '../variables';
import { optionName, takesValue } from './table';
import { literalWord, type OptionWord } from './words';

/** An option with its value; the value's place is that of the whole option, its name included. */
export interface Option {
  /** Usual long name without dashes: `volume` for `-v`. */
  readonly name: string;
  /** `true` for a switch that is just named. */
  readonly value: OptionWord;
}

/** A command line, split. */
export interface OptionList {
  readonly options: readonly Option[];
  /** The first word that is no option (the image), and all behind it (the command). */
  readonly operands: readonly OptionWord[];
  /** Why options may be missing: a variable that may stand for some. */
  readonly open?: Unknown;
}

/** Variables that by their names, or by what they expand to, hold options rather than an image. */
const holdsOptions =
  /[@*]|:\+|^\$\(if\b|opt|arg|flag|param|extra|switch|docker_run|mount|vol|port|env|net|gpu|device|cap|priv/i;

/**
 * Splits words that stand behind `docker run`. With `optionsOnly` (`runArgs`, `PodmanArgs=`) operands are passed over.
 * Total and linear.
 */
export function splitOptions(words: readonly OptionWord[], optionsOnly = false): OptionList {
  const options: Option[] = [];
  let open: Unknown | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) continue;
    const { text, place } = word;
    if (isVariable(word) && (optionsOnly || (at < words.length - 1 && mayBeOptions(word)))) {
      open ??= unknown(variableDecides(word.unresolved), place);
    } else if (text === '--' && !optionsOnly) {
      return list(options, words.slice(at + 1), open);
    } else if (!text.startsWith('-') || text === '-') {
      if (!optionsOnly && text !== '') return list(options, words.slice(at), open);
    } else if (text.startsWith('--')) {
      const equals = text.indexOf('=');
      const name = optionName(equals === -1 ? text.slice(2) : text.slice(2, equals));
      if (equals !== -1) options.push({ name, value: { ...word, text: text.slice(equals + 1) } });
      else if (takesValue(name)) options.push({ name, value: joined(word, words[++at]) });
      else options.push({ name, value: literalWord('true', place) });
    } else {
      const last = shortOptions(word, options);
      if (last !== undefined) options.push({ name: last, value: joined(word, words[++at]) });
    }
  }
  return list(options, [], open);
}

function list(
  options: readonly Option[],
  operands: readonly OptionWord[],
  open: Unknown | undefined,
): OptionList {
  return open === undefined ? { options, operands } : { options, operands, open };
}

function isVariable({ text }: OptionWord): boolean {
  return hasHole(text.charAt(0));
}

function mayBeOptions({ text, unresolved }: OptionWord): boolean {
  return text.length === 1 && holdsOptions.test(unresolved.join());
}

/** Adds the options of `-itv/a:/b`; gives the last one where its value is the next word. */
function shortOptions(word: OptionWord, options: Option[]): string | undefined {
  for (let at = 1; at < word.text.length; at++) {
    const name = optionName(word.text.charAt(at));
    const rest = word.text.slice(at + 1);
    if (rest.startsWith('=') || (takesValue(name) && rest !== '')) {
      options.push({ name, value: { ...word, text: rest.replace(/^=/, '') } });
      return undefined;
    }
    if (takesValue(name)) return name;
    options.push({ name, value: literalWord('true', word.place) });
  }
  return undefined;
}

/** The value with the place of option and value. */
function joined({ place }: OptionWord, value: OptionWord | undefined): OptionWord {
  if (value === undefined) return literalWord('', place);
  return { ...value, place: around(place, value.place) };
}

function around(first: Place, last: Place): Place {
  if (first.path !== last.path || last.span.end < first.span.start) return last;
  return { path: first.path, span: { start: first.span.start, end: last.span.end } };
}
