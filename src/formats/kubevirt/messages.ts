// What KubeVirt documents for a machine that does not say otherwise, and why facts are unknown.
import { type Implied, implied, type Unknown, unknown } from '../../core/fact';
import type { Message, Text } from '../../core/message';
import { docs } from '../../knowledge/sources';

const guide = 'https://kubevirt.io/user-guide';
const hardware = docs('KubeVirt user guide: Virtual hardware', `${guide}/compute/virtual_hardware/`);
const resources = docs(
  'KubeVirt user guide: Resources requests and limits',
  `${guide}/compute/resources_requests_and_limits/`,
);
const interfaces = docs(
  'KubeVirt user guide: Interfaces and networks',
  `${guide}/network/interfaces_and_networks/`,
);
const volumes = docs(
  'KubeVirt user guide: Filesystems, disks and volumes',
  `${guide}/storage/disks_and_volumes/`,
  false,
);
const strategies = docs('KubeVirt user guide: Run strategies', `${guide}/compute/run_strategies/`, false);
const reference = docs(
  'KubeVirt API reference',
  'https://kubevirt.io/api-reference/main/definitions.html',
  false,
);
const sizes = docs(
  'KubeVirt user guide: Instance types and preferences',
  `${guide}/user_workloads/instancetypes/`,
  false,
);

const because = (en: string, de: string): Text => ({ en, de });

/** One virtual CPU. */
export const oneCpu: Implied<number> = implied(
  1,
  because(
    'Without sockets, cores and threads a machine has one virtual CPU.',
    'Ohne Sockel, Kerne und Threads hat eine Maschine eine virtuelle CPU.',
  ),
  resources,
);

/** CPUs taken from what the pod asks for. */
export const cpusFromResources = {
  why: because(
    'Without a topology, KubeVirt takes as many virtual CPUs as the resources name.',
    'Ohne Topologie nimmt KubeVirt so viele virtuelle CPUs, wie die Ressourcen nennen.',
  ),
  source: reference,
};

/** BIOS, where no boot loader is named. */
export const bios: Implied<'bios'> = implied(
  'bios',
  because('KubeVirt boots with a BIOS by default.', 'KubeVirt startet standardmäßig mit einem BIOS.'),
  hardware,
);

/** EFI switches Secure Boot on. */
export const secureBoot: Implied<boolean> = implied(
  true,
  because(
    'With EFI, Secure Boot is on unless it is switched off.',
    'Mit EFI ist Secure Boot an, solange es nicht abgeschaltet ist.',
  ),
  hardware,
);

/** No Secure Boot with a BIOS. */
export const noSecureBoot: Implied<boolean> = implied(
  false,
  because('Secure Boot needs EFI.', 'Secure Boot setzt EFI voraus.'),
  hardware,
);

/** A device that is not listed is not there. */
export const noDevice: Implied<boolean> = implied(
  false,
  because(
    'A machine has the devices it lists, and this one is not among them.',
    'Eine Maschine hat die Geräte, die sie aufzählt, und dieses ist nicht dabei.',
  ),
  reference,
);

/** The balloon. */
export const balloon: Implied<boolean> = implied(
  true,
  because(
    'KubeVirt attaches a memory balloon by default.',
    'KubeVirt gibt von sich aus einen Memory-Balloon dazu.',
  ),
  reference,
);

/** The screen. */
export const screen = {
  why: because(
    'KubeVirt attaches a screen by default; it is reached through the Kubernetes API, not over a network address.',
    'KubeVirt gibt von sich aus einen Bildschirm dazu; er ist über die Kubernetes-API zu erreichen, nicht über eine Netzwerkadresse.',
  ),
  source: hardware,
};

/** The card model. */
export const virtioCard: Implied<string> = implied(
  'virtio',
  because('Network cards are virtio by default.', 'Netzwerkkarten sind standardmäßig virtio.'),
  interfaces,
);

/** The card that is there without being listed. */
export const podCard = {
  why: because(
    'Without interfaces, the machine is connected to the pod network.',
    'Ohne Schnittstellen hängt die Maschine am Pod-Netz.',
  ),
  source: interfaces,
};

/** A bridge to the pod network reaches the cluster's network, not that of the host. */
export const podBridge = {
  why: because(
    'A bridge to the pod network hands the pod’s address to the machine; it is not in the network of the host.',
    'Eine Bridge zum Pod-Netz gibt die Adresse des Pods an die Maschine weiter; sie steht nicht im Netz des Hosts.',
  ),
  source: interfaces,
};

/** A volume that no disk names. */
export const unlistedDisk = {
  why: because(
    'KubeVirt also attaches volumes that no disk names.',
    'KubeVirt hängt auch Volumes an, die keine Platte nennt.',
  ),
  source: volumes,
};

/** Volumes whose content goes with the machine. */
export const lostWithPod = {
  why: because(
    'What is written to this kind of volume is lost when the machine stops.',
    'Was auf diese Art Volume geschrieben wird, geht beim Anhalten der Maschine verloren.',
  ),
  source: volumes,
};

/** Volumes whose content stays. */
export const keptOnVolume = {
  why: because(
    'A volume of the cluster keeps what is written to it.',
    'Ein Volume des Clusters behält, was darauf geschrieben wird.',
  ),
  source: volumes,
};

/** A bare instance starts when it is created. */
export const startsAtOnce: Implied<boolean> = implied(
  true,
  because('An instance starts as soon as it is created.', 'Eine Instanz startet, sobald sie angelegt ist.'),
  strategies,
);

/** One replica. */
export const oneReplica: Implied<number> = implied(
  1,
  because('Without a number there is one replica.', 'Ohne Angabe gibt es ein Replikat.'),
  reference,
);

/** The image tells the operating system. */
export const systemOfImage = {
  why: because(
    'The name of the image reveals the operating system.',
    'Der Name des Images verrät das Betriebssystem.',
  ),
  source: volumes,
};

/** The preference tells it. */
export const systemOfPreference = {
  why: because(
    'The name of the preference reveals the operating system.',
    'Der Name der Preference verrät das Betriebssystem.',
  ),
  source: sizes,
};

/** No tag means `latest`. */
export const latestTag: Implied<string> = implied(
  'latest',
  because('Without a tag the image is the one tagged latest.', 'Ohne Tag gilt das Image mit dem Tag latest.'),
  volumes,
);

/** The size among the files says it. */
export function fromInstanceType(name: string): { readonly why: Message; readonly source: typeof sizes } {
  return {
    why: {
      text: because('The instance type {name} sets it.', 'Der Instanztyp {name} legt es fest.'),
      args: { name },
    },
    source: sizes,
  };
}

/** One of KubeVirt's own sizes. */
export function commonSize(name: string): Message {
  return {
    text: because(
      'KubeVirt brings the instance type {name}, which sets it.',
      'KubeVirt bringt den Instanztyp {name} mit, der es festlegt.',
    ),
    args: { name },
  };
}

/** The size is not among the files. */
export function instanceTypeDecides(name: string): Message {
  return {
    text: because(
      'It is decided by the instance type {name}, which is not in this folder.',
      'Der Instanztyp {name} entscheidet es; er liegt nicht in diesem Ordner.',
    ),
    args: { name },
  };
}

/** A patch of an object that stands elsewhere. */
export const patch: Text = because(
  'This is a patch; the object that it changes may set it.',
  'Das ist ein Patch; das Objekt, das er ändert, kann es festlegen.',
);

/** Settings of the cluster decide. */
export const clusterDecides: Unknown = unknown(
  because(
    'The settings of KubeVirt in the cluster decide it.',
    'Die Einstellungen von KubeVirt im Cluster entscheiden es.',
  ),
);

/** The preference decides. */
export const preferenceDecides: Text = because(
  'The preference may decide it.',
  'Die Preference kann es festlegen.',
);

/** The host's processor decides. */
export const hostCpu: Text = because(
  'The guest gets the CPU of the node; whether virtualisation is part of it depends on the node.',
  'Der Gast bekommt die CPU des Knotens; ob Virtualisierung dazugehört, hängt vom Knoten ab.',
);

/** The volume decides. */
export const volumeDecides: Unknown = unknown(
  because(
    'What is on the volume is not in this file.',
    'Was auf dem Volume liegt, steht nicht in dieser Datei.',
  ),
);

/** A disk without a volume. */
export const missingVolume: Text = because(
  'The machine has no volume of this name.',
  'Die Maschine hat kein Volume dieses Namens.',
);

/** The network attachment decides. */
export const attachmentDecides: Text = because(
  'The network attachment definition decides what the bridge leads to.',
  'Die Network-Attachment-Definition entscheidet, wohin die Bridge führt.',
);

/** A binding that a plugin of the cluster brings. */
export const bindingDecides: Text = because(
  'The binding of the interface decides it.',
  'Die Anbindung der Schnittstelle entscheidet es.',
);

/** Services lead to the machine. */
export const servicesDecide: Unknown = unknown(
  because(
    'Services of the cluster decide what is reachable from outside.',
    'Services des Clusters entscheiden, was von außen erreichbar ist.',
  ),
);

/** Services of the types NodePort and LoadBalancer. */
export const everyNode = {
  why: because(
    'A service of this type answers on every node, or on an address of its own.',
    'Ein Service dieser Art antwortet auf jedem Knoten oder unter einer eigenen Adresse.',
  ),
  source: docs('KubeVirt user guide: Service objects', `${guide}/network/service_objects/`, false),
};
