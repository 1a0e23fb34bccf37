// Containers that lack what the level Restricted of the Pod Security Standards asks for: one finding with all fields.
import { is, isKnown, none, notStated } from '../../core/fact';
import type { Setting } from '../../core/format';
import type { Text } from '../../core/message';
import { defineRule } from '../../core/rule';
import type { ContainerWorkload, Pod } from '../../core/workload';
import { normalizeCapability } from '../../knowledge/capabilities';
import { restrictedVolumes } from '../../knowledge/pod-security';
import { bsi, claim, documents, pss } from '../../knowledge/sources';

/** A field that Restricted wants otherwise, with the setting that states it, if there is one. */
interface Gap {
  readonly field: string | Text;
  readonly setting?: Setting;
}

export default defineRule({
  id: 'k8s-pss-restricted-gap',
  concern: 'isolation',
  severity: 'hint',
  title: { en: 'Container misses the level Restricted', de: 'Container erreicht die Stufe Restricted nicht' },
  why: {
    en: `Restricted is the hardened level of the Pod Security Standards: no root, no further privileges, no capabilities, the
runtime’s seccomp profile, and only volumes that cannot reach the node. An intruder in such a container has far less of the
kernel to attack. Most applications run with it unchanged, once their image has a user of its own.

Add the missing fields to the container’s \`securityContext\` and try it out. \`pod-security.kubernetes.io/warn: restricted\` on
the namespace shows what is still missing.`,
    de: `Restricted ist die gehärtete Stufe der Pod Security Standards: kein root, keine weiteren Rechte, keine Capabilities, das
seccomp-Profil der Laufzeit und nur Volumes, die den Knoten nicht erreichen. Ein Eindringling in so einem Container hat weit
weniger Kernel zum Angreifen. Die meisten Anwendungen laufen damit unverändert, sobald ihr Image einen eigenen Benutzer hat.

Ergänze die fehlenden Felder im \`securityContext\` des Containers und probiere es aus.
\`pod-security.kubernetes.io/warn: restricted\` am Namespace zeigt, was noch fehlt.`,
  },
  sources: [
    pss('restricted'),
    claim('A1-49'),
    claim('A1-51'),
    documents.podSecurityStandards,
    documents.kubernetesUserNamespaces,
    bsi('APP.4.4.A4'),
  ],
  peers: {
    trivy: ['KSV-0028', 'KSV-0104', 'KSV-0118'],
    checkov: ['CKV_K8S_29', 'CKV_K8S_30', 'CKV_K8S_31'],
  },
  messages: {
    gap: {
      en: '{workload} misses what the level Restricted asks for: {fields}. With it an intruder reaches less of the kernel; change the pod accordingly and try it out.',
      de: '{workload} fehlt, was die Stufe Restricted verlangt: {fields}. Damit erreicht ein Eindringling weniger vom Kernel; passe den Pod an und probiere es aus.',
    },
  },
  examples: {
    bad: [
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - ⟦name: web⟧\n      image: acme/web:1.0\n',
        fixed:
          'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: acme/web:1.0\n      securityContext:\n        allowPrivilegeEscalation: false\n        runAsNonRoot: true\n        seccompProfile:\n          type: RuntimeDefault\n        capabilities:\n          drop: [ALL]\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: import\nspec:\n  template:\n    spec:\n      securityContext:\n        runAsNonRoot: true\n        seccompProfile:\n          type: RuntimeDefault\n      initContainers:\n        - ⟦name: wait⟧\n          image: acme/wait:1.0\n          securityContext:\n            # keep\n            capabilities:\n              drop: [NET_RAW]\n      containers:\n        - name: import\n          image: acme/import:1.0\n          securityContext:\n            allowPrivilegeEscalation: false\n            capabilities:\n              drop: [ALL]\n      restartPolicy: Never\n',
        fixed:
          'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: import\nspec:\n  template:\n    spec:\n      securityContext:\n        runAsNonRoot: true\n        seccompProfile:\n          type: RuntimeDefault\n      initContainers:\n        - name: wait\n          image: acme/wait:1.0\n          securityContext:\n            # keep\n            capabilities:\n              drop: [NET_RAW, ALL]\n            allowPrivilegeEscalation: false\n      containers:\n        - name: import\n          image: acme/import:1.0\n          securityContext:\n            allowPrivilegeEscalation: false\n            capabilities:\n              drop: [ALL]\n      restartPolicy: Never\n',
      },
    ],
    good: [
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostUsers: false\n  securityContext:\n    seccompProfile:\n      type: Localhost\n      localhostProfile: web.json\n  initContainers:\n    - name: sync\n      image: acme/sync:1.0\n      restartPolicy: Always\n      securityContext: &tight\n        allowPrivilegeEscalation: false\n        capabilities:\n          drop: [ALL]\n          add: [NET_BIND_SERVICE]\n  containers:\n    - name: web\n      image: acme/web:1.0\n      securityContext: *tight\n  volumes:\n    - name: cache\n      emptyDir: {}\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: desktop\nspec:\n  os:\n    name: windows\n  containers:\n    - name: desktop\n      image: mcr.microsoft.com/windows/servercore:ltsc2022\n',
      },
      {
        format: 'kubernetes',
        path: 'chart/templates/pod.yaml',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  {{- with .Values.podSecurityContext }}\n  securityContext:\n    {{- toYaml . | nindent 4 }}\n  {{- end }}\n  containers:\n    - name: web\n      image: "{{ .Values.image }}"\n      securityContext: {{ toYaml .Values.securityContext | nindent 8 }}\n',
      },
    ],
  },
  checkContainer(workload, report) {
    const { pod } = workload;
    if (pod === undefined || is(pod.enforcedLevel, 'privileged')) return;
    // Windows has none of these; a privileged container has the opposite of them, which other rules say.
    if (is(workload.platform, 'windows') || is(workload.privileged, true)) return;
    const gaps = gapsOf(workload, pod);
    if (gaps.length === 0) return;
    const settings = gaps.flatMap(({ setting }) => (setting === undefined ? [] : [setting]));
    report({
      message: 'gap',
      args: { fields: gaps.map(({ field }) => field) },
      evidence: [{ place: workload.place }],
      ...(settings.length === gaps.length
        ? {
            fix: {
              title: { text: { en: 'Add the missing fields', de: 'Die fehlenden Felder ergänzen' } },
              safety: 'changes-behaviour',
              changes: settings.map((setting) => ({ kind: 'set', workload: workload.id, setting })),
            },
          }
        : {}),
    });
  },
});

function gapsOf(workload: ContainerWorkload, pod: Pod): readonly Gap[] {
  const gaps: Gap[] = [];
  if (is(pod.allowPrivilegeEscalation, true))
    gaps.push({
      field: 'allowPrivilegeEscalation: false',
      setting: { name: 'noNewPrivileges', value: true },
    });
  // In a user namespace of its own, root is nobody on the node.
  if (!is(workload.userNamespace, 'own')) {
    if (is(pod.runAsNonRoot, false))
      gaps.push({ field: 'runAsNonRoot: true', setting: { name: 'runAsNonRoot', value: true } });
    if (is(pod.runAsUser, 0)) gaps.push({ field: { en: 'runAsUser above 0', de: 'runAsUser über 0' } });
  }
  if (pod.seccompProfile === notStated)
    gaps.push({
      field: 'seccompProfile: RuntimeDefault',
      setting: { name: 'seccomp', value: 'default' },
    });
  else if (is(pod.seccompProfile, 'Unconfined')) gaps.push({ field: 'seccompProfile: RuntimeDefault' });
  if (none(workload.capabilitiesDropped, (name) => normalizeCapability(name) === 'ALL'))
    gaps.push({
      field: 'capabilities.drop: [ALL]',
      setting: { name: 'capabilitiesDropped', value: 'ALL' },
    });
  const added = workload.capabilitiesAdded.items.filter(
    ({ value }) => normalizeCapability(value) !== 'NET_BIND_SERVICE',
  );
  for (const { value } of added)
    gaps.push({ field: { en: `not the capability ${value}`, de: `nicht die Capability ${value}` } });
  const kinds = pod.volumeKinds.items.filter((kind) => isKnown(kind) && restrictedVolumes.has(kind.value));
  for (const kind of new Set(kinds.map(({ value }) => value)))
    gaps.push({ field: { en: `no volume of the kind ${kind}`, de: `kein Volume der Art ${kind}` } });
  return gaps;
}
