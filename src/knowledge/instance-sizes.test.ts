// The sizes of clouds: rows of the tables, series that count, and names the tables do not have.

import assert from 'node:assert/strict';
import { type Cloud, instanceSize } from './instance-sizes';

const gibibyte = 2 ** 30;

describe('instanceSize', () => {
  const rows: readonly (readonly [Cloud, string, number, number])[] = [
    ['aws', 't2.micro', 1, 1],
    ['aws', 't3.nano', 2, 0.5],
    ['aws', 't4g.medium', 2, 4],
    ['aws', 'm5.xlarge', 4, 16],
    ['aws', 'c5.large', 2, 4],
    ['aws', 'r6i.2xlarge', 8, 64],
    ['azure', 'Standard_B1ls', 1, 0.5],
    ['azure', 'Standard_DS1_v2', 1, 3.5],
    ['azure', 'standard_d2s_v3', 2, 8],
    ['azure', 'Standard_D4as_v5', 4, 16],
    ['azure', 'Standard_DC2as_v5', 2, 8],
    ['azure', 'Standard_E4ds_v5', 4, 32],
    ['gcp', 'e2-medium', 2, 4],
    ['gcp', 'n1-standard-2', 2, 7.5],
    ['gcp', 'n2-highmem-4', 4, 32],
    ['gcp', 'n2-custom-4-10240', 4, 10],
    ['gcp', 'custom-2-2048', 2, 2],
  ];
  for (const [cloud, name, cpus, gigabytes] of rows) {
    it(`knows ${name}`, () => {
      const size = instanceSize(cloud, name);
      assert.equal(size?.cpus, cpus);
      assert.equal(size?.memory, gigabytes * gibibyte);
    });
  }

  it('says nothing about other names', () => {
    for (const name of ['', 't9.micro', 't3.constructor', 'toString', 'x1.32xlarge', 'm5.metal']) {
      for (const cloud of ['aws', 'azure', 'gcp'] as const)
        assert.equal(instanceSize(cloud, name), undefined);
    }
  });
});
