// The labelled cases: does a rule find what a person says it must, and stay silent where it must?
import type { Finding } from '../../src/core/finding';
import { rules } from '../../src/rules/registry.generated';
import type { Analysis } from '../../src/service/analysis';
import type { Result } from './result';
import { analyseFile, readJson } from './shared';

interface Label {
  readonly file: string;
  readonly format: string;
  readonly rule: string;
  readonly expected: 'fires' | 'silent';
  readonly lines: readonly number[];
  readonly alsoAccept?: readonly number[];
  readonly match?: 'any';
  readonly ambiguous?: boolean;
}

function linesOf(analysis: Analysis, findings: readonly Finding[]): number[] {
  return findings.map(({ evidence: [{ place }] }) => analysis.lines.positionAt(place.span.start).line + 1);
}

/** Why the label and the findings disagree, if they do. */
function disagreement(label: Label, found: readonly number[]): string | undefined {
  if (label.expected === 'silent') {
    const wrong = found.filter((line) => !(label.alsoAccept ?? []).includes(line));
    return wrong.length === 0 ? undefined : `flagged on line ${wrong.join(', ')}`;
  }
  const missing = label.lines.filter(
    (line) => !found.includes(line) && !(label.alsoAccept ?? []).some((other) => found.includes(other)),
  );
  const enough =
    label.match === 'any' ? missing.length < label.lines.length || found.length > 0 : missing.length === 0;
  return enough
    ? undefined
    : `not found on line ${missing.join(', ')}; found on ${found.join(', ') || 'none'}`;
}

/** Scores the labels about rules we have, in files we read. */
export async function labelled(): Promise<Result> {
  const ids = new Set(rules.map((rule) => rule.id));
  const counts = new Map<string, { right: number; all: number }>();
  const differences: string[] = [];
  for (const label of readJson<Label[]>('cases/labelled/labelled.json')) {
    if (label.ambiguous === true || !ids.has(label.rule)) continue;
    const analysis = await analyseFile(`corpus/${label.file}`);
    if (analysis === undefined) continue;
    const findings = analysis.findings.filter(({ rule }) => rule === label.rule);
    const reason = disagreement(label, linesOf(analysis, findings));
    const name = `${analysis.format}, ${label.expected === 'fires' ? 'must be found' : 'must be silent'}`;
    const count = counts.get(name) ?? { right: 0, all: 0 };
    count.all++;
    if (reason === undefined) count.right++;
    else differences.push(`${label.rule} ${label.expected}: ${label.file}: ${reason}`);
    counts.set(name, count);
  }
  return {
    title: 'Labelled cases of other tools and real files',
    rows: [...counts].sort().map(([name, count]) => ({ name, ...count })),
    faults: [],
    differences,
  };
}
