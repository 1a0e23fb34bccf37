// Counts of findings over the corpus: by format, rule and severity, and how many files carry a warning or an error.
import { severities } from '../../src/core/finding';
import type { Analysis } from '../../src/service/analysis';
import type { Result } from './result';

/** Share of files that may carry a warning or an error; the peers' share is about 90 %. */
const paintedAtMost = 0.6;

/** Plain data, so that processes can hand it on. */
export interface Tally {
  /** By format: files that define at least one workload, or declare something about some. */
  readonly files: Map<string, number>;
  /** By format: those with a warning or an error in them. */
  readonly painted: Map<string, number>;
  /** By format, rule and severity, with spaces between. */
  readonly findings: Map<string, number>;
}

/** A tally of nothing. */
export function emptyTally(): Tally {
  return { files: new Map(), painted: new Map(), findings: new Map() };
}

function addTo(counts: Map<string, number>, key: string, count = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

/** Counts what was found in the file itself. */
export function count(
  { files, painted, findings: counts }: Tally,
  { path, format, workloads, declarations, findings }: Analysis,
): void {
  if (![...workloads, ...declarations].some((one) => one.path === path)) return;
  const own = findings.filter(
    ({ evidence: [{ place }], suppressed }) => place.path === path && suppressed === undefined,
  );
  addTo(files, format);
  if (own.some(({ severity }) => severity === 'error' || severity === 'warning')) addTo(painted, format);
  for (const { rule, severity } of own) addTo(counts, `${format} ${rule} ${severity}`);
}

/** Adds one tally to another. */
export function addTally(sum: Tally, more: Tally): void {
  for (const key of ['files', 'painted', 'findings'] as const)
    for (const [name, number] of more[key]) addTo(sum[key], name, number);
}

/** The shares, and the table of counts. */
export function tallied({ files, painted, findings }: Tally): Result {
  const rows = [...files.keys()].sort().map((name) => {
    const all = files.get(name) ?? 0;
    return { name, right: all - (painted.get(name) ?? 0), all };
  });
  const all = rows.reduce((sum, row) => sum + row.all, 0);
  const right = rows.reduce((sum, row) => sum + row.right, 0);
  const content: Record<string, Record<string, Record<string, number>>> = {};
  const worst: readonly string[] = severities;
  const order = (key: string): string => {
    const [format = '', rule = '', severity = ''] = key.split(' ');
    return `${format} ${rule} ${worst.indexOf(severity)}`;
  };
  for (const [key, number] of [...findings].sort(([a], [b]) => (order(a) < order(b) ? -1 : 1))) {
    const [format = '', rule = '', severity = ''] = key.split(' ');
    const rules = content[format] ?? {};
    content[format] = rules;
    rules[rule] = { ...rules[rule], [severity]: number };
  }
  return {
    title: 'Files without warning or error',
    rows: [...rows, { name: 'all formats', right, all }],
    faults:
      all - right < all * paintedAtMost
        ? []
        : [`${all - right} of ${all} files carry a warning or an error; it must be under 60 %`],
    differences: [],
    table: { file: 'findings.golden.json', content },
  };
}
