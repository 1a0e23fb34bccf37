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

/**
 * The text with every tag replaced by as many fillers. A tag alone on its line (`{{- if .x }}`) becomes a comment,
 * because it holds no value of its own. Tags that do not close on their line stay as they are.
 */
export function maskTemplates(text: string): string {
  if (!/\{[{%#]/.test(text)) return text;
  return text
    .split('\n')
    .map((line) => (/\{[{%#]/.test(line) ? maskLine(line) : line))
    .join('\n');
}

function maskLine(line: string): string {
  let masked = '';
  let from = 0;
  for (;;) {
    const start = tagStart(line, from);
    if (start === -1) break;
    const close = line.charAt(start + 1) === '{' ? '}}' : `${line.charAt(start + 1)}}`;
    const end = line.indexOf(close, start + 2);
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
