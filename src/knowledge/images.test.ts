// Image names as engines read them, and looking up what is known about an image.

import assert from 'node:assert/strict';
import {
  fatBases,
  findImage,
  foreignCodeImages,
  type ImageRow,
  imageName,
  initImages,
  nestedEngineImages,
  nonRootImages,
  parseImageReference,
  sdkImages,
  socketImages,
  statefulImages,
} from './images';

const variable = (body: string): string => `$\{${body}}`;

describe('parseImageReference', () => {
  const cases: Readonly<Record<string, object>> = {
    ubuntu: { repository: 'ubuntu' },
    'ubuntu:22.04': { repository: 'ubuntu', tag: '22.04' },
    'library/ubuntu': { repository: 'ubuntu' },
    'docker.io/library/ubuntu:noble': { registry: 'docker.io', repository: 'ubuntu', tag: 'noble' },
    'localhost:5000/team/app': { registry: 'localhost:5000', repository: 'team/app' },
    'localhost/app:1': { registry: 'localhost', repository: 'app', tag: '1' },
    'ghcr.io/a/b/c:v1@sha256:00ff': {
      registry: 'ghcr.io',
      repository: 'a/b/c',
      tag: 'v1',
      digest: 'sha256:00ff',
    },
    'alpine@sha256:00ff': { repository: 'alpine', digest: 'sha256:00ff' },
    'Registry/app': { registry: 'Registry', repository: 'app' },
    'ghcr.io/library/x': { registry: 'ghcr.io', repository: 'library/x' },
    [variable('BASE:-ubuntu')]: { repository: variable('BASE:-ubuntu') },
    [`${variable('REPO')}/app:${variable('TAG:-1.0')}`]: {
      repository: `${variable('REPO')}/app`,
      tag: variable('TAG:-1.0'),
    },
    'app:': { repository: 'app' },
    'app@': { repository: 'app' },
    '': { repository: '' },
  };
  for (const [text, expected] of Object.entries(cases)) {
    it(`reads ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseImageReference(text), { text, ...expected });
    });
  }

  it('is total for every prefix', () => {
    const text = `registry.example:5000/${variable('A:-b')}/app:${variable('T:-1')}@sha256:0123`;
    for (let end = 0; end <= text.length; end++) assert.ok(parseImageReference(text.slice(0, end)));
  });
});

describe('imageName', () => {
  it('drops the registries that mirror Docker Hub', () => {
    const name = (text: string): string => imageName(parseImageReference(text));
    assert.equal(name('docker.io/library/redis:7'), 'redis');
    assert.equal(name('mirror.gcr.io/library/busybox'), 'busybox');
    assert.equal(name('public.ecr.aws/docker/library/debian:bookworm'), 'debian');
    assert.equal(name('ghcr.io/Owner/App:1'), 'ghcr.io/owner/app');
  });
});

describe('what is known about an image', () => {
  const has = (rows: readonly ImageRow[], text: string): boolean =>
    findImage(rows, parseImageReference(text)) !== undefined;

  it('tells full bases from small ones', () => {
    assert.ok(has(fatBases, 'node:lts'));
    assert.ok(has(fatBases, 'python'));
    assert.ok(!has(fatBases, 'node:20-slim'));
    assert.ok(!has(fatBases, 'node:20-alpine'));
    assert.ok(!has(fatBases, 'mycompany/node:20'));
    assert.ok(has(fatBases, 'mcr.microsoft.com/windows/servercore:ltsc2022'));
  });

  it('knows images that are not root', () => {
    assert.equal(findImage(nonRootImages, parseImageReference('bitnami/redis:7'))?.user, '1001');
    assert.ok(has(nonRootImages, 'gcr.io/distroless/static-debian12:nonroot'));
    assert.ok(!has(nonRootImages, 'gcr.io/distroless/static-debian12'));
    assert.ok(!has(nonRootImages, 'nginx'));
    assert.ok(!has(nonRootImages, 'bitnami'));
  });

  it('knows nested engines by their tag', () => {
    assert.ok(has(nestedEngineImages, 'docker:27-dind'));
    assert.ok(!has(nestedEngineImages, 'docker:27-cli'));
    assert.ok(!has(nestedEngineImages, 'docker'));
  });

  it('knows products by purpose', () => {
    assert.equal(findImage(foreignCodeImages, parseImageReference('judge0/judge0:1.13.1'))?.purpose, 'judge');
    assert.equal(
      findImage(socketImages, parseImageReference('portainer/portainer-ce:2'))?.purpose,
      'management',
    );
    assert.deepEqual(findImage(statefulImages, parseImageReference('docker.io/library/mysql:8'))?.data, [
      '/var/lib/mysql',
    ]);
    assert.equal(findImage(sdkImages, parseImageReference('golang:1.26-alpine'))?.language, 'go');
    assert.ok(!has(sdkImages, 'eclipse-temurin:21-jre'));
    assert.equal(findImage(initImages, parseImageReference('jrei/systemd-ubuntu:22.04'))?.forTests, true);
  });

  it('cites something for every row', () => {
    const tables: readonly (readonly ImageRow[])[] = [
      fatBases,
      nonRootImages,
      sdkImages,
      statefulImages,
      socketImages,
    ];
    for (const row of tables.flat()) assert.match(row.source.url ?? '', /^https:\/\//, row.images[0]);
  });
});
