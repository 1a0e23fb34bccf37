// Single settings and the facts they give: the box, scripts and settings files beside the file, the provider's options.
import assert from 'node:assert/strict';
import type { Fact, Facts } from '../../core/fact';
import type { VirtualMachine } from '../../core/workload';
import { testGrammar } from '../grammar/testing';
import { filesAround } from '../testing';
import vagrantfile from './index';

async function machineOf(
  lines: string,
  files: Readonly<Record<string, string>> = {},
): Promise<VirtualMachine> {
  const grammars = { ruby: await testGrammar('ruby'), bash: await testGrammar('bash') };
  const text = `Vagrant.configure("2") do |config|\n${lines}\nend\n`;
  const { workloads } = vagrantfile.read(text, 'lab/Vagrantfile', grammars, filesAround(files));
  const [machine] = workloads;
  assert.ok(machine?.kind === 'vm');
  return machine;
}

/** `value` where stated, `~value` where implied, else `?`. */
function show(fact: Fact<unknown>): string {
  if (fact.state === 'unknown') return '?';
  return `${fact.state === 'implied' ? '~' : ''}${fact.value}`;
}

function list(facts: Facts<unknown>): string[] {
  return [...facts.items.map(show), ...(facts.rest === undefined ? [] : ['…'])];
}

const box = 'config.vm.box = "bento/debian-13"\n';
const virtualbox = (line: string): string => `${box}config.vm.provider("virtualbox") { |vb| ${line} }`;
const customize = (words: string): string => virtualbox(`vb.customize [${words}]`);

describe('the box of a Vagrantfile', () => {
  const versions: readonly (readonly [lines: string, expected: string])[] = [
    [box, '~latest'],
    [`${box}config.vm.box_version = "202510.26.0"`, '202510.26.0'],
    [`${box}config.vm.box_version = ">= 1.0"`, '>= 1.0'],
    [`${box}config.vm.box_version = [">= 1.0", "< 2"]`, '>= 1.0, < 2'],
    [`${box}config.vm.box_version = ENV.fetch("VERSION", "1.2.3")`, '~1.2.3'],
    [`${box}config.vm.box_check_update = false`, '~latest'],
    ['config.vm.box = "./builds/shop.box"', '?'],
    ['config.vm.box = "precise64"', '?'],
    [`${box}config.vm.box_url = "https://example.org/debian.box"`, '?'],
    [`${box}config.vm.box_url = "file:///srv/boxes/debian.box"`, '?'],
    ['config.vm.provider(:aws) { |aws| aws.ami = "ami-0abc" }\nconfig.vm.box = "acme/dummy"', 'ami-0abc'],
  ];
  for (const [lines, expected] of versions)
    it(`has the version ${expected}: ${lines.replaceAll('\n', '; ')}`, async () => {
      assert.equal(show((await machineOf(lines)).imageVersion), expected);
    });

  it('is verified by a checksum, or explicitly not at all', async () => {
    const checksum = async (line: string): Promise<string> =>
      show((await machineOf(box + line)).imageChecksum);
    assert.equal(await checksum(''), '?');
    assert.equal(await checksum('config.vm.box_download_checksum = "3a7f"'), 'true');
    assert.equal(await checksum('config.vm.box_download_insecure = true'), 'false');
    assert.equal(await checksum('config.vm.box_download_insecure = false'), '?');
  });
});

describe('scripts beside a Vagrantfile', () => {
  const provision = `${box}config.vm.provision "shell", path: "scripts/setup.sh"`;
  const script =
    '#!/usr/bin/env bash\napt-get purge -y unattended-upgrades\napt-get install -y nginx\nsystemctl enable nginx\n';

  it('are read, with places in their file', async () => {
    const { software, automaticUpdates } = await machineOf(provision, { 'lab/scripts/setup.sh': script });
    assert.deepEqual([list(software.packages), list(software.services)], [['nginx'], ['nginx']]);
    const [nginx] = software.packages.items;
    assert.equal(nginx?.place?.path, 'lab/scripts/setup.sh');
    assert.equal(script.slice(nginx.place.span.start, nginx.place.span.end), 'nginx');
    assert.equal(show(automaticUpdates), 'false');
  });

  it('are unknown where they are missing, remote or in another language', async () => {
    const packages = async (lines: string, files: Readonly<Record<string, string>>): Promise<string[]> =>
      list((await machineOf(lines, files)).software.packages);
    assert.deepEqual(await packages(provision, {}), ['…']);
    const remote = provision.replace('scripts/', 'https://example.org/');
    assert.deepEqual(await packages(remote, { 'lab/scripts/setup.sh': script }), ['…']);
    const python = { 'lab/scripts/setup.sh': '#!/usr/bin/python3\nprint("apt-get install -y nginx")\n' };
    assert.deepEqual(await packages(provision, python), ['…']);
    const never = `${provision}, run: "never"`;
    assert.deepEqual(await packages(never, { 'lab/scripts/setup.sh': script }), ['…']);
    const always = `${provision}, run: "always"`;
    assert.deepEqual(await packages(always, { 'lab/scripts/setup.sh': script }), ['nginx']);
  });

  it('run containers, whose images are services', async () => {
    const docker =
      'config.vm.provision "docker" do |d|\n  d.run "db", image: "library/postgres:17"\n  d.run "nginx"\nend';
    const { software, provisioners } = await machineOf(box + docker);
    assert.deepEqual(
      [list(software.packages), list(software.services), list(provisioners)],
      [['docker'], ['postgres', 'nginx'], ['docker']],
    );
    const built = docker.replace('d.run "nginx"', 'd.build_image "app"');
    assert.deepEqual(list((await machineOf(box + built)).software.services), ['postgres', '…']);
  });
});

describe('settings files of a Vagrantfile', () => {
  const lines =
    'settings = YAML.load_file(File.join(__dir__, "settings.yaml"))\nconfig.vm.box = settings["box"]\nconfig.vm.provider("virtualbox") { |vb| vb.memory = settings["memory"] || 512 }';

  it('imply what they say', async () => {
    const { memory, image } = await machineOf(lines, {
      'lab/settings.yaml': 'box: bento/debian-13\nmemory: 2048\n',
    });
    assert.deepEqual([show(memory), show(image)], [`~${2 ** 31}`, '~bento/debian-13']);
    assert.equal(memory.state === 'implied' ? memory.why.text.en : '', 'The file {name} says so.');
  });

  it('name the machines', async () => {
    const nodes = 'JSON.parse(File.read("nodes.json")).each do |node|\n  config.vm.define node["name"]\nend';
    const machine = await machineOf(nodes, { 'lab/nodes.json': '[{"name": "web"}, {"name": "mail"}]' });
    assert.equal(machine.name, 'web');
  });

  it('decide nothing where they are missing or broken', async () => {
    assert.equal(show((await machineOf(lines)).memory), '?');
    assert.equal(show((await machineOf(lines, { 'lab/settings.yaml': 'memory: [' })).memory), '?');
  });
});

describe('options of providers', () => {
  it('share pages, open channels, take snapshots', async () => {
    assert.equal(
      show((await machineOf(customize('"modifyvm", :id, "--pagefusion", "on"'))).memorySharing),
      'true',
    );
    const libvirt = `${box}config.vm.provider("libvirt") { |lv| lv.memorybacking :nosharepages }`;
    assert.equal(show((await machineOf(libvirt)).memorySharing), 'false');
    const { hostChannels } = await machineOf(customize('"modifyvm", :id, "--accelerate3d", "on"'));
    assert.deepEqual(
      hostChannels.items.map(({ value }) => value),
      [{ kind: 'accelerated-graphics', setting: '--accelerate3d on' }],
    );
    const snapshot = `${box}config.trigger.after :up do |t|\n  t.run = { inline: "vagrant snapshot save clean" }\nend`;
    assert.deepEqual(list((await machineOf(snapshot)).snapshots), ['clean', '…']);
    assert.deepEqual(list((await machineOf(customize('"snapshot", :id, "take", "base"'))).snapshots), [
      'base',
      '…',
    ]);
  });

  it('open serial ports to the network', async () => {
    const serial = async (mode: string): Promise<string[]> => {
      const words = `"modifyvm", :id, "--uart1", "0x3F8", "4", "--uartmode1", ${mode}`;
      const { consoles } = await machineOf(customize(words));
      return consoles.items.map(({ value }) => `${value.kind} ${show(value.address)}`);
    };
    assert.deepEqual(await serial('"tcpserver", "2023"'), ['serial ~0.0.0.0']);
    assert.deepEqual(await serial('"server", "/tmp/console"'), []);
  });

  it('name a size of the cloud, which decides memory and processors', async () => {
    const size = `${box}config.vm.provider(:aws) { |aws| aws.instance_type = "t3.micro" }`;
    const { instanceType, memory, cpus } = await machineOf(size);
    assert.deepEqual([show(instanceType), show(memory), show(cpus)], ['t3.micro', `~${2 ** 30}`, '~2']);
  });

  it('name the cloud', async () => {
    const hypervisor = async (name: string): Promise<string> =>
      show((await machineOf(`${box}config.vm.provider "${name}"`)).hypervisor);
    assert.deepEqual(
      [await hypervisor('aws'), await hypervisor('google'), await hypervisor('vsphere')],
      ['aws', 'gcp', 'vsphere'],
    );
  });
});
