// What changes come to in a template: comments and formatting stay, and what cannot be done safely is refused.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is HCL's notation of interpolation.
import assert from 'node:assert/strict';
import { applyEdits, merged } from '../../core/edit';
import type { Change } from '../../core/format';
import type { Place } from '../../core/span';
import { filesAround } from '../testing';
import packer from './index';

function changed(path: string, marked: string, change: (place: Place) => Change): string | undefined {
  const start = marked.indexOf('⟦');
  const end = marked.indexOf('⟧') - 1;
  const text = marked.replace(/[⟦⟧]/g, '');
  const edits = packer.read(text, path, {}, filesAround({})).edits(change({ path, span: { start, end } }));
  return edits === undefined ? undefined : applyEdits(text, merged([edits]));
}

const remove = (text: string, path = 'a.pkr.hcl'): string | undefined =>
  changed(path, text, (place) => ({ kind: 'remove', place }));
const replace = (text: string, value: string, path = 'a.pkr.hcl'): string | undefined =>
  changed(path, text, (place) => ({ kind: 'replace', place, value }));
const bind = (text: string, path = 'a.pkr.hcl'): string | undefined =>
  changed(path, text, (place) => ({ kind: 'bind', place, address: '127.0.0.1' }));

describe('editing Packer templates', () => {
  it('removes settings, groups and list items with their lines', () => {
    assert.equal(
      remove('source "qemu" "a" {\n  # why\n  memory = 1 # one\n  ⟦headless = false⟧\n\n  cpus = 2\n}\n'),
      'source "qemu" "a" {\n  # why\n  memory = 1 # one\n\n  cpus = 2\n}\n',
    );
    assert.equal(
      remove('source "vsphere-iso" "a" {\n  ⟦storage {\n    disk_size = 1\n  }⟧\n  CPUs = 1\n}\n'),
      'source "vsphere-iso" "a" {\n  CPUs = 1\n}\n',
    );
    assert.equal(
      remove('source "qemu" "a" {\n  qemuargs = [\n    ["-a", "b"],\n    ⟦["-c", "d"]⟧,\n  ]\n}\n'),
      'source "qemu" "a" {\n  qemuargs = [\n    ["-a", "b"],\n  ]\n}\n',
    );
    assert.equal(
      remove('source "qemu" "a" {\n  x = ["b", ⟦"c"⟧]\n}\n'),
      'source "qemu" "a" {\n  x = ["b"]\n}\n',
    );
    assert.equal(remove('variable "a" { ⟦default = 1⟧ }\r\n'), 'variable "a" { }\r\n');
  });

  it('keeps what a builder needs, and what a comment is part of', () => {
    assert.equal(remove('source "qemu" "a" {\n  ⟦iso_checksum = "none"⟧\n}\n'), undefined);
    assert.equal(remove('source "qemu" "a" {\n  ⟦x = [\n    # why\n    1,\n  ]⟧\n}\n'), undefined);
    assert.equal(remove('source "qemu" "a" {\n  ⟦headless = false⟧\n'), undefined);
  });

  it('replaces literals of every kind', () => {
    const one = (value: string): string => `source "qemu" "a" {\n  ⟦x = ${value}⟧ # y\n}\n`;
    const plain = (value: string): string => `source "qemu" "a" {\n  x = ${value} # y\n}\n`;
    assert.equal(replace(one('"unsafe"'), 'writeback'), plain('"writeback"'));
    assert.equal(replace(one('1024'), '2048'), plain('2048'));
    assert.equal(replace(one('false'), 'true'), plain('true'));
    assert.equal(replace(one('"a"'), 'b "${c}"'), plain('"b \\"$${c}\\""'));
    assert.equal(bind(one('"0.0.0.0"')), plain('"127.0.0.1"'));
  });

  it('refuses what variables and functions decide', () => {
    for (const value of ['var.cache', '"${var.cache}"', '"a-${local.b}"', 'lower("A")', '<<E\na\nE\n'])
      assert.equal(replace(`source "qemu" "a" {\n  ⟦x = ${value}⟧\n}\n`, 'b'), undefined, value);
  });

  it('edits JSON templates', () => {
    const path = 'a.json';
    assert.equal(
      bind('{"builders": [{\n  "type": "qemu",\n  ⟦"vnc_bind_address": "0.0.0.0"⟧\n}]}', path),
      '{"builders": [{\n  "type": "qemu",\n  "vnc_bind_address": "127.0.0.1"\n}]}',
    );
    assert.equal(
      remove('{"builders": [{\n  "type": "qemu",\n  ⟦"headless": false⟧\n}]}', path),
      '{"builders": [{\n  "type": "qemu"\n}]}',
    );
    assert.equal(
      replace('{"builders": [{⟦"memory": 1024⟧}]}', '2048', path),
      '{"builders": [{"memory": 2048}]}',
    );
    assert.equal(replace('{"builders": [{⟦"memory": "{{user `m`}}"⟧}]}', '1', path), undefined);
    assert.equal(remove('{"builders": [{⟦"iso_url": "a"⟧}]}', path), undefined);
  });
});
