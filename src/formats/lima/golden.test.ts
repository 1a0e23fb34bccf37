// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assertGolden, filesBelow, remarkable, spansIn, summary } from '../golden/testing';
import { filesAround } from '../testing';
import format from './index';

const folder = join(process.cwd(), 'src/formats/lima/fixtures');
const names = readdirSync(folder).filter((entry) => !entry.endsWith('.json'));

const bareText = 'images:\n- location: "https://example.org/disk.img"\n';
const [bare = {}] = summary(bareText, 'bare.yaml', format.read(bareText, 'bare.yaml', {}, filesAround({})));

describe('Lima fixtures', () => {
  it('a bare template has the documented defaults', () => {
    assert.deepEqual(
      [bare.memory, bare.cpus, bare.hypervisor, bare.architecture],
      ['-', '-', 'lima @1', '-'],
    );
    assert.equal(
      bare.disks,
      '(kind=disk bus=- capacity=107374182400? cache=- allocation=- backingFiles=- format=- source=- persistent=-)?',
    );
    assert.deepEqual(
      [bare.sharedFolders, bare.networkCards, bare.ports, bare.consoles, bare.graphicalInterface],
      ['', '(attachment=nat? model=-)?', '…', '', 'false?'],
    );
    assert.deepEqual(
      [bare.firmware, bare.tpm, bare.imageChecksum, bare.operatingSystem, bare.software],
      ['uefi?', 'false?', 'false?', '(family=linux)?', '(packages= services=… kernelModules=)'],
    );
  });

  for (const name of names) {
    const files = filesBelow(join(folder, name));

    it(`${name} lowers to its golden facts`, () => {
      const entries = Object.entries(files).flatMap(([path, text]) =>
        summary(text, path, format.read(text, path, {}, filesAround(files))).map((entry) =>
          remarkable(entry, bare),
        ),
      );
      assertGolden(folder, name, entries);
    });

    it(`${name} is read from every prefix, with places inside the text`, () => {
      for (const [path, whole] of Object.entries(files)) {
        for (let end = 0; end <= whole.length; end += 5) {
          const text = whole.slice(0, end);
          const reading = format.read(text, path, {}, filesAround({ ...files, [path]: text }));
          for (const span of spansIn([reading.workloads, reading.comments, reading.problems], path)) {
            assert.ok(0 <= span.start && span.start <= span.end && span.end <= end, `${path} to ${end}`);
          }
          reading.statementAt(end);
        }
      }
    }).timeout(60_000);
  }
});
