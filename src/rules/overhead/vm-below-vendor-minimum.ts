// Guests with less memory or disk than their system's vendor asks for.
import { is, isKnown, type Known } from '../../core/fact';
import { bytes, decimalBytes } from '../../core/message';
import { defineRule } from '../../core/rule';
import { claim, documents, figure } from '../../knowledge/sources';
import { systemName } from '../../knowledge/system-names';
import { vendorMinimum } from '../../knowledge/vendor-minimum';
import { confidenceOf, hasRole, isMeantFor } from '../support/machine';
import { evidenceOf } from '../support/place';

export default defineRule({
  id: 'vm-below-vendor-minimum',
  concern: 'overhead',
  severity: 'warning',
  title: { en: 'Guest is smaller than its system needs', de: 'Gast ist kleiner, als sein System braucht' },
  why: {
    en: `Before the service gets anything, the guest’s own system takes its part, and the vendor states how much it needs at least.
Below that, installations fail, updates run out of memory, and the guest swaps: saved megabytes that cost much time. It is
also the floor that every further machine costs.

Raise the value, take a smaller system (Server Core, Alpine), or run the service as a container, which brings no system of
its own.`,
    de: `Ehe der Dienst etwas bekommt, nimmt das System des Gasts seinen Teil, und der Hersteller nennt, wie viel es mindestens
braucht. Darunter scheitern Installationen, Updates geht der Speicher aus, und der Gast lagert aus: gesparte Megabyte, die
viel Zeit kosten. Es ist zugleich der Sockel, den jede weitere Maschine kostet.

Erhöhe den Wert, nimm ein kleineres System (Server Core, Alpine) oder betreibe den Dienst als Container, der kein eigenes
System mitbringt.`,
  },
  sources: [
    claim('A1-20'),
    figure('ubuntu-ram-cloud'),
    figure('ubuntu-disk-cloud'),
    figure('win-core-ram'),
    figure('win-desktop-ram'),
    figure('win-disk'),
    documents.ubuntuRequirements,
    documents.windowsHardware,
  ],
  messages: {
    memory: {
      en: '{workload} gives {system} {actual} of memory, but its vendor asks for at least {minimum}: below that, updates may fail and the guest swaps. Raise it or choose a smaller system.',
      de: '{workload} gibt {system} {actual} Arbeitsspeicher, der Hersteller verlangt aber mindestens {minimum}: Darunter scheitern womöglich Updates, und der Gast lagert aus. Erhöhe ihn oder nimm ein kleineres System.',
    },
    disk: {
      en: '{workload} gives {system} a disk of {actual}, but its vendor asks for at least {minimum}: below that, updates may find no room. Enlarge it or choose a smaller system.',
      de: '{workload} gibt {system} eine Platte von {actual}, der Hersteller verlangt aber mindestens {minimum}: Darunter finden Updates womöglich keinen Platz. Vergrößere sie oder nimm ein kleineres System.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/ubuntu-24.04"\n  config.vm.disk :disk, ⟦size: "3GB"⟧, primary: true\n  config.vm.provider "virtualbox" do |vb|\n    ⟦vb.memory = 512⟧\n  end\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <metadata>\n    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">\n      <libosinfo:os id="http://microsoft.com/win/2k22"/>\n    </libosinfo:libosinfo>\n  </metadata>\n  <memory unit="MiB">⟦384⟧</memory>\n</domain>\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        memory:\n          ⟦guest: 512Mi⟧\n        devices: {}\n      volumes:\n      - name: root\n        containerDisk:\n          image: quay.io/containerdisks/ubuntu:24.04\n',
      },
      {
        format: 'lima',
        text: '⟦memory: 512MiB⟧\nimages:\n- location: https://cloud-images.ubuntu.com/releases/noble/release/ubuntu-24.04-server-cloudimg-amd64.img\n  arch: x86_64\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "files"\nguestOS = "windows2019srv-64"\n⟦memsize = "256"⟧\n',
      },
      {
        format: 'script',
        path: 'shop.sh',
        text: '#!/bin/sh\nkvm -m ⟦256⟧ -drive file=ubuntu-24.04-server-cloudimg-amd64.img,if=virtio\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Windows2022_64">\n    <Hardware>\n      <Memory ⟦RAMSize="256"⟧/>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'ovf',
        text: '<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="urn:rasd" xmlns:vssd="urn:vssd" xmlns:vmw="http://www.vmware.com/schema/ovf">\n  <VirtualSystem ovf:id="shop">\n    <OperatingSystemSection ovf:id="1" vmw:osType="windows2019srv_64Guest"/>\n    <VirtualHardwareSection>\n      <System>\n        <vssd:VirtualSystemType>vmx-19</vssd:VirtualSystemType>\n      </System>\n      <Item>\n        <rasd:InstanceID>1</rasd:InstanceID>\n        <rasd:ResourceType>4</rasd:ResourceType>\n        <rasd:AllocationUnits>byte * 2^20</rasd:AllocationUnits>\n        <rasd:VirtualQuantity>⟦256⟧</rasd:VirtualQuantity>\n      </Item>\n    </VirtualHardwareSection>\n  </VirtualSystem>\n</Envelope>\n',
      },
      {
        format: 'terraform',
        text: 'resource "azurerm_windows_virtual_machine" "erp" {\n  name           = "erp"\n  size           = "Standard_B2s"\n  admin_username = "ops"\n\n  os_disk {\n    ⟦disk_size_gb = 16⟧\n  }\n\n  source_image_reference {\n    publisher = "MicrosoftWindowsServer"\n    offer     = "WindowsServer"\n    sku       = "2022-datacenter-core-g2"\n    version   = "latest"\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_vm_qemu" "shop" {\n  name   = "shop"\n  clone  = "ubuntu-24.04-template"\n  ⟦memory = 512⟧\n}\n',
      },
      {
        format: 'packer',
        text: 'source "vsphere-iso" "shop" {\n  guest_os_type = "windows2019srvNext_64Guest"\n  ⟦RAM           = 256⟧\n}\n',
      },
    ],
    good: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/ubuntu-24.04"\n  config.vm.provider("virtualbox") { |vb| vb.memory = 1024 }\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/alpine319"\n  config.vm.provider("virtualbox") { |vb| vb.memory = 128 }\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>cirros</name>\n  <memory unit="MiB">64</memory>\n</domain>\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  instancetype:\n    name: u1.large\n  preference:\n    name: ubuntu\n  template:\n    spec:\n      domain:\n        memory:\n          guest: 128Mi\n        devices: {}\n      volumes:\n      - name: root\n        containerDisk:\n          image: quay.io/containerdisks/ubuntu:24.04\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "files"\nguestOS = "windows2019srv-64"\nmemsize = "4096"\n',
      },
      {
        format: 'firecracker',
        text: '{\n  "boot-source": { "kernel_image_path": "vmlinux" },\n  "drives": [{ "drive_id": "rootfs", "path_on_host": "ubuntu-24.04.ext4", "is_root_device": true, "is_read_only": true }],\n  "machine-config": { "vcpu_count": 1, "mem_size_mib": 128 }\n}\n',
      },
      {
        format: 'script',
        path: 'shop.sh',
        text: '#!/bin/sh\nkvm -m "$MEMORY" -drive file=ubuntu-24.04-server-cloudimg-amd64.img,if=virtio\n',
      },
      {
        format: 'ovf',
        text: '<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="urn:rasd" xmlns:vssd="urn:vssd" xmlns:vmw="http://www.vmware.com/schema/ovf">\n  <VirtualSystem ovf:id="shop">\n    <OperatingSystemSection ovf:id="1" vmw:osType="windows2019srv_64Guest"/>\n    <VirtualHardwareSection>\n      <System>\n        <vssd:VirtualSystemType>vmx-19</vssd:VirtualSystemType>\n      </System>\n      <Item>\n        <rasd:InstanceID>1</rasd:InstanceID>\n        <rasd:ResourceType>4</rasd:ResourceType>\n        <rasd:AllocationUnits>byte * 2^30</rasd:AllocationUnits>\n        <rasd:VirtualQuantity>8</rasd:VirtualQuantity>\n      </Item>\n    </VirtualHardwareSection>\n  </VirtualSystem>\n</Envelope>\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_vm_qemu" "shop" {\n  name   = "shop"\n  clone  = "ubuntu-24.04-template"\n  memory = 2048\n}\n',
      },
      {
        format: 'packer',
        text: 'source "vsphere-iso" "shop" {\n  guest_os_type = "windows2019srvNext_64Guest"\n  RAM           = 8192\n}\n',
      },
    ],
  },
  checkMachine(machine, report) {
    const { operatingSystem, memory, disks } = machine;
    // A microVM runs a kernel and one program, not the system that the vendor means.
    if (!isKnown(operatingSystem) || is(machine.hypervisor, 'firecracker')) return;
    const hasDesktop = hasRole(machine, 'desktop') || isMeantFor(machine, /desktop/);
    const minimum = vendorMinimum(operatingSystem.value, hasDesktop);
    if (minimum === undefined) return;
    const claimed = (message: 'memory' | 'disk', fact: Known<unknown>, actual: number, least: number): void =>
      report({
        message,
        args: {
          system: systemName(operatingSystem.value),
          actual: bytes(actual),
          minimum: decimalBytes(least),
        },
        confidence: confidenceOf(operatingSystem, fact),
        evidence: evidenceOf(fact, machine),
      });
    if (isKnown(memory) && memory.value !== 'unlimited' && memory.value < (minimum.memory ?? 0)) {
      claimed('memory', memory, memory.value, minimum.memory ?? 0);
    }
    // The system stands on the first disk.
    const capacity = disks.items.find(({ value }) => value.kind === 'disk')?.value.capacity;
    if (capacity !== undefined && isKnown(capacity) && capacity.value < (minimum.disk ?? 0)) {
      claimed('disk', capacity, capacity.value, minimum.disk ?? 0);
    }
  },
});
