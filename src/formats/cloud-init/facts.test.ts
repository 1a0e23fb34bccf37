// User data embedded in other formats, and the rules by which passwords, parts and updates are read.
import assert from 'node:assert/strict';
import { isKnown } from '../../core/fact';
import { decodedCode } from '../yaml/code';
import { parseYaml } from '../yaml/parse';
import { joinUserData, readUserData, type UserData, unreadUserData } from './facts';

const read = (text: string): UserData => readUserData({ text }, 'user-data');

const secretsOf = ({ secrets }: UserData): readonly string[] =>
  secrets.items.map(({ value: { name, quality } }) => `${name}: ${quality}`);

const packagesOf = ({ software }: UserData): readonly string[] =>
  software.packages.items.map(({ value }) => value);

describe('user data', () => {
  it('has its places in the file it is embedded in, whatever indents or quotes it', () => {
    const lines = '#cloud-config\npackages:\n  - nginx\nruncmd:\n  - apt-get install -y redis-server\n';
    const block = `spec:\n  userData: |\n${lines.replace(/^/gm, '    ')}`;
    const quoted = `userData: ${JSON.stringify(lines)}\n`;
    for (const text of [block, quoted]) {
      const pair = parseYaml(text).statements.find(({ value }) => value.kind === 'scalar');
      assert.ok(pair?.value.kind === 'scalar');
      const { software } = readUserData(decodedCode(text, pair.value), 'vm.yaml');
      const written = software.packages.items.map(({ place }) => {
        assert.equal(place?.path, 'vm.yaml');
        return text.slice(place.span.start, place.span.end);
      });
      assert.deepEqual(written, ['nginx', 'redis-server']);
    }
  });

  it('has its places behind a heredoc with pieces for its lines', () => {
    const text = 'user_data = <<-EOF\n    #!/bin/bash\n    apt-get install -y squid\n  EOF\n';
    const code = { text: '#!/bin/bash\napt-get install -y squid\n', pieces: [0, 23, 12, 39] };
    const [found] = readUserData(code, 'main.tf').software.packages.items;
    assert.equal(found?.place && text.slice(found.place.span.start, found.place.span.end), 'squid');
  });

  it('counts a password only where it opens the account', () => {
    const user = (settings: string): readonly string[] =>
      secretsOf(read(`#cloud-config\nusers:\n  - {name: ops, ${settings}}\n`));
    assert.deepEqual(user('plain_text_passwd: Regen-4-Bogen'), []);
    assert.deepEqual(user('plain_text_passwd: Regen-4-Bogen, lock_passwd: true'), []);
    assert.deepEqual(user('plain_text_passwd: Regen-4-Bogen, lock_passwd: false'), ['ops: literal']);
    assert.deepEqual(user('plain_text_passwd: Regen-4-Bogen, lock-passwd: no'), ['ops: literal']);
    assert.deepEqual(user('passwd: Regen-4-Bogen, lock_passwd: false'), []);
    assert.deepEqual(user('plain_text_passwd: $PASSWORD, lock_passwd: false'), []);
    assert.deepEqual(user('plain_text_passwd: <password>, lock_passwd: false'), ['ops: placeholder']);
  });

  it('a password that sshd refuses opens the console', () => {
    const text = '#cloud-config\npassword: ubuntu\n';
    assert.deepEqual(secretsOf(read(text)), ['default: well-known']);
    assert.deepEqual(secretsOf(read(`${text}ssh_pwauth: true\n`)), ['default: well-known']);
    assert.deepEqual(secretsOf(read(`${text}ssh_pwauth: no\n`)), ['console: default: well-known']);
  });

  it('the password of the image’s user needs that user', () => {
    const text = (users: string): string => `#cloud-config\npassword: ubuntu\n${users}`;
    assert.deepEqual(secretsOf(read(text('users: [{name: ops}]\n'))), []);
    assert.deepEqual(secretsOf(read(text('users: [default, {name: ops}]\n'))), ['default: well-known']);
    assert.deepEqual(secretsOf(read(text('user: {name: ops}\n'))), ['ops: well-known']);
    assert.deepEqual(secretsOf(read(text('user: ops\n'))), ['ops: well-known']);
  });

  it('reads a written file only where something runs it', () => {
    const text = (run: string): string =>
      `#cloud-config\nwrite_files:\n  - path: /opt/a.sh\n    content: |\n      apt-get install -y squid\nruncmd: [${run}]\n`;
    assert.deepEqual(packagesOf(read(text(''))), []);
    assert.deepEqual(packagesOf(read(text('/opt/a.sh'))), ['squid']);
    assert.deepEqual(packagesOf(read(text('[bash, -x, /opt/a.sh]'))), ['squid']);
    assert.deepEqual(packagesOf(read(text('"su ops -c /opt/a.sh"'))), ['squid']);
  });

  it('what is encoded or fetched leaves the rest open', () => {
    const encoded =
      '#cloud-config\nwrite_files: [{path: /a, encoding: b64, content: YXB0}]\nruncmd: [[sh, /a]]\n';
    assert.notEqual(read(encoded).software.packages.rest, undefined);
    assert.notEqual(read('#include\nhttps://example.org/a.yaml\n').secrets.rest, undefined);
    assert.notEqual(read('#!/usr/bin/python3\nprint(1)\n').software.services.rest, undefined);
    assert.notEqual(read('H4sIAAAAAAAA').software.packages.rest, undefined);
    assert.notEqual(unreadUserData().provisioners.rest, undefined);
    assert.equal(read('#cloud-config\npackages: []\n').software.packages.rest, undefined);
    assert.equal(read('').software.packages.rest, undefined);
  });

  it('joins several pieces', () => {
    const joined = joinUserData(
      read('#cloud-config\nhostname: a\npackages: [squid]\npackage_upgrade: false\n'),
      read('#cloud-config\npackages: [nginx]\n'),
    );
    assert.deepEqual(packagesOf(joined), ['squid', 'nginx']);
    assert.ok(isKnown(joined.name) && isKnown(joined.automaticUpdates));
  });

  it('takes little time for hostile text', () => {
    const start = performance.now();
    for (const text of [
      `#cloud-config\na: &a |\n${'  apt-get install x\n'.repeat(5000)}runcmd: [${'*a,'.repeat(5000)}]`,
      `#cloud-config\nchpasswd:\n  list: "${'a:b '.repeat(50_000)}"`,
      `#cloud-config\nx: &x [a, a]\ny: &y [*x, *x]\nruncmd: [${'[*y, *y],'.repeat(5000)}]`,
      `Content-Type: multipart/mixed; boundary="a"\n\n${'--a\n'.repeat(20_000)}`,
      `#cloud-config\n${'#'.repeat(100_000)}\n${'${'.repeat(50_000)}`,
    ])
      read(text);
    assert.ok(performance.now() - start < 5000);
  });
});
