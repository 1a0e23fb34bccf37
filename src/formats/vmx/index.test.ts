// .vmx files: which files they are, what the lines say, and how they are edited.
import assert from 'node:assert/strict';
import { applyEdits } from '../../core/edit';
import { type Fact, isKnown, none } from '../../core/fact';
import type { Change, Setting } from '../../core/format';
import type { VirtualMachine } from '../../core/workload';
import { alone } from '../format';
import { filesAround } from '../testing';
import vmx from './index';
import { parseVmx } from './parse';
import recognition from './recognition';

const path = 'vm/machine.vmx';
const machineOf = (text: string, where = path): VirtualMachine => {
  const [machine] = vmx.read(text, where, {}, alone).workloads;
  return machine ?? assert.fail('no machine');
};
const short = (fact: Fact<unknown>): unknown => (isKnown(fact) ? [fact.value, fact.state] : 'unknown');

describe('recognising .vmx files', () => {
  it('by name, templates by their settings', () => {
    assert.ok(recognition.recognisesName('C:/Virtual Machines/Shop/Shop.VMX'));
    assert.ok(recognition.mayHold('roles/vm/templates/shop.vmx.j2'));
    assert.ok(recognition.recognisesContent('# made by hand\nvirtualhw.version = "19"\n'));
  });

  it('and not what lies beside them', () => {
    for (const name of ['shop.vmxf', 'shop.vmsd', 'shop.vmdk', 'shop.nvram', 'a.conf', 'vmx']) {
      assert.ok(!recognition.recognisesName(name) && !recognition.mayHold(name), name);
    }
    assert.ok(!recognition.recognisesContent('{{ something else }}\n'));
  });
});

describe('reading .vmx lines', () => {
  const entries = (text: string): unknown[] => parseVmx(text).entries.map(({ name, value }) => [name, value]);

  it('takes keys in any case, values with and without quotes, escapes and comments', () => {
    assert.deepEqual(
      entries('\ufeffDisplayName="a |22b|22 |7C"\r\n  memSize = 512 # MB\nannotation = "a # b" # c\n# d\n\n'),
      [
        ['displayname', 'a "b" |'],
        ['memsize', '512'],
        ['annotation', 'a # b'],
      ],
    );
  });

  it('says what is no setting and what is not closed, and goes on', () => {
    const file = parseVmx('nothing\n= "x"\ndisplayName = "a\nmemsize = "4"\n{% if x %}\n');
    assert.equal(file.problems.length, 3);
    assert.deepEqual(
      file.entries.map(({ value }) => value),
      ['a', '4'],
    );
    assert.equal(file.templateLines.length, 1);
  });

  it('stays linear for long and hostile text', () => {
    for (const text of [
      'a'.repeat(2_000_000),
      'a = "'.repeat(200_000),
      'a="1"\n'.repeat(100_000),
      '|"\n'.repeat(100_000),
    ])
      vmx.read(text, path, {}, alone);
  }).timeout(8000);
});

describe('a machine of VMware', () => {
  it('has a device where .present says so, and the controller is there', () => {
    const { disks } = machineOf(
      'scsi0.present = "FALSE"\nscsi0:0.present = "TRUE"\nscsi0:0.fileName = "a.vmdk"\nscsi1:0.present = "TRUE"\nscsi1:0.fileName = "b.vmdk"\nide0:0.present = "FALSE"\nide0:0.fileName = "c.vmdk"\nsata0:1.fileName = "d.iso"\n',
    );
    assert.deepEqual(
      disks.items.map(({ value }) => short(value.source)),
      [['b.vmdk', 'stated']],
    );
  });

  it('has a floppy drive or not; unknown where nothing is said', () => {
    const floppy = (text: string) => machineOf(`memsize = "64"\n${text}`).legacyDevices;
    assert.ok(none(floppy('floppy0.present = "FALSE"\n')));
    assert.ok(!none(floppy('')));
    assert.deepEqual(
      floppy('FLOPPY0.PRESENT = "true"\n').items.map(({ value }) => value),
      ['floppy'],
    );
    assert.equal(floppy('floppy0.present = "TRUE"\nfloppy0.startConnected = "FALSE"\n').items.length, 0);
    const open = floppy('floppy0.present = "{{ floppy }}"\n');
    assert.ok(open.items.length === 0 && open.rest !== undefined);
  });

  it('shares its clipboard where one direction is open; nothing said is not "no"', () => {
    const shared = (text: string) => short(machineOf(`memsize = "64"\n${text}`).clipboardShared);
    const copy = (value: string) => `isolation.tools.copy.disable = "${value}"\n`;
    const paste = (value: string) => `isolation.tools.paste.disable = "${value}"\n`;
    assert.equal(shared(''), 'unknown');
    assert.equal(shared(copy('TRUE')), 'unknown');
    assert.deepEqual(shared(copy('TRUE') + paste('TRUE')), [false, 'stated']);
    assert.deepEqual(shared(copy('TRUE') + paste('FALSE')), [true, 'stated']);
  });

  it('has one CPU by default, cores per socket add none, a reservation of 0 reserves nothing', () => {
    const machine = machineOf('cpuid.coresPerSocket = "4"\nsched.mem.min = "0"\nsched.mem.minsize = "512"\n');
    assert.deepEqual(short(machine.cpus), [1, 'implied']);
    assert.deepEqual(short(machine.memoryMinimum), [512 * 2 ** 20, 'stated']);
    assert.equal(short(machine.memory), 'unknown');
  });

  it('counts difference disks by their number', () => {
    const chain = (file: string) =>
      machineOf(`scsi0:0.present = "TRUE"\nscsi0:0.fileName = "${file}"\n`).disks.items.map(({ value }) =>
        short(value.backingFiles),
      );
    assert.deepEqual(chain('shop-000004.vmdk'), [[4, 'implied']]);
    assert.deepEqual(chain('shop-2024.vmdk'), ['unknown']);
  });

  it('lists the snapshots of the .vmsd beside it', () => {
    const around = filesAround({
      'vm/machine.vmsd':
        '.encoding = "UTF-8"\nsnapshot.numSnapshots = "2"\nsnapshot0.uid = "1"\nsnapshot0.displayName = "before update"\nsnapshot1.displayName = "after"\n',
    });
    const [machine] = vmx.read('displayName = "a"\n', path, {}, around).workloads;
    assert.deepEqual(
      machine?.snapshots.items.map(({ value }) => value),
      ['before update', 'after'],
    );
    assert.ok(!none(machineOf('displayName = "a"\n').snapshots));
  });

  it('leaves open what a template fills in', () => {
    const machine = machineOf('displayName = "{{ name }}"\nmemsize = "$(memory)"\nguestOS = "@GUEST@"\n');
    assert.equal(machine.name, 'machine');
    assert.deepEqual([machine.memory, machine.operatingSystem, machine.architecture].map(short), [
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  it('is none without a setting', () => {
    assert.deepEqual(vmx.read('# nothing\n', path, {}, alone).workloads, []);
  });
});

describe('editing .vmx files', () => {
  const changed = (
    text: string,
    change: (machine: VirtualMachine) => Change | undefined,
  ): string | undefined => {
    const reading = vmx.read(text, path, {}, alone);
    const [machine] = reading.workloads;
    const wanted = machine === undefined ? undefined : change(machine);
    const edits = wanted === undefined ? undefined : reading.edits(wanted);
    return edits === undefined ? undefined : applyEdits(text, edits);
  };
  const set = (text: string, setting: Setting) =>
    changed(text, ({ id }) => ({ kind: 'set', workload: id, setting }));

  it('switches devices off instead of dropping the line, which VMware would take for yes', () => {
    assert.equal(
      changed('floppy0.present = "TRUE"\r\n', ({ legacyDevices }) => {
        const place = legacyDevices.items[0]?.place;
        return place && { kind: 'remove', place };
      }),
      'floppy0.present = "FALSE"\r\n',
    );
  });

  it('drops other lines whole', () => {
    assert.equal(
      changed(
        'memsize = "4"\nvhv.enable = "TRUE" # why\nnumvcpus = "2"',
        ({ nestedVirtualization: { place } }) => place && { kind: 'remove', place },
      ),
      'memsize = "4"\nnumvcpus = "2"',
    );
  });

  it('writes values with their escapes, and gives unquoted ones quotes', () => {
    const replaced = (text: string) =>
      changed(text, ({ memory: { place } }) => place && { kind: 'replace', place, value: 'a"|b' });
    assert.equal(replaced('memsize = "4"\n'), 'memsize = "a|22|7Cb"\n');
    assert.equal(replaced('memsize = 4\n'), 'memsize = "a|22|7Cb"\n');
    assert.equal(replaced('memsize = "{{ memory }}"\n'), undefined);
  });

  it('states memory in multiples of 4 MB, CPUs, and nothing twice', () => {
    const memory: Setting = { name: 'memory', value: 513 * 2 ** 20 };
    assert.equal(set('displayName = "a"', memory), 'displayName = "a"\nmemsize = "516"');
    assert.equal(
      set('displayName = "a"\r\n', { name: 'cpus', value: 2 }),
      'displayName = "a"\r\nnumvcpus = "2"\r\n',
    );
    assert.equal(set('memsize = "4"\n', memory), undefined);
    assert.equal(set('displayName = "a"\n', { name: 'linkedClone', value: true }), undefined);
  });

  it('makes a shared folder read-only, once', () => {
    const folder = 'sharedFolder0.present = "TRUE"\nsharedFolder0.hostPath = "/srv"\n';
    const protect = (text: string) =>
      changed(text, ({ sharedFolders }) => {
        const place = sharedFolders.items[0]?.place;
        return place && { kind: 'make-read-only', place };
      });
    assert.equal(protect(folder), `${folder}sharedFolder0.writeAccess = "FALSE"\n`);
    assert.equal(
      protect(`${folder}sharedFolder0.writeAccess = "TRUE"\n`),
      `${folder}sharedFolder0.writeAccess = "FALSE"\n`,
    );
  });

  it('takes comments as suppressions of the setting that follows or stands before them', () => {
    const text = '# berth-ignore x -- a\nmemsize = "4"\nnumvcpus = "2" # berth-ignore y -- b\n';
    const reading = vmx.read(text, path, {}, alone);
    assert.deepEqual(
      reading.comments.map(({ target }) => text.slice(target?.start, target?.end)),
      ['memsize = "4"', 'numvcpus = "2"'],
    );
    const { start, end } = reading.statementAt(text.indexOf('numvcpus') + 3);
    assert.equal(text.slice(start, end), 'numvcpus = "2"');
    assert.equal(reading.commentLine('berth-ignore x'), '# berth-ignore x');
  });
});
