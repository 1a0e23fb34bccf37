// One VM's memory in three parts: the guest's operating system, what is left for the application, and what the host adds.
import { isKnown } from '../core/fact';
import { asText, bytes, type Message, type Text } from '../core/message';
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
  label: {
    en: 'system {guest} · application {application}',
    de: 'System {guest} · Anwendung {application}',
  },
  labelManager: { en: '{label} · + {manager} on the host', de: '{label} · + {manager} auf dem Host' },
  onlyManager: { en: '+ {manager} on the host', de: '+ {manager} auf dem Host' },
  share: { en: '{size} · {share} % of the host', de: '{size} · {share} % des Hosts' },
  title: {
    en: '**Where {memory} of memory goes** ({workload})',
    de: '**Wohin {memory} Arbeitsspeicher gehen** ({workload})',
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

/** Bytes rounded to two figures, as the published ranges are no more exact. */
function rounded(count: number): Text {
  if (count < 2 ** 20) return texts.nothing;
  const unit = count >= 2 ** 30 ? 2 ** 30 : 2 ** 20;
  const scale = 10 ** Math.max(Math.floor(Math.log10(count / unit)) - 1, -1);
  return bytes(Math.round(Math.round(count / unit / scale) * scale * unit));
}

function range({ low, high }: { readonly low: number; readonly high?: number }): Text {
  if (high === undefined) return asText({ text: texts.atLeast, args: { low: rounded(low) } });
  if (low === 0 && high > 0) return asText({ text: texts.upTo, args: { high: rounded(high) } });
  const [from, to] = [rounded(low), rounded(high)];
  if (from.en === to.en)
    return from === texts.nothing ? from : asText({ text: texts.about, args: { low: from } });
  return asText({ text: texts.between, args: { low: from, high: to } });
}

/** What an inlay hint says behind a machine's memory; nothing where nothing is published. */
export function overheadLabel({ guest, application, manager }: MachineOverhead): Message | undefined {
  const added = manager && range(manager);
  if (guest === undefined || application === undefined)
    return added && { text: texts.onlyManager, args: { manager: added } };
  const label: Message = {
    text: texts.label,
    args: { guest: range(guest), application: range(application) },
  };
  return added === undefined
    ? label
    : { text: texts.labelManager, args: { label: asText(label), manager: added } };
}

/** How large a machine is beside its host: `16 GiB · 25 % of the host`. */
export function sizeLabel({ memory }: MachineOverhead, { memory: host }: HostProfile): Message {
  const size = bytes(memory);
  return host === undefined
    ? { text: size }
    : { text: texts.share, args: { size, share: Math.round((memory / host) * 100) } };
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
export function overheadLines(machine: VirtualMachine, overhead: MachineOverhead): readonly Message[] {
  const { memory, guest, application, manager } = overhead;
  const system = isKnown(machine.operatingSystem) ? systemName(machine.operatingSystem.value) : '';
  return [
    { text: texts.title, args: { memory: bytes(memory), workload: machine.name } },
    guest === undefined
      ? { text: texts.noGuest }
      : { text: texts.guest, args: { system, range: range(guest), cited: cited(guest) } },
    ...(application === undefined ? [] : [{ text: texts.application, args: { range: range(application) } }]),
    manager === undefined
      ? { text: texts.noManager }
      : { text: texts.manager, args: { range: range(manager), cited: cited(manager) } },
  ];
}
