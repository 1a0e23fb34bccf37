// Host paths: spellings, exactness of the sensitive list, harmless paths, sockets and directories that hold them.

import assert from 'node:assert/strict';
import { engineSocketAt, hostPathOf, normalizeHostPath } from './host-paths';

describe('normalizeHostPath', () => {
  const cases: Readonly<Record<string, string>> = {
    '/etc//ssl/./certs/': '/etc/ssl/certs',
    '/var/run/docker.sock': '/run/docker.sock',
    '/a/../../etc': '/etc',
    '../x': '../x',
    './x/..': '',
    '/': '/',
    $HOME: '~',
    '${HOME}/.ssh': '~/.ssh',
    $HOMES: '$HOMES',
    '${XDG_RUNTIME_DIR:-/run/user/1000}/podman': '$XDG_RUNTIME_DIR/podman',
    '${localEnv:XDG_RUNTIME_DIR}/docker.sock': '$XDG_RUNTIME_DIR/docker.sock',
    '${localEnv:HOME}/.ssh': '~/.ssh',
    '%t/podman/podman.sock': '$XDG_RUNTIME_DIR/podman/podman.sock',
    '%h/data': '~/data',
    '%template': '%template',
    'C:\\': 'c:/',
    'C:\\Windows\\System32': 'c:/windows/system32',
    '\\\\.\\pipe\\docker_engine': '//./pipe/docker_engine',
    'npipe:////./pipe/docker_engine': '//./pipe/docker_engine',
    '': '',
  };
  for (const [path, expected] of Object.entries(cases)) {
    it(`writes ${JSON.stringify(path)} as ${JSON.stringify(expected)}`, () => {
      assert.equal(normalizeHostPath(path), expected);
    });
  }
});

describe('hostPathOf', () => {
  const kinds: Readonly<Record<string, string>> = {
    '/': 'sensitive',
    '/etc': 'sensitive',
    '/etc/': 'sensitive',
    '/etc/pihole': 'below-sensitive',
    '/etcetera': 'ordinary',
    '/lib/modules': 'below-sensitive',
    '/lib64': 'ordinary',
    '/var/lib/docker/containers': 'below-sensitive',
    '/var/lib/containers/storage': 'below-sensitive',
    '/var/lib': 'sensitive',
    '/var': 'sensitive',
    '/var/lib/mysql': 'ordinary',
    '/var/log': 'ordinary',
    '/home': 'sensitive',
    '/home/me/project': 'ordinary',
    '~': 'sensitive',
    '~/project': 'ordinary',
    '~/.ssh': 'below-sensitive',
    '~/.ssh/known_hosts': 'harmless',
    '/etc/localtime': 'harmless',
    '/etc/ssl/certs/ca.pem': 'harmless',
    '/etc/ssl/private': 'below-sensitive',
    '/sys/fs/cgroup': 'harmless',
    '/dev': 'sensitive',
    '/dev/shm': 'harmless',
    '/dev/ttyUSB0': 'device',
    '/srv/data': 'ordinary',
    './etc': 'ordinary',
    '/run/udev': 'ordinary',
    'C:\\': 'sensitive',
  };
  for (const [path, kind] of Object.entries(kinds)) {
    it(`finds ${path} ${kind}`, () => assert.equal(hostPathOf(path).kind, kind));
  }
});

describe('engineSocketAt', () => {
  const sockets: Readonly<Record<string, string>> = {
    '/var/run/docker.sock': 'socket docker',
    '/run/docker.sock': 'socket docker',
    '/tmp/my-docker.sock': 'socket docker',
    '/run/k3s/containerd/containerd.sock': 'socket containerd',
    '/var/run/crio/crio.sock': 'socket cri-o',
    '$XDG_RUNTIME_DIR/podman/podman.sock': 'socket podman rootless',
    '/run/user/1000/docker.sock': 'socket docker rootless',
    '\\\\.\\pipe\\docker_engine': 'socket docker',
    '//./pipe/dockerDesktopLinuxEngine': 'socket docker',
    '%t/podman/podman.sock': 'socket podman rootless',
    '%t': 'directory docker,podman rootless',
    '~/.docker/run/docker.sock': 'socket docker rootless',
    '/run/docker/containerd': 'directory containerd',
    '/': 'directory docker,containerd,cri-o,podman',
    '/var/run/': 'directory docker,containerd,cri-o,podman',
    $XDG_RUNTIME_DIR: 'directory docker,podman rootless',
    '/run/user/1000': 'directory docker,podman rootless',
    '/run/udev': '-',
    '/etc': '-',
    './docker.sock.d': '-',
    '/run/constructor': '-',
    constructor: '-',
  };
  for (const [path, expected] of Object.entries(sockets)) {
    it(`finds ${path}: ${expected}`, () => {
      const socket = engineSocketAt(path);
      const shown =
        socket && `${socket.exposes} ${socket.engines.join()}${socket.rootless ? ' rootless' : ''}`;
      assert.equal(shown ?? '-', expected);
    });
  }
});
