// Control interfaces of the hypervisor that listen on the network.
import { is } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { bsi, claim, cwe, documents } from '../../knowledge/sources';
import { correction } from '../support/fix';
import { confidenceOf, loopbackFix } from '../support/machine';
import { evidenceOf } from '../support/place';

export default defineRule({
  id: 'vm-mgmt-api-open',
  concern: 'isolation',
  severity: 'error',
  title: { en: 'Hypervisor can be controlled over the network', de: 'Hypervisor ist übers Netz steuerbar' },
  why: {
    en: `QEMU’s monitor, its QMP socket and its debugger port know no login. Whoever connects can read the guest’s memory, attach
files of the host as disks and stop the machine; the guest cannot see it. The hypervisor is the boundary of a VM, and this
leaves its door open. The same holds for libvirt’s daemon: whoever may command it may hand any file of the host to a guest,
which makes them root there.

Use a Unix socket (\`unix:/run/…,server=on,wait=off\`), whose file permissions decide who may connect, or TLS with client
certificates where it has to be the network.`,
    de: `QEMUs Monitor, sein QMP-Socket und sein Debugger-Port kennen keinen Login. Wer sich verbindet, kann den Speicher des Gasts
lesen, Dateien des Hosts als Platten anhängen und die Maschine anhalten; der Gast merkt davon nichts. Der Hypervisor ist
die Grenze einer VM, und hier steht seine Tür offen. Dasselbe gilt für libvirts Daemon: Wer ihm Befehle geben darf, kann
einem Gast jede Datei des Hosts geben und ist dort damit root.

Nutze einen Unix-Socket (\`unix:/run/…,server=on,wait=off\`), dessen Dateirechte entscheiden, wer sich verbindet, oder TLS
mit Client-Zertifikaten, wenn es das Netz sein muss.`,
  },
  sources: [
    claim('A1-15'),
    documents.qemuSystem,
    documents.libvirtDaemonConfiguration,
    bsi('SYS.1.5.A5'),
    bsi('SYS.1.5.A11'),
    cwe('306'),
  ],
  messages: {
    open: {
      en: 'The hypervisor of {workload} takes commands on {address} without a login: whoever connects reads the guest’s memory and files of the host. Use a Unix socket instead.',
      de: 'Der Hypervisor von {workload} nimmt auf {address} ohne Login Befehle an: Wer sich verbindet, liest den Speicher des Gasts und Dateien des Hosts. Nutze stattdessen einen Unix-Socket.',
    },
    debugger: {
      en: 'The debugger’s port of {workload} waits on {address} without a login: whoever connects reads and changes the guest’s memory. Bind it to 127.0.0.1 (-gdb tcp:127.0.0.1:1234 instead of -s).',
      de: 'Der Debugger-Port von {workload} wartet auf {address} ohne Login: Wer sich verbindet, liest und ändert den Speicher des Gasts. Binde ihn an 127.0.0.1 (-gdb tcp:127.0.0.1:1234 statt -s).',
    },
    daemon: {
      en: 'libvirt takes commands on {address} without a login: whoever connects controls every guest and reads every file of the host. Ask for SASL, or listen with TLS and verify certificates.',
      de: 'libvirt nimmt auf {address} ohne Login Befehle an: Wer sich verbindet, steuert jeden Gast und liest jede Datei des Hosts. Verlange SASL oder lausche mit TLS und prüfe Zertifikate.',
    },
    ready: {
      en: 'As soon as libvirt listens on TCP, by --listen or a socket unit, it takes commands without a login: whoever connects controls every guest and the host. Ask for SASL.',
      de: 'Sobald libvirt auf TCP lauscht, durch --listen oder eine Socket-Unit, nimmt es ohne Login Befehle an: Wer sich verbindet, steuert jeden Gast und den Host. Verlange SASL.',
    },
    accounts: {
      en: 'Every account of the host may command libvirt without a login, which is as good as being root. Leave the rights of the socket to its group, or let polkit ask.',
      de: 'Jedes Konto des Hosts darf libvirt ohne Login Befehle geben und ist damit so gut wie root. Überlass die Rechte am Socket seiner Gruppe oder lass polkit fragen.',
    },
  },
  examples: {
    bad: [
      {
        format: 'libvirt-configuration',
        path: 'etc/libvirt/libvirtd.conf',
        text: 'listen_tls = 0\n⟦listen_tcp = 1⟧\ntcp_port = "16509"\nauth_tcp = "none"\n',
        fixed: 'listen_tls = 0\nlisten_tcp = 1\ntcp_port = "16509"\nauth_tcp = "sasl"\n',
      },
      {
        format: 'libvirt-configuration',
        path: 'virtproxyd.conf',
        text: '⟦auth_tcp = "none"⟧\n⟦unix_sock_rw_perms = "0777"⟧\nauth_unix_rw = "none"\n',
      },
      {
        format: 'libvirt-configuration',
        path: 'libvirtd.conf',
        text: '⟦listen_tls = 1⟧\ntls_no_verify_certificate = 1\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm" xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0">\n  <name>a</name>\n  <devices/>\n  <qemu:commandline>\n    <qemu:arg value="-monitor"/>\n    <qemu:arg ⟦value="tcp:0.0.0.0:4444,server,nowait"⟧/>\n    <qemu:arg value="-qmp"/>\n    <qemu:arg ⟦value="tcp::4445,server=on,wait=off"⟧/>\n  </qemu:commandline>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt" do |libvirt|\n    libvirt.qemuargs value: "-qmp"\n    ⟦libvirt.qemuargs value: "tcp:0.0.0.0:4445,server=on,wait=off"⟧\n  end\nend\n',
      },
      {
        format: 'proxmox',
        text: 'args: -monitor ⟦tcp:0.0.0.0:4444,server=on,wait=off⟧\nmemory: 2048\nname: a\nostype: l26\n',
      },
      {
        format: 'script',
        path: 'shop.service',
        text: '[Service]\nExecStart=/usr/bin/qemu-system-x86_64 -enable-kvm -m 2G -hda /srv/shop.img \\\n  -monitor ⟦tcp::4444,server,nowait⟧ -qmp ⟦telnet:0.0.0.0:4445,server=on,wait=off⟧ ⟦-s⟧\n',
        fixed:
          '[Service]\nExecStart=/usr/bin/qemu-system-x86_64 -enable-kvm -m 2G -hda /srv/shop.img \\\n  -monitor tcp:127.0.0.1:4444,server,nowait -qmp telnet:127.0.0.1:4445,server=on,wait=off -gdb tcp:127.0.0.1:1234\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_vm_qemu" "shop" {\n  name = "shop"\n  args = "-monitor ⟦tcp:0.0.0.0:4444,server,nowait⟧"\n}\n',
      },
      {
        format: 'packer',
        text: 'source "qemu" "web" {\n  qemuargs = [\n    ["-monitor", "⟦tcp:0.0.0.0:4444,server,nowait⟧"],\n  ]\n}\n',
      },
    ],
    good: [
      {
        format: 'libvirt-configuration',
        path: 'libvirtd.conf',
        text: '#listen_tcp = 1\n#auth_tcp = "none"\nunix_sock_group = "libvirt"\nunix_sock_rw_perms = "0770"\nauth_unix_rw = "none"\n',
      },
      {
        format: 'libvirt-configuration',
        path: 'libvirtd.conf',
        text: 'listen_tls = 0\nlisten_tcp = 1\nlisten_addr = "127.0.0.1"\nauth_tcp = "none"\nunix_sock_rw_perms = "0777"\nauth_unix_rw = "polkit"\n',
      },
      {
        format: 'libvirt-configuration',
        path: 'libvirtd.conf',
        text: 'listen_tls = 1\nlisten_tcp = 0\nauth_tcp = "none"\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm" xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0">\n  <name>a</name>\n  <devices/>\n  <qemu:commandline>\n    <qemu:arg value="-monitor"/>\n    <qemu:arg value="tcp:127.0.0.1:4444,server,nowait"/>\n    <qemu:arg value="-qmp"/>\n    <qemu:arg value="unix:/run/a.qmp,server=on,wait=off"/>\n  </qemu:commandline>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt" do |libvirt|\n    libvirt.qemuargs value: "-monitor"\n    libvirt.qemuargs value: "tcp:localhost:4444,server=on,wait=off"\n  end\nend\n',
      },
      {
        format: 'proxmox',
        text: 'args: -cpu host,+aes -smbios type=0,vendor=Example\nmemory: 2048\nname: a\nostype: l26\n',
      },
      {
        format: 'script',
        path: 'shop.sh',
        text: '#!/bin/sh\nqemu-system-x86_64 -enable-kvm -m 2G -hda shop.img -monitor stdio -qmp unix:/run/shop.qmp,server=on,wait=off -gdb tcp:127.0.0.1:1234\nqemu-system-x86_64 -enable-kvm -m 2G -hda shop.img -monitor tcp:192.0.2.7:4444 -chardev socket,id=m,host=localhost,port=4445,server=on -mon m\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_vm_qemu" "shop" {\n  name = "shop"\n  args = "-monitor tcp:127.0.0.1:4444,server,nowait"\n}\n',
      },
      {
        format: 'packer',
        text: 'source "qemu" "web" {\n  qemuargs = [\n    ["-monitor", "unix:/run/web.sock,server,nowait"],\n  ]\n}\n',
      },
    ],
  },
  checkDeclaration(host, report) {
    if (host.kind !== 'hypervisor-host') return;
    const { listens, authentication, openToAccounts } = host;
    if (is(openToAccounts, true))
      report({ message: 'accounts', severity: 'warning', evidence: evidenceOf(openToAccounts, host) });
    if (!is(authentication, 'none')) return;
    const open = listens.items.filter(({ value }) => !isLocal(value));
    for (const channel of open) {
      report({
        message: 'daemon',
        args: { address: channel.value },
        confidence: confidenceOf(channel),
        evidence: [...evidenceOf(channel, host), ...evidenceOf(authentication, host)],
        ...correction(authentication, 'sasl'),
      });
    }
    if (listens.items.length > 0 || listens.rest === undefined) return;
    report({
      message: 'ready',
      severity: 'warning',
      confidence: 'medium',
      evidence: evidenceOf(authentication, host),
      ...correction(authentication, 'sasl'),
    });
  },
  checkMachine(machine, report) {
    for (const channel of machine.managementInterfaces.items) {
      const [address = ''] = channel.value.split(',');
      if (isLocal(address)) continue;
      const isDebugger = address.startsWith('gdb:');
      report({
        message: isDebugger ? 'debugger' : 'open',
        args: { address: isDebugger ? address.slice('gdb:'.length) : address },
        severity: isDebugger ? 'warning' : 'error',
        confidence: confidenceOf(channel),
        evidence: evidenceOf(channel, machine),
        ...(channel.state === 'stated' ? { fix: loopbackFix(channel.place) } : {}),
      });
    }
  },
});

/** `tcp:127.0.0.1:4444`, and everything that is no network address. */
function isLocal(address: string): boolean {
  const host = /^(?:tcp|tls|telnet|websocket|udp|gdb):(.*):[^:]+$/.exec(address)?.[1];
  return host === undefined || /^(127(\.\d+){3}|localhost|\[?::1\]?)$/.test(host);
}
