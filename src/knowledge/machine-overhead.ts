// What a VM costs before its application has anything: the guest's operating system, and the program that runs the machine.

import { isKnown } from '../core/fact';
import { gibibyte, mebibyte } from '../core/size';
import type { OperatingSystem, VirtualMachine } from '../core/workload';
import type { FigureId } from './figures';

/** Bytes from `low` to `high`; `high` is absent where only a lower bound is published. */
export interface Share {
  readonly low: number;
  readonly high?: number;
  /** The figures behind the range. */
  readonly figures: readonly FigureId[];
}

const megabyte = 10 ** 6;
const gigabyte = 10 ** 9;

/** Memory a guest's operating system takes by distribution, by release where it matters: figures in bytes. */
const guests: readonly {
  readonly distributions: readonly string[];
  /** From this release on; absent: all. */
  readonly from?: number;
  readonly share: Share;
}[] = [
  {
    distributions: ['ubuntu'],
    from: 24,
    share: { low: gigabyte, high: 1.5 * gigabyte, figures: ['ubuntu-ram-cloud', 'ubuntu-ram-iso'] },
  },
  {
    distributions: ['debian'],
    from: 11,
    share: { low: 256 * mebibyte, high: 512 * mebibyte, figures: ['debian-ram-nodesk'] },
  },
  // One figure only: the system booted and idle.
  { distributions: ['alpine'], share: { low: 50 * megabyte, high: 50 * megabyte, figures: ['alpine-ram'] } },
  {
    distributions: ['rhel', 'rocky', 'almalinux', 'oraclelinux', 'centos-stream'],
    from: 9,
    share: { low: 1.5 * gibibyte, high: 1.5 * gibibyte, figures: ['rhel-ram'] },
  },
  {
    distributions: ['windows-server'],
    from: 2016,
    share: { low: 512 * megabyte, high: 2 * gigabyte, figures: ['win-core-ram', 'win-desktop-ram'] },
  },
  {
    distributions: ['windows'],
    from: 11,
    share: { low: 4 * gibibyte, high: 4 * gibibyte, figures: ['windows-11-ram'] },
  },
  {
    distributions: ['windows'],
    from: 10,
    share: { low: 2 * gibibyte, high: 2 * gibibyte, figures: ['windows-10-ram'] },
  },
];

/** What the operating system of a guest takes of its memory, where somebody published it. */
export function guestShare({ distribution, release }: OperatingSystem): Share | undefined {
  return guests.find(
    ({ distributions, from }) =>
      distributions.includes(distribution ?? '') &&
      (from === undefined || (release !== undefined && Number.parseFloat(release) >= from)),
  )?.share;
}

/** VMware's table for ESXi: memory of the machine in MB, and the overhead in MB with 1, 2, 4 and 8 vCPUs. */
const esxi = [
  [256, 20.29, 24.28, 32.23, 48.16],
  [1024, 25.9, 29.91, 37.86, 53.82],
  [4096, 48.64, 52.72, 60.67, 76.78],
  [16384, 139.62, 143.98, 151.93, 168.6],
] as const;

/** The table's rows and columns around a machine, the smaller ones for the lower end and the larger ones for the upper end. */
function esxiShare(memory: number, cpus: number | undefined): Share {
  const size = memory / mebibyte;
  const columns = [1, 2, 4, 8];
  const below = esxi.findLast(([limit]) => limit <= size) ?? esxi[0];
  const above = esxi.find(([limit]) => limit >= size);
  const atMost = columns.findLastIndex((count) => count <= (cpus ?? 1));
  const atLeast = columns.findIndex((count) => count >= (cpus ?? 8));
  const low = below[Math.max(atMost, 0) + 1] ?? below[1];
  const high = atLeast < 0 ? undefined : above?.[atLeast + 1];
  return {
    low: low * megabyte,
    ...(high === undefined ? {} : { high: high * megabyte }),
    figures: ['vsphere-overhead'],
  };
}

/** QEMU with KVM as KubeVirt reckons it; without knowing the vCPUs between one and eight. */
function qemuShare(
  memory: number,
  cpus: number | undefined,
): { readonly low: number; readonly high: number } {
  const base = 30 * mebibyte + memory / 512;
  const perCpu = 8 * mebibyte;
  // An I/O thread of its own and a screen are for the upper end.
  return { low: base + perCpu * (cpus ?? 1), high: base + perCpu * (cpus ?? 8) + 40 * mebibyte };
}

/** What the program that runs the machine takes beside the machine's memory, where somebody published it. */
export function managerShare({ hypervisor, memory, cpus }: VirtualMachine): Share | undefined {
  if (!isKnown(hypervisor) || !isKnown(memory) || memory.value === 'unlimited') return undefined;
  const count = isKnown(cpus) && cpus.value !== 'unlimited' ? cpus.value : undefined;
  switch (hypervisor.value) {
    case 'firecracker':
      return { low: 0, high: 5 * mebibyte, figures: ['fc-vmm-overhead'] };
    case 'kvm':
    case 'libvirt':
    case 'proxmox':
      return { ...qemuShare(memory.value, count), figures: ['kubevirt-qemu'] };
    case 'kubevirt': {
      const { low, high } = qemuShare(memory.value, count);
      return {
        low: low + 180 * mebibyte,
        high: high + 190 * mebibyte,
        figures: ['kubevirt-qemu', 'kubevirt-launcher'],
      };
    }
    case 'vsphere':
      return esxiShare(memory.value, count);
    default:
      return undefined;
  }
}
