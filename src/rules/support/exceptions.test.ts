// The exceptions of the rules: the same statement matters less, or not at all, for a workload it is meant for.
import assert from 'node:assert/strict';
import type { FormatId } from '../../core/format';
import { readExample, usualPath } from '../../formats/testing';
import { withImage } from '../../workspace/joins';
import { check } from '../check';
import { rules } from '../registry.generated';
import { contextOf, findingsOf } from '../testing';

async function severities(
  rule: string,
  format: FormatId,
  text: string,
  path = usualPath(format),
): Promise<string[]> {
  return (await findingsOf(rule, { format, text, path })).map(({ severity }) => severity);
}

/** A compose file with one service. */
function service(lines: string, image = 'acme/app:1.0', name = 'app'): string {
  const indented = lines.split('\n').map((line) => `    ${line}\n`);
  return `services:\n  ${name}:\n    image: ${image}\n${indented.join('')}`;
}

/** Rule, what it is about, the file, and the severities expected of it. */
type Case = readonly [rule: string, what: string, text: string, expected: readonly string[], path?: string];

const composeCases: readonly Case[] = [
  ['container-privileged', 'any service', service('privileged: true'), ['error']],
  ['container-privileged', 'an engine inside', service('privileged: true', 'docker:27-dind'), ['warning']],
  [
    'container-privileged',
    'a dev container',
    service('privileged: true'),
    ['warning'],
    '.devcontainer/docker-compose.yml',
  ],
  [
    'container-privileged',
    'systemd for development',
    service('privileged: true\ncommand: /sbin/init'),
    ['warning'],
    'compose.dev.yaml',
  ],
  [
    'container-privileged',
    'a merged statement that the service takes back',
    'x-base: &base\n  privileged: true\nservices:\n  app:\n    <<: *base\n    image: acme/app:1.0\n    privileged: false\n',
    [],
  ],
  [
    'container-privileged',
    'a statement that several services merge, once',
    'x-base: &base\n  image: acme/app:1.0\n  privileged: true\nservices:\n  one:\n    <<: *base\n  two:\n    <<: [*base]\n',
    ['error'],
  ],
  [
    'container-caps-not-dropped',
    'a list that comes through an anchor',
    'x-drop: &drop [ALL]\nservices:\n  app:\n    image: acme/app:1.0\n    cap_drop: *drop\n',
    [],
  ],
  [
    'container-no-new-privileges-missing',
    'hardening that is merged in',
    'x-hard: &hard\n  security_opt: ["no-new-privileges:true"]\nservices:\n  app:\n    <<: *hard\n    image: acme/app:1.0\n',
    [],
  ],
  [
    'container-runs-as-root',
    'a user that is merged in',
    'x-user: &user { user: "1000" }\nservices:\n  app:\n    <<: *user\n    image: alpine:3.22\n',
    [],
  ],
  [
    'container-mixed-sensitivity',
    'tests',
    'services:\n  proxy:\n    image: nginx:1.27\n    ports: ["443:443"]\n  shop:\n    image: acme/shop:5.2\n  db:\n    image: postgres:17\n',
    [],
    'e2e/compose.yaml',
  ],
  ['container-privileged', 'tests', service('privileged: true'), ['warning'], 'e2e/compose.yaml'],
  ['container-docker-socket', 'any service', service('volumes: ["/run/docker.sock:/d"]'), ['error']],
  [
    'container-docker-socket',
    'a client',
    service('volumes: ["/run/docker.sock:/d"]', 'traefik:v3'),
    ['warning'],
  ],
  [
    'container-docker-socket',
    'an updater',
    service('volumes: ["/run/docker.sock:/d:ro"]', 'containrrr/watchtower'),
    ['warning'],
  ],
  [
    'container-docker-socket',
    'a rootless engine',
    service('volumes: ["/run/user/1000/docker.sock:/d"]'),
    ['warning'],
  ],
  ['container-host-pid-ipc', 'any service', service('pid: host'), ['error']],
  ['container-host-pid-ipc', 'an observer', service('pid: host', 'prom/node-exporter:v1.8'), ['warning']],
  ['container-host-pid-ipc', 'a debugger', service('pid: host\ncap_add: [SYS_PTRACE]'), ['warning']],
  [
    'container-host-pid-ipc',
    'shared memory of a GPU job',
    service('ipc: host', 'pytorch/pytorch:2.5'),
    ['warning'],
  ],
  ['container-host-network', 'any service', service('network_mode: host'), ['warning']],
  ['container-host-network', 'a VPN', service('network_mode: host', 'acme/wireguard:1'), ['info']],
  ['container-sensitive-mount', 'the folder itself', service('volumes: ["/etc:/e"]'), ['error']],
  ['container-sensitive-mount', 'below it', service('volumes: ["/etc/app:/e"]'), ['warning']],
  ['container-sensitive-mount', 'read-only', service('volumes: ["/etc:/e:ro"]'), ['warning']],
  ['container-sensitive-mount', 'below it, read-only', service('volumes: ["/etc/app:/e:ro"]'), ['info']],
  ['container-sensitive-mount', 'everything, read-only', service('volumes: ["/:/e:ro"]'), ['error']],
  [
    'container-sensitive-mount',
    'everything, to observe it',
    service('volumes: ["/:/e:ro"]', 'gcr.io/cadvisor/cadvisor:v0.49.1'),
    ['warning'],
  ],
  ['container-dangerous-cap', 'a way to the host', service('cap_add: [SYS_ADMIN]'), ['error']],
  ['container-dangerous-cap', 'a part of the host', service('cap_add: [NET_ADMIN]'), ['warning']],
  ['container-dangerous-cap', 'tracing its own processes', service('cap_add: [SYS_PTRACE]'), ['warning']],
  [
    'container-dangerous-cap',
    'tracing those of the host',
    service('cap_add: [SYS_PTRACE]\npid: host'),
    ['error'],
  ],
  ['container-dangerous-cap', 'a VPN', service('cap_add: [NET_ADMIN]', 'acme/openvpn:1'), ['info']],
  [
    'container-dangerous-cap',
    'user ids of its own',
    service('cap_add: [SYS_ADMIN]\nuserns_mode: auto'),
    ['warning'],
  ],
  ['container-seccomp-unconfined', 'any service', service('security_opt: ["seccomp=unconfined"]'), ['error']],
  [
    'container-seccomp-unconfined',
    'a debugger',
    service('security_opt: ["seccomp=unconfined"]\ncap_add: [SYS_PTRACE]'),
    ['warning'],
  ],
  ['container-lsm-disabled', 'any service', service('security_opt: ["apparmor=unconfined"]'), ['warning']],
  [
    'container-lsm-disabled',
    'FUSE',
    service('security_opt: ["apparmor=unconfined"]\ndevices: [/dev/fuse]'),
    ['info'],
  ],
  ['container-host-device', 'a disk', service('devices: [/dev/sdb]'), ['warning']],
  [
    'container-host-device',
    'a shared device',
    service('devices: [/dev/net/tun, /dev/dri]'),
    ['info', 'info'],
  ],
  ['container-host-device', 'a variable', service('devices: ["$ADAPTER:/dev/adapter"]'), ['info']],
  ['container-host-device', 'a VM inside', service('devices: [/dev/kvm]'), []],
  ['container-admin-port-wildcard', 'a database', service('ports: ["5432:5432"]'), ['warning']],
  ['container-admin-port-wildcard', 'a git server', service('ports: ["2222:22"]', 'gitea/gitea:1.22'), []],
  ['container-secret-in-image', 'a literal', service('environment:\n  API_KEY: k3v9-Qp71-zz'), ['warning']],
  [
    'container-secret-in-image',
    'a literal of tests',
    service('environment:\n  API_KEY: k3v9-Qp71-zz'),
    ['info'],
    'tests/compose.yaml',
  ],
  [
    'container-secret-in-image',
    'a name beside it',
    service('environment:\n  DB_USER: kong\n  DB_PASS: kong'),
    ['info'],
  ],
  [
    'container-secret-in-image',
    'a placeholder for development',
    service('environment:\n  API_KEY: changeme'),
    [],
    'compose.dev.yaml',
  ],
  ['container-secret-in-image', 'a placeholder', service('environment:\n  API_KEY: changeme'), ['info']],
  [
    'container-secret-in-image',
    'a placeholder in a template',
    service('environment:\n  API_KEY: changeme'),
    [],
    'compose.example.yaml',
  ],
  ['container-runs-as-root', 'root by name', service('user: root'), ['warning']],
  ['container-runs-as-root', 'an image that stays root', service('tty: true', 'alpine:3.22'), ['hint']],
  ['container-runs-as-root', 'an image that drops root', service('tty: true', 'postgres:17'), []],
  ['container-runs-as-root', 'user ids of its own', service('user: root\nuserns_mode: auto'), ['hint']],
  ['container-no-memory-limit', 'a service in operation', service('restart: always'), ['warning']],
  ['container-no-memory-limit', 'a service started by hand', service('tty: true'), ['info']],
  ['container-no-cpu-limit', 'a service in operation', service('restart: unless-stopped'), ['info']],
  ['container-no-cpu-limit', 'a service started by hand', service('tty: true'), ['hint']],
  ['container-no-memory-limit', 'tests', service('restart: always'), [], 'e2e/shop/compose.yaml'],
  [
    'container-no-memory-limit',
    'sources bound in',
    'services:\n  app:\n    build: .\n    volumes: [".:/app"]\n',
    [],
  ],
  ['container-no-memory-limit', 'a job', service('command: migrate', 'acme/app:1.0', 'db-migrate'), []],
  ['container-no-memory-limit', 'development', service('tty: true'), [], 'docker-compose.dev.yml'],
  [
    'container-no-memory-limit',
    'tests, deep below their folder',
    service('restart: always'),
    [],
    'test/e2e-v2/cases/shop/compose.yaml',
  ],
  [
    'container-no-memory-limit',
    'a folder called test far above',
    service('restart: always'),
    ['warning'],
    'test/acme/shop/compose.yaml',
  ],
  [
    'container-no-memory-limit',
    'a service that a name calls a job',
    service('restart: always', 'acme/app:1.0', 'job-runner'),
    ['warning'],
  ],
  ['container-no-memory-limit', 'a job of a swarm', service('deploy:\n  mode: replicated-job'), []],
  [
    'container-full-init',
    'a runtime made for it',
    service('runtime: sysbox-runc\ncommand: /sbin/init'),
    ['info'],
  ],
  ['container-sshd', 'a git server', service('command: sshd -D', 'acme/gitserver:1'), []],
  ['container-full-init', 'a service', service('command: /sbin/init'), ['warning']],
  ['container-full-init', 'a test image', service('command: /sbin/init', 'acme/molecule-debian:1'), ['info']],
  ['container-multi-service', 'two services', service('command: sh -c "redis-server & nginx"'), ['warning']],
  ['container-multi-service', 'a pair', service('command: sh -c "php-fpm & nginx"'), ['hint']],
  [
    'daemon-tcp-unauthenticated',
    'another host',
    service('environment: ["DOCKER_HOST=tcp://build.example:2375"]'),
    ['error'],
  ],
  [
    'daemon-tcp-unauthenticated',
    'the loopback interface',
    service('environment: ["DOCKER_HOST=tcp://127.0.0.1:2375"]'),
    ['warning'],
  ],
  [
    'untrusted-code-without-sandbox',
    'a product for code of others',
    service('privileged: true', 'gitlab/gitlab-runner:v17'),
    ['error'],
  ],
  [
    'untrusted-code-without-sandbox',
    'a name that only suggests it',
    service('privileged: true', 'acme/x:1', 'ci-worker'),
    ['warning'],
  ],
];

const dockerfileCases: readonly Case[] = [
  ['container-runs-as-root', 'an official base', 'FROM debian:13\nCMD ["x"]\n', ['warning']],
  ['container-runs-as-root', 'tests', 'FROM debian:13\nCMD ["x"]\n', ['hint'], 'tests/Dockerfile'],
  ['container-runs-as-root', 'a shell', 'FROM debian:13\nCMD ["bash"]\n', ['info']],
  ['container-runs-as-root', 'a script', 'FROM debian:13\nCMD ["bash", "/run.sh"]\n', ['warning']],
  ['container-runs-as-root', 'a word', 'FROM debian:13\nCMD ["x", "--version"]\n', ['info']],
  [
    'container-runs-as-root',
    'a tool that says how',
    'FROM debian:13\nENTRYPOINT ["x"]\nCMD ["--help"]\n',
    ['info'],
  ],
  [
    'container-runs-as-root',
    'a builder',
    'FROM debian:13\nCMD ["/build.sh"]\n',
    ['info'],
    'builder/Dockerfile',
  ],
  ['container-runs-as-root', 'a tool at work', 'FROM debian:13\nENTRYPOINT ["x"]\nCMD ["y"]\n', ['warning']],
  ['container-runs-as-root', 'a runtime', 'FROM mcr.microsoft.com/dotnet/runtime:9.0\nCOPY x /\n', ['info']],
  ['container-runs-as-root', 'a base without a program', 'FROM python:3.13\nRUN pip install x\n', ['info']],
  ['container-runs-as-root', 'a port says there is one', 'FROM python:3.13\nEXPOSE 80\n', ['warning']],
  ['container-runs-as-root', 'workers without root', 'FROM php:8.3-apache\n', ['hint']],
  [
    'container-runs-as-root',
    'a program of its own on it',
    'FROM php:8.3-apache\nCMD ["php", "a"]\n',
    ['warning'],
  ],
  ['container-runs-as-root', 'workers of its own', 'FROM alpine:3.22\nCMD ["nginx"]\n', ['hint']],
  ['container-runs-as-root', 'an unknown base', 'FROM registry.example/team/base:1\nCMD ["x"]\n', ['hint']],
  ['container-runs-as-root', 'a base that drops root', 'FROM postgres:17\n', ['hint']],
  [
    'container-runs-as-root',
    'a script that drops root',
    'FROM debian:13\nENTRYPOINT ["gosu", "app", "x"]\n',
    ['hint'],
  ],
  ['container-runs-as-root', 'an export', 'FROM scratch\nCOPY x /\n', []],
  ['container-runs-as-root', 'a base like a template', 'FROM BASE-IMAGE\nCMD ["x"]\n', []],
  [
    'container-runs-as-root',
    'root in a stage that is not shipped',
    'FROM golang:1.24 AS build\nUSER root\nRUN go build\nFROM gcr.io/distroless/static:nonroot\nCOPY --from=build /app /app\n',
    [],
  ],
  [
    'container-runs-as-root',
    'root for the build, given up before the end',
    'FROM debian:13\nUSER root\nRUN apt-get update\nUSER app\nCMD ["x"]\n',
    [],
  ],
  [
    'container-runs-as-root',
    'a user that an earlier stage set',
    'FROM debian:13 AS base\nUSER app\nFROM base\nCMD ["x"]\n',
    [],
  ],
  ['container-runs-as-root', 'a user of the base image', 'FROM bitnami/redis:7.4\nCMD ["x"]\n', []],
  ['container-runs-as-root', 'a base from a variable', 'ARG BASE\nFROM $BASE\nCMD ["x"]\n', []],
  [
    'container-runs-as-root',
    'a base from a variable with a default',
    'ARG TAG=13\nFROM --platform=$BUILDPLATFORM debian:$TAG-slim\nCMD ["x"]\n',
    ['warning'],
  ],
  [
    'container-runs-as-root',
    'a user put off to the images built on it',
    'FROM debian:13 AS base\nONBUILD USER app\nFROM base\nCMD ["x"]\n',
    [],
  ],
  [
    'container-runs-as-root',
    'USER root inside a here-document',
    'FROM debian:13\nUSER app\nCOPY <<-"EOF" /x\n\tUSER root\nEOF\nRUN <<EOF\nUSER root\nEOF\nCMD ["x"]\n',
    [],
  ],
  [
    'container-runs-as-root',
    'an instruction after a here-document',
    'FROM debian:13\nRUN <<A cat <<B\nx\nA\ny\nB\nUSER app\nCMD ["x"]\n',
    [],
  ],
  [
    'container-secret-in-image',
    'a secret in a stage that is not shipped',
    'FROM debian:13 AS build\nENV API_KEY=k3v9-Qp71-zz\nFROM debian:13\nCMD ["x"]\n',
    [],
  ],
  ['container-secret-in-image', 'a key for tests', 'FROM debian:13\nCOPY tests/server.key /k\n', ['warning']],
  ['container-secret-in-image', 'a literal', 'FROM debian:13\nENV API_KEY=k3v9-Qp71-zz\n', ['error']],
  [
    'container-multi-service',
    'a supervisor whose programs are not known',
    'FROM debian:13\nCMD ["supervisord", "-n"]\n',
    ['hint'],
  ],
  ['container-fat-base', 'a language', 'FROM node:22\nCMD ["node"]\n', ['info']],
  ['container-fat-base', 'a runtime without tools', 'FROM openjdk:8-jre\nCMD ["java"]\n', []],
  ['container-fat-base', 'tests', 'FROM node:22\nCMD ["node"]\n', [], 'e2e/Dockerfile'],
  ['container-fat-base', 'ubuntu, small as it is', 'FROM ubuntu:24.04\nCMD ["x"]\n', ['hint']],
  [
    'container-fat-base',
    'a runtime that is the smaller one',
    'FROM eclipse-temurin:21-jre\nCMD ["java"]\n',
    [],
  ],
  ['container-no-multistage', 'a program', 'FROM golang:1.24\nCMD ["/app"]\n', ['warning']],
  ['container-no-multistage', 'a tool', 'FROM golang:1.24\nENTRYPOINT ["go"]\n', []],
  ['container-no-multistage', 'a toolchain', 'FROM golang:1.24\nCMD ["/app"]\n', [], 'ci/Dockerfile'],
];

/** A pod with one container; `lines` are the container's, `spec` the pod's. */
function pod(lines: string, spec = '', image = 'acme/app:1.0'): string {
  return object('v1', 'Pod', `spec:\n${indent(2, spec)}  containers:\n${container('app', lines, image)}`);
}

/** A DaemonSet with one container. */
function daemonSet(lines: string, spec: string, image: string, namespace = 'kube-system'): string {
  const template = `  template:\n    spec:\n${indent(6, spec)}      containers:\n`;
  const text = object(
    'apps/v1',
    'DaemonSet',
    `spec:\n${template}${indent(4, container('node', lines, image))}`,
  );
  return text.replace('  name: app\n', `  name: app\n  namespace: ${namespace}\n`);
}

function object(version: string, kind: string, rest: string): string {
  return `apiVersion: ${version}\nkind: ${kind}\nmetadata:\n  name: app\n${rest}`;
}

function container(name: string, lines: string, image: string): string {
  return `    - name: ${name}\n      image: ${image}\n${indent(6, lines)}`;
}

function indent(by: number, lines: string): string {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `${' '.repeat(by)}${line}\n`)
    .join('');
}

const privileged = 'securityContext: { privileged: true }';

const kubernetesCases: readonly Case[] = [
  ['container-privileged', 'any container', pod(privileged), ['error']],
  ['container-privileged', 'a driver', daemonSet(privileged, '', 'calico/node:v3'), ['warning']],
  [
    'container-privileged',
    'a driver outside the system’s namespace',
    daemonSet(privileged, '', 'registry.example/csi-driver:1', 'storage'),
    ['warning'],
  ],
  ['container-host-network', 'any pod', pod('', 'hostNetwork: true'), ['warning']],
  [
    'container-host-network',
    'an ingress',
    daemonSet('', 'hostNetwork: true', 'acme/ingress:1', 'edge'),
    ['info'],
  ],
  [
    'container-host-network',
    'a sidecar beside a program that needs it, once',
    `${pod('', 'hostNetwork: true', 'acme/keepalived:1')}${container('log', '', 'acme/log:1')}`,
    ['info'],
  ],
  [
    'container-host-pid-ipc',
    'a sidecar beside an observer, once',
    `${pod('', 'hostPID: true', 'prom/node-exporter:v1.8.2')}${container('log', '', 'acme/log:1')}`,
    ['warning'],
  ],
  ['container-runs-as-root', 'nothing said', pod(''), ['info']],
  ['container-runs-as-root', 'told so', pod('securityContext: { runAsUser: 0 }'), ['warning']],
  ['container-runs-as-root', 'a known image with a user', pod('', '', 'prom/prometheus:v3.0.0'), []],
  ['container-runs-as-root', 'another user', pod('', 'securityContext: { runAsUser: 1000 }'), []],
  [
    'container-caps-not-dropped',
    'Windows',
    pod('', 'os: { name: windows }', 'mcr.microsoft.com/dotnet/aspnet:9.0-nanoserver-ltsc2025'),
    [],
  ],
  ['container-writable-rootfs', 'Windows', pod('', 'os: { name: windows }'), []],
  ['container-no-new-privileges-missing', 'Windows', pod('', 'os: { name: windows }'), []],
  ['container-runs-as-root', 'Windows', pod('', 'nodeSelector: { kubernetes.io/os: windows }'), []],
  ['container-runs-as-root', 'refused', pod('', 'securityContext: { runAsNonRoot: true }'), []],
  [
    'container-runs-as-root',
    'user ids of its own',
    pod('securityContext: { runAsUser: 0 }', 'hostUsers: false'),
    ['hint'],
  ],
  [
    'container-runs-as-root',
    'an init container that changes owners',
    pod(
      '',
      `initContainers:\n${indent(2, container('own', 'securityContext: { runAsUser: 0 }', 'busybox').replace(/^ {4}/gm, ''))}securityContext: { runAsNonRoot: true }`,
    ),
    ['info'],
  ],
  [
    'container-dangerous-cap',
    'user ids of its own',
    pod('securityContext: { capabilities: { add: [SYS_ADMIN] } }', 'hostUsers: false'),
    ['warning'],
  ],
  [
    'container-dangerous-cap',
    'a sandbox',
    pod('securityContext: { capabilities: { add: [SYS_ADMIN] } }', 'runtimeClassName: gvisor'),
    ['info'],
  ],
  [
    'container-mount-propagation',
    'a storage driver',
    daemonSet(
      'volumeMounts: [{ name: pods, mountPath: /pods, mountPropagation: Bidirectional }]',
      'volumes: [{ name: pods, hostPath: { path: /var/lib/kubelet/pods } }]',
      'registry.example/csi-node:1',
    ),
    ['info'],
  ],
  ['container-admin-port-wildcard', 'a port inside the cluster', pod('ports: [{ containerPort: 5432 }]'), []],
  [
    'container-no-new-privileges-missing',
    'a sidecar that forbids it beside one that does not',
    `${pod('securityContext: { allowPrivilegeEscalation: false }')}${container('log', '', 'acme/log:1')}`,
    ['info'],
  ],
];

describe('a service and the Dockerfile it is built from', () => {
  const compose = (lines: string): string => `services:\n  web:\n    build: .\n${indent(4, lines)}`;

  async function judged(dockerfile: string, lines = '') {
    const text = compose(lines);
    const { workloads } = await readExample('compose', 'compose.yaml', text);
    const images = (await readExample('dockerfile', 'Dockerfile', dockerfile)).workloads;
    const [service, image] = [...workloads, ...images];
    assert.ok(service?.kind === 'container' && image?.kind === 'container');
    const context = contextOf([withImage(service, image)]);
    const chosen = rules.filter(({ id }) => id === 'container-runs-as-root');
    const found = check(chosen, context, () => '');
    return found.map(({ severity, evidence }) => [
      severity,
      ...evidence.map(({ place: { path, span } }) =>
        (path === 'Dockerfile' ? dockerfile : text).slice(span.start, span.end),
      ),
    ]);
  }

  it('are judged together: without a user, at FROM, with the build beside it', async () => {
    const [finding, ...rest] = await judged('FROM golang AS a\nFROM debian:13\nCMD ["x"]\n');
    assert.deepEqual(finding, ['warning', 'FROM debian:13', 'build: .']);
    assert.deepEqual(rest, []);
  });

  it('are judged together: with root named in the Dockerfile, there', async () => {
    assert.deepEqual(await judged('FROM debian:13\nUSER root\nCMD ["x"]\n'), [
      ['warning', 'root', 'build: .'],
    ]);
  });

  it('are silent when either names another user, and found where the service names root', async () => {
    assert.deepEqual(await judged('FROM debian:13\nUSER app\nCMD ["x"]\n'), []);
    assert.deepEqual(await judged('FROM debian:13\nCMD ["x"]\n', 'user: "1000"'), []);
    assert.deepEqual(await judged('FROM debian:13\nUSER app\nCMD ["x"]\n', 'user: root'), [
      ['warning', 'user: root'],
    ]);
  });

  it('count milder where no service starts', async () => {
    const [finding] = await judged('FROM debian:13\nCMD ["bash"]\n');
    assert.deepEqual(finding, ['info', 'FROM debian:13', 'build: .']);
  });
});

const scriptCases: readonly Case[] = [
  ['container-caps-not-dropped', 'a service', 'docker run -d acme/app:1.0\n', ['hint']],
  ['container-caps-not-dropped', 'a command', 'docker run --rm -it acme/app:1.0 sh\n', []],
  ['container-no-new-privileges-missing', 'a command', 'docker run --rm acme/app:1.0 test\n', []],
  ['container-writable-rootfs', 'a command', 'docker run --rm acme/app:1.0 test\n', []],
  [
    'container-docker-socket',
    'a scanner',
    'docker run --rm -v /run/docker.sock:/d aquasec/trivy:0.58.0\n',
    ['warning'],
  ],
  [
    'container-runs-as-root',
    'owners changed once',
    'docker run --rm -u root acme/app:1.0 chown x\n',
    ['info'],
  ],
  ['container-runs-as-root', 'an image that stays root, once', 'docker run --rm alpine:3.22 ls\n', []],
];

const groups = [
  ['compose', composeCases],
  ['dockerfile', dockerfileCases],
  ['kubernetes', kubernetesCases],
  ['script', scriptCases],
] as const;

for (const [format, cases] of groups) {
  describe(`exceptions of rules in a ${format} file`, () => {
    for (const [rule, what, text, expected, path] of cases) {
      it(`${rule}, ${what}: ${expected.join(', ') || 'silent'}`, async () => {
        assert.deepEqual(await severities(rule, format, text, path), expected);
      });
    }
  });
}
