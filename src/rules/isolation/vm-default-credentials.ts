// Passwords of logins that stand in the definition of a machine.
import { defineRule } from '../../core/rule';
import { bsi, claim, cwe, nist125 } from '../../knowledge/sources';
import { confidenceOf } from '../support/machine';
import { evidenceOf } from '../support/place';

export default defineRule({
  id: 'vm-default-credentials',
  concern: 'isolation',
  severity: 'error',
  title: {
    en: 'Login with a well-known or plain-text password',
    de: 'Login mit bekanntem oder offen notiertem Passwort',
  },
  why: {
    en: `A password that stands in the definition is known to everybody who can read the repository, and the usual ones
(\`vagrant\`, \`password\`, \`admin\`) to everybody else as well: scanners try them first. A kernel of its own does not
help a guest that anybody can simply log in to.

Log in with a key (\`ssh.private_key_path\`, \`ssh_authorized_keys\`), lock the account’s password, and take what has to be a
password from the environment.`,
    de: `Ein Passwort, das in der Definition steht, kennt jeder, der das Repository lesen kann, und die üblichen (\`vagrant\`,
\`password\`, \`admin\`) kennt auch sonst jeder: Scanner probieren sie zuerst. Der eigene Kernel hilft einem Gast nicht,
bei dem man sich einfach anmelden kann.

Melde dich mit einem Schlüssel an (\`ssh.private_key_path\`, \`ssh_authorized_keys\`), sperre das Passwort des Kontos, und
nimm aus der Umgebung, was ein Passwort sein muss.`,
  },
  sources: [claim('A1-53'), bsi('SYS.1.5.A14'), nist125(), cwe('798'), cwe('1392')],
  messages: {
    default: {
      en: '{workload} accepts a well-known password ({login}), which scanners try first. Use a key instead and lock the password.',
      de: '{workload} nimmt ein allgemein bekanntes Passwort an ({login}), das Scanner zuerst probieren. Nutze stattdessen einen Schlüssel und sperre das Passwort.',
    },
    other: {
      en: 'The password for {login} of {workload} is a well-known one, which is tried first: it protects nothing. Choose another and take it from the environment.',
      de: 'Das Passwort für {login} bei {workload} ist allgemein bekannt und wird zuerst probiert: Es schützt nichts. Wähle ein anderes und nimm es aus der Umgebung.',
    },
    literal: {
      en: 'The password of a login to {workload} is written in the file ({login}): everybody who reads the repository can log in. Use a key, or take it from the environment.',
      de: 'Das Passwort für einen Login bei {workload} steht in der Datei ({login}): Jeder, der das Repository liest, kann sich anmelden. Nutze einen Schlüssel oder nimm es aus der Umgebung.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.ssh.username = "root"\n  ⟦config.ssh.password = "vagrant"⟧\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/windows-2022"\n  config.vm.communicator = "winrm"\n  ⟦config.winrm.password = "K3-paperclip-9"⟧\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    <graphics type="vnc" ⟦passwd="password"⟧/>\n  </devices>\n</domain>\n',
      },
    ],
    good: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.ssh.password = ENV["GUEST_PASSWORD"]\n  config.ssh.private_key_path = "keys/lab"\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/windows-2022"\n  config.vm.communicator = "winrm"\n  config.winrm.password = "<your password>"\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    <graphics type="vnc"/>\n    <graphics type="spice" passwd="$SPICE_PASSWORD"/>\n  </devices>\n</domain>\n',
      },
    ],
  },
  checkMachine(machine, report) {
    for (const secret of machine.secrets.items) {
      const { kind, name, quality } = secret.value;
      // What a box brings by itself is not a decision of this file.
      if (kind !== 'password' || secret.state !== 'stated') continue;
      const isKnownToAll = quality === 'well-known';
      // The password of a screen, a share or a cloud account does not let anybody log in to the guest.
      if (quality === 'placeholder' || (!isKnownToAll && !isLogin(name))) continue;
      report({
        message: !isLogin(name) ? 'other' : isKnownToAll ? 'default' : 'literal',
        args: { login: name },
        severity: isLogin(name) ? 'error' : 'warning',
        confidence: confidenceOf(secret),
        evidence: evidenceOf(secret, machine),
      });
    }
  },
});

/** Shell scripts name the account, settings the protocol; the others name a provider and its setting. */
function isLogin(name: string): boolean {
  return /^(ssh|winrm): /.test(name) || !/[: ]|^(smb|vnc|spice|graphics)$/.test(name);
}
