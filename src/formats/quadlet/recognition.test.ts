// Which files are Quadlet units.
import assert from 'node:assert/strict';
import recognition from './recognition';

describe('recognising Quadlet units', () => {
  const isUnit = (path: string, head: string): boolean =>
    recognition.recognisesName(path) || (recognition.mayHold(path) && recognition.recognisesContent(head));

  it('by suffix and section', () => {
    assert.ok(isUnit('shop.container', '[Unit]\nDescription=x\n\n[Container]\nImage=a\n'));
    assert.ok(isUnit('a/b@.container', '# c\r\n  [Container]\r\nImage=a\r\n'));
    assert.ok(isUnit('x.pod', '[Pod]\n'));
    assert.ok(isUnit('x.kube', '[Kube]\nYaml=a.yml\n'));
    assert.ok(isUnit('x.volume', '[Volume]\n'));
    assert.ok(isUnit('x.build', '[Build]\n'));
    assert.ok(isUnit('x.network', '[Network]\nSubnet=10.0.0.0/24\n'));
    assert.ok(isUnit('x.image', '[Image]\nImage=a\n'));
  });

  it('drop-ins by their folder', () => {
    assert.ok(isUnit('a/shop.container.d/10-x.conf', ''));
    assert.ok(isUnit('container.d/10-x.conf', ''));
    assert.ok(!isUnit('shop.service.d/10-x.conf', '[Service]\n'));
  });

  it('and not other files', () => {
    assert.ok(!isUnit('20-wired.network', '[Match]\nName=en*\n\n[Network]\nDHCP=yes\n'));
    assert.ok(!isUnit('x.service', '[Container]\n'));
    assert.ok(!isUnit('x.container', 'class Container {}'));
    assert.ok(!isUnit('x.image', ''));
  });
});
