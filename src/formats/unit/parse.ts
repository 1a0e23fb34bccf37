// Reads systemd-style unit files: sections, keys, continuation lines, comments.
import type { Problem } from '../../core/format';
import type { Span } from '../../core/span';
import { badSection, noAssignment, noSection } from './messages';
import type { UnitEntry, UnitFile, UnitSection } from './tree';

/** A section that still takes entries. */
interface Draft {
  readonly name: string;
  readonly headerSpan: Span;
  readonly entries: UnitEntry[];
}

/** Tags of template languages alone on a line: `{% if x %}`, `{{ more }}`. */
const tagLine = /^\{[{%#].*[}%#]\}$/;

/** Reads a text. Total and linear. */
export function parseUnit(text: string): UnitFile {
  const drafts: Draft[] = [];
  const comments: Span[] = [];
  const tagLines: Span[] = [];
  const problems: Problem[] = [];

  for (let at = 0; at < text.length; ) {
    const line = lineAt(text, at);
    at = line.next;
    const { start, end } = line;
    if (start === end) continue;
    const first = text.charAt(start);
    if (isComment(first)) {
      comments.push({ start, end });
    } else if (first === '[') {
      const written = text.slice(start, end);
      if (written.indexOf(']') === written.length - 1) {
        drafts.push({ name: written.slice(1, -1), headerSpan: { start, end }, entries: [] });
      } else problems.push({ span: { start, end }, message: badSection });
    } else {
      const { value, end: valueEnd, next } = joinLines(text, line, comments);
      at = next;
      const equals = text.slice(start, end).indexOf('=');
      const span = { start, end: valueEnd };
      if (equals > 0) {
        const section = drafts.at(-1);
        const entry = entryOf(text, span, start + equals, value);
        if (section === undefined) problems.push({ span, message: noSection });
        else section.entries.push(entry);
      } else if (tagLine.test(text.slice(start, end))) tagLines.push(span);
      else problems.push({ span, message: noAssignment });
    }
  }
  return { text, sections: drafts.map(finished), comments, tagLines, problems };
}

function finished({ name, headerSpan, entries }: Draft): UnitSection {
  const end = entries.at(-1)?.span.end ?? headerSpan.end;
  return { name, headerSpan, span: { start: headerSpan.start, end }, entries };
}

function isComment(first: string): boolean {
  return first === '#' || first === ';';
}

/** A line without the white space around it. */
interface Line extends Span {
  /** Where the next line begins. */
  readonly next: number;
}

function lineAt(text: string, at: number): Line {
  const feed = text.indexOf('\n', at);
  const next = feed < 0 ? text.length : feed + 1;
  let start = at;
  while (start < next && /[\s\ufeff]/.test(text.charAt(start))) start++;
  let end = next;
  while (end > start && /\s/.test(text.charAt(end - 1))) end--;
  return { start, end, next };
}

/** The logical line that begins with `first`: text with pieces as in `Code`, the file's offset of its end, the next line. */
interface Joined {
  readonly value: { readonly text: string; readonly pieces: readonly number[] };
  readonly end: number;
  readonly next: number;
}

/** Joins continuation lines. Blanks behind a backslash are forgiven, as Podman does; comments between are left out. */
function joinLines(text: string, first: Line, comments: Span[]): Joined {
  let joined = '';
  const pieces: number[] = [];
  let end = first.end;
  let next = first.next;
  for (let line = first; ; ) {
    const continues = isContinued(text, line);
    pieces.push(joined.length, line.start);
    joined += continues ? `${text.slice(line.start, line.end - 1)} ` : text.slice(line.start, line.end);
    end = line.end;
    next = line.next;
    if (!continues) break;
    let following = lineAt(text, next);
    while (following.start < following.end && isComment(text.charAt(following.start))) {
      comments.push({ start: following.start, end: following.end });
      next = following.next;
      following = lineAt(text, next);
    }
    // An empty line ends the value; so does the end of the file.
    if (following.start === following.end) break;
    line = following;
  }
  return { value: { text: joined, pieces }, end, next };
}

/** Whether the line ends in a backslash that is not itself escaped. */
function isContinued(text: string, { start, end }: Line): boolean {
  let backslashes = 0;
  while (end - backslashes > start && text.charAt(end - 1 - backslashes) === '\\') backslashes++;
  return backslashes % 2 === 1;
}

function entryOf(
  text: string,
  span: Span,
  equals: number,
  { text: joined, pieces }: Joined['value'],
): UnitEntry {
  const key = text.slice(span.start, equals).trimEnd();
  const behind = joined.slice(equals + 1 - span.start);
  const from = equals + 1 - span.start + (behind.length - behind.trimStart().length);
  const trimmed = behind.trim();
  const value: number[] = [0, span.start + from];
  for (let index = 0; index < pieces.length; index += 2) {
    const offset = pieces[index] ?? 0;
    // The key's line is the first piece; a value may begin on a later one.
    if (offset <= from) value[1] = (pieces[index + 1] ?? 0) + from - offset;
    else if (offset < from + trimmed.length) value.push(offset - from, pieces[index + 1] ?? 0);
  }
  return {
    key,
    keySpan: { start: span.start, end: span.start + key.length },
    span,
    value: { text: trimmed, pieces: value },
  };
}
