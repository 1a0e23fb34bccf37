// Guests that share memory pages where that is a risk, or do not where it would save much.
import { is, isKnown, knownValue } from '../../core/fact';
import { bytes } from '../../core/message';
import { defineRule } from '../../core/rule';
import type { VirtualMachine } from '../../core/workload';
import { bsi, claim, documents } from '../../knowledge/sources';
import { countOf, groupedBy, startsAlong, systemOf } from '../support/guests';
import { isMeantFor, machinesOf } from '../support/machine';
import { placeOf } from '../support/place';

/** From this many equal guests on, equal pages add up. */
const many = 4;

const highProtection =
  /high[-_]?(protection|security|trust)|confidential|secret|classified|vs-?nfd|kritis|hochschutz|schutzbedarf[-_]?hoch|(^|[^a-z])(pci-?dss|hsm|vault|pki|root-?ca|ca-?server)([^a-z]|$)/;

export default defineRule({
  id: 'vm-page-sharing-policy',
  concern: 'overhead',
  severity: 'hint',
  title: {
    en: 'Page sharing does not suit the guests',
    de: 'Geteilte Speicherseiten passen nicht zu den Gästen',
  },
  why: {
    en: `The host can keep equal memory pages of several guests once (KSM, page fusion). For many equal guests that saves
memory, at the price of the time the search takes. It also lets one guest measure what pages another one has: a write to a
shared page takes longer.

Which of the two counts is a question of protection. At high protection guests should not share pages (BSI SYS.1.5.A23);
switch it off. At normal protection, and where all guests belong to one owner, let equal guests share.`,
    de: `Der Host kann gleiche Speicherseiten mehrerer Gäste einmal halten (KSM, Page Fusion). Bei vielen gleichen Gästen spart
das Speicher und kostet die Zeit, die das Suchen braucht. Es lässt einen Gast aber auch messen, welche Seiten ein anderer
hat: Das Schreiben auf eine geteilte Seite dauert länger.

Was davon zählt, ist eine Frage des Schutzbedarfs. Bei hohem Schutzbedarf sollen Gäste keine Seiten teilen (BSI
SYS.1.5.A23); schalte es dann aus. Bei normalem Schutzbedarf, und wenn alle Gäste einem Besitzer gehören, lass gleiche Gäste
teilen.`,
  },
  sources: [claim('A2-17'), documents.kernelSamePageMerging, bsi('SYS.1.5.A23')],
  messages: {
    shared: {
      en: '{workload} says by its name or a label that it needs high protection, yet it shares memory pages with other guests, which may find out what it holds. Switch sharing off; if its protection need is normal, leave it: it saves memory.',
      de: '{workload} hat dem Namen oder einem Label nach hohen Schutzbedarf, teilt aber Speicherseiten mit anderen Gästen, die daran womöglich erkennen, was sie enthält. Schalte das Teilen aus; bei normalem Schutzbedarf lass es: Es spart Speicher.',
    },
    separate: {
      en: '{count} equal guests ({system}, {memory} each) are kept from sharing memory pages, so the host may hold equal ones up to {count} times. At normal protection let them share; at high protection leave it as it is.',
      de: '{count} gleiche Gäste ({system}, je {memory}) dürfen keine Speicherseiten teilen; gleiche hält der Host bis zu {count}-mal. Bei normalem Schutzbedarf lass sie teilen; bei hohem lass es, wie es ist.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.define "root-ca" do |ca|\n    ca.vm.provider "virtualbox" do |vb|\n      ⟦vb.customize ["modifyvm", :id, "--pagefusion", "on"]⟧\n    end\n  end\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox" do |vb|\n    vb.memory = 2048\n    ⟦vb.customize ["modifyvm", :id, "--pagefusion", "off"]⟧\n  end\n  %w[web mail wiki files].each { |name| config.vm.define name }\nend\n',
      },
      {
        format: 'proxmox',
        text: '⟦allow-ksm: 1⟧\nmemory: 4096\nname: ca-server\nostype: l26\n',
      },
      {
        format: 'virtualbox',
        path: 'confidential/payroll.vbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="payroll" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="4096" ⟦PageFusion="true"⟧/>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
    ],
    good: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox" do |vb|\n    vb.memory = 2048\n    vb.customize ["modifyvm", :id, "--pagefusion", "on"]\n  end\n  %w[web mail wiki files].each { |name| config.vm.define name }\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>root-ca</name>\n  <memory unit="GiB">2</memory>\n  <memoryBacking>\n    <nosharepages/>\n  </memoryBacking>\n</domain>\n',
      },
      {
        format: 'proxmox',
        text: 'memory: 4096\nname: ca-server\nostype: l26\n',
      },
      {
        format: 'proxmox',
        text: 'allow-ksm: 0\nmemory: 4096\nname: shop\nostype: l26\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="4096" PageFusion="true"/>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
    ],
  },
  checkHost(hosted, report) {
    const machines = machinesOf(hosted).filter(startsAlong);
    for (const machine of machines) {
      const { memorySharing } = machine;
      if (memorySharing.state === 'stated' && memorySharing.value && isHighlyProtected(machine))
        report(machine, {
          message: 'shared',
          confidence: 'medium',
          evidence: [{ place: placeOf(memorySharing, machine) }],
        });
    }
    const separate = machines.filter(
      (machine) =>
        machine.memorySharing.state === 'stated' &&
        is(machine.memorySharing, false) &&
        !isHighlyProtected(machine),
    );
    for (const members of groupedBy(separate, kindOf)) {
      const [first] = members;
      const count = countOf(members);
      const size = knownValue(first.memory);
      if (count < many || size === undefined || size === 'unlimited') continue;
      report(first, {
        message: 'separate',
        args: { count, system: systemOf(first) ?? '', memory: bytes(size) },
        confidence: 'medium',
        evidence: [
          { place: placeOf(first.memorySharing, first) },
          ...members.map(({ place, name }) => ({
            place,
            label: { text: { en: '{name}', de: '{name}' }, args: { name } },
          })),
        ],
      });
    }
  },
});

/** What makes guests equal: the system and the size; nothing where one is not known. */
function kindOf(machine: VirtualMachine): string | undefined {
  const system = systemOf(machine);
  return system === undefined || !isKnown(machine.memory) ? undefined : `${system} ${machine.memory.value}`;
}

/** Whether its name, its folder or a label says that what it holds needs much protection. */
function isHighlyProtected(machine: VirtualMachine): boolean {
  const labelled = machine.labels.items.some(({ value: { key, value } }) =>
    highProtection.test(`${key}-${knownValue(value) ?? ''}`.toLowerCase()),
  );
  return labelled || isMeantFor(machine, highProtection);
}
