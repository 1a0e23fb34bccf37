// A project of several files on the command line: each thing said once, at its place, as berth.yaml wants it.
import assert from 'node:assert/strict';
import { berth, scratch } from './berth';

const files = {
  'compose.yaml':
    'include: [db/compose.yaml]\nservices:\n  web:\n    build: ./web\n    restart: always\n  again:\n    build: ./web\n',
  'db/compose.yaml': 'services:\n  db:\n    image: postgres:17\n    privileged: true\n',
  'web/Dockerfile': 'FROM python:3.13-slim\nCOPY app.py /app.py\nCMD ["python", "/app.py"]\n',
};

interface Report {
  readonly files: readonly { readonly path: string }[];
  readonly workloads: readonly { readonly id: string }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly path: string;
    readonly line: number;
    readonly severity: string;
    readonly message: string;
    readonly related: readonly { readonly path: string; readonly line: number }[];
  }[];
}

function check(content: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const { status, stdout, stderr } = berth(['check', '--format', 'json', ...args], { cwd: scratch(content) });
  // The report's shape is the subject of json.test.ts.
  return { status, stderr, report: JSON.parse(stdout) as Report };
}

describe('command line: a project of several files', function () {
  this.timeout(30_000);

  it('says everything once, where it is written, with its uses', () => {
    const { report } = check(files, '.');
    assert.deepEqual(
      report.workloads.map(({ id }) => id),
      ['compose.yaml#web', 'compose.yaml#again', 'db/compose.yaml#db', 'web/Dockerfile#web'],
    );
    const root = report.findings.filter(({ rule }) => rule === 'container-runs-as-root');
    assert.deepEqual(
      root.map(({ path, line }) => [path, line]),
      [['web/Dockerfile', 1]],
    );
    assert.deepEqual(
      root[0]?.related.map(({ path, line }) => [path, line]).filter(([path]) => path === 'compose.yaml'),
      [
        ['compose.yaml', 4],
        ['compose.yaml', 6],
      ],
    );
    assert.equal(report.findings.filter(({ rule }) => rule === 'container-privileged').length, 1);
  });

  it('follows the files of a project of which only one is asked for', () => {
    const { report } = check(files, 'compose.yaml');
    const found = report.findings.map(({ rule, path }) => `${path} ${rule}`);
    assert.ok(found.includes('web/Dockerfile container-runs-as-root'), found.join('\n'));
    assert.ok(found.includes('db/compose.yaml container-privileged'), found.join('\n'));
  });

  it('takes the severities of berth.yaml, and leaves out what it excludes', () => {
    const configured = {
      ...files,
      'berth.yaml': 'rules:\n  container-privileged: info\nexclude:\n  - web/\n',
    };
    const { status, report } = check(configured, '.', '--fail-on', 'warning');
    const privileged = report.findings.find(({ rule }) => rule === 'container-privileged');
    assert.equal(privileged?.severity, 'info');
    assert.match(privileged.message, /berth\.yaml/);
    assert.ok(!report.files.some(({ path }) => path === 'web/Dockerfile'));
    assert.notEqual(status, 2);
    const asked = berth(['check', 'web/Dockerfile'], { cwd: scratch(configured) });
    assert.match(asked.stdout, /berth\.yaml leaves this file out/);
  });

  it('ends with status 2 when berth.yaml is wrong, and says where, once', () => {
    const { status, stderr } = check({ ...files, 'berth.yaml': 'rulez:\n  x: off\n' }, '.');
    assert.equal(status, 2);
    assert.equal(stderr, 'berth: berth.yaml:1:1: There is no key rulez here. Did you mean rules?\n');
  });

  it('says in which file a value of inspect stands', () => {
    const { stdout } = berth(['inspect', 'compose.yaml'], { cwd: scratch(files) });
    assert.match(stdout, /command: .*python.* \[stated\] \(web\/Dockerfile:3:1\)/);
    const json = berth(['inspect', '--format', 'json', 'compose.yaml'], { cwd: scratch(files) }).stdout;
    assert.match(json, /"path": "web\/Dockerfile"/);
  });

  it('knows no file that is not there', () => {
    const broken = {
      'compose.yaml':
        'include: [gone.yaml]\nservices:\n  web:\n    extends: { file: gone.yaml, service: x }\n  two:\n    build: ./gone\n    env_file: gone.env\n',
    };
    const { status, stderr, report } = check(broken, '.');
    assert.deepEqual([status, stderr], [0, '']);
    assert.ok(!report.findings.some(({ severity }) => severity === 'error'));
  });
});
