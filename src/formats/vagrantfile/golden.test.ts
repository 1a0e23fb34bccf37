// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone, type Reading } from '../format';
import { assertGolden, remarkable, spansIn, summary } from '../golden/testing';
import { testGrammar } from '../grammar/testing';
import { filesAround } from '../testing';
import vagrantfile from './index';

const folder = join(process.cwd(), 'src/formats/vagrantfile/fixtures');
const bareText = 'Vagrant.configure("2") do |config|\nend\n';

/** What lies beside the fixtures. */
const around = filesAround({
  'lab/settings.yaml': 'box: bento/debian-13\nmachines:\n  - name: web\n    memory: 2048\n  - name: search\n',
  'lab/scripts/packages.sh':
    '#!/bin/sh\nset -e\napt-get update\napt-get install -y "$1" curl nginx\nsystemctl disable --now apt-daily-upgrade.timer\n',
});

describe('vagrantfile fixtures', () => {
  let read: (text: string) => Reading;
  let bare: Record<string, unknown>;

  before(async () => {
    const grammars = { ruby: await testGrammar('ruby'), bash: await testGrammar('bash') };
    read = (text) => vagrantfile.read(text, 'lab/Vagrantfile', grammars, around);
    const reading = vagrantfile.read(bareText, 'lab/Vagrantfile', grammars, alone);
    bare = summary(bareText, 'lab/Vagrantfile', reading)[0] ?? {};
  });

  for (const file of readdirSync(folder).filter((entry) => !entry.endsWith('.golden.json'))) {
    const text = readFileSync(join(folder, file), 'utf8');

    it(`${file} lowers to its golden facts`, () => {
      const entries = summary(text, 'lab/Vagrantfile', read(text)).map((entry) => remarkable(entry, bare));
      assertGolden(folder, file, entries);
    });

    it(`beginnings of ${file} are read, with places inside of them`, function () {
      this.timeout(60_000);
      // Each beginning is repaired and parsed several times; the corpus run takes every one.
      for (let end = 0; end <= text.length; end += 3) {
        const reading = read(text.slice(0, end));
        for (const span of [reading.statementAt(end), ...spansIn(reading, 'lab/Vagrantfile')]) {
          assert.ok(span.start >= 0 && span.start <= span.end && span.end <= end, `${end}`);
        }
      }
    });
  }
});
