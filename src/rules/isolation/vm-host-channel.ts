// Ways between guest and host that a definition opens in so many words, and that hardening guides close.
import { is } from '../../core/fact';
import { defineRule } from '../../core/rule';
import type { HostChannel, VirtualMachine } from '../../core/workload';
import { bsi, cwe, documents, nist125a } from '../../knowledge/sources';
import { stigControlOf, stigControls, stigNote } from '../../knowledge/vsphere-stig';
import { correction, removal } from '../support/fix';
import {
  confidenceOf,
  hasRole,
  isDesktop,
  isMeantFor,
  isPracticeTarget,
  isThrowaway,
} from '../support/machine';
import { evidenceOf } from '../support/place';

export default defineRule({
  id: 'vm-host-channel',
  concern: 'isolation',
  severity: 'info',
  title: {
    en: 'Setting weakens the wall between guest and host',
    de: 'Einstellung schwächt die Wand zwischen Gast und Host',
  },
  why: {
    en: `Beside disks and network cards, a hypervisor has small ways between guest and host: shrinking a disk from inside, reading what
the host is, a second person at the same console, a filter on the network card. Each of them is code of the host that the
guest can reach, or takes something out of the host’s control. Hardening guides close them, and current defaults mostly do, too.
This definition opens one in so many words.

Close it unless somebody needs it: take the setting out, or give it the value named in the guide (for VMware the controls
VMCH-80-000189 to 214 of the vSphere 8 STIG).`,
    de: `Neben Platten und Netzwerkkarten hat ein Hypervisor kleine Wege zwischen Gast und Host: eine Platte von innen verkleinern, lesen,
was der Host ist, eine zweite Person an derselben Konsole, ein Filter an der Netzwerkkarte. Jeder davon ist Code des Hosts, den
der Gast erreicht, oder entzieht etwas der Kontrolle des Hosts. Härtungsleitfäden schließen sie, heutige Vorgaben meist auch.
Diese Definition öffnet einen ausdrücklich.

Schließe ihn, wenn ihn niemand braucht: Entferne die Einstellung oder gib ihr den Wert, den der Leitfaden nennt (für VMware
die Controls VMCH-80-000189 bis 214 des vSphere 8 STIG).`,
  },
  sources: [
    documents.vsphereStig,
    documents.vmwareConfiguration,
    nist125a(),
    bsi('SYS.1.5.A3'),
    bsi('SYS.1.5.A23'),
    cwe('653'),
  ],
  messages: {
    'disk-shrink': {
      en: '{workload} may shrink its disks from inside, and a user of the guest who repeats that keeps the host’s storage busy or may make the disk unusable{stig}. Forbid it: {setting} should say TRUE.',
      de: '{workload} darf seine Platten von innen verkleinern: Wer das im Gast wiederholt, lastet die Laufwerke des Hosts aus oder macht die Platte womöglich unbrauchbar{stig}. Verbiete es: {setting} sollte TRUE lauten.',
    },
    'host-information': {
      en: '{workload} can read figures about the host, which helps an attacker inside to prepare the next step{stig}. Remove {setting} unless a monitor in the guest needs them.',
      de: '{workload} kann Angaben über den Host lesen, die einem Angreifer im Gast den nächsten Schritt erleichtern{stig}. Entferne {setting}, wenn keine Überwachung im Gast sie braucht.',
    },
    'shared-console': {
      en: 'Several people can be at the console of {workload} at once: somebody may watch, or use, the session of an administrator{stig}. Allow one connection instead of {setting}.',
      de: 'An der Konsole von {workload} können mehrere zugleich sein: Jemand kann der Sitzung eines Administrators zusehen oder sie benutzen{stig}. Erlaube statt {setting} eine Verbindung.',
    },
    'network-filter': {
      en: 'A filter on a network card of {workload} hands its traffic to another machine or to the hypervisor’s filter interface{stig}. Remove {setting} unless a product in use put it there.',
      de: 'Ein Filter an einer Netzwerkkarte von {workload} reicht den Verkehr an eine andere Maschine oder an die Filterschnittstelle des Hypervisors{stig}. Entferne {setting}, wenn es nicht von einem genutzten Produkt stammt.',
    },
    'accelerated-graphics': {
      en: '{workload} passes 3D commands to the host’s graphics driver, a large piece of host code that a server has no use for{stig}. Remove {setting} unless the guest draws something.',
      de: '{workload} reicht 3D-Befehle an den Grafiktreiber des Hosts weiter, viel Code des Hosts, den ein Server nicht braucht{stig}. Entferne {setting}, wenn der Gast nichts zeichnet.',
    },
    'unencrypted-migration': {
      en: 'The memory of {workload} may cross the network in plain text while it moves or is mirrored, with every key and password in it{stig}. Use encryption instead of {setting}.',
      de: 'Der Arbeitsspeicher von {workload} kann beim Verschieben oder Spiegeln im Klartext durchs Netz gehen, mit allen Schlüsseln und Passwörtern{stig}. Nutze Verschlüsselung statt {setting}.',
    },
    'device-control': {
      en: '{workload} may connect and disconnect its own devices: a user of the guest can take its network card away or insert a disc{stig}. Forbid it: {setting} should say TRUE.',
      de: '{workload} darf seine eigenen Geräte verbinden und trennen: Wer im Gast ist, kann ihm die Netzwerkkarte nehmen oder eine CD einlegen{stig}. Verbiete es: {setting} sollte TRUE lauten.',
    },
    'guest-information': {
      en: '{workload} may write more about itself into the host’s files than the usual 1 MiB, so it can fill the host’s disk{stig}. Lower the limit in {setting}.',
      de: '{workload} darf mehr als die üblichen 1 MiB über sich in Dateien des Hosts schreiben und kann so dessen Platte füllen{stig}. Senke die Grenze in {setting}.',
    },
    'unlocked-console': {
      en: 'When the last console of {workload} closes, its session stays open: the next one to connect continues where somebody was logged in{stig}. Let it lock: {setting} should say TRUE.',
      de: 'Schließt die letzte Konsole von {workload}, bleibt die Sitzung offen: Wer sich als Nächstes verbindet, arbeitet dort weiter, wo jemand angemeldet war{stig}. Lass sie sperren: {setting} sollte TRUE lauten.',
    },
    'shared-memory': {
      en: '{workload} is set to share memory with other guests or with the host, which opens a channel between them, if only by measuring times{stig}. Remove {setting} unless they have to talk that way.',
      de: '{workload} ist so eingestellt, dass die Maschine Arbeitsspeicher mit anderen Gästen oder dem Host teilt; das öffnet einen Kanal zwischen ihnen, und sei es nur durch Zeitmessung{stig}. Entferne {setting}, wenn sie sich nicht so austauschen müssen.',
    },
    'no-log': {
      en: 'The hypervisor keeps no log about {workload}, so neither faults nor an attack on it leave a trace on the host{stig}. Remove {setting}.',
      de: 'Der Hypervisor führt kein Protokoll über {workload}; weder Fehler noch ein Angriff hinterlassen auf dem Host eine Spur{stig}. Entferne {setting}.',
    },
    'log-rotation': {
      en: 'The host’s log about {workload} can grow beyond the usual size, or old logs are not kept: it fills the disk, or traces are lost{stig}. Take the usual value instead of {setting}.',
      de: 'Das Protokoll des Hosts über {workload} kann über die übliche Größe wachsen, oder alte werden nicht aufgehoben: Es füllt die Platte, oder Spuren gehen verloren{stig}. Nimm statt {setting} den üblichen Wert.',
    },
    forgets: {
      en: 'A disk of {workload} forgets what was written when the machine is switched off: data are lost, and so are the traces of an attack{stig}. Make it persistent unless that is the purpose.',
      de: 'Eine Platte von {workload} vergisst beim Ausschalten, was geschrieben wurde: Daten gehen verloren und mit ihnen die Spuren eines Angriffs{stig}. Mach sie dauerhaft, wenn das nicht der Zweck ist.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vmx',
        text: 'config.version = "8"\nvirtualHW.version = "20"\ndisplayName = "shop"\nguestOS = "ubuntu-64"\n⟦isolation.tools.diskShrink.disable = "FALSE"⟧\n⟦tools.guestlib.enableHostInfo = "TRUE"⟧\n⟦RemoteDisplay.maxConnections = "5"⟧\n⟦mks.enable3d = "TRUE"⟧\n⟦migrate.encryptionMode = "disabled"⟧\n⟦ethernet0.filter0.name = "dvfilter-maclearn"⟧\n⟦sched.mem.pshare.salt = "all"⟧\n⟦logging = "FALSE"⟧\n⟦isolation.device.connectable.disable = "FALSE"⟧\n⟦tools.setInfo.sizeLimit = "0"⟧\n⟦tools.guest.desktop.autolock = "FALSE"⟧\n⟦log.keepOld = "0"⟧\n',
        fixed:
          'config.version = "8"\nvirtualHW.version = "20"\ndisplayName = "shop"\nguestOS = "ubuntu-64"\nisolation.tools.diskShrink.disable = "TRUE"\ntools.guestlib.enableHostInfo = "FALSE"\nRemoteDisplay.maxConnections = "1"\nmks.enable3d = "FALSE"\nmigrate.encryptionMode = "opportunistic"\nlogging = "TRUE"\nisolation.device.connectable.disable = "TRUE"\ntools.setInfo.sizeLimit = "1048576"\ntools.guest.desktop.autolock = "TRUE"\nlog.keepOld = "10"\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "orders"\nscsi0.present = "TRUE"\nscsi0:0.present = "TRUE"\nscsi0:0.fileName = "orders.vmdk"\n⟦scsi0:0.mode = "independent-nonpersistent"⟧\n',
        fixed:
          'config.version = "8"\ndisplayName = "orders"\nscsi0.present = "TRUE"\nscsi0:0.present = "TRUE"\nscsi0:0.fileName = "orders.vmdk"\nscsi0:0.mode = "persistent"\n',
      },
      {
        format: 'proxmox',
        text: 'name: orders\nmemory: 2048\nostype: l26\n⟦ivshmem: size=32,name=bus⟧\nscsi0: local-lvm:vm-100-disk-0,size=32G,⟦snapshot=1⟧\nvga: ⟦virtio-gl⟧\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices:\n          ⟦downwardMetrics: {}⟧\n          rng: {}\n',
        fixed:
          'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices:\n          rng: {}\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    ⟦<Teleporter enabled="true" port="6000"/>⟧\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <Display controller="VMSVGA" VRAMSize="16" ⟦accelerate3D="true"⟧/>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
        fixed:
          '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <Display controller="VMSVGA" VRAMSize="16"/>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'ovf',
        text: '<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="urn:rasd" xmlns:vssd="urn:vssd" xmlns:vmw="http://www.vmware.com/schema/ovf">\n  <VirtualSystem ovf:id="shop">\n    <OperatingSystemSection ovf:id="1" vmw:osType="debian12_64Guest"/>\n    <VirtualHardwareSection>\n      <System>\n        <vssd:VirtualSystemType>vmx-19</vssd:VirtualSystemType>\n      </System>\n      <Item>\n        <rasd:InstanceID>7</rasd:InstanceID>\n        <rasd:ResourceType>24</rasd:ResourceType>\n        ⟦<vmw:Config ovf:required="false" vmw:key="enable3DSupport" vmw:value="true"/>⟧\n      </Item>\n      ⟦<vmw:ExtraConfig ovf:required="false" vmw:key="tools.guestlib.enableHostInfo" vmw:value="TRUE"/>⟧\n    </VirtualHardwareSection>\n  </VirtualSystem>\n</Envelope>\n',
        fixed:
          '<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="urn:rasd" xmlns:vssd="urn:vssd" xmlns:vmw="http://www.vmware.com/schema/ovf">\n  <VirtualSystem ovf:id="shop">\n    <OperatingSystemSection ovf:id="1" vmw:osType="debian12_64Guest"/>\n    <VirtualHardwareSection>\n      <System>\n        <vssd:VirtualSystemType>vmx-19</vssd:VirtualSystemType>\n      </System>\n      <Item>\n        <rasd:InstanceID>7</rasd:InstanceID>\n        <rasd:ResourceType>24</rasd:ResourceType>\n      </Item>\n      <vmw:ExtraConfig ovf:required="false" vmw:key="tools.guestlib.enableHostInfo" vmw:value="FALSE"/>\n    </VirtualHardwareSection>\n  </VirtualSystem>\n</Envelope>\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>shop</name>\n  <os>\n    <type>hvm</type>\n    ⟦<smbios mode="host"/>⟧\n  </os>\n  <devices>\n    ⟦<shmem name="ring">⟧\n      <size unit="M">4</size>\n    </shmem>\n  </devices>\n</domain>\n',
        fixed:
          '<domain type="kvm">\n  <name>shop</name>\n  <os>\n    <type>hvm</type>\n  </os>\n  <devices>\n  </devices>\n</domain>\n',
      },
      {
        format: 'terraform',
        text: 'resource "vsphere_virtual_machine" "shop" {\n  name = "shop"\n\n  extra_config = {\n    ⟦"isolation.tools.diskShrink.disable" = "FALSE"⟧\n  }\n}\n',
      },
    ],
    good: [
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "shop"\nguestOS = "ubuntu-64"\nscsi0:0.present = "TRUE"\nscsi0:0.fileName = "shop.vmdk"\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "shop"\nguestOS = "ubuntu-64"\nisolation.tools.diskShrink.disable = "TRUE"\ntools.guestlib.enableHostInfo = "FALSE"\nRemoteDisplay.maxConnections = "1"\nmks.enable3d = "FALSE"\nmigrate.encryptionMode = "required"\nlogging = "TRUE"\nlog.rotateSize = "2048000"\nlog.keepOld = "10"\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "design desktop"\nguestOS = "windows11-64"\nmks.enable3d = "TRUE"\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "Kiosk 3"\nguestOS = "debian12-64"\nscsi0:0.present = "TRUE"\nscsi0:0.fileName = "kiosk.vmdk"\nscsi0:0.mode = "independent-nonpersistent"\n',
      },
      {
        format: 'proxmox',
        text: 'name: orders\nmemory: 2048\nostype: l26\nscsi0: local-lvm:vm-100-disk-0,size=32G\nvga: qxl\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices: {}\n',
      },
      {
        format: 'terraform',
        text: 'resource "vsphere_virtual_machine" "shop" {\n  name = "shop"\n\n  extra_config = {\n    "isolation.tools.diskShrink.disable" = "TRUE"\n  }\n}\n',
      },
    ],
  },
  checkMachine(machine, report) {
    for (const channel of machine.hostChannels.items) {
      const { kind, setting } = channel.value;
      if (isWanted(kind, machine)) continue;
      const control = stigControlOf(setting);
      report({
        message: kind,
        args: { setting, stig: stigNote(machine, control) },
        confidence: confidenceOf(channel),
        evidence: evidenceOf(channel, machine),
        ...(control?.safe === undefined ? removal(channel) : correction(channel, control.safe)),
      });
    }
    if (mayForget(machine)) return;
    for (const { value } of machine.disks.items) {
      const { kind, persistent } = value;
      if (kind !== 'disk' || persistent.state !== 'stated' || !is(persistent, false)) continue;
      const isVmware = stigNote(machine, stigControls.nonpersistent).en !== '';
      report({
        message: 'forgets',
        args: { stig: stigNote(machine, stigControls.nonpersistent) },
        evidence: evidenceOf(persistent, machine),
        ...(isVmware ? correction(persistent, 'persistent') : removal(persistent)),
      });
    }
  },
});

/** Who looks at the guest's screen wants it drawn fast. */
function isWanted(kind: HostChannel['kind'], machine: VirtualMachine): boolean {
  return kind === 'accelerated-graphics' && (isDesktop(machine) || hasRole(machine, 'remote-desktop'));
}

/** Machines that should begin anew each time, and those that somebody starts by hand to try something. */
function mayForget(machine: VirtualMachine): boolean {
  const { hypervisor, role } = machine;
  return (
    role !== 'machine' ||
    isThrowaway(machine) ||
    isPracticeTarget(machine) ||
    is(hypervisor, 'qemu') ||
    is(hypervisor, 'kvm') ||
    isMeantFor(machine, /kiosk|class-?room|schulung|(^|[^a-z])(training|labs?|demo|guest|public)([^a-z]|$)/)
  );
}
