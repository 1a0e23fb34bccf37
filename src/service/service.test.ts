// The language service in memory: recognition, bad input, suppression, and what the editor asks.
import assert from 'node:assert/strict';
import { applyEdits } from '../core/edit';
import { render } from '../core/message';
import { installedGrammarFiles } from '../formats/grammar/testing';
import { suppressionLine } from '../server/actions';
import { type Analysis, type AnalysisContext, createAnalyst, recognise, workloadAt } from './analysis';
import { comparisonOf } from './comparison';
import { type Decoded, decode, largestFile } from './decode';

const context: AnalysisContext = { host: {}, today: '2026-11-21' };
const analyst = createAnalyst(installedGrammarFiles);

async function analyse(path: string, content: string | Decoded): Promise<Analysis> {
  const decoded = typeof content === 'string' ? { text: content } : content;
  const known = recognise(path, () => decoded.text ?? '');
  assert.ok(known, `${path} is recognised`);
  return analyst.analyse(path, decoded, context, known);
}

function problems(analysis: Analysis): string[] {
  return analysis.problems.map(({ message }) => render(message, 'en'));
}

const dockerfile = 'FROM debian:12\nENV API_TOKEN=q7Xw92LmPz81\nUSER app\nCMD ["/app"]\n';

describe('recognition', () => {
  const yes: [path: string, head: string, format: string][] = [
    ['a/Dockerfile', '', 'dockerfile'],
    ['C:\\src\\Containerfile', '', 'dockerfile'],
    ['api.Dockerfile', '', 'dockerfile'],
    ['docker-compose.prod.yml', '', 'compose'],
    ['stack.yaml', 'services:\n  a:\n    image: b\n', 'compose'],
    ['Vagrantfile', '', 'vagrantfile'],
    ['guest.xml', '<domain type="kvm"><name>x</name></domain>', 'libvirt'],
  ];
  for (const [path, head, format] of yes) {
    it(`takes ${path} for ${format}`, () => assert.equal(recognise(path, () => head)?.id, format));
  }
  const no: [path: string, head: string][] = [
    ['README.md', '# Dockerfile\nFROM here\n'],
    ['values.yaml', 'image:\n  repository: nginx\nreplicas: 2\n'],
    ['pom.xml', '<project><domain>x</domain></project>'],
    ['config.rb', 'puts 1\n'],
    ['.gitlab-ci.yml', 'services:\n  - postgres:16\njob:\n  script: [make]\n'],
  ];
  for (const [path, head] of no)
    it(`leaves ${path} alone`, () =>
      assert.equal(
        recognise(path, () => head),
        undefined,
      ));
});

describe('bad input', () => {
  it('is a problem of the file, never an exception', async () => {
    const large = await analyse('Dockerfile', { text: `FROM a\n${'#'.repeat(largestFile)}` });
    assert.match(problems(large).join(), /larger than 4 MiB/);
    assert.equal(large.workloads.length, 0);
    const binary = decode(new Uint8Array([0x46, 0x52, 0, 1]));
    assert.equal(binary.text, undefined);
    assert.match(problems(await analyse('compose.yaml', binary)).join(), /binary/);
    const latin = decode(new Uint8Array([...Buffer.from('FROM a\n# '), 0xe4, 0x0a]));
    const read = await analyse('Dockerfile', latin);
    assert.match(problems(read).join(), /not valid UTF-8/);
    assert.equal(read.workloads.length, 1);
  });

  it('survives alias bombs, deep nesting, and unclosed texts', async () => {
    const bomb = `a: &a [x, x]\n${Array.from({ length: 40 }, (_, i) => `b${i}: &b${i} [*${i === 0 ? 'a' : `b${i - 1}`}, *${i === 0 ? 'a' : `b${i - 1}`}]`).join('\n')}\nservices:\n  x:\n    image: y\n    command: *b39\n`;
    for (const [path, text] of [
      ['compose.yaml', bomb],
      ['compose.yaml', `services:\n  x:\n    image: y\n    labels: ${'['.repeat(20_000)}`],
      ['d.xml', `<domain type="kvm">${'<a>'.repeat(50_000)}`],
      ['d.xml', '<domain type="kvm"><name>x</name><memory unit="KiB'],
      ['Vagrantfile', 'Vagrant.configure("2") do |config|\n  config.vm.box = "x\n'.repeat(200)],
      ['Vagrantfile', `Vagrant.configure("2") do |c|\n${'['.repeat(5000)}`],
      ['Dockerfile', `FROM a\nRUN ${'$('.repeat(5000)} openssh-server`],
      ['Dockerfile', ''],
    ] as const) {
      const analysis = await analyse(path, text);
      for (const workload of analysis.workloads) analysis.verdict(workload);
    }
  }).timeout(20_000);

  it('reads UTF-16 with a byte order mark', () => {
    assert.equal(decode(new Uint8Array([0xff, 0xfe, 0x46, 0])).text, 'F');
    assert.equal(decode(new Uint8Array([0xfe, 0xff, 0, 0x46])).text, 'F');
  });
});

describe('suppression', () => {
  const rule = 'container-secret-in-image';

  it('accepts the next statement with a reason', async () => {
    const text = dockerfile.replace('ENV', `# berth-ignore ${rule} -- a token of the test server\nENV`);
    const { findings } = await analyse('Dockerfile', text);
    const found = findings.filter((finding) => finding.rule === rule);
    assert.deepEqual(
      found.map(({ suppressed }) => suppressed),
      [{ reason: 'a token of the test server' }],
    );
  });

  it('accepts a whole file', async () => {
    const { findings } = await analyse('Dockerfile', `# berth-ignore-file ${rule} -- test\n${dockerfile}`);
    assert.deepEqual(
      findings.filter((finding) => finding.rule === rule).map(({ suppressed }) => suppressed?.reason),
      ['test'],
    );
  });

  it('does not count without a reason, for unknown rules, or where nothing is found, and says so', async () => {
    const missing = await analyse('Dockerfile', dockerfile.replace('ENV', `# berth-ignore ${rule}\nENV`));
    assert.match(problems(missing).join(), /gives no reason/);
    assert.ok(missing.findings.some((finding) => finding.rule === rule && finding.suppressed === undefined));
    const typo = await analyse(
      'Dockerfile',
      dockerfile.replace('ENV', '# berth-ignore container-secret-in-imgae -- x\nENV'),
    );
    assert.match(problems(typo).join(), /Did you mean container-secret-in-image\?/);
    const idle = await analyse('Dockerfile', dockerfile.replace('CMD', `# berth-ignore ${rule} -- x\nCMD`));
    assert.match(problems(idle).join(), /finds nothing here/);
  });

  it('inserted where the editor puts it, silences exactly the finding', async () => {
    const samples: [path: string, text: string][] = [
      ['Dockerfile', dockerfile],
      [
        'compose.yaml',
        'services:\n  a:\n    image: b:1\n    privileged: true\n    cap_add:\n      - SYS_ADMIN\n',
      ],
      [
        'd.xml',
        '<domain type="kvm">\n  <name>x</name>\n  <devices>\n    <graphics type="vnc"\n              listen="0.0.0.0"/>\n  </devices>\n</domain>\n',
      ],
      [
        'Vagrantfile',
        'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/ubuntu-14.04"\n  config.ssh.insert_key = false\nend\n',
      ],
    ];
    for (const [path, text] of samples) {
      const analysis = await analyse(path, text);
      assert.notEqual(analysis.findings.length, 0, path);
      for (const finding of analysis.findings) {
        const line = suppressionLine(analysis, { finding, rules: [finding.rule] }, 'seen');
        const after = applyEdits(text, [line ?? assert.fail(`${path} takes comments`)]);
        const { findings } = await analyse(path, after);
        const same = findings.filter(
          (other) => other.rule === finding.rule && other.fingerprint === finding.fingerprint,
        );
        assert.deepEqual(
          same.map(({ suppressed }) => suppressed?.reason),
          ['seen'],
          `${path}: ${finding.rule}\n${after}`,
        );
      }
    }
  });
});

describe('the workload at the cursor', () => {
  it('is the innermost, and the first of a loop', async () => {
    const text =
      'Vagrant.configure("2") do |c|\n  c.vm.box = "x"\n  %w[a b].each do |n|\n    c.vm.define n do |m|\n    end\n  end\n  c.vm.define "z" do |m|\n  end\nend\n';
    const analysis = await analyse('Vagrantfile', text);
    assert.equal(workloadAt(analysis, text.indexOf('define n'))?.name, 'a');
    assert.equal(workloadAt(analysis, text.indexOf('"z"'))?.name, 'z');
    assert.equal(workloadAt(analysis, 0)?.name, 'a');
  });
});

describe('comparison', () => {
  it('has all rows in both languages, with places inside the file', async () => {
    const analysis = await analyse('Dockerfile', dockerfile);
    const workload = workloadAt(analysis, 20);
    assert.ok(workload);
    for (const language of ['en', 'de'] as const) {
      const view = comparisonOf(analysis, workload, undefined, language);
      assert.deepEqual(
        view.rows.map(({ id }) => id),
        Array.from({ length: 17 }, (_, index) => `R${index + 1}`),
      );
      const text = JSON.stringify({ ...view, words: undefined });
      assert.doesNotMatch(text, /\{\w+\}/, 'no placeholder is left');
    }
  });
});
