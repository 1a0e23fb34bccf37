// Turns a file's bytes into text, and says what was wrong with them.
import type { Message } from '../core/message';

/** Text of a file, or why there is none. */
export interface Decoded {
  /** Absent when the file could not be read as text. */
  readonly text?: string;
  readonly problem?: Message;
}

/** Largest file that is read, in bytes: far above real definition files (corpus maximum below 1 MiB), far below what would hang an editor. */
export const largestFile = 4 * 1024 * 1024;

const tooLarge = {
  en: 'The file is larger than {limit} MiB and was not read. Definition files are far smaller; exclude it if it is something else.',
  de: 'Die Datei ist größer als {limit} MiB und wurde nicht gelesen. Definitionsdateien sind weit kleiner; schließe sie aus, falls sie etwas anderes ist.',
};
const binary = {
  en: 'The file holds binary data and was not read.',
  de: 'Die Datei enthält Binärdaten und wurde nicht gelesen.',
};
const notUtf8 = {
  en: 'The file is not valid UTF-8; unreadable bytes were replaced. Save it as UTF-8.',
  de: 'Die Datei ist kein gültiges UTF-8; unlesbare Bytes wurden ersetzt. Speichere sie als UTF-8.',
};

/** Why a text or file of this size (bytes or characters) is not read, if so. */
export function sizeProblem(size: number): Message | undefined {
  return size > largestFile ? { text: tooLarge, args: { limit: largestFile / 1024 / 1024 } } : undefined;
}

/** Decodes UTF-8 and UTF-16 with a byte order mark. The mark stays in UTF-8 text, as editors and parsers count it. */
export function decode(bytes: Uint8Array): Decoded {
  const large = sizeProblem(bytes.length);
  if (large !== undefined) return { problem: large };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes) };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes) };
  if (bytes.includes(0)) return { problem: { text: binary } };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), problem: { text: notUtf8 } };
  }
}
