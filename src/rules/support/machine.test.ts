// The exceptions of the rules about machines, and what their messages compute.
import assert from 'node:assert/strict';
import { render } from '../../core/message';
import { type Asked, findingsOf } from '../testing';

/** A Vagrantfile with these lines inside. */
function vagrant(lines: string, path?: string): Asked {
  const text = `Vagrant.configure("2") do |config|\n${lines}\nend\n`;
  return { format: 'vagrantfile', text, ...(path === undefined ? {} : { path }) };
}

/** A domain with a system (the end of its libosinfo id) and devices. */
function domain(devices: string, system = 'debian.org/debian/13', name = 'shop', rest = ''): Asked {
  const id = `<libosinfo:os id="http://${system}"/>`;
  const metadata = `<metadata><libosinfo:libosinfo>${id}</libosinfo:libosinfo></metadata>`;
  return {
    format: 'libvirt',
    text: `<domain type="kvm"><name>${name}</name>${metadata}<devices>${devices}</devices>${rest}</domain>`,
  };
}

function emulated(path: string): Asked {
  return { format: 'libvirt', path, text: '<domain type="qemu"><name>shop</name></domain>' };
}

/** An image build with a login, which a script that is not read may remove. */
function built(account: string, password: string): Asked {
  const login = `  ssh_username = "${account}"\n  ssh_password = "${password}"\n`;
  const build =
    'build {\n  sources = ["source.qemu.base"]\n  provisioner "shell" {\n    script = "setup.sh"\n  }\n}\n';
  return { format: 'packer', text: `source "qemu" "base" {\n${login}}\n\n${build}` };
}

const box = '  config.vm.box = "bento/debian-13"\n';
const key = `${box}  config.ssh.insert_key = false\n`;
const privateNetwork = '  config.vm.network "private_network", ip: "192.168.56.4"\n';
const forward = (guest: number): string =>
  `  config.vm.network "forwarded_port", guest: ${guest}, host: 9000`;
const pci = `<hostdev mode="subsystem" type="pci"><source><address bus="0x01"/></source></hostdev>`;
const floppy = `<disk type="file" device="floppy"><target dev="fda" bus="fdc"/></disk>`;
const ide = `<disk type="file"><target dev="hda" bus="ide"/></disk>`;
const unsafe = (backing = ''): string =>
  `<disk type="file"><driver name="qemu" cache="unsafe"/>${backing}<target dev="vda"/></disk>`;

/** Rule, what it is about, the file, and the severities expected of it. */
type Case = readonly [rule: string, what: string, file: Asked, expected: readonly string[]];

const cases: readonly Case[] = [
  ['vm-insecure-vagrant-key', 'a reachable machine', vagrant(key), ['warning']],
  ['vm-insecure-vagrant-key', 'a private network', vagrant(key + privateNetwork), ['info']],
  [
    'vm-insecure-vagrant-key',
    'a private network beside that of the host',
    vagrant(`${key}${privateNetwork}  config.vm.network "public_network"`),
    ['warning'],
  ],
  [
    'vm-insecure-vagrant-key',
    'a private network with an open port',
    vagrant(key + privateNetwork + forward(80)),
    ['warning'],
  ],
  ['vm-software-emulation', 'a guest', emulated('guests/shop.xml'), ['warning']],
  ['vm-software-emulation', 'a guest of tests', emulated('spec/unit/action/start/shop.xml'), ['info']],
  [
    'vm-default-credentials',
    'a practice target',
    vagrant(`  config.vm.box = "acme/metasploitable3"\n  config.ssh.password = "vagrant"`),
    [],
  ],
  ['vm-default-credentials', 'a login', vagrant(`${box}  config.ssh.password = "vagrant"`), ['error']],
  ['vm-default-credentials', 'the login of a Vagrant box', built('vagrant', 'vagrant'), ['info']],
  ['vm-default-credentials', 'root in an image', built('root', 'vagrant'), ['warning']],
  ['vm-default-credentials', 'a screen', domain('<graphics type="vnc" passwd="vagrant"/>'), ['warning']],
  [
    'vm-default-credentials',
    'what a box brings by itself',
    vagrant('  config.vm.box = "acme/windows-2022"\n  config.vm.communicator = "winrm"'),
    [],
  ],
  [
    'vm-winrm-plaintext',
    'a private network',
    vagrant(`${box}${privateNetwork}  config.winrm.transport = :plaintext`),
    ['info'],
  ],
  ['vm-synced-folder-broad', 'the project folder that Vagrant shares by itself', vagrant(box), ['hint']],
  [
    'vm-synced-folder-broad',
    'a home, read-only',
    domain('<filesystem><source dir="/home/anna"/><target dir="h"/><readonly/></filesystem>'),
    ['info'],
  ],
  ['vm-bridged-network', 'a server', domain('<interface type="bridge"/>', undefined, 'dns'), []],
  ['vm-admin-port-exposed', 'SSH', vagrant(box + forward(22)), ['warning']],
  ['vm-admin-port-exposed', 'remote desktop', vagrant(box + forward(3389)), ['error']],
  ['vm-admin-port-exposed', 'the forward that Vagrant makes by itself', vagrant(box), []],
  [
    'vm-console-exposed',
    'a VNC password, which is short',
    domain('<graphics type="vnc" listen="0.0.0.0" passwd="k3v9Qp71"/>'),
    ['warning'],
  ],
  ['vm-eol-guest-os', 'no support', vagrant('  config.vm.box = "bento/centos-7"'), ['warning']],
  [
    'vm-eol-guest-os',
    'no support and an open port',
    vagrant(`  config.vm.box = "bento/centos-7"\n${forward(80)}`),
    ['error'],
  ],
  ['vm-eol-guest-os', 'paid support', vagrant('  config.vm.box = "bento/ubuntu-20.04"'), ['info']],
  ['vm-device-passthrough', 'a device', domain(pci), ['info']],
  [
    'vm-device-passthrough',
    'a virtual function',
    domain('<interface type="hostdev"><source><address type="pci" bus="0x02"/></source></interface>'),
    ['hint'],
  ],
  [
    'vm-device-passthrough',
    'a serial port',
    domain('<serial type="dev"><source path="/dev/ttyS0"/></serial>'),
    ['hint'],
  ],
  ['vm-legacy-device', 'a floppy', domain(floppy), ['info']],
  ['vm-legacy-device', 'a floppy of Windows', domain(floppy, 'microsoft.com/win/2k8r2'), ['hint']],
  ['vm-legacy-device', 'a floppy of Windows XP', domain(floppy, 'microsoft.com/win/xp'), []],
  ['vm-no-balloon', 'passthrough, which pins memory', domain(`${pci}<memballoon model="none"/>`), []],
  ['vm-emulated-devices', 'Linux without the drivers', domain(ide, 'centos.org/centos/4'), []],
  ['vm-emulated-devices', 'any Linux', domain(ide), ['warning']],
  ['vm-cache-unsafe', 'any machine', domain(unsafe()), ['warning']],
  ['vm-cache-unsafe', 'a database', domain(unsafe(), undefined, 'mysql-1'), ['error']],
  ['vm-cache-unsafe', 'an overlay', domain(unsafe('<backingStore type="file"/>')), ['info']],
  ['vm-cache-unsafe', 'a test', domain(unsafe(), undefined, 'test-7'), []],
  [
    'vm-type2-in-production',
    'a name that only contains the word',
    vagrant(`${box}  config.vm.provider "virtualbox"`, 'deployments-demo/Vagrantfile'),
    [],
  ],
];

describe('exceptions of rules about machines', () => {
  for (const [rule, what, file, expected] of cases) {
    it(`${rule}, ${what}: ${expected.join(', ') || 'silent'}`, async () => {
      const found = await findingsOf(rule, file);
      assert.deepEqual(
        found.map(({ severity }) => severity),
        expected,
      );
    });
  }
});

describe('vm-legacy-device', () => {
  it('names the card that the hypervisor has instead', async () => {
    const appliance = (type: string): Asked => ({
      format: 'ovf',
      text: `<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="urn:rasd" xmlns:vssd="urn:vssd"><VirtualSystem ovf:id="shop"><VirtualHardwareSection><System><vssd:VirtualSystemType>${type}</vssd:VirtualSystemType></System><Item><rasd:ResourceType>10</rasd:ResourceType><rasd:ResourceSubType>PCNet32</rasd:ResourceSubType></Item></VirtualHardwareSection></VirtualSystem></Envelope>`,
    });
    for (const [type, newer] of [
      ['vmx-19', 'vmxnet3'],
      ['virtualbox-2.2', 'virtio'],
    ] as const) {
      const [finding] = await findingsOf('vm-legacy-device', appliance(type));
      assert.match(finding === undefined ? '' : render(finding.message, 'en'), new RegExp(newer), type);
    }
  });
});

describe('the memory of guests against that of the host', () => {
  const guests = (sizes: readonly number[], gibibytes: number): Asked => ({
    ...vagrant(
      sizes
        .map((size, index) => {
          const provider = `m.vm.provider("virtualbox") { |vb| vb.memory = ${size} }`;
          return `  config.vm.define("g${index}") { |m| ${provider} }`;
        })
        .join('\n'),
    ),
    host: { memory: gibibytes * 2 ** 30 },
  });

  async function said(file: Asked): Promise<string[]> {
    const found = await findingsOf('vm-host-memory-overcommit', file);
    return found.map(({ message }) => render(message, 'en').split('. ')[0] ?? '');
  }

  it('says that nothing is left', async () => {
    assert.deepEqual(await said(guests([16384, 16384, 16384, 16384], 64)), [
      'The guests of this file may take 4 × 16 GiB = 64 GiB of the host’s 64 GiB: then nothing is left for the host, which swaps or ends a guest',
    ]);
  });

  it('says how little is left, and how much is missing', async () => {
    assert.deepEqual(await said(guests([4096, 3584], 8)), [
      'The guests of this file may take 4 GiB + 3.5 GiB = 7.5 GiB of the host’s 8 GiB: then only 512 MiB is left for the host, which needs about 1 GB',
    ]);
    assert.deepEqual(await said(guests([12288, 8192], 16)), [
      'The guests of this file may take 12 GiB + 8 GiB = 20 GiB, 4 GiB more than the host’s 16 GiB: it swaps or ends a guest before all of them are in full use',
    ]);
  });

  it('leaves the reserve of 1 GB to the host, and does not guess sizes', async () => {
    assert.deepEqual(await said(guests([4096, 3072], 8)), []);
    const { text } = guests([16384, 8192], 16);
    const open = text.replace('16384', 'ENV.fetch("SIZE")');
    assert.deepEqual(await said({ format: 'vagrantfile', text: open, host: { memory: 16 * 2 ** 30 } }), []);
    assert.equal(
      (await said({ format: 'vagrantfile', text: open, host: { memory: 8 * 2 ** 30 } })).length,
      1,
    );
    assert.deepEqual(await said({ format: 'vagrantfile', text }), []);
  });
});
