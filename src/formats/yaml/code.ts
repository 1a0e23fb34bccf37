// The text of a scalar with the way back into the file, for what is embedded in YAML: scripts, units, other YAML.
import type { Span } from '../../core/span';
import type { Code } from '../code';
import type { YamlScalar } from './tree';

/** A scalar's text with the way back into the file, escapes resolved. */
export function decodedCode(text: string, scalar: YamlScalar): Code {
  const { span, style } = scalar;
  return codeOf(text, scalar) ?? quotedOf(text.slice(span.start + 1, span.end), span.start + 1, style);
}

// YAML 1.2, 5.7 "Escaped Characters", as far as people write them.
const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  e: '\x1B',
  _: '\xA0',
};

const blanks = /[ \t\r\n]+/y;

/** Blanks as YAML reads them between quotes: one line break is a space, of several the first goes away. */
function folded(blank: string): string {
  const breaks = blank.split('\n').length - 1;
  if (breaks === 0) return blank;
  return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
}

/** What stands behind the opening quote, up to the closing one. */
function quotedOf(written: string, start: number, style: YamlScalar['style']): Code {
  const quote = style === 'single' ? "'" : '"';
  const pieces = [0, start];
  let joined = '';
  let at = 0;
  /** Writes `part` for the next `length` characters of the file. */
  const take = (part: string, length: number): void => {
    joined += part;
    at += length;
    if (part.length !== length) pieces.push(joined.length, start + at);
  };
  while (at < written.length) {
    const char = written.charAt(at);
    const next = written.charAt(at + 1);
    if (char === quote && (style === 'double' || next !== quote)) break;
    blanks.lastIndex = at;
    const [blank = ''] = blanks.exec(written) ?? [];
    if (blank !== '') take(folded(blank), blank.length);
    else if (char === "'" && style === 'single') take("'", 2);
    else if (char !== '\\' || style === 'single') take(char, 1);
    else if (next === '\n' || next === '\r')
      take('', /^\\\r?\n[ \t]*/.exec(written.slice(at))?.[0].length ?? 2);
    else if (/[xuU]/.test(next)) take(...numbered(written.slice(at, at + 10)));
    else take(escapes[next] ?? next, 2);
  }
  return { text: joined, pieces };
}

/** `\x41`, `\u00e4`, `\U0001F600`: the character and the length of what is written for it. */
function numbered(written: string): [string, number] {
  const [all, digits = ''] =
    /^\\(?:x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8}))/
      .exec(written)
      ?.filter((group) => group !== undefined) ?? [];
  const code = Number.parseInt(digits, 16);
  if (all === undefined || code > 0x10ffff) return [written.charAt(1), 2];
  return [String.fromCodePoint(code), all.length];
}

/** A scalar as it stands in the file, with the way back; `undefined` where escapes change the text. */
export function codeOf(text: string, { span, style }: YamlScalar): Code | undefined {
  if (style === 'block') return blockOf(text, span);
  const written = text.slice(span.start, span.end);
  if (style === 'plain') return linesOf(written, span.start, 0, true);
  const inner = written.slice(1, -1);
  const escapes = style === 'single' ? /''|\n/ : /\\|\n/;
  return escapes.test(inner) ? undefined : { text: inner, pieces: [0, span.start + 1] };
}

/** The lines of a block scalar without their common indentation, which heredocs depend on. */
function blockOf(text: string, { start, end }: Span): Code {
  const content = text.indexOf('\n', start) + 1;
  if (content === 0 || content > end) return { text: '', pieces: [0, start] };
  const indentation = /^(?:[ \t]*\r?\n)*([ \t]*)/.exec(text.slice(content, end))?.[1] ?? '';
  return linesOf(text.slice(content, end), content, indentation.length, text.charAt(start) === '>');
}

/** Lines without `indentation` characters before each; folded ones go on in the same line, as in YAML. */
function linesOf(text: string, start: number, indentation: number, folds: boolean): Code {
  let joined = '';
  const pieces: number[] = [];
  let offset = start;
  let wasText = false;
  for (const line of text.split('\n')) {
    const blanks = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    // Further lines of a plain scalar may be indented as they like.
    const cut = indentation === 0 ? blanks : Math.min(blanks, indentation);
    const isText = line.trim() !== '' && (indentation === 0 || blanks === indentation);
    if (offset !== start) joined += folds && isText && wasText ? ' ' : '\n';
    pieces.push(joined.length, offset + cut);
    joined += line.slice(cut);
    offset += line.length + 1;
    wasText = isText;
  }
  return { text: joined, pieces };
}
