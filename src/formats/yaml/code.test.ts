// Scalars with the way back into the file: every character of the text stands where it says.
import assert from 'node:assert/strict';
import { sourceOffset } from '../code';
import { codeOf, decodedCode } from './code';
import { parseYaml } from './parse';

function scalarIn(text: string) {
  const root = parseYaml(text).documents[0]?.root;
  const value = root?.kind === 'map' ? root.pairs[0]?.value : undefined;
  assert.ok(value?.kind === 'scalar');
  return value;
}

describe('the text of a YAML scalar', () => {
  it('is that of the YAML, with escapes and folds', () => {
    for (const text of [
      'a: |\n  one\n    two\n\n  three\n',
      'a: >\n  one\n  two\n',
      'a: plain words\n',
      "a: 'it''s ''quoted'''\n",
      'a: "tab\\tand \\"quotes\\" and \\u00e4 and \\U0001F600 and \\x41"\n',
      'a: "over\n  lines\n\n  twice"\n',
      'a: "no \\\n  break"\n',
      'a: ""\n',
    ]) {
      const scalar = scalarIn(text);
      assert.equal(decodedCode(text, scalar).text, scalar.text.replace(/\n+$/, ''), text);
    }
  });

  it('leads back to what was written', () => {
    const text = 'a: "one\\ttwo \\"three\\" four"\n';
    const code = decodedCode(text, scalarIn(text));
    for (const word of ['one', 'two', 'three', 'four'])
      assert.equal(sourceOffset(code, code.text.indexOf(word)), text.indexOf(word), word);
    assert.equal(codeOf(text, scalarIn(text)), undefined);
  });

  it('survives quotes and escapes that are not closed', () => {
    for (const text of ['a: "', "a: '", 'a: "\\', 'a: "\\u00', 'a: "x\\', "a: 'x''"]) {
      const code = decodedCode(text, scalarIn(text));
      assert.ok(sourceOffset(code, code.text.length) <= text.length, text);
    }
  });
});
