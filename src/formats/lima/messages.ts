// What Lima documents for a template that does not say otherwise, and why facts are unknown.
import { type Implied, implied, type Unknown, unknown } from '../../core/fact';
import type { Message, Text } from '../../core/message';
import { docs } from '../../knowledge/sources';

const reference = docs(
  'Lima: default.yaml, the template with all keys and their defaults',
  'https://github.com/lima-vm/lima/blob/master/templates/default.yaml',
);
const mountsTemplate = docs(
  'Lima: the template _default/mounts',
  'https://github.com/lima-vm/lima/blob/master/templates/_default/mounts.yaml',
);
const networks = docs('Lima docs: Network', 'https://lima-vm.io/docs/config/network/', false);

const because = (en: string, de: string): Text => ({ en, de });

/** A value of a kind that Lima does not take. */
export const notUnderstood: Text = because(
  'The value is not one that Lima accepts here.',
  'Diesen Wert nimmt Lima hier nicht an.',
);

/** The aliases exceed what is followed. */
export const tooMuch: Message = {
  text: because(
    'With its aliases the file is too large and is not read.',
    'Mit ihren Aliasen ist die Datei zu groß und wird nicht gelesen.',
  ),
};

/** A base that is not among the files. */
export function baseDecides(name: string): Message {
  return {
    text: because(
      'It may be decided by the base template {name}, which is not among these files.',
      'Die Basisvorlage {name} kann es entscheiden; sie gehört nicht zu diesen Dateien.',
    ),
    args: { name },
  };
}

/** Memory without a number. */
export const memory: Unknown = unknown(
  because(
    'Lima takes half of the host’s memory, at most 4 GiB.',
    'Lima nimmt die Hälfte des Arbeitsspeichers des Hosts, höchstens 4 GiB.',
  ),
);

/** CPUs without a number. */
export const cpus: Unknown = unknown(
  because('Lima takes the host’s CPUs, at most 4.', 'Lima nimmt die CPUs des Hosts, höchstens 4.'),
);

/** The size of the disk. */
export const diskSize: Implied<number> = implied(
  100 * 2 ** 30,
  because('Without a size the disk has 100 GiB.', 'Ohne Angabe hat die Platte 100 GiB.'),
  reference,
);

/** The first disk is always there. */
export const firstDisk = {
  why: because('Every instance has a disk of its own.', 'Jede Instanz hat eine eigene Platte.'),
  source: reference,
};

/** Linux. */
export const linux = {
  why: because('Without os the guest is Linux.', 'Ohne os ist der Gast ein Linux.'),
  source: reference,
};

/** The name of an image or of a base tells the system. */
export const systemOfName = {
  why: because(
    'The name of the image reveals the operating system.',
    'Der Name des Images verrät das Betriebssystem.',
  ),
  source: reference,
};

/** No digest. */
export const noChecksum: Implied<boolean> = implied(
  false,
  because(
    'Lima checks a download only where a digest is given.',
    'Lima prüft einen Download nur, wo ein Digest angegeben ist.',
  ),
  reference,
);

/** The home directory of Lima's own template. */
export const defaultMount = {
  why: because(
    'This base template shares the home directory, read-only.',
    'Diese Basisvorlage gibt das Home-Verzeichnis frei, schreibgeschützt.',
  ),
  source: mountsTemplate,
};

/** Ports of the guest without a rule. */
export const forwardsAll: Unknown = unknown(
  because(
    'Lima forwards every port that the guest opens to 127.0.0.1 of the host.',
    'Lima leitet jeden Port, den der Gast öffnet, an 127.0.0.1 des Hosts weiter.',
  ),
);

/** The address of a rule without one. */
export const loopback: Implied<string> = implied(
  '127.0.0.1',
  because('Without hostIP a port is bound to 127.0.0.1.', 'Ohne hostIP ist ein Port an 127.0.0.1 gebunden.'),
  reference,
);

/** The port of the host. */
export const samePort = {
  why: because('Without hostPort it is that of the guest.', 'Ohne hostPort ist es der Port des Gasts.'),
  source: reference,
};

/** The card that every instance has. */
export const userCard = {
  why: because(
    'Every instance has a network card in user mode, behind the NAT of the host.',
    'Jede Instanz hat eine Netzwerkkarte im User-Modus, hinter dem NAT des Hosts.',
  ),
  source: networks,
};

/** The network is described elsewhere. */
export const networkDecides: Text = because(
  'The networks.yaml of the host decides what this network is.',
  'Die networks.yaml des Hosts entscheidet, was dieses Netz ist.',
);

/** The daemon behind a socket. */
export const daemonDecides: Text = because(
  'The daemon behind the socket decides what this network is.',
  'Der Daemon hinter dem Socket entscheidet, was dieses Netz ist.',
);

/** No window. */
export const noDisplay: Implied<boolean> = implied(
  false,
  because('Without video.display no window is opened.', 'Ohne video.display öffnet sich kein Fenster.'),
  reference,
);

/** Where VNC listens. */
export const vncAddress: Implied<string> = implied(
  '127.0.0.1',
  because('Without an address VNC listens on 127.0.0.1.', 'Ohne Adresse lauscht VNC auf 127.0.0.1.'),
  reference,
);

/** Lima's own password for VNC. */
export const vncPassword: Implied<boolean> = implied(
  true,
  because(
    'Lima gives VNC a password of its own and puts it into the folder of the instance.',
    'Lima gibt VNC ein eigenes Passwort und legt es in den Ordner der Instanz.',
  ),
  docs('Lima: QEMU driver', 'https://github.com/lima-vm/lima/blob/master/pkg/driver/qemu/qemu.go', false),
);

/** UEFI. */
export const uefi: Implied<'uefi'> = implied(
  'uefi',
  because(
    'Without firmware.legacyBIOS Lima starts with UEFI.',
    'Ohne firmware.legacyBIOS startet Lima mit UEFI.',
  ),
  reference,
);

/** No TPM. */
export const noTpm: Implied<boolean> = implied(
  false,
  because('Without tpm the guest has no TPM.', 'Ohne tpm hat der Gast kein TPM.'),
  reference,
);

/** No nested virtualisation. */
export const notNested: Implied<boolean> = implied(
  false,
  because(
    'Without nestedVirtualization, the guest cannot run machines itself.',
    'Ohne nestedVirtualization kann der Gast selbst keine Maschinen betreiben.',
  ),
  reference,
);

/** The host decides about QEMU's processor. */
export const hostCpu: Unknown = unknown(
  because(
    'It depends on the host which processor Lima lets QEMU show to the guest.',
    'Vom Host hängt ab, welchen Prozessor Lima den Gast über QEMU sehen lässt.',
  ),
);

/** Hardware runs the guest. */
export const vzAcceleration = {
  why: because(
    'Apple’s Virtualization framework runs guests on the processor itself.',
    'Apples Virtualization-Framework führt Gäste auf dem Prozessor selbst aus.',
  ),
  source: reference,
};

/** The host's architecture. */
export const hostArchitecture: Unknown = unknown(
  because('Without arch it is that of the host.', 'Ohne arch ist es die des Hosts.'),
);

/** containerd for the user, which nobody asked for. */
export const containerd: Unknown = unknown(
  because(
    'Lima starts containerd for the user of a Linux guest unless containerd.user is false.',
    'Lima startet in einem Linux-Gast containerd für den Benutzer, solange containerd.user nicht false ist.',
  ),
);

/** A script in a file of its own. */
export const outside: Text = because(
  'A script outside of this file decides it.',
  'Ein Skript außerhalb dieser Datei entscheidet es.',
);

/** Scripts of a Windows guest. */
export const powerShell: Text = because(
  'Scripts in PowerShell are not read.',
  'Skripte in PowerShell werden nicht gelesen.',
);

/** A playbook. */
export const playbook: Text = because(
  'A playbook of Ansible decides it.',
  'Ein Playbook von Ansible entscheidet es.',
);
