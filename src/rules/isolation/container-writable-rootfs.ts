// Containers that may change their own programs and configuration while they run.
import { is } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { bsi, cis, claim, nist, owasp } from '../../knowledge/sources';
import { addition, correction } from '../support/fix';
import { evidenceOf } from '../support/place';
import { isFileForTrying, isStateful, isTypedOnce, isWindows, mountsSources } from '../support/purpose';

export default defineRule({
  id: 'container-writable-rootfs',
  concern: 'isolation',
  severity: 'hint',
  title: { en: 'Root file system is writable', de: 'Wurzeldateisystem ist beschreibbar' },
  why: {
    en: `An image is built and tested as a whole; a container that may write to its own root can drift away from it, and an
intruder can leave a program there. With a read-only root, what runs is what was built, and data is only where it is meant
to be.

Make the root read-only and give the paths that are written to a \`tmpfs\` (\`/tmp\`, \`/run\`) or a volume, in Kubernetes an
\`emptyDir\`. Expect one or two starts until all of them are found.`,
    de: `Ein Image wird als Ganzes gebaut und geprüft; ein Container, der in seine eigene Wurzel schreiben darf, kann davon
abweichen, und ein Eindringling kann dort ein Programm ablegen. Mit schreibgeschützter Wurzel läuft, was gebaut wurde, und Daten
liegen nur dort, wo sie hingehören.

Mach die Wurzel schreibgeschützt und gib den Pfaden, in die geschrieben wird, ein \`tmpfs\` (\`/tmp\`, \`/run\`)
oder ein Volume, in Kubernetes ein \`emptyDir\`. Rechne mit ein oder zwei Starts, bis alle gefunden sind.`,
  },
  sources: [claim('A1-36'), claim('A1-52'), cis('5.13'), nist('4.4.4'), owasp('R8'), bsi('SYS.1.6.A23')],
  peers: {
    trivy: ['KSV-0014'],
    checkov: ['CKV_K8S_22'],
    kics: ['Root Container Not Mounted As Read-only'],
    'compose-lint': ['CL-0007'],
    'kube-linter': ['no-read-only-root-fs'],
  },
  messages: {
    writable: {
      en: '{workload} may write to its own root file system: an intruder can leave programs there, and the container drifts from its image. Make the root read-only and give it a tmpfs or volume where it writes.',
      de: '{workload} darf in sein eigenes Wurzeldateisystem schreiben: Ein Eindringling kann dort Programme ablegen, und der Container weicht vom Image ab. Mach die Wurzel schreibgeschützt und gib ihm ein tmpfs oder Volume, wo er schreibt.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  ⟦shop⟧:\n    image: acme/shop:5.2\n    volumes:\n      - ./shop.toml:/etc/shop.toml:ro\n',
        fixed:
          'services:\n  shop:\n    image: acme/shop:5.2\n    volumes:\n      - ./shop.toml:/etc/shop.toml:ro\n    read_only: true\n',
      },
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    ⟦read_only: false⟧ # for now\n',
        fixed: 'services:\n  shop:\n    image: acme/shop:5.2\n    read_only: true # for now\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - ⟦name: web⟧\n      image: acme/shop:5.2\n      stdin: true\n',
        fixed:
          'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      stdin: true\n      securityContext:\n        readOnlyRootFilesystem: true\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      securityContext:\n        ⟦readOnlyRootFilesystem: false⟧ # writes to /tmp\n',
        fixed:
          'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      securityContext:\n        readOnlyRootFilesystem: true # writes to /tmp\n',
      },
      {
        format: 'quadlet',
        text: '⟦[Container]⟧\nImage=docker.io/acme/shop:5.2\nNoNewPrivileges=true\n',
        fixed: '[Container]\nImage=docker.io/acme/shop:5.2\nNoNewPrivileges=true\nReadOnly=true\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\n⟦docker run⟧ -d --name shop --cap-drop ALL acme/shop:5.2\n',
        fixed: '#!/bin/sh\nset -e\ndocker run --read-only -d --name shop --cap-drop ALL acme/shop:5.2\n',
      },
    ],
    good: [
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    read_only: true\n    tmpfs:\n      - /tmp\n',
      },
      {
        format: 'compose',
        text: 'services:\n  db:\n    image: postgres:17\n  web:\n    build: .\n    volumes:\n      - .:/app\n',
      },
      {
        format: 'compose',
        path: 'compose.dev.yaml',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n',
      },
      { format: 'dockerfile', text: 'FROM alpine:3.22\nCMD ["sleep", "1"]\n' },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      securityContext:\n        readOnlyRootFilesystem: true\n',
      },
      { format: 'quadlet', text: '[Container]\nImage=docker.io/acme/shop:5.2\nReadOnly=true\n' },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop --read-only --tmpfs /tmp acme/shop:5.2\n',
      },
    ],
  },
  checkContainer(workload, report) {
    const { readOnlyRootFilesystem } = workload;
    if (!is(readOnlyRootFilesystem, false) || isStateful(workload) || isWindows(workload)) return;
    const isTried = isFileForTrying(workload) || mountsSources(workload) || isTypedOnce(workload);
    // What the file switches off counts everywhere.
    if (readOnlyRootFilesystem.state === 'implied' && isTried) return;
    report({
      message: 'writable',
      evidence: evidenceOf(readOnlyRootFilesystem, workload),
      ...addition(
        readOnlyRootFilesystem,
        workload,
        { name: 'readOnlyRootFilesystem', value: true },
        { en: 'Make the root file system read-only', de: 'Wurzeldateisystem schreibgeschützt machen' },
      ),
      ...correction(readOnlyRootFilesystem, 'true'),
    });
  },
});
