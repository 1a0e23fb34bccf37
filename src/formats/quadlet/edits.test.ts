// Changes as edits of a Quadlet unit: what they write, what they keep, and what they refuse.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is the notation of systemd.
import assert from 'node:assert/strict';
import { applyEdits } from '../../core/edit';
import type { Fact } from '../../core/fact';
import type { Change, Setting } from '../../core/format';
import type { Place } from '../../core/span';
import type { ContainerWorkload } from '../../core/workload';
import { filesAround } from '../testing';
import quadlet from './index';

const path = 'app.container';
const before = '[Container]\nImage=x:1\n';

/** The text after the change; `body` stands below the image. */
function changed(body: string, of: (workload: ContainerWorkload) => Change): string | undefined {
  const text = before + body;
  const reading = quadlet.read(text, path, {}, filesAround({}));
  const [workload] = reading.workloads;
  const edits = reading.edits(of(workload ?? assert.fail()));
  return edits === undefined ? undefined : applyEdits(text, edits).slice(before.length);
}

type Pick = (workload: ContainerWorkload) => Fact<unknown> | undefined;

const placeOf = (fact: Fact<unknown> | undefined): Place => fact?.place ?? assert.fail('no place');
const removed = (body: string, of: Pick) =>
  changed(body, (workload) => ({ kind: 'remove', place: placeOf(of(workload)) }));
const replaced = (body: string, value: string, of: Pick) =>
  changed(body, (workload) => ({ kind: 'replace', place: placeOf(of(workload)), value }));
const bound = (body: string, address: string) =>
  changed(body, ({ ports }) => ({ kind: 'bind', place: placeOf(ports.items[0]), address }));
const protectedMount = (body: string) =>
  changed(body, ({ mounts }) => ({ kind: 'make-read-only', place: placeOf(mounts.items[0]) }));
const set = (body: string, setting: Setting) =>
  changed(body, ({ id }) => ({ kind: 'set', workload: id, setting }));

describe('edits of a Quadlet unit', () => {
  it('remove an entry, a word, and both words of an argument', () => {
    assert.equal(
      removed('SeccompProfile=unconfined\n# keep\nUser=1\n', ({ seccomp }) => seccomp),
      '# keep\nUser=1\n',
    );
    assert.equal(
      removed('AddCapability=SYS_ADMIN NET_RAW\n', ({ capabilitiesAdded }) => capabilitiesAdded.items[0]),
      'AddCapability=NET_RAW\n',
    );
    assert.equal(
      removed('PodmanArgs=--pid host --privileged\n', ({ pidNamespace }) => pidNamespace),
      'PodmanArgs=--privileged\n',
    );
    assert.equal(
      removed('PodmanArgs=--privileged\n', ({ privileged }) => privileged),
      '',
    );
    assert.equal(
      removed('PodmanArgs=--init \\\n  --privileged\n', ({ privileged }) => privileged),
      'PodmanArgs=--init\n',
    );
  });

  it('refuse to remove what an earlier entry would bring back, the image, and tags', () => {
    assert.equal(
      removed('UserNS=auto\nUserNS=host\n', ({ userNamespace }) => userNamespace),
      undefined,
    );
    assert.equal(
      removed('', ({ image }) => image),
      undefined,
    );
    assert.equal(
      removed('PublishPort={{ a }}:80\n', ({ ports }) => ports.items[0]),
      undefined,
    );
  });

  it('replace values, quoted or not, and refuse specifiers', () => {
    assert.equal(
      replaced('PidsLimit=-1\n', '200', ({ pidsLimit }) => pidsLimit),
      'PidsLimit=200\n',
    );
    assert.equal(
      replaced('PodmanArgs=--pids-limit=-1\n', '200', ({ pidsLimit }) => pidsLimit),
      'PodmanArgs=--pids-limit=200\n',
    );
    assert.equal(
      replaced('Environment=MODE=debug\n', '50%', ({ environment }) => environment.items[0]),
      'Environment=MODE=50%%\n',
    );
    assert.equal(
      replaced('User=%U\n', 'app', ({ user }) => user),
      undefined,
    );
  });

  it('bind ports and protect mounts', () => {
    assert.equal(bound('PublishPort=8080:80/udp\n', '127.0.0.1'), 'PublishPort=127.0.0.1:8080:80/udp\n');
    assert.equal(bound('PublishPort=80\n', '::1'), 'PublishPort=[::1]::80\n');
    assert.equal(bound('PodmanArgs=-p 80:80\n', '127.0.0.1'), undefined);
    assert.equal(protectedMount('Volume=%h/.ssh:/ssh:Z\n'), 'Volume=%h/.ssh:/ssh:ro,Z\n');
    assert.equal(protectedMount('Mount=type=bind,src=/a,dst=/b\n'), undefined);
  });

  const settings: readonly (readonly [setting: Setting, line: string])[] = [
    [{ name: 'noNewPrivileges', value: true }, 'NoNewPrivileges=true'],
    [{ name: 'readOnlyRootFilesystem', value: true }, 'ReadOnly=true'],
    [{ name: 'capabilitiesDropped', value: 'ALL' }, 'DropCapability=all'],
    [{ name: 'pidsLimit', value: 200 }, 'PidsLimit=200'],
    [{ name: 'memory', value: 2 ** 29 }, 'PodmanArgs=--memory=512m'],
    [{ name: 'cpus', value: 1.5 }, 'PodmanArgs=--cpus=1.5'],
    [{ name: 'user', value: '1000' }, 'User=1000'],
    [{ name: 'runtime', value: 'kata' }, 'GlobalArgs=--runtime=kata'],
    [{ name: 'engineInit', value: true }, 'RunInit=true'],
    [{ name: 'logRotation', value: { size: '10m', files: 3 } }, 'LogOpt=max-size=10m'],
    [{ name: 'volume', value: { source: 'data', target: '/data' } }, 'Volume=data:/data'],
    [{ name: 'label', value: { key: 'a', text: 'b' } }, 'Label=a=b'],
    [{ name: 'userNamespaces', value: true }, 'UserNS=auto'],
  ];
  for (const [setting, line] of settings) {
    it(`state ${setting.name}`, () => assert.equal(set('Exec=run\n', setting), `Exec=run\n${line}\n`));
  }

  it('state a restart in the service, and what Kubernetes alone knows nowhere', () => {
    assert.equal(set('', { name: 'restart', value: 'unless-stopped' }), '\n[Service]\nRestart=always\n');
    assert.equal(
      set('[Service]\nType=exec\n', { name: 'restart', value: 'on-failure' }),
      '[Service]\nType=exec\nRestart=on-failure\n',
    );
    assert.equal(set('', { name: 'runAsNonRoot', value: true }), undefined);
    assert.equal(set('ReadOnly=false\n', { name: 'readOnlyRootFilesystem', value: true }), 'ReadOnly=true\n');
  });

  it('are asked of a drop-in for its own places', () => {
    const text = '[Container]\nPodmanArgs=--privileged\n';
    const dropIn = 'app.container.d/10.conf';
    const around = filesAround({ [dropIn]: text });
    const [workload] = quadlet.read(before, path, {}, around).workloads;
    const place = placeOf(workload?.privileged);
    assert.equal(place.path, dropIn);
    assert.equal(quadlet.read(before, path, {}, around).edits({ kind: 'remove', place }), undefined);
    const reading = quadlet.read(text, dropIn, {}, around);
    assert.deepEqual(reading.workloads, []);
    assert.equal(applyEdits(text, reading.edits({ kind: 'remove', place }) ?? []), '[Container]\n');
  });
});
