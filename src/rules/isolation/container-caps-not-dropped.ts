// Containers that keep the engine's default set of capabilities.
import { is, none } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { normalizeCapability } from '../../knowledge/capabilities';
import { cis, claim, owasp, pss } from '../../knowledge/sources';
import { isExampleFile, isFileForTrying, isStateful, isTypedOnce, isWindows } from '../support/purpose';

export default defineRule({
  id: 'container-caps-not-dropped',
  concern: 'isolation',
  severity: 'hint',
  title: { en: 'Default capabilities are kept', de: 'Standard-Capabilities bleiben erhalten' },
  why: {
    en: `An engine leaves a container about eleven (Podman) or fourteen (Docker) capabilities, among them changing owners, with
Docker also raw sockets and creating device nodes. A program that listens on a port above 1024 and writes to its own volume
needs none of them; dropping them all costs nothing until somebody breaks in.

Drop \`ALL\` and add back by name what the program is refused: \`NET_BIND_SERVICE\` for ports below 1024; \`CHOWN\`,
\`SETUID\` and \`SETGID\` for images whose start script changes owners and then drops root, as most databases do.`,
    de: `Eine Engine lässt einem Container rund elf (Podman) oder vierzehn (Docker) Capabilities, darunter das Ändern von
Eigentümern, bei Docker auch Raw-Sockets und das Anlegen von Gerätedateien. Ein Programm, das auf einem Port über 1024
lauscht und in sein eigenes Volume schreibt, braucht keine davon; sie ihm alle zu entziehen kostet nichts, bis jemand
einbricht.

Entziehe \`ALL\` und gib namentlich zurück, was dem Programm fehlt: \`NET_BIND_SERVICE\` für Ports unter 1024;
\`CHOWN\`, \`SETUID\` und \`SETGID\` für Images, deren Startskript Eigentümer ändert und dann root abgibt, wie bei den meisten
Datenbanken.`,
  },
  sources: [claim('A1-49'), cis('5.4'), pss('restricted'), owasp('R3')],
  peers: {
    trivy: ['KSV-0003', 'KSV-0004', 'KSV-0106'],
    checkov: ['CKV_K8S_28', 'CKV_K8S_37'],
    kics: [
      'Container Capabilities Unrestricted',
      'NET_RAW Capabilities Not Being Dropped',
      'No Drop Capabilities for Containers',
    ],
    'compose-lint': ['CL-0006'],
    'kube-linter': ['drop-net-raw-capability'],
  },
  messages: {
    kept: {
      en: '{workload} keeps default capabilities: an intruder finds rights that the program hardly needs. Drop ALL and add back by name what it is refused.',
      de: '{workload} behält Standard-Capabilities: Ein Eindringling findet Rechte vor, die das Programm kaum braucht. Entziehe ALL und gib namentlich zurück, was ihm fehlt.',
    },
    privileged: {
      en: '{workload} does not drop ALL, and while it runs privileged the engine gives it every capability. End that first, then drop ALL and add back by name what it is refused.',
      de: '{workload} gibt nicht ALL ab, und solange er privilegiert läuft, erhält er jede Capability. Beende das zuerst, entziehe dann ALL und gib namentlich zurück, was ihm fehlt.',
    },
    stateful: {
      en: '{workload} keeps default capabilities, of which a database needs few. Drop ALL and add back CHOWN, SETUID, SETGID and what else its start script is refused, or set a user.',
      de: '{workload} behält Standard-Capabilities, von denen eine Datenbank wenige braucht. Entziehe ALL und gib CHOWN, SETUID, SETGID zurück und was ihrem Startskript sonst fehlt, oder setze einen Benutzer.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  ⟦shop⟧:\n    image: acme/shop:5.2\n    read_only: true\n',
        fixed:
          'services:\n  shop:\n    image: acme/shop:5.2\n    read_only: true\n    cap_drop:\n      - ALL\n',
      },
      {
        format: 'compose',
        text: 'services:\n  ⟦db⟧:\n    image: postgres:17\n  ⟦shop⟧:\n    image: acme/shop:5.2\n    cap_drop: [NET_RAW]\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - ⟦name: web⟧\n      image: acme/shop:5.2\n      stdin: true\n',
        fixed:
          'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      stdin: true\n      securityContext:\n        capabilities:\n          drop: [ALL]\n',
      },
      {
        format: 'quadlet',
        text: '⟦[Container]⟧\nImage=docker.io/acme/shop:5.2\nReadOnly=true\n',
        fixed: '[Container]\nImage=docker.io/acme/shop:5.2\nReadOnly=true\nDropCapability=all\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\n⟦docker run⟧ -d --name shop --read-only acme/shop:5.2\n',
        fixed: '#!/bin/sh\nset -e\ndocker run --cap-drop=ALL -d --name shop --read-only acme/shop:5.2\n',
      },
    ],
    good: [
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    cap_drop:\n      - all\n    cap_add:\n      - NET_BIND_SERVICE\n',
      },
      {
        format: 'compose',
        path: 'docker-compose.dev.yml',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n',
      },
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    cap_drop: ["$DROP"]\n',
      },
      { format: 'dockerfile', text: 'FROM alpine:3.22\nCMD ["sleep", "1"]\n' },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      securityContext:\n        capabilities:\n          drop:\n            - ALL\n',
      },
      { format: 'quadlet', text: '[Container]\nImage=docker.io/acme/shop:5.2\nDropCapability=all\n' },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop --cap-drop=all acme/shop:5.2\n',
      },
    ],
  },
  checkContainer(workload, report) {
    const { capabilitiesDropped, path } = workload;
    if (!none(capabilitiesDropped, (name) => normalizeCapability(name) === 'ALL')) return;
    if (isWindows(workload) || isFileForTrying(workload) || isExampleFile(path) || isTypedOnce(workload))
      return;
    const privileged = is(workload.privileged, true);
    const stateful = isStateful(workload);
    const untouched = !privileged && !stateful && capabilitiesDropped.items.length === 0;
    report({
      message: privileged ? 'privileged' : stateful ? 'stateful' : 'kept',
      evidence: [{ place: workload.place }],
      ...(untouched ? dropAll(workload.id) : {}),
    });
  },
});

/** Without a guessed list of capabilities to add back: the text says how to find them. */
function dropAll(workload: string) {
  return {
    fix: {
      title: { text: { en: 'Drop all capabilities', de: 'Alle Capabilities entziehen' } },
      safety: 'changes-behaviour',
      changes: [{ kind: 'set', workload, setting: { name: 'capabilitiesDropped', value: 'ALL' } }],
    },
  } as const;
}
