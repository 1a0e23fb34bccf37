// The commands, their options and their exit statuses, as the contract has them.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { berth, root, scratch } from './berth';

const german = { LANG: 'de_DE.UTF-8' };
const dockerfile = { Dockerfile: 'FROM alpine:3.22\nUSER app\nCMD ["/app"]\n' };
const privileged = { 'compose.yaml': 'services:\n  a:\n    image: acme/a:1\n    privileged: true\n' };

describe('command line: usage', function () {
  this.timeout(30_000);

  it('prints help and version on request, and help as an error without a command', () => {
    const help = berth(['--help']);
    assert.equal(help.status, 0);
    for (const command of ['check', 'compare', 'explain', 'inspect', 'engine', 'lsp'])
      assert.match(help.stdout, new RegExp(`^berth ${command}`, 'm'));
    assert.deepEqual(berth(['check', '--help']), help);
    assert.equal(berth(['--version']).stdout, 'berth 0.1.0\n');
    const nothing = berth([]);
    assert.deepEqual([nothing.status, nothing.stdout, nothing.stderr], [2, '', help.stdout]);
  });

  it('speaks the language of --lang, else of the environment, else English', () => {
    const folder = scratch(dockerfile);
    const title = (args: readonly string[], env: Readonly<Record<string, string>>) =>
      /fits|passt/.exec(berth(args, { cwd: folder, env }).stdout)?.[0];
    assert.equal(title(['check'], {}), 'fits');
    assert.equal(title(['check'], german), 'passt');
    assert.equal(title(['check'], { LANG: 'fr_FR.UTF-8' }), 'fits');
    assert.equal(title(['check'], { LANG: 'de_DE.UTF-8', LC_ALL: 'en_GB.UTF-8' }), 'fits');
    assert.equal(title(['check', '--lang', 'de'], {}), 'passt');
    assert.equal(title(['--lang=en', 'check'], german), 'fits');
  });

  for (const [args, english, deutsch] of [
    [['chek'], /there is no command "chek"/, /Den Befehl „chek“ gibt es nicht/],
    [['check', '--colour'], /there is no option --colour here/, /Die Option --colour gibt es hier nicht/],
    [['check', '--format'], /--format needs a value/, /--format braucht einen Wert/],
    [
      ['check', '--format', 'yaml'],
      /--format takes text, json, not "yaml"/,
      /--format nimmt text, json, nicht „yaml“/,
    ],
    [
      ['check', '--fail-on', 'fatal'],
      /takes error, warning, info, hint, never/,
      /nimmt error, warning, info, hint, never/,
    ],
    [['check', '--host-memory', 'much'], /takes a size such as 64GiB/, /nimmt eine Größe wie 64GiB/],
    [['check', '--host-cpus', '0'], /takes a whole number/, /nimmt eine ganze Zahl/],
    [
      ['explain', 'no-such-rule'],
      /there is no rule "no-such-rule"/,
      /Die Regel „no-such-rule“ gibt es nicht/,
    ],
    [['inspect'], /inspect needs a file/, /inspect braucht eine Datei/],
    [['compare', 'a', 'b'], /compare takes one file/, /compare nimmt eine Datei/],
    [['lsp'], /berth lsp --stdio/, /berth lsp --stdio/],
    [
      ['check', 'missing'],
      /cannot read missing: there is no such file/,
      /missing ist nicht lesbar: diese Datei/,
    ],
    [['inspect', 'missing'], /cannot read missing/, /missing ist nicht lesbar/],
    [['compare', 'missing'], /cannot read missing/, /missing ist nicht lesbar/],
  ] as const) {
    it(`ends with status 2 and one sentence: berth ${args.join(' ')}`, () => {
      const folder = scratch(dockerfile);
      for (const [env, expected] of [
        [{}, english],
        [german, deutsch],
      ] as const) {
        const { status, stdout, stderr } = berth(args, { cwd: folder, env });
        assert.equal(status, 2);
        assert.equal(stdout, '');
        assert.match(stderr, /^berth: [^\n]+\n$/);
        assert.match(stderr, expected);
      }
    });
  }

  it('takes --lang only with a language it knows', () => {
    const { status, stderr } = berth(['check', '--lang', 'fr']);
    assert.deepEqual([status, stderr], [2, 'berth: --lang knows en and de, not "fr".\n']);
  });

  it('explains each rule it lists, in both languages', () => {
    const list = berth(['explain']);
    assert.equal(list.status, 0);
    const ids = list.stdout.split('\n').flatMap((line) => line.split(' ', 1).filter((id) => id !== ''));
    assert.ok(ids.length >= 35, `${ids.length} rules`);
    const english = berth(['explain', ...ids]);
    const deutsch = berth(['explain', '--lang', 'de', ...ids]);
    for (const [{ status, stdout }, why, sources] of [
      [english, 'Why', 'Sources'],
      [deutsch, 'Warum', 'Quellen'],
    ] as const) {
      assert.equal(status, 0);
      for (const id of ids) assert.ok(stdout.includes(`# ${id} (`), id);
      assert.equal(stdout.split(`\n## ${why}\n`).length - 1, ids.length);
      assert.equal(stdout.split(`\n## ${sources}\n`).length - 1, ids.length);
      assert.ok(!stdout.includes('⟦') && !stdout.includes('\n\n\n'));
    }
  });

  it('compares a workload, as text and as JSON', () => {
    const folder = scratch(privileged);
    const text = berth(['compare'], { cwd: folder });
    assert.equal(text.status, 0);
    assert.match(text.stdout, /^a \(compose\.yaml:2\)\n/);
    for (let row = 1; row <= 17; row++) assert.match(text.stdout, new RegExp(`^R${row} `, 'm'));
    const json = berth(['compare', '--format', 'json', 'compose.yaml'], { cwd: folder });
    assert.equal(JSON.parse(json.stdout).rows.length, 17);
    const deutsch = berth(['compare', '--lang', 'de', '--workload', 'a'], { cwd: folder });
    assert.match(deutsch.stdout, /Hauptgrund/);
    const other = berth(['compare', '--workload', 'b'], { cwd: folder });
    assert.deepEqual([other.status, other.stderr], [2, 'berth: . has no workload "b"; it has a.\n']);
    const nothing = berth(['compare'], { cwd: scratch() });
    assert.deepEqual([nothing.status, nothing.stderr], [2, 'berth: . defines no workload.\n']);
  });

  it('names the option that is meant, wherever it stands', () => {
    const folder = scratch(privileged);
    assert.equal(berth(['check', '.', '--fail-on', 'never'], { cwd: folder }).status, 0);
    assert.equal(berth(['check', '--fail-on=never', '--', '.'], { cwd: folder }).status, 0);
  });

  it('starts the language server over standard input and output', () => {
    // Without a client it ends with its input.
    const { stdout } = berth(['lsp', '--stdio'], { cwd: join(root, 'test') });
    assert.equal(stdout, '');
  });
});

describe('command line: exit status of check', function () {
  this.timeout(30_000);
  // One workload for each worst severity; what is found in them is asserted first.
  const worst = {
    error: privileged,
    warning: { Dockerfile: 'FROM alpine:3.22\nCMD ["/app"]\n' },
    info: { 'compose.yaml': 'services:\n  a:\n    image: acme/a:1\n    user: "1"\n    mem_limit: 1g\n' },
    hint: { Dockerfile: 'FROM ubuntu:24.04\nUSER app\nCMD ["/app"]\n' },
    never: { Dockerfile: 'FROM alpine:3.22\nUSER app\nCMD ["/app"]\n' },
  };
  const levels = ['error', 'warning', 'info', 'hint', 'never'] as const;

  for (const [rank, found] of levels.entries()) {
    it(`worst finding ${found}`, () => {
      const folder = scratch(worst[found]);
      const { summary } = JSON.parse(berth(['check', '--format', 'json'], { cwd: folder }).stdout);
      for (const [other, level] of levels.slice(0, 4).entries())
        assert.ok(other < rank ? summary.findings[level] === 0 : other > rank || summary.findings[level] > 0);
      for (const [limit, level] of levels.entries()) {
        const { status } = berth(['check', '--fail-on', level], { cwd: folder });
        assert.equal(status, found !== 'never' && level !== 'never' && rank <= limit ? 1 : 0, level);
      }
      assert.equal(berth(['check'], { cwd: folder }).status, found === 'error' ? 1 : 0);
    });
  }

  it('does not count what is accepted with a reason', () => {
    const folder = scratch({
      'compose.yaml':
        'services:\n  a:\n    image: acme/a:1\n    # berth-ignore container-privileged -- the lab machine\n    privileged: true\n',
    });
    const { status, stdout } = berth(['check'], { cwd: folder });
    assert.equal(status, 0);
    assert.match(stdout, /container-privileged {2}accepted: the lab machine/);
    assert.match(stdout, /^1 file, 1 workload: (?!.*error)/m);
  });
});
