// Places in text: half-open ranges of UTF-16 offsets; only the adapters turn them into lines and columns.

/** A half-open range `[start, end)` of UTF-16 offsets into one document's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span in a named document. */
export interface Place {
  /** The document's path or URI, exactly as the document was handed to the service. */
  readonly path: string;
  readonly span: Span;
}

/** Whether `inner` lies within `outer`, borders included. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** A line and a column, both from 0, the column in UTF-16 units (the language server protocol's terms). */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Converts between offsets and positions of one text. Build it once per text version. */
export interface LineIndex {
  /** The position of an offset; offsets outside the text are clamped into it. */
  positionAt(offset: number): Position;
  /** The offset of a position; positions outside the text are clamped into it. */
  offsetAt(position: Position): number;
  /** How many lines the text has (at least 1). */
  readonly lineCount: number;
}

/** Indexes the line starts of `text`; LF, CRLF and a lone CR end a line, as in the language server protocol. */
export function lineIndex(text: string): LineIndex {
  const starts = [0];
  if (text.includes('\r')) {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
    }
  } else {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  }
  const startOf = (line: number): number => starts[line] ?? text.length;
  return {
    lineCount: starts.length,
    positionAt(offset) {
      const clamped = Math.min(Math.max(offset, 0), text.length);
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (startOf(middle) <= clamped) low = middle;
        else high = middle - 1;
      }
      return { line: low, character: clamped - startOf(low) };
    },
    offsetAt({ line, character }) {
      if (line < 0) return 0;
      if (line >= starts.length) return text.length;
      return Math.min(startOf(line) + Math.max(character, 0), startOf(line + 1));
    },
  };
}
