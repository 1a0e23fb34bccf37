// Projects of several files: what is merged, what variables come from, where everything stands, and what stays unknown.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is the notation of Compose.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Fact, Facts } from '../../core/fact';
import { render } from '../../core/message';
import type { Place } from '../../core/span';
import type { ContainerWorkload } from '../../core/workload';
import type { Reading } from '../format';
import { filesAround } from '../testing';
import compose from './index';

type Files = Readonly<Record<string, string>>;

/** Reads the first file with the others around it. */
function readProject(files: Files, path = Object.keys(files)[0] ?? ''): Reading {
  return compose.read(files[path] ?? '', path, {}, filesAround(files));
}

function containers(reading: Reading): readonly ContainerWorkload[] {
  return reading.workloads.filter((workload) => workload.kind === 'container');
}

function service(files: Files, name = 'web', path?: string): ContainerWorkload {
  const found = containers(readProject(files, path)).find((workload) => workload.name === name);
  return found ?? assert.fail(`no service ${name}`);
}

const ids = (reading: Reading): readonly string[] => reading.workloads.map(({ id }) => id);
const why = (fact: Fact<unknown> | undefined): string =>
  fact === undefined || fact.state === 'stated' ? '' : render(fact.why, 'en');
const plain = (facts: Facts<unknown>): readonly unknown[] => facts.items.map(({ value }) => value);
const value = (fact: Fact<unknown>): unknown => (fact.state === 'unknown' ? undefined : fact.value);

/** What stands at a place, with its file. */
function at(files: Files, place: Place | undefined): string {
  if (place === undefined) return '';
  return `${place.path}: ${(files[place.path] ?? '').slice(place.span.start, place.span.end)}`;
}

const environment = ({ environment: facts }: ContainerWorkload): Readonly<Record<string, unknown>> =>
  Object.fromEntries(facts.items.map((item) => [item.value.name, value(item.value.value)]));

describe('Compose services that extend others', () => {
  const files: Files = {
    'app/compose.yaml': `x-safe: &safe
  read_only: true
services:
  web:
    extends: {file: ../common/base.yaml, service: server}
    ports: ["8080:80"]
    environment: {LEVEL: debug}
  worker:
    extends: web
    command: work
`,
    'common/base.yaml': `x-caps: &caps [NET_ADMIN]
x-more: &more
  cap_add: *caps
services:
  server:
    <<: *more
    extends: {file: deep/root.yaml, service: root}
    build: ./image
    privileged: true
    command: [serve, all]
    environment: [LEVEL=info, HOME_PORT=80]
    env_file: server.env
`,
    'common/deep/root.yaml': 'services: {root: {init: true, volumes: ["./data:/data"], restart: always}}\n',
    'common/server.env': 'FROM_FILE=yes\n',
  };

  it('have the facts of all layers, each with the place of its own file', () => {
    const web = service(files);
    assert.equal(web.id, 'app/compose.yaml#web');
    assert.equal(web.path, 'app/compose.yaml');
    assert.equal(at(files, web.place), 'app/compose.yaml: web');
    assert.equal(at(files, web.privileged.place), 'common/base.yaml: privileged: true');
    assert.equal(at(files, web.capabilitiesAdded.items[0]?.place), 'common/base.yaml: NET_ADMIN');
    assert.equal(at(files, web.engineInit.place), 'common/deep/root.yaml: init: true');
    assert.equal(at(files, web.ports.items[0]?.place), 'app/compose.yaml: "8080:80"');
    assert.deepEqual(environment(web), { FROM_FILE: 'yes', LEVEL: 'debug', HOME_PORT: '80' });
    assert.equal(at(files, web.environment.items[0]?.place), 'common/server.env: FROM_FILE=yes');
    // Nothing is missing, so what is not said is known to be unsaid.
    assert.equal(web.memory.state, 'implied');
    assert.equal(web.environment.rest, undefined);
  });

  it('resolve paths from the file that states them', () => {
    const { build, mounts } = service(files);
    assert.equal(build && value(build.dockerfile), 'common/image/Dockerfile');
    assert.equal(mounts.items[0]?.value.source, './data');
  });

  it('replace commands instead of adding to them, over chains', () => {
    const worker = service(files, 'worker');
    assert.deepEqual(value(worker.command), { form: 'exec', words: ['work'] });
    assert.equal(value(worker.restart), 'always');
    assert.equal(worker.ports.items.length, 1);
  });

  it('are unknown where the chain breaks, with the reason at the statement', () => {
    const broken: readonly (readonly [string, RegExp])[] = [
      ['{file: gone.yaml, service: a}', /^gone\.yaml may say it, but is not there/],
      ['{file: other.yaml, service: gone}', /service gone, which it extends, is not there/],
      ['{file: other.yaml, service: back}', /extends itself/],
      ['{file: "${F}", service: a}', /depends on \$\{F\}/],
      ['{service: "${S}"}', /depends on \$\{S\}/],
      ['{file: "https://example.org/x.yaml", service: a}', /is not there or cannot be read/],
      ['web', /extends itself/],
      ['[a]', /not one that Compose accepts/],
    ];
    for (const [extend, reason] of broken) {
      const around = {
        'compose.yaml': `services:\n  web:\n    image: x\n    privileged: true\n    extends: ${extend}\n`,
        'other.yaml': 'services: {back: {extends: {file: compose.yaml, service: web}, init: true}}\n',
      };
      const web = service(around);
      assert.match(why(web.memory), reason);
      if (!extend.includes('back'))
        assert.equal(at(around, web.memory.place), `compose.yaml: extends: ${extend}`);
      assert.equal(value(web.privileged), true);
      // What leads nowhere is said; what a variable, another machine or another file decides is not.
      const isSaid = /gone|^web$/.test(extend);
      assert.equal(readProject(around).problems.length, isSaid ? 1 : 0, extend);
    }
    assert.equal(service({ 'c.yaml': 'services: {web: {image: x, extends: }}' }).memory.state, 'implied');
  });

  it('end after a bounded number of steps', () => {
    const chain = Array.from(
      { length: 300 },
      (_, index) => `  s${index}: {image: x, extends: s${index + 1}}\n`,
    );
    const long = service({ 'compose.yaml': `services:\n${chain.join('')}  s300: {init: true}\n` }, 's0');
    assert.match(why(long.memory), /more services, in more files/);
    const many: Record<string, string> = {};
    for (let file = 0; file < 100; file++) {
      many[`f${file}.yaml`] =
        `services: {web: {image: x, extends: {file: f${file + 1}.yaml, service: web}}}\n`;
    }
    assert.equal(service(many).memory.state, 'unknown');
    const documents = `services: {web: {image: x, extends: web2}, web2: {extends: web}}\n---\n`.repeat(40);
    assert.equal(service({ 'compose.yaml': documents }).memory.state, 'unknown');
  });
});

describe('Compose override files', () => {
  const files: Files = {
    'compose.yaml': `services:
  web:
    image: web:1
    command: [serve]
    ports: ["80:80", "443:443"]
    volumes: ["data:/data", "./conf:/conf:ro"]
    environment: {A: base, B: base, C: base}
    healthcheck: {test: [CMD, a], interval: 5s}
    security_opt: ["seccomp:unconfined"]
    mem_limit: 1g
    build: ./app
    networks: [front]
  old: {image: old}
volumes: {data: {driver_opts: {o: bind, device: /srv/data}}}
`,
    'docker-compose.override.yml': `services:
  web:
    image: web:dev
    command: dev
    ports: ["80:80", "81:80"]
    volumes: ["/var/run/docker.sock:/conf"]
    environment: ["B=over", "D=over"]
    healthcheck: {test: [NONE]}
    mem_limit: !reset null
    security_opt: !override ["no-new-privileges:true"]
    build: {dockerfile: Dockerfile.dev, args: {X: '1'}}
    networks: {back: {}}
  old: !reset null
  tool: {image: tool}
`,
  };

  it('are merged by the rules of Compose', () => {
    const web = service(files);
    assert.equal(value(web.image) && web.image.state === 'stated' && web.image.value.text, 'web:dev');
    assert.deepEqual(value(web.command), { form: 'exec', words: ['dev'] });
    assert.deepEqual(
      web.ports.items.map(({ value: port }) => [value(port.hostPort), value(port.port)]),
      [
        [443, 443],
        [80, 80],
        [81, 80],
      ],
    );
    assert.deepEqual(
      web.mounts.items.map(({ value: mount }) => [mount.source, mount.target, mount.kind]),
      [
        ['/srv/data', '/data', 'bind'],
        ['/var/run/docker.sock', '/conf', 'bind'],
      ],
    );
    assert.deepEqual(environment(web), { A: 'base', C: 'base', B: 'over', D: 'over', X: '1' });
    assert.equal(value(web.healthcheck), false);
    assert.equal(value(web.noNewPrivileges), true);
    assert.equal(value(web.seccomp), 'default');
    assert.deepEqual([web.memory.state, value(web.memory)], ['implied', 'unlimited']);
    assert.equal(web.build && value(web.build.dockerfile), 'app/Dockerfile.dev');
    assert.deepEqual(plain(web.networks), ['front', 'back']);
  });

  it('give the same services, with the base file in their ids, whichever file is read', () => {
    const base = readProject(files);
    const over = readProject(files, 'docker-compose.override.yml');
    assert.deepEqual(ids(base), ['compose.yaml#web', 'docker-compose.override.yml#tool']);
    assert.deepEqual(over.workloads, base.workloads);
  });

  it('say where each statement stands, and let its own file change it', () => {
    const base = readProject(files);
    const over = readProject(files, 'docker-compose.override.yml');
    const web = service(files);
    const place = web.noNewPrivileges.place ?? assert.fail('no place');
    assert.match(at(files, place), /^docker-compose\.override\.yml: "no-new/);
    assert.equal(base.edits({ kind: 'remove', place }), undefined);
    assert.equal(over.edits({ kind: 'remove', place })?.length, 1);
    const init = { kind: 'set', workload: web.id, setting: { name: 'engineInit', value: true } } as const;
    assert.equal(base.edits(init)?.length, 1);
    assert.equal(over.edits(init), undefined);
    // What the other file says would count instead.
    const both = 'services: {web: {image: x, privileged: true}}';
    const twice: Files = { 'compose.yml': both, 'compose.override.yml': both };
    const hidden = service(twice).privileged.place ?? assert.fail('no place');
    assert.equal(
      readProject(twice, 'compose.override.yml').edits({ kind: 'remove', place: hidden }),
      undefined,
    );
    // The override would still win.
    const rest: Files = { ...files, 'compose.override.yml': 'services: {web: {init: false}}' };
    assert.equal(readProject(rest).edits(init), undefined);
  });

  it('beside no base, and files whose project nobody states, leave open what they do not say', () => {
    const alone = service({ 'compose.override.yaml': 'services: {web: {image: x}}' });
    assert.match(why(alone.memory), /override file/);
    const production = 'services: {web: {ports: ["1:1"]}}';
    const partial = service({ 'docker-compose.prod.yml': production, 'docker-compose.yml': 'services: {}' });
    assert.match(why(partial.memory), /neither image nor build/);
    const unread = service({ 'compose.yaml': 'services: {web: {image: x}}', 'compose.override.yml': ': :' });
    assert.equal(unread.memory.state, 'implied');
  });

  it('are those that COMPOSE_FILE names, where it stands beside', () => {
    const stated: Files = {
      '.env': 'COMPOSE_FILE=base.yml:prod/extra.yml\n',
      'base.yml': 'services: {web: {image: x}}',
      'prod/extra.yml': 'services: {web: {env_file: web.env, privileged: true}}',
      'web.env': 'A=1',
      'compose.yaml': 'services: {web: {image: y}}',
      'compose.override.yaml': 'services: {web: {init: true}}',
    };
    const web = service(stated, 'web', 'base.yml');
    assert.equal(at(stated, web.privileged.place), 'prod/extra.yml: privileged: true');
    // Relative paths start beside the first file.
    assert.deepEqual(environment(web), { A: '1' });
    assert.equal(service(stated, 'web', 'compose.yaml').engineInit.state, 'implied');
  });

  it('change nothing when they are empty', () => {
    const keys = fc.constantFrom(
      'privileged: true',
      'cap_add: [A, A]',
      'ports: ["80:80", "80:80"]',
      'image: a',
    );
    const more = fc.constantFrom('volumes: ["a:/a", "b:/a"]', 'environment: [A=1, A=2]', 'env_file: e.env');
    const empty = fc.constantFrom(
      '',
      'services:\n',
      'services: {web: {}}\n',
      'services: {web: {ports: []}}\n',
    );
    fc.assert(
      fc.property(fc.uniqueArray(fc.oneof(keys, more)), empty, (lines, over) => {
        const text = `services:\n  web:\n    init: true\n${lines.map((line) => `    ${line}\n`).join('')}`;
        const base = { 'compose.yaml': text, 'e.env': 'A=3\nB=4\n' };
        assert.deepEqual(
          readProject({ ...base, 'compose.override.yaml': over }).workloads,
          readProject(base).workloads,
        );
      }),
      { seed: 7, numRuns: 100 },
    );
  });
});

describe('Compose includes', () => {
  const files: Files = {
    'compose.yaml': `include:
  - infra/compose.yaml
  - path: [apps/a.yaml, apps/b.yaml]
    project_directory: .
    env_file: [apps.env]
services:
  web: {image: "web:\${TAG}"}
`,
    '.env': 'TAG=main\n',
    'infra/compose.yaml': `include: [more.yaml]
services:
  db: {image: "db:\${TAG}", env_file: db.env, build: .}
`,
    'infra/.env': 'TAG=infra\nONLY=infra\n',
    'infra/db.env': 'PASSWORD=${ONLY}\n',
    'infra/more.yaml': 'services: {cache: {image: "cache:${ONLY}"}}\n',
    'apps/a.yaml': 'services: {app: {image: "app:${APP}", env_file: app.env}}\n',
    'apps/b.yaml': 'services: {app: {privileged: true}}\n',
    'apps.env': 'APP=7\n',
    'app.env': 'A=1\n',
  };
  const image = ({ image: fact }: ContainerWorkload): string =>
    fact.state === 'unknown' ? '' : fact.value.text;

  it('list the services of all files, each with its own file in id and place', () => {
    const reading = readProject(files);
    assert.deepEqual(ids(reading), [
      'compose.yaml#web',
      'infra/compose.yaml#db',
      'infra/more.yaml#cache',
      'apps/a.yaml#app',
    ]);
    for (const { path, place, body, id } of reading.workloads) {
      assert.deepEqual([place.path, body.path, id.startsWith(`${path}#`)], [path, path, true]);
    }
    assert.deepEqual(reading.problems, []);
  });

  it('take variables of the including project first, then of their own', () => {
    const found = containers(readProject(files)).map(image);
    assert.deepEqual(found, ['web:main', 'db:main', 'cache:infra', 'app:7']);
    const db = service(files, 'db');
    assert.equal(db.build && value(db.build.dockerfile), 'infra/Dockerfile');
    assert.deepEqual(environment(db), { PASSWORD: 'infra' });
  });

  it('start relative paths from the project directory, and merge the files of one entry', () => {
    const app = service(files, 'app');
    assert.deepEqual(environment(app), { A: '1' });
    assert.equal(at(files, app.privileged.place), 'apps/b.yaml: privileged: true');
    assert.equal(app.memory.state, 'implied');
  });

  it('say what cannot be followed, at the entry, and go on', () => {
    const problems = (include: string, more: Files = {}): readonly string[] =>
      readProject({
        'compose.yaml': `include: ${include}\nservices: {web: {image: x}}`,
        ...more,
      }).problems.map(({ message }) => render(message, 'en'));
    assert.match(problems('[gone.yaml]')[0] ?? '', /^The included gone\.yaml is not there/);
    assert.match(problems('["${F}.yaml"]')[0] ?? '', /A variable or another machine/);
    assert.match(problems('["oci://example.org/x"]')[0] ?? '', /A variable or another machine/);
    assert.match(problems('[compose.yaml]')[0] ?? '', /included by itself/);
    assert.match(problems('[{}]')[0] ?? '', /A variable or another machine/);
    assert.deepEqual(
      problems('[a.yaml]', { 'a.yaml': 'include: [b.yaml]', 'b.yaml': 'include: [a.yaml]' }),
      [],
    );
    assert.deepEqual(problems('x'), problems('[x]'));
    assert.deepEqual(problems('{}'), []);
    const many: Record<string, string> = { 'compose.yaml': 'include: [f0.yaml]\n' };
    for (let file = 0; file < 100; file++) {
      many[`f${file}.yaml`] = `include: [f${file + 1}.yaml]\nservices: {s${file}: {image: x}}\n`;
    }
    assert.ok(readProject(many).workloads.length < 70);
  });
});

describe('variables of a Compose project', () => {
  const files: Files = {
    'compose.yaml': `services:
  web:
    image: "web:\${TAG:-1}"
    privileged: \${PRIV}
    user: "\${USER_ID:?no}"
    environment:
      DB_PASSWORD: \${DB_PASSWORD}
      OTHER: \${GONE}
    env_file:
      - web.env
      - path: maybe.env
        required: false
      - path: raw.env
        format: raw
`,
    '.env': "TAG=2 # newest\nPRIV=yes\nDB_PASSWORD='hUnter2-9xQ'\nUSER_ID=${UID}\n",
    'web.env': 'API_TOKEN=Zk39fjWq01\nDB_PASSWORD=other\nCOPY="${TAG}"\nPASSED\n',
    'raw.env': 'RAW="$TAG" # kept\nCOPY=raw\n',
  };

  it('come from .env as implied facts that say so', () => {
    const web = service(files);
    assert.equal(web.privileged.state, 'implied');
    assert.equal(value(web.privileged), true);
    assert.match(why(web.privileged), /^PRIV is taken from \.env; the environment of the shell/);
    assert.equal(at(files, web.privileged.place), 'compose.yaml: privileged: ${PRIV}');
    assert.equal(web.image.state === 'implied' && web.image.value.text, 'web:2');
    assert.match(why(web.user), /^It depends on \$\{USER_ID/);
  });

  it('of env_file stand in that file; environment wins, then the last file', () => {
    const web = service(files);
    const places = Object.fromEntries(
      web.environment.items.map((item) => [item.value.name, at(files, item.place)]),
    );
    assert.deepEqual(places, {
      API_TOKEN: 'web.env: API_TOKEN=Zk39fjWq01',
      PASSED: 'web.env: PASSED',
      RAW: 'raw.env: RAW="$TAG" # kept',
      COPY: 'raw.env: COPY=raw',
      DB_PASSWORD: 'compose.yaml: DB_PASSWORD: ${DB_PASSWORD}',
      OTHER: 'compose.yaml: OTHER: ${GONE}',
    });
    assert.equal(environment(web).RAW, '"$TAG" # kept');
    assert.equal(environment(web).PASSED, undefined);
    assert.equal(web.environment.rest, undefined);
  });

  it('are secrets where they stand, not where they are used', () => {
    const secrets = service(files).secrets.items;
    assert.deepEqual(
      secrets.map((item) => [item.value.name, at(files, item.place)]),
      [['API_TOKEN', 'web.env: API_TOKEN=Zk39fjWq01']],
    );
  });

  it('that are named alone are handed through, from .env where that sets them', () => {
    const handed: Files = {
      'compose.yaml': 'services: {web: {build: {args: [A]}, environment: {B: , C: }, env_file: e.env}}',
      '.env': 'A=1\nB=2\nD=4\n',
      'e.env': 'D\n',
    };
    assert.deepEqual(environment(service(handed)), { A: '1', B: '2', C: undefined, D: '4' });
    assert.match(why(service(handed).environment.items[1]?.value.value), /^B is taken from \.env/);
  });

  it('of a file that is not there stay unknown', () => {
    const gone = service({ 'compose.yaml': 'services: {web: {image: x, env_file: [a.env, "${B}.env"]}}' });
    assert.match(why(gone.environment.rest), /depends on \$\{B\}/);
    const one = service({ 'compose.yaml': 'services: {web: {image: x, env_file: a.env}}' });
    assert.match(why(one.environment.rest), /^a\.env may say it, but is not there/);
    assert.ok(one.secrets.rest);
  });
});

describe('the lifetime of a Compose service', () => {
  it('is stated by its policy, its mode or by who waits for its end', () => {
    const text = `services:
  web: {image: x, depends_on: {migrate: {condition: service_completed_successfully}, db: {condition: service_healthy}}}
  db: {image: x, restart: always}
  migrate: {image: x}
  batch: {image: x, deploy: {mode: replicated-job}}
  scaled: {image: x, deploy: {replicas: 3}}
`;
    const files = { 'compose.yaml': text };
    const lifetimes = containers(readProject(files)).map(({ name, lifetime }) => [name, value(lifetime)]);
    assert.deepEqual(Object.fromEntries(lifetimes), {
      web: undefined,
      db: 'service',
      migrate: 'job',
      batch: 'job',
      scaled: 'service',
    });
    const { place } = service(files, 'migrate').lifetime;
    assert.equal(at(files, place), 'compose.yaml: condition: service_completed_successfully');
  });
});

describe('a Compose workload', () => {
  const files: Files = {
    'compose.yaml': 'include: [a.yaml, b.yaml]\nservices: {web: {image: "x:${TAG}"}}\n',
    'a.yaml': 'services: {a: {image: x, env_file: a.env}}\n',
    'b.yaml': 'services: {b: {extends: {file: c.yaml, service: c}}}\n',
    'c.yaml': 'services: {c: {image: y}}\n',
    'a.env': 'A=1\n',
    'sub/.env': 'B=1\n',
  };
  const changed = (edited: Files): readonly string[] => {
    const before = readProject(files).workloads;
    const after = readProject({ ...files, ...edited }).workloads;
    return after.filter((workload) => !before.includes(workload)).map(({ name }) => name);
  };

  it('is the same object until something it is made of changes', () => {
    assert.deepEqual(changed({}), []);
    assert.deepEqual(changed({ 'sub/.env': 'B=2\n', 'unrelated.yaml': 'x' }), []);
    assert.deepEqual(changed({ 'a.yaml': 'services: {a: {image: z, env_file: a.env}}\n' }), ['a']);
    assert.deepEqual(changed({ 'c.yaml': 'services: {c: {image: z}}\n' }), ['b']);
    assert.deepEqual(changed({ 'a.env': 'A=2\n' }), ['a']);
    assert.deepEqual(changed({ '.env': 'TAG=1\n' }), ['web']);
    assert.deepEqual(changed({ '.env': 'OTHER=1\n' }), []);
    assert.deepEqual(changed({ 'compose.yaml': `${files['compose.yaml'] ?? ''}x-y: 1\n` }), ['web']);
    assert.deepEqual(changed({ 'compose.override.yaml': 'services: {web: {init: true}}' }), ['web']);
    const waits =
      'services: {b: {extends: {file: c.yaml, service: c}}, w: {image: x, depends_on: {a: {condition: service_completed_successfully}}}}\n';
    assert.deepEqual(changed({ 'b.yaml': waits }), ['a', 'b', 'w']);
  });
});

describe('Compose projects', () => {
  it('are read at every prefix of every file, with places inside the files', () => {
    const folder = join(process.cwd(), 'src/formats/compose/fixtures');
    const whole: Record<string, string> = {
      'common.yaml': readFileSync(join(folder, 'anchors.yaml'), 'utf8'),
      'compose.override.yaml': readFileSync(join(folder, 'compose.override.yaml'), 'utf8'),
      '.env': 'TAG="1"\nPORT=${TAG}80\n',
      'compose.yaml': `include: [{path: web-shop.yaml, env_file: .env}]
services:
  web: {extends: {file: common.yaml, service: base}, env_file: [{path: .env}], image: "\${TAG:-x}"}
`,
      'web-shop.yaml': readFileSync(join(folder, 'web-shop.yaml'), 'utf8'),
    };
    assert.ok(readdirSync(folder).includes('anchors.yaml'));
    for (const [path, text] of Object.entries(whole)) {
      for (let end = 0; end <= text.length; end += 17) {
        const files: Files = { ...whole, [path]: text.slice(0, end) };
        for (const place of placesIn(readProject(files, 'compose.yaml').workloads)) {
          const length = files[place.path]?.length ?? -1;
          assert.ok(place.span.start <= place.span.end && place.span.end <= length, JSON.stringify(place));
        }
      }
    }
  });
});

/** Every place in a value, wherever it stands. */
function placesIn(found: unknown): readonly Place[] {
  if (typeof found !== 'object' || found === null) return [];
  // A place is what has a path and a span.
  if ('span' in found && 'path' in found) return [found as Place];
  return Object.values(found).flatMap(placesIn);
}
