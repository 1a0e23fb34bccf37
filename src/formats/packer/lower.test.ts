// What templates say beyond single settings: variables in other files, builds that add to sources, provisioners.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is HCL's notation of interpolation.
import assert from 'node:assert/strict';
import { type Fact, knownValue } from '../../core/fact';
import type { VirtualMachine } from '../../core/workload';
import type { Grammars } from '../grammar/grammar';
import { testGrammar } from '../grammar/testing';
import { filesAround } from '../testing';
import packer from './index';

describe('lowering Packer templates', () => {
  const grammars: Grammars = {};
  before(async () => {
    grammars.bash = await testGrammar('bash');
  });

  function machines(
    text: string,
    files: Readonly<Record<string, string>> = {},
    path = 'a.pkr.hcl',
  ): readonly VirtualMachine[] {
    const reading = packer.read(text, path, grammars, filesAround({ ...files, [path]: text }));
    return reading.workloads.flatMap((workload) => (workload.kind === 'vm' ? [workload] : []));
  }

  function machine(
    text: string,
    files: Readonly<Record<string, string>> = {},
    path?: string,
  ): VirtualMachine {
    const [first, ...others] = machines(text, files, path);
    assert.ok(first);
    assert.equal(others.length, 0);
    return first;
  }

  const shown = (fact: Fact<unknown>): string =>
    fact.state === 'unknown' ? '-' : `${String(fact.value)}${fact.state === 'implied' ? '?' : ''}`;

  describe('variables', () => {
    const source = 'source "vsphere-iso" "a" {\n  CPUs = var.cpus\n}\n';
    const declared = (body: string): Record<string, string> => ({
      'vars.pkr.hcl': `variable "cpus" {${body}}`,
    });

    it('have their default, as long as nobody sets another value', () => {
      assert.equal(shown(machine(source, declared(' default = 2 ')).cpus), '2?');
      assert.equal(shown(machine(source, declared('')).cpus), '-');
      assert.equal(shown(machine(source, declared(' default = null ')).cpus), '-');
      assert.equal(shown(machine(source).cpus), '-');
      assert.equal(shown(machine(`variables {\n  cpus = 3\n}\n${source}`).cpus), '3?');
    });

    it('are set by files that Packer loads by itself', () => {
      const files = {
        ...declared(' default = 2 '),
        'a.auto.pkrvars.hcl': 'cpus = 4',
        'b.auto.pkrvars.hcl': 'cpus = 6',
      };
      assert.equal(shown(machine(source, files).cpus), '6?');
    });

    it('take the one file for a variable that needs a value, and none of several', () => {
      const one = { ...declared(''), 'prod.pkrvars.hcl': 'cpus = 8' };
      assert.equal(shown(machine(source, one).cpus), '8?');
      assert.equal(shown(machine(source, { ...one, 'test.pkrvars.hcl': 'cpus = 1' }).cpus), '-');
      assert.equal(shown(machine(source, { ...one, ...declared(' default = 2 ') }).cpus), '2?');
    });

    it('make no machines of their own', () => {
      assert.deepEqual(machines('cpus = 8\n', {}, 'prod.pkrvars.hcl'), []);
    });

    it('are texts in double braces in JSON', () => {
      const text = (memory: string): string =>
        `{"variables": {"m": "2048", "n": null, "e": "{{env \`M\`}}", "o": "{{user \`m\`}}"}, "builders": [{"type": "qemu", "memory": "${memory}"}]}`;
      const memory = (written: string): string => shown(machine(text(written), {}, 'a.json').memory);
      assert.equal(memory('{{user `m`}}'), `${2 ** 31}?`);
      assert.equal(memory('{{ user `o` }}'), `${2 ** 31}?`);
      assert.equal(memory('1024'), String(2 ** 30));
      for (const open of ['{{user `n`}}', '{{user `e`}}', '{{user `x`}}', '{{isotime}}'])
        assert.equal(memory(open), '-', open);
    });
  });

  describe('builds', () => {
    const build = (inner: string): string => `build {\n${inner}\n}\n`;
    const shell = (...lines: readonly string[]): string =>
      `  provisioner "shell" {\n    inline = ${JSON.stringify(lines)}\n  }`;
    const packages = ({ software }: VirtualMachine): string =>
      software.packages.items.map(({ value }) => value).join() +
      (software.packages.rest === undefined ? '' : '…');

    it('add settings to a source, also from other files', () => {
      const source = 'source "qemu" "a" {\n  cpus = 2\n}\n';
      const files = {
        'b.pkr.hcl': build('  source "source.qemu.a" {\n    memory = 2048\n    cpus = 9\n  }'),
      };
      const found = machine(source, files);
      assert.deepEqual([shown(found.memory), shown(found.cpus)], [String(2 ** 31), '2']);
      assert.equal(found.memory.place?.path, 'b.pkr.hcl');
      const two = build(
        '  source "qemu.a" {\n    memory = 1024\n  }\n  source "qemu.a" {\n    memory = 4096\n  }',
      );
      assert.equal(shown(machine(source + two).memory), '-');
    });

    it('provision the sources that they name, and of them those that are wanted', () => {
      const sources = 'source "qemu" "a" {}\nsource "qemu" "b" {}\nsource "qemu" "c" {}\n';
      const only = shell('apt-get install -y redis').replace('inline', 'only = ["qemu.b"]\n    inline');
      const except = shell('apt-get install -y nginx').replace('inline', 'except = ["b"]\n    inline');
      const text = sources + build(`  sources = ["source.qemu.a", "qemu.b"]\n${only}\n${except}`);
      assert.deepEqual(machines(text).map(packages), ['nginx', 'redis', '…']);
    });

    it('read scripts in files, and know what they could not read', () => {
      const text = `source "qemu" "a" {}\n${build('  sources = ["qemu.a"]\n  provisioner "shell" {\n    scripts = ["${path.root}/s/a.sh", "s/b.py"]\n  }')}`;
      const files = {
        's/a.sh': '#!/bin/bash -e\napt-get install -y nginx\n',
        's/b.py': '#!/usr/bin/env python3\n',
      };
      const found = machine(text, files);
      assert.equal(packages(found), 'nginx…');
      assert.deepEqual(found.software.packages.items[0]?.place?.path, 's/a.sh');
    });

    it('keep lines that a variable decides open', () => {
      const text = `source "qemu" "a" {}\n${build(`  sources = ["qemu.a"]\n${shell('apt-get install -y nginx ${var.extra}')}`)}`;
      assert.equal(packages(machine(text)), 'nginx…');
    });

    it('read commands of Windows as far as they are known', () => {
      const text = `source "qemu" "a" {}\n${build('  sources = ["qemu.a"]\n  provisioner "powershell" {\n    inline = ["Install-WindowsFeature Web-Server"]\n  }')}`;
      assert.equal(packages(machine(text)), 'web-server…');
    });

    it('take a password away that a provisioner locks', () => {
      const login = 'source "qemu" "a" {\n  ssh_username = "ops"\n  ssh_password = "ops"\n}\n';
      const secrets = (...lines: readonly string[]): readonly string[] =>
        machine(login + build(`  sources = ["qemu.a"]\n${shell(...lines)}`)).secrets.items.map(
          ({ value }) => value.name,
        );
      assert.deepEqual(secrets('true'), ['ssh: ops']);
      for (const line of [
        'passwd -l ops',
        'sudo usermod --lock ops',
        'userdel -r ops',
        'echo "ops:$P" | chpasswd',
      ])
        assert.deepEqual(secrets(line), [], line);
      assert.deepEqual(secrets('passwd -l root'), ['ssh: ops']);
    });
  });

  describe('arguments for QEMU', () => {
    const withArguments = (list: string): VirtualMachine =>
      machine(`source "qemu" "a" {\n  memory = 512\n  disk_size = "5G"\n  qemuargs = ${list}\n}\n`);

    it('replace what the builder would set', () => {
      const found = withArguments(
        '[["-m", "2G"], ["-smp", "4"], ["-display", "none"], ["-vnc", "0.0.0.0:1"]]',
      );
      assert.deepEqual(
        [shown(found.memory), shown(found.cpus), shown(found.graphicalInterface)],
        [String(2 ** 31), '4', 'false'],
      );
      const [console] = found.consoles.items;
      assert.ok(console);
      assert.equal(shown(console.value.address), '0.0.0.0');
    });

    it('leave defaults open where a variable holds them all', () => {
      const found = withArguments('var.arguments');
      assert.deepEqual([shown(found.memory), shown(found.cpus)], [String(2 ** 29), '-']);
      assert.notEqual(found.consoles.rest, undefined);
    });

    it('keep the size of the disk whose drive they describe', () => {
      const found = withArguments('[["-drive", "file=out/a,if=ide,cache=unsafe,format=raw"]]');
      const disk = found.disks.items[0]?.value;
      assert.ok(disk);
      assert.deepEqual(
        [shown(disk.capacity), shown(disk.bus), shown(disk.cache), shown(disk.format)],
        [String(5 * 2 ** 30), 'ide', 'unsafe', 'raw'],
      );
    });
  });

  it('finds the operating system in what is most telling', () => {
    const system = (settings: string): string => {
      const os = knownValue(machine(`source "vsphere-iso" "a" {\n${settings}\n}\n`).operatingSystem);
      return os === undefined ? '-' : `${os.distribution ?? os.family} ${os.release ?? ''}`.trim();
    };
    assert.equal(system('guest_os_type = "ubuntu64Guest"'), 'ubuntu');
    assert.equal(
      system('guest_os_type = "ubuntu64Guest"\niso_paths = ["[d] ubuntu-24.04.2-live-server-amd64.iso"]'),
      'ubuntu 24.04',
    );
    assert.equal(
      system('guest_os_type = "windows2019srvNext_64Guest"\niso_url = "x.iso"'),
      'windows-server 2022',
    );
    assert.equal(system('iso_url = "https://example.org/debian-${var.v}-amd64.iso"'), 'debian');
    assert.equal(
      system('guest_os_type = "otherGuest"\nvm_name = "WindowsServer2019"'),
      'windows-server 2019',
    );
    assert.equal(system('iso_url = var.iso'), '-');
  });

  it('knows whether something verifies the image', () => {
    const checks = (settings: string): string =>
      shown(machine(`source "qemu" "a" {\n  iso_url = "a.iso"\n${settings}\n}\n`).imageChecksum);
    assert.equal(checks('iso_checksum = "sha256:00"'), 'true');
    assert.equal(checks('iso_checksum = "none"'), 'false');
    assert.equal(checks('iso_skip_cache = true'), 'false');
    assert.equal(checks('iso_checksum = var.sum'), '-');
    assert.equal(checks(''), '-');
  });

  it('leaves out builders that make no machine', () => {
    const types = ['docker', 'null', 'file', 'lxd', 'made-up'];
    assert.deepEqual(machines(types.map((type) => `source "${type}" "a" {}\n`).join('')), []);
  });
});
