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
    de: `Mit \`cache="unsafe"\` meldet der Hypervisor Daten als geschrieben, die nur im Speicher des Hosts liegen, und übergeht die
Befehle des Gasts, sie wirklich zu schreiben. Ein Absturz oder Stromausfall des Hosts nimmt dann Dateisysteme und
Datenbanken mit, die sich sicher glaubten.

Nimm \`writeback\`, das diese Befehle befolgt und fast so schnell ist, oder \`none\` für Datenbanken. Für Builds, Tests und
Overlays, die weggeworfen werden, ist \`unsafe\` in Ordnung.`,
  },
  sources: [claim('A1-19'), claim('A2-11'), documents.libvirtDomain, documents.qemuSystem],
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
    ],
  },
  checkMachine(machine, report) {
    if (isThrowaway(machine)) return;
    for (const { value } of machine.disks.items) {
      const { kind, cache } = value;
      if (kind === 'cdrom' || kind === 'floppy' || !is(cache, 'unsafe')) continue;
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

function severityOf(machine: VirtualMachine, { backingFiles }: Disk): Severity {
  if (isDatabase(machine)) return 'error';
  // An overlay over a template is often made for one run.
  return (knownValue(backingFiles) ?? 0) > 0 ? 'info' : 'warning';
}
