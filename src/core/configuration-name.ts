// How our own configuration is called; known apart from its reader, which only projects with one load.
import { fileNameOf } from './path';

/** Names of the file, the first one in a folder counts; the nearest folder upward wins. */
export const configurationNames: readonly string[] = ['berth.yaml', 'berth.yml'];

/** Whether a path is that of a configuration. */
export function isConfiguration(path: string): boolean {
  return configurationNames.includes(fileNameOf(path));
}
