// The page in the order a reader asks: what fits, what would turn it, what the files draw, why, and side by side.
import type { ComparisonView } from '../../comparison/view';
import type { EmptyState } from '../protocol';
import { Diagrams } from './diagrams';
import { fileName, PlaceLink, PlaceLinks, Section, type Send } from './parts';
import { Reasons } from './reasons';
import { Rows } from './rows';
import { Spectrum } from './spectrum';

interface Props {
  readonly view: ComparisonView;
  readonly send: Send;
}

/** Shown while there is nothing to compare. */
export function Empty({ state }: { readonly state: EmptyState }) {
  return (
    <div class="empty">
      <h1>{state.title}</h1>
      <p>{state.text}</p>
    </div>
  );
}

function Head({ view, send }: Props) {
  const { workload, siblings, verdict, words, counts } = view;
  const chips = [
    [counts.isolation, words.isolation],
    [counts.overhead, words.overhead],
  ] as const;
  return (
    <header>
      <div class="dim crumbs">
        {siblings.length > 1 ? (
          <label>
            {words.switchWorkload}{' '}
            <select
              value={workload.id}
              onChange={({ currentTarget }) => send({ type: 'select', workload: currentTarget.value })}
            >
              {siblings.map(({ id, name }) => (
                <option key={id} value={id} selected={id === workload.id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <span>{workload.name}</span>
        )}
        <span>{fileName(workload.place.path)}</span>
        <PlaceLink place={workload.place} send={send} />
        {chips.map(([count, word]) =>
          count > 0 && word !== undefined ? (
            <span class="chip" key={word}>
              {word.replace('{count}', String(count))}
            </span>
          ) : null,
        )}
      </div>
      <div class="verdict" aria-live="polite">
        <h1>{verdict.title}</h1>
        <span class="dim">
          {words.confidence} {verdict.confidence} % · {verdict.confidenceWord}
        </span>
      </div>
      <p class="summary">{verdict.summary}</p>
      <Spectrum verdict={verdict} words={words} />
    </header>
  );
}

function Open({ view: { verdict, words }, send }: Props) {
  return (
    <>
      {verdict.flips.length > 0 && (
        <Section title={words.flips}>
          <ul>
            {verdict.flips.map(({ text, places }) => (
              <li key={text}>
                {text}
                <PlaceLinks places={places} send={send} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {verdict.questions.length > 0 && (
        <Section title={words.questions}>
          <ol>
            {verdict.questions.map(({ id, text }) => (
              <li key={id}>{text}</li>
            ))}
          </ol>
        </Section>
      )}
    </>
  );
}

function Engine({ view: { engine, words }, send }: Props) {
  return (
    <Section title={words.engine}>
      {engine === undefined ? (
        <p>
          <button type="button" class="action" onClick={() => send({ type: 'engine' })}>
            {words.askEngine}
          </button>{' '}
          <span class="dim">{words.engineNote}</span>
        </p>
      ) : (
        <dl>
          {engine.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}

/** The whole comparison. */
export function Comparison({ view, send }: Props) {
  return (
    <>
      <Head view={view} send={send} />
      <Open view={view} send={send} />
      <Diagrams view={view} send={send} />
      <Reasons view={view} send={send} />
      <Rows view={view} send={send} />
      <Engine view={view} send={send} />
    </>
  );
}
