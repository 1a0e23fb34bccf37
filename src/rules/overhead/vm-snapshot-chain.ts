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
      en: 'A disk of {workload} sits on {count} backing files: a read may go through all of them, and losing one loses the disk. Merge the chain with virsh blockcommit or blockpull.',
      de: 'Eine Platte von {workload} liegt auf {count} Basisdateien: Ein Lesezugriff geht womöglich durch alle, und fehlt eine, ist die Platte verloren. Führe die Kette mit virsh blockcommit oder blockpull zusammen.',
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
