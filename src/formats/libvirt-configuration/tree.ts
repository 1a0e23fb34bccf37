// The tree of a configuration file of libvirt: settings with their values, each with its place.
import type { Problem } from '../../core/format';
import type { Span } from '../../core/span';

/** A text or a number. */
export interface ConfigurationValue {
  /** Without quotes. */
  readonly text: string;
  /** In the file, quotes included. */
  readonly span: Span;
}

/** `key = value` or `key = [ value, … ]`. */
export interface ConfigurationEntry {
  readonly key: string;
  /** From the key to the end of the value. */
  readonly span: Span;
  /** The value in the file, brackets included. */
  readonly valueSpan: Span;
  /** One value, or those of the list. */
  readonly values: readonly ConfigurationValue[];
  readonly isList: boolean;
}

/** A configuration file, read. What is commented out is a comment: it shows a default and sets nothing. */
export interface ConfigurationFile {
  readonly text: string;
  readonly entries: readonly ConfigurationEntry[];
  /** Comments, each from its `#` to the end of the line. */
  readonly comments: readonly Span[];
  readonly problems: readonly Problem[];
  /** Whether lines of a template may bring further settings, or drop those that stand here. */
  readonly templated: boolean;
}
