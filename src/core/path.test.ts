// Paths as text: relative, absolute and URIs.
import assert from 'node:assert/strict';
import { isConfiguration } from './configuration-name';
import { fileNameOf, folderAbove, folderOf, resolvePath } from './path';

describe('paths', () => {
  const cases: [folder: string, reference: string, expected: string][] = [
    ['', 'Dockerfile', 'Dockerfile'],
    ['', '.', ''],
    ['', '..', '..'],
    ['..', '..', '../..'],
    ['../shop', '../web/x', '../web/x'],
    ['shop', './web/../Dockerfile', 'shop/Dockerfile'],
    ['shop', '/srv/app', '/srv/app'],
    ['/', '..', '/'],
    ['/', 'a', '/a'],
    ['/srv', '../../..', '/'],
    ['file:///srv/my%20shop', '../a b', 'file:///srv/a%20b'],
    ['file:///srv', '/etc/x', 'file:///etc/x'],
    ['file://', 'x', 'file:///x'],
    ['vscode-vfs://github/o/r', '..', 'vscode-vfs://github/o'],
  ];
  for (const [folder, reference, expected] of cases)
    it(`${reference} in "${folder}" is "${expected}"`, () =>
      assert.equal(resolvePath(folder, reference), expected));

  it('have a folder above, the one that two dots lead to', () => {
    for (const folder of [
      '',
      '..',
      '../..',
      '.',
      'a',
      'a/b',
      'a/./b',
      'a/..',
      '/',
      '/a',
      '/a/b',
      '/a//b',
      '../a',
      'file:///a/b',
    ])
      assert.equal(folderAbove(folder), resolvePath(folder, '..'), folder);
  });

  it('of a configuration are known by the name alone', () => {
    for (const path of ['berth.yaml', 'a/berth.yml', 'file:///c%3A/x/berth.yaml'])
      assert.ok(isConfiguration(path));
    for (const path of ['my-berth.yaml', 'berth.yaml.bak', 'berth/compose.yaml'])
      assert.ok(!isConfiguration(path));
  });

  it('have a folder and a name', () => {
    assert.deepEqual(['a', '/a', 'x/y/z', 'file:///x/y'].map(folderOf), ['', '/', 'x/y', 'file:///x']);
    assert.deepEqual(['a', '/a', 'x/y/z'].map(fileNameOf), ['a', 'a', 'z']);
  });
});
