// The sizes that KubeVirt itself puts into a cluster: its common instance types.
import { gibibyte } from '../core/size';
import { docs } from './sources';

/** Where the numbers below are from. */
export const commonSizes = docs(
  'KubeVirt: Common instance types',
  'https://github.com/kubevirt/common-instancetypes',
);

/** What one size stands for. */
export interface CommonSize {
  /** Bytes of memory. */
  readonly memory: number;
  /** Virtual CPUs. */
  readonly cpus: number;
}

/** CPUs and GiB by the name behind the dot. */
type Sizes = Readonly<Record<string, readonly [cpus: number, memory: number]>>;

const larger = { large: 2, xlarge: 4, '2xlarge': 8, '4xlarge': 16, '8xlarge': 32 } as const;

/** Sizes from `large` on, with as many GiB for each CPU. */
function scaled(memory: number): Sizes {
  return Object.fromEntries(Object.entries(larger).map(([name, cpus]) => [name, [cpus, cpus * memory]]));
}

const balanced: Sizes = { micro: [1, 1], small: [1, 2], medium: [1, 4], ...scaled(4) };

const series: Readonly<Record<string, Sizes>> = {
  u1: { ...balanced, nano: [1, 0.5], '2xmedium': [2, 4] },
  d1: { ...balanced, nano: [1, 0.5], '2xmedium': [2, 4] },
  o1: { ...balanced, nano: [1, 0.5] },
  rt1: balanced,
  cx1: { medium: [1, 2], ...scaled(2) },
  m1: scaled(8),
  n1: {
    medium: [4, 4],
    large: [4, 8],
    xlarge: [8, 16],
    '2xlarge': [16, 32],
    '4xlarge': [32, 64],
    '8xlarge': [64, 128],
  },
};

/** The size of a common instance type by its name (`u1.medium`, `cx1.large1gi`); `undefined` for any other. */
export function commonSizeOf(name: string): CommonSize | undefined {
  const [, family = '', size = ''] = /^([a-z]+\d)\.(\w+?)(?:1gi)?$/.exec(name) ?? [];
  const sizes = Object.hasOwn(series, family) ? series[family] : undefined;
  const found = sizes !== undefined && Object.hasOwn(sizes, size) ? sizes[size] : undefined;
  return found && { cpus: found[0], memory: found[1] * gibibyte };
}
