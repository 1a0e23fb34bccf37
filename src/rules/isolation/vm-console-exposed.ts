// Screens of guests that answer on every address of the host.
import { is, isKnown, knownValue } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { isWildcardAddress } from '../../knowledge/ports';
import { bsi, claim, cwe, documents } from '../../knowledge/sources';
import { stigControls, stigNote } from '../../knowledge/vsphere-stig';
import { confidenceOf, loopbackFix } from '../support/machine';
import { placeOf } from '../support/place';

export default defineRule({
  id: 'vm-console-exposed',
  concern: 'isolation',
  severity: 'error',
  title: {
    en: 'Console of a guest is open to the network',
    de: 'Konsole eines Gasts ist im Netz erreichbar',
  },
  why: {
    en: `The console of a guest is its keyboard and screen: whoever reaches it can restart the machine into a rescue shell, past
every password inside. On \`0.0.0.0\` or \`::\` everybody in the host’s network reaches it. A VNC password is cut off
after eight characters and crosses the network weakly protected, so it delays rather than prevents.

Let it listen on 127.0.0.1 or a socket, and connect with \`virt-viewer\` over SSH or a tunnel.`,
    de: `Die Konsole eines Gasts ist seine Tastatur und sein Bildschirm: Wer sie erreicht, kann die Maschine in eine Rettungs-Shell
neu starten, an jedem Passwort im Inneren vorbei. Auf \`0.0.0.0\` oder \`::\` erreicht sie jeder im Netz des Hosts. Ein
VNC-Passwort wird nach acht Zeichen abgeschnitten und geht schwach geschützt durchs Netz, es verzögert also nur.

Lass sie auf 127.0.0.1 oder an einem Socket lauschen und verbinde dich mit \`virt-viewer\` über SSH oder durch einen Tunnel.`,
  },
  sources: [
    claim('A1-53'),
    documents.libvirtDomain,
    documents.qemuSystem,
    documents.qemuConfiguration,
    bsi('SYS.1.5.A5'),
    bsi('SYS.1.5.A25'),
    cwe('306'),
    documents.vsphereStig,
  ],
  messages: {
    open: {
      en: 'The {kind} console of {workload} answers on every address of the host without a password{stig}: whoever reaches it sits at the machine. Bind it to 127.0.0.1 or a socket.',
      de: 'Die Konsole von {workload} ({kind}) antwortet auf jeder Adresse des Hosts ohne Passwort{stig}: Wer sie erreicht, sitzt an der Maschine. Binde sie an 127.0.0.1 oder einen Socket.',
    },
    weak: {
      en: 'The {kind} console of {workload} answers on every address of the host; its password, if there is one, has eight characters at most and can be guessed. Bind it to 127.0.0.1 or a socket.',
      de: 'Die Konsole von {workload} ({kind}) antwortet auf jeder Adresse des Hosts; ihr Passwort, falls es eines gibt, hat höchstens acht Zeichen und lässt sich erraten. Binde sie an 127.0.0.1 oder einen Socket.',
    },
    openHost: {
      en: 'Screens of guests that name no address answer on every address of this host without a password: whoever reaches one sits at the machine. Set the address to 127.0.0.1.',
      de: 'Bildschirme von Gästen, die keine Adresse nennen, antworten auf jeder Adresse dieses Hosts ohne Passwort: Wer einen erreicht, sitzt an der Maschine. Setze die Adresse auf 127.0.0.1.',
    },
    weakHost: {
      en: 'Screens of guests that name no address answer on every address of this host; all of them share one VNC password of eight characters at most, which can be guessed. Set the address to 127.0.0.1.',
      de: 'Bildschirme von Gästen, die keine Adresse nennen, antworten auf jeder Adresse dieses Hosts; alle haben dasselbe VNC-Passwort aus höchstens acht Zeichen, das sich erraten lässt. Setze die Adresse auf 127.0.0.1.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox" do |vb|\n    ⟦vb.customize ["modifyvm", :id, "--uart1", "0x3F8", "4", "--uartmode1", "tcpserver", "2023"]⟧\n  end\nend\n',
      },
      {
        format: 'libvirt-configuration',
        text: '# All guests, for the help desk\n⟦vnc_listen = "0.0.0.0"⟧\nvnc_tls = 1\nuser = "qemu"\n',
        fixed: '# All guests, for the help desk\nvnc_listen = "127.0.0.1"\nvnc_tls = 1\nuser = "qemu"\n',
      },
      {
        format: 'libvirt-configuration',
        text: '⟦vnc_listen = "::"⟧\nvnc_password = "k3v9Qp71"\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    <graphics type="vnc" port="-1" ⟦listen="0.0.0.0"⟧/>\n    <graphics type="spice">\n      <listen type="address" ⟦address="::"⟧/>\n    </graphics>\n    <graphics type="vnc" ⟦listen="0.0.0.0"⟧ passwd="k3v9Qp71"/>\n  </devices>\n</domain>\n',
        fixed:
          '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    <graphics type="vnc" port="-1" listen="127.0.0.1"/>\n    <graphics type="spice">\n      <listen type="address" address="127.0.0.1"/>\n    </graphics>\n    <graphics type="vnc" listen="127.0.0.1" passwd="k3v9Qp71"/>\n  </devices>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt" do |libvirt|\n    libvirt.graphics_type = "vnc"\n    ⟦libvirt.graphics_ip = "0.0.0.0"⟧\n  end\nend\n',
        fixed:
          'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt" do |libvirt|\n    libvirt.graphics_type = "vnc"\n    libvirt.graphics_ip = "127.0.0.1"\n  end\nend\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "a"\nRemoteDisplay.vnc.enabled = "TRUE"\nRemoteDisplay.vnc.port = "5901"\n⟦RemoteDisplay.vnc.ip = "0.0.0.0"⟧\nRemoteDisplay.vnc.password = "k3v9Qp71"\nserial0.present = "TRUE"\nserial0.fileType = "network"\nserial0.network.endPoint = "server"\n⟦serial0.fileName = "telnet://:4555"⟧\n',
        fixed:
          'config.version = "8"\ndisplayName = "a"\nRemoteDisplay.vnc.enabled = "TRUE"\nRemoteDisplay.vnc.port = "5901"\nRemoteDisplay.vnc.ip = "127.0.0.1"\nRemoteDisplay.vnc.password = "k3v9Qp71"\nserial0.present = "TRUE"\nserial0.fileType = "network"\nserial0.network.endPoint = "server"\nserial0.fileName = "telnet://127.0.0.1:4555"\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "a"\n⟦RemoteDisplay.vnc.enabled = "TRUE"⟧\nRemoteDisplay.vnc.port = "5901"\n',
        fixed:
          'config.version = "8"\ndisplayName = "a"\nRemoteDisplay.vnc.enabled = "TRUE"\nRemoteDisplay.vnc.ip = "127.0.0.1"\nRemoteDisplay.vnc.port = "5901"\n',
      },
      {
        format: 'proxmox',
        text: 'args: -vnc ⟦0.0.0.0:77⟧\nmemory: 2048\nname: a\nostype: l26\n',
        fixed: 'args: -vnc 127.0.0.1:77\nmemory: 2048\nname: a\nostype: l26\n',
      },
      {
        format: 'lima',
        text: 'images:\n- location: https://cloud.debian.org/images/cloud/trixie/20251006-2257/debian-13-genericcloud-amd64-20251006-2257.qcow2\n  arch: x86_64\nvideo:\n  display: vnc\n  vnc:\n    ⟦display: ":1,to=9"⟧\n',
        fixed:
          'images:\n- location: https://cloud.debian.org/images/cloud/trixie/20251006-2257/debian-13-genericcloud-amd64-20251006-2257.qcow2\n  arch: x86_64\nvideo:\n  display: vnc\n  vnc:\n    display: "127.0.0.1:1,to=9"\n',
      },
      {
        format: 'script',
        path: 'shop.sh',
        text: '#!/bin/sh\nSCREEN="-vnc ⟦:1⟧"\nqemu-system-x86_64 -enable-kvm -m 2G -hda shop.qcow2 $SCREEN -serial ⟦telnet::4445,server,nowait⟧\nvirt-install --name db --memory 2048 --graphics vnc,listen=⟦0.0.0.0⟧ --import --disk db.qcow2\n',
        fixed:
          '#!/bin/sh\nSCREEN="-vnc 127.0.0.1:1"\nqemu-system-x86_64 -enable-kvm -m 2G -hda shop.qcow2 $SCREEN -serial telnet:127.0.0.1:4445,server,nowait\nvirt-install --name db --memory 2048 --graphics vnc,listen=127.0.0.1 --import --disk db.qcow2\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <RemoteDisplay enabled="true" authType="Null">\n        <VRDEProperties>\n          <Property name="TCP/Address" ⟦value="0.0.0.0"⟧/>\n          <Property name="TCP/Ports" value="3389"/>\n        </VRDEProperties>\n      </RemoteDisplay>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
        fixed:
          '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <RemoteDisplay enabled="true" authType="Null">\n        <VRDEProperties>\n          <Property name="TCP/Address" value="127.0.0.1"/>\n          <Property name="TCP/Ports" value="3389"/>\n        </VRDEProperties>\n      </RemoteDisplay>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      ⟦<RemoteDisplay enabled="true"/>⟧\n      <UART>\n        ⟦<Port slot="0" enabled="true" IOBase="0x3f8" IRQ="4" hostMode="TCP" path="2300" server="true"/>⟧\n      </UART>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
        fixed:
          '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <RemoteDisplay enabled="true">\n        <VRDEProperties><Property name="TCP/Address" value="127.0.0.1"/></VRDEProperties>\n      </RemoteDisplay>\n      <UART>\n        <Port slot="0" enabled="true" IOBase="0x3f8" IRQ="4" hostMode="TCP" path="2300" server="true"/>\n      </UART>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'ovf',
        text: '<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="urn:rasd" xmlns:vssd="urn:vssd" xmlns:vmw="http://www.vmware.com/schema/ovf">\n  <VirtualSystem ovf:id="shop">\n    <OperatingSystemSection ovf:id="1" vmw:osType="debian12_64Guest"/>\n    <VirtualHardwareSection>\n      <System>\n        <vssd:VirtualSystemType>vmx-19</vssd:VirtualSystemType>\n      </System>\n      ⟦<vmw:ExtraConfig ovf:required="false" vmw:key="RemoteDisplay.vnc.enabled" vmw:value="TRUE"/>⟧\n      <vmw:ExtraConfig ovf:required="false" vmw:key="RemoteDisplay.vnc.port" vmw:value="5901"/>\n    </VirtualHardwareSection>\n  </VirtualSystem>\n</Envelope>\n',
        fixed:
          '<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="urn:rasd" xmlns:vssd="urn:vssd" xmlns:vmw="http://www.vmware.com/schema/ovf">\n  <VirtualSystem ovf:id="shop">\n    <OperatingSystemSection ovf:id="1" vmw:osType="debian12_64Guest"/>\n    <VirtualHardwareSection>\n      <System>\n        <vssd:VirtualSystemType>vmx-19</vssd:VirtualSystemType>\n      </System>\n      <vmw:ExtraConfig ovf:required="false" vmw:key="RemoteDisplay.vnc.enabled" vmw:value="TRUE"/>\n      <vmw:ExtraConfig ovf:required="false" vmw:key="RemoteDisplay.vnc.ip" vmw:value="127.0.0.1"/>\n      <vmw:ExtraConfig ovf:required="false" vmw:key="RemoteDisplay.vnc.port" vmw:value="5901"/>\n    </VirtualHardwareSection>\n  </VirtualSystem>\n</Envelope>\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    <serial type="tcp">\n      <source mode="bind" ⟦host="0.0.0.0"⟧ service="4555"/>\n      <protocol type="telnet"/>\n    </serial>\n    <console type="tcp">\n      <source mode="bind" host="0.0.0.0" service="4555"/>\n    </console>\n  </devices>\n</domain>\n',
        fixed:
          '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    <serial type="tcp">\n      <source mode="bind" host="127.0.0.1" service="4555"/>\n      <protocol type="telnet"/>\n    </serial>\n    <console type="tcp">\n      <source mode="bind" host="127.0.0.1" service="4555"/>\n    </console>\n  </devices>\n</domain>\n',
      },
      {
        format: 'terraform',
        text: 'resource "libvirt_domain" "shop" {\n  name   = "shop"\n  memory = 2048\n  vcpu   = 2\n\n  graphics {\n    type           = "vnc"\n    listen_type    = "address"\n    ⟦listen_address = "0.0.0.0"⟧\n  }\n}\n',
        fixed:
          'resource "libvirt_domain" "shop" {\n  name   = "shop"\n  memory = 2048\n  vcpu   = 2\n\n  graphics {\n    type           = "vnc"\n    listen_type    = "address"\n    listen_address = "127.0.0.1"\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "libvirt_domain" "shop" {\n  name   = "shop"\n  type   = "kvm"\n  memory = 2097152\n  vcpu   = 2\n\n  devices = {\n    graphics = [{\n      vnc = {\n        ⟦listen = "0.0.0.0"⟧\n        passwd = var.screen_password\n      }\n    }]\n  }\n}\n',
        fixed:
          'resource "libvirt_domain" "shop" {\n  name   = "shop"\n  type   = "kvm"\n  memory = 2097152\n  vcpu   = 2\n\n  devices = {\n    graphics = [{\n      vnc = {\n        listen = "127.0.0.1"\n        passwd = var.screen_password\n      }\n    }]\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "vsphere_virtual_machine" "shop" {\n  name = "shop"\n\n  extra_config = {\n    ⟦"RemoteDisplay.vnc.enabled" = "TRUE"⟧\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_vm_qemu" "shop" {\n  name = "shop"\n  args = "-vnc ⟦0.0.0.0:77⟧"\n}\n',
      },
      {
        format: 'packer',
        text: 'source "qemu" "web" {\n  iso_url          = "https://cdimage.debian.org/cdimage/archive/12.11.0/amd64/iso-cd/debian-12.11.0-amd64-netinst.iso"\n  ⟦vnc_bind_address = "0.0.0.0"⟧\n  vnc_port_min     = 5999\n}\n',
        fixed:
          'source "qemu" "web" {\n  iso_url          = "https://cdimage.debian.org/cdimage/archive/12.11.0/amd64/iso-cd/debian-12.11.0-amd64-netinst.iso"\n  vnc_bind_address = "127.0.0.1"\n  vnc_port_min     = 5999\n}\n',
      },
      {
        format: 'packer',
        path: 'box.json',
        text: '{\n  "builders": [\n    {\n      "type": "virtualbox-iso",\n      ⟦"vrdp_bind_address": "0.0.0.0"⟧\n    }\n  ]\n}\n',
        fixed:
          '{\n  "builders": [\n    {\n      "type": "virtualbox-iso",\n      "vrdp_bind_address": "127.0.0.1"\n    }\n  ]\n}\n',
      },
    ],
    good: [
      {
        format: 'libvirt-configuration',
        text: '#vnc_listen = "0.0.0.0"\n#vnc_password = "XYZ12345"\nspice_listen = "127.0.0.1"\n',
      },
      {
        format: 'libvirt-configuration',
        text: 'vnc_listen = "{{ address }}"\n',
      },
      {
        format: 'libvirt-configuration',
        text: 'vnc_listen = "0.0.0.0"\nvnc_tls = 1\nvnc_tls_x509_verify = 1\nspice_listen = "0.0.0.0"\nspice_sasl = 1\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    <graphics type="vnc"/>\n    <graphics type="spice">\n      <listen type="none"/>\n    </graphics>\n    <graphics type="vnc" socket="/run/a.vnc" listen="0.0.0.0"/>\n    <graphics type="spice" listen="0.0.0.0" passwd="k3v9Qp71-zz"/>\n    <graphics type="vnc" listen="{{ address }}"/>\n  </devices>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt" do |libvirt|\n    libvirt.graphics_type = "spice"\n  end\nend\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "a"\nRemoteDisplay.vnc.enabled = "TRUE"\nRemoteDisplay.vnc.ip = "127.0.0.1"\nserial0.present = "TRUE"\nserial0.fileType = "network"\nserial0.network.endPoint = "client"\nserial0.fileName = "tcp://logs.example.net:5140"\n',
      },
      {
        format: 'proxmox',
        text: 'memory: 2048\nname: a\nostype: l26\nserial0: socket\nvga: serial0\n',
      },
      {
        format: 'lima',
        text: 'images:\n- location: https://cloud.debian.org/images/cloud/trixie/20251006-2257/debian-13-genericcloud-amd64-20251006-2257.qcow2\n  arch: x86_64\nvideo:\n  display: vnc\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices: {}\n',
      },
      {
        format: 'script',
        path: 'shop.sh',
        text: '#!/bin/sh\nqemu-system-x86_64 -enable-kvm -m 2G -vnc 127.0.0.1:1 -spice unix=on,addr=/run/a.spice,disable-ticketing=on -serial tcp:192.0.2.7:4445\nkvm -m 2G -vnc unix:/run/b.vnc -serial mon:stdio\nqemu-system-x86_64 -m 2G -vnc "$DISPLAY_ADDRESS"\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <RemoteDisplay>\n        <VRDEProperties>\n          <Property name="TCP/Ports" value="3389"/>\n        </VRDEProperties>\n      </RemoteDisplay>\n      <UART>\n        <Port slot="0" enabled="true" IOBase="0x3f8" IRQ="4" hostMode="HostPipe" path="/run/shop.sock" server="true"/>\n      </UART>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'terraform',
        text: 'resource "libvirt_domain" "shop" {\n  name   = "shop"\n  memory = 2048\n  vcpu   = 2\n\n  graphics {\n    type           = "vnc"\n    listen_type    = "address"\n    listen_address = "127.0.0.1"\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "libvirt_domain" "shop" {\n  name   = "shop"\n  memory = 2048\n  vcpu   = 2\n\n  graphics {\n    type        = "spice"\n    listen_type = "none"\n  }\n}\n',
      },
      {
        format: 'packer',
        text: 'source "qemu" "web" {\n  iso_url  = "https://cdimage.debian.org/cdimage/archive/12.11.0/amd64/iso-cd/debian-12.11.0-amd64-netinst.iso"\n  headless = true\n}\n',
      },
      {
        format: 'packer',
        text: 'source "vmware-iso" "web" {\n  vnc_bind_address = var.address\n}\n',
      },
    ],
  },
  checkDeclaration(host, report) {
    if (host.kind !== 'hypervisor-host') return;
    const { consoleAddress, consoleLogin } = host;
    if (!isKnown(consoleAddress) || !isWildcardAddress(consoleAddress.value)) return;
    const isOpen = is(consoleLogin, 'none');
    if (!isOpen && !is(consoleLogin, 'vnc-password')) return;
    const place = placeOf(consoleAddress, host);
    report({
      message: isOpen ? 'openHost' : 'weakHost',
      severity: isOpen ? 'error' : 'warning',
      confidence: confidenceOf(consoleAddress),
      evidence: [{ place }],
      fix: loopbackFix(place),
    });
  },
  checkMachine(machine, report) {
    for (const console of machine.consoles.items) {
      const { kind, address, password } = console.value;
      if (!isKnown(address) || !isWildcardAddress(address.value)) continue;
      const isOpen = knownValue(password) === false;
      // SPICE encrypts what is typed as its password; what only the host decides is not held against a screen.
      if (!isOpen && kind !== 'vnc') continue;
      const place = placeOf(address, machine);
      report({
        message: isOpen ? 'open' : 'weak',
        args: {
          kind: kind === 'serial' ? { en: 'serial', de: 'seriell' } : kind.toUpperCase(),
          stig: stigNote(machine, kind === 'serial' ? stigControls.serial : undefined),
        },
        severity: isOpen ? 'error' : 'warning',
        confidence: confidenceOf(address),
        evidence: [{ place }],
        fix: loopbackFix(place),
      });
    }
  },
});
