// Environment files: what is an assignment, what its value is, and where it stands.
import assert from 'node:assert/strict';
import { contains } from '../../core/span';
import { parseEnvFile, parseRawEnvFile } from './env-file';

const values = (text: string): readonly (readonly [string, string | undefined])[] =>
  parseEnvFile(text).map(({ name, value }) => [name, value]);

describe('environment files', () => {
  it('take names, quotes, comments and escapes as Compose does', () => {
    const text = `\uFEFF# comment
A=1
 export B = two words # comment
C=a#b
D='single $X # kept' # comment
E="double \\"x\\"\\n\\t" # comment
F: colon
G=
H
I="over
lines"
J=it's
=none
not an assignment
k.e-y="open
`;
    assert.deepEqual(values(text), [
      ['A', '1'],
      ['B', 'two words'],
      ['C', 'a#b'],
      ['D', 'single $X # kept'],
      ['E', 'double "x"\n\t'],
      ['F', 'colon'],
      ['G', ''],
      ['H', undefined],
      ['I', 'over\nlines'],
      ['J', "it's"],
      ['k.e-y', 'open'],
    ]);
    assert.deepEqual(values('A=1\r\nB="2"\r\nC\r\n'), [
      ['A', '1'],
      ['B', '2'],
      ['C', undefined],
    ]);
  });

  it('stand from the name to the end of the value', () => {
    const text = "# x\nexport A = 'b c' # d\nB=e # f\r\n";
    const cut = parseEnvFile(text).map(({ span }) => text.slice(span.start, span.end));
    assert.deepEqual(cut, ["A = 'b c'", 'B=e']);
  });

  it('of the raw format are taken as they stand', () => {
    const raw = parseRawEnvFile('# x\n A="1" # y\r\nB\n\nC=$D\n');
    assert.deepEqual(
      raw.map(({ name, value }) => [name, value]),
      [
        ['A', '"1" # y'],
        ['B', undefined],
        ['C', '$D'],
      ],
    );
  });

  it('are read at every prefix, and quickly whatever they hold', () => {
    const text = 'A="x\nB=\'y\nC="z"\nexport D=1 # e\n"=\nE="\\';
    for (let end = 0; end <= text.length; end++) {
      for (const { span } of parseEnvFile(text.slice(0, end))) assert.ok(contains({ start: 0, end }, span));
    }
    for (const hostile of ['A="\n', "A='\\\n", 'A=#', '\n', ' ', 'export ', 'A = ', '"', 'B=\'x\nA="\n']) {
      const long = hostile.repeat(100_000);
      const before = performance.now();
      parseEnvFile(long);
      parseRawEnvFile(long);
      assert.ok(performance.now() - before < 3000, JSON.stringify(hostile));
    }
  });
});
