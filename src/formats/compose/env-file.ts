// Reads environment files (`.env`, `env_file`): assignments with their places, quotes and comments as Compose takes them.
import type { Span } from '../../core/span';

/** One line `NAME=value`, or a bare `NAME`, which hands the variable of the shell through. */
export interface Assignment {
  readonly name: string;
  /** Without quotes and comment, variables as written; absent for a bare name. */
  readonly value?: string;
  /** Whether variables in the value are substituted: not in single quotes. */
  readonly literal: boolean;
  /** From the name to the end of the value. */
  readonly span: Span;
}

const start = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*(?:([=:])[ \t]*|$)/;

/** The assignments of a text in their order; lines that are none are left out. Total and linear. */
export function parseEnvFile(text: string): readonly Assignment[] {
  const found: Assignment[] = [];
  /** From there on no closing quote of the kind follows. */
  const unclosed = { "'": text.length, '"': text.length };
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length; ) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end).replace(/\r$/, '');
    const [head, name, sign] = start.exec(line) ?? [];
    let next = end + 1;
    if (head !== undefined && name !== undefined) {
      const from = at + head.search(/[\w.-]+[ \t]*(?:[=:][ \t]*)?$/);
      const valueAt = at + head.length;
      const quote = text.charAt(valueAt);
      if (sign === undefined) {
        found.push({ name, literal: true, span: { start: from, end: from + name.length } });
      } else if ((quote === "'" || quote === '"') && valueAt < unclosed[quote]) {
        const close = closing(text, valueAt, quote);
        if (close === -1) unclosed[quote] = valueAt;
        else next = lineEnd(text, close) + 1;
        const inner = text.slice(valueAt + 1, close === -1 ? at + line.length : close);
        const value = quote === '"' ? unescaped(inner) : inner;
        const span = { start: from, end: close === -1 ? at + line.length : close + 1 };
        found.push({ name, value, literal: quote === "'", span });
      } else {
        const value = withoutComment(line.slice(head.length));
        found.push({ name, value, literal: false, span: { start: from, end: valueAt + value.length } });
      }
    }
    at = next;
  }
  return found;
}

/** The assignments of a file with `format: raw`, where nothing is quoted and nothing substituted. */
export function parseRawEnvFile(text: string): readonly Assignment[] {
  const found: Assignment[] = [];
  for (let at = 0; at < text.length; at = lineEnd(text, at) + 1) {
    const line = text.slice(at, lineEnd(text, at)).replace(/\r$/, '');
    const content = line.trimStart();
    const from = at + line.length - content.length;
    const equals = content.indexOf('=');
    const name = equals === -1 ? content.trim() : content.slice(0, equals);
    if (name === '' || name.startsWith('#')) continue;
    const span = { start: from, end: from + (equals === -1 ? name.length : content.length) };
    found.push({
      name,
      literal: true,
      span,
      ...(equals === -1 ? {} : { value: content.slice(equals + 1) }),
    });
  }
  return found;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

function closing(text: string, open: number, quote: string): number {
  for (let at = text.indexOf(quote, open + 1); at !== -1; at = text.indexOf(quote, at + 1)) {
    if (text.charAt(at - 1) !== '\\') return at;
  }
  return -1;
}

function withoutComment(value: string): string {
  const comment = value.search(/(?:^|[ \t])#/);
  return (comment === -1 ? value : value.slice(0, comment)).trimEnd();
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', $: '$$' };

function unescaped(inner: string): string {
  return inner.replace(/\\(.)/g, (_, char: string) => escapes[char] ?? char);
}
