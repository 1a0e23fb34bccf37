// Namespaces that let every pod in, because no label chooses a level of the Pod Security Standards.
import { is, none } from '../../core/fact';
import { defineRule, type RuleContext } from '../../core/rule';
import { bsi, claim, documents, pss } from '../../knowledge/sources';

/** Namespaces of the cluster itself, whose pods need the host. */
const system = /^(kube-|openshift|default$)/;

const prefix = 'pod-security.kubernetes.io/';

export default defineRule({
  id: 'k8s-psa-labels-missing',
  concern: 'isolation',
  severity: 'info',
  title: { en: 'Namespace without a Pod Security level', de: 'Namespace ohne Pod-Security-Stufe' },
  why: {
    en: `Without a label of Pod Security Admission, and without a default of the cluster, a namespace accepts every pod,
also a privileged one with the host’s disk in it: whoever may create a pod there may take the node. That is what
PodSecurityPolicy was meant to prevent before it was removed.

\`pod-security.kubernetes.io/enforce: baseline\` refuses the known ways to the host and rarely stands in the way of ordinary
applications. \`warn: restricted\` shows what a hardened namespace would refuse, without refusing it.`,
    de: `Ohne ein Label von Pod Security Admission und ohne Vorgabe des Clusters nimmt ein Namespace jeden Pod an, auch
einen privilegierten mit der Platte des Hosts darin: Wer dort einen Pod anlegen darf, kann den Knoten übernehmen. Das sollte
PodSecurityPolicy verhindern, bevor es entfernt wurde.

\`pod-security.kubernetes.io/enforce: baseline\` lehnt die bekannten Wege zum Host ab und stört gewöhnliche Anwendungen selten.
\`warn: restricted\` zeigt, was ein gehärteter Namespace ablehnen würde, ohne es abzulehnen.`,
  },
  sources: [
    claim('A1-51'),
    documents.podSecurityStandards,
    pss('baseline'),
    pss('restricted'),
    bsi('APP.4.4.A4'),
  ],
  messages: {
    missing: {
      en: 'No label chooses a level for the namespace {workload}: unless the cluster sets a default, it accepts every pod, privileged ones too. Add pod-security.kubernetes.io/enforce: baseline, and warn: restricted.',
      de: 'Kein Label wählt eine Stufe für den Namespace {workload}: Ohne Vorgabe des Clusters nimmt er jeden Pod an, auch privilegierte. Ergänze pod-security.kubernetes.io/enforce: baseline und warn: restricted.',
    },
  },
  examples: {
    bad: [
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\n⟦kind: Namespace⟧\nmetadata:\n  name: shop\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  containers:\n    - name: web\n      image: acme/web:1.0\n',
        fixed:
          'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n    pod-security.kubernetes.io/enforce: baseline\n    pod-security.kubernetes.io/warn: restricted\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  containers:\n    - name: web\n      image: acme/web:1.0\n',
      },
      {
        format: 'kubernetes',
        path: 'deploy/namespace.yaml',
        text: 'apiVersion: v1\n⟦kind: Namespace⟧\nmetadata:\n  name: shop\n  labels: # ours\n    team: sales\n',
        fixed:
          'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels: # ours\n    team: sales\n    pod-security.kubernetes.io/enforce: baseline\n    pod-security.kubernetes.io/warn: restricted\n',
        around: {
          'deploy/web.yaml':
            'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          image: acme/web:1.0\n',
        },
      },
    ],
    good: [
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: empty\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n    pod-security.kubernetes.io/audit: restricted\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  containers:\n    - name: web\n      image: acme/web:1.0\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n    {{- toYaml .Values.labels | nindent 4 }}\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  containers:\n    - name: web\n      image: acme/web:1.0\n',
      },
      {
        format: 'kubernetes',
        path: 'deploy/all.yaml',
        text: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  containers:\n    - name: web\n      image: acme/web:1.0\n',
        around: {
          'deploy/policy.yaml':
            'apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata:\n  name: no-privileges\n',
        },
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: kube-system\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: proxy\n  namespace: kube-system\nspec:\n  containers:\n    - name: proxy\n      image: acme/proxy:1.0\n',
      },
    ],
  },
  checkDeclaration(declaration, report, context) {
    if (declaration.kind !== 'namespace' || system.test(declaration.name)) return;
    const { labels, populated, otherPolicies } = declaration;
    if (!none(labels, ({ key }) => key.startsWith(prefix))) return;
    if (!is(otherPolicies, false) || !(is(populated, true) || holdsPods(declaration.name, context))) return;
    const label = (key: string, text: string) =>
      ({
        kind: 'set',
        workload: declaration.id,
        setting: { name: 'label', value: { key: prefix + key, text } },
      }) as const;
    report({
      message: 'missing',
      evidence: [{ place: declaration.place }],
      fix: {
        title: {
          text: {
            en: 'Enforce the level baseline, warn of restricted',
            de: 'Stufe baseline durchsetzen, vor restricted warnen',
          },
        },
        safety: 'changes-behaviour',
        changes: [label('enforce', 'baseline'), label('warn', 'restricted')],
      },
    });
  },
});

function holdsPods(namespace: string, { group }: RuleContext): boolean {
  return group.some(
    (workload) =>
      workload.kind === 'container' && workload.pod !== undefined && is(workload.pod.namespace, namespace),
  );
}
