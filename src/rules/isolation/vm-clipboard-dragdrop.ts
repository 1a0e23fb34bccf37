// Clipboards and file drops between the host and a guest.
import { type Fact, is, type Known } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { bsi, claim, documents } from '../../knowledge/sources';
import { type StigControl, stigControls, stigNote } from '../../knowledge/vsphere-stig';
import { removal } from '../support/fix';
import { confidenceOf, isDesktop } from '../support/machine';
import { placeOf } from '../support/place';

export default defineRule({
  id: 'vm-clipboard-dragdrop',
  concern: 'isolation',
  severity: 'hint',
  title: {
    en: 'Host and guest share clipboard or files',
    de: 'Host und Gast teilen Zwischenablage oder Dateien',
  },
  why: {
    en: `A shared clipboard lets the guest read what is copied on the host, passwords included, and lets it change what is
pasted there next; dropped files arrive on the other side without a check. For a machine that somebody sits at, that is the
point. For one that runs a service, it is a channel through the wall that nobody uses.

Switch it off (\`--clipboard-mode disabled\`, \`--draganddrop disabled\`, \`<clipboard copypaste="no"/>\`,
\`<filetransfer enable="no"/>\`), or allow one direction only.`,
    de: `Eine geteilte Zwischenablage lässt den Gast lesen, was auf dem Host kopiert wird, auch Passwörter, und ändern, was
dort als Nächstes eingefügt wird; mit der Maus gezogene Dateien kommen ungeprüft auf der anderen Seite an. Bei einer Maschine, vor
der jemand sitzt, ist das der Zweck. Bei einer, die einen Dienst betreibt, ist es ein Kanal durch die Wand, den niemand nutzt.

Schalte sie ab (\`--clipboard-mode disabled\`, \`--draganddrop disabled\`, \`<clipboard copypaste="no"/>\`,
\`<filetransfer enable="no"/>\`) oder erlaube nur eine Richtung.`,
  },
  sources: [claim('A1-17'), bsi('SYS.1.5.A16'), bsi('SYS.1.5.A23'), documents.vsphereStig],
  messages: {
    shared: {
      en: '{workload} shares {what} with the host{stig}: the guest can read what is copied there, or pass things across unchecked. Switch it off where nobody works on the guest’s screen.',
      de: '{workload} teilt mit dem Host: {what}{stig}. Der Gast kann lesen, was dort kopiert wird, oder ungeprüft etwas hinüberreichen; schalte es ab, wo niemand am Bildschirm des Gasts arbeitet.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox" do |vb|\n    ⟦vb.customize ["modifyvm", :id, "--clipboard-mode", "bidirectional"]⟧\n    ⟦vb.customize ["modifyvm", :id, "--draganddrop", "hosttoguest"]⟧\n  end\nend\n',
        fixed:
          'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox" do |vb|\n  end\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>mail</name>\n  <devices>\n    <graphics type="spice">\n      <clipboard ⟦copypaste="yes"⟧/>\n      <filetransfer enable="no"/>\n    </graphics>\n  </devices>\n</domain>\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>mail</name>\n  <devices>\n    <graphics type="spice"/>\n    ⟦<channel type="spicevmc">⟧\n      <target type="virtio" name="com.redhat.spice.0"/>\n    </channel>\n  </devices>\n</domain>\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "mail"\nguestOS = "debian12-64"\nisolation.tools.copy.disable = "TRUE"\n⟦isolation.tools.paste.disable = "FALSE"⟧\n⟦isolation.tools.dnd.disable = "FALSE"⟧\n',
        fixed:
          'config.version = "8"\ndisplayName = "mail"\nguestOS = "debian12-64"\nisolation.tools.copy.disable = "TRUE"\nisolation.tools.paste.disable = "TRUE"\nisolation.tools.dnd.disable = "TRUE"\n',
      },
      {
        format: 'proxmox',
        text: 'name: mail\nmemory: 4096\nostype: l26\nscsi0: local-lvm:vm-100-disk-0,size=32G\nvga: std,⟦clipboard=vnc⟧\n',
        fixed: 'name: mail\nmemory: 4096\nostype: l26\nscsi0: local-lvm:vm-100-disk-0,size=32G\nvga: std\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <Clipboard ⟦mode="Bidirectional"⟧/>\n      <DragAndDrop ⟦mode="HostToGuest"⟧/>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
        fixed:
          '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <Clipboard/>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'ovf',
        text: '<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="urn:rasd" xmlns:vssd="urn:vssd" xmlns:vmw="http://www.vmware.com/schema/ovf">\n  <VirtualSystem ovf:id="shop">\n    <OperatingSystemSection ovf:id="1" vmw:osType="debian12_64Guest"/>\n    <VirtualHardwareSection>\n      <System>\n        <vssd:VirtualSystemType>vmx-19</vssd:VirtualSystemType>\n      </System>\n      ⟦<vmw:ExtraConfig ovf:required="false" vmw:key="isolation.tools.copy.disable" vmw:value="false"/>⟧\n    </VirtualHardwareSection>\n  </VirtualSystem>\n</Envelope>\n',
        fixed:
          '<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="urn:rasd" xmlns:vssd="urn:vssd" xmlns:vmw="http://www.vmware.com/schema/ovf">\n  <VirtualSystem ovf:id="shop">\n    <OperatingSystemSection ovf:id="1" vmw:osType="debian12_64Guest"/>\n    <VirtualHardwareSection>\n      <System>\n        <vssd:VirtualSystemType>vmx-19</vssd:VirtualSystemType>\n      </System>\n    </VirtualHardwareSection>\n  </VirtualSystem>\n</Envelope>\n',
      },
      {
        format: 'terraform',
        text: 'resource "vsphere_virtual_machine" "shop" {\n  name = "shop"\n\n  extra_config = {\n    "disk.EnableUUID"              = "TRUE"\n    ⟦"isolation.tools.copy.disable" = "FALSE"⟧\n  }\n}\n',
        fixed:
          'resource "vsphere_virtual_machine" "shop" {\n  name = "shop"\n\n  extra_config = {\n    "disk.EnableUUID"              = "TRUE"\n  }\n}\n',
      },
      {
        format: 'packer',
        text: 'source "vmware-iso" "shop" {\n  guest_os_type = "debian12-64"\n  headless      = true\n  vmx_data = {\n    ⟦"isolation.tools.copy.disable" = "FALSE"⟧\n  }\n}\n',
      },
    ],
    good: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/ubuntu-desktop"\n  config.vm.provider "virtualbox" do |vb|\n    vb.customize ["modifyvm", :id, "--clipboard-mode", "bidirectional"]\n  end\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox" do |vb|\n    vb.customize ["modifyvm", :id, "--clipboard-mode", "disabled"]\n  end\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>mail</name>\n  <devices>\n    <graphics type="spice">\n      <clipboard copypaste="no"/>\n      <filetransfer enable="no"/>\n    </graphics>\n    <channel type="spicevmc">\n      <target type="virtio" name="com.redhat.spice.0"/>\n    </channel>\n  </devices>\n</domain>\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "mail"\nguestOS = "debian12-64"\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "Arbeitsplatz"\nguestOS = "windows9-64"\nisolation.tools.copy.disable = "FALSE"\nisolation.tools.paste.disable = "FALSE"\n',
      },
      {
        format: 'proxmox',
        text: 'name: mail\nmemory: 4096\nostype: l26\nscsi0: local-lvm:vm-100-disk-0,size=32G\nvga: std\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <Clipboard/>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'terraform',
        text: 'resource "vsphere_virtual_machine" "shop" {\n  name = "shop"\n\n  extra_config = {\n    "isolation.tools.copy.disable" = "TRUE"\n  }\n}\n',
      },
      {
        format: 'packer',
        text: 'source "virtualbox-iso" "shop" {\n  guest_os_type = "Debian12_64"\n  headless      = true\n  vboxmanage = [\n    ["modifyvm", "{{.Name}}", "--clipboard-mode", "bidirectional"],\n  ]\n}\n',
      },
    ],
  },
  checkMachine(machine, report) {
    // What the arguments of a build share ends with it; settings of VMware stay in the image.
    if (machine.role === 'image' && !is(machine.hypervisor, 'vmware') && !is(machine.hypervisor, 'vsphere'))
      return;
    if (isDesktop(machine) || is(machine.graphicalInterface, true)) return;
    const { clipboardShared, dragAndDrop } = machine;
    const { copy, paste } = stigControls;
    const clipboard = { en: 'the clipboard', de: 'die Zwischenablage' };
    const files = { en: 'files', de: 'Dateien' };
    const both = { en: 'the clipboard and files', de: 'die Zwischenablage und Dateien' };
    const claimed = (what: typeof clipboard, fact: Known<boolean>, ...controls: StigControl[]): void =>
      report({
        message: 'shared',
        args: { what, stig: stigNote(machine, ...controls) },
        confidence: confidenceOf(fact),
        evidence: [{ place: placeOf(fact, machine) }],
        ...removal(fact),
      });
    // One channel of SPICE implies both.
    if (is(clipboardShared, true) && is(dragAndDrop, true) && isSamePlace(clipboardShared, dragAndDrop)) {
      claimed(both, clipboardShared, copy, paste, stigControls.dragAndDrop);
      return;
    }
    if (is(clipboardShared, true)) claimed(clipboard, clipboardShared, copy, paste);
    if (is(dragAndDrop, true)) claimed(files, dragAndDrop, stigControls.dragAndDrop);
  },
});

function isSamePlace(a: Fact<unknown>, b: Fact<unknown>): boolean {
  return a.place?.span.start === b.place?.span.start && a.place?.span.end === b.place?.span.end;
}
