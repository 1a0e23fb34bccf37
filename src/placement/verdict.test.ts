// The verdict as plain data: reasons, questions, flips and the word of a workspace.
import assert from 'node:assert/strict';
import { languages, render } from '../core/message';
import type { Workload } from '../core/workload';
import { changed, turns } from './counterfactual';
import { decide } from './decide';
import { contextOf, installs, lists, machine, ownService, says, service, unreadScript } from './testing';
import { verdictTitle } from './title';
import { inputsFor, type Verdict, verdictOf, workspaceVerdict } from './verdict';

const wireguard = service('vpn', 'vendor/vpn:1', { capabilitiesAdded: lists('SYS_MODULE') });
const judge = service('judge', 'judge0/judge0:1.13.1');
const windows = machine('desk', 'gusztavvargadr/windows-10');
const web = machine('web', 'debian/trixie64', { software: installs({ packages: ['nginx'] }) });
const all: readonly Workload[] = [
  wireguard,
  judge,
  windows,
  web,
  ownService('api', { replicas: says(3) }),
  service('db', 'postgres:17'),
];

const verdicts = all.map((workload) => ({ workload, verdict: verdictOf(workload, contextOf(all)) }));

function verdictFor(name: string): Verdict {
  const found = verdicts.find(({ workload }) => workload.name === name);
  if (found === undefined) throw new Error(name);
  return found.verdict;
}

function texts(verdict: Verdict): readonly string[] {
  const messages = [
    verdict.summary,
    ...verdict.reasons.map(({ text }) => text),
    ...verdict.gates.map(({ text }) => text),
    ...verdict.flips.map(({ text }) => text),
  ];
  return languages.flatMap((language) => [
    ...messages.map((message) => render(message, language)),
    verdictTitle(verdict)[language],
  ]);
}

describe('verdictOf', () => {
  it('names the engine that makes a machine a hybrid, at the place where it comes in', () => {
    const host = machine('host', 'debian/trixie64', { software: installs({ packages: ['docker-ce'] }) });
    const { placement, gates } = verdictOf(host, contextOf([host]));
    assert.equal(placement, 'hybrid');
    assert.deepEqual(
      gates.map(({ gate, evidence }) => [gate, evidence.length]),
      [['engine', 1]],
    );
  });

  for (const { workload, verdict } of verdicts) {
    it(`gives complete sentences for ${workload.name}`, () => {
      for (const text of texts(verdict)) assert.doesNotMatch(text, /\{\w+\}|undefined|\.\.|: \.$/, text);
    });

    it(`shows at most three questions and five flips for ${workload.name}`, () => {
      assert.ok(verdict.questions.length <= 3);
      assert.ok(verdict.flips.length <= 5);
    });

    it(`says nothing twice about ${workload.name}`, () => {
      const said = [...verdict.gates, ...verdict.reasons].map(({ text }) => render(text, 'en'));
      assert.deepEqual(said, [...new Set(said)]);
    });

    it(`lists the reasons of ${workload.name} by what they add, and every criterion once`, () => {
      const sizes = verdict.reasons.map(({ contribution }) => Math.abs(contribution));
      assert.deepEqual(
        sizes,
        [...sizes].sort((a, b) => b - a),
      );
      const ids = [...verdict.reasons, ...verdict.unknown].map(({ criterion }) => criterion);
      assert.equal(new Set(ids).size, ids.length);
      assert.equal(ids.length, 14);
    });

    it(`gives ${workload.name} only flips that turn the word when it is decided again`, () => {
      const inputs = inputsFor(workload, contextOf(all));
      assert.equal(decide(inputs).placement, verdict.placement);
      const flips = turns(inputs).slice(0, verdict.flips.length);
      assert.deepEqual(
        flips.map(({ to, changes }) => [to, changes.map(({ id }) => id)]),
        verdict.flips.map(({ to, subjects }) => [to, subjects]),
      );
      for (const { changes, to } of flips) assert.equal(decide(changed(inputs, changes)).placement, to);
    });

    it(`places every reason of ${workload.name} in a file`, () => {
      for (const { evidence, criterion } of verdict.reasons) assert.ok(evidence.length > 0, criterion);
    });
  }

  it('names the gate behind the word, in both languages', () => {
    const { summary } = verdictFor('judge');
    assert.equal(render(summary, 'en'), 'Main reason: judge0/judge0 runs submitted programs.');
    assert.equal(render(summary, 'de'), 'Hauptgrund: judge0/judge0 führt eingereichte Programme aus.');
  });

  it('asks who brings the code even where a product is known to run it', () => {
    assert.equal(verdictFor('judge').questions[0]?.id, 'K9.foreignCode');
    assert.equal(verdictFor('judge').flips[0]?.to, 'container');
  });

  it('does not ask again what was answered', () => {
    for (const answer of ['yes', 'no'] as const) {
      const { questions, placement } = verdictOf(judge, contextOf(all, { 'K9.foreignCode': answer }));
      assert.equal(placement, answer === 'yes' ? 'sandboxed-container' : 'container');
      assert.ok(questions.every(({ id }) => id !== 'K9.foreignCode'));
    }
  });

  it('keeps a privilege that nobody needs out of the word', () => {
    const plain = service('app', 'vendor/app:1');
    const privileged = service('app', 'vendor/app:1', { privileged: says(true), user: says('root') });
    const word = (workload: Workload): string => verdictOf(workload, contextOf([workload])).placement;
    assert.equal(word(privileged), word(plain));
    assert.equal(word(plain), 'container');
  });

  it('takes an old system for bound only where nobody moved it for years and nothing describes it', () => {
    const legacy = (more: Parameters<typeof machine>[2]) => {
      const old = machine('old', 'bento/centos-6.10', more);
      return verdictOf(old, contextOf([old])).reasons.find(({ criterion }) => criterion === 'K7')
        ?.contribution;
    };
    assert.equal(legacy({ software: unreadScript }), -7);
    assert.equal(legacy({ provisioners: lists('ansible') }), -3.5);
    assert.equal(legacy({ software: installs({ packages: ['httpd'] }) }), -3.5);
  });

  it('sends a database under a rule to a VM, and a service to a sandbox', () => {
    const db = service('db', 'postgres:17');
    const strict = { 'K10.compliance': 'own-kernel-required' } as const;
    assert.equal(verdictOf(db, contextOf([db], strict)).placement, 'vm');
    assert.equal(verdictOf(ownService('api'), contextOf([db], strict)).placement, 'sandboxed-container');
  });
});

describe('workspaceVerdict', () => {
  const words = (...names: readonly string[]) => workspaceVerdict(names.map(verdictFor)).placement;

  it('is the common word', () => {
    assert.equal(words('api', 'db'), 'container');
  });

  it('is hybrid where decided workloads differ', () => {
    assert.equal(words('api', 'desk'), 'hybrid');
  });

  it('does not become hybrid by an undecided workload', () => {
    const nothing = verdictOf(machine('box', 'debian/trixie64', { software: installs({}) }), contextOf([]));
    assert.equal(nothing.placement, 'undecided');
    assert.equal(workspaceVerdict([verdictFor('api'), nothing]).placement, 'container');
  });

  it('is undecided without workloads', () => {
    assert.deepEqual([workspaceVerdict([]).placement, workspaceVerdict([]).confidence], ['undecided', 0]);
  });

  it('is as sure as the least sure decided workload', () => {
    const both = [verdictFor('api'), verdictFor('desk')];
    assert.equal(workspaceVerdict(both).confidence, Math.min(...both.map(({ confidence }) => confidence)));
  });
});
