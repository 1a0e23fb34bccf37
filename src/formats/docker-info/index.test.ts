// Saved reports of engines: JSON, text, and both kinds of commands in one file.
import assert from 'node:assert/strict';
import type { EngineDeclaration } from '../../core/declaration';
import { type Fact, type Facts, isKnown } from '../../core/fact';
import { postureFrom } from '../../runtime/engine';
import dockerInfo from './index';
import recognition from './recognition';

const info = {
  ServerVersion: '24.0.7',
  SecurityOptions: ['name=apparmor', 'name=seccomp,profile=builtin', 'name=rootless'],
  OperatingSystem: 'Debian GNU/Linux 12',
  KernelVersion: '6.1.0-13-amd64',
  DefaultRuntime: 'runc',
  Runtimes: { runsc: { path: 'runsc' }, runc: { path: 'runc' } },
  RuncCommit: { ID: 'v1.1.9-0-gccaecfc', Expected: '' },
  LoggingDriver: 'json-file',
  LiveRestoreEnabled: true,
  Warnings: ['WARNING: API is accessible on http://0.0.0.0:2375 without encryption.'],
};
const version = {
  Client: { Version: '26.0.0' },
  Server: {
    MinAPIVersion: '1.12',
    Components: [
      { Name: 'Engine', Version: '24.0.7' },
      { Name: 'containerd', Version: '1.6.24' },
      { Name: 'runc', Version: '1.1.9' },
    ],
  },
};

const text = `Client: Docker Engine - Community
 Version:    27.0.1
 Context:    default

Server:
 Containers: 4
  Running: 1
 Server Version: 24.0.7
 Storage Driver: overlay2
 Logging Driver: journald
 Cgroup Version: 2
 Runtimes: io.containerd.runc.v2 runc runsc
 Default Runtime: runc
 runc version: v1.1.9-0-gccaecfc
 Security Options:
  apparmor
  seccomp
   WARNING: You're not using the default seccomp profile
   Profile: unconfined
  userns
 Kernel Version: 6.6.16-linuxkit
 Operating System: Docker Desktop
 Live Restore Enabled: false

WARNING: API is accessible on http://127.0.0.1:2375 without encryption.
`;

function read(content: string): EngineDeclaration {
  const [declaration] = dockerInfo.read(content, 'docker-info.json').declarations ?? [];
  return declaration?.kind === 'engine' ? declaration : assert.fail('no declaration');
}
const value = (fact: Fact<unknown>): unknown => (isKnown(fact) ? fact.value : 'unknown');
const items = (facts: Facts<unknown>): unknown[] => facts.items.map((item) => item.value);

describe('reports of engines', () => {
  it('are recognised by their content', () => {
    assert.ok(recognition.recognisesContent(JSON.stringify(info)));
    assert.ok(recognition.recognisesContent(JSON.stringify(version)));
    assert.ok(recognition.recognisesContent(text));
    assert.ok(!recognition.recognisesContent('{"ServerVersion": "1"}'));
    assert.ok(!recognition.recognisesContent('Server Version: 1'));
    assert.ok(recognition.mayHold('reports/docker-info.txt'));
    assert.ok(!recognition.mayHold('package.json'));
  });

  it('say the same as a live answer', () => {
    const engine = read(JSON.stringify(info));
    const live = postureFrom(info, version.Server, 'x');
    assert.equal(value(engine.rootless), live.rootless);
    assert.equal(value(engine.userNamespaces), live.userNamespaces);
    assert.equal(value(engine.appArmor), live.appArmor);
    assert.equal(value(engine.selinux), live.selinux);
    assert.equal(value(engine.kernel), live.kernel);
    assert.equal(value(engine.operatingSystem), live.operatingSystem);
    assert.equal(value(engine.defaultRuntime), live.defaultRuntime);
    assert.equal(value(engine.liveRestore), live.liveRestore);
    assert.deepEqual(items(engine.runtimes).toSorted(), live.runtimes);
  });

  it('give versions, profile and warnings from JSON', () => {
    const engine = read(JSON.stringify(info, null, 2));
    assert.equal(value(engine.version), 'Docker Engine 24.0.7');
    assert.equal(value(engine.runtimeVersion), '1.1.9-0-gccaecfc');
    assert.equal(value(engine.seccomp), 'default');
    assert.equal(value(engine.noNewPrivileges), false);
    assert.equal(value(engine.logging), 'unknown');
    assert.deepEqual(items(engine.listens), ['tcp://0.0.0.0:2375']);
    assert.equal(value(engine.verifiesClients), false);
  });

  it('are put together from two commands, one after the other or in one object', () => {
    for (const content of [
      `${JSON.stringify(info)}\n${JSON.stringify(version)}\n`,
      JSON.stringify({ info, version }),
    ]) {
      const { problems } = dockerInfo.read(content, 'docker-info.json');
      assert.deepEqual(problems, []);
      assert.equal(value(read(content).runtimeVersion), '1.1.9');
      assert.equal(value(read(content).liveRestore), true);
    }
    const alone = read(JSON.stringify(version));
    assert.equal(value(alone.version), 'Docker Engine 24.0.7');
    assert.equal(value(alone.rootless), 'unknown');
  });

  it('are read from text', () => {
    const engine = read(text);
    assert.equal(value(engine.version), 'Docker Engine 24.0.7');
    assert.equal(value(engine.runtimeVersion), '1.1.9-0-gccaecfc');
    assert.equal(value(engine.seccomp), 'unconfined');
    assert.equal(value(engine.appArmor), true);
    assert.equal(value(engine.rootless), false);
    assert.equal(value(engine.userNamespaces), true);
    assert.equal(value(engine.operatingSystem), 'Docker Desktop');
    assert.deepEqual(items(engine.runtimes), ['io.containerd.runc.v2', 'runc', 'runsc']);
    assert.deepEqual(value(engine.logging), { driver: 'journald', limited: true });
    assert.deepEqual(items(engine.listens), ['tcp://127.0.0.1:2375']);
    const { place } = engine.version;
    assert.equal(text.slice(place?.span.start, place?.span.end), 'Server Version: 24.0.7');
  });

  it('are read from every beginning, with places inside', () => {
    for (const whole of [text, JSON.stringify({ info, version }, null, 1)]) {
      for (let end = 0; end <= whole.length; end++) {
        const { declarations = [], problems } = dockerInfo.read(whole.slice(0, end), 'x.json');
        for (const { place, body } of declarations) assert.ok(place.span.end <= end && body.span.end <= end);
        for (const { span } of problems) assert.ok(span.end <= end);
      }
    }
  });
});
