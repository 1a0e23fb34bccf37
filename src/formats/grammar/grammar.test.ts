// Loading grammars and copying trees: sharing, retry, errors, offsets, hostile nesting.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Tree as SyntaxTree } from 'web-tree-sitter';
import { type GrammarFile, type GrammarFiles, loadGrammar } from './grammar';
import { installedGrammarFiles, testGrammar } from './testing';
import { field, maxDepth, type Node, textOf } from './tree';

function find(node: Node, type: string): Node | undefined {
  if (node.type === type) return node;
  for (const child of node.namedChildren) {
    const found = find(child, type);
    if (found !== undefined) return found;
  }
  return undefined;
}

function depth(node: Node): number {
  return 1 + Math.max(0, ...node.children.map(depth));
}

describe('loadGrammar', () => {
  it('shares one load between concurrent calls', async () => {
    const reads: GrammarFile[] = [];
    const files: GrammarFiles = {
      read: (file) => {
        reads.push(file);
        return installedGrammarFiles.read(file);
      },
    };
    const [one, two] = await Promise.all([loadGrammar('ruby', files), loadGrammar('ruby', files)]);
    assert.equal(one, two);
    assert.equal(reads.filter((file) => file === 'tree-sitter-ruby.wasm').length, 1);
  });

  it('names the file that failed, and tries again on the next call', async () => {
    let broken = true;
    const files: GrammarFiles = {
      read: (file) =>
        broken && file === 'tree-sitter-bash.wasm'
          ? Promise.reject(new Error('no such file'))
          : installedGrammarFiles.read(file),
    };
    await assert.rejects(loadGrammar('bash', files), /tree-sitter-bash\.wasm: no such file/);
    broken = false;
    assert.equal((await loadGrammar('bash', files)).parse('true').root.type, 'program');
  });

  it('names a file that is not a grammar', async () => {
    const files: GrammarFiles = {
      read: (file) =>
        file === 'tree-sitter.wasm' ? installedGrammarFiles.read(file) : Promise.resolve(new Uint8Array(9)),
    };
    await assert.rejects(loadGrammar('ruby', files), /Cannot load tree-sitter-ruby\.wasm: /);
  });
});

describe('a parsed tree', () => {
  it('has UTF-16 offsets, fields and tokens', async () => {
    const tree = (await testGrammar('bash')).parse('echo "😀漢" && ls -l\n');
    const list = find(tree.root, 'list');
    assert.ok(list);
    assert.equal(textOf(tree, list), 'echo "😀漢" && ls -l');
    assert.deepEqual(
      list.children.map((child) => child.type),
      ['command', '&&', 'command'],
    );
    const second = list.namedChildren[1];
    assert.ok(second);
    const name = field(second, 'name');
    assert.deepEqual(name && [textOf(tree, name), name.start], ['ls', 14]);
    assert.equal(tree.root.hasError, false);
  });

  it('keeps what comes before a half-typed part and marks the error', async () => {
    const tree = (await testGrammar('ruby')).parse('a = 1\nb = [2,');
    assert.equal(tree.root.hasError, true);
    assert.equal(tree.root.namedChildren[0]?.type, 'assignment');
    assert.equal(tree.root.namedChildren[0]?.hasError, false);
  });

  it('is cut off below the depth limit', async () => {
    const grammar = await testGrammar('ruby');
    for (const text of ['['.repeat(3000), `${'['.repeat(3000)}${']'.repeat(3000)}`, 'if a\n'.repeat(3000)]) {
      const { root } = grammar.parse(text);
      assert.ok(depth(root) <= maxDepth);
      assert.equal(root.hasError, true);
    }
    assert.equal(grammar.parse('a = 1').root.hasError, false);
  });

  it('frees the memory of the parser', async () => {
    const grammar = await testGrammar('bash');
    const original = SyntaxTree.prototype.delete;
    let freed = 0;
    SyntaxTree.prototype.delete = function (this: SyntaxTree) {
      freed++;
      original.call(this);
    };
    try {
      grammar.parse('echo a');
    } finally {
      SyntaxTree.prototype.delete = original;
    }
    assert.equal(freed, 1);
  });
});

/** All of a tree; its lists of named children only as far as they are not the children. */
function outline({ children, namedChildren, ...node }: Node): string {
  const named = children.filter((child) => child.named);
  assert.ok(named.length === namedChildren.length && named.every((child, i) => child === namedChildren[i]));
  return `${JSON.stringify(node)}(${children.map(outline).join()})`;
}

describe('a parser that goes on from the text before', () => {
  const snippets = [
    '"',
    "'",
    ' do',
    ' end',
    '\n',
    '#',
    '<<~SH\n',
    'SH\n',
    '(',
    ']',
    ' |x|',
    'x',
    '😀',
    ' = 1',
    '{',
    '`',
    '$(',
  ];
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 0, max: 12 }),
    insert: fc.oneof(fc.constantFrom(...snippets), fc.constant('')),
  });
  const samples = {
    ruby: 'Vagrant.configure("2") do |config|\n  # the box\n  config.vm.box = "bento/debian-13"\n  config.vm.provision "shell", inline: <<~SH\n    apt-get install -y nginx\n    echo "😀 #{x}"\n  SH\n  %w[a b].each do |name|\n    config.vm.define name, primary: true do |m|\n      m.vm.network :private_network, ip: "10.0.0.#{name}" if ENV["X"]\n    end\n  end\nend\n',
    bash: '#!/bin/sh\nset -e\nif [ -n "$1" ]; then\n  cat <<EOF > /etc/x\nline $HOME\nEOF\nfi\nfor f in a b; do apt-get install -y "$f" 😀 && systemctl enable $f; done\n',
  } as const;

  for (const id of ['ruby', 'bash'] as const) {
    it(`reads ${id} as if it had not seen it, after any edit`, async () => {
      const fresh = await loadGrammar(id, { read: installedGrammarFiles.read });
      const grammar = await testGrammar(id);
      fc.assert(
        fc.property(fc.array(edit, { maxLength: 4 }), (edits) => {
          let text: string = samples[id];
          grammar.parse(text);
          for (const { at, length, insert } of edits) {
            const start = Math.floor(at * text.length);
            text = text.slice(0, start) + insert + text.slice(start + length);
            const read = grammar.parse(text);
            // A text that shares nothing makes the other parser forget the one before.
            fresh.parse('');
            assert.equal(outline(read.root), outline(fresh.parse(text).root));
          }
        }),
        { seed: 7, numRuns: 150 },
      );
    });
  }
});
