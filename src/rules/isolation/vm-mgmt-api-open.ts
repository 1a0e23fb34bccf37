// Control interfaces of the hypervisor that listen on the network.
import { defineRule } from '../../core/rule';
import { bsi, claim, cwe, documents } from '../../knowledge/sources';
import { confidenceOf } from '../support/machine';
import { evidenceOf } from '../support/place';

export default defineRule({
  id: 'vm-mgmt-api-open',
  concern: 'isolation',
  severity: 'error',
  title: { en: 'Hypervisor can be controlled over the network', de: 'Hypervisor ist übers Netz steuerbar' },
  why: {
    en: `QEMU’s monitor, its QMP socket and its debugger port know no login. Whoever connects can read the guest’s memory, attach
files of the host as disks and stop the machine; the guest cannot see it. The hypervisor is the boundary of a VM, and this
leaves its door open.

Use a Unix socket (\`unix:/run/…,server=on,wait=off\`), whose file permissions decide who may connect, or TLS with client
certificates where it has to be the network.`,
    de: `QEMUs Monitor, sein QMP-Socket und sein Debugger-Port kennen keinen Login. Wer sich verbindet, kann den Speicher des Gasts
lesen, Dateien des Hosts als Platten anhängen und die Maschine anhalten; der Gast merkt davon nichts. Der Hypervisor ist
die Grenze einer VM, und hier steht seine Tür offen.

Nutze einen Unix-Socket (\`unix:/run/…,server=on,wait=off\`), dessen Dateirechte entscheiden, wer sich verbindet, oder TLS
mit Client-Zertifikaten, wenn es das Netz sein muss.`,
  },
  sources: [claim('A1-15'), documents.qemuSystem, bsi('SYS.1.5.A5'), bsi('SYS.1.5.A11'), cwe('306')],
  messages: {
    open: {
      en: 'The hypervisor of {workload} takes commands on {address} without a login: whoever connects reads the guest’s memory and files of the host. Use a Unix socket instead.',
      de: 'Der Hypervisor von {workload} nimmt auf {address} ohne Login Befehle an: Wer sich verbindet, liest den Speicher des Gasts und Dateien des Hosts. Nutze stattdessen einen Unix-Socket.',
    },
  },
  examples: {
    bad: [
      {
        format: 'libvirt',
        text: '<domain type="kvm" xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0">\n  <name>a</name>\n  <devices/>\n  <qemu:commandline>\n    <qemu:arg value="-monitor"/>\n    <qemu:arg ⟦value="tcp:0.0.0.0:4444,server,nowait"⟧/>\n    <qemu:arg value="-qmp"/>\n    <qemu:arg ⟦value="tcp::4445,server=on,wait=off"⟧/>\n  </qemu:commandline>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt" do |libvirt|\n    libvirt.qemuargs value: "-qmp"\n    ⟦libvirt.qemuargs value: "tcp:0.0.0.0:4445,server=on,wait=off"⟧\n  end\nend\n',
      },
    ],
    good: [
      {
        format: 'libvirt',
        text: '<domain type="kvm" xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0">\n  <name>a</name>\n  <devices/>\n  <qemu:commandline>\n    <qemu:arg value="-monitor"/>\n    <qemu:arg value="tcp:127.0.0.1:4444,server,nowait"/>\n    <qemu:arg value="-qmp"/>\n    <qemu:arg value="unix:/run/a.qmp,server=on,wait=off"/>\n  </qemu:commandline>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt" do |libvirt|\n    libvirt.qemuargs value: "-monitor"\n    libvirt.qemuargs value: "tcp:localhost:4444,server=on,wait=off"\n  end\nend\n',
      },
    ],
  },
  checkMachine(machine, report) {
    for (const channel of machine.managementInterfaces.items) {
      const [address = ''] = channel.value.split(',');
      if (isLocal(address)) continue;
      report({
        message: 'open',
        args: { address },
        confidence: confidenceOf(channel),
        evidence: evidenceOf(channel, machine),
      });
    }
  },
});

/** `tcp:127.0.0.1:4444`, and everything that is no network address. */
function isLocal(address: string): boolean {
  const host = /^(?:tcp|telnet|websocket|udp):(.*):\d+$/.exec(address)?.[1];
  return host === undefined || /^(127(\.\d+){3}|localhost|\[?::1\]?)$/.test(host);
}
