// Counts of findings over the corpus: by format, rule and severity, and how many files carry a warning or an error.
import { severities } from '../../src/core/finding';
import type { Analysis } from '../../src/service/analysis';
import type { Result } from './result';

/** Share of container files that may carry a warning or an error; the peers' share is about 90 %. */
const paintedAtMost = 0.6;

interface Counts {
  /** Files that define at least one container, or declare something about some. */
  files: number;
  /** Those with a warning or an error in them. */
  painted: number;
  readonly rules: Map<string, Map<string, number>>;
}

/** Adds analyses up. */
export interface Tally {
  add(analysis: Analysis): void;
  result(): Result;
}

/** An empty tally; VM files are not counted. */
export function createTally(): Tally {
  const formats = new Map<string, Counts>();
  return {
    add({ path, format, workloads, declarations, findings }) {
      const defines = [...workloads, ...declarations].some((one) => one.path === path && one.kind !== 'vm');
      if (!defines) return;
      const counts = formats.get(format) ?? { files: 0, painted: 0, rules: new Map() };
      formats.set(format, counts);
      const own = findings.filter(
        ({ evidence: [{ place }], suppressed }) => place.path === path && suppressed === undefined,
      );
      counts.files++;
      if (own.some(({ severity }) => severity === 'error' || severity === 'warning')) counts.painted++;
      for (const { rule, severity } of own) {
        const bySeverity = counts.rules.get(rule) ?? new Map<string, number>();
        counts.rules.set(rule, bySeverity.set(severity, (bySeverity.get(severity) ?? 0) + 1));
      }
    },
    result() {
      const all = [...formats].sort();
      const files = all.reduce((sum, [, counts]) => sum + counts.files, 0);
      const painted = all.reduce((sum, [, counts]) => sum + counts.painted, 0);
      return {
        title: 'Container files without warning or error',
        rows: [
          ...all.map(([name, counts]) => ({ name, right: counts.files - counts.painted, all: counts.files })),
          { name: 'all formats', right: files - painted, all: files },
        ],
        faults:
          painted < files * paintedAtMost
            ? []
            : [`${painted} of ${files} container files carry a warning or an error; it must be under 60 %`],
        differences: [],
        table: {
          file: 'findings.golden.json',
          content: Object.fromEntries(
            all.map(([name, { rules }]) => [
              name,
              Object.fromEntries(
                [...rules].sort().map(([rule, counts]) => [
                  rule,
                  Object.fromEntries(
                    severities.flatMap((severity) => {
                      const count = counts.get(severity);
                      return count === undefined ? [] : [[severity, count]];
                    }),
                  ),
                ]),
              ),
            ]),
          ),
        },
      };
    },
  };
}
