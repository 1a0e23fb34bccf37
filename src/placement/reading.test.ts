// What criteria and gates read from a workload: the parts that no example shows.
import assert from 'node:assert/strict';
import { complete, incomplete, notExpressible, unknown } from '../core/fact';
import type { ContainerWorkload } from '../core/workload';
import {
  carriesEngine,
  foreignCode,
  portablePayload,
  provisioningOf,
  stateOf,
  stockProduct,
  supportOf,
  wholeSystem,
} from './reading';
import { container, installs, lists, machine, ownService, says, service, unreadScript } from './testing';

const today = '2026-11-21';

describe('supportOf', () => {
  it('counts the years since general support ended, half of them while reduced support lasts', () => {
    const over = (box: string): number =>
      Math.round((supportOf(machine('m', box), today)?.yearsOver ?? 0) * 10) / 10;
    assert.equal(over('bento/centos-6.10'), 6);
    assert.equal(over('ubuntu/focal64'), 0.7);
    assert.ok(over('ubuntu/noble64') < 0);
  });

  it('is silent about a release it does not know', () => {
    assert.equal(supportOf(machine('m', 'example/box'), today), undefined);
  });
});

describe('wholeSystem', () => {
  const starts = (...words: readonly string[]): ContainerWorkload =>
    container('c', { command: says({ form: 'exec', words }) });

  it('sees an init system as the program', () => {
    assert.ok(wholeSystem(starts('/lib/systemd/systemd', '--system')));
    assert.ok(wholeSystem(starts('/usr/sbin/init')));
    assert.ok(wholeSystem(service('s', 'jrei/systemd-debian:12')));
  });

  it('is not fooled by other programs', () => {
    assert.equal(wholeSystem(starts('/usr/bin/tini', '--', 'app')), undefined);
    assert.equal(wholeSystem(starts('initdb')), undefined);
    assert.equal(wholeSystem(service('s', 'lscr.io/linuxserver/wireguard')), undefined);
  });
});

describe('provisioningOf', () => {
  const unread = unknown({ en: 'A script decides it.', de: 'Ein Skript entscheidet es.' });

  it('tells a tool from a script, and a script that was read from one that was not', () => {
    const kind = (more: Parameters<typeof machine>[2]) =>
      provisioningOf(machine('m', 'debian/trixie64', more))?.kind;
    assert.equal(kind({ provisioners: lists('ansible') }), 'managed');
    assert.equal(kind({ software: installs({ packages: ['nginx'] }) }), 'inline');
    assert.equal(kind({ software: unreadScript }), 'elsewhere');
    const listed = installs({ packages: ['nginx'] });
    const part = { ...listed, packages: incomplete(listed.packages.items, unread) };
    assert.equal(kind({ software: part }), 'elsewhere');
    assert.equal(kind({ provisioners: lists('unheard-of') }), 'elsewhere');
    assert.equal(kind({ software: installs({}) }), undefined);
  });

  it('is silent where the file cannot say it', () => {
    assert.equal(provisioningOf(machine('m', 'debian/trixie64')), undefined);
  });

  it('calls a payload portable only when all of it is listed', () => {
    const packages = lists('nginx');
    const listed = installs({ packages: ['nginx'] });
    const part = { ...listed, packages: incomplete(packages.items, unread) };
    assert.equal(portablePayload(machine('m', 'debian/trixie64', { software: listed })), true);
    assert.equal(portablePayload(machine('m', 'debian/trixie64', { software: part })), false);
    assert.equal(
      portablePayload(machine('m', 'debian/trixie64', { software: listed, provisioners: lists('ansible') })),
      false,
    );
  });
});

describe('carriesEngine', () => {
  it('knows engines by package, service and tool', () => {
    const carries = (more: Parameters<typeof machine>[2]) =>
      carriesEngine(machine('m', 'debian/trixie64', more));
    assert.ok(carries({ software: installs({ packages: ['docker.io'] }) }));
    assert.ok(carries({ software: installs({ services: ['kubelet'] }) }));
    assert.ok(carries({ provisioners: lists('docker') }));
    assert.equal(carries({ software: installs({ packages: ['docker-doc'] }) }), undefined);
  });

  it('takes a name or a distribution for a hint', () => {
    assert.ok(carriesEngine(machine('dokku', 'bento/ubuntu-24.04')));
    assert.ok(carriesEngine(machine('m', 'fedora-coreos-42')));
    assert.equal(carriesEngine(machine('web', 'bento/ubuntu-24.04')), undefined);
    assert.equal(carriesEngine(machine('docker', 'gusztavvargadr/windows-10')), undefined);
  });
});

describe('foreignCode', () => {
  const state = (name: string, image: string) => foreignCode(service(name, image))?.state;

  it('takes judges for granted, asks about runners, and only doubts names', () => {
    assert.equal(state('a', 'judge0/judge0'), 'met');
    assert.equal(state('a', 'ghcr.io/actions/actions-runner'), 'undecidable');
    assert.equal(state('a', 'example/gitlab-runner'), 'undecidable');
    assert.equal(state('test-runner', 'example/app'), 'open');
    assert.equal(state('api', 'example/app'), undefined);
    assert.equal(state('prejudge', 'example/app'), undefined);
    assert.equal(state('executive', 'example/app'), undefined);
    assert.equal(state('a', 'quay.io/jupyter/base-notebook'), 'undecidable');
  });
});

describe('stateOf', () => {
  const e = (workload: Parameters<typeof stateOf>[0]) => stateOf(workload)?.e;
  const data = { kind: 'volume', source: 'data', target: '/data', readOnly: false } as const;

  it('weighs databases, volumes and caches differently', () => {
    assert.equal(e(service('db', 'postgres:17')), -0.5);
    assert.equal(e(service('cache', 'redis:7')), 0.5);
    assert.equal(e(service('cache', 'redis:7', { mounts: lists(data) })), -0.5);
    assert.equal(e(ownService('api', { mounts: lists(data) })), -0.3);
    assert.equal(e(ownService('api', { mounts: lists({ ...data, readOnly: true }) })), 0.5);
    assert.equal(
      e(machine('m', 'debian/trixie64', { software: installs({ packages: ['mysql-server'] }) })),
      -0.5,
    );
  });

  it('is silent where mounts are not known', () => {
    assert.equal(e(container('c', { mounts: incomplete([], notExpressible) })), undefined);
    assert.equal(e(container('c', { role: 'image', mounts: complete([]) })), undefined);
  });
});

describe('stockProduct', () => {
  it('is a known image that the project does not build', () => {
    assert.equal(stockProduct(service('web', 'nginx:1.29'))?.name, 'nginx:1.29');
    assert.equal(stockProduct(service('web', 'nginx:1.29', { builtHere: says(true) })), undefined);
    assert.equal(stockProduct(service('web', 'example/web:1')), undefined);
  });
});
