// Containers without the filter on system calls.
import { is } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { attack, bsi, cis, claim, cve, cwe, documents, nist, owasp, pss } from '../../knowledge/sources';
import { addsCapability } from '../support/capability';
import { correction, removal } from '../support/fix';
import { evidenceOf } from '../support/place';
import { isDevContainerFile } from '../support/purpose';

export default defineRule({
  id: 'container-seccomp-unconfined',
  concern: 'isolation',
  severity: 'error',
  title: { en: 'System call filter is switched off', de: 'Filter für Systemaufrufe ist abgeschaltet' },
  why: {
    en: `Docker’s default seccomp profile refuses some 44 system calls that hardly any program needs and that kernel
exploits like to start from, such as \`unshare\`, \`mount\` and \`keyctl\`. On a shared kernel each of them is attack surface:
CVE-2022-0185 starts with \`unshare\`.

Remove the option; in Kubernetes write \`type: RuntimeDefault\`. If one call is really missing, take the default profile,
allow this call, and name the file: \`security_opt: [seccomp=profile.json]\`, in Kubernetes \`type: Localhost\`. Debuggers
need no exception on kernels from 4.8 on.`,
    de: `Das Standard-seccomp-Profil von Docker verweigert etwa 44 Systemaufrufe, die kaum ein Programm braucht und mit denen
Kernel-Exploits gern beginnen, darunter \`unshare\`, \`mount\` und \`keyctl\`. Auf einem geteilten Kernel ist jeder davon
Angriffsfläche: CVE-2022-0185 beginnt mit \`unshare\`.

Entferne die Option; in Kubernetes schreibe \`type: RuntimeDefault\`. Fehlt wirklich ein Aufruf, nimm das Standardprofil,
erlaube diesen einen und nenne die Datei: \`security_opt: [seccomp=profile.json]\`, in Kubernetes \`type: Localhost\`.
Debugger brauchen ab Kernel 4.8 keine Ausnahme.`,
  },
  sources: [
    claim('A1-49'),
    documents.dockerSeccomp,
    cis('5.22'),
    cis('2.17'),
    pss('baseline'),
    nist('4.4.4'),
    owasp('R6'),
    bsi('SYS.1.6.A21'),
    attack('T1611'),
    cve('CVE-2022-0185'),
    cwe('693'),
  ],
  peers: {
    trivy: ['KSV-0030', 'KSV-0104'],
    checkov: ['CKV_K8S_31', 'CKV_K8S_32'],
    kics: ['Default Seccomp Profile Disabled', 'Seccomp Profile Is Not Configured'],
    'compose-lint': ['CL-0009'],
  },
  mitigations: { 'sandbox-runtime': 'info' },
  messages: {
    unconfined: {
      en: '{workload} runs without seccomp: it may make the system calls that the default profile refuses, on the kernel all containers share. Use the default profile, or one that adds only the call needed.',
      de: '{workload} läuft ohne seccomp: Er darf die Systemaufrufe machen, die das Standardprofil verweigert, und das am Kernel, den alle teilen. Nimm das Standardprofil oder eines, das nur den nötigen Aufruf ergänzt.',
    },
    pod: {
      en: '{workload} runs without seccomp: it may make the system calls that the default profile refuses, on the kernel all containers share. Write type: RuntimeDefault, or name a profile that adds only the call needed.',
      de: '{workload} läuft ohne seccomp: Er darf die Systemaufrufe machen, die das Standardprofil verweigert, und das am Kernel, den alle teilen. Schreibe type: RuntimeDefault oder nenne ein Profil, das nur den nötigen Aufruf ergänzt.',
    },
    debugging: {
      en: '{workload} runs without seccomp for debugging, which kernels before 4.8 needed: every other refused system call is open too. On newer kernels use the default profile.',
      de: '{workload} läuft zum Debuggen ohne seccomp, was Kernel vor 4.8 brauchten: Auch alle übrigen verweigerten Systemaufrufe sind offen. Nimm auf neueren Kerneln das Standardprofil.',
    },
    feature: {
      en: '{workload} runs without seccomp because this Feature turns it off, for debuggers: every other refused system call is open too. If that matters, install its tools in the image instead.',
      de: '{workload} läuft ohne seccomp, weil dieses Feature es für Debugger abschaltet: Auch alle übrigen verweigerten Systemaufrufe sind offen. Fällt das ins Gewicht, installiere seine Werkzeuge stattdessen im Image.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  chat:\n    image: acme/chat:1.0\n    security_opt:\n      - no-new-privileges:true\n      - ⟦seccomp=unconfined⟧\n',
        fixed:
          'services:\n  chat:\n    image: acme/chat:1.0\n    security_opt:\n      - no-new-privileges:true\n',
      },
      {
        format: 'compose',
        text: 'services:\n  dev:\n    image: acme/cpp:1.0\n    cap_add:\n      - SYS_PTRACE\n    security_opt:\n      - no-new-privileges:true\n      - ⟦seccomp:unconfined⟧\n',
        fixed:
          'services:\n  dev:\n    image: acme/cpp:1.0\n    cap_add:\n      - SYS_PTRACE\n    security_opt:\n      - no-new-privileges:true\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  securityContext:\n    seccompProfile:\n      ⟦type: Unconfined⟧\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      stdin: true\n',
        fixed:
          'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  securityContext:\n    seccompProfile:\n      type: RuntimeDefault\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      stdin: true\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\n⟦SeccompProfile=unconfined⟧\n',
        fixed: '[Container]\nImage=docker.io/acme/shop:5.2\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop ⟦--security-opt seccomp=unconfined⟧ acme/shop:5.2\n',
        fixed: '#!/bin/sh\nset -e\ndocker run -d --name shop acme/shop:5.2\n',
      },
      {
        format: 'devcontainer',
        text: '{\n  // where we work\n  "image": "acme/dev:1.0",\n  "securityOpt": [⟦"seccomp=unconfined"⟧],\n  "capAdd": ["SYS_PTRACE"]\n}\n',
        fixed: '{\n  // where we work\n  "image": "acme/dev:1.0",\n  "capAdd": ["SYS_PTRACE"]\n}\n',
      },
      {
        format: 'devcontainer',
        text: '{\n  "image": "acme/dev:1.0",\n  "features": {\n    ⟦"ghcr.io/devcontainers/features/go:1": {}⟧\n  }\n}\n',
      },
    ],
    good: [
      {
        format: 'compose',
        text: 'services:\n  chat:\n    image: acme/chat:1.0\n    security_opt:\n      - seccomp:./profiles/chat.json\n      # - seccomp:unconfined\n',
      },
      { format: 'compose', text: 'services:\n  chat:\n    image: acme/chat:1.0\n' },
      { format: 'dockerfile', text: 'FROM alpine:3.22\nLABEL run="--security-opt seccomp=unconfined"\n' },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  securityContext:\n    seccompProfile:\n      type: Unconfined\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      securityContext:\n        seccompProfile:\n          type: RuntimeDefault\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\nSeccompProfile=/etc/containers/shop.json\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop --security-opt seccomp=shop.json acme/shop:5.2\n',
      },
      {
        format: 'devcontainer',
        text: '{\n  // where we work\n  "image": "acme/dev:1.0",\n  "securityOpt": ["seccomp=shop.json"]\n}\n',
      },
    ],
  },
  checkContainer(workload, report) {
    const { seccomp } = workload;
    if (!is(seccomp, 'unconfined')) return;
    const isDebugging = addsCapability(workload, 'SYS_PTRACE');
    const byFeature = workload.format === 'devcontainer' && seccomp.state === 'implied';
    report({
      message: byFeature
        ? 'feature'
        : isDebugging
          ? 'debugging'
          : workload.pod === undefined
            ? 'unconfined'
            : 'pod',
      severity: byFeature ? 'info' : isDebugging || isDevContainerFile(workload.path) ? 'warning' : 'error',
      evidence: evidenceOf(seccomp, workload),
      // Without a profile, most clusters filter nothing either.
      ...(workload.pod === undefined ? removal(seccomp) : correction(seccomp, 'RuntimeDefault')),
    });
  },
});
