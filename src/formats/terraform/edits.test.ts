// Changes of the model as edits of a module's file.
import assert from 'node:assert/strict';
import { applyEdits } from '../../core/edit';
import { isKnown } from '../../core/fact';
import type { Change } from '../../core/format';
import type { VirtualMachine } from '../../core/workload';
import { filesAround } from '../testing';
import terraform from './index';

function changed(text: string, change: (machine: VirtualMachine) => Change | undefined): string | undefined {
  const reading = terraform.read(text, 'main.tf', {}, filesAround({}));
  const [machine] = reading.workloads;
  assert.ok(machine?.kind === 'vm');
  const wanted = change(machine);
  assert.ok(wanted);
  const edits = reading.edits(wanted);
  return edits === undefined ? undefined : applyEdits(text, edits);
}

const replace = (
  fact: { readonly place?: VirtualMachine['place'] } | undefined,
  value: string,
): Change | undefined => fact?.place && { kind: 'replace', place: fact.place, value };

describe('terraform edits', () => {
  it('replace literals and leave expressions alone', () => {
    const text = (cache: string) =>
      `resource "proxmox_virtual_environment_vm" "a" {\n  disk {\n    cache = ${cache} # fast\n  }\n}\n`;
    const safe = ({ disks }: VirtualMachine) => replace(disks.items[0]?.value.cache, 'writeback');
    assert.equal(changed(text('"unsafe"'), safe), text('"writeback"'));
    assert.equal(changed(`locals {\n  c = "unsafe"\n}\n${text('local.c')}`, safe), undefined);
  });

  it('turn the settings that mean the opposite', () => {
    const text = (full: string) =>
      `resource "proxmox_vm_qemu" "a" {\n  clone      = "t"\n  full_clone = ${full}\n}\n`;
    assert.equal(
      changed(text('true'), ({ linkedClone }) => replace(linkedClone, 'true')),
      text('false'),
    );
  });

  it('keep out of slots, user data and what decides about a block', () => {
    const slot =
      'resource "proxmox_virtual_environment_vm" "a" {\n  disk {\n    interface = "ide0"\n  }\n}\n';
    assert.equal(
      changed(slot, ({ disks }) => replace(disks.items[0]?.value.bus, 'virtio')),
      undefined,
    );
    const data =
      'resource "aws_instance" "a" {\n  user_data = "#!/bin/sh\\nsystemctl disable --now unattended-upgrades\\n"\n}\n';
    assert.equal(
      changed(data, ({ automaticUpdates }) => replace(automaticUpdates, 'true')),
      undefined,
    );
    const winrm = 'resource "aws_instance" "a" {\n  connection {\n    type = "winrm"\n  }\n}\n';
    assert.equal(
      changed(winrm, ({ plaintextManagement: { items } }) =>
        items[0]?.place === undefined ? undefined : { kind: 'remove', place: items[0].place },
      ),
      undefined,
    );
    assert.equal(
      changed(winrm, ({ hypervisor }) => ({
        kind: 'remove',
        place: hypervisor.place ?? { path: '', span: { start: 0, end: 0 } },
      })),
      undefined,
    );
  });

  it('remove items and settings with their lines and commas', () => {
    const text = (label: string) =>
      `resource "libvirt_domain" "a" {\n  type = "kvm"\n  os   = { type = "hvm" }\n  sec_label = [\n    { model = "dac", type = "static" },\n${label}  ]\n}\n`;
    const removal = ({ confinement }: VirtualMachine): Change | undefined =>
      confinement.place && { kind: 'remove', place: confinement.place };
    assert.equal(changed(text('    { model = "selinux", type = "none" },\n'), removal), text(''));
  });

  it('bind screens to an address', () => {
    const text = (address: string) =>
      `resource "libvirt_domain" "a" {\n  graphics {\n    listen_type    = "address"\n    listen_address = "${address}"\n  }\n}\n`;
    const bound = changed(text('0.0.0.0'), ({ consoles }) => {
      const address = consoles.items[0]?.value.address;
      return address !== undefined && isKnown(address) && address.place !== undefined
        ? { kind: 'bind', place: address.place, address: '127.0.0.1' }
        : undefined;
    });
    assert.equal(bound, text('127.0.0.1'));
  });

  it('state linked clones and balloons where the provider has them', () => {
    const set =
      (name: 'linkedClone' | 'memoryBalloon') =>
      (machine: VirtualMachine): Change => ({
        kind: 'set',
        workload: machine.id,
        setting: { name, value: true },
      });
    const telmate = 'resource "proxmox_vm_qemu" "a" {\n  clone = "t"\n}\n';
    assert.equal(
      changed(telmate, set('linkedClone')),
      telmate.replace('"t"\n', '"t"\n  full_clone = false\n'),
    );
    const bpg =
      'resource "proxmox_virtual_environment_vm" "a" {\n  clone {\n    vm_id = 1\n  }\n  memory {\n    dedicated = 2048\n  }\n}\n';
    assert.equal(
      changed(bpg, set('linkedClone')),
      bpg.replace('vm_id = 1\n', 'vm_id = 1\n    full = false\n'),
    );
    assert.equal(changed(bpg, set('memoryBalloon')), bpg.replace('2048\n', '2048\n    floating = 2048\n'));
    assert.equal(
      changed('resource "vsphere_virtual_machine" "a" {\n  clone {\n  }\n}\n', set('linkedClone')),
      undefined,
    );
    assert.equal(changed('resource "aws_instance" "a" {\n}\n', set('memoryBalloon')), undefined);
  });

  it('speak of the statements around a place, and take comments', () => {
    const text =
      'resource "aws_instance" "a" {\n  # berth-ignore vm-eol-guest-os -- gone soon\n  ami = "ami-1"\n}\n';
    const reading = terraform.read(text, 'main.tf', {}, filesAround({}));
    const [comment] = reading.comments;
    const { start = 0, end = 0 } = comment?.target ?? {};
    assert.equal(text.slice(start, end), 'ami = "ami-1"');
    assert.deepEqual(reading.statementAt(text.indexOf('"ami-1"')), comment?.target);
    assert.equal(reading.commentLine('berth-ignore x'), '# berth-ignore x');
  });
});
