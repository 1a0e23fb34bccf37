// Places of facts, what makes a fact unknown, and that reading never fails.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is the notation of Compose.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact } from '../../core/fact';
import { render } from '../../core/message';
import { contains, type Span } from '../../core/span';
import type { ContainerWorkload } from '../../core/workload';
import type { Reading } from '../format';
import { spansIn } from '../golden/testing';
import compose from './index';

function read(text: string, path = 'compose.yaml'): readonly ContainerWorkload[] {
  return compose.read(text, path).workloads.filter((workload) => workload.kind === 'container');
}

function only(text: string, path?: string): ContainerWorkload {
  const [workload] = read(text, path);
  return workload ?? assert.fail('no workload');
}

const why = (fact: Fact<unknown>): string => (fact.state === 'stated' ? '' : render(fact.why, 'en'));

/** Every span in a reading, wherever it stands. */
function checkReading(text: string, reading: Reading): void {
  for (const span of spansIn([reading.workloads, reading.problems, reading.comments])) {
    assert.ok(span.start <= span.end && contains({ start: 0, end: text.length }, span), JSON.stringify(span));
  }
  const ids = reading.workloads.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
}

describe('lowering Compose', () => {
  it('places facts at their key with its value, items at their value, the workload at its name', () => {
    const text = `x: &x
  pid: host
services:
  web:
    <<: *x
    image: 'a:1'
    privileged: true
    cap_add: [NET_ADMIN]
    ports:
      - "80:80"
      - target: 443
        published: 8443
    environment:
      TOKEN_KEY: b
    security_opt:
      - seccomp:unconfined
`;
    const web = only(text);
    const at = (fact: { place?: { span: Span } } | undefined): string =>
      fact?.place === undefined ? '' : text.slice(fact.place.span.start, fact.place.span.end);
    assert.equal(at(web), 'web');
    assert.match(text.slice(web.body.span.start, web.body.span.end), /^web:\n[\s\S]*seccomp:unconfined$/);
    assert.deepEqual([web.image, web.privileged, web.pidNamespace, web.seccomp].map(at), [
      "image: 'a:1'",
      'privileged: true',
      'pid: host',
      'seccomp:unconfined',
    ]);
    assert.deepEqual([web.capabilitiesAdded.items[0], ...web.ports.items, web.environment.items[0]].map(at), [
      'NET_ADMIN',
      '"80:80"',
      'target: 443\n        published: 8443',
      'TOKEN_KEY: b',
    ]);
    assert.equal(web.id, 'compose.yaml#web');
  });

  it('says why a fact is unknown', () => {
    const open = only(
      'services:\n  a:\n    image: x\n    privileged: ${P}\n    user: $U\n    restart: "{{ r }}"\n',
    );
    assert.match(why(open.privileged), /^It depends on \$\{P\}/);
    assert.match(why(open.user), /^It depends on \$U/);
    assert.match(why(open.restart), /^A template decides it/);
    assert.match(why(open.runtime), /engine decides it/);
    const fallback = only('services: {a: {image: x, privileged: "${P:-true}"}}').privileged;
    assert.equal(fallback.state === 'implied' && fallback.value, true);
    assert.match(why(fallback), /^The default of P is taken/);
  });

  it('claims no default where the definition may go on elsewhere', () => {
    const gaps: readonly (readonly [string, RegExp, string?])[] = [
      ['services: {a: {image: x, extends: {service: b}}}', /service b, which it extends, is not there/],
      ['services: {a: {ports: ["1:1"]}}', /neither image nor build/],
      ['services: {a: {image: x}}', /override file/, 'x/docker-compose.override.yml'],
      ['services:\n  a:\n    image: x\n    command: "open\n', /YAML of this service is broken/],
      ['services:\n  a:\n    image: x\n    <<: *gone\n', /anchor that does not exist/],
      ['services:\n  a:\n    image: x\n{% if b %}\n    init: true\n{% endif %}\n', /file is a template/],
    ];
    for (const [text, reason, path] of gaps) {
      const workload = only(text, path);
      assert.equal(workload.memory.state, 'unknown', text);
      assert.match(why(workload.memory), reason);
      assert.equal(workload.noNewPrivileges.state, 'unknown');
      assert.ok(workload.capabilitiesDropped.rest, text);
    }
    assert.equal(only('services: {a: {image: x}}\n').memory.state, 'implied');
    assert.equal(only('include: [b.yaml]\nservices: {a: {build: .}}\n').memory.state, 'implied');
  });

  it('reads nothing where there is nothing, and never throws', () => {
    const none = [
      '',
      'version: "3"',
      'services:',
      'services: {}',
      'services:\n  a:\n',
      'services: {a: 1, b: []}',
      '42',
    ];
    for (const text of none) {
      const reading = compose.read(text, 'compose.yaml');
      assert.deepEqual([reading.workloads, reading.problems], [[], []], text);
    }
    const problem = (text: string): string => {
      const [first] = compose.read(text, 'compose.yaml').problems;
      return first === undefined ? '' : render(first.message, 'en');
    };
    assert.match(problem('services: [a]'), /must be a mapping/);
    assert.match(problem('web:\n  image: a\n'), /first Compose format/);
    assert.match(problem('x'.repeat(50_000_000)), /longer than 2 million/);
  });

  it('takes the last of repeated keys, and merges the documents of a file', () => {
    const text =
      'services:\n  a: {image: x}\n  a: {image: y, init: false, init: true, cap_add: [A]}\n' +
      '---\nservices: {a: {image: z, cap_add: [B]}}\n';
    const [first, second] = read(text);
    assert.equal(first?.id, 'compose.yaml#a');
    assert.equal(first?.image.state === 'stated' && first.image.value.text, 'z');
    assert.equal(first?.engineInit.state === 'stated' && first.engineInit.value, true);
    assert.deepEqual(
      first?.capabilitiesAdded.items.map(({ value }) => value),
      ['A', 'B'],
    );
    assert.equal(second, undefined);
  });

  it('stops reading a file whose aliases multiply', () => {
    const entries = Array.from({ length: 3000 }, (_, index) => `  K${index}: v\n`).join('');
    const services = Array.from(
      { length: 500 },
      (_, index) => `  s${index}: {image: a, environment: *e}\n`,
    ).join('');
    const reading = compose.read(`x: &e\n${entries}services:\n${services}`, 'compose.yaml');
    assert.ok(reading.workloads.length > 10 && reading.workloads.length < 500);
    // What is remembered costs its steps again: a second reading gives the same.
    const again = compose.read(`x: &e\n${entries}services:\n${services}`, 'compose.yaml');
    assert.equal(again.workloads.length, reading.workloads.length);
    assert.ok(again.workloads.every((workload, index) => workload === reading.workloads[index]));
    assert.match(render(reading.problems[0]?.message ?? assert.fail(), 'en'), /too large/);
    const loop =
      'services: {a: &a {image: x, environment: *a, volumes: *a, deploy: *a, ports: [*a], <<: *a}}';
    assert.equal(read(loop).length, 1);
  });

  it('reads every prefix of every fixture', () => {
    const folder = join(process.cwd(), 'src/formats/compose/fixtures');
    for (const name of readdirSync(folder).filter((file) => !file.endsWith('.golden.json'))) {
      const text = readFileSync(join(folder, name), 'utf8');
      for (let end = 0; end <= text.length; end += 29) {
        const prefix = text.slice(0, end);
        checkReading(prefix, compose.read(prefix, name));
      }
    }
  });
});
