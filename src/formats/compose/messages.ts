// Why facts of a Compose file are unknown or implied, and what it says about files it reads only in part.
import { type Message, render, type Text } from '../../core/message';

/** A variable's default was taken. */
export function defaultOf(variables: readonly string[]): Message {
  return {
    text: {
      en: 'The default of {variables} is taken; the environment or a .env file may set another value.',
      de: 'Es gilt der Standardwert von {variables}; die Umgebung oder eine .env-Datei kann einen anderen setzen.',
    },
    args: { variables },
  };
}

/** A template tag stands in the value. */
export const templateDecides: Text = {
  en: 'A template decides it.',
  de: 'Eine Vorlage entscheidet es.',
};

/** A template tag stands alone on a line of the file. */
export const templatedFile: Text = {
  en: 'The file is a template; what it does not say may come from a tag.',
  de: 'Die Datei ist eine Vorlage; was sie nicht sagt, kann aus einem Tag kommen.',
};

/** The value is of a kind that Compose does not accept there. */
export const notUnderstood: Text = {
  en: 'The value is not one that Compose accepts here.',
  de: 'Diesen Wert nimmt Compose hier nicht an.',
};

/** An alias has no anchor. */
export const missingAnchor: Text = {
  en: 'The alias refers to an anchor that does not exist.',
  de: 'Der Alias verweist auf einen Anker, den es nicht gibt.',
};

/** The file of an `extends` or `env_file` is not there. */
export function missingFile(file: string): Message {
  return {
    text: {
      en: '{file} may say it, but is not there or cannot be read.',
      de: '{file} kann es festlegen, ist aber nicht da oder nicht lesbar.',
    },
    args: { file },
  };
}

/** The extended service is not in its file. */
export function missingService(service: string): Message {
  return {
    text: {
      en: 'The service {service}, which it extends, is not there.',
      de: 'Den Dienst {service}, den er erweitert, gibt es nicht.',
    },
    args: { service },
  };
}

/** `extends` leads back to the service. */
export const extendsItself: Text = {
  en: 'By its "extends" the service extends itself.',
  de: 'Über „extends“ erweitert der Dienst sich selbst.',
};

/** Too many services or files in a row. */
export const tooFar: Text = {
  en: 'It extends more services, in more files, than are followed.',
  de: 'Er erweitert mehr Dienste in mehr Dateien, als verfolgt werden.',
};

/** An `extends` leads nowhere. */
export function brokenExtends(why: Message): Message {
  return {
    text: {
      en: 'This leads nowhere, so what the service inherits is unknown. {why}',
      de: 'Das führt ins Leere; was der Dienst erbt, ist nicht bekannt. {why}',
    },
    args: { why: { en: render(why, 'en'), de: render(why, 'de') } },
  };
}

/** `include` leads back to a file that includes this one. */
export function includesItself(file: string): Message {
  return {
    text: {
      en: '{file} is included by itself; remove one of the includes.',
      de: '{file} bindet sich selbst ein; entferne eine der Einbindungen.',
    },
    args: { file },
  };
}

/** An included file is not there. */
export function missingInclude(file: string): Message {
  return {
    text: {
      en: 'The included {file} is not there or cannot be read, so its services are left out.',
      de: 'Die eingebundene Datei {file} ist nicht da oder nicht lesbar; ihre Dienste fehlen hier.',
    },
    args: { file },
  };
}

/** An include that only Compose can follow. */
export const unreadInclude: Message = {
  text: {
    en: 'A variable or another machine decides what is included here, so its services are left out.',
    de: 'Eine Variable oder ein anderer Rechner entscheidet, was hier eingebunden wird; diese Dienste fehlen hier.',
  },
};

/** More files than are followed. */
export const tooManyFiles: Message = {
  text: {
    en: 'The project has more files than are followed; the services of this one are left out.',
    de: 'Das Projekt hat mehr Dateien, als verfolgt werden; die Dienste dieser Datei fehlen hier.',
  },
};

/** Neither image nor build. */
export const partial: Text = {
  en: 'The service has neither image nor build, so another Compose file completes it.',
  de: 'Der Dienst hat weder image noch build; eine andere Compose-Datei ergänzt ihn.',
};

/** `compose.override.yaml`. */
export const override: Text = {
  en: 'This is an override file; the file that it overrides may say it.',
  de: 'Das ist eine Override-Datei; die Datei, die sie ergänzt, kann es festlegen.',
};

/** The YAML is broken inside the service. */
export const brokenYaml: Text = {
  en: 'The YAML of this service is broken, so something may be lost.',
  de: 'Das YAML dieses Dienstes ist fehlerhaft; etwas kann verloren gegangen sein.',
};

/** The engine's configuration decides what the file leaves out. */
export const engineDecides: Text = {
  en: 'The configuration of the container engine decides it.',
  de: 'Die Konfiguration der Container-Engine entscheidet es.',
};

/** The host's own platform is used. */
export const hostDecides: Text = {
  en: 'The host decides it.',
  de: 'Der Host entscheidet es.',
};

/** The image is built and gets a name of its own. */
export const builtImage: Text = {
  en: 'The image is built here; the Dockerfile says from what.',
  de: 'Das Image wird hier gebaut; das Dockerfile sagt, woraus.',
};

/** `build.dockerfile_inline`. */
export const inlineDockerfile: Text = {
  en: 'The Dockerfile stands inside the Compose file.',
  de: 'Das Dockerfile steht in der Compose-Datei selbst.',
};

/** A build context in a repository, on the network or in a home folder. */
export const remoteContext: Text = {
  en: 'The build context is not a folder of this project.',
  de: 'Der Build-Kontext ist kein Ordner dieses Projekts.',
};

/** `env_file`, `label_file`. */
export const otherFile: Text = {
  en: 'Another file adds to it.',
  de: 'Eine andere Datei ergänzt es.',
};

/** The variable is handed through from the environment of Compose. */
export const passedThrough: Text = {
  en: 'The value is taken from the environment Compose runs in.',
  de: 'Der Wert kommt aus der Umgebung, in der Compose läuft.',
};

/** `volumes_from`. */
export const otherVolumes: Text = {
  en: 'It also gets the volumes of another service or container.',
  de: 'Er bekommt auch die Volumes eines anderen Dienstes oder Containers.',
};

/** `deploy.mode: global`. */
export const onePerNode: Text = {
  en: 'It runs once on every node; their number is not in the file.',
  de: 'Er läuft einmal auf jedem Knoten; deren Zahl steht nicht in der Datei.',
};

/** The aliases or the number of services exceed what is read. */
export const tooMuch: Message = {
  text: {
    en: 'With its aliases and services the file is too large; from this service on it is not read.',
    de: 'Mit ihren Aliasen und Diensten ist die Datei zu groß; ab diesem Dienst wird sie nicht gelesen.',
  },
};

/** `services` is no mapping. */
export const servicesNoMap: Message = {
  text: {
    en: '"services" must be a mapping from names to services.',
    de: '„services“ muss eine Zuordnung von Namen zu Diensten sein.',
  },
};

/** Services at the top level, as in Compose files before version 2. */
export const oldFormat: Message = {
  text: {
    en: 'This is the first Compose format, which current Compose no longer reads; put the services below "services:".',
    de: 'Das ist das erste Compose-Format, das heutiges Compose nicht mehr liest; setze die Dienste unter „services:“.',
  },
};
