// What check does beside running rules: one statement that several workloads share is one finding.
import assert from 'node:assert/strict';
import { render } from '../core/message';
import { findingsOf } from './testing';

const found = (rule: string, text: string) => findingsOf(rule, { format: 'compose', text });

const shared = [
  'x-base: &base',
  '  image: acme/app:1.0',
  '  privileged: true',
  'services:',
  '  one:',
  '    <<: *base',
  '  two:',
  '    <<: *base',
  '  three:',
  '    image: acme/other:1.0',
  '    privileged: true',
  '',
].join('\n');

describe('check', () => {
  it('makes one finding of a statement that several workloads share', async () => {
    const findings = await found('container-privileged', shared);
    assert.deepEqual(
      findings.map(({ workload }) => workload),
      ['compose.yaml#one', 'compose.yaml#three'],
    );
    const [first] = findings;
    assert.match(render(first?.message ?? assert.fail(), 'en'), /^one runs privileged/);
    const [, other, ...rest] = first?.evidence ?? [];
    assert.equal(rest.length, 0);
    assert.equal(shared.slice(other?.place.span.start, other?.place.span.end), 'two');
    assert.equal(render(other?.label ?? assert.fail(), 'en'), 'The same holds for two.');
  });

  it('keeps apart what is missing in each of them', async () => {
    const findings = await found('container-no-memory-limit', shared);
    assert.deepEqual(
      findings.map(({ workload }) => workload),
      ['compose.yaml#one', 'compose.yaml#two', 'compose.yaml#three'],
    );
  });

  it('keeps apart workloads for which the statement means something else', async () => {
    const text = [
      'x-socket: &socket ["/var/run/docker.sock:/var/run/docker.sock"]',
      'services:',
      '  app:',
      '    image: acme/app:1.0',
      '    volumes: *socket',
      '  edge:',
      '    image: traefik:v3.1',
      '    volumes: *socket',
      '',
    ].join('\n');
    const findings = await found('container-docker-socket', text);
    assert.deepEqual(
      findings.map(({ severity }) => severity),
      ['error', 'warning'],
    );
  });
});
