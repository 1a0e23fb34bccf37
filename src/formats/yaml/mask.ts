// Hides template tags ({{ }}, {% %}, {# #}) from the YAML reader without moving anything.

/** Stands for each character of a tag; a private-use character, so that no reader takes it for syntax. */
const filler = '\uE000';

/** Whether a text read from masked YAML holds a template tag, so that its value is unknown. */
export function isTemplated(text: string): boolean {
  return text.includes(filler);
}

/** Whether a comment of masked YAML is a tag that stood alone on its line and may produce anything. */
export function isTagLine(comment: string): boolean {
  return comment.charAt(1) === filler;
}

/** Longest tag over several lines that is looked for, in characters. */
const longestTag = 4000;

/**
 * The text with every tag replaced by as many fillers; line breaks stay. Lines of which a tag takes all (`{{- if .x }}`)
 * become comments, because they hold no value of their own. Tags that do not close stay as they are.
 */
export function maskTemplates(text: string): string {
  if (!/\{[{%#]/.test(text)) return text;
  return withoutLongTags(text)
    .split('\n')
    .map((line) => (/\{[{%#]|\uE000/.test(line) ? maskLine(line) : line))
    .join('\n');
}

/** Fills the lines of tags and comments that go over several of them. */
function withoutLongTags(text: string): string {
  let filled = '';
  let from = 0;
  /** Where the mark that closes a kind of tag stands next; each text is searched once. */
  const closings = new Map<string, number>();
  for (let start = tagStart(text, 0); start !== -1; ) {
    const mark = closingOf(text, start);
    let close = closings.get(mark) ?? 0;
    if (close !== -1 && close < start + 2) {
      close = text.indexOf(mark, start + 2);
      closings.set(mark, close);
    }
    const closes = close !== -1 && close - start <= longestTag;
    const tag = closes ? text.slice(start, close + 2) : '';
    if (tag.includes('\n')) {
      filled += text.slice(from, start) + tag.replace(/[^\r\n]/g, filler);
      from = close + 2;
    }
    start = tagStart(text, closes ? close + 2 : start + 2);
  }
  return filled + text.slice(from);
}

/** What closes the tag that starts at `start`. */
function closingOf(text: string, start: number): string {
  const mark = text.charAt(start + 1);
  return mark === '{' ? '}}' : `${mark}}`;
}

function maskLine(line: string): string {
  let masked = '';
  let from = 0;
  for (;;) {
    const start = tagStart(line, from);
    if (start === -1) break;
    const end = line.indexOf(closingOf(line, start), start + 2);
    if (end === -1) break;
    masked += line.slice(from, start) + filler.repeat(end + 2 - start);
    from = end + 2;
  }
  masked += line.slice(from);
  const content = masked.trim();
  if (content === '' || content.replaceAll(filler, '').trim() !== '') return masked;
  return masked.replace(filler, '#');
}

function tagStart(line: string, from: number): number {
  for (let at = line.indexOf('{', from); at !== -1; at = line.indexOf('{', at + 1)) {
    const next = line.charAt(at + 1);
    if (next === '{' || next === '%' || next === '#') return at;
  }
  return -1;
}
