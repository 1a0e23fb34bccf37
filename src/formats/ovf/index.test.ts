// What is tricky about OVF: telling it from other envelopes, units, deployment configurations, and changes written back.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { applyEdits } from '../../core/edit';
import { knownValue } from '../../core/fact';
import type { Change } from '../../core/format';
import type { VirtualMachine } from '../../core/workload';
import { bytesOfUnit } from './hardware';
import ovf from './index';
import recognition from './recognition';

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
const machinesOf = (text: string): readonly VirtualMachine[] =>
  ovf.read(text, 'a.ovf').workloads.filter((workload) => workload.kind === 'vm');

const head =
  '<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">';
const item = (instance: string, type: number, rest: string, attributes = ''): string =>
  `<Item${attributes}><rasd:InstanceID>${instance}</rasd:InstanceID><rasd:ResourceType>${type}</rasd:ResourceType>${rest}</Item>`;
const system = (items: string, before = ''): string =>
  `${head}${before}<VirtualSystem ovf:id="vm"><VirtualHardwareSection>${items}</VirtualHardwareSection></VirtualSystem></Envelope>`;

describe('ovf', () => {
  it('is recognised by its name and its namespace', () => {
    assert.ok(recognition.recognisesName('export/shop.ovf'));
    assert.ok(!recognition.recognisesName('shop.ova'));
    assert.ok(recognition.mayHold('shop.ovf.j2') && recognition.mayHold('descriptor.xml'));
    for (const name of ['vcenter-export', 'virtualbox-export', 'shop-vapp', 'draft', 'placeholders'])
      assert.ok(recognition.recognisesContent(fixture(`${name}.ovf`)), name);
    for (const other of [
      '<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"><soap:Body/></soap:Envelope>',
      '<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"/>',
      '<Environment xmlns="http://schemas.dmtf.org/ovf/environment/1"/>',
      '<!-- <Envelope> of http://schemas.dmtf.org/ovf/envelope/1 -->',
    ])
      assert.ok(!recognition.recognisesContent(other), other);
  });

  it('reads every form of a unit', () => {
    const units: Readonly<Record<string, number | undefined>> = {
      byte: 1,
      'byte * 2^20': 2 ** 20,
      'byte * 2 ^ 30': 2 ** 30,
      'byte*10^9': 1e9,
      'byte * 1024': 1024,
      MegaBytes: 2 ** 20,
      GB: 2 ** 30,
      'hertz * 10^6': undefined,
      'byte * x': undefined,
      'byte * 2^99': undefined,
      constructor: undefined,
      '': undefined,
    };
    for (const [unit, bytes] of Object.entries(units)) assert.equal(bytesOfUnit(unit), bytes, unit);
  });

  it('takes no number without its unit', () => {
    const quantity = '<rasd:VirtualQuantity>4096</rasd:VirtualQuantity>';
    const [without] = machinesOf(system(item('1', 4, quantity)));
    assert.equal(without?.memory.state, 'unknown');
    const unit = '<rasd:AllocationUnits>byte * 2^20</rasd:AllocationUnits>';
    const [machine] = machinesOf(system(item('1', 4, unit + quantity)));
    assert.equal(knownValue(machine?.memory ?? assert.fail()), 4 * 2 ** 30);
  });

  it('takes the items of the configuration that is chosen by default', () => {
    const options = (chosen: string): string =>
      `<DeploymentOptionSection><Configuration ovf:id="small"/><Configuration ovf:id="big"${chosen}/></DeploymentOptionSection>`;
    const items =
      item('1', 3, '<rasd:VirtualQuantity>2</rasd:VirtualQuantity>') +
      item('1', 3, '<rasd:VirtualQuantity>8</rasd:VirtualQuantity>', ' ovf:configuration="big huge"');
    const cpus = (text: string) => machinesOf(text)[0]?.cpus ?? assert.fail();
    assert.equal(knownValue(cpus(system(items, options('')))), 2);
    assert.equal(knownValue(cpus(system(items, options(' ovf:default="true"')))), 8);
    assert.equal(cpus(system(items, options(' ovf:default="true"'))).state, 'implied');
    assert.equal(cpus(system(items, options(''))).state, 'stated');
  });

  it('ends chains of disks that lead to themselves', () => {
    const disks =
      '<DiskSection><Disk ovf:diskId="a" ovf:parentRef="b"/><Disk ovf:diskId="b" ovf:parentRef="a"/></DiskSection>';
    const [machine] = machinesOf(
      system(item('1', 17, '<rasd:HostResource>ovf:/disk/a</rasd:HostResource>'), disks),
    );
    assert.ok(machine !== undefined && machine.disks.items[0] !== undefined);
    assert.equal(machine.disks.items[0].value.backingFiles.state, 'stated');
  });

  it('is read in collections however deep', () => {
    const deep = `${head}${'<VirtualSystemCollection>'.repeat(20_000)}<VirtualSystem ovf:id="x"/>`;
    assert.deepEqual(machinesOf(deep), []);
    assert.equal(
      machinesOf(`${head}${'<VirtualSystemCollection>'.repeat(5)}<VirtualSystem ovf:id="x"/>`).length,
      1,
    );
  });

  it('gives no password away, and tells stand-ins from real ones', () => {
    const [machine] = machinesOf(fixture('appliance.ovf'));
    assert.deepEqual(
      machine?.secrets.items.map(({ value }) => [value.name, value.quality]),
      [
        ['root.password', 'placeholder'],
        ['varoot-password', 'literal'],
      ],
    );
  });

  it('is edited without touching the rest', () => {
    const text = fixture('virtualbox-export.ovf');
    const { workloads, edits } = ovf.read(text, 'a.ovf');
    const [machine] = workloads;
    assert.ok(machine?.kind === 'vm');
    const changed = (change: Change): string => applyEdits(text, edits(change) ?? assert.fail());
    const [port] = machine.ports.items;
    const [folder] = machine.sharedFolders.items;
    const [screen] = machine.consoles.items;
    assert.ok(port?.place && folder?.place && screen?.place && machine.clipboardShared.place);
    assert.match(
      changed({ kind: 'bind', place: port.place, address: '127.0.0.1' }),
      /<Forwarding name="ssh" proto="1" hostport="2222" guestport="22" hostip="127\.0\.0\.1"\/>/,
    );
    assert.match(
      changed({ kind: 'bind', place: screen.place, address: '127.0.0.1' }),
      /<VRDEProperties>\s+<Property name="TCP\/Address" value="127\.0\.0\.1"\/>\s+<Property name="TCP\/Ports"/,
    );
    assert.match(
      changed({ kind: 'make-read-only', place: folder.place }),
      /writable="false" autoMount="true"/,
    );
    assert.match(changed({ kind: 'remove', place: machine.clipboardShared.place }), /<Clipboard\/>/);
    assert.equal(
      edits({ kind: 'set', workload: machine.id, setting: { name: 'memory', value: 1 } }),
      undefined,
    );
  });

  it('loses whole items and settings only', () => {
    const floppy = item('9', 14, '');
    const text = system(
      `\n  ${floppy}\n  <vmw:Config vmw:key="firmware" vmw:value="efi"/>\n${item('8', 17, '')}`,
    );
    const { workloads, edits } = ovf.read(text, 'a.ovf');
    const [machine] = workloads;
    assert.ok(machine?.kind === 'vm');
    const place = machine.legacyDevices.items[0]?.place ?? assert.fail();
    assert.equal(applyEdits(text, edits({ kind: 'remove', place }) ?? []), text.replace(`  ${floppy}\n`, ''));
    const disk = machine.disks.items[0]?.place ?? assert.fail();
    assert.equal(edits({ kind: 'remove', place: disk }), undefined);
  });
});
