// Completion of suppression comments: their first words and the ids of rules.
import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver';
import type { Language } from '../core/message';
import { rules } from '../rules/registry.generated';
import type { Analysis } from '../service/analysis';
import { suppressionForms } from '../workspace/suppressions';
import { rangeOf } from './convert';

/** A line up to the cursor that ends within the rule names of a suppression, before its dashes. */
const withinNames = /\b(berth-ignore(?:-block|-file)?)[ \t]+(?:(?!--)[\w-]+[ \t,]+)*((?!--)[\w-]*)$/;

/** A line up to the cursor that ends within the first word of a comment. */
const firstWord = /(?:^|\s)(?:#|\/\/|<!--|\/\*)[ \t]*(b[\w-]*)$/;

/** What may stand at the offset of a suppression; rules that find something in this file come first. */
export function completionsAt(analysis: Analysis, offset: number, language: Language): CompletionItem[] {
  const line = analysis.text.slice(analysis.text.lastIndexOf('\n', offset - 1) + 1, offset);
  const rangeBefore = (length: number): ReturnType<typeof rangeOf> =>
    rangeOf(analysis, { path: analysis.path, span: { start: offset - length, end: offset } });
  const names = withinNames.exec(line);
  if (names === null) {
    const word = firstWord.exec(line)?.[1];
    if (word === undefined) return [];
    return Object.entries(suppressionForms).map(([form, { description }]) => ({
      label: form,
      kind: CompletionItemKind.Keyword,
      detail: description[language],
      textEdit: { range: rangeBefore(word.length), newText: `${form} ` },
    }));
  }
  const [, form = '', word = ''] = names;
  const range = rangeBefore(word.length);
  const documentation = suppressionForms[form]?.description[language];
  const found = new Set(analysis.findings.map((finding) => finding.rule));
  return rules.map((rule) => ({
    label: rule.id,
    kind: CompletionItemKind.EnumMember,
    detail: rule.title[language],
    ...(documentation === undefined ? {} : { documentation }),
    sortText: `${found.has(rule.id) ? 0 : 1}${rule.id}`,
    preselect: found.has(rule.id),
    textEdit: { range, newText: `${rule.id} -- ` },
  }));
}
