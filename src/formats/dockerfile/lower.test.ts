// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of Dockerfiles look like that.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../core/edit';
import {
  complete,
  type Fact,
  type Facts,
  incomplete,
  isKnown,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import { render } from '../../core/message';
import type { Build, ContainerWorkload, Label } from '../../core/workload';
import { alone } from '../format';
import { spansIn } from '../golden/testing';
import format from './index';
import { fixtures } from './testing';

function workload(text: string, path = 'harbour/Dockerfile'): ContainerWorkload {
  const [found] = format.read(text, path, {}, alone).workloads;
  assert.ok(found?.kind === 'container');
  return found;
}

const here = { path: 'compose.yaml', span: { start: 0, end: 5 } };

/** A build of another file; `?` is an argument whose value is not known, `target` a stage or a variable. */
function build(given: Readonly<Record<string, string>> = {}, target?: string): Build {
  const items = Object.entries(given).map(([key, value]) =>
    stated<Label>({ key, value: value === '?' ? unknown(notStated.why, here) : stated(value, here) }, here),
  );
  return {
    place: here,
    dockerfile: stated('harbour/Dockerfile', here),
    target:
      target === undefined
        ? notStated
        : target === '?'
          ? unknown({ en: '?', de: '?' })
          : stated(target, here),
    arguments: complete(items),
  };
}

function image(text: string, order: Build): ContainerWorkload | undefined {
  const reading = format.readImage?.(text, 'harbour/Dockerfile', {}, order);
  assert.ok(reading !== undefined);
  assert.deepEqual(reading.problems, []);
  const [found] = reading.workloads;
  if (found === undefined) return undefined;
  assert.ok(found.kind === 'container');
  return found;
}

/** Images with how they are known, and what stands at their places. */
function stageImages(text: string, found: ContainerWorkload | undefined = workload(text)): string[] {
  const shown = found?.stageImages.items.map(
    ({ state, value, place }) =>
      `${state} ${value.text} at ${text.slice(place?.span.start, place?.span.end)}`,
  );
  return [...(shown ?? []), ...(found?.stageImages.rest === undefined ? [] : ['more'])];
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
    assert.equal(
      show(workload(lines('FROM mcr.microsoft.com/dotnet/aspnet:9.0')).healthcheck),
      'implied false',
    );
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

  it('lists the images of all stages, not the stages', () => {
    assert.deepEqual(
      stageImages(
        lines(
          'ARG V=1.22',
          'FROM --platform=$BUILDPLATFORM golang:$V AS Build',
          'RUN --mount=type=cache,target=/c --mount=type=bind,from=acme/tools,target=/t make',
          'RUN --mount=from=build,target=/b true',
          'FROM build AS test',
          'FROM scratch AS empty',
          'COPY --from=0 /x /x',
          'FROM alpine AS alpine',
          'COPY --chown=1 --from=BUILD /out /out',
          'COPY --from=composer:2 /usr/bin/composer /usr/bin/',
          'ONBUILD COPY --from=acme/base /a /a',
          'COPY --from=7 /y /y',
          'FROM alpine',
          'FROM debian:$UNKNOWN',
        ),
      ),
      [
        'implied golang:1.22 at golang:$V',
        'stated acme/tools at --mount=type=bind,from=acme/tools,target=/t',
        'stated alpine at alpine',
        'stated composer:2 at --from=composer:2',
        'stated acme/base at --from=acme/base',
        'more',
      ],
    );
    assert.deepEqual(stageImages('FROM scratch\n'), []);
    assert.deepEqual(stageImages('FROM a AS x\nCOPY --from=$IMAGE /a /b\n'), ['stated a at a', 'more']);
  });

  it('reads what a heredoc is followed by', () => {
    const text = lines(
      'FROM acme/app:1',
      'RUN <<EOF',
      '#!/bin/sh',
      'FROM busybox',
      'USER root',
      'EOF',
      'USER app',
      "COPY <<-'END' /etc/x",
      '\tCOPY --from=acme/other / /',
      '\tEND',
      'STOPSIGNAL SIGQUIT',
    );
    assert.deepEqual(stageImages(text), ['stated acme/app:1 at acme/app:1']);
    assert.equal(show(workload(text).user), 'stated "app"');
    assert.equal(show(workload(text).stopSignal), 'stated "SIGQUIT"');
  });

  it('knows the stop signal where nothing can set another', () => {
    assert.equal(show(workload('FROM scratch\n').stopSignal), 'implied "SIGTERM"');
    assert.equal(workload('FROM nginx:1.27\n').stopSignal.state, 'unknown');
    assert.equal(
      show(workload(lines('FROM a', 'ARG S=SIGINT', 'STOPSIGNAL $S')).stopSignal),
      'implied "SIGINT"',
    );
  });

  it('makes the stage that a build names', () => {
    const text = lines(
      'FROM node:22 AS deps',
      'USER node',
      'FROM deps AS Dev',
      'USER root',
      'CMD ["npm", "run", "dev"]',
      'FROM nginx:1.27 AS web',
    );
    assert.equal(show(image(text, build({}, 'dev'))?.user ?? notStated), 'stated "root"');
    assert.equal(show(image(text, build({}, '0'))?.user ?? notStated), 'stated "node"');
    assert.equal(show(image(text, build())?.user ?? notStated), 'implied "root"');
    const dev = image(text, build({}, 'DEV'));
    assert.equal(text.slice(dev?.place.span.start, dev?.place.span.end), 'FROM deps AS Dev');
    // Every stage of the file is built from, whichever is shipped.
    assert.equal(stageImages(text, dev).length, 2);
    assert.equal(image(text, build({}, 'prod')), undefined);
    assert.equal(image(text, build({}, '9')), undefined);
    assert.equal(image(text, build({}, '?')), undefined);
    assert.equal(image('RUN x\n', build()), undefined);
  });

  it('binds the arguments of a build', () => {
    const text = lines(
      'ARG BASE=alpine',
      'ARG TAG',
      'FROM $BASE:${TAG:-3.22}',
      'ARG WHO=root',
      'ARG BASE',
      'ARG TOKEN=zQ81-kk27-x',
      'ENV OWNER=$WHO',
      'LABEL base=$BASE',
      'USER $OWNER',
    );
    const shown = (given: Readonly<Record<string, string>>): string[] => {
      const found = image(text, build(given));
      assert.ok(found);
      const { user, labels } = found;
      const text_ = isKnown(found.image) ? found.image.value.text : 'unknown';
      return [text_, show(user), ...labels.items.map(({ value }) => show(value.value))];
    };
    assert.deepEqual(shown({}), ['alpine:3.22', 'implied "root"', 'implied "alpine"']);
    assert.deepEqual(shown({ BASE: 'debian', TAG: '13', WHO: 'app' }), [
      'debian:13',
      'implied "app"',
      'implied "debian"',
    ]);
    assert.deepEqual(shown({ BASE: '?', OTHER: 'x' }), ['unknown', 'implied "root"', 'unknown']);
    assert.deepEqual(shown({ WHO: '?' }), ['alpine:3.22', 'unknown', 'implied "alpine"']);
    // The file's own text holds a secret; one that a build gives stands elsewhere.
    assert.equal(image(text, build())?.secrets.items.length, 1);
    assert.equal(image(text, build({ TOKEN: 'another-8817' }))?.secrets.items.length, 0);
    const found = image(text, build({ WHO: 'app' }));
    assert.ok(found?.user.state === 'implied');
    assert.equal(render(found.user.why, 'en'), 'The build gives the argument WHO this value.');
    assert.equal(found.user.place?.path, 'harbour/Dockerfile');
    const open = image(text, { ...build(), arguments: incomplete([], notStated) });
    assert.equal(open?.image.state, 'unknown');
    assert.equal(open?.user.state, 'unknown');
  });

  it('gives the same image again for the same text and build', () => {
    const text = 'FROM a/b:1\nARG V=1\nENV V=$V\n';
    const first = image(text, build({ V: '2' }));
    assert.ok(first);
    format.read('FROM other\n', 'Dockerfile', {}, alone);
    assert.equal(image(text, build({ V: '2' })), first);
    assert.notEqual(image(text, build({ V: '3' })), first);
    assert.notEqual(image(`${text}USER a\n`, build({ V: '2' })), first);
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
      for (let end = 0; end <= fixture.length; end += 31)
        image(fixture.slice(0, end), build({ BASE: 'x', TAG: '?' }, '1'));
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
