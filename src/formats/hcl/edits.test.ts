// Statements put into blocks and taken out of them: lines, indentation and comments stay as they are.
import assert from 'node:assert/strict';
import { applyEdits } from '../../core/edit';
import { remove, setAttribute } from './edits';
import { parseHcl } from './parse';
import { blocks } from './tree';

/** The text with an attribute set in its last block. */
function set(text: string, name: string, value: string): string | undefined {
  const file = parseHcl(text);
  const block = blocks(file.body).at(-1);
  assert.ok(block);
  const edit = setAttribute(file, block, name, value);
  return edit === undefined ? undefined : applyEdits(text, [edit]);
}

/** The text without the statement that reads like this. */
function without(text: string, statement: string): string | undefined {
  const file = parseHcl(text);
  const found = file.statements.find(({ span }) => text.slice(span.start, span.end) === statement);
  assert.ok(found, statement);
  const edits = remove(file, found);
  return edits === undefined ? undefined : applyEdits(text, [...edits]);
}

describe('setting attributes in HCL', () => {
  it('replaces a literal, and nothing else', () => {
    assert.equal(set('a {\n  b = 1 # c\n}\n', 'b', '2'), 'a {\n  b = 2 # c\n}\n');
    assert.equal(set('a {\n  b = "x"\n}\n', 'b', '"y"'), 'a {\n  b = "y"\n}\n');
    assert.equal(set('a {\n  b = var.c\n}\n', 'b', '2'), undefined);
  });

  it('adds a line behind the last attribute, indented like it', () => {
    assert.equal(
      set('a {\n\tb = 1 # c\n\n\td {\n\t}\n}\n', 'e', '2'),
      'a {\n\tb = 1 # c\n\te = 2\n\n\td {\n\t}\n}\n',
    );
    assert.equal(set('a {\r\n    b = 1\r\n}\r\n', 'e', '2'), 'a {\r\n    b = 1\r\n    e = 2\r\n}\r\n');
    assert.equal(set('a {\n}\n', 'e', '2'), 'a {\n  e = 2\n}\n');
    assert.equal(set('a {\n  b = <<E\n}\nE\n}\n', 'e', '2'), 'a {\n  b = <<E\n}\nE\n  e = 2\n}\n');
  });

  it('gives a block of one line lines of its own', () => {
    assert.equal(set('a "b" {}\n', 'e', '2'), 'a "b" {\n  e = 2\n}\n');
    assert.equal(set('a { b = "http://c" }\n', 'e', '2'), 'a {\n  b = "http://c"\n  e = 2\n}\n');
  });

  it('leaves alone what is broken, or would end in a comment', () => {
    assert.equal(set('a {\n  b = 1\n', 'e', '2'), undefined);
    assert.equal(set('a {\n  b = 1 /* c\n  d */\n}\n', 'e', '2'), undefined);
    assert.equal(set('a { /* b */ }\n', 'e', '2'), undefined);
  });
});

describe('removing statements of HCL', () => {
  it('takes the whole line, or only its part', () => {
    assert.equal(without('a {\n  b = 1\n  c = 2\n}\n', 'b = 1'), 'a {\n  c = 2\n}\n');
    assert.equal(without('a {\n  b = 1 # why\n}\n', 'b = 1'), 'a {\n  # why\n}\n');
    assert.equal(without('a { b = 1 }\n', 'b = 1'), 'a { }\n');
  });

  it('keeps lists and objects in order', () => {
    assert.equal(without('a = [1, 2, 3]\n', '1'), 'a = [2, 3]\n');
    assert.equal(without('a = [1, 2, 3]\n', '3'), 'a = [1, 2]\n');
    assert.equal(without('a = [\n  1,\n  2\n]\n', '2'), 'a = [\n  1,\n]\n');
    assert.equal(without('a = {\n  b = 1\n  c = 2\n}\n', 'c = 2'), 'a = {\n  b = 1\n}\n');
  });
});
