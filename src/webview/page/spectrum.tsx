// Where the verdict stands between container and VM, and how much doubt is around it.
import type { ViewVerdict } from '../../comparison/view';
import { percent, usePage } from './parts';

/** The rail with its mark; said in words for those who do not see it. */
export function Spectrum({ verdict }: { readonly verdict: ViewVerdict }) {
  const { words } = usePage();
  const { position, spread, placement } = verdict;
  const left = Math.max(position - spread, 0);
  const right = Math.min(position + spread, 1);
  const ticks = [
    ['container', words.container],
    ['sandboxed-container', words.sandboxed],
    ['vm', words.vm],
  ] as const;
  return (
    <div
      class="spectrum"
      role="img"
      aria-label={`${verdict.title}, ${words.confidence} ${verdict.confidence} %`}
    >
      <div class="rail" />
      <div class="doubt" style={{ left: percent(left), width: percent(right - left) }} />
      {placement !== 'undecided' && <div class="mark" style={{ left: percent(position) }} />}
      <div class="ticks">
        {ticks.map(([side, name]) => (
          <span key={side} class={side === placement ? 'chosen' : ''}>
            {name}
          </span>
        ))}
      </div>
    </div>
  );
}
