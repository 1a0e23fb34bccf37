// The labelled machines of the shared cases, as far as they are libvirt domains. Skipped where the cases are absent.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { knownValue } from '../../core/fact';
import type { VirtualMachine } from '../../core/workload';
import format from './index';
import recognition from './recognition';

interface Machine {
  readonly name: string | null;
  readonly memoryBytes: number | null;
  readonly vcpus: number | null;
  readonly guestOs: string | null;
  readonly hypervisor: string | null;
  readonly hypervisorRaw: string;
  readonly unknown: readonly string[];
}
interface Case {
  readonly file: string;
  readonly format: string;
  readonly machines: readonly Machine[];
}

const shared = new URL('../../../../shared/', import.meta.url);
const labels = new URL('cases/vm-facts/vm-facts.json', shared);
const corpus = new URL('corpus/', shared);

/** `ubuntu-22.04`, the way the labels write a system. */
function systemOf(machine: VirtualMachine): string | null {
  const system = knownValue(machine.operatingSystem);
  if (system === undefined) return null;
  const name = (system.distribution ?? system.family).replace('windows-server', 'windows');
  return system.release === undefined ? name : `${name}-${system.release}`;
}

/** The fields in which a machine differs from its label, as `field: ours, label`. */
function differences(machine: VirtualMachine | undefined, label: Machine, name: string): string[] {
  if (machine === undefined) return ['machine: none'];
  // A label without hypervisor means one that the labels have no word for (bhyve, LXC), unless it is unknown.
  const hypervisor = knownValue(machine.hypervisor) ?? null;
  const pairs: readonly [field: string, ours: unknown, theirs: unknown][] = [
    ['name', machine.name, label.name ?? name],
    ['memoryBytes', knownValue(machine.memory) ?? null, label.memoryBytes],
    ['vcpus', knownValue(machine.cpus) ?? null, label.vcpus],
    ['guestOs', systemOf(machine), label.guestOs],
    [
      'hypervisor',
      hypervisor,
      label.hypervisor ?? (label.unknown.includes('hypervisor') ? null : hypervisor),
    ],
  ];
  return pairs
    .filter(([, ours, theirs]) => ours !== theirs)
    .map(([field, ours, theirs]) => `${field}: ${ours}, ${theirs}`);
}

describe('libvirt domains of the shared cases', () => {
  before(function () {
    if (!existsSync(labels)) {
      console.log('      ../shared is absent');
      this.skip();
    }
  });

  it('have the facts of their labels', () => {
    // JSON of our own making; a wrong shape fails the comparison below.
    const cases = (JSON.parse(readFileSync(labels, 'utf8')) as Case[]).filter(
      (item) => item.format === 'libvirt_domain',
    );
    assert.ok(cases.length > 300);
    const wrong: string[] = [];
    for (const { file, machines } of cases) {
      const text = readFileSync(new URL(file, corpus), 'utf8');
      const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.xml(\..*)?$/, '');
      if (!recognition.mayHold(file) || !recognition.recognisesContent(text.slice(0, 65536))) {
        wrong.push(`${file}: not recognised`);
        continue;
      }
      const { workloads } = format.read(text, file);
      if (workloads.length !== machines.length) wrong.push(`${file}: ${workloads.length} machines`);
      for (const [index, label] of machines.entries()) {
        const workload = workloads[index];
        const machine = workload?.kind === 'vm' ? workload : undefined;
        wrong.push(...differences(machine, label, name).map((difference) => `${file}: ${difference}`));
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('are read without exception, and other XML holds none of them', () => {
    let domains = 0;
    for (const folder of ['libvirt_domain', 'ovf']) {
      for (const entry of readdirSync(new URL(folder, corpus), { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const text = readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8');
        const { workloads } = format.read(text, entry.name);
        if (folder === 'ovf') assert.equal(workloads.length, 0, entry.name);
        else domains += workloads.length;
      }
    }
    assert.ok(domains > 300);
  });
});
