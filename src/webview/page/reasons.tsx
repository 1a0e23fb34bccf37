// The reasons of the verdict: what was read, where, how sure, and how far it moves the answer.
import type { ComparisonView, ViewReason } from '../../comparison/view';
import { decimal, filled, PlaceLinks, percent, Section, usePage } from './parts';

/** How far a reason moves the verdict, towards the side it speaks for. */
function Amount({ reason, most }: { readonly reason: ViewReason; readonly most: number }) {
  const { words, language } = usePage();
  const { contribution, certainty } = reason;
  const certain = filled(words.certain, decimal(certainty, language));
  const size = decimal(Math.abs(contribution), language);
  if (size === '0') return <span class="dim">±0 · {certain}</span>;
  const forVm = contribution < 0;
  const width = percent(Math.abs(contribution) / most / 2);
  return (
    <>
      <div class="bar" role="img" aria-label={(forVm ? words.speaksForVm : words.speaksForContainer) ?? ''}>
        <i
          class={forVm ? 'vm' : 'container'}
          style={forVm ? { left: '50%', width } : { right: '50%', width }}
        />
      </div>
      <span class="dim">
        {forVm ? '−' : '+'}
        {size} · {certain}
      </span>
    </>
  );
}

/** What nothing is known about, folded away. */
function Unknown({ unknown }: Pick<ComparisonView['verdict'], 'unknown'>) {
  const { words, language } = usePage();
  if (unknown.length === 0) return null;
  return (
    <details>
      <summary>
        {words.unknown} ({unknown.length})
      </summary>
      <ul>
        {unknown.map(({ criterion, title, weight }) => (
          <li key={criterion}>
            {title}{' '}
            <span class="dim">
              {criterion} · {filled(words.couldMove, decimal(weight, language))}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The table of reasons, gates, and what is not known. */
export function Reasons({ view: { verdict } }: { readonly view: ComparisonView }) {
  const { words } = usePage();
  const most = Math.max(0, ...verdict.reasons.map(({ contribution }) => Math.abs(contribution)));
  return (
    <Section title={words.why}>
      <table class="why">
        {verdict.reasons.length > 0 && (
          <thead>
            <tr>
              <td colSpan={2} />
              <td class="amount" aria-hidden="true">
                <span>← {words.container}</span>
                <span>{words.vm} →</span>
              </td>
            </tr>
          </thead>
        )}
        <tbody>
          {verdict.gates.map(({ id, title, text, places }) => (
            <tr key={id}>
              <th scope="row">
                {title} <span class="dim id">{id}</span>
              </th>
              <td colSpan={2}>
                {text}
                <PlaceLinks places={places} />
              </td>
            </tr>
          ))}
          {verdict.reasons.map((reason) => (
            <tr key={reason.criterion}>
              <th scope="row">
                {reason.title} <span class="dim id">{reason.criterion}</span>
              </th>
              <td>
                {reason.text}
                <PlaceLinks places={reason.places} />
              </td>
              <td class="amount">
                <Amount reason={reason} most={most} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Unknown unknown={verdict.unknown} />
      <p class="dim">{words.weightsAreOurs}</p>
    </Section>
  );
}
