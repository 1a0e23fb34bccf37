// Reading YAML: places, values, merge keys, templates, broken and hostile files.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { render } from '../../core/message';
import { contains, type Span } from '../../core/span';
import { statementAround, suppressionComments } from '../comments';
import { isTemplated, maskTemplates } from './mask';
import { maxDepth, maxDocuments, maxLength, parseYaml, type YamlFile } from './parse';
import { brokenMerge, resolve, type Statement, type YamlMap, yamlReader } from './tree';

const cut = (text: string, span: Span): string => text.slice(span.start, span.end);

function rootOf(file: YamlFile): YamlMap {
  const root = file.documents[0]?.root;
  assert.equal(root?.kind, 'map');
  return root;
}

function statement(file: YamlFile, name: string): Statement {
  const found = file.statements.find((each) => each.kind === 'pair' && each.name === name);
  assert.ok(found, name);
  return found;
}

const sample = `# head
x: &base
  a: 1 # trailing
  b: [1, {q: w}]
services:
  "web": # berth-ignore one -- because
    <<: *base
    image: 'it''s'
    script: |
      line 1

      line 2

    # berth-ignore two -- because
    ports:
    - 80:80
    - target: 1
      host: 2
    -
    empty:
    tagged: !reset null
  ? explicit
  : 5
`;

describe('parseYaml', () => {
  it('places keys, values, pairs and items', () => {
    const file = parseYaml(sample);
    assert.deepEqual(file.problems, []);
    const texts = (kind: string): string[] =>
      file.statements.filter((each) => each.kind === kind).map((each) => cut(sample, each.span));
    assert.deepEqual(texts('item'), ['1', '{q: w}', '- 80:80', '- target: 1\n      host: 2', '-']);
    assert.equal(cut(sample, statement(file, 'script').span), 'script: |\n      line 1\n\n      line 2');
    assert.equal(cut(sample, statement(file, 'empty').span), 'empty:');
    assert.equal(cut(sample, statement(file, 'explicit').span), '? explicit\n  : 5');
    assert.equal(cut(sample, statement(file, 'x').span), 'x: &base\n  a: 1 # trailing\n  b: [1, {q: w}]');
    const web = statement(file, 'web');
    assert.equal(web.kind === 'pair' && cut(sample, web.keySpan), '"web"');
  });

  it('resolves quotes, tags, types and nulls', () => {
    const file = parseYaml(sample);
    const value = (name: string) => statement(file, name).value;
    const image = value('image');
    assert.deepEqual(image.kind === 'scalar' && [image.text, image.style, image.type], [
      "it's",
      'single',
      'string',
    ]);
    const empty = value('empty');
    assert.deepEqual(empty.kind === 'scalar' && [empty.text, empty.type], ['', 'null']);
    assert.equal(value('tagged').tag, '!reset');
    const types = parseYaml('[yes, 22:22, 010, 1e3, true, ~, "1", 0x1F]').statements.map(({ value: node }) =>
      node.kind === 'scalar' ? `${node.text} ${node.type}` : '',
    );
    assert.deepEqual(types, [
      'yes string',
      '22:22 string',
      '010 number',
      '1e3 number',
      'true boolean',
      ' null',
      '1 string',
      '0x1F number',
    ]);
  });

  it('has UTF-16 offsets behind emoji, a BOM and CRLF', () => {
    const text = '\uFEFFa: "😀漢"\r\nb: 1\r\n';
    const file = parseYaml(text);
    assert.deepEqual(
      file.statements.map(({ span }) => cut(text, span)),
      ['a: "😀漢"', 'b: 1'],
    );
  });

  it('reads several documents and none', () => {
    assert.equal(parseYaml('a: 1\n---\nb: 2\n...\n---\n').documents.length, 3);
    assert.equal(parseYaml('# only a comment\n').documents.length, 0);
    const many = parseYaml('---\na\n'.repeat(maxDocuments + 5));
    assert.equal(many.documents.length, maxDocuments);
    assert.match(render(many.problems[0]?.message ?? assert.fail(), 'en'), /Only the first 2000/);
  });

  it('reports broken YAML once a document and reads on', () => {
    const text = 'a: 1\nb: [1, 2\nc: 3\n';
    const file = parseYaml(text);
    assert.equal(file.problems.length, 1);
    assert.match(render(file.problems[0]?.message ?? assert.fail(), 'en'), /^This is not valid YAML: /);
    assert.equal(resolve(statement(file, 'a').value)?.kind, 'scalar');
  });

  it('refuses what is too long or too deep instead of hanging or crashing', () => {
    const reason = (text: string): string => {
      const file = parseYaml(text);
      assert.deepEqual(file.documents, []);
      return render(file.problems[0]?.message ?? assert.fail(), 'en');
    };
    assert.match(reason('a'.repeat(maxLength + 1)), /longer than 2 million characters/);
    for (const nested of ['[', '{a: ', '- ', '? ', 'a: ', '[{']) {
      assert.match(reason(nested.repeat(50_000)), /nests more than 200 levels/, nested);
    }
    let stairs = '';
    for (let level = 0; level < 2 * maxDepth; level++) stairs += `${' '.repeat(level)}a:\n`;
    assert.match(reason(stairs), /nests more than 200 levels/);
    assert.match(reason('[,'.repeat(1) + ','.repeat(600_000)), /more than 500000 keys/);
  });

  it('accepts long flat files and quoted brackets', () => {
    assert.deepEqual(parseYaml(`a: "${'['.repeat(5000)}"\nb: '${'{'.repeat(5000)}'\n`).problems, []);
    const flat = parseYaml('- [a, {b: c}]\n'.repeat(2000));
    assert.deepEqual(flat.problems, []);
    assert.equal(flat.statements.length, 2000 * 4);
  });

  it('never throws and keeps spans inside, for every prefix', () => {
    for (let end = 0; end <= sample.length; end++) {
      const file = parseYaml(sample.slice(0, end));
      for (const { span } of [...file.statements, ...file.problems]) {
        assert.ok(contains({ start: 0, end }, span), `${end}: ${JSON.stringify(span)}`);
        assert.ok(span.start <= span.end);
      }
    }
  });

  it('never throws for random syntax', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        ': ',
        '- ',
        '\n',
        '  ',
        '{',
        '}',
        '[',
        ']',
        ',',
        '#',
        '&x ',
        '*x',
        '<<',
        '"',
        "'",
        '|\n',
        '>-\n',
        '? ',
      ],
      ...[
        '!t ',
        '---\n',
        '...\n',
        '%YAML 1.2\n',
        '\t',
        '\r\n',
        '{{ v }}',
        '{% if %}',
        '\uFEFF',
        '\u2028',
        '$',
        '@',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const file = parseYaml(text);
        for (const { span, value } of file.statements) {
          assert.ok(contains({ start: 0, end: text.length }, span) && contains(span, value.span), text);
        }
        const starts = file.statements.map(({ span }) => span.start);
        assert.deepEqual(
          starts,
          starts.toSorted((one, other) => one - other),
          JSON.stringify(text),
        );
      }),
      { seed: 7, numRuns: 3000 },
    );
  });
});

describe('yamlReader', () => {
  const text = `a: &a {one: 1, two: 1}
b: &b {two: 2, three: 2}
c: &c
  <<: [*a, *b]
  three: 3
d:
  <<: *c
  one: 4
  one: 5
loop: &loop
  <<: *loop
  x: 1
lost:
  <<: *nowhere
`;

  const file = parseYaml(text);
  const map = (name: string): YamlMap => {
    const value = resolve(statement(file, name).value);
    assert.equal(value?.kind, 'map');
    return value;
  };

  it('finds own keys, the last of repeated ones, then merged ones in order', () => {
    const reader = yamlReader(1000);
    const found = (name: string, key: string): string | undefined => {
      const pair = reader.get(map(name), key);
      return pair && cut(text, pair.span);
    };
    assert.deepEqual(
      ['one', 'two', 'three', 'four'].map((key) => found('d', key)),
      ['one: 5', 'two: 1', 'three: 3', undefined],
    );
    assert.deepEqual(
      reader.pairs(map('d')).map(({ span }) => cut(text, span)),
      ['one: 5', 'three: 3', 'two: 1'],
    );
  });

  it('survives maps that merge themselves, and names aliases that lead nowhere', () => {
    const reader = yamlReader(1000);
    assert.equal(reader.pairs(map('loop')).length, 1);
    assert.equal(reader.get(map('loop'), 'y'), undefined);
    assert.ok(brokenMerge(map('lost')));
    assert.equal(brokenMerge(map('d')), undefined);
  });

  it('stops after its steps', () => {
    const lines = ['x0: &x0 {a: 1}'];
    for (let i = 1; i <= 50; i++) lines.push(`x${i}: &x${i} {<<: [*x${i - 1}, *x${i - 1}], k${i}: 1}`);
    const bomb = parseYaml(lines.join('\n'));
    const last = resolve(statement(bomb, 'x50').value);
    assert.equal(last?.kind, 'map');
    assert.equal(yamlReader(10_000).pairs(last).length, 51);
    const small = yamlReader(20);
    small.pairs(last);
    assert.ok(small.exhausted());
    assert.equal(rootOf(bomb).pairs.length, 51);
  });
});

describe('templates in YAML', () => {
  it('keep every offset and become unknown text', () => {
    const text = 'a: {{ x }}\n{{- if .y }}\nb: "p {{ z | quote }}"\n  {% raw %}  \nc: {d: {e: 1}}\n{{ open\n';
    const masked = maskTemplates(text);
    assert.equal(masked.length, text.length);
    const file = parseYaml('a: {{ x }}\n{{- if .y }}\nb: "p {{ z }}"\n{{- end }}\nc: 1\n');
    assert.deepEqual(file.problems, []);
    const templated = file.statements.map(({ value }) => value.kind === 'scalar' && isTemplated(value.text));
    assert.deepEqual(templated, [true, true, false]);
    assert.equal(file.tagLines.length, 2);
    assert.deepEqual(parseYaml('a: {b: {c: 1}}\n').tagLines, []);
  });

  it('over several lines become comments', () => {
    const text = '{{- /*\n  a: 1\n*/ -}}\nb: {{ x\n  y }}\nc: 1\n';
    const file = parseYaml(text);
    assert.deepEqual(file.problems, []);
    assert.deepEqual(
      file.statements.map(({ value }) => value.kind === 'scalar' && value.type),
      ['string', 'number'],
    );
  });

  it('stay linear where tags do not close', () => {
    const text = `a: ${'{{ '.repeat(100_000)}`;
    assert.equal(maskTemplates(text), text);
  });
});

describe('suppression comments', () => {
  it('speak about the statement of their line, or about the next one', () => {
    const file = parseYaml(sample);
    const comments = suppressionComments(file);
    assert.deepEqual(
      comments.map(({ text }) => text),
      ['berth-ignore one -- because', 'berth-ignore two -- because'],
    );
    assert.match(cut(sample, comments[0]?.target ?? assert.fail()), /^"web": # berth[\s\S]*!reset null$/);
    assert.match(cut(sample, comments[1]?.target ?? assert.fail()), /^ports:\n[\s\S]*-$/);
    assert.equal('target' in (suppressionComments(parseYaml('a: 1\n# berth-ignore x'))[0] ?? {}), false);
  });

  it('are put before the innermost statement that begins its line', () => {
    const text = 'a:\n  - b: [1, 2]\n    c: 3\n  - d\n';
    const file = parseYaml(text);
    const around = (needle: string): string => cut(text, statementAround(file, text.indexOf(needle)));
    assert.equal(around('2'), '- b: [1, 2]\n    c: 3');
    assert.equal(around('c'), 'c: 3');
    assert.equal(around('d'), '- d');
    assert.deepEqual(statementAround(parseYaml('# x\n'), 1), { start: 0, end: 4 });
  });

  it('speak about the place they were put for, wherever it is', () => {
    const file = parseYaml(sample);
    for (const { span } of file.statements) {
      const at = statementAround(file, span.start).start;
      const line = sample.lastIndexOf('\n', at - 1) + 1;
      const comment = '# berth-ignore x -- y\n';
      const changed = sample.slice(0, line) + comment + sample.slice(line);
      const found = suppressionComments(parseYaml(changed)).find((each) => each.span.start === line);
      const moved = { start: span.start + comment.length, end: span.end + comment.length };
      assert.ok(found?.target && contains(found.target, moved), cut(sample, span));
    }
  });
});
