// The comparison, aspect by aspect: the general statements, what this workload's files say, and cited figures.
import type { ComparisonView, ViewFigure, ViewRow } from '../../comparison/view';
import { PlaceLink, percent, Section, type Send, type Words } from './parts';

interface RowProps {
  readonly row: ViewRow;
  readonly words: Words;
  readonly send: Send;
}

/** Figures that can be drawn, on one logarithmic axis. */
function Axis({
  figures,
  axis,
  words,
}: {
  readonly figures: readonly ViewFigure[];
  readonly axis: string;
  readonly words: Words;
}) {
  const drawn = figures.flatMap(({ low, high, ...figure }) =>
    low !== undefined && high !== undefined && low > 0 ? [{ ...figure, low, high }] : [],
  );
  if (drawn.length < 2) return null;
  const from = Math.log10(Math.min(...drawn.map(({ low }) => low)));
  const to = Math.log10(Math.max(...drawn.map(({ high }) => high)));
  const share = (value: number): number => (to === from ? 0.5 : (Math.log10(value) - from) / (to - from));
  return (
    <div class="axis" aria-hidden="true">
      {drawn.map(({ id, label, text, low, high, side }) => (
        <div class="figure" key={id}>
          <span class="dim">{label}</span>
          <span class="track">
            <i
              class={side}
              style={{
                left: percent(share(low) * 0.98),
                width: percent(Math.max(share(high) - share(low), 0.02)),
              }}
            />
          </span>
          <span>{text}</span>
        </div>
      ))}
      <div class="dim scale">
        {axis}, {words.logarithmic}
      </div>
    </div>
  );
}

function Figures({ row, words }: Omit<RowProps, 'send'>) {
  if (row.figures.length === 0) return null;
  return (
    <details>
      <summary>
        {words.figures} ({row.figures.length})
      </summary>
      {row.axis !== undefined && <Axis figures={row.figures} axis={row.axis} words={words} />}
      <ul>
        {row.figures.map(({ id, label, text, source, url, note, kind }) => (
          <li key={id}>
            {label}: <b>{text}</b>{' '}
            <span class="dim">
              {url === undefined ? source : <a href={url}>{source}</a>}
              {kind === 'memory' && ` (${words.fromMemory})`}
              {kind === 'measured' && ` (${words.measured})`}
              {note !== undefined && `. ${note}`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Here({ row, words, send }: RowProps) {
  if (row.here.length === 0) return <span class="dim">{words.nothingHere}</span>;
  return (
    <ul class="plain">
      {row.here.map(({ text, place, tone }) => (
        <li key={text} class={tone}>
          {tone === 'defect' && <span aria-hidden="true">⚠ </span>}
          {text} {place !== undefined && <PlaceLink place={place} send={send} />}
        </li>
      ))}
    </ul>
  );
}

/** All rows. */
export function Rows({ view, send }: { readonly view: ComparisonView; readonly send: Send }) {
  const { rows, words } = view;
  return (
    <Section title={words.sideBySide}>
      <table class="rows">
        <thead>
          <tr>
            <th scope="col">{words.aspect}</th>
            <th scope="col">{words.vm}</th>
            <th scope="col">{words.container}</th>
            <th scope="col">{words.here}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                {row.title} <span class="dim">{row.id}</span>
              </th>
              <td data-label={words.vm}>{row.vm}</td>
              <td data-label={words.container}>{row.container}</td>
              <td data-label={words.here}>
                <Here row={row} words={words} send={send} />
                <Figures row={row} words={words} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
