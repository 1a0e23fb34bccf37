// What the rules about operations know beside the file: the engine, its neighbours, and what a container is for.
import assert from 'node:assert/strict';
import type { Declaration } from '../../core/declaration';
import { stated } from '../../core/fact';
import type { FormatId } from '../../core/format';
import { type PostureFacts, unknownPosture } from '../../core/posture';
import { readExample, usualPath } from '../../formats/testing';
import { check } from '../check';
import { rules } from '../registry.generated';
import { contextOf } from '../testing';

const given = stated(true, { path: 'berth.yaml', span: { start: 0, end: 0 } });

interface Around {
  readonly path?: string;
  readonly posture?: Partial<PostureFacts>;
  readonly declarations?: readonly Declaration[];
}

/** The severities of a rule's findings, each with the first line of what it is about. */
async function findings(
  rule: string,
  format: FormatId,
  text: string,
  around: Around = {},
): Promise<string[]> {
  const reading = await readExample(format, around.path ?? usualPath(format), text);
  const chosen = rules.filter(({ id }) => id === rule);
  assert.equal(chosen.length, 1, rule);
  const context = contextOf(reading.workloads, {
    declarations: around.declarations ?? [],
    posture: { ...unknownPosture, ...around.posture },
  });
  const textOf = (_: string, start: number, end: number): string => text.slice(start, end);
  return check(chosen, context, textOf).map(({ severity, evidence: [{ place }] }) => {
    const { start, end } = place.span;
    return `${severity} ${text.slice(start, end)}`;
  });
}

/** A compose file with one service. */
function service(image: string, lines = '', name = 'app'): string {
  const indented = lines.split('\n').map((line) => (line === '' ? '' : `    ${line}\n`));
  return `services:\n  ${name}:\n    image: ${image}\n${indented.join('')}`;
}

async function engine(text: string): Promise<readonly Declaration[]> {
  return (await readExample('daemon-json', 'daemon.json', text)).declarations ?? [];
}

describe('rules about operations', () => {
  it('count a log less where the service is started by hand, and not where the engine limits it', async () => {
    const rule = 'ops-no-log-rotation';
    const always = service('acme/app:1', 'restart: always');
    assert.deepEqual(await findings(rule, 'compose', service('acme/app:1')), ['info app']);
    assert.deepEqual(await findings(rule, 'compose', always), ['warning app']);
    assert.deepEqual(await findings(rule, 'compose', always, { posture: { limitedLogs: given } }), []);
    const limited = await engine('{ "log-opts": { "max-size": "10m" } }');
    assert.deepEqual(await findings(rule, 'compose', always, { declarations: limited }), []);
    const stated = service('acme/app:1', 'logging: {driver: json-file}\nrestart: always');
    assert.deepEqual(await findings(rule, 'compose', stated, { posture: { limitedLogs: given } }), [
      'warning driver: json-file',
    ]);
  });

  it('count a moving tag by what it is for', async () => {
    const rule = 'ops-latest-tag';
    const severity = async (text: string, path?: string): Promise<string[]> =>
      (await findings(rule, 'compose', text, path === undefined ? {} : { path })).map(
        (finding) => finding.split(' ')[0] ?? '',
      );
    assert.deepEqual(await severity(service('acme/app', 'restart: always')), ['warning']);
    assert.deepEqual(await severity(service('nginx', 'restart: always')), ['warning']);
    // Docker Hub has no such official image: this project builds it elsewhere.
    assert.deepEqual(await severity(service('storefront', 'restart: always')), ['info']);
    assert.deepEqual(await severity(service('acme/app')), ['info']);
    assert.deepEqual(await severity(service('acme/app'), 'compose.dev.yaml'), ['hint']);
    assert.deepEqual(await severity(service('acme/app', '', 'migrate')), ['hint']);
    assert.deepEqual(await severity(service('gcr.io/distroless/static', 'restart: always')), ['hint']);
    const pod = (kind: string, spec: string): string =>
      `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: a\n${spec}`;
    const container = 'containers: [{ name: a, image: acme/app }]\n';
    assert.deepEqual(await findings(rule, 'kubernetes', pod('Pod', `spec:\n  ${container}`)), [
      'info image: acme/app',
    ]);
    assert.deepEqual(
      await findings(
        rule,
        'kubernetes',
        pod('ReplicationController', `spec:\n  template:\n    spec:\n      ${container}`),
      ),
      ['warning image: acme/app'],
    );
  });

  it('count lost data by how the store is started', async () => {
    const rule = 'ops-data-in-container-layer';
    const severity = async (image: string, lines: string, path?: string): Promise<string[]> =>
      findings(rule, 'compose', service(image, lines), path === undefined ? {} : { path });
    assert.deepEqual(await severity('elasticsearch:8.17.0', 'restart: always'), ['error app']);
    assert.deepEqual(await severity('elasticsearch:8.17.0', ''), ['warning app']);
    assert.deepEqual(await severity('mongo:8', 'restart: always'), ['warning app']);
    assert.deepEqual(await severity('mongo:8', ''), ['info app']);
    assert.deepEqual(await severity('mongo:8', 'restart: always', 'compose.dev.yaml'), ['info app']);
    assert.deepEqual(await severity('mongo:8', 'restart: always', 'ci/compose.yaml'), []);
    assert.deepEqual(await severity('redis:8', 'command: redis-server --save 60 1'), ['info app']);
    assert.deepEqual(await severity('redis:8', "command: redis-server --save ''"), []);
    assert.deepEqual(await severity('redis:8', 'command: redis-server --appendonly no'), []);
    assert.deepEqual(await severity('mysql:8.4', 'volumes: ["./my.cnf:/var/lib/mysql/my.cnf"]'), [
      'info app',
    ]);
  });

  it('know which shells make room for the program', async () => {
    const rule = 'ops-no-graceful-stop';
    const severity = async (from: string, start: string): Promise<string> => {
      const [found] = await findings(rule, 'dockerfile', `FROM ${from}\n${start}\n`);
      return found?.split(' ')[0] ?? '';
    };
    assert.equal(await severity('debian:13', 'CMD serve'), 'info');
    assert.equal(await severity('node:22-alpine', 'CMD serve'), 'hint');
    assert.equal(await severity('fedora:43', 'CMD prepare && serve'), 'hint');
    assert.equal(await severity('fedora:43', 'CMD prepare; serve'), 'info');
    assert.equal(await severity('fedora:43', 'CMD prepare & serve'), 'info');
    assert.equal(await severity('debian:13', 'CMD ["bash", "-c", "serve 2>&1"]'), '');
    assert.equal(await severity('debian:13', 'CMD ["bash", "-c", "prepare && serve"]'), 'hint');
    assert.equal(await severity('debian:13', 'CMD ["bash", "-c", "serve | tee log"]'), 'info');
  });

  it('watch from five services on', async () => {
    const rule = 'ops-no-monitoring';
    const names = ['a', 'b', 'c', 'd', 'e'];
    const file = (lines: string): string =>
      `services:\n${names.map((name) => `  ${name}:\n    image: acme/${name}:1\n${name === 'e' ? lines : ''}`).join('')}`;
    assert.deepEqual(await findings(rule, 'compose', file('')), ['hint a']);
    assert.deepEqual(await findings(rule, 'compose', file('    logging: {driver: fluentd}\n')), []);
    assert.deepEqual(await findings(rule, 'compose', file('    command: serve --metrics\n')), []);
    assert.deepEqual(await findings(rule, 'compose', file('    profiles: [tools]\n')), []);
    assert.deepEqual(await findings(rule, 'compose', file(''), { path: 'compose.test.yaml' }), []);
    const machines = (script: string): string =>
      `Vagrant.configure("2") do |config|\n${names
        .map((name) => `  config.vm.define "${name}"\n`)
        .join('')}  config.vm.provision "shell", inline: "${script}"\nend\n`;
    assert.deepEqual(await findings(rule, 'vagrantfile', machines('apt-get install -y nginx')), [
      'hint config.vm.define "a"',
    ]);
    assert.deepEqual(
      await findings(rule, 'vagrantfile', machines('apt-get install -y prometheus-node-exporter')),
      [],
    );
  });
});
