// Reading HCL: what its parts are and where they stand, and how much is left of it when something is broken.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is HCL's notation of interpolation.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseHcl } from './parse';
import type { HclBody, HclExpression, HclFile } from './tree';

/** A body in short: `type labels { … }`, `name = value`. */
function body({ entries }: HclBody): string {
  return entries
    .map((entry) =>
      entry.kind === 'attribute'
        ? `${entry.name} = ${short(entry.value)}`
        : `${[entry.type, ...entry.labels.map(({ text }) => text)].join(' ')} { ${body(entry.body)} }`,
    )
    .join('; ');
}

/** An expression in short, every operation in brackets. */
function short(value: HclExpression): string {
  switch (value.kind) {
    case 'number':
    case 'boolean':
      return String(value.value);
    case 'null':
      return 'null';
    case 'template':
      return `"${value.parts
        .map((part) =>
          part.kind === 'text' ? part.text : part.kind === 'directive' ? '%{}' : `\${${short(part.value)}}`,
        )
        .join('')}"`;
    case 'tuple':
      return `[${value.entries.map((item) => short(item.value)).join(', ')}]`;
    case 'object':
      return `{${value.entries.map((entry) => `${short(entry.key)}: ${short(entry.value)}`).join(', ')}}`;
    case 'name':
      return value.name;
    case 'access':
      return (
        short(value.of) +
        value.steps
          .map((step) =>
            step.kind === 'member' ? `.${step.name}` : step.kind === 'splat' ? '[*]' : `[${short(step.key)}]`,
          )
          .join('')
      );
    case 'call':
      return `${value.name}(${value.args.map(short).join(', ')}${value.expands ? '...' : ''})`;
    case 'conditional':
      return `(${short(value.condition)} ? ${short(value.then)} : ${short(value.otherwise)})`;
    case 'unary':
      return `(${value.operator}${short(value.operand)})`;
    case 'binary':
      return `(${short(value.left)} ${value.operator} ${short(value.right)})`;
    case 'group':
      return short(value.value);
    case 'for':
      return `for ${value.keyName ?? ''} ${value.valueName} in ${short(value.collection)}: ${value.key === undefined ? '' : `${short(value.key)} => `}${short(value.value)}${value.groups ? '...' : ''}${value.condition === undefined ? '' : ` if ${short(value.condition)}`}`;
    case 'broken':
      return '?';
  }
}

const read = (text: string): string => body(parseHcl(text).body);
const value = (text: string): string => read(`a = ${text}\n`).replace(/^a = /, '');

function checkSpans(file: HclFile): void {
  let last = 0;
  for (const { span } of file.statements) {
    assert.ok(span.start >= last && span.start <= span.end && span.end <= file.text.length);
    last = span.start;
  }
  for (const { span } of file.problems) assert.ok(span.start <= span.end && span.end <= file.text.length + 1);
}

describe('reading HCL', () => {
  it('reads blocks with labels, arguments and blocks inside', () => {
    assert.equal(
      read('a "b" c {\n  d = 1 // e\n  f { g = 2 }\n}\n/* h */ i {\n}\n'),
      'a b c { d = 1; f { g = 2 } }; i {  }',
    );
    assert.equal(read('\uFEFFa = 1\r\nb = "c"\r\n'), 'a = 1; b = "c"');
  });

  it('reads operators by their rank', () => {
    assert.equal(value('1 + 2 * 3 - 4'), '((1 + (2 * 3)) - 4)');
    assert.equal(value('a && !b || c == -d'), '((a && (!b)) || (c == (-d)))');
    assert.equal(value('a < 1 ? b : c ? d : e'), '((a < 1) ? b : (c ? d : e))');
    assert.equal(value('(1 + 2) * 3 % 2'), '(((1 + 2) * 3) % 2)');
    assert.equal(value('a >= 1 != (b <= 2)'), '((a >= 1) != (b <= 2))');
  });

  it('reads references, calls and collections', () => {
    assert.equal(value('a.b[0]["c"].*.d[*].e.0'), 'a.b[0]["c"][*].d[*].e[0]');
    assert.equal(value('f(a, g(b)...,)[1].c'), 'f(a, g(b)...)[1].c');
    assert.equal(value('provider::x::f(1)'), 'provider::x::f(1)');
    assert.equal(value('[\n  1, # one\n  "b",\n]'), '[1, "b"]');
    assert.equal(value('{ a = 1, "b" : 2\n  (c) = { d = 3 }\n}'), '{a: 1, "b": 2, c: {d: 3}}');
    assert.equal(value('[for k, v in m : "${k}" if v != ""]'), 'for k v in m: "${k}" if (v != "")');
    assert.equal(value('{for x in l : x.a => x...}'), 'for  x in l: x.a => x...');
  });

  it('reads texts with their escapes and what they interpolate', () => {
    assert.equal(value('"a\\t\\"b\\u00e9\\U0001F600 $${x} %%{y} $5 100%"'), '"a\t"bé😀 ${x} %{y} $5 100%"');
    assert.equal(value('"a-${b ? "c" : "d${e}"}-${~ f ~}"'), '"a-${(b ? "c" : "d${e}")}-${f}"');
    assert.equal(
      value('"%{ if a == "b" }c%{ else }d%{ endif }%{ for x, y in z ~}e%{ endfor }"'),
      '"%{}c%{}d%{}%{}e%{}"',
    );
  });

  it('reads heredocs and takes common indentation away', () => {
    assert.equal(value('<<EOF\n  a ${b}\n"c\n  EOF'), '"  a ${b}\n"c\n"');
    assert.equal(value('<<-E_1\n    a\n\n      b\n    E_1\n'), '"a\n\n  b\n"');
    assert.equal(read('a = [<<A\nx\nA\n, <<B\ny\nB\n]\nc = 1'), 'a = ["x\n", "y\n"]; c = 1');
    const file = parseHcl('a = <<-E\n    b $${c}\n  d\n  E\n');
    const [entry] = file.body.entries;
    assert.ok(entry?.kind === 'attribute' && entry.value.kind === 'template');
    const parts = entry.value.parts.map((part) => file.text.slice(part.span.start, part.span.end));
    assert.deepEqual(parts, ['  b ', '$${', 'c}\n', 'd\n']);
  });

  it('knows the places of everything, also behind emoji', () => {
    const text = 'a "😀" {\n  b = "ü" # c\n  d = [1, 2]\n}\n';
    const file = parseHcl(text);
    assert.deepEqual(
      file.statements.map(({ span }) => text.slice(span.start, span.end)),
      ['a "😀" {\n  b = "ü" # c\n  d = [1, 2]\n}', 'b = "ü"', 'd = [1, 2]', '1', '2'],
    );
    assert.deepEqual(
      file.comments.map(({ start, end }) => text.slice(start, end)),
      ['# c'],
    );
  });

  it('has no problem with what is in order', () => {
    const texts = ['a {\nb = 1\n}\n', 'a = f(\n  1,\n  2\n)\n', 'a = b ? [\n1] : {\nc = 2 }\n', 'a = {\n}\n'];
    for (const text of texts) assert.deepEqual(parseHcl(text).problems, [], text);
  });
});

describe('reading broken HCL', () => {
  it('ends an open quote with its line', () => {
    assert.equal(read('a = "b\nc = 1\n'), 'a = "b"; c = 1');
    assert.equal(read('a = ["b, "c"]\nd = 1\n'), 'a = ["b, "]; d = 1'.replace('["b, "]', '["b, ", c, "]"]'));
    assert.equal(read('a = "x ${b\nc = 1\n'), 'a = "x ${b}"; c = 1');
  });

  it('places missing braces by indentation', () => {
    assert.equal(
      read('a "b" {\n  c = 1\n  d {\n    e = 2\n\nf "g" {\n  h = 3\n}\n'),
      'a b { c = 1; d { e = 2 } }; f g { h = 3 }',
    );
    assert.equal(read('a {\n  b {\n    c = 1\n  d = 2\n}\ne = 3\n'), 'a { b { c = 1 }; d = 2 }; e = 3');
    assert.equal(read('a {\n  b = {\n    c = 1\n  d = 2\n}\ne = 3\n'), 'a { b = {c: 1}; d = 2 }; e = 3');
    assert.equal(read('a {\n  b = [\n    1,\n  c = 2\n}\n'), 'a { b = [1]; c = 2 }');
    assert.equal(read('a {\n  b = 1\n  }\n  c = 2\n}\nd {}\n'), 'a { b = 1; c = 2 }; d {  }');
    assert.equal(read('a {\n  b = f(1,\n}\nc = 2\n'), 'a { b = f(1) }; c = 2');
  });

  it('keeps a heredoc without end to itself', () => {
    assert.equal(
      read('a {\n  b = <<E\necho\n}\n\nresource "c" "d" {\n  e = 1\n}\n').replace(/\n/g, '/'),
      'a { b = "echo/}//" }; resource c d { e = 1 }',
    );
  });

  it('keeps what is half typed', () => {
    assert.equal(
      read('a {\n  b\n  c =\n  d = var.\n  e = 1 +\n  f = x ?\n  g = 2\n}\n').includes('g = 2'),
      true,
    );
    assert.equal(read('source "qemu"\na = 1'), 'source qemu {  }; a = 1');
    assert.equal(read('a {\n  b = 1,\n  c = 2\n}\n'), 'a { b = 1; c = 2 }');
    assert.equal(read('a = @\nb = 1\n]\nc = 2'), 'a = ?; b = 1; c = 2');
    assert.equal(read('a = 1 /* b\nc = 2'), 'a = 1; c = 2');
  });

  it('is total, with places in order and inside', () => {
    const pieces = [
      ...'a b = { } [ ] ( ) " ${ %{ } $${ \\ , : ? . .. ... * < << <<E <<-E E # // /* */ ! - + == => for in if true null 1 0.5'.split(
        ' ',
      ),
      '\n',
      ' ',
      '😀',
      'resource "a" "b" {\n',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (parts) => {
        checkSpans(parseHcl(parts.join('')));
        checkSpans(parseHcl(parts.join(' ')));
      }),
      { seed: 4, numRuns: 1500 },
    );
  });

  it('needs linear time, however deep and however broken', () => {
    const texts = [
      '['.repeat(50_000),
      `a = ${'{'.repeat(50_000)}`,
      'a {\n'.repeat(20_000),
      `a = ${'"${'.repeat(30_000)}`,
      'a = <<A\n'.repeat(30_000),
      'resource "a" "b" {\n a = <<A\n'.repeat(10_000),
      '/* '.repeat(50_000),
      `a = ${'('.repeat(140)}x${' '.repeat(100_000)}`,
      `a = ${'x ? '.repeat(30_000)}`,
      `a = 1${' + 1'.repeat(30_000)}`,
      `${' '.repeat(100_000)}${'{'.repeat(20_000)}`,
    ];
    const started = process.cpuUsage().user;
    for (const text of texts) checkSpans(parseHcl(text));
    assert.ok(process.cpuUsage().user - started < 8_000_000);
  });
});
