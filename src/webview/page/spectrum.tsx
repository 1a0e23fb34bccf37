// Where the verdict stands between container and VM, and how much doubt is around it.
import type { ViewVerdict } from '../../comparison/view';
import { percent, type Words } from './parts';

/** The rail with its mark; said in words for those who do not see it. */
export function Spectrum({ verdict, words }: { readonly verdict: ViewVerdict; readonly words: Words }) {
  const { position, spread, placement } = verdict;
  const left = Math.max(position - spread, 0);
  const right = Math.min(position + spread, 1);
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
        <span>{words.container}</span>
        <span>{words.sandboxed}</span>
        <span>{words.vm}</span>
      </div>
    </div>
  );
}
