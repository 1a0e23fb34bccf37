// The page in the order a reader asks: what fits, what the files draw, why, what would turn it, and side by side.
import type { ComparisonView } from '../../comparison/view';
import type { EmptyState } from '../protocol';
import { Diagrams } from './diagrams';
import { filled, PlaceLink, PlaceLinks, Section, usePage } from './parts';
import { Reasons } from './reasons';
import { Rows } from './rows';
import { Spectrum } from './spectrum';

interface Props {
  readonly view: ComparisonView;
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

/** The workload's name; a list to switch to the others of its file. */
function Name({ view: { workload, siblings } }: Props) {
  const { send, words } = usePage();
  if (siblings.length < 2) return <b>{workload.name}</b>;
  return (
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
  );
}

function Head({ view }: Props) {
  const { words } = usePage();
  const { workload, verdict, counts } = view;
  const [flip] = verdict.flips;
  const chips = [
    [counts.isolation, words.isolation],
    [counts.overhead, words.overhead],
  ] as const;
  return (
    <header>
      <div class="crumbs">
        <Name view={view} />
        <PlaceLink place={workload.place} named />
        {chips.map(([count, word]) =>
          count > 0 ? (
            <span class="chip" key={word}>
              {filled(word, String(count))}
            </span>
          ) : null,
        )}
      </div>
      <div class="verdict" aria-live="polite">
        <h1>{verdict.title}</h1>
        {verdict.placement !== 'undecided' && (
          <span class="dim">
            {words.confidence} {verdict.confidence} % · {verdict.confidenceWord}
          </span>
        )}
      </div>
      <Spectrum verdict={verdict} />
      <p>{verdict.summary}</p>
      {flip !== undefined && (
        <p>
          <span class="dim">{words.flips}:</span> {flip.text}
          <PlaceLinks places={flip.places} />
        </p>
      )}
    </header>
  );
}

/** All that would turn the verdict, of which the head shows the first, and what is open. */
function Open({ view: { verdict } }: Props) {
  const { words } = usePage();
  return (
    <div class="columns">
      {verdict.flips.length > 1 && (
        <Section title={words.flips}>
          <ul>
            {verdict.flips.map(({ text, places }) => (
              <li key={text}>
                {text}
                <PlaceLinks places={places} />
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
    </div>
  );
}

function Engine({ view: { engine } }: Props) {
  const { send, words } = usePage();
  return (
    <Section title={words.engine}>
      {engine === undefined ? (
        <p class="ask">
          <button type="button" class="action" onClick={() => send({ type: 'engine' })}>
            {words.askEngine}
          </button>
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
export function Comparison({ view }: Props) {
  return (
    <>
      <Head view={view} />
      <Diagrams view={view} />
      <Reasons view={view} />
      <Open view={view} />
      <Rows view={view} />
      <Engine view={view} />
    </>
  );
}
