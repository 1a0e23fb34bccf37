// Reads all real Vagrantfiles at hand: nothing throws, every place lies in its file, every edit gives readable Ruby.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyEdits, overlap } from '../../core/edit';
import type { TextEdit } from '../../core/format';
import type { Place } from '../../core/span';
import { testGrammar } from '../grammar/testing';
import vagrantfile from './index';

const corpus = join(process.cwd(), '..', 'shared', 'corpus');

function files(): string[] {
  return ['vagrantfile', 'vagrantfile_template'].flatMap((folder) =>
    readdirSync(join(corpus, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
}

/** Every place in plain data. */
function placesIn(data: unknown, found: Place[] = []): Place[] {
  if (Array.isArray(data)) for (const item of data) placesIn(item, found);
  else if (typeof data === 'object' && data !== null) {
    if ('path' in data && 'span' in data)
      found.push(data as Place); // only places have both
    else for (const item of Object.values(data)) placesIn(item, found);
  }
  return found;
}

describe('real Vagrantfiles', () => {
  it('are read without exception, with places and edits that fit', async function () {
    this.timeout(60_000);
    if (!existsSync(corpus)) {
      console.log('      skipped: no files at ../shared/corpus');
      this.skip();
    }
    const grammars = { ruby: await testGrammar('ruby'), bash: await testGrammar('bash') };
    const { ruby } = grammars;
    let machines = 0;
    for (const file of files()) {
      const text = readFileSync(file, 'utf8');
      const reading = vagrantfile.read(text, file, grammars);
      machines += reading.workloads.length;
      const places = placesIn(reading.workloads);
      for (const { span } of [...places, ...reading.problems]) {
        assert.ok(
          0 <= span.start && span.start <= span.end && span.end <= text.length,
          `${file} ${span.start}`,
        );
      }
      if (ruby.parse(text).root.hasError) continue;
      const [first] = reading.workloads;
      const changes = [
        ...new Map(placesIn(first).map((place) => [`${place.span.start}-${place.span.end}`, place])).values(),
      ].flatMap((place) => [
        reading.edits({ kind: 'remove', place }),
        reading.edits({ kind: 'bind', place, address: '127.0.0.1' }),
        reading.edits({ kind: 'make-read-only', place }),
      ]);
      if (first !== undefined) {
        const workload = first.id;
        changes.push(reading.edits({ kind: 'set', workload, setting: { name: 'linkedClone', value: true } }));
        changes.push(reading.edits({ kind: 'set', workload, setting: { name: 'memory', value: 2 ** 30 } }));
      }
      // Edits that leave each other alone are applied at once, which spares parsing.
      let applied: readonly TextEdit[] = [];
      for (const edits of changes) {
        if (edits !== undefined && !overlap(applied, edits)) applied = [...applied, ...edits];
      }
      const after = applyEdits(text, applied);
      assert.equal(ruby.parse(after).root.hasError, false, `${file}: ${JSON.stringify(applied)}`);
    }
    assert.ok(machines > 300, `${machines} machines`);
  });
});
