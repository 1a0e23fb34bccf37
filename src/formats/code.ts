// A text put together from pieces of a file, such as a line with its continuations joined: where its characters stand.
import type { Span } from '../core/span';

/**
 * A line as the build reads it, with its continuations joined. Offsets into `text` become offsets into the file through
 * `pieces`: pairs of an offset here and the offset there, ascending. Without pieces the text is the file itself.
 */
export interface Code {
  readonly text: string;
  readonly pieces?: readonly number[];
}

/** The offset in the file of an offset in the joined line. */
export function sourceOffset(code: Code, offset: number): number {
  const { pieces } = code;
  if (pieces === undefined) return offset;
  let low = 0;
  let high = pieces.length / 2 - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle * 2] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return (pieces[low * 2 + 1] ?? 0) + offset - (pieces[low * 2] ?? 0);
}

/** The span in the file of a range of the joined line; it may contain continuations and comments. */
export function sourceSpan(code: Code, start: number, end: number): Span {
  if (code.pieces === undefined) return { start, end };
  const from = sourceOffset(code, start);
  // The end belongs to the last character's piece, not to the line that follows it.
  return { start: from, end: end > start ? sourceOffset(code, end - 1) + 1 : from };
}

/** A part of a joined line, with its own offsets. */
export function partOf(code: Code, start: number, end: number): Code {
  const pieces = [0, sourceOffset(code, start)];
  for (let index = 0; index < (code.pieces?.length ?? 0); index += 2) {
    const at = code.pieces?.[index] ?? 0;
    if (at > start && at < end) pieces.push(at - start, code.pieces?.[index + 1] ?? 0);
  }
  return { text: code.text.slice(start, end), pieces };
}
