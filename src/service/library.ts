// The formats and grammars that were loaded, and reading with them.
import type { FormatId } from '../core/format';
import type { Format, KnownFormat, Reading } from '../formats/format';
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

/** A library whose grammars come from `files`. */
export function createLibrary(files: GrammarFiles): Library {
  const loaded = new Map<FormatId, Format>();
  const grammars: Grammars = {};

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

  return {
    read: (known, path, text, ask) => ready(known, text, ask)?.read(text, path, grammars, ask.around),
    readersFor: (ask) => ({
      read(path, text) {
        const known = recognise(path, text);
        return known && ready(known, text, ask)?.read(text, path, grammars, ask.around);
      },
      readImage(path, text, build) {
        const known = formats.find(({ id }) => id === 'dockerfile');
        return known && ready(known, text, ask)?.readImage?.(text, path, grammars, build);
      },
      formatOf: (path) => formats.find((format) => format.recognisesName(path))?.id,
    }),
  };
}
