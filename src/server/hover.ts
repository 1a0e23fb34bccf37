// Hover: what a line grants or costs, and what that claim rests on.
import type { Hover } from 'vscode-languageserver';
import type { Finding } from '../core/finding';
import { type Language, render } from '../core/message';
import type { Rule } from '../core/rule';
import { rules } from '../rules/registry.generated';
import type { Analysis } from '../service/analysis';
import { rangeOf } from './convert';
import { texts } from './texts';

/** Text of a file must not become markup in the hover. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~]/g, '\\$&');
}

function citations(rule: Rule, language: Language): string {
  const names = rule.sources.map(({ id, url }) =>
    url === undefined ? escapeMarkdown(id) : `[${escapeMarkdown(id)}](${url})`,
  );
  return `${texts.standards[language]}: ${names.join(' · ')}`;
}

function section(finding: Finding, language: Language): string {
  const rule = rules.find((candidate) => candidate.id === finding.rule);
  if (rule === undefined) return '';
  const title = `**${rule.title[language]}** · \`${rule.id}\` · ${rule.concern}`;
  return [
    title,
    escapeMarkdown(render(finding.message, language)),
    rule.why[language].trim(),
    citations(rule, language),
  ].join('\n\n');
}

/** Findings whose evidence stands at the offset, explained. Suppressed ones are not shown. */
export function hoverAt(analysis: Analysis, offset: number, language: Language): Hover | undefined {
  const here = analysis.findings.filter(
    ({ suppressed, evidence }) =>
      suppressed === undefined &&
      evidence.some(({ place: { span } }) => span.start <= offset && offset <= span.end),
  );
  const [first] = here;
  if (first === undefined) return undefined;
  const value = here.map((finding) => section(finding, language)).join('\n\n---\n\n');
  const span = first.evidence.find(({ place }) => place.span.start <= offset && offset <= place.span.end)
    ?.place.span;
  return {
    contents: { kind: 'markdown', value },
    ...(span === undefined ? {} : { range: rangeOf(analysis, span) }),
  };
}
