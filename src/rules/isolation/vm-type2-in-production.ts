// Desktop hypervisors where the folder speaks of production.

import { defineRule } from '../../core/rule';
import type { VirtualMachine } from '../../core/workload';
import { bsi, claim, nist125 } from '../../knowledge/sources';
import { evidenceOf } from '../support/place';

/** Hypervisors that are programs on somebody's system; VMware's name covers both types, so it is not among them. */
const desktopProducts: Readonly<Record<string, string>> = {
  virtualbox: 'VirtualBox',
  parallels: 'Parallels Desktop',
};

const production = /^((prod|production)([-_.].*)?|.*[-_.](prod|production)|deploy|deployments?|servers?)$/;
const development =
  /^(dev|devel|development|local|tests?|testing|ci|examples?|samples?|demos?|labs?|tutorials?)$/;

export default defineRule({
  id: 'vm-type2-in-production',
  concern: 'isolation',
  severity: 'info',
  title: { en: 'Desktop hypervisor in a production folder', de: 'Desktop-Hypervisor im Produktionsordner' },
  why: {
    en: `A hypervisor of type 2 is a program on a complete operating system: the guest is only as safe as everything else on that
system, it may stop when somebody logs out or an update restarts the host, and it competes with the desktop for memory.
For development that is exactly right.

For servers take a hypervisor that is part of the host (KVM, Hyper-V, ESXi, Xen) or a cloud; Vagrant has providers for
them. If this folder is for development after all, nothing has to change.`,
    de: `Ein Hypervisor vom Typ 2 ist ein Programm auf einem vollständigen Betriebssystem: Der Gast ist nur so sicher wie alles
andere darauf, er endet womöglich, wenn sich jemand abmeldet oder ein Update den Host neu startet, und er konkurriert mit
dem Desktop um Speicher. Für die Entwicklung ist das genau richtig.

Nimm für Server einen Hypervisor, der Teil des Hosts ist (KVM, Hyper-V, ESXi, Xen), oder eine Cloud; Vagrant hat Provider
dafür. Dient dieser Ordner doch der Entwicklung, muss sich nichts ändern.`,
  },
  sources: [claim('A2-01'), nist125(), bsi('SYS.1.5.A8')],
  messages: {
    desktop: {
      en: '{workload} runs on {product}, a program on a desktop system, although its folder is called “{folder}”: every weakness of that system is one of the machine, too. For servers use KVM, Hyper-V, ESXi or a cloud.',
      de: '{workload} läuft auf {product}, einem Programm auf einem Desktopsystem, obwohl der Ordner „{folder}“ heißt: Jede Schwäche dieses Systems ist auch eine der Maschine. Nimm für Server KVM, Hyper-V, ESXi oder eine Cloud.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        path: 'deploy/Vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  ⟦config.vm.provider "virtualbox"⟧\nend\n',
      },
      {
        format: 'libvirt',
        path: 'hosts/production/shop.xml',
        text: '<domain ⟦type="vbox"⟧>\n  <name>shop</name>\n</domain>\n',
      },
      {
        format: 'virtualbox',
        path: 'srv/production/shop.vbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  ⟦<Machine name="shop" OSType="Debian12_64">⟧\n    <Hardware>\n      <Memory RAMSize="2048"/>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'script',
        path: 'deploy/shop.sh',
        text: '#!/bin/sh\nset -e\n⟦VBoxManage⟧ createvm --name shop --ostype Debian_64 --register\nVBoxManage modifyvm shop --memory 2048 --cpus 2\nVBoxManage startvm shop --type headless\n',
      },
    ],
    good: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox"\nend\n',
      },
      {
        format: 'vagrantfile',
        path: 'deploy/dev/Vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox"\nend\n',
      },
      {
        format: 'vagrantfile',
        path: 'production/Vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt"\nend\n',
      },
      {
        format: 'libvirt',
        path: 'hosts/production/shop.xml',
        text: '<domain type="kvm">\n  <name>shop</name>\n</domain>\n',
      },
      {
        format: 'lima',
        path: 'production/shop.yaml',
        text: 'vmType: qemu\nimages:\n- location: https://cloud.debian.org/images/cloud/trixie/20251006-2257/debian-13-genericcloud-amd64-20251006-2257.qcow2\n  arch: x86_64\n',
      },
      {
        format: 'virtualbox',
        path: 'VirtualBox VMs/shop/shop.vbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'packer',
        path: 'images/production/web.pkr.hcl',
        text: 'source "virtualbox-iso" "web" {\n  guest_os_type = "Debian12_64"\n}\n',
      },
      {
        format: 'script',
        path: 'tools/shop.sh',
        text: '#!/bin/sh\nVBoxManage createvm --name shop --ostype Debian_64 --register\n',
      },
      {
        format: 'script',
        path: 'production/shop.sh',
        text: '#!/bin/sh\nkvm -m 2G -hda shop.img\n',
      },
    ],
  },
  checkMachine(machine, report) {
    const { hypervisor, role } = machine;
    // An image is built there, not run.
    if (role === 'image') return;
    const folder = productionFolder(machine);
    // Without a named provider VirtualBox is only Vagrant's preference.
    if (hypervisor.state !== 'stated' || folder === undefined) return;
    const product = desktopProducts[hypervisor.value];
    if (product === undefined) return;
    report({
      message: 'desktop',
      args: { product, folder },
      confidence: 'low',
      evidence: evidenceOf(hypervisor, machine),
    });
  },
});

/** The one of the nearest folders that speaks of production, unless one of them speaks of something else. */
function productionFolder({ path }: VirtualMachine): string | undefined {
  const folders = path.replaceAll('\\', '/').toLowerCase().split('/').slice(-4, -1);
  const words = folders.flatMap((folder) => folder.split(/[-_.]/));
  if (words.some((word) => development.test(word))) return undefined;
  return folders.find((folder) => production.test(folder));
}
