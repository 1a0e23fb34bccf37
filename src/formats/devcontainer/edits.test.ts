// Changes as edits of devcontainer.json: what they write, what they keep, and what they refuse.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is the notation of development containers.
import assert from 'node:assert/strict';
import { applyEdits } from '../../core/edit';
import type { Fact } from '../../core/fact';
import type { Change, Setting } from '../../core/format';
import type { Place } from '../../core/span';
import type { ContainerWorkload } from '../../core/workload';
import { alone } from '../format';
import devcontainer from './index';

/** The text after the change; `body` stands behind `"image": "x",`. */
function changed(body: string, of: (workload: ContainerWorkload) => Change): string | undefined {
  const before = '{\n  "image": "x:1",\n';
  const text = `${before}${body}\n}\n`;
  const reading = devcontainer.read(text, 'devcontainer.json', {}, alone);
  assert.deepEqual(reading.problems, []);
  const [workload] = reading.workloads;
  const edits = reading.edits(of(workload ?? assert.fail()));
  return edits === undefined ? undefined : applyEdits(text, edits).slice(before.length, -3);
}

const placeOf = (fact: Fact<unknown> | undefined): Place => fact?.place ?? assert.fail('no place');
const removed = (body: string, of: (workload: ContainerWorkload) => Fact<unknown> | undefined) =>
  changed(body, (workload) => ({ kind: 'remove', place: placeOf(of(workload)) }));
const set = (body: string, setting: Setting) =>
  changed(body, ({ id }) => ({ kind: 'set', workload: id, setting }));

describe('edits of devcontainer.json', () => {
  it('removes a property, an item, and both words of an option', () => {
    assert.equal(
      removed('  "privileged": true, // for tests\n  "init": true', ({ privileged }) => privileged),
      '  // for tests\n  "init": true',
    );
    assert.equal(
      removed('  "capAdd": ["SYS_ADMIN", "NET_RAW"]', ({ capabilitiesAdded }) => capabilitiesAdded.items[0]),
      '  "capAdd": ["NET_RAW"]',
    );
    assert.equal(
      removed('  "runArgs": ["--init", "--pid", "host", "-it"]', ({ pidNamespace }) => pidNamespace),
      '  "runArgs": ["--init", "-it"]',
    );
    assert.equal(
      removed('  "init": true,\n  "runArgs": [\n    "--privileged"\n  ]', ({ privileged }) => privileged),
      '  "init": true',
    );
    assert.equal(
      removed('  "runArgs": ["-itu0"]', ({ user }) => user),
      undefined,
    );
  });

  it('replaces a value in either spelling, and no variable', () => {
    const replaced = (body: string) =>
      changed(body, ({ user }) => ({ kind: 'replace', place: placeOf(user), value: '1000' }));
    assert.equal(replaced('  "containerUser": "root"'), '  "containerUser": "1000"');
    assert.equal(replaced('  "runArgs": ["--user=root"]'), '  "runArgs": ["--user=1000"]');
    assert.equal(replaced('  "runArgs": ["-u", "root"]'), '  "runArgs": ["-u", "1000"]');
    assert.equal(replaced('  "runArgs": ["-uroot"]'), undefined);
    assert.equal(replaced('  "containerUser": "${localEnv:USER}"'), undefined);
  });

  it('binds ports and protects mounts', () => {
    const bound = (body: string) =>
      changed(body, ({ ports }) => ({ kind: 'bind', place: placeOf(ports.items[0]), address: '127.0.0.1' }));
    assert.equal(bound('  "appPort": "8080:80"'), '  "appPort": "127.0.0.1:8080:80"');
    assert.equal(bound('  "runArgs": ["-p", "53:53/udp"]'), '  "runArgs": ["-p", "127.0.0.1:53:53/udp"]');
    const guarded = (body: string) =>
      changed(body, ({ mounts }) => ({ kind: 'make-read-only', place: placeOf(mounts.items[0]) }));
    assert.equal(
      guarded('  "mounts": ["type=bind,source=/etc,target=/e"]'),
      '  "mounts": ["type=bind,source=/etc,target=/e,readonly"]',
    );
    assert.equal(guarded('  "runArgs": ["--volume=/etc:/e"]'), '  "runArgs": ["--volume=/etc:/e:ro"]');
    assert.equal(guarded('  "mounts": [{"type": "bind", "source": "/etc", "target": "/e"}]'), undefined);
  });

  it('states what is missing, in lists that are there or new', () => {
    assert.equal(
      set('  "securityOpt": ["label=disable"]', { name: 'noNewPrivileges', value: true }),
      '  "securityOpt": ["label=disable", "no-new-privileges:true"]',
    );
    assert.equal(set('  "init": false // why', { name: 'engineInit', value: true }), '  "init": true // why');
    assert.equal(
      set('  "init": true', { name: 'memory', value: 2 ** 31 }),
      '  "init": true,\n  "runArgs": ["--memory=2g"]',
    );
    assert.equal(
      set('  "init": true,', { name: 'user', value: '1000' }),
      '  "init": true,\n  "containerUser": "1000",',
    );
    assert.equal(set('  "init": true', { name: 'linkedClone', value: true }), undefined);
  });

  it('keeps away from other files and from what names the image', () => {
    assert.equal(
      changed('  "init": true', () => ({ kind: 'remove', place: { path: 'x', span: { start: 0, end: 1 } } })),
      undefined,
    );
    assert.equal(
      removed('  "init": true', ({ image }) => image),
      undefined,
    );
  });
});

describe('comments of devcontainer.json', () => {
  it('collects those that suppress, with what they speak about', () => {
    const text =
      '{\n  // berth-ignore container-privileged -- tests\n  "privileged": true,\n  "init": true /* berth-ignore x -- y */\n  // other\n}';
    const { comments, commentLine } = devcontainer.read(text, 'devcontainer.json', {}, alone);
    assert.deepEqual(
      comments.map(({ text: said, target }) => [said, target && text.slice(target.start, target.end)]),
      [
        ['berth-ignore container-privileged -- tests', '"privileged": true'],
        ['berth-ignore x -- y', '"init": true'],
      ],
    );
    assert.equal(commentLine('x'), '// x');
  });
});
