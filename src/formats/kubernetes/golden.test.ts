// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertGolden, remarkable, summary } from '../golden/testing';
import { filesAround } from '../testing';
import kubernetes from './index';

const folder = join(process.cwd(), 'src/formats/kubernetes/fixtures');

const bareText =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: bare\nspec:\n  containers:\n    - name: bare\n      image: example.org/bare:1\n';
const [bare = {}] = summary(
  bareText,
  'bare.yaml',
  kubernetes.read(bareText, 'bare.yaml', {}, filesAround({})),
);

describe('kubernetes fixtures', () => {
  it('a bare pod has the documented defaults', () => {
    assert.deepEqual(
      [bare.privileged, bare.memory, bare.cpus, bare.noNewPrivileges, bare.readOnlyRootFilesystem],
      ['false?', 'unlimited?', 'unlimited?', 'false?', 'false?'],
    );
    assert.deepEqual(
      [bare.pidNamespace, bare.networkNamespace, bare.userNamespace, bare.appArmor, bare.maskedPaths],
      ['own?', 'own?', 'host?', 'default?', 'true?'],
    );
    assert.deepEqual(
      [bare.lifetime, bare.restart, bare.replicas, bare.healthcheck],
      ['service?', 'always?', '1?', 'false?'],
    );
    assert.deepEqual([bare.user, bare.seccomp, bare.pidsLimit, bare.runtime], ['-', '-', '-', '-']);
    assert.deepEqual([bare.ports, bare.mounts, bare.capabilitiesAdded, bare.exposed], ['', '', '', '…']);
  });

  for (const name of readdirSync(folder).filter((entry) => !entry.endsWith('.json'))) {
    it(`${name} lowers to its golden facts`, () => {
      const files = Object.fromEntries(
        readdirSync(join(folder, name))
          .sort()
          .map((file) => [`${name}/${file}`, readFileSync(join(folder, name, file), 'utf8')]),
      );
      const entries = Object.entries(files).flatMap(([path, text]) =>
        summary(text, path, kubernetes.read(text, path, {}, filesAround(files))).map((entry) =>
          remarkable(entry, bare),
        ),
      );
      assertGolden(folder, name, entries);
    });
  }
});
