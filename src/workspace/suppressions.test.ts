// Suppressions: our own in every scope and format, those of other tools as they read them, and what never changes.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Finding } from '../core/finding';
import type { Comment, FormatId, Problem } from '../core/format';
import { render } from '../core/message';
import type { Span } from '../core/span';
import { readExample } from '../formats/testing';
import { rules as allRules } from '../rules/registry.generated';
import { kicsTitle, kicsTitles } from './kics';
import { type SuppressibleRule, suppress } from './suppressions';

const root = 'container-runs-as-root';
const privileged = 'container-privileged';
const socket = 'container-docker-socket';
const memory = 'container-no-memory-limit';
const own = 'container-fat-base';

const rules: readonly SuppressibleRule[] = [
  {
    id: root,
    peers: {
      hadolint: ['DL3002'],
      trivy: ['DS-0002', 'KSV-0012'],
      checkov: ['CKV_DOCKER_8', 'CKV_K8S_23'],
      kics: ["Last User Is 'root'", 'Missing User Instruction'],
      'kube-linter': ['run-as-non-root'],
    },
  },
  {
    id: privileged,
    peers: {
      trivy: ['KSV-0017'],
      checkov: ['CKV_K8S_16'],
      kics: ['Privileged Containers Enabled'],
      'kube-linter': ['privileged-container'],
    },
  },
  { id: socket, peers: { kics: ['Docker Socket Mounted In Container'], trivy: ['KSV-0006'] } },
  { id: memory, peers: { kics: ['Memory Not Limited'], trivy: ['KSV-0018'], checkov: ['CKV_K8S_13'] } },
  { id: own },
];

function finding(rule: string, span: Span, path: string): Finding {
  return {
    rule,
    title: { en: rule, de: rule },
    concern: 'isolation',
    severity: 'warning',
    confidence: 'high',
    message: { text: { en: rule, de: rule } },
    evidence: [{ place: { path, span } }],
    workload: `${path}#w`,
    fingerprint: `${rule}${span.start}`,
  };
}

/** `«rule text»` marks where the rule finds something. */
function marked(marked: string, path: string): { text: string; findings: Finding[] } {
  const findings: Finding[] = [];
  let text = '';
  let rest = marked;
  for (let match = /«(\S+) ([^»]*)»/.exec(rest); match !== null; match = /«(\S+) ([^»]*)»/.exec(rest)) {
    text += rest.slice(0, match.index);
    const start = text.length;
    text += match[2] ?? '';
    findings.push(finding(match[1] ?? '', { start, end: text.length }, path));
    rest = rest.slice(match.index + match[0].length);
  }
  return { text: text + rest, findings };
}

interface Outcome {
  /** Each finding as `rule: reason`, or `rule` where it counts. */
  readonly found: readonly string[];
  readonly problems: readonly string[];
}

const english = (problems: readonly Problem[]): string[] =>
  problems.map(({ message }) => render(message, 'en'));

async function outcome(
  format: FormatId,
  path: string,
  source: string,
  options: { readonly honourOtherTools?: boolean; readonly extra?: readonly Comment[] } = {},
): Promise<Outcome> {
  const { text, findings } = marked(source, path);
  const reading = await readExample(format, path, text);
  const bodies = [...reading.workloads, ...(reading.declarations ?? [])].map(({ body }) => body);
  const result = suppress(findings, [...reading.comments, ...(options.extra ?? [])], rules, bodies, {
    path,
    textOf: () => text,
    honourOtherTools: options.honourOtherTools ?? true,
    today: '2026-11-21',
  });
  return {
    found: result.findings.map(({ rule, suppressed }) =>
      suppressed === undefined ? rule : `${rule}: ${suppressed.reason}`,
    ),
    problems: english(result.problems),
  };
}

const dockerfile = (text: string): Promise<Outcome> => outcome('dockerfile', 'Dockerfile', text);
const compose = (text: string): Promise<Outcome> => outcome('compose', 'compose.yaml', text);

async function finds(actual: Promise<Outcome>, ...found: string[]): Promise<void> {
  assert.deepEqual(await actual, { found, problems: [] });
}

describe('our own suppressions', () => {
  it('speak about the next statement, with everything in it', async () => {
    await finds(
      compose(
        `services:\n  # berth-ignore ${privileged} -- seen\n  a:\n    image: x\n    «${privileged} privileged: true»\n  b:\n    image: x\n    «${privileged} privileged: true»\n`,
      ),
      `${privileged}: seen`,
      privileged,
    );
    await finds(
      dockerfile(
        `FROM a\n# berth-ignore ${root} -- seen\n\n# a note\n«${root} USER root»\n«${root} USER 0»\n`,
      ),
      `${root}: seen`,
      root,
    );
  });

  it('at the end of a line speak about that line’s statement', async () => {
    await finds(
      compose(
        `services:\n  a:\n    image: x\n    «${privileged} privileged: true» # berth-ignore ${privileged} -- seen\n    «${socket} volumes:»\n`,
      ),
      `${privileged}: seen`,
      socket,
    );
    await finds(
      outcome(
        'vagrantfile',
        'Vagrantfile',
        `Vagrant.configure("2") do |c|\n  «${own} c.vm.box = "a"» # berth-ignore ${own} -- seen\n  «${own} c.vm.box = "b"»\nend\n`,
      ),
      `${own}: seen`,
      own,
    );
    await finds(
      outcome(
        'libvirt',
        'd.xml',
        `<domain type="kvm">\n  «${own} <memory>1</memory>» <!-- berth-ignore ${own} — seen -->\n  «${own} <vcpu>1</vcpu>»\n</domain>\n`,
      ),
      `${own}: seen`,
      own,
    );
  });

  it('accept what is missing, at the header it is anchored to', async () => {
    await finds(
      compose(`services:\n  # berth-ignore ${memory} -- seen\n  «${memory} a»:\n    image: x\n`),
      `${memory}: seen`,
    );
    await finds(
      compose(`services:\n  «${memory} a»: # berth-ignore ${memory} -- seen\n    image: x\n`),
      `${memory}: seen`,
    );
  });

  it('name several rules and give one reason, after two hyphens or a dash', async () => {
    const source = (dash: string): string =>
      `services:\n  # berth-ignore ${memory}, ${privileged} ${dash} trusted -- really\n  «${memory} a»:\n    «${privileged} privileged: true»\n    image: x\n`;
    for (const dash of ['--', '—', '–'])
      await finds(compose(source(dash)), `${memory}: trusted -- really`, `${privileged}: trusted -- really`);
  });

  it('accept a block: from inside it or before it', async () => {
    const service = (inside: string, before = ''): string =>
      `services:\n${before}  «${memory} a»:\n    image: x\n${inside}    «${privileged} privileged: true»\n    environment:\n      A: b\n  «${memory} b»:\n    image: x\n`;
    const comment = `# berth-ignore-block ${memory} -- seen\n`;
    await finds(compose(service(`    ${comment}`)), `${memory}: seen`, privileged, memory);
    await finds(compose(service('', `  ${comment}`)), `${memory}: seen`, privileged, memory);
    await finds(compose(`${comment}${service('')}`), `${memory}: seen`, privileged, `${memory}: seen`);
  });

  it('accept a stage of a Dockerfile', async () => {
    const comment = `# berth-ignore-block ${root} -- seen\n`;
    const stages = (before: string, inside: string): string =>
      `ARG V=1\n${before}FROM a AS build\nRUN x\n${inside}«${root} USER root»\nFROM b\n«${root} USER root»\n`;
    await finds(dockerfile(stages('', comment)), `${root}: seen`, root);
    await finds(dockerfile(stages(comment, '')), `${root}: seen`, root);
    await finds(
      dockerfile(`FROM a AS build\n«${root} USER root»\n${comment}FROM b\n«${root} USER root»\n`),
      root,
      `${root}: seen`,
    );
  });

  it('accept a whole machine, and a whole file', async () => {
    await finds(
      outcome(
        'vagrantfile',
        'Vagrantfile',
        `Vagrant.configure("2") do |c|\n  c.vm.define "a" do |a|\n    # berth-ignore-block ${own} -- seen\n    a.vm.hostname = "a"\n    «${own} a.vm.box = "x"»\n  end\n  c.vm.define "b" do |b|\n    «${own} b.vm.box = "x"»\n  end\nend\n`,
      ),
      `${own}: seen`,
      own,
    );
    await finds(
      dockerfile(
        `FROM a\n«${root} USER root»\nFROM b\n«${root} USER root»\n# berth-ignore-file ${root} -- seen\n`,
      ),
      `${root}: seen`,
      `${root}: seen`,
    );
  });

  it('in bodies inside each other accept the innermost', () => {
    const spans = [
      { start: 0, end: 90 },
      { start: 10, end: 40 },
      { start: 5, end: 80 },
    ];
    const { findings } = suppress(
      spans.map((span) => finding(root, { start: span.start, end: span.start + 1 }, 'a.yaml')),
      [{ span: { start: 20, end: 30 }, text: `berth-ignore-block ${root} -- seen` }],
      rules,
      spans.map((span) => ({ path: 'a.yaml', span })),
      { path: 'a.yaml', textOf: () => '', honourOtherTools: true, today: '2026-11-21' },
    );
    assert.deepEqual(
      findings.map(({ suppressed }) => suppressed?.reason),
      [undefined, 'seen', undefined],
    );
  });

  it('that are wrong do not count, and are reported with what to write', async () => {
    const wrong: [comment: string, problem: RegExp][] = [
      [`berth-ignore ${root}`, /gives no reason.*berth-ignore container-runs-as-root -- /],
      [`berth-ignore-file ${root} --`, /gives no reason.*berth-ignore-file container-runs-as-root -- /],
      ['berth-ignore -- seen', /names no rule/],
      ['berth-ignore container-runs-as-rot -- seen', /Did you mean container-runs-as-root\?/],
      ['berth-ignore no-such-thing-at-all -- seen', /berth explain/],
      [`berth-ignore-stage ${root} -- seen`, /There is no berth-ignore-stage/],
      [`berth-ignore ${privileged} -- seen`, /container-privileged finds nothing here/],
    ];
    for (const [comment, problem] of wrong) {
      const { found, problems } = await dockerfile(`FROM a\n# ${comment}\n«${root} USER root»\n`);
      assert.deepEqual(found, [root], comment);
      assert.equal(problems.length, 1, comment);
      assert.match(problems.join(), problem);
    }
  });

  it('speak only about their own file, whose analysis alone reports them', () => {
    const span = { start: 0, end: 4 };
    const comment = { span, text: `berth-ignore-file ${root} -- seen` };
    const run = (path: string | undefined): Outcome => {
      const { findings, problems } = suppress(
        [finding(root, span, 'app/Dockerfile')],
        [path === undefined ? comment : { ...comment, path }],
        rules,
        [],
        { path: 'compose.yaml', textOf: () => '', honourOtherTools: true, today: '2026-11-21' },
      );
      return {
        found: findings.map(({ suppressed }) => suppressed?.reason ?? ''),
        problems: english(problems),
      };
    };
    assert.deepEqual(run('app/Dockerfile'), { found: ['seen'], problems: [] });
    assert.deepEqual(run('web/Dockerfile'), { found: [''], problems: [] });
    assert.deepEqual(run(undefined).found, ['']);
    assert.equal(run(undefined).problems.length, 1);
  });
});

describe('suppressions of other tools', () => {
  it('hadolint: the next instruction, or the file', async () => {
    const user = `«${root} USER root»\n`;
    const label = `${root}: hadolint ignore=DL3002`;
    await finds(dockerfile(`FROM a\n# hadolint ignore=DL3002\n${user}${user}`), label, root);
    await finds(dockerfile(`FROM a\n# hadolint ignore=DL3008, DL3002\n${user}`), label);
    await finds(
      dockerfile(`FROM a\n# hadolint ignore=DL3002 # needs root\n${user}`),
      `${root}: needs root (hadolint ignore=DL3002)`,
    );
    await finds(
      dockerfile(`FROM a\n${user}# hadolint global ignore=DL3002,DL3008\nRUN a\n`),
      `${root}: hadolint global ignore=DL3002`,
    );
    for (const other of [
      'hadolint ignore=DL3008',
      'hadolint ignore=crazy,DL3002',
      'no hadolint ignore=DL3002',
    ])
      await finds(dockerfile(`FROM a\n# ${other}\n${user}`), root);
  });

  it('Trivy: the next statement, ids in every spelling, until a date', async () => {
    const user = `«${root} USER root»\n`;
    for (const rule of [
      'trivy:ignore:DS-0002',
      'trivy:ignore:AVD-DS-0002',
      'trivy:ignore:avd-ds-0002',
      'trivy:ignore:DS002',
      'trivy:ignore:DS-0002:exp:2026-11-22',
      'trivy:ignore:AVD-DS-*',
      'trivy:ignore:*2',
      'trivy:ignore:D*-*00**',
      'trivy:ignore:*',
    ]) {
      await finds(dockerfile(`FROM a\n#${rule}\n${user}${user}`), `${root}: ${rule}`, root);
      await finds(dockerfile(`FROM a\n# trivy:ignore:DS-0001 ${rule}\n${user}`), `${root}: ${rule}`);
    }
    for (const rule of [
      'trivy:ignore:DS-0002:exp:2026-11-21',
      'trivy:ignore:DS-0002:exp:2020-01-01',
      'trivy:ignore:DS-0002:exp:soon',
      'trivy:ignore:DS-0001',
      'trivy:ignore:',
      'trivy:ignore:*DS-0002-*',
      'trivy:ignore:*1',
      'trivy:ignore:DS-0002*2',
      'trivy:ignore:X*D*',
      `trivy:ignore:${'*D'.repeat(20_000)}`,
      'trivy:ignore:KSV-*',
    ])
      await finds(
        dockerfile(`FROM a\n# ${rule}\n${user}`),
        rule === 'trivy:ignore:KSV-*' ? `${root}: ${rule}` : root,
      );
    await finds(
      compose(
        `services:\n  # trivy:ignore:KSV018\n  «${memory} a»:\n    image: x\n  «${memory} b»:\n    image: x\n`,
      ),
      `${memory}: trivy:ignore:KSV018`,
      memory,
    );
  });

  it('Checkov: the whole Dockerfile, in YAML the object around', async () => {
    await finds(
      dockerfile(`FROM a\n«${root} USER root»\n#checkov:skip=CKV_DOCKER_8:"runs in a VM"\nRUN a\n`),
      `${root}: runs in a VM (checkov:skip=CKV_DOCKER_8)`,
    );
    await finds(
      dockerfile(`# checkov:skip=CKV_DOCKER_8\nFROM a\n«${root} USER root»\n`),
      `${root}: checkov:skip=CKV_DOCKER_8`,
    );
    await finds(
      compose(
        `services:\n  «${memory} a»:\n    image: x\n    # checkov:skip=CKV_K8S_13:small\n    «${privileged} privileged: true»\n  «${memory} b»:\n    image: x\n`,
      ),
      `${memory}: small (checkov:skip=CKV_K8S_13)`,
      privileged,
      memory,
    );
  });

  it('KICS: line, block, file, and queries by id, the last two only at the start of a file', async () => {
    const service = (comment: string): string =>
      `services:\n  a:\n    image: x\n    ${comment}\n    «${socket} volumes:\n      - »«${privileged} /var/run/docker.sock:/s»\n    «${privileged} privileged: true»\n`;
    await finds(
      compose(service('# kics-scan ignore-line')),
      `${socket}: kics-scan ignore-line`,
      privileged,
      privileged,
    );
    await finds(
      compose(service('# kics-scan ignore-block')),
      `${socket}: kics-scan ignore-block`,
      `${privileged}: kics-scan ignore-block`,
      privileged,
    );
    await finds(
      outcome(
        'kubernetes',
        'pod.yaml',
        `---\n# kics-scan ignore-block\napiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n    - name: one\n      image: x\n      securityContext:\n        «${privileged} privileged: true»\n`,
      ),
      `${privileged}: kics-scan ignore-block`,
    );
    await finds(
      dockerfile(`FROM a\n# kics-scan ignore-line\nUSER \\\n«${root} root»\n«${root} USER root»\n`),
      `${root}: kics-scan ignore-line`,
      root,
    );
    await finds(
      dockerfile(`# kics-scan ignore-block\nFROM a\n«${root} USER root»\nFROM b\n«${root} USER root»\n`),
      `${root}: kics-scan ignore-block`,
      root,
    );
    const file = `FROM a\n«${root} USER root»\n«${own} RUN a»\n`;
    await finds(dockerfile(`# x\n\n# kics-scan ignore\n${file}`), `${root}: kics-scan ignore`, own);
    await finds(dockerfile(`${file}# kics-scan ignore\n`), root, own);
    const id = '67fd0c4a-68cf-46d7-8c41-bc9fba7e40ae';
    await finds(
      dockerfile(`# kics-scan disable=b03a748a-542d-44f4-bb86-9199ab4fd2d5,${id}\n${file}`),
      `${root}: kics-scan disable=${id}`,
      own,
    );
    await finds(
      compose(
        `---\n# kics-scan disable=ae5b6871-7f45-42e0-bb4c-ab300c4d2026\nservices:\n  a:\n    image: x\n    «${privileged} privileged: true»\n    «${socket} volumes: []»\n`,
      ),
      `${privileged}: kics-scan disable=ae5b6871-7f45-42e0-bb4c-ab300c4d2026`,
      socket,
    );
    await finds(dockerfile(`# kics-scan disable=00000000-0000-0000-0000-000000000000\n${file}`), root, own);
  });

  it('annotations of Kubernetes objects', async () => {
    const text = 'kind: Pod\nmetadata: {}\n';
    const run = (annotation: string, at = 0): string[] => {
      const { findings } = suppress(
        [
          finding(privileged, { start: 10, end: 14 }, 'pod.yaml'),
          finding(root, { start: 30, end: 31 }, 'pod.yaml'),
        ],
        [{ span: { start: at, end: at + 3 }, text: annotation, target: { start: 0, end: 20 } }],
        rules,
        [],
        { path: 'pod.yaml', textOf: () => `${text}#`, honourOtherTools: true, today: '2026-11-21' },
      );
      return findings.map(({ suppressed }) => suppressed?.reason ?? '');
    };
    assert.deepEqual(run('checkov.io/skip1: CKV_K8S_16=needs the kernel = all'), [
      'needs the kernel = all (checkov.io/skip1: CKV_K8S_16)',
      '',
    ]);
    assert.deepEqual(run('checkov.io/skip12: CKV_K8S_16'), ['checkov.io/skip12: CKV_K8S_16', '']);
    assert.deepEqual(run('ignore-check.kube-linter.io/privileged-container: kernel access'), [
      'kernel access (ignore-check.kube-linter.io/privileged-container)',
      '',
    ]);
    for (const quoted of ['"CKV_K8S_16=a b"', "'CKV_K8S_16=a b'", '>-\n      CKV_K8S_16=a\n      b'])
      assert.deepEqual(run(`"checkov.io/skip1": ${quoted}`), ['a b (checkov.io/skip1: CKV_K8S_16)', '']);
    assert.deepEqual(run('kube-linter.io/ignore-all: '), ['kube-linter.io/ignore-all', '']);
    assert.deepEqual(run('checkov.io/skip1: CKV_K8S_20'), ['', '']);
    // Commented out, it is no annotation.
    assert.deepEqual(run('kube-linter.io/ignore-all: ', text.length), ['', '']);
  });

  it('in a file of Kubernetes objects: the object, or the container they stand in', async () => {
    const pod = (top: string, inMetadata: string, beforeItem: string, inside: string): string =>
      `${top}apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n${inMetadata}spec:\n  containers:\n${beforeItem}    - name: one\n      image: x\n${inside}      securityContext:\n        «${privileged} privileged: true»\n    - name: two\n      image: x\n      securityContext:\n        «${privileged} privileged: true»\n`;
    const run = (text: string): Promise<Outcome> => outcome('kubernetes', 'pod.yaml', text);
    const skip = '# checkov:skip=CKV_K8S_16:trusted\n';
    const seen = `${privileged}: trusted (checkov:skip=CKV_K8S_16)`;
    await finds(run(pod(skip, '', '', '')), seen, seen);
    await finds(run(pod('', `  ${skip}`, '', '')), seen, seen);
    await finds(run(pod('', '', `    ${skip}`, '')), seen, privileged);
    await finds(run(pod('', '', '', `      ${skip}`)), seen, privileged);
    const annotations = (line: string): string => `  annotations:\n    ${line}\n`;
    const kube = 'ignore-check.kube-linter.io/privileged-container';
    const label = `${privileged}: needs the kernel (${kube})`;
    await finds(run(pod('', annotations(`${kube}: "needs the kernel"`), '', '')), label, label);
    await finds(run(pod('', annotations(`# ${kube}: no`), '', '')), privileged, privileged);
    const two = `${pod('', '', '', '')}---\n${pod(`# berth-ignore-block ${privileged} -- seen\n`, '', '', '')}`;
    await finds(run(two), privileged, privileged, `${privileged}: seen`, `${privileged}: seen`);
  });

  it('are found for every peer that the rules name, in the spelling the tools use', () => {
    const queries = new Set(Object.values(kicsTitles).map(kicsTitle));
    const spellings: Readonly<Record<string, (peer: string) => boolean>> = {
      hadolint: (peer) => /^(DL|SC)\d{4}$/.test(peer),
      trivy: (peer) => /^(DS|KSV)-\d{4}$/.test(peer),
      checkov: (peer) => /^CKV2?_(DOCKER|K8S)_\d+$/.test(peer),
      kics: (peer) => queries.has(kicsTitle(peer)),
      'kube-linter': (peer) => /^[a-z\d-]+$/.test(peer),
    };
    for (const { id, peers = {} } of allRules)
      for (const [tool, names] of Object.entries(peers))
        for (const name of names) assert.ok(spellings[tool]?.(name) ?? true, `${id}: ${tool} ${name}`);
  });

  it('can be switched off, and stand behind our own', async () => {
    const source = `FROM a\n# hadolint ignore=DL3002\n# berth-ignore ${root} -- seen\n«${root} USER root»\n`;
    await finds(dockerfile(source), `${root}: seen`);
    const foreign = `FROM a\n# hadolint ignore=DL3002\n«${root} USER root»\n`;
    const off = await outcome('dockerfile', 'Dockerfile', foreign, { honourOtherTools: false });
    assert.deepEqual(off, { found: [root], problems: [] });
  });
});

describe('suppression', () => {
  const words = [
    'berth-ignore',
    'berth-ignore-block',
    'berth-ignore-file',
    '--',
    'reason',
    ...rules.map(({ id }) => id),
    'hadolint ignore=DL3002',
    'trivy:ignore:*',
    'checkov:skip=CKV_DOCKER_8',
    'kics-scan ignore-line',
    'kics-scan ignore',
    'kube-linter.io/ignore-all',
    ',',
    '\n',
    '#',
  ];
  const span = fc.tuple(fc.nat(40), fc.nat(40)).map(([start, length]) => ({ start, end: start + length }));
  const path = fc.constantFrom('Dockerfile', 'compose.yaml');
  const anyComment = fc.record(
    {
      span,
      text: fc.array(fc.oneof(fc.constantFrom(...words), fc.string())).map((parts) => parts.join(' ')),
      target: span,
      block: span,
      path,
    },
    { requiredKeys: ['span', 'text'] },
  );
  const anyFinding = fc
    .tuple(fc.constantFrom(...rules.map(({ id }) => id)), span, path)
    .map(([rule, place, file]) => finding(rule, place, file));

  it('changes nothing of a finding but that it is suppressed, and loses none', () => {
    fc.assert(
      fc.property(
        fc.array(anyFinding),
        fc.array(anyComment),
        fc.boolean(),
        (findings, comments, honourOtherTools) => {
          const { findings: after } = suppress(
            findings,
            comments,
            rules,
            findings.map(({ evidence }) => evidence[0].place),
            {
              path: 'Dockerfile',
              textOf: () => 'FROM a\nUSER b\n# c\n',
              honourOtherTools,
              today: '2026-11-21',
            },
          );
          assert.deepEqual(
            after.map(({ suppressed: _, ...rest }) => rest),
            findings,
          );
          for (const { suppressed } of after) assert.notEqual(suppressed?.reason, '');
        },
      ),
      { seed: 7, numRuns: 500 },
    );
  });
});
