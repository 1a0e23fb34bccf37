// Support dates: borders of each state, and silence about what is not in the table.

import assert from 'node:assert/strict';
import type { OperatingSystem } from '../core/workload';
import { endOfLife } from './end-of-life';
import { vendorMinimum } from './vendor-minimum';

const os = (distribution: string, release?: string): OperatingSystem =>
  release === undefined ? { family: 'linux', distribution } : { family: 'linux', distribution, release };

describe('endOfLife', () => {
  it('counts the last day as supported', () => {
    assert.equal(endOfLife(os('centos', '7'), '2024-06-30')?.state, 'supported');
    assert.equal(endOfLife(os('centos', '7'), '2024-07-01')?.state, 'ended');
  });

  it('keeps paid and reduced support apart', () => {
    const state = (today: string): string | undefined => endOfLife(os('ubuntu', '18.04'), today)?.state;
    assert.equal(state('2023-05-31'), 'supported');
    assert.equal(state('2023-06-01'), 'limited');
    assert.equal(state('2028-04-01'), 'limited');
    assert.equal(state('2028-04-02'), 'ended');
  });

  it('marks dates that were not read', () => {
    assert.equal(endOfLife(os('windows', '10'), '2026-01-01')?.source.verified, false);
    assert.equal(endOfLife(os('windows', '7'), '2026-01-01')?.source.verified, true);
  });

  it('says nothing about what it does not know', () => {
    assert.equal(endOfLife(os('ubuntu'), '2026-01-01'), undefined);
    assert.equal(endOfLife(os('ubuntu', '99.04'), '2026-01-01'), undefined);
    assert.equal(endOfLife(os('plan9', '4'), '2026-01-01'), undefined);
    assert.equal(endOfLife({ family: 'linux' }, '2026-01-01'), undefined);
  });
});

describe('vendorMinimum', () => {
  it('gives bytes with the figures behind them', () => {
    const found = vendorMinimum(os('ubuntu', '24.04'));
    assert.equal(found?.memory, 1_000_000_000);
    assert.deepEqual(found?.figures, ['ubuntu-ram-cloud', 'ubuntu-disk-cloud']);
  });

  it('takes Server Core unless a desktop is known', () => {
    assert.equal(vendorMinimum(os('windows-server', '2022'))?.memory, 512_000_000);
    assert.equal(vendorMinimum(os('windows-server', '2022'), true)?.memory, 2_000_000_000);
  });

  it('says nothing about releases that the vendor did not speak of', () => {
    assert.equal(vendorMinimum(os('ubuntu', '14.04')), undefined);
    assert.equal(vendorMinimum(os('windows-server', '2008-r2')), undefined);
    assert.equal(vendorMinimum(os('alpine', '3.20')), undefined);
  });
});
