// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertGolden, remarkable, spansIn, summary } from '../golden/testing';
import firecracker from './index';

const folder = join(process.cwd(), 'src/formats/firecracker/fixtures');

const bareText = '{}';
const [bare = {}] = summary(bareText, 'vm.json', firecracker.read(bareText, 'vm.json'));

describe('firecracker fixtures', () => {
  for (const name of readdirSync(folder).filter((entry) => !entry.endsWith('.golden.json'))) {
    const text = readFileSync(join(folder, name), 'utf8');

    it(`${name} lowers to its golden facts`, () => {
      const entries = summary(text, name, firecracker.read(text, name)).map((entry) =>
        remarkable(entry, bare),
      );
      assertGolden(folder, name, entries);
    });

    it(`every beginning of ${name} is read, with places inside of it`, () => {
      for (let end = 0; end <= text.length; end++) {
        const reading = firecracker.read(text.slice(0, end), name);
        for (const span of [reading.statementAt(end), ...spansIn(reading)]) {
          assert.ok(span.start >= 0 && span.start <= span.end && span.end <= end, `${end}`);
        }
      }
    });
  }
});
