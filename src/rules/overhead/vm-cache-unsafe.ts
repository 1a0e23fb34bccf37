// Disks whose writes the host may lose.
import { is, knownValue } from '../../core/fact';
import type { Fix, Severity } from '../../core/finding';
import { defineRule } from '../../core/rule';
import type { Disk, VirtualMachine } from '../../core/workload';
import { claim, documents } from '../../knowledge/sources';
import { confidenceOf, isDatabase, isThrowaway, replacementFix } from '../support/machine';
import { evidenceOf } from '../support/place';

export default defineRule({
  id: 'vm-cache-unsafe',
  concern: 'overhead',
  severity: 'warning',
  title: { en: 'Disk risks data for speed', de: 'Platte riskiert Daten für Tempo' },
  why: {
    en: `With \`cache="unsafe"\` the hypervisor answers that data is on the disk although it is only in the host’s memory, and
ignores the guest’s orders to write it out. A crash or a power cut of the host then takes file systems and databases with
it that believed themselves safe.

Use \`writeback\`, which obeys those orders and is nearly as fast, or \`none\` for databases. For builds, tests and
overlays that are thrown away \`unsafe\` is fine.`,
    de: `Mit \`cache="unsafe"\` meldet der Hypervisor Daten als geschrieben, die nur im Arbeitsspeicher des Hosts liegen, und übergeht die
Befehle des Gasts, sie wirklich zu schreiben. Ein Absturz oder Stromausfall des Hosts nimmt dann Dateisysteme und
Datenbanken mit, die sich sicher glaubten.

Nimm \`writeback\`, das diese Befehle befolgt und fast so schnell ist, oder \`none\` für Datenbanken. Für Builds, Tests und
Overlays, die weggeworfen werden, ist \`unsafe\` in Ordnung.`,
  },
  sources: [
    claim('A1-19'),
    claim('A2-11'),
    documents.libvirtDomain,
    documents.qemuSystem,
    documents.firecrackerCaching,
  ],
  messages: {
    unsafe: {
      en: 'A disk of {workload} ignores the guest’s orders to write data out: a crash of the host loses what the guest believes to be saved. Use writeback unless the machine is disposable.',
      de: 'Eine Platte von {workload} übergeht die Befehle des Gasts, Daten wirklich zu schreiben: Bei einem Absturz des Hosts geht verloren, was der Gast für gespeichert hält. Nimm writeback, sofern es keine Wegwerfmaschine ist.',
    },
    database: {
      en: 'A disk of the database {workload} ignores its orders to write data out: a crash of the host can destroy committed data. Use writeback or none.',
      de: 'Eine Platte der Datenbank {workload} übergeht deren Befehle, Daten wirklich zu schreiben: Ein Absturz des Hosts kann bestätigte Daten zerstören. Nimm writeback oder none.',
    },
  },
  examples: {
    bad: [
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>shop</name>\n  <devices>\n    <disk type="file">\n      <driver name="qemu" type="qcow2" ⟦cache="unsafe"⟧/>\n      <target dev="vda" bus="virtio"/>\n    </disk>\n  </devices>\n</domain>\n',
        fixed:
          '<domain type="kvm">\n  <name>shop</name>\n  <devices>\n    <disk type="file">\n      <driver name="qemu" type="qcow2" cache="writeback"/>\n      <target dev="vda" bus="virtio"/>\n    </disk>\n  </devices>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.define "db" do |db|\n    db.vm.box = "generic/debian12"\n    db.vm.provider "libvirt" do |libvirt|\n      ⟦libvirt.volume_cache = "unsafe"⟧\n    end\n  end\nend\n',
        fixed:
          'Vagrant.configure("2") do |config|\n  config.vm.define "db" do |db|\n    db.vm.box = "generic/debian12"\n    db.vm.provider "libvirt" do |libvirt|\n      libvirt.volume_cache = "writeback"\n    end\n  end\nend\n',
      },
      {
        format: 'proxmox',
        text: 'boot: order=scsi0\nmemory: 4096\nname: shop\nostype: l26\nscsi0: local-lvm:vm-100-disk-0,⟦cache=unsafe⟧,size=32G\n',
        fixed:
          'boot: order=scsi0\nmemory: 4096\nname: shop\nostype: l26\nscsi0: local-lvm:vm-100-disk-0,cache=writeback,size=32G\n',
      },
      {
        format: 'firecracker',
        text: '{\n  "boot-source": { "kernel_image_path": "vmlinux" },\n  "drives": [\n    {\n      "drive_id": "data",\n      "path_on_host": "orders.ext4",\n      "is_root_device": false,\n      "is_read_only": false,\n      ⟦"cache_type": "Unsafe"⟧\n    }\n  ]\n}\n',
        fixed:
          '{\n  "boot-source": { "kernel_image_path": "vmlinux" },\n  "drives": [\n    {\n      "drive_id": "data",\n      "path_on_host": "orders.ext4",\n      "is_root_device": false,\n      "is_read_only": false,\n      "cache_type": "Writeback"\n    }\n  ]\n}\n',
      },
      {
        format: 'script',
        path: 'shop.sh',
        text: '#!/bin/sh\nkvm -m 2G -drive file=shop.qcow2,if=virtio,cache=⟦unsafe⟧\n',
        fixed: '#!/bin/sh\nkvm -m 2G -drive file=shop.qcow2,if=virtio,cache=writeback\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_virtual_environment_vm" "shop" {\n  name = "shop"\n\n  disk {\n    interface = "virtio0"\n    size      = 20\n    ⟦cache     = "unsafe"⟧\n  }\n}\n',
        fixed:
          'resource "proxmox_virtual_environment_vm" "shop" {\n  name = "shop"\n\n  disk {\n    interface = "virtio0"\n    size      = 20\n    cache     = "writeback"\n  }\n}\n',
      },
    ],
    good: [
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>ci-runner</name>\n  <devices>\n    <disk type="file">\n      <driver name="qemu" type="qcow2" cache="unsafe"/>\n      <target dev="vda" bus="virtio"/>\n    </disk>\n  </devices>\n</domain>\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>shop</name>\n  <devices>\n    <disk type="file">\n      <driver name="qemu" type="qcow2" cache="none"/>\n      <target dev="vda" bus="virtio"/>\n    </disk>\n    <disk type="file" device="cdrom">\n      <driver name="qemu" type="raw" cache="unsafe"/>\n      <target dev="sda" bus="sata"/>\n    </disk>\n  </devices>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt" do |libvirt|\n    libvirt.volume_cache = "writeback"\n  end\nend\n',
      },
      {
        format: 'proxmox',
        text: 'ide2: local:iso/debian-13.iso,cache=unsafe,media=cdrom\nmemory: 4096\nname: shop\nostype: l26\nscsi0: local-lvm:vm-100-disk-0,size=32G\n',
      },
      {
        format: 'firecracker',
        text: '{\n  "boot-source": { "kernel_image_path": "vmlinux" },\n  "drives": [\n    { "drive_id": "rootfs", "path_on_host": "rootfs.ext4", "is_root_device": true, "is_read_only": true, "cache_type": "Unsafe" },\n    { "drive_id": "scratch", "path_on_host": "scratch.ext4", "is_root_device": false, "is_read_only": false }\n  ]\n}\n',
      },
      {
        format: 'script',
        path: 'shop.sh',
        text: '#!/bin/sh\nkvm -m 2G -drive file=shop.qcow2,if=virtio -drive file=data.img,if=virtio,cache=none\n',
      },
      {
        format: 'script',
        path: 'ci/test.gitlab-ci.yml',
        text: 'test:\n  script:\n    - qemu-system-x86_64 -m 2G -nographic -drive file=disk.img,if=virtio,cache=unsafe\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_virtual_environment_vm" "shop" {\n  name = "shop"\n\n  disk {\n    interface = "virtio0"\n    size      = 20\n    cache     = "writeback"\n  }\n}\n',
      },
      {
        format: 'packer',
        text: 'source "qemu" "shop" {\n  iso_url    = "https://cdimage.debian.org/cdimage/archive/12.11.0/amd64/iso-cd/debian-12.11.0-amd64-netinst.iso"\n  disk_cache = "unsafe"\n}\n',
      },
    ],
  },
  checkMachine(machine, report) {
    // The disk of a build is made anew when the host fails.
    if (isThrowaway(machine) || machine.role === 'image') return;
    for (const { value } of machine.disks.items) {
      const { kind, cache } = value;
      if (kind === 'cdrom' || kind === 'floppy' || !is(cache, 'unsafe')) continue;
      // Firecracker's default: its documentation recommends it for what is thrown away, as microVMs mostly are.
      if (cache.state === 'implied' && is(machine.hypervisor, 'firecracker')) continue;
      const fix: { readonly fix?: Fix } =
        cache.state === 'stated' ? { fix: replacementFix(cache.place, 'writeback', 'safe') } : {};
      report({
        message: isDatabase(machine) ? 'database' : 'unsafe',
        severity: severityOf(machine, value),
        confidence: confidenceOf(cache),
        evidence: evidenceOf(cache, machine),
        ...fix,
      });
    }
  },
});

function severityOf(machine: VirtualMachine, { backingFiles, persistent }: Disk): Severity {
  if (isDatabase(machine)) return 'error';
  // An overlay over a template is often made for one run; so is a microVM.
  const isShortLived =
    (knownValue(backingFiles) ?? 0) > 0 || is(persistent, false) || is(machine.hypervisor, 'firecracker');
  return isShortLived ? 'info' : 'warning';
}
