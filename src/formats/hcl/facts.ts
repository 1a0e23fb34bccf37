// What is known of a setting whose value is an HCL expression.
import { type Fact, implied, type Known, notStated, stated, type Unknown, unknown } from '../../core/fact';
import type { Message, Text } from '../../core/message';
import type { Source } from '../../core/source';
import type { Place } from '../../core/span';
import { variableDecides } from '../variables';
import { type Assumption, type HclKnown, type HclUnknown, type HclValue, numberOf, textOf } from './value';

const defaultHolds: Text = {
  en: 'This is the default of {variables}; a file with variables, the environment or the command line may set another value.',
  de: 'Das ist der Vorgabewert von {variables}; eine Datei mit Variablen, die Umgebung oder die Kommandozeile kann einen anderen setzen.',
};
const fileSets: Text = {
  en: '{variables} is set in {files}; the command line may set another value.',
  de: '{variables} ist in {files} gesetzt; die Kommandozeile kann einen anderen Wert setzen.',
};
const unreadable: Text = {
  en: 'This setting does not take such a value.',
  de: 'Einen solchen Wert nimmt diese Einstellung nicht an.',
};
const brokenValue: Text = {
  en: 'The value cannot be read.',
  de: 'Der Wert ist nicht lesbar.',
};

/** Why a value holds that rests on variables. */
function reason(assumed: readonly Assumption[]): Message {
  const variables = assumed.map(({ name }) => name);
  const files = [...new Set(assumed.flatMap(({ file }) => (file === undefined ? [] : [file])))];
  return files.length === 0
    ? { text: defaultHolds, args: { variables } }
    : { text: fileSets, args: { variables, files } };
}

/** Turns values into facts; `source` documents how variables get their values. */
export interface FactMaker {
  /** A known value as a fact of its own: stated where only this set of files decides it. */
  known<T>(value: T, from: Pick<HclKnown, 'assumed'>, place: Place): Known<T>;
  unknown(value: HclUnknown, place: Place): Unknown;
  /** What a setting is, converted; not stated where it is absent or `null`, unknown where `convert` gives nothing. */
  fact<T>(value: HclValue | undefined, place: Place, convert: (value: HclKnown) => T | undefined): Fact<T>;
  /** A setting that is a text; an empty one says nothing. */
  text(value: HclValue | undefined, place: Place): Fact<string>;
  number(value: HclValue | undefined, place: Place): Fact<number>;
}

/** A maker of facts. */
export function factMaker(source: Source): FactMaker {
  const known: FactMaker['known'] = (value, { assumed }, place) =>
    assumed === undefined ? stated(value, place) : implied(value, reason(assumed), source, place);
  const open: FactMaker['unknown'] = ({ names }, place) =>
    unknown(names.length === 0 ? brokenValue : variableDecides(names), place);
  const fact: FactMaker['fact'] = (value, place, convert) => {
    if (value === undefined || value.kind === 'null') return notStated;
    if (value.kind === 'unknown') return open(value, place);
    const converted = convert(value);
    return converted === undefined ? unknown(unreadable, place) : known(converted, value, place);
  };
  return {
    known,
    unknown: open,
    fact,
    text: (value, place) =>
      value?.kind === 'string' && value.text === '' ? notStated : fact(value, place, textOf),
    number: (value, place) => fact(value, place, numberOf),
  };
}
