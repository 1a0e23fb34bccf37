// Why facts of a QEMU command line are implied or unknown.
import type { Text } from '../../core/message';

/** `${MEMORY:-2G}`. */
export const defaultTaken: Text = {
  en: 'The file gives {variables} this default; the environment may set another value.',
  de: 'Die Datei gibt {variables} diese Vorgabe; die Umgebung kann einen anderen Wert setzen.',
};
export const unreadable: Text = {
  en: 'QEMU would not accept this value.',
  de: 'Diesen Wert nähme QEMU nicht an.',
};
export const configurationFile: Text = {
  en: 'A file with further options is read.',
  de: 'Eine Datei mit weiteren Optionen wird eingelesen.',
};

// --- what QEMU does unless it is told otherwise -------------------------------------------------------------------

export const everywhere: Text = {
  en: 'QEMU listens on every address of the host when none is named.',
  de: 'Ohne Adresse lauscht QEMU auf allen Adressen des Hosts.',
};
export const memory: Text = {
  en: 'Without -m, QEMU gives a PC 128 MiB.',
  de: 'Ohne -m gibt QEMU einem PC 128 MiB.',
};
export const oneCpu: Text = {
  en: 'Without -smp, the guest has one CPU.',
  de: 'Ohne -smp hat der Gast eine CPU.',
};
export const translates: Text = {
  en: 'Without an accelerator, QEMU translates the guest’s instructions (TCG).',
  de: 'Ohne Beschleuniger übersetzt QEMU die Befehle des Gasts (TCG).',
};
export const kvmProgram: Text = {
  en: 'A QEMU whose program name ends in “kvm” prefers KVM.',
  de: 'Ein QEMU, dessen Programmname auf „kvm“ endet, zieht KVM vor.',
};
export const programName: Text = {
  en: 'The program emulates this architecture.',
  de: 'Das Programm emuliert diese Architektur.',
};
export const several: Text = {
  en: 'Several accelerators are named; the host decides which one is used.',
  de: 'Mehrere Beschleuniger sind genannt; der Host entscheidet, welcher genommen wird.',
};
export const driveBus: Text = {
  en: 'Without an interface, QEMU attaches a drive to the usual controller of the machine type.',
  de: 'Ohne Schnittstelle hängt QEMU ein Laufwerk an den üblichen Controller des Maschinentyps.',
};
export const writeback: Text = {
  en: 'Without a cache mode, QEMU uses writeback.',
  de: 'Ohne Cache-Modus nimmt QEMU writeback.',
};
export const stays: Text = {
  en: 'Without -snapshot, QEMU writes into the image.',
  de: 'Ohne -snapshot schreibt QEMU ins Abbild.',
};
export const defaultCard: Text = {
  en: 'Without a network option, a PC gets one network card behind NAT.',
  de: 'Ohne Netzwerkoption bekommt ein PC eine Netzwerkkarte hinter NAT.',
};
export const cardModel: Text = {
  en: 'Without a model, a PC of this type gets this card.',
  de: 'Ohne Modell bekommt ein PC dieses Typs diese Karte.',
};
export const window: Text = {
  en: 'Without a display option, QEMU opens a window if it was built with one.',
  de: 'Ohne Anzeigeoption öffnet QEMU ein Fenster, wenn es damit gebaut ist.',
};
export const seaBios: Text = {
  en: 'Without -bios and flash drives, a PC starts with SeaBIOS.',
  de: 'Ohne -bios und Flash-Laufwerke startet ein PC mit SeaBIOS.',
};
export const biosBoot: Text = {
  en: 'Secure Boot needs UEFI firmware.',
  de: 'Secure Boot setzt UEFI-Firmware voraus.',
};
export const capable: Text = {
  en: 'Whether Secure Boot is on is stored in the firmware’s variables, not here.',
  de: 'Ob Secure Boot an ist, steht in den Variablen der Firmware, nicht hier.',
};
export const onlyWhenAsked: Text = {
  en: 'QEMU has this device only when an option asks for it.',
  de: 'QEMU hat dieses Gerät nur, wenn eine Option es verlangt.',
};
export const merging: Text = {
  en: 'Unless mem-merge is off, QEMU lets the host merge equal pages.',
  de: 'Solange mem-merge nicht aus ist, erlaubt QEMU dem Host, gleiche Seiten zusammenzulegen.',
};
export const hostCpu: Text = {
  en: 'The guest gets the CPU of the host; its settings decide whether virtualisation is part of it.',
  de: 'Der Gast bekommt die CPU des Hosts; dessen Einstellungen entscheiden, ob Virtualisierung dazugehört.',
};
export const spiceAgent: Text = {
  en: 'SPICE shares this through its agent’s channel unless that is switched off.',
  de: 'SPICE teilt das über den Kanal seines Agenten, solange es nicht abgeschaltet ist.',
};
export const noPassword: Text = {
  en: 'Without a password option, none is asked for.',
  de: 'Ohne Passwortoption wird keines verlangt.',
};
export const asksLater: Text = {
  en: 'The password is set while QEMU runs.',
  de: 'Das Passwort wird im Betrieb gesetzt.',
};
export const kernelFile: Text = {
  en: 'This is what kernel files of Linux are called.',
  de: 'So heißen Kernel-Dateien von Linux.',
};
export const systemName: Text = {
  en: 'The name of this file says so.',
  de: 'Der Name dieser Datei sagt es.',
};
export const ownDevices: Text = {
  en: 'QEMU adds devices of its own unless -nodefaults is given.',
  de: 'QEMU ergänzt eigene Geräte, solange -nodefaults fehlt.',
};

export const grows: Text = {
  en: 'Without preallocation, qemu-img makes an image that grows with its content.',
  de: 'Ohne preallocation legt qemu-img ein Abbild an, das mit seinem Inhalt wächst.',
};

// --- what something else decides ----------------------------------------------------------------------------------

export const hostNetwork: Text = {
  en: 'The host decides what this device is connected to.',
  de: 'Der Host entscheidet, womit dieses Gerät verbunden ist.',
};
export const noBackend: Text = {
  en: 'The other end of this card is not in the file.',
  de: 'Das andere Ende dieser Karte steht nicht in der Datei.',
};
export const otherProgram: Text = {
  en: 'Another program shares the folder and decides which one.',
  de: 'Ein anderes Programm gibt den Ordner frei und entscheidet, welchen.',
};
export const hostConfines: Text = {
  en: 'The host decides how the process of QEMU is confined.',
  de: 'Der Host entscheidet, wie der Prozess von QEMU eingegrenzt ist.',
};

// --- virt-install -------------------------------------------------------------------------------------------------

export const libvirtChooses: Text = {
  en: 'Without --virt-type, virt-install takes the best type the host offers, mostly KVM.',
  de: 'Ohne --virt-type nimmt virt-install den besten Typ, den der Host anbietet, meist KVM.',
};
export const networkDecides: Text = {
  en: 'The definition of this network decides it.',
  de: 'Die Definition dieses Netzes entscheidet es.',
};
export const defaultNetwork: Text = {
  en: 'libvirt creates its network “default” with NAT.',
  de: 'libvirt legt sein Netz „default“ mit NAT an.',
};
export const configuredAddress: Text = {
  en: 'Without an address, libvirt takes the one in qemu.conf, by default 127.0.0.1.',
  de: 'Ohne Adresse nimmt libvirt die aus qemu.conf, im Auslieferungszustand 127.0.0.1.',
};
export const libvirtBalloon: Text = {
  en: 'libvirt adds a memory balloon to every KVM, QEMU and Xen guest.',
  de: 'libvirt gibt jedem Gast unter KVM, QEMU und Xen einen Memory-Balloon.',
};
