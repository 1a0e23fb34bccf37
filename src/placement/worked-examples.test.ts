// The worked examples of the decision model: the word must match, the confidence by one class.
import assert from 'node:assert/strict';
import { complete, notStated } from '../core/fact';
import type { Workload } from '../core/workload';
import type { Placement } from './decide';
import type { Answers } from './questions';
import { contextOf, installs, lists, machine, ownService, says, service, unreadScript } from './testing';
import { type ConfidenceClass, verdictOf, workspaceVerdict } from './verdict';

interface Expectation {
  readonly word: Placement;
  /** Confidence in percent by the hand calculation of the decision model, where it gives one. */
  readonly confidence?: number;
  readonly answers?: Answers;
}

interface Example {
  readonly title: string;
  readonly group: readonly Workload[];
  /** By the workload's name; a workload not named is not judged. */
  readonly expected: Readonly<Record<string, Expectation>>;
  readonly workspace: Placement;
}

const volume = { kind: 'volume', source: 'data', target: '/var/lib/data', readOnly: false } as const;
const socket = {
  kind: 'bind',
  source: '/var/run/docker.sock',
  target: '/var/run/docker.sock',
  readOnly: false,
} as const;
const unread = { software: unreadScript, provisioners: complete<string>([]) };

const serial = lists(
  { kind: 'path', name: '/dev/ttyUSB0' } as const,
  { kind: 'path', name: '/dev/bus/usb' } as const,
);

const shop = ['cart', 'catalog', 'frontend', 'orders', 'shipping'];

const examples: readonly Example[] = [
  {
    title: '1: API, database and proxy',
    group: [
      ownService('backend'),
      service('proxy', 'nginx', {
        mounts: lists({
          kind: 'bind',
          source: './nginx.conf',
          target: '/etc/nginx/nginx.conf',
          readOnly: true,
        }),
      }),
      service('db', 'postgres', { mounts: lists(volume) }),
    ],
    expected: {
      backend: { word: 'container', confidence: 44 },
      proxy: { word: 'container', confidence: 44 },
      db: { word: 'container', confidence: 44 },
    },
    workspace: 'container',
  },
  {
    title: '2: online judge',
    group: [
      service('worker', 'judge0/judge0:1.13.1', { privileged: says(true) }),
      service('db', 'postgres:16.2', { mounts: lists(volume) }),
      service('redis', 'redis:7.2.4'),
    ],
    expected: {
      worker: { word: 'sandboxed-container' },
      db: { word: 'container' },
      redis: { word: 'container' },
    },
    workspace: 'hybrid',
  },
  {
    title: '3: attack lab of two old machines',
    group: [
      machine('ub1404', 'rapid7/metasploitable3-ub1404'),
      machine('win2k8', 'rapid7/metasploitable3-win2k8', {
        operatingSystem: says({ family: 'windows', distribution: 'windows-server', release: '2008' }),
      }),
    ],
    expected: { ub1404: { word: 'vm' }, win2k8: { word: 'vm' } },
    workspace: 'vm',
  },
  {
    title: '4: VPN that brings its kernel module',
    group: [
      service('wireguard', 'linuxserver/wireguard', {
        capabilitiesAdded: lists('NET_ADMIN', 'SYS_MODULE'),
        mounts: lists(
          { kind: 'bind', source: '/usr/src', target: '/usr/src', readOnly: false },
          { kind: 'bind', source: '/lib/modules', target: '/lib/modules', readOnly: false },
        ),
      }),
    ],
    expected: { wireguard: { word: 'hybrid', confidence: 15 } },
    workspace: 'hybrid',
  },
  {
    title: '4: the same on a host that ships the module',
    group: [
      service('wireguard', 'linuxserver/wireguard', {
        capabilitiesAdded: lists('NET_ADMIN', 'SYS_MODULE'),
      }),
    ],
    expected: { wireguard: { word: 'container', answers: { 'G2.hostProvidesModule': 'yes' } } },
    workspace: 'container',
  },
  {
    title: '4: the same on a host that must not be touched',
    group: [
      service('wireguard', 'linuxserver/wireguard', {
        capabilitiesAdded: lists('NET_ADMIN', 'SYS_MODULE'),
      }),
    ],
    expected: { wireguard: { word: 'vm', answers: { 'G2.hostProvidesModule': 'no' } } },
    workspace: 'vm',
  },
  {
    title: '9: shop with a payment service under a rule',
    group: [
      ...shop.map((name) => ownService(name, { replicas: says(3) })),
      ownService('payment', {
        labels: lists({ key: 'compliance', value: says('pci-dss') }),
      }),
    ],
    expected: {
      ...Object.fromEntries(
        shop.map((name) => [
          name,
          {
            word: 'container' as const,
            confidence: 73,
            answers: {
              'K2.deploysPerMonth': 'weekly',
              'K4.loadPattern': 'elastic',
              'K12.deploy': 'pipeline',
              'K9.foreignCode': 'no',
            } as const,
          },
        ]),
      ),
      payment: {
        word: 'sandboxed-container',
        confidence: 42,
        answers: { 'K2.deploysPerMonth': 'weekly', 'K12.deploy': 'pipeline' },
      },
    },
    workspace: 'hybrid',
  },
  {
    title: '10: gateway with a real-time kernel and a dongle',
    group: [
      ownService('plc', {
        capabilitiesAdded: lists('SYS_MODULE', 'SYS_RAWIO'),
        devices: serial,
      }),
    ],
    expected: {
      plc: {
        word: 'vm',
        confidence: 49,
        answers: { 'G4.vendorForbidsContainer': 'yes', 'K6.driver': 'own-driver' },
      },
    },
    workspace: 'vm',
  },
  {
    title: '10: the same on a dedicated host that ships the module',
    group: [ownService('plc', { capabilitiesAdded: lists('SYS_MODULE', 'SYS_RAWIO'), devices: serial })],
    expected: { plc: { word: 'hybrid', answers: { 'G2.hostProvidesModule': 'yes' } } },
    workspace: 'hybrid',
  },
  {
    title: '11: intranet on an old distribution, changed once a year by hand',
    group: [machine('intranet', 'bento/centos-6.10', unread)],
    expected: {
      intranet: {
        word: 'vm',
        confidence: 44,
        answers: { 'K2.deploysPerMonth': 'rarely', 'K12.deploy': 'by-hand', 'K13.skill': '0' },
      },
    },
    workspace: 'vm',
  },
  {
    title: '11: the same from the file alone',
    group: [machine('intranet', 'bento/centos-6.10', unread)],
    expected: { intranet: { word: 'vm' } },
    workspace: 'vm',
  },
  {
    title: '11: the same once it is ported, and released every week by a pipeline',
    group: [machine('intranet', 'bento/centos-6.10', unread)],
    expected: {
      intranet: {
        word: 'container',
        answers: {
          'K7.vendorSupport': 'movable',
          'K2.deploysPerMonth': 'weekly',
          'K12.deploy': 'pipeline',
        },
      },
    },
    workspace: 'container',
  },
  {
    title: '12: code execution for many users',
    group: [ownService('agent-exec', { replicas: says(20), mounts: lists(socket) })],
    expected: {
      'agent-exec': {
        word: 'sandboxed-container',
        confidence: 53,
        answers: { 'K9.foreignCode': 'yes', 'K4.loadPattern': 'elastic' },
      },
    },
    workspace: 'sandboxed-container',
  },
  {
    title: '12: the same from the file alone',
    group: [
      ownService('agent-exec', { mounts: lists(socket) }),
      ownService('dashboard', { mounts: lists(socket) }),
    ],
    expected: { 'agent-exec': { word: 'sandboxed-container' }, dashboard: { word: 'container' } },
    workspace: 'hybrid',
  },
  {
    title: 'a Windows image, and only Linux hosts',
    group: [service('app', 'mcr.microsoft.com/windows/nanoserver:ltsc2022')],
    expected: { app: { word: 'vm', answers: { 'G1.targetHost': 'linux' } } },
    workspace: 'vm',
  },
  {
    title: 'a Windows image, and a Windows host',
    group: [service('app', 'mcr.microsoft.com/windows/nanoserver:ltsc2022')],
    expected: { app: { word: 'container', answers: { 'G1.targetHost': 'windows' } } },
    workspace: 'container',
  },
  {
    title: 'a CI runner, and nobody says whose jobs it runs',
    group: [service('ci', 'gitlab/gitlab-runner:v17.0.0')],
    expected: { ci: { word: 'undecided' } },
    workspace: 'undecided',
  },
  {
    title: 'a machine that carries an engine',
    group: [machine('host', 'debian/bookworm64', { software: installs({ packages: ['docker-ce'] }) })],
    expected: { host: { word: 'hybrid' } },
    workspace: 'hybrid',
  },
  {
    title: 'a machine of which nothing says what runs',
    group: [machine('box', 'debian/bookworm64', { software: installs({}) })],
    expected: { box: { word: 'undecided' } },
    workspace: 'undecided',
  },
  {
    title: 'an ordinary service in a machine of its own',
    group: [machine('web', 'debian/bookworm64', { software: installs({ packages: ['nginx'] }) })],
    expected: { web: { word: 'container' } },
    workspace: 'container',
  },
];

const classes: readonly ConfidenceClass[] = ['preliminary', 'probable', 'supported'];
const classOf = (confidence: number): number => (confidence < 40 ? 0 : confidence < 70 ? 1 : 2);

describe('worked examples', () => {
  for (const { title, group, expected, workspace } of examples) {
    describe(title, () => {
      const judged = group.flatMap((workload) => {
        const expectation = expected[workload.name];
        if (expectation === undefined) return [];
        return [
          { workload, expectation, verdict: verdictOf(workload, contextOf(group, expectation.answers)) },
        ];
      });
      for (const { workload, expectation, verdict } of judged) {
        it(`${workload.name} is ${expectation.word}`, () => {
          if (process.env.SHOW)
            console.log(
              workload.name,
              verdict.placement,
              verdict.confidence,
              verdict.score.toFixed(2),
              verdict.coverage.toFixed(2),
            );
          assert.equal(verdict.placement, expectation.word);
          if (expectation.confidence === undefined) return;
          const distance = Math.abs(
            classes.indexOf(verdict.confidenceClass) - classOf(expectation.confidence),
          );
          assert.ok(distance <= 1, `${verdict.confidence} % is too far from ${expectation.confidence} %`);
        });
      }
      it(`together is ${workspace}`, () => {
        assert.equal(workspaceVerdict(judged.map(({ verdict }) => verdict)).placement, workspace);
      });
    });
  }

  it('says what tips the verdict, and asks the question that would', () => {
    const group = examples.find(({ title }) => title.startsWith('4'))?.group ?? [];
    const verdicts = group.map((workload) => verdictOf(workload, contextOf(group)));
    assert.deepEqual(
      verdicts.map(({ questions }) => questions[0]?.id),
      ['G2.hostProvidesModule'],
    );
    assert.ok(
      verdicts.every(({ flips }) => flips.some(({ to, subjects }) => to === 'vm' && subjects.includes('G2'))),
    );
  });

  it('keeps what a file does not say unknown', () => {
    const nothing = verdictOf(
      machine('box', 'example/box', { devices: { items: [], rest: notStated } }),
      contextOf([]),
    );
    assert.deepEqual(nothing.reasons, []);
    assert.equal(nothing.placement, 'undecided');
  });
});
