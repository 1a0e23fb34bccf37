// Remote management of Windows guests without encryption.
import { defineRule } from '../../core/rule';
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

Without the setting Vagrant negotiates NTLM, which encrypts the messages; \`:ssl\` uses HTTPS on port 5986.`,
    de: `Mit \`winrm.transport = :plaintext\` oder reiner Basic-Authentifizierung gehen das Passwort des Administrators und
jeder Befehl lesbar durchs Netz, und der Gast muss so eingestellt sein, dass er das von jedem annimmt. Das ist der offene
Remotedesktop in anderem Gewand.

Ohne die Einstellung handelt Vagrant NTLM aus, das die Nachrichten verschlüsselt; \`:ssl\` nutzt HTTPS auf Port 5986.`,
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
    plaintext: {
      en: '{workload} is managed over WinRM without encryption: password and commands can be read on the way. Remove the setting so that Vagrant negotiates encryption, or use :ssl.',
      de: '{workload} wird über WinRM ohne Verschlüsselung verwaltet: Passwort und Befehle sind unterwegs lesbar. Entferne die Einstellung, damit Vagrant Verschlüsselung aushandelt, oder nutze :ssl.',
    },
    lab: {
      en: '{workload} is managed over WinRM without encryption; in its private network only the host and the other guests could listen. Use :ssl before it gets another network.',
      de: '{workload} wird über WinRM ohne Verschlüsselung verwaltet; im privaten Netz könnten nur der Host und die anderen Gäste mithören. Nutze :ssl, bevor die Maschine ein anderes Netz bekommt.',
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
    ],
    good: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/windows-2022"\n  config.vm.communicator = "winrm"\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/windows-2022"\n  config.vm.communicator = "winrm"\n  config.winrm.transport = :ssl\n  config.winrm.basic_auth_only = true\nend\n',
      },
    ],
  },
  checkMachine(machine, report) {
    for (const channel of machine.plaintextManagement.items) {
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
