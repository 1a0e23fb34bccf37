// Why facts about a container's options are unknown or implied.
import type { Message, Text } from '../../core/message';

/** The value is of a kind that the engine does not accept there. */
export const notUnderstood: Text = {
  en: 'The value is not one that the engine accepts here.',
  de: 'Diesen Wert nimmt die Engine hier nicht an.',
};

/** `--publish-all`. */
export const everyExposedPort: Text = {
  en: 'Every port that the image declares is published, each on a free port of the host.',
  de: 'Jeder Port, den das Image nennt, wird veröffentlicht, jeweils auf einem freien Port des Hosts.',
};

/** `--env NAME` without a value. */
export const passedThrough: Text = {
  en: 'The value is taken from the environment of the command.',
  de: 'Der Wert kommt aus der Umgebung des Befehls.',
};

/** `--volumes-from`. */
export const otherVolumes: Text = {
  en: 'It also gets the volumes of another container.',
  de: 'Er bekommt auch die Volumes eines anderen Containers.',
};

/** `--env-file`, `--label-file`. */
export const otherFile: Text = {
  en: 'Another file adds to it.',
  de: 'Eine andere Datei ergänzt es.',
};

/** `--pod`. */
export const podDecides: Text = {
  en: 'The pod that it joins decides it.',
  de: 'Der Pod, zu dem er gehört, entscheidet es.',
};

/** A known image sets its user. */
export function userOf(image: string, user: string): Message {
  return {
    text: {
      en: 'The service names no user, and the image {image} runs as {user}.',
      de: 'Der Dienst nennt keinen Benutzer, und das Image {image} läuft als {user}.',
    },
    args: { image, user },
  };
}

/** The engine takes any free port. */
export const enginePicksPort: Text = {
  en: 'The engine picks a free port on the host.',
  de: 'Die Engine wählt einen freien Port des Hosts.',
};

/** A weight for CPU without a limit: `cpu_shares`, `--cpu-shares`. */
export const weightOnly: Text = {
  en: 'A weight counts only when the CPUs are busy; how much more it gets depends on the host.',
  de: 'Ein Gewicht zählt nur, wenn die CPUs ausgelastet sind; wie viel mehr es wird, hängt vom Host ab.',
};
