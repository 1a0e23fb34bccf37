// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import assert from 'node:assert/strict';
import { bareFacts, testFixtures } from '../golden/testing';
import terraform from './index';

const bareText = 'resource "vsphere_virtual_machine" "bare" {\n}\n';
const bare = bareFacts(terraform, bareText, 'bare.tf');

describe('terraform fixtures', () => {
  it('a bare machine has the documented defaults', () => {
    assert.deepEqual(
      [
        bare.memory,
        bare.cpus,
        bare.firmware,
        bare.secureBoot,
        bare.tpm,
        bare.nestedVirtualization,
        bare.replicas,
      ],
      ['1073741824?', '1?', 'bios?', 'false?', 'false?', 'false?', '1?'],
    );
    assert.deepEqual([bare.operatingSystem, bare.image, bare.ports], ['-', '-', '…']);
  });

  testFixtures(terraform, bare, (path) => path.endsWith('.tf'));
});
