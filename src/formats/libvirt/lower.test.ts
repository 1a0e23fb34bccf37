// What is read from libvirt domains: every fact with its state, value and place, on files of our own.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type Fact, type Facts, isKnown } from '../../core/fact';
import { contains, type Place } from '../../core/span';
import type { VirtualMachine } from '../../core/workload';
import type { Recognition } from '../format';
import format from './index';
import libvirt from './recognition';

const recognition: Recognition = libvirt;

const fixtureNames = [
  'kvm-server',
  'windows-11',
  'qemu-tcg',
  'xen-hvm',
  'vnc-open',
  'gpu-passthrough',
  'lab',
  'snapshot',
  'status',
  'network',
  'pom',
  'template',
] as const;
type FixtureName = (typeof fixtureNames)[number];

function fixture(name: FixtureName): string {
  return readFileSync(new URL(`fixtures/${name}.xml`, import.meta.url), 'utf8');
}

/** The machines of a text. */
function machinesOf(text: string): VirtualMachine[] {
  return format.read(text, 'vm.xml').workloads.filter((workload) => workload.kind === 'vm');
}

/** The only machine of a text, with a way to write its facts down. */
function only(text: string): {
  readonly machine: VirtualMachine;
  /** `1 @ text` for stated, `1 ~ text` for implied, `? text` for unknown facts; the text is the one at the place. */
  say(fact: Fact<unknown>): string;
  list(facts: Facts<unknown>): string[];
} {
  const [machine, ...others] = machinesOf(text);
  assert.ok(machine !== undefined && others.length === 0);
  const at = (place: Place | undefined): string =>
    place === undefined ? '' : ` ${text.slice(place.span.start, place.span.end)}`;
  const say = (fact: Fact<unknown>): string => {
    if (!isKnown(fact)) return `?${at(fact.place)}`;
    const value = typeof fact.value === 'object' ? JSON.stringify(fact.value) : String(fact.value);
    return `${value} ${fact.state === 'stated' ? '@' : '~'}${at(fact.place)}`;
  };
  return {
    machine,
    say,
    list: (facts) => [...facts.items.map(say), ...(facts.rest === undefined ? [] : ['…'])],
  };
}

/** A KVM domain with these devices and other children. */
function domain(devices: string, rest = ''): string {
  return `<domain type='kvm'>\n  <name>t</name>\n${rest}  <devices>\n${devices}\n  </devices>\n</domain>\n`;
}

describe('a libvirt domain', () => {
  it('states size, system and hypervisor of a server', () => {
    const { machine, say } = only(fixture('kvm-server'));
    assert.equal(machine.id, 'vm.xml#db-1');
    assert.equal(say(machine.memory), `${16 * 2 ** 30} @ 16777216`);
    assert.equal(say(machine.cpus), '8 @ 8');
    assert.equal(say(machine.hypervisor), 'kvm @ type="kvm"');
    assert.equal(
      say(machine.operatingSystem),
      '{"family":"linux","distribution":"ubuntu","release":"22.04"} @ id="http://ubuntu.com/ubuntu/22.04"',
    );
    assert.equal(say(machine.cpuMode), 'host-passthrough @ mode="host-passthrough"');
    assert.equal(say(machine.architecture), 'x86_64 @ arch="x86_64"');
    assert.equal(say(machine.memoryBalloon), 'true @ model="virtio"');
    assert.equal(say(machine.nestedVirtualization), '? mode="host-passthrough"');
    assert.equal(
      say(machine.confinement),
      'default @ <seclabel type="dynamic" model="apparmor" relabel="yes"/>',
    );
    assert.equal(say(machine.tpm), 'false ~');
    assert.equal(say(machine.autostart), '?');
  });

  it('has its header in the open tag and its body in the element', () => {
    const text = fixture('kvm-server');
    const { machine } = only(text);
    const slice = ({ span }: Place): string => text.slice(span.start, span.end);
    assert.equal(slice(machine.place), '<domain type="kvm" id="4">');
    assert.ok(slice(machine.body).startsWith('<domain ') && slice(machine.body).endsWith('</domain>'));
  });

  it('reads disks with bus, cache and the length of their chain', () => {
    const { machine, say } = only(fixture('kvm-server'));
    const [disk, cdrom] = machine.disks.items.map((item) => item.value);
    assert.ok(disk !== undefined && cdrom !== undefined && machine.disks.rest === undefined);
    assert.deepEqual(
      [disk.kind, say(disk.bus), say(disk.cache), say(disk.backingFiles), say(disk.capacity)],
      [
        'disk',
        'virtio @ bus="virtio"',
        'none @ cache="none"',
        '2 @ <backingStore type="file" index="3">',
        '?',
      ],
    );
    assert.deepEqual(
      [cdrom.kind, say(cdrom.bus), say(cdrom.backingFiles)],
      ['cdrom', 'sata @ bus="sata"', '?'],
    );
  });

  it('infers the bus from the device name where none is stated', () => {
    const devices = ['vda', 'sdab', 'hdc', 'xvda1', 'fda', '{dev}'].map(
      (dev) => `<disk><target dev='${dev}'/></disk>`,
    );
    const { machine, say } = only(domain(devices.join('\n')));
    assert.deepEqual(
      machine.disks.items.map(({ value }) => say(value.bus)),
      [
        "virtio ~ dev='vda'",
        "scsi ~ dev='sdab'",
        "ide ~ dev='hdc'",
        "xen ~ dev='xvda1'",
        "fdc ~ dev='fda'",
        '?',
      ],
    );
  });

  it('reads network cards', () => {
    const card = (type: string, inner: string): string => `<interface type='${type}'>${inner}</interface>`;
    const { machine, say } = only(
      domain(
        [
          card('network', "<source network='default'/><model type='virtio'/>"),
          card('network', "<source network='dmz'/>"),
          card('bridge', "<source bridge='br0'/><model type='e1000'/>"),
          card('bridge', "<source bridge='virbr0'/>"),
          card('direct', "<source dev='eno1'/>"),
          card('user', ''),
          card('vhostuser', ''),
          card('%s', ''),
        ].join('\n'),
      ),
    );
    assert.deepEqual(
      machine.networkCards.items.map(({ value }) => [say(value.attachment), say(value.model)]),
      [
        ["nat ~ network='default'", "virtio @ type='virtio'"],
        ["? network='dmz'", '?'],
        ["bridged @ <source bridge='br0'/>", "e1000 @ type='e1000'"],
        ["? bridge='virbr0'", '?'],
        ["bridged @ <source dev='eno1'/>", '?'],
        ["nat @ <interface type='user'>", '?'],
        ["other @ <interface type='vhostuser'>", '?'],
        ["? type='%s'", '?'],
      ],
    );
  });

  it('reads forwarded ports of user-mode cards', () => {
    const { machine, say } = only(
      domain(`<interface type='user'>
  <portForward proto='tcp' address='127.0.0.1'><range start='2022' to='22'/></portForward>
  <portForward proto='udp'><range start='5000' end='5010' to='6000'/><range start='5005' exclude='yes'/></portForward>
</interface>`),
    );
    assert.deepEqual(
      machine.ports.items.map(({ value: { port, lastPort, hostPort, address, protocol } }) => [
        say(port),
        lastPort,
        say(hostPort),
        say(address),
        protocol,
      ]),
      [
        ["22 @ to='22'", undefined, "2022 @ start='2022'", "127.0.0.1 @ address='127.0.0.1'", 'tcp'],
        ["6000 @ to='6000'", 6010, "5000 @ start='5000'", "0.0.0.0 ~ <portForward proto='udp'>", 'udp'],
      ],
    );
  });

  it('reads screens, where they listen, and their passwords', () => {
    const { machine, say, list } = only(fixture('vnc-open'));
    assert.deepEqual(
      machine.consoles.items.map(({ value }) => [value.kind, say(value.address), say(value.password)]),
      [
        ['vnc', "0.0.0.0 @ address='0.0.0.0'", "false ~ <graphics type='vnc' port='5900' autoport='no'>"],
        ['spice', "192.0.2.7 @ listen='192.0.2.7'", "true @ passwd='s3kr3t-k10sk'"],
        ['vnc', "socket @ <listen type='socket' socket='/run/kiosk.sock'/>", "false ~ <graphics type='vnc'>"],
        ['rdp', '?', '?'],
      ],
    );
    assert.deepEqual(list(machine.secrets), [
      `{"kind":"password","name":"spice","quality":"literal"} @ passwd='s3kr3t-k10sk'`,
    ]);
    assert.equal(say(machine.graphicalInterface), "true @ <graphics type='sdl' display=':0.0'/>");
    assert.equal(say(machine.clipboardShared), "true @ copypaste='yes'");
    assert.equal(say(machine.dragAndDrop), "true @ enable='yes'");
  });

  it('reads every form of listening', () => {
    const address = (graphics: string): string => {
      const { machine, say } = only(domain(graphics));
      const [screen] = machine.consoles.items;
      return screen === undefined ? 'none' : say(screen.value.address);
    };
    assert.equal(address("<graphics type='vnc'/>"), "127.0.0.1 ~ <graphics type='vnc'/>");
    assert.equal(address("<graphics type='vnc' listen='::'/>"), ":: @ listen='::'");
    assert.equal(
      address("<graphics type='vnc' listen='::'><listen type='address'/></graphics>"),
      ":: @ listen='::'",
    );
    assert.equal(
      address("<graphics type='vnc'><listen type='address'/></graphics>"),
      "127.0.0.1 ~ <graphics type='vnc'>",
    );
    assert.equal(
      address("<graphics type='spice'><listen type='network' network='lan'/></graphics>"),
      "? <listen type='network' network='lan'/>",
    );
    assert.equal(
      address("<graphics type='spice'><listen type='network' network='lan' address='192.0.2.1'/></graphics>"),
      "192.0.2.1 @ address='192.0.2.1'",
    );
    assert.equal(
      address("<graphics type='spice'><listen type='none'/></graphics>"),
      "none @ <listen type='none'/>",
    );
    assert.equal(
      address("<graphics type='vnc' socket='/x'><listen type='address' address='::'/></graphics>"),
      "socket @ socket='/x'",
    );
    assert.equal(address("<graphics type='egl-headless'/>"), 'none');
  });

  it('rates passwords without keeping them', () => {
    const quality = (password: string): unknown =>
      only(domain(`<graphics type='vnc' passwd='${password}'/>`)).machine.secrets.items[0]?.value.quality;
    assert.deepEqual(['changeme', 'x9!Lq', '$PW', ''].map(quality), [
      'well-known',
      'literal',
      'placeholder',
      undefined,
    ]);
  });

  it('reads UEFI, Secure Boot and TPM', () => {
    const windows = only(fixture('windows-11'));
    assert.equal(windows.say(windows.machine.firmware), "uefi @ firmware='efi'");
    assert.equal(windows.say(windows.machine.secureBoot), "true @ enabled='yes'");
    assert.equal(windows.say(windows.machine.tpm), "true @ <tpm model='tpm-crb'>");
    assert.equal(windows.say(windows.machine.memoryBalloon), "false @ model='none'");
    assert.equal(
      windows.say(windows.machine.nestedVirtualization),
      "false @ <feature policy='disable' name='vmx'/>",
    );
    assert.equal(windows.say(windows.machine.clipboardShared), "true ~ <channel type='spicevmc'>");
    const os = (xml: string): string[] => {
      const { machine, say } = only(domain('', `  ${xml}\n`));
      return [say(machine.firmware), say(machine.secureBoot)];
    };
    assert.deepEqual(os("<os firmware='efi'><loader secure='no'/></os>"), [
      "uefi @ firmware='efi'",
      "false @ secure='no'",
    ]);
    assert.deepEqual(os("<os><loader type='pflash' secure='yes'>x</loader></os>"), [
      "uefi ~ type='pflash'",
      "? secure='yes'",
    ]);
    assert.deepEqual(os("<os firmware='bios'/>"), ["bios @ firmware='bios'", "false ~ firmware='bios'"]);
    assert.deepEqual(os("<os><loader type='rom'>x</loader></os>"), ['?', '?']);
  });

  it('reads host devices, shared folders and the CPU of a passthrough machine', () => {
    const { machine, say, list } = only(fixture('gpu-passthrough'));
    assert.deepEqual(
      machine.devices.items.map(({ value }) => `${value.kind} ${value.name}`),
      ['pci 0000:0a:00.1', 'usb 046d:c52b', 'mediated c2177883-f1bb-47f0-914d-32a22e3a8804'],
    );
    assert.deepEqual(list(machine.sharedFolders), [
      `{"source":"/home","target":"home","readOnly":false,"kind":"live","origin":"explicit"} @ <filesystem type='mount' accessmode='passthrough'>`,
      `{"source":"/srv/textures","target":"textures","readOnly":true,"kind":"live","origin":"explicit"} @ <filesystem type='mount' accessmode='mapped'>`,
    ]);
    assert.equal(say(machine.nestedVirtualization), "true @ <feature policy='require' name='svm'/>");
    assert.equal(say(machine.firmware), "uefi ~ type='pflash'");
  });

  it('reads what other elements hand over from the host', () => {
    const { machine } = only(
      domain(`<disk type='block' device='lun'><source dev='/dev/sdb'/></disk>
<interface type='hostdev'><source><address type='pci' domain='0x0001' bus='0x2' slot='0x03' function='0x4'/></source></interface>
<serial type='dev'><source path='/dev/ttyS0'/></serial>
<serial type='pty'><source path='/dev/pts/3'/></serial>
<tpm><backend type='passthrough'><device path='/dev/tpm0'/></backend></tpm>
<input type='evdev'><source dev='/dev/input/event1'/></input>
<hostdev mode='subsystem' type='scsi'><source><adapter name='scsi_host0'/></source></hostdev>`),
    );
    assert.deepEqual(
      machine.devices.items.map(({ value }) => `${value.kind} ${value.name}`),
      [
        'scsi /dev/sdb',
        'pci 0001:02:03.4',
        'path /dev/ttyS0',
        'path /dev/tpm0',
        'path /dev/input/event1',
        'scsi scsi_host0',
      ],
    );
  });

  it('reads emulated devices and what the QEMU arguments add', () => {
    const { machine, say, list } = only(fixture('qemu-tcg'));
    assert.equal(say(machine.hypervisor), "qemu @ type='qemu'");
    assert.equal(say(machine.memory), `${2 * 2 ** 30} @ 2097152`);
    assert.deepEqual(list(machine.legacyDevices), [
      "floppy @ <disk type='file' device='floppy'>",
      "sb16 @ <sound model='sb16'/>",
      "cirrus @ type='cirrus'",
    ]);
    assert.deepEqual(list(machine.managementInterfaces), [
      "tcp:0.0.0.0:4444 @ value='tcp:0.0.0.0:4444,server,nowait'",
    ]);
    assert.deepEqual(
      machine.ports.items.map(({ value }) => [say(value.port), say(value.hostPort), say(value.address)]),
      [
        ['22 @ hostfwd=tcp::2222-:22', '2222 @ hostfwd=tcp::2222-:22', '0.0.0.0 ~ hostfwd=tcp::2222-:22'],
        [
          '80 @ hostfwd=tcp:127.0.0.1:8080-:80',
          '8080 @ hostfwd=tcp:127.0.0.1:8080-:80',
          '127.0.0.1 @ hostfwd=tcp:127.0.0.1:8080-:80',
        ],
      ],
    );
    assert.equal(say(machine.confinement), "none @ <seclabel type='none'/>");
    assert.equal(say(machine.memoryBalloon), 'true ~');
    assert.equal(say(machine.disks.items[0]?.value.cache ?? machine.firmware), "unsafe @ cache='unsafe'");
  });

  it('reads QEMU arguments under any prefix', () => {
    const args = (...values: string[]): ReturnType<typeof only> =>
      only(
        `<domain type='kvm'><devices/><q:commandline>${values.map((value) => `<q:arg value='${value}'/>`).join('')}</q:commandline></domain>`,
      );
    const control = args(
      '-mon',
      'chardev=m',
      '-chardev',
      'socket,id=m,host=192.0.2.1,port=44,server=on',
      '-s',
    );
    assert.deepEqual(
      control.machine.managementInterfaces.items.map(({ value }) => value),
      ['gdb:0.0.0.0:1234', 'tcp:192.0.2.1:44'],
    );
    const client = args(
      '-qmp',
      'tcp:127.0.0.1:4444',
      '-monitor',
      'unix:/run/m,server',
      '-chardev',
      'socket,id=x,path=/y',
    );
    assert.deepEqual(client.list(client.machine.managementInterfaces), []);
    const screens = args(
      '-vnc',
      ':1',
      '-vnc',
      '192.0.2.1:0,password=on',
      '-vnc',
      'none',
      '-vnc',
      'unix:/x',
      '-spice',
      'port=1,disable-ticketing=on',
    );
    assert.deepEqual(
      screens.machine.consoles.items.map(({ value }) => {
        const password = isKnown(value.password) ? value.password.value : '?';
        return `${value.kind} ${isKnown(value.address) ? value.address.value : '?'} ${password}`;
      }),
      ['vnc 0.0.0.0 false', 'vnc 192.0.2.1 true', 'vnc socket false', 'spice 0.0.0.0 false'],
    );
    const devices = args(
      '-device',
      'vfio-pci,host=01:00.0',
      '-device',
      'usb-host,vendorid=0x1',
      '-device',
      'sb16',
    );
    assert.deepEqual(
      devices.machine.devices.items.map(({ value }) => `${value.kind} ${value.name}`),
      ['pci 01:00.0', 'usb vendorid=0x1'],
    );
    const template = args('$EXTRA');
    assert.deepEqual(template.list(template.machine.consoles), ['…']);
  });

  it('reads Xen, snapshots and status files', () => {
    const xen = only(fixture('xen-hvm'));
    assert.equal(xen.say(xen.machine.memory), '2000000000 @ 2000000');
    assert.equal(xen.say(xen.machine.hypervisor), "xen @ type='xen'");
    assert.deepEqual(
      xen.machine.secrets.items.map(({ value }) => value.quality),
      ['well-known'],
    );
    assert.equal(
      xen.say(xen.machine.consoles.items[0]?.value.address ?? xen.machine.tpm),
      "0.0.0.0 @ listen='0.0.0.0'",
    );
    const snapshot = only(fixture('snapshot'));
    assert.equal(snapshot.machine.name, 'mail');
    // The label of one disk says nothing about the process.
    assert.equal(
      snapshot.say(snapshot.machine.confinement),
      "profile @ <seclabel type='static' model='selinux' relabel='yes'>",
    );
    assert.equal(only(fixture('status')).machine.name, 'proxy');
  });

  it('tells confinement from file ownership', () => {
    const labels = (xml: string): string => {
      const { machine, say } = only(domain('', xml));
      return say(machine.confinement);
    };
    const selinux = "<seclabel type='dynamic' model='selinux'/>";
    assert.equal(labels(`<seclabel type='none' model='dac'/>${selinux}`), `default @ ${selinux}`);
    assert.equal(labels("<seclabel type='none' model='dac'/>"), '?');
    assert.equal(labels(`${selinux}<seclabel type='none'/>`), "none @ <seclabel type='none'/>");
    assert.equal(labels("<seclabel type='{t}'/>"), "? type='{t}'");
    assert.equal(labels(''), '?');
  });

  it('reads several domains of one file, with ids that differ', () => {
    const machines = machinesOf(fixture('lab'));
    assert.deepEqual(
      machines.map(({ id, memory, cpus }) => [
        id,
        isKnown(memory) && memory.value,
        isKnown(cpus) && cpus.value,
      ]),
      [
        ['vm.xml#node-1', 1024e6, 1],
        ['vm.xml#node-2', 1024 * 2 ** 20, 1],
        ['vm.xml#node-2~2', false, false],
      ],
    );
  });

  it('reads every unit, whatever its case', () => {
    const size = (unit: string): unknown => {
      const { machine } = only(domain('', `<memory${unit}>3</memory>`));
      return isKnown(machine.memory) ? machine.memory.value : undefined;
    };
    const units = [
      '',
      " unit='b'",
      " unit='bytes'",
      " unit='KB'",
      " unit='k'",
      " unit='kib'",
      " unit='MB'",
      " unit='m'",
    ];
    assert.deepEqual(units.map(size), [3072, 3, 3, 3000, 3072, 3072, 3e6, 3 * 2 ** 20]);
    const large = [
      " unit='GB'",
      " unit='G'",
      " unit='TB'",
      " unit='TiB'",
      " unit='x'",
      " unit='{u}'",
      " unit=''",
    ];
    assert.deepEqual(large.map(size), [3e9, 3 * 2 ** 30, 3e12, 3 * 2 ** 40, undefined, undefined, 3072]);
  });

  it('takes no placeholder for a value', () => {
    const { machine, say } = only(fixture('template'));
    assert.equal(machine.name, 'vm');
    const [disk] = machine.disks.items;
    const [card] = machine.networkCards.items;
    const [screen] = machine.consoles.items;
    assert.ok(disk !== undefined && card !== undefined && screen !== undefined);
    assert.deepEqual(
      [
        machine.memory,
        machine.cpus,
        machine.hypervisor,
        machine.architecture,
        machine.memoryBalloon,
        disk.value.cache,
        disk.value.bus,
        card.value.model,
        card.value.attachment,
        screen.value.address,
        screen.value.password,
      ].map((fact) => say(fact).slice(0, 1)),
      Array<string>(11).fill('?'),
    );
    const entity = only(
      '<!DOCTYPE domain [<!ENTITY m "9">]><domain type="kvm"><memory>&m;</memory></domain>',
    );
    assert.equal(entity.say(entity.machine.memory), '? &m;');
  });

  it('does not call a device absent where the list is not finished', () => {
    for (const text of [
      "<domain type='kvm'><name>x</name></domain>",
      "<domain type='kvm'>\n  <devices>\n    <disk/>\n",
      "<domain type='kvm'><devices><% if tpm %><tpm/><% end %></devices></domain>",
      "<domain type='kvm'><devices>{% for d in disks %}<disk/>{% endfor %}</devices></domain>",
    ]) {
      const { machine, say } = only(text);
      assert.equal(say(machine.graphicalInterface), '?');
      assert.notEqual(machine.disks.rest, undefined);
      assert.equal(say(machine.memoryBalloon), '?');
    }
  });

  it('knows the system only where libosinfo names one', () => {
    const os = (metadata: string): string => {
      const { machine, say } = only(domain('', `<metadata>${metadata}</metadata>`));
      return say(machine.operatingSystem).replace(/ @.*/, '');
    };
    const id = (value: string): string => os(`<o:libosinfo><o:os id="${value}"/></o:libosinfo>`);
    assert.equal(
      id('http://microsoft.com/win/2k22'),
      '{"family":"windows","distribution":"windows-server","release":"2022"}',
    );
    assert.equal(
      id('http://fedoraproject.org/fedora/39'),
      '{"family":"linux","distribution":"fedora","release":"39"}',
    );
    assert.equal(id('http://vendor.example/strange/1').slice(0, 1), '?');
    assert.equal(os('<a:app><a:os id="http://debian.org/debian/12"/></a:app>'), '?');
  });

  it('is told from other XML by its content', () => {
    for (const name of fixtureNames) {
      const expected = name !== 'network' && name !== 'pom';
      assert.equal(recognition.recognisesContent(fixture(name)), expected, name);
      if (!expected) assert.deepEqual(machinesOf(fixture(name)), []);
    }
    const texts: readonly [text: string, expected: boolean][] = [
      ["<domain type='kvm'", true],
      ['<domain type="{hypervisor}">', true],
      ['<domain>\n  <name>x</name>\n  <vcpu>1</vcpu>', true],
      ['<domain xmlns="urn:jboss:domain:20.0"><profiles/></domain>', false],
      ['<domain log-root="x"><applications/><servers/></domain>', false],
      ['<!-- <domain type="kvm"/> --><a/>', false],
      ['<a><domain type="kvm"/></a>', false],
      ['domain type=kvm', false],
      ['', false],
    ];
    for (const [text, expected] of texts) assert.equal(recognition.recognisesContent(text), expected, text);
    assert.ok(
      recognition.mayHold('a/b.XML') && recognition.mayHold('x.xml.in') && !recognition.mayHold('x.yaml'),
    );
    assert.ok(!recognition.recognisesName('domain.xml'));
  });

  it('gives suppressions with the element that follows, with a dash or two hyphens', () => {
    const text = domain(
      '    <!-- berth-ignore a -- why -->\n    <tpm/>\n    <!-- berth-ignore b — it — is -->\n    <!-- note -->\n    <rng>\n      <!-- berth-ignore c – z -->\n    </rng>',
    );
    const { comments } = format.read(text, 'vm.xml');
    assert.deepEqual(
      comments.map((comment) => [
        comment.text,
        comment.target === undefined
          ? undefined
          : text.slice(comment.target.start, comment.target.end).slice(0, 6),
      ]),
      [
        ['berth-ignore a -- why', '<tpm/>'],
        ['berth-ignore b -- it -- is', '<rng>\n'],
        ['berth-ignore c -- z', undefined],
      ],
    );
  });

  it('writes a comment that XML allows, above the statement it speaks about', () => {
    const text = fixture('vnc-open');
    const reading = format.read(text, 'vm.xml');
    const line = reading.commentLine('berth-ignore x -- because -- so');
    assert.equal(line, '<!-- berth-ignore x — because — so -->');
    for (const needle of ["address='0.0.0.0'", "listen='192.0.2.7'", '<os><type>', 'kvm']) {
      const { start, end } = reading.statementAt(text.indexOf(needle) + 1);
      const commented: string = `${text.slice(0, start)}${line}\n${text.slice(start)}`;
      const comment = format.read(commented, 'vm.xml').comments.find((item) => item.text.includes('because'));
      assert.deepEqual(comment?.target, { start: start + line.length + 1, end: end + line.length + 1 });
      assert.equal(comment?.text, 'berth-ignore x -- because -- so');
    }
    assert.deepEqual(reading.statementAt(text.length), { start: 0, end: text.length });
  });

  it('is read from every prefix, with places inside the text', () => {
    const check = (text: string): void => {
      const whole = { start: 0, end: text.length };
      const visit = (value: unknown): void => {
        if (typeof value !== 'object' || value === null) return;
        if ('start' in value && 'end' in value) {
          const { start, end } = value;
          assert.ok(typeof start === 'number' && typeof end === 'number');
          assert.ok(start <= end && contains(whole, { start, end }));
          return;
        }
        for (const inner of Object.values(value)) visit(inner);
      };
      const { workloads, comments, problems } = format.read(text, 'vm.xml');
      visit([workloads, comments, problems.map((problem) => problem.span)]);
    };
    for (const name of fixtureNames) {
      const text = fixture(name);
      for (let end = 0; end <= text.length; end += 3) check(text.slice(0, end));
    }
    const piece = fc.constantFrom(
      ...[
        "<domain type='kvm'>",
        '<devices>',
        '</devices>',
        '</domain>',
        "<graphics type='vnc' listen='",
        "'",
        '>',
        '/>',
      ],
      ...[
        '<disk>',
        '<backingStore>',
        '<backingStore/>',
        "<target dev='vda'/>",
        '<memory>',
        '12',
        '</memory>',
        '<',
        '\n  ',
      ],
      ...[
        "<qemu:commandline><qemu:arg value='-vnc'/><qemu:arg value=':1'/>",
        '<!-- berth-ignore x -->',
        '<os><loader',
        '$x',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) =>
        check(`<domain type='kvm'>${pieces.join('')}`),
      ),
      { seed: 20261121, numRuns: 2000 },
    );
  }).timeout(60_000);
});
