// What people see: the text over the examples, kept word for word in both languages. `UPDATE=1` rewrites it.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { berth } from './berth';

const examples = [
  'inspect',
  'test/examples/vm-in-disguise/Dockerfile',
  'test/examples/host-64gb/Vagrantfile',
];

describe('command line: text', function () {
  this.timeout(30_000);
  for (const language of ['en', 'de']) {
    for (const [name, args, status] of [
      ['check', ['check', 'test/examples'], 1],
      ['compare', ['compare', 'test/examples/legacy-windows/accounting.xml'], 0],
      ['inspect', examples, 0],
      ['explain', ['explain', 'container-docker-socket'], 0],
    ] as const) {
      it(`${name} (${language})`, () => {
        const run = berth([...args, '--lang', language]);
        assert.deepEqual([run.status, run.stderr], [status, '']);
        assert.doesNotMatch(run.stdout, /\{\w+\}|undefined|\[object| $/m);
        assert.ok(!run.stdout.includes('\u001b'), 'colours where there is no terminal');
        const file = join(import.meta.dirname, 'golden', `${name}.${language}.txt`);
        if (process.env.UPDATE === '1') writeFileSync(file, run.stdout);
        assert.equal(run.stdout, readFileSync(file, 'utf8'));
      });
    }
  }
});
