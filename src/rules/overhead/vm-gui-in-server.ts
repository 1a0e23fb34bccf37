// Desktops and windows of machines that run services.
import { is, notExpressible } from '../../core/fact';
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
      en: '{workload} opens a window on the host although the file names no desktop: it may end with the session of whoever started it. Run it headless unless somebody works on its screen.',
      de: '{workload} öffnet ein Fenster auf dem Host, obwohl die Datei keinen Desktop nennt: Die Maschine endet womöglich mit der Sitzung dessen, der sie gestartet hat. Betreibe sie ohne Fenster, wenn niemand an ihrem Bildschirm arbeitet.',
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
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices: {}\n      volumes:\n      - name: setup\n        cloudInitNoCloud:\n          userData: |\n            #cloud-config\n            packages:\n              - nginx\n              - ⟦xfce4⟧\n',
      },
      {
        format: 'cloud-init',
        text: '#cloud-config\npackages:\n  - nginx\n  - ⟦xfce4⟧\n',
        fixed: '#cloud-config\npackages:\n  - nginx\n',
      },
      {
        format: 'autounattend',
        text: '<unattend xmlns="urn:schemas-microsoft-com:unattend">\n  <settings pass="windowsPE">\n    <component name="Microsoft-Windows-Setup">\n      <MetaData>\n        <Key>/IMAGE/NAME</Key>\n        ⟦<Value>Windows Server 2022 SERVERSTANDARD</Value>⟧\n      </MetaData>\n    </component>\n  </settings>\n  <settings pass="oobeSystem">\n    <component name="Microsoft-Windows-Shell-Setup">\n      <FirstLogonCommands>\n        <SynchronousCommand>\n          <CommandLine>powershell Install-WindowsFeature Web-Server</CommandLine>\n        </SynchronousCommand>\n      </FirstLogonCommands>\n    </component>\n  </settings>\n</unattend>\n',
      },
      {
        format: 'packer',
        text: 'source "qemu" "shop" {\n  headless = true\n}\n\nbuild {\n  sources = ["source.qemu.shop"]\n\n  provisioner "shell" {\n    inline = ["apt-get install -y nginx ⟦ubuntu-desktop⟧"]\n  }\n}\n',
      },
    ],
    good: [
      {
        format: 'cloud-init',
        text: '#cloud-config\npackages:\n  - ubuntu-desktop\n  - xrdp\n',
      },
      {
        format: 'autounattend',
        text: '<unattend xmlns="urn:schemas-microsoft-com:unattend">\n  <settings pass="windowsPE">\n    <component name="Microsoft-Windows-Setup">\n      <MetaData>\n        <Key>/IMAGE/NAME</Key>\n        <Value>Windows Server 2022 SERVERSTANDARDCORE</Value>\n      </MetaData>\n    </component>\n  </settings>\n  <settings pass="oobeSystem">\n    <component name="Microsoft-Windows-Shell-Setup">\n      <FirstLogonCommands>\n        <SynchronousCommand>\n          <CommandLine>powershell Install-WindowsFeature Web-Server</CommandLine>\n        </SynchronousCommand>\n      </FirstLogonCommands>\n    </component>\n  </settings>\n</unattend>\n',
      },
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
      {
        format: 'lima',
        text: 'images:\n- location: https://cloud.debian.org/images/cloud/trixie/20251006-2257/debian-13-genericcloud-amd64-20251006-2257.qcow2\n  arch: x86_64\nvideo:\n  display: vnc\nprovision:\n- script: apt-get install -y nginx\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices: {}\n',
      },
      {
        format: 'packer',
        text: 'source "virtualbox-iso" "shop" {\n  guest_os_type = "Debian12_64"\n  headless      = false\n}\n\nbuild {\n  sources = ["source.virtualbox-iso.shop"]\n\n  provisioner "shell" {\n    inline = ["apt-get install -y nginx"]\n  }\n}\n',
      },
    ],
  },
  checkMachine(machine, report) {
    const { graphicalInterface, software } = machine;
    // A file that cannot name programs says nothing by naming no desktop.
    if (software.packages.rest === notExpressible) return;
    // The window of a build ends with it.
    const isOpened = is(graphicalInterface, true) && machine.role !== 'image';
    if (isOpened && !isDesktop(machine) && !hasRole(machine, 'remote-desktop')) {
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
      ...removal(desktop),
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
