// The comparison of one workload, as plain data in one language.
import type { Evidence } from '../core/finding';
import { formatNumber, type Language, render } from '../core/message';
import { type Figure, figures } from '../knowledge/figures';
import { confidenceNames, type Verdict } from '../placement';
import { verdictTitle } from '../placement/title';
import { diagrams, type Locate } from './diagram';
import { engineRows } from './engine';
import { rows } from './registry.generated';
import type { ComparisonInput, Row, RowEvidence, RowFigure } from './row';
import { words } from './texts';
import type { ComparisonView, ViewEvidence, ViewFigure, ViewPlace, ViewRow, ViewVerdict } from './view';

export type { ComparisonInput } from './row';

/** Where the mark of each word stands between container (0) and VM (1). */
const positions: Readonly<Record<Verdict['placement'], readonly [from: number, to: number]>> = {
  container: [0.04, 0.32],
  'sandboxed-container': [0.5, 0.5],
  hybrid: [0.5, 0.5],
  undecided: [0.5, 0.5],
  vm: [0.68, 0.96],
};

function position({ placement, score }: Verdict): number {
  const [from, to] = positions[placement];
  // S is +1 for a container, at the left end.
  return from + (to - from) * Math.min(Math.max((1 - score) / 2, 0), 1);
}

function places(evidence: readonly Evidence[], locate: Locate): ViewPlace[] {
  return evidence.map(({ place }) => locate(place));
}

function verdictView(verdict: Verdict, language: Language, locate: Locate): ViewVerdict {
  return {
    placement: verdict.placement,
    title: verdictTitle(verdict)[language],
    summary: render(verdict.summary, language),
    confidence: verdict.confidence,
    confidenceWord: confidenceNames[verdict.confidenceClass][language],
    position: position(verdict),
    spread: 0.3 * (1 - verdict.confidence / 100),
    reasons: verdict.reasons.map((reason) => ({
      criterion: reason.criterion,
      title: reason.title[language],
      text: render(reason.text, language),
      direction: reason.direction,
      weight: reason.weight,
      certainty: reason.certainty,
      contribution: reason.contribution,
      places: places(reason.evidence, locate),
    })),
    gates: verdict.gates.map((gate) => ({
      id: gate.gate,
      title: gate.title[language],
      text: render(gate.text, language),
      state: gate.state,
      places: places(gate.evidence, locate),
    })),
    unknown: verdict.unknown.map(({ criterion, title, weight }) => ({
      criterion,
      title: title[language],
      weight,
    })),
    questions: verdict.questions.map(({ id, text }) => ({ id, text: text[language] })),
    flips: verdict.flips.map(({ text, evidence }) => ({
      text: render(text, language),
      places: places(evidence, locate),
    })),
  };
}

/** The number of a figure with its unit; `≤` and `≥` where the source gives one end only. */
function figureText({ value, low, high, unit }: Figure, language: Language): string {
  const number = (amount: number): string => formatNumber(amount, language);
  const suffix = unit === '-' ? '' : ` ${unit === '1/s' ? words.perSecond[language] : unit}`;
  if (typeof value === 'object') return value[language];
  if (low !== undefined && high !== undefined && low !== high)
    return `${number(low)}–${number(high)}${suffix}`;
  if (high !== undefined && (value === undefined || value === high) && low === undefined)
    return `≤ ${number(high)}${suffix}`;
  const single = value ?? low;
  return single === undefined ? '' : `${number(single)}${suffix}`;
}

/** Factors that bring a figure's unit to an axis' unit. */
const toAxis: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  ms: { ms: 1, s: 1000, min: 60_000, µs: 0.001 },
  MB: { MB: 1, GB: 1000, MiB: 1.048576, GiB: 1073.741824, KiB: 0.001024 },
};

/** Where the figure stands on the row's axis; absent for words and for other units. */
function extent(figure: Figure, axis: string | undefined): { low?: number; high?: number } {
  const factor = axis === undefined ? undefined : toAxis[axis]?.[figure.unit];
  const value = typeof figure.value === 'number' ? figure.value : undefined;
  const low = figure.low ?? value ?? figure.high;
  const high = figure.high ?? value ?? figure.low;
  return factor === undefined || low === undefined || high === undefined
    ? {}
    : { low: low * factor, high: high * factor };
}

function figureView(
  { figure: id, side }: RowFigure,
  axis: string | undefined,
  language: Language,
): ViewFigure {
  const figure = figures[id];
  return {
    id,
    side,
    label: figure.system[language],
    text: figureText(figure, language),
    ...extent(figure, axis),
    source: figure.year === undefined ? figure.source : `${figure.source}, ${figure.year}`,
    ...(figure.url === undefined ? {} : { url: figure.url }),
    ...(figure.note === undefined ? {} : { note: figure.note[language] }),
    kind: figure.verified ? 'cited' : 'memory',
  };
}

function evidenceView(
  { text, evidence, tone }: RowEvidence,
  language: Language,
  locate: Locate,
): ViewEvidence {
  return {
    text: render(text, language),
    ...(evidence === undefined ? {} : { place: locate(evidence.place) }),
    tone: tone ?? 'plain',
  };
}

function rowView(row: Row, input: ComparisonInput, language: Language, locate: Locate): ViewRow {
  return {
    id: row.id,
    title: row.title[language],
    vm: row.vm[language],
    container: row.container[language],
    here: row.here(input).map((item) => evidenceView(item, language, locate)),
    figures: row.figures.map((figure) => figureView(figure, row.axis, language)),
    ...(row.axis === undefined ? {} : { axis: row.axis }),
  };
}

/** Compares container and VM for one workload. `locate` turns places into lines and columns of its document. */
export function compare(input: ComparisonInput, language: Language, locate: Locate): ComparisonView {
  const { workload, group, findings, posture } = input;
  const count = (concern: string): number => findings.filter((finding) => finding.concern === concern).length;
  return {
    schema: 1,
    workload: {
      id: workload.id,
      name: workload.name,
      kind: workload.kind,
      format: workload.format,
      place: locate(workload.place),
    },
    siblings: group.map(({ id, name }) => ({ id, name })),
    verdict: verdictView(input.verdict, language, locate),
    diagrams: diagrams(input, language, locate),
    rows: rows.map((row) => rowView(row, input, language, locate)),
    ...(posture === undefined ? {} : { engine: engineRows(posture, language) }),
    counts: { isolation: count('isolation'), overhead: count('overhead') },
    words: Object.fromEntries(Object.entries(words).map(([name, text]) => [name, text[language]])),
  };
}
