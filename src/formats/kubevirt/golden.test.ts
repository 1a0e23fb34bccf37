// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assertGolden, filesBelow, remarkable, spansIn, summary } from '../golden/testing';
import { filesAround } from '../testing';
import format from './index';

const folder = join(process.cwd(), 'src/formats/kubevirt/fixtures');
const names = readdirSync(folder).filter((entry) => !entry.endsWith('.json') || entry === 'json');

const bareText =
  'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: bare\nspec:\n  template:\n    spec:\n      domain:\n        devices: {}\n';
const [bare = {}] = summary(bareText, 'bare.yaml', format.read(bareText, 'bare.yaml', {}, filesAround({})));

describe('KubeVirt fixtures', () => {
  it('a bare machine has the documented defaults', () => {
    assert.deepEqual(
      [bare.memory, bare.cpus, bare.firmware, bare.secureBoot, bare.tpm, bare.memoryBalloon],
      ['-', '1?', 'bios?', 'false?', 'false?', 'true?'],
    );
    assert.deepEqual(
      [bare.networkCards, bare.consoles, bare.disks, bare.devices, bare.sharedFolders],
      ['(attachment=- model=virtio?)?', '(kind=vnc address=socket? password=-)?', '', '', ''],
    );
    assert.deepEqual(
      [bare.autostart, bare.cpuMode, bare.image, bare.hypervisor],
      ['-', '-', '-', 'kubevirt @2'],
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
