// Guests that together take more memory than the host can give.
import { is, isKnown, type Known, knownValue } from '../../core/fact';
import { bytes, type Message, type Text, verbatim } from '../../core/message';
import { defineRule } from '../../core/rule';
import type { Workload } from '../../core/workload';
import { bsi, claim, documents, figure } from '../../knowledge/sources';
import { definedOnce, sharingHost, startsAlong } from '../support/guests';
import { confidenceOf, machinesOf } from '../support/machine';
import { placeOf } from '../support/place';
import { isOneShot } from '../support/purpose';

/** Bytes that stay with the host: Proxmox's rule of thumb, see the figure pve-host-reserve. */
const reserve = 10 ** 9;

export default defineRule({
  id: 'vm-host-memory-overcommit',
  concern: 'overhead',
  severity: 'warning',
  title: {
    en: 'Guests may take all the host’s memory',
    de: 'Gäste dürfen den ganzen Arbeitsspeicher des Hosts belegen',
  },
  why: {
    en: `A guest may fill the memory it was given, and mostly keeps what it once used: four guests of 16 GiB on a host with 64 GiB
leave nothing for the host itself. It then swaps, everything on it becomes slow, or the kernel ends one of the guests.

Leave at least 1 GB to the host, give each guest what it needs under load rather than a round number, let ballooning take
back what is idle, or start fewer guests at once (\`autostart: false\`). Containers take only what they use; one with
a limit counts with it here, because it may use that much, and one without is named as not counted.`,
    de: `Ein Gast darf den Arbeitsspeicher füllen, den er bekommen hat, und behält meist, was er einmal genutzt hat: Vier Gäste zu 16 GiB
auf einem Host mit 64 GiB lassen diesem selbst nichts. Er lagert dann aus, alles auf ihm wird langsam, oder der Kernel
beendet einen der Gäste.

Lass dem Host mindestens 1 GB, gib jedem Gast, was er unter Last braucht, statt einer runden Zahl, lass Ballooning
zurückholen, was brachliegt, oder starte weniger Gäste zugleich (\`autostart: false\`). Container nehmen nur, was sie
nutzen; einer mit Grenze zählt hier mit ihr, weil er so viel nutzen darf, einer ohne wird als nicht mitgezählt genannt.`,
  },
  sources: [
    claim('A1-07'),
    claim('A1-16'),
    figure('pve-host-reserve'),
    documents.proxmoxMachines,
    bsi('SYS.1.5.A17'),
  ],
  messages: {
    nothing: {
      en: '{who} may take {sum} of the host’s {host}: then nothing is left for the host, which swaps or ends a guest. Give them less, or start fewer at once.{uncounted}',
      de: '{who} dürfen {sum} von den {host} des Hosts belegen: Für den Host bleibt dann nichts, er lagert aus oder beendet einen Gast. Gib ihnen weniger oder starte weniger zugleich.{uncounted}',
    },
    little: {
      en: '{who} may take {sum} of the host’s {host}: then only {left} is left for the host, which needs about 1 GB. Give them less, or start fewer at once.{uncounted}',
      de: '{who} dürfen {sum} von den {host} des Hosts belegen: Für den Host bleiben dann nur {left}, und er braucht etwa 1 GB. Gib ihnen weniger oder starte weniger zugleich.{uncounted}',
    },
    more: {
      en: '{who} may take {sum}, {left} more than the host’s {host}: it swaps or ends a guest before all of them are in full use. Give them less, or start fewer at once.{uncounted}',
      de: '{who} dürfen {sum} belegen, das sind {left} mehr als die {host} des Hosts: Er lagert aus oder beendet einen Gast, ehe alle ausgelastet sind. Gib ihnen weniger oder starte weniger zugleich.{uncounted}',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        host: { memory: 64 * 2 ** 30 },
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt" do |libvirt|\n    libvirt.memory = 16384\n  end\n  ⟦config.vm.define "web"⟧\n  config.vm.define "app"\n  config.vm.define "db"\n  config.vm.define "reports"\nend\n',
      },
      {
        format: 'libvirt',
        host: { memory: 8 * 2 ** 30 },
        text: '⟦<domain type="kvm">⟧\n  <name>a</name>\n  <memory unit="MiB">7680</memory>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        host: { memory: 16 * 2 ** 30 },
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  ⟦config.vm.define "a" do |a|⟧\n    a.vm.provider("virtualbox") { |vb| vb.memory = 12288 }\n  end\n  config.vm.define "b" do |b|\n    b.vm.provider("virtualbox") { |vb| vb.memory = 8192 }\n  end\nend\n',
      },
      {
        format: 'libvirt',
        path: 'guests/app.xml',
        host: { memory: 64 * 2 ** 30 },
        text: '⟦<domain type="kvm">⟧\n  <name>app</name>\n  <memory unit="GiB">16</memory>\n</domain>\n',
        around: {
          'guests/db.xml': '<domain type="kvm"><name>db</name><memory unit="GiB">16</memory></domain>',
          'guests/reports.xml':
            '<domain type="kvm"><name>reports</name><memory unit="GiB">16</memory></domain>',
          'guests/web.xml': '<domain type="kvm"><name>web</name><memory unit="GiB">16</memory></domain>',
        },
      },
      {
        format: 'libvirt',
        path: 'host/app.xml',
        host: { memory: 16 * 2 ** 30 },
        text: '⟦<domain type="kvm">⟧\n  <name>app</name>\n  <memory unit="GiB">12</memory>\n</domain>\n',
        around: {
          'host/compose.yaml':
            'services:\n  shop:\n    image: acme/shop:5.2\n    mem_limit: 4g\n  mail:\n    image: acme/mail:1.0\n',
        },
      },
      {
        format: 'lima',
        host: { memory: 16 * 2 ** 30 },
        text: '⟦vmType: qemu⟧\nmemory: 15.5GiB\nimages:\n- location: https://cloud.debian.org/images/cloud/trixie/20251006-2257/debian-13-genericcloud-amd64-20251006-2257.qcow2\n  arch: x86_64\n',
      },
      {
        format: 'proxmox',
        path: 'qemu-server/100.conf',
        host: { memory: 32 * 2 ** 30 },
        around: { 'qemu-server/101.conf': 'memory: 16384\nname: db\nostype: l26\n' },
        text: 'memory: 24576\n⟦name: app⟧\nonboot: 1\nostype: l26\n',
      },
      {
        format: 'vmx',
        host: { memory: 16 * 2 ** 30 },
        text: 'config.version = "8"\n⟦displayName = "app"⟧\nmemsize = "16384"\n',
      },
      {
        format: 'terraform',
        text: '⟦resource "libvirt_domain" "shop"⟧ {\n  count  = 4\n  name   = "shop-0"\n  memory = 4096\n}\n',
        host: { memory: 16 * 2 ** 30 },
      },
    ],
    good: [
      {
        format: 'libvirt',
        path: 'tests/parser/data/shop.xml',
        host: { memory: 16 * 2 ** 30 },
        around: {
          'tests/parser/data/mail.xml':
            '<domain type="kvm">\n  <name>mail</name>\n  <memory unit="GiB">12</memory>\n</domain>\n',
        },
        text: '<domain type="kvm">\n  <name>shop</name>\n  <memory unit="GiB">12</memory>\n</domain>\n',
      },
      {
        format: 'compose',
        host: { memory: 4 * 2 ** 30 },
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    mem_limit: 4g\n  mail:\n    image: acme/mail:1.0\n    mem_limit: 4g\n',
      },
      {
        format: 'libvirt',
        path: 'host/app.xml',
        host: { memory: 16 * 2 ** 30 },
        text: '<domain type="kvm">\n  <name>app</name>\n  <memory unit="GiB">12</memory>\n</domain>\n',
        around: {
          'host/app-old.xml': '<domain type="kvm"><name>app</name><memory unit="GiB">8</memory></domain>',
          'host/compose.yaml': 'services:\n  mail:\n    image: acme/mail:1.0\n',
        },
      },
      {
        format: 'vagrantfile',
        host: { memory: 64 * 2 ** 30 },
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt" do |libvirt|\n    libvirt.memory = 16384\n  end\n  config.vm.define "web"\n  config.vm.define "app"\n  config.vm.define "db"\n  config.vm.define "reports", autostart: false\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt" do |libvirt|\n    libvirt.memory = 1638400\n  end\nend\n',
      },
      {
        format: 'libvirt',
        host: { memory: 16 * 2 ** 30 },
        text: '<domain type="kvm">\n  <name>a</name>\n  <memory unit="GiB">24</memory>\n  <memtune>\n    <min_guarantee unit="GiB">8</min_guarantee>\n  </memtune>\n  <devices/>\n</domain>\n',
      },
      {
        format: 'libvirt',
        host: { memory: 16 * 2 ** 30 },
        text: '<domain type="kvm">\n  <name>a</name>\n  <memory unit="GiB">15</memory>\n</domain>\n',
      },
      {
        format: 'kubevirt',
        host: { memory: 16 * 2 ** 30 },
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        memory:\n          guest: 64Gi\n        devices: {}\n',
      },
      {
        format: 'lima',
        host: { memory: 2 * 2 ** 30 },
        text: 'images:\n- location: https://cloud.debian.org/images/cloud/trixie/20251006-2257/debian-13-genericcloud-amd64-20251006-2257.qcow2\n  arch: x86_64\n',
      },
      {
        format: 'proxmox',
        path: 'qemu-server/100.conf',
        host: { memory: 32 * 2 ** 30 },
        around: {
          'qemu-server/101.conf': 'memory: 16384\nname: base\nostype: l26\ntemplate: 1\n',
          'qemu-server/102.conf': 'memory: 16384\nname: old\nonboot: 0\nostype: l26\n',
          'qemu-server/103.conf': 'balloon: 2048\nmemory: 16384\nname: db\nostype: l26\n',
        },
        text: 'memory: 24576\nname: app\nonboot: 1\nostype: l26\n',
      },
      {
        format: 'terraform',
        text: 'resource "libvirt_domain" "shop" {\n  count  = 2\n  name   = "shop"\n  memory = 4096\n}\n',
        host: { memory: 16 * 2 ** 30 },
      },
      {
        format: 'terraform',
        text: 'resource "aws_instance" "shop" {\n  count         = 40\n  ami           = "ami-0fb653ca2d3203ac1"\n  instance_type = "m5.xlarge"\n}\n',
        host: { memory: 16 * 2 ** 30 },
      },
    ],
  },
  checkHost(hosted, report, { host }) {
    const total = host.memory;
    if (total === undefined) return;
    for (const members of sharingHost(hosted)) {
      const counted = definedOnce(members).filter(isStarted);
      const [first] = machinesOf(counted);
      // Limits of containers alone are no shares: all of them together may well exceed the host.
      if (first === undefined) continue;
      const needs = counted.flatMap(needOf);
      // What has no known size can only add to the sum.
      const sum = needs.reduce((before, { size, count }) => before + size * count, 0);
      if (sum <= total - reserve || !needs.some(({ workload }) => workload.kind === 'vm')) continue;
      report(first, {
        message: sum === total ? 'nothing' : sum < total ? 'little' : 'more',
        args: {
          who: subjectOf(needs),
          sum: arithmetic(needs, sum),
          host: bytes(total),
          left: bytes(Math.abs(total - sum)),
          uncounted: uncountedAmong(counted, needs),
        },
        confidence: confidenceOf(...needs.map(({ fact }) => fact)),
        evidence: [
          { place: first.place },
          ...needs.map(({ fact, workload, size }) => ({
            place: placeOf(fact, workload),
            label: label(workload, size),
          })),
        ],
      });
    }
  },
});

/** Whether it runs together with the others. */
function isStarted(workload: Workload): boolean {
  return workload.kind === 'container' ? !isOneShot(workload) : startsAlong(workload);
}

interface Need {
  readonly workload: Workload;
  readonly fact: Known<unknown>;
  /** Bytes that one of it surely may take. */
  readonly size: number;
  /** How many of it run. */
  readonly count: number;
}

/** What a guest takes at least, or a container at most; nothing where that is not known. */
function needOf(workload: Workload): readonly Need[] {
  const { memory } = workload;
  if (!isKnown(memory) || memory.value === 'unlimited') return [];
  const size = memory.value;
  const count = knownValue(workload.replicas) ?? 1;
  if (workload.kind === 'vm') {
    const { memoryMinimum, memoryBalloon } = workload;
    if (isKnown(memoryMinimum) && memoryMinimum.value < size && !is(memoryBalloon, false))
      return [{ workload, fact: memoryMinimum, size: memoryMinimum.value, count }];
  }
  return [{ workload, fact: memory, size, count }];
}

/** Who takes the memory: “The guests of this file”, “The guests and containers of these 4 files”. */
function subjectOf(needs: readonly Need[]): Text {
  const files = new Set(needs.map(({ workload }) => workload.path)).size;
  const hasContainers = needs.some(({ workload }) => workload.kind === 'container');
  const en = hasContainers ? 'The guests and containers' : 'The guests';
  const de = hasContainers ? 'Die Gäste und Container' : 'Die Gäste';
  return files === 1
    ? { en: `${en} of this file`, de: `${de} dieser Datei` }
    : { en: `${en} of these ${files} files`, de: `${de} dieser ${files} Dateien` };
}

/** `4 × 16 GiB = 64 GiB`; a single size stands for itself. */
function arithmetic(needs: readonly Need[], sum: number): Text {
  const counts = new Map<number, number>();
  for (const { size, count } of needs) counts.set(size, (counts.get(size) ?? 0) + count);
  const write = (language: 'en' | 'de'): string => {
    const terms = [...counts].map(
      ([size, count]) => `${count > 1 ? `${count} × ` : ''}${bytes(size)[language]}`,
    );
    const isSingle = counts.size === 1 && needs.length === 1 && needs[0]?.count === 1;
    return isSingle ? terms.join('') : `${terms.join(' + ')} = ${bytes(sum)[language]}`;
  };
  return { en: write('en'), de: write('de') };
}

/** The sentence about what runs beside them, of a size that is not known; empty where there is nothing. */
function uncountedAmong(counted: readonly Workload[], needs: readonly Need[]): Text {
  const known = new Set(needs.map(({ workload }) => workload));
  const others = counted.filter((workload) => !known.has(workload));
  const containers = others.filter(({ kind }) => kind === 'container').length;
  const guests = others.length - containers;
  const en = [
    ...(guests > 0 ? [`${guests} more ${guests === 1 ? 'guest' : 'guests'} whose memory is not known`] : []),
    ...(containers > 0
      ? [`${containers} ${containers === 1 ? 'container' : 'containers'} without a limit`]
      : []),
  ];
  const de = [
    ...(guests > 0
      ? [
          `${guests} ${guests === 1 ? 'weiterer Gast, dessen' : 'weitere Gäste, deren'} Arbeitsspeicher nicht bekannt ist`,
        ]
      : []),
    ...(containers > 0 ? [`${containers} Container ohne Grenze`] : []),
  ];
  if (en.length === 0) return verbatim('');
  return { en: ` Not counted: ${en.join(', ')}.`, de: ` Nicht mitgezählt: ${de.join(', ')}.` };
}

function label({ name }: Workload, size: number): Message {
  return { text: { en: '{name}: {size}', de: '{name}: {size}' }, args: { name, size: bytes(size) } };
}
