// Privileged containers: every capability and device of the host, and none of the kernel's filters.
import { is } from '../../core/fact';
import { defineRule } from '../../core/rule';
import type { ContainerWorkload } from '../../core/workload';
import { nestedEngineImages } from '../../knowledge/images';
import { attack, bsi, cis, claim, cwe, nist, owasp, pss } from '../../knowledge/sources';
import { removal } from '../support/fix';
import { machineInitStart } from '../support/init';
import { evidenceOf } from '../support/place';
import { servesNode } from '../support/pod';
import { imageRow, isCalled, isDevContainerFile, isDevelopmentFile, isTestFile } from '../support/purpose';

export default defineRule({
  id: 'container-privileged',
  concern: 'isolation',
  severity: 'error',
  title: { en: 'Container runs privileged', de: 'Container läuft privilegiert' },
  why: {
    en: `A privileged container gets every capability and every device of the host, and neither seccomp nor AppArmor
filters what it asks of the kernel. All containers of a host share that kernel, so whoever takes over the process has
the machine: mounting its disk or loading a module is enough.

Find out what the program is refused without it, and grant exactly that: one device under \`devices\`, one capability under
\`cap_add\` (in Kubernetes \`capabilities.add\`, in Quadlet \`AddDevice=\` and \`AddCapability=\`). A workload that really
needs the whole machine (its own kernel modules, a nested engine for code of others) is better off in a VM.`,
    de: `Ein privilegierter Container bekommt alle Capabilities und alle Geräte des Hosts, und weder seccomp noch AppArmor
filtern, was er vom Kernel verlangt. Alle Container eines Hosts teilen diesen Kernel: Wer den Prozess übernimmt, hat die
Maschine, denn es genügt, ihre Platte einzuhängen oder ein Modul zu laden.

Stelle fest, was dem Programm ohne diese Einstellung verwehrt wird, und gib genau das: ein Gerät unter \`devices\`, eine
Capability unter \`cap_add\` (in Kubernetes \`capabilities.add\`, in Quadlet \`AddDevice=\` und \`AddCapability=\`). Was
wirklich die ganze Maschine braucht (eigene Kernelmodule, eine verschachtelte Engine für fremden Code), ist in einer VM
besser aufgehoben.`,
  },
  sources: [
    claim('A1-31'),
    claim('A1-45'),
    claim('A1-46'),
    claim('A2-08'),
    cis('5.5'),
    nist('4.4.3'),
    pss('baseline'),
    owasp('R3'),
    bsi('SYS.1.6.A17'),
    attack('T1611'),
    cwe('250'),
  ],
  peers: {
    trivy: ['KSV-0017'],
    checkov: ['CKV_K8S_16'],
    kics: ['Privileged Containers Enabled', 'Container Is Privileged'],
    'compose-lint': ['CL-0002'],
    'kube-linter': ['privileged-container'],
  },
  mitigations: { 'sandbox-runtime': 'warning', 'rootless-engine': 'warning', 'user-namespaces': 'warning' },
  messages: {
    privileged: {
      en: '{workload} runs privileged: it holds every capability and device of the host, so taking it over takes over the machine. Grant only the device or capability it needs.',
      de: '{workload} läuft privilegiert: Er hat alle Capabilities und Geräte des Hosts; wer ihn übernimmt, beherrscht die Maschine. Gib nur das Gerät oder die Capability, die er braucht.',
    },
    nestedEngine: {
      en: '{workload} runs privileged, as an engine inside a container needs to: whoever controls it controls the host. Use the rootless variant, sysbox or a VM for builds of others.',
      de: '{workload} läuft privilegiert, wie es eine Engine im Container braucht: Wer sie steuert, steuert den Host. Nimm für fremde Builds die rootless-Variante, sysbox oder eine VM.',
    },
    node: {
      en: '{workload} runs privileged on every node, as drivers of network and storage do: whoever takes it over has all nodes. Grant only what it needs, and let few people change it.',
      de: '{workload} läuft auf jedem Knoten privilegiert, wie es Netz- und Speichertreiber tun: Wer ihn übernimmt, hat alle Knoten. Gib ihm nur das Nötige und lass ihn nur wenige ändern.',
    },
    development: {
      en: '{workload} runs privileged for development or tests: all code that runs in it reaches the whole machine. Keep it off shared hosts, or grant only what is needed.',
      de: '{workload} läuft für Entwicklung oder Tests privilegiert: Aller Code darin erreicht die ganze Maschine. Halte ihn von gemeinsamen Hosts fern oder gib nur das Nötige.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  scanner:\n    image: acme/scanner:2.1\n    ⟦privileged: true⟧\n    user: "1000"\n',
        fixed: 'services:\n  scanner:\n    image: acme/scanner:2.1\n    user: "1000"\n',
      },
      {
        format: 'compose',
        text: 'services:\n  engine:\n    image: docker:27-dind\n    ⟦privileged: true⟧\n',
        fixed: 'services:\n  engine:\n    image: docker:27-dind\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      securityContext:\n        ⟦privileged: true⟧ # until the driver is gone\n        readOnlyRootFilesystem: true\n',
        fixed:
          'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      securityContext:\n        # until the driver is gone\n        readOnlyRootFilesystem: true\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\nPodmanArgs=⟦--privileged⟧\n',
        fixed: '[Container]\nImage=docker.io/acme/shop:5.2\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop ⟦--privileged⟧ --user 1000 acme/shop:5.2\n',
        fixed: '#!/bin/sh\nset -e\ndocker run -d --name shop --user 1000 acme/shop:5.2\n',
      },
      {
        format: 'devcontainer',
        text: '{\n  // where we work\n  "image": "acme/dev:1.0",\n  ⟦"privileged": true⟧,\n  "remoteUser": "dev"\n}\n',
        fixed: '{\n  // where we work\n  "image": "acme/dev:1.0",\n  "remoteUser": "dev"\n}\n',
      },
      {
        format: 'devcontainer',
        text: '{\n  // where we work\n  "image": "acme/dev:1.0",\n  "runArgs": ["--init", ⟦"--privileged"⟧]\n}\n',
        fixed: '{\n  // where we work\n  "image": "acme/dev:1.0",\n  "runArgs": ["--init"]\n}\n',
      },
    ],
    good: [
      {
        format: 'compose',
        text: 'services:\n  scanner:\n    image: acme/scanner:2.1\n    privileged: false\n',
      },
      {
        format: 'compose',
        text: 'services:\n  scanner:\n    image: acme/scanner:2.1\n    privileged: $PRIVILEGED\n',
      },
      { format: 'dockerfile', text: 'FROM alpine:3.22\nRUN echo privileged: true\n' },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      securityContext:\n        privileged: false\n',
      },
      { format: 'quadlet', text: '[Container]\nImage=docker.io/acme/shop:5.2\nPodmanArgs=--cpus=1\n' },
      {
        format: 'script',
        text: '#!/bin/sh\n# docker run --privileged acme/shop:5.2\necho "docker run --privileged acme/shop:5.2"\ndocker run -d --privileged=false acme/shop:5.2\n',
      },
      {
        format: 'devcontainer',
        text: '{\n  // where we work\n  "image": "acme/dev:1.0",\n  "privileged": false\n}\n',
      },
    ],
  },
  checkContainer(workload, report) {
    const { privileged } = workload;
    if (!is(privileged, true)) return;
    const purpose = purposeOf(workload);
    report({
      message: purpose,
      severity: purpose === 'privileged' ? 'error' : 'warning',
      evidence: evidenceOf(privileged, workload),
      ...removal(privileged),
    });
  },
});

function purposeOf(workload: ContainerWorkload): 'privileged' | 'nestedEngine' | 'node' | 'development' {
  if (imageRow(workload, nestedEngineImages) !== undefined || isCalled(workload, /(^|[-_/])dind([-_]|$)/))
    return 'nestedEngine';
  if (servesNode(workload)) return 'node';
  const forSystemd = isDevelopmentFile(workload.path) && machineInitStart(workload) !== undefined;
  const isTried = isTestFile(workload.path) || isDevContainerFile(workload.path);
  return forSystemd || isTried ? 'development' : 'privileged';
}
