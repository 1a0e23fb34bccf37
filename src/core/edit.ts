// Applying text edits.
import type { TextEdit } from './format';

/** A line that is added, with the lines added below it in the block that it opens. */
interface AddedLine {
  readonly edit: TextEdit;
  /** Spaces before it; of what is no line of its own, as if it were the deepest. */
  readonly depth: number;
  readonly inner: AddedLine[];
}

/**
 * The edits of several changes, each given as a list, as one list. What two changes both need, such as the same block
 * opened, is there once. Of lines that are added at one place, each stays in the block that its change opens, and those
 * that go on with a deeper block come before those that go on with the one around it.
 */
export function merged(changes: readonly (readonly TextEdit[])[]): readonly TextEdit[] {
  const places = new Map<string, AddedLine[]>();
  for (const edits of changes) {
    /** The blocks that this change has opened. */
    let open: AddedLine[] = [];
    for (const edit of edits) {
      const place = `${edit.span.start}:${edit.span.end}`;
      const roots = places.get(place) ?? [];
      places.set(place, roots);
      const depth = /^\r?\n( *)\S/.exec(edit.text)?.[1]?.length ?? Number.POSITIVE_INFINITY;
      open = open.filter((line) => line.depth < depth && line.edit.span.start === edit.span.start);
      const beside = open.at(-1)?.inner ?? roots;
      const same = beside.find((line) => line.edit.text === edit.text);
      const line = same ?? { edit, depth, inner: [] };
      if (same === undefined) beside.push(line);
      if (edit.text.endsWith(':')) open.push(line);
    }
  }
  const flat = ({ edit, inner }: AddedLine): TextEdit[] => [edit, ...inner.flatMap(flat)];
  const ordered = [...places.values()].flatMap((roots) =>
    roots.toSorted((one, other) => (one.depth === other.depth ? 0 : other.depth - one.depth)).flatMap(flat),
  );
  return ordered.sort((one, other) => one.span.start - other.span.start);
}

/**
 * The text after the edits, which may come in any order.
 * @throws RangeError when two edits overlap: applying one would move the other's ground.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
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
