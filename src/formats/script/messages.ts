// Why facts of a script's containers and machines are unknown or implied.
import type { Text } from '../../core/message';

/** `$ENGINE run`: the engine's documented default is not known. */
export const engineVariable: Text = {
  en: 'A variable names the engine, and engines differ in this default.',
  de: 'Eine Variable benennt die Engine, und Engines unterscheiden sich in dieser Vorgabe.',
};

/** `docker run $ARGUMENTS`. */
export const noImage: Text = {
  en: 'A variable holds the image together with options.',
  de: 'Eine Variable enthält das Image samt Optionen.',
};

/** A file system instead of an image. */
export const rootFolder: Text = {
  en: 'It runs from a folder of the host instead of an image.',
  de: 'Er läuft aus einem Ordner des Hosts statt aus einem Image.',
};

/** The Dockerfile of a build is not found from here. */
export const noDockerfile: Text = {
  en: 'The Dockerfile of this build was not found from the folders above this file.',
  de: 'Das Dockerfile dieses Builds war von den Ordnern über dieser Datei aus nicht zu finden.',
};

/** A variable, or words behind one. */
export const variableDecides: Text = {
  en: 'A variable of the script decides it.',
  de: 'Eine Variable des Skripts entscheidet es.',
};

/** `modifyvm` with a value VirtualBox does not take. */
export const unknownSetting: Text = {
  en: 'VirtualBox would not accept this value.',
  de: 'Diesen Wert nähme VirtualBox nicht an.',
};

/** A medium without `--variant`. */
export const growing: Text = {
  en: 'Without a variant, VirtualBox makes an image that grows with its content.',
  de: 'Ohne Variante legt VirtualBox ein Abbild an, das mit seinem Inhalt wächst.',
};

/** A forwarded port or a screen without an address. */
export const everyAddress: Text = {
  en: 'VirtualBox listens on every address of the host when none is named.',
  de: 'Ohne Adresse lauscht VirtualBox auf allen Adressen des Hosts.',
};

/** VRDE without an authentication type. */
export const noLogin: Text = {
  en: 'Without an authentication type, VirtualBox asks for no login.',
  de: 'Ohne Authentifizierungstyp verlangt VirtualBox keinen Login.',
};

/** A controller called SATA or IDE. */
export const controllerName: Text = {
  en: 'The name of the controller says so.',
  de: 'Der Name des Controllers sagt es.',
};

/** Secure Boot under a BIOS. */
export const biosBoot: Text = {
  en: 'Secure Boot needs UEFI firmware.',
  de: 'Secure Boot setzt UEFI-Firmware voraus.',
};
