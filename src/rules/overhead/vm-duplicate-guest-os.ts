// Guests of one host that each bring the same operating system.
import { knownValue } from '../../core/fact';
import { bytes, decimalBytes, type Text } from '../../core/message';
import { defineRule } from '../../core/rule';
import type { VirtualMachine } from '../../core/workload';
import { claim, documents, figure } from '../../knowledge/sources';
import { vendorMinimum } from '../../knowledge/vendor-minimum';
import {
  couldShareSystem,
  countOf,
  fewestGuests,
  groupedBy,
  guestsOutsideLabs,
  startsAlong,
  systemOf,
  tinyGroups,
} from '../support/guests';
import { isThrowaway } from '../support/machine';
import { placeOf } from '../support/place';

export default defineRule({
  id: 'vm-duplicate-guest-os',
  concern: 'overhead',
  severity: 'hint',
  title: { en: 'The same system several times over', de: 'Dasselbe System mehrfach' },
  why: {
    en: `Each guest boots a kernel and a userland of its own, holds them in memory and on disk, and is updated for itself. Where
several guests of one host run the same release, the same thing is there several times, before any of them does anything for
its service. Five Ubuntu guests need 5 GB of memory and 20 GB of disk by the vendor’s minimum; five empty containers were
measured at 19.5 MiB.

That is the price of a boundary. Pay it where services must not reach each other, or need a kernel of their own; where they
trust each other, one guest or containers on it do the same work for less. Databases, directories, Windows guests, cluster
nodes and what is kept apart on purpose are not counted.`,
    de: `Jeder Gast startet einen eigenen Kernel und ein eigenes Userland, hält beide im Speicher und auf der Platte und wird für
sich aktualisiert. Wo mehrere Gäste eines Hosts mit derselben Version laufen, liegt dasselbe mehrfach da, ehe einer von ihnen
etwas für seinen Dienst tut. Fünf Ubuntu-Gäste brauchen nach dem Minimum des Herstellers 5 GB Speicher und 20 GB Platte; fünf
leere Container wurden mit 19,5 MiB gemessen.

Das ist der Preis einer Grenze. Zahle ihn, wo Dienste einander nicht erreichen dürfen oder einen eigenen Kernel brauchen; wo
sie einander vertrauen, leisten ein Gast oder Container darauf dasselbe für weniger. Datenbanken, Verzeichnisdienste,
Windows-Gäste, Cluster-Knoten und absichtlich Getrenntes zählen nicht mit.`,
  },
  sources: [
    claim('A1-28'),
    claim('A1-29'),
    figure('five-vms-floor'),
    figure('five-containers-floor'),
    documents.ubuntuRequirements,
  ],
  messages: {
    minimum: {
      en: '{count} guests run {system}, each with a kernel and a system of its own: by the vendor’s minimum {count} × {memory} of memory and {count} × {disk} of disk before any service. Compare this with one guest, unless they must be kept apart.',
      de: '{count} Gäste laufen mit {system}, jeder mit eigenem Kernel und System: nach dem Minimum des Herstellers {count} × {memory} Speicher und {count} × {disk} Platte, noch vor jedem Dienst. Vergleiche das mit einem Gast, sofern sie nicht getrennt bleiben müssen.',
    },
    same: {
      en: '{count} guests run {system}: {count} kernels and systems in memory and on disk, all to be kept up to date{assigned}. Compare this with one guest, unless they must be kept apart.',
      de: '{count} Gäste laufen mit {system}: {count} Kernel und Systeme im Speicher und auf der Platte, und alle wollen aktualisiert werden{assigned}. Vergleiche das mit einem Gast, sofern sie nicht getrennt bleiben müssen.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/ubuntu-24.04"\n  config.vm.provider("virtualbox") { |vb| vb.memory = 2048 }\n  ⟦config.vm.define "web"⟧\n  config.vm.define "mail"\n  config.vm.define "wiki"\nend\n',
      },
      {
        format: 'libvirt',
        path: 'guests/files.xml',
        text: '⟦<domain type="kvm">⟧\n  <name>files</name>\n  <metadata>\n    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">\n      <libosinfo:os id="http://debian.org/debian/13"/>\n    </libosinfo:libosinfo>\n  </metadata>\n  <memory unit="GiB">2</memory>\n</domain>\n',
        around: {
          'guests/mail.xml':
            '<domain type="kvm"><name>mail</name><metadata><libosinfo:libosinfo><libosinfo:os id="http://debian.org/debian/13"/></libosinfo:libosinfo></metadata><memory unit="GiB">2</memory></domain>',
          'guests/wiki.xml':
            '<domain type="kvm"><name>wiki</name><metadata><libosinfo:libosinfo><libosinfo:os id="http://debian.org/debian/13"/></libosinfo:libosinfo></metadata><memory unit="GiB">4</memory></domain>',
        },
      },
      {
        format: 'terraform',
        text: '⟦resource "proxmox_vm_qemu" "app"⟧ {\n  count  = 4\n  name   = "app"\n  clone  = "debian-13-template"\n  memory = 4096\n}\n',
      },
    ],
    good: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/ubuntu-24.04"\n  config.vm.define "web"\n  config.vm.define "mail"\n  config.vm.define "database"\n  config.vm.define "wiki", autostart: false\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/ubuntu-24.04"\n  %w[node1 node2 node3].each { |name| config.vm.define name }\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.define("a") { |m| m.vm.box = "bento/ubuntu-24.04" }\n  config.vm.define("b") { |m| m.vm.box = "bento/debian-13" }\n  config.vm.define("c") { |m| m.vm.box = "bento/fedora-42" }\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "gusztavvargadr/windows-server-2022-standard"\n  %w[shop till stock].each { |name| config.vm.define name }\nend\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: pool.kubevirt.io/v1beta1\nkind: VirtualMachinePool\nmetadata:\n  name: web\nspec:\n  replicas: 6\n  virtualMachineTemplate:\n    spec:\n      template:\n        spec:\n          domain:\n            memory:\n              guest: 2Gi\n            devices: {}\n          volumes:\n          - name: root\n            containerDisk:\n              image: quay.io/containerdisks/ubuntu:24.04\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_vm_qemu" "app" {\n  count  = 1\n  name   = "app"\n  clone  = "debian-13-template"\n  memory = 4096\n}\n',
      },
    ],
  },
  checkHost(hosted, report) {
    // Those already have a finding that says more.
    const tiny = new Set(tinyGroups(hosted).flatMap((members) => members.map(({ machine }) => machine)));
    const guests = guestsOutsideLabs(hosted).filter(
      (machine) =>
        !tiny.has(machine) && startsAlong(machine) && !isThrowaway(machine) && couldShareSystem(machine),
    );
    for (const members of groupedBy(guests, systemOf)) {
      const count = countOf(members);
      if (count < fewestGuests) continue;
      const [first] = members;
      const os = knownValue(first.operatingSystem);
      const minimum = os === undefined ? undefined : vendorMinimum(os);
      const floor =
        minimum?.memory === undefined || minimum.disk === undefined
          ? undefined
          : { memory: decimalBytes(minimum.memory), disk: decimalBytes(minimum.disk) };
      report(first, {
        message: floor === undefined ? 'same' : 'minimum',
        args: {
          count,
          system: systemOf(first) ?? '',
          ...(floor ?? { assigned: assigned(members) }),
        },
        confidence: 'medium',
        evidence: [
          { place: first.place },
          ...members.map((machine) => ({
            place: placeOf(machine.operatingSystem, machine),
            label: { text: { en: '{name}', de: '{name}' }, args: { name: machine.name } },
          })),
        ],
      });
    }
  },
});

/** What the guests have together, where the size of each is known. */
function assigned(members: readonly VirtualMachine[]): Text {
  let sum = 0;
  for (const { memory, replicas } of members) {
    const size = knownValue(memory);
    if (size === undefined || size === 'unlimited') return { en: '', de: '' };
    sum += size * (knownValue(replicas) ?? 1);
  }
  const { en, de } = bytes(sum);
  return { en: `; ${en} assigned`, de: `; ${de} zugeteilt` };
}
