// What is said about a Dockerfile that BuildKit refuses; each repeats BuildKit's own words, which people search for.
import type { Message, Text } from '../../core/message';

/** `# escape=x`. */
export function invalidEscape(value: string): Message {
  return refused(
    `invalid escape token '${value}' does not match \` or \\`,
    'Write one of the two, or remove the line.',
    'Eines der beiden Zeichen schreiben oder die Zeile entfernen.',
  );
}

/** A directive written twice. */
export function repeatedDirective(name: string): Message {
  return refused(
    `only one ${name} parser directive can be used`,
    'Remove this line.',
    'Diese Zeile entfernen.',
  );
}

/** `CMD ["a", 1]`. */
export function notStrings(): Message {
  return refused(
    'when using JSON array syntax, arrays must be comprised of strings only',
    'Put every argument in double quotes.',
    'Jedes Argument in doppelte Anführungszeichen setzen.',
  );
}

/** `ENV A=1 b`. */
export function missingEquals(word: string): Message {
  return refused(
    `Syntax error - can't find = in ${word}. Must be of the form: name=value`,
    'Quote values that contain spaces, and give each name a value.',
    'Werte mit Leerzeichen in Anführungszeichen setzen und jedem Namen einen Wert geben.',
  );
}

/** `ENV A`. */
export function missingValue(keyword: string): Message {
  return refused(`${keyword} must have two arguments`, 'Add the value.', 'Den Wert ergänzen.');
}

/** A heredoc whose last line is missing. */
export function unterminatedHeredoc(name: string): Message {
  return refused(
    'unterminated heredoc',
    `Add a line that holds only ${name}.`,
    `Eine Zeile ergänzen, auf der nur ${name} steht.`,
  );
}

/** A heredoc whose name cannot be read. */
export function unreadableHeredoc(reason: string): Message {
  return refused(reason, 'Use a plain word as its name.', 'Ein einfaches Wort als Namen verwenden.');
}

/** Neither FROM nor anything else. */
export function noInstructions(): Message {
  return refused('file with no instructions', 'Start with FROM.', 'Mit FROM beginnen.');
}

/** A line beyond the limit of BuildKit's scanner. */
export function lineTooLong(): Message {
  return refused(
    'dockerfile line greater than max allowed size of 65535',
    'Break it with continuation characters, or move the data into a file.',
    'Mit Fortsetzungszeichen umbrechen oder die Daten in eine Datei auslagern.',
  );
}

function refused(reason: string, english: string, german: string): Message {
  return {
    text: {
      en: `The build stops here: {reason}. ${english}`,
      de: `Der Build bricht hier ab: {reason}. ${german}`,
    },
    args: { reason },
  };
}

/** A value that a variable decides. */
export function variableDecides(name: string): Message {
  return {
    text: {
      en: 'The variable {name} decides it, and this file does not give its value.',
      de: 'Die Variable {name} entscheidet es, und ihr Wert steht nicht in dieser Datei.',
    },
    args: { name },
  };
}

/** A word the build refuses. */
export function cannotExpand(reason: string): Message {
  return {
    text: {
      en: 'The build refuses this word: {reason}.',
      de: 'Der Build weist dieses Wort zurück: {reason}.',
    },
    args: { reason },
  };
}

/** A value that holds unless somebody passes another one to the build. */
export function argumentDefault(name: string): Message {
  return {
    text: {
      en: 'This is the default of the build argument {name}.',
      de: 'Das ist der Standardwert des Build-Arguments {name}.',
    },
    args: { name },
  };
}

/** A value that the build passes. */
export function argumentGiven(name: string): Message {
  return {
    text: {
      en: 'The build gives the argument {name} this value.',
      de: 'Der Build gibt dem Argument {name} diesen Wert.',
    },
    args: { name },
  };
}

/** An argument that the build passes, with a value that is not known. */
export const variableOfBuild: Text = {
  en: 'The build gives this argument a value that is not known here.',
  de: 'Der Build gibt diesem Argument einen Wert, der hier nicht bekannt ist.',
};

/** What the base image may add or decide. */
export function baseDecides(image: string): Message {
  return {
    text: {
      en: 'The base image {image} may say more, but it is not read.',
      de: 'Das Basis-Image {image} kann mehr festlegen, wird aber nicht gelesen.',
    },
    args: { image },
  };
}

/** A fact that the name of the base image carries. */
export function nameOfBase(image: string): Message {
  return {
    text: {
      en: 'The name of the base image {image} says so.',
      de: 'Der Name des Basis-Images {image} sagt es.',
    },
    args: { image },
  };
}

/** A base that starts no service has nothing to check. */
export function nothingToCheck(image: string): Message {
  return {
    text: {
      en: 'No HEALTHCHECK here, and the base image {image} starts no service that it could check.',
      de: 'Hier steht kein HEALTHCHECK, und das Basis-Image {image} startet keinen Dienst, den es prüfen könnte.',
    },
    args: { image },
  };
}

/** The user that a known base image sets. */
export function baseUser(image: string, user: string): Message {
  return {
    text: {
      en: 'No USER here, and the base image {image} runs as {user}.',
      de: 'Hier steht kein USER, und das Basis-Image {image} läuft als {user}.',
    },
    args: { image, user },
  };
}

/** `FROM scratch`. */
export const startsEmpty: Text = {
  en: 'The image starts empty (FROM scratch), so nothing comes from a base image.',
  de: 'Das Image beginnt leer (FROM scratch), also kommt nichts aus einem Basis-Image.',
};

/** An ENTRYPOINT clears the CMD that came from the base. */
export const entrypointResets: Text = {
  en: 'ENTRYPOINT clears the CMD of the base image, and no new one follows.',
  de: 'ENTRYPOINT hebt das CMD des Basis-Images auf, und es folgt kein neues.',
};

/** The signal that engines send where no image names another. */
export const usualSignal: Text = {
  en: 'Without STOPSIGNAL an engine ends a container with SIGTERM.',
  de: 'Ohne STOPSIGNAL beendet eine Engine einen Container mit SIGTERM.',
};

/** Official images carry no HEALTHCHECK. */
export const officialWithoutHealthcheck: Text = {
  en: 'No HEALTHCHECK here, and the official images of Docker Hub carry none.',
  de: 'Hier steht kein HEALTHCHECK, und die offiziellen Images von Docker Hub enthalten keines.',
};

/** Scripts whose effect is not known in full. */
export const scriptsNotRead: Text = {
  en: 'RUN scripts and the base image may install more than can be seen here.',
  de: 'RUN-Skripte und das Basis-Image können mehr installieren, als hier zu sehen ist.',
};

/** `FROM` without a name. */
export const noImage: Text = {
  en: 'FROM names no image.',
  de: 'FROM nennt kein Image.',
};
