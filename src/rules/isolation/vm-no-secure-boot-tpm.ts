// Windows guests of today without Secure Boot or TPM.
import { type Fact, is, knownValue } from '../../core/fact';
import { defineRule } from '../../core/rule';
import type { VirtualMachine } from '../../core/workload';
import { bsi, claim, cwe, documents, nist } from '../../knowledge/sources';
import { systemName } from '../../knowledge/system-names';
import { placeOf } from '../support/place';

export default defineRule({
  id: 'vm-no-secure-boot-tpm',
  concern: 'isolation',
  severity: 'hint',
  title: { en: 'Windows guest without Secure Boot or TPM', de: 'Windows-Gast ohne Secure Boot oder TPM' },
  why: {
    en: `Secure Boot refuses boot loaders and drivers without a valid signature; a TPM holds the keys of BitLocker and lets the
guest prove how it was started. Windows 11 asks for both, and Windows Server 2025 uses them where they are. High demands on
protection are a main reason for a VM, and a guest without them gives part of that away.

With libvirt: \`<os firmware="efi">\` with the feature \`secure-boot\`, and \`<tpm model="tpm-crb">\` with an emulated
backend of version 2.0. In Proxmox VE: \`bios: ovmf\`, an \`efidisk0\` with \`pre-enrolled-keys=1\` and a \`tpmstate0\` with
\`version=v2.0\`. In KubeVirt: \`firmware.bootloader.efi\` with \`secureBoot\`, and \`devices.tpm\`. An installed
system has to be converted from BIOS to UEFI first.`,
    de: `Secure Boot weist Bootloader und Treiber ohne gültige Signatur ab; ein TPM hält die Schlüssel von BitLocker und lässt
den Gast belegen, wie er gestartet wurde. Windows 11 verlangt beides, und Windows Server 2025 nutzt es, wo es da ist. Hoher
Schutzbedarf ist ein Hauptgrund für eine VM, und ein Gast ohne beides gibt einen Teil davon auf.

Mit libvirt: \`<os firmware="efi">\` mit dem Merkmal \`secure-boot\`, dazu \`<tpm model="tpm-crb">\` mit emuliertem
Backend der Version 2.0. In Proxmox VE: \`bios: ovmf\`, ein \`efidisk0\` mit \`pre-enrolled-keys=1\` und ein \`tpmstate0\` mit
\`version=v2.0\`. In KubeVirt: \`firmware.bootloader.efi\` mit \`secureBoot\`, dazu \`devices.tpm\`. Ein
installiertes System muss vorher von BIOS auf UEFI umgestellt werden.`,
  },
  sources: [claim('A1-62'), documents.libvirtDomain, nist('4.6'), bsi('SYS.1.5.A22'), cwe('1326')],
  messages: {
    missing: {
      en: '{workload} ({system}) runs without {missing}, so what it boots and the keys of its disk are less protected. Add UEFI firmware with Secure Boot and a virtual TPM 2.0.',
      de: '{workload} ({system}) läuft ohne {missing}: Startvorgang und Schlüssel der Platte sind weniger geschützt. Ergänze UEFI-Firmware mit Secure Boot und ein virtuelles TPM 2.0.',
    },
  },
  examples: {
    bad: [
      {
        format: 'libvirt',
        text: '⟦<domain type="kvm">⟧\n  <name>a</name>\n  <metadata>\n    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">\n      <libosinfo:os id="http://microsoft.com/win/11"/>\n    </libosinfo:libosinfo>\n  </metadata>\n  <os firmware="efi"/>\n  <devices/>\n</domain>\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <metadata>\n    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">\n      <libosinfo:os id="http://microsoft.com/win/2k25"/>\n    </libosinfo:libosinfo>\n  </metadata>\n  <os firmware="efi">\n    <firmware>\n      <feature ⟦enabled="no"⟧ name="secure-boot"/>\n    </firmware>\n  </os>\n  <devices>\n    <tpm model="tpm-crb">\n      <backend type="emulator" version="2.0"/>\n    </tpm>\n  </devices>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/windows-11"\n  config.vm.provider "virtualbox" do |vb|\n    ⟦vb.customize ["modifyvm", :id, "--firmware", "bios"]⟧\n  end\nend\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "a"\nguestOS = "windows11-64"\nfirmware = "efi"\n⟦uefi.secureBoot.enabled = "FALSE"⟧\nmanagedvm.autoAddVTPM = "software"\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    metadata:\n      annotations:\n        vm.kubevirt.io/os: windows11\n    spec:\n      domain:\n        firmware:\n          bootloader:\n            efi:\n              ⟦secureBoot: false⟧\n        devices: {}\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  ⟦<Machine name="shop" OSType="Windows11_64">⟧\n    <Hardware>\n      <Memory RAMSize="2048"/>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'ovf',
        text: '<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="urn:rasd" xmlns:vssd="urn:vssd" xmlns:vmw="http://www.vmware.com/schema/ovf">\n  <VirtualSystem ovf:id="shop">\n    <OperatingSystemSection ovf:id="1" vmw:osType="windows11_64Guest"/>\n    <VirtualHardwareSection>\n      <System>\n        <vssd:VirtualSystemType>vmx-19</vssd:VirtualSystemType>\n      </System>\n      <vmw:Config ovf:required="false" vmw:key="firmware" ⟦vmw:value="bios"⟧/>\n    </VirtualHardwareSection>\n  </VirtualSystem>\n</Envelope>\n',
      },
      {
        format: 'terraform',
        text: 'resource "vsphere_virtual_machine" "desk" {\n  name     = "desk"\n  guest_id = "windows11_64Guest"\n  firmware = "efi"\n  ⟦efi_secure_boot_enabled = false⟧\n}\n',
      },
      {
        format: 'packer',
        text: 'source "vsphere-iso" "desk" {\n  guest_os_type = "windows11_64Guest"\n  ⟦firmware      = "efi"⟧\n  vTPM          = true\n}\n',
      },
      {
        format: 'packer',
        text: '⟦source "hyperv-iso" "server"⟧ {\n  vm_name    = "WindowsServer2025"\n  generation = 2\n}\n',
      },
    ],
    good: [
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <metadata>\n    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">\n      <libosinfo:os id="http://microsoft.com/win/11"/>\n    </libosinfo:libosinfo>\n  </metadata>\n  <os firmware="efi">\n    <firmware>\n      <feature enabled="yes" name="secure-boot"/>\n    </firmware>\n  </os>\n  <devices>\n    <tpm model="tpm-crb">\n      <backend type="emulator" version="2.0"/>\n    </tpm>\n  </devices>\n</domain>\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <metadata>\n    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">\n      <libosinfo:os id="http://debian.org/debian/13"/>\n    </libosinfo:libosinfo>\n  </metadata>\n  <devices/>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/windows-11"\nend\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "a"\nguestOS = "windows11-64"\nfirmware = "efi"\nuefi.secureBoot.enabled = "TRUE"\nmanagedvm.autoAddVTPM = "software"\n',
      },
      {
        format: 'proxmox',
        text: 'bios: ovmf\nefidisk0: local-lvm:vm-100-disk-0,efitype=4m,pre-enrolled-keys=1,size=4M\nmemory: 8192\nname: a\nostype: win11\ntpmstate0: local-lvm:vm-100-disk-1,size=4M,version=v2.0\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    metadata:\n      annotations:\n        vm.kubevirt.io/os: windows11\n    spec:\n      domain:\n        firmware:\n          bootloader:\n            efi: {}\n        devices:\n          tpm: {}\n',
      },
      {
        format: 'lima',
        text: 'os: Windows\nvmType: qemu\nplain: true\ntpm: true\nimages:\n- location: ~/Downloads/Win11_25H2_English_x64.iso\n  arch: x86_64\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Windows11_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <Firmware type="EFI"/>\n      <TrustedPlatformModule type="v2_0"/>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'terraform',
        text: 'resource "vsphere_virtual_machine" "desk" {\n  name                    = "desk"\n  guest_id                = "windows11_64Guest"\n  firmware                = "efi"\n  efi_secure_boot_enabled = true\n\n  vtpm {}\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "vsphere_virtual_machine" "shop" {\n  name     = "shop"\n  guest_id = "debian12_64Guest"\n}\n',
      },
      {
        format: 'packer',
        text: 'source "vsphere-iso" "desk" {\n  guest_os_type = "windows11_64Guest"\n  firmware      = "efi-secure"\n  vTPM          = true\n}\n',
      },
    ],
  },
  checkMachine(machine, report) {
    const os = knownValue(machine.operatingSystem);
    const missing = missingFrom(machine);
    const [first, ...others] = missing;
    if (os === undefined || first === undefined) return;
    // Elsewhere only a project with high demands has to have them, which no file says.
    const { distribution, release } = os;
    const asks =
      (distribution === 'windows' && release === '11') ||
      (distribution === 'windows-server' && release === '2025');
    if (!asks) return;
    report({
      message: 'missing',
      args: { system: systemName(os), missing: missing.map(({ name }) => name) },
      confidence: 'medium',
      evidence: [
        { place: placeOf(first.fact, machine) },
        ...others.map(({ fact }) => ({ place: placeOf(fact, machine) })),
      ],
    });
  },
});

interface Missing {
  readonly name: string;
  readonly fact: Fact<unknown>;
}

/** What the guest is known not to have. */
function missingFrom({ secureBoot, firmware, tpm }: VirtualMachine): readonly Missing[] {
  const found: Missing[] = [];
  if (is(secureBoot, false)) found.push({ name: 'Secure Boot', fact: secureBoot });
  else if (is(firmware, 'bios')) found.push({ name: 'Secure Boot', fact: firmware });
  if (is(tpm, false)) found.push({ name: 'TPM', fact: tpm });
  return found;
}
