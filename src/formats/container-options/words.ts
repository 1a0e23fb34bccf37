// Words of an engine's command line, with placeholders where a variable decides.
import type { Place } from '../../core/span';
import { leaveOpen, type WithHoles } from '../variables';

/** A word as the engine gets it. */
export interface OptionWord extends WithHoles {
  readonly place: Place;
}

/** A word that holds no variables. */
export function literalWord(text: string, place: Place): OptionWord {
  return { text, unresolved: [], place };
}

/** A word in which everything that `variables` (a global pattern) finds is left open. */
export function openWord(text: string, variables: RegExp, place: Place): OptionWord {
  const unresolved: string[] = [];
  return { text: text.replace(variables, (written) => leaveOpen(written, unresolved)), unresolved, place };
}

/**
 * An expansion of a shell: `$NAME`, `$1`, `$@`, `${…}`, `$(…)`, backticks; brackets nest one level deep, what is not closed
 * reaches to the end.
 */
export const expansion =
  /(\$(?:[A-Za-z_]\w*|[0-9@*#?!$-]|\{(?:[^{}]+|\{[^{}]*\}?)*\}?|\((?:[^()]+|\([^()]*\)?)*\)?)|`[^`]*`?)/;

/** What a shell takes at once inside and outside of double quotes. */
const quotedToken = new RegExp(`${expansion.source}|\\\\[\\s\\S]?|[^$\`"\\\\]+|[\\s\\S]`, 'y');
const bareToken = new RegExp(`${expansion.source}|'[^']*'?|\\\\[\\s\\S]?|[^$\`'"\\\\]+|[\\s\\S]`, 'y');

/** A shell's word as written: quotes are resolved, expansions left open. Total and linear. */
export function shellWord(written: string, place: Place): OptionWord {
  if (!/[\\"'`$]/.test(written)) return literalWord(written, place);
  const unresolved: string[] = [];
  let quoted = false;
  let text = '';
  for (let at = 0; at < written.length; ) {
    const pattern = quoted ? quotedToken : bareToken;
    pattern.lastIndex = at;
    const [token = written.charAt(at), expanded] = pattern.exec(written) ?? [];
    at += token.length;
    if (expanded !== undefined) text += leaveOpen(expanded, unresolved);
    else if (token === '"') quoted = !quoted;
    else if (token.startsWith("'") && !quoted) text += token.replace(/^'|'$/g, '');
    else if (token.startsWith('\\') && (!quoted || /[\\"$`\n]/.test(token.slice(1))))
      text += token.slice(1).replace('\n', '');
    else text += token;
  }
  return { text, unresolved, place };
}
