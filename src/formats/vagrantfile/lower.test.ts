// What the fixtures lower to, fact by fact, with state and place.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact, Facts } from '../../core/fact';
import type { VirtualMachine } from '../../core/workload';
import { alone, type Reading } from '../format';
import { testGrammar } from '../grammar/testing';
import vagrantfile from './index';

const gibibyte = 2 ** 30;

/** A fact as `value`, `~value` when implied, `?` when unknown. */
function show(fact: Fact<unknown>): string {
  if (fact.state === 'unknown') return '?';
  const value = typeof fact.value === 'object' ? describeObject(fact.value) : String(fact.value);
  return fact.state === 'implied' ? `~${value}` : value;
}

function describeObject(value: object | null): string {
  const parts = Object.entries(value ?? {}).map(([key, part]) => {
    const isFact = typeof part === 'object' && part !== null && 'state' in part;
    return `${key}=${isFact ? show(part as Fact<unknown>) : String(part)}`; // only facts have a state
  });
  return parts.join(' ');
}

/** The items of a list, `…` behind them when there may be more. */
function list(facts: Facts<unknown>): string[] {
  return [...facts.items.map(show), ...(facts.rest === undefined ? [] : ['…'])];
}

describe('lowering Vagrantfiles', () => {
  const readings = new Map<string, { reading: Reading; text: string }>();
  before(async () => {
    const grammars = { ruby: await testGrammar('ruby'), bash: await testGrammar('bash') };
    for (const name of [
      'microservices',
      'kubernetes',
      'windows',
      'hyperv',
      'vmware',
      'libvirt',
      'providers',
      'settings-file',
      'scripts',
      'half-typed',
    ]) {
      const text = readFileSync(join(__dirname, 'fixtures', `${name}.vagrantfile`), 'utf8');
      readings.set(name, {
        reading: vagrantfile.read(text, `lab/${name}/Vagrantfile`, grammars, alone),
        text,
      });
    }
  });

  function file(name: string): { reading: Reading; text: string } {
    const found = readings.get(name);
    assert.ok(found);
    return found;
  }

  function machines(name: string): readonly VirtualMachine[] {
    return file(name).reading.workloads.map((workload) => {
      assert.equal(workload.kind, 'vm');
      return workload as VirtualMachine; // just asserted
    });
  }

  function machine(name: string, index = 0): VirtualMachine {
    const found = machines(name)[index];
    assert.ok(found);
    return found;
  }

  /** The text a fact stands for. */
  function textAt(name: string, fact: Fact<unknown> | undefined): string {
    assert.ok(fact?.place);
    return file(name).text.slice(fact.place.span.start, fact.place.span.end);
  }

  it('gives one machine per turn of a loop', () => {
    const all = machines('microservices');
    assert.deepEqual(
      all.map(({ id, autostart }) => [id, show(autostart)]),
      ['gateway', 'catalogue', 'orders', 'payments', 'mailer'].map((name) => [
        `lab/microservices/Vagrantfile#${name}`,
        name === 'mailer' ? 'false' : 'true',
      ]),
    );
    const [gateway, catalogue] = all;
    assert.ok(gateway && catalogue);
    assert.equal(show(gateway.memory), String(2 * gibibyte));
    assert.equal(textAt('microservices', gateway.memory), 'vb.memory = 2 * 1024');
    assert.deepEqual(list(gateway.ports), [
      'port=80 hostPort=8080 address=~0.0.0.0 protocol=tcp',
      '~port=~22 hostPort=~2222 address=~127.0.0.1 protocol=tcp',
    ]);
    assert.deepEqual(list(catalogue.ports), ['~port=~22 hostPort=~2222 address=~127.0.0.1 protocol=tcp']);
    assert.equal(show(gateway.operatingSystem), '~family=linux distribution=ubuntu release=22.04');
    assert.equal(show(gateway.hypervisor), 'virtualbox');
    assert.equal(show(gateway.linkedClone), '~false');
    assert.deepEqual(list(gateway.sharedFolders), [
      '~source=. target=/vagrant readOnly=false kind=live origin=default',
    ]);
    assert.equal(
      file('microservices').text.slice(gateway.place.span.start, gateway.place.span.end),
      'config.vm.define name, autostart: service.fetch(:autostart, true) do |node|',
    );
  });

  it('implies the literal default of an environment variable', () => {
    const all = machines('kubernetes');
    assert.deepEqual(
      all.map(({ name, memory, cpus }) => [name, show(memory), show(cpus)]),
      [
        ['control', String(4 * gibibyte), '2'],
        ['worker-01', `~${2 * gibibyte}`, '4'],
        ['worker-02', `~${2 * gibibyte}`, '2'],
        ['worker-03', `~${2 * gibibyte}`, '2'],
      ],
    );
    assert.deepEqual(list(machine('kubernetes').sharedFolders), []);
    assert.equal(machine('kubernetes', 1).disks.items.length, 3);
    assert.deepEqual(list(machine('kubernetes').software.packages), ['…']);
    assert.equal(show(machine('kubernetes').nestedVirtualization), 'true');
    assert.equal(show(machine('kubernetes').cpuMode), 'host-passthrough');
  });

  it('reads Windows with WinRM, customize flags and open ports', () => {
    const vm = machine('windows');
    assert.equal(vm.name, 'windows');
    assert.equal(show(vm.operatingSystem), '~family=windows distribution=windows-server release=2019');
    assert.equal(show(vm.memory), String(6 * gibibyte));
    assert.equal(show(vm.cpus), '4');
    assert.equal(show(vm.graphicalInterface), 'true');
    assert.equal(show(vm.clipboardShared), 'true');
    assert.equal(show(vm.dragAndDrop), 'true');
    assert.deepEqual(list(vm.devices), ['kind=usb name=dongle']);
    assert.deepEqual(list(vm.plaintextManagement), ['winrm']);
    assert.equal(textAt('windows', vm.plaintextManagement.items[0]), 'config.winrm.transport = :plaintext');
    assert.deepEqual(list(vm.secrets), ['kind=password name=winrm: Administrator quality=literal']);
    assert.deepEqual(list(vm.ports), [
      'port=3389 hostPort=33389 address=~0.0.0.0 protocol=tcp',
      'port=443 hostPort=8443 address=127.0.0.1 protocol=tcp',
      '~port=~5985 hostPort=~55985 address=~127.0.0.1 protocol=tcp',
    ]);
    assert.deepEqual(
      vm.networkCards.items.map(({ value }) => show(value.attachment)),
      ['~nat', 'bridged'],
    );
  });

  it('reads Hyper-V', () => {
    const vm = machine('hyperv');
    assert.equal(show(vm.hypervisor), 'hyperv');
    assert.equal(show(vm.memoryBalloon), 'true');
    assert.equal(show(vm.memoryMinimum), String(2 * gibibyte));
    assert.equal(show(vm.nestedVirtualization), 'true');
    assert.equal(show(vm.linkedClone), 'true');
    assert.deepEqual(list(vm.provisioners), ['ansible']);
    assert.deepEqual(list(vm.software.packages), ['…']);
    assert.deepEqual(list(vm.sharedFolders).slice(1), [
      'source=. target=/src readOnly=false kind=live origin=explicit',
      'source=~/.cache target=/cache readOnly=false kind=copy origin=explicit',
    ]);
    assert.deepEqual(list(vm.secrets), [], 'a password from the environment is none of the file');
  });

  it('reads VMware and disks', () => {
    const vm = machine('vmware');
    assert.equal(show(vm.hypervisor), 'vmware');
    assert.equal(show(vm.memory), String(3 * gibibyte));
    assert.equal(show(vm.cpus), '2');
    assert.equal(show(vm.linkedClone), 'false');
    assert.equal(show(vm.nestedVirtualization), 'true');
    assert.deepEqual(
      vm.disks.items.map(({ value }) => show(value.capacity)),
      [String(64 * gibibyte), String(10 * gibibyte)],
    );
    assert.equal(
      show(vm.networkCards.items[0]?.value.model ?? { state: 'unknown', why: { text: { en: '', de: '' } } }),
      'vmxnet3',
    );
  });

  it('reads libvirt options', () => {
    const vm = machine('libvirt');
    assert.equal(show(vm.hypervisor), 'qemu');
    assert.equal(show(vm.cpus), '~1');
    assert.equal(show(vm.insecureKey), 'true');
    assert.deepEqual(list(vm.consoles), ['kind=spice address=0.0.0.0 password=~false']);
    assert.deepEqual(list(vm.legacyDevices), ['cirrus', '…']);
    assert.deepEqual(list(vm.managementInterfaces), ['tcp:0.0.0.0:4444']);
    assert.deepEqual(list(vm.devices), [
      'kind=usb name=vendor=0x1050 product=0x0407',
      'kind=pci name=bus=0x06 slot=0x12 function=0x5',
    ]);
    assert.deepEqual(list(vm.disks), [
      `kind=disk bus=sata capacity=${40 * gibibyte} cache=unsafe allocation=? backingFiles=? format=~qcow2 source=? persistent=?`,
    ]);
    assert.deepEqual(list(vm.networkCards), [
      '~attachment=~nat model=e1000',
      'attachment=host-only model=e1000',
    ]);
    assert.equal(
      list(vm.sharedFolders)[1],
      'source=./data target=/data readOnly=true kind=live origin=explicit',
    );
  });

  it('takes VirtualBox first among several providers, with its overrides', () => {
    const vm = machine('providers');
    assert.equal(show(vm.hypervisor), 'virtualbox');
    assert.equal(show(vm.memory), `~${3.5 * gibibyte}`);
    assert.equal(show(vm.cpus), '4');
    assert.equal(show(vm.image), 'almalinux/8');
    assert.equal(show(vm.linkedClone), 'true');
    assert.equal(show(vm.networkCards.items[0]?.value.model ?? vm.image), 'virtio');
    assert.match(list(vm.disks)[1] ?? '', /capacity=10737418240 .*allocation=thick/);
  });

  it('leaves unknown what a settings file decides', () => {
    const vm = machine('settings-file');
    assert.equal(vm.name, "node['name']");
    assert.equal(show(vm.memory), '?');
    assert.equal(show(vm.cpus), '2');
    assert.equal(show(vm.image), '?');
    assert.equal(show(vm.operatingSystem), '?');
    assert.deepEqual(list(vm.sharedFolders), [
      '~source=. target=/vagrant readOnly=false kind=live origin=default',
      'source=~ target=/host readOnly=false kind=live origin=explicit',
      '…',
    ]);
    assert.match(vm.memory.state === 'unknown' ? vm.memory.why.text.en : '', /Another file/);
  });

  it('reads inline scripts, with places in the file', () => {
    const vm = machine('scripts');
    assert.deepEqual(list(vm.software.packages), ['nginx', 'postgresql', 'docker']);
    assert.deepEqual(list(vm.software.services), ['nginx']);
    assert.equal(textAt('scripts', vm.software.packages.items[1]), 'postgresql');
    assert.equal(textAt('scripts', vm.software.kernelModules.items[0]), 'br_netfilter');
    assert.deepEqual(list(vm.provisioners), ['shell', 'docker']);
  });

  it('lists what happens without any environment, and leaves open what a condition decides', async () => {
    const text = [
      'Vagrant.configure("2") do |c|',
      '  c.vm.network :forwarded_port, guest: 1, host: 1 unless ENV["CI"]',
      '  c.vm.network :forwarded_port, guest: 2, host: 2 if ENV["CI"]',
      '  c.vm.synced_folder "a", "/a" if File.exist?("a")',
      '  c.vm.communicator = "winrm"',
      'end',
    ].join('\n');
    const [vm] = vagrantfile.read(
      text,
      'x/Vagrantfile',
      { ruby: await testGrammar('ruby') },
      alone,
    ).workloads;
    assert.ok(vm?.kind === 'vm');
    assert.deepEqual(list(vm.ports), [
      'port=1 hostPort=1 address=~0.0.0.0 protocol=tcp',
      '~port=~5985 hostPort=~55985 address=~127.0.0.1 protocol=tcp',
      '…',
    ]);
    assert.deepEqual(list(vm.sharedFolders).slice(1), ['…']);
    assert.equal(show(vm.insecureKey), '?');
    assert.deepEqual(list(vm.secrets), ['~kind=password name=winrm: vagrant quality=well-known']);
  });

  it('takes no container for a machine', async () => {
    const text = 'Vagrant.configure("2") { |c| c.vm.provider("docker") { |d| d.image = "nginx" } }';
    assert.deepEqual(
      vagrantfile.read(text, 'Vagrantfile', { ruby: await testGrammar('ruby') }, alone).workloads,
      [],
    );
  });

  it('aims a suppression at the statement behind it', () => {
    const { reading, text } = file('scripts');
    const [comment] = reading.comments;
    assert.equal(comment?.text, 'berth-ignore vm-bridged-network -- the printer is in the office network');
    assert.ok(comment.target);
    assert.equal(text.slice(comment.target.start, comment.target.end), 'config.vm.network "public_network"');
    const inside = text.indexOf('public_network"');
    assert.deepEqual(reading.statementAt(inside), comment.target);
    assert.deepEqual(reading.statementAt(text.length), { start: 0, end: text.length });
  });

  it('reports half-typed text and keeps what it understands', () => {
    const { reading } = file('half-typed');
    assert.equal(reading.problems.length, 1);
    assert.deepEqual(
      machines('half-typed').map(({ name, memory }) => [name, show(memory)]),
      [
        ['db', String(4 * gibibyte)],
        ['web', String(gibibyte)],
      ],
    );
  });

  it('calls a machine whose name only a run knows as the file does', async () => {
    const parts = { ruby: await testGrammar('ruby') };
    const nameOf = (expression: string): string | undefined => {
      const text = `Vagrant.configure("2") do |config|\n  config.vm.define ${expression} do |m|\n    m.vm.box = "acme/base"\n  end\nend\n`;
      return vagrantfile.read(text, 'Vagrantfile', parts, alone).workloads[0]?.name;
    };
    assert.equal(nameOf('"web-#{stage}"'), 'web-#{stage}');
    assert.equal(nameOf('vm_name = "%s-%02d" % [prefix, i]'), 'vm_name');
    assert.equal(nameOf("settings['name']"), "settings['name']");
  });

  it('says so when the Ruby reader is missing', () => {
    const reading = vagrantfile.read('Vagrant.configure("2") { |c| }', 'Vagrantfile', {}, alone);
    assert.equal(reading.problems.length, 1);
    assert.deepEqual(reading.workloads, []);
  });

  it('keeps the scripts unknown when the shell reader is missing', async () => {
    const { text } = file('scripts');
    const [vm] = vagrantfile.read(text, 'Vagrantfile', { ruby: await testGrammar('ruby') }, alone).workloads;
    assert.deepEqual(vm && list(vm.software.packages), ['docker', '…']);
  });
});
