// Desktops and windows of machines that run services.
import { is } from '../../core/fact';
import { defineRule } from '../../core/rule';
import type { VirtualMachine } from '../../core/workload';
import { softwareOfPackage } from '../../knowledge/software';
import { claim, documents, figure } from '../../knowledge/sources';
import { removal } from '../support/fix';
import { confidenceOf, hasRole, isDesktop, servicesOf } from '../support/machine';
import { evidenceOf } from '../support/place';

export default defineRule({
  id: 'vm-gui-in-server',
  concern: 'overhead',
  severity: 'info',
  title: { en: 'Server with a desktop or a window', de: 'Server mit Desktop oder Fenster' },
  why: {
    en: `A graphical system takes memory, disk and updates that a service has no use for: Microsoft asks for 512 MB for Server
Core and 2 GB with a desktop. A window that opens for each machine also ties it to somebody’s session on the host.

Run it headless and administer it over SSH, PowerShell or a browser. For desktops, tests of browsers and robots that
click, the screen is the point; then nothing has to change.`,
    de: `Ein grafisches System nimmt Speicher, Platte und Updates, mit denen ein Dienst nichts anfangen kann: Microsoft verlangt
512 MB für Server Core und 2 GB mit Desktop. Ein Fenster, das sich für jede Maschine öffnet, bindet sie außerdem an die
Sitzung von jemandem auf dem Host.

Betreibe sie ohne Bildschirm und verwalte sie über SSH, PowerShell oder im Browser. Bei Desktops, Browsertests und
Robotern, die klicken, ist der Bildschirm der Zweck; dann muss sich nichts ändern.`,
  },
  sources: [
    claim('A1-16'),
    claim('A1-20'),
    figure('win-core-ram'),
    figure('win-desktop-ram'),
    documents.windowsHardware,
  ],
  messages: {
    window: {
      en: '{workload} opens a window on the host although the file names no desktop: it ends with the session of whoever started it. Run it headless unless somebody works on its screen.',
      de: '{workload} öffnet ein Fenster auf dem Host, obwohl die Datei keinen Desktop nennt: Die Maschine endet mit der Sitzung dessen, der sie gestartet hat. Betreibe sie ohne Fenster, wenn niemand an ihrem Bildschirm arbeitet.',
    },
    desktop: {
      en: '{workload} installs {package} beside {service}: memory, disk and updates that the service does not use. Leave the desktop out and administer it over SSH or a browser.',
      de: '{workload} installiert {package} neben {service}: Speicher, Platte und Updates, die der Dienst nicht nutzt. Lass den Desktop weg und verwalte die Maschine über SSH oder im Browser.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox" do |vb|\n    ⟦vb.gui = true⟧\n    vb.memory = 1024\n  end\nend\n',
        fixed:
          'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox" do |vb|\n    vb.memory = 1024\n  end\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provision "shell", inline: "apt-get install -y apache2 ⟦xfce4⟧"\nend\n',
      },
    ],
    good: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox" do |vb|\n    vb.gui = true\n  end\n  config.vm.provision "shell", inline: "apt-get install -y ubuntu-desktop"\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.define "selenium" do |selenium|\n    selenium.vm.box = "acme/windows-2022"\n    selenium.vm.provider("virtualbox") { |vb| vb.gui = true }\n  end\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/windows-10"\n  config.vm.provider("virtualbox") { |vb| vb.gui = true }\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    <graphics type="vnc"/>\n  </devices>\n</domain>\n',
      },
    ],
  },
  checkMachine(machine, report) {
    const { graphicalInterface } = machine;
    if (is(graphicalInterface, true) && !isDesktop(machine) && !hasRole(machine, 'remote-desktop')) {
      report({
        message: 'window',
        // Scripts that are not read may install a desktop.
        confidence: servicesOf(machine) === undefined ? 'low' : confidenceOf(graphicalInterface),
        evidence: evidenceOf(graphicalInterface, machine),
        ...removal(graphicalInterface),
      });
      return;
    }
    const [service] = servicesOf(machine) ?? [];
    const desktop = installedDesktop(machine);
    if (service === undefined || desktop === undefined || is(graphicalInterface, true)) return;
    report({
      message: 'desktop',
      args: { package: desktop.value, service },
      confidence: 'medium',
      evidence: evidenceOf(desktop, machine),
    });
  },
});

/** The package that brings a desktop, or the way to one from afar. */
function installedDesktop({ software }: VirtualMachine) {
  return software.packages.items.find(({ value }) => {
    const role = softwareOfPackage(value)?.role;
    return role === 'desktop' || role === 'remote-desktop';
  });
}
