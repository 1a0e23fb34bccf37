// Machines whose definition switches updates off.
import { is } from '../../core/fact';
import { defineRule } from '../../core/rule';
import type { VirtualMachine } from '../../core/workload';
import { bsi, claim, cwe, documents } from '../../knowledge/sources';
import { correction } from '../support/fix';
import { confidenceOf, isPracticeTarget, isThrowaway } from '../support/machine';
import { evidenceOf } from '../support/place';
import { isTestFile } from '../support/purpose';

export default defineRule({
  id: 'ops-vm-no-updates',
  concern: 'operations',
  severity: 'warning',
  title: { en: 'Machine that switches updates off', de: 'Maschine, die Updates abschaltet' },
  why: {
    en: `Every VM has a whole operating system to patch, and each one separately: twenty machines are twenty places where a
hole that was fixed months ago can still be open. What is switched off in the definition is off in every machine that is
made from it, until somebody remembers.

Let the machine install security updates by itself (unattended-upgrades, dnf-automatic, Windows Update; cloud-init’s
\`package_upgrade: true\` does so once, at the first start), or leave it alone and replace it: an image that a pipeline builds anew every week needs no updates of its own. If
that is how you work, suppress this finding where the image is used, with the pipeline’s name as the reason.`,
    de: `Jede VM hat ein ganzes Betriebssystem, das gepflegt werden will, und jede für sich: Zwanzig Maschinen sind zwanzig
Stellen, an denen eine seit Monaten behobene Lücke noch offen sein kann. Was die Definition abschaltet, ist in jeder Maschine
aus, die daraus entsteht, bis jemand daran denkt.

Lass die Maschine Sicherheitsupdates selbst einspielen (unattended-upgrades, dnf-automatic, Windows Update; in cloud-init
tut \`package_upgrade: true\` das einmal, beim ersten Start), oder lass sie, wie sie ist, und ersetze sie: Ein Image, das eine Pipeline jede Woche neu baut, braucht keine eigenen
Updates. Wenn du so arbeitest, unterdrücke diesen Befund dort, wo das Image benutzt wird, und nenne die Pipeline als Grund.`,
  },
  sources: [
    claim('A1-09'),
    bsi('SYS.1.5.A2'),
    bsi('OPS.1.1.3'),
    cwe('1104'),
    documents.cloudInit,
    documents.unattend,
  ],
  messages: {
    off: {
      en: '{workload} is told not to install updates: holes that are fixed elsewhere may stay open in it. Let it install security updates, or replace it regularly from a pipeline.',
      de: '{workload} soll keine Updates einspielen: Lücken, die anderswo behoben sind, bleiben darin womöglich offen. Lass sie Sicherheitsupdates einspielen, oder ersetze sie regelmäßig aus einer Pipeline.',
    },
    image: {
      en: 'Machines made from {workload} will not update themselves: build the image anew regularly and replace them, or leave updates on.',
      de: 'Maschinen aus {workload} werden sich nicht selbst aktualisieren: Baue das Image regelmäßig neu und ersetze sie, oder lass die Updates an.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/ubuntu-24.04"\n  config.vm.provision "shell", inline: "⟦apt-get purge -y unattended-upgrades⟧"\nend\n',
      },
      {
        format: 'cloud-init',
        text: '#cloud-config\npackages:\n  - nginx\n⟦package_upgrade: false⟧\n',
        fixed: '#cloud-config\npackages:\n  - nginx\npackage_upgrade: true\n',
      },
      {
        format: 'cloud-init',
        text: '#cloud-config\npackage_upgrade: true\nruncmd:\n  - ⟦apt-get purge -y unattended-upgrades⟧\n',
      },
      {
        format: 'cloud-init',
        text: '#cloud-config\nwrite_files:\n  - path: /etc/apt/apt.conf.d/20auto-upgrades\n    content: |\n      APT::Periodic::Update-Package-Lists "1";\n      ⟦APT::Periodic::Unattended-Upgrade "0"⟧;\n',
      },
      {
        format: 'autounattend',
        text: '<unattend xmlns="urn:schemas-microsoft-com:unattend">\n  <settings pass="specialize">\n    <component name="Microsoft-Windows-Deployment">\n      <RunSynchronous>\n        <RunSynchronousCommand>\n          <Order>1</Order>\n          <Path>reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU /v ⟦NoAutoUpdate /t REG_DWORD /d 1⟧ /f</Path>\n        </RunSynchronousCommand>\n      </RunSynchronous>\n    </component>\n  </settings>\n</unattend>\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices: {}\n      volumes:\n      - name: setup\n        cloudInitNoCloud:\n          userData: |\n            #cloud-config\n            packages: [nginx]\n            ⟦package_upgrade: false⟧\n',
      },
      {
        format: 'proxmox',
        text: '⟦ciupgrade: 0⟧\nciuser: ops\nide2: local-lvm:vm-100-cloudinit,media=cdrom\nmemory: 2048\nname: shop\nostype: l26\n',
        fixed:
          'ciupgrade: 1\nciuser: ops\nide2: local-lvm:vm-100-cloudinit,media=cdrom\nmemory: 2048\nname: shop\nostype: l26\n',
      },
      {
        format: 'terraform',
        text: 'resource "azurerm_windows_virtual_machine" "erp" {\n  name           = "erp"\n  size           = "Standard_D2s_v3"\n  admin_username = "ops"\n  ⟦patch_mode     = "Manual"⟧\n}\n',
        fixed:
          'resource "azurerm_windows_virtual_machine" "erp" {\n  name           = "erp"\n  size           = "Standard_D2s_v3"\n  admin_username = "ops"\n  patch_mode     = "AutomaticByOS"\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "aws_instance" "shop" {\n  ami           = "ami-0fb653ca2d3203ac1"\n  instance_type = "t3.small"\n  user_data     = <<-EOT\n    #!/bin/sh\n    ⟦apt-get purge -y unattended-upgrades⟧\n  EOT\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "aws_instance" "web" {\n  ami           = "ami-0123456789abcdef0"\n  instance_type = "t3.small"\n  user_data     = <<-EOF\n    #cloud-config\n    packages: [nginx]\n    ⟦package_upgrade: false⟧\n  EOF\n}\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: web\nspec:\n  runStrategy: Always\n  template:\n    spec:\n      domain:\n        devices: {}\n      volumes:\n        - name: setup\n          cloudInitNoCloud:\n            userData: |\n              #!/bin/sh\n              ⟦systemctl disable --now unattended-upgrades⟧\n',
      },
      {
        format: 'packer',
        text: 'source "qemu" "shop" {\n  iso_url = "https://cdimage.debian.org/cdimage/archive/12.11.0/amd64/iso-cd/debian-12.11.0-amd64-netinst.iso"\n}\n\nbuild {\n  sources = ["source.qemu.shop"]\n\n  provisioner "shell" {\n    inline = [\n      "apt-get install -y nginx",\n      "⟦apt-get purge -y unattended-upgrades⟧",\n    ]\n  }\n}\n',
      },
    ],
    good: [
      {
        format: 'terraform',
        text: 'resource "aws_instance" "web" {\n  ami           = "ami-0123456789abcdef0"\n  instance_type = "t3.small"\n  user_data     = <<-EOF\n    #cloud-config\n    package_upgrade: true\n  EOF\n}\n',
      },
      {
        format: 'cloud-init',
        text: '#cloud-config\npackage_update: true\npackage_upgrade: true\n',
      },
      {
        format: 'cloud-init',
        text: '#cloud-config\npackage_upgrade: false\npackages: [unattended-upgrades]\n',
      },
      {
        format: 'cloud-init',
        text: '#cloud-config\npackages: [nginx]\nruncmd:\n  - systemctl stop apt-daily.timer\n  - apt-get remove -y snapd\n',
      },
      {
        format: 'cloud-init',
        path: 'ci/runner.yaml',
        text: '#cloud-config\npackage_upgrade: false\n',
      },
      {
        format: 'autounattend',
        text: '<unattend xmlns="urn:schemas-microsoft-com:unattend">\n  <settings pass="oobeSystem">\n    <component name="Microsoft-Windows-Shell-Setup">\n      <OOBE>\n        <ProtectYourPC>1</ProtectYourPC>\n      </OOBE>\n    </component>\n  </settings>\n</unattend>\n',
      },
      {
        format: 'lima',
        text: 'images:\n- location: https://cloud.debian.org/images/cloud/trixie/20251006-2257/debian-13-genericcloud-amd64-20251006-2257.qcow2\n  arch: x86_64\nupgradePackages: false\n',
      },
      {
        format: 'proxmox',
        text: 'ciuser: ops\nide2: local-lvm:vm-100-cloudinit,media=cdrom\nmemory: 2048\nname: shop\nostype: l26\n',
      },
      {
        format: 'terraform',
        text: 'resource "azurerm_windows_virtual_machine" "erp" {\n  name           = "erp"\n  size           = "Standard_D2s_v3"\n  admin_username = "ops"\n  patch_mode     = "AutomaticByPlatform"\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "azurerm_windows_virtual_machine" "erp" {\n  name           = "erp"\n  size           = "Standard_D2s_v3"\n  admin_username = "ops"\n  timezone       = "UTC"\n}\n',
      },
      {
        format: 'packer',
        text: 'source "qemu" "shop" {\n  iso_url = "https://cdimage.debian.org/cdimage/archive/12.11.0/amd64/iso-cd/debian-12.11.0-amd64-netinst.iso"\n}\n\nbuild {\n  sources = ["source.qemu.shop"]\n\n  provisioner "shell" {\n    inline = ["apt-get update", "apt-get dist-upgrade -y", "apt-get install -y nginx"]\n  }\n}\n',
      },
    ],
  },
  checkMachine(machine, report) {
    const { automaticUpdates, role } = machine;
    if (!is(automaticUpdates, false) || isShortLived(machine)) return;
    const isImage = role === 'image';
    report({
      message: isImage ? 'image' : 'off',
      // An image is made to be built anew.
      severity: isImage ? 'info' : 'warning',
      confidence: confidenceOf(automaticUpdates),
      evidence: evidenceOf(automaticUpdates, machine),
      ...correction(automaticUpdates, 'true'),
    });
  },
});

/** Whether the machine is gone before updates matter, or weak on purpose. */
function isShortLived(machine: VirtualMachine): boolean {
  return isThrowaway(machine) || isPracticeTarget(machine) || isTestFile(machine.path);
}
