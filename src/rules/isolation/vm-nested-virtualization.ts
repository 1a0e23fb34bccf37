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
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "shop"\nguestOS = "debian12-64"\n⟦vhv.enable = "TRUE"⟧\n',
      },
      {
        format: 'proxmox',
        text: 'cores: 2\ncpu: x86-64-v3,⟦flags=+nested-virt;+aes⟧\nmemory: 4096\nname: shop\nostype: l26\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        cpu:\n          features:\n          - ⟦name: vmx⟧\n        devices: {}\n',
      },
      {
        format: 'lima',
        path: 'shop.yaml',
        text: 'vmType: vz\nimages:\n- location: https://cloud.debian.org/images/cloud/trixie/20251006-2257/debian-13-genericcloud-amd64-20251006-2257.qcow2\n  arch: x86_64\n⟦nestedVirtualization: true⟧\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <CPU count="2">\n        <NestedHWVirt ⟦enabled="true"⟧/>\n      </CPU>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'ovf',
        text: '<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="urn:rasd" xmlns:vssd="urn:vssd" xmlns:vmw="http://www.vmware.com/schema/ovf">\n  <VirtualSystem ovf:id="shop">\n    <OperatingSystemSection ovf:id="1" vmw:osType="debian12_64Guest"/>\n    <VirtualHardwareSection>\n      <System>\n        <vssd:VirtualSystemType>vmx-19</vssd:VirtualSystemType>\n      </System>\n      <vmw:Config ovf:required="false" vmw:key="nestedHVEnabled" ⟦vmw:value="true"⟧/>\n    </VirtualHardwareSection>\n  </VirtualSystem>\n</Envelope>\n',
      },
      {
        format: 'terraform',
        text: 'resource "vsphere_virtual_machine" "shop" {\n  name = "shop"\n  ⟦nested_hv_enabled = true⟧\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "google_compute_instance" "shop" {\n  name         = "shop"\n  machine_type = "n1-standard-2"\n\n  advanced_machine_features {\n    ⟦enable_nested_virtualization = true⟧\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "hyperv_machine_instance" "shop" {\n  name = "shop"\n\n  vm_processor {\n    ⟦expose_virtualization_extensions = true⟧\n  }\n}\n',
      },
      {
        format: 'packer',
        text: 'source "virtualbox-iso" "shop" {\n  guest_os_type = "Debian12_64"\n  ⟦nested_virt   = true⟧\n}\n',
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
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "ci-runner-2"\nguestOS = "debian12-64"\nvhv.enable = "TRUE"\n',
      },
      {
        format: 'proxmox',
        text: 'cores: 2\ncpu: host\nmemory: 4096\nname: shop\nostype: l26\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        cpu:\n          model: host-passthrough\n          features:\n          - name: svm\n            policy: disable\n        devices: {}\n',
      },
      {
        format: 'lima',
        path: 'shop.yaml',
        text: 'vmType: vz\nimages:\n- location: https://cloud.debian.org/images/cloud/trixie/20251006-2257/debian-13-genericcloud-amd64-20251006-2257.qcow2\n  arch: x86_64\n',
      },
      {
        format: 'ovf',
        text: '<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="urn:rasd" xmlns:vssd="urn:vssd" xmlns:vmw="http://www.vmware.com/schema/ovf">\n  <VirtualSystem ovf:id="shop">\n    <OperatingSystemSection ovf:id="1" vmw:osType="debian12_64Guest"/>\n    <VirtualHardwareSection>\n      <System>\n        <vssd:VirtualSystemType>vmx-19</vssd:VirtualSystemType>\n      </System>\n      <vmw:Config ovf:required="false" vmw:key="nestedHVEnabled" vmw:value="false"/>\n    </VirtualHardwareSection>\n  </VirtualSystem>\n</Envelope>\n',
      },
      { format: 'terraform', text: 'resource "vsphere_virtual_machine" "shop" {\n  name = "shop"\n}\n' },
      {
        format: 'terraform',
        text: 'resource "proxmox_vm_qemu" "shop" {\n  name = "shop"\n  cpu  = "host"\n}\n',
      },
      {
        format: 'packer',
        text: 'source "virtualbox-iso" "shop" {\n  guest_os_type = "Debian12_64"\n}\n',
      },
      {
        format: 'packer',
        text: 'source "hyperv-iso" "ci-runner" {\n  enable_virtualization_extensions = true\n}\n',
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
