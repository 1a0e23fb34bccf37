// The labelled cases: does a rule find what a person says it must, and stay silent where it must?
import type { Analysis } from '../../src/service/analysis';
import { unexplained } from './reasons';
import type { Result } from './result';
import { analyseFile, readJson } from './shared';

interface Label {
  readonly file: string;
  readonly rule: string;
  readonly expected: 'fires' | 'silent';
  readonly lines: readonly number[];
  readonly alsoAccept?: readonly number[];
  readonly match?: 'any';
  /** Why the label is left out of the score. */
  readonly ambiguous?: string;
  readonly alsoFires?: readonly { readonly rule: string; readonly lines: readonly number[] }[];
}

/** Share of what must be found that is found on its lines, at least. */
const foundAtLeast = 0.97;
/** Share of what must be silent that is flagged, at most. */
const flaggedAtMost = 0.02;

/** Lines of the file itself on which the rule finds something. */
function linesOf(analysis: Analysis | undefined, rule: string): number[] {
  if (analysis === undefined) return [];
  return analysis.findings
    .filter((finding) => finding.rule === rule)
    .flatMap(({ evidence: [{ place }] }) =>
      place.path === analysis.path ? [analysis.lines.positionAt(place.span.start).line + 1] : [],
    );
}

/** Why the label and the findings disagree, if they do. */
function disagreement(
  { expected, lines, alsoAccept = [], match }: Label,
  found: readonly number[],
): string | undefined {
  if (expected === 'silent') {
    const wrong = found.filter((line) => !alsoAccept.includes(line));
    return wrong.length === 0 ? undefined : `flagged on line ${wrong.join(', ')}`;
  }
  const missing = lines.filter((line) => !found.includes(line));
  const instead = alsoAccept.filter((line) => found.includes(line) && !lines.includes(line));
  const enough =
    match === 'any' ? missing.length < lines.length || instead.length > 0 : missing.length <= instead.length;
  return enough
    ? undefined
    : `not found on line ${missing.join(', ')}; found on ${found.join(', ') || 'none'}`;
}

/** How a label is named in `test/labelled.md`. */
function nameOf({ rule, expected, file }: Label): string {
  return `${rule} | ${expected} | ${file}`;
}

/** Scores every label that is not ambiguous; a file we do not read counts as one without findings. */
export async function labelled(): Promise<Result> {
  const counts = new Map<string, { right: number; all: number }>();
  const count = (name: string, right: boolean): void => {
    const { right: before, all } = counts.get(name) ?? { right: 0, all: 0 };
    counts.set(name, { right: before + (right ? 1 : 0), all: all + 1 });
  };
  const totals = { fires: { wrong: 0, all: 0 }, silent: { wrong: 0, all: 0 } };
  const differences: string[] = [];
  const disagreeing = new Set<string>();
  for (const label of readJson<Label[]>('cases/labelled/labelled.json')) {
    const analysis = await analyseFile(`corpus/${label.file}`);
    const format = analysis?.format ?? 'not read';
    for (const { rule, lines } of label.alsoFires ?? []) {
      const found = linesOf(analysis, rule);
      const missing = lines.filter((line) => !found.includes(line));
      count(`${format}, found beside it`, missing.length === 0);
      if (missing.length > 0)
        differences.push(
          `beside it, ${rule}: ${label.file}: not found on line ${missing.join(', ')}; found on ${found.join(', ') || 'none'}`,
        );
    }
    if (label.ambiguous !== undefined) continue;
    const reason = disagreement(label, linesOf(analysis, label.rule));
    count(
      `${format}, ${label.expected === 'fires' ? 'must be found' : 'must be silent'}`,
      reason === undefined,
    );
    totals[label.expected].all++;
    if (reason === undefined) continue;
    totals[label.expected].wrong++;
    disagreeing.add(nameOf(label));
    differences.push(`${label.rule} ${label.expected}: ${label.file}: ${reason}`);
  }
  const { fires, silent } = totals;
  return {
    title: 'Labelled cases of other tools and real files',
    rows: [...counts].sort().map(([name, outcome]) => ({ name, ...outcome })),
    faults: [
      ...(fires.wrong > fires.all * (1 - foundAtLeast)
        ? [`${fires.wrong} of ${fires.all} that must be found are not; at most 3 % may be missed`]
        : []),
      ...(silent.wrong > silent.all * flaggedAtMost
        ? [`${silent.wrong} of ${silent.all} that must be silent are flagged; at most 2 % may be`]
        : []),
      ...unexplained(disagreeing, ['fires', 'silent']),
    ],
    differences,
  };
}
