// Suppressions in a file: `berth-ignore RULE -- reason` for the next statement, `berth-ignore-file` for the whole file.
import type { Finding } from '../core/finding';
import type { Comment, Problem } from '../core/format';
import type { Message } from '../core/message';
import { contains } from '../core/span';

/** What follows the word in a comment. */
interface Suppression {
  readonly rules: readonly string[];
  readonly reason: string;
  readonly wholeFile: boolean;
  readonly comment: Comment;
}

const noReason = {
  en: 'This suppression does not count, because it gives no reason. Write: berth-ignore {rule} -- why the finding is accepted.',
  de: 'Diese Unterdrückung zählt nicht, denn sie nennt keine Begründung. Schreibe: berth-ignore {rule} -- warum der Befund akzeptiert wird.',
};
const unknownRule = {
  en: 'There is no rule called {rule}. {suggestion}',
  de: 'Es gibt keine Regel namens {rule}. {suggestion}',
};
const didYouMean = { en: 'Did you mean {rule}?', de: 'Ist {rule} gemeint?' };
const listRules = { en: '`berth explain` lists all rules.', de: '`berth explain` listet alle Regeln auf.' };
const unused = {
  en: 'Nothing to suppress: {rule} finds nothing here. Remove the comment.',
  de: 'Nichts zu unterdrücken: {rule} findet hier nichts. Entferne den Kommentar.',
};

const pattern = /\bberth-ignore(-file)?\b[ \t]*(.*)/;

function parse(comment: Comment): Suppression | undefined {
  const match = pattern.exec(comment.text);
  if (match === null) return undefined;
  const [names = '', ...reason] = (match[2] ?? '').split(/\s--\s|\s--$/);
  return {
    rules: names.split(/[\s,]+/).filter((name) => name !== ''),
    reason: reason.join(' -- ').trim(),
    wholeFile: match[1] !== undefined,
    comment,
  };
}

/** Marks suppressed findings and reports suppressions that are wrong or unused. `ruleIds` are all rules there are. */
export function suppress(
  findings: readonly Finding[],
  comments: readonly Comment[],
  ruleIds: readonly string[],
): { findings: Finding[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const result = [...findings];
  for (const suppression of comments.map(parse)) {
    if (suppression === undefined) continue;
    const { comment, reason, rules } = suppression;
    const problem = (message: Message): number => problems.push({ span: comment.span, message });
    if (reason === '') {
      problem({ text: noReason, args: { rule: rules[0] ?? 'RULE' } });
      continue;
    }
    for (const rule of rules) {
      if (!ruleIds.includes(rule)) {
        const near = nearest(rule, ruleIds);
        const suggestion =
          near === undefined ? listRules : { en: fill(didYouMean.en, near), de: fill(didYouMean.de, near) };
        problem({ text: unknownRule, args: { rule, suggestion } });
        continue;
      }
      let used = false;
      result.forEach((finding, index) => {
        if (finding.rule !== rule || !speaksAbout(suppression, finding)) return;
        used = true;
        result[index] = { ...finding, suppressed: { reason } };
      });
      if (!used) problem({ text: unused, args: { rule } });
    }
  }
  return { findings: result, problems };
}

function fill(template: string, rule: string): string {
  return template.replace('{rule}', rule);
}

function speaksAbout({ wholeFile, comment }: Suppression, finding: Finding): boolean {
  return (
    wholeFile || (comment.target !== undefined && contains(comment.target, finding.evidence[0].place.span))
  );
}

/** The rule whose name is at most three changes away, if one is. */
function nearest(name: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let distance = 4;
  for (const candidate of candidates) {
    const d = editDistance(name, candidate, distance);
    if (d < distance) [best, distance] = [candidate, d];
  }
  return best;
}

/** Levenshtein distance, or `limit` when it is at least that. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? limit) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? limit) + 1, (next[j - 1] ?? limit) + 1));
    }
    row = next;
  }
  return Math.min(row[b.length] ?? limit, limit);
}

/** The comment text that suppresses `rule` for the next statement. */
export function suppressionText(rule: string, reason: string): string {
  return `berth-ignore ${rule} -- ${reason}`;
}
