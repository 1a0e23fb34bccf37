// Hover: what a line grants or costs, and what that claim rests on.
import type { Hover } from 'vscode-languageserver';
import type { Language } from '../core/message';
import type { Rule } from '../core/rule';
import type { Place } from '../core/span';
import { rules } from '../rules/registry.generated';
import type { Analysis } from '../service/analysis';
import { rangeOf } from './convert';
import { costsOf, sizedMachines } from './inlay';
import { texts } from './texts';

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~]/g, '\\$&');
}

function citations(rule: Rule, language: Language): string {
  const names = rule.sources.map(({ id, url }) =>
    url === undefined ? escapeMarkdown(id) : `[${escapeMarkdown(id)}](${url})`,
  );
  return `${texts.standards[language]}: ${names.join(' · ')}`;
}

function section(rule: Rule, language: Language): string {
  const title = `**${rule.title[language]}** · \`${rule.id}\` · ${rule.concern}`;
  return [title, rule.why[language].trim(), citations(rule, language)].join('\n\n');
}

/**
 * What the memory stated at the offset is spent on, and the rules that found something at the offset, explained once each; what they found, the editor shows itself.
 * Suppressed findings are not explained.
 */
export function hoverAt(analysis: Analysis, offset: number, language: Language): Hover | undefined {
  const covers = ({ path, span }: Place): boolean =>
    path === analysis.path && span.start <= offset && offset <= span.end;
  const here = analysis.findings.filter(
    ({ suppressed, evidence }) => suppressed === undefined && evidence.some(({ place }) => covers(place)),
  );
  const [first] = here;
  const machine = sizedMachines(analysis).find(({ memory }) => memory.place && covers(memory.place));
  if (first === undefined && machine === undefined) return undefined;
  const found = rules.filter(({ id }) => here.some(({ rule }) => rule === id));
  const sections = [
    ...(machine === undefined ? [] : [costsOf(analysis, machine, language)]),
    ...found.map((rule) => section(rule, language)),
  ];
  const value = sections.join('\n\n---\n\n');
  const place = first?.evidence.find((evidence) => covers(evidence.place))?.place ?? machine?.memory.place;
  return {
    contents: { kind: 'markdown', value },
    ...(place === undefined ? {} : { range: rangeOf(analysis, place) }),
  };
}
