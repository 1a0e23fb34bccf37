// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import assert from 'node:assert/strict';
import { bareFacts, testFixtures } from '../golden/testing';
import format from './index';

const bareText = 'images:\n- location: "https://example.org/disk.img"\n';
const bare = bareFacts(format, bareText, 'bare.yaml');

describe('Lima fixtures', () => {
  it('a bare template has the documented defaults', () => {
    assert.deepEqual(
      [bare.memory, bare.cpus, bare.hypervisor, bare.architecture],
      ['-', '-', 'lima @1', '-'],
    );
    assert.equal(
      bare.disks,
      '(kind=disk bus=- capacity=107374182400? cache=- allocation=- backingFiles=- format=- source=- persistent=-)?',
    );
    assert.deepEqual(
      [bare.sharedFolders, bare.networkCards, bare.ports, bare.consoles, bare.graphicalInterface],
      ['', '(attachment=nat? model=-)?', '…', '', 'false?'],
    );
    assert.deepEqual(
      [bare.firmware, bare.tpm, bare.imageChecksum, bare.operatingSystem, bare.software],
      ['uefi?', 'false?', 'false?', '(family=linux)?', '(packages= services=… kernelModules=)'],
    );
  });

  testFixtures(format, bare);
});
