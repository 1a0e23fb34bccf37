// Devices of the host that a guest uses directly.
import type { Severity } from '../../core/finding';
import { defineRule } from '../../core/rule';
import type { Device } from '../../core/workload';
import { bsi, claim, cwe, documents, nist125a } from '../../knowledge/sources';
import { type StigControl, stigControls, stigNote } from '../../knowledge/vsphere-stig';
import { confidenceOf } from '../support/machine';
import { evidenceOf } from '../support/place';

export default defineRule({
  id: 'vm-device-passthrough',
  concern: 'isolation',
  severity: 'info',
  title: { en: 'Guest uses a device of the host directly', de: 'Gast nutzt ein Gerät des Hosts direkt' },
  why: {
    en: `With passthrough the guest speaks to the hardware itself, and the hypervisor no longer sees what it says: the device’s
firmware and its memory access become part of the boundary. The machine can usually neither be moved while it runs nor
have its memory taken back, and it starts only where this device is.

Often the device is the very reason for the VM; then keep it, with the IOMMU switched on and nothing else in the device’s
group. A virtual function (SR-IOV) or a mediated device shares the hardware with fewer of these drawbacks.`,
    de: `Bei Passthrough spricht der Gast selbst mit der Hardware, und der Hypervisor sieht nicht mehr, was er sagt: Firmware und
Speicherzugriffe des Geräts werden Teil der Grenze. Die Maschine lässt sich meist weder im Betrieb verschieben
noch gibt sie Speicher zurück, und sie startet nur dort, wo dieses Gerät ist.

Oft ist das Gerät gerade der Grund für die VM; dann behalte es, mit eingeschalteter IOMMU und ohne andere Geräte in seiner
Gruppe. Eine virtuelle Funktion (SR-IOV) oder ein Mediated Device teilt die Hardware mit weniger dieser Nachteile.`,
  },
  sources: [
    claim('A1-64'),
    documents.proxmoxMachines,
    bsi('SYS.1.5.A3'),
    nist125a(),
    cwe('668'),
    documents.vsphereStig,
  ],
  messages: {
    device: {
      en: '{workload} uses the host’s device {device} directly, past the hypervisor: it can usually neither be moved while it runs nor start without this device{stig}. Keep it if the hardware is the reason for the VM.',
      de: '{workload} nutzt das Gerät {device} des Hosts direkt, am Hypervisor vorbei: Die Maschine lässt sich meist weder im Betrieb verschieben noch ohne dieses Gerät starten{stig}. Behalte es, wenn die Hardware der Grund für die VM ist.',
    },
    path: {
      en: '{workload} is given {device} of the host: it starts only where that exists, and the hypervisor has to be allowed to open it{stig}. Keep it if the guest is there for this device.',
      de: '{workload} bekommt {device} des Hosts: Die Maschine startet nur, wo es das gibt, und der Hypervisor muss es öffnen dürfen{stig}. Behalte es, wenn der Gast gerade für dieses Gerät da ist.',
    },
    part: {
      en: '{workload} uses a part of a device ({device}) that was made to be shared: the rest stays with the host, but the machine is bound to hosts that have one{stig}. Keep it where its speed is needed.',
      de: '{workload} nutzt einen Teil eines Geräts ({device}), das zum Teilen gemacht ist: Der Rest bleibt beim Host, doch die Maschine ist an Hosts mit einem solchen gebunden{stig}. Behalte ihn, wo seine Geschwindigkeit nötig ist.',
    },
  },
  examples: {
    bad: [
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    ⟦<hostdev mode="subsystem" type="pci">⟧\n      <source>\n        <address domain="0x0000" bus="0x01" slot="0x00" function="0x0"/>\n      </source>\n    </hostdev>\n    ⟦<interface type="hostdev">⟧\n      <source>\n        <address type="pci" domain="0x0000" bus="0x02" slot="0x10" function="0x1"/>\n      </source>\n    </interface>\n  </devices>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox" do |vb|\n    ⟦vb.customize ["usbfilter", "add", "0", "--target", :id, "--name", "reader", "--vendorid", "0x1234"]⟧\n  end\nend\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "render"\nguestOS = "rhel9-64"\n⟦pciPassthru0.present = "TRUE"⟧\npciPassthru0.id = "00000:065:00.0"\n⟦usb.autoConnect.device0 = "vid:0x0529 pid:0x0001"⟧\nserial0.present = "TRUE"\nserial0.fileType = "device"\n⟦serial0.fileName = "/dev/ttyS0"⟧\n',
      },
      {
        format: 'proxmox',
        text: '⟦hostpci0: 0000:01:00,pcie=1⟧\nmachine: q35\nmemory: 8192\nname: render\nostype: l26\n⟦usb0: host=0529:0001⟧\nusb1: spice\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices:\n          gpus:\n          - name: first\n            ⟦deviceName: nvidia.com/GA102GL_A10⟧\n          interfaces:\n          - name: fast\n            ⟦sriov: {}⟧\n',
      },
      {
        format: 'script',
        path: 'render.sh',
        text: '#!/bin/sh\nqemu-system-x86_64 -enable-kvm -m 8G -hda render.img \\\n  -device ⟦vfio-pci,host=01:00.0⟧ \\\n  -device ⟦usb-host,vendorid=0x1234,productid=0x0001⟧ -serial ⟦/dev/ttyUSB0⟧\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <USB>\n        <DeviceFilters>\n          ⟦<DeviceFilter name="Token" active="true" vendorId="096e" productId="0858"/>⟧\n          <DeviceFilter name="Stick" active="false" vendorId="0781"/>\n        </DeviceFilters>\n      </USB>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_virtual_environment_vm" "shop" {\n  name = "shop"\n\n  ⟦hostpci⟧ {\n    device  = "hostpci0"\n    mapping = "gpu"\n  }\n\n  ⟦usb⟧ {\n    host = "1a86:7523"\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "vsphere_virtual_machine" "shop" {\n  name = "shop"\n  ⟦pci_device_id = [data.vsphere_host_pci_device.gpu.id]⟧\n}\n',
      },
      {
        format: 'packer',
        text: 'source "vsphere-iso" "render" {\n  guest_os_type = "ubuntu64Guest"\n  ⟦pci_passthrough_allowed_device⟧ {\n    vendor_id = "10de"\n    device_id = "1db6"\n  }\n}\n',
      },
    ],
    good: [
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    <interface type="network">\n      <source network="default"/>\n    </interface>\n    <serial type="pty"/>\n  </devices>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox" do |vb|\n    vb.customize ["modifyvm", :id, "--usb", "off"]\n  end\nend\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "shop"\nguestOS = "rhel9-64"\npciPassthru0.present = "FALSE"\nusb.present = "TRUE"\nserial0.present = "TRUE"\nserial0.fileType = "file"\nserial0.fileName = "boot.log"\n',
      },
      {
        format: 'proxmox',
        text: 'memory: 8192\nname: shop\nostype: l26\nserial0: socket\nusb0: spice\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices:\n          interfaces:\n          - name: default\n            masquerade: {}\n          clientPassthrough: {}\n',
      },
      {
        format: 'script',
        path: 'render.sh',
        text: '#!/bin/sh\nqemu-system-x86_64 -enable-kvm -m 8G -hda render.img -device virtio-rng-pci -device usb-tablet -serial mon:stdio\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <USB>\n        <Controllers>\n          <Controller name="XHCI" type="XHCI"/>\n        </Controllers>\n      </USB>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_virtual_environment_vm" "shop" {\n  name = "shop"\n\n  usb {\n    host = "spice"\n  }\n\n  serial_device {}\n}\n',
      },
      {
        format: 'packer',
        text: 'source "vsphere-iso" "shop" {\n  guest_os_type = "ubuntu64Guest"\n}\n',
      },
    ],
  },
  checkMachine(machine, report) {
    const seen = new Set<string>();
    for (const device of machine.devices.items) {
      const { kind, name } = device.value;
      // libvirt lists the first serial port a second time as console.
      if (seen.has(`${kind} ${name}`)) continue;
      seen.add(`${kind} ${name}`);
      // What has a name in the file system stays behind its driver and the hypervisor.
      const message = kind === 'path' ? 'path' : isPart(device.value) ? 'part' : 'device';
      const severity: Severity = message === 'device' ? 'info' : 'hint';
      report({
        message,
        args: { device: name, stig: stigNote(machine, controlOf(device.value)) },
        severity,
        confidence: confidenceOf(device),
        evidence: evidenceOf(device, machine),
      });
    }
  },
});

/** VMware's guide tells devices apart by their bus. */
function controlOf({ kind, name }: Device): StigControl | undefined {
  if (kind === 'usb') return stigControls.usb;
  if (kind === 'pci' || kind === 'mediated') return stigControls.passthrough;
  if (kind !== 'path') return undefined;
  return /par(port|allel)|lpt|usb\/lp/i.test(name) ? stigControls.parallel : stigControls.serial;
}

function isPart({ kind, isVirtualFunction }: Device): boolean {
  return kind === 'mediated' || isVirtualFunction === true;
}
