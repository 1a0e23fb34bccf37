// Findings as people see them: missing hardening is one line with one fix, everything else stands for itself.
import assert from 'node:assert/strict';
import { applyEdits } from '../core/edit';
import { render } from '../core/message';
import { installedGrammarFiles } from '../formats/grammar/testing';
import { type Analysis, createAnalyst, recognise } from './analysis';
import { editsOf } from './fixes';
import { presented } from './presentation';

async function analyse(text: string, path = 'compose.yaml'): Promise<Analysis> {
  const known = recognise(path, () => text) ?? assert.fail();
  const context = { host: {}, today: '2026-11-21' };
  return createAnalyst(installedGrammarFiles).analyse(path, { text }, context, known);
}

const service = 'services:\n  web:\n    image: acme/web:1.0 # pinned\n    mem_limit: 1g\n';
const trio = [
  'container-caps-not-dropped',
  'container-no-new-privileges-missing',
  'container-writable-rootfs',
];

describe('presentation', () => {
  it('puts missing hardening of a service together, with one fix that ends it', async () => {
    const analysis = await analyse(service);
    const [item, another] = presented(analysis.findings).filter(({ rules }) => rules.length > 1);
    assert.ok(item !== undefined && another === undefined);
    assert.deepEqual([...item.rules].sort(), trio);
    assert.match(render(item.finding.message, 'en'), /a read-only root file system/);
    const edits = editsOf(analysis, item.finding.fix ?? assert.fail('no fix'));
    const fixed = applyEdits(service, edits?.get('compose.yaml') ?? assert.fail('no edits'));
    assert.match(fixed, /# pinned\n/);
    const left = (await analyse(fixed)).findings.map(({ rule }) => rule);
    assert.deepEqual(
      left.filter((rule) => trio.includes(rule)),
      [],
      fixed,
    );
  });

  it('says once in Kubernetes what two lists of hardening ask for, with one fix', async () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web # first\n      image: acme/web:1\n      securityContext:\n        runAsUser: 1000\n';
    const analysis = await analyse(pod, 'pod.yaml');
    const [item, another] = presented(analysis.findings).filter(({ rules }) => rules.length > 1);
    assert.ok(item !== undefined && another === undefined);
    assert.deepEqual([...item.rules].sort(), [...trio, 'k8s-pss-restricted-gap']);
    const edits = editsOf(analysis, item.finding.fix ?? assert.fail('no fix'));
    const fixed = applyEdits(pod, edits?.get('pod.yaml') ?? assert.fail('no edits'));
    const left = (await analyse(fixed, 'pod.yaml')).findings.map(({ rule }) => rule);
    assert.deepEqual(
      left.filter((rule) => item.rules.includes(rule)),
      [],
      fixed,
    );
  });

  it('keeps apart what stands alone, and what is suppressed', async () => {
    const one = await analyse(`${service}    read_only: true\n    cap_drop: [ALL]\n`);
    assert.ok(presented(one.findings).every(({ rules }) => rules.length === 1));
    const accepted = service.replace('  web:', `  # berth-ignore ${trio[0]} -- needs them\n  web:`);
    const shown = presented((await analyse(accepted)).findings);
    assert.deepEqual(
      shown.filter(({ rules }) => rules.length > 1).map(({ rules }) => [...rules].sort()),
      [trio.slice(1)],
    );
  });

  it('loses no finding', async () => {
    const analysis = await analyse(`${service}  job:\n    image: acme/job:1.0\n    privileged: true\n`);
    const all = presented(analysis.findings).flatMap(({ rules }) => rules);
    assert.deepEqual([...all].sort(), analysis.findings.map(({ rule }) => rule).sort());
  });
});
