// Pods that the level Baseline of the Pod Security Standards refuses: one finding with all fields.
import { type Fact, is, isKnown, type Known } from '../../core/fact';
import type { Change } from '../../core/format';
import { defineRule } from '../../core/rule';
import type { Place } from '../../core/span';
import type { ContainerWorkload, Pod, Workload } from '../../core/workload';
import { dangerousCapability, normalizeCapability } from '../../knowledge/capabilities';
import {
  baselineCapabilities,
  baselineSelinuxTypes,
  baselineSysctls,
  isBaselineAppArmor,
} from '../../knowledge/pod-security';
import { bsi, claim, documents, nist, pss } from '../../knowledge/sources';
import { servesNode } from '../support/pod';

/** A field that Baseline refuses, as the API calls it. */
interface Violation {
  readonly field: string;
  readonly place: Place;
}

export default defineRule({
  id: 'k8s-pss-baseline-violation',
  concern: 'isolation',
  severity: 'warning',
  title: { en: 'Pod exceeds the level Baseline', de: 'Pod überschreitet die Stufe Baseline' },
  why: {
    en: `Baseline is the level of the Pod Security Standards that only refuses known ways from a pod to its node: the host’s
namespaces, its files and ports, privileged containers, capabilities beyond the usual ones, switched-off filters, kernel
parameters of the whole node. Ordinary applications need none of it. A pod that does cannot run in a namespace that
enforces Baseline, and everything else in its namespace loses that protection with it.

Take the fields out one by one. What really needs the node (a network plugin, a log collector) belongs in a namespace of its
own that is labelled \`pod-security.kubernetes.io/enforce: privileged\`, so that the exception is visible and stays small.`,
    de: `Baseline ist die Stufe der Pod Security Standards, die nur bekannte Wege vom Pod zum Knoten ablehnt: Namespaces,
Dateien und Ports des Hosts, privilegierte Container, Capabilities über die üblichen hinaus, abgeschaltete Filter,
Kernelparameter des ganzen Knotens. Gewöhnliche Anwendungen brauchen nichts davon. Ein Pod, der es tut, läuft nicht in einem
Namespace, der Baseline durchsetzt, und mit ihm verliert alles andere im Namespace diesen Schutz.

Nimm die Felder einzeln heraus. Was wirklich den Knoten braucht (ein Netzwerk-Plugin, ein Log-Sammler), gehört in einen
eigenen Namespace mit dem Label \`pod-security.kubernetes.io/enforce: privileged\`: So bleibt die Ausnahme sichtbar und klein.`,
  },
  sources: [
    pss('baseline'),
    claim('A1-51'),
    claim('A1-49'),
    documents.podSecurityStandards,
    nist('4.4.3'),
    bsi('APP.4.4.A4'),
  ],
  peers: {
    trivy: ['KSV-0023', 'KSV-0024', 'KSV-0026', 'KSV-0027', 'KSV-0103'],
    checkov: ['CKV_K8S_26'],
    'kube-linter': ['unsafe-proc-mount', 'unsafe-sysctls'],
  },
  mitigations: { 'sandbox-runtime': 'info' },
  messages: {
    mild: {
      en: '{kind} {object} uses what the level Baseline refuses ({fields}): a namespace that enforces the level does not accept the pod. Take it out if the program runs without it.',
      de: '{kind} {object} nutzt, was die Stufe Baseline ablehnt ({fields}): Ein Namespace, der die Stufe durchsetzt, nimmt den Pod nicht an. Nimm es heraus, wenn das Programm auch so auskommt.',
    },
    violation: {
      en: '{kind} {object} uses what the level Baseline refuses ({fields}): known ways from a pod to its node. Take it out, or run the pod in a namespace that is labelled as privileged.',
      de: '{kind} {object} nutzt, was die Stufe Baseline ablehnt ({fields}): bekannte Wege von einem Pod zu seinem Knoten. Nimm es heraus oder betreibe den Pod in einem Namespace, der als privilegiert gekennzeichnet ist.',
    },
  },
  examples: {
    bad: [
      {
        format: 'kubernetes',
        text: 'apiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: collector\nspec:\n  template:\n    spec:\n      ⟦hostNetwork: true⟧\n      containers:\n        - name: agent\n          image: acme/agent:1.0\n          securityContext:\n            capabilities:\n              add: [SYS_TIME]\n          volumeMounts:\n            - name: logs\n              mountPath: /logs\n              readOnly: true\n        - name: proxy\n          image: acme/proxy:1.0\n          ports:\n            - containerPort: 80\n              hostPort: 80\n      volumes:\n        - name: logs\n          hostPath:\n            path: /var/log\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: tuned\nspec:\n  securityContext:\n    fsGroup: 2000\n    sysctls:\n      - ⟦name: kernel.msgmax⟧\n        value: "65536"\n      - name: net.ipv4.tcp_syncookies\n        value: "1"\n  initContainers:\n    - name: setup\n      image: acme/setup:1.0\n      securityContext:\n        seccompProfile:\n          type: Unconfined\n  containers:\n    - name: web\n      image: acme/web:1.0\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: windows-agent\nspec:\n  os:\n    name: windows\n  ⟦hostNetwork: true⟧\n  securityContext:\n    windowsOptions:\n      hostProcess: true\n  containers:\n    - name: agent\n      image: acme/agent:1.0\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: acme/web:1.0\n      ports:\n        - containerPort: 80\n          ⟦hostPort: 8080⟧\n        - containerPort: 81\n          hostPort: 0\n',
        fixed:
          'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: acme/web:1.0\n      ports:\n        - containerPort: 80\n        - containerPort: 81\n          hostPort: 0\n',
      },
    ],
    good: [
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostNetwork: false\n  hostUsers: false\n  securityContext:\n    seLinuxOptions:\n      level: s0:c1\n      type: container_t\n    sysctls:\n      - name: net.ipv4.ip_unprivileged_port_start\n        value: "80"\n  initContainers:\n    - name: sync\n      image: acme/sync:1.0\n      restartPolicy: Always\n      securityContext:\n        capabilities:\n          add: [NET_BIND_SERVICE, CAP_CHOWN]\n  containers:\n    - name: web\n      image: acme/web:1.0\n      volumeMounts:\n        - name: cache\n          mountPath: /cache\n  volumes:\n    - name: cache\n      emptyDir: {}\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: plumbing\n  labels:\n    pod-security.kubernetes.io/enforce: privileged\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: net\n  namespace: plumbing\nspec:\n  hostNetwork: true\n  containers:\n    - name: net\n      image: acme/net:1.0\n',
      },
      {
        format: 'kubernetes',
        path: 'chart/templates/pod.yaml',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostNetwork: {{ .Values.hostNetwork }}\n  containers:\n    - name: web\n      image: acme/web:1.0\n      securityContext:\n        {{- toYaml .Values.securityContext | nindent 8 }}\n',
      },
    ],
  },
  checkGroup(group, report) {
    for (const containers of podsOf(group)) {
      const [first] = containers;
      if (first === undefined || is(first.pod.enforcedLevel, 'privileged')) continue;
      const found = containers.flatMap((container) => violations(container));
      const distinct = new Map(found.map((violation) => [placeKey(violation), violation]));
      const [primary, ...others] = [...distinct.values()].sort(
        (a, b) => a.place.span.start - b.place.span.start,
      );
      if (primary === undefined) continue;
      const all = [primary, ...others];
      const isMild = all.every(({ field }) => isNoWayOut(field));
      report(first, {
        message: isMild ? 'mild' : 'violation',
        // What serves the node is meant to reach it.
        severity: isMild || containers.some(servesNode) ? 'info' : 'warning',
        args: {
          kind: first.pod.controller,
          object: first.pod.object,
          fields: [...new Set(all.map(({ field }) => field))],
        },
        evidence: [{ place: primary.place }, ...others.map(({ place }) => ({ place }))],
        ...(needsReader(all)
          ? {}
          : {
              fix: {
                title: { text: { en: 'Remove these fields', de: 'Diese Felder entfernen' } },
                safety: 'changes-behaviour',
                changes: all.map(({ place }): Change => ({ kind: 'remove', place })),
              },
            }),
      });
    }
  },
});

/** A port of the node, or a capability that stays inside the container: refused, but no way to the node. */
function isNoWayOut(field: string): boolean {
  const [, capability] = /^capabilities\.add: (.*)$/.exec(field) ?? [];
  return capability === undefined ? field === 'hostPort' : dangerousCapability(capability) === undefined;
}

/**
 * Without its volume a container may not start, so that is left to the reader; and several items of one list cannot be
 * taken out at once.
 */
function needsReader(all: readonly Violation[]): boolean {
  const capabilities = all.filter(({ field }) => field.startsWith('capabilities'));
  return capabilities.length > 1 || all.some(({ field }) => field === 'hostPath');
}

type PodContainer = ContainerWorkload & { readonly pod: Pod };

function isInPod(workload: Workload): workload is PodContainer {
  return workload.kind === 'container' && workload.pod !== undefined;
}

/** The containers of each pod among the workloads. */
function podsOf(group: readonly Workload[]): Iterable<readonly PodContainer[]> {
  const pods = new Map<string, PodContainer[]>();
  for (const workload of group) {
    if (!isInPod(workload)) continue;
    const { path, span } = workload.pod.place;
    const key = `${span.start} ${path}`;
    const containers = pods.get(key) ?? [];
    containers.push(workload);
    pods.set(key, containers);
  }
  return pods.values();
}

function placeKey({ field, place: { path, span } }: Violation): string {
  return `${field} ${path} ${span.start}`;
}

/** What a container or its pod states against the level; only what stands in a file can be pointed at. */
function violations(container: PodContainer): readonly Violation[] {
  const { pod } = container;
  const found: Violation[] = [];
  const add = (field: string, fact: Fact<unknown>): void => {
    if (fact.place !== undefined) found.push({ field, place: fact.place });
  };
  const addIf = <T>(field: string, fact: Fact<T>, refused: (value: T) => boolean): void => {
    if (isKnown(fact) && refused(fact.value)) add(field, fact);
  };
  const addAll = <T>(
    items: readonly Known<T>[],
    field: (value: T) => string,
    refused: (value: T) => boolean,
  ): void => {
    for (const item of items) if (refused(item.value)) add(field(item.value), item);
  };
  const isTrue = (value: boolean): boolean => value;
  const isHost = (value: string): boolean => value === 'host';

  addIf('hostProcess', pod.hostProcess, isTrue);
  addIf('hostNetwork', container.networkNamespace, isHost);
  addIf('hostPID', container.pidNamespace, isHost);
  addIf('hostIPC', container.ipcNamespace, isHost);
  addIf('privileged', container.privileged, isTrue);
  addAll(
    container.capabilitiesAdded.items,
    (name) => `capabilities.add: ${name}`,
    (name) => !baselineCapabilities.has(normalizeCapability(name)),
  );
  addAll(
    pod.volumeKinds.items,
    (kind) => kind,
    (kind) => kind === 'hostPath',
  );
  addAll(
    container.ports.items,
    () => 'hostPort',
    () => true,
  );
  addIf('appArmorProfile', pod.appArmorProfile, (profile) => !isBaselineAppArmor(profile));
  addAll(
    pod.selinuxOptions.items,
    (option) => `seLinuxOptions.${option.replace(/=.*/s, '')}`,
    (option) => !isBaselineSelinux(option),
  );
  // In a user namespace of its own the kernel guards these files anyway.
  addIf('procMount', pod.procMount, (value) => value !== 'default' && !is(container.userNamespace, 'own'));
  addIf('seccompProfile: Unconfined', pod.seccompProfile, (profile) => profile === 'Unconfined');
  addAll(
    pod.sysctls.items,
    (name) => `sysctls: ${name}`,
    (name) => !baselineSysctls.has(name),
  );
  return found;
}

function isBaselineSelinux(option: string): boolean {
  const [, name = '', value = ''] = /^(\w+)=(.*)$/s.exec(option) ?? [];
  if (name === 'type') return baselineSelinuxTypes.has(value);
  return (name !== 'user' && name !== 'role') || value === '';
}
