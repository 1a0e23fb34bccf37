// Commands of a script as plain data, whoever read them: the grammar (`script.ts`) or the line splitter (`line.ts`).

import type { Span } from '../../core/span';

/** A word of a command. The span covers it with its quotes. */
export interface Word extends Span {
  /** As written, quotes included. */
  readonly text: string;
  /** What the shell makes of it; `undefined` where an expansion decides. */
  readonly value: string | undefined;
  /** The literal beginning: the whole value, or what stands before the first expansion. */
  readonly prefix: string;
}

/** A simple command: a name, words, and how it is connected. The span covers name and words. */
export interface Command extends Span {
  readonly name: Word;
  readonly args: readonly Word[];
  /** Followed by `&`: it runs beside the rest of the script. */
  readonly background: boolean;
  /** What stands left of the pipe that feeds it. */
  readonly pipedFrom?: Command;
  /** Text fed to it by a here-string or a heredoc. */
  readonly input?: Word;
}

/** The word that covers a span of a script. */
export function wordAt(text: string, span: Span): Word {
  const written = text.slice(span.start, span.end);
  const { value, prefix } = unquote(written);
  return { start: span.start, end: span.end, text: written, value, prefix };
}

/** The name of a command without its directory, or `undefined` where an expansion decides it. */
export function programName(command: Command): string | undefined {
  const { value } = command.name;
  return value?.slice(value.lastIndexOf('/') + 1);
}

/** Removes quotes the way a shell does, up to the first expansion. Total and linear. */
function unquote(written: string): { readonly value: string | undefined; readonly prefix: string } {
  // Most words hold nothing that a shell would change.
  if (!/[\\"'`$<>{]/.test(written)) return { value: written, prefix: written };
  let out = '';
  let quote: '"' | "'" | undefined;
  for (let i = 0; i < written.length; i++) {
    const char = written.charAt(i);
    if (quote === "'") {
      if (char === "'") quote = undefined;
      else out += char;
    } else if (char === '\\') {
      const next = written.charAt(++i);
      if (quote === '"' && next !== '\n' && !'"\\$`'.includes(next)) out += char;
      if (next !== '\n') out += next;
    } else if (char === '"') {
      quote = quote === undefined ? '"' : undefined;
    } else if (char === "'" && quote === undefined) {
      quote = "'";
    } else if (char === '`' || (char === '$' && isExpansion(written.charAt(i + 1), quote))) {
      return { value: undefined, prefix: out };
    } else if (quote === undefined && isBraceExpansion(written, i)) {
      return { value: undefined, prefix: out };
    } else if (quote === undefined && /^[<>]\($/.test(written.slice(i, i + 2))) {
      return { value: undefined, prefix: out };
    } else {
      out += char;
    }
  }
  return { value: out, prefix: out };
}

// `$"…"` and `$'…'` only start an expansion of sorts outside of quotes; a lone `$` is a character.
function isExpansion(next: string, quote: '"' | "'" | undefined): boolean {
  if (/[A-Za-z0-9_{(@*#?!$-]/.test(next)) return true;
  return quote === undefined && (next === "'" || next === '"');
}

// `{a,b}` makes several words of one; `{}` of find does not. The look ahead is bounded so that reading stays linear.
function isBraceExpansion(written: string, at: number): boolean {
  return written.charAt(at) === '{' && /^\{[^{}\s]{0,200}(?:,|\.\.)/.test(written.slice(at, at + 210));
}
