// Changes written back into domains: the exact text afterwards, and what is refused.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { applyEdits } from '../../core/edit';
import type { Change, Setting } from '../../core/format';
import type { VirtualMachine } from '../../core/workload';
import format from './index';

const path = 'vm.xml';

/** The text after a change, or `undefined` where it is refused. */
function change(text: string, make: (machine: VirtualMachine) => Change | undefined): string | undefined {
  const reading = format.read(text, path);
  const machine = reading.workloads.find((workload) => workload.kind === 'vm');
  assert.ok(machine?.kind === 'vm');
  const wanted = make(machine);
  assert.ok(wanted !== undefined, 'nothing to change');
  const edits = reading.edits(wanted);
  return edits === undefined ? undefined : applyEdits(text, edits);
}

/** The text with the change at the n-th place where `needle` stands. */
function at(
  text: string,
  needle: string,
  what: (place: { path: string; span: { start: number; end: number } }) => Change,
): string | undefined {
  const start = text.indexOf(needle);
  assert.ok(start >= 0, needle);
  return change(text, () => what({ path, span: { start, end: start + needle.length } }));
}
const remove = (text: string, needle: string): string | undefined =>
  at(text, needle, (place) => ({ kind: 'remove', place }));
const replace = (text: string, needle: string, value: string): string | undefined =>
  at(text, needle, (place) => ({ kind: 'replace', place, value }));
const bind = (text: string, needle: string, address = '127.0.0.1'): string | undefined =>
  at(text, needle, (place) => ({ kind: 'bind', place, address }));
const readOnly = (text: string, needle: string): string | undefined =>
  at(text, needle, (place) => ({ kind: 'make-read-only', place }));
const set = (text: string, setting: Setting): string | undefined =>
  change(text, ({ id }) => ({ kind: 'set', workload: id, setting }));

function domain(...lines: readonly string[]): string {
  return ["<domain type='kvm'>", ...lines, '</domain>', ''].join('\n');
}

/** The text with one part replaced, to say what an edit should give. */
function but(text: string, from: string, to: string): string {
  assert.equal(text.split(from).length, 2, from);
  return text.replace(from, () => to);
}

describe('changes of a libvirt domain', () => {
  it('remove devices and labels with their lines', () => {
    const text = domain(
      '  <devices>',
      "    <sound model='sb16'/>",
      "    <disk type='file' device='floppy'>",
      "      <source file='/a'/>",
      '    </disk>',
      '  </devices>',
      "  <seclabel type='none'/>",
    );
    assert.equal(remove(text, "<sound model='sb16'/>"), but(text, "    <sound model='sb16'/>\n", ''));
    assert.equal(
      remove(text, "<disk type='file' device='floppy'>"),
      but(text, "    <disk type='file' device='floppy'>\n      <source file='/a'/>\n    </disk>\n", ''),
    );
    assert.equal(remove(text, "<seclabel type='none'/>"), but(text, "  <seclabel type='none'/>\n", ''));
  });

  it('remove an element alone where its line holds more', () => {
    const text = domain("  <devices><tpm/> <sound model='sb16'/></devices>");
    assert.equal(remove(text, "<sound model='sb16'/>"), but(text, "<sound model='sb16'/>", ''));
  });

  it('remove features, forwarded ranges, and attributes that are optional', () => {
    const text = domain(
      "  <cpu mode='host-model'>",
      "    <feature policy='require' name='vmx'/>",
      '  </cpu>',
      '  <devices>',
      "    <graphics type='vnc'",
      "              passwd='x'/>",
      "    <interface type='user'><portForward proto='tcp'><range start='22'/></portForward></interface>",
      "    <disk><driver cache='unsafe' type='raw'/></disk>",
      '  </devices>',
    );
    assert.equal(
      remove(text, "<feature policy='require' name='vmx'/>"),
      but(text, "    <feature policy='require' name='vmx'/>\n", ''),
    );
    assert.equal(remove(text, "passwd='x'"), but(text, "\n              passwd='x'", ''));
    assert.equal(remove(text, "cache='unsafe'"), but(text, " cache='unsafe'", ''));
    assert.equal(remove(text, "<range start='22'/>"), but(text, "<range start='22'/>", ''));
  });

  it('refuse to remove what would leave something else behind', () => {
    const text = domain(
      '  <memory>1</memory>',
      '  <devices>',
      '    <emulator>/x</emulator>',
      "    <video><model type='cirrus'/></video>",
      "    <graphics type='spice'><clipboard copypaste='yes'/></graphics>",
      '  </devices>',
    );
    for (const needle of [
      "<domain type='kvm'>",
      "type='kvm'",
      '<memory>',
      '1',
      '<devices>',
      '<emulator>',
      "type='cirrus'",
      "<model type='cirrus'/>",
      "copypaste='yes'",
      "<clipboard copypaste='yes'/>",
    ]) {
      assert.equal(remove(text, needle), undefined, needle);
    }
  });

  it('remove QEMU arguments with their option', () => {
    const text = domain(
      '  <devices/>',
      '  <qemu:commandline>',
      "    <qemu:arg value='-monitor'/>",
      "    <qemu:arg value='tcp:0.0.0.0:4444,server'/>",
      "    <qemu:arg value='-s'/>",
      "    <qemu:arg value='-netdev'/>",
      "    <qemu:arg value='user,id=n,hostfwd=tcp::2222-:22'/>",
      '  </qemu:commandline>',
    );
    assert.equal(
      remove(text, "value='tcp:0.0.0.0:4444,server'"),
      but(text, "    <qemu:arg value='-monitor'/>\n    <qemu:arg value='tcp:0.0.0.0:4444,server'/>\n", ''),
    );
    assert.equal(remove(text, "value='-s'"), but(text, "    <qemu:arg value='-s'/>\n", ''));
    assert.equal(remove(text, 'hostfwd=tcp::2222-:22'), but(text, ',hostfwd=tcp::2222-:22', ''));
    assert.equal(bind(text, 'hostfwd=tcp::2222-:22'), but(text, 'tcp::2222', 'tcp:127.0.0.1:2222'));
  });

  it('replace values with the quotes and escapes of the place', () => {
    const text = domain(
      `  <name>a</name>`,
      '  <devices>',
      `    <interface><model type="e1000"/></interface>`,
      `    <disk><driver name='qemu' cache='unsafe'/></disk>`,
      '  </devices>',
    );
    assert.equal(replace(text, 'type="e1000"', 'virtio'), but(text, '"e1000"', '"virtio"'));
    assert.equal(replace(text, 'e1000', 'a"<&'), but(text, 'e1000', 'a&quot;&lt;&amp;'));
    assert.equal(replace(text, "cache='unsafe'", "n'"), but(text, 'unsafe', 'n&apos;'));
    assert.equal(replace(text, 'a', 'b<'), undefined); // the first `a` stands in <domain
    assert.equal(replace(text, "type='kvm'", 'qemu'), but(text, "'kvm'", "'qemu'"));
  });

  it('replace the text of an element', () => {
    const text = domain('  <vcpu>64</vcpu>');
    assert.equal(replace(text, '64', '8'), but(text, '64', '8'));
    assert.equal(replace(text, '<vcpu>', '8'), undefined);
  });

  it('bind screens in every form of listening', () => {
    const screen = (xml: string): string => domain('  <devices>', `    ${xml}`, '  </devices>');
    const both = screen(
      `<graphics type='vnc' listen="0.0.0.0"><listen type='address' address='0.0.0.0'/></graphics>`,
    );
    const bound = screen(
      `<graphics type='vnc' listen="127.0.0.1"><listen type='address' address='127.0.0.1'/></graphics>`,
    );
    assert.equal(bind(both, `<graphics type='vnc' listen="0.0.0.0">`), bound);
    assert.equal(bind(both, `address='0.0.0.0'`), bound);
    assert.equal(bind(both, 'listen="0.0.0.0"'), bound);
    assert.equal(replace(both, 'listen="0.0.0.0"', '127.0.0.1'), bound);
    assert.equal(
      bind(screen("<graphics type='vnc'/>"), "<graphics type='vnc'/>"),
      screen("<graphics type='vnc' listen='127.0.0.1'/>"),
    );
    assert.equal(
      bind(
        screen("<graphics type='vnc'><listen type='address'/></graphics>"),
        "<graphics type='vnc'>",
        '::1',
      ),
      screen("<graphics type='vnc'><listen type='address' address='::1'/></graphics>"),
    );
    for (const xml of [
      "<graphics type='vnc' listen='{address}'/>",
      "<graphics type='vnc' socket='/run/x'/>",
      "<graphics type='spice'><listen type='none'/></graphics>",
      "<graphics type='spice'><listen type='network' network='x'/></graphics>",
      "<graphics type='vnc' listen='0.0.0.0/>",
    ]) {
      const open = /^<[^>]*>/.exec(xml)?.[0] ?? '';
      assert.equal(bind(screen(xml), open), undefined, xml);
    }
  });

  it('bind forwarded ports', () => {
    const text = domain(
      "  <devices><interface type='user'><portForward proto='tcp'><range start='22'/></portForward></interface></devices>",
    );
    assert.equal(
      bind(text, "<range start='22'/>"),
      but(text, "<portForward proto='tcp'>", "<portForward proto='tcp' address='127.0.0.1'>"),
    );
  });

  it('make folders read-only', () => {
    const text = domain(
      '  <devices>',
      '    <filesystem>',
      "      <source dir='/home'/>",
      "      <target dir='home'/>",
      '    </filesystem>',
      "    <filesystem type='mount'><source dir='/'/><readonly/></filesystem>",
      '  </devices>',
    );
    assert.equal(
      readOnly(text, '<filesystem>'),
      but(text, "<target dir='home'/>\n", "<target dir='home'/>\n      <readonly/>\n"),
    );
    assert.equal(readOnly(text, "<filesystem type='mount'>"), undefined);
  });

  it('set memory, vCPUs and the balloon where nothing is said', () => {
    const text = domain('  <name>a</name>', '  <devices>', '    <tpm/>', '  </devices>');
    assert.equal(
      set(text, { name: 'memory', value: 2 ** 31 }),
      but(text, '</name>\n', "</name>\n  <memory unit='GiB'>2</memory>\n"),
    );
    assert.equal(
      set(text, { name: 'memory', value: 1536 * 2 ** 20 }),
      but(text, '</name>\n', "</name>\n  <memory unit='MiB'>1536</memory>\n"),
    );
    assert.equal(
      set(text, { name: 'cpus', value: 4 }),
      but(text, '</name>\n', '</name>\n  <vcpu>4</vcpu>\n'),
    );
    assert.equal(
      set(text, { name: 'memoryBalloon', value: true }),
      but(text, '<tpm/>\n', "<tpm/>\n    <memballoon model='virtio'/>\n"),
    );
    const none = but(text, '<tpm/>', "<memballoon model='none'/>");
    assert.equal(set(none, { name: 'memoryBalloon', value: true }), but(none, "'none'", "'virtio'"));
  });

  it('set into empty and one-line parents, with the line ends of the file', () => {
    const balloon: Setting = { name: 'memoryBalloon', value: true };
    assert.equal(
      set(domain('  <devices/>'), balloon),
      domain('  <devices>', "    <memballoon model='virtio'/>", '  </devices>'),
    );
    assert.equal(
      set(domain('  <devices></devices>'), balloon),
      domain('  <devices>', "    <memballoon model='virtio'/>", '  </devices>'),
    );
    assert.equal(
      set("<domain type='xen'><devices><tpm/></devices></domain>", balloon),
      "<domain type='xen'><devices><tpm/><memballoon model='xen'/></devices></domain>",
    );
    assert.equal(
      set(domain('  <devices/>').replaceAll('\n', '\r\n'), { name: 'cpus', value: 1 }),
      domain('  <vcpu>1</vcpu>', '  <devices/>').replaceAll('\n', '\r\n'),
    );
  });

  it('refuse settings that stand there already or that libvirt has no word for', () => {
    const text = domain('  <memory>{m}</memory>', '  <vcpu>1</vcpu>');
    assert.equal(set(text, { name: 'memory', value: 2 ** 30 }), undefined);
    assert.equal(set(text, { name: 'cpus', value: 2 }), undefined);
    assert.equal(set(domain(), { name: 'cpus', value: 1.5 }), undefined);
    assert.equal(set(text, { name: 'memoryBalloon', value: true }), undefined);
    assert.equal(set(text, { name: 'user', value: 'x' }), undefined);
    assert.equal(
      change(domain('  <devices/>'), () => ({
        kind: 'set',
        workload: 'other',
        setting: { name: 'memoryBalloon', value: true },
      })),
      undefined,
    );
  });

  it('refuse text that is broken around the place', () => {
    const text = domain('  <devices>', '    <tpm/>');
    assert.equal(remove(text, '<tpm/>'), undefined);
    assert.equal(set(text, { name: 'memoryBalloon', value: true }), undefined);
    const listen = domain(
      '  <devices>',
      "    <graphics type='vnc'>",
      "      <listen type='address'",
      '    </graphics>',
      '  </devices>',
    );
    assert.equal(bind(listen, "<graphics type='vnc'>"), undefined);
  });

  it('leave every other fact as it was', () => {
    const text = readFileSync(new URL('fixtures/vnc-open.xml', import.meta.url), 'utf8');
    const facts = (source: string): string[] => {
      const [machine] = format.read(source, path).workloads;
      return Object.entries(machine ?? {}).map(([key, value]) =>
        JSON.stringify([key, value], (name, inner) => (name === 'span' ? undefined : inner)),
      );
    };
    const changed = bind(text, "<graphics type='vnc' port='5900' autoport='no'>");
    assert.ok(changed !== undefined);
    const before = facts(text);
    assert.deepEqual(
      facts(changed)
        .filter((fact, index) => fact !== before[index])
        .map((fact) => fact.slice(0, 11)),
      ['["consoles"'],
    );
  });
});
