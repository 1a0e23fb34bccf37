// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of Dockerfiles look like that.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../core/edit';
import { type Fact, type Facts, isKnown } from '../../core/fact';
import { render } from '../../core/message';
import type { Span } from '../../core/span';
import type { ContainerWorkload } from '../../core/workload';
import { alone } from '../format';
import format from './index';
import { fixtures } from './testing';

function workload(text: string, path = 'harbour/Dockerfile'): ContainerWorkload {
  const [found] = format.read(text, path, {}, alone).workloads;
  assert.ok(found?.kind === 'container');
  return found;
}

/** `stated root`, `implied root`, or `unknown`. */
function show(fact: Fact<unknown>): string {
  return isKnown(fact) ? `${fact.state} ${JSON.stringify(fact.value)}` : 'unknown';
}

function values<T>(facts: Facts<T>): T[] {
  return facts.items.map((item) => item.value);
}

function lines(...text: string[]): string {
  return `${text.join('\n')}\n`;
}

/** Every place below a value. */
function spansIn(value: unknown): Span[] {
  if (typeof value !== 'object' || value === null) return [];
  const own =
    'start' in value && 'end' in value ? [{ start: Number(value.start), end: Number(value.end) }] : [];
  return [...own, ...Object.values(value).flatMap(spansIn)];
}

describe('dockerfile lower', () => {
  const text = fixtures.get('multi-stage') ?? '';
  const harbour = workload(text);

  it('describes the last stage', () => {
    assert.equal(harbour.id, 'harbour/Dockerfile#harbour');
    assert.equal(harbour.role, 'image');
    assert.equal(
      text.slice(harbour.place.span.start, harbour.place.span.end),
      'FROM ${BASE}:3.20 AS runtime',
    );
    assert.deepEqual(harbour.body.span, { start: 0, end: text.length });
    assert.equal(show(harbour.stages), 'stated 2');
    assert.equal(show(harbour.user), 'stated "10001:10001"');
    assert.equal(show(harbour.entrypoint), 'stated {"form":"exec","words":["/sbin/tini","--"]}');
    assert.equal(show(harbour.command), 'stated {"form":"exec","words":["/usr/bin/harbour","serve"]}');
    assert.equal(show(harbour.healthcheck), 'stated true');
    assert.deepEqual(values(harbour.exposed), [8080, 9090]);
    assert.deepEqual(values(harbour.mounts), [
      { kind: 'volume', target: '/var/lib/harbour', readOnly: false },
    ]);
    assert.deepEqual(
      values(harbour.labels).map(({ key, value }) => `${key}=${isKnown(value) ? value.value : '?'}`),
      ['org.opencontainers.image.title=Harbour', 'vendor name=Pier 9'],
    );
    // COPY --from and the copies of the build stage bring nothing of the context into the image.
    assert.deepEqual(values(harbour.copies), []);
    assert.equal(harbour.copies.rest, undefined);
  });

  it('resolves the base image through arguments with defaults', () => {
    assert.ok(harbour.image.state === 'implied');
    assert.equal(harbour.image.value.repository, 'alpine');
    assert.equal(harbour.image.value.tag, '3.20');
    assert.match(render(harbour.image.why, 'en'), /default of the build argument BASE/);
    assert.equal(
      show(harbour.operatingSystem),
      'implied {"family":"linux","distribution":"alpine","release":"3.20"}',
    );
    const open = workload(lines('ARG TAG', 'FROM debian:$TAG'));
    assert.equal(open.image.state, 'unknown');
    assert.match(
      render(open.image.state === 'unknown' ? open.image.why : assert.fail(), 'de'),
      /Variable TAG/,
    );
    const fallback = workload(lines('ARG TAG', 'FROM debian:${TAG:-12}'));
    assert.equal(isKnown(fallback.image) ? fallback.image.value.tag : '', '12');
    assert.equal(workload(lines('FROM debian:$TAG')).image.state, 'unknown');
    assert.equal(workload(lines('FROM img-$TARGETARCH')).image.state, 'unknown');
  });

  it('follows stages by name to the external image', () => {
    const chained = workload(
      lines(
        'FROM node:20 AS Base',
        'USER app',
        'ENV A=1 TOKEN=$HOME',
        'ARG HIDDEN=x',
        'EXPOSE 80',
        'CMD ["one"]',
        'FROM golang AS other',
        'USER nobody',
        'FROM base AS next',
        'ENV B=${A}2 C=$HIDDEN',
        'FROM next',
        'EXPOSE 81-83/udp 90/tcp $PORT',
        'ENTRYPOINT two',
      ),
    );
    assert.equal(isKnown(chained.image) ? chained.image.value.text : '', 'node:20');
    assert.equal(show(chained.user), 'stated "app"');
    assert.deepEqual(values(chained.exposed), [80, 81, 82, 83, 90]);
    assert.ok(chained.exposed.rest);
    assert.equal(show(chained.entrypoint), 'stated {"form":"shell","words":["two"]}');
    // ENTRYPOINT clears the CMD of the stage before.
    assert.equal(show(chained.command), 'implied {"form":"exec","words":[]}');
    assert.deepEqual(
      values(chained.environment).map(({ name, value, kind }) => `${kind} ${name} ${show(value)}`),
      [
        'environment A stated "1"',
        'environment TOKEN unknown',
        'argument HIDDEN stated "x"',
        'environment B stated "12"',
        'environment C unknown',
      ],
    );
  });

  it('keeps a CMD that stands before the ENTRYPOINT of the same stage', () => {
    assert.equal(
      show(workload(lines('FROM a/b', 'CMD ["x"]', 'ENTRYPOINT ["y"]')).command),
      'stated {"form":"exec","words":["x"]}',
    );
    assert.equal(workload(lines('FROM a/b')).command.state, 'unknown');
  });

  it('knows the user only where something says it', () => {
    const user = (...text: string[]): string => show(workload(lines(...text)).user);
    assert.equal(user('FROM ubuntu:24.04'), 'implied "root"');
    assert.equal(user('FROM docker.io/library/golang:1.22'), 'implied "root"');
    assert.equal(user('FROM scratch'), 'implied "root"');
    assert.equal(user('FROM gcr.io/distroless/static:nonroot'), 'implied "nonroot"');
    assert.equal(user('FROM gcr.io/distroless/static'), 'implied "root"');
    assert.equal(user('FROM example.org/our/base:1'), 'unknown');
    assert.equal(user('FROM mcr.microsoft.com/windows/servercore:ltsc2022'), 'unknown');
    assert.equal(user('FROM mcr.microsoft.com/windows/nanoserver:ltsc2022'), 'implied "ContainerUser"');
    assert.equal(user('FROM ubuntu', 'ARG U=app', 'USER $U'), 'implied "app"');
    assert.equal(user('FROM ubuntu', 'USER $U'), 'unknown');
    assert.equal(user('FROM ubuntu', 'USER app', 'USER root'), 'stated "root"');
    assert.equal(user('FROM ubuntu', 'ONBUILD USER app'), 'implied "root"');
  });

  it('says nothing about what the base image may hold, but for scratch', () => {
    const scratch = workload(lines('FROM scratch', 'COPY x /', 'VOLUME /data'));
    assert.equal(scratch.image.state, 'unknown');
    assert.equal(scratch.exposed.rest, undefined);
    assert.equal(scratch.environment.rest, undefined);
    assert.equal(show(scratch.healthcheck), 'implied false');
    assert.ok(workload(lines('FROM a/b')).environment.rest);
    assert.equal(workload(lines('FROM a/b')).healthcheck.state, 'unknown');
    assert.equal(show(workload(lines('FROM python:3.13')).healthcheck), 'implied false');
    assert.equal(show(workload(lines('FROM a/b', 'HEALTHCHECK NONE')).healthcheck), 'stated false');
  });

  it('lists what comes from the build context', () => {
    const copies = workload(
      lines(
        'FROM a/b',
        'COPY --chown=app src/ docs /app/',
        'COPY ["one file", "/app/"]',
        'COPY <<EOF /etc/x',
        'text',
        'EOF',
        'ADD https://example.org/x.tgz local.tgz /opt/',
        'COPY --from=build /out /out',
        'COPY $DIR /x',
      ),
    ).copies;
    assert.deepEqual(values(copies), ['src/', 'docs', 'one file', 'local.tgz']);
    assert.ok(copies.rest);
  });

  it('finds secrets in variables and copies without keeping them', () => {
    const secrets = values(
      workload(
        lines(
          'FROM a/b',
          'ENV DB_PASSWORD=tR4nsit-9 ADMIN_PASSWORD=admin API_TOKEN=changeme',
          'ENV PASSWORD_FILE=/run/secrets/x SECRET= ALLOW_EMPTY_PASSWORD=yes GPG_KEY=E3FF2839C048B25C084DEBE9',
          'ENV TOKEN=$GIVEN KEYCLOAK_VERSION=26 MONKEY=banana',
          'ARG NPM_TOKEN=npm_0123456789 HUB_TOKEN',
          'COPY id_rsa id_rsa.pub .npmrc .env.example tls/server.key ca.pem /root/',
        ),
      ).secrets,
    );
    assert.deepEqual(
      secrets.map(({ kind, name, quality }) => `${kind} ${name} ${quality}`),
      [
        'environment DB_PASSWORD literal',
        'environment ADMIN_PASSWORD well-known',
        'environment API_TOKEN placeholder',
        'build-argument NPM_TOKEN literal',
        'private-key id_rsa literal',
        'file .npmrc literal',
        'private-key tls/server.key literal',
      ],
    );
  });

  it('applies ONBUILD in the stage that follows', () => {
    const later = workload(lines('FROM a AS base', 'ONBUILD USER app', 'ONBUILD EXPOSE 80', 'FROM base'));
    assert.equal(show(later.user), 'stated "app"');
    assert.deepEqual(values(later.exposed), [80]);
    assert.equal(show(workload(lines('FROM a', 'ONBUILD USER app')).user), 'unknown');
  });

  it('names the workload by its path', () => {
    const name = (path: string): string => workload('FROM a\n', path).name;
    assert.equal(name('Dockerfile'), 'Dockerfile');
    assert.equal(name('web/Containerfile'), 'web');
    assert.equal(name('Dockerfile.worker'), 'worker');
    assert.equal(name('web/worker.Dockerfile'), 'web-worker');
    assert.equal(name('images/redis/7.2/Dockerfile'), 'redis-7.2');
  });

  it('gives no workload without FROM', () => {
    assert.deepEqual(format.read('ARG A=1\n', 'Dockerfile', {}, alone).workloads, []);
    assert.deepEqual(format.read('', 'Dockerfile', {}, alone).workloads, []);
  });

  it('lowers every prefix of the fixtures', () => {
    for (const fixture of fixtures.values()) {
      for (let end = 0; end <= fixture.length; end += 3)
        format.read(fixture.slice(0, end), 'Dockerfile', {}, alone);
    }
  });

  it('lowers any mixture of troublesome parts, with places inside the text', () => {
    const parts = [
      ...[
        'FROM a',
        'FROM a AS b',
        'FROM b',
        'FROM ',
        'ARG A',
        'ARG A=',
        'ENV A=',
        'ENV A ',
        'LABEL x=',
        'USER ',
      ],
      ...[
        'COPY ',
        'ADD ',
        'EXPOSE ',
        '80-90 ',
        'VOLUME ',
        'CMD ',
        'ENTRYPOINT ',
        'HEALTHCHECK ',
        'ONBUILD ',
        'RUN ',
      ],
      ...[
        '$A',
        '${A:-',
        '}',
        '"',
        "'",
        '\\\n',
        '\n',
        '\n',
        '\n',
        '[',
        '"x"',
        ',',
        ']',
        '<<E',
        '\nE\n',
        '# c',
        ' ',
      ],
      ...['apt-get install -y nginx ', '&& ', '--from=b ', '--platform=$A ', 'SHELL ["pwsh"]', 'x '],
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 40 }), (list) => {
        const text = list.join('');
        const reading = format.read(text, 'Dockerfile', {}, alone);
        for (const span of spansIn(reading.workloads)) {
          assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length, text);
          for (const kind of ['remove', 'replace'] as const) {
            const edits = reading.edits({ kind, place: { path: 'Dockerfile', span }, value: 'x y' });
            if (edits !== undefined) applyEdits(text, edits);
          }
        }
      }),
      { seed: 11, numRuns: 2000 },
    );
  });

  it('stays within bounds when variables double', () => {
    const doubling = Array.from({ length: 60 }, (_, index) => `ENV V${index + 1}=$V${index}$V${index}`);
    const { environment } = workload(lines('FROM scratch', 'ENV V0=xx', ...doubling));
    assert.equal(environment.items.length, 61);
    assert.equal(environment.items.at(-1)?.value.value.state, 'unknown');
  });
});
