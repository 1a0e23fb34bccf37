// Why facts of a Kubernetes object are unknown or implied, and what it says about files it reads only in part.
import type { Message, Text } from '../../core/message';

/** The value is of a kind that Kubernetes does not accept there. */
export const notUnderstood: Text = {
  en: 'The value is not one that Kubernetes accepts here.',
  de: 'Diesen Wert nimmt Kubernetes hier nicht an.',
};

/** A strategic merge patch: no image, or listed as a patch. */
export const patch: Text = {
  en: 'This is a patch; the object that it changes may say it.',
  de: 'Das ist ein Patch; das Objekt, das er ändert, kann es festlegen.',
};

/** The kubelet's configuration decides what the object leaves out. */
export const kubeletDecides: Text = {
  en: 'The configuration of the node’s kubelet decides it.',
  de: 'Die Konfiguration des Kubelets auf dem Knoten entscheidet es.',
};

/** The cluster's configuration decides what the object leaves out. */
export const clusterDecides: Text = {
  en: 'The cluster decides it.',
  de: 'Der Cluster entscheidet es.',
};

/** No namespace is named. */
export const contextDecides: Text = {
  en: 'Whoever applies the object chooses the namespace.',
  de: 'Wer das Objekt anwendet, wählt den Namespace.',
};

/** A LimitRange. */
export const limitRangeDecides: Text = {
  en: 'The LimitRange of the namespace may set it.',
  de: 'Die LimitRange des Namespace kann es festlegen.',
};

/** `requests.cpu` without a limit. */
export const shareOnly: Text = {
  en: 'A request reserves a share of CPU; how much more it gets depends on the node.',
  de: 'Eine Anforderung reserviert einen CPU-Anteil; wie viel mehr es wird, hängt vom Knoten ab.',
};

/** A RuntimeClass that is not among the files. */
export function runtimeClassDecides(name: string): Message {
  return {
    text: {
      en: 'The RuntimeClass {name} decides it, which is not in this folder.',
      de: 'Die RuntimeClass {name} entscheidet es; sie liegt nicht in diesem Ordner.',
    },
    args: { name },
  };
}

/** The name of a RuntimeClass is that of a well-known runtime. */
export function wellKnownRuntimeClass(name: string): Message {
  return {
    text: {
      en: 'By convention the RuntimeClass {name} stands for the runtime of that name.',
      de: 'Nach Konvention steht die RuntimeClass {name} für die Laufzeit dieses Namens.',
    },
    args: { name },
  };
}

/** `valueFrom`. */
export const referenced: Text = {
  en: 'The value comes from another object.',
  de: 'Der Wert kommt aus einem anderen Objekt.',
};

/** `envFrom`. */
export const otherObject: Text = {
  en: 'Another object adds to it.',
  de: 'Ein anderes Objekt ergänzt es.',
};

/** An autoscaler sets the number of replicas. */
export const autoscalerDecides: Text = {
  en: 'An autoscaler decides it.',
  de: 'Ein Autoscaler entscheidet es.',
};

/** A pod without controller that is not restarted. */
export const notRestarted: Text = {
  en: 'The pod is not restarted; whether its program ends by itself is not in the file.',
  de: 'Der Pod wird nicht neu gestartet; ob sein Programm von selbst endet, steht nicht in der Datei.',
};

/** A DaemonSet. */
export const onePerNode: Text = {
  en: 'It runs once on every node; their number is not in the file.',
  de: 'Er läuft einmal auf jedem Knoten; deren Zahl steht nicht in der Datei.',
};

/** A volume mount names a volume that the pod does not have. */
export const missingVolume: Text = {
  en: 'The pod has no volume of this name.',
  de: 'Der Pod hat kein Volume dieses Namens.',
};

/** A known image sets its user. */
export function userOf(image: string, user: string): Message {
  return {
    text: {
      en: 'Neither the pod nor the container names a user, and the image {image} runs as {user}.',
      de: 'Weder Pod noch Container nennen einen Benutzer, und das Image {image} läuft als {user}.',
    },
    args: { image, user },
  };
}

/** The aliases or the number of containers exceed what is read. */
export const tooMuch: Message = {
  text: {
    en: 'With its aliases and containers the file is too large; from this object on it is not read.',
    de: 'Mit ihren Aliasen und Containern ist die Datei zu groß; ab diesem Objekt wird sie nicht gelesen.',
  },
};
