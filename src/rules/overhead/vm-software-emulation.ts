// Guests whose every instruction is translated in software.
import { is, isKnown } from '../../core/fact';
import { defineRule } from '../../core/rule';
import type { VirtualMachine } from '../../core/workload';
import { claim, documents, figure } from '../../knowledge/sources';
import { confidenceOf, isMeantFor, replacementFix } from '../support/machine';
import { evidenceOf } from '../support/place';

export default defineRule({
  id: 'vm-software-emulation',
  concern: 'overhead',
  severity: 'warning',
  title: { en: 'Guest runs without hardware acceleration', de: 'Gast läuft ohne Hardwarebeschleunigung' },
  why: {
    en: `\`<domain type="qemu">\` lets QEMU translate every instruction in software. A small measurement with Linpack found 1.5 %
of the speed of the hardware, while KVM reached nearly all of it; the guest also boots far more slowly.

Use \`type="kvm"\` where \`/dev/kvm\` exists. Translation is right for guests of another processor architecture, and the
only way on hosts that are virtual themselves without nested virtualisation.`,
    de: `\`<domain type="qemu">\` lässt QEMU jeden Befehl in Software übersetzen. Eine kleine Messung mit Linpack ergab 1,5 % der
Geschwindigkeit der Hardware, die KVM fast ganz erreicht; auch startet der Gast viel langsamer.

Nimm \`type="kvm"\`, wo es \`/dev/kvm\` gibt. Die Übersetzung ist richtig für Gäste einer anderen Prozessorarchitektur und
der einzige Weg auf Hosts, die selbst virtuell sind und keine verschachtelte Virtualisierung haben.`,
  },
  sources: [claim('A2-10'), figure('tcg-slowdown'), figure('linpack-student'), documents.libvirtDomain],
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
    ],
  },
  checkMachine(machine, report) {
    const { acceleration } = machine;
    if (!is(acceleration, 'software') || hasReason(machine)) return;
    report({
      message: 'translated',
      confidence: confidenceOf(acceleration),
      evidence: evidenceOf(acceleration, machine),
      ...(acceleration.state === 'stated' ? { fix: replacementFix(acceleration.place, 'kvm') } : {}),
    });
  },
});

/** Another architecture than that of usual hosts, or a host that is virtual itself. */
function hasReason(machine: VirtualMachine): boolean {
  const { architecture } = machine;
  const isForeign = isKnown(architecture) && !/^(x86_64|amd64|i[3-6]86|x86)$/.test(architecture.value);
  return isForeign || isMeantFor(machine, /(^|[^a-z])(nested|ci|tcg|no-?kvm)([^a-z]|$)/);
}
