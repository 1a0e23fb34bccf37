// `berth explain`: what a rule is for, with its sources and examples.

import type { Language } from '../core/message';
import { rules } from '../rules/registry.generated';
import { explanation } from '../service/explanation';
import { suggestion } from '../workspace/nearest';
import { texts } from './texts';
import { parseOptions, UsageError } from './usage';

function list(language: Language): string {
  const width = Math.max(...rules.map((rule) => rule.id.length));
  return rules
    .map((rule) => `${rule.id.padEnd(width)}  ${rule.severity.padEnd(7)}  ${rule.title[language]}\n`)
    .join('');
}

/** Runs the command. @throws UsageError for a rule there is not. */
export function explain(args: readonly string[], language: Language): number {
  const { positionals } = parseOptions(args, {});
  if (positionals.length === 0) process.stdout.write(list(language));
  for (const id of positionals) {
    const rule = rules.find((candidate) => candidate.id === id);
    if (rule === undefined) {
      const ids = rules.map((candidate) => candidate.id);
      const hint = suggestion(id, ids, texts.meantRule, texts.listRules);
      throw new UsageError({ text: texts.noSuchRule, args: { rule: id, hint } });
    }
    process.stdout.write(explanation(rule, language));
  }
  return 0;
}
