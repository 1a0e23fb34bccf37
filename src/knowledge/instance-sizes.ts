// Memory and processors of the machine sizes that clouds sell, as their documentation lists them.

import { gibibyte } from '../core/size';
import type { Source } from '../core/source';
import { docs } from './sources';

/** The clouds whose sizes are known. */
export type Cloud = 'aws' | 'azure' | 'gcp';

/** What one size stands for. */
export interface InstanceSize {
  /** Bytes of memory. */
  readonly memory: number;
  /** Virtual CPUs the guest sees, also where it may use them only in part (burstable sizes). */
  readonly cpus: number;
  readonly source: Source;
}

// The tables below were compared with the pages they cite on 2026-11-22.

const awsGeneral = docs(
  'Amazon EC2 docs: General purpose instances',
  'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/general-purpose-instances.html',
);
const awsTypes = docs(
  'Amazon EC2 docs: Instance types',
  'https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html',
  false,
);
const azurePage = (series: string, page: string): Source =>
  docs(
    `Azure docs: ${series}`,
    `https://github.com/MicrosoftDocs/azure-docs/blob/main/articles/virtual-machines/${page}.md`,
  );
const azureB = azurePage('B-series', 'sizes-b-series-burstable');
const azureDv2 = azurePage('Dv2 and DSv2-series', 'dv2-dsv2-series');
const azureDv3 = azurePage('Dv3 and Dsv3-series', 'dv3-dsv3-series');
const azureDv5 = azurePage('Dv5 and Dsv5-series', 'dv5-dsv5-series');
const azureEv3 = azurePage('Ev3 and Esv3-series', 'ev3-esv3-series');
const azureFsv2 = azurePage('Fsv2-series', 'fsv2-series');
const azureSizes = docs(
  'Azure docs: Sizes of virtual machines',
  'https://learn.microsoft.com/azure/virtual-machines/sizes/overview',
  false,
);
const googleN1 = docs(
  'Google Cloud docs: Machine types',
  'https://cloud.google.com/compute/docs/machine-types',
);
const googleGeneral = docs(
  'Google Cloud docs: General-purpose machine family',
  'https://cloud.google.com/compute/docs/general-purpose-machines',
  false,
);

/** A size as `CPUs/GiB`. */
type Row = Readonly<Record<string, `${number}/${number}`>>;

/** Sizes of one or more families that have the same numbers, with the page they are from. */
interface Families {
  readonly names: readonly string[];
  readonly sizes: Row;
  readonly source: Source;
}

const burstable2: Row = {
  nano: '1/0.5',
  micro: '1/1',
  small: '1/2',
  medium: '2/4',
  large: '2/8',
  xlarge: '4/16',
  '2xlarge': '8/32',
};
const burstable3: Row = { ...burstable2, nano: '2/0.5', micro: '2/1', small: '2/2' };
const balanced: Row = { large: '2/8', xlarge: '4/16', '2xlarge': '8/32', '4xlarge': '16/64' };
const compute: Row = { large: '2/4', xlarge: '4/8', '2xlarge': '8/16' };
const memory: Row = { large: '2/16', xlarge: '4/32', '2xlarge': '8/64' };

const aws: readonly Families[] = [
  { names: ['t2'], sizes: burstable2, source: awsGeneral },
  { names: ['t3'], sizes: burstable3, source: awsGeneral },
  { names: ['t3a', 't4g'], sizes: burstable3, source: awsTypes },
  { names: ['m4', 'm5', 'm5a', 'm5d'], sizes: balanced, source: awsGeneral },
  { names: ['m6i', 'm6a', 'm6g', 'm7i', 'm7a', 'm7g'], sizes: balanced, source: awsTypes },
  { names: ['c5', 'c5a', 'c6i', 'c6a', 'c6g', 'c7i', 'c7a', 'c7g'], sizes: compute, source: awsTypes },
  { names: ['r5', 'r5a', 'r6i', 'r6g', 'r7i', 'r7g'], sizes: memory, source: awsTypes },
];

// Names without `Standard_` and in lower case: Azure compares them so.
const azure: Readonly<Record<string, readonly [`${number}/${number}`, Source]>> = {
  b1ls: ['1/0.5', azureB],
  b1s: ['1/1', azureB],
  b1ms: ['1/2', azureB],
  b2s: ['2/4', azureB],
  b2ms: ['2/8', azureB],
  b4ms: ['4/16', azureB],
  b8ms: ['8/32', azureB],
  a1_v2: ['1/2', azureSizes],
  a2_v2: ['2/4', azureSizes],
  d1_v2: ['1/3.5', azureDv2],
  d2_v2: ['2/7', azureDv2],
  d3_v2: ['4/14', azureDv2],
  d4_v2: ['8/28', azureDv2],
  ds1_v2: ['1/3.5', azureDv2],
  ds2_v2: ['2/7', azureDv2],
  ds3_v2: ['4/14', azureDv2],
  ds4_v2: ['8/28', azureDv2],
  f2: ['2/4', azureSizes],
  f2s_v2: ['2/4', azureFsv2],
  f4s_v2: ['4/8', azureFsv2],
  f8s_v2: ['8/16', azureFsv2],
};

/** Azure's series of which the name says the number of CPUs, with the GiB per CPU. */
const azureSeries: readonly (readonly [pattern: RegExp, each: number, source: Source])[] = [
  [/^d(2|4|8|16)s?_v3$/, 4, azureDv3],
  [/^d(2|4|8|16)s?_v5$/, 4, azureDv5],
  [/^d(2|4|8|16)(?:d?s?_v4|ds?_v5|a[ds]*_v[45]|ps_v5)$/, 4, azureSizes],
  [/^dc(2|4|8|16)ad?s_v5$/, 4, azureSizes],
  [/^e(2|4|8|16)s?_v3$/, 8, azureEv3],
  [/^e(2|4|8|16)(?:d?s?_v[45]|a[ds]*_v[45])$/, 8, azureSizes],
];

const googleShared: Readonly<Record<string, readonly [`${number}/${number}`, Source]>> = {
  'e2-micro': ['2/1', googleGeneral],
  'e2-small': ['2/2', googleGeneral],
  'e2-medium': ['2/4', googleGeneral],
};

// GB per CPU; Google's GB are 2^30 bytes.
const googleSeries: readonly (readonly [pattern: RegExp, each: number, source: Source])[] = [
  [/^n1-standard-(1|2|4|8|16|32)$/, 3.75, googleN1],
  [/^n1-highmem-(2|4|8|16|32)$/, 6.5, googleN1],
  [/^(?:e2|n2|n2d)-standard-(2|4|8|16|32)$/, 4, googleGeneral],
  [/^(?:e2|n2|n2d)-highmem-(2|4|8|16)$/, 8, googleGeneral],
  [/^(?:e2|n2|n2d)-highcpu-(2|4|8|16|32)$/, 1, googleGeneral],
  [/^c2-standard-(4|8|16|30)$/, 4, googleGeneral],
];

function sized(row: `${number}/${number}`, source: Source): InstanceSize {
  const [cpus = 0, gigabytes = 0] = row.split('/').map(Number);
  return { cpus, memory: gigabytes * gibibyte, source };
}

function inSeries(
  name: string,
  series: readonly (readonly [pattern: RegExp, each: number, source: Source])[],
): InstanceSize | undefined {
  for (const [pattern, each, source] of series) {
    const cpus = Number(pattern.exec(name)?.[1]);
    if (cpus > 0) return { cpus, memory: cpus * each * gibibyte, source };
  }
  return undefined;
}

/** `custom-4-8192`, `n2-custom-4-8192`: the name says CPUs and MB itself; `-ext` extends the memory. */
function customGoogle(name: string): InstanceSize | undefined {
  const [, cpus, megabytes] = /^(?:[a-z]\d[a-z]?-)?custom-(\d{1,3})-(\d{3,7})(?:-ext)?$/.exec(name) ?? [];
  return cpus === undefined
    ? undefined
    : { cpus: Number(cpus), memory: Number(megabytes) * 2 ** 20, source: googleN1 };
}

/** Memory and CPUs of a cloud's machine size; `undefined` where the table does not have it. */
export function instanceSize(cloud: Cloud, name: string): InstanceSize | undefined {
  const text = name.trim().toLowerCase();
  if (cloud === 'aws') {
    const [family = '', size = ''] = text.split('.');
    const found = aws.find(({ names, sizes }) => names.includes(family) && Object.hasOwn(sizes, size));
    const row = found?.sizes[size];
    return row === undefined || found === undefined ? undefined : sized(row, found.source);
  }
  const bare = cloud === 'azure' ? text.replace(/^standard_/, '') : text;
  const [table, series] = cloud === 'azure' ? [azure, azureSeries] : [googleShared, googleSeries];
  const row = Object.hasOwn(table, bare) ? table[bare] : undefined;
  if (row !== undefined) return sized(...row);
  return inSeries(bare, series) ?? (cloud === 'gcp' ? customGoogle(bare) : undefined);
}
