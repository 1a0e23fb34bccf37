// `vmw:ExtraConfig`: settings of a .vmx file inside an OVF, read as such a file would be.
import type { Fact, Known } from '../../core/fact';
import { isKnown, mapKnown, notStated } from '../../core/fact';
import type { GraphicalConsole, HostChannel, VirtualMachine } from '../../core/workload';
import { readChannels } from '../vmx/channels';
import { readConsoles } from '../vmx/devices';
import { type ForeignEntry, type Settings, settingsAmong } from '../vmx/values';
import type { XmlElement } from '../xml/tree';
import { attribute, childrenOf } from './parse';

/** What the extra settings of a virtual system say. */
export interface Extra {
  readonly settings: Settings;
  readonly consoles: readonly Known<GraphicalConsole>[];
  readonly channels: readonly Known<HostChannel>[];
  readonly clipboardShared: VirtualMachine['clipboardShared'];
  readonly dragAndDrop: VirtualMachine['dragAndDrop'];
  readonly memoryBalloon: VirtualMachine['memoryBalloon'];
}

/** Reads the extra settings of a hardware section. */
export function extraOf(text: string, path: string, section: XmlElement | undefined): Extra {
  const entries = childrenOf(section, 'ExtraConfig').flatMap((element): ForeignEntry[] => {
    const key = attribute(element, 'key')?.value;
    const value = attribute(element, 'value');
    if (key === undefined || value === undefined) return [];
    return [{ key, span: element.openTag, value: value.value, valueSpan: value.valueSpan }];
  });
  const settings = settingsAmong(entries, text, path);
  const opened = (name: string): Fact<boolean> => {
    const disabled = settings.truth(name);
    return isKnown(disabled) ? { ...disabled, value: !disabled.value } : disabled;
  };
  const copy = opened('isolation.tools.copy.disable');
  const paste = opened('isolation.tools.paste.disable');
  const balloon = settings.value('sched.mem.maxmemctl', (limit) =>
    /^\d+$/.test(limit) ? limit !== '0' : undefined,
  );
  return {
    settings,
    consoles: readConsoles(settings),
    channels: readChannels(settings).map((channel) => {
      const entry = entries.find(({ span }) => span === channel.place?.span);
      // As a .vmx file would write it: an element says no more, and reads worse.
      return entry === undefined
        ? channel
        : mapKnown(channel, ({ kind }) => ({ kind, setting: lineOf(entry) }));
    }),
    // Shared as soon as one direction is open.
    clipboardShared: isKnown(copy) && copy.value ? copy : paste === notStated ? copy : paste,
    dragAndDrop: opened('isolation.tools.dnd.disable'),
    memoryBalloon: balloon,
  };
}

function lineOf({ key, value }: ForeignEntry): string {
  return `${key} = "${value}"`;
}
