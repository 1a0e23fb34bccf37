// Which files are Lima's.
import assert from 'node:assert/strict';
import { recogniseAmong } from '../recognise';
import { recognitions } from '../recognitions.generated';
import recognition from './recognition';

const recognised = (text: string, path = 'x.yaml') => recogniseAmong(recognitions, path, () => text)?.id;

describe('recognising Lima', () => {
  it('by name', () => {
    assert.equal(recognised('', '/home/a/.lima/default/lima.yaml'), 'lima');
    assert.ok(!recognition.recognisesName('colima.yaml'));
  });

  it('by keys that only its templates have', () => {
    for (const text of [
      'minimumLimaVersion: 2.0.0\n',
      'cpus: 2\nvmType: "vz"\n',
      'base: template:_images/ubuntu\n',
      'base:\n- template:_default/mounts\n',
      'base:\n- ./ours.yaml\n- template:_default/mounts\n',
      'base: ours.yaml\nprovision:\n# tools\n- mode: system\n  script: true\n',
      'ssh: {}\nprovision:\n- # why\n  mode: user\n',
      'base: ours.yaml\nportForwards:\n  - guestPort: 80\n',
      'base: [ "template:docker" ]\n',
      '# x\nimages:\n\n# pinned\n  - location: "https://example.org/a.qcow2"\n    arch: x86_64\n',
      'mounts:\r\n- location: "~"\r\n',
    ]) {
      assert.equal(recognised(text), 'lima', text);
    }
  });

  it('and not other files with such words', () => {
    for (const text of [
      'images:\n  - name: nginx\n    newTag: "1.27"\n',
      'images: []\n',
      'images:\nother:\n- location: a\n',
      'provision:\n- mode: fast\n',
      'vmType: Standard_D2\n',
      'base: ./other.yaml\n',
      'spec:\n  images:\n    - location: a\n',
      'mounts:\n  - type: bind\n',
      'locations:\n- location: a\n',
      'images:',
      '',
    ]) {
      assert.equal(recognised(text), undefined, text);
    }
    assert.equal(recognised('minimumLimaVersion: 2.0.0\n', 'x.toml'), undefined);
  });

  it('in linear time', () => {
    for (const text of ['\n'.repeat(65_536), 'images:\n'.repeat(8000), 'base:'.repeat(13_000)]) {
      assert.ok(!recognition.recognisesContent(text));
    }
  });
});
