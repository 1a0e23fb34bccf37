// Unit files: what is read from every kind of line, where it stands, and what edits leave.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../core/edit';
import { statementAround, suppressionComments } from './comments';
import { entryAround, insertEntry, removeEntry, removeWords, replaceValue } from './edits';
import { parseUnit } from './parse';
import { entriesOf, type UnitEntry } from './tree';
import { booleanOf, plainText, wordsOf } from './words';

function entryOf(text: string, index = 0): UnitEntry {
  return parseUnit(text).sections.flatMap(({ entries }) => entries)[index] ?? assert.fail('no entry');
}

describe('reading units', () => {
  it('reads sections, keys and values with their places', () => {
    const text = '\ufeff# c\r\n[A]\r\nKey = value 1  \r\n\r\n  [B]\n;x\nK=\nK==y\n[A]\nL=2';
    const file = parseUnit(text);
    assert.deepEqual(
      file.sections.map(({ name, entries, span }) => [
        name,
        text.slice(span.start, span.end),
        ...entries.map(({ key, value, span: at }) => [key, value.text, text.slice(at.start, at.end)]),
      ]),
      [
        ['A', '[A]\r\nKey = value 1', ['Key', 'value 1', 'Key = value 1']],
        ['B', '[B]\n;x\nK=\nK==y', ['K', '', 'K='], ['K', '=y', 'K==y']],
        ['A', '[A]\nL=2', ['L', '2', 'L=2']],
      ],
    );
    assert.deepEqual(
      file.comments.map(({ start, end }) => text.slice(start, end)),
      ['# c', ';x'],
    );
    assert.deepEqual(
      entriesOf(file, 'A').map(({ key }) => key),
      ['Key', 'L'],
    );
    assert.deepEqual(file.problems, []);
  });

  it('joins continuation lines and passes over comments between them', () => {
    const text = '[S]\nExec=one \\\n# note\n  two \\ \n; more\n"three\\\n four"\nNext=1\n';
    const entry = entryOf(text);
    assert.deepEqual(
      wordsOf(entry.value).map((word) => [word.text, text.slice(word.span.start, word.span.end), word.plain]),
      [
        ['one', 'one', true],
        ['two', 'two', true],
        ['three four', '"three\\\n four"', false],
      ],
    );
    assert.equal(text.slice(entry.span.start, entry.span.end), text.slice(4, text.indexOf('\nNext')));
    assert.equal(entryOf(text, 1).key, 'Next');
  });

  it('ends a value where a continuation leads nowhere', () => {
    assert.equal(entryOf('[S]\nA=1 \\\n\nB=2').value.text, '1');
    assert.equal(entryOf('[S]\nA=1 \\').value.text, '1');
    assert.equal(entryOf('[S]\nA=1\\\\\nB=2').value.text, '1\\\\');
    assert.equal(entryOf('[S]\nA=\\\n  late\n').value.text, 'late');
    const late = '[S]\nA=\\\n  late\n';
    assert.deepEqual(wordsOf(entryOf(late).value)[0]?.span, {
      start: late.indexOf('late'),
      end: late.indexOf('late') + 4,
    });
  });

  it('says which lines it cannot read', () => {
    const { problems, tagLines } = parseUnit('A=1\n[S]\nwords\n[broken\n=x\n{% if a %}\n[S] x\n');
    assert.deepEqual(
      problems.map(({ message }) => message.text.en.slice(0, 20)),
      [
        'This key stands befo',
        'This line is neither',
        'A section header is ',
        'This line is neither',
        'A section header is ',
      ],
    );
    assert.equal(tagLines.length, 1);
  });
});

describe('words of a value', () => {
  const cases: readonly (readonly [value: string, words: readonly string[]])[] = [
    ['a  b\tc', ['a', 'b', 'c']],
    [`"a b" 'c "d' e"f g"h`, ['a b', 'c "d', 'ef gh']],
    ['a\\x20b \\101 \\u00e4 \\t \\" \\s', ['a b', 'A', 'ä', '\t', '"', ' ']],
    ['\\U0001F600 \\UFFFFFFFF', ['😀', '']],
    ['"open end', ['open end']],
    ['K={{ a b }} {{ c', ['K={{ a b }}', '{{', 'c']],
    ['%h/x %%', ['%h/x', '%%']],
    ['""', ['']],
    ['', []],
  ];
  for (const [value, words] of cases) {
    it(`splits ${value}`, () =>
      assert.deepEqual(
        wordsOf({ text: value }).map(({ text }) => text),
        words,
      ));
  }

  it('takes quotes off a whole value, and reads booleans', () => {
    assert.deepEqual(
      ['"a b"', "'a'", '"a" "b"', 'a'].map((text) => plainText({ text })),
      ['a b', 'a', '"a" "b"', 'a'],
    );
    assert.deepEqual(['yes', 'ON', '1', 'false', 'no', '0', 'maybe', ''].map(booleanOf), [
      true,
      true,
      true,
      false,
      false,
      false,
      undefined,
      undefined,
    ]);
  });
});

describe('edits of units', () => {
  const text = '[A]\n# first\nOne=1\nList=a "b c" d\nTwo=x \\\n  y\n\n[B]\nThree=3\n';
  const file = parseUnit(text);
  const entry = (key: string): UnitEntry =>
    file.sections.flatMap(({ entries }) => entries).find((found) => found.key === key) ?? assert.fail(key);
  const changed = (edit: ReturnType<typeof removeEntry>) => edit && applyEdits(text, [edit]);

  it('removes entries with their lines, and words with their blanks', () => {
    assert.equal(changed(removeEntry(file, entry('One'))), text.replace('One=1\n', ''));
    assert.equal(changed(removeEntry(file, entry('Two'))), text.replace('Two=x \\\n  y\n', ''));
    const words = wordsOf(entry('List').value);
    const cut = (index: number) =>
      changed(removeWords(file, entry('List'), words[index]?.span ?? assert.fail()));
    assert.equal(cut(0), text.replace('a "b c"', '"b c"'));
    assert.equal(cut(1), text.replace('"b c" ', ''));
    assert.equal(cut(2), text.replace('"b c" d', '"b c"'));
  });

  it('writes values and adds entries to the right section', () => {
    assert.equal(changed(replaceValue(file, entry('One'), '2')), text.replace('One=1', 'One=2'));
    assert.equal(changed(insertEntry(file, 'A', 'New', 'n')), text.replace('  y\n', '  y\nNew=n\n'));
    assert.equal(changed(insertEntry(file, 'B', 'New', 'n')), `${text}New=n\n`);
    assert.equal(changed(insertEntry(file, 'C', 'New', 'n')), `${text}\n[C]\nNew=n\n`);
    assert.equal(replaceValue(file, entry('One'), 'a\nb'), undefined);
    assert.equal(insertEntry(file, 'A', 'New', 'ends in \\'), undefined);
  });

  it('leaves comments inside an entry alone', () => {
    const commented = '[A]\nX=a \\\n# keep\n  b\n';
    const other = parseUnit(commented);
    const found = entryAround(other, { start: 4, end: 5 })?.entry ?? assert.fail();
    assert.equal(removeEntry(other, found), undefined);
    assert.equal(replaceValue(other, found, 'c'), undefined);
  });
});

describe('comments of units', () => {
  it('speak about the entry or the section that follows', () => {
    const text =
      '# berth-ignore a\n[A]\nX=1\n; berth-ignore b\nY=2\n# plain\nZ=3 \\\n# berth-ignore c\n 4\n# berth-ignore d\n';
    const file = parseUnit(text);
    assert.deepEqual(
      suppressionComments(file).map(({ text: said, target }) => [
        said,
        target && text.slice(target.start, target.end),
      ]),
      [
        ['berth-ignore a', text.slice(text.indexOf('[A]'), text.lastIndexOf(' 4') + 2)],
        ['berth-ignore b', 'Y=2'],
        ['berth-ignore c', 'Z=3 \\\n# berth-ignore c\n 4'],
        ['berth-ignore d', undefined],
      ],
    );
    const around = statementAround(file, text.indexOf('Y=2') + 1);
    assert.equal(text.slice(around.start, around.end), 'Y=2');
    assert.deepEqual(statementAround(file, 0), { start: 0, end: text.length });
  });
});

describe('any text', () => {
  it('is read, with places inside of it', () => {
    const piece = fc.constantFrom(
      ...'[ ] A = \\ \n # ; " \' %h {{ }} {% %} \t \r\n key=value [S]'.split(' '),
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const file = parseUnit(text);
        for (const { entries, span } of file.sections) {
          assert.ok(span.start >= 0 && span.end <= text.length);
          for (const { span: own, value } of entries) {
            assert.ok(own.start >= span.start && own.end <= span.end);
            for (const word of wordsOf(value)) {
              assert.ok(
                word.span.start >= own.start && word.span.end <= own.end && word.span.start < word.span.end,
              );
              if (word.plain && !word.text.includes(' ')) {
                assert.equal(text.slice(word.span.start, word.span.end), word.text);
              }
            }
          }
        }
      }),
      { seed: 3, numRuns: 1000 },
    );
  });

  it('is read in linear time', () => {
    for (const text of [
      '[A]\n'.repeat(50_000),
      `[A]\n${'K=v \\\n'.repeat(50_000)}`,
      `[A]\nK=${'{{'.repeat(50_000)}}}`,
      '#\n'.repeat(50_000),
    ]) {
      const start = performance.now();
      const file = parseUnit(text);
      for (const { entries } of file.sections) for (const { value } of entries) wordsOf(value);
      assert.ok(performance.now() - start < 1500, text.slice(0, 10));
    }
  });
});
