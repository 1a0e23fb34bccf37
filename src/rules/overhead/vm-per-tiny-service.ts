// Small services of which each has a machine of its own.
import { knownValue } from '../../core/fact';
import { bytes } from '../../core/message';
import { defineRule } from '../../core/rule';
import type { VirtualMachine } from '../../core/workload';
import { bsi, claim, figure } from '../../knowledge/sources';
import {
  hasRole,
  isDatabase,
  isMeantFor,
  machinesOf,
  runs,
  servicesOf,
  softwareOf,
} from '../support/machine';
import { placeOf } from '../support/place';

/** Below this many there is nothing to gain. */
const fewest = 3;
/** Bytes up to which a machine is small; VM tools count in powers of 1024. */
const small = 2 * 2 ** 30;

/** Nodes of clusters and labs, which are about the machines themselves. */
const clusters =
  /k8s|kube|k3s|rke|openshift|rancher|swarm|nomad|mesos|ceph|gluster|hadoop|spark|galera|cluster|(^|[^a-z])(ha|dc|ad|domain-?controller|master|worker|minion|node|controller|controlplane|slave|replica|standby)\d*([^a-z]|$)/;
const clusterPackages =
  /^(kube(let|adm|ctl)|k3s|rke2.*|keepalived|pacemaker|corosync|pcs|heartbeat|ceph.*|glusterfs.*|nomad|docker.*|podman|containerd.*)$/;

export default defineRule({
  id: 'vm-per-tiny-service',
  concern: 'overhead',
  severity: 'warning',
  title: { en: 'A machine of its own for each small service', de: 'Eine eigene Maschine je kleinem Dienst' },
  why: {
    en: `Each machine boots a kernel and a userland of its own, takes memory for them before the service has any, a disk
with the same system, and updates of its own. For small services that weighs more than the services: as containers they share
one kernel, often start in under a second and take only what they use.

Run them as containers on one machine, unless each needs a kernel of its own or a boundary against the others; then say so
with an answer about the workload. The comparison does the sums for both.`,
    de: `Jede Maschine startet einen eigenen Kernel und ein eigenes Userland, nimmt dafür Speicher, noch ehe der Dienst welchen
hat, eine Platte mit demselben System und eigene Updates. Bei kleinen Diensten wiegt das mehr als sie selbst: Als Container
teilen sie sich einen Kernel, starten oft in unter einer Sekunde und nehmen nur, was sie nutzen.

Betreibe sie als Container auf einer Maschine, sofern nicht jeder einen eigenen Kernel oder eine Grenze gegen die anderen
braucht; das sagst du dann mit einer Antwort zum Workload. Der Vergleich rechnet beides vor.`,
  },
  sources: [
    claim('A1-28'),
    claim('A1-29'),
    figure('five-vms-floor'),
    figure('five-containers-floor'),
    bsi('SYS.1.5.A8'),
  ],
  messages: {
    tiny: {
      en: '{count} machines from {image} run one small service each ({services}): {count} kernels and systems, {memory} assigned. Compare this with containers on one machine.',
      de: '{count} Maschinen aus {image} betreiben je einen kleinen Dienst ({services}): {count} Kernel und Systeme, {memory} zugeteilt. Vergleiche das mit Containern auf einer Maschine.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        text: 'SERVICES = { "orders" => "nginx", "search" => "redis-server", "mail" => "postfix" }\n\nVagrant.configure("2") do |config|\n  config.vm.box = "bento/ubuntu-24.04"\n  SERVICES.each do |name, package|\n    ⟦config.vm.define name do |machine|⟧\n      machine.vm.provider("virtualbox") { |vb| vb.memory = 2048 }\n      machine.vm.provision "shell", inline: "apt-get install -y #{package}"\n    end\n  end\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider("virtualbox") { |vb| vb.memory = 1024 }\n  ⟦config.vm.define "web" do |web|⟧\n    web.vm.provision "shell", inline: "apt-get install -y nginx curl"\n  end\n  config.vm.define "queue" do |queue|\n    queue.vm.provision "shell", inline: "apt-get install -y rabbitmq-server"\n  end\n  config.vm.define "files" do |files|\n    files.vm.provision "shell", inline: "apt-get install -y vsftpd"\n  end\nend\n',
      },
    ],
    good: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider("virtualbox") { |vb| vb.memory = 1024 }\n  %w[web1 web2 web3].each do |name|\n    config.vm.define name do |web|\n      web.vm.provision "shell", inline: "apt-get install -y nginx"\n    end\n  end\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider("virtualbox") { |vb| vb.memory = 2048 }\n  %w[master worker storage].each do |name|\n    config.vm.define name do |node|\n      node.vm.provision "shell", inline: "apt-get install -y kubelet nginx"\n    end\n  end\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider("virtualbox") { |vb| vb.memory = 2048 }\n  { "shop" => "nginx", "orders" => "postgresql", "stock" => "mariadb-server" }.each do |name, package|\n    config.vm.define name do |machine|\n      machine.vm.provision "shell", inline: "apt-get install -y #{package}"\n    end\n  end\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider("virtualbox") { |vb| vb.memory = 8192 }\n  { "shop" => "nginx", "queue" => "rabbitmq-server", "mail" => "postfix" }.each do |name, package|\n    config.vm.define name do |machine|\n      machine.vm.provision "shell", inline: "apt-get install -y #{package}"\n    end\n  end\nend\n',
      },
      { format: 'libvirt', text: '<domain type="kvm">\n  <name>a</name>\n</domain>\n' },
    ],
  },
  checkGroup(group, report) {
    const machines = machinesOf(group);
    // Several nodes together are one thing; looking at single ones would miss what they are for.
    if (machines.some(isClusterNode)) return;
    const byImage = new Map<string, Tiny[]>();
    for (const tiny of machines.flatMap(tinyOf)) {
      const members = byImage.get(tiny.image);
      if (members === undefined) byImage.set(tiny.image, [tiny]);
      else members.push(tiny);
    }
    for (const [image, members] of byImage) {
      const [first] = members;
      // web1, web2 and web3 are one service that must not fail.
      const kinds = new Set(members.map(({ machine }) => machine.name.replace(/[-_]?\d+$/, '')));
      if (first === undefined || kinds.size < fewest) continue;
      const sum = members.reduce((before, { memory }) => before + memory, 0);
      report(first.machine, {
        message: 'tiny',
        args: {
          count: members.length,
          image,
          services: members.map(({ machine, service }) => `${machine.name}: ${service}`),
          memory: bytes(sum),
        },
        confidence: 'medium',
        evidence: [
          { place: first.machine.place },
          ...members.map(({ machine }) => ({ place: placeOf(machine.memory, machine) })),
        ],
      });
    }
  },
});

interface Tiny {
  readonly machine: VirtualMachine;
  readonly image: string;
  /** Bytes. */
  readonly memory: number;
  readonly service: string;
}

/** The machine, if it is small and all that it installs is one service. */
function tinyOf(machine: VirtualMachine): readonly Tiny[] {
  const image = knownValue(machine.image);
  const memory = knownValue(machine.memory);
  const [service, ...others] = servicesOf(machine) ?? [];
  if (image === undefined || memory === undefined || memory === 'unlimited' || memory > small) return [];
  if (service === undefined || others.length > 0) return [];
  if (runs(machine, 'windows') || isDatabase(machine) || hasRole(machine, 'directory-service')) return [];
  return [{ machine, image, memory, service }];
}

function isClusterNode(machine: VirtualMachine): boolean {
  const packages = machine.software.packages.items.some(({ value }) => clusterPackages.test(value));
  const named = softwareOf(machine).some(({ name }) =>
    ['etcd', 'Consul', 'ZooKeeper', 'HAProxy'].includes(name),
  );
  return packages || named || isMeantFor(machine, clusters);
}
