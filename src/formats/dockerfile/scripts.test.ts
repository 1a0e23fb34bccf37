// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of Dockerfiles look like that.
import assert from 'node:assert/strict';
import type { Known } from '../../core/fact';
import type { ContainerWorkload } from '../../core/workload';
import { alone } from '../format';
import type { Grammar } from '../grammar/grammar';
import { testGrammar } from '../grammar/testing';
import format from './index';
import { fixtures } from './testing';

function lines(...text: string[]): string {
  return `${text.join('\n')}\n`;
}

describe('dockerfile scripts', () => {
  let bash: Grammar;

  before(async () => {
    bash = await testGrammar('bash');
  });

  function workload(text: string, withGrammar = true): ContainerWorkload {
    const [found] = format.read(text, 'Dockerfile', withGrammar ? { bash } : {}, alone).workloads;
    assert.ok(found?.kind === 'container');
    return found;
  }

  /** Each item with the text at its place, which must be where the name stands. */
  function shown(text: string, items: readonly Known<string>[]): string[] {
    return items.map(({ value, place }) => {
      const written = text.slice(place?.span.start, place?.span.end);
      return written === value ? value : `${value} (${written})`;
    });
  }

  it('finds packages and services through continuations, with their places', () => {
    const text = fixtures.get('system') ?? '';
    assert.deepEqual(format.grammars(text), []);
    const { software, secrets } = workload(text, false);
    assert.deepEqual(shown(text, software.packages.items), ['systemd', 'openssh-server', 'sudo']);
    assert.deepEqual(shown(text, software.services.items), ['ssh']);
    assert.deepEqual(
      secrets.items.map(({ value }) => value),
      [{ kind: 'password', name: 'root', quality: 'literal' }],
    );
    assert.ok(software.packages.rest);
  });

  it('reads heredocs with the grammar, conditions without', () => {
    const text = lines(
      'FROM debian:12',
      'RUN <<EOF',
      'apt-get install -y \\',
      '  nginx',
      'EOF',
      'RUN if true; then \\',
      '# a comment',
      '  apt-get install -y supervisor; \\',
      '  fi',
      'RUN cat <<A >/x && apt-get install -y redis-server',
      'apt-get install -y postgresql',
      'A',
      'RUN bash <<-B',
      '\tapt-get install -y dropbear',
      '\tB',
    );
    assert.deepEqual(format.grammars(text), ['bash']);
    const found = shown(text, workload(text).software.packages.items);
    for (const name of ['nginx', 'supervisor', 'redis-server']) assert.ok(found.includes(name), name);
    // The text that cat copies is no script.
    assert.ok(!found.includes('postgresql'));
    assert.deepEqual(shown(text, workload(text, false).software.packages.items), ['nginx', 'supervisor']);
    assert.ok(workload(text, false).software.packages.rest);
  });

  it('asks for the grammar where a substitution could hide what matters, and nowhere else', () => {
    const grammarsOf = (run: string) => format.grammars(lines('FROM debian:12', `RUN ${run}`));
    for (const run of [
      'echo $(sh -c "apt-get install -y nginx")',
      'echo `service ssh start`',
      'x=$(dirname $(pwd) && apt-get install -y nginx)',
      '(sleep 1; nginx) & wait',
      'case $X in a) apt-get install -y nginx;; esac',
      'f() { apt-get install -y nginx; }; f',
    ])
      assert.deepEqual(grammarsOf(run), ['bash'], run);
    for (const run of [
      'apt-get install -y nginx && curl -o x https://example.org/$(uname -m)',
      'for p in nginx redis; do apt-get install -y $p; done && echo ${p}',
      '(cd /x && apt-get install -y nginx)',
      'echo $(uname -r)',
    ])
      assert.deepEqual(grammarsOf(run), [], run);
  });

  it('reads the exec form', () => {
    const text = lines(
      'FROM scratch',
      'RUN ["apt-get", "install", "-y", "openssh-server"]',
      'RUN ["/bin/sh", "-c", "apt-get install -y systemd"]',
    );
    const { packages } = workload(text).software;
    assert.deepEqual(shown(text, packages.items), ['openssh-server', 'systemd']);
    assert.equal(packages.rest, undefined);
  });

  it('leaves other languages and other images alone', () => {
    const names = (text: string): string[] =>
      workload(text).software.packages.items.map(({ value }) => value);
    const install = 'RUN apt-get install -y openssh-server';
    assert.deepEqual(names(lines('FROM a AS build', install, 'FROM b')), []);
    assert.deepEqual(names(lines('FROM a', `ONBUILD ${install}`)), []);
    assert.deepEqual(
      names(lines('FROM a', 'RUN <<EOF', '#!/usr/bin/env python3', 'apt-get install -y sudo', 'EOF')),
      [],
    );
    const windows = workload(lines('FROM a', 'SHELL ["powershell", "-Command"]', install));
    assert.deepEqual(windows.software.packages.items, []);
    assert.ok(windows.software.packages.rest);
    assert.deepEqual(names(lines('FROM a', 'SHELL ["pwsh"]', 'SHELL ["/bin/bash", "-c"]', install)), [
      'openssh-server',
    ]);
  });

  it('names tools that provision', () => {
    const text = lines(
      'FROM debian:12',
      'RUN apt-get install -y ansible && ansible-playbook -c local site.yml',
    );
    assert.deepEqual(
      workload(text).provisioners.items.map(({ value }) => value),
      ['ansible'],
    );
    assert.deepEqual(workload(lines('FROM debian:12', 'RUN echo')).provisioners, { items: [] });
  });
});
