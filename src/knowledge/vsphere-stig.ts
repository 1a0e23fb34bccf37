// The controls of the vSphere 8 STIG about single machines: id, setting, the value it asks for. Facts from the controls in
// vmware/dod-compliance-and-automation, vsphere/8.0; `documents.vsphereStig` cites them.
import { type Text, verbatim } from '../core/message';
import type { VirtualMachine } from '../core/workload';

/** One control. */
export interface StigControl {
  readonly id: string;
  /** The setting in a .vmx file, `N` for a number. */
  readonly setting: string;
  /** The value the control asks for; absent where the setting should not be there. */
  readonly safe?: string;
  readonly about: Text;
}

const control = (
  number: number,
  setting: string,
  safe: string | undefined,
  en: string,
  de: string,
): StigControl => ({
  id: `VMCH-80-000${number}`,
  setting,
  ...(safe === undefined ? {} : { safe }),
  about: { en, de },
});

/** The controls by what they are about. */
export const stigControls = {
  copy: control(
    189,
    'isolation.tools.copy.disable',
    'TRUE',
    'copying out of the guest',
    'Kopieren aus dem Gast',
  ),
  dragAndDrop: control(191, 'isolation.tools.dnd.disable', 'TRUE', 'drag and drop', 'Ziehen von Dateien'),
  paste: control(
    192,
    'isolation.tools.paste.disable',
    'TRUE',
    'pasting into the guest',
    'Einfügen in den Gast',
  ),
  diskShrink: control(
    193,
    'isolation.tools.diskshrink.disable',
    'TRUE',
    'shrinking disks',
    'Verkleinern von Platten',
  ),
  diskWiper: control(
    194,
    'isolation.tools.diskwiper.disable',
    'TRUE',
    'wiping disks',
    'Überschreiben von Platten',
  ),
  consoleSharing: control(
    195,
    'remotedisplay.maxconnections',
    '1',
    'consoles at once',
    'gleichzeitige Konsolen',
  ),
  guestInformation: control(
    196,
    'tools.setinfo.sizelimit',
    '1048576',
    'what the guest may write about itself',
    'was der Gast über sich schreiben darf',
  ),
  deviceControl: control(
    197,
    'isolation.device.connectable.disable',
    'TRUE',
    'devices connected by the guest',
    'Geräte, die der Gast verbindet',
  ),
  hostInformation: control(
    198,
    'tools.guestlib.enablehostinfo',
    'FALSE',
    'information about the host',
    'Angaben über den Host',
  ),
  memorySalt: control(
    199,
    'sched.mem.pshare.salt',
    undefined,
    'salt of shared memory',
    'Salt geteilten Speichers',
  ),
  networkFilter: control(200, 'ethernetN.filterN.name', undefined, 'dvfilter', 'dvfilter'),
  autolock: control(
    201,
    'tools.guest.desktop.autolock',
    'TRUE',
    'locking the session',
    'Sperren der Sitzung',
  ),
  graphics: control(202, 'mks.enable3d', 'FALSE', '3D acceleration', '3D-Beschleunigung'),
  migration: control(
    203,
    'migrate.encryptionmode',
    'opportunistic',
    'encrypted vMotion',
    'verschlüsseltes vMotion',
  ),
  faultTolerance: control(
    204,
    'ftcpt.ftencryptionmode',
    'ftEncryptionOpportunistic',
    'encrypted fault tolerance',
    'verschlüsselte Fault Tolerance',
  ),
  logSize: control(205, 'log.rotatesize', '2048000', 'size of logs', 'Größe der Protokolle'),
  logCount: control(206, 'log.keepold', '10', 'number of logs', 'Zahl der Protokolle'),
  logging: control(207, 'logging', 'TRUE', 'logging', 'Protokollierung'),
  nonpersistent: control(
    208,
    'scsiN:N.mode',
    'persistent',
    'nonpersistent disks',
    'nicht dauerhafte Platten',
  ),
  floppy: control(209, 'floppyN.present', 'FALSE', 'floppy drives', 'Diskettenlaufwerke'),
  cdrom: control(210, 'ideN:N.startconnected', 'FALSE', 'CD-ROM drives', 'CD-ROM-Laufwerke'),
  parallel: control(211, 'parallelN.present', 'FALSE', 'parallel ports', 'parallele Schnittstellen'),
  serial: control(212, 'serialN.present', 'FALSE', 'serial ports', 'serielle Schnittstellen'),
  usb: control(213, 'usb.present', 'FALSE', 'USB devices', 'USB-Geräte'),
  passthrough: control(214, 'pcipassthruN.present', 'FALSE', 'DirectPath I/O', 'DirectPath I/O'),
} as const satisfies Readonly<Record<string, StigControl>>;

const bySetting = new Map<string, StigControl>(
  Object.values(stigControls).map((row) => [row.setting.toLowerCase(), row]),
);

/** The control about a setting as a file writes it, with or without its value; `undefined` where there is none. */
export function stigControlOf(setting: string): StigControl | undefined {
  const [key = ''] = /^[^\s=]+/.exec(setting) ?? [];
  return bySetting.get(key.toLowerCase().replace(/\d+(?=[.:]|$)/g, 'n'));
}

const nothing = verbatim('');

/** Names controls behind a claim: ` (vSphere 8 STIG VMCH-80-000189)`; empty for machines of other hypervisors. */
export function stigNote(
  { hypervisor }: Pick<VirtualMachine, 'hypervisor'>,
  ...controls: readonly (StigControl | undefined)[]
): Text {
  if (hypervisor.state === 'unknown' || !/^(vmware|vsphere)$/.test(hypervisor.value)) return nothing;
  const ids = controls.flatMap((row) => (row === undefined ? [] : [row.id]));
  return ids.length === 0 ? nothing : verbatim(` (vSphere 8 STIG ${ids.join(', ')})`);
}
