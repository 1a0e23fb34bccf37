// Small services of which each has a machine of its own.
import { bytes } from '../../core/message';
import { defineRule } from '../../core/rule';
import { bsi, claim, figure } from '../../knowledge/sources';
import { tinyGroups } from '../support/guests';
import { placeOf } from '../support/place';

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
        format: 'terraform',
        text: 'locals {\n  image = "ami-0a1b2c3d4e5f67890"\n}\n\n⟦resource "aws_instance" "web"⟧ {\n  ami           = local.image\n  instance_type = "t3.micro"\n  user_data     = <<-EOT\n    #!/bin/bash\n    apt-get install -y nginx\n  EOT\n}\n\nresource "aws_instance" "queue" {\n  ami           = local.image\n  instance_type = "t3.micro"\n  user_data     = <<-EOT\n    #!/bin/bash\n    apt-get install -y rabbitmq-server\n  EOT\n}\n\nresource "aws_instance" "files" {\n  ami           = local.image\n  instance_type = "t3.micro"\n  user_data     = <<-EOT\n    #!/bin/bash\n    apt-get install -y vsftpd\n  EOT\n}\n',
      },
      {
        format: 'vagrantfile',
        text: 'SERVICES = { "orders" => "nginx", "search" => "redis-server", "mail" => "postfix" }\n\nVagrant.configure("2") do |config|\n  config.vm.box = "bento/ubuntu-24.04"\n  SERVICES.each do |name, package|\n    ⟦config.vm.define name do |machine|⟧\n      machine.vm.provider("virtualbox") { |vb| vb.memory = 2048 }\n      machine.vm.provision "shell", inline: "apt-get install -y #{package}"\n    end\n  end\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider("virtualbox") { |vb| vb.memory = 1024 }\n  ⟦config.vm.define "web" do |web|⟧\n    web.vm.provision "shell", inline: "apt-get install -y nginx curl"\n  end\n  config.vm.define "queue" do |queue|\n    queue.vm.provision "shell", inline: "apt-get install -y rabbitmq-server"\n  end\n  config.vm.define "files" do |files|\n    files.vm.provision "shell", inline: "apt-get install -y vsftpd"\n  end\nend\n',
      },
      {
        format: 'terraform',
        text: '⟦resource "libvirt_domain" "web"⟧ {\n  name      = "web"\n  memory    = 1024\n  cloudinit = libvirt_cloudinit_disk.web.id\n\n  disk {\n    volume_id = libvirt_volume.web.id\n  }\n}\n\nresource "libvirt_volume" "web" {\n  name   = "web"\n  source = "https://cloud.debian.org/images/cloud/trixie/latest/debian-13-generic-amd64.qcow2"\n}\n\nresource "libvirt_cloudinit_disk" "web" {\n  name      = "web.iso"\n  user_data = "#cloud-config\\npackages: [nginx]\\n"\n}\n\nresource "libvirt_domain" "queue" {\n  name      = "queue"\n  memory    = 1024\n  cloudinit = libvirt_cloudinit_disk.queue.id\n\n  disk {\n    volume_id = libvirt_volume.queue.id\n  }\n}\n\nresource "libvirt_volume" "queue" {\n  name   = "queue"\n  source = "https://cloud.debian.org/images/cloud/trixie/latest/debian-13-generic-amd64.qcow2"\n}\n\nresource "libvirt_cloudinit_disk" "queue" {\n  name      = "queue.iso"\n  user_data = "#cloud-config\\npackages: [rabbitmq-server]\\n"\n}\n\nresource "libvirt_domain" "mail" {\n  name      = "mail"\n  memory    = 1024\n  cloudinit = libvirt_cloudinit_disk.mail.id\n\n  disk {\n    volume_id = libvirt_volume.mail.id\n  }\n}\n\nresource "libvirt_volume" "mail" {\n  name   = "mail"\n  source = "https://cloud.debian.org/images/cloud/trixie/latest/debian-13-generic-amd64.qcow2"\n}\n\nresource "libvirt_cloudinit_disk" "mail" {\n  name      = "mail.iso"\n  user_data = "#cloud-config\\npackages: [postfix]\\n"\n}\n\n',
      },
    ],
    good: [
      {
        format: 'terraform',
        text: 'resource "aws_instance" "web" {\n  count         = 3\n  ami           = "ami-0a1b2c3d4e5f67890"\n  instance_type = "t3.micro"\n  user_data     = <<-EOT\n    #!/bin/bash\n    apt-get install -y nginx\n  EOT\n}\n',
      },
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
      {
        format: 'terraform',
        text: 'resource "libvirt_domain" "web" {\n  name      = "web"\n  memory    = 8192\n  cloudinit = libvirt_cloudinit_disk.web.id\n\n  disk {\n    volume_id = libvirt_volume.web.id\n  }\n}\n\nresource "libvirt_volume" "web" {\n  name   = "web"\n  source = "https://cloud.debian.org/images/cloud/trixie/latest/debian-13-generic-amd64.qcow2"\n}\n\nresource "libvirt_cloudinit_disk" "web" {\n  name      = "web.iso"\n  user_data = "#cloud-config\\npackages: [nginx]\\n"\n}\n\nresource "libvirt_domain" "queue" {\n  name      = "queue"\n  memory    = 8192\n  cloudinit = libvirt_cloudinit_disk.queue.id\n\n  disk {\n    volume_id = libvirt_volume.queue.id\n  }\n}\n\nresource "libvirt_volume" "queue" {\n  name   = "queue"\n  source = "https://cloud.debian.org/images/cloud/trixie/latest/debian-13-generic-amd64.qcow2"\n}\n\nresource "libvirt_cloudinit_disk" "queue" {\n  name      = "queue.iso"\n  user_data = "#cloud-config\\npackages: [rabbitmq-server]\\n"\n}\n\nresource "libvirt_domain" "mail" {\n  name      = "mail"\n  memory    = 8192\n  cloudinit = libvirt_cloudinit_disk.mail.id\n\n  disk {\n    volume_id = libvirt_volume.mail.id\n  }\n}\n\nresource "libvirt_volume" "mail" {\n  name   = "mail"\n  source = "https://cloud.debian.org/images/cloud/trixie/latest/debian-13-generic-amd64.qcow2"\n}\n\nresource "libvirt_cloudinit_disk" "mail" {\n  name      = "mail.iso"\n  user_data = "#cloud-config\\npackages: [postfix]\\n"\n}\n\n',
      },
    ],
  },
  checkHost(hosted, report, { group }) {
    // Machines of a cloud share no host that anybody could name, but cost as much each.
    const elsewhere = group.filter((workload) => workload.kind === 'vm' && !hosted.includes(workload));
    for (const members of [...tinyGroups(hosted), ...tinyGroups(elsewhere)]) {
      const [first] = members;
      const sum = members.reduce((before, { memory }) => before + memory, 0);
      report(first.machine, {
        message: 'tiny',
        args: {
          count: members.length,
          image: first.image,
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
