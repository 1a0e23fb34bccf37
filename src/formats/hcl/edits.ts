// Edits of HCL text that keep comments, commas and indentation, or none where that cannot be done safely.
import type { TextEdit } from '../../core/format';
import { contains, type Span } from '../../core/span';
import { lineBreakOf, nextLine, startOfLine } from '../lines';
import {
  attribute,
  type HclAttribute,
  type HclBlock,
  type HclEntry,
  type HclExpression,
  type HclFile,
  type HclItem,
  type HclStatement,
  plainText,
} from './tree';

/** Removes a statement, with its line where nothing else stands on it; nothing where a comment inside would go too. */
export function remove(file: HclFile, statement: HclStatement): readonly TextEdit[] | undefined {
  const { text, comments } = file;
  const { span, container } = statement;
  if (comments.some((comment) => contains(span, comment))) return undefined;
  if (container.kind === 'body') {
    return container.owner?.closed === false ? undefined : [{ span: wholeLines(text, span), text: '' }];
  }
  if (!container.closed || (statement.kind !== 'entry' && statement.kind !== 'item')) return undefined;
  const { comma } = statement;
  if (comma !== undefined) {
    // A comment between the value and its comma stays.
    return text.slice(span.end, comma).trim() === ''
      ? [{ span: wholeLines(text, { start: span.start, end: comma + 1 }), text: '' }]
      : undefined;
  }
  const entries: readonly (HclEntry | HclItem)[] = container.entries;
  const before = entries[entries.indexOf(statement) - 1]?.comma;
  // Without a comma behind it, the last one on its line takes the comma before it along.
  return before !== undefined && /^,[ \t]*$/.test(text.slice(before, span.start))
    ? [{ span: { start: before, end: span.end }, text: '' }]
    : [{ span: wholeLines(text, span), text: '' }];
}

/** The span with the blanks around it that would be left over: its lines where nothing else stands on them. */
function wholeLines(text: string, { start, end }: Span): Span {
  const lineStart = startOfLine(text, start);
  const blankBefore = text.slice(lineStart, start).trim() === '';
  let after = end;
  while (text.charAt(after) === ' ' || text.charAt(after) === '\t') after++;
  const rest = text.slice(after, after + 2);
  if (blankBefore && (after >= text.length || rest.startsWith('\n') || rest === '\r\n')) {
    return { start: lineStart, end: nextLine(text, after) };
  }
  // A blank before it stays, and does for the one behind it as well.
  return { start, end: after };
}

/** A text as HCL writes it. */
export function quote(text: string): string {
  const plain = JSON.stringify(text);
  return plain.replace(/([$%])\{/g, '$1$1{');
}

/** Replaces a literal: a text by a text, a number or truth value as it stands. `undefined` for anything that is no literal. */
export function replaceLiteral(expression: HclExpression, value: string): TextEdit | undefined {
  const { span } = expression;
  if (expression.kind === 'number' || expression.kind === 'boolean') {
    return { span, text: /^(?:-?\d+(?:\.\d+)?|true|false)$/.test(value) ? value : quote(value) };
  }
  if (expression.kind !== 'template' || !expression.closed) return undefined;
  return expression.form !== 'quoted' || plainText(expression) === undefined
    ? undefined
    : { span, text: quote(value) };
}

/** States an attribute of a block: its literal where it stands there, else as a line of its own. `value` is HCL. */
export function setAttribute(
  file: HclFile,
  block: HclBlock,
  name: string,
  value: string,
): TextEdit | undefined {
  const own = attribute(block.body, name);
  if (own !== undefined) {
    const isLiteral =
      own.value.kind === 'number' || own.value.kind === 'boolean' || plainText(own.value) !== undefined;
    return isLiteral ? { span: own.value.span, text: value } : undefined;
  }
  return insert(file, block, `${name} = ${value}`);
}

/** Puts a line into a block, behind its last attribute. */
function insert(file: HclFile, block: HclBlock, line: string): TextEdit | undefined {
  const { text, comments } = file;
  if (!block.closed) return undefined;
  const { entries, span } = block.body;
  const newline = lineBreakOf(text);
  const last = entries.findLast((entry): entry is HclAttribute => entry.kind === 'attribute');
  const model = last ?? entries[0];
  const base = indentationAt(text, block.span.start);
  if (!text.slice(span.start, span.end).includes('\n')) {
    // `a "b" {}` and `a "b" { c = 1 }` get lines of their own.
    if (comments.some((comment) => contains(span, comment))) return undefined;
    const content = text.slice(span.start, span.end).trim();
    const lines = content === '' ? [line] : [content, line];
    const written = lines.map((own) => `${newline}${base}  ${own}`).join('');
    return { span, text: `${written}${newline}${base}` };
  }
  const own = model === undefined ? `${base}  ` : indentationAt(text, model.span.start);
  const lineEnd = text.indexOf('\n', last === undefined ? span.start : last.span.end);
  const at = text.charAt(lineEnd - 1) === '\r' ? lineEnd - 1 : lineEnd;
  // Within a comment of several lines it would say nothing.
  const isHidden = comments.some(({ start, end }) => start < at && at < end);
  if (lineEnd === -1 || lineEnd > span.end || isHidden) return undefined;
  return { span: { start: at, end: at }, text: `${newline}${own}${line}` };
}

function indentationAt(text: string, offset: number): string {
  const start = startOfLine(text, offset);
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}
