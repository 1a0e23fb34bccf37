// Hypervisor processes that no mandatory access control confines.
import { is } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { bsi, claim, cwe, documents } from '../../knowledge/sources';
import { removal } from '../support/fix';
import { confidenceOf } from '../support/machine';
import { evidenceOf } from '../support/place';

export default defineRule({
  id: 'vm-seclabel-none',
  concern: 'isolation',
  severity: 'warning',
  title: { en: 'Hypervisor process is not confined', de: 'Hypervisor-Prozess ist nicht eingegrenzt' },
  why: {
    en: `libvirt gives each QEMU process an SELinux or AppArmor label of its own (sVirt), so that somebody who breaks out of the
guest still reaches this guest’s files only. \`<seclabel type="none"/>\` takes that second wall away: the process may do
whatever its user may, also to every other guest’s disks.

In \`qemu.conf\`, \`security_driver = "none"\` does the same for every guest at once; \`user = "root"\` gives the process an
account that may do everything, so only such a label still holds it.

Remove the setting. If a file is then refused, label it (\`restorecon\`, an AppArmor rule) or name it in the domain, where
libvirt labels it by itself.`,
    de: `libvirt gibt jedem QEMU-Prozess ein eigenes SELinux- oder AppArmor-Label (sVirt), damit jemand, der aus dem Gast
ausbricht, trotzdem nur die Dateien dieses Gasts erreicht. \`<seclabel type="none"/>\` nimmt diese zweite Wand weg: Der
Prozess darf alles, was sein Benutzer darf, auch mit den Platten aller anderen Gäste.

In der \`qemu.conf\` tut \`security_driver = "none"\` dasselbe für alle Gäste zugleich; \`user = "root"\` gibt dem Prozess ein
Konto, das alles darf, sodass ihn nur noch ein solches Label hält.

Entferne die Einstellung. Wird danach eine Datei verweigert, gib ihr ein Label (\`restorecon\`, eine AppArmor-Regel) oder
nenne sie in der Domain, dann setzt libvirt es selbst.`,
  },
  sources: [
    claim('A1-50'),
    documents.libvirtDomain,
    documents.qemuConfiguration,
    bsi('SYS.1.5.A22'),
    cwe('250'),
  ],
  messages: {
    none: {
      en: 'The hypervisor process of {workload} runs without SELinux or AppArmor confinement: whoever breaks out of the guest reaches the other guests’ disks. Remove the setting and label the files it needs.',
      de: 'Der Hypervisor-Prozess von {workload} läuft ohne Eingrenzung durch SELinux oder AppArmor: Wer aus dem Gast ausbricht, erreicht die Platten der anderen Gäste. Entferne die Einstellung und gib den nötigen Dateien Labels.',
    },
    host: {
      en: 'The guests of this host run without SELinux or AppArmor confinement unless they ask for it: whoever breaks out of one reaches the disks of all. Leave the security driver to libvirt.',
      de: 'Die Gäste dieses Hosts laufen ohne Eingrenzung durch SELinux oder AppArmor, wenn sie es nicht selbst verlangen: Wer aus einem ausbricht, erreicht die Platten aller. Überlass libvirt den Sicherheitstreiber.',
    },
    root: {
      en: 'The hypervisor processes of this host run as root: whoever breaks out of a guest owns the host, unless SELinux or AppArmor holds them. Leave the account to libvirt, or name one without rights.',
      de: 'Die Hypervisor-Prozesse dieses Hosts laufen als root: Wer aus einem Gast ausbricht, dem gehört der Host, wenn ihn nicht SELinux oder AppArmor aufhält. Überlass libvirt das Konto oder nenne eines ohne Rechte.',
    },
  },
  examples: {
    bad: [
      {
        format: 'libvirt-configuration',
        text: 'vnc_tls = 1\n⟦security_driver = "none"⟧\n⟦user = "root"⟧\ngroup = "root"\n',
        fixed: 'vnc_tls = 1\ngroup = "root"\n',
      },
      {
        format: 'libvirt-configuration',
        text: '⟦security_default_confined = 0⟧\nsecurity_driver = [ "selinux", "apparmor" ]\n',
      },
      {
        format: 'host-capabilities',
        text: '<capabilities>\n  <host>\n    <cpu>\n      <arch>x86_64</arch>\n    </cpu>\n    ⟦<secmodel>⟧\n      <model>none</model>\n      <doi>0</doi>\n    </secmodel>\n  </host>\n</capabilities>\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  ⟦<seclabel type="none"/>⟧\n</domain>\n',
        fixed: '<domain type="kvm">\n  <name>a</name>\n</domain>\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <seclabel type="dynamic" model="dac" relabel="yes"/>\n  ⟦<seclabel type="none" model="selinux">⟧</seclabel>\n</domain>\n',
        fixed:
          '<domain type="kvm">\n  <name>a</name>\n  <seclabel type="dynamic" model="dac" relabel="yes"/>\n</domain>\n',
      },
      {
        format: 'script',
        path: 'shop.sh',
        text: '#!/bin/sh\nvirt-install --name shop --memory 2048 --import --disk shop.qcow2 --seclabel type=⟦none⟧\n',
      },
      {
        format: 'terraform',
        text: 'resource "libvirt_domain" "shop" {\n  name   = "shop"\n  type   = "kvm"\n  memory = 2097152\n  vcpu   = 2\n  os     = { type = "hvm" }\n\n  sec_label = [\n    { model = "dac", type = "dynamic" },\n    ⟦{ model = "selinux", type = "none" }⟧,\n  ]\n}\n',
        fixed:
          'resource "libvirt_domain" "shop" {\n  name   = "shop"\n  type   = "kvm"\n  memory = 2097152\n  vcpu   = 2\n  os     = { type = "hvm" }\n\n  sec_label = [\n    { model = "dac", type = "dynamic" },\n  ]\n}\n',
      },
    ],
    good: [
      {
        format: 'libvirt-configuration',
        text: '#security_driver = "none"\n#user = "root"\nsecurity_driver = [ "apparmor" ]\nuser = "libvirt-qemu"\n',
      },
      {
        format: 'host-capabilities',
        text: "<capabilities>\n  <host>\n    <cpu>\n      <arch>x86_64</arch>\n    </cpu>\n    <secmodel>\n      <model>selinux</model>\n    </secmodel>\n    <secmodel>\n      <model>dac</model>\n      <baselabel type='kvm'>+107:+107</baselabel>\n    </secmodel>\n  </host>\n</capabilities>\n",
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <seclabel type="dynamic" model="selinux" relabel="yes"/>\n  <seclabel type="none" model="dac"/>\n</domain>\n',
      },
      { format: 'libvirt', text: '<domain type="kvm">\n  <name>a</name>\n</domain>\n' },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt"\nend\n',
      },
      {
        format: 'terraform',
        text: 'resource "libvirt_domain" "shop" {\n  name   = "shop"\n  type   = "kvm"\n  memory = 2097152\n  vcpu   = 2\n  os     = { type = "hvm" }\n\n  sec_label = [\n    { model = "dac", type = "none" },\n  ]\n}\n',
      },
    ],
  },
  checkDeclaration(host, report) {
    if (host.kind !== 'hypervisor-host') return;
    for (const [message, fact] of [
      ['host', is(host.confinement, 'none') ? host.confinement : undefined],
      ['root', is(host.user, 'root') ? host.user : undefined],
    ] as const) {
      if (fact === undefined) continue;
      report({ message, confidence: confidenceOf(fact), evidence: evidenceOf(fact, host), ...removal(fact) });
    }
  },
  checkMachine(machine, report) {
    const { confinement } = machine;
    if (!is(confinement, 'none')) return;
    report({
      message: 'none',
      confidence: confidenceOf(confinement),
      evidence: evidenceOf(confinement, machine),
      ...removal(confinement),
    });
  },
});
