// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assertGolden, filesBelow, remarkable, spansIn, summary } from '../golden/testing';
import type { Grammars } from '../grammar/grammar';
import { testGrammar } from '../grammar/testing';
import { filesAround } from '../testing';
import packer from './index';
import recognition from './recognition';

const folder = join(process.cwd(), 'src/formats/packer/fixtures');
const bareText = 'source "qemu" "bare" {}\n';
const [bare = {}] = summary(bareText, 'a.pkr.hcl', packer.read(bareText, 'a.pkr.hcl', {}, filesAround({})));

describe('Packer fixtures', () => {
  const grammars: Grammars = {};
  before(async () => {
    grammars.bash = await testGrammar('bash');
  });

  it('a bare QEMU builder has the documented defaults', () => {
    assert.deepEqual(
      [bare.memory, bare.cpus, bare.hypervisor, bare.acceleration, bare.firmware, bare.secureBoot],
      ['536870912?', '1?', 'kvm?', '-', 'bios?', 'false?'],
    );
    assert.deepEqual(
      [bare.consoles, bare.graphicalInterface, bare.tpm, bare.imageChecksum, bare.plaintextManagement],
      ['(kind=vnc address=127.0.0.1? password=false?)?', 'true?', 'false?', '-', ''],
    );
  });

  for (const name of readdirSync(folder).filter((entry) => !entry.endsWith('.golden.json'))) {
    const files = filesBelow(join(folder, name));
    const around = filesAround(files);
    const templates = Object.entries(files).filter(([path]) => !path.endsWith('.sh'));

    it(`${name} lowers to its golden facts`, () => {
      const entries = templates.flatMap(([path, text]) => {
        assert.ok(recognition.recognisesName(path) || recognition.recognisesContent(text), path);
        return summary(text, path, packer.read(text, path, grammars, around)).map((entry) =>
          remarkable(entry, bare),
        );
      });
      assertGolden(folder, name, entries);
    });

    it(`every beginning of ${name} is read, with places inside of it`, () => {
      for (const [path, text] of templates) {
        for (let end = 0; end <= text.length; end++) {
          const start = text.slice(0, end);
          const reading = packer.read(start, path, {}, filesAround({ ...files, [path]: start }));
          const said = [reading.workloads, reading.problems, reading.comments, reading.statementAt(end)];
          for (const span of spansIn(said, path)) {
            assert.ok(span.start >= 0 && span.start <= span.end && span.end <= end, `${path} ${end}`);
          }
        }
      }
    });
  }
});
