// What facts of Terraform files say where they are implied or unknown.
import type { Text } from '../../core/message';

/** Reasons in both languages. */
export const texts = {
  providerDefault: {
    en: 'The provider’s documented default.',
    de: 'Dokumentierter Standard des Providers.',
  },
  computed: {
    en: 'Computed by Terraform when it runs.',
    de: 'Terraform berechnet es erst beim Lauf.',
  },
  unreadable: {
    en: 'Terraform would not accept this value here.',
    de: 'Diesen Wert nähme Terraform hier nicht an.',
  },
  differs: {
    en: 'It differs between the machines of this resource.',
    de: 'Es unterscheidet sich je nach Maschine dieser Ressource.',
  },
  openList: {
    en: 'An expression decides how many there are.',
    de: 'Ein Ausdruck entscheidet, wie viele es sind.',
  },
  openBlock: {
    en: 'The block is not complete.',
    de: 'Der Block ist nicht vollständig.',
  },
  imageDecides: {
    en: 'The image or template it is made from decides it.',
    de: 'Das Image oder die Vorlage, aus der sie entsteht, entscheidet es.',
  },
  platformDecides: {
    en: 'The platform decides it.',
    de: 'Die Plattform entscheidet es.',
  },
  networkDecides: {
    en: 'The definition of this network decides it.',
    de: 'Die Definition dieses Netzes entscheidet es.',
  },
  systemByImage: {
    en: 'The name of the image reveals the operating system.',
    de: 'Der Name des Images verrät das Betriebssystem.',
  },
  resourceType: {
    en: 'The type of the resource says so.',
    de: 'Der Typ der Ressource sagt es.',
  },
  deviceList: {
    en: 'A machine has the devices its definition lists, and this one is not among them.',
    de: 'Eine Maschine hat die Geräte, die ihre Definition aufzählt, und dieses ist nicht dabei.',
  },
  sizeTable: {
    en: '{size} has {memory} GiB of memory and {cpus} vCPUs.',
    de: '{size} hat {memory} GiB Arbeitsspeicher und {cpus} vCPUs.',
  },
  unknownSize: {
    en: 'Berth does not know the size {size}.',
    de: 'Berth kennt die Größe {size} nicht.',
  },
  sizeDecides: {
    en: 'The size of the machine decides it.',
    de: 'Die Größe der Maschine entscheidet es.',
  },
  outsideScript: {
    en: 'A script outside of this file decides it.',
    de: 'Ein Skript außerhalb dieser Datei entscheidet es.',
  },
  otherTool: {
    en: 'Another provisioning tool decides it.',
    de: 'Ein anderes Werkzeug zur Einrichtung entscheidet es.',
  },
  scriptVariable: {
    en: 'A variable of the script decides it.',
    de: 'Eine Variable des Skripts entscheidet es.',
  },
  scriptPartial: {
    en: 'The script could not be read to its end.',
    de: 'Das Skript konnte nicht bis zum Ende gelesen werden.',
  },
  userDataOpen: {
    en: 'User data that is put together elsewhere decides it.',
    de: 'Anderswo zusammengesetzte User-Data entscheiden es.',
  },
  notPublic: {
    en: 'The machine has no public address of its own here; who reaches it depends on the network.',
    de: 'Die Maschine hat hier keine öffentliche Adresse; wer sie erreicht, hängt vom Netz ab.',
  },
  subnetDecides: {
    en: 'The rule lets everybody in; the subnet decides whether the machine has a public address.',
    de: 'Die Regel lässt alle zu; das Subnetz entscheidet, ob die Maschine eine öffentliche Adresse hat.',
  },
  groupOpen: {
    en: 'A security group outside of these files decides it.',
    de: 'Eine Sicherheitsgruppe außerhalb dieser Dateien entscheidet es.',
  },
  hostCpu: {
    en: 'The guest gets the CPU of the host; its settings decide whether virtualisation is part of it.',
    de: 'Der Gast bekommt die CPU des Hosts; dessen Einstellungen entscheiden, ob Virtualisierung dazugehört.',
  },
  firmwareVariables: {
    en: 'The firmware supports Secure Boot; whether it is on is stored in its variables, not in this file.',
    de: 'Die Firmware beherrscht Secure Boot; ob es an ist, steht in ihren Variablen, nicht in dieser Datei.',
  },
  libvirtBalloon: {
    en: 'libvirt adds a memory balloon to every KVM, QEMU and Xen guest.',
    de: 'libvirt gibt jedem Gast unter KVM, QEMU und Xen einen Memory-Balloon.',
  },
  backingVolume: {
    en: 'The volume is based on another one and holds only what differs from it.',
    de: 'Das Volume baut auf einem anderen auf und hält nur die Unterschiede dazu.',
  },
  ownVolume: {
    en: 'The volume is filled with the whole image.',
    de: 'Das Volume wird mit dem ganzen Image gefüllt.',
  },
  libvirtNetwork: {
    en: 'libvirt creates its network “default” with NAT.',
    de: 'libvirt legt sein Netz „default“ mit NAT an.',
  },
  libvirtAddress: {
    en: 'Without an address, libvirt takes the one in qemu.conf, by default 127.0.0.1.',
    de: 'Ohne Adresse nimmt libvirt die aus qemu.conf, im Auslieferungszustand 127.0.0.1.',
  },
  libvirtPassword: {
    en: 'Without a password here, that of qemu.conf applies; by default there is none.',
    de: 'Ohne Passwort hier gilt das aus qemu.conf; im Auslieferungszustand gibt es keines.',
  },
  hostConfines: {
    en: 'The host’s qemu.conf decides how the hypervisor process is confined.',
    de: 'Die qemu.conf des Hosts entscheidet, wie der Hypervisor-Prozess eingegrenzt ist.',
  },
  variableList: {
    en: 'A variable lists them; whoever runs Terraform may set another value.',
    de: 'Eine Variable zählt sie auf; beim Aufruf von Terraform kann ein anderer Wert gesetzt werden.',
  },
  single: {
    en: 'Without count and for_each, a resource stands for one machine.',
    de: 'Ohne count und for_each steht eine Ressource für eine Maschine.',
  },
  scaled: {
    en: 'An autoscaling group decides how many run.',
    de: 'Eine Autoscaling-Gruppe entscheidet, wie viele laufen.',
  },
} as const satisfies Record<string, Text>;
