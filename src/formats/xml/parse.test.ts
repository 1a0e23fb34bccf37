// The XML reader: exact places in sound text, and what survives in text that is half typed, broken or hostile.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { contains, type Span } from '../../core/span';
import { measureRecovery, sample } from '../../dev/bench/xml';
import { parseXml } from './parse';
import {
  attributeNamed,
  childNamed,
  childrenNamed,
  descend,
  elementsOf,
  maxProblems,
  pathOf,
  textOf,
  walk,
  type XmlDocument,
  type XmlElement,
} from './tree';

const fixtures = new URL('../libvirt/fixtures/', import.meta.url);
const names = readdirSync(fixtures).filter((name) => name.endsWith('.xml'));
const texts = names.map((name) => ({
  name,
  text: readFileSync(new URL(name, fixtures), 'utf8'),
}));

/** Every path of a text, in order. */
function pathsIn(text: string): string[] {
  return [...walk(parseXml(text).nodes)].map((element) => pathOf(element).join('/'));
}

/** The first element of a name. */
function find(document: XmlDocument, name: string): XmlElement {
  for (const element of walk(document.nodes)) if (element.name === name) return element;
  throw new Error(`no element ${name}`);
}

/** Fails unless every place lies in the text, in its parent, and behind its elder sibling. */
function checkPlaces(document: XmlDocument): void {
  const whole: Span = { start: 0, end: document.text.length };
  const inside = (outer: Span, inner: Span, what: string): void => {
    assert.ok(inner.start <= inner.end && contains(outer, inner), `${what} ${inner.start}-${inner.end}`);
  };
  const ordered = (nodes: XmlDocument['nodes'], outer: Span): void => {
    let end = outer.start;
    for (const node of nodes) {
      inside({ start: end, end: outer.end }, node.span, node.kind);
      end = node.span.end;
    }
  };
  ordered(document.nodes, whole);
  for (const element of walk(document.nodes)) {
    inside(element.span, element.openTag, 'open tag');
    inside(element.span, element.nameSpan, 'name');
    ordered(element.children, {
      start: element.openTag.end,
      end: element.closeTag?.start ?? element.span.end,
    });
    if (element.closeTag !== undefined) inside(element.span, element.closeTag, 'close tag');
    for (const attribute of element.attributes) {
      inside(element.openTag, attribute.span, attribute.name);
      inside(attribute.span, attribute.nameSpan, attribute.name);
      inside(attribute.span, attribute.valueSpan, attribute.name);
      assert.equal(document.text.slice(attribute.nameSpan.start, attribute.nameSpan.end), attribute.name);
    }
    for (const child of elementsOf(element.children)) assert.equal(child.parent, element);
  }
  for (const problem of document.problems) inside(whole, problem.span, 'problem');
}

describe('the XML reader', () => {
  describe('reads sound text', () => {
    it('with exact places in UTF-16', () => {
      const text = '\uFEFF<!-- 🐘 --><a xmlns:q="u">\r\n  <q:arg value=\'x &amp; "y"\' n = "1"/>😀 z</a >';
      const document = parseXml(text);
      assert.deepEqual(document.problems, []);
      const [a] = elementsOf(document.nodes);
      const arg = a === undefined ? undefined : childNamed(a, 'q:arg');
      assert.ok(a !== undefined && arg !== undefined);
      const slice = (span: Span | undefined): string =>
        span === undefined ? '' : text.slice(span.start, span.end);
      assert.equal(slice(a.openTag), '<a xmlns:q="u">');
      assert.equal(slice(a.closeTag), '</a >');
      assert.equal(slice(a.span), text.slice(text.indexOf('<a')));
      assert.equal(slice(arg.nameSpan), 'q:arg');
      assert.equal(slice(arg.span), `<q:arg value='x &amp; "y"' n = "1"/>`);
      assert.ok(arg.selfClosing && !arg.recovered);
      const value = attributeNamed(arg, 'value');
      assert.equal(value?.value, 'x & "y"');
      assert.equal(slice(value?.valueSpan), 'x &amp; "y"');
      assert.equal(slice(value?.span), `value='x &amp; "y"'`);
      assert.equal(slice(attributeNamed(arg, 'n')?.span), 'n = "1"');
      assert.equal(textOf(a)?.value, '😀 z');
      assert.equal(slice(document.comments[0]?.content), ' 🐘 ');
    });

    it('with comments, CDATA, instructions and a document type, none of which holds elements', () => {
      const text = `<?xml version="1.0"?><!DOCTYPE a [ <!ENTITY b "<c>"> ]><!-- <d> --><a><![CDATA[<e>&amp;]]></a><%= f < 1 %>`;
      const document = parseXml(text);
      assert.deepEqual(pathsIn(text), ['a']);
      assert.deepEqual(document.problems, []);
      assert.equal(textOf(find(document, 'a'))?.value, '<e>&amp;');
      assert.deepEqual(
        document.nodes.map((node) => node.kind),
        ['instruction', 'declaration', 'comment', 'element', 'instruction'],
      );
    });

    it('decodes the five names and numbers, and expands no entity', () => {
      const text = '<a b="&lt;&gt;&quot;&apos;&#65;&#x42;" c="&big;" d="&#x110000;">&amp;big;</a>';
      const a = find(parseXml(text), 'a');
      assert.equal(attributeNamed(a, 'b')?.value, `<>"'AB`);
      assert.deepEqual([attributeNamed(a, 'c')?.value, attributeNamed(a, 'c')?.resolved], ['&big;', false]);
      assert.equal(attributeNamed(a, 'd')?.value, '&#x110000;');
      assert.deepEqual([textOf(a)?.value, textOf(a)?.resolved], ['&big;', true]);
    });

    it('with several roots', () => {
      assert.deepEqual(pathsIn('<a><b/></a>\n<a/>\n<c></c>'), ['a', 'a/b', 'a', 'c']);
    });

    it('by its tags alone, however it is indented', () => {
      assert.deepEqual(pathsIn('    <a>\n<b>\n  <b>\n<c/>\n</b>\n  </b>\n <d/></a>'), [
        'a',
        'a/b',
        'a/b/b',
        'a/b/b/c',
        'a/d',
      ]);
    });

    it('by its tags alone, also where close tags are out of line', () => {
      const text = '<r>\n  <x/>\n  <s>\n    <s>\n      <t/>\n  </s>\n      <u/>\n    </s>\n</r>';
      assert.deepEqual(pathsIn(text), ['r', 'r/x', 'r/s', 'r/s/s', 'r/s/s/t', 'r/s/u']);
    });

    it('with values over several lines and > in them', () => {
      const a = find(parseXml('<a b="1\n 2" c="x > y"><d/></a>'), 'a');
      assert.deepEqual(
        a.attributes.map((attribute) => attribute.value),
        ['1\n 2', 'x > y'],
      );
    });
  });

  describe('keeps the paths behind', () => {
    const cases: readonly [name: string, text: string, paths: readonly string[]][] = [
      [
        'an element without close tag',
        '<r>\n  <a>\n    <b/>\n  <a>\n    <c/>\n  </a>\n</r>',
        ['r', 'r/a', 'r/a/b', 'r/a', 'r/a/c'],
      ],
      [
        'a text element without close tag',
        '<r>\n  <n>x\n  <m>1</m>\n  <d>\n    <e/>\n  </d>\n</r>',
        ['r', 'r/n', 'r/m', 'r/d', 'r/d/e'],
      ],
      [
        'a mistyped close tag',
        '<r>\n  <devices>\n    <a/>\n  </devces>\n  <b/>\n</r>',
        ['r', 'r/devices', 'r/devices/a', 'r/b'],
      ],
      ['a mistyped close tag in the line', '<r>\n  <name>x</nam>\n  <b/>\n</r>', ['r', 'r/name', 'r/b']],
      ['a cut close tag', '<r>\n  <d>\n    <a/>\n  </\n  <b/>\n</r>', ['r', 'r/d', 'r/d/a', 'r/b']],
      [
        'a cut open tag, completing its name',
        '<r>\n  <dev\n    <a/>\n  </devices>\n  <b/>\n</r>',
        ['r', 'r/devices', 'r/devices/a', 'r/b'],
      ],
      [
        'a lost open tag',
        '<r>\n  \n    <a/>\n    <c/>\n  </devices>\n  <b/>\n</r>',
        ['r', 'r/devices', 'r/devices/a', 'r/devices/c', 'r/b'],
      ],
      [
        'a tag that closes too early',
        '<r>\n  <disk type="x"/>\n    <a/>\n  </disk>\n  <b/>\n</r>',
        ['r', 'r/disk', 'r/disk/a', 'r/b'],
      ],
      ['a cut empty tag', '<r>\n  <m type=\n  <b/>\n</r>', ['r', 'r/m', 'r/b']],
      [
        'a quote that is not closed',
        `<r>\n  <a t='x>\n    <b/>\n  </a>\n  <c u='y/>\n  <d/>\n</r>`,
        ['r', 'r/a', 'r/a/b', 'r/c', 'r/d'],
      ],
      [
        'a comment that is not closed',
        '<r>\n  <!-- x\n  <a/>\n  <!-- y -->\n  <b/>\n</r>',
        ['r', 'r/a', 'r/b'],
      ],
      ['a section that is not closed', '<r>\n  <a><![CDATA[x\n  </a>\n  <b/>\n</r>', ['r', 'r/a', 'r/b']],
      ['an instruction that is not closed', '<?xml version\n<r>\n  <b/>\n</r>', ['r', 'r/b']],
      ['a declaration that is not closed', '<!DOCTYPE\n<r>\n  <b/>\n</r>', ['r', 'r/b']],
      ['a stray close tag', '<r>\n  <a/>\n  </x>\n  <b/>\n</r>', ['r', 'r/a', 'r/b']],
      ['a stray <', '<r>\n  < \n  <b/>\n</r>', ['r', 'r/b']],
      [
        'one of two nested namesakes left open',
        '<r>\n  <s>\n    <s>\n      <a/>\n  </s>\n  <b/>\n</r>',
        ['r', 'r/s', 'r/s/s', 'r/s/s/a', 'r/b'],
      ],
      [
        'an element left open where nothing is indented',
        '<r>\n<d>\n<name>x\n</d>\n<b/>\n</r>',
        ['r', 'r/d', 'r/d/name', 'r/b'],
      ],
    ];
    for (const [name, text, paths] of cases) {
      it(name, () => {
        assert.deepEqual(pathsIn(text), paths);
        const document = parseXml(text);
        assert.notEqual(document.problems.length, 0);
        checkPlaces(document);
      });
    }

    it('and reads the attributes around an open quote', () => {
      const a = find(parseXml(`<a type='file device='disk' x="1"/>`), 'a');
      assert.deepEqual(
        a.attributes.map(({ name, value, quoted }) => [name, value, quoted]),
        [
          ['type', 'file', false],
          ['device', 'disk', true],
          ['x', '1', true],
        ],
      );
    });

    it('for nearly all elements when a line is cut: at least 99.5 % with their whole path', () => {
      for (const { name, text } of texts) {
        const { paths } = measureRecovery(text, 1, 7);
        assert.ok(paths >= 0.995, `${name}: ${paths}`);
      }
    });

    it('for at least 90 % when a line is cut in a text without indentation', () => {
      const flat = readFileSync(new URL('kvm-server.xml', fixtures), 'utf8').replace(/^[ \t]+/gm, '');
      assert.ok(measureRecovery(flat, 1, 7).paths >= 0.9);
    });
  });

  describe('is total', () => {
    it('for every prefix of every fixture', () => {
      for (const { text } of texts) {
        for (let end = 0; end <= text.length; end++) checkPlaces(parseXml(text.slice(0, end)));
      }
    }).timeout(60_000);

    it('for arbitrary text', () => {
      const piece = fc.constantFrom(
        ...[
          '<',
          '>',
          '/',
          '</',
          '/>',
          '=',
          '"',
          "'",
          '\n',
          '\n  ',
          '\t',
          ' ',
          'a',
          'b',
          '<a',
          '<b>',
          '</a>',
          '</b>',
        ],
        ...[
          '\n<a>',
          '\n <a>',
          '\n  <b/>',
          '\n </a>',
          '\n</b>',
          '<!--',
          '-->',
          '<![CDATA[',
          ']]>',
          '<?',
          '?>',
          '<%',
          '%>',
        ],
        ...[
          '<!DOCTYPE',
          '[',
          ']>',
          '&',
          '&lt;',
          '&#',
          'é',
          '😀',
          '\uD800',
          '\uFEFF',
          '\r\n',
          ' x="1"',
          " y='2",
          '\u0000',
        ],
      );
      fc.assert(
        fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => checkPlaces(parseXml(pieces.join('')))),
        { seed: 20261121, numRuns: 20_000 },
      );
    }).timeout(60_000);

    it('without recursion, however deep', () => {
      const deep = parseXml('<a>'.repeat(100_000));
      assert.equal([...walk(deep.nodes)].length, 100_000);
      assert.equal(deep.problems.length, maxProblems);
    });
  });

  describe('takes time in proportion to the text, also for hostile ones', () => {
    // So many that a quadratic reader needs minutes and a linear one, on a busy machine, less than a second.
    const hostile: readonly [part: string, count: number][] = [
      ['<a b=', 20_000],
      ['<a b="', 20_000],
      [`<a b=" c='`, 20_000],
      [`a="x b='y `, 20_000],
      ['<a>', 40_000],
      ['</a>', 40_000],
      ['\n<a>\n <b/>\n</c>', 20_000],
      ['t\n</x>\n', 40_000],
      ['<?x ', 40_000],
      ['<!D [', 40_000],
      ['<%', 40_000],
      ['<!--', 400_000],
      ['<![CDATA[', 400_000],
      ['&a', 400_000],
      [' ', 1_000_000],
      ['"', 40_000],
    ];
    for (const [part, count] of hostile) {
      it(JSON.stringify(part), () => {
        parseXml(`<r ${part.repeat(count)}`);
      }).timeout(4000);
    }

    it('text and stray close tags in an indented element', () => {
      parseXml(`<r>\n  <a/>\n${'  t\n</x>\n'.repeat(100_000)}`);
    }).timeout(4000);

    it('many open elements, and as many close tags of other names', () => {
      parseXml(`<r>\n${' <a>\n'.repeat(60_000)}${'</b>\n'.repeat(60_000)}`);
    }).timeout(4000);
  });

  it('finds elements by name', () => {
    const document = parseXml('<a><b i="1"/><c><b/></c><b i="2" i="3"/></a>');
    const a = find(document, 'a');
    assert.deepEqual(
      childrenNamed(a, 'b').map((b) => attributeNamed(b, 'i')?.value),
      ['1', '2'],
    );
    assert.equal(descend(a, 'c', 'b')?.name, 'b');
    assert.equal(descend(a, 'x', 'b'), undefined);
    assert.equal(textOf(a), undefined);
  });

  it('reads the benchmark sample without a fault', () => {
    const document = parseXml(sample(1000));
    assert.deepEqual(document.problems, []);
    assert.equal(find(document, 'devices').children.length, 125);
  });
});
