// What expressions come to: literals, references, functions, and what stays unknown because of what.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is HCL's notation of interpolation.
import assert from 'node:assert/strict';
import { type Binding, evaluatorOf } from './evaluate';
import { parseHcl } from './parse';
import { attribute, blocks } from './tree';
import { type HclValue, placeWithin } from './value';

/** A value as plain data; unknown ones as `?` with what decides them. */
function plain(value: HclValue): unknown {
  switch (value.kind) {
    case 'string':
      return value.text;
    case 'number':
    case 'boolean':
      return value.value;
    case 'null':
      return null;
    case 'list':
      return value.items.map(plain);
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, item]) => [key, plain(item)]));
    case 'unknown':
      return `?${value.names.join()}`;
  }
}

/** The value of `a` in a text; `locals` are stated, each block `variable` has a default that may change. */
function evaluated(text: string, files: Readonly<Record<string, string>> = {}): HclValue {
  const { body } = parseHcl(text);
  const bindings = new Map<string, Binding>();
  for (const block of blocks(body)) {
    for (const entry of block.body.entries) {
      if (entry.kind !== 'attribute') continue;
      const isVariable = block.type === 'var';
      const name = `${block.type}.${entry.name}`;
      const assumption = isVariable ? { assumption: { name } } : {};
      bindings.set(name, { words: 2, expression: entry.value, path: 'a.hcl', ...assumption });
    }
  }
  const evaluator = evaluatorOf({
    binding: ([root, name]) => bindings.get(`${root}.${name}`),
    text: (name) => (files[name] === undefined ? undefined : { path: name, text: files[name] }),
  });
  const wanted = attribute(body, 'a');
  assert.ok(wanted);
  return evaluator.valueOf(wanted.value, 'a.hcl');
}

const value = (expression: string, rest = ''): unknown => plain(evaluated(`a = ${expression}\n${rest}`));

describe('evaluating HCL', () => {
  it('calculates with what is known', () => {
    assert.equal(value('(1 + 2) * 3 - 8 / 4 % 3'), 7);
    assert.equal(value('-2 < 1 && !(3 >= 4) || false'), true);
    assert.equal(value('"a" == "a" ? "1" + 1 : 0'), 2);
    assert.equal(value('1 / 0'), '?');
    assert.deepEqual(value('[1, "x-${2}", { b = null, "c" : true }]'), [1, 'x-2', { b: null, c: true }]);
  });

  it('follows references into lists and maps', () => {
    const locals = 'local {\n  m = { b = [{ c = 1 }, { c = 2 }] }\n  n = local.m.b\n}\n';
    assert.equal(value('local.m.b[1].c', locals), 2);
    assert.deepEqual(value('local.n[*].c', locals), [1, 2]);
    assert.deepEqual(value('local.n.*.c', locals), [1, 2]);
    assert.equal(value('local.n.0.c', locals), 1);
    assert.equal(value('local.m["b"][5].c', locals), '?');
    assert.equal(value('local.other', locals), '?local.other');
  });

  it('says on which variables a value rests', () => {
    const text = 'a = "${var.x}-${local.y}"\nvar {\n  x = 1\n  z = 2\n}\nlocal {\n  y = var.z + 1\n}\n';
    const found = evaluated(text);
    assert.equal(plain(found), '1-3');
    assert.deepEqual(
      found.assumed?.map(({ name }) => name),
      ['var.x', 'var.z'],
    );
    assert.equal(evaluated('a = local.b\nlocal {\n  b = 1\n}\n').assumed, undefined);
  });

  it('keeps what is known of a text, with places', () => {
    const found = evaluated('a = "x ${data.y.z} w"\n');
    assert.ok(found.kind === 'unknown' && found.pattern !== undefined);
    assert.deepEqual(found.names, ['data.y.z']);
    assert.equal(found.pattern.text.length, 'x ? w'.length);
    assert.deepEqual(found.pattern.unresolved, ['${data.y.z}']);
    const heredoc = 'a = <<-E\n    one\n      two ${1}\n  E\n';
    const text = evaluated(heredoc);
    assert.ok(text.kind === 'string' && text.text === '  one\n    two 1\n'.replace(/^ {2}/gm, ''));
    const at = text.text.indexOf('two');
    const { span } = placeWithin(text, { start: at, end: at + 3 });
    assert.equal(heredoc.slice(span.start, span.end), 'two');
  });

  it('decides conditions where it can', () => {
    assert.equal(value('var.x ? 1 : 2', 'var {\n  x = true\n}\n'), 1);
    assert.equal(value('env.x ? 1 : 1'), 1);
    assert.equal(value('env.x ? 1 : 2'), '?env.x');
    assert.equal(value('false && env.x'), false);
    assert.equal(value('env.x || true'), true);
  });

  it('walks through collections', () => {
    assert.deepEqual(value('[for k, v in { p = 1, q = 2 } : "${k}${v}" if v > 1]'), ['q2']);
    assert.deepEqual(value('{for x in ["a", "b"] : x => upper(x)}'), { a: 'A', b: 'B' });
    assert.equal(value('[for x in env.l : x]'), '?env.l');
  });

  it('knows functions', () => {
    assert.equal(value('format("%s-%02d%%", upper("a"), 3)'), 'A-03%');
    assert.equal(value('join(",", concat(["a"], split("-", "b-c")))'), 'a,b,c');
    assert.equal(value('base64decode(base64encode("ü😀"))'), 'ü😀');
    assert.equal(value('lookup({ a = 1 }, "b", 2) + length("äb") + max(1, 4)'), 8);
    assert.deepEqual(value('merge({ a = 1, b = 1 }, { b = 2 })'), { a: 1, b: 2 });
    assert.equal(value('replace("a.b.c", ".", "-")'), 'a-b-c');
    assert.equal(value('replace("a1", "/[0-9]/", "")'), '?replace()');
    assert.equal(value('coalesce("", null, "x")'), 'x');
    assert.equal(value('substr("hello", 1, 3)'), 'ell');
    assert.equal(value('trimprefix(trimsuffix("a-b-c", "-c"), "a-")'), 'b');
    assert.equal(value('contains(["a"], "b") || element(["x", "y"], 3) == "y"'), true);
    assert.equal(value('templatefile("a.tpl", {})'), '?templatefile()');
    assert.equal(value('lower(env.x)'), '?env.x');
  });

  it('reads the files that file() names, with places in them', () => {
    const found = evaluated('a = file("./x.sh")\n', { './x.sh': 'echo\n' });
    assert.ok(found.kind === 'string' && found.text === 'echo\n');
    assert.deepEqual(placeWithin(found, { start: 1, end: 3 }), {
      path: './x.sh',
      span: { start: 1, end: 3 },
    });
    assert.equal(value('file("y")'), '?file()');
  });

  it('ends with circles, doubling and depth', () => {
    assert.equal(value('local.b', 'local {\n  b = local.c\n  c = local.b\n}\n'), '?local.b');
    const doubling = Array.from({ length: 60 }, (_, i) => `  x${i + 1} = "\${local.x${i}}\${local.x${i}}"`);
    assert.equal(
      evaluated(`a = local.x60\nlocal {\n  x0 = "ab"\n${doubling.join('\n')}\n}\n`).kind,
      'unknown',
    );
    assert.equal(evaluated(`a = 1${' + 1'.repeat(5000)}\n`).kind, 'unknown');
    assert.equal(evaluated(`a = ${'['.repeat(140)}1${']'.repeat(140)}\n`).kind, 'list');
  });
});
