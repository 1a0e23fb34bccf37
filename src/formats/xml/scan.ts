// Cuts XML text into tags, texts and marks; a fault ends the token it is in, never the ones behind it.
import type { Text } from '../../core/message';
import type { Span } from '../../core/span';
import { maxProblems, type XmlAttribute, type XmlMark, type XmlProblem, type XmlText } from './tree';

/** An open or close tag, as far as it was typed. */
export interface Tag {
  readonly kind: 'open' | 'close';
  /** Empty for a close tag without name. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly attributes: readonly XmlAttribute[];
  readonly selfClosing: boolean;
  /** Whether the tag ends with its `>`. */
  readonly finished: boolean;
  /** The column its line starts at, a tab reaching to the next multiple of 8. */
  readonly indent: number;
  /** Whether only white space stands before it on its line. */
  readonly first: boolean;
}

/** A piece of the text, in its order. */
export type Token = Tag | XmlText | XmlMark;

/** What {@link scan} found. */
export interface Scan {
  readonly tokens: readonly Token[];
  readonly problems: XmlProblem[];
}

/** Adds a problem unless there are enough. */
export function complain(problems: XmlProblem[], span: Span, text: Text): void {
  if (problems.length < maxProblems) problems.push({ span, message: { text } });
}

const faults = {
  comment: {
    en: 'This comment has no end; it is read up to the end of its line. Close it with -->.',
    de: 'Dieser Kommentar hat kein Ende; gelesen wird bis zum Zeilenende. Mit --> abschließen.',
  },
  mark: {
    en: 'This section has no end; it is read up to the end of its line.',
    de: 'Dieser Abschnitt hat kein Ende; gelesen wird bis zum Zeilenende.',
  },
  tag: {
    en: 'This tag has no end. Close it with >.',
    de: 'Dieses Tag hat kein Ende. Mit > abschließen.',
  },
  quote: {
    en: 'This value is not closed by its quote; what follows may be read wrongly.',
    de: 'Diesem Wert fehlt das schließende Anführungszeichen; was folgt, kann falsch gelesen werden.',
  },
  attribute: {
    en: 'This is no attribute. Write name="value".',
    de: 'Das ist kein Attribut. Richtig ist name="wert".',
  },
  less: {
    en: 'A < that starts no tag. Write &lt; instead.',
    de: 'Ein <, das kein Tag beginnt. Stattdessen &lt; schreiben.',
  },
} satisfies Record<string, Text>;

const tab = 9;
const newline = 10;
const carriageReturn = 13;
const space = 32;
const slash = 47;
const less = 60;
const equals = 61;
const greater = 62;
const question = 63;
const percent = 37;
const exclamation = 33;
const doubleQuote = 34;
const singleQuote = 39;
const byteOrderMark = 0xfeff;

// 1 starts a name, 2 continues one. Everything beyond ASCII may be part of a name: stricter rules would lose elements.
const nameClass = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const char = String.fromCharCode(code);
  if (/[A-Za-z_:]/.test(char)) nameClass[code] = 1;
  else if (/[0-9.-]/.test(char)) nameClass[code] = 2;
}
const startsName = (code: number): boolean =>
  nameClass[code] === 1 || (code >= 128 && code !== byteOrderMark);
const continuesName = (code: number): boolean => code >= 128 || (nameClass[code] ?? 0) > 0;
const isSpace = (code: number): boolean =>
  code === space || code === newline || code === tab || code === carriageReturn;

/** Finds a string from ever later places (never earlier ones): the text is searched once, also for a rare string. */
function finder(text: string, needle: string): (from: number) => number {
  let found = -1;
  return (from) => {
    if (found < from) {
      const next = text.indexOf(needle, from);
      found = next < 0 ? text.length : next;
    }
    return found;
  };
}

const namedReferences: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** Decodes the five named references and the numeric ones; entities stay as written, so that nothing can grow. */
function decode(raw: string): { readonly value: string; readonly resolved: boolean } {
  if (!raw.includes('&')) return { value: raw, resolved: true };
  let resolved = true;
  const value = raw.replace(
    /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([\w.:-]{1,64}));/g,
    (whole, hex, decimal, name) => {
      if (typeof name === 'string') {
        const known = Object.hasOwn(namedReferences, name) ? namedReferences[name] : undefined;
        if (known === undefined) resolved = false;
        return known ?? whole;
      }
      const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
  return { value, resolved };
}

/** Cuts the text into tokens. Total and linear: every search either consumes what it reads or remembers its answer. */
export function scan(text: string): Scan {
  const { length } = text;
  const tokens: Token[] = [];
  const problems: XmlProblem[] = [];
  const nextLess = finder(text, '<');
  const nextLine = finder(text, '\n');
  const nextCommentStart = finder(text, '<!--');
  const nextCommentEnd = finder(text, '-->');
  const nextSectionEnd = finder(text, ']]>');
  const nextInstructionEnd = finder(text, '?>');
  const nextTemplateEnd = finder(text, '%>');
  const nextSubsetEnd = finder(text, ']>');

  // The line of the tag read last: where it starts, how deep it is indented, and its first place that is not white.
  let lineStart = 0;
  let lineEnd = nextLine(0);
  let indent = 0;
  let lineFirst = -1;
  const enterLine = (offset: number): void => {
    if (lineFirst >= 0 && offset <= lineEnd) return;
    while (lineEnd < offset) {
      lineStart = lineEnd + 1;
      const next = text.indexOf('\n', lineStart);
      lineEnd = next < 0 ? length : next;
    }
    indent = 0;
    lineFirst = lineStart;
    for (; lineFirst < offset; lineFirst++) {
      const code = text.charCodeAt(lineFirst);
      if (code === space) indent++;
      else if (code === tab) indent += 8 - (indent % 8);
      else if (code !== byteOrderMark) break;
    }
  };

  const skipSpace = (from: number): number => {
    let at = from;
    while (at < length && isSpace(text.charCodeAt(at))) at++;
    return at;
  };
  const skipName = (from: number): number => {
    let at = from;
    while (at < length && continuesName(text.charCodeAt(at))) at++;
    return at;
  };

  /** Whether the text before `end` reads ` name=`: then the quote at `end` opens the next value. */
  const endsLikeAssignment = (start: number, end: number): boolean => {
    let at = end - 1;
    while (at > start && isSpace(text.charCodeAt(at))) at--;
    if (text.charCodeAt(at) !== equals) return false;
    at--;
    while (at > start && isSpace(text.charCodeAt(at))) at--;
    const nameEnd = at;
    while (at > start && continuesName(text.charCodeAt(at))) at--;
    return at < nameEnd && at >= start && isSpace(text.charCodeAt(at));
  };

  /** Where the quoted value that starts at `start` ends, or -1 where its closing quote is missing. */
  const closingQuote = (start: number, quote: number): number => {
    let lines = 0;
    for (let at = start; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        const after = text.charCodeAt(at + 1);
        const delimited =
          at + 1 >= length || isSpace(after) || after === slash || after === greater || after === question;
        return !delimited && endsLikeAssignment(start, at) ? -1 : at;
      }
      if (code === newline) lines++;
      else if (code === greater && lines > 0) return -1;
      else if (code === less) {
        const after = text.charCodeAt(at + 1);
        if (lines > 0 || startsName(after) || after === slash || after === exclamation) return -1;
      }
    }
    return -1;
  };

  /** Where a value without closing quote most likely ends: before the next attribute, the tag's end or the line's. */
  const unclosedEnd = (start: number): number => {
    let at = start;
    for (; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code === newline || code === less) break;
      if (code === greater) return text.charCodeAt(at - 1) === slash && at > start ? at - 1 : at;
      if (isSpace(code) && startsName(text.charCodeAt(at + 1))) {
        const assignment = skipSpace(skipName(at + 1));
        const quote = text.charCodeAt(assignment + 1);
        if (text.charCodeAt(assignment) === equals && (quote === singleQuote || quote === doubleQuote))
          return at;
      }
    }
    while (at > start && isSpace(text.charCodeAt(at - 1))) at--;
    return at;
  };

  const pushAttribute = (
    attributes: XmlAttribute[],
    nameSpan: Span,
    valueStart: number,
    valueEnd: number,
    end: number,
    quoted: boolean,
  ): void => {
    const { value, resolved } = decode(text.slice(valueStart, valueEnd));
    attributes.push({
      name: text.slice(nameSpan.start, nameSpan.end),
      nameSpan,
      value,
      valueSpan: { start: valueStart, end: valueEnd },
      span: { start: nameSpan.start, end },
      quoted,
      resolved,
    });
  };

  /** Reads the attribute whose name starts at `start` and returns where reading goes on. */
  const readAttribute = (start: number, attributes: XmlAttribute[]): number => {
    const nameEnd = skipName(start);
    const nameSpan = { start, end: nameEnd };
    const assignment = skipSpace(nameEnd);
    if (text.charCodeAt(assignment) !== equals) {
      complain(problems, nameSpan, faults.attribute);
      pushAttribute(attributes, nameSpan, nameEnd, nameEnd, nameEnd, false);
      return nameEnd;
    }
    const open = skipSpace(assignment + 1);
    const quote = text.charCodeAt(open);
    const isQuote = quote === singleQuote || quote === doubleQuote;
    if (isQuote) {
      const valueStart = open + 1;
      const closing = closingQuote(valueStart, quote);
      const quoted = closing >= 0;
      const valueEnd = quoted ? closing : unclosedEnd(valueStart);
      const end = quoted ? closing + 1 : valueEnd;
      if (!quoted) complain(problems, { start, end }, faults.quote);
      pushAttribute(attributes, nameSpan, valueStart, valueEnd, end, quoted);
      return end;
    }
    // Without a quote only a value right behind the `=` counts; behind white space stands the next attribute.
    let end = assignment + 1;
    while (end < length) {
      const code = text.charCodeAt(end);
      if (isSpace(code) || code === greater || code === less) break;
      if (code === slash && text.charCodeAt(end + 1) === greater) break;
      end++;
    }
    complain(problems, { start, end }, faults.attribute);
    pushAttribute(attributes, nameSpan, assignment + 1, end, end, false);
    return end;
  };

  /** Whether an open tag that ends without `>` before the `<` at `next` contains what follows. */
  const containsNext = (next: number, name: string, ownIndent: number, first: boolean): boolean => {
    if (text.startsWith(`</${name}`, next) && !continuesName(text.charCodeAt(next + 2 + name.length)))
      return true;
    if (next >= length) return false;
    enterLine(next);
    return lineFirst !== next || !first || indent > ownIndent;
  };

  const readOpenTag = (start: number): number => {
    enterLine(start);
    const ownIndent = indent;
    const first = lineFirst === start;
    const nameEnd = skipName(start + 1);
    const name = text.slice(start + 1, nameEnd);
    const attributes: XmlAttribute[] = [];
    let end = nameEnd;
    let finished = true;
    let selfClosing = false;
    for (;;) {
      const at = skipSpace(end);
      const code = text.charCodeAt(at);
      if (code === greater) {
        end = at + 1;
        break;
      }
      if (code === slash && text.charCodeAt(at + 1) === greater) {
        selfClosing = true;
        end = at + 2;
        break;
      }
      if (at >= length || code === less) {
        complain(problems, { start, end }, faults.tag);
        finished = false;
        selfClosing = !containsNext(at, name, ownIndent, first);
        break;
      }
      if (startsName(code)) end = readAttribute(at, attributes);
      else {
        end = at + 1;
        complain(problems, { start: at, end }, faults.attribute);
      }
    }
    tokens.push({
      kind: 'open',
      name,
      nameSpan: { start: start + 1, end: nameEnd },
      span: { start, end },
      attributes,
      selfClosing,
      finished,
      indent: ownIndent,
      first,
    });
    return end;
  };

  const readCloseTag = (start: number): number => {
    enterLine(start);
    const nameEnd = skipName(start + 2);
    const bracket = skipSpace(nameEnd);
    const finished = text.charCodeAt(bracket) === greater;
    const end = finished ? bracket + 1 : nameEnd;
    if (!finished) complain(problems, { start, end }, faults.tag);
    tokens.push({
      kind: 'close',
      name: text.slice(start + 2, nameEnd),
      nameSpan: { start: start + 2, end: nameEnd },
      span: { start, end },
      attributes: [],
      selfClosing: false,
      finished,
      indent,
      first: lineFirst === start,
    });
    return end;
  };

  const pushMark = (kind: XmlMark['kind'], span: Span, content: Span): number => {
    tokens.push({ kind, span, content });
    return span.end;
  };
  const lineEndFrom = (from: number): number => {
    const end = nextLine(from);
    return text.charCodeAt(end - 1) === carriageReturn && end > from ? end - 1 : end;
  };

  const readComment = (start: number): number => {
    const contentStart = start + 4;
    const end = nextCommentEnd(contentStart);
    // XML forbids `--` in a comment: another start before the end shows that this one was never closed.
    if (end < length && nextCommentStart(contentStart) > end) {
      return pushMark('comment', { start, end: end + 3 }, { start: contentStart, end });
    }
    const line = lineEndFrom(contentStart);
    complain(problems, { start, end: line }, faults.comment);
    return pushMark('comment', { start, end: line }, { start: contentStart, end: line });
  };

  const readSection = (start: number): number => {
    const contentStart = start + 9;
    const closing = nextSectionEnd(contentStart);
    const closed = closing < length;
    const contentEnd = closed ? closing : lineEndFrom(contentStart);
    const end = closed ? closing + 3 : contentEnd;
    if (!closed) complain(problems, { start, end }, faults.mark);
    tokens.push({
      kind: 'cdata',
      span: { start, end },
      value: text.slice(contentStart, contentEnd),
      resolved: true,
    });
    return end;
  };

  /** Reads `<? … ?>` or `<% … %>`; an end behind the next `<` on a later line belongs to something else. */
  const readInstruction = (start: number, nextEnd: (from: number) => number): number => {
    const contentStart = start + 2;
    const closing = nextEnd(contentStart);
    const line = lineEndFrom(contentStart);
    if (closing < length && (closing < line || closing < nextLess(contentStart))) {
      return pushMark('instruction', { start, end: closing + 2 }, { start: contentStart, end: closing });
    }
    let end = contentStart;
    while (end < line && text.charCodeAt(end) !== greater && text.charCodeAt(end) !== less) end++;
    const contentEnd = end;
    if (text.charCodeAt(end) === greater && end < line) end++;
    complain(problems, { start, end }, faults.mark);
    return pushMark('instruction', { start, end }, { start: contentStart, end: contentEnd });
  };

  const readDeclaration = (start: number): number => {
    const contentStart = start + 2;
    const line = lineEndFrom(contentStart);
    let at = contentStart;
    while (at < length) {
      const code = text.charCodeAt(at);
      if (code === greater || code === less || code === 91) break;
      at++;
    }
    if (text[at] === '[') at = nextSubsetEnd(at) + 1;
    if (text.charCodeAt(at) === greater) {
      return pushMark('declaration', { start, end: at + 1 }, { start: contentStart, end: at });
    }
    const end = Math.min(line, Math.max(contentStart, nextLess(contentStart)));
    complain(problems, { start, end }, faults.mark);
    return pushMark('declaration', { start, end }, { start: contentStart, end });
  };

  const pushText = (from: number, to: number): void => {
    const start = skipSpace(text.charCodeAt(from) === byteOrderMark ? from + 1 : from);
    if (start >= to) return;
    let end = to;
    while (isSpace(text.charCodeAt(end - 1))) end--;
    tokens.push({ kind: 'text', span: { start, end }, ...decode(text.slice(start, end)) });
  };

  let textStart = 0;
  let at = nextLess(0);
  while (at < length) {
    const code = text.charCodeAt(at + 1);
    let read: ((start: number) => number) | undefined;
    if (startsName(code)) read = readOpenTag;
    else if (code === slash) read = readCloseTag;
    else if (code === question) read = (start) => readInstruction(start, nextInstructionEnd);
    else if (code === percent) read = (start) => readInstruction(start, nextTemplateEnd);
    else if (text.startsWith('<!--', at)) read = readComment;
    else if (text.startsWith('<![CDATA[', at)) read = readSection;
    else if (code === exclamation) read = readDeclaration;
    if (read === undefined) {
      complain(problems, { start: at, end: at + 1 }, faults.less);
      at = nextLess(at + 1);
    } else {
      pushText(textStart, at);
      textStart = read(at);
      at = nextLess(textStart);
    }
  }
  pushText(textStart, length);
  return { tokens, problems };
}
