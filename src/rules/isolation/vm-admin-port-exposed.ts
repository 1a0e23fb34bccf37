// Ports for administration that lead from every address of the host into a guest.
import { defineRule } from '../../core/rule';
import { adminPort } from '../../knowledge/ports';
import { attack, bsi, claim, cwe, nist125 } from '../../knowledge/sources';
import { isMeantFor, leadsTo, loopbackFix, opennessOf, openPorts } from '../support/machine';
import { evidenceOf } from '../support/place';

/** Ports by which a guest is administered. */
const meant = [3389, 5985, 5986, 5900, 22] as const;

/** A way in is what these are for. */
const bastion = /bastion|jump-?(box|host|server)|(^|[^a-z])(gateway|guacamole)([^a-z]|$)/;

export default defineRule({
  id: 'vm-admin-port-exposed',
  concern: 'isolation',
  severity: 'error',
  title: { en: 'Administration port of a guest is open', de: 'Administrationsport eines Gasts ist offen' },
  why: {
    en: `A port that is forwarded without \`host_ip\` listens on every address of the host, so the login of the guest stands in
whatever network the host is in: a company LAN, a café, the internet. Remote desktops and WinRM on such ports are the first
thing attackers look for, and a guest with a kernel of its own is taken over just as easily.

Bind the forward to the loopback address (\`host_ip: "127.0.0.1"\`, \`hostfwd=tcp:127.0.0.1:…\`) and connect through a VPN
or a tunnel. Vagrant’s own forward for SSH is bound that way already.`,
    de: `Ein Port, der ohne \`host_ip\` weitergeleitet wird, lauscht auf jeder Adresse des Hosts; der Login des Gasts steht damit
in jedem Netz, in dem der Host ist: im Firmennetz, im Café, im Internet. Nach Remotedesktop und WinRM auf solchen Ports
suchen Angreifer zuerst, und ein Gast mit eigenem Kernel ist genauso schnell übernommen.

Binde die Weiterleitung an die Loopback-Adresse (\`host_ip: "127.0.0.1"\`, \`hostfwd=tcp:127.0.0.1:…\`) und verbinde dich
über ein VPN oder einen Tunnel. Vagrants eigene Weiterleitung für SSH ist schon so gebunden.`,
  },
  sources: [claim('A1-53'), bsi('SYS.1.5.A5'), nist125(), attack('T1133'), cwe('668')],
  messages: {
    open: {
      en: 'Port {port} ({service}) of {workload} is forwarded from every address of the host: anybody in its network may try to log in. Bind the forward to 127.0.0.1 and connect through a tunnel.',
      de: 'Port {port} ({service}) von {workload} wird von jeder Adresse des Hosts weitergeleitet: Jeder in seinem Netz kann sich am Login versuchen. Binde die Weiterleitung an 127.0.0.1 und verbinde dich durch einen Tunnel.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/windows-2022"\n  ⟦config.vm.network "forwarded_port", guest: 3389, host: 33389⟧\n  ⟦config.vm.network "forwarded_port", guest: 5985, host: 5985, host_ip: "0.0.0.0"⟧\n  ⟦config.vm.network "forwarded_port", guest: 22, host: 2200, id: "ssh"⟧\nend\n',
        fixed:
          'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/windows-2022"\n  config.vm.network "forwarded_port", guest: 3389, host: 33389, host_ip: "127.0.0.1"\n  config.vm.network "forwarded_port", guest: 5985, host: 5985, host_ip: "127.0.0.1"\n  config.vm.network "forwarded_port", guest: 22, host: 2200, id: "ssh", host_ip: "127.0.0.1"\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm" xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0">\n  <name>a</name>\n  <devices/>\n  <qemu:commandline>\n    <qemu:arg value="-netdev"/>\n    <qemu:arg value="user,id=n0,⟦hostfwd=tcp::3389-:3389⟧"/>\n  </qemu:commandline>\n</domain>\n',
        fixed:
          '<domain type="kvm" xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0">\n  <name>a</name>\n  <devices/>\n  <qemu:commandline>\n    <qemu:arg value="-netdev"/>\n    <qemu:arg value="user,id=n0,hostfwd=tcp:127.0.0.1:3389-:3389"/>\n  </qemu:commandline>\n</domain>\n',
      },
    ],
    good: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/windows-2022"\n  config.vm.network "forwarded_port", guest: 3389, host: 33389, host_ip: "127.0.0.1"\n  config.vm.network "forwarded_port", guest: 80, host: 8080\n  config.vm.network "forwarded_port", guest: 5986, host: 5986, host_ip: ENV["ADDRESS"]\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.define "bastion" do |bastion|\n    bastion.vm.box = "bento/debian-13"\n    bastion.vm.network "forwarded_port", guest: 22, host: 22\n  end\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    <interface type="user">\n      <portForward proto="tcp" address="127.0.0.1">\n        <range start="2222" to="22"/>\n      </portForward>\n    </interface>\n  </devices>\n</domain>\n',
      },
    ],
  },
  checkMachine(machine, report) {
    if (isMeantFor(machine, bastion)) return;
    for (const forward of openPorts(machine)) {
      const port = meant.find((number) => leadsTo(forward.value, number));
      const known = port === undefined ? undefined : adminPort(port);
      if (known === undefined) continue;
      report({
        message: 'open',
        args: { port: known.port, service: known.service },
        severity: known.port === 22 ? 'warning' : 'error',
        confidence: opennessOf(forward),
        evidence: evidenceOf(forward, machine),
        ...(forward.state === 'stated' ? { fix: loopbackFix(forward.place) } : {}),
      });
    }
  },
});
