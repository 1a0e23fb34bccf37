// Completion and hover in berth.yaml; loaded when one is open.
import { type CompletionItem, CompletionItemKind, type Hover, type Range } from 'vscode-languageserver';
import type { Language } from '../core/message';
import { lineIndex, type Span } from '../core/span';
import { meaningAt, proposalsAt } from '../workspace/completion';

const kinds = {
  key: CompletionItemKind.Property,
  rule: CompletionItemKind.EnumMember,
  value: CompletionItemKind.Value,
} as const;

function rangeIn(text: string, { start, end }: Span): Range {
  const lines = lineIndex(text);
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}

/** What may be written at an offset, in the order of the table of keys. */
export function configurationCompletions(text: string, offset: number, language: Language): CompletionItem[] {
  return proposalsAt(text, offset).map(({ label, kind, insert, span, description }, index) => ({
    label,
    kind: kinds[kind],
    documentation: { kind: 'markdown', value: description[language] },
    sortText: String(index).padStart(4, '0'),
    textEdit: { range: rangeIn(text, span), newText: insert },
  }));
}

/** What the key or rule at an offset means. */
export function configurationHover(text: string, offset: number, language: Language): Hover | undefined {
  const meaning = meaningAt(text, offset);
  if (meaning === undefined) return undefined;
  return {
    contents: { kind: 'markdown', value: meaning.text[language] },
    range: rangeIn(text, meaning.span),
  };
}
