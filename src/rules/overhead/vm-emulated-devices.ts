// Linux guests on imitated hardware instead of virtio.
import { is, isKnown, type Known, knownValue } from '../../core/fact';
import type { Fix } from '../../core/finding';
import { defineRule } from '../../core/rule';
import type { Disk, VirtualMachine } from '../../core/workload';
import { hypervisors } from '../../knowledge/hypervisors';
import { claim, documents, figure } from '../../knowledge/sources';
import { confidenceOf, offersVirtio, replacementFix, runs } from '../support/machine';
import { evidenceOf } from '../support/place';

const emulatedCards = /^(e1000e?|rtl8139|i?8254\dem|8254\d\w\w|am79c97\d.?|pcnet|ne2k_\w+)$/i;
const emulatedBuses = new Set(['ide', 'sata']);

export default defineRule({
  id: 'vm-emulated-devices',
  concern: 'overhead',
  severity: 'warning',
  title: { en: 'Linux guest on emulated hardware', de: 'Linux-Gast auf emulierter Hardware' },
  why: {
    en: `An emulated e1000 or IDE controller makes the guest stop for the hypervisor at every register access; virtio passes
whole requests through shared memory. Proxmox states up to three times the network throughput and twice the disk’s. Where VMs
seem slow with much input and output, this is often why.

Linux has had the drivers since 2.6.25 (2008). Disks change their name with the bus (\`sda\` becomes \`vda\`), so check
the boot loader and \`/etc/fstab\` first.`,
    de: `Bei einem emulierten e1000 oder IDE-Controller unterbricht jeder Registerzugriff den Gast für den Hypervisor; virtio
reicht ganze Aufträge durch gemeinsamen Speicher. Proxmox nennt bis zum Dreifachen beim Netz und das Doppelte bei der Platte.
Wo VMs bei viel Ein- und Ausgabe langsam wirken, liegt es oft daran.

Linux hat die Treiber seit 2.6.25 (2008). Platten wechseln mit dem Bus ihren Namen (\`sda\` wird \`vda\`), prüfe also vorher
Bootloader und \`/etc/fstab\`.`,
  },
  sources: [claim('A2-11'), figure('pve-virtio-net'), figure('pve-virtio-disk'), documents.proxmoxMachines],
  messages: {
    card: {
      en: 'The network card of {workload} is an emulated {device}: virtio can reach up to three times the throughput, and Linux has its drivers. Set the model to virtio.',
      de: 'Die Netzwerkkarte von {workload} ist eine emulierte {device}: virtio kann bis zum dreifachen Durchsatz erreichen, und Linux hat die Treiber dafür. Setze das Modell auf virtio.',
    },
    ide: {
      en: 'A disk of {workload} is attached to an emulated IDE controller: virtio writes about twice as fast, and Linux has its drivers. Move it to virtio and check the boot loader for the disk’s new name.',
      de: 'Eine Platte von {workload} hängt an einem emulierten IDE-Controller: virtio schreibt etwa doppelt so schnell, und Linux hat die Treiber dafür. Stelle sie auf virtio um und prüfe den Bootloader auf den neuen Namen.',
    },
    sata: {
      en: 'A disk of {workload} is attached to an emulated SATA controller, which costs the hypervisor more per request than virtio, and Linux has the drivers. Move it to virtio and check the boot loader for the disk’s new name.',
      de: 'Eine Platte von {workload} hängt an einem emulierten SATA-Controller, der den Hypervisor je Auftrag mehr kostet als virtio, und Linux hat die Treiber dafür. Stelle sie auf virtio um und prüfe den Bootloader auf den neuen Namen.',
    },
  },
  examples: {
    bad: [
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <metadata>\n    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">\n      <libosinfo:os id="http://debian.org/debian/13"/>\n    </libosinfo:libosinfo>\n  </metadata>\n  <devices>\n    <disk type="file">\n      <target dev="sda" ⟦bus="sata"⟧/>\n    </disk>\n    <interface type="network">\n      <source network="default"/>\n      <model ⟦type="e1000"⟧/>\n    </interface>\n  </devices>\n</domain>\n',
        fixed:
          '<domain type="kvm">\n  <name>a</name>\n  <metadata>\n    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">\n      <libosinfo:os id="http://debian.org/debian/13"/>\n    </libosinfo:libosinfo>\n  </metadata>\n  <devices>\n    <disk type="file">\n      <target dev="sda" bus="sata"/>\n    </disk>\n    <interface type="network">\n      <source network="default"/>\n      <model type="virtio"/>\n    </interface>\n  </devices>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt" do |libvirt|\n    ⟦libvirt.disk_bus = "ide"⟧\n    ⟦libvirt.nic_model_type = "e1000"⟧\n  end\nend\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices:\n          disks:\n          - name: root\n            disk:\n              ⟦bus: sata⟧\n          interfaces:\n          - name: default\n            masquerade: {}\n            ⟦model: e1000⟧\n      volumes:\n      - name: root\n        containerDisk:\n          image: quay.io/containerdisks/debian:13\n',
        fixed:
          'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices:\n          disks:\n          - name: root\n            disk:\n              bus: sata\n          interfaces:\n          - name: default\n            masquerade: {}\n            model: virtio\n      volumes:\n      - name: root\n        containerDisk:\n          image: quay.io/containerdisks/debian:13\n',
      },
      {
        format: 'proxmox',
        text: 'memory: 2048\nname: shop\nnet0: ⟦e1000=BC:24:11:00:11:22⟧,bridge=vmbr0\nostype: l26\n⟦sata0: local-lvm:vm-100-disk-0,size=32G⟧\n',
        fixed:
          'memory: 2048\nname: shop\nnet0: virtio=BC:24:11:00:11:22,bridge=vmbr0\nostype: l26\nsata0: local-lvm:vm-100-disk-0,size=32G\n',
      },
      {
        format: 'script',
        path: 'shop.sh',
        text: '#!/bin/sh\nqemu-system-x86_64 -enable-kvm -m 2G -drive file=debian-13-shop.qcow2,if=⟦ide⟧ \\\n  -netdev user,id=n0 -device ⟦e1000⟧,netdev=n0\n',
        fixed:
          '#!/bin/sh\nqemu-system-x86_64 -enable-kvm -m 2G -drive file=debian-13-shop.qcow2,if=ide \\\n  -netdev user,id=n0 -device virtio-net-pci,netdev=n0\n',
      },
      {
        format: 'script',
        path: 'shop.sh',
        text: '#!/bin/sh\nqemu-system-x86_64 -enable-kvm -m 2G -hda ⟦debian-13-shop.qcow2⟧ -nic none\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <Network>\n        <Adapter slot="0" enabled="true" ⟦type="82540EM"⟧>\n          <NAT/>\n        </Adapter>\n      </Network>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
        fixed:
          '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <Network>\n        <Adapter slot="0" enabled="true" type="virtio">\n          <NAT/>\n        </Adapter>\n      </Network>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_vm_qemu" "shop" {\n  name  = "shop"\n  clone = "debian-13-template"\n\n  network {\n    id     = 0\n    bridge = "vmbr0"\n    ⟦model  = "e1000"⟧\n  }\n}\n',
        fixed:
          'resource "proxmox_vm_qemu" "shop" {\n  name  = "shop"\n  clone = "debian-13-template"\n\n  network {\n    id     = 0\n    bridge = "vmbr0"\n    model  = "virtio"\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_virtual_environment_vm" "shop" {\n  name = "shop"\n\n  disk {\n    file_id   = "local:iso/debian-13-genericcloud-amd64.img"\n    ⟦interface = "ide0"⟧\n    size      = 20\n  }\n}\n',
      },
      {
        format: 'packer',
        text: 'source "proxmox-iso" "shop" {\n  os       = "l26"\n  iso_file = "local:iso/debian-12.11.0-amd64-netinst.iso"\n  network_adapters {\n    bridge = "vmbr1"\n    ⟦model  = "e1000"⟧\n  }\n}\n',
        fixed:
          'source "proxmox-iso" "shop" {\n  os       = "l26"\n  iso_file = "local:iso/debian-12.11.0-amd64-netinst.iso"\n  network_adapters {\n    bridge = "vmbr1"\n    model  = "virtio"\n  }\n}\n',
      },
    ],
    good: [
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <metadata>\n    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">\n      <libosinfo:os id="http://debian.org/debian/13"/>\n    </libosinfo:libosinfo>\n  </metadata>\n  <devices>\n    <disk type="file">\n      <target dev="vda" bus="virtio"/>\n    </disk>\n    <disk type="file" device="cdrom">\n      <target dev="sda" bus="sata"/>\n    </disk>\n    <interface type="network">\n      <source network="default"/>\n      <model type="virtio"/>\n    </interface>\n  </devices>\n</domain>\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <metadata>\n    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">\n      <libosinfo:os id="http://microsoft.com/win/2k22"/>\n    </libosinfo:libosinfo>\n  </metadata>\n  <devices>\n    <disk type="file">\n      <target dev="sda" bus="sata"/>\n    </disk>\n  </devices>\n</domain>\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    <disk type="file">\n      <target dev="hda" bus="ide"/>\n    </disk>\n  </devices>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox" do |vb|\n    vb.customize ["modifyvm", :id, "--nictype1", "virtio"]\n  end\nend\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices:\n          disks:\n          - name: root\n            disk: {}\n          - name: drivers\n            cdrom:\n              bus: sata\n      volumes:\n      - name: root\n        containerDisk:\n          image: quay.io/containerdisks/debian:13\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    metadata:\n      annotations:\n        vm.kubevirt.io/os: windows2k22\n    spec:\n      domain:\n        devices:\n          disks:\n          - name: root\n            disk:\n              bus: sata\n      volumes:\n      - name: root\n        containerDisk:\n          image: registry.example.org/disks/root:1\n',
      },
      {
        format: 'proxmox',
        text: 'ide2: local:iso/debian-13.iso,media=cdrom\nmemory: 2048\nname: shop\nnet0: virtio=BC:24:11:00:11:22,bridge=vmbr0\nostype: l26\nscsi0: local-lvm:vm-100-disk-0,size=32G\nscsihw: virtio-scsi-single\n',
      },
      {
        format: 'proxmox',
        text: 'ide0: local-lvm:vm-100-disk-0,size=32G\nmemory: 8192\nname: files\nnet0: e1000=BC:24:11:00:11:22,bridge=vmbr0\nostype: win10\n',
      },
      {
        format: 'script',
        path: 'shop.sh',
        text: '#!/bin/sh\nqemu-system-x86_64 -enable-kvm -m 2G -drive file=debian-13-shop.qcow2,if=virtio -cdrom seed.iso\nqemu-system-x86_64 -enable-kvm -m 4G -hda win11.qcow2 -nic user,model=e1000\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <Network>\n        <Adapter slot="0" enabled="true" type="virtio">\n          <NAT/>\n        </Adapter>\n      </Network>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_vm_qemu" "shop" {\n  name  = "shop"\n  clone = "debian-13-template"\n\n  network {\n    id     = 0\n    bridge = "vmbr0"\n    model  = "virtio"\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_vm_qemu" "shop" {\n  name  = "shop"\n  clone = "windows-server-2022-template"\n\n  network {\n    id     = 0\n    bridge = "vmbr0"\n    model  = "e1000"\n  }\n}\n',
      },
      {
        format: 'packer',
        text: 'source "qemu" "shop" {\n  iso_url    = "https://cdimage.debian.org/cdimage/archive/12.11.0/amd64/iso-cd/debian-12.11.0-amd64-netinst.iso"\n  net_device = "e1000"\n}\n',
      },
    ],
  },
  checkMachine(machine, report) {
    const hypervisor = knownValue(machine.hypervisor);
    if (!runs(machine, 'linux') || isOldLinux(machine) || isBuiltByQemu(machine)) return;
    const seen = new Set<number | undefined>();
    for (const card of machine.networkCards.items) {
      const { model } = card.value;
      if (
        // A card that nobody asked for is hardly used.
        (card.state === 'implied' && model.state === 'implied') ||
        hypervisor === undefined ||
        hypervisors[hypervisor].virtio === undefined ||
        !isKnown(model) ||
        !emulatedCards.test(model.value)
      )
        continue;
      // One setting may be the model of several cards.
      if (seen.has(model.place?.span.start)) continue;
      seen.add(model.place?.span.start);
      report({
        message: 'card',
        args: { device: model.value },
        confidence: confidenceOf(model),
        evidence: evidenceOf(model, machine),
        ...virtio(model),
      });
    }
    for (const { value } of machine.disks.items) {
      if (!offersVirtio(machine) || !isOnEmulatedBus(value)) continue;
      const { bus } = value;
      report({
        message: bus.value === 'ide' ? 'ide' : 'sata',
        confidence: confidenceOf(bus),
        evidence: evidenceOf(bus, machine),
      });
    }
  },
});

function isOnEmulatedBus(disk: Disk): disk is Disk & { readonly bus: Known<string> } {
  return disk.kind === 'disk' && isKnown(disk.bus) && emulatedBuses.has(disk.bus.value);
}

/** QEMU’s devices end with the build; the image may get any others. */
function isBuiltByQemu({ role, hypervisor }: VirtualMachine): boolean {
  return role === 'image' && (is(hypervisor, 'kvm') || is(hypervisor, 'qemu'));
}

/** Releases from before virtio came into the kernel. */
function isOldLinux({ operatingSystem }: VirtualMachine): boolean {
  const os = knownValue(operatingSystem);
  const old = os?.distribution === 'centos' || os?.distribution === 'rhel' || os?.distribution === 'debian';
  return old && Number.parseInt(os?.release ?? '', 10) <= 4;
}

function virtio(model: Known<string>): { readonly fix?: Fix } {
  return model.state === 'stated' ? { fix: replacementFix(model.place, 'virtio') } : {};
}
