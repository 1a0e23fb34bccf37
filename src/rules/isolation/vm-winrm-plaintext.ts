// Remote management of Windows guests without encryption.
import { isKnown } from '../../core/fact';
import { defineRule } from '../../core/rule';
import type { VirtualMachine } from '../../core/workload';
import { hypervisors } from '../../knowledge/hypervisors';
import { bsi, claim, cwe, docs } from '../../knowledge/sources';
import { removal } from '../support/fix';
import { confidenceOf, isPrivateLab } from '../support/machine';
import { evidenceOf } from '../support/place';

export default defineRule({
  id: 'vm-winrm-plaintext',
  concern: 'isolation',
  severity: 'warning',
  title: { en: 'WinRM sends passwords in clear text', de: 'WinRM sendet Passwörter im Klartext' },
  why: {
    en: `With \`winrm.transport = :plaintext\` or basic authentication alone, the administrator’s password and every command
cross the network readable, and the guest has to be configured to accept that from everybody. It is the open remote desktop
in another dress.

Without the setting Vagrant negotiates NTLM, which encrypts the messages; \`:ssl\` uses HTTPS on port 5986. A connection of
Terraform logs in with basic authentication over HTTP unless \`use_ntlm\` or \`https\` is set. In an answer file the setting is
\`AllowUnencrypted="true"\`, mostly made for an image build; it stays in the image unless the build takes it back.`,
    de: `Mit \`winrm.transport = :plaintext\` oder reiner Basic-Authentifizierung gehen das Passwort des Administrators und
jeder Befehl lesbar durchs Netz, und der Gast muss so eingestellt sein, dass er das von jedem annimmt. Das ist der offene
Remotedesktop in anderem Gewand.

Ohne die Einstellung handelt Vagrant NTLM aus, das die Nachrichten verschlüsselt; \`:ssl\` nutzt HTTPS auf Port 5986. Eine
Verbindung von Terraform meldet sich mit Basic-Authentifizierung über HTTP an, solange weder \`use_ntlm\` noch \`https\` gesetzt
ist. In einer Antwortdatei heißt die Einstellung \`AllowUnencrypted="true"\`, meist für den Bau eines Images; sie bleibt darin, wenn der Bau sie nicht
zurücknimmt.`,
  },
  sources: [
    claim('A1-53'),
    docs(
      'Vagrant docs: WinRM settings',
      'https://developer.hashicorp.com/vagrant/docs/vagrantfile/winrm_settings',
      false,
    ),
    bsi('SYS.1.5.A5'),
    cwe('319'),
  ],
  messages: {
    build: {
      en: 'While {workload} is built, its administrator’s password and all commands cross the network unencrypted over WinRM. Set winrm_use_ntlm, or winrm_use_ssl with HTTPS in the guest.',
      de: 'Während {workload} gebaut wird, gehen das Passwort seines Administrators und alle Befehle unverschlüsselt über WinRM durchs Netz. Setze winrm_use_ntlm, oder winrm_use_ssl mit HTTPS im Gast.',
    },
    plaintext: {
      en: '{workload} is managed over WinRM without encryption: password and commands can be read on the way. Let NTLM or Kerberos encrypt the messages, or use HTTPS.',
      de: '{workload} wird über WinRM ohne Verschlüsselung verwaltet: Passwort und Befehle sind unterwegs lesbar. Lass NTLM oder Kerberos die Nachrichten verschlüsseln, oder nutze HTTPS.',
    },
    lab: {
      en: '{workload} is managed over WinRM without encryption; in its private network only the host and the other guests could listen. Use HTTPS before it gets another network.',
      de: '{workload} wird über WinRM ohne Verschlüsselung verwaltet; im privaten Netz könnten nur der Host und die anderen Gäste mithören. Nutze HTTPS, bevor die Maschine ein anderes Netz bekommt.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/windows-2022"\n  config.vm.communicator = "winrm"\n  ⟦config.winrm.transport = :plaintext⟧\n  config.winrm.basic_auth_only = true\nend\n',
        fixed:
          'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/windows-2022"\n  config.vm.communicator = "winrm"\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/windows-2022"\n  config.vm.communicator = "winrm"\n  ⟦config.winrm.basic_auth_only = true⟧\n  config.vm.network "private_network", ip: "192.168.56.4"\nend\n',
      },
      {
        format: 'autounattend',
        text: '<unattend xmlns="urn:schemas-microsoft-com:unattend">\n  <settings pass="oobeSystem">\n    <component name="Microsoft-Windows-Shell-Setup">\n      <FirstLogonCommands>\n        <SynchronousCommand>\n          <CommandLine>winrm quickconfig -q</CommandLine>\n          <Order>1</Order>\n        </SynchronousCommand>\n        <SynchronousCommand>\n          <CommandLine>winrm set winrm/config/service @{⟦AllowUnencrypted="true"⟧}</CommandLine>\n          <Order>2</Order>\n        </SynchronousCommand>\n      </FirstLogonCommands>\n    </component>\n  </settings>\n</unattend>\n',
        fixed:
          '<unattend xmlns="urn:schemas-microsoft-com:unattend">\n  <settings pass="oobeSystem">\n    <component name="Microsoft-Windows-Shell-Setup">\n      <FirstLogonCommands>\n        <SynchronousCommand>\n          <CommandLine>winrm quickconfig -q</CommandLine>\n          <Order>1</Order>\n        </SynchronousCommand>\n      </FirstLogonCommands>\n    </component>\n  </settings>\n</unattend>\n',
      },
      {
        format: 'cloud-init',
        path: 'user-data',
        text: '<powershell>\nEnable-PSRemoting -Force\nSet-Item WSMan:\\localhost\\Service\\⟦AllowUnencrypted $true⟧\n</powershell>\n',
      },
      {
        format: 'terraform',
        text: 'resource "aws_instance" "erp" {\n  ami           = "ami-0fb653ca2d3203ac1"\n  instance_type = "t3.large"\n\n  connection {\n    ⟦type = "winrm"⟧\n    password = var.password\n  }\n\n  provisioner "remote-exec" {\n    script = "setup.ps1"\n  }\n}\n',
      },
      {
        format: 'packer',
        text: 'source "vsphere-iso" "server" {\n  guest_os_type  = "windows2019srvNext_64Guest"\n  ⟦communicator   = "winrm"⟧\n  winrm_username = "Administrator"\n  winrm_password = var.password\n}\n',
      },
      {
        format: 'packer',
        text: 'source "hyperv-iso" "server" {\n  iso_url        = "SERVER_EVAL_x64FRE_en-us.iso"\n  communicator   = "winrm"\n  winrm_password = var.password\n  ⟦winrm_use_ssl  = false⟧\n}\n',
      },
    ],
    good: [
      {
        format: 'packer',
        text: 'source "virtualbox-iso" "server" {\n  guest_os_type  = "Windows2022_64"\n  communicator   = "winrm"\n  winrm_password = var.password\n}\n',
      },
      {
        format: 'packer',
        text: 'source "vsphere-iso" "server" {\n  communicator   = "winrm"\n  winrm_password = var.password\n  winrm_use_ntlm = true\n}\n',
      },
      {
        format: 'autounattend',
        text: '<unattend xmlns="urn:schemas-microsoft-com:unattend">\n  <settings pass="oobeSystem">\n    <component name="Microsoft-Windows-Shell-Setup">\n      <FirstLogonCommands>\n        <SynchronousCommand>\n          <CommandLine>winrm set winrm/config/client @{AllowUnencrypted="true"}</CommandLine>\n          <Order>1</Order>\n        </SynchronousCommand>\n        <SynchronousCommand>\n          <CommandLine>winrm set winrm/config/service/auth @{Basic="true"}</CommandLine>\n          <Order>2</Order>\n        </SynchronousCommand>\n      </FirstLogonCommands>\n    </component>\n  </settings>\n</unattend>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/windows-2022"\n  config.vm.communicator = "winrm"\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/windows-2022"\n  config.vm.communicator = "winrm"\n  config.winrm.transport = :ssl\n  config.winrm.basic_auth_only = true\nend\n',
      },
      {
        format: 'terraform',
        text: 'resource "aws_instance" "erp" {\n  ami           = "ami-0fb653ca2d3203ac1"\n  instance_type = "t3.large"\n\n  connection {\n    type     = "winrm"\n    https    = true\n    password = var.password\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "aws_instance" "erp" {\n  ami           = "ami-0fb653ca2d3203ac1"\n  instance_type = "t3.large"\n\n  connection {\n    type     = "winrm"\n    use_ntlm = true\n    password = var.password\n  }\n}\n',
      },
    ],
  },
  checkMachine(machine, report) {
    for (const channel of machine.plaintextManagement.items) {
      if (machine.role === 'image') {
        const isLocal = isBuiltLocally(machine);
        // On one's own host the password does not leave it; who left the default did not decide anything either.
        if (isLocal && channel.state === 'implied') continue;
        report({
          message: 'build',
          severity: isLocal ? 'info' : 'warning',
          confidence: confidenceOf(channel),
          evidence: evidenceOf(channel, machine),
        });
        continue;
      }
      const isLab = isPrivateLab(machine);
      report({
        message: isLab ? 'lab' : 'plaintext',
        severity: isLab ? 'info' : 'warning',
        confidence: confidenceOf(channel),
        evidence: evidenceOf(channel, machine),
        ...removal(channel),
      });
    }
  },
});

/** Whether the image is built on the host of whoever builds it. */
function isBuiltLocally({ hypervisor }: VirtualMachine): boolean {
  return (
    isKnown(hypervisor) && hypervisor.value !== 'proxmox' && hypervisors[hypervisor.value].runsOn === 'host'
  );
}
