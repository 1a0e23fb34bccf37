// The three parts of a machine's memory: published ranges only, and no number where none is published.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { render } from '../core/message';
import type { HostProfile } from '../core/rule';
import type { Hypervisor, OperatingSystem, VirtualMachine } from '../core/workload';
import { machine, says } from '../placement/testing';
import { overheadLabel, overheadLines, overheadOf } from './machine-overhead';

const gibibyte = 2 ** 30;
const mebibyte = 2 ** 20;

function sized(memory: number, hypervisor: Hypervisor, box: string, cpus?: number): VirtualMachine {
  return machine('web', box, {
    memory: says<number>(memory),
    hypervisor: says(hypervisor),
    ...(cpus === undefined ? {} : { cpus: says<number>(cpus) }),
  });
}

function label(machine: VirtualMachine, language: 'en' | 'de' = 'en', host: HostProfile = {}): string {
  const overhead = overheadOf(machine);
  assert.ok(overhead);
  const text = overheadLabel(overhead, host, language);
  assert.ok(text.length <= 43, `VS Code would cut: ${text}`);
  return text;
}

describe('what a VM costs', () => {
  it('is the guest’s system, the application and what the host adds', () => {
    const web = sized(2 * gibibyte, 'kvm', 'generic/ubuntu2404', 2);
    assert.equal(label(web), 'OS 0.9–1.4, app 0.6–1.1, VMM +0.05–0.09 GiB');
    assert.equal(label(web, 'de'), 'BS 0,9–1,4, App 0,6–1,1, VMM +0,05–0,09 GiB');
  });

  it('is little for Firecracker', () => {
    assert.equal(label(sized(128 * mebibyte, 'firecracker', 'alpine')), '128 MiB: OS 48, app 80, VMM +≤5');
  });

  it('follows VMware’s table, and says only the lower end beyond it', () => {
    assert.equal(label(sized(2 * gibibyte, 'vsphere', 'x', 2)), '2 GiB: VMM +0.03–0.05');
    assert.equal(label(sized(64 * gibibyte, 'vsphere', 'x', 4)), '64 GiB: VMM +≥0.1');
  });

  it('leaves nothing where the system takes it all', () => {
    const small = sized(512 * mebibyte, 'virtualbox', 'generic/ubuntu2404');
    assert.equal(label(small), '512 MiB: OS 954–1431, app 0');
  });

  it('is not made up where nobody published a figure', () => {
    const unknown = sized(gibibyte, 'virtualbox', 'acme/appliance');
    assert.equal(label(unknown), '1 GiB');
    const overhead = overheadOf(unknown);
    assert.ok(overhead);
    const lines = overheadLines(unknown, overhead, {}).map((line) => render(line, 'en'));
    assert.deepEqual(lines.slice(1), [
      '- no figure is published for the guest’s operating system, or it is not known',
      '- no figure is published for what this hypervisor adds',
    ]);
    assert.equal(overheadOf(machine('a', 'debian/bookworm64')), undefined);
  });

  it('names the sources of its numbers', () => {
    const web = sized(2 * gibibyte, 'kvm', 'generic/debian12', 1);
    const overhead = overheadOf(web);
    assert.ok(overhead);
    const text = overheadLines(web, overhead, { memory: 8 * gibibyte })
      .map((line) => render(line, 'en'))
      .join('\n');
    assert.match(
      text,
      /Debian 12, the operating system, by published figures: 256 MiB to 512 MiB \(\[.+\]\(https:/,
    );
    assert.match(text, /KubeVirt, GetMemoryOverhead/);
  });

  it('knows the share of the host, and says it where there is room', () => {
    const host = { memory: 64 * gibibyte };
    assert.equal(label(sized(16 * gibibyte, 'virtualbox', 'x'), 'en', host), '16 GiB (25 % of host)');
    const web = sized(12 * gibibyte, 'kvm', 'generic/ubuntu2404', 4);
    assert.equal(label(web, 'en', host), '12 GiB: OS 0.9–1.4, app 11, VMM +0.1');
    const overhead = overheadOf(web);
    assert.ok(overhead);
    const [title] = overheadLines(web, overhead, host);
    assert.ok(title);
    assert.equal(render(title, 'en'), '**Where 12 GiB of memory goes** (web, 19 % of the host’s)');
  });

  it('adds up: the parts of a machine are never more than it has', () => {
    const systems: readonly OperatingSystem[] = [
      { family: 'linux', distribution: 'ubuntu', release: '24.04' },
      { family: 'windows', distribution: 'windows-server', release: '2022' },
    ];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 40 }), fc.constantFrom(...systems), (memory, system) => {
        const overhead = overheadOf({
          ...sized(memory, 'kvm', 'x'),
          operatingSystem: says<OperatingSystem>(system),
        });
        assert.ok(overhead?.guest?.high !== undefined && overhead.application !== undefined);
        assert.ok(overhead.application.low <= overhead.application.high);
        assert.ok(overhead.application.high <= memory);
        assert.equal(overhead.application.low, Math.max(memory - overhead.guest.high, 0));
      }),
      { seed: 4 },
    );
  });
});
