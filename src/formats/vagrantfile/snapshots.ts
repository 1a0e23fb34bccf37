// Snapshots that a Vagrantfile takes: by a trigger, or by VirtualBox's own command.
import { type Facts, incomplete, type Known, notStated, stated } from '../../core/fact';
import type { MachineReading } from './reading';
import { assigned, customization, follow, occurrences, text } from './settings';
import { impliedValue } from './value';

/** The snapshots that the file names; others are taken by hand. */
export function snapshotsOf({ maker, entries, provider, escaped }: MachineReading): Facts<string> {
  const found: Known<string>[] = [];
  for (const { entry, certainty } of occurrences(entries)) {
    if (entry.kind !== 'call' || certainty === 'open' || !/^trigger\.(?:before|after)$/.test(entry.path))
      continue;
    const run = impliedValue(follow(entry.body?.entries ?? [], assigned('run'))?.value);
    const inline = run?.kind === 'hash' ? text(run.entries.get('symbol:inline')?.value) : undefined;
    const name = /\bvagrant\s+snapshot\s+(?:save|push)\b([^;&|\n]*)/.exec(inline ?? '')?.[1];
    if (name !== undefined) found.push(stated(lastWord(name), maker.place(entry.span)));
  }
  for (const { entry, certainty } of occurrences(provider?.entries ?? [])) {
    const words = customization(entry)?.map((value) => text(value)) ?? [];
    const at = words[0] === 'snapshot' ? words.indexOf('take') : -1;
    if (entry.kind === 'call' && certainty !== 'open' && at > 0)
      found.push(stated(words[at + 1] ?? '', maker.place(entry.span)));
  }
  return incomplete(found, escaped ?? notStated);
}

/** `snapshot save [machine] NAME`; a push names none. */
function lastWord(words: string): string {
  return (
    words
      .trim()
      .split(/\s+/)
      .findLast((word) => !word.startsWith('-')) ?? ''
  );
}
