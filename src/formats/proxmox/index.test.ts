// Configurations of Proxmox VE: which files they are, what they say, and how they are edited.
import assert from 'node:assert/strict';
import { applyEdits } from '../../core/edit';
import { type Fact, isKnown, none } from '../../core/fact';
import type { Change, Setting } from '../../core/format';
import type { VirtualMachine } from '../../core/workload';
import proxmox from './index';
import { parseProxmox } from './parse';
import recognition from './recognition';

const path = 'etc/pve/qemu-server/100.conf';
const machineOf = (text: string): VirtualMachine =>
  proxmox.read(text, path).workloads[0] ?? assert.fail('no machine');
const short = (fact: Fact<unknown>): unknown => (isKnown(fact) ? [fact.value, fact.state] : 'unknown');

describe('recognising machines of Proxmox', () => {
  const isOurs = (name: string, head: string): boolean =>
    recognition.recognisesName(name) || (recognition.mayHold(name) && recognition.recognisesContent(head));

  it('by place, or by what only they say', () => {
    assert.ok(isOurs('/etc/pve/nodes/a/qemu-server/4711.conf', ''));
    assert.ok(isOurs('backup/shop.conf', 'cores: 2\nscsihw: virtio-scsi-single\n'));
    assert.ok(isOurs('shop.conf', '# x\r\ncores: 2\r\nostype: l26\r\n'));
    assert.ok(isOurs('shop.conf', 'net0: virtio=BC:24:11:2C:69:EC,bridge=vmbr0\n'));
    assert.ok(isOurs('shop.conf', 'virtio0: ceph:vm-106-disk-0,size=8G\n'));
    assert.ok(isOurs('shop.conf.j2', 'smbios1: uuid={{ id }}\nvmgenid: 1\n'));
  });

  it('and not containers or other configurations', () => {
    assert.ok(
      !isOurs(
        '/etc/pve/lxc/100.conf',
        'arch: amd64\nostype: debian\nrootfs: local-lvm:vm-100-disk-0,size=8G\nnet0: name=eth0,bridge=vmbr0\n',
      ),
    );
    assert.ok(!isOurs('pct.conf', 'rootfs: a\nscsihw: x\n'));
    assert.ok(!isOurs('my.conf', '[mysqld]\nmemory: 512\ncores: 2\n'));
    assert.ok(!isOurs('a.conf', 'ide0: yes\nnet0: eth0\nbios: none\n'));
    assert.ok(!isOurs('qemu-server/notes.conf', ''));
    assert.ok(!isOurs('qemu-server/100.conf.tmp.123', 'scsihw: lsi\n'));
  });
});

describe('a machine of Proxmox', () => {
  it('has the documented defaults', () => {
    const machine = machineOf('scsihw: virtio-scsi-single\n');
    assert.deepEqual(
      [machine.memory, machine.cpus, machine.memoryBalloon, machine.memorySharing, machine.acceleration].map(
        short,
      ),
      [
        [512 * 2 ** 20, 'implied'],
        [1, 'implied'],
        [true, 'implied'],
        [true, 'implied'],
        ['hardware', 'implied'],
      ],
    );
    assert.deepEqual([machine.autostart, machine.firmware, machine.secureBoot, machine.tpm].map(short), [
      [false, 'implied'],
      ['bios', 'implied'],
      [false, 'implied'],
      [false, 'implied'],
    ]);
    assert.ok(none(machine.consoles) && none(machine.managementInterfaces) && none(machine.snapshots));
  });

  it('is what stands before the first section', () => {
    const machine = machineOf(
      'memory: 1024\ncores: 2\n\n[PENDING]\nmemory: 4096\n\n[special:cloudinit]\nname: x\n\n[before]\ncores: 8\n',
    );
    assert.deepEqual(short(machine.memory), [2 ** 30, 'stated']);
    assert.deepEqual(short(machine.cpus), [2, 'stated']);
    assert.deepEqual(
      machine.snapshots.items.map(({ value }) => value),
      ['before'],
    );
  });

  it('multiplies sockets and cores', () => {
    const cpus = (text: string) => short(machineOf(`${text}\n`).cpus);
    assert.deepEqual(cpus('sockets: 2\ncores: 4'), [8, 'stated']);
    assert.deepEqual(cpus('sockets: 2'), [2, 'stated']);
    assert.deepEqual(cpus('cores: {{ cores }}\nsockets: 2'), 'unknown');
    assert.deepEqual(cpus('cores: 0'), 'unknown');
  });

  it('boots from the disk that the order names first, which then comes first', () => {
    const first = (text: string) =>
      short(machineOf(text).disks.items[0]?.value.source ?? assert.fail('no disk'));
    const disks = 'ide0: a:1\nscsi1: a:2\nide2: none,media=cdrom\n';
    assert.deepEqual(first(`boot: order=scsi1;ide2\n${disks}`), ['a:2', 'stated']);
    assert.deepEqual(first(`bootdisk: scsi1\n${disks}`), ['a:2', 'stated']);
    assert.deepEqual(first(`boot: order=ide2;scsi1\n${disks}`), ['a:1', 'stated']);
  });

  it('is in the network of its node on vmbr0; other bridges lead where the node says', () => {
    const card = (text: string) => {
      const value = machineOf(`net0: ${text}\n`).networkCards.items[0]?.value ?? assert.fail('no card');
      return [short(value.attachment), short(value.model)];
    };
    assert.deepEqual(card('virtio=BC:24:11:2C:69:EC,bridge=vmbr0'), [
      ['bridged', 'stated'],
      ['virtio', 'stated'],
    ]);
    assert.deepEqual(card('model=e1000,bridge=vmbr1'), ['unknown', ['e1000', 'stated']]);
    assert.deepEqual(card('rtl8139'), [
      ['nat', 'implied'],
      ['rtl8139', 'stated'],
    ]);
  });

  it('knows a linked clone by its volume', () => {
    const clone = machineOf('scsi0: local:9000/base-9000-disk-0.qcow2/103/vm-103-disk-0.qcow2,size=20G\n');
    assert.deepEqual([clone.linkedClone, clone.image].map(short), [
      [true, 'stated'],
      ['9000', 'stated'],
    ]);
    const lvm = machineOf('scsi0: tank:base-9000-disk-0/vm-103-disk-0,size=20G\n');
    assert.deepEqual(short(lvm.linkedClone), [true, 'stated']);
    assert.deepEqual(short(machineOf('scsi0: local-lvm:vm-103-disk-0\n').linkedClone), 'unknown');
  });

  it('has Secure Boot with keys in variables of the newer kind only', () => {
    const secure = (variables: string) => short(machineOf(`bios: ovmf\n${variables}`).secureBoot);
    assert.deepEqual(secure('efidisk0: a:1,efitype=4m,pre-enrolled-keys=1\n'), [true, 'implied']);
    assert.deepEqual(secure('efidisk0: a:1,pre-enrolled-keys=1\n'), [false, 'implied']);
    assert.deepEqual(secure('efidisk0: a:1,efitype=4m\n'), [false, 'implied']);
    assert.deepEqual(secure(''), 'unknown');
  });

  it('keeps a password only where it is one', () => {
    const secrets = (password: string) =>
      machineOf(`cipassword: ${password}\nciuser: ops\n`).secrets.items.map(({ value }) => [
        value.name,
        value.quality,
      ]);
    assert.deepEqual(secrets('Hafen-Stadt-77'), [['ops', 'literal']]);
    assert.deepEqual(secrets('$6$salt$hash'), []);
    assert.deepEqual(secrets('**********'), [['ops', 'placeholder']]);
  });

  it('reads the arguments for QEMU', () => {
    const { consoles, managementInterfaces } = machineOf(
      `args: -vnc 0.0.0.0:1 -monitor "tcp:0.0.0.0:4444,server=on" -fw_cfg 'name=x,string=a b'\n`,
    );
    assert.equal(consoles.items.length, 1);
    assert.deepEqual(
      managementInterfaces.items.map(({ value }) => value),
      ['tcp:0.0.0.0:4444'],
    );
    assert.ok(!none(machineOf('args: {{ args }}\n').managementInterfaces));
  });

  it('says what is no setting, and stays linear', () => {
    assert.equal(parseProxmox('a b\n[x\nmemory: 1\n').problems.length, 2);
    for (const text of [
      'a'.repeat(2_000_000),
      'net0: '.repeat(200_000),
      '[a]\n'.repeat(100_000),
      `scsi0: ${',a=b'.repeat(200_000)}`,
    ])
      proxmox.read(text, path);
  }).timeout(8000);
});

describe('editing machines of Proxmox', () => {
  const changed = (
    text: string,
    change: (machine: VirtualMachine) => Change | undefined,
  ): string | undefined => {
    const reading = proxmox.read(text, path);
    const [machine] = reading.workloads;
    const wanted = machine === undefined ? undefined : change(machine);
    const edits = wanted === undefined ? undefined : reading.edits(wanted);
    return edits === undefined ? undefined : applyEdits(text, edits);
  };
  const set = (text: string, setting: Setting) =>
    changed(text, ({ id }) => ({ kind: 'set', workload: id, setting }));

  it('replaces a model and keeps the address', () => {
    assert.equal(
      changed('net0: e1000=BC:24:11:2C:69:EC,bridge=vmbr0\n', ({ networkCards }) => {
        const place = networkCards.items[0]?.value.model.place;
        return place && { kind: 'replace', place, value: 'virtio' };
      }),
      'net0: virtio=BC:24:11:2C:69:EC,bridge=vmbr0\n',
    );
  });

  it('takes an option out, or the line', () => {
    const disk = (text: string) =>
      changed(text, ({ disks }) => {
        const place = disks.items[0]?.value.persistent.place;
        return place && { kind: 'remove', place };
      });
    assert.equal(disk('scsi0: a:1,snapshot=1,size=8G\n'), 'scsi0: a:1,size=8G\n');
    const passed = (text: string) =>
      changed(text, ({ devices }) => {
        const place = devices.items[0]?.place;
        return place && { kind: 'remove', place };
      });
    assert.equal(passed('cores: 1\r\nhostpci0: 01:00\r\nmemory: 16\r\n'), 'cores: 1\r\nmemory: 16\r\n');
    assert.equal(passed('scsi0: /dev/sdb\n'), undefined);
  });

  it('states what is missing before the sections, and nothing twice', () => {
    const memory: Setting = { name: 'memory', value: 2 ** 30 };
    assert.equal(
      set('cores: 1\n\n[snap]\ncores: 2\n', memory),
      'cores: 1\nmemory: 1024\n\n[snap]\ncores: 2\n',
    );
    assert.equal(set('memory: 16\n', memory), undefined);
    assert.equal(set('balloon: 0\nmemory: 16\n', { name: 'memoryBalloon', value: true }), 'memory: 16\n');
    assert.equal(set('memory: 16\n', { name: 'cpus', value: 2 }), 'memory: 16\ncores: 2\n');
  });

  it('leaves snapshots and templates alone', () => {
    const text = 'balloon: {{ balloon }}\nmemory: 16\n';
    assert.equal(set(text, { name: 'memoryBalloon', value: true }), undefined);
    const reading = proxmox.read('memory: 16\n[snap]\nkvm: 0\n', path);
    const place = { path, span: { start: 18, end: 24 } };
    assert.equal(reading.edits({ kind: 'remove', place }), undefined);
  });

  it('takes comments as suppressions of the line that follows, those at the top of the machine', () => {
    const text =
      '# berth-ignore x -- a\ncores: 1\n# berth-ignore vm-no-balloon -- measured\nballoon: 0\nmemory: 16\n[snap]\n';
    assert.deepEqual(
      proxmox.read(text, path).comments.map(({ target }) => text.slice(target?.start, target?.end)),
      [text.slice(text.indexOf('cores'), text.indexOf('\n[snap]')), 'balloon: 0'],
    );
  });
});
