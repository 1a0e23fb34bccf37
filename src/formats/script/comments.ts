// Suppression comments of a script, and the commands they speak about.
import type { Comment } from '../../core/format';
import type { Span } from '../../core/span';
import { isPragma } from '../pragma';

/** The lines of the commands that something is said about, in order: from the first line of each to its end. */
export function statementsOf(text: string, commands: readonly Span[]): readonly Span[] {
  return commands.map(({ start, end }) => ({ start: logicalStart(text, start), end }));
}

/** Where the line begins that a command stands on, or the first of those that continue into it; blanks left out. */
function logicalStart(text: string, offset: number): number {
  let at = text.lastIndexOf('\n', offset - 1) + 1;
  while (at > 1 && /\\\r?$/.test(text.slice(Math.max(0, at - 3), at - 1))) {
    at = text.lastIndexOf('\n', at - 2) + 1;
  }
  while (at < offset && /[ \t]/.test(text.charAt(at))) at++;
  return at;
}

/** The comments that may suppress findings, each with the command that follows or stands on its line. */
export function suppressionComments(text: string, statements: readonly Span[]): readonly Comment[] {
  if (!isPragma(text)) return [];
  const found: Comment[] = [];
  let index = 0;
  for (const match of text.matchAll(/(?:^|[ \t])(#+|\/\/)([^\n]*)/gm)) {
    const [all, marker = '', content = ''] = match;
    if (!isPragma(content)) continue;
    const end = match.index + all.trimEnd().length;
    const start = match.index + all.indexOf(marker);
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    while (index < statements.length && (statements[index]?.end ?? 0) < lineStart) index++;
    const target = statements[index];
    const comment = { span: { start, end }, text: content.trim() };
    found.push(target === undefined ? comment : { ...comment, target });
  }
  return found;
}

/** The command around an offset, else the whole text. */
export function statementAround(text: string, statements: readonly Span[], offset: number): Span {
  const around = statements.findLast(({ start, end }) => start <= offset && offset <= end);
  return around ?? { start: 0, end: text.length };
}
