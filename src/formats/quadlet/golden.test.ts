// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import assert from 'node:assert/strict';
import { bareFacts, testFixtures } from '../golden/testing';
import quadlet from './index';

const bareText = '[Container]\nImage=example.org/bare:1\n';
const bare = bareFacts(quadlet, bareText, 'bare.container');

describe('quadlet fixtures', () => {
  it('a bare unit has the documented defaults', () => {
    assert.deepEqual(
      [bare.privileged, bare.memory, bare.pidsLimit, bare.noNewPrivileges, bare.seccomp, bare.maskedPaths],
      ['false?', 'unlimited?', '2048?', 'false?', 'default?', 'true?'],
    );
    assert.deepEqual(
      [bare.engineInit, bare.restart, bare.lifetime, bare.builtHere, bare.logging],
      ['false?', 'no?', 'service?', 'false?', '(driver=journald limited=true)?'],
    );
    assert.deepEqual([bare.user, bare.userNamespace, bare.command], ['-', '-', '-']);
  });

  testFixtures(quadlet, bare, (path) => path.endsWith('.container'));
});
