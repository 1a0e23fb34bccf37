// The reasons of the verdict: what was read, where, how sure, and how far it moves the answer.
import type { ComparisonView, ViewReason } from '../../comparison/view';
import { PlaceLinks, percent, Section, type Send, type Words } from './parts';

function sign(contribution: number): string {
  const amount = Math.abs(contribution).toFixed(1);
  return `${contribution < 0 ? '−' : '+'}${amount}`;
}

function Bar({
  reason,
  most,
  words,
}: {
  readonly reason: ViewReason;
  readonly most: number;
  readonly words: Words;
}) {
  const share = percent(most === 0 ? 0 : Math.abs(reason.contribution) / most / 2);
  const forVm = reason.contribution < 0;
  return (
    <div class="bar" role="img" aria-label={(forVm ? words.speaksForVm : words.speaksForContainer) ?? ''}>
      <i
        class={forVm ? 'vm' : 'container'}
        style={forVm ? { left: '50%', width: share } : { right: '50%', width: share }}
      />
    </div>
  );
}

/** The table of reasons, gates, and what is not known. */
export function Reasons({ view, send }: { readonly view: ComparisonView; readonly send: Send }) {
  const { verdict, words } = view;
  const most = Math.max(0, ...verdict.reasons.map(({ contribution }) => Math.abs(contribution)));
  const word = (name: string, value: string): string => (words[name] ?? '').replace(/\{\w+\}/, value);
  return (
    <Section title={words.why}>
      <table class="why">
        <tbody>
          {verdict.gates.map(({ id, title, text, places }) => (
            <tr key={id}>
              <th scope="row">
                {title} <span class="dim">{id}</span>
              </th>
              <td colSpan={2}>
                {text}
                <PlaceLinks places={places} send={send} />
              </td>
            </tr>
          ))}
          {verdict.reasons.map((reason) => (
            <tr key={reason.criterion}>
              <th scope="row">
                {reason.title} <span class="dim">{reason.criterion}</span>
              </th>
              <td>
                {reason.text}
                <PlaceLinks places={reason.places} send={send} />
              </td>
              <td class="amount">
                <Bar reason={reason} most={most} words={words} />
                <span class="dim">
                  {sign(reason.contribution)} · {word('certain', String(reason.certainty))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {verdict.unknown.length > 0 && (
        <details>
          <summary>
            {words.unknown} ({verdict.unknown.length})
          </summary>
          <ul>
            {verdict.unknown.map(({ criterion, title, weight }) => (
              <li key={criterion}>
                {title}{' '}
                <span class="dim">
                  {criterion} · {word('couldMove', String(weight))}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p class="dim">{words.weightsAreOurs}</p>
    </Section>
  );
}
