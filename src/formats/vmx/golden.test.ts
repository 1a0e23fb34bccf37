// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from '../format';
import { assertGolden, remarkable, spansIn, summary } from '../golden/testing';
import vmx from './index';

const folder = join(process.cwd(), 'src/formats/vmx/fixtures');

const bareText = 'config.version = "8"\n';
const [bare = {}] = summary(bareText, 'machine.vmx', vmx.read(bareText, 'machine.vmx', {}, alone));

describe('vmx fixtures', () => {
  for (const name of readdirSync(folder).filter((entry) => !entry.endsWith('.golden.json'))) {
    const text = readFileSync(join(folder, name), 'utf8');

    it(`${name} lowers to its golden facts`, () => {
      const entries = summary(text, name, vmx.read(text, name, {}, alone)).map((entry) =>
        remarkable(entry, bare),
      );
      assertGolden(folder, name, entries);
    });

    it(`every beginning of ${name} is read, with places inside of it`, () => {
      for (let end = 0; end <= text.length; end++) {
        const reading = vmx.read(text.slice(0, end), name, {}, alone);
        for (const span of [reading.statementAt(end), ...spansIn(reading)]) {
          assert.ok(span.start >= 0 && span.start <= span.end && span.end <= end, `${end}`);
        }
      }
    });
  }
});
