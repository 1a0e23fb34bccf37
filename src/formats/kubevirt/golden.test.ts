// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import assert from 'node:assert/strict';
import { bareFacts, testFixtures } from '../golden/testing';
import format from './index';

const bareText =
  'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: bare\nspec:\n  template:\n    spec:\n      domain:\n        devices: {}\n';
const bare = bareFacts(format, bareText, 'bare.yaml');

describe('KubeVirt fixtures', () => {
  it('a bare machine has the documented defaults', () => {
    assert.deepEqual(
      [bare.memory, bare.cpus, bare.firmware, bare.secureBoot, bare.tpm, bare.memoryBalloon],
      ['-', '1?', 'bios?', 'false?', 'false?', 'true?'],
    );
    assert.deepEqual(
      [bare.networkCards, bare.consoles, bare.disks, bare.devices, bare.sharedFolders],
      ['(attachment=- model=virtio?)?', '(kind=vnc address=socket? password=-)?', '', '', ''],
    );
    assert.deepEqual(
      [bare.autostart, bare.cpuMode, bare.image, bare.hypervisor],
      ['-', '-', '-', 'kubevirt @2'],
    );
  });

  testFixtures(format, bare);
});
