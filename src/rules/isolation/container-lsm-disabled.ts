// Containers outside the kernel's mandatory access control.
import { is } from '../../core/fact';
import { defineRule } from '../../core/rule';
import type { ContainerWorkload } from '../../core/workload';
import { bsi, cis, claim, cwe, owasp, pss } from '../../knowledge/sources';
import { removal } from '../support/fix';
import { evidenceOf } from '../support/place';
import { isCalled } from '../support/purpose';

export default defineRule({
  id: 'container-lsm-disabled',
  concern: 'isolation',
  severity: 'warning',
  title: { en: 'Kernel confinement is switched off', de: 'Abschirmung des Kernels ist abgeschaltet' },
  why: {
    en: `AppArmor and SELinux are the layer that still holds when a process has become root inside the container: they keep
it from mounting, from writing under \`/proc\` and \`/sys\`, and SELinux from reading files of other containers. Beside
them an engine masks those files of \`/proc\` and \`/sys\` that show or change the host’s kernel; \`systempaths=unconfined\`
and \`Unmask=ALL\` take the masks off.

Remove the option. For files of the host under SELinux, the mount options \`:z\` and \`:Z\` relabel one folder instead of
switching the protection off; for a single missing right, load a profile of your own.`,
    de: `AppArmor und SELinux sind die Schicht, die noch hält, wenn ein Prozess im Container root geworden ist: Sie hindern
ihn am Einhängen von Dateisystemen, am Schreiben unter \`/proc\` und \`/sys\`, und SELinux am Lesen der Dateien anderer
Container. Daneben maskiert eine Engine die Dateien unter \`/proc\` und \`/sys\`, die den Kernel des Hosts zeigen oder
ändern; \`systempaths=unconfined\` und \`Unmask=ALL\` nehmen die Masken weg.

Entferne die Option. Für Dateien des Hosts unter SELinux geben die Mount-Optionen \`:z\` und \`:Z\` einem einzelnen
Verzeichnis ein neues Label, statt den Schutz abzuschalten; fehlt ein einzelnes Recht, lade ein eigenes Profil.`,
  },
  sources: [
    claim('A1-49'),
    cis('5.2'),
    cis('5.3'),
    pss('baseline'),
    owasp('R6'),
    bsi('SYS.1.6.A21'),
    cwe('693'),
  ],
  peers: {
    trivy: ['KSV-0002', 'KSV-0025'],
    kics: ['Security Opt Not Set', 'Missing App Armor Config'],
    'compose-lint': ['CL-0009'],
  },
  mitigations: { 'sandbox-runtime': 'hint', 'rootless-engine': 'info' },
  messages: {
    appArmor: {
      en: '{workload} runs without AppArmor: the layer is missing that keeps a root process in it from mounting and from writing to /proc and /sys. Remove the option or load a profile of its own.',
      de: '{workload} läuft ohne AppArmor: Es fehlt die Schicht, die einen root-Prozess darin am Einhängen von Dateisystemen und am Schreiben nach /proc und /sys hindert. Entferne die Option oder lade ein eigenes Profil.',
    },
    selinux: {
      en: '{workload} runs without SELinux separation: whoever breaks out of it as root may read files of the host and of other containers. Remove the option and relabel the mounts it needs with :Z.',
      de: '{workload} läuft ohne SELinux-Trennung: Wer als root daraus ausbricht, darf Dateien des Hosts und anderer Container lesen. Entferne die Option und gib den nötigen Mounts mit :Z ein neues Label.',
    },
    unmasked: {
      en: '{workload} sees the unmasked files of /proc and /sys: a root process in it may read and change settings of the host’s kernel. Remove the option or, with Podman, unmask only the path it needs.',
      de: '{workload} sieht die unmaskierten Dateien unter /proc und /sys: Ein root-Prozess darin darf Einstellungen des Host-Kernels lesen und ändern. Entferne die Option oder gib mit Podman nur den nötigen Pfad frei.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  ocr:\n    image: acme/ocr:1.0\n    security_opt:\n      - ⟦apparmor=unconfined⟧\n      - no-new-privileges:true\n',
        fixed:
          'services:\n  ocr:\n    image: acme/ocr:1.0\n    security_opt:\n      - no-new-privileges:true\n',
      },
      {
        format: 'compose',
        text: 'services:\n  images:\n    image: quay.io/buildah/stable:v1.37\n    devices:\n      - /dev/fuse\n    security_opt:\n      - ⟦label=disable⟧\n      - no-new-privileges:true\n',
        fixed:
          'services:\n  images:\n    image: quay.io/buildah/stable:v1.37\n    devices:\n      - /dev/fuse\n    security_opt:\n      - no-new-privileges:true\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      securityContext:\n        appArmorProfile:\n          ⟦type: Unconfined⟧\n        seLinuxOptions:\n          ⟦type: spc_t⟧\n',
        fixed:
          'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\n⟦SecurityLabelDisable=true⟧\n⟦Unmask=ALL⟧\n',
        fixed: '[Container]\nImage=docker.io/acme/shop:5.2\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop ⟦--security-opt apparmor=unconfined⟧ ⟦--security-opt label=disable⟧ ⟦--security-opt systempaths=unconfined⟧ acme/shop:5.2\n',
        fixed: '#!/bin/sh\nset -e\ndocker run -d --name shop acme/shop:5.2\n',
      },
    ],
    good: [
      {
        format: 'compose',
        text: 'services:\n  ocr:\n    image: acme/ocr:1.0\n    security_opt:\n      - apparmor=acme-ocr\n      - label=type:container_t\n',
      },
      {
        format: 'compose',
        text: 'services:\n  ocr:\n    image: acme/ocr:1.0\n    volumes:\n      - ./scans:/scans:Z\n',
      },
      { format: 'dockerfile', text: 'FROM alpine:3.22\nLABEL note="apparmor=unconfined"\n' },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      securityContext:\n        appArmorProfile:\n          type: RuntimeDefault\n        seLinuxOptions:\n          level: s0:c1,c2\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\nSecurityLabelType=container_t\nMask=/proc/sys\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop --security-opt label=type:container_t acme/shop:5.2\n',
      },
    ],
  },
  checkContainer(workload, report) {
    const { appArmor, selinux, maskedPaths } = workload;
    const severity = mountsThemselves(workload) ? 'info' : 'warning';
    if (is(appArmor, 'unconfined'))
      report({
        message: 'appArmor',
        severity,
        evidence: evidenceOf(appArmor, workload),
        ...removal(appArmor),
      });
    if (is(selinux, 'disabled'))
      report({ message: 'selinux', severity, evidence: evidenceOf(selinux, workload), ...removal(selinux) });
    // What a pod unmasks is judged by the Pod Security Standards.
    if (is(maskedPaths, false) && workload.pod === undefined)
      report({
        message: 'unmasked',
        severity,
        evidence: evidenceOf(maskedPaths, workload),
        ...removal(maskedPaths),
      });
  },
});

/** FUSE and engines inside containers mount by themselves, which the default profiles forbid. */
function mountsThemselves(workload: ContainerWorkload): boolean {
  return (
    workload.devices.items.some(({ value }) => value.name.startsWith('/dev/fuse')) ||
    isCalled(workload, /podman|buildah|buildkit|kaniko|rclone|mergerfs|sshfs|s3fs|-fuse|fuse-/)
  );
}
