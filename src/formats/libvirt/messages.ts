// Why facts of a domain are implied or unknown.
import type { Text } from '../../core/message';

/** The reasons, by name. */
export const texts = {
  unfinished: {
    en: 'The list of devices is incomplete.',
    de: 'Die Liste der Geräte ist nicht vollständig.',
  },
  template: {
    en: 'A template adds devices.',
    de: 'Eine Vorlage ergänzt Geräte.',
  },
  deviceList: {
    en: 'A domain has the devices it lists, and this one is not among them.',
    de: 'Eine Domain hat die Geräte, die sie aufzählt, und dieses ist nicht dabei.',
  },
  balloon: {
    en: 'libvirt adds a memory balloon to every KVM, QEMU and Xen guest.',
    de: 'libvirt gibt jedem Gast unter KVM, QEMU und Xen einen Memory-Balloon.',
  },
  customCpu: {
    en: 'Without a mode, libvirt uses the CPU mode custom.',
    de: 'Ohne Angabe nimmt libvirt den CPU-Modus custom.',
  },
  hostCpu: {
    en: 'The guest gets the CPU of the host; its settings decide whether virtualisation is part of it.',
    de: 'Der Gast bekommt die CPU des Hosts; dessen Einstellungen entscheiden, ob Virtualisierung dazugehört.',
  },
  clipboard: {
    en: 'SPICE shares the clipboard through this channel unless that is switched off.',
    de: 'SPICE teilt über diesen Kanal die Zwischenablage, solange das nicht abgeschaltet ist.',
  },
  fileTransfer: {
    en: 'SPICE transfers files through this channel unless that is switched off.',
    de: 'SPICE überträgt über diesen Kanal Dateien, solange das nicht abgeschaltet ist.',
  },
  pflash: {
    en: 'A loader mapped as flash is UEFI firmware.',
    de: 'Ein als Flash eingebundener Loader ist UEFI-Firmware.',
  },
  capable: {
    en: 'The firmware supports Secure Boot; whether it is on is stored in its variables, not in this file.',
    de: 'Die Firmware beherrscht Secure Boot; ob es an ist, steht in ihren Variablen, nicht in dieser Datei.',
  },
  biosBoot: {
    en: 'Secure Boot needs UEFI firmware.',
    de: 'Secure Boot setzt UEFI-Firmware voraus.',
  },
  hostConfines: {
    en: 'The host’s qemu.conf decides how the hypervisor process is confined.',
    de: 'Die qemu.conf des Hosts entscheidet, wie der Hypervisor-Prozess eingegrenzt ist.',
  },
  noName: {
    en: 'libvirt knows this id, Berth does not.',
    de: 'libvirt kennt diese Kennung, Berth nicht.',
  },
  biosByDefault: {
    en: 'QEMU starts PCs with BIOS unless other firmware is loaded.',
    de: 'QEMU startet PCs mit BIOS, solange keine andere Firmware geladen wird.',
  },
  emulator: {
    en: 'This emulator runs guests of this architecture.',
    de: 'Dieser Emulator führt Gäste dieser Architektur aus.',
  },
  hostMerges: {
    en: 'The host decides whether it merges equal pages (KSM).',
    de: 'Der Host entscheidet, ob er gleiche Seiten zusammenlegt (KSM).',
  },
  hugePages: {
    en: 'KSM merges ordinary pages only, and this memory lies in huge pages.',
    de: 'KSM legt nur gewöhnliche Seiten zusammen, und dieser Speicher liegt in Huge Pages.',
  },
  otherSnapshots: {
    en: 'Other snapshots have files of their own.',
    de: 'Andere Snapshots haben eigene Dateien.',
  },
} satisfies Record<string, Text>;
