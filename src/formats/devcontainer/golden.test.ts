// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertGolden, remarkable, summary } from '../golden/testing';
import { parseJson } from '../json/parse';
import { filesAround } from '../testing';
import devcontainer from './index';

const folder = join(process.cwd(), 'src/formats/devcontainer/fixtures');
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
const around = filesAround(JSON.parse(read('around.json')));

const bareText = '{"image": "example.org/bare:1"}';
const [bare = {}] = summary(
  bareText,
  'devcontainer.json',
  devcontainer.read(bareText, 'devcontainer.json', {}, around),
);

describe('devcontainer fixtures', () => {
  it('a bare container has the documented defaults', () => {
    assert.deepEqual(
      [bare.privileged, bare.memory, bare.cpus, bare.noNewPrivileges, bare.seccomp, bare.engineInit],
      ['false?', 'unlimited?', 'unlimited?', 'false?', 'default?', 'false?'],
    );
    assert.deepEqual([bare.user, bare.command, bare.lifetime, bare.restart], ['-', '-', '-', '-']);
    assert.deepEqual([bare.ports, bare.capabilitiesAdded], ['', '']);
    assert.match(String(bare.mounts), /^\(kind=bind source=\$\{localWorkspaceFolder\}/);
  });

  for (const name of readdirSync(folder).filter((file) => !file.endsWith('.json'))) {
    it(`${name} lowers to its golden facts`, () => {
      const path = `${name}/devcontainer.json`;
      const text = read(path);
      const entries = summary(text, path, devcontainer.read(text, path, {}, around)).map((entry) =>
        remarkable(entry, bare),
      );
      assertGolden(folder, name, entries);
    });

    it(`every beginning of ${name} is read, with places inside of it`, () => {
      const text = read(`${name}/devcontainer.json`);
      for (let end = 0; end <= text.length; end++) {
        const beginning = text.slice(0, end);
        const { workloads } = devcontainer.read(beginning, 'x/devcontainer.json', {}, around);
        for (const { place, body } of workloads) {
          for (const { span } of [place, body]) assert.ok(span.start >= 0 && span.end <= end);
        }
        assert.ok(parseJson(beginning).statements.every(({ span }) => span.end <= end));
      }
    });
  }
});
