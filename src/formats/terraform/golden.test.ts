// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assertGolden, filesBelow, remarkable, spansIn, summary } from '../golden/testing';
import { filesAround } from '../testing';
import terraform from './index';

const folder = join(process.cwd(), 'src/formats/terraform/fixtures');

const bareText = 'resource "vsphere_virtual_machine" "bare" {\n}\n';
const [bare = {}] = summary(bareText, 'bare.tf', terraform.read(bareText, 'bare.tf', {}, filesAround({})));

describe('terraform fixtures', () => {
  it('a bare machine has the documented defaults', () => {
    assert.deepEqual(
      [
        bare.memory,
        bare.cpus,
        bare.firmware,
        bare.secureBoot,
        bare.tpm,
        bare.nestedVirtualization,
        bare.replicas,
      ],
      ['1073741824?', '1?', 'bios?', 'false?', 'false?', 'false?', '1?'],
    );
    assert.deepEqual([bare.operatingSystem, bare.image, bare.ports], ['-', '-', '…']);
  });

  for (const name of readdirSync(folder).filter((entry) => !entry.endsWith('.json'))) {
    const files = filesBelow(join(folder, name));
    const around = filesAround(files);
    const modules = Object.entries(files).filter(([path]) => path.endsWith('.tf'));

    it(`${name} lowers to its golden facts`, () => {
      const entries = modules.flatMap(([path, text]) =>
        summary(text, path, terraform.read(text, path, {}, around)).map((entry) => remarkable(entry, bare)),
      );
      assertGolden(folder, name, entries);
    });

    it(`every beginning of ${name} is read, with places inside of it`, () => {
      for (const [path, text] of modules) {
        for (let end = 0; end <= text.length; end++) {
          const reading = terraform.read(text.slice(0, end), path, {}, around);
          const { start, end: last } = reading.statementAt(end);
          for (const span of [{ start, end: last }, ...spansIn(reading.workloads, path)]) {
            assert.ok(span.start >= 0 && span.start <= span.end && span.end <= end, `${path} ${end}`);
          }
        }
      }
    }).timeout(60_000);
  }
});
