// Changes as edits of Compose text: what they write, what they keep, and what they refuse.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is the notation of Compose.
import assert from 'node:assert/strict';
import type { Fact, Facts } from '../../core/fact';
import type { Change, Setting, TextEdit } from '../../core/format';
import type { Place } from '../../core/span';
import type { ContainerWorkload } from '../../core/workload';
import type { ContainerFacts } from '../unsaid';
import compose from './index';

function apply(text: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((one, other) => other.span.start - one.span.start)
    .reduce((all, { span, text: part }) => all.slice(0, span.start) + part + all.slice(span.end), text);
}

/** The change's edits of a text, whose service is below `services: / web:` unless it starts with a `|`. */
function change(service: string, of: (workload: ContainerWorkload) => Change): string | undefined {
  const whole = service.startsWith('|')
    ? service.slice(1)
    : `services:\n  web:\n    image: nginx:1\n${service}`;
  const reading = compose.read(whole, 'compose.yaml');
  const workload = reading.workloads.find(({ name }) => name === 'web');
  assert.ok(workload?.kind === 'container');
  const edits = reading.edits(of(workload));
  if (edits === undefined) return undefined;
  const result = apply(whole, edits);
  return service.startsWith('|') ? result : result.slice('services:\n  web:\n    image: nginx:1\n'.length);
}

type List = {
  [K in keyof ContainerFacts]: ContainerFacts[K] extends Facts<unknown> ? K : never;
}[keyof ContainerFacts];
type Single = {
  [K in keyof ContainerFacts]: ContainerFacts[K] extends Fact<unknown> ? K : never;
}[keyof ContainerFacts];

function placeOf(fact: Fact<unknown> | undefined): Place {
  return fact?.place ?? assert.fail('no place');
}

const removeItem = (service: string, list: List, index = 0): string | undefined =>
  change(service, (workload) => ({ kind: 'remove', place: placeOf(workload[list].items[index]) }));
const removeKey = (service: string, key: Single): string | undefined =>
  change(service, (workload) => ({ kind: 'remove', place: placeOf(workload[key]) }));
const replace = (service: string, key: Single, value: string): string | undefined =>
  change(service, (workload) => ({ kind: 'replace', place: placeOf(workload[key]), value }));
const bind = (service: string, address = '127.0.0.1'): string | undefined =>
  change(service, (workload) => ({ kind: 'bind', place: placeOf(workload.ports.items[0]), address }));
const protect = (service: string): string | undefined =>
  change(service, (workload) => ({ kind: 'make-read-only', place: placeOf(workload.mounts.items[0]) }));
const set = (service: string, setting: Setting): string | undefined =>
  change(service, ({ id }) => ({ kind: 'set', workload: id, setting }));

describe('removing from a Compose file', () => {
  it('takes the line of a key and keeps its comment', () => {
    assert.equal(removeKey('    privileged: true\n    init: true\n', 'privileged'), '    init: true\n');
    assert.equal(
      removeKey('    # above\n    privileged: true # why\n    init: true\n', 'privileged'),
      '    # above\n    # why\n    init: true\n',
    );
    assert.equal(removeKey('    privileged: true', 'privileged'), '');
    assert.equal(removeKey('    privileged: true\r\n    init: true\r\n', 'privileged'), '    init: true\r\n');
  });

  it('takes a list item, and the key with the last one', () => {
    const two = '    cap_add:\n      - SYS_ADMIN # a\n      # b\n      - NET_ADMIN\n    init: true\n';
    assert.equal(
      removeItem(two, 'capabilitiesAdded', 0),
      '    cap_add:\n      # b\n      - NET_ADMIN\n    init: true\n',
    );
    assert.equal(
      removeItem('    cap_add:\n    # note\n    - SYS_ADMIN\n    init: true\n', 'capabilitiesAdded'),
      '    # note\n    init: true\n',
    );
    assert.equal(removeItem('    cap_add: [A, B, C]\n', 'capabilitiesAdded', 1), '    cap_add: [A, C]\n');
    assert.equal(removeItem('    cap_add: [A, B]\n', 'capabilitiesAdded', 1), '    cap_add: [A]\n');
    assert.equal(removeItem('    cap_add: [A]\n', 'capabilitiesAdded'), '');
    assert.equal(
      removeItem('    cap_add: # why\n      - A # a\n    init: true\n', 'capabilitiesAdded'),
      '    # why\n    init: true\n',
    );
  });

  it('takes long items and the empty blocks around a key', () => {
    const volumes =
      '    volumes:\n      - type: bind\n        source: /etc\n        target: /e\n      - a:/b\n';
    assert.equal(removeItem(volumes, 'mounts'), '    volumes:\n      - a:/b\n');
    assert.equal(
      removeKey(
        '    deploy:\n      resources:\n        limits:\n          memory: 1g\n    init: true\n',
        'memory',
      ),
      '    init: true\n',
    );
    assert.equal(
      removeKey('    deploy:\n      resources:\n        limits: {memory: 1g, cpus: "1"}\n', 'memory'),
      '    deploy:\n      resources:\n        limits: {cpus: "1"}\n',
    );
    assert.equal(
      removeKey('|{"services": {"web": {"image": "a", "privileged": true}}}', 'privileged'),
      '{"services": {"web": {"image": "a"}}}',
    );
  });

  it('refuses what others share, what a variable decides, what would come back, and whole services', () => {
    const shared =
      '|x: &x\n  privileged: true\n  cap_add: [A]\nservices:\n  web:\n    <<: *x\n    image: a\n';
    assert.equal(removeKey(shared, 'privileged'), undefined);
    assert.equal(removeItem(shared, 'capabilitiesAdded'), undefined);
    assert.equal(
      removeItem('|x: &x [A]\nservices:\n  web: {image: a, cap_add: *x}\n', 'capabilitiesAdded'),
      undefined,
    );
    assert.equal(
      removeKey('|services:\n  web: &w\n    image: a\n    init: true\n  b: *w\n', 'engineInit'),
      undefined,
    );
    assert.equal(removeKey('    privileged: ${P:-true}\n', 'privileged'), undefined);
    assert.equal(
      removeKey(
        '|x: &x {init: false}\nservices:\n  web:\n    <<: *x\n    init: true\n    image: a\n',
        'engineInit',
      ),
      undefined,
    );
    assert.equal(removeKey('    init: false\n    init: true\n', 'engineInit'), undefined);
    assert.equal(removeKey('|services:\n  web:\n    image: a\n', 'image'), undefined);
    const elsewhere = { path: 'compose.yaml', span: { start: 2, end: 5 } };
    assert.equal(
      change('', () => ({ kind: 'remove', place: elsewhere })),
      undefined,
    );
  });

  it('works where a service is not anchored although it merges', () => {
    const text = '|x: &x {image: a}\nservices:\n  web:\n    <<: *x\n    privileged: true\n';
    assert.equal(removeKey(text, 'privileged'), 'x: &x {image: a}\nservices:\n  web:\n    <<: *x\n');
  });
});

describe('replacing in a Compose file', () => {
  it('keeps the quotes and quotes where needed', () => {
    assert.equal(replace('    user: root\n', 'user', 'app'), '    user: app\n');
    assert.equal(replace("    user: 'root' # c\n", 'user', '1000:1000'), "    user: '1000:1000' # c\n");
    assert.equal(replace('    user: "0"\n', 'user', '1000'), '    user: "1000"\n');
    assert.equal(replace('    user: root\n', 'user', '1000:1000'), "    user: '1000:1000'\n");
    assert.equal(replace('    user: root\n', 'user', 'no'), "    user: 'no'\n");
    assert.equal(replace('    pids_limit: -1\n', 'pidsLimit', '200'), '    pids_limit: 200\n');
    assert.equal(replace('    user: {{ u }}\n', 'user', 'app'), undefined);
    assert.equal(replace('    user: $U\n', 'user', 'app'), undefined);
  });

  it('keeps the name of a list’s variable', () => {
    const text = '    environment:\n      - A=1\n      - "B=2"\n';
    const result = change(text, ({ environment }) => ({
      kind: 'replace',
      place: placeOf(environment.items[1]),
      value: '3',
    }));
    assert.equal(result, '    environment:\n      - A=1\n      - "B=3"\n');
  });
});

describe('binding and protecting in a Compose file', () => {
  it('binds short ports', () => {
    const short: readonly (readonly [string, string])[] = [
      ['8080:80', '127.0.0.1:8080:80'],
      ['"8080:80"', '"127.0.0.1:8080:80"'],
      ["'0.0.0.0:8080:80/udp'", "'127.0.0.1:8080:80/udp'"],
      ['"[::]:8080:80"', '"127.0.0.1:8080:80"'],
      ['3000-3005:3000-3005', '127.0.0.1:3000-3005:3000-3005'],
      ['5432', '127.0.0.1::5432'],
    ];
    for (const [before, after] of short) {
      assert.equal(bind(`    ports:\n      - ${before} # c\n`), `    ports:\n      - ${after} # c\n`, before);
    }
    assert.equal(bind('    ports:\n      - 1:2\n', '::1'), "    ports:\n      - '[::1]:1:2'\n");
    assert.equal(bind('    ports: [80:80]\n'), '    ports: [127.0.0.1:80:80]\n');
  });

  it('binds long ports', () => {
    assert.equal(
      bind('    ports:\n      - target: 80\n        published: 8080\n'),
      '    ports:\n      - target: 80\n        published: 8080\n        host_ip: 127.0.0.1\n',
    );
    assert.equal(
      bind('    ports:\n      - host_ip: 0.0.0.0\n        target: 80\n'),
      '    ports:\n      - host_ip: 127.0.0.1\n        target: 80\n',
    );
    assert.equal(bind('    ports: [{target: 80}]\n'), '    ports: [{target: 80, host_ip: 127.0.0.1}]\n');
    assert.equal(bind('    ports:\n      - ${P:-1}:80\n'), undefined);
  });

  it('makes volumes read-only', () => {
    const short: readonly (readonly [string, string])[] = [
      ['/etc:/e', '/etc:/e:ro'],
      ['"/etc:/e:rw"', '"/etc:/e:ro"'],
      ['/etc:/e:z,rw', "'/etc:/e:ro,z'"],
      ['C:\\a:C:\\b', 'C:\\a:C:\\b:ro'],
    ];
    for (const [before, after] of short) {
      const result = protect(`    volumes:\n      - ${before}\n`);
      assert.equal(
        result?.replaceAll("'", ''),
        `    volumes:\n      - ${after}\n`.replaceAll("'", ''),
        before,
      );
    }
    assert.equal(
      protect('    volumes:\n    - type: bind\n      source: /a\n      target: /b\n'),
      '    volumes:\n    - type: bind\n      source: /a\n      target: /b\n      read_only: true\n',
    );
    assert.equal(
      protect('    volumes: [{type: bind, source: /a, target: /b, read_only: false}]\n'),
      '    volumes: [{type: bind, source: /a, target: /b, read_only: true}]\n',
    );
    assert.equal(protect('    volumes:\n      - /anonymous\n'), undefined);
  });
});

describe('setting in a Compose file', () => {
  const drop: Setting = { name: 'capabilitiesDropped', value: 'ALL' };
  const privileges: Setting = { name: 'noNewPrivileges', value: true };

  it('adds keys in the file’s style', () => {
    assert.equal(set('', { name: 'readOnlyRootFilesystem', value: true }), '    read_only: true\n');
    assert.equal(set('    init: true # c\n\n', drop), '    init: true # c\n    cap_drop:\n      - ALL\n\n');
    assert.equal(set('    ports:\n    - 1:1\n', drop), '    ports:\n    - 1:1\n    cap_drop:\n    - ALL\n');
    assert.equal(
      set('    ports:\n        - 1:1\n', drop),
      '    ports:\n        - 1:1\n    cap_drop:\n        - ALL\n',
    );
    assert.equal(set('    a: 1', { name: 'pidsLimit', value: 200 }), '    a: 1\n    pids_limit: 200');
    assert.equal(
      set('|services:\r\n  web:\r\n    image: a\r\n  b: {}\r\n', privileges),
      'services:\r\n  web:\r\n    image: a\r\n    security_opt:\r\n      - no-new-privileges:true\r\n  b: {}\r\n',
    );
    assert.equal(
      set('|{"services": {"web": {"image": "a"}}}', drop),
      '{"services": {"web": {"image": "a", cap_drop: [ALL]}}}',
    );
    assert.equal(set('', { name: 'user', value: '1000:1000' }), "    user: '1000:1000'\n");
    assert.equal(set('', { name: 'runtime', value: 'runsc' }), '    runtime: runsc\n');
  });

  it('turns logs over, starts an init, restarts and keeps data in a volume', () => {
    const rotation: Setting = { name: 'logRotation', value: { size: '10m', files: 3 } };
    const options = "      options:\n        max-size: 10m\n        max-file: '3'\n";
    assert.equal(set('', rotation), `    logging:\n      driver: json-file\n${options}`);
    assert.equal(
      set('    logging:\n      driver: local\n', rotation),
      `    logging:\n      driver: local\n${options}`,
    );
    assert.equal(
      set('    logging:\n      options:\n        max-file: "5"\n', rotation),
      '    logging:\n      options:\n        max-file: "5"\n        max-size: 10m\n',
    );
    assert.equal(
      set('    logging:\n      options: {max-size: "-1"}\n', rotation),
      '    logging:\n      options: {max-size: "10m", max-file: \'3\'}\n',
    );
    assert.equal(set('    logging:\n      driver: syslog\n', rotation), undefined);
    assert.equal(set('    logging: {driver: "${D}"}\n', rotation), undefined);
    assert.equal(set('    logging: *x\n', rotation), undefined);
    assert.equal(set('', { name: 'engineInit', value: true }), '    init: true\n');
    assert.equal(set('    init: false\n', { name: 'engineInit', value: true }), '    init: true\n');
    assert.equal(
      set('    restart: "no"\n', { name: 'restart', value: 'unless-stopped' }),
      '    restart: "unless-stopped"\n',
    );
    const data: Setting = { name: 'volume', value: { source: 'data', target: '/var/lib/data' } };
    assert.equal(set('', data), '    volumes:\n      - data:/var/lib/data\nvolumes:\n  data:\n');
    assert.equal(
      set('    volumes:\n      - ./a:/a\nvolumes:\n  other:\n', data),
      '    volumes:\n      - ./a:/a\n      - data:/var/lib/data\nvolumes:\n  other:\n  data:\n',
    );
    assert.equal(
      set('volumes: {data: {}}\n', data),
      '    volumes:\n      - data:/var/lib/data\nvolumes: {data: {}}\n',
    );
    assert.equal(set('volumes: *x\n', data), undefined);
    assert.equal(set('', { name: 'seccomp', value: 'default' }), undefined);
    assert.equal(set('', { name: 'userNamespaces', value: true }), undefined);
  });

  it('adds to the lists and limits that are there', () => {
    assert.equal(
      set('    cap_drop:\n      - MKNOD # m\n', drop),
      '    cap_drop:\n      - MKNOD # m\n      - ALL\n',
    );
    assert.equal(set('    cap_drop: [MKNOD]\n', drop), '    cap_drop: [MKNOD, ALL]\n');
    assert.equal(set('    cap_drop: []\n', drop), '    cap_drop: [ALL]\n');
    assert.equal(
      set('    security_opt:\n      - no-new-privileges:false\n', privileges),
      '    security_opt:\n      - no-new-privileges:true\n',
    );
    assert.equal(
      set('    read_only: false\n', { name: 'readOnlyRootFilesystem', value: true }),
      '    read_only: true\n',
    );
    const limits = '    deploy:\n      resources:\n        limits:\n          cpus: "1"\n    init: true\n';
    assert.equal(
      set(limits, { name: 'memory', value: 512 * 1024 ** 2 }),
      limits.replace('"1"\n', '"1"\n          memory: 512m\n'),
    );
    assert.equal(set('', { name: 'memory', value: 1000 }), '    mem_limit: 1000\n');
    assert.equal(set('    cpus: 0\n', { name: 'cpus', value: 1.5 }), '    cpus: 1.5\n');
  });

  it('refuses shared, inherited, templated and unclear places', () => {
    assert.equal(set('|services:\n  web: &w\n    image: a\n  b: *w\n', drop), undefined);
    assert.equal(set('|x: &x {image: a}\nservices:\n  web: *x\n', drop), undefined);
    const inherited = '|x: &x {cap_drop: [A]}\nservices:\n  web:\n    <<: *x\n    image: a\n';
    assert.equal(set(inherited, drop), undefined);
    assert.equal(set('    cap_drop: ${DROP}\n', drop), undefined);
    assert.equal(set('    mem_limit: ${M}\n', { name: 'memory', value: 1024 }), undefined);
    assert.equal(set('    {% if x %}\n    init: true\n    {% endif %}\n', drop), undefined);
    assert.equal(set('    command: |+\n      a\n\n', drop), undefined);
    assert.equal(set('', { name: 'linkedClone', value: true }), undefined);
    assert.equal(
      change('', () => ({ kind: 'set', workload: 'x#y', setting: drop })),
      undefined,
    );
  });
});
