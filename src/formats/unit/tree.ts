// The tree of a systemd-style unit file: sections of keys with values, each with its place.
import type { Problem } from '../../core/format';
import type { Span } from '../../core/span';
import type { Code } from '../code';

/** `Key=Value`. */
export interface UnitEntry {
  readonly key: string;
  readonly keySpan: Span;
  /** From the key to the end of the value, continuation lines included. */
  readonly span: Span;
  /** The value on one line, trimmed; a continuation is a space. Its offsets lead back into the file. */
  readonly value: Code;
}

/** `[Name]` with the entries below it. The same section may come several times. */
export interface UnitSection {
  readonly name: string;
  /** `[Name]`. */
  readonly headerSpan: Span;
  /** From the header to the end of the last entry. */
  readonly span: Span;
  readonly entries: readonly UnitEntry[];
}

/** A unit file, read. */
export interface UnitFile {
  readonly text: string;
  readonly sections: readonly UnitSection[];
  /** Whole comment lines without white space around them, marker included. */
  readonly comments: readonly Span[];
  /** Lines that are nothing but template tags and may bring further keys. */
  readonly tagLines: readonly Span[];
  readonly problems: readonly Problem[];
}

/** The entries of all sections of that name, in order. */
export function entriesOf(file: UnitFile, section: string): readonly UnitEntry[] {
  return file.sections.filter(({ name }) => name === section).flatMap(({ entries }) => entries);
}
