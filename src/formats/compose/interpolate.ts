// Compose's variable substitution: `$NAME`, `${NAME:-default}` and `$$`.
import { fileNameOf } from '../../core/path';
import { leaveOpen, type WithHoles } from '../variables';

/** Deepest nesting of defaults that is followed. */
const maxDepth = 10;

/** A text after substitution. */
export interface Interpolated extends WithHoles {
  /** Names of the variables whose default was put in: another value may come from outside. */
  readonly defaults: readonly string[];
  /** The variables whose value a file decided, each with the file's name: the shell may set another value. */
  readonly fromFiles: readonly (readonly [variable: string, file: string])[];
}

/** What files say about a variable: `undefined` where none sets it, without `text` where its own value is open. */
export type Lookup = (name: string) => { readonly path: string; readonly text?: string } | undefined;

/** Most text that variables of files may put into one value; those behind it stay open. */
const maxInserted = 100_000;

/** Substitutes what the text itself and files decide. */
export function interpolate(text: string, lookup: Lookup = () => undefined): Interpolated {
  const unresolved: string[] = [];
  const defaults: string[] = [];
  const fromFiles: (readonly [string, string])[] = [];
  if (!text.includes('$')) return { text, unresolved, defaults, fromFiles };
  let room = maxInserted;

  const hole = (written: string): string => leaveOpen(written, unresolved);

  function substitute(source: string, depth: number): string {
    let result = '';
    let at = 0;
    for (;;) {
      const dollar = source.indexOf('$', at);
      if (dollar === -1) return result + source.slice(at);
      result += source.slice(at, dollar);
      const next = source.charAt(dollar + 1);
      if (next === '$') {
        result += '$';
        at = dollar + 2;
      } else if (next === '{') {
        const close = closingBrace(source, dollar + 2);
        const written = source.slice(dollar, close + 1);
        const [, name, operator, operand = ''] = variable.exec(source.slice(dollar + 2, close)) ?? [];
        result +=
          name === undefined || depth === maxDepth
            ? hole(written)
            : inserted(name, written, depth, operator, operand);
        at = close + 1;
      } else {
        const [name = ''] = /^[A-Za-z_]\w*/.exec(source.slice(dollar + 1, dollar + 256)) ?? [];
        result += name === '' ? '$' : inserted(name, `$${name}`, depth);
        at = dollar + 1 + name.length;
      }
    }
  }

  /** A variable's value; an operator with a colon takes an empty value for none. */
  function inserted(name: string, written: string, depth: number, operator = '', operand = ''): string {
    const known = lookup(name);
    const empty = operator.startsWith(':') && known?.text === '';
    if (known === undefined || empty) {
      if (operator.endsWith('-')) {
        defaults.push(name);
        return substitute(operand, depth + 1);
      }
      if (known === undefined || operator.endsWith('?')) return hole(written);
    }
    if (known.text === undefined) return hole(written);
    room -= known.text.length;
    if (room < 0) return hole(written);
    fromFiles.push([name, fileNameOf(known.path)]);
    return operator.endsWith('+') && !empty ? substitute(operand, depth + 1) : known.text;
  }

  return { text: substitute(text, 0), unresolved, defaults, fromFiles };
}

const variable = /^([A-Za-z_]\w*)(?:(:?[-?+])([\s\S]*))?$/;

/** The brace that closes the one before `from`; the end of the text where none does. */
function closingBrace(source: string, from: number): number {
  let depth = 1;
  for (let at = from; at < source.length; at++) {
    if (source.charAt(at) === '}' && --depth === 0) return at;
    if (source.startsWith('${', at)) {
      depth++;
      at++;
    }
  }
  return source.length;
}

/** Whether the text depends on any variable. */
export function usesVariables(text: string): boolean {
  const { unresolved, defaults } = interpolate(text);
  return unresolved.length + defaults.length > 0;
}
