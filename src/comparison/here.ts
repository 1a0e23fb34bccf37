// How rows say what this workload's files say: facts with their places, and findings that belong to the aspect.
import type { Fact } from '../core/fact';
import type { Arguments, Text } from '../core/message';
import type { Workload } from '../core/workload';
import type { ComparisonInput, RowEvidence } from './row';

/** A sentence about a known fact, at its place; nothing for an unknown one. `args` are made of the value. */
export function fromFact<T>(
  fact: Fact<T>,
  text: Text,
  args: (value: T) => Arguments = () => ({}),
): RowEvidence[] {
  if (fact.state === 'unknown') return [];
  const message = { text, args: args(fact.value) };
  return [fact.place === undefined ? { text: message } : { text: message, evidence: { place: fact.place } }];
}

/** A sentence about the workload as a whole, at its header. */
export function aboutWorkload(workload: Workload, text: Text, args: Arguments = {}): RowEvidence {
  return { text: { text, args }, evidence: { place: workload.place } };
}

/** Arithmetic over several places, or what the host profile says. */
export function computed(text: Text, args: Arguments = {}): RowEvidence {
  return { text: { text, args } };
}

/** Findings of these rules about the workload, by title; `defect` weakens the boundary, `cost` is overhead. */
export function fromFindings(
  { findings }: ComparisonInput,
  belongs: (rule: string) => boolean,
): RowEvidence[] {
  return findings
    .filter((finding) => belongs(finding.rule))
    .map((finding) => ({
      text: { text: finding.title },
      evidence: finding.evidence[0],
      tone: finding.concern === 'isolation' ? 'defect' : 'cost',
    }));
}

/** Findings whose rule is in the list. */
export function ofRules(...rules: readonly string[]): (rule: string) => boolean {
  return (rule) => rules.includes(rule);
}

/** The VMs of the file that run as defined: no images in the making. */
export function machinesOf({ group }: ComparisonInput) {
  return group.filter((workload) => workload.kind === 'vm').filter(({ role }) => role === 'machine');
}

/** The containers of the file. */
export function containersOf({ group }: ComparisonInput) {
  return group.filter((workload) => workload.kind === 'container');
}
