// Disks that take their whole capacity at once.
import { is } from '../../core/fact';
import { bytes } from '../../core/message';
import { defineRule } from '../../core/rule';
import { claim, documents, figure } from '../../knowledge/sources';
import { confidenceOf, isDatabase } from '../support/machine';
import { evidenceOf } from '../support/place';

export default defineRule({
  id: 'vm-thick-disk',
  concern: 'overhead',
  severity: 'info',
  title: { en: 'Disk takes its whole capacity at once', de: 'Platte belegt sofort ihre volle Größe' },
  why: {
    en: `A disk of fixed size takes on the host what it might hold one day, even where the guest never writes; copies,
snapshots and backups are as large. A growing image takes what is used, and can give back what is deleted if the guest trims it.

Let it grow unless it belongs to a database or its space has to be guaranteed. What a fixed or raw image gains in speed is
small: Proxmox speaks of at most 10 %.`,
    de: `Eine Platte fester Größe belegt auf dem Host, was sie einmal fassen könnte, auch wo der Gast nie schreibt; Kopien,
Snapshots und Backups sind ebenso groß. Ein wachsendes Abbild belegt, was genutzt wird, und kann Gelöschtes zurückgeben,
wenn der Gast es freigibt (Trim).

Lass sie wachsen, außer sie gehört zu einer Datenbank oder ihr Platz muss garantiert sein. Der Gewinn an Tempo durch feste
oder rohe Abbilder ist klein: Proxmox nennt höchstens 10 %.`,
  },
  sources: [claim('A1-20'), claim('A1-21'), figure('pve-raw'), documents.proxmoxMachines],
  messages: {
    thick: {
      en: 'A disk of {workload} takes its whole capacity on the host at once, used or not. Let the image grow with its content unless its speed or space has to be guaranteed.',
      de: 'Eine Platte von {workload} belegt auf dem Host sofort ihre ganze Größe, genutzt oder nicht. Lass das Abbild mit seinem Inhalt wachsen, sofern Tempo oder Platz nicht garantiert sein müssen.',
    },
    sized: {
      en: 'A disk of {workload} takes its whole {capacity} on the host at once, used or not. Let the image grow with its content unless its speed or space has to be guaranteed.',
      de: 'Eine Platte von {workload} belegt auf dem Host sofort ihre ganzen {capacity}, genutzt oder nicht. Lass das Abbild mit seinem Inhalt wachsen, sofern Tempo oder Platz nicht garantiert sein müssen.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox" do |vb|\n    ⟦vb.customize ["createhd", "--filename", "data.vdi", "--size", 51200, "--variant", "Fixed"]⟧\n  end\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox" do |vb|\n    ⟦vb.customize ["createmedium", "disk", "--filename", "data.vdi", "--variant", "Fixed"]⟧\n  end\nend\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  dataVolumeTemplates:\n  - metadata:\n      name: shop-root\n    spec:\n      ⟦preallocation: true⟧\n      storage:\n        resources:\n          requests:\n            storage: 60Gi\n  template:\n    spec:\n      domain:\n        devices: {}\n      volumes:\n      - name: root\n        dataVolume:\n          name: shop-root\n',
      },
      {
        format: 'script',
        path: 'notes.sh',
        text: '#!/bin/sh\nqemu-img create -f qcow2 -o ⟦preallocation=full⟧ notes.qcow2 200G\nqemu-system-x86_64 -enable-kvm -m 2G -drive file=notes.qcow2,if=virtio\n',
      },
      {
        format: 'terraform',
        text: 'resource "vsphere_virtual_machine" "shop" {\n  name = "shop"\n\n  disk {\n    label            = "disk0"\n    size             = 80\n    thin_provisioned = false\n    ⟦eagerly_scrub    = true⟧\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "hyperv_vhd" "shop" {\n  path     = "D:\\\\VMs\\\\shop.vhdx"\n  ⟦vhd_type = "Fixed"⟧\n  size     = 107374182400\n}\n\nresource "hyperv_machine_instance" "shop" {\n  name = "shop"\n\n  hard_disk_drives {\n    path = hyperv_vhd.shop.path\n  }\n}\n',
      },
      {
        format: 'packer',
        text: 'source "vmware-iso" "shop" {\n  disk_size    = 40960\n  ⟦disk_type_id = "2"⟧\n}\n',
      },
      {
        format: 'packer',
        text: 'source "vsphere-iso" "shop" {\n  disk_controller_type = ["pvscsi"]\n  storage {\n    disk_size          = 40960\n    ⟦disk_eagerly_scrub = true⟧\n  }\n}\n',
      },
      {
        format: 'script',
        path: 'notes.sh',
        text: '#!/bin/sh\nVBoxManage createvm --name notes --register\nVBoxManage createmedium disk --filename notes.vdi --size 51200 --variant ⟦Fixed⟧\nVBoxManage storageattach notes --storagectl SATA --port 0 --device 0 --type hdd --medium notes.vdi\n',
      },
    ],
    good: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox" do |vb|\n    vb.customize ["createhd", "--filename", "data.vdi", "--size", 51200]\n  end\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.define "db" do |db|\n    db.vm.provider "virtualbox" do |vb|\n      vb.customize ["createhd", "--filename", "data.vdi", "--size", 51200, "--variant", "Fixed"]\n    end\n  end\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    <disk type="file">\n      <driver name="qemu" type="raw"/>\n      <target dev="vda" bus="virtio"/>\n    </disk>\n  </devices>\n</domain>\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: postgres\nspec:\n  dataVolumeTemplates:\n  - metadata:\n      name: ledger-root\n    spec:\n      preallocation: true\n  template:\n    spec:\n      domain:\n        devices: {}\n      volumes:\n      - name: root\n        dataVolume:\n          name: ledger-root\n',
      },
      {
        format: 'script',
        path: 'notes.sh',
        text: '#!/bin/sh\nqemu-img create -f qcow2 -o preallocation=metadata notes.qcow2 200G\nqemu-img create -f raw -o preallocation=full unused.img 10G\nqemu-system-x86_64 -enable-kvm -m 2G -drive file=notes.qcow2,if=virtio\n',
      },
      {
        format: 'terraform',
        text: 'resource "vsphere_virtual_machine" "shop" {\n  name = "shop"\n\n  disk {\n    label = "disk0"\n    size  = 80\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "vsphere_virtual_machine" "db" {\n  name = "db"\n\n  disk {\n    label            = "disk0"\n    size             = 80\n    thin_provisioned = false\n  }\n}\n',
      },
      {
        format: 'packer',
        text: 'source "vsphere-iso" "shop" {\n  storage {\n    disk_size             = 40960\n    disk_thin_provisioned = true\n  }\n}\n',
      },
      {
        format: 'packer',
        text: 'source "qemu" "shop" {\n  disk_size = "40G"\n}\n',
      },
    ],
  },
  checkMachine(machine, report) {
    if (isDatabase(machine)) return;
    for (const disk of machine.disks.items) {
      const { allocation, capacity } = disk.value;
      if (!is(allocation, 'thick')) continue;
      const known = capacity.state === 'unknown' ? undefined : capacity.value;
      report({
        message: known === undefined ? 'thick' : 'sized',
        args: known === undefined ? {} : { capacity: bytes(known) },
        confidence: confidenceOf(allocation),
        evidence: evidenceOf(allocation, machine),
      });
    }
  },
});
