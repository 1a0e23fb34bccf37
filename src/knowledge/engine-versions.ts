// Versions of engines, runtimes and kernels from which containers have broken out, and those that are repaired.
import type { Source } from '../core/source';
import { cve } from './sources';

/** A hole that a version closes. */
export interface FixedVersion {
  /** First version that has it; absent where all before the repair do. */
  readonly from?: string;
  /** Repaired versions, one for each branch; branches before the last that are not named were never repaired. */
  readonly fixed: readonly string[];
  /** Day the repair was published, `YYYY-MM-DD`. */
  readonly date: string;
  readonly source: Source;
}

/** The parts of an engine that the table knows. */
export type EnginePart = 'runc' | 'engine' | 'kernel';

// Worst first: one finding names one hole. The kernels are those that the list of exploited vulnerabilities (KEV)
// has; the numbers and days of their branches are cited from memory.
const table: Readonly<Record<EnginePart, readonly FixedVersion[]>> = {
  runc: [
    { fixed: ['1.0.0-rc7'], date: '2019-02-11', source: cve('CVE-2019-5736') },
    { fixed: ['1.1.12'], date: '2024-01-31', source: cve('CVE-2024-21626') },
    { fixed: ['1.2.8', '1.3.3'], date: '2025-11-05', source: cve('CVE-2025-31133') },
  ],
  // Docker's packages bring their own runc.
  engine: [{ fixed: ['24.0.9', '25.0.2'], date: '2024-01-31', source: cve('CVE-2024-21626') }],
  kernel: [
    {
      from: '5.8',
      fixed: ['5.10.102', '5.15.25', '5.16.11'],
      date: '2022-02-23',
      source: cve('CVE-2022-0847'),
    },
    {
      from: '5.1',
      fixed: ['5.4.173', '5.10.93', '5.15.16', '5.16.2'],
      date: '2022-01-20',
      source: cve('CVE-2022-0185'),
    },
  ],
};

/** A version as numbers; a release candidate counts before its release. */
type Version = readonly [major: number, minor: number, patch: number, candidate: number];

function parseVersion(text: string): Version | undefined {
  const [, major, minor, patch = '0', candidate] =
    /(\d+)\.(\d+)(?:\.(\d+))?(?:-rc\.?(\d+))?/.exec(text) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  return [
    Number(major),
    Number(minor),
    Number(patch),
    candidate === undefined ? Infinity : Number(candidate),
  ];
}

function before(one: Version, other: Version): boolean {
  const difference = one.findIndex((part, index) => part !== other[index]);
  return difference >= 0 && (one[difference] ?? 0) < (other[difference] ?? 0);
}

/** Packages of distributions carry repairs under old version numbers. */
const packaged =
  /(?:dfsg|\+ds|ubuntu|debian|\bdeb\d|~|\.el\d|\.fc\d|\.amzn|\.azl|\.cm\d|suse|lp\d{3}|-rhel|alpine)/i;

/** Kernels that are built from the releases of kernel.org, whose numbers can be compared. */
const upstreamKernel = /^\d+\.\d+\.\d+(?:\.\d+)?(?:-(?:linuxkit|microsoft).*)?\+?$/;

/** The hole of a version, and whether its number may hide a repair; `undefined` where none is known. */
export function vulnerabilityOf(
  part: EnginePart,
  written: string,
): { readonly row: FixedVersion; readonly mayBePatched: boolean } | undefined {
  const version = parseVersion(written);
  // Distributions repair kernels under the number of their release.
  if (version === undefined || (part === 'kernel' && !upstreamKernel.test(written))) return undefined;
  const row = table[part].find(({ from, fixed }) => {
    const first = from === undefined ? undefined : parseVersion(from);
    if (first !== undefined && before(version, first)) return false;
    const branches = fixed.map(parseVersion);
    const own = branches.find((branch) => branch?.[0] === version[0] && branch[1] === version[1]);
    const repaired = own ?? branches.at(-1);
    return repaired !== undefined && before(version, repaired);
  });
  return row === undefined ? undefined : { row, mayBePatched: packaged.test(written) };
}

/** What shows that an engine runs in a VM of its own; absent where nothing does. */
export function hiddenVm(operatingSystem: string, kernel: string): string | undefined {
  if (/docker desktop/i.test(operatingSystem)) return operatingSystem;
  return /linuxkit|microsoft|lima|podman-machine/i.test(kernel) ? kernel : undefined;
}
