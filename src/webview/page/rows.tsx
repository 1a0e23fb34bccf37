// The comparison, aspect by aspect: the general statements, what this workload's files say, and cited figures.
import type { ComparisonView, ViewRow } from '../../comparison/view';
import { Axis } from './axis';
import { PlaceLink, Section, usePage } from './parts';

interface Props {
  readonly row: ViewRow;
}

function Figures({ row }: Props) {
  const { words } = usePage();
  return (
    <>
      <Axis row={row} />
      <details>
        <summary>
          {words.figures} ({row.figures.length})
        </summary>
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
    </>
  );
}

function Here({ row }: Props) {
  const { words } = usePage();
  if (row.here.length === 0) return <span class="dim">{words.nothingHere}</span>;
  return (
    <ul class="plain">
      {row.here.map(({ text, place, tone }) => (
        <li key={`${text}${String(place?.line)}`}>
          {tone !== 'plain' && (
            <span class={tone} aria-hidden="true">
              {tone === 'defect' ? '⚠ ' : '▲ '}
            </span>
          )}
          {text} {place !== undefined && <PlaceLink place={place} />}
        </li>
      ))}
    </ul>
  );
}

/** All rows; each is a group of its own, so that its figures stand below both sides. */
export function Rows({ view: { rows } }: { readonly view: ComparisonView }) {
  const { words } = usePage();
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
        {rows.map((row) => {
          const height = row.figures.length > 0 ? 2 : 1;
          return (
            <tbody key={row.id} id={row.id}>
              <tr>
                <th scope="rowgroup" rowSpan={height}>
                  {row.title} <span class="dim id">{row.id}</span>
                </th>
                <td data-label={words.vm}>{row.vm}</td>
                <td data-label={words.container}>{row.container}</td>
                <td class="here" data-label={words.here} rowSpan={height}>
                  <Here row={row} />
                </td>
              </tr>
              {height > 1 && (
                <tr>
                  <td class="figures" colSpan={2}>
                    <Figures row={row} />
                  </td>
                </tr>
              )}
            </tbody>
          );
        })}
      </table>
    </Section>
  );
}
