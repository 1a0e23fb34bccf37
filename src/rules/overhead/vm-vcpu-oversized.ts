// Guests with more virtual CPUs than they can use.
import { isKnown } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { claim, documents } from '../../knowledge/sources';
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
    ],
  },
  checkMachine(machine, report, { host }) {
    const { cpus } = machine;
    if (!isKnown(cpus) || cpus.value === 'unlimited') return;
    const evidence = evidenceOf(cpus, machine);
    if (host.cpus !== undefined && cpus.value > host.cpus) {
      const args = { cpus: cpus.value, host: host.cpus };
      report({ message: 'host', args, confidence: confidenceOf(cpus), evidence });
      return;
    }
    const [service, ...others] = servicesOf(machine) ?? [];
    if (cpus.value < many || service === undefined || others.length > 0) return;
    report({ message: 'service', args: { cpus: cpus.value, service }, confidence: 'low', evidence });
  },
});
