// Which files are user data, and which only hold some.
import assert from 'node:assert/strict';
import { recogniseAmong } from '../recognise';
import { recognitions } from '../recognitions.generated';

const formatOf = (path: string, text: string): string | undefined =>
  recogniseAmong(recognitions, path, () => text)?.id;

describe('user data is recognised', () => {
  it('by name', () => {
    assert.equal(formatOf('http/user-data', '#!/bin/sh\n'), 'cloud-init');
    assert.equal(formatOf('seed/vendor-data', ''), 'cloud-init');
    assert.equal(formatOf('seed/meta-data', 'instance-id: a\n'), undefined);
  });

  it('by the first line that says what it is', () => {
    for (const [path, text] of [
      ['web.yaml', '#cloud-config\npackages: []\n'],
      ['web.yml', '\uFEFF#cloud-config\n'],
      ['web.yaml', '# Our web server.\n\n#cloud-config\n'],
      ['web.yaml.tftpl', '## template: jinja\n#cloud-config\n'],
      ['web.tpl', '%{ if debug ~}\n#cloud-config\n%{ endif ~}\n'],
      ['cloud-init.cfg', '#cloud-config\n'],
      ['parts.txt', '#cloud-config-archive\n- a\n'],
      ['http/autoinstall.yaml', 'autoinstall:\n  version: 1\n'],
      [
        'message.txt',
        'Content-Type: multipart/mixed; boundary="a"\n\n--a\nContent-Type: text/cloud-config\n\n#cloud-config\n',
      ],
    ] as const)
      assert.equal(formatOf(path, text), 'cloud-init', text);
  });

  it('not where it is embedded or only named', () => {
    for (const [path, text] of [
      ['vm.yaml', 'apiVersion: v1\nkind: Secret\nstringData:\n  userdata: |\n    #cloud-config\n'],
      ['compose.yaml', 'services:\n  web:\n    image: acme/web # not #cloud-config\n'],
      ['ci.yaml', 'packages:\n  - nginx\n#cloud-config\n'],
      ['notes.txt', 'A #cloud-config starts with this line.\n'],
      [
        'mail.txt',
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="a"\n\n--a\nContent-Type: text/plain\n\nHi\n',
      ],
    ] as const)
      assert.notEqual(formatOf(path, text), 'cloud-init', text);
  });
});
