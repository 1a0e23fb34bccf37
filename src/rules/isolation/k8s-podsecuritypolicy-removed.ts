// Uses of PodSecurityPolicy, which Kubernetes no longer has.
import { defineRule } from '../../core/rule';
import { bsi, claim, documents, nist, pss } from '../../knowledge/sources';

export default defineRule({
  id: 'k8s-podsecuritypolicy-removed',
  concern: 'isolation',
  severity: 'error',
  title: { en: 'PodSecurityPolicy no longer exists', de: 'PodSecurityPolicy gibt es nicht mehr' },
  why: {
    en: `Kubernetes deprecated PodSecurityPolicy in 1.21 and removed it in 1.25. On a current cluster the object is refused, a
role that grants its use grants nothing, and an API server told to load the plugin does not start. Whoever relies on it
has no barrier left in front of privileged pods.

Its successor is Pod Security Admission: three labels on a namespace choose a level of the Pod Security Standards, of which
\`baseline\` prevents the known ways to the host and \`restricted\` is the hardened one. What these levels cannot say, a
policy engine such as Kyverno or Gatekeeper can.`,
    de: `Kubernetes hat PodSecurityPolicy in 1.21 abgekündigt und in 1.25 entfernt. Ein heutiger Cluster lehnt das Objekt
ab, eine Rolle, die seine Verwendung erlaubt, erlaubt nichts, und ein API-Server, der das Plugin laden soll, startet nicht.
Wer sich darauf verlässt, hat keine Schranke mehr vor privilegierten Pods.

Der Nachfolger ist Pod Security Admission: Drei Labels an einem Namespace wählen eine Stufe der Pod Security Standards;
\`baseline\` verhindert die bekannten Wege zum Host, \`restricted\` ist die gehärtete Stufe. Was diese Stufen nicht ausdrücken,
kann eine Policy-Engine wie Kyverno oder Gatekeeper.`,
  },
  sources: [claim('A1-51'), documents.podSecurityPolicy, pss('baseline'), nist('4.4.3'), bsi('APP.4.4.A4')],
  messages: {
    object: {
      en: 'The PodSecurityPolicy {workload} protects nothing: Kubernetes 1.25 removed it. Label the namespaces with pod-security.kubernetes.io/enforce: baseline instead, and take the policy out.',
      de: 'Die PodSecurityPolicy {workload} schützt nichts: Kubernetes 1.25 hat sie entfernt. Versieh stattdessen die Namespaces mit dem Label pod-security.kubernetes.io/enforce: baseline und nimm die Policy heraus.',
    },
    role: {
      en: 'The role {workload} grants the use of a PodSecurityPolicy, which Kubernetes 1.25 removed: the rule has no effect. Take it out, and choose a level with labels of the namespace.',
      de: 'Die Rolle {workload} erlaubt die Verwendung einer PodSecurityPolicy, die Kubernetes 1.25 entfernt hat: Die Regel bewirkt nichts. Nimm sie heraus und wähle eine Stufe mit Labels des Namespace.',
    },
    plugin: {
      en: '{workload} switches the admission plugin PodSecurityPolicy on, which Kubernetes 1.25 removed: a current API server does not start with it. Use PodSecurity, which is on by default.',
      de: '{workload} schaltet das Admission-Plugin PodSecurityPolicy ein, das Kubernetes 1.25 entfernt hat: Ein heutiger API-Server startet damit nicht. Nimm PodSecurity, das von sich aus eingeschaltet ist.',
    },
  },
  examples: {
    bad: [
      {
        format: 'kubernetes',
        text: 'apiVersion: policy/v1beta1\n⟦kind: PodSecurityPolicy⟧\nmetadata:\n  name: tight\nspec:\n  privileged: false\n  hostPID: true\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: tight-users\nrules:\n  - apiGroups: [policy]\n    resources: [⟦podsecuritypolicies⟧]\n    resourceNames: [tight]\n    verbs: [use]\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: kube-apiserver\n  namespace: kube-system\nspec:\n  containers:\n    - name: kube-apiserver\n      image: registry.k8s.io/kube-apiserver:v1.24.1\n      command:\n        - kube-apiserver\n        - ⟦--enable-admission-plugins=NodeRestriction,PodSecurityPolicy⟧\n        - --profiling=false\n',
      },
      {
        format: 'kubernetes',
        path: 'chart/templates/psp.yaml',
        text: '{{- if .Values.policy.enabled }}\napiVersion: policy/v1beta1\n⟦kind: PodSecurityPolicy⟧\nmetadata:\n  name: {{ .Release.Name }}\n{{- end }}\n',
      },
    ],
    good: [
      {
        format: 'kubernetes',
        path: 'chart/templates/psp.yaml',
        text: '{{- if and .Values.policy.enabled (.Capabilities.APIVersions.Has "policy/v1beta1/PodSecurityPolicy") }}\napiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata:\n  name: {{ .Release.Name }}\n{{- end }}\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata:\n  name: shop\nspec:\n  minAvailable: 1\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: reader\nrules:\n  - apiGroups: [policy]\n    resources: [podsecuritypolicies]\n    verbs: [get, list]\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: kube-apiserver\nspec:\n  containers:\n    - name: kube-apiserver\n      image: registry.k8s.io/kube-apiserver:v1.33.1\n      command:\n        - kube-apiserver\n        - --enable-admission-plugins=NodeRestriction,PodSecurity\n        - --disable-admission-plugins=PodSecurityPolicy\n',
      },
      {
        format: 'kubernetes',
        path: 'vendor/old/psp.yaml',
        text: 'apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata:\n  name: tight\n',
      },
    ],
  },
  checkDeclaration(declaration, report) {
    if (declaration.kind !== 'pod-security-policy') return;
    // What a project carries along from others is not its own to change.
    if (/(^|\/)(vendor|node_modules|third_party)\//.test(declaration.path)) return;
    report({ message: declaration.use, evidence: [{ place: declaration.place }] });
  },
});
