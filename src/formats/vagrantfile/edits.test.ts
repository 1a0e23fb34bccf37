// Changes written back: what is edited, and what is refused.

import assert from 'node:assert/strict';
import { applyEdits } from '../../core/edit';
import type { Change, Setting } from '../../core/format';
import type { Place } from '../../core/span';
import { alone, type Reading } from '../format';
import { testGrammar } from '../grammar/testing';
import vagrantfile from './index';
import recognition from './recognition';

describe('editing Vagrantfiles', () => {
  let read: (text: string) => Reading;
  before(async () => {
    const grammars = { ruby: await testGrammar('ruby') };
    read = (text) => vagrantfile.read(text, 'Vagrantfile', grammars, alone);
  });

  /** The text after a change at the marked place, or `undefined` when it is refused. */
  function change(marked: string, make: (place: Place) => Change): string | undefined {
    const start = marked.indexOf('⟦');
    const end = marked.indexOf('⟧') - 1;
    const text = marked.replace(/[⟦⟧]/g, '');
    const edits = read(text).edits(make({ path: 'Vagrantfile', span: { start, end } }));
    return edits && applyEdits(text, edits);
  }
  const remove = (marked: string) => change(marked, (place) => ({ kind: 'remove', place }));
  const bind = (marked: string) => change(marked, (place) => ({ kind: 'bind', place, address: '127.0.0.1' }));
  const replace = (marked: string, value: string) =>
    change(marked, (place) => ({ kind: 'replace', place, value }));
  const readOnly = (marked: string) => change(marked, (place) => ({ kind: 'make-read-only', place }));
  const set = (text: string, machine: string, setting: Setting): string | undefined => {
    const edits = read(text).edits({ kind: 'set', workload: `Vagrantfile#${machine}`, setting });
    return edits && applyEdits(text, edits);
  };
  const inside = (line: string): string =>
    `Vagrant.configure("2") do |c|\n  ${line}\n  c.vm.box = "x"\nend\n`;
  const without = 'Vagrant.configure("2") do |c|\n  c.vm.box = "x"\nend\n';

  it('removes a statement with its line and its trailing comment', () => {
    assert.equal(remove(inside('⟦c.ssh.insert_key = false⟧')), without);
    assert.equal(remove(inside('⟦c.ssh.insert_key = false⟧ # lab')), without);
    assert.equal(
      remove(inside('⟦c.v.customize ["modifyvm", :id, "--draganddrop", "hosttoguest"]⟧')),
      without,
    );
  });

  it('refuses to remove what stands with something else', () => {
    assert.equal(remove(inside('⟦c.ssh.insert_key = false⟧ if ENV["LAB"]')), undefined);
    assert.equal(remove(inside('⟦c.ssh.insert_key = false⟧; c.vm.hostname = "h"')), undefined);
    assert.equal(
      remove(inside('⟦c.v.customize ["modifyvm", :id, "--cpus", 2, "--draganddrop", "on"]⟧')),
      undefined,
    );
    assert.equal(remove(inside('⟦c.vm.provision "shell", inline: <<-X⟧\n  ls\n  X')), undefined);
    assert.equal(remove(inside('⟦c.vm.provider "v" do |v| v.gui = true end⟧')), undefined);
  });

  it('replaces literals in their own spelling', () => {
    assert.equal(
      replace(inside('⟦c.winrm.transport = :plaintext⟧'), 'ssl'),
      inside('c.winrm.transport = :ssl'),
    );
    assert.equal(replace(inside("⟦c.x = 'a'⟧"), "it's"), inside("c.x = 'it\\'s'"));
    assert.equal(replace(inside('⟦v.memory = 512⟧'), '1024'), inside('v.memory = 1024'));
    assert.equal(replace(inside('⟦v.gui = true⟧'), 'false'), inside('v.gui = false'));
    assert.equal(
      replace(inside('⟦v.customize ["modifyvm", :id, "--draganddrop", "hosttoguest"]⟧'), 'disabled'),
      inside('v.customize ["modifyvm", :id, "--draganddrop", "disabled"]'),
    );
    assert.equal(
      bind(inside('c.vm.network :forwarded_port, guest: 1, host: 2, ⟦host_ip: "0.0.0.0"⟧')),
      inside('c.vm.network :forwarded_port, guest: 1, host: 2, host_ip: "127.0.0.1"'),
    );
  });

  it('refuses to replace what is not a literal of that kind', () => {
    assert.equal(replace(inside('⟦v.memory = MEMORY⟧'), '1024'), undefined);
    assert.equal(replace(inside('⟦v.customize ["modifyvm", :id, "--a", "x", "--b", "y"]⟧'), 'z'), undefined);
    assert.equal(replace(inside('⟦c.vm.define "x"⟧'), 'z'), undefined);
    assert.equal(replace(inside('⟦v.name = "a#{b}"⟧'), 'c'), undefined);
    assert.equal(replace(inside('⟦v.memory = 512⟧'), 'much'), undefined);
  });

  it('binds a forwarded port', () => {
    assert.equal(
      bind(inside('⟦c.vm.network "forwarded_port", guest: 22, host: 2200⟧')),
      inside('c.vm.network "forwarded_port", guest: 22, host: 2200, host_ip: "127.0.0.1"'),
    );
    assert.equal(
      bind(inside("⟦c.vm.network(:forwarded_port, :guest => 22, :host => 2200, :host_ip => '0.0.0.0')⟧")),
      inside("c.vm.network(:forwarded_port, :guest => 22, :host => 2200, :host_ip => '127.0.0.1')"),
    );
    assert.equal(
      bind(inside('⟦c.vm.network :forwarded_port, :guest => 22, :host => 2200⟧')),
      inside("c.vm.network :forwarded_port, :guest => 22, :host => 2200, :host_ip => '127.0.0.1'"),
    );
    assert.equal(bind(inside('⟦c.vm.network "forwarded_port", options⟧')), undefined);
    assert.equal(bind(inside('⟦c.vm.network "forwarded_port", **options⟧')), undefined);
    assert.equal(bind(inside('⟦lv.graphics_ip = "0.0.0.0"⟧')), inside('lv.graphics_ip = "127.0.0.1"'));
  });

  it('makes a shared folder read-only', () => {
    assert.equal(
      readOnly(inside("⟦c.vm.synced_folder '.', '/src'⟧")),
      inside("c.vm.synced_folder '.', '/src', mount_options: ['ro']"),
    );
    assert.equal(
      readOnly(inside('⟦c.vm.synced_folder ".", "/src", mount_options: ["vers=4"], type: "nfs"⟧')),
      inside('c.vm.synced_folder ".", "/src", mount_options: ["vers=4", "ro"], type: "nfs"'),
    );
    assert.equal(readOnly(inside('⟦c.vm.synced_folder ".", "/src", mount_options: OPTIONS⟧')), undefined);
  });

  it('sets what a provider block does not say yet', () => {
    const text =
      'Vagrant.configure("2") do |c|\n  c.vm.provider "virtualbox" do |vb|\n    vb.cpus = 2\n  end\nend\n';
    assert.equal(
      set(text, 'default', { name: 'linkedClone', value: true }),
      text.replace('vb.cpus = 2\n', 'vb.cpus = 2\n    vb.linked_clone = true\n'),
    );
    assert.equal(
      set(text, 'default', { name: 'memory', value: 2 ** 30 }),
      text.replace('vb.cpus = 2\n', 'vb.cpus = 2\n    vb.memory = 1024\n'),
    );
    assert.equal(set(text, 'default', { name: 'user', value: 'x' }), undefined);
  });

  it('adds a provider block where there is none', () => {
    assert.equal(
      set(without, 'default', { name: 'cpus', value: 2 }),
      'Vagrant.configure("2") do |c|\n  c.vm.box = "x"\n  c.vm.provider "virtualbox" do |provider|\n    provider.cpus = 2\n  end\nend\n',
    );
  });

  it('sets the size of one machine only', () => {
    const loop =
      'Vagrant.configure("2") do |c|\n  %w[a b].each do |n|\n    c.vm.define n do |m|\n    end\n  end\nend\n';
    assert.equal(set(loop, 'a', { name: 'memory', value: 2 ** 30 }), undefined);
    assert.match(set(loop, 'a', { name: 'linkedClone', value: true }) ?? '', /linked_clone = true/);
    const two =
      'Vagrant.configure("2") do |c|\n  c.vm.define "a" do |m|\n    m.vm.box = "x"\n  end\n  c.vm.define "b"\nend\n';
    assert.equal(
      set(two, 'a', { name: 'memory', value: 2 ** 30 }),
      two.replace(
        'm.vm.box = "x"\n',
        'm.vm.box = "x"\n    m.vm.provider "virtualbox" do |provider|\n      provider.memory = 1024\n    end\n',
      ),
    );
    assert.equal(set(two, 'b', { name: 'memory', value: 2 ** 30 }), undefined, 'no block to write into');
  });

  it('refuses all changes in text with errors', () => {
    assert.equal(
      remove('Vagrant.configure("2") do |c|\n  ⟦c.ssh.insert_key = false⟧\n  c.vm.box = "\n'),
      undefined,
    );
  });
});

describe('recognising Vagrantfiles', () => {
  it('goes by the name', () => {
    for (const path of [
      'Vagrantfile',
      'a/b/Vagrantfile',
      'Vagrantfile.local',
      'vagrantfile-windows.template',
      'lab.vagrantfile',
    ]) {
      assert.ok(recognition.recognisesName(path), path);
    }
    for (const path of [
      'Vagrantfile.md',
      'vagrantfile.vim',
      'Vagrantfiles/a.rb',
      'myVagrantfile',
      'Vagrantfile.erb',
    ]) {
      assert.ok(!recognition.recognisesName(path), path);
    }
  });

  it('goes by the content of Ruby files', () => {
    assert.ok(recognition.mayHold('boxes/cluster.rb'));
    assert.ok(recognition.recognisesContent('# x\nVagrant.configure("2") do |config|\n'));
    assert.ok(recognition.recognisesContent('  Vagrant::Config.run do |config|\n'));
    assert.ok(!recognition.recognisesContent('puts "Vagrant.configure"\n'));
  });
});
