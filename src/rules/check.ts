// Runs rules over the workloads of one file and completes their claims into findings.
import type { Finding } from '../core/finding';
import { fingerprints } from '../core/fingerprint';
import type { Message } from '../core/message';
import type { Report, Rule, RuleContext } from '../core/rule';
import type { Workload } from '../core/workload';

/**
 * The findings of all `rules` about `context.group`, ordered by place.
 * `textOf` gives a place's text, which the fingerprint is made of.
 */
export function check(
  rules: readonly Rule[],
  context: RuleContext,
  textOf: (path: string, start: number, end: number) => string,
): Finding[] {
  const all: Claim[] = [];
  for (const rule of rules) {
    const add = (workload: Workload, claim: Report): void => {
      const text = rule.messages[claim.message];
      if (text === undefined) throw new Error(`rule ${rule.id} reports an unknown message: ${claim.message}`);
      all.push({
        rule: rule.id,
        title: rule.title,
        concern: rule.concern,
        severity: claim.severity ?? rule.severity,
        confidence: claim.confidence ?? 'high',
        message: { text, args: { workload: workload.name, ...claim.args } },
        evidence: claim.evidence,
        workload: workload.id,
        ...(claim.fix === undefined ? {} : { fix: claim.fix }),
      });
    };
    if ('checkGroup' in rule) rule.checkGroup(context.group, add, context);
    else
      for (const workload of context.group)
        checkOne(rule, workload, (claim) => add(workload, claim), context);
  }
  const claims = withoutRepetition(all, context.group);
  const prints = fingerprints(
    claims.map((claim) => {
      const { path, span } = claim.evidence[0].place;
      return [claim.rule, path, claim.workload, textOf(path, span.start, span.end)];
    }),
  );
  return claims
    .map((claim, index) => ({ ...claim, fingerprint: prints[index] ?? '' }))
    .sort(
      (a, b) => compareText(a.evidence[0].place.path, b.evidence[0].place.path) || startOf(a) - startOf(b),
    );
}

type Claim = Omit<Finding, 'fingerprint'>;

/**
 * One statement that several workloads share (an anchor, a merge key) is one fault: the first claim about it stays,
 * and shows the other workloads as evidence.
 */
function withoutRepetition(claims: readonly Claim[], group: readonly Workload[]): Claim[] {
  const workloads = new Map(group.map((workload) => [workload.id, workload]));
  const kept = new Map<string, { readonly claim: Claim; readonly others: Workload[] }>();
  for (const claim of claims) {
    const { path, span } = claim.evidence[0].place;
    const { workload: _, ...args } = claim.message.args ?? {};
    const said = [claim.rule, path, span.start, span.end, claim.severity, claim.message.text.en, args];
    const key = JSON.stringify(said);
    const first = kept.get(key);
    const other = workloads.get(claim.workload);
    // A workload that makes the same claim twice about one place means two things, of a range or a list.
    if (first === undefined || other === undefined || first.claim.workload === claim.workload)
      kept.set(first === undefined ? key : `${key}${kept.size}`, { claim, others: [] });
    else first.others.push(other);
  }
  return [...kept.values()].map(({ claim, others }) =>
    others.length === 0
      ? claim
      : {
          ...claim,
          sharedWith: others.map(({ id }) => id),
          evidence: [
            ...claim.evidence,
            ...others.map(({ name, place }) => ({ place, label: alsoFor(name) })),
          ],
        },
  );
}

function alsoFor(workload: string): Message {
  return {
    text: { en: 'The same holds for {workload}.', de: 'Dasselbe gilt für {workload}.' },
    args: { workload },
  };
}

function checkOne(
  rule: Exclude<Rule, { checkGroup: unknown }>,
  workload: Workload,
  report: (claim: Report) => void,
  context: RuleContext,
): void {
  if ('checkWorkload' in rule) rule.checkWorkload(workload, report, context);
  else if ('checkContainer' in rule) {
    if (workload.kind === 'container') rule.checkContainer(workload, report, context);
  } else if (workload.kind === 'vm') rule.checkMachine(workload, report, context);
}

function startOf(finding: Finding): number {
  return finding.evidence[0].place.span.start;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
