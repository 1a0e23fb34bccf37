// When vendors stop supporting releases of operating systems, as of the table's date.

import type { Source } from '../core/source';
import type { OperatingSystem } from '../core/workload';
import { docs, documents } from './sources';

/** The day the table below was taken from endoflife.date; show it with every statement that rests on it. */
export const endOfLifeTableDate = '2026-08-22';

/**
 * How far a release is supported: by its vendor for everybody; only for those who pay or by a reduced team (ESM, ELS,
 * ESU, LTS); no more.
 */
export type SupportState = 'supported' | 'limited' | 'ended';

/** What the table says about a release. */
export interface Support {
  readonly state: SupportState;
  /** The last day of general support, `YYYY-MM-DD`. */
  readonly date: string;
  /** The last day of paid or reduced support, where there is any. */
  readonly limitedUntil?: string;
  readonly source: Source;
}

// General support ends; then, if there is a second date, paid or reduced support.
type Dates = readonly [end: string, limitedEnd?: string];

const table: Readonly<Record<string, Readonly<Record<string, Dates>>>> = {
  ubuntu: {
    '10.04': ['2013-05-09'],
    '12.04': ['2017-04-28', '2019-04-26'],
    '12.10': ['2014-05-16'],
    '13.04': ['2014-01-27'],
    '13.10': ['2014-07-17'],
    '14.04': ['2019-04-02', '2024-04-02'],
    '14.10': ['2015-07-23'],
    '15.04': ['2016-02-04'],
    '15.10': ['2016-07-28'],
    '16.04': ['2021-04-02', '2026-04-02'],
    '16.10': ['2017-07-20'],
    '17.04': ['2018-01-13'],
    '17.10': ['2018-07-19'],
    '18.04': ['2023-05-31', '2028-04-01'],
    '18.10': ['2019-07-18'],
    '19.04': ['2020-01-23'],
    '19.10': ['2020-07-06'],
    '20.04': ['2025-05-31', '2030-04-02'],
    '20.10': ['2021-07-22'],
    '21.04': ['2022-01-20'],
    '21.10': ['2022-07-14'],
    '22.04': ['2027-04-01', '2032-04-09'],
    '22.10': ['2023-07-20'],
    '23.04': ['2024-01-20'],
    '23.10': ['2024-07-12'],
    '24.04': ['2029-05-31', '2036-05-31'],
    '24.10': ['2025-07-10'],
    '25.04': ['2026-01-17'],
    '25.10': ['2026-07-01'],
    '26.04': ['2031-04-30', '2036-04-30'],
  },
  debian: {
    '6': ['2014-05-31', '2016-02-29'],
    '7': ['2016-04-25', '2018-05-31'],
    '8': ['2018-06-17', '2020-06-30'],
    '9': ['2020-07-18', '2022-07-01'],
    '10': ['2022-09-10', '2024-06-30'],
    '11': ['2024-08-14', '2026-08-31'],
    '12': ['2026-07-11', '2028-06-30'],
    '13': ['2028-08-09'],
  },
  centos: {
    '5': ['2017-03-31'],
    '6': ['2020-11-30'],
    '7': ['2024-06-30'],
    '8': ['2021-12-31'],
  },
  'centos-stream': {
    '8': ['2024-05-31'],
    '9': ['2027-05-31'],
    '10': ['2030-01-01'],
  },
  rhel: {
    '5': ['2017-03-31', '2020-11-30'],
    '6': ['2020-11-30', '2024-06-30'],
    '7': ['2024-06-30', '2028-06-30'],
    '8': ['2029-05-31', '2032-05-31'],
    '9': ['2032-05-31', '2035-05-31'],
  },
  rocky: { '8': ['2029-05-31'], '9': ['2032-05-31'] },
  'oracle-linux': {
    '6': ['2021-03-01', '2024-12-01'],
    '7': ['2024-12-01', '2026-06-01'],
    '8': ['2029-07-01', '2031-07-01'],
    '9': ['2032-06-30', '2034-06-30'],
  },
  fedora: {
    '17': ['2013-07-30'],
    '18': ['2014-01-14'],
    '19': ['2015-01-06'],
    '20': ['2015-06-23'],
    '21': ['2015-12-01'],
    '22': ['2016-07-19'],
    '23': ['2016-12-20'],
    '24': ['2017-08-08'],
    '25': ['2017-12-12'],
    '26': ['2018-05-29'],
    '27': ['2018-11-30'],
    '28': ['2019-05-28'],
    '29': ['2019-11-26'],
    '30': ['2020-05-26'],
    '31': ['2020-11-24'],
    '32': ['2021-05-25'],
    '33': ['2021-11-30'],
    '34': ['2022-06-07'],
    '35': ['2022-12-13'],
    '36': ['2023-05-16'],
    '37': ['2023-12-05'],
    '38': ['2024-05-21'],
    '39': ['2024-11-26'],
    '40': ['2025-05-13'],
    '41': ['2025-12-15'],
    '42': ['2026-05-13'],
    '43': ['2026-12-09'],
  },
  alpine: {
    '3.0': ['2016-05-01'],
    '3.1': ['2016-11-01'],
    '3.2': ['2017-05-01'],
    '3.3': ['2017-11-01'],
    '3.4': ['2018-05-01'],
    '3.5': ['2018-11-01'],
    '3.6': ['2019-05-01'],
    '3.7': ['2019-11-01'],
    '3.8': ['2020-05-01'],
    '3.9': ['2020-11-01'],
    '3.10': ['2021-05-01'],
    '3.11': ['2021-11-01'],
    '3.12': ['2022-05-01'],
    '3.13': ['2022-11-01'],
    '3.14': ['2023-05-01'],
    '3.15': ['2023-11-01'],
    '3.16': ['2024-05-23'],
    '3.17': ['2024-11-22'],
    '3.18': ['2025-05-09'],
    '3.19': ['2025-11-01'],
    '3.20': ['2026-04-01'],
    '3.21': ['2026-11-01'],
    '3.22': ['2027-05-01'],
    '3.23': ['2027-11-01'],
  },
  'windows-server': {
    '2000': ['2010-07-13'],
    '2003': ['2015-07-14'],
    '2008': ['2020-01-14', '2023-01-10'],
    '2008-r2': ['2020-01-14', '2023-01-10'],
    '2012': ['2023-10-10', '2026-10-13'],
    '2012-r2': ['2023-10-10', '2026-10-13'],
    '2016': ['2027-01-12', '2030-01-12'],
    '2019': ['2029-01-09'],
    '2022': ['2031-10-14'],
    '2025': ['2034-11-14'],
  },
  windows: {
    '7': ['2020-01-14', '2023-01-10'],
    '8.1': ['2023-01-10'],
  },
};

// Well-known dates that were not read again for this table.
const remembered: typeof table = {
  'amazon-linux': { '2': ['2026-06-30'], '2023': ['2028-03-15'] },
  windows: {
    '2000': ['2010-07-13'],
    xp: ['2014-04-08'],
    vista: ['2017-04-11'],
    '8': ['2016-01-12'],
    '10': ['2025-10-14', '2028-10-10'],
  },
};

const rememberedSource = docs('endoflife.date', 'https://endoflife.date', false);

/**
 * How far an operating system is supported on a day (`YYYY-MM-DD`). `undefined` when its release is unknown or not
 * in the table: no statement, neither good nor bad.
 */
export function endOfLife(os: OperatingSystem, today: string): Support | undefined {
  if (os.distribution === undefined || os.release === undefined) return undefined;
  const read = lookUp(table, os.distribution, os.release);
  const dates = read ?? lookUp(remembered, os.distribution, os.release);
  if (dates === undefined) return undefined;
  const [date, limitedUntil] = dates;
  const state =
    today <= date ? 'supported' : limitedUntil !== undefined && today <= limitedUntil ? 'limited' : 'ended';
  const source = read === undefined ? rememberedSource : documents.endOfLife;
  return limitedUntil === undefined ? { state, date, source } : { state, date, limitedUntil, source };
}

function lookUp(from: typeof table, distribution: string, release: string): Dates | undefined {
  // Names come from files: `constructor` must not find what every object inherits.
  const releases = Object.hasOwn(from, distribution) ? from[distribution] : undefined;
  return releases !== undefined && Object.hasOwn(releases, release) ? releases[release] : undefined;
}
