// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assertGolden, filesBelow, remarkable, spansIn, summary } from '../golden/testing';
import { filesAround } from '../testing';
import quadlet from './index';

const folder = join(process.cwd(), 'src/formats/quadlet/fixtures');

const bareText = '[Container]\nImage=example.org/bare:1\n';
const [bare = {}] = summary(
  bareText,
  'bare.container',
  quadlet.read(bareText, 'bare.container', {}, filesAround({})),
);

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

  for (const name of readdirSync(folder).filter((entry) => !entry.endsWith('.json'))) {
    const files = filesBelow(join(folder, name));
    const around = filesAround(files);
    const units = Object.entries(files).filter(([path]) => path.endsWith('.container'));

    it(`${name} lowers to its golden facts`, () => {
      const entries = units.flatMap(([path, text]) =>
        summary(text, path, quadlet.read(text, path, {}, around)).map((entry) => remarkable(entry, bare)),
      );
      assertGolden(folder, name, entries);
    });

    it(`every beginning of ${name} is read, with places inside of it`, () => {
      for (const [path, text] of Object.entries(files)) {
        for (let end = 0; end <= text.length; end++) {
          const reading = quadlet.read(text.slice(0, end), path, {}, around);
          const { start, end: last } = reading.statementAt(end);
          for (const span of [{ start, end: last }, ...spansIn(reading.workloads, path)]) {
            assert.ok(span.start >= 0 && span.start <= span.end && span.end <= end, `${path} ${end}`);
          }
        }
      }
    });
  }
});
