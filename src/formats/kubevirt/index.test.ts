// Machines and pods in one file: facts that are tricky, suppressions and edits.
import assert from 'node:assert/strict';
import { applyEdits, merged } from '../../core/edit';
import { type Fact, knownValue } from '../../core/fact';
import type { Change } from '../../core/format';
import { render } from '../../core/message';
import type { VirtualMachine } from '../../core/workload';
import { filesAround } from '../testing';
import format from './index';

const path = 'vm.yaml';

function read(text: string, around: Readonly<Record<string, string>> = {}) {
  return format.read(text, path, {}, filesAround({ ...around, [path]: text }));
}

function machine(text: string, around?: Readonly<Record<string, string>>): VirtualMachine {
  const found = read(text, around).workloads.find((workload) => workload.kind === 'vm');
  return found ?? assert.fail('no machine');
}

const indented = (lines: string, by: number): string => lines.replace(/^(?=.)/gm, ' '.repeat(by));

/** A machine with these lines in its `domain`, its instance's `spec` and its own. */
function vm(inDomain: string, inSpec = '', inMachine = ''): string {
  return `apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: web\nspec:\n${indented(inMachine, 2)}  template:\n    spec:\n${indented(inSpec, 6)}      domain:\n${indented(inDomain, 8)}`;
}

const why = (fact: Fact<unknown>): string => (fact.state === 'stated' ? '' : render(fact.why, 'en'));

describe('KubeVirt machines', () => {
  it('take memory from the guest, then from requests, then from limits', () => {
    const resources = 'resources:\n  requests:\n    memory: 1Gi\n  limits:\n    memory: 2Gi\n';
    const sizes = [
      `memory:\n  guest: 512M\n${resources}`,
      resources,
      resources.replace(/ {2}req.*\n.*\n/, ''),
    ];
    assert.deepEqual(
      sizes.map((lines) => knownValue(machine(vm(lines)).memory)),
      [512e6, 2 ** 30, 2 ** 31],
    );
    assert.equal(machine(vm('devices: {}\n')).memory.state, 'unknown');
  });

  it('multiply sockets, cores and threads, and do not guess where one is open', () => {
    assert.equal(knownValue(machine(vm('cpu:\n  sockets: 2\n  threads: 2\n')).cpus), 4);
    assert.equal(machine(vm('cpu:\n  sockets: 2\n  cores: many\n')).cpus.state, 'unknown');
    const asked = machine(vm('resources:\n  limits:\n    cpu: 2500m\n')).cpus;
    assert.deepEqual([asked.state, knownValue(asked)], ['implied', 3]);
  });

  it('get the size of an instance type only where it is there', () => {
    const text = vm('devices: {}\n', '', 'instancetype:\n  name: big\n');
    assert.match(why(machine(text).memory), /decided by the instance type big/);
    const size = (kind: string) =>
      `apiVersion: instancetype.kubevirt.io/v1beta1\nkind: ${kind}\nmetadata:\n  name: big\nspec:\n  cpu:\n    guest: 8\n  memory:\n    guest: 16Gi\n`;
    const known = machine(text, { 'sizes.yaml': size('VirtualMachineClusterInstancetype') });
    assert.deepEqual([knownValue(known.cpus), knownValue(known.memory)], [8, 2 ** 34]);
    assert.equal(known.memory.place?.path, 'sizes.yaml');
    // The cluster's size is meant, not one of the namespace.
    assert.equal(machine(text, { 'sizes.yaml': size('VirtualMachineInstancetype') }).memory.state, 'unknown');
  });

  it('get the size of a common instance type by its name', () => {
    const { memory, cpus } = machine(vm('devices: {}\n', '', 'instancetype:\n  name: u1.large\n'));
    assert.deepEqual([memory.state, knownValue(memory), knownValue(cpus)], ['implied', 2 ** 33, 2]);
    const own = 'instancetype:\n  name: u1.large\n  kind: virtualmachineinstancetype\n';
    assert.equal(machine(vm('devices: {}\n', '', own)).memory.state, 'unknown');
  });

  it('have the ports of services that select them', () => {
    const service = (spec: string) =>
      `---\napiVersion: v1\nkind: Service\nmetadata:\n  name: s\n  namespace: shop\nspec:\n${indented(spec, 2)}  ports:\n    - port: 22\n`;
    const ports = (spec: string, text = vm('devices: {}\n')) =>
      machine(`${text}${service(spec)}`).ports.items.map(({ value }) => knownValue(value.port));
    const selector = 'selector:\n  vm.kubevirt.io/name: web\n';
    assert.deepEqual(ports(`type: NodePort\n${selector}`), [22]);
    assert.deepEqual(ports(`type: LoadBalancer\n${selector}`), [22]);
    assert.deepEqual(ports(selector), []);
    assert.deepEqual(ports('type: NodePort\nselector: {}\n'), []);
    assert.deepEqual(ports(`type: NodePort\n${selector}  other: x\n`), []);
    const elsewhere = vm('devices: {}\n').replace('  name: web', '  name: web\n  namespace: till');
    assert.deepEqual(ports(`type: NodePort\n${selector}`, elsewhere), []);
  });

  it('leave what a preference may decide open', () => {
    const { firmware, tpm, memoryBalloon } = machine(
      vm('devices: {}\n', '', 'preference:\n  name: fedora\n'),
    );
    assert.deepEqual([firmware.state, tpm.state, memoryBalloon.state], ['unknown', 'unknown', 'unknown']);
  });

  it('boot from the disk that comes first, and from none that only may', () => {
    const disks = (order: string) =>
      vm(
        `devices:\n  disks:\n    - name: drivers\n      cdrom: {}\n    - name: root\n      disk: {}\n${order}`,
        'volumes:\n  - name: drivers\n    containerDisk:\n      image: example.org/drivers:1\n  - name: root\n    persistentVolumeClaim:\n      claimName: root\n',
      );
    assert.equal(machine(disks('')).image.state, 'unknown');
    const first = '    - name: other\n      disk: {}\n';
    assert.equal(machine(disks(first)).image.state, 'unknown');
    const text = disks('').replace('cdrom: {}', 'cdrom: {}\n      bootOrder: 1');
    assert.equal(knownValue(machine(text).image), 'example.org/drivers:1');
  });

  it('are patches where a kustomization says so', () => {
    const text = vm('memory:\n  guest: 1Gi\n');
    const { memory, firmware } = machine(text, {
      'kustomization.yaml': 'patches:\n  - path: vm.yaml\n    target:\n      kind: VirtualMachine\n',
    });
    assert.equal(knownValue(memory), 2 ** 30);
    assert.match(why(firmware), /patch/);
  });

  it('are no machines without an instance, or of another API', () => {
    const text = vm('devices: {}\n');
    assert.equal(read(text).workloads.length, 1);
    assert.equal(read(text.replace('kubevirt.io/v1', 'vmoperator.vmware.com/v1')).workloads.length, 0);
    assert.equal(read('apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nspec: {}\n').workloads.length, 0);
  });
});

const pod =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: example.org/web:1\n      securityContext:\n        privileged: true\n';

describe('hostile files', () => {
  it('end with a problem, in good time', () => {
    const many = Array.from({ length: 300 }, (_, index) => `- {name: d${index}, disk: {}}\n`).join('');
    const text = `disks: &d\n${many}---\n${vm('devices: {}\n')}${'---\n'.concat(vm('devices: {}\n')).repeat(400)}`;
    assert.equal(read(text).workloads.length, 401);
    const shared = `- &spec\n  domain:\n    devices:\n      disks:\n${indented(many, 8)}`;
    const machines = Array.from(
      { length: 900 },
      (_, index) =>
        `- apiVersion: kubevirt.io/v1\n  kind: VirtualMachineInstance\n  metadata: {name: m${index}}\n  spec: *spec\n`,
    ).join('');
    const { workloads, problems } = read(`${shared}${machines}`);
    assert.ok(workloads.length > 10 && workloads.length < 900);
    assert.match(problems.map(({ message }) => render(message, 'en')).join(), /too large/);
  }).timeout(20_000);
});

describe('files with machines and pods', () => {
  const text = `${pod}---\n# berth-ignore vm-no-balloon -- pinned memory\n${vm('devices:\n  autoattachMemBalloon: false # why\n  hostDevices:\n    - name: a\n      deviceName: example.org/a\n    - name: b\n      deviceName: example.org/b\n')}---\n${pod.replaceAll('web', 'api')}`;

  function changed(change: Change): string | undefined {
    const edits = read(text).edits(change);
    return edits && applyEdits(text, merged([edits]));
  }

  it('keep all of them, in the order of the file', () => {
    assert.deepEqual(
      read(text).workloads.map(({ kind, format: id, name }) => [kind, id, name]),
      [
        ['container', 'kubernetes', 'web'],
        ['vm', 'kubevirt', 'web'],
        ['container', 'kubernetes', 'api'],
      ],
    );
  });

  it('have comments that speak about the machine', () => {
    const [comment] = read(text).comments;
    const { place, body } = machine(text);
    assert.ok(comment?.target && comment.target.start <= place.span.start);
    assert.deepEqual(comment.block, body.span);
  });

  it('are edited in both', () => {
    const { id, devices, memoryBalloon } = machine(text);
    const balloon = { kind: 'set', workload: id, setting: { name: 'memoryBalloon', value: true } } as const;
    assert.equal(changed(balloon), text.replace('Balloon: false', 'Balloon: true'));
    const [device] = devices.items;
    assert.ok(device?.place && memoryBalloon.place);
    assert.equal(
      changed({ kind: 'remove', place: device.place }),
      text.replace('\n              deviceName: example.org/a', ''),
    );
    assert.equal(
      changed({ kind: 'set', workload: `${path}#Pod/web/web`, setting: { name: 'memory', value: 2 ** 29 } }),
      text.replace(
        'privileged: true\n',
        'privileged: true\n      resources:\n        limits:\n          memory: 512Mi\n',
      ),
    );
    const other = { kind: 'set', workload: id, setting: { name: 'memory', value: 2 ** 29 } } as const;
    assert.equal(changed(other), undefined);
    assert.equal(changed({ kind: 'make-read-only', place: device.place }), undefined);
  });
});
