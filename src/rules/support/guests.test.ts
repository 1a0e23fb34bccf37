// Which guests of a host are told that they could do without a system of their own, and which never are.
import assert from 'node:assert/strict';
import { render } from '../../core/message';
import { readExample } from '../../formats/testing';
import { check } from '../check';
import { hostedAmong } from '../hosted';
import { rules } from '../registry.generated';
import { contextOf, findingsOf } from '../testing';

/** A machine of a Vagrantfile: its name, what it installs, its box. */
type Guest = readonly [name: string, packages?: string, box?: string];

function vagrant(guests: readonly Guest[]): string {
  const machines = guests.map(([name, packages, box]) => {
    const own = [
      ...(box === undefined ? [] : [`    m.vm.box = "${box}"`]),
      ...(packages === undefined
        ? []
        : [`    m.vm.provision "shell", inline: "apt-get install -y ${packages}"`]),
    ];
    return `  config.vm.define "${name}" do |m|\n${own.join('\n')}\n  end\n`;
  });
  const provider = '  config.vm.provider("virtualbox") { |vb| vb.memory = 1024 }\n';
  return `Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n${provider}${machines.join('')}end\n`;
}

async function found(rule: string, guests: readonly Guest[]): Promise<number> {
  return (await findingsOf(rule, { format: 'vagrantfile', text: vagrant(guests) })).length;
}

/** Two guests that could share a system; a third one makes the rules speak. */
const two: readonly Guest[] = [
  ['shop', 'nginx'],
  ['mail', 'postfix'],
];

const never: readonly (readonly [what: string, guest: Guest])[] = [
  ['a database by its package', ['stock', 'postgresql']],
  ['a database by its name', ['db1', 'lighttpd']],
  ['a database by its product name', ['mariadb', 'lighttpd']],
  ['a directory by its package', ['accounts', 'slapd']],
  ['a domain controller by its name', ['dc1', 'samba']],
  ['a domain controller by its long name', ['domain-controller', 'samba']],
  ['Windows by its box', ['till', 'lighttpd', 'gusztavvargadr/windows-server-2022-standard']],
  ['what may be Windows by its name', ['win2019', 'lighttpd', 'acme/base']],
  ['a machine for other containers', ['runner', 'docker.io']],
  ['a firewall', ['firewall', 'lighttpd']],
];

for (const rule of ['vm-per-tiny-service', 'vm-duplicate-guest-os']) {
  describe(`${rule} and guests that keep a machine of their own`, () => {
    if (rule === 'vm-per-tiny-service')
      it('speaks about three that could share a system', async () => {
        assert.equal(await found(rule, [...two, ['wiki', 'lighttpd']]), 1);
      });
    else
      it('speaks about three that could share a system, where no other rule does', async () => {
        assert.equal(await found(rule, [['shop'], ['mail'], ['wiki']]), 1);
        assert.equal(await found(rule, [...two, ['wiki', 'lighttpd']]), 0);
      });
    for (const [what, guest] of never)
      it(`is silent about ${what}`, async () => {
        assert.equal(await found(rule, [...two, guest]), 0);
      });
  });
}

describe('guests of one host in several files', () => {
  const domain = (name: string, memory: string): string =>
    `<domain type="kvm">\n  <name>${name}</name>\n  <memory unit="GiB">${memory}</memory>\n</domain>\n`;

  async function said(
    rule: string,
    files: Readonly<Record<string, string>>,
    gibibytes: number,
  ): Promise<string[]> {
    const readings = await Promise.all(
      Object.entries(files).map(([path, text]) =>
        readExample(path.endsWith('.xml') ? 'libvirt' : 'compose', path, text),
      ),
    );
    const hosted = hostedAmong(readings.flatMap(({ workloads }) => workloads));
    const context = contextOf(readings[0]?.workloads ?? [], {
      hosted,
      host: { memory: gibibytes * 2 ** 30 },
    });
    const chosen = rules.filter(({ id }) => id === rule);
    return check(chosen, context, (path, start, end) => files[path]?.slice(start, end) ?? '').map(
      ({ message }) => render(message, 'en'),
    );
  }

  it('count together, and say how many files they stand in', async () => {
    const files = {
      'h/a.xml': domain('a', '16'),
      'h/b.xml': domain('b', '16'),
      'h/c.xml': domain('c', '32'),
    };
    assert.deepEqual(await said('vm-host-memory-overcommit', files, 64), [
      'The guests of these 3 files may take 2 × 16 GiB + 32 GiB = 64 GiB of the host’s 64 GiB: then nothing is left for the host, which swaps or ends a guest. Give them less, or start fewer at once.',
    ]);
  });

  it('count with containers that have a limit, and name those without', async () => {
    const compose =
      'services:\n  shop:\n    image: acme/shop:5.2\n    mem_limit: 4g\n  mail:\n    image: acme/mail:1.0\n';
    const files = { 'h/a.xml': domain('a', '12'), 'h/compose.yaml': compose };
    assert.deepEqual(await said('vm-host-memory-overcommit', files, 16), [
      'The guests and containers of these 2 files may take 12 GiB + 4 GiB = 16 GiB of the host’s 16 GiB: then nothing is left for the host, which swaps or ends a guest. Give them less, or start fewer at once. Not counted: 1 container without a limit.',
    ]);
    assert.deepEqual(await said('vm-host-memory-overcommit', files, 24), []);
  });

  it('count once where two files of a folder define the same guest', async () => {
    const files = { 'h/a.xml': domain('a', '8'), 'h/b.xml': domain('a', '8') };
    assert.deepEqual(await said('vm-host-memory-overcommit', files, 16), []);
    const debian = (name: string): string =>
      `<domain type="kvm"><name>${name}</name><metadata><libosinfo:libosinfo><libosinfo:os id="http://debian.org/debian/13"/></libosinfo:libosinfo></metadata></domain>`;
    const same = { 'h/a.xml': debian('a'), 'h/b.xml': debian('b'), 'h/b2.xml': debian('b') };
    assert.deepEqual(await said('vm-duplicate-guest-os', same, 16), []);
    assert.equal((await said('vm-duplicate-guest-os', { ...same, 'h/c.xml': debian('c') }, 16)).length, 1);
  });

  it('do not count together in a folder of tests', async () => {
    const files = (folder: string): Record<string, string> => ({
      [`${folder}/a.xml`]: domain('a', '12'),
      [`${folder}/b.xml`]: domain('b', '12'),
    });
    for (const folder of ['tests', 'tests/data/compare', 'src/test/restore/qemu-server', 'fixtures/xml/pos'])
      assert.deepEqual(await said('vm-host-memory-overcommit', files(folder), 16), [], folder);
    assert.equal((await said('vm-host-memory-overcommit', files('guests'), 16)).length, 1);
    assert.equal((await said('vm-host-memory-overcommit', files('tests'), 12)).length, 2);
  });
});
