// Emulated devices that only old systems need.
import { type Known, knownValue } from '../../core/fact';
import type { Fix } from '../../core/finding';
import { defineRule } from '../../core/rule';
import type { VirtualMachine } from '../../core/workload';
import { claim, cve, cwe, nist125a } from '../../knowledge/sources';
import { removal } from '../support/fix';
import { confidenceOf, offersVirtio, replacementFix, runs } from '../support/machine';
import { evidenceOf } from '../support/place';

/** Models that have a paravirtual device in their place; the others can go. */
const replaceable = new Set(['cirrus', 'ne2k_isa', 'ne2k_pci', 'pcnet']);

export default defineRule({
  id: 'vm-legacy-device',
  concern: 'isolation',
  severity: 'info',
  title: { en: 'Guest has an outdated emulated device', de: 'Gast hat ein veraltetes emuliertes Gerät' },
  why: {
    en: `The hypervisor imitates such a device in code that is decades old and that hardly anybody looks at any more. With VENOM
(CVE-2015-3456) a guest could run code on the host through the floppy controller: the wall of a VM is only as good as its
weakest emulated device. That hole is closed, the code is still there.

Take devices out that nobody uses, and use \`virtio\` models where the guest has drivers for them.`,
    de: `Der Hypervisor ahmt ein solches Gerät mit jahrzehntealtem Code nach, den kaum noch jemand ansieht. Bei VENOM
(CVE-2015-3456) konnte ein Gast über den Diskettencontroller Code auf dem Host ausführen: Die Wand einer VM ist nur so gut
wie ihr schwächstes emuliertes Gerät. Diese Lücke ist geschlossen, der Code ist noch da.

Entferne Geräte, die niemand nutzt, und nimm \`virtio\`-Modelle, wo der Gast Treiber dafür hat.`,
  },
  sources: [claim('A1-15'), cve('CVE-2015-3456'), nist125a(), cwe('1104')],
  messages: {
    floppy: {
      en: '{workload} has a floppy drive: a hole in its emulation once let guests run code on the host (CVE-2015-3456), and hardly any guest needs one. Remove it.',
      de: '{workload} hat ein Diskettenlaufwerk: Eine Lücke in dessen Emulation ließ Gäste schon Code auf dem Host ausführen (CVE-2015-3456), und kaum ein Gast braucht es. Entferne es.',
    },
    unused: {
      en: '{workload} has the emulated device {device}, which only old systems use: its code widens what a guest can attack on the host. Remove it.',
      de: '{workload} hat das emulierte Gerät {device}, das nur alte Systeme nutzen: Sein Code vergrößert die Angriffsfläche des Hosts. Entferne es.',
    },
    outdated: {
      en: '{workload} uses the emulated {device}, old and slow code that widens what a guest can attack on the host. Take a newer model, virtio where the guest has drivers for it.',
      de: '{workload} nutzt das emulierte {device}: alter, langsamer Code, der die Angriffsfläche des Hosts vergrößert. Nimm ein neueres Modell, virtio, wo der Gast Treiber dafür hat.',
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
    ],
  },
  checkMachine(machine, report) {
    if (isOldSystem(machine)) return;
    for (const device of machine.legacyDevices.items) {
      const { value } = device;
      report({
        message: value === 'floppy' ? 'floppy' : replaceable.has(value) ? 'outdated' : 'unused',
        args: { device: value },
        // Windows may take drivers from a floppy while it is installed.
        severity: value === 'floppy' && runs(machine, 'windows') ? 'hint' : 'info',
        confidence: confidenceOf(device),
        evidence: evidenceOf(device, machine),
        ...repair(machine, device),
      });
    }
  },
});

/** Systems from before the paravirtual drivers. */
function isOldSystem({ operatingSystem }: VirtualMachine): boolean {
  const os = knownValue(operatingSystem);
  const release = os?.release ?? '';
  if (os?.distribution === 'windows') return ['xp', 'vista'].includes(release);
  return os?.distribution === 'windows-server' && Number.parseInt(release, 10) <= 2003;
}

function repair(machine: VirtualMachine, device: Known<string>): { readonly fix?: Fix } {
  if (!replaceable.has(device.value)) return removal(device);
  return device.state === 'stated' && offersVirtio(machine)
    ? { fix: replacementFix(device.place, 'virtio') }
    : {};
}
