// Guests with less memory or disk than their system's vendor asks for.
import { isKnown, type Known } from '../../core/fact';
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
      en: '{workload} gives {system} {actual} of memory; its vendor asks for at least {minimum}; below that, updates fail and the guest swaps. Raise it or choose a smaller system.',
      de: '{workload} gibt {system} {actual} Speicher; der Hersteller verlangt mindestens {minimum}, darunter scheitern Updates, und der Gast lagert aus. Erhöhe ihn oder nimm ein kleineres System.',
    },
    disk: {
      en: '{workload} gives {system} a disk of {actual}; its vendor asks for at least {minimum}; below that, updates find no room. Enlarge it or choose a smaller system.',
      de: '{workload} gibt {system} eine Platte von {actual}; der Hersteller verlangt mindestens {minimum}, darunter finden Updates keinen Platz. Vergrößere sie oder nimm ein kleineres System.',
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
    ],
  },
  checkMachine(machine, report) {
    const { operatingSystem, memory, disks } = machine;
    if (!isKnown(operatingSystem)) return;
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
