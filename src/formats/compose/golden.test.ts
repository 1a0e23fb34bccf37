// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertGolden, remarkable, summary } from '../golden/testing';
import compose from './index';

const folder = join(process.cwd(), 'src/formats/compose/fixtures');

const bareText = 'services:\n  bare:\n    image: example.org/bare:1\n';
const [bare = {}] = summary(bareText, 'compose.yaml', compose.read(bareText, 'compose.yaml'));

describe('compose fixtures', () => {
  it('a bare service has the documented defaults', () => {
    assert.deepEqual(remarkable({ ...bare, privileged: 'x' }, bare), { privileged: 'x' });
    assert.deepEqual(
      [bare.privileged, bare.memory, bare.cpus, bare.pidsLimit, bare.noNewPrivileges, bare.seccomp],
      ['false?', 'unlimited?', 'unlimited?', 'unlimited?', 'false?', 'default?'],
    );
    assert.deepEqual([bare.user, bare.userNamespace, bare.runtime, bare.command], ['-', '-', '-', '-']);
    assert.deepEqual([bare.ports, bare.mounts, bare.networks, bare.exposed], ['', '', 'default?', '…']);
    assert.deepEqual([bare.restart, bare.replicas, bare.builtHere], ['no?', '1?', 'false?']);
  });

  for (const name of readdirSync(folder).filter((file) => !file.endsWith('.golden.json'))) {
    it(`${name} lowers to its golden facts`, () => {
      const text = readFileSync(join(folder, name), 'utf8');
      const entries = summary(text, name, compose.read(text, name)).map((entry) => remarkable(entry, bare));
      assertGolden(folder, name, entries);
    });
  }
});
