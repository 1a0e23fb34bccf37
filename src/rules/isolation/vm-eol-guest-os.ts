// Guests whose operating system gets no more security updates.
import { isKnown } from '../../core/fact';
import type { Evidence } from '../../core/finding';
import { type Text, verbatim } from '../../core/message';
import { defineRule } from '../../core/rule';
import type { VirtualMachine } from '../../core/workload';
import { endOfLife, endOfLifeTableDate, type Support } from '../../knowledge/end-of-life';
import { operatingSystemOf } from '../../knowledge/operating-systems';
import { bsi, claim, cwe, documents, nist125 } from '../../knowledge/sources';
import { systemName } from '../../knowledge/system-names';
import { bridgedCards, confidenceOf, isPracticeTarget, openPorts } from '../support/machine';
import { placeOf } from '../support/place';

export default defineRule({
  id: 'vm-eol-guest-os',
  concern: 'isolation',
  severity: 'warning',
  title: { en: 'Guest system without security updates', de: 'Gastsystem ohne Sicherheitsupdates' },
  why: {
    en: `Every VM brings an operating system of its own, and with it an attack surface that somebody has to patch. After the end of
support, holes in its kernel and services stay open for good; the hypervisor keeps them from the host, not from the data
inside the guest and not from the network it is in.

Move to a release that is supported. Paid programmes (ESM, ELS, ESU) prolong some of them: check whether this machine is
enrolled. The dates come from endoflife.date; the message says how old they are.`,
    de: `Jede VM bringt ein eigenes Betriebssystem mit und damit eine Angriffsfläche, die jemand pflegen muss. Nach dem
Supportende bleiben Lücken in Kernel und Diensten für immer offen; der Hypervisor hält sie vom Host fern, nicht von den Daten
im Gast und nicht von dem Netz, in dem er steht.

Wechsle auf eine unterstützte Version. Bezahlte Programme (ESM, ELS, ESU) verlängern manche: Prüfe, ob diese Maschine daran
teilnimmt. Die Termine stammen von endoflife.date; die Meldung nennt ihren Stand.`,
  },
  sources: [
    claim('A1-50'),
    claim('A1-53'),
    documents.endOfLife,
    bsi('SYS.1.5.A2'),
    bsi('OPS.1.1.3'),
    nist125(),
    cwe('1104'),
  ],
  messages: {
    ended: {
      en: '{workload} runs {system}, unsupported since {date} (data of {table}): new holes in it stay open. Move to a supported release.',
      de: '{workload} läuft mit {system}, ohne Support seit {date} (Stand {table}): Neue Lücken darin bleiben offen. Wechsle auf eine unterstützte Version.',
    },
    exposed: {
      en: '{workload} runs {system}, unsupported since {date} (data of {table}), and can be reached from the network, where its open holes can be used. Move to a supported release, or close the way in.',
      de: '{workload} läuft mit {system}, ohne Support seit {date} (Stand {table}), und ist aus dem Netz erreichbar: Offene Lücken lassen sich von dort nutzen. Wechsle auf eine unterstützte Version oder schließe den Zugang.',
    },
    limited: {
      en: '{workload} runs {system}: general support ended on {date}, only paid or reduced support goes on until {until} (data of {table}). Make sure that this machine gets it, or move to a newer release.',
      de: '{workload} läuft mit {system}: Der allgemeine Support endete am {date}, nur bezahlter oder eingeschränkter läuft bis {until} (Stand {table}). Stelle sicher, dass diese Maschine ihn bekommt, oder wechsle auf eine neuere Version.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  ⟦config.vm.box = "bento/centos-7"⟧\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  ⟦config.vm.box = "ubuntu/xenial64"⟧\n  config.vm.network "public_network"\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <metadata>\n    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">\n      <libosinfo:os ⟦id="http://ubuntu.com/ubuntu/20.04"⟧/>\n    </libosinfo:libosinfo>\n  </metadata>\n</domain>\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "ledger"\n⟦guestOS = "centos7-64"⟧\nethernet0.present = "TRUE"\nethernet0.connectionType = "nat"\n',
      },
      {
        format: 'proxmox',
        text: 'memory: 512\nname: till\nnet0: e1000=BC:24:11:00:11:22,bridge=vmbr0\n⟦ostype: w2k3⟧\n',
      },
      { format: 'proxmox', text: 'memory: 256\nname: scale\n⟦ostype: w2k⟧\nvga: std\n' },
      {
        format: 'firecracker',
        text: '{\n  "boot-source": { "kernel_image_path": "vmlinux" },\n  "drives": [\n    { "drive_id": "rootfs", ⟦"path_on_host": "images/bionic.rootfs.ext4"⟧, "is_root_device": true, "is_read_only": true }\n  ]\n}\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices: {}\n      volumes:\n      - name: root\n        containerDisk:\n          ⟦image: quay.io/containerdisks/fedora:39⟧\n',
      },
      {
        format: 'lima',
        text: 'images:\n- ⟦location: https://cloud-images.ubuntu.com/releases/oracular/release/ubuntu-24.10-server-cloudimg-amd64.img⟧\n  arch: x86_64\n',
      },
      {
        format: 'lima',
        text: '⟦base: template:_images/debian-11⟧\n',
      },
      {
        format: 'autounattend',
        text: '<unattend xmlns="urn:schemas-microsoft-com:unattend">\n  <settings pass="windowsPE">\n    <component name="Microsoft-Windows-Setup">\n      <ImageInstall>\n        <OSImage>\n          <InstallFrom>\n            <MetaData>\n              <Key>/IMAGE/NAME</Key>\n              ⟦<Value>Windows Server 2008 R2 SERVERSTANDARD</Value>⟧\n            </MetaData>\n          </InstallFrom>\n        </OSImage>\n      </ImageInstall>\n    </component>\n  </settings>\n</unattend>\n',
      },
      {
        format: 'cloud-init',
        text: '#cloud-config\napt:\n  sources_list: |\n    ⟦deb http://old-releases.ubuntu.com/ubuntu groovy⟧ main restricted\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" ⟦OSType="Windows2012_64"⟧>\n    <Hardware>\n      <Memory RAMSize="2048"/>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'ovf',
        text: '<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="urn:rasd" xmlns:vssd="urn:vssd" xmlns:vmw="http://www.vmware.com/schema/ovf">\n  <VirtualSystem ovf:id="shop">\n    <OperatingSystemSection ovf:id="1" ⟦vmw:osType="centos7_64Guest"⟧/>\n    <VirtualHardwareSection>\n      <System>\n        <vssd:VirtualSystemType>vmx-19</vssd:VirtualSystemType>\n      </System>\n      <Item>\n        <rasd:InstanceID>1</rasd:InstanceID>\n        <rasd:ResourceType>3</rasd:ResourceType>\n      </Item>\n    </VirtualHardwareSection>\n  </VirtualSystem>\n</Envelope>\n',
      },
      {
        format: 'terraform',
        text: 'resource "google_compute_instance" "shop" {\n  name         = "shop"\n  machine_type = "e2-small"\n\n  boot_disk {\n    initialize_params {\n      ⟦image = "debian-cloud/debian-9"⟧\n    }\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'data "aws_ami" "system" {\n  most_recent = true\n\n  filter {\n    name   = "name"\n    ⟦values = ["ubuntu/images/hvm-ssd/ubuntu-xenial-16.04-amd64-server-*"]⟧\n  }\n}\n\nresource "aws_instance" "shop" {\n  ami           = data.aws_ami.system.id\n  instance_type = "t3.small"\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_vm_qemu" "shop" {\n  name  = "shop"\n  ⟦clone = "centos-7-template"⟧\n}\n',
      },
      {
        format: 'packer',
        text: 'source "qemu" "ledger" {\n  ⟦iso_url      = "https://vault.centos.org/7.9.2009/isos/x86_64/CentOS-7-x86_64-Minimal-2009.iso"⟧\n  iso_checksum = "none"\n}\n',
      },
      {
        format: 'packer',
        text: 'source "amazon-ebs" "ledger" {\n  instance_type = "t3.small"\n  source_ami_filter {\n    filters = {\n      ⟦name = "ubuntu/images/hvm-ssd/ubuntu-xenial-16.04-amd64-server-*"⟧\n    }\n    most_recent = true\n    owners      = ["099720109477"]\n  }\n}\n',
      },
    ],
    good: [
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "RHEL 9.4 shop"\nguestOS = "rhel6-64"\nmemsize = "4096"\n',
      },
      {
        format: 'autounattend',
        text: '<unattend xmlns="urn:schemas-microsoft-com:unattend">\n  <settings pass="windowsPE">\n    <component name="Microsoft-Windows-Setup">\n      <ImageInstall>\n        <OSImage>\n          <InstallFrom>\n            <MetaData>\n              <Key>/IMAGE/NAME</Key>\n              <Value>Windows Server 2025 SERVERDATACENTERCORE</Value>\n            </MetaData>\n          </InstallFrom>\n        </OSImage>\n      </ImageInstall>\n    </component>\n  </settings>\n</unattend>\n',
      },
      {
        format: 'cloud-init',
        text: '#cloud-config\napt:\n  sources_list: |\n    deb $MIRROR $RELEASE main restricted\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/ubuntu-24.04"\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.define "metasploitable" do |target|\n    target.vm.box = "acme/ubuntu-14.04"\n  end\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = ENV["BOX"]\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <metadata>\n    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">\n      <libosinfo:os id="http://debian.org/debian/13"/>\n    </libosinfo:libosinfo>\n  </metadata>\n</domain>\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "ledger"\nguestOS = "rhel9-64"\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "ledger"\nguestOS = "ubuntu-64"\n',
      },
      {
        format: 'proxmox',
        text: 'memory: 8192\nname: files\nnet0: virtio=BC:24:11:00:11:22,bridge=vmbr0\nostype: win10\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices: {}\n      volumes:\n      - name: root\n        containerDisk:\n          image: quay.io/containerdisks/ubuntu:24.04\n',
      },
      {
        format: 'lima',
        text: 'base:\n- template:_images/ubuntu\n- ./ubuntu-16.04.yaml\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Ubuntu_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'ovf',
        text: '<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="urn:rasd" xmlns:vssd="urn:vssd" xmlns:vmw="http://www.vmware.com/schema/ovf">\n  <VirtualSystem ovf:id="shop">\n    <OperatingSystemSection ovf:id="1" vmw:osType="windows9Server64Guest"/>\n    <VirtualHardwareSection>\n      <System>\n        <vssd:VirtualSystemType>vmx-19</vssd:VirtualSystemType>\n      </System>\n      <Item>\n        <rasd:InstanceID>1</rasd:InstanceID>\n        <rasd:ResourceType>3</rasd:ResourceType>\n      </Item>\n    </VirtualHardwareSection>\n  </VirtualSystem>\n</Envelope>\n',
      },
      {
        format: 'terraform',
        text: 'resource "google_compute_instance" "shop" {\n  name         = "shop"\n  machine_type = "e2-small"\n\n  boot_disk {\n    initialize_params {\n      image = "debian-cloud/debian-13"\n    }\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "aws_instance" "shop" {\n  ami           = "ami-0fb653ca2d3203ac1"\n  instance_type = "t3.small"\n}\n',
      },
      {
        format: 'packer',
        text: 'source "qemu" "ledger" {\n  iso_url = "https://cdimage.debian.org/debian-cd/13.1.0/amd64/iso-cd/debian-13.1.0-amd64-netinst.iso"\n}\n',
      },
      {
        format: 'packer',
        text: 'source "vsphere-iso" "ledger" {\n  guest_os_type = "ubuntu64Guest"\n  iso_url       = var.iso\n}\n',
      },
    ],
  },
  checkMachine(machine, report, { today }) {
    const { operatingSystem } = machine;
    if (!isKnown(operatingSystem) || isPracticeTarget(machine) || isCalledOtherwise(machine)) return;
    const support = endOfLife(operatingSystem.value, today);
    if (support === undefined || support.state === 'supported') return;
    const args = { system: systemName(operatingSystem.value), table: endOfLifeTableDate };
    const place = placeOf(operatingSystem, machine);
    const confidence = confidenceOf(operatingSystem);
    if (support.state === 'limited') {
      const evidence = [{ place }] as const;
      report({
        message: 'limited',
        args: { ...args, date: support.date, until: support.limitedUntil ?? '' },
        severity: 'info',
        confidence,
        evidence,
      });
      return;
    }
    const ways = waysIn(machine);
    report({
      message: ways.length > 0 ? 'exposed' : 'ended',
      args: { ...args, date: endOf(support) },
      severity: ways.length > 0 ? 'error' : 'warning',
      confidence,
      evidence: [{ place }, ...ways],
    });
  },
});

/**
 * Whether the machine’s name tells another release than its kind of guest: that one is chosen from a list, once, and stays
 * when the system is upgraded.
 */
function isCalledOtherwise({ name, operatingSystem }: VirtualMachine): boolean {
  const named = operatingSystemOf(name);
  if (operatingSystem.state !== 'stated' || named?.release === undefined) return false;
  const { distribution, release } = operatingSystem.value;
  return named.distribution !== distribution || named.release !== release;
}

/** When support ended, and after it the one that was paid for or reduced. */
function endOf({ date, limitedUntil }: Support): Text {
  if (limitedUntil === undefined) return verbatim(date);
  return {
    en: `${date} and without paid or reduced support, too, since ${limitedUntil}`,
    de: `${date} und seit ${limitedUntil} auch ohne bezahlten oder eingeschränkten`,
  };
}

/** What lets others than the host reach the guest. */
function waysIn(machine: VirtualMachine): readonly Evidence[] {
  return [...bridgedCards(machine), ...openPorts(machine)].map((fact) => ({ place: placeOf(fact, machine) }));
}
