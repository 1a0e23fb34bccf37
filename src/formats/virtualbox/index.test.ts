// What is tricky about VirtualBox's settings: which copies count, defaults of old versions, and changes written back.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { applyEdits } from '../../core/edit';
import type { Fact } from '../../core/fact';
import type { Change } from '../../core/format';
import type { VirtualMachine } from '../../core/workload';
import virtualbox from './index';
import recognition from './recognition';

const fixture = (name: string): string =>
  readFileSync(new URL(`fixtures/${name}.vbox`, import.meta.url), 'utf8');
const machineOf = (text: string): VirtualMachine => {
  const [machine, ...others] = virtualbox.read(text, 'a.vbox').workloads;
  assert.ok(machine?.kind === 'vm' && others.length === 0);
  return machine;
};
const settings = (hardware: string, version = '1.19-linux', rest = ''): string =>
  `<VirtualBox xmlns="http://www.virtualbox.org/" version="${version}">\n<Machine name="a" OSType="Debian_64">\n${rest}<Hardware>\n${hardware}\n</Hardware>\n</Machine>\n</VirtualBox>\n`;
const short = (fact: Fact<unknown>): string =>
  fact.state === 'unknown' ? '?' : `${String(fact.value)} ${fact.state}`;

describe('a VirtualBox machine', () => {
  it('is recognised by name, not by the copies beside it', () => {
    assert.ok(recognition.recognisesName('VMs/shop/shop.vbox'));
    for (const copy of ['shop.vbox-prev', 'shop.vbox-tmp', 'shop.vbox.bak'])
      assert.ok(!recognition.recognisesName(copy) && !recognition.mayHold(copy), copy);
    assert.ok(recognition.mayHold('shop.vbox.j2'));
    assert.ok(recognition.recognisesContent(fixture('server')));
    const global = '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.12-linux">\n  <Global>';
    assert.ok(!recognition.recognisesContent(global));
    assert.ok(!recognition.recognisesContent('<Machines><Machine name="press-4"/></Machines>'));
  });

  it('has a remote display where its version says so', () => {
    const display = (text: string, version: string): number =>
      machineOf(settings(text, version)).consoles.items.length;
    const silent = '<RemoteDisplay><VRDEProperties/></RemoteDisplay>';
    assert.equal(display(silent, '1.19-linux'), 0);
    assert.equal(display(silent, '1.14-linux'), 0);
    assert.equal(display('<RemoteDisplay enabled="true"/>', '1.14-linux'), 1);
    assert.equal(display('<RemoteDisplay enabled="false"/>', '1.14-linux'), 0);
  });

  it('has the defaults of the schema where it is whole, and none where it is not', () => {
    const whole = machineOf(settings('<Memory RAMSize="512"/>'));
    assert.deepEqual(
      [whole.cpus, whole.clipboardShared, whole.tpm, whole.firmware, whole.acceleration].map(short),
      ['1 implied', 'false implied', 'false implied', 'bios implied', 'hardware implied'],
    );
    assert.equal(whole.consoles.rest, undefined);
    const cut = machineOf(settings('<Memory RAMSize="512"/>').replace('</Hardware>', ''));
    assert.deepEqual([cut.cpus, cut.clipboardShared, cut.tpm, cut.firmware].map(short), ['?', '?', '?', '?']);
    assert.notEqual(cut.consoles.rest, undefined);
    assert.equal(short(cut.memory), '536870912 stated');
  });

  it('reads settings where 7.1 keeps them', () => {
    const machine = machineOf(
      '<VirtualBox version="1.20-linux"><Machine name="a" OSType="Debian_64"><Hardware></Hardware><Platform architecture="x86"><CPU count="3"/><x86><CPU><NestedHWVirt enabled="true"/></CPU></x86></Platform></Machine></VirtualBox>',
    );
    assert.equal(short(machine.cpus), '3 stated');
    assert.equal(short(machine.nestedVirtualization), 'true stated');
  });

  it('takes ids for ids, not for placeholders', () => {
    const [disk] = machineOf(fixture('snapshots')).disks.items;
    assert.ok(disk !== undefined);
    assert.equal(short(disk.value.source), 'Snapshots/{aaaaaaaa-0000-4000-8000-000000000003}.vdi stated');
  });

  it('is edited without touching the rest', () => {
    const text = fixture('office-xp');
    const machine = machineOf(text);
    const { edits } = virtualbox.read(text, 'a.vbox');
    const changed = (change: Change): string | undefined => {
      const made = edits(change);
      return made === undefined ? undefined : applyEdits(text, made);
    };
    const without = (line: RegExp): string =>
      text
        .split('\n')
        .filter((each) => !line.test(each))
        .join('\n');
    const remove = (fact: { readonly place?: VirtualMachine['place'] } | undefined): string | undefined =>
      changed({ kind: 'remove', place: fact?.place ?? assert.fail() });
    const [floppy, parallel, sound, card] = machine.legacyDevices.items;
    assert.equal(remove(parallel), without(/<Port slot="0"/));
    assert.equal(
      remove(floppy),
      text.replace(/ +<AttachedDevice type="Floppy"[\s\S]*?<\/AttachedDevice>\n/, ''),
    );
    assert.equal(remove(sound), undefined);
    assert.equal(
      changed({ kind: 'replace', place: card?.place ?? assert.fail(), value: 'virtio' }),
      text.replace('type="Am79C973"', 'type="virtio"'),
    );
    assert.equal(remove(machine.sharedFolders.items[0]), without(/<SharedFolder name="Users"/));
    assert.equal(remove(machine.devices.items[0]), without(/<DeviceFilter name="Scanner"/));
    assert.equal(remove(machine.dragAndDrop), without(/<DragAndDrop/));
    assert.equal(
      remove(machine.clipboardShared),
      text.replace('<Clipboard mode="Bidirectional"/>', '<Clipboard/>'),
    );
    const memory = machine.memory.place ?? assert.fail();
    assert.equal(changed({ kind: 'replace', place: memory, value: '1' }), undefined);
  });

  it('binds a remote display that has an address, and one that has none', () => {
    const bound = (display: string): string => {
      const text = settings(display);
      const place = machineOf(text).consoles.items[0]?.value.address.place ?? assert.fail();
      const { edits } = virtualbox.read(text, 'a.vbox');
      return applyEdits(text, edits({ kind: 'bind', place, address: '127.0.0.1' }) ?? assert.fail());
    };
    const property = '<Property name="TCP/Address" value="127.0.0.1"/>';
    assert.equal(
      bound(
        '<RemoteDisplay enabled="true"><VRDEProperties><Property name="TCP/Address" value="0.0.0.0"/></VRDEProperties></RemoteDisplay>',
      ),
      settings(`<RemoteDisplay enabled="true"><VRDEProperties>${property}</VRDEProperties></RemoteDisplay>`),
    );
    assert.match(bound('<RemoteDisplay enabled="true"/>'), new RegExp(`<VRDEProperties>${property}`));
  });

  it('is suppressed by a comment above an element', () => {
    const { comments, statementAt, commentLine } = virtualbox.read(fixture('template'), 'a.vbox');
    assert.deepEqual(
      comments.map(({ text }) => text),
      ['berth-ignore vm-bridged-network -- the lab needs it'],
    );
    const target = comments[0]?.target ?? assert.fail();
    assert.ok(fixture('template').slice(target.start).startsWith('<Network>'));
    assert.equal(statementAt(target.start).start, target.start);
    assert.equal(commentLine?.('a -- b'), '<!-- a — b -->');
  });
});
