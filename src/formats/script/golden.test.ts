// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assertGolden, filesBelow, remarkable, spansIn, summary } from '../golden/testing';
import { filesAround } from '../testing';
import script from './index';
import recognition from './recognition';

const folder = join(process.cwd(), 'src/formats/script/fixtures');

const bareText = 'docker run example.org/bare:1\n';
const [bare = {}] = summary(bareText, 'bare.sh', script.read(bareText, 'bare.sh', {}, filesAround({})));

describe('script fixtures', () => {
  it('a bare command has the documented defaults of Docker', () => {
    assert.deepEqual(
      [bare.privileged, bare.memory, bare.pidsLimit, bare.noNewPrivileges, bare.seccomp],
      ['false?', 'unlimited?', 'unlimited?', 'false?', 'default?'],
    );
    assert.deepEqual([bare.lifetime, bare.restart, bare.builtHere, bare.user], ['-', 'no?', '-', '-']);
  });

  for (const name of readdirSync(folder).filter((entry) => !entry.endsWith('.json'))) {
    const files = filesBelow(join(folder, name));
    const around = filesAround(files);
    const scripts = Object.entries(files).filter(([path]) => recognition.mayHold(path));

    it(`${name} lowers to its golden facts`, () => {
      const entries = scripts.flatMap(([path, text]) => {
        assert.ok(recognition.recognisesContent(text), path);
        return summary(text, path, script.read(text, path, {}, around)).map((entry) =>
          remarkable(entry, bare),
        );
      });
      assertGolden(folder, name, entries);
    });

    it(`every beginning of ${name} is read, with places inside of it`, () => {
      for (const [path, text] of scripts) {
        for (let end = 0; end <= text.length; end++) {
          const reading = script.read(text.slice(0, end), path, {}, around);
          const said = [reading.workloads, reading.declarations, reading.statementAt(end)];
          for (const span of spansIn(said, path)) {
            assert.ok(span.start >= 0 && span.start <= span.end && span.end <= end, `${path} ${end}`);
          }
        }
      }
    });
  }
});
