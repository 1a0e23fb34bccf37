// Reads lists and objects, and the `for` expressions that make them.
import { close, type Draft, expression, nothing, valueAt, within } from './expression';
import { missingBracket, missingComma, missingValue } from './messages';
import {
  beginsLine,
  type Cursor,
  codeAt,
  indentation,
  isAt,
  looksLikeBlock,
  looksLikeStatement,
  mark,
  name,
  report,
  reset,
  skip,
  startsName,
} from './scan';
import type { HclEntry, HclExpression, HclItem, HclObject, HclTuple } from './tree';

/** Whether a `for` expression starts here, behind the opening bracket. */
function startsFor(c: Cursor): boolean {
  return isAt(c, 'for') && /[\s#/]/.test(c.text.charAt(c.at + 3));
}

/** Reads `[a, b]` or `[for …]`. */
export function tuple(c: Cursor): HclExpression {
  const start = c.at++;
  const width = indentation(c);
  return within(c, () => (startsFor(c) ? forExpression(c, start, 'tuple') : tupleItems(c, start, width)));
}

function tupleItems(c: Cursor, start: number, width: number): HclTuple {
  const { owner } = c;
  const entries: HclItem[] = [];
  const list: Draft<HclTuple> = { kind: 'tuple', entries, closed: false, span: { start, end: start } };
  if (owner !== undefined) list.owner = owner;
  for (;;) {
    const before = mark(c);
    skip(c, true);
    const code = codeAt(c, c.at);
    if (code === 93) {
      c.at++;
      list.closed = true;
      break;
    }
    if (code === -1 || (beginsLine(c) && startsName(code) && looksLikeStatement(c)) || isDedented(c, width)) {
      reset(c, before);
      break;
    }
    if (code === 44) {
      c.at++;
      continue;
    }
    const item: Draft<HclItem> = { kind: 'item', value: nothing(c), container: list, span: nothing(c).span };
    c.owner = item;
    item.value = expression(c);
    c.owner = owner;
    if (item.value.span.end === item.span.start) {
      // A bracket that closes something else ends the list too.
      if (code === 125 || code === 41) {
        reset(c, before);
        break;
      }
      report(c, { start: c.at, end: c.at + 1 }, missingValue);
      c.at++;
      continue;
    }
    item.span = { start: item.span.start, end: c.at };
    entries.push(item);
    c.statements.push(item);
    const end = mark(c);
    skip(c, true);
    if (codeAt(c, c.at) === 44) {
      item.comma = c.at;
      c.at++;
    } else {
      if (codeAt(c, c.at) !== 93 && codeAt(c, c.at) !== -1)
        report(c, { start: c.at, end: c.at + 1 }, missingComma);
      reset(c, end);
    }
  }
  unclosed(c, list.closed, start);
  list.span = { start, end: c.at };
  return list;
}

function unclosed(c: Cursor, closed: boolean, start: number): void {
  if (closed) return;
  c.unbalanced = true;
  report(c, { start, end: start + 1 }, missingBracket);
}

/** Whether the line the cursor begins belongs to what is around the bracket, of whose line `width` is the indentation. */
function isDedented(c: Cursor, width: number): boolean {
  return c.recovering && beginsLine(c) && indentation(c) <= width && startsName(codeAt(c, c.at));
}

/** Reads `{ a = b }` or `{for …}`. */
export function object(c: Cursor): HclExpression {
  const start = c.at++;
  const width = indentation(c);
  const { lines } = c;
  const result = within(c, () => (startsFor(c) ? forExpression(c, start, 'object') : undefined));
  if (result !== undefined) return result;
  c.lines = false;
  const found = objectEntries(c, start, width);
  c.lines = lines;
  return found;
}

function objectEntries(c: Cursor, start: number, width: number): HclObject {
  const { owner } = c;
  const entries: HclEntry[] = [];
  const map: Draft<HclObject> = { kind: 'object', entries, closed: false, span: { start, end: start } };
  if (owner !== undefined) map.owner = owner;
  for (;;) {
    const before = mark(c);
    skip(c, true);
    const code = codeAt(c, c.at);
    if (code === 125) {
      if (c.recovering && beginsLine(c) && indentation(c) < width) {
        reset(c, before);
        break;
      }
      c.at++;
      map.closed = true;
      break;
    }
    if (code === -1 || (startsName(code) && beginsLine(c) && (looksLikeBlock(c) || isDedented(c, width)))) {
      reset(c, before);
      break;
    }
    if (code === 44) {
      c.at++;
      continue;
    }
    const entry: Draft<HclEntry> = {
      kind: 'entry',
      key: nothing(c),
      value: nothing(c),
      container: map,
      span: nothing(c).span,
    };
    entry.key = expression(c);
    if (entry.key.span.end === entry.span.start) {
      if (code === 93 || code === 41) {
        reset(c, before);
        break;
      }
      report(c, { start: c.at, end: c.at + 1 }, missingValue);
      c.at++;
      continue;
    }
    skip(c, false);
    const sign = codeAt(c, c.at);
    if (sign === 61 || sign === 58) {
      // `=>` is Ruby's.
      c.at += codeAt(c, c.at + 1) === 62 ? 2 : 1;
      skip(c, false);
      c.owner = entry;
      entry.value = valueAt(c);
      c.owner = owner;
    } else {
      report(c, entry.key.span, missingValue);
      entry.value = nothing(c);
    }
    entry.span = { start: entry.span.start, end: Math.max(entry.value.span.end, entry.key.span.end) };
    entries.push(entry);
    c.statements.push(entry);
    skip(c, false);
    if (codeAt(c, c.at) === 44) {
      entry.comma = c.at;
      c.at++;
    }
  }
  unclosed(c, map.closed, start);
  map.span = { start, end: c.at };
  return map;
}

function forExpression(c: Cursor, start: number, form: 'tuple' | 'object'): HclExpression {
  c.at += 3;
  const names: string[] = [];
  const pass = (): number => {
    skip(c, true);
    return codeAt(c, c.at);
  };
  while (startsName(pass()) && names.length < 3) {
    const word = name(c);
    if (word === 'in') break;
    names.push(word);
    if (pass() === 44) c.at++;
  }
  skip(c, true);
  const collection = valueAt(c);
  if (pass() === 58) c.at++;
  skip(c, true);
  let value = valueAt(c);
  let key: HclExpression | undefined;
  let groups = false;
  skip(c, true);
  if (isAt(c, '=>')) {
    c.at += 2;
    skip(c, true);
    key = value;
    value = valueAt(c);
    skip(c, true);
    if (isAt(c, '...')) {
      c.at += 3;
      groups = true;
      skip(c, true);
    }
  }
  let condition: HclExpression | undefined;
  if (isAt(c, 'if') && !startsName(codeAt(c, c.at + 2))) {
    c.at += 2;
    skip(c, true);
    condition = valueAt(c);
  }
  const closed = close(c, form === 'tuple' ? 93 : 125, start);
  const span = { start, end: c.at };
  const [first, second] = names;
  if (first === undefined || !closed) return { kind: 'broken', span };
  return {
    kind: 'for',
    form,
    ...(second === undefined ? {} : { keyName: first }),
    valueName: second ?? first,
    collection,
    ...(key === undefined ? {} : { key }),
    value,
    groups,
    ...(condition === undefined ? {} : { condition }),
    span,
  };
}
