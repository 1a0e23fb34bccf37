// Reads HCL2 into a tree. Total and linear: an open quote ends with its line, missing brackets are placed by indentation.
import { type Draft, nothing, valueAt } from './expression';
import { missingBracket, missingEquals, strayBracket, tooDeep, unexpected } from './messages';
import {
  beginsLine,
  type Cursor,
  codeAt,
  cursorOf,
  depthLimit,
  endOfLine,
  indentation,
  looksLikeBlock,
  mark,
  name,
  report,
  reset,
  skip,
  startsName,
} from './scan';
import { quoted } from './template';
import type { HclAttribute, HclBlock, HclBody, HclFile, HclLabel } from './tree';

/** Reads a text. Total: every text gives a tree. */
export function parseHcl(text: string): HclFile {
  const first = fileOf(text, false);
  // Indentation decides only where the brackets do not: most files with odd indentation are in order.
  return first.unbalanced ? fileOf(text, true).file : first.file;
}

function fileOf(text: string, recovering: boolean): { readonly file: HclFile; readonly unbalanced: boolean } {
  const c = cursorOf(text, recovering);
  const body: Draft<HclBody> = { kind: 'body', entries: [], span: { start: 0, end: text.length } };
  bodyOf(c, body);
  const { problems, comments, statements, unbalanced } = c;
  statements.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  return { file: { text, body, problems, comments, statements }, unbalanced };
}

/** Reads entries up to the brace that closes the body (which is passed), or to the end. Gives whether it was there. */
function bodyOf(c: Cursor, body: Draft<HclBody>): boolean {
  const entries: (HclAttribute | HclBlock)[] = [];
  body.entries = entries;
  const nested = body.owner !== undefined;
  const width = indentation(c);
  let indented = false;
  for (;;) {
    const before = mark(c);
    skip(c, true);
    const code = codeAt(c, c.at);
    if (code === -1) {
      if (nested) reset(c, before);
      return false;
    }
    const begins = beginsLine(c);
    if (code === 125) {
      const placed = nested && c.recovering && begins ? indentation(c) - width : 0;
      if (placed < 0) {
        reset(c, before);
        return false;
      }
      c.at++;
      if (nested && (placed === 0 || !indented)) return true;
      c.unbalanced = true;
      report(c, { start: c.at - 1, end: c.at }, strayBracket);
    } else if (startsName(code)) {
      if (nested && c.recovering && begins && belongsOutside(c, width, indented)) {
        reset(c, before);
        return false;
      }
      if (begins && indentation(c) > width) indented = true;
      entries.push(statement(c, body));
    } else {
      report(c, { start: c.at, end: c.at + 1 }, code === 93 || code === 41 ? strayBracket : unexpected);
      if (code === 93 || code === 41) {
        c.unbalanced = true;
        c.at++;
      } else c.at = Math.max(endOfLine(c, c.at), c.at + 1);
    }
  }
}

/** Whether the line belongs to what is around a block whose closing brace is missing. */
function belongsOutside(c: Cursor, width: number, indented: boolean): boolean {
  const own = indentation(c);
  return own < width || (own === width && (indented || looksLikeBlock(c)));
}

function statement(c: Cursor, container: HclBody): HclAttribute | HclBlock {
  const start = c.at;
  const word = name(c);
  const nameSpan = { start, end: c.at };
  const afterName = mark(c);
  skip(c, false);
  const code = codeAt(c, c.at);
  const next = codeAt(c, c.at + 1);
  if (code === 123 || code === 34 || (startsName(code) && c.at > nameSpan.end)) {
    return blockAt(c, container, word, start);
  }
  const entry: Draft<HclAttribute> = {
    kind: 'attribute',
    name: word,
    nameSpan,
    value: nothing(c),
    container,
    span: nameSpan,
  };
  c.statements.push(entry);
  if (code !== 61 || next === 61) {
    reset(c, afterName);
    entry.value = nothing(c);
    report(c, nameSpan, missingEquals);
    restOfLine(c, false);
    return entry;
  }
  c.at++;
  const behind = c.at;
  skip(c, false);
  c.owner = entry;
  entry.value = valueAt(c);
  c.owner = undefined;
  const isEmpty = entry.value.span.start === entry.value.span.end;
  entry.span = { start, end: isEmpty ? behind : c.at };
  restOfLine(c, !isEmpty);
  return entry;
}

/** Passes what stands behind a statement on its line, which has to be nothing. */
function restOfLine(c: Cursor, mayReport: boolean): void {
  const end = mark(c);
  skip(c, false);
  const code = codeAt(c, c.at);
  if (code === -1 || code === 10 || code === 125) {
    reset(c, end);
    return;
  }
  if (mayReport) report(c, { start: c.at, end: c.at + 1 }, unexpected);
  // Some write commas between the arguments of a block.
  c.at = code === 44 ? c.at + 1 : endOfLine(c, c.at);
}

function blockAt(c: Cursor, container: HclBody, type: string, start: number): HclBlock {
  const labels: HclLabel[] = [];
  let head = { start, end: start + type.length };
  for (;;) {
    skip(c, false);
    const code = codeAt(c, c.at);
    if (code !== 34 && !startsName(code)) break;
    const label = labelAt(c, code === 34);
    head = { start, end: label.span.end };
    labels.push(label);
  }
  const body: Draft<HclBody> = { kind: 'body', entries: [], span: { start: head.end, end: head.end } };
  const block: Draft<HclBlock> = {
    kind: 'block',
    type,
    head,
    labels,
    body,
    closed: false,
    container,
    span: head,
  };
  body.owner = block;
  c.statements.push(block);
  const end = mark(c);
  skip(c, true);
  if (codeAt(c, c.at) !== 123) {
    reset(c, end);
    report(c, head, missingEquals);
    restOfLine(c, false);
    return block;
  }
  const bracket = c.at++;
  if (c.depth >= depthLimit) {
    report(c, { start: bracket, end: c.at }, tooDeep);
    return block;
  }
  c.depth++;
  block.closed = bodyOf(c, body);
  c.depth--;
  if (!block.closed) {
    c.unbalanced = true;
    report(c, { start: bracket, end: bracket + 1 }, missingBracket);
  }
  body.span = { start: bracket + 1, end: block.closed ? c.at - 1 : c.at };
  block.span = { start, end: c.at };
  return block;
}

function labelAt(c: Cursor, isQuoted: boolean): HclLabel {
  const start = c.at;
  if (!isQuoted) return { text: name(c), span: { start, end: c.at } };
  const { parts, span } = quoted(c);
  // Labels take no interpolation; whatever is written stands for itself.
  const text = parts
    .map((part) => (part.kind === 'text' ? part.text : c.text.slice(part.span.start, part.span.end)))
    .join('');
  return { text, span };
}
