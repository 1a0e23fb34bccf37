// Guests that together take more memory than the host can give.
import { is, isKnown, type Known } from '../../core/fact';
import { bytes, type Message, type Text } from '../../core/message';
import { defineRule } from '../../core/rule';
import type { VirtualMachine } from '../../core/workload';
import { bsi, claim, documents, figure } from '../../knowledge/sources';
import { confidenceOf, machinesOf } from '../support/machine';
import { placeOf } from '../support/place';

/** Bytes that stay with the host: Proxmox's rule of thumb, see the figure pve-host-reserve. */
const reserve = 10 ** 9;

export default defineRule({
  id: 'vm-host-memory-overcommit',
  concern: 'overhead',
  severity: 'warning',
  title: {
    en: 'Guests may take all the host’s memory',
    de: 'Gäste dürfen den ganzen Speicher des Hosts nehmen',
  },
  why: {
    en: `A guest may fill the memory it was given, and mostly keeps what it once used: four guests of 16 GiB on a host with 64 GiB
leave nothing for the host itself. It then swaps, everything on it becomes slow, or the kernel ends one of the guests.

Leave at least 1 GB to the host, give each guest what it needs under load rather than a round number, let ballooning take
back what is idle, or start fewer guests at once (\`autostart: false\`). Containers take only what they use.`,
    de: `Ein Gast darf den Speicher füllen, den er bekommen hat, und behält meist, was er einmal genutzt hat: Vier Gäste zu 16 GiB
auf einem Host mit 64 GiB lassen diesem selbst nichts. Er lagert dann aus, alles auf ihm wird langsam, oder der Kernel
beendet einen der Gäste.

Lass dem Host mindestens 1 GB, gib jedem Gast, was er unter Last braucht, statt einer runden Zahl, lass Ballooning
zurückholen, was brachliegt, oder starte weniger Gäste zugleich (\`autostart: false\`). Container nehmen nur, was sie
nutzen.`,
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
      en: 'The guests of this file may take {sum} of the host’s {host}: then nothing is left for the host, which swaps or ends a guest. Give them less, or start fewer at once.',
      de: 'Die Gäste dieser Datei dürfen {sum} von den {host} des Hosts belegen: Für den Host bleibt dann nichts, er lagert aus oder beendet einen Gast. Gib ihnen weniger oder starte weniger zugleich.',
    },
    little: {
      en: 'The guests of this file may take {sum} of the host’s {host}: then only {left} is left for the host, which needs about 1 GB. Give them less, or start fewer at once.',
      de: 'Die Gäste dieser Datei dürfen {sum} von den {host} des Hosts belegen: Für den Host bleiben dann nur {left}, und er braucht etwa 1 GB. Gib ihnen weniger oder starte weniger zugleich.',
    },
    more: {
      en: 'The guests of this file may take {sum}, {left} more than the host’s {host}: it swaps or ends a guest before all of them are in full use. Give them less, or start fewer at once.',
      de: 'Die Gäste dieser Datei dürfen {sum} belegen, das sind {left} mehr als die {host} des Hosts: Er lagert aus oder beendet einen Gast, ehe alle ausgelastet sind. Gib ihnen weniger oder starte weniger zugleich.',
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
    ],
    good: [
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
    ],
  },
  checkGroup(group, report, { host }) {
    const total = host.memory;
    const machines = machinesOf(group).filter(({ autostart }) => !is(autostart, false));
    const [first] = machines;
    if (total === undefined || first === undefined) return;
    const needs = machines.flatMap(needOf);
    // Without every size the sum would be a guess.
    if (needs.length < machines.length) return;
    const sum = needs.reduce((before, { size }) => before + size, 0);
    if (sum <= total - reserve) return;
    report(first, {
      message: sum === total ? 'nothing' : sum < total ? 'little' : 'more',
      args: {
        sum: arithmetic(
          needs.map(({ size }) => size),
          sum,
        ),
        host: bytes(total),
        left: bytes(Math.abs(total - sum)),
      },
      confidence: confidenceOf(...needs.map(({ fact }) => fact)),
      evidence: [
        { place: first.place },
        ...needs.map(({ fact, machine, size }) => ({
          place: placeOf(fact, machine),
          label: label(machine, size),
        })),
      ],
    });
  },
});

interface Need {
  readonly machine: VirtualMachine;
  readonly fact: Known<unknown>;
  /** Bytes that the guest surely takes. */
  readonly size: number;
}

/** What a guest takes at least; nothing where that is not known. */
function needOf(machine: VirtualMachine): readonly Need[] {
  const { memory, memoryMinimum, memoryBalloon } = machine;
  if (!isKnown(memory) || memory.value === 'unlimited') return [];
  const size = memory.value;
  if (isKnown(memoryMinimum) && memoryMinimum.value < size && !is(memoryBalloon, false)) {
    return [{ machine, fact: memoryMinimum, size: memoryMinimum.value }];
  }
  return [{ machine, fact: memory, size }];
}

/** `4 × 16 GiB = 64 GiB`; a single size stands for itself. */
function arithmetic(sizes: readonly number[], sum: number): Text {
  const counts = new Map<number, number>();
  for (const size of sizes) counts.set(size, (counts.get(size) ?? 0) + 1);
  const write = (language: 'en' | 'de'): string => {
    const terms = [...counts].map(
      ([size, count]) => `${count > 1 ? `${count} × ` : ''}${bytes(size)[language]}`,
    );
    return sizes.length === 1 ? terms.join('') : `${terms.join(' + ')} = ${bytes(sum)[language]}`;
  };
  return { en: write('en'), de: write('de') };
}

function label({ name }: VirtualMachine, size: number): Message {
  return { text: { en: '{name}: {size}', de: '{name}: {size}' }, args: { name, size: bytes(size) } };
}
