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

Remove the element. If a file is then refused, label it (\`restorecon\`, an AppArmor rule) or name it in the domain, where
libvirt labels it by itself.`,
    de: `libvirt gibt jedem QEMU-Prozess ein eigenes SELinux- oder AppArmor-Label (sVirt), damit jemand, der aus dem Gast
ausbricht, trotzdem nur die Dateien dieses Gasts erreicht. \`<seclabel type="none"/>\` nimmt diese zweite Wand weg: Der
Prozess darf alles, was sein Benutzer darf, auch mit den Platten aller anderen Gäste.

Entferne das Element. Wird danach eine Datei verweigert, gib ihr ein Label (\`restorecon\`, eine AppArmor-Regel) oder
nenne sie in der Domain, dann setzt libvirt es selbst.`,
  },
  sources: [claim('A1-50'), documents.libvirtDomain, bsi('SYS.1.5.A22'), cwe('250')],
  messages: {
    none: {
      en: 'The hypervisor process of {workload} runs without SELinux or AppArmor confinement: whoever breaks out of the guest reaches the other guests’ disks. Remove the element and label the files it needs.',
      de: 'Der Hypervisor-Prozess von {workload} läuft ohne Eingrenzung durch SELinux oder AppArmor: Wer aus dem Gast ausbricht, erreicht die Platten der anderen Gäste. Entferne das Element und gib den nötigen Dateien Labels.',
    },
  },
  examples: {
    bad: [
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
    ],
    good: [
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <seclabel type="dynamic" model="selinux" relabel="yes"/>\n  <seclabel type="none" model="dac"/>\n</domain>\n',
      },
      { format: 'libvirt', text: '<domain type="kvm">\n  <name>a</name>\n</domain>\n' },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt"\nend\n',
      },
    ],
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
