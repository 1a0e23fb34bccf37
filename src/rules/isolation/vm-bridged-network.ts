// Guests that stand directly in the network of the host.
import { is } from '../../core/fact';
import { defineRule } from '../../core/rule';
import type { VirtualMachine } from '../../core/workload';
import { bsi, claim, cwe, nist125 } from '../../knowledge/sources';
import { bridgedCards, confidenceOf, hasRole, isMeantFor } from '../support/machine';
import { evidenceOf } from '../support/place';

/** Machines that others in the network are meant to reach. */
const servesNetwork =
  /(^|[^a-z])(servers?|srv|prod(uction)?|gateway|gw|router|firewall|fw|pfsense|opnsense|openwrt|vyos|mikrotik|proxy|dns|dhcp|ntp|nas|mail|web|www|ldap|dc|proxmox|esxi|hass(io|os)?|home-?assistant|pi-?hole|vpn)\d*([^a-z]|$)/;

export default defineRule({
  id: 'vm-bridged-network',
  concern: 'isolation',
  severity: 'info',
  title: { en: 'Guest is directly on the host’s network', de: 'Gast hängt direkt im Netz des Hosts' },
  why: {
    en: `A bridged card gives the guest an address of its own in the network of the host. Everybody there reaches every port
the guest opens, without the host’s address translation in between, and the guest reaches every device of the network. A VM
with its own kernel is one more system with an attack surface, and this puts it on display.

For development a private network and single forwarded ports are enough. Where the guest is meant to serve the network,
give it a segment and firewall rules of its own.`,
    de: `Eine Netzwerkkarte an einer Bridge gibt dem Gast eine eigene Adresse im Netz des Hosts. Jeder dort erreicht jeden Port, den der Gast
öffnet, ohne die Adressübersetzung des Hosts dazwischen, und der Gast erreicht jedes Gerät im Netz. Eine VM mit eigenem
Kernel ist ein weiteres System mit Angriffsfläche, und so steht sie im Schaufenster.

Für die Entwicklung genügen ein privates Netz und einzelne weitergeleitete Ports. Soll der Gast Dienste für das Netz anbieten, gib
ihm ein eigenes Segment und eigene Firewall-Regeln.`,
  },
  sources: [claim('A1-50'), bsi('SYS.1.5.A4'), bsi('SYS.1.5.A9'), nist125(), cwe('668')],
  messages: {
    bridged: {
      en: '{workload} is directly on the host’s network: everybody there reaches every port it opens. Use a private network and forward the ports that are needed, unless it is meant to serve that network.',
      de: '{workload} hängt direkt im Netz des Hosts: Jeder dort erreicht jeden Port, den die Maschine öffnet. Nutze ein privates Netz und leite nötige Ports weiter, sofern sie nicht Dienste für dieses Netz anbieten soll.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  ⟦config.vm.network "public_network", bridge: "eth0"⟧\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>notes</name>\n  <devices>\n    ⟦<interface type="direct">⟧\n      <source dev="eth0" mode="bridge"/>\n    </interface>\n    ⟦<interface type="bridge">⟧\n      <source bridge="br0"/>\n    </interface>\n  </devices>\n</domain>\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "notes"\n⟦ethernet0.present = "TRUE"⟧\nethernet0.connectionType = "bridged"\nethernet1.present = "TRUE"\nethernet1.connectionType = "hostonly"\n',
      },
      {
        format: 'lima',
        text: 'images:\n- location: https://cloud.debian.org/images/cloud/trixie/20251006-2257/debian-13-genericcloud-amd64-20251006-2257.qcow2\n  arch: x86_64\nnetworks:\n- ⟦lima: bridged⟧\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: notes\nspec:\n  template:\n    spec:\n      domain:\n        devices:\n          interfaces:\n          - ⟦name: lan\n            macvtap: {}⟧\n      networks:\n      - name: lan\n        multus:\n          networkName: lan\n',
      },
      {
        format: 'script',
        path: 'notes.sh',
        text: '#!/bin/sh\nqemu-system-x86_64 -enable-kvm -m 1G -hda notes.img -netdev bridge,id=n0,br=br0 -device ⟦virtio-net-pci,netdev=n0⟧\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="notes" OSType="Fedora_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <Network>\n        ⟦<Adapter slot="0" enabled="true" type="virtio">⟧\n          <BridgedInterface name="eno1"/>\n        </Adapter>\n      </Network>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'terraform',
        text: 'resource "libvirt_domain" "shop" {\n  name   = "shop"\n  memory = 2048\n  vcpu   = 2\n\n  ⟦network_interface⟧ {\n    bridge = "br0"\n  }\n}\n',
      },
    ],
    good: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.network "private_network", ip: "192.168.56.4"\n  config.vm.network "forwarded_port", guest: 80, host: 8080\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.define "dns" do |dns|\n    dns.vm.box = "bento/debian-13"\n    dns.vm.network "public_network"\n  end\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>notes</name>\n  <devices>\n    <interface type="network">\n      <source network="default"/>\n    </interface>\n    <interface type="bridge">\n      <source bridge="virbr0"/>\n    </interface>\n  </devices>\n</domain>\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "notes"\nethernet0.present = "TRUE"\nethernet0.networkName = "VM Network"\nethernet1.present = "TRUE"\nethernet1.connectionType = "nat"\n',
      },
      {
        format: 'proxmox',
        text: 'memory: 2048\nname: notes\nnet0: virtio=BC:24:11:00:11:22,bridge=vmbr0\nostype: l26\n',
      },
      {
        format: 'lima',
        text: 'images:\n- location: https://cloud.debian.org/images/cloud/trixie/20251006-2257/debian-13-genericcloud-amd64-20251006-2257.qcow2\n  arch: x86_64\nnetworks:\n- lima: shared\n- lima: user-v2\n- vzNAT: true\n- socket: /var/run/socket_vmnet\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: notes\nspec:\n  template:\n    spec:\n      domain:\n        devices:\n          interfaces:\n          - name: default\n            bridge: {}\n          - name: lan\n            bridge: {}\n      networks:\n      - name: default\n        pod: {}\n      - name: lan\n        multus:\n          networkName: lan\n',
      },
      {
        format: 'script',
        path: 'notes.sh',
        text: '#!/bin/sh\nqemu-system-x86_64 -enable-kvm -m 1G -hda notes.img -netdev tap,id=n0,ifname=tap0,script=no -device virtio-net-pci,netdev=n0\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="notes" OSType="Fedora_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <Network>\n        <Adapter slot="0" enabled="true" type="virtio">\n          <DisabledModes>\n            <BridgedInterface name="eno1"/>\n          </DisabledModes>\n          <NAT/>\n        </Adapter>\n      </Network>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'terraform',
        text: 'resource "libvirt_domain" "shop" {\n  name   = "shop"\n  memory = 2048\n  vcpu   = 2\n\n  network_interface {\n    network_name = "default"\n  }\n}\n',
      },
    ],
  },
  checkMachine(machine, report) {
    // A bridge is the usual network of Proxmox, whose guests are there to be reached.
    if (isServer(machine) || is(machine.hypervisor, 'proxmox')) return;
    for (const card of bridgedCards(machine)) {
      report({ message: 'bridged', confidence: confidenceOf(card), evidence: evidenceOf(card, machine) });
    }
  },
});

/** Meant to be reached, so that only its administration ports matter. */
function isServer(machine: VirtualMachine): boolean {
  return (
    isMeantFor(machine, servesNetwork) ||
    hasRole(
      machine,
      'web-server',
      'mail-server',
      'file-server',
      'name-server',
      'directory-service',
      'application-server',
      'vpn',
    )
  );
}
