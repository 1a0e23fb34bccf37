// Guests whose every instruction is translated in software.
import { is, isKnown, knownValue } from '../../core/fact';
import { defineRule } from '../../core/rule';
import type { VirtualMachine } from '../../core/workload';
import { claim, documents, figure } from '../../knowledge/sources';
import { confidenceOf, isMeantFor, isThrowaway, replacementFix, runsInPipeline } from '../support/machine';
import { evidenceOf } from '../support/place';
import { isTestFile } from '../support/purpose';

export default defineRule({
  id: 'vm-software-emulation',
  concern: 'overhead',
  severity: 'warning',
  title: { en: 'Guest runs without hardware acceleration', de: 'Gast läuft ohne Hardwarebeschleunigung' },
  why: {
    en: `Without an accelerator (\`<domain type="qemu">\`, or a QEMU command without \`-accel\`), QEMU translates every instruction
in software. A small measurement with Linpack found 1.5 % of the speed of the hardware, while KVM reached nearly all of it;
the guest also boots far more slowly.

Use \`type="kvm"\` or \`-accel kvm -accel tcg\` where \`/dev/kvm\` exists. Translation is right for guests of another processor architecture, and the
only way on hosts that are virtual themselves without nested virtualisation.`,
    de: `Ohne Beschleuniger (\`<domain type="qemu">\` oder ein QEMU-Befehl ohne \`-accel\`) übersetzt QEMU jeden Befehl in Software.
Eine kleine Messung mit Linpack ergab 1,5 % der Geschwindigkeit der Hardware, die KVM fast ganz erreicht; auch startet der
Gast viel langsamer.

Nimm \`type="kvm"\` oder \`-accel kvm -accel tcg\`, wo es \`/dev/kvm\` gibt. Die Übersetzung ist richtig für Gäste einer anderen Prozessorarchitektur und
der einzige Weg auf Hosts, die selbst virtuell sind und keine verschachtelte Virtualisierung haben.`,
  },
  sources: [
    claim('A2-10'),
    figure('tcg-slowdown'),
    figure('linpack-student'),
    documents.libvirtDomain,
    documents.qemuInvocation,
  ],
  messages: {
    translated: {
      en: '{workload} runs without KVM: QEMU translates every instruction, which costs most of the speed (1.5 % of it was left in a measurement). Use KVM if the host offers /dev/kvm.',
      de: '{workload} läuft ohne KVM: QEMU übersetzt jeden Befehl, was den größten Teil des Tempos kostet (bei einer Messung blieben 1,5 %). Nimm KVM, wenn der Host /dev/kvm anbietet.',
    },
  },
  examples: {
    bad: [
      {
        format: 'libvirt',
        text: '<domain ⟦type="qemu"⟧>\n  <name>shop</name>\n  <os>\n    <type arch="x86_64">hvm</type>\n  </os>\n</domain>\n',
        fixed:
          '<domain type="kvm">\n  <name>shop</name>\n  <os>\n    <type arch="x86_64">hvm</type>\n  </os>\n</domain>\n',
      },
      {
        format: 'libvirt',
        text: "<domain id='4' ⟦type='qemu'⟧>\n  <name>shop</name>\n</domain>\n",
        fixed: "<domain id='4' type='kvm'>\n  <name>shop</name>\n</domain>\n",
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/debian13"\n  config.vm.provider "libvirt" do |libvirt|\n    ⟦libvirt.driver = "qemu"⟧\n  end\nend\n',
        fixed:
          'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/debian13"\n  config.vm.provider "libvirt" do |libvirt|\n    libvirt.driver = "kvm"\n  end\nend\n',
      },
      {
        format: 'proxmox',
        text: 'cores: 2\n⟦kvm: 0⟧\nmemory: 2048\nname: shop\nostype: l26\n',
        fixed: 'cores: 2\nkvm: 1\nmemory: 2048\nname: shop\nostype: l26\n',
      },
      {
        format: 'script',
        path: 'shop.sh',
        text: '#!/bin/sh\nqemu-system-x86_64 -machine q35,accel=⟦tcg⟧ -m 2G -hda shop.qcow2\n',
        fixed: '#!/bin/sh\nqemu-system-x86_64 -machine q35,accel=kvm:tcg -m 2G -hda shop.qcow2\n',
      },
      {
        format: 'script',
        path: 'shop.sh',
        text: '#!/bin/sh\n⟦qemu-system-x86_64⟧ -m 2G -smp 2 -drive file=shop.qcow2,if=virtio\n',
      },
      {
        format: 'terraform',
        text: 'resource "libvirt_domain" "shop" {\n  name   = "shop"\n  ⟦type   = "qemu"⟧\n  memory = 2048\n}\n',
        fixed:
          'resource "libvirt_domain" "shop" {\n  name   = "shop"\n  type   = "kvm"\n  memory = 2048\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_vm_qemu" "shop" {\n  name = "shop"\n  ⟦kvm  = false⟧\n}\n',
      },
      {
        format: 'packer',
        text: 'source "qemu" "shop" {\n  iso_url     = "https://cdimage.debian.org/cdimage/archive/12.11.0/amd64/iso-cd/debian-12.11.0-amd64-netinst.iso"\n  ⟦accelerator = "tcg"⟧\n}\n',
        fixed:
          'source "qemu" "shop" {\n  iso_url     = "https://cdimage.debian.org/cdimage/archive/12.11.0/amd64/iso-cd/debian-12.11.0-amd64-netinst.iso"\n  accelerator = "kvm"\n}\n',
      },
    ],
    good: [
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>shop</name>\n</domain>\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="qemu">\n  <name>shop</name>\n  <os>\n    <type arch="riscv64">hvm</type>\n  </os>\n</domain>\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="qemu">\n  <name>nested-shop</name>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/debian13-arm64"\n  config.vm.provider "qemu" do |qemu|\n    qemu.memory = "2G"\n  end\nend\n',
      },
      {
        format: 'lima',
        text: 'vmType: qemu\narch: aarch64\nimages:\n- location: https://cloud.debian.org/images/cloud/trixie/20251006-2257/debian-13-genericcloud-amd64-20251006-2257.qcow2\n  arch: x86_64\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices: {}\n',
      },
      {
        format: 'proxmox',
        text: 'arch: aarch64\ncores: 2\nkvm: 0\nmemory: 2048\nname: shop\nostype: l26\n',
      },
      {
        format: 'script',
        path: 'shop.sh',
        text: '#!/bin/sh\nqemu-system-aarch64 -M virt -cpu max -m 2G -hda shop.img\nqemu-system-x86_64 -accel kvm -accel tcg -m 2G -hda shop.img\nqemu-system-x86_64 $ACCELERATION -m 2G -hda shop.img\nkvm -m 2G -hda shop.img\nqemu-system-i386 -kernel kernel.elf -serial stdio\n',
      },
      {
        format: 'script',
        path: '.github/workflows/boot.yml',
        text: 'jobs:\n  boot:\n    steps:\n      - run: qemu-system-x86_64 -m 2G -nographic -hda disk.img\n',
      },
      {
        format: 'terraform',
        text: 'resource "libvirt_domain" "shop" {\n  name   = "shop"\n  memory = 2048\n}\n',
      },
      {
        format: 'packer',
        text: 'source "qemu" "shop" {\n  iso_url     = "https://repo.almalinux.org/almalinux/9/isos/ppc64le/AlmaLinux-9-latest-ppc64le-boot.iso"\n  accelerator = "none"\n}\n',
      },
      {
        format: 'packer',
        text: 'source "qemu" "shop" {\n  iso_url = "https://cdimage.debian.org/cdimage/archive/12.11.0/amd64/iso-cd/debian-12.11.0-amd64-netinst.iso"\n}\n',
      },
    ],
  },
  checkMachine(machine, report) {
    const { acceleration } = machine;
    if (!is(acceleration, 'software') || hasReason(machine)) return;
    const isChosen = acceleration.state === 'stated';
    // Who names no accelerator may start something small, whose speed nobody minds.
    if (!isChosen && !isWholeSystem(machine)) return;
    report({
      message: 'translated',
      severity: isChosen && !isForTests(machine) ? 'warning' : 'info',
      confidence: confidenceOf(acceleration),
      evidence: evidenceOf(acceleration, machine),
      ...(acceleration.state === 'stated' ? { fix: replacementFix(acceleration.place, 'kvm') } : {}),
    });
  },
});

/** Tests start a guest for moments, and must run where there is no KVM. */
function isForTests(machine: VirtualMachine): boolean {
  return isThrowaway(machine) || isTestFile(machine.path);
}

/** A system with memory to work with, rather than a kernel or a boot loader that somebody writes. */
function isWholeSystem({ memory, operatingSystem, disks }: VirtualMachine): boolean {
  const size = knownValue(memory);
  const isLarge = size === 'unlimited' || (size ?? 0) >= 2 ** 30;
  return isLarge && (isKnown(operatingSystem) || disks.items.length > 0);
}

/** Another architecture than that of usual hosts, or a host that is virtual itself. */
function hasReason(machine: VirtualMachine): boolean {
  const { architecture } = machine;
  const isForeign = isKnown(architecture) && !/^(x86_64|amd64|i[3-6]86|x86)$/.test(architecture.value);
  return (
    isForeign || isMeantFor(machine, /(^|[^a-z])(nested|ci|tcg|no-?kvm)([^a-z]|$)/) || runsInPipeline(machine)
  );
}
