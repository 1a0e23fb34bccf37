// Why facts of a VirtualBox machine are implied or unknown.
import type { Text } from '../../core/message';

/** What VirtualBox refuses. */
export const unreadable: Text = {
  en: 'VirtualBox would not accept this value.',
  de: 'Diesen Wert nähme VirtualBox nicht an.',
};

/** The XML is broken. */
export const unfinished: Text = {
  en: 'The settings are incomplete.',
  de: 'Die Einstellungen sind nicht vollständig.',
};

/** What VirtualBox does not write where it is the default. */
export const settingsDefault: Text = {
  en: 'VirtualBox leaves a setting out where it has its default, and this is the default.',
  de: 'VirtualBox lässt eine Einstellung weg, die den Standardwert hat, und das ist er.',
};

/** A device that is not listed. */
export const deviceList: Text = {
  en: 'The settings list every device of the machine, and this one is not among them.',
  de: 'Die Einstellungen zählen jedes Gerät der Maschine auf, und dieses ist nicht dabei.',
};

/** No switch for hardware virtualization. */
export const hardwareByDefault: Text = {
  en: 'VirtualBox runs guests with the processor’s virtualisation unless that is switched off.',
  de: 'VirtualBox nutzt die Virtualisierung des Prozessors, solange sie nicht abgeschaltet ist.',
};

/** Hardware virtualization switched off. */
export const versionDecides: Text = {
  en: 'VirtualBox 6.1 and later use the hardware all the same; older versions ran guests without it.',
  de: 'VirtualBox ab 6.1 nutzt die Hardware trotzdem; ältere Versionen kamen ohne sie aus.',
};

/** Firmware of ARM machines. */
export const armFirmware: Text = {
  en: 'VirtualBox starts ARM machines with UEFI.',
  de: 'VirtualBox startet ARM-Maschinen mit UEFI.',
};

/** UEFI without its variables. */
export const inVariables: Text = {
  en: 'Whether Secure Boot is on is stored in the firmware’s variables (.nvram), not in this file.',
  de: 'Ob Secure Boot an ist, steht in den Variablen der Firmware (.nvram), nicht in dieser Datei.',
};

/** BIOS. */
export const biosBoot: Text = {
  en: 'Secure Boot needs UEFI firmware.',
  de: 'Secure Boot setzt UEFI-Firmware voraus.',
};

/** A remote display or a forwarded port without address. */
export const everywhere: Text = {
  en: 'Without an address, VirtualBox listens on every address of the host.',
  de: 'Ohne Adresse lauscht VirtualBox auf allen Adressen des Hosts.',
};

/** No `authType`. */
export const noAuthentication: Text = {
  en: 'Without authType, VirtualBox asks for no login.',
  de: 'Ohne authType verlangt VirtualBox keinen Login.',
};

/** A serial port over TCP. */
export const noLogin: Text = {
  en: 'A serial port over TCP knows no login.',
  de: 'Eine serielle Schnittstelle über TCP kennt keinen Login.',
};

/** A difference of a disk whose type decides. */
export const typeOfDisk: Text = {
  en: 'The type of the disk at the root of the chain decides it.',
  de: 'Die Art der Platte am Anfang der Kette entscheidet es.',
};

/** A difference without snapshots. */
export const differenceOfTemplate: Text = {
  en: 'The disk is a difference to another one although the machine has no snapshots: a linked clone.',
  de: 'Die Platte ist die Differenz zu einer anderen, obwohl die Maschine keine Snapshots hat: ein verknüpfter Klon.',
};

/** A disk of its own. */
export const ownDisk: Text = {
  en: 'The disk stands alone; that of a linked clone hangs below another one.',
  de: 'Die Platte steht allein; die eines verknüpften Klons hängt unter einer anderen.',
};

/** Ids without a row. */
export const noName: Text = {
  en: 'VirtualBox knows this kind of guest, Berth does not.',
  de: 'VirtualBox kennt diese Art von Gast, Berth nicht.',
};

/** What the kind of guest says about the processor. */
export const architectureOfId: Text = {
  en: 'The id of the guest’s system names its architecture.',
  de: 'Die Kennung des Gastsystems nennt seine Architektur.',
};
