// Machine types of QEMU: which controllers and cards a machine has when nobody names them.
import { hasHole } from '../variables';
import type { QemuOption } from './options';
import { listOf } from './words';

/** What is known of a machine by its type and the program that runs it. */
export interface Machine {
  readonly kind: 'pc' | 'q35' | 'isapc' | 'microvm' | 'virt' | 'other' | undefined;
  /** Whether it is a PC with BIOS, PCI and QEMU's default devices. */
  readonly isPc: boolean;
  /** CPU architecture by the program's name; absent where it is the host's or a variable decides. */
  readonly architecture?: string;
  /** Bus of a drive without interface. */
  readonly usualBus: string | undefined;
  /** Model of a network card without one. */
  readonly usualCard: string | undefined;
}

/** Which type a machine has: the option's, else the default of the program. */
export function machineOf(options: readonly QemuOption[], program: string | undefined): Machine {
  const architecture = /^qemu-system-([\w-]+)$/.exec(program ?? '')?.[1]?.replace(/\.exe$/, '');
  const type = options
    .map(({ value }) => listOf(value, 'type').get('type'))
    .findLast((part) => part !== undefined);
  const kind =
    type === undefined
      ? usualKind(architecture, program)
      : hasHole(type.value)
        ? undefined
        : kindOf(type.value);
  return {
    kind,
    isPc: kind === 'pc' || kind === 'q35' || kind === 'isapc',
    ...(architecture === undefined ? {} : { architecture }),
    usualBus: kind === undefined ? undefined : usualBuses[kind],
    usualCard: kind === undefined ? undefined : usualCards[kind],
  };
}

function kindOf(type: string): NonNullable<Machine['kind']> {
  if (/^pc-q35|^q35$/.test(type)) return 'q35';
  if (/^pc(?:-i440fx|$)|^pc-\d/.test(type)) return 'pc';
  if (type === 'isapc' || type === 'microvm') return type;
  return /^virt(?:-\d|$)/.test(type) ? 'virt' : 'other';
}

/** x86 has a type without being asked; on other architectures there is none, or a board nobody means. */
function usualKind(architecture: string | undefined, program: string | undefined): Machine['kind'] {
  const isX86 = architecture === 'x86_64' || architecture === 'i386';
  return isX86 || /^(?:qemu-)?kvm$/.test(program ?? '') ? 'pc' : undefined;
}

// hw/i386/pc.c, hw/arm/virt.c, hw/riscv/virt.c: `block_default_type`, `default_nic`; q35 attaches IDE drives to AHCI.
const usualBuses: Readonly<Record<string, string>> = { pc: 'ide', isapc: 'ide', q35: 'sata', virt: 'virtio' };
const usualCards: Readonly<Record<string, string>> = { pc: 'e1000', q35: 'e1000e', isapc: 'ne2k_isa' };
