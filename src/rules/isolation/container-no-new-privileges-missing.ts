// Containers whose processes may gain rights through setuid programs.
import { is } from '../../core/fact';
import type { Fix } from '../../core/finding';
import { defineRule } from '../../core/rule';
import type { ContainerWorkload } from '../../core/workload';
import { cis, claim, cwe, owasp, pss } from '../../knowledge/sources';
import { addsCapability } from '../support/capability';
import { addition, correction } from '../support/fix';
import { evidenceOf } from '../support/place';
import { hasImage, isFileForTrying, isTypedOnce, isWindows } from '../support/purpose';

/** Images that let their user become root with sudo: they would break. */
const needsSetuid =
  /code-server|openvscode-server|jupyter\/|quay\.io\/jupyter\/|devcontainers\/|gitpod\/|coder\//;

export default defineRule({
  id: 'container-no-new-privileges-missing',
  concern: 'isolation',
  severity: 'info',
  title: { en: 'Processes may gain new privileges', de: 'Prozesse dürfen Rechte hinzugewinnen' },
  why: {
    en: `A setuid program such as \`su\`, \`mount\` or \`passwd\` lends its owner’s rights to whoever starts it, so a process
that runs as an ordinary user may become root inside the container through one weak program of the image. With
\`no-new-privileges\` the kernel ignores these bits for the container and all its children.

Add the option (in Kubernetes \`allowPrivilegeEscalation: false\`), or set \`"no-new-privileges": true\` for all containers
in the engine’s \`daemon.json\`. Images that rely on \`sudo\` or on a setuid \`ping\` would notice.`,
    de: `Ein setuid-Programm wie \`su\`, \`mount\` oder \`passwd\` leiht jedem, der es startet, die Rechte seines Eigentümers. So
kann ein Prozess, der als gewöhnlicher Benutzer läuft, über ein einziges schwaches Programm des Images im Container root
werden. Mit \`no-new-privileges\` übergeht der Kernel diese Bits für den Container und alle Kindprozesse.

Ergänze die Option (in Kubernetes \`allowPrivilegeEscalation: false\`) oder setze \`"no-new-privileges": true\` für alle
Container in der \`daemon.json\` der Engine. Images, die auf \`sudo\` oder ein setuid-\`ping\` bauen, würden es merken.`,
  },
  sources: [
    claim('A1-47'),
    claim('A1-49'),
    cis('5.26'),
    cis('2.14'),
    pss('restricted'),
    owasp('R4'),
    cwe('269'),
  ],
  peers: {
    trivy: ['KSV-0001'],
    checkov: ['CKV_K8S_20'],
    kics: [
      'No New Privileges Not Set',
      'Privilege Escalation Allowed',
      'Resource With Allow Privilege Escalation',
    ],
    'compose-lint': ['CL-0003'],
    'kube-linter': ['privilege-escalation-container'],
  },
  mitigations: { 'engine-no-new-privileges': 'hint' },
  messages: {
    refused: {
      en: '{workload} lets processes gain privileges, and Kubernetes refuses to forbid it while the container is privileged or has SYS_ADMIN. End that first, then set allowPrivilegeEscalation: false.',
      de: '{workload} lässt Prozesse Privilegien gewinnen, und Kubernetes lehnt das Verbot ab, solange der Container privilegiert ist oder SYS_ADMIN hat. Beende das zuerst, dann setze allowPrivilegeEscalation: false.',
    },
    pod: {
      en: '{workload} lets processes gain privileges: one weak setuid program of the image can make an ordinary user root. Set allowPrivilegeEscalation: false.',
      de: '{workload} lässt Prozesse Rechte hinzugewinnen: Ein schwaches setuid-Programm des Images kann einen gewöhnlichen Benutzer zu root machen. Setze allowPrivilegeEscalation: false.',
    },
    missing: {
      en: '{workload} lets processes gain privileges: one weak setuid program of the image can make an ordinary user root. Add the security option no-new-privileges.',
      de: '{workload} lässt Prozesse Rechte hinzugewinnen: Ein schwaches setuid-Programm des Images kann einen gewöhnlichen Benutzer zu root machen. Ergänze die Sicherheitsoption no-new-privileges.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  ⟦shop⟧:\n    image: acme/shop:5.2\n    user: "1000"\n',
        fixed:
          'services:\n  shop:\n    image: acme/shop:5.2\n    user: "1000"\n    security_opt:\n      - no-new-privileges:true\n',
      },
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    security_opt:\n      - ⟦no-new-privileges:false⟧\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - ⟦name: web⟧\n      image: acme/shop:5.2\n      stdin: true\n',
        fixed:
          'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      stdin: true\n      securityContext:\n        allowPrivilegeEscalation: false\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      securityContext:\n        ⟦allowPrivilegeEscalation: true⟧\n',
        fixed:
          'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      securityContext:\n        allowPrivilegeEscalation: false\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - ⟦name: web⟧\n      image: acme/shop:5.2\n      securityContext:\n        privileged: true\n',
      },
      {
        format: 'quadlet',
        text: '⟦[Container]⟧\nImage=docker.io/acme/shop:5.2\nReadOnly=true\n',
        fixed: '[Container]\nImage=docker.io/acme/shop:5.2\nReadOnly=true\nNoNewPrivileges=true\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\n⟦docker run⟧ -d --name shop --read-only acme/shop:5.2\n',
        fixed:
          '#!/bin/sh\nset -e\ndocker run --security-opt=no-new-privileges -d --name shop --read-only acme/shop:5.2\n',
      },
    ],
    good: [
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    security_opt: ["no-new-privileges:true"]\n',
      },
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    security_opt: [no-new-privileges]\n  editor:\n    image: codercom/code-server:4.93\n',
      },
      {
        format: 'compose',
        path: 'tests/compose.yaml',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n',
      },
      { format: 'dockerfile', text: 'FROM alpine:3.22\nCMD ["sleep", "1"]\n' },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      securityContext:\n        allowPrivilegeEscalation: false\n',
      },
      { format: 'quadlet', text: '[Container]\nImage=docker.io/acme/shop:5.2\nNoNewPrivileges=true\n' },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop --security-opt no-new-privileges acme/shop:5.2\n',
      },
    ],
  },
  checkContainer(workload, report) {
    const { noNewPrivileges } = workload;
    if (!is(noNewPrivileges, false) || isWindows(workload) || hasImage(workload, needsSetuid)) return;
    if (workload.software.packages.items.some(({ value }) => value === 'sudo')) return;
    // What the file switches off counts everywhere; that it says nothing matters where others can reach the service.
    const isTried = isFileForTrying(workload) || isTypedOnce(workload);
    if (noNewPrivileges.state === 'implied' && isTried) return;
    const message = workload.pod === undefined ? 'missing' : isRefused(workload) ? 'refused' : 'pod';
    report({
      message,
      severity: message === 'refused' ? 'hint' : 'info',
      evidence: evidenceOf(noNewPrivileges, workload),
      ...(message === 'refused' ? {} : fixOf(workload)),
    });
  },
});

/** The API refuses the option beside these, which raise privileges themselves. */
function isRefused(workload: ContainerWorkload): boolean {
  return (
    workload.pod !== undefined && (is(workload.privileged, true) || addsCapability(workload, 'SYS_ADMIN'))
  );
}

function fixOf(workload: ContainerWorkload): { readonly fix?: Fix } {
  const { noNewPrivileges, pod } = workload;
  const title = { en: 'Forbid new privileges', de: 'Neue Privilegien verbieten' };
  if (pod !== undefined && noNewPrivileges.state === 'stated') return correction(noNewPrivileges, 'false');
  return addition(noNewPrivileges, workload, { name: 'noNewPrivileges', value: true }, title);
}
