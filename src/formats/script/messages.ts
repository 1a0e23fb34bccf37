// Why facts of a script's containers are unknown or implied.
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
