// Command lines in scripts: where they are found, what changes they take, and which comments speak about them.
import assert from 'node:assert/strict';
import { applyEdits } from '../../core/edit';
import { type Fact, type Facts, knownValue } from '../../core/fact';
import type { Change, Setting } from '../../core/format';
import type { Place } from '../../core/span';
import type { ContainerWorkload } from '../../core/workload';
import { alone, type Reading } from '../format';
import script from './index';

const read = (text: string, path = 'start.sh'): Reading => script.read(text, path, {}, alone);

/** The containers of a reading. */
function containers({ workloads }: Reading): ContainerWorkload[] {
  return workloads.filter((workload) => workload.kind === 'container');
}

/** The text after the change of the first container. */
function changed(
  text: string,
  of: (workload: ContainerWorkload) => Change,
  path?: string,
): string | undefined {
  const reading = read(text, path);
  const edits = reading.edits(of(containers(reading)[0] ?? assert.fail('no container')));
  return edits === undefined ? undefined : applyEdits(text, edits);
}

type Pick = (workload: ContainerWorkload) => Fact<unknown> | undefined;

const placeOf = (fact: Fact<unknown> | undefined): Place => fact?.place ?? assert.fail('no place');
const removed = (text: string, of: Pick, path?: string) =>
  changed(text, (workload) => ({ kind: 'remove', place: placeOf(of(workload)) }), path);
const replaced = (text: string, value: string, of: Pick) =>
  changed(text, (workload) => ({ kind: 'replace', place: placeOf(of(workload)), value }));
const bound = (text: string) =>
  changed(text, ({ ports }) => ({ kind: 'bind', place: placeOf(ports.items[0]), address: '127.0.0.1' }));
const protectedMount = (text: string) =>
  changed(text, ({ mounts }) => ({ kind: 'make-read-only', place: placeOf(mounts.items[0]) }));
const set = (text: string, setting: Setting) =>
  changed(text, ({ id }) => ({ kind: 'set', workload: id, setting }));

const firstCapability: Pick = ({ capabilitiesAdded }) => capabilitiesAdded.items[0];

describe('containers of a script', () => {
  const names = (text: string, path?: string): string[] =>
    containers(read(text, path)).map(({ name }) => name);

  it('are found in conditions, loops, functions, substitutions and nested shells', () => {
    assert.deepEqual(names('if ! docker run a/b:1; then docker run c; else docker run d; fi'), [
      'b',
      'c',
      'd',
    ]);
    assert.deepEqual(names('for i in 1 2; do sudo -E docker run e; done & f() { docker run g; }'), [
      'e',
      'g',
    ]);
    assert.deepEqual(names('x=$(docker run h)\ny="$(echo $(docker run i))"\nz=`docker run j`'), [
      'h',
      'i',
      'j',
    ]);
    assert.deepEqual(names("bash -c 'docker run k && docker run l'"), ['k', 'l']);
    assert.deepEqual(names('case $1 in a) docker run m;; esac || docker run n | cat'), ['m', 'n']);
  });

  it('are not found in comments, texts and heredocs', () => {
    assert.deepEqual(
      names('# docker run a\necho docker run b "docker run c"\ncat <<E\ndocker run d\nE\n'),
      [],
    );
    assert.deepEqual(names('docker compose run a; docker-compose run b; docker volume create c'), []);
  });

  it('are none where a container is only created to copy from', () => {
    assert.deepEqual(names('x=$(docker create a)\ndocker cp $x:/b b\ndocker rm $x\n'), []);
    assert.deepEqual(names('docker create --name a b\ndocker cp c a:/c\ndocker start a\n'), ['a']);
    assert.deepEqual(names('docker create --name a b\n'), ['a']);
  });

  it('keep their ids apart', () => {
    const ids = containers(read('docker run a\ndocker run a\ndocker run --name b a\n')).map(({ id }) => id);
    assert.deepEqual(ids, ['start.sh#a', 'start.sh#a~2', 'start.sh#b']);
  });

  it('have places in the lines of a pipeline', () => {
    const text =
      'a:\n  script:\n    - |\n      echo\n      docker run \\\n        --privileged x\n    - >\n      docker run\n      --privileged y\n';
    for (const { privileged } of containers(read(text, '.gitlab-ci.yml'))) {
      const { span } = placeOf(privileged);
      assert.equal(text.slice(span.start, span.end), '--privileged');
    }
    assert.deepEqual(names(text, '.gitlab-ci.yml'), ['x', 'y']);
  });
});

describe('edits of a script', () => {
  it('remove an option, with its line where it has one', () => {
    assert.equal(removed('docker run --cap-add A --rm x\n', firstCapability), 'docker run --rm x\n');
    assert.equal(removed('docker run \\\n  --cap-add=A \\\n  x\n', firstCapability), 'docker run \\\n  x\n');
    assert.equal(
      removed('docker run --rm --cap-add A \\\n  x\n', firstCapability),
      'docker run --rm  \\\n  x\n',
    );
    assert.equal(
      removed(
        'a:\n  script:\n    - >\n      docker run\n      --cap-add A\n      x\n',
        firstCapability,
        '.gitlab-ci.yml',
      ),
      'a:\n  script:\n    - >\n      docker run\n      x\n',
    );
  });

  it('refuse quotes, variables and letters behind one dash', () => {
    assert.equal(removed('docker run --cap-add "A" x\n', firstCapability), undefined);
    assert.equal(
      removed('docker run -v $PWD:/a x\n', ({ mounts }) => mounts.items[0]),
      undefined,
    );
    assert.equal(
      removed('docker run -itv/a:/b x\n', ({ mounts }) => mounts.items[0]),
      undefined,
    );
  });

  it('replace values, bind ports and protect mounts', () => {
    assert.equal(
      replaced('docker run --pids-limit=-1 x\n', '200', ({ pidsLimit }) => pidsLimit),
      'docker run --pids-limit=200 x\n',
    );
    assert.equal(
      replaced('docker run -e MODE=a x\n', 'b', ({ environment }) => environment.items[0]),
      'docker run -e MODE=b x\n',
    );
    assert.equal(
      replaced('docker run -u 0 x\n', 'a b', ({ user }) => user),
      undefined,
    );
    assert.equal(bound('docker run -p 80:80/udp x\n'), 'docker run -p 127.0.0.1:80:80/udp x\n');
    assert.equal(protectedMount('docker run -v /a:/b:z x\n'), 'docker run -v /a:/b:ro,z x\n');
    assert.equal(
      protectedMount('docker run --mount type=bind,src=/a,dst=/b x\n'),
      'docker run --mount type=bind,src=/a,dst=/b,readonly x\n',
    );
  });

  const settings: readonly (readonly [setting: Setting, options: string])[] = [
    [{ name: 'noNewPrivileges', value: true }, '--security-opt=no-new-privileges'],
    [{ name: 'readOnlyRootFilesystem', value: true }, '--read-only'],
    [{ name: 'capabilitiesDropped', value: 'ALL' }, '--cap-drop=ALL'],
    [{ name: 'pidsLimit', value: 200 }, '--pids-limit=200'],
    [{ name: 'memory', value: 2 ** 29 }, '--memory=512m'],
    [{ name: 'memory', value: 1000 }, '--memory=1000'],
    [{ name: 'cpus', value: 1.5 }, '--cpus=1.5'],
    [{ name: 'user', value: '1000' }, '--user=1000'],
    [{ name: 'runtime', value: 'runsc' }, '--runtime=runsc'],
    [{ name: 'engineInit', value: true }, '--init'],
    [{ name: 'restart', value: 'on-failure:5' }, '--restart=on-failure:5'],
    [
      { name: 'logRotation', value: { size: '10m', files: 3 } },
      '--log-opt=max-size=10m --log-opt=max-file=3',
    ],
    [{ name: 'volume', value: { source: 'data', target: '/data' } }, '--volume=data:/data'],
    [{ name: 'label', value: { key: 'a', text: 'b' } }, '--label=a=b'],
  ];
  for (const [setting, options] of settings) {
    it(`state ${setting.name}`, () =>
      assert.equal(set('docker run -d x\n', setting), `docker run ${options} -d x\n`));
  }

  it('refuse what an engine has not, or not beside --rm', () => {
    assert.equal(set('docker run x\n', { name: 'userNamespaces', value: true }), undefined);
    assert.equal(
      set('podman run x\n', { name: 'userNamespaces', value: true }),
      'podman run --userns=auto x\n',
    );
    assert.equal(set('docker run --rm x\n', { name: 'restart', value: 'always' }), undefined);
    assert.equal(set('docker run x\n', { name: 'label', value: { key: 'a', text: 'b c' } }), undefined);
    assert.equal(set('docker run x\n', { name: 'runAsNonRoot', value: true }), undefined);
  });
});

describe('comments of a script', () => {
  it('speak about the command that follows, or of their line', () => {
    const text =
      '# berth-ignore a\ntrue && \\\n  docker run --rm x\ndocker run y # berth-ignore b\n# plain\ndocker run z\n# berth-ignore c\n';
    const { comments, statementAt } = read(text);
    assert.deepEqual(
      comments.map(({ text: said, target }) => [said, target && text.slice(target.start, target.end)]),
      [
        ['berth-ignore a', 'true && \\\n  docker run --rm x'],
        ['berth-ignore b', 'docker run y'],
        ['berth-ignore c', undefined],
      ],
    );
    const { start, end } = statementAt(text.indexOf('--rm'));
    assert.equal(text.slice(start, end), 'true && \\\n  docker run --rm x');
    assert.deepEqual(statementAt(0), { start: 0, end: text.length });
  });
});

describe('commands that run no container', () => {
  const said = (text: string, path?: string) =>
    (read(text, path).declarations ?? []).map((declaration) => {
      if (declaration.kind !== 'engine-command') return assert.fail();
      const { command, output, madeHere } = declaration;
      const list: Facts<string> = declaration.arguments;
      return [
        command,
        list.items.map(({ value }) => value).join(' '),
        knownValue(output),
        knownValue(madeHere),
      ];
    });

  it('are declared with what they are about and where the result goes', () => {
    assert.deepEqual(said('docker export web > a.tar\ndocker export $x | tar -x\ndocker save -o b.tar c\n'), [
      ['export', 'web', 'a.tar', false],
      ['export', '$x', '| tar -x', false],
      ['save', '-o b.tar c', 'b.tar', false],
    ]);
    assert.deepEqual(said('docker run --name web a\ndocker commit web b\ndocker commit other c\n'), [
      ['commit', 'web b', undefined, true],
      ['commit', 'other c', undefined, false],
    ]);
    assert.deepEqual(said('docker build -t a .\ndocker save a > x\n'), [['save', 'a', 'x', true]]);
  });

  it('and starts of the engine, and its address', () => {
    assert.deepEqual(said('dockerd -H tcp://0.0.0.0:2375 --tls &'), [
      ['dockerd', '-H tcp://0.0.0.0:2375 --tls', undefined, undefined],
    ]);
    assert.deepEqual(
      said('[Service]\nExecStart=/usr/bin/dockerd -H fd:// -H tcp://0.0.0.0\n', 'docker.service'),
      [['dockerd', '-H fd:// -H tcp://0.0.0.0', undefined, undefined]],
    );
    assert.deepEqual(said('# DOCKER_HOST=tcp://no\nexport DOCKER_HOST="tcp://a:2375"\n'), [
      ['DOCKER_HOST', 'tcp://a:2375', undefined, undefined],
    ]);
    assert.deepEqual(said('variables:\n  DOCKER_HOST: tcp://docker:2375\n', '.gitlab-ci.yml'), [
      ['DOCKER_HOST', 'tcp://docker:2375', undefined, undefined],
    ]);
  });
});

describe('hostile scripts', () => {
  it('are read in linear time', () => {
    const texts = [
      'docker run $(',
      "docker run '",
      'docker run <<E\n',
      'docker run `',
      'docker run \\\n',
      '$(docker run a)\n',
    ];
    texts.push(
      'docker run -v a:b -v ',
      'docker export a > b\n',
      'sudo ',
      'docker run a # berth-ignore\n',
      'a=(docker run ',
    );
    for (const piece of texts) {
      for (const path of ['a.sh', 'Makefile', '.gitlab-ci.yml', 'Jenkinsfile', 'a.service']) {
        const text = piece.repeat(1500);
        const start = performance.now();
        read(
          path === '.gitlab-ci.yml' ? `a:\n  script: |\n    ${text.replaceAll('\n', '\n    ')}` : text,
          path,
        );
        assert.ok(performance.now() - start < 1500, `${piece} in ${path}`);
      }
    }
  });
});
