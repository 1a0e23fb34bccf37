// A file that is written by the generator and verified by the check.

/** One generated file. */
export interface Generated {
  /** Relative to the project's root. */
  readonly path: string;
  readonly content: string;
}
