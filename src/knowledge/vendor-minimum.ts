// The least memory and disk that vendors state for an operating system.

import type { Source } from '../core/source';
import type { OperatingSystem } from '../core/workload';
import type { FigureId } from './figures';
import { figure } from './sources';

const megabyte = 1000 ** 2;
const gigabyte = 1000 ** 3;

/** A vendor's minimum for one operating system. */
export interface VendorMinimum {
  /** Bytes of memory; the vendors' MB and GB are taken as decimal, the reading that accuses less. */
  readonly memory?: number;
  /** Bytes of disk. */
  readonly disk?: number;
  /** The figures behind the numbers, for the message. */
  readonly figures: readonly FigureId[];
  readonly sources: readonly Source[];
}

function minimum(ids: readonly FigureId[], memory?: number, disk?: number): VendorMinimum {
  return {
    ...(memory === undefined ? {} : { memory }),
    ...(disk === undefined ? {} : { disk }),
    figures: ids,
    sources: ids.map((id) => figure(id)),
  };
}

const ubuntuCloud = minimum(['ubuntu-ram-cloud', 'ubuntu-disk-cloud'], gigabyte, 4 * gigabyte);
const windowsCore = minimum(['win-core-ram', 'win-disk'], 512 * megabyte, 32 * gigabyte);
const windowsDesktop = minimum(['win-desktop-ram', 'win-disk'], 2 * gigabyte, 32 * gigabyte);

/**
 * The vendor's minimum, where we have a figure. Windows Server counts as Server Core, the smaller one, unless a
 * desktop is known to be installed. Ubuntu's numbers are stated for 24.04 and used for it and later releases only.
 */
export function vendorMinimum(os: OperatingSystem, hasDesktop = false): VendorMinimum | undefined {
  const { distribution, release } = os;
  if (distribution === 'ubuntu' && release !== undefined && Number.parseFloat(release) >= 24)
    return ubuntuCloud;
  if (distribution !== 'windows-server' || release === undefined) return undefined;
  if (Number.parseInt(release, 10) < 2016) return undefined;
  return hasDesktop ? windowsDesktop : windowsCore;
}
