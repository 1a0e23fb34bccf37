// Many files: two threads must say what one says, in the same order, and lose nothing.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const cli = resolve(import.meta.dirname, '../../dist/cli.js');
const count = 400;

describe('check over many files', () => {
  let folder = '';

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'berth-many-'));
    for (let i = 0; i < count; i++) {
      mkdirSync(join(folder, `service${i}`));
      const user = i % 2 === 0 ? '' : 'USER app\n';
      writeFileSync(
        join(folder, `service${i}`, 'Dockerfile'),
        `FROM debian:1${i % 4}\n${user}CMD ["/app${i}"]\n`,
      );
    }
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  const check = (paths: readonly string[]) =>
    spawnSync(process.execPath, [cli, 'check', '--fail-on', 'never', '--lang', 'en', ...paths], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });

  it('prints them in order and counts all', () => {
    const { stdout, status } = check([folder]);
    assert.equal(status, 0);
    const named = [...stdout.matchAll(/^\S*service(\d+)\/Dockerfile$/gm)].map(
      ([, number]) => `service${number}`,
    );
    assert.deepEqual(named, [...named].sort());
    assert.equal(named.length, count);
    assert.match(stdout, new RegExp(`${count} files, ${count} workloads`));
  });

  it('says of each file what a run over that file alone says', () => {
    const together = check([folder]).stdout;
    for (const i of [0, 1, 199, 399]) {
      const [alone = ''] = check([join(folder, `service${i}`)]).stdout.split('\n\n');
      assert.ok(together.includes(alone), alone);
    }
  });

  it('reports a path that cannot be read, and the rest all the same', () => {
    const { stdout, stderr, status } = check([folder, join(folder, 'nothing')]);
    assert.equal(status, 2);
    assert.match(stderr, /nothing/);
    assert.match(stdout, new RegExp(`${count} files`));
  });
});
