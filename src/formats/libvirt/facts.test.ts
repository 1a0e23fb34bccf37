// Facts of domains beside the usual ones: where disks are kept, serial consoles, memory, snapshots, ways to the host.
import assert from 'node:assert/strict';
import { applyEdits } from '../../core/edit';
import type { Fact } from '../../core/fact';
import type { VirtualMachine } from '../../core/workload';
import libvirt from './index';

const machineOf = (text: string): VirtualMachine => {
  const [machine] = libvirt.read(text, 'vm.xml').workloads;
  return machine?.kind === 'vm' ? machine : assert.fail('no machine');
};
const domain = (devices: string, rest = '', type = 'kvm'): string =>
  `<domain type='${type}'>\n  <name>t</name>\n${rest}  <devices>\n${devices}\n  </devices>\n</domain>\n`;
const short = (fact: Fact<unknown>): string =>
  fact.state === 'unknown' ? '?' : `${String(fact.value)} ${fact.state}`;

describe('facts of a libvirt domain', () => {
  it('say where a disk is kept, in which format, and whether it keeps what is written', () => {
    const { disks } = machineOf(
      domain(`<disk type='file'><driver name='qemu' type='qcow2'/><source file='/srv/a.qcow2'/><target dev='vda'/></disk>
<disk type='block'><source dev='/dev/vg0/db'/><target dev='vdb'/><transient/></disk>
<disk type='volume'><source pool='fast' volume='c.raw'/><target dev='vdc'/></disk>
<disk type='network'><source protocol='rbd' name='pool/d'><host name='mon'/></source><target dev='vdd'/></disk>
<disk type='file'><driver type='{{ format }}'/><source file='{{ path }}'/><target dev='vde'/></disk>
<disk type='file' device='cdrom'><target dev='sda'/></disk>`),
    );
    assert.deepEqual(
      disks.items.map(({ value }) => [value.format, value.source, value.persistent].map(short)),
      [
        ['qcow2 stated', '/srv/a.qcow2 stated', 'true implied'],
        ['?', '/dev/vg0/db stated', 'false stated'],
        ['?', 'fast/c.raw stated', 'true implied'],
        ['?', 'rbd:pool/d stated', 'true implied'],
        ['?', '?', 'true implied'],
        ['?', '?', '?'],
      ],
    );
  });

  it('name serial ports that take connections, each once', () => {
    const port = (name: string, source: string): string =>
      `<${name} type='tcp'><source ${source}/><protocol type='telnet'/></${name}>`;
    const text = domain(
      [
        port('serial', `mode='bind' host='0.0.0.0' service='4555'`),
        port('console', `mode='bind' host='0.0.0.0' service='4555'`),
        port('serial', `mode='connect' host='192.0.2.1' service='4556'`),
        port('serial', `mode='bind' host='127.0.0.1' service='4557' tls='yes'`),
        "<serial type='pty'/>",
      ].join('\n'),
    );
    const { consoles } = machineOf(text);
    assert.deepEqual(
      consoles.items.map(({ value }) => [value.kind, short(value.address), short(value.password)]),
      [
        ['serial', '0.0.0.0 stated', 'false implied'],
        ['serial', '127.0.0.1 stated', '?'],
      ],
    );
    const place = consoles.items[0]?.value.address.place ?? assert.fail();
    // The console is the same port written twice.
    const edits = libvirt.read(text, 'vm.xml').edits({ kind: 'bind', place, address: '127.0.0.1' });
    assert.equal(applyEdits(text, edits ?? []), text.replaceAll("host='0.0.0.0'", "host='127.0.0.1'"));
    const alone = domain(port('console', `mode='bind' host='::' service='1'`));
    assert.equal(machineOf(alone).consoles.items.length, 1);
  });

  it('take the architecture from the emulator where nothing else names it', () => {
    const architecture = (emulator: string, os = ''): string =>
      short(machineOf(domain(`<emulator>${emulator}</emulator>`, os)).architecture);
    assert.equal(architecture('/usr/bin/qemu-system-aarch64'), 'aarch64 implied');
    assert.equal(architecture('/usr/bin/qemu-system-i386'), 'i686 implied');
    assert.equal(architecture('/usr/libexec/qemu-kvm'), '?');
    assert.equal(
      architecture('/usr/bin/qemu-system-i386', "  <os><type arch='x86_64'>hvm</type></os>\n"),
      'x86_64 stated',
    );
  });

  it('say whether memory may be shared', () => {
    const sharing = (backing: string): string =>
      short(machineOf(domain('', `  <memoryBacking>${backing}</memoryBacking>\n`)).memorySharing);
    assert.equal(sharing('<nosharepages/>'), 'false stated');
    assert.equal(sharing('<hugepages/>'), 'false implied');
    assert.equal(sharing('<locked/>'), '?');
  });

  it('imply BIOS for PCs of QEMU alone', () => {
    const firmware = (os: string, type = 'kvm'): string =>
      short(machineOf(domain('', `  <os>${os}</os>\n`, type)).firmware);
    assert.equal(firmware("<type arch='x86_64' machine='q35'>hvm</type>"), 'bios implied');
    assert.equal(firmware("<type arch='x86_64' machine='microvm'>hvm</type>"), '?');
    assert.equal(firmware("<type arch='aarch64' machine='virt'>hvm</type>"), '?');
    assert.equal(firmware('<type>hvm</type>'), '?');
    assert.equal(firmware("<type arch='x86_64'>hvm</type>", 'xen'), '?');
    assert.equal(firmware("<type arch='x86_64'>hvm</type><loader>/x.bin</loader>"), '?');
  });

  it('name the snapshot whose file this is', () => {
    const text = `<domainsnapshot>\n<name>before update</name>\n<domain type='kvm'><name>a</name><devices/></domain>\n</domainsnapshot>`;
    const { snapshots } = machineOf(text);
    assert.deepEqual(
      snapshots.items.map(({ value }) => value),
      ['before update'],
    );
    assert.notEqual(snapshots.rest, undefined);
    assert.deepEqual(machineOf(domain('')).snapshots.items, []);
  });

  it('name the ways it opens to the host', () => {
    const text = domain(
      `<video><model type='virtio'><acceleration accel3d='yes'/></model></video>
<graphics type='vnc' sharePolicy='ignore'/>
<shmem name='ring'><size unit='M'>4</size></shmem>`,
      "  <os><type>hvm</type><smbios mode='host'/></os>\n",
    );
    const { hostChannels } = machineOf(text);
    assert.deepEqual(
      hostChannels.items.map(({ value }) => value.kind),
      ['host-information', 'accelerated-graphics', 'shared-console', 'shared-memory'],
    );
    const { edits } = libvirt.read(text, 'vm.xml');
    const left = hostChannels.items.map(({ place }) =>
      place === undefined ? undefined : edits({ kind: 'remove', place })?.length,
    );
    assert.deepEqual(left, [1, 1, 1, 1]);
    assert.deepEqual(machineOf(domain("<video><model type='virtio'/></video>")).hostChannels.items, []);
  });

  it('take in what the QEMU arguments add', () => {
    const machine = machineOf(
      domain('').replace(
        '</domain>',
        "<q:commandline xmlns:q='x'><q:arg value='-drive'/><q:arg value='file=/srv/x.qcow2,if=virtio,cache=unsafe'/><q:arg value='-cpu'/><q:arg value='host,+vmx'/></q:commandline></domain>",
      ),
    );
    assert.deepEqual(
      machine.disks.items.map(({ value }) => [short(value.source), short(value.cache)]),
      [['/srv/x.qcow2 stated', 'unsafe stated']],
    );
    assert.equal(short(machine.nestedVirtualization), 'true stated');
  });
});
