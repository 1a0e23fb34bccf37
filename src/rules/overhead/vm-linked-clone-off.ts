// Several machines of one box that each copy all of it.
import { is, type Known, knownValue } from '../../core/fact';
import type { Fix } from '../../core/finding';
import { defineRule } from '../../core/rule';
import type { VirtualMachine } from '../../core/workload';
import { claim, documents } from '../../knowledge/sources';
import { countOf } from '../support/guests';
import { confidenceOf, machinesOf, replacementFix } from '../support/machine';

export default defineRule({
  id: 'vm-linked-clone-off',
  concern: 'overhead',
  severity: 'hint',
  title: { en: 'Machines of one image are full copies', de: 'Maschinen eines Images sind volle Kopien' },
  why: {
    en: `Without linked clones each machine gets its own copy of the image’s disk: the same system once more on the disk, and the
time to copy it whenever one is created. A linked clone keeps only the differences from one master.

Set \`linked_clone = true\` for Vagrant’s provider, or \`full_clone = false\` in Terraform for Proxmox VE. It applies to machines
that are created from now on; the master has to stay, and a disk that is enlarged (\`vm.disk … primary: true\`) may need the
full copy.`,
    de: `Ohne verknüpfte Klone bekommt jede Maschine ihre eigene Kopie von der Platte des Images: dasselbe System noch einmal auf der
Platte, dazu die Zeit zum Kopieren bei jedem Anlegen. Ein verknüpfter Klon hält nur die Unterschiede zu einer Vorlage.

Setze \`linked_clone = true\` beim Provider von Vagrant oder in Terraform \`full_clone = false\` für Proxmox VE. Es gilt für
Maschinen, die ab jetzt entstehen; die Vorlage muss bleiben, und eine Platte, die vergrößert wird
(\`vm.disk … primary: true\`), braucht womöglich die volle Kopie.`,
  },
  sources: [claim('A1-20'), documents.vagrantVirtualBox],
  messages: {
    all: {
      en: '{count} machines of this file each copy the whole image {image}, which costs disk and time for the same system every time. Make linked clones of it.',
      de: '{count} Maschinen dieser Datei kopieren je das ganze Image {image}: Das kostet Platz und Zeit, jedes Mal für dasselbe System. Lege verknüpfte Klone an.',
    },
    some: {
      en: '{copies} of the {count} machines of this file with the image {image} copy all of it, which costs disk and time for the same system every time. Make linked clones of it.',
      de: '{copies} der {count} Maschinen dieser Datei mit dem Image {image} kopieren es ganz: Das kostet Platz und Zeit, jedes Mal für dasselbe System. Lege verknüpfte Klone an.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox" do |vb|\n    vb.memory = 1024\n  end\n  ⟦config.vm.define "a"⟧\n  config.vm.define "b"\nend\n',
        fixed:
          'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox" do |vb|\n    vb.memory = 1024\n    vb.linked_clone = true\n  end\n  config.vm.define "a"\n  config.vm.define "b"\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/windows-2022"\n  config.vm.provider "hyperv" do |hyperv|\n    hyperv.linked_clone = false\n  end\n  ⟦config.vm.define "a"⟧\n  config.vm.define "b"\n  config.vm.define "c"\nend\n',
        fixed:
          'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/windows-2022"\n  config.vm.provider "hyperv" do |hyperv|\n    hyperv.linked_clone = true\n  end\n  config.vm.define "a"\n  config.vm.define "b"\n  config.vm.define "c"\nend\n',
      },
      {
        format: 'terraform',
        text: '⟦resource "proxmox_vm_qemu" "a"⟧ {\n  name       = "a"\n  clone      = "debian-13-template"\n  full_clone = true\n}\n\nresource "proxmox_vm_qemu" "b" {\n  name       = "b"\n  clone      = "debian-13-template"\n  full_clone = true\n}\n',
        fixed:
          'resource "proxmox_vm_qemu" "a" {\n  name       = "a"\n  clone      = "debian-13-template"\n  full_clone = false\n}\n\nresource "proxmox_vm_qemu" "b" {\n  name       = "b"\n  clone      = "debian-13-template"\n  full_clone = false\n}\n',
      },
    ],
    good: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider("virtualbox") { |vb| vb.linked_clone = true }\n  config.vm.define "a"\n  config.vm.define "b"\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt"\n  config.vm.define "a"\n  config.vm.define "b"\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.define("a") { |a| a.vm.box = "bento/debian-13" }\n  config.vm.define("b") { |b| b.vm.box = "bento/ubuntu-24.04" }\nend\n',
      },
      { format: 'libvirt', text: '<domain type="kvm">\n  <name>a</name>\n</domain>\n' },
      {
        format: 'terraform',
        text: 'resource "proxmox_vm_qemu" "a" {\n  name       = "a"\n  clone      = "debian-13-template"\n  full_clone = false\n}\n\nresource "proxmox_vm_qemu" "b" {\n  name       = "b"\n  clone      = "debian-13-template"\n  full_clone = false\n}\n',
      },
    ],
  },
  checkGroup(group, report) {
    const byImage = new Map<string, VirtualMachine[]>();
    for (const machine of machinesOf(group)) {
      const image = knownValue(machine.image);
      // The disk of an image build is thrown away or becomes the image.
      if (image === undefined || machine.role === 'image') continue;
      const machines = byImage.get(image);
      if (machines === undefined) byImage.set(image, [machine]);
      else machines.push(machine);
    }
    for (const [image, machines] of byImage) {
      const copies = machines.flatMap(fullCopy);
      const [first, ...others] = copies;
      const count = countOf(machines);
      const copied = countOf(copies.map(({ machine }) => machine));
      if (count < 2 || first === undefined || copied === 0) continue;
      report(first.machine, {
        message: copied === count ? 'all' : 'some',
        args: { count, copies: copied, image },
        confidence: confidenceOf(first.fact),
        evidence: [
          { place: first.machine.place },
          ...others.map(({ machine }) => ({ place: machine.place })),
        ],
        fix: linking(first),
      });
    }
  },
});

interface Copy {
  readonly machine: VirtualMachine;
  readonly fact: Known<boolean>;
}

function fullCopy(machine: VirtualMachine): readonly Copy[] {
  return is(machine.linkedClone, false) ? [{ machine, fact: machine.linkedClone }] : [];
}

function linking({ machine, fact }: Copy): Fix {
  if (fact.state === 'stated') return replacementFix(fact.place, 'true');
  return {
    title: { text: { en: 'Make linked clones', de: 'Verknüpfte Klone anlegen' } },
    // The guest is the same; only machines that are made anew share their template's disk.
    safety: 'safe',
    changes: [{ kind: 'set', workload: machine.id, setting: { name: 'linkedClone', value: true } }],
  };
}
