// berth.yaml as it holds for the files around it.
import assert from 'node:assert/strict';
import { render } from '../core/message';
import { installedGrammarFiles } from '../formats/grammar/testing';
import { filesAround } from '../formats/testing';
import { type Analysis, createAnalyst, recognise } from './analysis';
import { sentencesOf } from './presentation';

async function analyse(files: Record<string, string>, path = 'shop/compose.yaml'): Promise<Analysis> {
  const text = files[path] ?? assert.fail(path);
  const known = recognise(path, () => text) ?? assert.fail(path);
  const context = { host: {}, today: '2026-11-21' };
  return createAnalyst(installedGrammarFiles, filesAround(files)).analyse(path, { text }, context, known);
}

const compose = 'services:\n  web:\n    image: acme/web:1.0\n    user: root\n    restart: always\n';

function found(analysis: Analysis, rule: string): string[] {
  return analysis.findings
    .filter((finding) => finding.rule === rule)
    .map(
      (finding) =>
        `${finding.severity}: ${sentencesOf(finding)
          .map((part) => render(part, 'en'))
          .at(-1)}`,
    );
}

describe('berth.yaml', () => {
  it('sets severities and switches rules off, and says so', async () => {
    const analysis = await analyse({
      'shop/compose.yaml': compose,
      'berth.yaml': 'rules:\n  container-runs-as-root: error\n  container-no-memory-limit: off\n',
    });
    assert.match(found(analysis, 'container-runs-as-root').join(), /^error: .*berth\.yaml/);
    assert.deepEqual(found(analysis, 'container-no-memory-limit'), []);
  });

  it('leaves suppressions alone that it makes needless, and says whether those of other tools count', async () => {
    const text = compose.replace(
      '  web:',
      '  # berth-ignore container-no-memory-limit -- measured\n  # trivy:ignore:KSV-0012\n  web:',
    );
    const off = 'rules:\n  container-no-memory-limit: off\nhonourOtherTools: false\n';
    const analysis = await analyse({ 'shop/compose.yaml': text, 'berth.yaml': off });
    assert.deepEqual(analysis.problems, []);
    assert.deepEqual(
      [await analyse({ 'shop/compose.yaml': text }), analysis].map(
        ({ findings }) => findings.find(({ rule }) => rule === 'container-runs-as-root')?.suppressed,
      ),
      [{ reason: 'trivy:ignore:KSV-0012' }, undefined],
    );
  });

  it('is the nearest one', async () => {
    const files = {
      'shop/compose.yaml': compose,
      'shop/berth.yml': 'rules:\n  container-no-memory-limit: hint\n',
      'berth.yaml': 'rules:\n  container-runs-as-root: off\n  container-no-memory-limit: off\n',
    };
    const analysis = await analyse(files);
    assert.match(found(analysis, 'container-no-memory-limit').join(), /^hint/);
    assert.notDeepEqual(found(analysis, 'container-runs-as-root'), []);
    assert.ok(analysis.dependencies.has('shop/berth.yml'));
  });

  it('ends at the root of the repository', async () => {
    const files = {
      'shop/compose.yaml': compose,
      'shop/.git/HEAD': 'ref: main',
      'berth.yaml': 'rules:\n  container-runs-as-root: off\n',
    };
    assert.notDeepEqual(found(await analyse(files), 'container-runs-as-root'), []);
  });

  it('lowers severities by the posture, stated or in a file, and says so', async () => {
    const stated = { 'berth.yaml': 'posture:\n  userNamespaces: true\n' };
    const file = {
      'berth.yaml': 'posture:\n  file: host/daemon.json\n',
      'host/daemon.json': '{ "userns-remap": "default" }\n',
    };
    for (const more of [stated, file]) {
      const [root] = found(
        await analyse({ 'shop/compose.yaml': compose, ...more }),
        'container-runs-as-root',
      );
      assert.match(
        root ?? '',
        /^hint: Counted as hint instead of warning: user namespaces/,
        JSON.stringify(more),
      );
    }
  });

  it('says what the host has, to the verdict and to the comparison', async () => {
    const files = { 'shop/compose.yaml': compose, 'berth.yaml': 'host:\n  memory: 64 GiB\n  cpus: 16\n' };
    assert.deepEqual((await analyse(files)).context.host, { memory: 64 * 2 ** 30, cpus: 16 });
  });

  it('leaves files out', async () => {
    const files = { 'shop/compose.yaml': compose, 'berth.yaml': 'exclude:\n  - shop/\n' };
    const analysis = await analyse(files);
    assert.deepEqual(
      [analysis.isExcluded, analysis.findings.length, analysis.workloads.length],
      [true, 0, 0],
    );
    assert.ok(analysis.dependencies.has('berth.yaml'), 'and takes them in again when it changes');
  });

  it('has problems where it does not say what it means, as a file of its own too', async () => {
    const files = {
      'shop/compose.yaml': compose,
      'berth.yaml': 'rulez:\n  a: b\nposture:\n  file: daemon.json\n',
    };
    assert.equal((await analyse(files)).configuration?.problems.length, 1);
    const own = await analyse(files, 'berth.yaml');
    const problems = own.problems.map(({ message }) => render(message, 'en'));
    assert.equal(problems.length, 2);
    assert.match(problems.join(), /rulez.*Did you mean rules\?.*daemon\.json/s);
  });
});
