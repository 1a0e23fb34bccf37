// Compares what is read from real Vagrantfiles with labels made by a person; skipped where the labels are absent.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Fact, knownValue } from '../../core/fact';
import type { OperatingSystem, VirtualMachine } from '../../core/workload';
import { testGrammar } from '../grammar/testing';
import { lower } from './lower';
import { parseVagrantfile } from './parse';

interface Label {
  readonly name: string | null;
  readonly nameAccept?: readonly (string | null)[];
  readonly memoryBytes: number | null;
  readonly vcpus: number | null;
  readonly guestOs: string | null;
  readonly guestOsAccept?: readonly (string | null)[];
  readonly hypervisor: string | null;
  readonly hypervisorAccept?: readonly (string | null)[];
  readonly diskBytes: number | null;
  readonly unknown: readonly string[];
  readonly syncedFolders: readonly { readonly host: string | null; readonly guest: string | null }[];
  readonly disabledFolders?: readonly { readonly host: string | null; readonly guest: string | null }[];
  readonly forwardedPorts: readonly {
    readonly guest: number | null;
    readonly host: number | null;
    readonly hostIp: string | null;
  }[];
  readonly linkedClone: boolean | null;
  readonly gui: boolean | null;
  readonly extraDisksBytes?: readonly number[];
}

interface LabelledFile {
  readonly file: string;
  readonly format: string;
  readonly machines: readonly Label[];
  readonly unknown?: readonly string[];
}

const shared = join(process.cwd(), '..', 'shared');
const labels = join(shared, 'cases', 'vm-facts', 'vm-facts.json');

/** What differs from a label; an empty list when nothing does. */
function differences(machine: VirtualMachine, label: Label): string[] {
  const found: string[] = [];
  const compare = (
    name: string,
    fact: Fact<unknown>,
    expected: unknown,
    accept: readonly unknown[] = [],
    as: (value: unknown) => unknown = (value) => value,
  ): void => {
    const open = label.unknown.includes(name);
    const value = fact.state === 'unknown' ? null : as(fact.value);
    const right = [expected, ...accept].includes(value);
    // What nothing states may be implied; what a variable decides is unknown, or its default implied.
    const fine = open
      ? fact.state === 'unknown' || (fact.state === 'implied' && (right || expected === null))
      : expected === null
        ? fact.state !== 'stated' || right
        : right;
    if (!fine)
      found.push(
        `${name}: ${fact.state} ${String(value)}, label ${open ? 'unknown ' : ''}${String(expected)}`,
      );
  };
  compare('memoryBytes', machine.memory, label.memoryBytes);
  compare('vcpus', machine.cpus, label.vcpus);
  compare('hypervisor', machine.hypervisor, label.hypervisor, [
    ...(label.hypervisorAccept ?? []),
    // The model has one word for all clouds, and knows libvirt's driver where the file names it.
    ...(label.hypervisor === 'aws' || label.hypervisor === 'azure' ? ['other'] : []),
    ...(label.hypervisor === 'libvirt' ? ['kvm', 'qemu'] : []),
  ]);
  compare('linkedClone', machine.linkedClone, label.linkedClone);
  compare('gui', machine.graphicalInterface, label.gui);
  const first = machine.disks.items[0]?.value.capacity;
  if (first !== undefined) compare('diskBytes', first, label.diskBytes);
  guestDifferences(machine, label, found);
  if (!label.unknown.includes('syncedFolders')) folderDifferences(machine, label, found);
  if (!label.unknown.includes('forwardedPorts')) portDifferences(machine, label, found);
  if (label.extraDisksBytes !== undefined) {
    const extra = machine.disks.items
      .slice(1)
      .filter((disk) => disk.value.kind === 'disk')
      .map((disk) => knownValue(disk.value.capacity));
    if (String(extra) !== String(label.extraDisksBytes)) found.push(`extraDisks: ${String(extra)}`);
  }
  return found;
}

/** Family and release of both sides in one spelling. */
function spelling(os: OperatingSystem): string {
  const distribution = (os.distribution ?? os.family)
    .replace(/^windows-server$/, 'windows')
    .replace(/-/g, '');
  const release = (os.release ?? '').replace(/-/g, '');
  return release === '' ? distribution : `${distribution} ${release}`;
}

function guestDifferences(machine: VirtualMachine, label: Label, found: string[]): void {
  const os = knownValue(machine.operatingSystem);
  const read = os === undefined ? null : spelling(os);
  const accepted = [label.guestOs, ...(label.guestOsAccept ?? [])].map((name) =>
    name === null
      ? null
      : name
          .replace(/^centos-stream-/, 'centosstream-')
          .replace(/^archlinux/, 'arch')
          .replace(/-/, ' ')
          .replace(/^centos (\d+)\..*/, 'centos $1'),
  );
  const open = label.unknown.includes('guestOs');
  if (accepted.includes(read) || (open && read === null) || label.guestOs === null) return;
  // A point release of CentOS counts as its major version.
  if (accepted.includes(read?.replace(/^(centos \d+)\..*/, '$1') ?? null)) return;
  found.push(`guestOs: ${read}, label ${label.guestOs}`);
}

const pair = ({ host, guest }: { host: string | null; guest: string | null }): string => `${host}>${guest}`;

function folderDifferences(machine: VirtualMachine, label: Label, found: string[]): void {
  const read = machine.sharedFolders.items
    .filter(({ value }) => value.origin === 'explicit')
    .map(({ value }) => ({ host: value.source, guest: value.target }));
  // A label without host stands for an expression such as the Vagrantfile's own directory.
  const matches = (expected: Label['syncedFolders'][number]): boolean =>
    read.some(
      ({ host, guest }) => guest === expected.guest && (expected.host === null || host === expected.host),
    );
  const missing = label.syncedFolders.filter((expected) => !matches(expected));
  if (missing.length > 0 || read.length !== label.syncedFolders.length) {
    found.push(`syncedFolders: ${read.map(pair)}, label ${label.syncedFolders.map(pair)}`);
  }
  const projectFolder = machine.sharedFolders.items.some(({ value }) => value.origin === 'default');
  if (projectFolder && label.disabledFolders?.some(({ guest }) => guest === '/vagrant')) {
    found.push('the project folder is shared, label disabled');
  }
}

function portDifferences(machine: VirtualMachine, label: Label, found: string[]): void {
  const read = machine.ports.items
    .filter((port) => port.state === 'stated')
    .map(({ value }) => {
      const address = value.address.state === 'stated' ? value.address.value : null;
      return `${knownValue(value.port)}:${knownValue(value.hostPort)}:${address}`;
    });
  const expected = label.forwardedPorts.map(({ guest, host, hostIp }) => `${guest}:${host}:${hostIp}`);
  if ([...read].sort().join() !== expected.sort().join()) {
    found.push(`forwardedPorts: ${read}, label ${expected}`);
  }
}

describe('labelled Vagrantfiles', () => {
  it('are read as a person reads them', async function () {
    this.timeout(20_000);
    if (!existsSync(labels)) {
      console.log('      skipped: no labels at ../shared/cases/vm-facts');
      this.skip();
    }
    const ruby = await testGrammar('ruby');
    // The labels are data of that shape; a wrong one fails below.
    const all = JSON.parse(readFileSync(labels, 'utf8')) as readonly LabelledFile[];
    const files = all.filter(({ format }) => format.startsWith('vagrantfile'));
    const wrong: string[] = [];
    for (const { file, machines, unknown } of files) {
      const text = readFileSync(join(shared, 'corpus', file), 'utf8');
      const read = lower(parseVagrantfile(text, ruby), file).map(({ workload }) => workload);
      const open = unknown?.includes('machines') ?? false;
      if (!open && read.length !== machines.length) {
        wrong.push(`${file}: ${read.length} machines, label ${machines.length}`);
      }
      for (const [index, label] of machines.entries()) {
        const names = [label.name, ...(label.nameAccept ?? [])];
        const machine = read.find(({ name }) => names.includes(name)) ?? read[index];
        if (machine === undefined) {
          if (!open) wrong.push(`${file}: no machine ${label.name}`);
          continue;
        }
        if (label.name !== null && !names.includes(machine.name) && !label.unknown.includes('name')) {
          wrong.push(`${file}: name ${machine.name}, label ${label.name}`);
        }
        for (const difference of differences(machine, label))
          wrong.push(`${file} ${label.name}: ${difference}`);
      }
    }
    assert.deepEqual(wrong, []);
  });
});
