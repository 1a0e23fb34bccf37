// What the Packer format says about its facts.
import { unknown } from '../../core/fact';
import type { Text } from '../../core/message';

export const byDefault: Text = {
  en: 'Packer’s builder uses this unless the template says otherwise.',
  de: 'Das nimmt der Builder von Packer, solange die Vorlage nichts anderes sagt.',
};

export const systemName: Text = {
  en: 'The name of the installation image reveals the operating system.',
  de: 'Der Name des Installationsabbilds verrät das Betriebssystem.',
};

export const systemNamePart: Text = {
  en: 'The part of the installation image’s name that is known reveals the operating system.',
  de: 'Der bekannte Teil vom Namen des Installationsabbilds verrät das Betriebssystem.',
};

export const machineName: Text = {
  en: 'The name of the machine reveals the operating system; nothing else in the template does.',
  de: 'Der Name der Maschine verrät das Betriebssystem; sonst sagt es in der Vorlage nichts.',
};

export const architectureName: Text = {
  en: 'The name of the image names the processor architecture.',
  de: 'Der Name des Abbilds nennt die Prozessorarchitektur.',
};

export const unknownSystem: Text = {
  en: 'The hypervisor knows this id, Berth does not.',
  de: 'Der Hypervisor kennt diese Kennung, Berth nicht.',
};

export const dynamicBlocks: Text = {
  en: 'A dynamic block writes further ones when Packer runs.',
  de: 'Ein dynamic-Block schreibt weitere, wenn Packer läuft.',
};

export const otherArguments: Text = {
  en: 'Arguments of the hypervisor replace what the builder would set.',
  de: 'Argumente des Hypervisors ersetzen, was der Builder setzen würde.',
};

export const byHost: Text = {
  en: 'Packer takes KVM where the host has it, else QEMU’s own translation.',
  de: 'Packer nimmt KVM, wo der Host es hat, sonst die Übersetzung von QEMU.',
};

export const seaBios: Text = {
  en: 'Without firmware for EFI, QEMU starts a PC with SeaBIOS, which has no Secure Boot.',
  de: 'Ohne Firmware für EFI startet QEMU einen PC mit SeaBIOS, und das kennt kein Secure Boot.',
};

export const biosBoot: Text = {
  en: 'Secure Boot needs UEFI firmware.',
  de: 'Secure Boot setzt UEFI-Firmware voraus.',
};

export const capable: Text = {
  en: 'Whether Secure Boot is on is stored in the firmware’s variables, not in the template.',
  de: 'Ob Secure Boot an ist, steht in den Variablen der Firmware, nicht in der Vorlage.',
};

export const onlyWhenAsked: Text = {
  en: 'VirtualBox does this only when it is asked to.',
  de: 'Das tut VirtualBox nur, wenn es verlangt wird.',
};

export const thickUnlessThin: Text = {
  en: 'Without disk_thin_provisioned, the disk takes its whole capacity at once.',
  de: 'Ohne disk_thin_provisioned belegt die Platte sofort ihre volle Größe.',
};

export const noLogin: Text = {
  en: 'Without an authentication type, VirtualBox lets everybody use the remote screen.',
  de: 'Ohne Authentifizierungsart lässt VirtualBox jeden an den entfernten Bildschirm.',
};

export const winrmPlain: Text = {
  en: 'Over WinRM, Packer logs in with basic authentication and without TLS unless the template says otherwise.',
  de: 'Über WinRM meldet sich Packer mit Basic-Authentifizierung und ohne TLS an, solange die Vorlage nichts anderes sagt.',
};

export const sourceMachine = unknown({
  en: 'The machine or image it starts from decides it.',
  de: 'Die Maschine oder das Image, von dem sie ausgeht, entscheidet es.',
});

export const platformDecides = unknown({
  en: 'The platform decides it.',
  de: 'Die Plattform entscheidet es.',
});

export const outsideScript = unknown({
  en: 'A script that is not among the files decides it.',
  de: 'Ein Skript, das nicht bei den Dateien liegt, entscheidet es.',
});

export const otherShell = unknown({
  en: 'A script in a language that Berth does not read decides it.',
  de: 'Ein Skript in einer Sprache, die Berth nicht liest, entscheidet es.',
});

export const otherTool = unknown({
  en: 'Another provisioning tool decides it.',
  de: 'Ein anderes Werkzeug zur Einrichtung entscheidet es.',
});

export const unreadScript = unknown({
  en: 'The script could not be read to its end.',
  de: 'Das Skript konnte nicht bis zum Ende gelesen werden.',
});

export const noBuild = unknown({
  en: 'No build among the files uses this source, so what provisions it is not known.',
  de: 'Kein Build unter den Dateien nutzt diese Quelle, daher ist nicht bekannt, was sie einrichtet.',
});

export const sizeIsInstance: Text = {
  en: 'The documentation of the platform gives these figures for the size.',
  de: 'Die Dokumentation der Plattform nennt diese Zahlen für die Größe.',
};

export const unknownSize: Text = {
  en: 'The size of this machine type is not among those that Berth knows.',
  de: 'Die Größe dieses Maschinentyps gehört nicht zu denen, die Berth kennt.',
};
