// The host's user ids and cgroup tree inside a container.
import { is } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { attack, cis, claim, cve, documents, kep, nist } from '../../knowledge/sources';
import { removal } from '../support/fix';
import { evidenceOf } from '../support/place';

export default defineRule({
  id: 'container-host-user-namespace',
  concern: 'isolation',
  severity: 'warning',
  title: {
    en: 'Container opts out of the user or cgroup namespace',
    de: 'Container ohne User- oder cgroup-Namespace',
  },
  why: {
    en: `With user namespaces, root in the container is an ordinary number outside; several escapes rated high or critical
fail on that alone (CVE-2019-5736 among them). \`userns_mode: host\` (\`--userns=host\`) takes one container out of the
mapping the engine was set up with. \`cgroup: host\` shows it the machine’s whole cgroup tree instead of its own branch.

Remove the setting. If files of a volume belong to the wrong numbers, change their owner instead. On an engine without
\`userns-remap\` the first one changes nothing today, but will on the day mapping is switched on.`,
    de: `Mit User-Namespaces ist root im Container außen eine gewöhnliche ID; mehrere als hoch oder kritisch bewertete
Ausbrüche scheitern allein daran (darunter CVE-2019-5736). \`userns_mode: host\` (\`--userns=host\`) nimmt einen Container
aus der Zuordnung heraus, mit der die Engine eingerichtet ist. \`cgroup: host\` zeigt ihm den cgroup-Baum der ganzen
Maschine statt seines eigenen Astes.

Entferne die Einstellung. Gehören Dateien eines Volumes den falschen IDs, ändere ihren Eigentümer. Auf einer Engine ohne
\`userns-remap\` ändert die erste heute nichts, wohl aber an dem Tag, an dem die Zuordnung eingeschaltet wird.`,
  },
  sources: [
    claim('A1-25'),
    claim('A1-48'),
    cis('5.31'),
    nist('4.4.3'),
    kep('127'),
    documents.kubernetesUserNamespaces,
    cve('CVE-2019-5736'),
    attack('T1611'),
  ],
  peers: { kics: ['Shared Host User Namespace'] },
  mitigations: { 'rootless-engine': 'hint' },
  messages: {
    user: {
      en: '{workload} uses the host’s user IDs: root inside stays root outside even where the engine maps users. Remove the setting and fix the owners of its volumes instead.',
      de: '{workload} nutzt die Benutzer-IDs des Hosts: root darin bleibt auch dort root, wo die Engine Benutzer zuordnet. Entferne die Einstellung und korrigiere stattdessen die Eigentümer der Volumes.',
    },
    cgroup: {
      en: '{workload} uses the host’s cgroup namespace: it sees the limits and the groups of everything that runs on the machine. Remove the setting; systemd inside needs only its own branch.',
      de: '{workload} nutzt den cgroup-Namespace des Hosts: Er sieht Grenzen und Gruppen von allem, was auf der Maschine läuft. Entferne die Einstellung; systemd darin braucht nur den eigenen Ast.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  files:\n    image: acme/files:1.0\n    ⟦userns_mode: host⟧\n    read_only: true\n',
        fixed: 'services:\n  files:\n    image: acme/files:1.0\n    read_only: true\n',
      },
      {
        format: 'compose',
        text: 'services:\n  files:\n    image: acme/files:1.0\n    ⟦cgroup: host⟧\n    read_only: true\n',
        fixed: 'services:\n  files:\n    image: acme/files:1.0\n    read_only: true\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\n⟦UserNS=host⟧\n',
        fixed: '[Container]\nImage=docker.io/acme/shop:5.2\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop ⟦--userns=host⟧ ⟦--cgroupns host⟧ acme/shop:5.2\n',
        fixed: '#!/bin/sh\nset -e\ndocker run -d --name shop acme/shop:5.2\n',
      },
    ],
    good: [
      { format: 'compose', text: 'services:\n  files:\n    image: acme/files:1.0\n    cgroup: private\n' },
      {
        format: 'compose',
        text: 'services:\n  files:\n    image: acme/files:1.0\n    userns_mode: $USERNS\n',
      },
      { format: 'dockerfile', text: 'FROM alpine:3.22\nENV USERNS=host\n' },
      { format: 'quadlet', text: '[Container]\nImage=docker.io/acme/shop:5.2\nUserNS=keep-id\n' },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  hostUsers: true\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      stdin: true\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop --cgroupns private acme/shop:5.2\n',
      },
    ],
  },
  checkContainer(workload, report, { posture }) {
    const { userNamespace, cgroupNamespace } = workload;
    // In Kubernetes it is the default, which the cluster decides.
    if (is(userNamespace, 'host') && userNamespace.state === 'stated' && workload.pod === undefined)
      report({
        message: 'user',
        // Where the engine maps nobody, opting out changes nothing today.
        severity: is(posture.userNamespaces, false) ? 'hint' : 'warning',
        evidence: evidenceOf(userNamespace, workload),
        ...removal(userNamespace),
      });
    if (is(cgroupNamespace, 'host') && cgroupNamespace.state === 'stated')
      report({
        message: 'cgroup',
        evidence: evidenceOf(cgroupNamespace, workload),
        ...removal(cgroupNamespace),
      });
  },
});
