// `check --format json`: the contract scripts depend on; lines and columns from 1.
import { version } from '../../package.json';
import { isKnown } from '../core/fact';
import type { Evidence, Finding } from '../core/finding';
import { type Language, render } from '../core/message';
import type { Place } from '../core/span';
import type { Workload } from '../core/workload';
import type { Verdict } from '../placement';
import type { Analysis } from '../service/analysis';
import { editsOf } from '../service/fixes';
import { type HostQuestion, hostQuestion } from '../service/host-question';
import { type Presented, sentencesOf } from '../service/presentation';
import { type Part, wordOf } from './part';
import type { FileResult } from './read';
import { placementsByCount, type Totals } from './totals';

/** Version of the JSON contract. */
export const schema = 1;

/** A place as lines and columns from 1. */
export function range(analysis: Analysis, { path, span }: Place) {
  const lines = analysis.linesOf(path);
  const from = lines.positionAt(span.start);
  const to = lines.positionAt(span.end);
  return {
    line: from.line + 1,
    column: from.character + 1,
    endLine: to.line + 1,
    endColumn: to.character + 1,
  };
}

/** The problems of a file. */
export function problemsOf({ analysis, problem }: FileResult, language: Language) {
  if (analysis === undefined) {
    return problem === undefined
      ? []
      : [{ line: 1, column: 1, endLine: 1, endColumn: 1, message: render(problem, language) }];
  }
  return analysis.problems.map(({ span, message }) => ({
    ...range(analysis, { path: analysis.path, span }),
    message: render(message, language),
  }));
}

function evidence(analysis: Analysis, { place, label }: Evidence, language: Language) {
  return {
    path: place.path,
    ...range(analysis, place),
    ...(label === undefined ? {} : { message: render(label, language) }),
  };
}

function verdictJson(
  analysis: Analysis,
  verdict: Verdict,
  asked: HostQuestion | undefined,
  language: Language,
) {
  return {
    placement: verdict.placement,
    confidence: verdict.confidence,
    reasons: verdict.reasons.map((reason) => ({
      criterion: reason.criterion,
      title: reason.title[language],
      text: render(reason.text, language),
      direction: reason.direction,
      weight: reason.weight,
      certainty: reason.certainty,
      contribution: Math.round(reason.contribution * 100) / 100,
      evidence: reason.evidence.map((item) => evidence(analysis, item, language)),
    })),
    gates: verdict.gates.map((gate) => ({
      gate: gate.gate,
      state: gate.state,
      text: render(gate.text, language),
      evidence: gate.evidence.map((item) => evidence(analysis, item, language)),
    })),
    questions: [...verdict.questions, ...(asked === undefined ? [] : [asked])].map(({ id, text }) => ({
      id,
      text: text[language],
    })),
    flips: verdict.flips.map(({ to, text }) => ({ to, text: render(text, language) })),
  };
}

function workloadJson(analysis: Analysis, workload: Workload, language: Language) {
  const { memory, cpus } = workload;
  const asked = hostQuestion(analysis);
  return {
    id: workload.id,
    name: workload.name,
    kind: workload.kind,
    format: workload.format,
    path: workload.path,
    line: range(analysis, workload.place).line,
    memoryBytes: isKnown(memory) && memory.value !== 'unlimited' ? memory.value : null,
    cpus: isKnown(cpus) && cpus.value !== 'unlimited' ? cpus.value : null,
    verdict: verdictJson(
      analysis,
      analysis.verdict(workload),
      asked?.machine.id === workload.id ? asked : undefined,
      language,
    ),
  };
}

function findingJson(analysis: Analysis, finding: Finding, language: Language) {
  const [primary, ...related] = finding.evidence;
  return {
    rule: finding.rule,
    concern: finding.concern,
    severity: finding.severity,
    confidence: finding.confidence,
    path: primary.place.path,
    ...range(analysis, primary.place),
    workload: finding.workload,
    message: sentencesOf(finding)
      .map((sentence) => render(sentence, language))
      .join(' '),
    related: related.map((item) => evidence(analysis, item, language)),
    fixable: finding.fix !== undefined && editsOf(analysis, finding.fix) !== undefined,
    adjusted:
      finding.adjusted === undefined
        ? null
        : { from: finding.adjusted.from, why: render(finding.adjusted.why, language) },
    suppressed: finding.suppressed ?? null,
    fingerprint: finding.fingerprint,
  };
}

/** A JSON object. */
type Json = Record<string, unknown>;

/** Equal for the same claim of the same rules about the same place. */
export function keyOf(analysis: Analysis, { finding, rules }: Presented): string {
  const { place } = finding.evidence[0];
  return JSON.stringify([...rules, place.path, range(analysis, place)]);
}

/** What the report says about one file, as plain data. */
export function jsonPart(result: FileResult, language: Language): Part<Json> {
  const { analysis, path } = result;
  const file = { path, format: analysis?.format ?? null, problems: problemsOf(result, language) };
  if (analysis === undefined) return { path, file, workloads: [], findings: [] };
  return {
    path,
    file,
    workloads: analysis.workloads.map((workload) => ({
      id: workload.id,
      path: workload.path,
      verdict: wordOf(analysis.verdict(workload)),
      shown: workloadJson(analysis, workload, language),
    })),
    findings: analysis.findings.map((finding) => ({
      key: keyOf(analysis, { finding, rules: [finding.rule] }),
      path: finding.evidence[0].place.path,
      workload: finding.workload,
      ...(finding.suppressed === undefined ? { severity: finding.severity } : {}),
      shown: findingJson(analysis, finding, language),
    })),
  };
}

/** Adds the related places of a claim that another file makes too. */
export function mergeJson(kept: Json, left: Json): void {
  const known = new Set(listOf(kept.related).map((item) => JSON.stringify(item)));
  kept.related = [
    ...listOf(kept.related),
    ...listOf(left.related).filter((item) => !known.has(JSON.stringify(item))),
  ];
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The report as one JSON document. `milliseconds` is how long the run took. */
export function jsonReport(parts: readonly Part<Json>[], totals: Totals, milliseconds: number): string {
  const summary = {
    files: totals.files,
    workloads: totals.verdicts.length,
    findings: totals.findings,
    placements: Object.fromEntries(placementsByCount(totals)),
    milliseconds,
  };
  const report = {
    schema,
    tool: { name: 'berth', version },
    files: parts.map((part) => part.file),
    workloads: parts.flatMap((part) => part.workloads.map(({ shown }) => shown)),
    findings: parts.flatMap((part) => part.findings.map(({ shown }) => shown)),
    summary,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
