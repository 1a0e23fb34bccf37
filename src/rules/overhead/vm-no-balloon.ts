// Guests whose memory the host can never take back.
import { is, isKnown } from '../../core/fact';
import type { Fix } from '../../core/finding';
import { defineRule } from '../../core/rule';
import type { VirtualMachine } from '../../core/workload';
import { claim, documents, figure } from '../../knowledge/sources';
import { confidenceOf, isMeantFor, runs } from '../support/machine';
import { evidenceOf } from '../support/place';

export default defineRule({
  id: 'vm-no-balloon',
  concern: 'overhead',
  severity: 'hint',
  title: {
    en: 'Host cannot take memory back from the guest',
    de: 'Host bekommt vom Gast keinen Speicher zurück',
  },
  why: {
    en: `Without a balloon device, memory that the guest once touched stays with it until it stops, even when it lies idle. With
one, the host can ask for it when memory runs short, and sees how much of it is really used. It costs next to nothing while
nobody asks.

Take \`<memballoon model="virtio"/>\`, which libvirt adds by itself; in Proxmox leave \`balloon: 0\` out. Do without a balloon
for guests with passthrough, whose memory is pinned anyway, and for real-time systems; Proxmox advises against it for
critical Windows guests.`,
    de: `Ohne Balloon-Gerät bleibt Speicher, den der Gast einmal berührt hat, bei ihm, bis er endet, auch wenn er brachliegt.
Mit ihm kann der Host ihn zurückfordern, wenn Speicher knapp wird, und sieht, wie viel wirklich genutzt wird. Solange niemand
fordert, kostet es fast nichts.

Nimm \`<memballoon model="virtio"/>\`, das libvirt von sich aus ergänzt; lass bei Proxmox \`balloon: 0\` weg. Verzichte auf
den Balloon bei Gästen mit Passthrough, deren Speicher ohnehin festliegt, und bei Echtzeitsystemen; Proxmox rät bei
kritischen Windows-Gästen davon ab.`,
  },
  sources: [claim('A1-20'), claim('A2-17'), figure('pve-balloon'), documents.proxmoxMachines],
  messages: {
    none: {
      en: '{workload} has no memory balloon: what it once used stays taken until it stops, even when the host runs short of memory. Switch the balloon on.',
      de: '{workload} hat keinen Memory-Balloon: Was die Maschine einmal genutzt hat, bleibt belegt, bis sie endet, auch wenn es auf dem Host knapp wird. Schalte den Balloon ein.',
    },
  },
  examples: {
    bad: [
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    <memballoon ⟦model="none"⟧/>\n  </devices>\n</domain>\n',
        fixed:
          '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    <memballoon model="virtio"/>\n  </devices>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt" do |libvirt|\n    ⟦libvirt.memballoon_enabled = false⟧\n  end\nend\n',
        fixed:
          'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt" do |libvirt|\n    libvirt.memballoon_enabled = true\n  end\nend\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices:\n          ⟦autoattachMemBalloon: false⟧\n',
        fixed:
          'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices:\n          autoattachMemBalloon: true\n',
      },
      {
        format: 'proxmox',
        text: '⟦balloon: 0⟧\nmemory: 8192\nname: shop\nostype: l26\n',
        fixed: 'memory: 8192\nname: shop\nostype: l26\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "shop"\nguestOS = "debian12-64"\n⟦sched.mem.maxmemctl = "0"⟧\n',
        fixed: 'config.version = "8"\ndisplayName = "shop"\nguestOS = "debian12-64"\n',
      },
      {
        format: 'ovf',
        text: '<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="urn:rasd" xmlns:vssd="urn:vssd" xmlns:vmw="http://www.vmware.com/schema/ovf">\n  <VirtualSystem ovf:id="shop">\n    <OperatingSystemSection ovf:id="1" vmw:osType="debian12_64Guest"/>\n    <VirtualHardwareSection>\n      <System>\n        <vssd:VirtualSystemType>vmx-19</vssd:VirtualSystemType>\n      </System>\n      ⟦<vmw:ExtraConfig ovf:required="false" vmw:key="sched.mem.maxmemctl" vmw:value="0"/>⟧\n    </VirtualHardwareSection>\n  </VirtualSystem>\n</Envelope>\n',
      },
      {
        format: 'terraform',
        text: 'resource "hyperv_machine_instance" "shop" {\n  name          = "shop"\n  ⟦static_memory = true⟧\n}\n',
        fixed:
          'resource "hyperv_machine_instance" "shop" {\n  name          = "shop"\n  static_memory = false\n  dynamic_memory = true\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_virtual_environment_vm" "shop" {\n  name = "shop"\n\n  memory {\n    dedicated = 4096\n    ⟦floating  = 0⟧\n  }\n}\n',
        fixed:
          'resource "proxmox_virtual_environment_vm" "shop" {\n  name = "shop"\n\n  memory {\n    dedicated = 4096\n    floating  = 4096\n  }\n}\n',
      },
    ],
    good: [
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    <hostdev mode="subsystem" type="pci">\n      <source>\n        <address domain="0x0000" bus="0x01" slot="0x00" function="0x0"/>\n      </source>\n    </hostdev>\n    <memballoon model="none"/>\n  </devices>\n</domain>\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>till</name>\n  <metadata>\n    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">\n      <libosinfo:os id="http://microsoft.com/win/2k22"/>\n    </libosinfo:libosinfo>\n  </metadata>\n  <devices>\n    <memballoon model="none"/>\n  </devices>\n</domain>\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>realtime-plc</name>\n  <devices>\n    <memballoon model="none"/>\n  </devices>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt"\nend\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices:\n          autoattachMemBalloon: false\n          hostDevices:\n          - name: card\n            deviceName: intel.com/qat\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices: {}\n',
      },
      {
        format: 'proxmox',
        text: 'balloon: 2048\nmemory: 8192\nname: shop\nostype: l26\n',
      },
      {
        format: 'proxmox',
        text: 'balloon: 0\nhostpci0: 0000:01:00\nmemory: 8192\nname: render\nostype: l26\n',
      },
      {
        format: 'firecracker',
        text: '{\n  "boot-source": { "kernel_image_path": "vmlinux" },\n  "drives": [],\n  "machine-config": { "vcpu_count": 2, "mem_size_mib": 512 }\n}\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        cpu:\n          dedicatedCpuPlacement: true\n        memory:\n          guest: 4Gi\n          hugepages:\n            pageSize: 1Gi\n        devices:\n          autoattachMemBalloon: false\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_virtual_environment_vm" "shop" {\n  name = "shop"\n\n  memory {\n    dedicated = 4096\n    floating  = 2048\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_vm_qemu" "shop" {\n  name   = "shop"\n  memory = 4096\n}\n',
      },
      {
        format: 'packer',
        text: 'source "hyperv-iso" "shop" {\n  iso_url               = "debian-12.11.0-amd64-netinst.iso"\n  enable_dynamic_memory = false\n}\n',
      },
    ],
  },
  checkMachine(machine, report) {
    const { memoryBalloon } = machine;
    // Where no balloon is the default, nobody decided against one.
    if (
      memoryBalloon.state !== 'stated' ||
      memoryBalloon.value ||
      // A build gives its memory back when it ends.
      machine.role === 'image' ||
      isPinned(machine) ||
      runs(machine, 'windows')
    )
      return;
    report({
      message: 'none',
      confidence: confidenceOf(memoryBalloon),
      evidence: evidenceOf(memoryBalloon, machine),
      fix: balloon(machine),
    });
  },
});

/** Its memory cannot be taken back, or must not. */
function isPinned(machine: VirtualMachine): boolean {
  const pinning = ['pci', 'gpu', 'mediated', 'other'];
  const { memory, memoryMinimum } = machine;
  return (
    (isKnown(memory) && is<unknown>(memoryMinimum, memory.value)) ||
    machine.devices.items.some(({ value: { kind } }) => pinning.includes(kind)) ||
    isMeantFor(machine, /(^|[^a-z])(rt|real-?time|plc|cnc)([^a-z]|$)/) ||
    // macOS has no driver for it.
    isMeantFor(machine, /(^|[^a-z])(mac-?os|osx)([^a-z]|$)/)
  );
}

function balloon({ id }: VirtualMachine): Fix {
  return {
    title: { text: { en: 'Switch the balloon on', de: 'Den Balloon einschalten' } },
    safety: 'changes-behaviour',
    changes: [{ kind: 'set', workload: id, setting: { name: 'memoryBalloon', value: true } }],
  };
}
