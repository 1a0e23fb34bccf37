// Firecracker configurations: which files they are, what they say, and how they are edited.
import assert from 'node:assert/strict';
import { applyEdits } from '../../core/edit';
import { type Fact, isKnown, none } from '../../core/fact';
import type { Change } from '../../core/format';
import type { VirtualMachine } from '../../core/workload';
import firecracker from './index';
import recognition from './recognition';

const path = 'vm/config.json';
const boot = '"boot-source": { "kernel_image_path": "vmlinux" }';
const machineOf = (members: string): VirtualMachine =>
  firecracker.read(`{ ${boot}, ${members} }`, path).workloads[0] ?? assert.fail('no machine');
const short = (fact: Fact<unknown>): unknown => (isKnown(fact) ? [fact.value, fact.state] : 'unknown');

describe('recognising Firecracker configurations', () => {
  it('by their members', () => {
    assert.ok(recognition.mayHold('fc/vm_config.json') && recognition.mayHold('vm.json.j2'));
    assert.ok(recognition.recognisesContent(`{\n ${boot},\n "drives": [] }`));
    assert.ok(recognition.recognisesContent(`\uFEFF{ "machine-config": {}, ${boot} }`));
  });

  it('and not other JSON', () => {
    assert.ok(!recognition.recognisesContent(`{ ${boot} }`));
    assert.ok(!recognition.recognisesContent('{ "drives": [], "machine-config": {} }'));
    assert.ok(!recognition.recognisesContent(`[{ ${boot}, "drives": [] }]`));
    assert.ok(!recognition.recognisesContent('{ "boot-source": { "other": 1 }, "drives": [] }'));
    assert.ok(!recognition.mayHold('vm.yaml'));
  });
});

describe('a microVM', () => {
  it('has what its file says, in bytes', () => {
    const machine = machineOf('"machine-config": { "vcpu_count": 2, "mem_size_mib": 128, "smt": false }');
    assert.deepEqual([machine.memory, machine.cpus, machine.hypervisor, machine.acceleration].map(short), [
      [128 * 2 ** 20, 'stated'],
      [2, 'stated'],
      ['firecracker', 'implied'],
      ['hardware', 'implied'],
    ]);
    assert.equal(short(machineOf('"machine-config": { "vcpu_count": 1.5 }').cpus), 'unknown');
    assert.equal(short(machineOf('"machine-config": null').memory), 'unknown');
  });

  it('has a balloon only where one is configured, and no other devices', () => {
    const machine = machineOf('"balloon": null, "drives": []');
    assert.deepEqual(short(machine.memoryBalloon), [false, 'implied']);
    assert.ok(
      none(machine.devices) && none(machine.consoles) && none(machine.legacyDevices) && none(machine.disks),
    );
    assert.deepEqual(short(machineOf('"balloon": { "amount_mib": 0 }').memoryBalloon), [true, 'stated']);
  });

  it('has drives that confirm writes early unless told otherwise', () => {
    const cache = (drive: string) =>
      short(machineOf(`"drives": [{ ${drive} }]`).disks.items[0]?.value.cache ?? assert.fail());
    assert.deepEqual(cache('"path_on_host": "a"'), ['unsafe', 'implied']);
    assert.deepEqual(cache('"cache_type": "Writeback"'), ['writeback', 'stated']);
    assert.deepEqual(cache('"cache_type": "Unsafe", "is_read_only": true'), 'unknown');
    assert.deepEqual(cache('"cache_type": "fast"'), 'unknown');
  });

  it('knows its system by the name of the root image', () => {
    const machine = machineOf(
      '"drives": [{ "path_on_host": "debian-12.ext4" }, { "path_on_host": "alpine-3.20.ext4", "is_root_device": true }]',
    );
    assert.deepEqual(short(machine.operatingSystem), [
      { family: 'linux', distribution: 'alpine', release: '3.20' },
      'implied',
    ]);
  });

  it('is none where the file is no object', () => {
    assert.deepEqual(firecracker.read('[]', path).workloads, []);
  });
});

describe('editing Firecracker configurations', () => {
  const changed = (
    text: string,
    change: (machine: VirtualMachine) => Change | undefined,
  ): string | undefined => {
    const reading = firecracker.read(text, path);
    const [machine] = reading.workloads;
    const wanted = machine === undefined ? undefined : change(machine);
    const edits = wanted === undefined ? undefined : reading.edits(wanted);
    return edits === undefined ? undefined : applyEdits(text, edits);
  };

  it('writes cache modes in its own words', () => {
    const written = (text: string) =>
      changed(text, ({ disks }) => {
        const place = disks.items[0]?.value.cache.place;
        return place && { kind: 'replace', place, value: 'writeback' };
      });
    assert.equal(
      written('{ "drives": [{ "cache_type": "Unsafe" }] }'),
      '{ "drives": [{ "cache_type": "Writeback" }] }',
    );
    assert.equal(written('{ "drives": [{ "cache_type": "Unsafe" }]'), undefined);
  });

  it('states memory and CPUs where they are missing', () => {
    const text = '{\n  "machine-config": {\n    "vcpu_count": 2\n  }\n}\n';
    const set = (setting: (Change & { kind: 'set' })['setting']) =>
      changed(text, ({ id }) => ({ kind: 'set', workload: id, setting }));
    assert.equal(
      set({ name: 'memory', value: 2 ** 30 }),
      '{\n  "machine-config": {\n    "vcpu_count": 2,\n    "mem_size_mib": 1024\n  }\n}\n',
    );
    assert.equal(set({ name: 'cpus', value: 4 }), undefined);
  });
});
