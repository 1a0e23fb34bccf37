// What one part of the corpus run found.

/** Counted outcomes, and what must never happen. */
export interface Result {
  readonly title: string;
  /** `dockerfile: 2758 of 2758`, by row. */
  readonly rows: readonly { readonly name: string; readonly right: number; readonly all: number }[];
  /** Exceptions, places outside their file, bounds that are not met: any of these fails the run. */
  readonly faults: readonly string[];
  /** Cases that came out differently, for reading. */
  readonly differences: readonly string[];
  /** A table too long to print, kept in a file of this folder. */
  readonly table?: { readonly file: string; readonly content: object };
}
