// The comparison: arithmetic of the file and the host, figures as text, diagrams, and nothing claimed of the unknown.
import assert from 'node:assert/strict';
import type { Posture } from '../core/posture';
import type { HostProfile } from '../core/rule';
import { lineIndex } from '../core/span';
import { readExample } from '../formats/testing';
import { verdictOf } from '../placement';
import { compare } from './index';
import { rows } from './registry.generated';
import type { ComparisonView } from './view';

const today = '2026-11-21';
const GiB = 2 ** 30;

const posture: Posture = {
  engine: 'Engine 28.2.2',
  endpoint: '/var/run/docker.sock',
  operatingSystem: 'Debian GNU/Linux 12',
  kernel: '6.1.0',
  rootless: false,
  userNamespaces: false,
  seccomp: 'builtin',
  appArmor: true,
  selinux: false,
  runtimes: ['runc', 'runsc'],
  defaultRuntime: 'runc',
  cgroupVersion: '2',
  loggingDriver: 'json-file',
  liveRestore: false,
  memory: 16 * GiB,
  cpus: 8,
};

async function view(
  format: 'vagrantfile' | 'compose' | 'dockerfile' | 'libvirt',
  text: string,
  host: HostProfile = {},
  engine?: Posture,
): Promise<ComparisonView> {
  const { workloads } = await readExample(format, 'file', text);
  const [workload] = workloads;
  assert.ok(workload);
  const lines = lineIndex(text);
  const input = {
    workload,
    group: workloads,
    host,
    findings: [],
    verdict: verdictOf(workload, { group: workloads, host, answers: {}, today }),
    ...(engine === undefined ? {} : { posture: engine }),
  };
  return compare(input, 'en', ({ path, span }) => {
    const start = lines.positionAt(span.start);
    const end = lines.positionAt(span.end);
    return {
      path,
      line: start.line,
      character: start.character,
      endLine: end.line,
      endCharacter: end.character,
    };
  });
}

function here(of: ComparisonView, id: string): string[] {
  return of.rows.find((row) => row.id === id)?.here.map(({ text }) => text) ?? [];
}

function guests(count: number, megabytes: string): string {
  return `Vagrant.configure("2") do |config|
  config.vm.box = "bento/ubuntu-24.04"
  (1..${count}).each do |i|
    config.vm.define "guest#{i}" do |guest|
      guest.vm.provider("libvirt") { |l| l.memory = ${megabytes} }
    end
  end
end
`;
}

describe('comparison', () => {
  it('does the sums of four guests of 16 GiB on a host of 64 GiB', async () => {
    const memory = here(await view('vagrantfile', guests(4, '16384'), { memory: 64 * GiB }), 'R4');
    assert.ok(
      memory.some((text) => text.startsWith('The 4 machines of this file may take 64 GiB together')),
      memory.join('\n'),
    );
    assert.ok(
      memory.some((text) => text.startsWith('The host has 64 GiB, which leaves nothing for the host itself')),
      memory.join('\n'),
    );
    assert.ok(
      memory.some((text) => text.includes('need 4 GB of that')),
      memory.join('\n'),
    );
    assert.ok(
      memory.some((text) => text.includes('15.6 MiB')),
      memory.join('\n'),
    );
  });

  it('adds nothing up when one size is unknown, and says nothing of an unknown host', async () => {
    const unknownSize = here(await view('vagrantfile', guests(4, 'ENV["SIZE"]'), { memory: 64 * GiB }), 'R4');
    assert.equal(
      unknownSize.some((text) => text.includes('together')),
      false,
    );
    const unknownHost = here(await view('vagrantfile', guests(4, '16384')), 'R4');
    assert.equal(
      unknownHost.some((text) => text.includes('The host has')),
      false,
    );
  });

  it('draws the side the file describes as today’s, with links, and the other without claims', async () => {
    const machine = await view('vagrantfile', guests(7, '1024'));
    assert.equal(machine.diagrams.vm.today, true);
    assert.equal(machine.diagrams.container.today, false);
    const [boxes] = machine.diagrams.vm.layers;
    assert.equal(boxes?.length, 6, 'five boxes and the rest counted');
    assert.match(boxes?.at(-1)?.title ?? '', /and 2 more/);
    assert.ok(boxes?.[0]?.place);
    assert.equal(machine.diagrams.container.layers[0]?.[0]?.detail, undefined);
    const image = await view('dockerfile', 'FROM alpine:3.22\n');
    assert.equal(image.diagrams.container.today, true);
  });

  it('labels the engine only after it was read', async () => {
    const text = 'services:\n  a:\n    image: b:1\n';
    const before = await view('compose', text);
    assert.equal(before.engine, undefined);
    assert.match(before.diagrams.container.layers[1]?.[0]?.detail ?? '', /posture not read/);
    const after = await view('compose', text, {}, posture);
    assert.match(
      after.diagrams.container.layers[1]?.[0]?.detail ?? '',
      /runs as root.*seccomp builtin.*no user namespaces/,
    );
    assert.ok(after.engine?.some(({ label, value }) => label === 'Sandboxing runtimes' && value === 'runsc'));
    assert.ok(here(after, 'R8').some((sentence) => sentence.includes('runs as root')));
  });

  it('writes figures as ranges or bounds, with source and kind, and places those with a unit on the axis', async () => {
    const { rows: shown } = await view('dockerfile', 'FROM alpine:3.22\n');
    const start = shown.find(({ id }) => id === 'R3');
    const byId = new Map(start?.figures.map((figure) => [figure.id, figure]));
    assert.equal(byId.get('fc-boot-init')?.text, '≤ 125 ms');
    assert.equal(byId.get('ec2-admin')?.text, '60–120 s');
    assert.equal(byId.get('ec2-admin')?.high, 120_000);
    assert.equal(byId.get('slacker-pull')?.low, undefined, 'a share has no place on a time axis');
    for (const row of shown)
      for (const figure of row.figures)
        assert.ok(figure.text !== '' && figure.source !== '', `${row.id} ${figure.id}`);
  });

  it('cites a source in every row', () => {
    assert.deepEqual(
      rows.map(({ id }) => id),
      Array.from({ length: 17 }, (_, index) => `R${index + 1}`),
    );
    for (const row of rows) assert.ok(row.sources.length > 0, row.id);
  });

  it('marks the verdict on its own side of the spectrum', async () => {
    const windows = await view(
      'vagrantfile',
      'Vagrant.configure("2") do |c|\n  c.vm.box = "gusztavvargadr/windows-server-2022-standard"\nend\n',
    );
    assert.equal(windows.verdict.placement, 'vm');
    assert.ok(windows.verdict.position > 0.6);
    const image = await view(
      'dockerfile',
      'FROM gcr.io/distroless/static:nonroot\nCOPY app /app\nENTRYPOINT ["/app"]\n',
    );
    assert.equal(image.verdict.placement, 'container');
    assert.ok(image.verdict.position < 0.4);
  });
});
