// Compose's variable substitution.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is the notation of Compose.
import assert from 'node:assert/strict';
import { hasHole, restore } from '../variables';
import { interpolate, type Lookup, usesVariables } from './interpolate';

describe('interpolate', () => {
  it('puts in defaults, keeps what nobody resolves, and knows the escape', () => {
    assert.deepEqual(interpolate('a$$b'), { text: 'a$b', unresolved: [], defaults: [], fromFiles: [] });
    const { text, defaults } = interpolate('${A:-x}/${B-y}');
    assert.deepEqual([text, defaults], ['x/y', ['A', 'B']]);
    assert.equal(interpolate('${A:-${B:-c}}').text, 'c');
    assert.equal(interpolate('${A:-}').text, '');
    for (const open of [
      '$A',
      '${A}',
      '${A:?no}',
      '${A?no}',
      '${A:+b}',
      '${A+b}',
      '${A',
      '${}',
      '${A:-${B}}',
    ]) {
      const result = interpolate(`<${open}>`);
      assert.ok(hasHole(result.text), open);
    }
    const mixed = interpolate('${A:-x}:$B/${C}');
    assert.equal(restore(mixed.text, mixed), 'x:$B/${C}');
    assert.deepEqual(mixed.unresolved, ['$B', '${C}']);
    assert.equal(interpolate('cost $5, 5$').text, 'cost $5, 5$');
    assert.deepEqual(['a', '$$a', '$a', '${a:-1}'].map(usesVariables), [false, false, true, true]);
  });

  it('puts in what files set, as Compose does for each operator', () => {
    const set: Readonly<Record<string, string>> = { A: 'one', EMPTY: '' };
    const lookup: Lookup = (name) => {
      const text = set[name];
      if (name === 'OPEN') return { path: 'x/.env' };
      return text === undefined ? undefined : { path: 'x/.env', text };
    };
    const values: readonly (readonly [string, string])[] = [
      ['$A', 'one'],
      ['${A}', 'one'],
      ['${A:-x}', 'one'],
      ['${A:?x}', 'one'],
      ['${A:+x}', 'x'],
      ['${A+$A}', 'one'],
      ['${EMPTY}', ''],
      ['${EMPTY:-x}', 'x'],
      ['${EMPTY-x}', ''],
      ['${EMPTY:+x}', ''],
      ['${EMPTY+x}', 'x'],
      ['${B:-${A}}', 'one'],
    ];
    for (const [text, value] of values) assert.equal(interpolate(text, lookup).text, value, text);
    for (const open of ['$B', '${EMPTY:?x}', '${OPEN}', '${OPEN:-x}', '${B:+x}']) {
      assert.ok(hasHole(interpolate(open, lookup).text), open);
    }
    assert.deepEqual(interpolate('$A$B${C:-}', lookup).fromFiles, [['A', '.env']]);
  });

  it('stays quick and total on hostile text', () => {
    const long: Lookup = () => ({ path: '.env', text: 'x'.repeat(4000) });
    assert.ok(interpolate('$A'.repeat(50_000), long).text.length < 200_000);
    for (const text of [
      '${'.repeat(50_000),
      '${A:-'.repeat(50_000),
      '$A'.repeat(50_000),
      '$'.repeat(50_001),
    ]) {
      assert.ok(interpolate(text).text.length <= text.length);
    }
  });
});
