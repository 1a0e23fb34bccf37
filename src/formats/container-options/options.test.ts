// Command lines of engines as facts: every spelling of options, variables, and what is left open.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is the notation of shells.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Fact, type Facts, isKnown, knownValue } from '../../core/fact';
import type { ContainerFacts } from '../unsaid';
import { dockerDefaults } from './defaults';
import { imageFact, optionFacts, withImage } from './facts';
import { splitOptions } from './split';
import { type OptionWord, shellWord } from './words';

const path = 'start.sh';

/** The words of a line that has no spaces inside of words, behind `docker run`. */
function words(line: string): OptionWord[] {
  return [...line.matchAll(/\S+/g)].map(({ 0: text, index }) =>
    shellWord(text, { path, span: { start: index, end: index + text.length } }),
  );
}

function facts(line: string): ContainerFacts {
  const list = splitOptions(words(line), true);
  return optionFacts(list, dockerDefaults);
}

const value = (fact: Fact<unknown>): unknown => (isKnown(fact) ? fact.value : 'unknown');
const items = (list: Facts<unknown>): unknown[] => [
  ...list.items.map((item) => item.value),
  ...(list.rest === undefined ? [] : ['…']),
];

describe('words of a shell', () => {
  const cases: readonly (readonly [written: string, text: string, unresolved: readonly string[]])[] = [
    ['plain', 'plain', []],
    [`a'b c'"d e"\\ f`, 'ab cd e f', []],
    ['"$PWD":/src', '#:/src', ['$PWD']],
    ['$(pwd)/x:/y', '#/x:/y', ['$(pwd)']],
    ['"$(dirname "$0")"/a', '#/a', ['$(dirname "$0")']],
    [`'$HOME'`, '$HOME', []],
    ['"it\'s"', `it's`, []],
    ['"a\\nb\\"c"', 'a\\nb"c', []],
    ['${A:-${B}}:$1', '#:#', ['${A:-${B}}', '$1']],
    ['$(never closed', '#', ['$(never closed']],
    ['a$', 'a$', []],
  ];
  for (const [written, text, unresolved] of cases) {
    it(`reads ${written}`, () => {
      const word = shellWord(written, { path, span: { start: 0, end: written.length } });
      assert.equal(word.text.replace(/[\uE100-\uE6FF]/g, '#'), text);
      assert.deepEqual(word.unresolved, unresolved);
    });
  }
});

describe('options of docker run', () => {
  it('splits short, long and joined forms, and stops at the image', () => {
    const { options, operands, open } = splitOptions(
      words('-itd -p80:80 -v=/a:/b --rm --name web -u 0 --privileged=false nginx:1 -g daemon'),
    );
    assert.deepEqual(
      options.map(({ name, value: { text } }) => [name, text]),
      [
        ['interactive', 'true'],
        ['tty', 'true'],
        ['detach', 'true'],
        ['publish', '80:80'],
        ['volume', '/a:/b'],
        ['rm', 'true'],
        ['name', 'web'],
        ['user', '0'],
        ['privileged', 'false'],
      ],
    );
    assert.deepEqual(
      operands.map(({ text }) => text),
      ['nginx:1', '-g', 'daemon'],
    );
    assert.equal(open, undefined);
  });

  it('takes the words of a separate value into the place', () => {
    const [option] = splitOptions(words('--cap-add SYS_ADMIN'), true).options;
    assert.deepEqual(option?.value.place.span, { start: 0, end: 19 });
  });

  it('keeps apart variables for options and for the image', () => {
    const some = splitOptions(words('$DOCKER_OPTS nginx'));
    assert.equal(some.operands[0]?.text, 'nginx');
    assert.ok(some.open !== undefined);
    const image = splitOptions(words('--rm "$IMAGE" --privileged'));
    assert.equal(image.open, undefined);
    assert.deepEqual(image.options.length, 1);
    assert.equal(value(imageFact(image.operands[0] ?? assert.fail())), 'unknown');
  });

  it('leaves unknown what hidden options may say, and keeps what is said', () => {
    const open = facts('--privileged $EXTRA_OPTS -p 80:80');
    assert.equal(value(open.privileged), true);
    assert.equal(value(open.memory), 'unknown');
    assert.deepEqual(items(open.capabilitiesAdded), ['…']);
    assert.equal(items(open.ports).length, 2);
  });

  const single: readonly (readonly [line: string, fact: keyof ContainerFacts, expected: unknown])[] = [
    ['--privileged', 'privileged', true],
    ['', 'privileged', false],
    ['--security-opt=no-new-privileges', 'noNewPrivileges', true],
    ['--security-opt no-new-privileges:false', 'noNewPrivileges', false],
    ['--security-opt seccomp=unconfined', 'seccomp', 'unconfined'],
    ['--security-opt seccomp=$PWD/s.json', 'seccomp', 'profile'],
    ['--security-opt apparmor:unconfined', 'appArmor', 'unconfined'],
    ['--security-opt label=disable', 'selinux', 'disabled'],
    ['--security-opt systempaths=unconfined', 'maskedPaths', false],
    ['--security-opt unmask=ALL', 'maskedPaths', false],
    ['--read-only', 'readOnlyRootFilesystem', true],
    ['--pid=host', 'pidNamespace', 'host'],
    ['--ipc container:db', 'ipcNamespace', 'other'],
    ['--uts host', 'utsNamespace', 'host'],
    ['--userns=host', 'userNamespace', 'host'],
    ['--cgroupns host', 'cgroupNamespace', 'host'],
    ['--net host', 'networkNamespace', 'host'],
    ['--network=back', 'networkNamespace', 'own'],
    ['-m 512m', 'memory', 536870912],
    ['-m512m', 'memory', 536870912],
    ['-m $LIMIT', 'memory', 'unknown'],
    ['', 'memory', 'unlimited'],
    ['--cpus 1.5', 'cpus', 1.5],
    ['--cpu-quota 50000', 'cpus', 0.5],
    ['--cpuset-cpus 0-3', 'cpus', 4],
    ['--pids-limit -1', 'pidsLimit', 'unlimited'],
    ['--pids-limit=200', 'pidsLimit', 200],
    ['--init', 'engineInit', true],
    ['--restart unless-stopped', 'lifetime', 'service'],
    ['-d', 'lifetime', 'service'],
    ['--rm', 'lifetime', 'unknown'],
    ['--runtime=runsc', 'runtime', 'runsc'],
    ['--health-cmd true', 'healthcheck', true],
    ['--no-healthcheck', 'healthcheck', false],
    ['--stop-signal SIGQUIT', 'stopSignal', 'SIGQUIT'],
    ['--platform linux/arm64', 'platform', 'linux/arm64'],
    ['-u 1000:1000', 'user', '1000:1000'],
  ];
  for (const [line, fact, expected] of single) {
    it(`${line || 'nothing'} says ${fact}: ${expected}`, () => {
      const found = facts(line)[fact];
      assert.ok('state' in found);
      assert.equal(value(found), expected);
    });
  }

  it('reads ports, mounts, devices, variables and capabilities', () => {
    const found = facts(
      '-p 127.0.0.1:8080:80/udp -p 9000 -P -v /run/docker.sock:/s:ro -v data:/d -v $PWD:/src -v $X:/x --mount type=bind,src=/etc,dst=/e,readonly --tmpfs /tmp --device /dev/kvm:/dev/kvm --gpus all --cap-add=NET_ADMIN,SYS_PTRACE --cap-drop ALL -e A=1 -e B -e C=$C --env-file x.env --network a --network b -l k=v',
    );
    const { port, hostPort, address, protocol } = found.ports.items[0]?.value ?? assert.fail();
    assert.deepEqual(
      [value(port), value(hostPort), value(address), protocol],
      [80, 8080, '127.0.0.1', 'udp'],
    );
    assert.deepEqual(items(found.ports).slice(2), ['…']);
    assert.deepEqual(
      found.mounts.items.map(({ value: mount }) => [mount.kind, mount.source, mount.target, mount.readOnly]),
      [
        ['bind', '/run/docker.sock', '/s', true],
        ['volume', 'data', '/d', false],
        ['bind', '$PWD', '/src', false],
        ['other', '$X', '/x', false],
        ['bind', '/etc', '/e', true],
        ['tmpfs', undefined, '/tmp', false],
      ],
    );
    assert.deepEqual(
      found.devices.items.map(({ value: { kind, name } }) => `${kind} ${name}`),
      ['path /dev/kvm', 'gpu all'],
    );
    assert.deepEqual(items(found.capabilitiesAdded), ['NET_ADMIN', 'SYS_PTRACE']);
    assert.deepEqual(items(found.capabilitiesDropped), ['ALL']);
    assert.deepEqual(items(found.networks), ['a', 'b']);
    assert.equal(found.environment.items.length, 3);
    assert.ok(found.environment.rest !== undefined);
    assert.deepEqual(
      found.labels.items.map(({ value: label }) => [label.key, value(label.value)]),
      [['k', 'v']],
    );
  });

  it('knows the default network, none for another mode, and the log', () => {
    assert.deepEqual(items(facts('').networks), ['bridge']);
    assert.deepEqual(items(facts('--network host').networks), []);
    assert.deepEqual(value(facts('--log-driver json-file').logging), { driver: 'json-file', limited: false });
    assert.deepEqual(value(facts('--log-opt max-size=10m').logging), { driver: 'json-file', limited: true });
    assert.deepEqual(value(facts('--log-driver journald').logging), { driver: 'journald', limited: true });
  });

  it('adds what follows from the image and the variables', () => {
    const said = facts('-e POSTGRES_PASSWORD=hunter2xyz -v /lib/modules:/lib/modules');
    const image = imageFact(words('ubuntu:24.04')[0] ?? assert.fail());
    const found = withImage({ ...said, image }, 'db');
    assert.equal(knownValue(found.secrets.items[0] ?? assert.fail())?.name, 'POSTGRES_PASSWORD');
    assert.deepEqual(items(found.software.kernelModules), ['/lib/modules', '…']);
    assert.equal(knownValue(found.operatingSystem)?.distribution, 'ubuntu');
  });

  it('never throws, whatever the words', () => {
    const piece = fc.constantFrom(
      ...'-p -v --mount --security-opt --env = : , $ ${ " \' -- a / type=bind -itu --cpus 1 \\ ` $( )'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.array(piece, { maxLength: 5 }), { maxLength: 8 }), (lines) => {
        const list = splitOptions(words(lines.map((parts) => parts.join('')).join(' ')));
        withImage(optionFacts(list, dockerDefaults), 'x');
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
