// The JSON reader: what it keeps of broken files, and edits that leave everything else as it is.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../core/edit';
import type { TextEdit } from '../../core/format';
import { contains } from '../../core/span';
import { statementAround } from '../comments';
import { append, remove, set } from './edits';
import { parseJson } from './parse';
import { type JsonFile, type JsonNode, type JsonStatement, member } from './tree';

/** The tree as plain data; `?` for a value that is missing. */
function plain(node: JsonNode | undefined): unknown {
  if (node === undefined) return '?';
  if (node.kind === 'scalar') return node.type === 'string' ? node.text : `<${node.text}>`;
  if (node.kind === 'array') return node.entries.map(({ value }) => plain(value));
  return Object.fromEntries(node.entries.map(({ name, value }) => [name, plain(value)]));
}

const at = (file: JsonFile, ...path: readonly (string | number)[]): JsonStatement => {
  let node = file.root;
  let found: JsonStatement | undefined;
  for (const step of path) {
    if (typeof step === 'string') found = member(node, step);
    else found = node?.kind === 'array' ? node.entries[step] : undefined;
    node = found?.value;
  }
  return found ?? assert.fail(`no ${path.join('.')}`);
};

describe('reading JSON', () => {
  const cases: readonly (readonly [text: string, tree: unknown, problems: number])[] = [
    ['{"a": 1, "b": [true, null, "x"],}', { a: '<1>', b: ['<true>', '<>', 'x'] }, 0],
    ['\uFEFF{ // c\n "a": /* d */ "e\\u0041" }', { a: 'eA' }, 0],
    ['{"a": }', { a: '?' }, 1],
    ['{"a"', { a: '?' }, 2],
    ['{"a": "b', { a: '?' }, 2],
    ['{"a": 1 "b": 2}', { a: '<1>', b: '<2>' }, 1],
    ['{\n"a":\n"b": {"c": 1}}', { a: '?', b: { c: '<1>' } }, 1],
    ['{"a": [1, 2}', { a: ['<1>', '<2>'] }, 1],
    ['{"a": {"b": 1}', { a: { b: '<1>' } }, 1],
    ['{a: tru, "b": 1}', { a: '?', b: '<1>' }, 2],
    ['{"a": 1}}', { a: '<1>' }, 1],
    ['{"a": 1 /* open\n, "b": 2}', { a: '<1>', b: '<2>' }, 1],
    ['{"a": 1} {"b": 2}', { a: '<1>' }, 1],
    ['', '?', 0],
    ['[,]', [], 1],
  ];
  for (const [text, tree, problems] of cases) {
    it(`reads ${JSON.stringify(text)}`, () => {
      const file = parseJson(text);
      assert.deepEqual(plain(file.root), tree);
      assert.equal(file.problems.length, problems);
    });
  }

  it('gives a member its place from the key to the value, and the comma', () => {
    const text = '{"a": [1, 2] , "b": 3}';
    const { span, comma } = at(parseJson(text), 'a');
    assert.equal(text.slice(span.start, span.end), '"a": [1, 2]');
    assert.equal(comma, text.indexOf(' , ') + 1);
  });

  it('keeps every place inside the text, for every piece of any text', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      'tru',
      '//',
      '/*',
      '*/',
      '\n',
      ' ',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        const file = parseJson(text);
        const whole = { start: 0, end: text.length };
        for (const { span, container } of file.statements) {
          assert.ok(contains(whole, span));
          assert.ok(contains(container.span, span));
        }
        for (const { span } of file.problems) assert.ok(contains(whole, span));
        for (const span of file.comments) assert.ok(contains(whole, span));
      }),
      { seed: 3, numRuns: 3000 },
    );
  });

  it('stays linear for deep, mismatched and unclosed text', () => {
    for (const text of [
      '['.repeat(200_000),
      `${'['.repeat(100_000)}${'}'.repeat(100_000)}`,
      '/*\n'.repeat(100_000),
      '{"a":'.repeat(60_000),
    ]) {
      statementAround(parseJson(text), text.length - 1);
    }
  }).timeout(4000);
});

describe('editing JSON', () => {
  const edited = (
    text: string,
    of: (file: JsonFile) => readonly TextEdit[] | undefined,
  ): string | undefined => {
    const edits = of(parseJson(text));
    return edits === undefined ? undefined : applyEdits(text, edits);
  };
  const without = (text: string, ...path: readonly (string | number)[]): string | undefined =>
    edited(text, (file) => remove(file, at(file, ...path)));
  const added = (text: string, json: string, ...path: readonly (string | number)[]): string | undefined =>
    edited(text, (file) => {
      const node = path.length === 0 ? file.root : at(file, ...path).value;
      return node === undefined || node.kind === 'scalar' ? undefined : append(file, node, json);
    });

  it('removes a member with its comma and its line', () => {
    assert.equal(without('{\n  "a": 1,\n  "b": 2\n}\n', 'a'), '{\n  "b": 2\n}\n');
    assert.equal(without('{\n  "a": 1,\n  "b": 2\n}\n', 'b'), '{\n  "a": 1\n}\n');
    assert.equal(without('{\n  "a": 1,\n  "b": 2,\n}\n', 'b'), '{\n  "a": 1,\n}\n');
    assert.equal(without('{\r\n\t"a": 1,\r\n\t"b": 2\r\n}\r\n', 'a'), '{\r\n\t"b": 2\r\n}\r\n');
  });

  it('keeps comments beside what it removes, and refuses those inside', () => {
    assert.equal(
      without('{\n  // above\n  "a": 1, // why\n  "b": 2\n}', 'a'),
      '{\n  // above\n  // why\n  "b": 2\n}',
    );
    assert.equal(without('{\n  "a": 1, // why\n  "b": 2\n}', 'b'), '{\n  "a": 1 // why\n}');
    assert.equal(without('{"a": [ /* c */ 1 ], "b": 2}', 'a', 0), undefined);
  });

  it('removes items of a line, and the member they leave empty', () => {
    assert.equal(without('{"a": ["x", "y", "z"]}', 'a', 1), '{"a": ["x", "z"]}');
    assert.equal(without('{"a": ["x", "y"]}', 'a', 1), '{"a": ["x"]}');
    assert.equal(without('{ "a": ["x"], "b": 1 }', 'a', 0), '{ "b": 1 }');
    assert.equal(without('{ "b": 1, "a": ["x"] }', 'a', 0), '{ "b": 1 }');
    assert.equal(without('{"a": ["x"]}', 'a', 0), undefined);
    assert.equal(
      edited('{"a": ["x", "y", "z"]}', (file) => remove(file, at(file, 'a', 0), at(file, 'a', 1))),
      '{"a": ["z"]}',
    );
  });

  it('adds behind the last entry, in the style of the file', () => {
    assert.equal(added('{\n  "a": 1\n}\n', '"b": 2'), '{\n  "a": 1,\n  "b": 2\n}\n');
    assert.equal(added('{\n  "a": 1,\n}\n', '"b": 2'), '{\n  "a": 1,\n  "b": 2,\n}\n');
    assert.equal(added('{\n\t"a": 1 // why\n}\n', '"b": 2'), '{\n\t"a": 1, // why\n\t"b": 2\n}\n');
    assert.equal(added('{"a": 1}', '"b": 2'), '{"a": 1, "b": 2}');
    assert.equal(added('{}\n', '"b": 2'), '{\n  "b": 2\n}\n');
    assert.equal(added('{\n  // none\n}\n', '"b": 2'), '{\n  // none\n  "b": 2\n}\n');
    assert.equal(added('{"a": []}', '"x"', 'a'), '{"a": ["x"]}');
    assert.equal(added('{"a": ["x"]}', '"y"', 'a'), '{"a": ["x", "y"]}');
    assert.equal(added('{"a": 1', '"b": 2'), undefined);
  });

  it('sets a member, and refuses to replace a list', () => {
    assert.equal(
      edited('{"a": 1}', (file) => set(file, file.root, 'a', '2')),
      '{"a": 2}',
    );
    assert.equal(
      edited('{"a": 1}', (file) => set(file, file.root, 'b', '"x"')),
      '{"a": 1, "b": "x"}',
    );
    assert.equal(
      edited('{"a": [1]}', (file) => set(file, file.root, 'a', '2')),
      undefined,
    );
  });

  it('leaves a readable file, whatever is removed', () => {
    const text = '{\n  "a": [1, {"b": [2], "c": 3,}, ], // x\n  /* y */ "d": {"e": "f"}\n}\n';
    for (const { span } of parseJson(text).statements) {
      const result = edited(text, (file) => {
        const found = file.statements.find(
          (one) => one.span.start === span.start && one.span.end === span.end,
        );
        return remove(file, found ?? assert.fail());
      });
      if (result !== undefined) assert.deepEqual(parseJson(result).problems, [], result);
    }
  });
});
