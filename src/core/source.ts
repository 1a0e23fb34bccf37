// Citations: what a rule, a criterion, a comparison row or a knowledge row rests on, as plain data.

import type { Text } from './message';

/** The kinds of citation. */
export const sourceKinds = [
  'claim',
  'figure',
  'cis',
  'nist',
  'bsi',
  'owasp',
  'pss',
  'attack',
  'cwe',
  'cve',
  'kep',
  'trivy',
  'docs',
] as const;

/** One of the kinds of citation. */
export type SourceKind = (typeof sourceKinds)[number];

/** A citation. `src/knowledge/sources.ts` builds them; nothing else should write one by hand. */
export interface Source {
  readonly kind: SourceKind;
  /** What identifies it among its kind, as a reader writes it: `A1-45`, `CIS 5.5`, `T1611`, `CVE-2015-3456`. */
  readonly id: string;
  /** What it says or is called, in our own words where it is not a name. */
  readonly title: Text;
  /** Where it can be read, if it is public. */
  readonly url?: string;
  /** Whether the text behind the citation was read; false means it is cited from memory and is shown so. */
  readonly verified: boolean;
}
