// The formats and grammars that were loaded, and reading with them.
import type { FormatId } from '../core/format';
import type { Format, KnownFormat, Reading, Surroundings } from '../formats/format';
import { type GrammarFiles, type Grammars, loadGrammar } from '../formats/grammar/grammar';
import { headLength, recogniseAmong } from '../formats/recognise';
import { formats } from '../formats/registry.generated';
import type { Readers, Recorder } from './project';

/** Reads texts; what is not loaded yet is asked for, and there is no reading until it is. */
export interface Library {
  read(known: KnownFormat, path: string, text: string, ask: Recorder): Reading | undefined;
  /** Readers of the other files that one analysis meets. */
  readersFor(ask: Recorder): Readers;
}

/** How many readings of other files are kept: more than the files of one host, so that each edit does not read them anew. */
const mostKept = 600;

/** A reading, and everything it was made from. */
interface Kept {
  readonly text: string;
  readonly reading: Reading | undefined;
  /** Texts and names of folders that were asked for. */
  readonly texts: ReadonlyMap<string, string | undefined>;
  readonly folders: ReadonlyMap<string, readonly string[]>;
}

/** A library whose grammars come from `files`. */
export function createLibrary(files: GrammarFiles): Library {
  const loaded = new Map<FormatId, Format>();
  const grammars: Grammars = {};
  /** By path, the one used longest ago first. */
  const kept = new Map<string, Kept>();

  /** The format with all that this text needs, or nothing while something is loading. */
  function ready(known: KnownFormat, text: string, ask: Recorder): Format | undefined {
    const format = loaded.get(known.id);
    if (format === undefined) {
      ask.await(known.load().then((found) => loaded.set(known.id, found)));
      return undefined;
    }
    const missing = format.grammars(text).filter((id) => grammars[id] === undefined);
    for (const id of missing)
      ask.await(
        loadGrammar(id, files).then((grammar) => {
          grammars[id] = grammar;
        }),
      );
    return missing.length === 0 ? format : undefined;
  }

  const recognise = (path: string, text: string): KnownFormat | undefined =>
    recogniseAmong(formats, path, () => text.slice(0, headLength));

  /** Reads a file that is not the one being analysed; many analyses meet the same ones. */
  function readOther(path: string, text: string, ask: Recorder): Reading | undefined {
    const last = kept.get(path);
    kept.delete(path);
    const still = last !== undefined && last.text === text && isUnchanged(last, ask.around);
    const now = still ? last : makeKept(path, text, ask);
    // Nothing is kept of a file whose format is still being loaded.
    if (now === undefined) return undefined;
    kept.set(path, now);
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
    }
    return now.reading;
  }

  function makeKept(path: string, text: string, ask: Recorder): Kept | undefined {
    const known = recognise(path, text);
    if (known === undefined) return { text, reading: undefined, texts: new Map(), folders: new Map() };
    const texts = new Map<string, string | undefined>();
    const folders = new Map<string, readonly string[]>();
    const noting: Surroundings = {
      text(file) {
        const found = ask.around.text(file);
        texts.set(file, found);
        return found;
      },
      names(folder) {
        const found = ask.around.names(folder);
        folders.set(folder, found);
        return found;
      },
    };
    const format = ready(known, text, ask);
    return format && { text, reading: format.read(text, path, grammars, noting), texts, folders };
  }

  return {
    read: (known, path, text, ask) => ready(known, text, ask)?.read(text, path, grammars, ask.around),
    readersFor: (ask) => ({
      read: (path, text) => readOther(path, text, ask),
      readImage(path, text, build) {
        const known = formats.find(({ id }) => id === 'dockerfile');
        return known && ready(known, text, ask)?.readImage?.(text, path, grammars, build);
      },
      formatOf: (path) => formats.find((format) => format.recognisesName(path))?.id,
      mayBeOurs: (path) => formats.some((format) => format.recognisesName(path) || format.mayHold(path)),
    }),
  };
}

/** Whether the files that a reading was made with are as they were. */
function isUnchanged({ texts, folders }: Kept, around: Surroundings): boolean {
  return (
    [...texts].every(([path, text]) => around.text(path) === text) &&
    [...folders].every(([folder, names]) => {
      const now = around.names(folder);
      return now === names || (now.length === names.length && now.every((name, at) => name === names[at]));
    })
  );
}
