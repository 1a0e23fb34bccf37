// Why facts of a Quadlet unit are unknown or implied.
import type { Message, Text } from '../../core/message';

/** A template tag stands in the file. */
export const templateDecides: Text = {
  en: 'The file is a template; what it does not say may come from a tag.',
  de: 'Die Datei ist eine Vorlage; was sie nicht sagt, kann aus einem Tag kommen.',
};

/** `ContainersConfModule=`. */
export const moduleDecides: Text = {
  en: 'A module of containers.conf may say it.',
  de: 'Ein Modul von containers.conf kann es festlegen.',
};

/** A specifier or variable stands in the value. */
export const specifierDecides: Text = {
  en: 'A specifier or variable of systemd decides it.',
  de: 'Ein Platzhalter oder eine Variable von systemd entscheidet es.',
};

/** The value is none that systemd or Podman takes. */
export const notUnderstood: Text = {
  en: 'The value is not one that Podman or systemd accepts here.',
  de: 'Diesen Wert nehmen Podman und systemd hier nicht an.',
};

/** `Rootfs=` instead of an image. */
export const rootFolder: Text = {
  en: 'It runs from a folder of the host instead of an image.',
  de: 'Er läuft aus einem Ordner des Hosts statt aus einem Image.',
};

/** `Image=app.build`. */
export const builtImage: Text = {
  en: 'The image is built by another unit; its Dockerfile says from what.',
  de: 'Das Image baut eine andere Unit; deren Dockerfile sagt, woraus.',
};

/** The file of a unit that is named is not there. */
export const missingUnit: Text = {
  en: 'The unit it refers to is not beside this file.',
  de: 'Die Unit, auf die verwiesen wird, liegt nicht neben dieser Datei.',
};

/** A remote or variable build context. */
export const remoteBuild: Text = {
  en: 'The Dockerfile does not lie in a folder that this unit names.',
  de: 'Das Dockerfile liegt in keinem Ordner, den diese Unit nennt.',
};

/** The section `[Container]` has neither image nor root folder. */
export const noImage: Message = {
  text: {
    en: 'The unit has no image, so Podman makes no service of it; add Image= to [Container].',
    de: 'Die Unit hat kein Image, Podman macht daher keinen Dienst daraus; ergänze Image= in [Container].',
  },
};
