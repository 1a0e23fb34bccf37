// berth.yaml in the protocol's terms.
import assert from 'node:assert/strict';
import { configurationCompletions, configurationHover } from './configuration';

describe('berth.yaml in the editor', () => {
  it('completes in the order of the table and replaces what is typed', () => {
    const items = configurationCompletions('host:\n  m', 9, 'en');
    assert.deepEqual(
      items.map(({ label, textEdit }) => [label, textEdit]),
      ['memory', 'cpus', 'file'].map((name) => [
        name,
        {
          range: { start: { line: 1, character: 2 }, end: { line: 1, character: 3 } },
          newText: `${name}: `,
        },
      ]),
    );
    assert.deepEqual(
      items.map(({ label }) => label),
      items.toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1)).map(({ label }) => label),
    );
  });

  it('explains a key', () => {
    const hover = configurationHover('host:\n  cpus: 4\n', 8, 'de');
    assert.deepEqual(hover, {
      contents: { kind: 'markdown', value: 'Logische CPUs des Hosts.' },
      range: { start: { line: 1, character: 2 }, end: { line: 1, character: 6 } },
    });
    assert.equal(configurationHover('host:\n', 6, 'de'), undefined);
  });
});
