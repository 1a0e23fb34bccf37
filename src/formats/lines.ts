// Lines of a text: where they begin and end, and how they break.
import type { Span } from '../core/span';

/** How a new line of a text breaks: as Windows has it where any line does. */
export function lineBreakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Where the line of an offset starts. */
export function startOfLine(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line after that of an offset starts; the end of the text behind the last one. */
export function nextLine(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  return feed === -1 ? text.length : feed + 1;
}

/** The lines a span stands on, with their line breaks. */
export function linesAround(text: string, { start, end }: Span): Span {
  return { start: startOfLine(text, start), end: nextLine(text, end) };
}
