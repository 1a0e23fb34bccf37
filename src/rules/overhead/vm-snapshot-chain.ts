// Disks that lie on a long chain of snapshots.
import { isKnown } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { bsi, claim, documents } from '../../knowledge/sources';
import { confidenceOf, isMeantFor, isThrowaway } from '../support/machine';
import { evidenceOf } from '../support/place';

/** A template and one or two snapshots are usual. */
const usual = 3;

export default defineRule({
  id: 'vm-snapshot-chain',
  concern: 'overhead',
  severity: 'info',
  title: { en: 'Disk sits on a long chain of snapshots', de: 'Platte liegt auf einer langen Snapshot-Kette' },
  why: {
    en: `Each snapshot adds a file that the hypervisor has to look through until it finds a block. The chain grows with every
change, cannot be moved or backed up in part, and one lost file takes everything above it. Snapshots are no backup.

Merge it (\`virsh blockcommit\`, \`virsh blockpull\`, \`qemu-img commit\`), and keep backups outside of the chain.`,
    de: `Jeder Snapshot fügt eine Datei hinzu, die der Hypervisor durchsehen muss, bis er einen Block findet. Die Kette wächst
mit jeder Änderung, lässt sich nicht in Teilen verschieben oder sichern, und eine verlorene Datei nimmt alles darüber mit.
Snapshots sind kein Backup.

Führe sie zusammen (\`virsh blockcommit\`, \`virsh blockpull\`, \`qemu-img commit\`) und halte Backups außerhalb der Kette.`,
  },
  sources: [claim('A1-21'), documents.libvirtDomain, bsi('SYS.1.5.A24')],
  messages: {
    chain: {
      en: 'A disk of {workload} sits on {count} backing files: a read may go through all of them, and losing one loses the disk. Merge the chain: libvirt has virsh blockcommit, VirtualBox and VMware merge when old snapshots are deleted.',
      de: 'Eine Platte von {workload} liegt auf {count} Basisdateien: Ein Lesezugriff geht womöglich durch alle, und fehlt eine, ist die Platte verloren. Führe die Kette zusammen: libvirt kennt virsh blockcommit, VirtualBox und VMware führen zusammen, wenn alte Snapshots gelöscht werden.',
    },
  },
  examples: {
    bad: [
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>shop</name>\n  <devices>\n    <disk type="file">\n      <source file="/images/e.qcow2"/>\n      ⟦<backingStore type="file">⟧\n        <source file="/images/d.qcow2"/>\n        <backingStore type="file">\n          <source file="/images/c.qcow2"/>\n          <backingStore type="file">\n            <source file="/images/b.qcow2"/>\n            <backingStore type="file">\n              <source file="/images/a.qcow2"/>\n              <backingStore/>\n            </backingStore>\n          </backingStore>\n        </backingStore>\n      </backingStore>\n      <target dev="vda" bus="virtio"/>\n    </disk>\n  </devices>\n</domain>\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>mail</name>\n  <devices>\n    <disk type="file">\n      ⟦<backingStore type="file">⟧<backingStore type="file"><backingStore type="file"><backingStore type="file"><backingStore type="file"/></backingStore></backingStore></backingStore></backingStore>\n      <target dev="vda" bus="virtio"/>\n    </disk>\n  </devices>\n</domain>\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "ledger"\nscsi0.present = "TRUE"\nscsi0:0.present = "TRUE"\n⟦scsi0:0.fileName = "ledger-000007.vmdk"⟧\n',
      },
      {
        format: 'script',
        path: 'shop.sh',
        text: '#!/bin/sh\nqemu-img create -f qcow2 -b base.qcow2 -F qcow2 monday.qcow2\nqemu-img create -f qcow2 -b monday.qcow2 -F qcow2 tuesday.qcow2\nqemu-img create -f qcow2 -b tuesday.qcow2 -F qcow2 wednesday.qcow2\nqemu-img create -f qcow2 -b ⟦wednesday.qcow2⟧ -F qcow2 thursday.qcow2\nkvm -m 2G -drive file=thursday.qcow2,if=virtio\n',
      },
      {
        format: 'virtualbox',
        path: 'erp.vbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="erp" OSType="Debian12_64">\n    <MediaRegistry>\n      <HardDisks>\n        <HardDisk uuid="{1}" location="erp.vdi" format="VDI" type="Normal">\n          <HardDisk uuid="{2}" location="Snapshots/2.vdi" format="VDI">\n            <HardDisk uuid="{3}" location="Snapshots/3.vdi" format="VDI">\n              <HardDisk uuid="{4}" location="Snapshots/4.vdi" format="VDI">\n                ⟦<HardDisk uuid="{5}" location="Snapshots/5.vdi" format="VDI"/>⟧\n              </HardDisk>\n            </HardDisk>\n          </HardDisk>\n        </HardDisk>\n      </HardDisks>\n    </MediaRegistry>\n    <Hardware>\n      <StorageControllers>\n        <StorageController name="SATA" type="AHCI" PortCount="1">\n          <AttachedDevice type="HardDisk" port="0" device="0">\n            <Image uuid="{5}"/>\n          </AttachedDevice>\n        </StorageController>\n      </StorageControllers>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
    ],
    good: [
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>shop</name>\n  <devices>\n    <disk type="file">\n      <backingStore type="file">\n        <source file="/images/a.qcow2"/>\n        <backingStore/>\n      </backingStore>\n      <target dev="vda" bus="virtio"/>\n    </disk>\n  </devices>\n</domain>\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>dev-lab</name>\n  <devices>\n    <disk type="file">\n      <backingStore type="file"><backingStore type="file"><backingStore type="file"><backingStore type="file"/></backingStore></backingStore></backingStore>\n      <target dev="vda" bus="virtio"/>\n    </disk>\n  </devices>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\nend\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "ledger"\nscsi0.present = "TRUE"\nscsi0:0.present = "TRUE"\nscsi0:0.fileName = "ledger-000001.vmdk"\n',
      },
      {
        format: 'proxmox',
        text: 'memory: 4096\nname: shop\nostype: l26\nscsi0: local:9000/base-9000-disk-0.qcow2/101/vm-101-disk-0.qcow2,size=32G\n',
      },
      {
        format: 'script',
        path: 'shop.sh',
        text: '#!/bin/sh\nqemu-img create -f qcow2 -b debian-13.qcow2 -F qcow2 shop.qcow2\nkvm -m 2G -drive file=shop.qcow2,if=virtio\n',
      },
    ],
  },
  checkMachine(machine, report) {
    if (isThrowaway(machine) || isMeantFor(machine, /(^|[^a-z])(dev|devel|development|labs?)([^a-z]|$)/))
      return;
    for (const { value } of machine.disks.items) {
      const { backingFiles } = value;
      if (!isKnown(backingFiles) || backingFiles.value <= usual) continue;
      report({
        message: 'chain',
        args: { count: backingFiles.value },
        confidence: confidenceOf(backingFiles),
        evidence: evidenceOf(backingFiles, machine),
      });
    }
  },
});
