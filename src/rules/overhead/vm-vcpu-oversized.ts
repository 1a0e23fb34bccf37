// Guests with more virtual CPUs than they can use.
import { isKnown } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { claim, documents } from '../../knowledge/sources';
import { hostedAmong } from '../hosted';
import { confidenceOf, servicesOf } from '../support/machine';
import { evidenceOf } from '../support/place';

/** From here on a machine for a single service is worth a question. */
const many = 8;

export default defineRule({
  id: 'vm-vcpu-oversized',
  concern: 'overhead',
  severity: 'warning',
  title: { en: 'Guest has more CPUs than it can use', de: 'Gast hat mehr CPUs, als er nutzen kann' },
  why: {
    en: `A guest with more virtual CPUs than the host has logical ones cannot run them all at once: one that needs a lock waits for
another that is not scheduled, and every switch costs. Too many for one small service have their price as well, since the
guest’s kernel does work for each of them.

Give a guest at most the host’s count, and start with what the service uses under load. The sum over all guests may well be
larger than the host: Proxmox calls that perfectly safe.`,
    de: `Ein Gast mit mehr virtuellen CPUs, als der Host logische hat, kann sie nie alle zugleich laufen lassen: Wer ein Lock
braucht, wartet auf eine, die gerade nicht eingeplant ist, und jeder Wechsel kostet. Auch zu viele für einen kleinen Dienst
haben ihren Preis, denn der Kernel des Gasts hat mit jeder zu tun.

Gib einem Gast höchstens so viele, wie der Host hat, und beginne mit dem, was der Dienst unter Last nutzt. Die Summe über
alle Gäste darf größer sein als der Host: Proxmox nennt das vollkommen sicher.`,
  },
  sources: [claim('A1-16'), documents.proxmoxMachines],
  messages: {
    host: {
      en: '{workload} has {cpus} CPUs, the host only {host}: they can never all run at once, and wait for each other. Give it at most {host}.',
      de: '{workload} hat {cpus} CPUs, der Host nur {host}: Sie können nie alle zugleich laufen und warten aufeinander. Gib der Maschine höchstens {host}.',
    },
    service: {
      en: '{workload} has {cpus} CPUs for one service ({service}): even those it does not use cost some work. Measure under load and give it what it needs.',
      de: '{workload} hat {cpus} CPUs für einen Dienst ({service}): Auch ungenutzte kosten Arbeit. Miss unter Last und gib der Maschine, was sie braucht.',
    },
  },
  examples: {
    bad: [
      {
        format: 'libvirt',
        host: { cpus: 8 },
        text: '<domain type="kvm">\n  <name>a</name>\n  <vcpu>⟦16⟧</vcpu>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        host: { cpus: 4 },
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox" do |vb|\n    ⟦vb.cpus = 6⟧\n  end\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox" do |vb|\n    ⟦vb.cpus = 12⟧\n  end\n  config.vm.provision "shell", inline: "apt-get install -y nginx"\nend\n',
      },
      {
        format: 'lima',
        host: { cpus: 8 },
        text: 'images:\n- location: https://cloud.debian.org/images/cloud/trixie/20251006-2257/debian-13-genericcloud-amd64-20251006-2257.qcow2\n  arch: x86_64\n⟦cpus: 16⟧\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        cpu:\n          ⟦sockets: 2⟧\n          cores: 8\n        devices: {}\n      volumes:\n      - name: setup\n        cloudInitNoCloud:\n          userData: |\n            #cloud-config\n            packages: [nginx]\n',
      },
      {
        format: 'proxmox',
        host: { cpus: 24 },
        text: '⟦cores: 16⟧\nmemory: 8192\nname: shop\nostype: l26\nsockets: 2\n',
      },
      {
        format: 'vmx',
        host: { cpus: 8 },
        text: 'config.version = "8"\ndisplayName = "shop"\n⟦numvcpus = "16"⟧\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <CPU ⟦count="12"⟧/>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
        host: { cpus: 8 },
      },
      {
        format: 'terraform',
        text: 'resource "libvirt_domain" "shop" {\n  name   = "shop"\n  memory = 2048\n  ⟦vcpu   = 16⟧\n}\n',
        host: { cpus: 8 },
      },
    ],
    good: [
      {
        format: 'libvirt',
        host: { cpus: 8 },
        text: '<domain type="kvm">\n  <name>a</name>\n  <vcpu>8</vcpu>\n</domain>\n<!-- The sum may be larger than the host. -->\n',
      },
      {
        format: 'vagrantfile',
        host: { cpus: 4 },
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider("virtualbox") { |vb| vb.cpus = 4 }\n  config.vm.define "a"\n  config.vm.define "b"\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider("virtualbox") { |vb| vb.cpus = 12 }\n  config.vm.provision "shell", inline: "apt-get install -y nginx postgresql"\nend\n',
      },
      {
        format: 'kubevirt',
        host: { cpus: 8 },
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        cpu:\n          cores: 16\n        devices: {}\n',
      },
      {
        format: 'lima',
        host: { cpus: 2 },
        text: 'images:\n- location: https://cloud.debian.org/images/cloud/trixie/20251006-2257/debian-13-genericcloud-amd64-20251006-2257.qcow2\n  arch: x86_64\n',
      },
      {
        format: 'vmx',
        host: { cpus: 8 },
        text: 'config.version = "8"\ndisplayName = "shop"\nnumvcpus = "8"\ncpuid.coresPerSocket = "4"\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <CPU count="4"/>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
        host: { cpus: 8 },
      },
      {
        format: 'terraform',
        text: 'resource "aws_instance" "shop" {\n  ami           = "ami-0fb653ca2d3203ac1"\n  instance_type = "m5.4xlarge"\n}\n',
        host: { cpus: 8 },
      },
      {
        format: 'packer',
        text: 'source "qemu" "shop" {\n  cpus = 16\n}\n\nbuild {\n  sources = ["source.qemu.shop"]\n\n  provisioner "shell" {\n    inline = ["apt-get install -y nginx"]\n  }\n}\n',
      },
    ],
  },
  checkMachine(machine, report, { host }) {
    const { cpus } = machine;
    // More CPUs make a build faster.
    if (!isKnown(cpus) || cpus.value === 'unlimited' || machine.role === 'image') return;
    const evidence = evidenceOf(cpus, machine);
    if (host.cpus !== undefined && cpus.value > host.cpus && hostedAmong([machine]).length > 0) {
      const args = { cpus: cpus.value, host: host.cpus };
      report({ message: 'host', args, confidence: confidenceOf(cpus), evidence });
      return;
    }
    const [service, ...others] = servicesOf(machine) ?? [];
    if (cpus.value < many || service === undefined || others.length > 0) return;
    report({ message: 'service', args: { cpus: cpus.value, service }, confidence: 'low', evidence });
  },
});
