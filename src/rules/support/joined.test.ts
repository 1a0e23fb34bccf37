// A service built from a Dockerfile: what the image's own file says is said once, and the service adds what only it knows.
import assert from 'node:assert/strict';
import type { ContainerWorkload } from '../../core/workload';
import { readExample } from '../../formats/testing';
import { withImage } from '../../workspace/joins';
import { check } from '../check';
import { rules } from '../registry.generated';
import { contextOf } from '../testing';

const overhead = [
  'container-full-init',
  'container-sshd',
  'container-multi-service',
  'container-fat-base',
  'container-no-multistage',
];

async function container(
  format: 'dockerfile' | 'compose',
  path: string,
  text: string,
): Promise<ContainerWorkload> {
  const { workloads } = await readExample(format, path, text);
  const [first] = workloads;
  assert.ok(first?.kind === 'container');
  return first;
}

/** Findings about the image and a service of it together, as `rule@file` with how many share each. */
async function together(dockerfile: string, service: string): Promise<string[]> {
  const image = await container('dockerfile', 'shop/Dockerfile', dockerfile);
  const run = await container(
    'compose',
    'compose.yaml',
    `services:\n  web:\n    build: shop\n${service.replace(/^/gm, '    ')}\n`,
  );
  const context = contextOf([image, withImage(run, image)]);
  return check(
    rules.filter(({ id }) => overhead.includes(id)),
    context,
    () => '',
  ).map(
    ({ rule, evidence: [{ place }], sharedWith = [] }) =>
      `${rule.replace('container-', '')}@${place.path} ${1 + sharedWith.length}`,
  );
}

describe('findings of a service and the image it is built from', () => {
  it('are one where both rest on the same line', async () => {
    assert.deepEqual(await together('FROM phusion/baseimage:jammy-1.0.4', 'restart: always'), [
      'full-init@shop/Dockerfile 2',
    ]);
    assert.deepEqual(await together('FROM debian:13-slim\nCMD ["/sbin/init"]', 'restart: always'), [
      'full-init@shop/Dockerfile 2',
    ]);
    assert.deepEqual(
      await together(
        'FROM debian:13-slim\nRUN apt-get install -y supervisor openssh-server nginx redis-server\nEXPOSE 22\nCMD ["supervisord"]',
        'restart: always',
      ),
      ['sshd@shop/Dockerfile 2', 'multi-service@shop/Dockerfile 2'],
    );
  });

  it('are the image’s alone where they are about building it', async () => {
    assert.deepEqual(
      await together('FROM golang:1.24\nCOPY . /src\nRUN go build -o /app\nCMD ["/app"]', 'restart: always'),
      ['no-multistage@shop/Dockerfile 1'],
    );
    assert.deepEqual(await together('FROM python:3.13\nCMD ["python", "/app.py"]', 'restart: always'), [
      'fat-base@shop/Dockerfile 1',
    ]);
  });

  it('rest on both files where each says half of it', async () => {
    assert.deepEqual(
      await together('FROM debian:13-slim\nRUN apt-get install -y openssh-server', 'ports: ["2222:22"]'),
      ['sshd@shop/Dockerfile 1'],
    );
    assert.deepEqual(
      await together(
        'FROM debian:13-slim\nRUN apt-get install -y supervisor redis-server nginx\nCMD ["/app"]',
        'command: supervisord -n',
      ),
      ['multi-service@compose.yaml 1'],
    );
  });

  it('follow what the service starts instead of the image', async () => {
    assert.deepEqual(
      await together('FROM phusion/baseimage:jammy-1.0.4\nENTRYPOINT ["/sbin/my_init"]', 'entrypoint: /app'),
      ['full-init@shop/Dockerfile 1'],
    );
  });
});
