// What tests of XML formats have in common: golden facts of fixtures, and reading of every beginning.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Format } from '../format';
import { assertGolden, remarkable, spansIn, summary } from '../golden/testing';
import { filesAround } from '../testing';

const around = filesAround({});

/**
 * Tests every file of `fixtures` against its golden facts, without those that `bareText` gives too, and reads every
 * beginning of it, long ones in steps of three characters.
 */
export function testFixtures(format: Format, bareText: string): void {
  const folder = join(process.cwd(), 'src/formats', format.id, 'fixtures');
  const bare = summary(bareText, 'bare', format.read(bareText, 'bare', {}, around))[0] ?? {};
  for (const name of readdirSync(folder).filter((entry) => !entry.endsWith('.golden.json'))) {
    const text = readFileSync(join(folder, name), 'utf8');

    it(`${name} lowers to its golden facts`, () => {
      const entries = summary(text, name, format.read(text, name, {}, around));
      assertGolden(
        folder,
        name,
        entries.map((entry) => remarkable(entry, bare)),
      );
    });

    it(`every beginning of ${name} is read, with places inside of it`, () => {
      const step = text.length > 4000 ? 3 : 1;
      for (let end = 0; end <= text.length; end += step) {
        const reading = format.read(text.slice(0, end), name, {}, around);
        const { start, end: last } = reading.statementAt(end);
        for (const span of [
          { start, end: last },
          ...spansIn([reading.workloads, reading.declarations], name),
        ])
          assert.ok(span.start >= 0 && span.start <= span.end && span.end <= end, `${name} ${end}`);
      }
    }).timeout(20_000);
  }
}
