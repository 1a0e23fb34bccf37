// The host's network stack inside a container.
import { is } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { cis, claim, cwe, nist, pss } from '../../knowledge/sources';
import { removal } from '../support/fix';
import { evidenceOf } from '../support/place';
import { podOf, servesNode } from '../support/pod';
import { isCalled } from '../support/purpose';

/** Programs that speak broadcast, multicast or raw packets, or move the host's own traffic. */
const networkPrograms =
  /home-?assistant|(^|[-_/])hass([-_]|$)|ingress|homebridge|plex|jellyfin|emby|dlna|unifi|shairport|snapcast|avahi|mdns|bonjour|zeroconf|dnsmasq|dhcp|pi-?hole|adguard|wireguard|openvpn|pptp|l2tp|softether|strongswan|libreswan|ipsec|tailscale|zerotier|netmaker|headscale|(^|[-_/])vpn([-_]|$)|keepalived|zigbee|esphome|node[-_]?exporter|netdata|suricata|(^|[-_/])(frr|bird|zeek|p0f|wol)([-_]|$)|tcpdump|watchyourlan|netalertx|upsnap|wake-?on-?lan|ntopng|arpwatch|passivedns|nmap|aircrack|fail2ban|crowdsec.*bouncer/;

export default defineRule({
  id: 'container-host-network',
  concern: 'isolation',
  severity: 'warning',
  title: { en: 'Container uses the host’s network', de: 'Container nutzt das Netz des Hosts' },
  why: {
    en: `Without a network stack of its own the container binds ports on every address of the host, reaches what listens on
its loopback interface only (databases, metadata services, the engine’s debug port), and no published port list says what
is open. Published ports and a network per application keep both directions visible.

Programs that answer broadcasts or multicasts (DHCP, mDNS) or that are the host’s VPN need it; a macvlan network may do
instead. On Docker Desktop the “host” is the engine’s VM, not the computer on the desk.`,
    de: `Ohne eigenen Netzwerk-Stack öffnet der Container Ports auf allen Adressen des Hosts, erreicht, was nur auf dessen
Loopback-Schnittstelle lauscht (Datenbanken, Metadatendienste, den Debug-Port der Engine), und keine Portliste sagt, was
offen ist. Veröffentlichte Ports und ein Netz je Anwendung halten beide Richtungen sichtbar.

Programme, die auf Broadcasts oder Multicasts antworten (DHCP, mDNS) oder das VPN des Hosts sind, brauchen es; mitunter genügt
ein macvlan-Netz. Unter Docker Desktop ist der „Host“ die VM der Engine, nicht der Rechner auf dem Tisch.`,
  },
  sources: [claim('A1-25'), cis('5.10'), pss('baseline'), nist('4.4.2'), cwe('653')],
  peers: {
    trivy: ['KSV-0009'],
    checkov: ['CKV_K8S_19'],
    kics: ['Shared Host Network Namespace'],
    'compose-lint': ['CL-0008'],
    'kube-linter': ['host-network'],
  },
  mitigations: { 'rootless-engine': 'info' },
  messages: {
    host: {
      en: '{workload} uses the host’s network: its ports open on every address of the host, and it reaches services meant for the loopback interface only. Give it a network of its own and open the ports it needs.',
      de: '{workload} nutzt das Netz des Hosts: Seine Ports sind auf jeder Adresse offen, und er erreicht Dienste, die nur für die Loopback-Schnittstelle gedacht sind. Gib ihm ein eigenes Netz und öffne die nötigen Ports.',
    },
    network: {
      en: '{workload} uses the host’s network, which programs of its kind may need for broadcasts or routing: it also reaches the host’s loopback services. Check whether a network of its own is enough.',
      de: '{workload} nutzt das Netz des Hosts, was Programme seiner Art für Broadcasts oder Routing brauchen können: Er erreicht auch die Loopback-Dienste des Hosts. Prüfe, ob ein eigenes Netz genügt.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    ⟦network_mode: host⟧\n    read_only: true\n',
        fixed: 'services:\n  shop:\n    image: acme/shop:5.2\n    read_only: true\n',
      },
      {
        format: 'compose',
        text: 'services:\n  home:\n    image: ghcr.io/home-assistant/home-assistant:2026.10\n    ⟦network_mode: "host"⟧\n',
        fixed: 'services:\n  home:\n    image: ghcr.io/home-assistant/home-assistant:2026.10\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  ⟦hostNetwork: true⟧ # for now\n  restartPolicy: Never\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      stdin: true\n',
        fixed:
          'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  # for now\n  restartPolicy: Never\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      stdin: true\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\n⟦Network=host⟧\nReadOnly=true\n',
        fixed: '[Container]\nImage=docker.io/acme/shop:5.2\nReadOnly=true\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop ⟦--net=host⟧ --read-only acme/shop:5.2\n',
        fixed: '#!/bin/sh\nset -e\ndocker run -d --name shop --read-only acme/shop:5.2\n',
      },
      {
        format: 'devcontainer',
        text: '{\n  // where we work\n  "image": "acme/dev:1.0",\n  "runArgs": [⟦"--network=host"⟧, "--init"]\n}\n',
        fixed: '{\n  // where we work\n  "image": "acme/dev:1.0",\n  "runArgs": ["--init"]\n}\n',
      },
    ],
    good: [
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    ports:\n      - "443:8443"\n',
      },
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    network_mode: bridge\n  helper:\n    image: acme/helper:1.0\n    network_mode: "service:shop"\n  batch:\n    image: acme/batch:1.0\n    network_mode: $MODE\n',
      },
      { format: 'dockerfile', text: 'FROM alpine:3.22\nRUN --network=host wget -q https://example.org/x\n' },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  hostNetwork: false\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      ports:\n        - containerPort: 8080\n',
      },
      { format: 'quadlet', text: '[Container]\nImage=docker.io/acme/shop:5.2\nNetwork=shop.network\n' },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop --network shop acme/shop:5.2\n',
      },
      {
        format: 'devcontainer',
        text: '{\n  // where we work\n  "image": "acme/dev:1.0",\n  "forwardPorts": [8080]\n}\n',
      },
    ],
  },
  checkContainer(workload, report, context) {
    const { networkNamespace } = workload;
    if (!is(networkNamespace, 'host')) return;
    const expected = podOf(workload, context).some(
      (container) => isCalled(container, networkPrograms) || servesNode(container),
    );
    report({
      message: expected ? 'network' : 'host',
      severity: expected ? 'info' : 'warning',
      evidence: evidenceOf(networkNamespace, workload),
      ...removal(networkNamespace),
    });
  },
});
