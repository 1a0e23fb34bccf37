// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import assert from 'node:assert/strict';
import { bareFacts, testFixtures } from '../golden/testing';
import packer from './index';

const bareText = 'source "qemu" "bare" {}\n';
const bare = bareFacts(packer, bareText, 'a.pkr.hcl');

describe('Packer fixtures', () => {
  it('a bare QEMU builder has the documented defaults', () => {
    assert.deepEqual(
      [bare.memory, bare.cpus, bare.hypervisor, bare.acceleration, bare.firmware, bare.secureBoot],
      ['536870912?', '1?', 'kvm?', '-', 'bios?', 'false?'],
    );
    assert.deepEqual(
      [bare.consoles, bare.graphicalInterface, bare.tpm, bare.imageChecksum, bare.plaintextManagement],
      ['(kind=vnc address=127.0.0.1? password=false?)?', 'true?', 'false?', '-', ''],
    );
  });

  testFixtures(packer, bare, (path) => !path.endsWith('.sh'));
});
