// Applying text edits.
import type { TextEdit } from './format';

/** The edits without repetition: two changes that both open the same block say so twice, and mean it once. */
export function distinct(edits: readonly TextEdit[]): readonly TextEdit[] {
  const seen = new Set<string>();
  return edits.filter(({ span, text }) => {
    const key = `${span.start}:${span.end}:${text}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/**
 * The text after the edits, which may come in any order and be repeated.
 * @throws RangeError when two edits overlap: applying one would move the other's ground.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...distinct(edits)].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = '';
  let position = 0;
  for (const { span, text: replacement } of ordered) {
    if (span.start < position) throw new RangeError(`edits overlap at offset ${span.start}`);
    result += text.slice(position, span.start) + replacement;
    position = span.end;
  }
  return result + text.slice(position);
}

/** Whether any edit of one list touches text that the other list changes too. */
export function overlap(a: readonly TextEdit[], b: readonly TextEdit[]): boolean {
  return a.some((x) =>
    b.some((y) => (x.span.start < y.span.end && y.span.start < x.span.end) || x.span.start === y.span.start),
  );
}
