// What lowers severities: properties of a container's surroundings, each with when it holds and what it means.
import type { Declaration } from '../core/declaration';
import { type Fact, is, isKnown, type Known, stated } from '../core/fact';
import { type Finding, type Severity, severities } from '../core/finding';
import type { Message, Text } from '../core/message';
import { isSandboxRuntime, unknownPosture } from '../core/posture';
import type { Mitigation, Rule, RuleContext } from '../core/rule';
import type { ContainerWorkload, Workload } from '../core/workload';

/** When a mitigation holds, and how it is said. */
interface Row {
  readonly says: Text;
  /** The fact it rests on, where it holds. */
  holds(workload: ContainerWorkload, context: RuleContext): Fact<unknown> | undefined;
}

/** Where Quadlet looks for the units that a user's own Podman runs. */
const unitsOfUsers = /(^|\/)\.config\/containers\/systemd\/|(^|\/)containers\/systemd\/users\//;

const rows: Readonly<Record<Mitigation, Row>> = {
  'sandbox-runtime': {
    says: {
      en: 'Counted as {severity} instead of {from}: the runtime {value} puts a kernel of its own around the container.',
      de: 'Zählt als {severity} statt {from}: Die Laufzeit {value} stellt einen eigenen Kernel um den Container.',
    },
    holds: ({ runtime }, { posture }) =>
      [runtime, isKnown(runtime) ? runtime : posture.defaultRuntime].find(
        (fact) => isKnown(fact) && isSandboxRuntime(fact.value),
      ),
  },
  'user-namespaces': {
    says: {
      en: 'Counted as {severity} instead of {from}: user namespaces make its root a user without rights on the host.',
      de: 'Zählt als {severity} statt {from}: User-Namespaces machen seinen root auf dem Host zu einem Benutzer ohne Rechte.',
    },
    holds: ({ userNamespace, runtime }, { posture }) => {
      // Sysbox maps users in every container it runs.
      if (isKnown(runtime) && runtime.value.startsWith('sysbox')) return runtime;
      if (userNamespace.state === 'stated') return userNamespace.value === 'host' ? undefined : userNamespace;
      return truth(posture.userNamespaces);
    },
  },
  'rootless-engine': {
    says: {
      en: 'Counted as {severity} instead of {from}: the engine runs without root, so whoever breaks out has no more rights than its user.',
      de: 'Zählt als {severity} statt {from}: Die Engine läuft ohne root; wer ausbricht, hat nur die Rechte ihres Benutzers.',
    },
    holds: ({ format, path, place }, { posture }) =>
      format === 'quadlet' && unitsOfUsers.test(path) ? stated(true, place) : truth(posture.rootless),
  },
  'engine-no-new-privileges': {
    says: {
      en: 'Counted as {severity} instead of {from}: the engine denies new privileges to every container.',
      de: 'Zählt als {severity} statt {from}: Die Engine verwehrt jedem Container neue Privilegien.',
    },
    // A container's own word goes before the engine's default.
    holds: ({ noNewPrivileges }, { posture }) =>
      noNewPrivileges.state === 'stated' ? undefined : truth(posture.noNewPrivileges),
  },
};

function truth(fact: Fact<boolean>): Known<boolean> | undefined {
  return is(fact, true) ? fact : undefined;
}

/** Names of the severities in sentences. */
const severityNames: Readonly<Record<Severity, Text>> = {
  error: { en: 'error', de: 'Fehler' },
  warning: { en: 'warning', de: 'Warnung' },
  info: { en: 'information', de: 'Information' },
  hint: { en: 'hint', de: 'Hinweis' },
};

/** The message that a severity was changed, from a template with `{severity}` and `{from}`. */
export function adjustment(
  text: Text,
  from: Severity,
  to: Severity,
  value: string,
): { readonly from: Severity; readonly why: Message } {
  return {
    from,
    why: { text, args: { severity: severityNames[to], from: severityNames[from], value } },
  };
}

/** The severity after everything that makes the fault matter less, and why it is another than the rule reported. */
export function mitigate(
  rule: Rule,
  subject: Workload | Declaration,
  severity: Severity,
  context: RuleContext,
): Pick<Finding, 'severity' | 'adjusted'> {
  if (rule.mitigations === undefined || subject.kind !== 'container') return { severity };
  // What is known of an engine is not known of a cluster's nodes.
  const around = subject.pod === undefined ? context : { ...context, posture: unknownPosture };
  let mildest: { readonly name: Mitigation; readonly to: Severity; readonly fact: Fact<unknown> } | undefined;
  // The keys of a rule's literal are mitigations; the compiler checked them where it is written.
  for (const [name, to] of Object.entries(rule.mitigations) as [Mitigation, Severity][]) {
    if (severities.indexOf(to) <= severities.indexOf(mildest?.to ?? severity)) continue;
    const fact = rows[name].holds(subject, around);
    if (fact !== undefined) mildest = { name, to, fact };
  }
  if (mildest === undefined) return { severity };
  const value = isKnown(mildest.fact) ? String(mildest.fact.value) : '';
  return {
    severity: mildest.to,
    adjusted: adjustment(rows[mildest.name].says, severity, mildest.to, value),
  };
}
