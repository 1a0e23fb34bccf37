// Guests that may run guests of their own.
import { is } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { bsi, claim, docs } from '../../knowledge/sources';
import { confidenceOf, hasRole, isMeantFor } from '../support/machine';
import { evidenceOf } from '../support/place';

/** Machines whose purpose is to run others. */
const runsMachines =
  /(^|[^a-z])(ci|runners?|jenkins|gitlab|kata|kubevirt|harvester|firecracker|openstack|devstack|packstack|nova|ovirt|rhev|proxmox|pve|esxi|vsphere|xcp-?ng|xenserver|hyper-?v|hypervisor|nested|minikube|gns3|eve-?ng|cloudstack|opennebula|ganeti)\d*([^a-z]|$)/;

export default defineRule({
  id: 'vm-nested-virtualization',
  concern: 'isolation',
  severity: 'info',
  title: { en: 'Guest may run virtual machines itself', de: 'Gast darf selbst VMs betreiben' },
  why: {
    en: `Nested virtualisation hands the processor’s virtualisation extensions on to the guest. The hypervisor then has to emulate
them as well, code that is hard to get right and that only such guests can reach. Clouds and nested hosts often lack it,
so the machine may not start elsewhere, and its inner guests are slower.

Leave it out unless the guest runs machines itself: CI runners, Kata, KubeVirt or a lab of hypervisors need it.`,
    de: `Verschachtelte Virtualisierung reicht die Virtualisierungserweiterungen des Prozessors an den Gast weiter. Der
Hypervisor muss dann auch sie nachbilden: schwieriger Code, den nur solche Gäste erreichen. In Clouds und auf verschachtelten
Hosts fehlt sie oft, die Maschine startet dort dann womöglich nicht, und ihre inneren Gäste sind langsamer.

Lass sie weg, wenn der Gast nicht selbst Maschinen betreibt: CI-Runner, Kata, KubeVirt oder ein Labor für Hypervisoren
brauchen sie.`,
  },
  sources: [
    claim('A2-01'),
    bsi('SYS.1.5.A14'),
    docs(
      'Linux kernel docs: Running nested guests with KVM',
      'https://docs.kernel.org/virt/kvm/x86/running-nested-guests.html',
      false,
    ),
  ],
  messages: {
    nested: {
      en: '{workload} gets the processor’s virtualisation extensions: more of the hypervisor can be attacked from inside, and hosts without them may not start it. Switch it off unless it runs machines itself.',
      de: '{workload} bekommt die Virtualisierungserweiterungen des Prozessors: Von innen ist mehr vom Hypervisor angreifbar, und Hosts ohne sie starten die Maschine womöglich nicht. Schalte sie ab, wenn sie nicht selbst Maschinen betreibt.',
    },
  },
  examples: {
    bad: [
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>shop</name>\n  <cpu mode="custom">\n    <model>Skylake-Server</model>\n    ⟦<feature policy="require" name="vmx"/>⟧\n  </cpu>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.define "shop" do |shop|\n    shop.vm.box = "bento/debian-13"\n    shop.vm.provider "virtualbox" do |vb|\n      ⟦vb.customize ["modifyvm", :id, "--nested-hw-virt", "on"]⟧\n    end\n  end\nend\n',
      },
    ],
    good: [
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>ci-runner-1</name>\n  <cpu mode="custom">\n    <model>Skylake-Server</model>\n    <feature policy="require" name="vmx"/>\n  </cpu>\n</domain>\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>shop</name>\n  <cpu mode="host-model">\n    <feature policy="disable" name="vmx"/>\n  </cpu>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.define "shop" do |shop|\n    shop.vm.box = "generic/debian12"\n    shop.vm.provider "libvirt" do |libvirt|\n      libvirt.nested = true\n    end\n    shop.vm.provision "shell", inline: "apt-get install -y qemu-kvm libvirt-daemon-system"\n  end\nend\n',
      },
    ],
  },
  checkMachine(machine, report) {
    const { nestedVirtualization } = machine;
    if (!is(nestedVirtualization, true)) return;
    if (hasRole(machine, 'hypervisor') || isMeantFor(machine, runsMachines)) return;
    report({
      message: 'nested',
      confidence: confidenceOf(nestedVirtualization),
      evidence: evidenceOf(nestedVirtualization, machine),
    });
  },
});
