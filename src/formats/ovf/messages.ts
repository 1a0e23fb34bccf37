// Why facts of an OVF descriptor are implied or unknown.
import type { Text } from '../../core/message';

/** What no importer accepts. */
export const unreadable: Text = {
  en: 'OVF knows no such value here.',
  de: 'OVF kennt hier keinen solchen Wert.',
};

/** A number that means nothing without its unit. */
export const noUnit: Text = {
  en: 'The unit of this number is not written down.',
  de: 'Die Einheit dieser Zahl steht nicht da.',
};

/** `${…}`. */
export const property: Text = {
  en: 'A property that is asked for when the appliance is deployed decides it.',
  de: 'Eine Eigenschaft, nach der bei der Bereitstellung gefragt wird, entscheidet es.',
};

/** Several deployment configurations. */
export const defaultConfiguration: Text = {
  en: 'It is that of the deployment configuration that is chosen by default; others have other values.',
  de: 'So ist es in der Konfiguration, die bei der Bereitstellung vorgewählt ist; andere haben andere Werte.',
};

/** The XML is broken, or a template fills it in. */
export const unfinished: Text = {
  en: 'The hardware is not listed completely.',
  de: 'Die Hardware ist nicht vollständig aufgezählt.',
};

/** Logical networks. */
export const networkChosen: Text = {
  en: 'Which network this one becomes is chosen when the appliance is deployed.',
  de: 'Welches Netz daraus wird, wird bei der Bereitstellung gewählt.',
};

/** Networks that VirtualBox and Workstation name after their kind. */
export const networkNamed: Text = {
  en: 'VirtualBox and VMware name networks they export after their kind.',
  de: 'VirtualBox und VMware benennen exportierte Netze nach ihrer Art.',
};

/** Disks without a parent. */
export const wholeDisk: Text = {
  en: 'A disk without parentRef stands alone.',
  de: 'Eine Platte ohne parentRef steht allein.',
};

/** Ids without a row. */
export const noName: Text = {
  en: 'OVF has an id for this system, Berth has none.',
  de: 'OVF hat für dieses System eine Kennung, Berth nicht.',
};

/** The bus of a controller. */
export const controllerDecides: Text = {
  en: 'The controller it is attached to decides it.',
  de: 'Der Controller, an dem es hängt, entscheidet es.',
};

/** BIOS. */
export const biosBoot: Text = {
  en: 'Secure Boot needs UEFI firmware.',
  de: 'Secure Boot setzt UEFI-Firmware voraus.',
};
