// The files around a text, on a real file system.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fileSource } from './file-source';

describe('file source', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'berth-files-'));
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'b b.yaml'), 'b');
    writeFileSync(join(folder, 'a.yaml'), 'a');
    symlinkSync('loop', join(folder, 'loop'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('answers paths and URIs, and knows nothing of what is not there', () => {
    const paths = fileSource({ by: 'paths', steady: true });
    assert.deepEqual(paths.names(folder), ['a.yaml', 'b b.yaml']);
    assert.equal(paths.text(join(folder, 'a.yaml')), 'a');
    for (const missing of ['gone', 'sub', 'loop', 'sub/x', 'a.yaml/x', '\0'])
      assert.equal(paths.text(join(folder, missing)), undefined, missing);
    for (const endless of ['/dev/zero', '/dev/stdin']) assert.equal(paths.text(endless), undefined, endless);
    assert.deepEqual(paths.names(join(folder, 'gone')), []);
    const uris = fileSource({ by: 'uris', steady: false });
    assert.equal(uris.text(`${pathToFileURL(folder).href}/b%20b.yaml`), 'b');
    for (const other of [
      'untitled:Untitled-1',
      join(folder, 'a.yaml'),
      'git:/x',
      'file://%',
      'vscode-vfs://github/x',
    ])
      assert.equal(uris.text(other), undefined, other);
    assert.deepEqual(uris.names(''), []);
  });

  it('sees changes unless it is steady', () => {
    const file = join(folder, 'a.yaml');
    const steady = fileSource({ by: 'paths', steady: true });
    const lively = fileSource({ by: 'paths', steady: false });
    assert.deepEqual([steady.text(file), lively.text(file)], ['a', 'a']);
    writeFileSync(file, 'changed');
    assert.deepEqual([steady.text(file), lively.text(file)], ['a', 'changed']);
    rmSync(file);
    assert.deepEqual([steady.text(file), lively.text(file)], ['a', undefined]);
  });
});
