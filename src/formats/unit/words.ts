// The words of a value, split and unquoted as systemd does.
import type { Span } from '../../core/span';
import { type Code, sourceSpan } from '../code';

/** A word of a value. */
export interface UnitWord {
  /** Quotes and escapes resolved; specifiers such as `%h` stay. */
  readonly text: string;
  /** In the file, quotes included. */
  readonly span: Span;
  /** Whether the file has it as it reads: no quote, escape or continuation in it. */
  readonly plain: boolean;
}

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  s: ' ',
};

/**
 * The words of a value: blanks separate, quotes of either kind and the braces of a template tag hold together, an open
 * quote reaches to the end. Total and linear.
 */
export function wordsOf(value: Code): readonly UnitWord[] {
  const { text } = value;
  const words: UnitWord[] = [];
  const lastTag = text.lastIndexOf('}}');
  for (let at = 0; ; ) {
    while (at < text.length && /\s/.test(text.charAt(at))) at++;
    if (at >= text.length) return words;
    const start = at;
    let word = '';
    let quote = '';
    for (; at < text.length; at++) {
      const char = text.charAt(at);
      if (char === '{' && at < lastTag && text.charAt(at + 1) === '{') {
        // A template tag is one piece, whatever stands in it.
        const end = text.indexOf('}}', at) + 2;
        word += text.slice(at, end);
        at = end - 1;
      } else if (char === '\\' && at + 1 < text.length) {
        const [, code, letter = ''] = escaped.exec(text.slice(at + 1, at + 10)) ?? [];
        word += code === undefined ? (escapes[letter] ?? letter) : charOf(code);
        at += (code ?? letter).length;
      } else if (quote !== '') {
        if (char === quote) quote = '';
        else word += char;
      } else if (char === '"' || char === "'") quote = char;
      else if (/\s/.test(char)) break;
      else word += char;
    }
    words.push({ text: word, span: sourceSpan(value, start, at), plain: word === text.slice(start, at) });
  }
}

/** After a backslash: a code (hexadecimal, Unicode, octal) or any one character. */
const escaped = /^(?:(x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8}|[0-7]{3})|([\s\S]))/;

function charOf(code: string): string {
  const number = /^[0-7]/.test(code) ? Number.parseInt(code, 8) : Number.parseInt(code.slice(1), 16);
  return number <= 0x10ffff ? String.fromCodePoint(number) : '';
}

/** A value that is one text: quotes around the whole of it go. */
export function plainText({ text }: Code): string {
  return /^"[^"]*"$/.test(text) || /^'[^']*'$/.test(text) ? text.slice(1, -1) : text;
}

/** A boolean as systemd accepts it. */
export function booleanOf(text: string): boolean | undefined {
  if (/^(?:1|yes|y|true|t|on)$/i.test(text)) return true;
  return /^(?:0|no|n|false|f|off)$/i.test(text) ? false : undefined;
}
