// Engine configurations: which files they are, what they say, and how they are edited.
import assert from 'node:assert/strict';
import { applyEdits } from '../../core/edit';
import { type Fact, type Facts, isKnown, none } from '../../core/fact';
import type { Change, Setting } from '../../core/format';
import daemonJson from './index';
import recognition from './recognition';

const path = '/etc/docker/daemon.json';
const read = (text: string, where = path) => {
  const [declaration] = daemonJson.read(text, where).declarations;
  return declaration ?? assert.fail('no declaration');
};
const short = (fact: Fact<unknown>): unknown => (isKnown(fact) ? [fact.value, fact.state] : 'unknown');
const items = (facts: Facts<unknown>): unknown[] => facts.items.map(({ value }) => value);

describe('daemon.json', () => {
  it('is recognised by place, or by name and settings', () => {
    assert.ok(recognition.recognisesName(path));
    assert.ok(recognition.recognisesName('C:/ProgramData/docker/config/daemon.json'));
    assert.ok(!recognition.recognisesName('node_modules/x/daemon.json'));
    assert.ok(recognition.mayHold('roles/docker/files/daemon.json'));
    assert.ok(recognition.recognisesContent('{"log-driver": "local"}'));
    assert.ok(!recognition.recognisesContent('{"port": 1, "hosts": []}'));
  });

  it('has the documented defaults where it says nothing', () => {
    const engine = read('{}');
    assert.deepEqual(short(engine.userNamespaces), [false, 'implied']);
    assert.deepEqual(short(engine.noNewPrivileges), [false, 'implied']);
    assert.deepEqual(short(engine.seccomp), ['default', 'implied']);
    assert.deepEqual(short(engine.defaultRuntime), ['runc', 'implied']);
    assert.deepEqual(short(engine.logging), [{ driver: 'json-file', limited: false }, 'implied']);
    assert.deepEqual(short(engine.liveRestore), [false, 'implied']);
    assert.deepEqual(short(engine.rootless), 'unknown');
    assert.ok(!none(engine.listens));
    assert.deepEqual(short(read('{}', '/home/a/.config/docker/daemon.json').rootless), [true, 'implied']);
  });

  it('says what it says', () => {
    const engine = read(`{
      "userns-remap": "default", "no-new-privileges": true, "seccomp-profile": "unconfined",
      "selinux-enabled": true, "default-runtime": "runsc", "runtimes": { "runsc": { "path": "/usr/bin/runsc" } },
      "log-driver": "json-file", "log-opts": { "max-size": "10m" }, "live-restore": true,
      "hosts": ["unix:///var/run/docker.sock", "tcp://0.0.0.0:2376"], "tlsverify": true
    }`);
    assert.deepEqual(short(engine.userNamespaces), [true, 'stated']);
    assert.deepEqual(short(engine.noNewPrivileges), [true, 'stated']);
    assert.deepEqual(short(engine.seccomp), ['unconfined', 'stated']);
    assert.deepEqual(short(engine.selinux), [true, 'stated']);
    assert.deepEqual(short(engine.defaultRuntime), ['runsc', 'stated']);
    assert.deepEqual(items(engine.runtimes), ['runsc', 'runc']);
    assert.deepEqual(short(engine.logging), [{ driver: 'json-file', limited: true }, 'stated']);
    assert.deepEqual(items(engine.listens), ['unix:///var/run/docker.sock', 'tcp://0.0.0.0:2376']);
    assert.deepEqual(short(engine.verifiesClients), [true, 'stated']);
    assert.deepEqual(short(engine.liveRestore), [true, 'stated']);
    assert.deepEqual(short(read('{"userns-remap": ""}').userNamespaces), [false, 'stated']);
    assert.deepEqual(short(read('{"userns-remap": 5, "icc": false}').userNamespaces), 'unknown');
  });

  it('claims nothing about what a broken file may have lost', () => {
    const engine = read('{"live-restore": true, "log-driver": ');
    assert.deepEqual(short(engine.liveRestore), [true, 'stated']);
    assert.deepEqual(short(engine.userNamespaces), 'unknown');
    assert.deepEqual(short(engine.logging), 'unknown');
  });

  it('is read from every beginning, with places inside', () => {
    const text =
      '{"hosts": ["tcp://0.0.0.0:2375"], "log-opts": {"max-size": "5m"}, // x\n "userns-remap": "a"}';
    for (let end = 0; end <= text.length; end++) {
      const { declarations, problems } = daemonJson.read(text.slice(0, end), path);
      for (const { place, body } of declarations) assert.ok(place.span.end <= end && body.span.end <= end);
      for (const { span } of problems) assert.ok(span.end <= end);
    }
  });

  it('is edited without touching the rest', () => {
    const changed = (text: string, change: Change): string | undefined => {
      const edits = daemonJson.read(text, path).edits(change);
      return edits === undefined ? undefined : applyEdits(text, edits);
    };
    const set = (text: string, setting: Setting) =>
      changed(text, { kind: 'set', workload: `${path}#engine`, setting });
    const rotation: Setting = { name: 'logRotation', value: { size: '10m', files: 3 } };
    assert.equal(
      set('{\n  "debug": true\n}\n', rotation),
      '{\n  "debug": true,\n  "log-opts": { "max-size": "10m", "max-file": "3" }\n}\n',
    );
    assert.equal(
      set('{"log-opts": {"max-file": "2"}}', rotation),
      '{"log-opts": {"max-file": "2", "max-size": "10m"}}',
    );
    assert.equal(set('{}', { name: 'noNewPrivileges', value: true }), '{\n  "no-new-privileges": true\n}');
    assert.equal(set('{"a": ', { name: 'noNewPrivileges', value: true }), undefined);
    assert.equal(set('{}', { name: 'userNamespaces', value: true }), undefined);
    const text = '{"no-new-privileges": false, "debug": true}';
    const place = read(text).noNewPrivileges.place ?? assert.fail();
    assert.equal(changed(text, { kind: 'remove', place }), '{"debug": true}');
    assert.equal(
      changed(text, { kind: 'replace', place, value: 'true' }),
      '{"no-new-privileges": true, "debug": true}',
    );
  });
});
