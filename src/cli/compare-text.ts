// The comparison as plain text, in the order of the webview: verdict, diagrams, reasons, rows.
import type { ComparisonView, ViewDiagram, ViewPlace, ViewRow } from '../comparison/view';

const width = 100;

/** Breaks a text into lines of at most `limit` characters, at blanks. */
function wrap(text: string, limit: number, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > limit) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${indent}`);
}

function at(place: ViewPlace | undefined): string {
  return place === undefined ? '' : ` (${place.path}:${place.line + 1})`;
}

function diagram({ title, layers }: ViewDiagram): string {
  const boxes = layers.map((layer) =>
    layer
      .map(({ title: name, detail, hole }) =>
        [name, detail, hole === undefined ? undefined : `! ${hole}`]
          .filter((part) => part !== undefined)
          .join(' · '),
      )
      .join('  |  '),
  );
  return `${title}\n${boxes.map((box) => `  [ ${wrap(box, width - 6, '    ')} ]\n`).join('')}`;
}

function row({ id, title, vm, container, here, figures }: ViewRow, words: ComparisonView['words']): string {
  const part = (label: string, text: string): string => `    ${label}: ${wrap(text, width - 8, '      ')}\n`;
  const lines = [
    `${id} ${title}\n`,
    part(words.vm ?? 'VM', vm),
    part(words.container ?? 'Container', container),
  ];
  for (const { text, place } of here)
    lines.push(`    → ${wrap(`${text}${at(place)}`, width - 8, '      ')}\n`);
  for (const figure of figures) {
    lines.push(`    ${wrap(`${figure.label}: ${figure.text} [${figure.source}]`, width - 8, '      ')}\n`);
  }
  return lines.join('');
}

/** What rounds to 0.0 is no reason to read. */
const leastShown = 0.05;

/** The whole comparison. */
export function comparisonText(view: ComparisonView): string {
  const { verdict, words, workload } = view;
  const reasons = verdict.reasons
    .filter(({ contribution }) => Math.abs(contribution) >= leastShown)
    .map(
      ({ criterion, text, contribution, places }) =>
        `  ${contribution >= 0 ? '+' : '−'}${Math.abs(contribution).toFixed(1).padStart(4)}  ${criterion.padEnd(4)} ${wrap(`${text}${at(places[0])}`, width - 16, ' '.repeat(14))}\n`,
    );
  const legend = reasons.length === 0 ? '' : `  (+ ${words.speaksForContainer}, − ${words.speaksForVm})\n`;
  const confidence =
    verdict.placement === 'undecided'
      ? ''
      : ` · ${words.confidence} ${verdict.confidence} % (${verdict.confidenceWord})`;
  const gates = verdict.gates.map(
    ({ id, text, places }) =>
      `  ${id.padEnd(11)} ${wrap(`${text}${at(places[0])}`, width - 16, ' '.repeat(14))}\n`,
  );
  const bullets = (items: readonly string[]): string =>
    items.map((item) => `  - ${wrap(item, width - 6, '    ')}\n`).join('');
  const section = (title: string | undefined, body: string): string =>
    body === '' ? '' : `\n${title ?? ''}\n${body}`;
  return [
    `${workload.name}${at(workload.place)}\n${verdict.title}${confidence}\n${wrap(verdict.summary, width, '')}\n`,
    section(words.why, gates.join('') + reasons.join('') + legend),
    section(words.flips, bullets(verdict.flips.map(({ text }) => text))),
    section(
      words.questions,
      // The numbers are what "question 2" above refers to.
      verdict.questions
        .map(({ text }, index) => `  ${index + 1}. ${wrap(text, width - 7, '     ')}\n`)
        .join(''),
    ),
    `\n${diagram(view.diagrams.vm)}\n${diagram(view.diagrams.container)}`,
    section(words.sideBySide, view.rows.map((item) => row(item, words)).join('\n')),
  ].join('');
}
