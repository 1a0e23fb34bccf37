// The core's small parts: positions, messages, sizes, edits, fingerprints.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, merged, overlap } from './edit';
import { fingerprinted, fingerprints } from './fingerprint';
import { bytes, capitalised, decimalBytes, languageOf, render } from './message';
import { parseSize } from './size';
import { lineIndex } from './span';

const seed = { seed: 20261121 };

describe('line index', () => {
  it('counts LF, CRLF and a lone CR as line ends', () => {
    const { positionAt, lineCount } = lineIndex('a\r\nb\rc\nd');
    assert.equal(lineCount, 4);
    assert.deepEqual(positionAt(3), { line: 1, character: 0 });
    assert.deepEqual(positionAt(5), { line: 2, character: 0 });
    assert.deepEqual(positionAt(7), { line: 3, character: 0 });
  });

  it('gives back every offset from its position', () => {
    const text = fc.array(fc.constantFrom('a', '\n', '\r\n', '😀', '\t')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.nat(), (sample, number) => {
        const offset = number % (sample.length + 1);
        const { positionAt, offsetAt } = lineIndex(sample);
        assert.equal(offsetAt(positionAt(offset)), offset);
      }),
      seed,
    );
  });

  it('clamps what lies outside', () => {
    const { positionAt, offsetAt } = lineIndex('ab\ncd');
    assert.deepEqual(positionAt(99), { line: 1, character: 2 });
    assert.equal(offsetAt({ line: 7, character: 0 }), 5);
    assert.equal(offsetAt({ line: 0, character: 99 }), 3);
    assert.equal(offsetAt({ line: -1, character: 0 }), 0);
  });
});

describe('messages', () => {
  it('render arguments in the language, and show a missing one', () => {
    const text = { en: '{a} of {b} {c}', de: '{b} davon {a} {c}' };
    assert.equal(render({ text, args: { a: 1.5, b: bytes(1536) } }, 'de'), '1,5 KiB davon 1,5 {c}');
    assert.equal(
      render({ text, args: { a: ['x', 2], b: { en: 'many', de: 'viele' } } }, 'en'),
      'x, 2 of many {c}',
    );
  });

  it('do not expand placeholders that come from arguments', () => {
    assert.equal(render({ text: { en: '{a}', de: '{a}' }, args: { a: '{b}', b: 'no' } }, 'en'), '{b}');
  });

  it('write sizes in the largest fitting unit', () => {
    assert.equal(bytes(17179869184).en, '16 GiB');
    assert.equal(bytes(1023).en, '1023 B');
    assert.equal(decimalBytes(1_500_000_000).de, '1,5 GB');
  });

  it('begin with a capital where they stand alone, but for a name', () => {
    const text = { en: 'it needs {what}', de: 'es braucht {what}' };
    const args = { what: 'kvm' };
    assert.equal(render(capitalised({ text, args }), 'de'), 'Es braucht kvm');
    const named = { text: { en: '{name} runs', de: '{name} läuft' }, args: { name: 'api' } };
    assert.equal(render(capitalised(named), 'en'), 'api runs');
  });

  it('take the language from a locale', () => {
    for (const locale of ['de', 'de_AT.UTF-8', 'de-CH', 'DE']) assert.equal(languageOf(locale), 'de');
    for (const locale of ['en_US', 'C', '', undefined, 'den', 'fr_DE'])
      assert.equal(languageOf(locale), 'en');
  });
});

describe('sizes', () => {
  it('are read with binary units', () => {
    for (const text of ['64GiB', '64 GB', '64g', '65536M']) assert.equal(parseSize(text), 64 * 2 ** 30);
    for (const text of ['', 'GiB', '-1', '1e3', '64 G i B', 'sixty'])
      assert.equal(parseSize(text), undefined);
  });
});

describe('edits', () => {
  it('apply in any order and refuse overlaps', () => {
    const edits = [
      { span: { start: 4, end: 5 }, text: 'E' },
      { span: { start: 0, end: 1 }, text: '' },
      { span: { start: 2, end: 2 }, text: '+' },
    ];
    assert.equal(applyEdits('abcdef', edits), 'b+cdEf');
    assert.throws(
      () =>
        applyEdits('abc', [
          { span: { start: 0, end: 2 }, text: '' },
          { span: { start: 1, end: 3 }, text: '' },
        ]),
      RangeError,
    );
  });

  it('of several changes go into the blocks that each opens, which are opened once', () => {
    const add = (...lines: string[]) =>
      lines.map((text) => ({ span: { start: 1, end: 1 }, text: `\n${text}` }));
    const changes = [
      add(' a:', '  b:', '   c'),
      add(' d:', '  e'),
      add(' a:', '  f:', '   g'),
      add('  deep'),
      add(' a:', '  b:', '   h'),
      [{ span: { start: 0, end: 1 }, text: 'y' }],
      [{ span: { start: 0, end: 1 }, text: 'y' }],
    ];
    assert.equal(applyEdits('x', merged(changes)), 'y\n  deep\n a:\n  b:\n   c\n   h\n  f:\n   g\n d:\n  e');
  });

  it('know when they touch the same text', () => {
    const at = (start: number, end: number) => [{ span: { start, end }, text: '' }];
    assert.equal(overlap(at(0, 2), at(1, 3)), true);
    assert.equal(overlap(at(0, 2), at(2, 3)), false);
    assert.equal(overlap(at(2, 2), at(2, 2)), true);
  });
});

describe('fingerprints', () => {
  it('ignore white space, tell equal claims apart, and have 16 digits', () => {
    const [first, second, third] = fingerprints(
      ['a  b', 'a\n b ', 'c'].map((text) => fingerprinted(['r', text])),
    );
    const [alone] = fingerprints([fingerprinted(['r', 'a b'])]);
    assert.equal(first, alone);
    assert.notEqual(first, second);
    assert.notEqual(first, third);
    assert.match(first ?? '', /^[0-9a-f]{16}$/);
  });
});
