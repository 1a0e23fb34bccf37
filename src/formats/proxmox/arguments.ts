// The arguments for QEMU that a configuration adds behind Proxmox's back: `args: -device … -vnc 0.0.0.0:1`.
import type { Unknown } from '../../core/fact';
import { shellWord } from '../container-options/words';
import { type QemuFacts, qemuFacts } from '../qemu/facts';
import type { QemuWord } from '../qemu/words';
import { isPlaceholder, type Settings } from './values';

/** What the arguments say, and why there may be more of everything. */
export interface Arguments
  extends Pick<
    QemuFacts,
    | 'ports'
    | 'devices'
    | 'secrets'
    | 'disks'
    | 'networkCards'
    | 'consoles'
    | 'sharedFolders'
    | 'legacyDevices'
    | 'managementInterfaces'
    | 'hostChannels'
  > {
  readonly open: Unknown | undefined;
}

/** The arguments of a configuration. */
export function argumentsOf(settings: Settings): Arguments {
  const setting = settings.find('args');
  if (setting === undefined) return qemuFacts([]);
  const { entry } = setting;
  const facts = qemuFacts(words(entry.value, entry.valueSpan.start, settings));
  return isPlaceholder(entry.value) ? { ...facts, open: settings.template(entry.span) } : facts;
}

/** Splits as Proxmox does: at blanks, with quotes and backslashes. */
function words(text: string, offset: number, settings: Settings): readonly QemuWord[] {
  return [...text.matchAll(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"?|'[^']*'?|\\)+/g)].map((match): QemuWord => {
    const [written] = match;
    const start = offset + match.index;
    const word = shellWord(written, settings.at({ start, end: start + written.length }));
    return word.text === written ? { ...word, at: start } : word;
  });
}
