// What is tricky in Lima's templates: bases, names, edits and suppressions.
import assert from 'node:assert/strict';
import { applyEdits, merged } from '../../core/edit';
import { type Fact, knownValue } from '../../core/fact';
import type { Change } from '../../core/format';
import { render } from '../../core/message';
import type { VirtualMachine } from '../../core/workload';
import { filesAround } from '../testing';
import format from './index';
import * as values from './values';

type Files = Readonly<Record<string, string>>;

function machine(text: string, around: Files = {}, path = 'dev.yaml'): VirtualMachine {
  const [found] = format.read(text, path, {}, filesAround(around)).workloads;
  return found?.kind === 'vm' ? found : assert.fail('no machine');
}

const why = (fact: Fact<unknown>): string => (fact.state === 'stated' ? '' : render(fact.why, 'en'));
const folders = ({ sharedFolders: { items, rest } }: VirtualMachine) => [
  ...items.map(({ value, state }) => `${value.source} ${value.readOnly ? 'ro' : 'rw'} ${state}`),
  ...(rest ? ['…'] : []),
];

describe('Lima templates', () => {
  it('are named after their file, instances after their folder', () => {
    assert.equal(machine('cpus: 1\n', {}, 'a/dev.yaml').name, 'dev');
    assert.equal(machine('cpus: 1\n', {}, '.lima/shop/lima.yaml').name, 'shop');
  });

  it('take what they do not say from their bases, in order, each once', () => {
    const around = {
      'a.yaml': 'base: [b.yaml, dev.yaml]\ncpus: 2\nmounts:\n- location: /a\n',
      'b.yaml': 'base: a.yaml\ncpus: 3\nmemory: 1GiB\nmounts:\n- location: /b\n  writable: true\n',
    };
    const found = machine('base: {url: a.yaml, digest: x}\nmounts:\n- location: ~\n', around);
    assert.deepEqual([knownValue(found.cpus), knownValue(found.memory)], [2, 2 ** 30]);
    assert.equal(found.memory.place?.path, 'b.yaml');
    // A bare `~` is null in YAML, so that it is no folder.
    assert.deepEqual(folders(found), ['/a ro stated', '/b rw stated', '…']);
  });

  it('leave open what a base may decide that is not there', () => {
    const whole = machine('base: template:docker\n');
    assert.match(why(whole.memory), /template:docker/);
    assert.deepEqual(folders(whole), ['…']);
    const images = machine('base: template:_images/ubuntu-24.04\n');
    assert.match(why(images.memory), /half/);
    assert.equal(knownValue(images.operatingSystem)?.release, '24.04');
    assert.deepEqual(folders(images), []);
  });

  it('share the home folder by the base that does so, unless they say it themselves', () => {
    const base = 'base: ["template://_default/mounts"]\n';
    assert.deepEqual(folders(machine(base)), ['~ ro implied']);
    assert.deepEqual(folders(machine(`${base}mounts:\n- location: "~"\n  writable: true\n`)), [
      '~ rw stated',
    ]);
    assert.deepEqual(folders(machine(`${base}plain: true\n`)), []);
  });

  it('have broken YAML behind which more may stand', () => {
    const { memory, sharedFolders } = machine('cpus: 2\nmounts: [\n');
    assert.match(why(memory), /broken/);
    assert.ok(sharedFolders.rest);
  });

  it('forward no rule to the login, which has a way of its own', () => {
    const rules =
      '- guestPort: 22\n- guestPortRange: [20, 30]\n- guestPortRange: [22, 30]\n- guestPortRange: [1, 22]\n';
    const { ports } = machine(`portForwards:\n${rules}ssh:\n  localPort: 2222\n`);
    assert.deepEqual(
      ports.items.map(({ value }) => [knownValue(value.port), value.lastPort, knownValue(value.hostPort)]),
      [
        [20, 21, 20],
        [23, 30, 23],
        [23, 30, 23],
        [1, 21, 1],
        [22, undefined, 2222],
      ],
    );
  });

  it('end with a problem where aliases are too much to follow', () => {
    const names = Array.from({ length: 200 }, (_, index) => `b${index}`);
    const bases = names.map((name) => `${name}: &${name} {k: 1}\n`).join('');
    const mount = `m: &m {<<: [${names.map((name) => `*${name}`).join(', ')}], location: /a}\n`;
    const text = `${bases}${mount}mounts: [${Array(2000).fill('*m').join(', ')}]\n`;
    const { workloads, problems } = format.read(text, 'dev.yaml', {}, filesAround({}));
    assert.equal(workloads.length, 0);
    assert.match(problems.map(({ message }) => render(message, 'en')).join(), /too large/);
  }).timeout(10_000);

  it('read sizes and addresses as Lima does', () => {
    assert.deepEqual(['4GiB', '4G', '4gb', '512MB', '1.5GiB', 'x', '0'].map(values.bytes), [
      2 ** 32,
      2 ** 32,
      2 ** 32,
      2 ** 29,
      1.5 * 2 ** 30,
      undefined,
      undefined,
    ]);
    assert.deepEqual(
      ['127.0.0.1:0,to=9', ':1', '[::1]:2', 'unix:/tmp/vnc', 'none', 'odd'].map(values.vncAddress),
      ['127.0.0.1', '0.0.0.0', '::1', 'socket', 'none', undefined],
    );
  });
});

describe('editing Lima templates', () => {
  const text =
    'mounts:\n- location: "~"\n  writable: true # why\n- {location: /srv, writable: true}\nportForwards:\n- guestPort: 25\n  hostIP: "0.0.0.0"\n- guestPort: 80\nvideo:\n  display: vnc\n  vnc:\n    display: ":1,to=3"\n';

  function changed(change: Change): string | undefined {
    const edits = format.read(text, 'dev.yaml', {}, filesAround({})).edits(change);
    return edits && applyEdits(text, merged([edits]));
  }

  it('makes folders read-only and binds ports and screens', () => {
    const { sharedFolders, ports, consoles } = machine(text);
    const places = [...sharedFolders.items, ...ports.items, ...consoles.items].map(
      ({ place }) => place ?? assert.fail('no place'),
    );
    const [home, srv, ssh, web, screen] = places;
    assert.ok(home && srv && ssh && web && screen);
    assert.equal(
      changed({ kind: 'make-read-only', place: home }),
      text.replace('writable: true #', 'writable: false #'),
    );
    assert.equal(
      changed({ kind: 'make-read-only', place: srv }),
      text.replace('/srv, writable: true', '/srv, writable: false'),
    );
    const address = '127.0.0.1';
    assert.equal(changed({ kind: 'bind', place: ssh, address }), text.replace('"0.0.0.0"', '"127.0.0.1"'));
    assert.equal(
      changed({ kind: 'bind', place: web, address }),
      text.replace('guestPort: 80\n', 'guestPort: 80\n  hostIP: 127.0.0.1\n'),
    );
    assert.equal(changed({ kind: 'bind', place: screen, address }), text.replace('":1', '"127.0.0.1:1'));
    assert.equal(
      changed({ kind: 'remove', place: srv }),
      text.replace('- {location: /srv, writable: true}\n', ''),
    );
  });

  it('leaves other files and unknown places alone', () => {
    const span = { start: 0, end: 7 };
    assert.equal(changed({ kind: 'remove', place: { path: 'dev.yaml', span } }), undefined);
    const { sharedFolders } = machine(text);
    const [home] = sharedFolders.items;
    assert.ok(home?.place);
    assert.equal(changed({ kind: 'make-read-only', place: { ...home.place, path: 'base.yaml' } }), undefined);
  });

  it('keeps comments with the statement they speak about', () => {
    const commented = text
      .replace('# why', '# berth-ignore x -- y')
      .replace('- guest', '# berth-ignore z\n- guest');
    const { comments, commentLine, statementAt } = format.read(commented, 'dev.yaml', {}, filesAround({}));
    assert.deepEqual(
      comments.map(({ text: said, target }) => [
        said,
        target && commented.slice(target.start, target.end).slice(0, 11),
      ]),
      [
        ['berth-ignore x -- y', 'writable: t'],
        ['berth-ignore z', '- guestPort'],
      ],
    );
    assert.equal(commentLine('x'), '# x');
    assert.equal(statementAt(commented.indexOf('writable')).start, commented.indexOf('writable'));
  });
});
