// The cited figures of one aspect, drawn on one logarithmic axis with a track per side.
import type { ViewFigure, ViewRow } from '../../comparison/view';
import { decimal, percent, usePage } from './parts';

/** Units to write the numbers of an axis in, largest first: how many of the axis' own unit one of them is. */
const units: Readonly<Record<string, readonly (readonly [size: number, name: string])[]>> = {
  ms: [
    [1000, 's'],
    [1, 'ms'],
    [0.001, 'µs'],
  ],
  MB: [
    [1_000_000, 'TB'],
    [1000, 'GB'],
    [1, 'MB'],
    [0.001, 'kB'],
  ],
};

/** At most this many marks stand below an axis; with more, their texts would touch. */
const mostMarks = 5;

type Drawn = ViewFigure & { readonly low: number; readonly high: number };

function isDrawn(figure: ViewFigure): figure is Drawn {
  return figure.low !== undefined && figure.high !== undefined && figure.low > 0;
}

function numberOn(axis: string, value: number, language: string): string {
  const [size, name] = (units[axis] ?? []).find(([least]) => value >= least * 0.999) ?? [1, axis];
  return `${decimal(value / size, language)} ${name}`;
}

/** Nothing when fewer than two figures can be drawn. Hidden from screen readers: the list of figures says the same. */
export function Axis({ row: { axis, figures } }: { readonly row: ViewRow }) {
  const { words, language } = usePage();
  const drawn = figures.filter(isDrawn);
  if (axis === undefined || drawn.length < 2) return null;
  const from = Math.floor(Math.log10(Math.min(...drawn.map(({ low }) => low))));
  const to = Math.max(Math.ceil(Math.log10(Math.max(...drawn.map(({ high }) => high)))), from + 1);
  const share = (value: number): number => (Math.log10(value) - from) / (to - from);
  const step = Math.ceil((to - from) / (mostMarks - 1));
  const marks = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
  const tracks = [
    ['vm', words.vm],
    ['sandboxed-container', words.sandboxed],
    ['container', words.container],
    ['reference', drawn.find(({ side }) => side === 'reference')?.label],
  ] as const;
  return (
    <div class="axis" aria-hidden="true">
      {tracks.map(([side, name]) => {
        const mine = drawn.filter((figure) => figure.side === side);
        return mine.length === 0 ? null : (
          <div class="figure" key={side}>
            <span>{name}</span>
            <span class="track">
              {mine.map(({ id, label, text, low, high }) => (
                <i
                  key={id}
                  class={side}
                  title={`${label}: ${text}`}
                  style={{ left: percent(share(low)), width: percent(share(high) - share(low)) }}
                />
              ))}
            </span>
          </div>
        );
      })}
      <div class="figure dim">
        <span>{words.logarithmic}</span>
        <span class="scale">
          {marks.map((mark) => (
            <span
              key={mark}
              class={mark === to ? 'last' : ''}
              style={{ left: percent((mark - from) / (to - from)) }}
            >
              {numberOn(axis, 10 ** mark, language)}
            </span>
          ))}
        </span>
      </div>
    </div>
  );
}
