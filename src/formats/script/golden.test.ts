// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import assert from 'node:assert/strict';
import { bareFacts, testFixtures } from '../golden/testing';
import script from './index';
import recognition from './recognition';

const bareText = 'docker run example.org/bare:1\n';
const bare = bareFacts(script, bareText, 'bare.sh');

describe('script fixtures', () => {
  it('a bare command has the documented defaults of Docker', () => {
    assert.deepEqual(
      [bare.privileged, bare.memory, bare.pidsLimit, bare.noNewPrivileges, bare.seccomp],
      ['false?', 'unlimited?', 'unlimited?', 'false?', 'default?'],
    );
    assert.deepEqual([bare.lifetime, bare.restart, bare.builtHere, bare.user], ['-', 'no?', '-', '-']);
  });

  testFixtures(
    script,
    bare,
    (path, text) => recognition.mayHold(path) && recognition.recognisesContent(text),
  );
});
