// Single capabilities that reach from a container into the shared kernel.
import { is, type Known } from '../../core/fact';
import type { Severity } from '../../core/finding';
import { defineRule } from '../../core/rule';
import type { ContainerWorkload } from '../../core/workload';
import { type DangerousCapability, dangerousCapability } from '../../knowledge/capabilities';
import { attack, bsi, cis, claim, cve, cwe, documents, nist, owasp, pss } from '../../knowledge/sources';
import { removal } from '../support/fix';
import { evidenceOf } from '../support/place';
import { servesNode } from '../support/pod';
import { isCalled, isDevContainerFile } from '../support/purpose';

/** VPNs, address managers, packet filters and sniffers have to change interfaces and routes: that is their task. */
const movesTraffic =
  /wireguard|wg-easy|openvpn|softether|strongswan|libreswan|ipsec|l2tp|tailscale|zerotier|netmaker|gluetun|(^|[-_/])vpn([-_]|$)|-vpn|vpn-|keepalived|pi-?hole|dhcp|dnsmasq|firezone|headscale|netbird|fail2ban|crowdsec|suricata|(^|[-_/])(zeek|snort)([-_]|$)|tcpdump|iptables|nftables|firewall/;

export default defineRule({
  id: 'container-dangerous-cap',
  concern: 'isolation',
  severity: 'error',
  title: { en: 'Capability reaches into the host', de: 'Capability reicht in den Host' },
  why: {
    en: `Capabilities are the pieces of what root may do. Most stay inside the container’s namespaces; some do not.
\`SYS_ADMIN\`, \`SYS_MODULE\`, \`SYS_RAWIO\`, \`DAC_READ_SEARCH\`, \`BPF\` and, with the host’s process namespace,
\`SYS_PTRACE\` are ways to the host itself (CVE-2022-0185 needed \`SYS_ADMIN\`). \`NET_ADMIN\`, \`SYS_BOOT\`, \`SYS_TIME\`
and \`SYSLOG\` change or read single parts of it.

Remove the capability and look at what the program is then refused; often a smaller one, a device or a sysctl of its own
network namespace does. A program that must load modules or mount belongs in a VM.`,
    de: `Capabilities sind die einzelnen Rechte, die root ausmachen. Die meisten bleiben in den Namespaces des Containers, einige
nicht. \`SYS_ADMIN\`, \`SYS_MODULE\`, \`SYS_RAWIO\`, \`DAC_READ_SEARCH\`, \`BPF\` und, zusammen mit dem Prozess-Namespace des
Hosts, \`SYS_PTRACE\` sind Wege zum Host selbst (CVE-2022-0185 brauchte \`SYS_ADMIN\`). \`NET_ADMIN\`, \`SYS_BOOT\`, \`SYS_TIME\`
und \`SYSLOG\` ändern oder lesen einzelne Teile von ihm.

Entferne die Capability und sieh nach, was dem Programm dann verwehrt wird; oft genügt eine kleinere, ein Gerät oder ein
sysctl im eigenen Netzwerk-Namespace. Ein Programm, das Kernelmodule laden oder Dateisysteme einhängen muss,
gehört in eine VM.`,
  },
  sources: [
    claim('A1-45'),
    claim('A1-46'),
    claim('A1-64'),
    documents.linuxCapabilities,
    cis('5.4'),
    pss('baseline'),
    nist('4.4.3'),
    owasp('R3'),
    bsi('SYS.1.6.A17'),
    attack('T1611'),
    cve('CVE-2022-0185'),
    cwe('250'),
  ],
  peers: {
    trivy: ['KSV-0005', 'KSV-0022', 'KSV-0119', 'KSV-0120'],
    checkov: ['CKV_K8S_24', 'CKV_K8S_25', 'CKV_K8S_36', 'CKV_K8S_39'],
    kics: [
      'Container Capabilities Unrestricted',
      'Containers With Added Capabilities',
      'Containers With Sys Admin Capabilities',
      'Not Limited Capabilities For Container',
    ],
    'compose-lint': ['CL-0011', 'CL-0024', 'CL-0027', 'CL-0028', 'CL-0029', 'CL-0030'],
  },
  mitigations: { 'sandbox-runtime': 'info', 'rootless-engine': 'warning', 'user-namespaces': 'warning' },
  messages: {
    host: {
      en: '{workload} has {capability}, which {grants}: whoever takes it over has a way to the host. Remove it, and add only what the program is then refused.',
      de: '{workload} hat {capability}; das {grants}: Wer ihn übernimmt, hat einen Weg zum Host. Entferne sie und ergänze nur, was dem Programm dann verwehrt wird.',
    },
    reach: {
      en: '{workload} has {capability}, which {grants}: with it an intruder reaches beyond the container. Remove it if the program runs without.',
      de: '{workload} hat {capability}; das {grants}: Damit reicht ein Eindringling über den Container hinaus. Entferne sie, wenn das Programm ohne sie auskommt.',
    },
    ownNetwork: {
      en: '{workload} has {capability}, which {grants} of its own network, and opens kernel code for network filters that ordinary containers do not reach. Remove it if the program runs without.',
      de: '{workload} hat {capability}; das {grants}, wenn auch nur im eigenen Netz, und öffnet Kernelcode für Netzfilter, den gewöhnliche Container nicht erreichen. Entferne sie, wenn das Programm ohne sie auskommt.',
    },
    network: {
      en: '{workload} has {capability}, as moving traffic needs: an intruder may change routes and firewall rules of its network. Give it the host’s network only if it must have it, and add nothing else.',
      de: '{workload} hat {capability}, wie es zum Weiterleiten von Verkehr nötig ist: Ein Eindringling darf Routen und Firewall-Regeln seines Netzes ändern. Gib ihm das Netz des Hosts nur, wenn es sein muss, und sonst nichts dazu.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  backup:\n    image: acme/backup:1.0\n    cap_add:\n      - ⟦SYS_ADMIN⟧\n      - CHOWN\n      - ⟦CAP_SYS_TIME⟧\n',
        fixed: 'services:\n  backup:\n    image: acme/backup:1.0\n    cap_add:\n      - CHOWN\n',
      },
      {
        format: 'compose',
        text: 'services:\n  tracer:\n    image: acme/tracer:1.0\n    pid: host\n    cap_add: [⟦sys_ptrace⟧]\n  gateway:\n    image: linuxserver/wireguard:1.0\n    cap_add: [⟦NET_ADMIN⟧]\n',
        fixed:
          'services:\n  tracer:\n    image: acme/tracer:1.0\n    pid: host\n  gateway:\n    image: linuxserver/wireguard:1.0\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      securityContext:\n        capabilities:\n          drop: [ALL]\n          add:\n            - CHOWN\n            - ⟦SYS_ADMIN⟧\n',
        fixed:
          'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      securityContext:\n        capabilities:\n          drop: [ALL]\n          add:\n            - CHOWN\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\n⟦AddCapability=CAP_SYS_MODULE⟧\n',
        fixed: '[Container]\nImage=docker.io/acme/shop:5.2\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop ⟦--cap-add SYS_ADMIN⟧ --cap-add=CHOWN acme/shop:5.2\n',
        fixed: '#!/bin/sh\nset -e\ndocker run -d --name shop --cap-add=CHOWN acme/shop:5.2\n',
      },
      {
        format: 'devcontainer',
        text: '{\n  // where we work\n  "image": "acme/dev:1.0",\n  "capAdd": [⟦"SYS_PTRACE"⟧]\n}\n',
        fixed: '{\n  // where we work\n  "image": "acme/dev:1.0"\n}\n',
      },
      {
        format: 'devcontainer',
        text: '{\n  "image": "acme/dev:1.0",\n  "features": {\n    "ghcr.io/devcontainers/features/go:1": {}\n  },\n  "capAdd": [⟦"SYS_PTRACE"⟧]\n}\n',
      },
    ],
    good: [
      {
        format: 'compose',
        text: 'services:\n  backup:\n    image: acme/backup:1.0\n    cap_drop: [ALL, SYS_ADMIN]\n    cap_add:\n      - CHOWN\n      - NET_BIND_SERVICE\n      - NET_RAW\n      # - SYS_ADMIN\n',
      },
      {
        format: 'compose',
        text: 'services:\n  backup:\n    image: acme/backup:1.0\n    cap_add: ["$EXTRA_CAP"]\n',
      },
      { format: 'dockerfile', text: 'FROM alpine:3.22\nENV CAPS=SYS_ADMIN\n' },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      securityContext:\n        capabilities:\n          drop: [ALL, SYS_ADMIN]\n          add: [NET_BIND_SERVICE]\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\nDropCapability=all\nAddCapability=CAP_NET_BIND_SERVICE\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop --cap-drop ALL --cap-add NET_BIND_SERVICE acme/shop:5.2\n',
      },
      {
        format: 'devcontainer',
        text: '{\n  // where we work\n  "image": "acme/dev:1.0",\n  "capAdd": ["CHOWN"]\n}\n',
      },
    ],
  },
  checkContainer(workload, report) {
    for (const [known, [first, ...others]] of addedBy(workload)) {
      const { message, severity } = judge(known, workload);
      report({
        message,
        severity,
        args: { capability: known.name, grants: known.grants },
        evidence: [...evidenceOf(first, workload), ...others.flatMap((other) => evidenceOf(other, workload))],
        // Taken out in one place, the other would still add it.
        ...(others.length === 0 ? removal(first) : {}),
      });
    }
  },
});

type Adding = readonly [Known<string>, ...Known<string>[]];

/** Each dangerous capability once, with all that adds it: a dev container’s Feature may ask for what the file asks for. */
function addedBy({ capabilitiesAdded }: ContainerWorkload): ReadonlyMap<DangerousCapability, Adding> {
  const found = new Map<DangerousCapability, Adding>();
  for (const added of capabilitiesAdded.items) {
    const known = dangerousCapability(added.value);
    if (known === undefined) continue;
    const before = found.get(known);
    found.set(known, before === undefined ? [added] : [...before, added]);
  }
  return found;
}

type Judgement = {
  readonly message: 'host' | 'reach' | 'ownNetwork' | 'network';
  readonly severity: Severity;
};

function judge({ name, tier }: DangerousCapability, workload: ContainerWorkload): Judgement {
  if (tier === 'host' || (tier === 'traces' && is(workload.pidNamespace, 'host')))
    return { message: 'host', severity: 'error' };
  if (name === 'NET_ADMIN' && (isCalled(workload, movesTraffic) || servesNode(workload)))
    return { message: 'network', severity: 'info' };
  if (name === 'NET_ADMIN' && !is(workload.networkNamespace, 'host'))
    return { message: 'ownNetwork', severity: 'warning' };
  // Debuggers of the one who works in it; nobody else is let in.
  return { message: 'reach', severity: isDevContainerFile(workload.path) ? 'info' : 'warning' };
}
