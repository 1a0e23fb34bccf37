// Process, IPC and UTS namespaces of the host inside a container.
import { is } from '../../core/fact';
import { defineRule } from '../../core/rule';
import type { ContainerWorkload } from '../../core/workload';
import { attack, cis, claim, cwe, nist, pss } from '../../knowledge/sources';
import { addsCapability } from '../support/capability';
import { removal } from '../support/fix';
import { evidenceOf } from '../support/place';
import { podOf } from '../support/pod';
import { hasImage, isDevContainerFile, observesHost } from '../support/purpose';

export default defineRule({
  id: 'container-host-pid-ipc',
  concern: 'isolation',
  severity: 'error',
  title: { en: 'Container shares a host namespace', de: 'Container teilt einen Namespace des Hosts' },
  why: {
    en: `Namespaces are what makes a group of processes a container. With the host’s process namespace it sees, and as root
may end or trace, every process of the machine, and reads their arguments and environments under \`/proc\`. The host’s IPC
namespace opens the shared memory of other programs, the UTS namespace the host’s name.

Remove the setting. Programs that only need more shared memory (PyTorch, browsers, databases) are served by \`shm_size\`
(Compose), \`--shm-size\` or, in Kubernetes, an \`emptyDir\` in memory at \`/dev/shm\`.`,
    de: `Namespaces machen aus einer Gruppe von Prozessen erst einen Container. Mit dem Prozess-Namespace des Hosts sieht er
jeden Prozess der Maschine, darf ihn als root beenden oder verfolgen und liest unter \`/proc\` Argumente und Umgebung. Der
IPC-Namespace des Hosts öffnet den gemeinsamen Speicher anderer Programme, der UTS-Namespace den Namen des Hosts.

Entferne die Einstellung. Programmen, die nur mehr gemeinsamen Speicher brauchen (PyTorch, Browser, Datenbanken), genügt
\`shm_size\` (Compose), \`--shm-size\` oder in Kubernetes ein \`emptyDir\` im Arbeitsspeicher unter \`/dev/shm\`.`,
  },
  sources: [
    claim('A1-25'),
    claim('A1-45'),
    cis('5.16'),
    cis('5.17'),
    cis('5.21'),
    pss('baseline'),
    nist('4.4.3'),
    attack('T1611'),
    cwe('653'),
  ],
  peers: {
    trivy: ['KSV-0008', 'KSV-0010'],
    checkov: ['CKV_K8S_17', 'CKV_K8S_18'],
    kics: ['Host Namespace is Shared', 'Shared Host PID Namespace', 'Shared Host IPC Namespace'],
    'compose-lint': ['CL-0010'],
    'kube-linter': ['host-pid', 'host-ipc'],
  },
  mitigations: { 'sandbox-runtime': 'warning', 'rootless-engine': 'warning' },
  messages: {
    pid: {
      en: '{workload} uses the host’s process namespace: it sees every process of the machine and, as root, may end or trace them. Remove the setting.',
      de: '{workload} nutzt den Prozess-Namespace des Hosts: Er sieht jeden Prozess der Maschine und darf ihn als root beenden oder verfolgen. Entferne die Einstellung.',
    },
    observer: {
      en: '{workload} uses the host’s process namespace to observe it: taking it over shows every process and its environment. Keep it unprivileged, read-only and off public networks.',
      de: '{workload} nutzt den Prozess-Namespace des Hosts, um diesen zu beobachten: Wer ihn übernimmt, sieht jeden Prozess samt Umgebung. Lass ihn ohne Privilegien und schreibgeschützt laufen, fern von öffentlichen Netzen.',
    },
    ipc: {
      en: '{workload} uses the host’s IPC namespace: it reaches the shared memory of the host’s programs. Remove the setting, and give it more shared memory of its own if it needs that.',
      de: '{workload} nutzt den IPC-Namespace des Hosts: Er erreicht den gemeinsamen Speicher der Host-Programme. Entferne die Einstellung und gib ihm bei Bedarf mehr eigenen gemeinsamen Speicher.',
    },
    uts: {
      en: '{workload} uses the host’s UTS namespace: it may see and, with the capability, change the name of the host. Remove the setting, and give the container a hostname of its own.',
      de: '{workload} nutzt den UTS-Namespace des Hosts: Er sieht den Namen des Hosts und ändert ihn, wenn er die Capability hat. Entferne die Einstellung und gib dem Container einen eigenen Hostnamen.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  batch:\n    image: acme/batch:1.0\n    ⟦pid: host⟧\n    ⟦ipc: host⟧\n    ⟦uts: host⟧\n',
        fixed: 'services:\n  batch:\n    image: acme/batch:1.0\n',
      },
      {
        format: 'compose',
        text: 'services:\n  metrics:\n    image: prom/node-exporter:v1.8.2\n    ⟦pid: host⟧\n    read_only: true\n',
        fixed: 'services:\n  metrics:\n    image: prom/node-exporter:v1.8.2\n    read_only: true\n',
      },
      {
        format: 'compose',
        text: 'services:\n  inference:\n    image: vllm/vllm-openai:v0.6.2\n    ⟦ipc: "host"⟧\n    read_only: true\n',
        fixed: 'services:\n  inference:\n    image: vllm/vllm-openai:v0.6.2\n    read_only: true\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  ⟦hostPID: true⟧\n  ⟦hostIPC: true⟧\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      stdin: true\n',
        fixed:
          'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      stdin: true\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\nPodmanArgs=⟦--pid=host⟧ ⟦--ipc host⟧\n',
        fixed: '[Container]\nImage=docker.io/acme/shop:5.2\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop ⟦--pid=host⟧ ⟦--ipc host⟧ acme/shop:5.2\n',
        fixed: '#!/bin/sh\nset -e\ndocker run -d --name shop acme/shop:5.2\n',
      },
      {
        format: 'devcontainer',
        text: '{\n  // where we work\n  "image": "acme/dev:1.0",\n  "runArgs": [⟦"--ipc=host"⟧]\n}\n',
        fixed: '{\n  // where we work\n  "image": "acme/dev:1.0"\n}\n',
      },
    ],
    good: [
      {
        format: 'compose',
        text: 'services:\n  batch:\n    image: acme/batch:1.0\n    ipc: private\n    shm_size: 1gb\n',
      },
      {
        format: 'compose',
        text: 'services:\n  batch:\n    image: acme/batch:1.0\n  sidecar:\n    image: acme/trace:1.0\n    pid: "service:batch"\n    ipc: shareable\n',
      },
      { format: 'dockerfile', text: 'FROM alpine:3.22\nLABEL pid=host\n' },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  hostPID: false\n  shareProcessNamespace: true\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      stdin: true\n',
      },
      { format: 'quadlet', text: '[Container]\nImage=docker.io/acme/shop:5.2\nPodmanArgs=--pid=private\n' },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop --pid=container:db acme/shop:5.2\n',
      },
    ],
  },
  checkContainer(workload, report, context) {
    const { pidNamespace, ipcNamespace, utsNamespace } = workload;
    if (is(pidNamespace, 'host')) {
      const observes = podOf(workload, context).some(
        (container) => observesHost(container) || addsCapability(container, 'SYS_PTRACE'),
      );
      report({
        message: observes ? 'observer' : 'pid',
        severity: observes || isDevContainerFile(workload.path) ? 'warning' : 'error',
        evidence: evidenceOf(pidNamespace, workload),
        ...removal(pidNamespace),
      });
    }
    if (is(ipcNamespace, 'host'))
      report({
        message: 'ipc',
        severity:
          isDevContainerFile(workload.path) || podOf(workload, context).some(computesOnGpu)
            ? 'warning'
            : 'error',
        evidence: evidenceOf(ipcNamespace, workload),
        ...removal(ipcNamespace),
      });
    if (is(utsNamespace, 'host'))
      report({ message: 'uts', evidence: evidenceOf(utsNamespace, workload), ...removal(utsNamespace) });
  },
});

/** Frameworks that pass data between processes through shared memory, for which `ipc: host` is the common advice. */
function computesOnGpu(workload: ContainerWorkload): boolean {
  return (
    workload.devices.items.some(
      ({ value }) => value.kind === 'gpu' || /nvidia|\/dev\/(dri|kfd)/.test(value.name),
    ) ||
    is(workload.runtime, 'nvidia') ||
    hasImage(workload, /cuda|pytorch|torch|vllm|sglang|text-generation-inference|triton|nemo|tensorrt|rocm/)
  );
}
