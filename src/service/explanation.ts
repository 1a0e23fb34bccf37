// A rule explained as Markdown: for the command line, and for the editor's preview.
import { type Language, render } from '../core/message';
import type { Example, Rule } from '../core/rule';
import { texts } from './texts';

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '    ').replace(/\n?$/, '\n');
}

function example(title: string, { format, path, text }: Example): string {
  return `${title} (${path ?? format}):\n\n${indent(text.replace(/[⟦⟧]/g, ''))}`;
}

/** The rule as Markdown. */
export function explanation(rule: Rule, language: Language): string {
  const sources = rule.sources.map((source) => {
    const memory = source.verified ? '' : ` (${texts.fromMemory[language]})`;
    const label = source.kind === 'claim' || source.kind === 'figure' ? texts[source.kind] : undefined;
    const id = label === undefined ? source.id : render({ text: label, args: { id: source.id } }, language);
    // A document’s title is its id.
    const name = source.kind === 'docs' ? source.title[language] : `${id}: ${source.title[language]}`;
    return `- ${name}${memory}${source.url === undefined ? '' : ` <${source.url}>`}`;
  });
  const parts = [
    `# ${rule.id} (${rule.concern}, ${rule.severity})`,
    rule.title[language],
    `## ${texts.why[language]}\n\n${rule.why[language].trim()}`,
    `## ${texts.sources[language]}\n\n${sources.join('\n')}`,
  ];
  const [bad] = rule.examples.bad;
  const [good] = rule.examples.good;
  parts.push(example(texts.bad[language], bad));
  if (bad.fixed !== undefined) parts.push(`${texts.afterFix[language]}:\n\n${indent(bad.fixed)}`);
  parts.push(example(texts.good[language], good));
  return `${parts.map((part) => part.trimEnd()).join('\n\n')}\n`;
}
