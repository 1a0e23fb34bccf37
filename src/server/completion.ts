// Completion of rule ids in suppression comments.
import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver';
import type { Language } from '../core/message';
import { rules } from '../rules/registry.generated';
import type { Analysis } from '../service/analysis';
import { rangeOf } from './convert';
import { texts } from './texts';

/** A line up to the cursor that ends within the rule names of a suppression. */
const withinNames = /\bberth-ignore(?:-file)?[ \t]+(?:[\w-]+[ \t,]+)*([\w-]*)$/;

/** Rule ids for the suppression before the offset; those that find something in this file come first. */
export function completionsAt(analysis: Analysis, offset: number, language: Language): CompletionItem[] {
  const lineStart = analysis.text.lastIndexOf('\n', offset - 1) + 1;
  const match = withinNames.exec(analysis.text.slice(lineStart, offset));
  if (match === null) return [];
  const range = rangeOf(analysis, {
    path: analysis.path,
    span: { start: offset - (match[1] ?? '').length, end: offset },
  });
  const found = new Set(analysis.findings.map((finding) => finding.rule));
  return rules.map((rule) => ({
    label: rule.id,
    kind: CompletionItemKind.EnumMember,
    detail: rule.title[language],
    documentation: texts.completion[language],
    sortText: `${found.has(rule.id) ? 0 : 1}${rule.id}`,
    preselect: found.has(rule.id),
    textEdit: { range, newText: `${rule.id} -- ` },
  }));
}
