// Which kind of file a name or a content is, without loading any reader.
import type { Recognition } from './format';
import { recognitions } from './recognitions.generated';

/** How much of a text decides about its format, in characters. */
export const headLength = 64 * 1024;

/** The first of `candidates` that takes the file by its name, else by its content. `head` is asked only when needed. */
export function recogniseAmong<T extends Recognition>(
  candidates: readonly T[],
  path: string,
  head: () => string,
): T | undefined {
  const normal = path.replaceAll('\\', '/');
  const byName = candidates.find((format) => format.recognisesName(normal));
  if (byName !== undefined) return byName;
  const possible = candidates.filter((format) => format.mayHold(normal));
  if (possible.length === 0) return undefined;
  const text = head().slice(0, headLength);
  return possible.find((format) => format.recognisesContent(text));
}

/** Whether Berth knows this kind of file. */
export function isOurs(path: string, head: () => string): boolean {
  return recogniseAmong(recognitions, path, head) !== undefined;
}
