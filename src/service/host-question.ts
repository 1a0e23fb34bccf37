// The one thing no definition says of machines that share a host: how much memory that host has.
import { isKnown } from '../core/fact';
import { asText, bytes, type Text } from '../core/message';
import type { VirtualMachine } from '../core/workload';
import { definedOnce, sharingHost, startsAlong } from '../rules/support/guests';
import type { Analysis } from './analysis';

/** From how many machines on it is worth asking. */
const fewest = 2;

const texts = {
  all: {
    en: '{count} machines may take {memory} of one host: how much memory does it have?',
    de: '{count} Maschinen dürfen von einem Host {memory} belegen: Wie viel Arbeitsspeicher hat er?',
  },
  some: {
    en: '{count} machines share one host and at least {memory} of its memory: how much does it have?',
    de: '{count} Maschinen teilen sich einen Host und mindestens {memory} seines Arbeitsspeichers: Wie viel hat er?',
  },
} as const satisfies Record<string, Text>;

/** A question about the host, and the machine it is put to: the first of those that share it. */
export interface HostQuestion {
  readonly id: 'host.memory';
  readonly text: Text;
  readonly machine: VirtualMachine;
}

/** What to ask about the host of the analysed machines; nothing where its memory is known or no two machines share it. */
export function hostQuestion({ hosted, context }: Analysis): HostQuestion | undefined {
  if (context.host.memory !== undefined) return undefined;
  for (const members of sharingHost(hosted)) {
    const machines = definedOnce(members)
      .filter((workload) => workload.kind === 'vm')
      .filter(startsAlong);
    const sizes = machines.flatMap(({ memory }) =>
      isKnown(memory) && memory.value !== 'unlimited' ? [memory.value] : [],
    );
    const [machine] = machines;
    if (machine === undefined || machines.length < fewest || sizes.length === 0) continue;
    const args = { count: machines.length, memory: bytes(sizes.reduce((sum, size) => sum + size, 0)) };
    const text = sizes.length === machines.length ? texts.all : texts.some;
    return { id: 'host.memory', text: asText({ text, args }), machine };
  }
  return undefined;
}
