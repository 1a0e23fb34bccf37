// Ports for administration that lead from every address of the host into a guest.
import type { Severity } from '../../core/finding';
import { defineRule } from '../../core/rule';
import type { PublishedPort, VirtualMachine } from '../../core/workload';
import { adminPort } from '../../knowledge/ports';
import { attack, bsi, claim, cwe, nist125 } from '../../knowledge/sources';
import {
  isMeantFor,
  leadsTo,
  loopbackFix,
  opennessOf,
  openPorts,
  runs,
  runsInCloud,
  runsInPipeline,
} from '../support/machine';
import { evidenceOf } from '../support/place';

/** Ports by which a guest is administered. */
const meant = [3389, 5985, 5986, 5900, 22] as const;

/** A way in is what these are for. */
const bastion = /bastion|jump-?(box|host|server|vm)|(^|[^a-z])(jump|jumper|gateway|guacamole)([^a-z]|$)/;

export default defineRule({
  id: 'vm-admin-port-exposed',
  concern: 'isolation',
  severity: 'error',
  title: { en: 'Administration port of a guest is open', de: 'Administrationsport eines Gasts ist offen' },
  why: {
    en: `A port that is forwarded without \`host_ip\` listens on every address of the host, so the login of the guest is open to
whatever network the host is in: a company LAN, a café, the internet. Remote desktops and WinRM on such ports are the first
thing attackers look for, and a guest with a kernel of its own is taken over just as easily.

Bind the forward to the loopback address (\`host_ip: "127.0.0.1"\`, \`hostfwd=tcp:127.0.0.1:…\`) and connect through a VPN
or a tunnel. Vagrant’s own forward for SSH is bound that way already. In a cloud the security group or firewall rule that
says \`0.0.0.0/0\` does the same for the whole internet: name your own networks there, or use the cloud’s own way in.`,
    de: `Ein Port, der ohne \`host_ip\` weitergeleitet wird, lauscht auf jeder Adresse des Hosts; der Login des Gasts steht damit
in jedem Netz, in dem der Host ist: im Firmennetz, im Café, im Internet. Nach Remotedesktop und WinRM auf solchen Ports
suchen Angreifer zuerst, und ein Gast mit eigenem Kernel ist genauso schnell übernommen.

Binde die Weiterleitung an die Loopback-Adresse (\`host_ip: "127.0.0.1"\`, \`hostfwd=tcp:127.0.0.1:…\`) und verbinde dich
über ein VPN oder einen Tunnel. Vagrants eigene Weiterleitung für SSH ist schon so gebunden. In einer Cloud tut die
Sicherheitsgruppe oder Firewallregel mit \`0.0.0.0/0\` dasselbe für das ganze Internet: Nenne dort deine eigenen Netze, oder
nimm den Zugang, den die Cloud selbst bietet.`,
  },
  sources: [claim('A1-53'), bsi('SYS.1.5.A5'), nist125(), attack('T1133'), cwe('668')],
  messages: {
    open: {
      en: 'Port {port} ({service}) of {workload} answers on every address of the host: anybody in its network may try to log in. Bind it to 127.0.0.1 or close it, and connect through a tunnel.',
      de: 'Port {port} ({service}) von {workload} ist unter jeder Adresse des Hosts erreichbar: Jeder in seinem Netz kann sich am Login versuchen. Binde ihn an 127.0.0.1 oder schließe ihn, und verbinde dich durch einen Tunnel.',
    },
    internet: {
      en: 'Port {port} ({service}) of {workload} is open to the whole internet: anybody may try to log in. Let only your own networks in, or use the cloud’s own way to its machines.',
      de: 'Port {port} ({service}) von {workload} ist für das ganze Internet offen: Jeder kann sich am Login versuchen. Lass nur deine eigenen Netze zu, oder nimm den Zugang, den die Cloud selbst bietet.',
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
      {
        format: 'lima',
        text: 'images:\n- location: https://cloud.debian.org/images/cloud/trixie/20251006-2257/debian-13-genericcloud-amd64-20251006-2257.qcow2\n  arch: x86_64\nportForwards:\n- ⟦guestPort: 3389\n  hostIP: "0.0.0.0"⟧\n- ⟦guestPort: 5900\n  hostPort: 15900\n  hostIP: 0.0.0.0⟧\n',
        fixed:
          'images:\n- location: https://cloud.debian.org/images/cloud/trixie/20251006-2257/debian-13-genericcloud-amd64-20251006-2257.qcow2\n  arch: x86_64\nportForwards:\n- guestPort: 3389\n  hostIP: "127.0.0.1"\n- guestPort: 5900\n  hostPort: 15900\n  hostIP: 127.0.0.1\n',
      },
      {
        format: 'script',
        path: 'shop.sh',
        text: '#!/bin/sh\nexec qemu-system-x86_64 -enable-kvm -m 4G -hda shop.qcow2 \\\n  -nic user,model=virtio-net-pci,⟦hostfwd=tcp::2222-:22⟧,⟦hostfwd=tcp:0.0.0.0:3389-:3389⟧,hostfwd=tcp::8080-:80\n',
        fixed:
          '#!/bin/sh\nexec qemu-system-x86_64 -enable-kvm -m 4G -hda shop.qcow2 \\\n  -nic user,model=virtio-net-pci,hostfwd=tcp:127.0.0.1:2222-:22,hostfwd=tcp:127.0.0.1:3389-:3389,hostfwd=tcp::8080-:80\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices: {}\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: shop\nspec:\n  type: NodePort\n  selector:\n    vm.kubevirt.io/name: shop\n  ports:\n  - ⟦port: 27017\n    targetPort: 22\n    nodePort: 30022⟧\n  - port: 80\n    nodePort: 30080\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <Network>\n        <Adapter slot="0" enabled="true" type="virtio">\n          <NAT>\n            ⟦<Forwarding name="rdp" proto="1" hostport="3389" guestport="3389"/>⟧\n            <Forwarding name="web" proto="1" hostport="8080" guestport="80"/>\n          </NAT>\n        </Adapter>\n      </Network>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
        fixed:
          '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <Network>\n        <Adapter slot="0" enabled="true" type="virtio">\n          <NAT>\n            <Forwarding name="rdp" proto="1" hostport="3389" guestport="3389" hostip="127.0.0.1"/>\n            <Forwarding name="web" proto="1" hostport="8080" guestport="80"/>\n          </NAT>\n        </Adapter>\n      </Network>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'terraform',
        text: 'resource "aws_instance" "shop" {\n  ami                    = "ami-0fb653ca2d3203ac1"\n  instance_type          = "t3.small"\n  vpc_security_group_ids = [aws_security_group.shop.id]\n}\n\nresource "aws_security_group" "shop" {\n  ⟦ingress⟧ {\n    from_port   = 22\n    to_port     = 22\n    protocol    = "tcp"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n\n  ingress {\n    from_port   = 443\n    to_port     = 443\n    protocol    = "tcp"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "azurerm_windows_virtual_machine" "erp" {\n  name                  = "erp"\n  size                  = "Standard_B2ms"\n  admin_username        = "ops"\n  admin_password        = var.password\n  network_interface_ids = [azurerm_network_interface.erp.id]\n\n  source_image_reference {\n    publisher = "MicrosoftWindowsServer"\n    offer     = "WindowsServer"\n    sku       = "2022-Datacenter"\n    version   = "latest"\n  }\n}\n\nresource "azurerm_network_interface" "erp" {\n  ip_configuration {\n    name                 = "main"\n    subnet_id            = azurerm_subnet.erp.id\n    public_ip_address_id = azurerm_public_ip.erp.id\n  }\n}\n\nresource "azurerm_network_interface_security_group_association" "erp" {\n  network_interface_id      = azurerm_network_interface.erp.id\n  network_security_group_id = azurerm_network_security_group.erp.id\n}\n\nresource "azurerm_network_security_group" "erp" {\n  ⟦security_rule⟧ {\n    name                   = "rdp"\n    priority               = 100\n    direction              = "Inbound"\n    access                 = "Allow"\n    protocol               = "Tcp"\n    destination_port_range = "3389"\n    source_address_prefix  = "*"\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "google_compute_instance" "shop" {\n  name         = "shop"\n  machine_type = "e2-small"\n  tags         = ["shop"]\n\n  network_interface {\n    network = "default"\n    access_config {}\n  }\n}\n\nresource "google_compute_firewall" "screen" {\n  network       = "default"\n  source_ranges = ["0.0.0.0/0"]\n  target_tags   = ["shop"]\n\n  ⟦allow⟧ {\n    protocol = "tcp"\n    ports    = ["5900", "443"]\n  }\n}\n',
      },
      {
        format: 'packer',
        text: 'source "qemu" "server" {\n  vm_name  = "windows-server-2022"\n  qemuargs = [\n    ["-netdev", "user,id=net0,⟦hostfwd=tcp::3389-:3389⟧"],\n    ["-device", "virtio-net,netdev=net0"],\n  ]\n}\n',
      },
      {
        format: 'script',
        path: 'shop.sh',
        text: '#!/bin/sh\nVBoxManage modifyvm shop --natpf1 "⟦rdp,tcp,,3389,,3389⟧" --natpf1 "web,tcp,,8080,,80"\n',
        fixed:
          '#!/bin/sh\nVBoxManage modifyvm shop --natpf1 "rdp,tcp,127.0.0.1,3389,,3389" --natpf1 "web,tcp,,8080,,80"\n',
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
      {
        format: 'lima',
        text: 'images:\n- location: https://cloud.debian.org/images/cloud/trixie/20251006-2257/debian-13-genericcloud-amd64-20251006-2257.qcow2\n  arch: x86_64\nssh:\n  localPort: 60022\nportForwards:\n- guestPort: 3389\n- guestPort: 22\n  hostIP: 0.0.0.0\n- guestPort: 8080\n  hostIP: 0.0.0.0\n- guestIP: 0.0.0.0\n  hostIP: 0.0.0.0\n',
      },
      {
        format: 'script',
        path: 'shop.sh',
        text: '#!/bin/sh\nexec qemu-system-x86_64 -enable-kvm -m 4G -hda shop.qcow2 -nic "user,hostfwd=tcp:127.0.0.1:2222-:22,hostfwd=tcp:$ADDRESS:5985-:5985"\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices: {}\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: shop\nspec:\n  type: ClusterIP\n  selector:\n    vm.kubevirt.io/name: shop\n  ports:\n  - port: 22\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: other\nspec:\n  type: NodePort\n  selector:\n    vm.kubevirt.io/name: other\n  ports:\n  - port: 22\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <Network>\n        <Adapter slot="0" enabled="true" type="virtio">\n          <NAT>\n            <Forwarding name="ssh" proto="1" hostip="127.0.0.1" hostport="2222" guestport="22"/>\n          </NAT>\n        </Adapter>\n      </Network>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'terraform',
        text: 'resource "aws_instance" "shop" {\n  ami                    = "ami-0fb653ca2d3203ac1"\n  instance_type          = "t3.small"\n  vpc_security_group_ids = [aws_security_group.shop.id]\n}\n\nresource "aws_security_group" "shop" {\n  ingress {\n    from_port   = 22\n    to_port     = 22\n    protocol    = "tcp"\n    cidr_blocks = ["203.0.113.0/24"]\n  }\n\n  ingress {\n    from_port   = 443\n    to_port     = 443\n    protocol    = "tcp"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "aws_instance" "shop" {\n  ami                    = "ami-0fb653ca2d3203ac1"\n  instance_type          = "t3.small"\n  associate_public_ip_address = false\n  vpc_security_group_ids = [aws_security_group.shop.id]\n}\n\nresource "aws_security_group" "shop" {\n  ingress {\n    from_port   = 22\n    to_port     = 22\n    protocol    = "tcp"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n\n  ingress {\n    from_port   = 443\n    to_port     = 443\n    protocol    = "tcp"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "azurerm_windows_virtual_machine" "erp" {\n  name                  = "erp"\n  size                  = "Standard_B2ms"\n  admin_username        = "ops"\n  admin_password        = var.password\n  network_interface_ids = [azurerm_network_interface.erp.id]\n\n  source_image_reference {\n    publisher = "MicrosoftWindowsServer"\n    offer     = "WindowsServer"\n    sku       = "2022-Datacenter"\n    version   = "latest"\n  }\n}\n\nresource "azurerm_network_interface" "erp" {\n  ip_configuration {\n    name                 = "main"\n    subnet_id            = azurerm_subnet.erp.id\n    public_ip_address_id = azurerm_public_ip.erp.id\n  }\n}\n\nresource "azurerm_network_interface_security_group_association" "erp" {\n  network_interface_id      = azurerm_network_interface.erp.id\n  network_security_group_id = azurerm_network_security_group.erp.id\n}\n\nresource "azurerm_network_security_group" "erp" {\n  security_rule {\n    name                   = "rdp"\n    priority               = 100\n    direction              = "Inbound"\n    access                 = "Deny"\n    protocol               = "Tcp"\n    destination_port_range = "3389"\n    source_address_prefix  = "*"\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "google_compute_instance" "shop" {\n  name         = "shop"\n  machine_type = "e2-small"\n  tags         = ["shop"]\n\n  network_interface {\n    network = "default"\n    access_config {}\n  }\n}\n\nresource "google_compute_firewall" "screen" {\n  network       = "default"\n  source_ranges = ["0.0.0.0/0"]\n  target_tags   = ["other"]\n\n  allow {\n    protocol = "tcp"\n    ports    = ["5900", "443"]\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "aws_instance" "bastion" {\n  ami                    = "ami-0fb653ca2d3203ac1"\n  instance_type          = "t3.small"\n  vpc_security_group_ids = [aws_security_group.shop.id]\n}\n\nresource "aws_security_group" "shop" {\n  ingress {\n    from_port   = 22\n    to_port     = 22\n    protocol    = "tcp"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n\n  ingress {\n    from_port   = 443\n    to_port     = 443\n    protocol    = "tcp"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n',
      },
      {
        format: 'packer',
        text: 'source "qemu" "server" {\n  vm_name  = "windows-server-2022"\n  qemuargs = [\n    ["-netdev", "user,id=net0,hostfwd=tcp:127.0.0.1:3389-:3389"],\n    ["-device", "virtio-net,netdev=net0"],\n  ]\n}\n',
      },
    ],
  },
  checkMachine(machine, report) {
    if (isMeantFor(machine, bastion)) return;
    for (const forward of openPorts(machine)) {
      const port = meant.find(
        (number) => leadsTo(forward.value, number) && answers(machine, forward.value, number),
      );
      const known = port === undefined ? undefined : adminPort(port);
      if (known === undefined) continue;
      const isCloud = runsInCloud(machine);
      report({
        message: isCloud ? 'internet' : 'open',
        args: { port: known.port, service: known.service },
        severity: severityOf(known.port, machine),
        confidence: opennessOf(forward),
        evidence: evidenceOf(forward, machine),
        ...(forward.state === 'stated' && !isCloud ? { fix: loopbackFix(forward.place) } : {}),
      });
    }
  },
});

/** Whether something may answer: a range leads to ports that nobody meant, and the system decides which of them matter. */
function answers(machine: VirtualMachine, { lastPort }: PublishedPort, number: number): boolean {
  if (lastPort === undefined) return true;
  return runs(machine, 'windows') ? number !== 22 : !runs(machine, 'linux') || number === 22;
}

function severityOf(port: number, machine: VirtualMachine): Severity {
  if (runsInPipeline(machine)) return 'hint';
  return port === 22 ? 'warning' : 'error';
}
