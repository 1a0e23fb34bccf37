// What people see of the findings: missing hardening of one workload is one line with one fix; JSON keeps the findings apart.
import { type Finding, type Fix, severities } from '../core/finding';
import type { Text } from '../core/message';

/** A finding as it is shown, and the rules behind it: several where findings were put together. */
export interface Presented {
  /** Of several findings: named after the first, as severe as the worst. */
  readonly finding: Finding;
  readonly rules: readonly string[];
}

/** What costs little and is mostly missing together, by the rule that misses it. */
const hardening: Readonly<Record<string, Text>> = {
  'container-writable-rootfs': {
    en: 'a read-only root file system',
    de: 'ein Wurzeldateisystem nur zum Lesen',
  },
  'container-caps-not-dropped': { en: 'dropped capabilities', de: 'entzogene Capabilities' },
  'container-no-new-privileges-missing': { en: 'no new privileges', de: 'das Verbot neuer Privilegien' },
  'k8s-pss-restricted-gap': {
    en: 'the rest of the Pod Security level Restricted',
    de: 'der Rest der Pod-Security-Stufe Restricted',
  },
};

const together: Text = {
  en: '{workload} leaves out hardening that most programs never notice: {missing}. Each of them denies an intruder a step; add them and see whether the program still runs.',
  de: '{workload} verzichtet auf Härtung, die den meisten Programmen nie auffällt: {missing}. Jede Maßnahme verwehrt einem Eindringling einen Schritt; ergänze sie und prüfe, ob das Programm noch läuft.',
};
const addAll: Text = { en: 'Add {missing}', de: 'Ergänzen: {missing}' };

/** The findings as people see them, in their order; those that were put together stand at the first one's place. */
export function presented(findings: readonly Finding[]): Presented[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { path, span } = finding.evidence[0].place;
    const isPart = finding.rule in hardening && finding.suppressed === undefined;
    const key = isPart ? `${finding.workload} ${path} ${span.start}` : finding.fingerprint;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [finding]);
    else known.push(finding);
  }
  return [...groups.values()].flatMap((group) => {
    const [first, second] = group;
    if (first === undefined) return [];
    // Equal fingerprints never occur; a group of several is hardening.
    return [second === undefined ? { finding: first, rules: [first.rule] } : merged(first, group)];
  });
}

function merged(first: Finding, group: readonly Finding[]): Presented {
  const missing = group.flatMap(({ rule }) => hardening[rule] ?? []);
  const args = { ...first.message.args, missing };
  const worst = severities.find((severity) => group.some((finding) => finding.severity === severity));
  const fixes = group.flatMap(({ fix }) => fix ?? []);
  const { fix: _, ...rest } = first;
  const fix: Fix = {
    title: { text: addAll, args: { missing } },
    safety: fixes.every(({ safety }) => safety === 'safe') ? 'safe' : 'changes-behaviour',
    changes: fixes.flatMap(({ changes }) => changes),
  };
  return {
    rules: group.map(({ rule }) => rule),
    finding: {
      ...rest,
      severity: worst ?? first.severity,
      message: { text: together, args },
      ...(fixes.length === group.length ? { fix } : {}),
    },
  };
}

/** What a finding says, with the reason why it counts otherwise than its rule says. */
export function sentencesOf({ message, adjusted }: Finding): readonly Finding['message'][] {
  return adjusted === undefined ? [message] : [message, adjusted.why];
}
