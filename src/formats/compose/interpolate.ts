// Compose's variable substitution: `$NAME`, `${NAME:-default}` and `$$`.

/** Characters that stand for variables nobody resolves; private use, so that no file holds them by chance. */
const firstHole = 0xe100;
const maxHoles = 0x600;
const holes = /[\uE100-\uE6FF]/;
const everyHole = /[\uE100-\uE6FF]/g;

/** Deepest nesting of defaults that is followed. */
const maxDepth = 10;

/** A text after substitution. */
export interface Interpolated {
  /** With one placeholder for each variable that has no default; see `hasHole` and `restore`. */
  readonly text: string;
  /** The variables behind the placeholders, as written. */
  readonly unresolved: readonly string[];
  /** Names of the variables whose default was put in: another value may come from outside. */
  readonly defaults: readonly string[];
}

/** Substitutes what the text itself decides. */
export function interpolate(text: string): Interpolated {
  if (!text.includes('$')) return { text, unresolved: [], defaults: [] };
  const unresolved: string[] = [];
  const defaults: string[] = [];

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
        const [, name, operator, fallback] = variable.exec(source.slice(dollar + 2, close)) ?? [];
        if (name === undefined || !operator?.endsWith('-') || depth === maxDepth) result += hole(written);
        else {
          defaults.push(name);
          result += substitute(fallback ?? '', depth + 1);
        }
        at = close + 1;
      } else {
        const [name = ''] = /^[A-Za-z_]\w*/.exec(source.slice(dollar + 1, dollar + 256)) ?? [];
        result += name === '' ? '$' : hole(`$${name}`);
        at = dollar + 1 + name.length;
      }
    }
  }

  return { text: substitute(text, 0), unresolved, defaults };
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
export function restore(part: string, { unresolved }: Pick<Interpolated, 'unresolved'>): string {
  return part.replace(everyHole, (hole) => unresolved[hole.charCodeAt(0) - firstHole] ?? hole);
}

/** Whether the text depends on any variable. */
export function usesVariables(text: string): boolean {
  const { unresolved, defaults } = interpolate(text);
  return unresolved.length + defaults.length > 0;
}
