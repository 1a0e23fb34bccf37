// One VM's memory in three parts: the guest's operating system, what is left for the application, and what the host adds.
import { isKnown } from '../core/fact';
import { asText, bytes, formatNumber, type Language, type Message, render, type Text } from '../core/message';
import type { HostProfile } from '../core/rule';
import type { VirtualMachine } from '../core/workload';
import { type Figure, figures } from '../knowledge/figures';
import { guestShare, managerShare, type Share } from '../knowledge/machine-overhead';
import { systemName } from '../knowledge/system-names';

/** The parts of one machine's memory, in bytes. */
export interface MachineOverhead {
  /** What the machine is given. */
  readonly memory: number;
  /** What its operating system takes of that; absent where no figure is published. */
  readonly guest?: Share;
  /** What is left for the application; absent with `guest`. Less than nothing is left as 0. */
  readonly application?: { readonly low: number; readonly high: number };
  /** What the host adds for the program that runs it; absent where no figure is published. */
  readonly manager?: Share;
}

/** The parts of a machine's memory; nothing where the machine's size is not known. */
export function overheadOf(machine: VirtualMachine): MachineOverhead | undefined {
  const { memory, operatingSystem } = machine;
  if (!isKnown(memory) || memory.value === 'unlimited') return undefined;
  const guest = isKnown(operatingSystem) ? guestShare(operatingSystem.value) : undefined;
  const manager = managerShare(machine);
  return {
    memory: memory.value,
    ...(guest === undefined ? {} : { guest, application: rest(memory.value, guest) }),
    ...(manager === undefined ? {} : { manager }),
  };
}

function rest(memory: number, { low, high = low }: Share): { low: number; high: number } {
  return { low: Math.max(memory - high, 0), high: Math.max(memory - low, 0) };
}

const texts = {
  guestPart: { en: 'OS {range}', de: 'BS {range}' },
  applicationPart: { en: 'app {range}', de: 'App {range}' },
  managerPart: { en: 'VMM +{range}', de: 'VMM +{range}' },
  share: { en: '{size} ({share} % of host)', de: '{size} ({share} % des Hosts)' },
  ofHost: { en: ', {share} % of the host’s', de: ', {share} % von dem des Hosts' },
  title: {
    en: '**Where {memory} of memory goes** ({workload}{share})',
    de: '**Wohin {memory} Arbeitsspeicher gehen** ({workload}{share})',
  },
  guest: {
    en: '- {system}, the operating system, by published figures: {range}{cited}',
    de: '- {system}, das Betriebssystem, nach veröffentlichten Zahlen: {range}{cited}',
  },
  application: {
    en: '- left for the application: {range}',
    de: '- bleibt für die Anwendung: {range}',
  },
  manager: {
    en: '- on top of it, the host spends on running the machine: {range}{cited}',
    de: '- zusätzlich verbraucht der Host für den Betrieb der Maschine: {range}{cited}',
  },
  noGuest: {
    en: '- no figure is published for the guest’s operating system, or it is not known',
    de: '- für das Betriebssystem des Gasts ist keine Zahl veröffentlicht, oder es ist nicht bekannt',
  },
  noManager: {
    en: '- no figure is published for what this hypervisor adds',
    de: '- für das, was dieser Hypervisor hinzufügt, ist keine Zahl veröffentlicht',
  },
  between: { en: '{low} to {high}', de: '{low} bis {high}' },
  about: { en: 'about {low}', de: 'etwa {low}' },
  atLeast: { en: 'at least {low}', de: 'mindestens {low}' },
  upTo: { en: 'up to {high}', de: 'bis {high}' },
  nothing: { en: 'nothing', de: 'nichts' },
} as const satisfies Record<string, Text>;

/** Bytes in whole MiB or tenths of GiB: the published ranges are no more exact. */
function rounded(count: number): Text {
  if (count < 2 ** 20) return texts.nothing;
  const step = count >= 2 ** 30 ? 2 ** 30 / 10 : 2 ** 20;
  return bytes(Math.round(Math.round(count / step) * step));
}

function range({ low, high }: { readonly low: number; readonly high?: number }): Text {
  if (high === undefined) return asText({ text: texts.atLeast, args: { low: rounded(low) } });
  if (low === 0 && high > 0) return asText({ text: texts.upTo, args: { high: rounded(high) } });
  const [from, to] = [rounded(low), rounded(high)];
  if (from.en === to.en)
    return from === texts.nothing ? from : asText({ text: texts.about, args: { low: from } });
  return asText({ text: texts.between, args: { low: from, high: to } });
}

/** VS Code cuts what all hints of a line say at this many characters (`editor.inlayHints.maximumLength`). */
const longestLabel = 43;

/** A range in the unit of the whole label, as short as can be: `0.9–1.4`, `≤5`, `≥0.1`. */
function shortRange({ low, high }: { readonly low: number; readonly high?: number }, unit: number): Text {
  // Both ends to the digit that the upper one is worth.
  const largest = (high ?? low) / unit;
  const scale = largest >= 10 ? 1 : largest >= 0.1 ? 10 : 100;
  const write = (language: Language): string => {
    const [first, last] = [low, high ?? low].map((count) =>
      formatNumber(Math.round((count / unit) * scale) / scale, language),
    );
    if (high === undefined) return `≥${first}`;
    if (low === 0 && high > 0) return `≤${last}`;
    return first === last ? `${first}` : `${first}–${last}`;
  };
  return { en: write('en'), de: write('de') };
}

/**
 * What an inlay hint says behind a machine's memory: how much that is, its share of the host where that leaves room, and
 * its parts, all in one unit: `12 GiB: OS 0.9–1.4, app 11, VMM +0.1`.
 */
export function overheadLabel(
  { memory, guest, application, manager }: MachineOverhead,
  { memory: host }: HostProfile,
  language: Language,
): string {
  const unit = memory >= 2 ** 30 ? 2 ** 30 : 2 ** 20;
  const part = (text: Text, share: { readonly low: number; readonly high?: number } | undefined): string[] =>
    share === undefined ? [] : [render({ text, args: { range: shortRange(share, unit) } }, language)];
  const parts = [
    ...part(texts.guestPart, guest),
    ...part(texts.applicationPart, application),
    ...part(texts.managerPart, manager),
  ].join(', ');
  const size = bytes(memory)[language];
  const shared =
    host === undefined
      ? []
      : [render({ text: texts.share, args: { size, share: percent(memory, host) } }, language)];
  const heads = [...shared, size];
  const labels =
    parts === ''
      ? heads
      : [...heads.map((head) => `${head}: ${parts}`), `${parts} ${unit === 2 ** 30 ? 'GiB' : 'MiB'}`];
  return labels.find((label) => label.length <= longestLabel) ?? labels.at(-1) ?? '';
}

function percent(memory: number, host: number): number {
  return Math.round((memory / host) * 100);
}

/** The sources of a range, as Markdown behind it. */
function cited({ figures: ids }: Share): string {
  const names = ids.map((id): string => {
    const { source, url }: Figure = figures[id];
    return url === undefined ? source : `[${source}](${url})`;
  });
  return ` (${[...new Set(names)].join(', ')})`;
}

/** The parts as lines of Markdown, with the sources of the numbers. */
export function overheadLines(
  machine: VirtualMachine,
  overhead: MachineOverhead,
  { memory: host }: HostProfile,
): readonly Message[] {
  const { memory, guest, application, manager } = overhead;
  const share =
    host === undefined ? '' : asText({ text: texts.ofHost, args: { share: percent(memory, host) } });
  const system = isKnown(machine.operatingSystem) ? systemName(machine.operatingSystem.value) : '';
  return [
    { text: texts.title, args: { memory: bytes(memory), workload: machine.name, share } },
    guest === undefined
      ? { text: texts.noGuest }
      : { text: texts.guest, args: { system, range: range(guest), cited: cited(guest) } },
    ...(application === undefined ? [] : [{ text: texts.application, args: { range: range(application) } }]),
    manager === undefined
      ? { text: texts.noManager }
      : { text: texts.manager, args: { range: range(manager), cited: cited(manager) } },
  ];
}
