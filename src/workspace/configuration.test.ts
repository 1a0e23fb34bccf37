// berth.yaml: what is read, what is said about what is wrong, and that table, reader and schema agree.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from 'yaml';
import { applyEdits } from '../core/edit';
import { isKnown, knownValue } from '../core/fact';
import { type Finding, severities } from '../core/finding';
import { render } from '../core/message';
import { unknownPosture } from '../core/posture';
import { rules } from '../rules/registry.generated';
import { meaningAt, proposalsAt } from './completion';
import {
  applySeverities,
  type Configuration,
  exclusion,
  namedFileProblem,
  postureWith,
  readConfiguration,
} from './configuration';
import { type KeyType, keys } from './keys';
import { configurationSchema, type Schema } from './schema';

const everything = `# What holds for all workloads of this folder.
rules:
  container-no-pids-limit: off
  container-no-memory-limit: hint
  container-runs-as-root: { severity: error }

posture:
  file: ops/daemon.json
  engine: docker-rootless
  userNamespaces: false
  noNewPrivileges: true
  defaultRuntime: runsc
  limitedLogs: true

host:
  memory: 64 GiB
  cpus: 16

exclude:
  - legacy/
  - "**/*.example.yaml"

honourOtherTools: false
`;

function read(text: string, path = 'app/berth.yaml'): Configuration {
  const { configuration, problems } = readConfiguration(text, path);
  assert.deepEqual(problems, []);
  return configuration;
}

/** What is said about a text, each with the text it is said about. */
function complaints(text: string, language: 'en' | 'de' = 'en'): string[] {
  return readConfiguration(text, 'berth.yaml').problems.map(
    ({ span, message }) => `${text.slice(span.start, span.end)}| ${render(message, language)}`,
  );
}

describe('berth.yaml', () => {
  it('is read in full, with places', () => {
    const configuration = read(everything);
    assert.deepEqual(
      [...configuration.severities],
      [
        ['container-no-pids-limit', 'off'],
        ['container-no-memory-limit', 'hint'],
        ['container-runs-as-root', 'error'],
      ],
    );
    assert.deepEqual(configuration.host, { memory: 64 * 2 ** 30, cpus: 16 });
    assert.deepEqual(configuration.exclude, ['legacy/', '**/*.example.yaml']);
    assert.equal(configuration.honourOtherTools, false);
    const { posture, postureFile } = configuration;
    const stated = Object.entries(posture).map(([name, fact]) => {
      assert.equal(fact.state, 'stated');
      const place = fact.place ?? { path: '', span: { start: 0, end: 0 } };
      assert.equal(place.path, 'app/berth.yaml');
      return [name, knownValue(fact), everything.slice(place.span.start, place.span.end)];
    });
    assert.deepEqual(stated, [
      ['rootless', true, 'engine: docker-rootless'],
      ['userNamespaces', false, 'userNamespaces: false'],
      ['noNewPrivileges', true, 'noNewPrivileges: true'],
      ['defaultRuntime', 'runsc', 'defaultRuntime: runsc'],
      ['limitedLogs', true, 'limitedLogs: true'],
    ]);
    assert.equal(postureFile?.path, 'app/ops/daemon.json');
  });

  it('may be empty, and leaves open what it does not say', () => {
    for (const text of ['', '\n', '# nothing\n', '---\n', 'rules:\nposture:\nhost:\nexclude:\n', '{}']) {
      const configuration = read(text);
      assert.deepEqual(configuration.posture, unknownPosture);
      assert.deepEqual(
        [configuration.host, configuration.exclude, configuration.severities.size],
        [{}, [], 0],
      );
      assert.equal(configuration.honourOtherTools, undefined);
    }
  });

  it('follows anchors, and lets what is explicit win over the kind of engine', () => {
    const { posture } = read(
      'posture:\n  engine: podman-rootful\n  noNewPrivileges: &yes true\n  rootless: *yes\n',
    );
    assert.equal(knownValue(posture.rootless), true);
  });

  it('says at its place what is wrong, with a suggestion', () => {
    const cases: [text: string, ...said: RegExp[]][] = [
      ['rule:\n  x: off\n', /^rule\| There is no key rule here\. Did you mean rules\?$/],
      ['colour: red\n', /^colour\| There is no key colour here\. Possible: rules, posture, host, exclude, /],
      ['<<: {}\n', /^<<\| There is no key << here/],
      ['host:\n  memroy: 1g\n', /^memroy\| .*Did you mean memory\?$/],
      [
        'host:\n  memory: 64\n',
        /^64\| 64 does not fit memory, which must be a size with its unit, such as 64 GiB\.$/,
      ],
      ['host:\n  memory: "64"\n', /^"64"\| /],
      ['host:\n  memory: much\n', /^much\| /],
      ['host:\n  memory:\n  cpus: 4\n', /^memory\| memory has no value; it must be a size/],
      ['host:\n  cpus: -1\n', /^-1\| -1 does not fit cpus, which must be a number greater than 0\.$/],
      ['host:\n  cpus: "4"\n', /^"4"\| /],
      ['host: big\n', /^big\| .*a mapping with keys of memory, cpus/],
      ['posture:\n  rootless: yes\n', /^yes\| .*true or false/],
      ['posture:\n  engine: docker-rotless\n', /^docker-rotless\| .*Did you mean docker-rootless\?$/],
      ['posture:\n  defaultRuntime: [runc]\n', /^\[runc\]\| .*a text/],
      [
        'rules:\n  container-priviledged: off\n',
        /^container-priviledged\| There is no rule .*Did you mean container-privileged\?$/,
      ],
      ['rules:\n  nonsense-of-mine: off\n', /^nonsense-of-mine\| .*berth explain/],
      ['rules:\n  container-privileged: warn\n', /^warn\| .*one of off, hint, info, warning, error/],
      ['rules:\n  container-privileged: of\n', /^of\| .*Did you mean off\?$/],
      ['rules:\n  container-privileged: { level: off }\n', /^level\| There is no key level here/],
      ['rules:\n  container-privileged: { severity: fatal }\n', /^fatal\| /],
      ['rules: [container-privileged]\n', /^\[container-privileged\]\| .*a mapping of rules to severities/],
      ['exclude: legacy/\n', /^legacy\/\| .*a list of patterns/],
      ['exclude:\n  - legacy/\n  - 5\n', /^5\| 5 does not fit exclude, which must be a pattern/],
      ['exclude:\n  -\n', /^-\| exclude has no value/],
      ['honourOtherTools: 1\n', /^1\| .*true or false/],
      ['host: {cpus: 1}\nhost: {cpus: 2}\n', /^host\| host stands here for the second time/],
      ['just a text\n', /^just a text\| .*Possible: rules/],
      ['- rules\n', /^- rules\| /],
      ['host: {cpus: 1}\n---\nhost: {cpus: 2}\n', /^host: \{cpus: 2\}\| Only the first YAML document/],
    ];
    for (const [text, ...said] of cases) {
      const found = complaints(text);
      assert.equal(found.length, said.length, `${text}: ${found.join('\n')}`);
      for (const [index, pattern] of said.entries()) assert.match(found[index] ?? '', pattern);
      for (const sentence of complaints(text, 'de'))
        assert.doesNotMatch(sentence, /\{\w+\}|undefined|must|There/);
    }
  });

  it('keeps what is right beside what is wrong', () => {
    const { configuration, problems } = readConfiguration(
      'rules:\n  container-privileged: of\n  container-sshd: off\nhost:\n  cpus: 4\n  memory: [\n',
      'berth.yaml',
    );
    assert.deepEqual([...configuration.severities.keys()], ['container-sshd']);
    assert.equal(configuration.host.cpus, 4);
    assert.match(problems.map(({ message }) => render(message, 'en')).join('\n'), /not valid YAML/);
  });

  it('reads every prefix and every alias bomb without an exception, with places inside', () => {
    const bomb = `a: &a [x, x]\n${Array.from({ length: 30 }, (_, i) => `b${i}: &b${i} [*${i === 0 ? 'a' : `b${i - 1}`}, *${i === 0 ? 'a' : `b${i - 1}`}]`).join('\n')}\nexclude: *b29\nrules: *b29\n`;
    const check = (text: string): void => {
      for (const { span } of readConfiguration(text, 'berth.yaml').problems)
        assert.ok(span.start <= span.end && span.end <= text.length, text);
      proposalsAt(text, text.length);
      meaningAt(text, text.length);
    };
    check(bomb);
    for (let length = 0; length <= everything.length; length++) check(everything.slice(0, length));
    const words = fc.constantFrom(
      'rules',
      'host',
      ':',
      ' ',
      '\n',
      '  ',
      '- ',
      '{',
      '}',
      '&a',
      '*a',
      '<<',
      'memory',
      '"',
      '[',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string())), (parts) => check(parts.join(''))),
      { seed: 3, numRuns: 500 },
    );
  });
});

describe('what follows from berth.yaml', () => {
  const finding: Finding = {
    rule: 'container-sshd',
    title: { en: '', de: '' },
    concern: 'overhead',
    severity: 'warning',
    confidence: 'high',
    message: { text: { en: '', de: '' } },
    evidence: [{ place: { path: 'Dockerfile', span: { start: 0, end: 1 } } }],
    workload: 'Dockerfile#a',
    fingerprint: '0',
  };
  const set = (severity: string): Configuration => read(`rules:\n  container-sshd: ${severity}\n`);

  it('severities: off drops, another one is set and says why', () => {
    assert.deepEqual(applySeverities([finding], set('off')), []);
    assert.deepEqual(applySeverities([finding], set('warning')), [finding]);
    assert.deepEqual(applySeverities([finding], read('')), [finding]);
    const [raised] = applySeverities([finding], set('error'));
    assert.equal(raised?.severity, 'error');
    assert.equal(raised?.adjusted?.from, 'warning');
    const why = raised?.adjusted?.why ?? { text: { en: '', de: '' } };
    assert.equal(render(why, 'en'), 'Counted as error instead of warning, as berth.yaml says.');
    assert.equal(render(why, 'de'), 'Zählt als Fehler statt Warnung, wie berth.yaml es sagt.');
    // The configuration has the last word over what the posture lowered, and names the rule's own severity.
    const lowered: Finding = { ...finding, severity: 'hint', adjusted: { from: 'warning', why } };
    assert.equal(applySeverities([lowered], set('error'))[0]?.adjusted?.from, 'warning');
    assert.deepEqual(applySeverities([lowered], set('warning')), [finding]);
  });

  it('posture: the file fills in what the configuration leaves open', () => {
    const configuration = read('posture:\n  rootless: false\n');
    const other = read('posture:\n  rootless: true\n  limitedLogs: true\n').posture;
    const { rootless, limitedLogs, userNamespaces } = postureWith(configuration, other);
    assert.deepEqual([knownValue(rootless), knownValue(limitedLogs)], [false, true]);
    assert.ok(!isKnown(userNamespaces));
    const { postureFile } = read('posture:\n  file: ../daemon.json\n', 'app/berth.yaml');
    assert.ok(postureFile);
    assert.match(
      render(namedFileProblem(postureFile, 'missing').message, 'en'),
      /^The file daemon\.json is not there/,
    );
    assert.match(render(namedFileProblem(postureFile, 'no-engine').message, 'en'), /neither a daemon\.json/);
  });

  it('exclusions: patterns of .gitignore below the configuration’s folder', () => {
    const text = 'exclude: [legacy/, "*.tmp.yaml", "!keep.tmp.yaml", /top.yaml]\n';
    for (const folder of ['', 'app/', '/srv/app/', 'file:///srv/a%20b/']) {
      const excludes = exclusion(read(text, `${folder}berth.yaml`));
      const out = ['legacy/Dockerfile', 'a/legacy/b/c.yaml', 'x.tmp.yaml', 'top.yaml'];
      const inside = ['Dockerfile', 'keep.tmp.yaml', 'a/top.yaml', 'berth.yaml', 'legacy'];
      for (const path of out) assert.ok(excludes(folder + path), folder + path);
      for (const path of inside) assert.ok(!excludes(folder + path), folder + path);
    }
    assert.ok(!exclusion(read(text, 'app/berth.yaml'))('other/legacy/Dockerfile'));
    assert.ok(!exclusion(read(text, 'app/berth.yaml'))('../legacy/Dockerfile'));
    assert.ok(exclusion(read('exclude: ["a b/"]\n', 'file:///x/berth.yaml'))('file:///x/a%20b/c'));
  });
});

/** Whether a value fits a schema: the words that this schema uses, and an error for any other. */
function fits(value: unknown, schema: Schema, root: Schema): boolean {
  const { $schema, title, description, examples, default: _, definitions, ...words } = schema;
  return Object.entries(words).every(([word, parameter]) => {
    switch (word) {
      case '$ref':
        return fits(value, root.definitions?.[String(parameter).replace('#/definitions/', '')] ?? {}, root);
      case 'type':
        return [parameter]
          .flat()
          .includes(value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);
      case 'enum':
        return words.enum?.some((allowed) => allowed === value) === true;
      case 'pattern':
        return typeof value !== 'string' || new RegExp(String(parameter)).test(value);
      case 'exclusiveMinimum':
        return typeof value !== 'number' || value > Number(parameter);
      case 'anyOf':
        return words.anyOf?.some((inner) => fits(value, inner, root)) === true;
      case 'items':
        return !Array.isArray(value) || value.every((item) => fits(item, words.items ?? {}, root));
      case 'properties':
      case 'additionalProperties':
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return true;
        return Object.entries(value).every(([name, inner]) => {
          const known = Object.hasOwn(words.properties ?? {}, name) ? words.properties?.[name] : undefined;
          return known !== undefined && fits(inner, known, root);
        });
      default:
        throw new Error(`the schema uses ${word}`);
    }
  });
}

describe('the schema of berth.yaml', () => {
  const schema = configurationSchema();

  it('is the file that is shipped', () => {
    const shipped: unknown = JSON.parse(readFileSync('media/berth.schema.json', 'utf8'));
    assert.deepEqual(shipped, JSON.parse(JSON.stringify(schema)));
  });

  it('accepts exactly what is read without a complaint', () => {
    const ids = rules.slice(0, 3).map(({ id }) => id);
    const leaf = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        true,
        false,
        0,
        4,
        -1,
        2.5,
        '',
        ' ',
        'off',
        'hint',
        'fatal',
        '64 GiB',
        '1.5g',
        '64',
        '0 MB',
        '512 MB',
        'docker-rootless',
        'runsc',
        'legacy/',
      ),
    );
    const value = fc.oneof(
      leaf,
      fc.array(leaf, { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('severity', 'level'), leaf),
    );
    const inner = fc.dictionary(
      fc.constantFrom(...ids, 'memory', 'cpus', 'rootless', 'engine', 'file', 'defaultRuntime', 'wrong'),
      value,
    );
    const top = fc.dictionary(fc.constantFrom(...Object.keys(keys), 'wrong'), fc.oneof(value, inner));
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(top, (configuration) => {
        const accepted = fits(configuration, schema, schema);
        seen.add(accepted);
        // JSON is YAML.
        const text = JSON.stringify(configuration, null, 1);
        assert.equal(complaints(text).length === 0, accepted, complaints(text).join('\n'));
      }),
      { seed: 11, numRuns: 1000 },
    );
    assert.equal(seen.size, 2);
    assert.ok(fits(parse(everything), schema, schema));
  });
});

describe('the example of the README', () => {
  it('is read without a complaint, and fits the schema', function () {
    const example = /```yaml\n(rules:[\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))?.[1];
    if (example === undefined) this.skip();
    const schema = configurationSchema();
    read(example ?? '');
    assert.ok(fits(parse(example ?? ''), schema, schema));
  });
});

describe('completion in berth.yaml', () => {
  /** What is proposed at `|`, as it reads after accepting. */
  function labels(marked: string): string[] {
    return proposalsAt(marked.replace('|', ''), marked.indexOf('|')).map(({ label }) => label);
  }
  const severitiesAndOff = ['off', 'hint', 'info', 'warning', 'error'];

  it('proposes keys, rules and values', () => {
    assert.deepEqual(labels('|'), Object.keys(keys));
    assert.deepEqual(labels('host:\n  cpus: 1\nru|'), ['rules', 'posture', 'exclude', 'honourOtherTools']);
    assert.deepEqual(labels('|\nhost:\n  cpus: 1\n'), ['rules', 'posture', 'exclude', 'honourOtherTools']);
    assert.deepEqual(labels('host:\n  |'), ['memory', 'cpus', 'file']);
    assert.deepEqual(labels('host:\n  cpus: 4\n  me|\nrules:\n'), ['memory', 'file']);
    assert.deepEqual(labels('host:\n  |\nposture:\n  memory: 1\n'), ['memory', 'cpus', 'file']);
    assert.deepEqual(labels('posture:\n  memory: 1\nhost:\n  |'), ['memory', 'cpus', 'file']);
    assert.deepEqual(labels('posture:\n  rootless: |'), ['true', 'false']);
    assert.deepEqual(labels('posture:\n  defaultRuntime: ru|'), ['runc', 'crun', 'runsc', 'kata-runtime']);
    assert.deepEqual(
      labels('rules:\n  |'),
      rules.map(({ id }) => id),
    );
    assert.ok(!labels('rules:\n  container-sshd: off\n  con|').includes('container-sshd'));
    assert.deepEqual(labels('rules:\n  container-sshd: |'), severitiesAndOff);
    assert.deepEqual(labels('rules:\n  container-sshd: w|'), severitiesAndOff);
    assert.deepEqual(labels('rules:\n  container-sshd: { |'), ['severity']);
    assert.deepEqual(labels('rules:\n  container-sshd: { severity: o|'), severitiesAndOff);
    assert.deepEqual(labels('rules:\n  container-sshd:\n    |'), ['severity']);
    assert.deepEqual(labels('rules:\n  container-sshd:\n    severity: |'), severitiesAndOff);
    for (const nothing of [
      '# |',
      'exclude:\n  - |',
      'wrong:\n  |',
      'host:\n  memory: |',
      'host:\n  memory: 4 |',
    ])
      assert.deepEqual(labels(nothing), [], nothing);
  });

  it('writes what the reader accepts', () => {
    for (const { insert, span } of proposalsAt('', 0)) {
      const text = applyEdits('', [{ span, text: insert }]);
      const sayings = complaints(text).filter((complaint) => !/has no value/.test(complaint));
      assert.deepEqual(sayings, [], text);
    }
    const values = (type: KeyType): string[] => (type.kind === 'choice' ? Object.keys(type.values) : []);
    for (const [name, key] of Object.entries(keys))
      if (key.type.kind === 'map')
        for (const [inner, { type }] of Object.entries(key.type.keys))
          for (const value of values(type)) read(`${name}:\n  ${inner}: ${value}\n`);
    assert.deepEqual([...severities, 'off'].sort(), severitiesAndOff.toSorted());
  });

  it('explains keys and rules under the cursor', () => {
    const at = (word: string): string => meaningAt(everything, everything.indexOf(word) + 1)?.text.en ?? '';
    assert.match(at('posture:'), /What the engine gives/);
    assert.match(at('limitedLogs'), /limits the size/);
    assert.match(at('container-no-memory-limit'), /^\*\*No memory limit\*\*/);
    assert.match(at('severity'), /How findings of this rule count/);
    assert.equal(at('64 GiB'), '');
    assert.equal(meaningAt('', 0), undefined);
  });
});
