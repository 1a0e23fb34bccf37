// What a format gives: reading a text into workloads, and writing a change back as edits.

import type { Declaration } from '../core/declaration';
import type { Change, Comment, FormatId, Problem, TextEdit } from '../core/format';
import type { Span } from '../core/span';
import type { Build, Workload } from '../core/workload';
import type { GrammarId, Grammars } from './grammar/grammar';

/** What was read from one text. Plain data but for `edits`, which closes over the tree. */
export interface Reading {
  readonly problems: readonly Problem[];
  readonly workloads: readonly Workload[];
  /** What the file declares beside workloads; absent for formats without such things. */
  readonly declarations?: readonly Declaration[];
  /** Comments that `isPragma` takes (ours and those of other tools); others are not collected. */
  readonly comments: readonly Comment[];
  /** The edits that make the change, or `undefined` where the syntax cannot express it safely. */
  edits(change: Change): readonly TextEdit[] | undefined;
  /**
   * The innermost statement around an offset, in the same sense as `Comment.target`: a comment on the line before it
   * speaks about it. The whole text where there is none.
   */
  statementAt(offset: number): Span;
  /**
   * How a comment line reads in this format, for a suppression above a statement; absent where whoever reads the file
   * takes no comments.
   */
  readonly commentLine?: (text: string) => string;
}

/**
 * The files around the one being read. What is not loaded yet counts as missing: whoever reads is asked again once it is
 * there. Paths are those of `resolvePath`.
 */
export interface Surroundings {
  /** The text of a file; `undefined` where there is none or it cannot be read. */
  text(path: string): string | undefined;
  /** Names of the files (not folders) directly in a folder, in the order of names; empty where there is no such folder. */
  names(folder: string): readonly string[];
}

/** A file that stands alone. */
export const alone: Surroundings = { text: () => undefined, names: () => [] };

/** How a kind of file is recognised: light enough to be asked for every file of a workspace. */
export interface Recognition {
  readonly id: FormatId;
  /** The kind of file as a noun: `Dockerfile`, `Compose file`. */
  readonly title: string;
  /** The name such a file mostly has, for examples. */
  readonly usualName: string;
  /** By what, as Markdown for the README: `name, or a `services` map in YAML`. */
  readonly recognisedBy: string;
  /** VS Code language ids under which such files open. */
  readonly languages: readonly string[];
  /** Patterns of files for which the extension wakes although their language is too common to. */
  readonly wakingFiles?: readonly string[];
  /** Whether the file's name alone decides. `path` has forward slashes. */
  recognisesName(path: string): boolean;
  /** Whether a name is worth a look into the content: `x.yaml`, `domain.xml`, no extension. */
  mayHold(path: string): boolean;
  /** Whether the content decides; `head` is the beginning of the text, at most 64 Ki characters. */
  recognisesContent(head: string): boolean;
}

/** How a kind of file is read; loaded when the first such file comes. */
export interface Format {
  readonly id: FormatId;
  /** Grammars this text needs before `read`; a cheap look, mostly none. */
  grammars(text: string): readonly GrammarId[];
  /**
   * Total: reads every text, whatever it holds, and never throws. Workloads of other files that belong to the same project
   * (`include`) are among the workloads, with their own path.
   */
  read(text: string, path: string, grammars: Grammars, around: Surroundings): Reading;
  /** The image that a build makes of this file: the stage and the arguments it names. Only for formats that define images. */
  readImage?(text: string, path: string, grammars: Grammars, build: Build): Reading;
}

/** A format of the registry: recognised at once, loaded on demand. */
export interface KnownFormat extends Recognition {
  load(): Promise<Format>;
}
