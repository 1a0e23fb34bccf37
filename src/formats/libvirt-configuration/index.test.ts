// What is tricky about libvirt's configuration: what is only shown, who is meant by a setting, and changes written back.
import assert from 'node:assert/strict';
import type { HypervisorHost } from '../../core/declaration';
import { applyEdits } from '../../core/edit';
import type { Fact } from '../../core/fact';
import type { Change } from '../../core/format';
import configuration from './index';
import { parseConfiguration } from './parse';
import recognition from './recognition';

const hostOf = (text: string, path = 'libvirtd.conf'): HypervisorHost => {
  const [host] = configuration.read(text, path).declarations ?? [];
  return host?.kind === 'hypervisor-host' ? host : assert.fail('no host');
};
const short = (fact: Fact<unknown>): string =>
  fact.state === 'unknown' ? '?' : `${String(fact.value)} ${fact.state}`;

describe('libvirt configuration', () => {
  it('is recognised by name, or by settings behind a name like it', () => {
    for (const path of [
      '/etc/libvirt/libvirtd.conf',
      'virtproxyd.conf',
      'virtqemud.conf',
      'etc/libvirt/qemu.conf',
    ])
      assert.ok(recognition.recognisesName(path), path);
    for (const path of ['qemu.conf', 'qemu-server/100.conf', 'libvirt.conf', 'virtualhost.conf', 'app.conf'])
      assert.ok(!recognition.recognisesName(path), path);
    assert.ok(recognition.mayHold('templates/qemu.conf.j2') && recognition.mayHold('libvirtd.conf.erb'));
    assert.ok(!recognition.mayHold('nginx.conf'));
    assert.ok(recognition.recognisesContent('# x\n#security_driver = "selinux"\n'));
    assert.ok(!recognition.recognisesContent('listen = 0.0.0.0\n[vnc]\nsecurity = "none"\n'));
  });

  it('says nothing that is commented out', () => {
    assert.deepEqual(
      configuration.read('#listen_tcp = 1\n#auth_tcp = "none"\n', 'libvirtd.conf').declarations,
      [],
    );
  });

  it('tells the daemon from the driver', () => {
    const daemon = hostOf('listen_tls = 0\nlisten_tcp = 0\n');
    assert.deepEqual([daemon.confinement, daemon.consoleAddress].map(short), ['?', '?']);
    assert.equal(daemon.listens.rest, undefined);
    const driver = hostOf('user = "qemu"\n', 'libvirt/qemu.conf');
    assert.deepEqual([driver.consoleAddress, driver.consoleLogin, driver.user].map(short), [
      '127.0.0.1 implied',
      'none implied',
      'qemu stated',
    ]);
    assert.notEqual(driver.listens.rest, undefined);
  });

  it('knows who may use the socket', () => {
    const open = (text: string): string => short(hostOf(text).openToAccounts);
    assert.equal(open('unix_sock_rw_perms = "0777"\nauth_unix_rw = "none"\n'), 'true stated');
    assert.equal(open('unix_sock_rw_perms = "0777"\nauth_unix_rw = "polkit"\n'), 'false stated');
    assert.equal(open('unix_sock_rw_perms = "0777"\n'), '?');
    assert.equal(open('unix_sock_rw_perms = "0770"\nauth_unix_rw = "none"\n'), 'false stated');
    assert.equal(open('auth_unix_rw = "none"\n'), '?');
    assert.equal(open('unix_sock_rw_perms = "rwx"\nauth_unix_rw = "none"\n'), '?');
  });

  it('takes the weakest way in', () => {
    const login = (text: string): string => short(hostOf(text).authentication);
    assert.equal(login('listen_tcp = 1\n'), 'sasl implied');
    assert.equal(login('listen_tcp = 1\nauth_tcp = "none"\n'), 'none stated');
    assert.equal(login('listen_tcp = 0\nauth_tcp = "none"\nlisten_tls = 1\n'), 'tls implied');
    assert.equal(login('listen_tls = 1\n'), 'tls implied');
    assert.equal(login('listen_tls = 1\ntls_no_verify_certificate = 1\nauth_tls = "sasl"\n'), 'sasl stated');
  });

  it('reads lists over lines, and goes on behind what is broken', () => {
    const { entries, problems } = parseConfiguration(
      'a = [ "x", # first\n  "y" ]\nb = [ "open",\nc = \'single\'\nd = """two\nlines"""\ne = 5 # five\n',
    );
    assert.deepEqual(
      entries.map(({ key, values }) => [key, ...values.map(({ text }) => text)]),
      [
        ['a', 'x', 'y'],
        ['c', 'single'],
        ['d', 'two\nlines'],
        ['e', '5'],
      ],
    );
    assert.equal(problems.length, 1);
  });

  it('takes time in proportion to the text, also for hostile ones', () => {
    for (const part of ['a = [\n', 'a = """\n', '"', '[', '#\n', 'a = [ "x",\n# y\n', ' \n', '{% x\n'])
      parseConfiguration(part.repeat(100_000));
  }).timeout(10_000);

  it('is edited line by line', () => {
    const text = 'listen_tcp = 1   # for the cluster\nauth_tcp = "none"\r\nvnc_listen = \'::\'\n';
    const { edits } = configuration.read(text, 'libvirtd.conf');
    const host = hostOf(text);
    const changed = (change: Change): string => applyEdits(text, edits(change) ?? assert.fail());
    const login = host.authentication.place ?? assert.fail();
    assert.equal(changed({ kind: 'replace', place: login, value: 'sasl' }), text.replace('"none"', '"sasl"'));
    assert.equal(changed({ kind: 'remove', place: login }), text.replace('auth_tcp = "none"\r\n', ''));
    const screens = host.consoleAddress.place ?? assert.fail();
    assert.equal(
      changed({ kind: 'bind', place: screens, address: '127.0.0.1' }),
      text.replace("'::'", '"127.0.0.1"'),
    );
    const [listening] = host.listens.items;
    assert.equal(
      changed({ kind: 'replace', place: listening?.place ?? assert.fail(), value: '0' }),
      text.replace('listen_tcp = 1', 'listen_tcp = 0'),
    );
  });

  it('is suppressed by a comment above a setting or behind it', () => {
    const text =
      '# berth-ignore vm-console-exposed -- lab\nvnc_listen = "0.0.0.0"\nuser = "root" # berth-ignore -- container\n';
    const { comments, statementAt } = configuration.read(text, 'qemu.conf');
    assert.deepEqual(
      comments.map(({ target }) => text.slice(target?.start, target?.end)),
      ['vnc_listen = "0.0.0.0"', 'user = "root"'],
    );
    const { start, end } = statementAt(text.indexOf('root'));
    assert.equal(text.slice(start, end), 'user = "root"');
  });
});
