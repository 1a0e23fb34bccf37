// Emulated devices that only old systems need.
import { is, type Known, knownValue } from '../../core/fact';
import type { Fix } from '../../core/finding';
import { defineRule } from '../../core/rule';
import type { VirtualMachine } from '../../core/workload';
import { claim, cve, cwe, documents, nist125a } from '../../knowledge/sources';
import { type StigControl, stigControls, stigNote } from '../../knowledge/vsphere-stig';
import { removal } from '../support/fix';
import { confidenceOf, offersVirtio, replacementFix, runs } from '../support/machine';
import { evidenceOf } from '../support/place';

/** Models that have a paravirtual device in their place; the others can go. */
const replaceable = new Set(['cirrus', 'ne2k_isa', 'ne2k_pci', 'pcnet', 'vlance']);

export default defineRule({
  id: 'vm-legacy-device',
  concern: 'isolation',
  severity: 'info',
  title: { en: 'Guest has an outdated emulated device', de: 'Gast hat ein veraltetes emuliertes Gerät' },
  why: {
    en: `The hypervisor imitates such a device in code that is decades old and that hardly anybody looks at any more. With VENOM
(CVE-2015-3456) a guest could run code on the host through the floppy controller of QEMU, Xen and VirtualBox: the wall of a VM is only as good as its
weakest emulated device. That hole is closed, the code is still there.

Take devices out that nobody uses, and use \`virtio\` models where the guest has drivers for them.`,
    de: `Der Hypervisor ahmt ein solches Gerät mit jahrzehntealtem Code nach, den kaum noch jemand ansieht. Bei VENOM
(CVE-2015-3456) konnte ein Gast über den Diskettencontroller von QEMU, Xen und VirtualBox Code auf dem Host ausführen: Die Wand einer VM ist nur so gut
wie ihr schwächstes emuliertes Gerät. Diese Lücke ist geschlossen, der Code ist noch da.

Entferne Geräte, die niemand nutzt, und nimm \`virtio\`-Modelle, wo der Gast Treiber dafür hat.`,
  },
  sources: [claim('A1-15'), cve('CVE-2015-3456'), nist125a(), cwe('1104'), documents.vsphereStig],
  messages: {
    floppy: {
      en: '{workload} has a floppy drive: a hole in QEMU’s and VirtualBox’s emulation of it once let guests reach the host (CVE-2015-3456), and hardly any guest needs one{stig}. Remove it.',
      de: '{workload} hat ein Diskettenlaufwerk: Eine Lücke in dessen Emulation bei QEMU und VirtualBox ließ Gäste schon auf den Host (CVE-2015-3456), und kaum ein Gast braucht es{stig}. Entferne es.',
    },
    unused: {
      en: '{workload} has the emulated device {device}, which only old systems use: its code widens what a guest can attack on the host{stig}. Remove it.',
      de: '{workload} hat das emulierte Gerät {device}, das nur alte Systeme nutzen: Sein Code vergrößert die Angriffsfläche des Hosts{stig}. Entferne es.',
    },
    outdated: {
      en: '{workload} uses the emulated {device}, old and slow code that widens what a guest can attack on the host. Take a newer model, {newer} where the guest has drivers for it.',
      de: '{workload} nutzt das emulierte {device}: alter, langsamer Code, der die Angriffsfläche des Hosts vergrößert. Nimm ein neueres Modell, {newer}, wo der Gast Treiber dafür hat.',
    },
  },
  examples: {
    bad: [
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    ⟦<disk type="file" device="floppy">⟧\n      <target dev="fda" bus="fdc"/>\n    </disk>\n    ⟦<sound model="sb16"/>⟧\n    <video>\n      <model ⟦type="cirrus"⟧ vram="9216" heads="1"/>\n    </video>\n  </devices>\n</domain>\n',
        fixed:
          '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    <video>\n      <model type="virtio" vram="9216" heads="1"/>\n    </video>\n  </devices>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt" do |libvirt|\n    ⟦libvirt.video_type = "cirrus"⟧\n    ⟦libvirt.sound_type = "sb16"⟧\n  end\nend\n',
        fixed:
          'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt" do |libvirt|\n    libvirt.video_type = "virtio"\n  end\nend\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "shop"\nguestOS = "debian12-64"\n⟦floppy0.present = "TRUE"⟧\n⟦parallel0.present = "TRUE"⟧\nethernet0.present = "TRUE"\n⟦ethernet0.virtualDev = "vlance"⟧\n',
        fixed:
          'config.version = "8"\ndisplayName = "shop"\nguestOS = "debian12-64"\nfloppy0.present = "FALSE"\nparallel0.present = "FALSE"\nethernet0.present = "TRUE"\nethernet0.virtualDev = "vmxnet3"\n',
      },
      {
        format: 'proxmox',
        text: 'name: shop\nmemory: 2048\nnet0: ⟦ne2k_pci=BC:24:11:00:11:22⟧,bridge=vmbr0\nostype: l26\n⟦parallel0: /dev/parport0⟧\nvga: ⟦cirrus⟧\n',
        fixed:
          'name: shop\nmemory: 2048\nnet0: virtio=BC:24:11:00:11:22,bridge=vmbr0\nostype: l26\nvga: virtio\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices:\n          interfaces:\n          - name: default\n            masquerade: {}\n            ⟦model: ne2k_pci⟧\n      volumes:\n      - name: root\n        containerDisk:\n          image: quay.io/containerdisks/debian:13\n',
        fixed:
          'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices:\n          interfaces:\n          - name: default\n            masquerade: {}\n            model: virtio\n      volumes:\n      - name: root\n        containerDisk:\n          image: quay.io/containerdisks/debian:13\n',
      },
      {
        format: 'script',
        path: 'shop.sh',
        text: '#!/bin/sh\nqemu-system-x86_64 -enable-kvm -m 1G -hda shop.img -vga ⟦cirrus⟧ \\\n  -fda ⟦drivers.img⟧ \\\n  -device ⟦sb16⟧ \\\n  -nographic\n',
        fixed: '#!/bin/sh\nqemu-system-x86_64 -enable-kvm -m 1G -hda shop.img -vga virtio \\\n  -nographic\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <LPT>\n        ⟦<Port slot="0" enabled="true" IOBase="0x378" IRQ="7"/>⟧\n      </LPT>\n      <StorageControllers>\n        <StorageController name="Floppy" type="I82078" PortCount="1">\n          ⟦<AttachedDevice type="Floppy" port="0" device="0"/>⟧\n        </StorageController>\n      </StorageControllers>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
        fixed:
          '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <LPT>\n      </LPT>\n      <StorageControllers>\n        <StorageController name="Floppy" type="I82078" PortCount="1">\n        </StorageController>\n      </StorageControllers>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'ovf',
        text: '<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="urn:rasd" xmlns:vssd="urn:vssd" xmlns:vmw="http://www.vmware.com/schema/ovf">\n  <VirtualSystem ovf:id="shop">\n    <OperatingSystemSection ovf:id="1" vmw:osType="debian12_64Guest"/>\n    <VirtualHardwareSection>\n      <System>\n        <vssd:VirtualSystemType>vmx-19</vssd:VirtualSystemType>\n      </System>\n      ⟦<Item>⟧\n        <rasd:InstanceID>8</rasd:InstanceID>\n        <rasd:ResourceType>14</rasd:ResourceType>\n      </Item>\n      <Item>\n        <rasd:InstanceID>9</rasd:InstanceID>\n        <rasd:ResourceType>10</rasd:ResourceType>\n        <rasd:ResourceSubType>⟦PCNet32⟧</rasd:ResourceSubType>\n      </Item>\n    </VirtualHardwareSection>\n  </VirtualSystem>\n</Envelope>\n',
        fixed:
          '<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="urn:rasd" xmlns:vssd="urn:vssd" xmlns:vmw="http://www.vmware.com/schema/ovf">\n  <VirtualSystem ovf:id="shop">\n    <OperatingSystemSection ovf:id="1" vmw:osType="debian12_64Guest"/>\n    <VirtualHardwareSection>\n      <System>\n        <vssd:VirtualSystemType>vmx-19</vssd:VirtualSystemType>\n      </System>\n      <Item>\n        <rasd:InstanceID>9</rasd:InstanceID>\n        <rasd:ResourceType>10</rasd:ResourceType>\n        <rasd:ResourceSubType>PCNet32</rasd:ResourceSubType>\n      </Item>\n    </VirtualHardwareSection>\n  </VirtualSystem>\n</Envelope>\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_virtual_environment_vm" "shop" {\n  name = "shop"\n\n  vga {\n    ⟦type = "cirrus"⟧\n  }\n}\n',
        fixed:
          'resource "proxmox_virtual_environment_vm" "shop" {\n  name = "shop"\n\n  vga {\n    type = "virtio"\n  }\n}\n',
      },
      {
        format: 'packer',
        text: 'source "virtualbox-iso" "shop" {\n  guest_os_type    = "Debian12_64"\n  ⟦audio_controller = "sb16"⟧\n}\n',
      },
    ],
    good: [
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    <sound model="ich9"/>\n    <video>\n      <model type="virtio"/>\n    </video>\n  </devices>\n</domain>\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>till</name>\n  <metadata>\n    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">\n      <libosinfo:os id="http://microsoft.com/win/xp"/>\n    </libosinfo:libosinfo>\n  </metadata>\n  <devices>\n    <disk type="file" device="floppy">\n      <target dev="fda" bus="fdc"/>\n    </disk>\n    <video>\n      <model type="cirrus"/>\n    </video>\n  </devices>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt" do |libvirt|\n    libvirt.video_type = "virtio"\n  end\nend\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "shop"\nguestOS = "debian12-64"\nfloppy0.present = "TRUE"\nfloppy0.startConnected = "FALSE"\nparallel0.present = "FALSE"\nethernet0.present = "TRUE"\nethernet0.virtualDev = "vmxnet3"\n',
      },
      {
        format: 'proxmox',
        text: 'name: till\nmemory: 512\nnet0: pcnet=BC:24:11:00:11:22,bridge=vmbr0\nostype: wxp\nvga: cirrus\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices:\n          interfaces:\n          - name: default\n            masquerade: {}\n            model: e1000e\n',
      },
      {
        format: 'script',
        path: 'shop.sh',
        text: '#!/bin/sh\nqemu-system-x86_64 -enable-kvm -m 1G -hda shop.img -vga virtio -device ich9-intel-hda -parallel none\nqemu-system-x86_64 -m 512 -hda windows-xp.img -vga cirrus -fda drivers.img\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <StorageControllers>\n        <StorageController name="SATA" type="AHCI" PortCount="1">\n          <AttachedDevice type="DVD" port="0" device="0"/>\n        </StorageController>\n      </StorageControllers>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'ovf',
        text: '<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="urn:rasd" xmlns:vssd="urn:vssd" xmlns:vmw="http://www.vmware.com/schema/ovf">\n  <VirtualSystem ovf:id="shop">\n    <OperatingSystemSection ovf:id="1" vmw:osType="debian12_64Guest"/>\n    <VirtualHardwareSection>\n      <System>\n        <vssd:VirtualSystemType>vmx-19</vssd:VirtualSystemType>\n      </System>\n      <Item>\n        <rasd:InstanceID>8</rasd:InstanceID>\n        <rasd:ResourceType>14</rasd:ResourceType>\n        <rasd:AutomaticAllocation>false</rasd:AutomaticAllocation>\n      </Item>\n      <Item>\n        <rasd:InstanceID>9</rasd:InstanceID>\n        <rasd:ResourceType>10</rasd:ResourceType>\n        <rasd:ResourceSubType>VmxNet3</rasd:ResourceSubType>\n      </Item>\n    </VirtualHardwareSection>\n  </VirtualSystem>\n</Envelope>\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_virtual_environment_vm" "shop" {\n  name = "shop"\n\n  vga {\n    type = "std"\n  }\n}\n',
      },
      {
        format: 'packer',
        path: 'box.json',
        text: '{\n  "builders": [\n    {\n      "type": "vmware-iso",\n      "guest_os_type": "windows9srv-64",\n      "floppy_files": ["answer_files/2016/Autounattend.xml"]\n    }\n  ]\n}\n',
      },
    ],
  },
  checkMachine(machine, report) {
    if (isOldSystem(machine)) return;
    for (const device of machine.legacyDevices.items) {
      const { value } = device;
      report({
        message: value === 'floppy' ? 'floppy' : replaceable.has(value) ? 'outdated' : 'unused',
        args: { device: value, stig: stigNote(machine, controls[value]), newer: successorOf(machine, value) },
        // Windows may take drivers from a floppy while it is installed.
        severity: value === 'floppy' && runs(machine, 'windows') ? 'hint' : 'info',
        confidence: confidenceOf(device),
        evidence: evidenceOf(device, machine),
        ...repair(machine, device),
      });
    }
  },
});

/** The controls of VMware's guide about devices. */
const controls: Readonly<Record<string, StigControl>> = {
  floppy: stigControls.floppy,
  parallel: stigControls.parallel,
};

/** Systems from before the paravirtual drivers. */
function isOldSystem({ operatingSystem }: VirtualMachine): boolean {
  const os = knownValue(operatingSystem);
  const release = os?.release ?? '';
  if (os?.distribution === 'windows') return ['2000', 'xp', 'vista'].includes(release);
  return os?.distribution === 'windows-server' && Number.parseInt(release, 10) <= 2003;
}

/** VMware has paravirtual cards of its own. */
function successorOf({ hypervisor }: VirtualMachine, device: string): string {
  const isVmware = is(hypervisor, 'vmware') || is(hypervisor, 'vsphere');
  return device === 'vlance' || isVmware ? 'vmxnet3' : 'virtio';
}

function repair(machine: VirtualMachine, device: Known<string>): { readonly fix?: Fix } {
  if (!replaceable.has(device.value)) return removal(device);
  return device.state === 'stated' && (device.value === 'vlance' || offersVirtio(machine))
    ? { fix: replacementFix(device.place, successorOf(machine, device.value)) }
    : {};
}
