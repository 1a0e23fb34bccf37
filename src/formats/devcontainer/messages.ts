// Why facts of a development container are unknown or implied.
import type { Message, Text } from '../../core/message';

/** No image, no build and no Compose file. */
export const noImage: Text = {
  en: 'The file names neither image nor Dockerfile; the tool takes an image of its own.',
  de: 'Die Datei nennt weder Image noch Dockerfile; das Werkzeug nimmt ein eigenes Image.',
};

/** The image is built. */
export const builtImage: Text = {
  en: 'The image is built here; the Dockerfile says from what.',
  de: 'Das Image wird hier gebaut; das Dockerfile sagt, woraus.',
};

/** `overrideCommand`, on by default. */
export const keptAlive: Text = {
  en: 'The tool starts a command of its own that keeps the container running (overrideCommand).',
  de: 'Das Werkzeug startet einen eigenen Befehl, der den Container am Laufen hält (overrideCommand).',
};

/** It is started and stopped with the editor. */
export const withTheEditor: Text = {
  en: 'The container is started and stopped with the editor.',
  de: 'Der Container wird mit dem Editor gestartet und beendet.',
};

/** The value is of a kind that does not belong there. */
export const notUnderstood: Text = {
  en: 'The value is not one that belongs here.',
  de: 'Dieser Wert gehört nicht hierher.',
};

/** A feature of another publisher. */
export function unknownFeature(feature: string): Message {
  return {
    text: {
      en: 'The feature {feature} may set it too; what it sets is not in this file.',
      de: 'Auch das Feature {feature} kann es setzen; was es setzt, steht nicht in dieser Datei.',
    },
    args: { feature },
  };
}

/** An image made for development containers. */
export const labelledImage: Text = {
  en: 'The image is made for development containers, and its label may set it too.',
  de: 'Das Image ist für Entwicklungscontainer gemacht, und sein Label kann es auch setzen.',
};

/** A feature of the specification's publisher sets it. */
export function setByFeature(feature: string): Message {
  return {
    text: {
      en: 'The feature {feature} sets it.',
      de: 'Das Feature {feature} setzt es.',
    },
    args: { feature },
  };
}

/** A port that is forwarded or published on the local machine. */
export const localPort: Text = {
  en: 'The tool makes the port reachable on the local machine only.',
  de: 'Das Werkzeug macht den Port nur auf dem lokalen Rechner erreichbar.',
};

/** The project is mounted. */
export const workspace: Text = {
  en: 'The tool mounts the project’s folder unless workspaceMount says otherwise.',
  de: 'Das Werkzeug hängt den Ordner des Projekts ein, wenn workspaceMount nichts anderes sagt.',
};

/** `hostRequirements.gpu: "optional"`. */
export const optionalGpu: Text = {
  en: 'It gets the GPU of the host where there is one.',
  de: 'Er bekommt die GPU des Hosts, wenn es eine gibt.',
};

/** A Compose file that cannot be read, or has no such service. */
export const noService: Text = {
  en: 'The service of the Compose file decides it, which was not found.',
  de: 'Der Dienst der Compose-Datei entscheidet es; er wurde nicht gefunden.',
};

/** The JSON is broken inside the statement. */
export const brokenJson: Text = {
  en: 'The JSON is broken, so something may be lost.',
  de: 'Das JSON ist fehlerhaft; etwas kann verloren gegangen sein.',
};
