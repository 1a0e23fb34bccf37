// Suppression comments of a unit file, and the statements they speak about.
import type { Comment } from '../../core/format';
import type { Span } from '../../core/span';
import { isPragma } from '../pragma';
import type { UnitFile } from './tree';

/** The comments that may suppress findings, each with the section or entry that follows or that it stands in. */
export function suppressionComments(file: UnitFile): readonly Comment[] {
  const statements = statementsOf(file);
  let index = 0;
  return file.comments.flatMap((span): Comment[] => {
    const text = file.text
      .slice(span.start, span.end)
      .replace(/^[#;]+/, '')
      .trim();
    if (!isPragma(text)) return [];
    // A section's statement begins with its header; a comment below it speaks about the entries.
    while (index < statements.length && (statements[index]?.line.end ?? 0) < span.start) index++;
    const target = statements[index]?.span;
    return [target === undefined ? { span, text } : { span, text, target }];
  });
}

/** A section or an entry: `line` is the header or the entry, `span` everything it stands for. */
interface Statement {
  readonly line: Span;
  readonly span: Span;
}

function statementsOf({ sections }: UnitFile): readonly Statement[] {
  return sections.flatMap(({ headerSpan, span, entries }) => [
    { line: headerSpan, span },
    ...entries.map((entry) => ({ line: entry.span, span: entry.span })),
  ]);
}

/** The innermost statement around an offset: an entry, else a section, else the whole text. */
export function statementAround(file: UnitFile, offset: number): Span {
  let found: Span = { start: 0, end: file.text.length };
  for (const { headerSpan, span, entries } of file.sections) {
    if (headerSpan.start > offset) break;
    if (offset <= span.end) found = span;
    for (const entry of entries) {
      if (entry.span.start <= offset && offset <= entry.span.end) return entry.span;
    }
  }
  return found;
}
