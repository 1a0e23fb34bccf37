// Vagrant's publicly known SSH key, left in the guest.
import { is } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { bsi, claim, cwe, documents } from '../../knowledge/sources';
import { removal } from '../support/fix';
import { confidenceOf, isMeantFor, isPrivateLab } from '../support/machine';
import { evidenceOf } from '../support/place';

/** Definitions that make a box for others, which has to keep the key so that Vagrant can log in the first time. */
const boxBuild = /(^|[^a-z])(packer|boxes|base-?box(es)?|box-?build(er|ing)?|veewee|build-?box)([^a-z]|$)/;

export default defineRule({
  id: 'vm-insecure-vagrant-key',
  concern: 'isolation',
  severity: 'warning',
  title: {
    en: 'Guest keeps Vagrant’s published SSH key',
    de: 'Gast behält Vagrants veröffentlichten SSH-Schlüssel',
  },
  why: {
    en: `Boxes are delivered with a key pair whose private half is published, so that the first login works. Vagrant replaces it at
once, unless \`ssh.insert_key = false\` or a \`private_key_path\` to the published key stops it. Then everybody who
reaches port 22 of the guest becomes its administrator, and the strong boundary around the VM guards nothing.

Take the line out and run \`vagrant destroy\` and \`vagrant up\`, or put a key of your own into the guest.`,
    de: `Boxen werden mit einem Schlüsselpaar ausgeliefert, dessen private Hälfte veröffentlicht ist, damit der erste Login
gelingt. Vagrant tauscht es sofort aus, außer \`ssh.insert_key = false\` oder ein \`private_key_path\` auf den
veröffentlichten Schlüssel verhindert das. Dann wird jeder, der Port 22 des Gasts erreicht, dessen Administrator, und die
starke Grenze um die VM schützt nichts mehr.

Entferne die Zeile und starte mit \`vagrant destroy\` und \`vagrant up\` neu, oder lege einen eigenen Schlüssel in den Gast.`,
  },
  sources: [claim('A1-52'), documents.vagrantSsh, bsi('SYS.1.5.A5'), cwe('798'), cwe('321')],
  messages: {
    reachable: {
      en: '{workload} keeps the SSH key pair that everybody can download: whoever reaches its port 22 is administrator. Let Vagrant insert a new key, or use one of your own.',
      de: '{workload} behält das SSH-Schlüsselpaar, das jeder herunterladen kann: Wer Port 22 erreicht, ist Administrator. Lass Vagrant einen neuen Schlüssel einsetzen oder nutze einen eigenen.',
    },
    lab: {
      en: '{workload} keeps the SSH key pair that everybody can download; in its private network only the host and the other guests can use it. Replace it before the machine gets another network.',
      de: '{workload} behält das SSH-Schlüsselpaar, das jeder herunterladen kann; im privaten Netz nützt es nur dem Host und den anderen Gästen. Tausche es aus, bevor die Maschine ein anderes Netz bekommt.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  ⟦config.ssh.insert_key = false⟧\n  config.vm.network "public_network"\nend\n',
        fixed:
          'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.network "public_network"\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  ⟦config.ssh.private_key_path = "~/.vagrant.d/insecure_private_key"⟧\n  config.vm.network "private_network", ip: "192.168.56.4"\nend\n',
      },
      {
        format: 'cloud-init',
        text: '#cloud-config\nusers:\n  - name: ops\n    ssh_authorized_keys:\n      - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample ops\n      - ⟦ssh-rsa AAAAB3NzaC1yc2EAAAABIwAAAQEA6NF8iallvQVp22WDkTkyrtvp9eWW6A8YVr+kz4TjGYe7gHzIw+niNltGEFHzD8+v1I2YJ6oXevct1YeS0o9HZyN1Q9qgCgzUFtdOKLv6IedplqoPkcmF0aYet2PkEDo3MlTBckFXPITAMzF8dJSIFo9D8HfdOV0IAdx4O7PtixWKn5y2hMNG0zQPyUecp4pzC6kivAIhyfHilFR61RGL+GPXQ2MWZWFYbAGjyiYJnAmCP3NOTd0jMZEnDkbUvxhMmBYSdETk1rRgm+R4LOzFUGaHqHDLKLX+FIPKcF96hrucXzcWyLbIbEgE98OHlnVYCzRdK8jlqm8tehUc9c9WhQ== vagrant⟧\n',
        fixed:
          '#cloud-config\nusers:\n  - name: ops\n    ssh_authorized_keys:\n      - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample ops\n',
      },
    ],
    good: [
      {
        format: 'cloud-init',
        text: '#cloud-config\nssh_authorized_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample ops]\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.ssh.insert_key = true\nend\n',
      },
      {
        format: 'vagrantfile',
        path: 'packer/Vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/base"\n  config.ssh.insert_key = false\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.ssh.insert_key = false\n  config.ssh.private_key_path = "keys/lab"\nend\n',
      },
      { format: 'libvirt', text: '<domain type="kvm">\n  <name>a</name>\n</domain>\n' },
    ],
  },
  checkMachine(machine, report) {
    const { insecureKey } = machine;
    if (!is(insecureKey, true) || isMeantFor(machine, boxBuild)) return;
    const isLab = isPrivateLab(machine);
    report({
      message: isLab ? 'lab' : 'reachable',
      severity: isLab ? 'info' : 'warning',
      confidence: confidenceOf(insecureKey),
      evidence: evidenceOf(insecureKey, machine),
      ...removal(insecureKey),
    });
  },
});
