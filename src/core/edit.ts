// Applying text edits.
import type { TextEdit } from './format';

/**
 * The edits without repetition: two changes that both open the same block say so twice, and mean it once. Of lines that
 * are added at one place, those that go on with a deeper block come before those that go on with the one around it.
 */
export function distinct(edits: readonly TextEdit[]): readonly TextEdit[] {
  const seen = new Set<string>();
  const groups: {
    readonly at: number;
    readonly depth: number;
    readonly opens: boolean;
    edits: TextEdit[];
  }[] = [];
  for (const edit of edits) {
    const { span, text } = edit;
    const key = `${span.start}:${span.end}:${text}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const depth = /(?:^|\n)( *)\S/.exec(text)?.[1]?.length ?? 0;
    // What is said inside a block that another edit opens stays behind it.
    const opened = groups.find((group) => group.opens && group.at === span.start && group.depth < depth);
    if (opened === undefined)
      groups.push({ at: span.start, depth, opens: text.trimEnd().endsWith(':'), edits: [edit] });
    else opened.edits.push(edit);
  }
  return groups.sort((a, b) => a.at - b.at || b.depth - a.depth).flatMap((group) => group.edits);
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
