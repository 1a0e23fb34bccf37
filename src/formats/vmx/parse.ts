// Reads a .vmx file: one setting a line, the value in quotes, `|22` for a character by its code.
import type { Problem } from '../../core/format';
import type { Message } from '../../core/message';
import type { Span } from '../../core/span';

/** `key = "value"`. */
export interface VmxEntry {
  /** As written; VMware takes keys without regard to case. */
  readonly key: string;
  /** In lower case. */
  readonly name: string;
  /** From the key to the end of the value, quotes included. */
  readonly span: Span;
  /** Without quotes, escapes resolved. */
  readonly value: string;
  /** The value as written, without its quotes. */
  readonly valueSpan: Span;
  readonly quoted: boolean;
}

/** A .vmx file, read. */
export interface VmxFile {
  readonly text: string;
  readonly entries: readonly VmxEntry[];
  /** The entry of each name in lower case; the last one where a name is repeated. */
  readonly byName: ReadonlyMap<string, VmxEntry>;
  /** From the `#` to the end of the line. */
  readonly comments: readonly Span[];
  /** Lines of a template language, which may bring further settings. */
  readonly templateLines: readonly Span[];
  readonly problems: readonly Problem[];
}

const noSetting: Message = {
  text: {
    en: 'This line is no setting; VMware expects key = "value".',
    de: 'Diese Zeile ist keine Einstellung; VMware erwartet Schlüssel = "Wert".',
  },
};
const openQuote: Message = {
  text: {
    en: 'The quote of this value is not closed on its line.',
    de: 'Das Anführungszeichen dieses Werts wird in der Zeile nicht geschlossen.',
  },
};

const setting = /^([ \t\ufeff]*)([^\s=#"]+)[ \t]*=[ \t]*/;
const templated = /\{[{%#]|<%/;
const maxProblems = 100;

/** Reads a text. Total and linear. */
export function parseVmx(text: string): VmxFile {
  const entries: VmxEntry[] = [];
  const byName = new Map<string, VmxEntry>();
  const comments: Span[] = [];
  const templateLines: Span[] = [];
  const problems: Problem[] = [];
  for (let at = 0; at < text.length; ) {
    const feed = text.indexOf('\n', at);
    const next = feed < 0 ? text.length : feed + 1;
    const line = text.slice(at, next).trimEnd();
    const start = at;
    at = next;
    const blanks = line.length - line.replace(/^[ \t\ufeff]+/, '').length;
    if (blanks === line.length) continue;
    if (line.charAt(blanks) === '#') {
      comments.push({ start: start + blanks, end: start + line.length });
      continue;
    }
    const match = setting.exec(line);
    if (match === null) {
      const span = { start: start + blanks, end: start + line.length };
      if (templated.test(line)) templateLines.push(span);
      else if (problems.length < maxProblems) problems.push({ span, message: noSetting });
      continue;
    }
    const entry = readValue(line, start, match);
    entries.push(entry);
    byName.set(entry.name, entry);
    const behind = line.slice(entry.span.end - start);
    const hash = behind.search(/\S/);
    if (behind.charAt(hash) === '#')
      comments.push({ start: entry.span.end + hash, end: start + line.length });
    if (entry.quoted && text.charAt(entry.valueSpan.end) !== '"' && problems.length < maxProblems)
      problems.push({ span: entry.span, message: openQuote });
  }
  return { text, entries, byName, comments, templateLines, problems };
}

function readValue(line: string, lineStart: number, match: RegExpExecArray): VmxEntry {
  const [whole, blanks = '', key = ''] = match;
  const from = whole.length;
  const quoted = line.charAt(from) === '"';
  const begin = quoted ? from + 1 : from;
  const close = quoted ? line.indexOf('"', begin) : -1;
  // Without quotes a blank and a `#` begin a comment.
  const hash = quoted ? -1 : line.slice(begin).search(/[ \t]#/);
  const open = hash < 0 ? line.length : begin + line.slice(begin, begin + hash).trimEnd().length;
  const end = close < 0 ? Math.max(open, begin) : close;
  return {
    key,
    name: key.toLowerCase(),
    span: { start: lineStart + blanks.length, end: lineStart + (close < 0 ? end : end + 1) },
    value: unescaped(line.slice(begin, end)),
    valueSpan: { start: lineStart + begin, end: lineStart + end },
    quoted,
  };
}

/** `|22` is a quote, `|7C` the bar itself. */
function unescaped(written: string): string {
  return written.replace(/\|([0-9A-Fa-f]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** A value as it has to be written between quotes. */
export function escaped(value: string): string {
  return value.replace(/[|"\r\n]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
    return `|${code}`;
  });
}
