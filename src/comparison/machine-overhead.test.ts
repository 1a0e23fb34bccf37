// The three parts of a machine's memory: published ranges only, and no number where none is published.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { render } from '../core/message';
import type { Hypervisor, OperatingSystem, VirtualMachine } from '../core/workload';
import { machine, says } from '../placement/testing';
import { overheadLabel, overheadLines, overheadOf, sizeLabel } from './machine-overhead';

const gibibyte = 2 ** 30;
const mebibyte = 2 ** 20;

function sized(memory: number, hypervisor: Hypervisor, box: string, cpus?: number): VirtualMachine {
  return machine('web', box, {
    memory: says<number>(memory),
    hypervisor: says(hypervisor),
    ...(cpus === undefined ? {} : { cpus: says<number>(cpus) }),
  });
}

function label(machine: VirtualMachine, language: 'en' | 'de' = 'en'): string | undefined {
  const overhead = overheadOf(machine);
  const message = overhead && overheadLabel(overhead);
  return message && render(message, language);
}

describe('what a VM costs', () => {
  it('is the guest’s system, the application and what the host adds', () => {
    const web = sized(2 * gibibyte, 'kvm', 'generic/ubuntu2404', 2);
    assert.equal(
      label(web),
      'system 950 MiB to 1.4 GiB · application 620 MiB to 1.1 GiB · + 50 MiB to 90 MiB on the host',
    );
    assert.match(label(web, 'de') ?? '', /^System 950 MiB bis 1,4 GiB · Anwendung .* auf dem Host$/);
  });

  it('is little for Firecracker', () => {
    assert.equal(
      label(sized(128 * mebibyte, 'firecracker', 'alpine')),
      'system about 48 MiB · application about 80 MiB · + up to 5 MiB on the host',
    );
  });

  it('follows VMware’s table, and says only the lower end beyond it', () => {
    assert.match(label(sized(2 * gibibyte, 'vsphere', 'x', 2)) ?? '', /^\+ 29 MiB to 50 MiB on the host$/);
    assert.match(label(sized(64 * gibibyte, 'vsphere', 'x', 4)) ?? '', /^\+ at least 140 MiB on the host$/);
  });

  it('leaves nothing where the system takes it all', () => {
    const small = sized(512 * mebibyte, 'virtualbox', 'generic/ubuntu2404');
    assert.equal(label(small), 'system 950 MiB to 1.4 GiB · application nothing');
  });

  it('is not made up where nobody published a figure', () => {
    const unknown = sized(gibibyte, 'virtualbox', 'acme/appliance');
    assert.equal(label(unknown), undefined);
    const overhead = overheadOf(unknown);
    assert.ok(overhead);
    const lines = overheadLines(unknown, overhead).map((line) => render(line, 'en'));
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
    const text = overheadLines(web, overhead)
      .map((line) => render(line, 'en'))
      .join('\n');
    assert.match(
      text,
      /Debian 12, the operating system, by published figures: 260 MiB to 510 MiB \(\[.+\]\(https:/,
    );
    assert.match(text, /KubeVirt, GetMemoryOverhead/);
  });

  it('knows the share of the host', () => {
    const overhead = overheadOf(sized(16 * gibibyte, 'kvm', 'x'));
    assert.ok(overhead);
    assert.equal(render(sizeLabel(overhead, { memory: 64 * gibibyte }), 'en'), '16 GiB · 25 % of the host');
    assert.equal(render(sizeLabel(overhead, {}), 'en'), '16 GiB');
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
