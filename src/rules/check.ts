// Runs rules over the workloads of one file and completes their claims into findings.
import type { Declaration } from '../core/declaration';
import type { Finding } from '../core/finding';
import { type Fingerprinted, fingerprinted, fingerprints } from '../core/fingerprint';
import type { Message } from '../core/message';
import type { Report, Rule, RuleContext } from '../core/rule';
import type { Workload } from '../core/workload';
import { mitigate } from './mitigations';

/**
 * The findings of all `rules` about the group and the declarations of `context`, ordered by place.
 * `textOf` gives a place's text, which the fingerprint is made of.
 */
export function check(
  rules: readonly Rule[],
  context: RuleContext,
  textOf: (path: string, start: number, end: number) => string,
): Finding[] {
  const all: Claim[] = [];
  const watch = watching(context);
  const known = context.group.map((workload) => ({ workload, memory: memoryOf(workload, context) }));
  for (const rule of rules) {
    if ('checkGroup' in rule) {
      rule.checkGroup(
        context.group,
        (workload, report) => all.push(claimOf(rule, workload, report, context)),
        context,
      );
    } else if ('checkHost' in rule) {
      rule.checkHost(
        context.hosted,
        (workload, report) => all.push(claimOf(rule, workload, report, context)),
        context,
      );
    } else {
      if ('checkDeclaration' in rule)
        for (const declaration of context.declarations)
          rule.checkDeclaration?.(
            declaration,
            (report) => all.push(claimOf(rule, declaration, report, context)),
            context,
          );
      if (isSingle(rule))
        for (const { workload, memory } of known)
          if (isAbout(rule, workload))
            for (const claim of claimsOf(rule, workload, memory, watch)) all.push(claim);
    }
  }
  const claims = withoutRepetition(all, context.group);
  const prints = fingerprints(claims.map((claim) => namesOf(claim, textOf)));
  return claims
    .map((claim, index) => ({ ...claim, fingerprint: prints[index] ?? '' }))
    .sort(
      (a, b) => compareText(a.evidence[0].place.path, b.evidence[0].place.path) || startOf(a) - startOf(b),
    );
}

type Claim = Omit<Finding, 'fingerprint'>;

const named = new WeakMap<Claim, Fingerprinted>();

/** What a claim's fingerprint is made of. A remembered claim is about a text that did not change. */
function namesOf(claim: Claim, textOf: (path: string, start: number, end: number) => string): Fingerprinted {
  let known = named.get(claim);
  if (known === undefined) {
    const { path, span } = claim.evidence[0].place;
    known = fingerprinted([claim.rule, path, claim.workload, textOf(path, span.start, span.end)]);
    named.set(claim, known);
  }
  return known;
}

const said = new WeakMap<Claim, string>();

/** What a claim says and where, whoever it is about. */
function saidBy(claim: Claim): string {
  let known = said.get(claim);
  if (known === undefined) {
    const { path, span } = claim.evidence[0].place;
    const { workload: _, ...args } = claim.message.args ?? {};
    const { rule, severity, message } = claim;
    known = JSON.stringify([rule, path, span.start, span.end, severity, message.text.en, args]);
    said.set(claim, known);
  }
  return known;
}

/**
 * One statement that several workloads share (an anchor, a merge key) is one fault: the first claim about it stays,
 * and shows the other workloads as evidence.
 */
function withoutRepetition(claims: readonly Claim[], group: readonly Workload[]): Claim[] {
  const workloads = new Map(group.map((workload) => [workload.id, workload]));
  const kept = new Map<string, { readonly claim: Claim; readonly others: Workload[] }>();
  for (const claim of claims) {
    const key = saidBy(claim);
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

/** A rule's report, completed. */
function claimOf(
  rule: Rule,
  subject: Workload | Declaration,
  { message, args, evidence, severity = rule.severity, confidence = 'high', fix }: Report,
  context: RuleContext,
): Claim {
  const text = rule.messages[message];
  if (text === undefined) throw new Error(`rule ${rule.id} reports an unknown message: ${message}`);
  return {
    rule: rule.id,
    title: rule.title,
    concern: rule.concern,
    confidence,
    message: { text, args: { workload: subject.name, ...args } },
    evidence: withUse(evidence, subject),
    workload: subject.id,
    ...(fix === undefined ? {} : { fix }),
    ...mitigate(rule, subject, severity, context),
  };
}

/** A claim that stands in another file says where the workload is that it is about. */
function withUse(evidence: Finding['evidence'], subject: Workload | Declaration): Finding['evidence'] {
  if (evidence.some(({ place }) => place.path === subject.path)) return evidence;
  const place = subject.kind === 'container' ? (subject.build?.place ?? subject.place) : subject.place;
  return [...evidence, { place, label: { text: usedBy, args: { workload: subject.name } } }];
}

const usedBy = { en: '{workload} uses it here.', de: '{workload} verwendet es hier.' };

/** What rules said about a workload, as long as neither it nor what they were told beside it changes. */
interface Memory {
  readonly host: RuleContext['host'];
  readonly today: string;
  readonly posture: RuleContext['posture'];
  /** By the number of the rule; nothing where it was not asked yet, or looked beyond the workload. */
  readonly claims: (readonly Claim[] | undefined)[];
}

const memories = new WeakMap<Workload, Memory>();

/** What is remembered about a workload; empty where something beside it is other than it was. */
function memoryOf(workload: Workload, { host, today, posture }: RuleContext): Memory['claims'] {
  const known = memories.get(workload);
  if (known !== undefined && known.host === host && known.today === today && known.posture === posture)
    return known.claims;
  const claims: Memory['claims'] = [];
  memories.set(workload, { host, today, posture, claims });
  return claims;
}

/** A context that notes whether a rule looked beyond the one workload it was asked about. */
interface Watch {
  readonly context: RuleContext;
  looked: boolean;
}

function watching({ host, today, posture, group, hosted, declarations }: RuleContext): Watch {
  const watch: Watch = {
    looked: false,
    context: {
      host,
      today,
      posture,
      get group() {
        watch.looked = true;
        return group;
      },
      get hosted() {
        watch.looked = true;
        return hosted;
      },
      get declarations() {
        watch.looked = true;
        return declarations;
      },
    },
  };
  return watch;
}

/**
 * The claims of a rule about one workload. Formats give the same object for a workload that did not change, so most of a
 * project's claims are known from before its last edit; those that looked at the group are not kept.
 */
function claimsOf(
  rule: SingleRule,
  workload: Workload,
  memory: Memory['claims'],
  watch: Watch,
): readonly Claim[] {
  const number = numberOf(rule);
  const known = memory[number];
  if (known !== undefined) return known;
  watch.looked = false;
  let claims: Claim[] | undefined;
  const { context } = watch;
  checkOne(
    rule,
    workload,
    (report) => {
      claims ??= [];
      claims.push(claimOf(rule, workload, report, context));
    },
    context,
  );
  // Most rules find nothing, in a thousand machines of one file.
  const found = claims ?? nothing;
  if (!watch.looked) memory[number] = found;
  return found;
}

const nothing: readonly Claim[] = [];
const numbers = new Map<Rule, number>();

/** The place of a rule's claims in the memory of a workload. */
function numberOf(rule: Rule): number {
  const known = numbers.get(rule) ?? numbers.size;
  numbers.set(rule, known);
  return known;
}

/** Whether a rule speaks of workloads of this kind. */
function isAbout(rule: SingleRule, { kind }: Workload): boolean {
  return (
    'checkWorkload' in rule || (kind === 'container' ? 'checkContainer' in rule : 'checkMachine' in rule)
  );
}

/** A rule that looks at one workload at a time. */
type SingleRule = Exclude<
  Rule,
  { checkGroup: unknown } | { checkHost: unknown } | { checkDeclaration: unknown }
>;

function isSingle(rule: Rule): rule is SingleRule {
  return 'checkWorkload' in rule || 'checkContainer' in rule || 'checkMachine' in rule;
}

function checkOne(
  rule: SingleRule,
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
