// Variables in values: placeholders for those that nobody resolves, and what facts say about them.
import type { Fact } from '../core/fact';
import type { Message, Text } from '../core/message';

/** A text in which variables may be left open. */
export interface WithHoles {
  /** With one placeholder for each variable that has no value; see `hasHole` and `restore`. */
  readonly text: string;
  /** The variables behind the placeholders, as written. */
  readonly unresolved: readonly string[];
}

/** Characters that stand for variables nobody resolves; private use, so that no file holds them by chance. */
const firstHole = 0xe100;
const maxHoles = 0x600;
const holes = /[\uE100-\uE6FF]/;
const everyHole = /[\uE100-\uE6FF]/g;

/** Leaves a variable open: gives the placeholder that stands for it. What exceeds the placeholders shares the last one. */
export function leaveOpen(written: string, unresolved: string[]): string {
  if (unresolved.length < maxHoles) unresolved.push(written);
  return String.fromCharCode(firstHole + unresolved.length - 1);
}

/** Whether a part of an interpolated text holds a variable nobody resolves. */
export function hasHole(part: string): boolean {
  return holes.test(part);
}

/** A part of an interpolated text with its variables as written. */
export function restore(part: string, { unresolved }: Pick<WithHoles, 'unresolved'>): string {
  return part.replace(everyHole, (hole) => unresolved[hole.charCodeAt(0) - firstHole] ?? hole);
}

/** A variable without default decides. */
export function variableDecides(variables: readonly string[]): Message {
  return {
    text: {
      en: 'It depends on {variables}, whose value is in none of the files.',
      de: 'Es hängt von {variables} ab; der Wert steht in keiner der Dateien.',
    },
    args: { variables },
  };
}

const takenFromFile: Text = {
  en: '{variables} is taken from {files}; the environment of the shell may set another value.',
  de: '{variables} kommt aus {files}; die Umgebung der Shell kann einen anderen Wert setzen.',
};

/** Whether a file with variables set the value, so that it does not stand where it is used. */
export function isFromFile(fact: Fact<unknown>): boolean {
  return fact.state === 'implied' && fact.why.text === takenFromFile;
}

/** A file with variables set the value. */
export function fromFile(variables: readonly (readonly [variable: string, file: string])[]): Message {
  return {
    text: takenFromFile,
    args: {
      variables: [...new Set(variables.map(([variable]) => variable))],
      files: [...new Set(variables.map(([, file]) => file))],
    },
  };
}
