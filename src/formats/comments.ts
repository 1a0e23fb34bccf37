// Suppression comments of files with statements one behind or inside the other, each with the statement it speaks about.
import type { Comment } from '../core/format';
import type { Span } from '../core/span';
import { isPragma } from './pragma';

/** A text with comments between its statements. */
export interface Commented {
  readonly text: string;
  readonly comments: readonly Span[];
  /** In the order of their starts; of those that start together the outermost first. */
  readonly statements: readonly { readonly span: Span }[];
}

/**
 * The comments that may suppress findings. One on its own line speaks about the statement that follows; one behind a
 * statement speaks about that statement. `markers` (a global pattern) is what makes them comments.
 */
export function suppressionComments(file: Commented, markers = /^#+/g): readonly Comment[] {
  return file.comments.flatMap((span) => {
    const text = file.text.slice(span.start, span.end).replace(markers, '').trim();
    if (!isPragma(text)) return [];
    const target = targetOf(file, span);
    return [target === undefined ? { span, text } : { span, text, target }];
  });
}

function targetOf(file: Commented, comment: Span): Span | undefined {
  const lineStart = file.text.lastIndexOf('\n', comment.start - 1) + 1;
  const onLine = file.statements[indexFrom(file.statements, lineStart)];
  if (onLine !== undefined && onLine.span.start < comment.start) return onLine.span;
  return file.statements[indexFrom(file.statements, comment.end)]?.span;
}

/** The index of the first statement that starts at `offset` or later; of those that start together the outermost. */
export function indexFrom(statements: Commented['statements'], offset: number): number {
  let low = 0;
  let high = statements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((statements[middle]?.span.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The innermost statement around an offset among those that begin their line: a comment put on a line of its own
 * before it speaks about it. The whole text where there is none.
 */
export function statementAround(file: Commented, offset: number): Span {
  let found: Span = { start: 0, end: file.text.length };
  let before = 0;
  /** The line break behind the statement before; looked for once per line. */
  let lineBreak = -1;
  for (const [index, { span }] of file.statements.entries()) {
    const { start, end } = span;
    if (start > offset) break;
    if (lineBreak < before) {
      lineBreak = file.text.indexOf('\n', before);
      if (lineBreak === -1) lineBreak = file.text.length;
    }
    const beginsLine = index === 0 || lineBreak < start;
    before = start;
    if (beginsLine && (offset < end || (offset === end && end === start))) found = span;
  }
  return found;
}
