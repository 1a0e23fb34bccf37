// Reads configuration files of libvirt: `key = "text"`, `key = 1`, `key = [ "a", "b" ]` over one or more lines, `#` comments.
import type { Problem } from '../../core/format';
import type { Text } from '../../core/message';
import type { Span } from '../../core/span';
import type { ConfigurationEntry, ConfigurationFile, ConfigurationValue } from './tree';

const notUnderstood: Text = {
  en: 'libvirt does not understand this line; a setting reads key = value.',
  de: 'Diese Zeile versteht libvirt nicht; eine Einstellung lautet Schlüssel = Wert.',
};
const noValue: Text = {
  en: 'The value is missing or not finished.',
  de: 'Der Wert fehlt oder ist nicht zu Ende.',
};

/** More faults help nobody. */
const maxProblems = 100;

const keyAt = /[A-Za-z_][\w.-]*/y;
const assignAt = /[ \t]*=[ \t]*/y;
// An expression of a template stands for a value of any kind.
const valueAt = /\{\{[^{}\n]*\}\}|"""[\s\S]*?"""|"[^"\n]*"|'[^'\n]*'|[+-]?\d+/y;
/** Lines of template languages, which bring what they like. */
const templateLineAt = /(?:\{[%{#]|<%)[^\n]*/y;
const blankAt = /[ \t\r\uFEFF]+/y;
const restAt = /[^\n]*/y;

/** Reads a text. Total: never throws, and takes time in proportion to the text. */
export function parseConfiguration(text: string): ConfigurationFile {
  const entries: ConfigurationEntry[] = [];
  const comments: Span[] = [];
  const problems: Problem[] = [];
  let at = 0;
  let templated = false;

  /** The end of what matches here; `at` where nothing does. */
  const match = (pattern: RegExp, from: number): number => {
    pattern.lastIndex = from;
    return pattern.test(text) ? pattern.lastIndex : from;
  };
  const complain = (span: Span, message: Text): void => {
    if (problems.length < maxProblems) problems.push({ span, message: { text: message } });
  };
  /** The end of the line without white space before it. */
  const lineEnd = (from: number): number => {
    const end = match(restAt, from);
    return from + text.slice(from, end).trimEnd().length;
  };
  /** Skips white space, line ends and comments, as they stand between the items of a list. */
  const skip = (from: number): number => {
    let next = from;
    for (;;) {
      const char = text.charAt(next);
      if (char === '#') {
        const end = lineEnd(next);
        comments.push({ start: next, end });
        next = match(restAt, next);
      } else if (char !== '' && /\s|\uFEFF/.test(char)) next++;
      else return next;
    }
  };
  const scalar = (from: number): ConfigurationValue | undefined => {
    const end = match(valueAt, from);
    if (end === from) return undefined;
    const written = text.slice(from, end);
    const quotes = /^("""|"|')/.exec(written)?.[0].length ?? 0;
    return { text: written.slice(quotes, written.length - quotes), span: { start: from, end } };
  };
  const list = (
    from: number,
  ): { readonly values: ConfigurationValue[]; readonly end: number } | undefined => {
    const values: ConfigurationValue[] = [];
    for (let next = skip(from + 1); ; ) {
      if (text.charAt(next) === ']') return { values, end: next + 1 };
      const value = scalar(next);
      if (value === undefined) return undefined;
      values.push(value);
      next = skip(value.span.end);
      if (text.charAt(next) === ',') next = skip(next + 1);
    }
  };

  for (at = skip(0); at < text.length; at = skip(at)) {
    const start = at;
    const template = match(templateLineAt, start);
    if (template > start) {
      templated = true;
      at = template;
      continue;
    }
    const keyEnd = match(keyAt, start);
    const valueStart = match(assignAt, keyEnd);
    if (keyEnd === start || valueStart === keyEnd) {
      complain({ start, end: lineEnd(start) }, notUnderstood);
      at = match(restAt, start);
      continue;
    }
    const known = comments.length;
    const isList = text.charAt(valueStart) === '[';
    const single = isList ? undefined : scalar(valueStart);
    const items = isList ? list(valueStart) : undefined;
    const end = single?.span.end ?? items?.end;
    if (end === undefined) {
      complain({ start, end: lineEnd(start) }, noValue);
      // What was skipped in search of the list's end is read again.
      comments.length = known;
      at = match(restAt, start);
      continue;
    }
    entries.push({
      key: text.slice(start, keyEnd),
      span: { start, end },
      valueSpan: { start: valueStart, end },
      values: single === undefined ? (items?.values ?? []) : [single],
      isList,
    });
    at = match(blankAt, end);
    const after = text.charAt(at);
    if (after !== '' && after !== '\n' && after !== '#') {
      complain({ start: at, end: lineEnd(at) }, notUnderstood);
      at = match(restAt, at);
    }
  }
  return { text, entries, comments, problems, templated };
}
