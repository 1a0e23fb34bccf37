// The small languages inside options and Compose values.
import assert from 'node:assert/strict';
import * as values from './values';

describe('option values', () => {
  it('byteSize follows Docker’s units', () => {
    const sizes: readonly (readonly [string, number | undefined])[] = [
      ['512m', 536870912],
      ['512M', 536870912],
      ['1.5gb', 1610612736],
      ['1GiB', 1073741824],
      ['2147483648', 2147483648],
      ['10b', 10],
      ['.5k', 512],
      ['64 MB', 67108864],
      ['0', 0],
      ['512Mi', undefined],
      ['lots', undefined],
      ['-1', undefined],
      ['', undefined],
    ];
    for (const [text, size] of sizes) assert.equal(values.byteSize(text), size, text);
  });

  it('words splits as a shell does', () => {
    assert.deepEqual(values.words(`a "b c" 'd "e' f\\ g "h\\"i" ''`), ['a', 'b c', 'd "e', 'f g', 'h"i', '']);
    assert.deepEqual(values.words('  '), []);
    assert.equal(values.words('echo "open'), undefined);
  });

  it('portParts takes short forms apart', () => {
    const parts: readonly (readonly [string, unknown])[] = [
      ['80', { container: '80', protocol: 'tcp' }],
      ['8080:80/udp', { host: '8080', container: '80', protocol: 'udp' }],
      ['127.0.0.1:8080:80', { address: '127.0.0.1', host: '8080', container: '80', protocol: 'tcp' }],
      ['127.0.0.1::80', { address: '127.0.0.1', container: '80', protocol: 'tcp' }],
      ['[::]:8080:80', { address: '::', host: '8080', container: '80', protocol: 'tcp' }],
      ['::1:6000:6001', { address: '::1', host: '6000', container: '6001', protocol: 'tcp' }],
      ['3000-3005:4000-4005', { host: '3000-3005', container: '4000-4005', protocol: 'tcp' }],
    ];
    for (const [text, expected] of parts) assert.deepEqual(values.portParts(text), expected, text);
    assert.deepEqual(values.portRange('3000-3005'), { first: 3000, last: 3005 });
    assert.deepEqual(values.portRange('22'), { first: 22 });
    for (const wrong of ['0', '65536', '9-8', 'http', ''])
      assert.equal(values.portRange(wrong), undefined, wrong);
  });

  it('volumeParts takes short forms apart, Windows drives included', () => {
    const parts: readonly (readonly [string, unknown])[] = [
      ['/data', { target: '/data', options: [] }],
      ['./a:/b:ro,z', { source: './a', target: '/b', options: ['ro', 'z'] }],
      ['C:\\a:/b', { source: 'C:\\a', target: '/b', options: [] }],
      ['c:/a:D:\\b:ro', { source: 'c:/a', target: 'D:\\b', options: ['ro'] }],
      ['a:b:c:d', undefined],
      ['a::b', undefined],
    ];
    for (const [text, expected] of parts) assert.deepEqual(values.volumeParts(text), expected, text);
    for (const path of ['/x', './x', '~/x', '~', '.', 'C:\\x', '\\\\.\\pipe\\p', '$HOME/x']) {
      assert.ok(values.isPath(path), path);
    }
    for (const name of ['data', 'my-volume', '$NAME']) assert.ok(!values.isPath(name), name);
  });

  it('isElsewhere knows what no folder of the project holds, isLimited which logs grow', () => {
    for (const path of ['https://x/y.git', 'git@x:y', 'oci://x/y', '~/x', 'C:\\x', 'github.com/x/y']) {
      assert.ok(values.isElsewhere(path), path);
    }
    for (const path of ['.', '../x', '/srv/x', 'a:b', 'x.yaml']) assert.ok(!values.isElsewhere(path), path);
    const logs = [
      ['json-file', ''],
      ['json-file', '-1'],
      ['json-file', '10m'],
      ['local', ''],
    ] as const;
    assert.deepEqual(
      logs.map(([driver, size]) => values.isLimited(driver, size)),
      [false, false, true, true],
    );
  });

  it('cpuSet counts, booleans and namespaces are read as Compose does', () => {
    assert.deepEqual(['0-3', '0,2', '1', '3-1', 'x'].map(values.cpuSet), [4, 2, 1, undefined, undefined]);
    assert.deepEqual(['true', 'YES', 'on', '1'].map(values.boolean), [true, true, true, true]);
    assert.deepEqual(['false', 'no', 'off', '0'].map(values.boolean), [false, false, false, false]);
    assert.equal(values.boolean('maybe'), undefined);
    const modes = ['host', 'service:db', 'container:x', 'private', 'none', ''].map(values.namespaceMode);
    assert.deepEqual(modes, ['host', 'other', 'other', 'own', 'own', undefined]);
  });
});
