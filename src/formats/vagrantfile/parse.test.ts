// Following Ruby: values, loops, conditions, half-typed text, hostile text.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Grammar } from '../grammar/grammar';
import { testGrammar } from '../grammar/testing';
import { parseVagrantfile } from './parse';
import { assigned, follow } from './settings';
import { textOfValue, type Value } from './value';

const fixtures = join(__dirname, 'fixtures');

/** A value as a short text: `?` for unknown, with its fallback behind `=`. */
function show(value: Value | undefined): string {
  if (value === undefined) return 'unset';
  if (value.kind === 'unknown') return value.fallback === undefined ? '?' : `?=${show(value.fallback)}`;
  if (value.kind === 'array') return `[${value.items.map(show).join(' ')}]`;
  if (value.kind === 'nil') return 'nil';
  return textOfValue(value) ?? value.kind;
}

describe('evaluating a Vagrantfile', () => {
  let ruby: Grammar;
  before(async () => {
    ruby = await testGrammar('ruby');
  });

  /** The value of `config.x` at the end of a text in which `…` follows the given Ruby. */
  function x(before: string, statement: string): string {
    const text = `${before}\nVagrant.configure("2") do |config|\n${statement}\nend\n`;
    const { configuration } = parseVagrantfile(text, ruby);
    return show(follow(configuration.root.entries, assigned('x'))?.value);
  }

  function names(text: string): string[] {
    return parseVagrantfile(text, ruby).configuration.machines.map(({ name }) => show(name?.value));
  }

  const values: readonly (readonly [string, string, string])[] = [
    ['', '1024*2', '2048'],
    ['', '1_024 / 3', '341'],
    ['', '-7 / 2', '-4'],
    ['', '0b1', '1'],
    ['', '010', '8'],
    ['A = 2', '"#{A * 2}g"', '4g'],
    ['a = "x"', '"#{a}-" + \'#{a}\'', 'x-#{a}'],
    ['', '"a" "b"', 'ab'],
    ['', '"%s-%02d" % ["n", 3]', 'n-03'],
    ['', 'format("%-4s|", "a")', 'a   |'],
    ['', '%w[a b c].join("+")', 'a+b+c'],
    ['H = { "a" => { b: [1, 2] } }', 'H["a"][:b].last', '2'],
    ['H = { a: 1 }', 'H.fetch(:b, 5)', '5'],
    ['H = { a: 1 }', 'H["a"]', 'nil'],
    ["H = { 'a': 1 }", 'H[:a]', '1'],
    ['H = { a: 1 }.merge(b: 2)', 'H.values.sum', '3'],
    ['', '[3, 1, 2].max()', '3'],
    ['', '(1..3).map { |i| i * 10 }', '[10 20 30]'],
    ['', '[1, 2, 3].select { |i| i.odd? }', '[1 3]'],
    ['', '%w[a b].each_with_index.map { |n, i| n }', '?'],
    ['', 'ENV["M"] || 512', '?=512'],
    ['', '(ENV["M"] || "512").to_i * 2', '?=1024'],
    ['', 'ENV.fetch("M", "512")', '?=512'],
    ['', 'ENV.fetch("M") { 3 }', '?=3'],
    ['', 'ENV.fetch("M")', '?'],
    ['', 'ENV["M"] ? 1 : 2', '?=2'],
    ['', 'ENV.key?("M") ? 1 : 2', '?=2'],
    ['', 'ENV["USER"]', '?'],
    ['', 'File.join(ENV["HOME"], "x")', '~/x'],
    ['', 'File.expand_path("../data", __dir__)', '../data'],
    ['', 'File.expand_path("../data", __FILE__)', './data'],
    ['', 'File.exist?("x") ? 1 : 1', '1'],
    ['', 'File.exist?("x") ? 1 : 2', '?'],
    ['m = 1\nm = 2 if ENV["BIG"]', 'm', '?=1'],
    ['m = 1\nm = 2 if File.exist?("b")', 'm', '?'],
    ['m = 1\nif true then m = 2 else m = 3 end', 'm', '2'],
    ['m = 1\nm += 4', 'm', '5'],
    ['m = nil\nm ||= 7', 'm', '7'],
    ['$m ||= 7', '$m', '7'],
    ['require_relative "config"\n$m ||= 7', '$m', '?=7'],
    ['m = [1]\nm << 2\nm.push(3)', 'm', '[1 2 3]'],
    ['m = {}\nm[:a] = 4', 'm[:a]', '4'],
    ['D = { a: 1 }\nD.merge(a: 2)', 'D[:a]', '1'],
    ['d = { a: 1 }\nd.merge!(a: 2)', 'd[:a]', '2'],
    ['m = [1, 2]\nm.map { |i| i }', 'm', '[1 2]'],
    ['m = [1, 2]\nm.pop', 'm', '[1]'],
    ['m = [1, 2]\nm.delete(1)', 'm', '?'],
    ['m = nil', 'm&.size', 'nil'],
    ['i = 0\nwhile i < 5 do i += 1 end', 'i', '5'],
    ['i = 0\n[1, 2, 3].each { |n| next if n == 2; i += n }', 'i', '4'],
    ['i = 0\n[1, 2, 3].each { |n| break if n == 2; i += n }', 'i', '1'],
    ['def f(a, b = 2, c: 3)\n  return a if a > 5\n  a + b + c\nend', 'f(1, c: 4)', '7'],
    ['def f(a)\n  return 1 if ENV["X"]\n  a\nend', 'f(9)', '?=9'],
    ['f = ->(n) { n * 2 }', 'f.call(4)', '8'],
    ['a, b = 1, 2', 'b', '2'],
    ['case 3\nwhen 1..4 then r = "low"\nelse r = "high"\nend', 'r', 'low'],
    ['s = YAML.load_file("s.yaml")', 's["memory"] || 1024', '?'],
    ['s = <<~TEXT\n  a\n  b\nTEXT', 's.strip.length', '3'],
    ['', 'undefined_method(1)', '?'],
    ['C = begin\n 1\nrescue\n 2\nend', 'C', '1'],
  ];
  for (const [given, expression, expected] of values) {
    it(`${given === '' ? '' : `${given.replaceAll('\n', '; ')}; `}${expression}`, () => {
      assert.equal(x(given, `config.x = ${expression}`), expected);
    });
  }

  it('leaves a setting open that only one branch makes', () => {
    assert.equal(x('', 'config.x = 1\nif File.exist?("y")\n  config.x = 2\nend'), '?');
    assert.equal(x('', 'config.x = 1\nif ENV["Y"]\n  config.x = 2\nend'), '?=1');
    assert.equal(x('', 'if File.exist?("y")\n  config.x = 2\nelse\n  config.x = 2\nend'), '2');
  });

  it('keeps a block that began in an undecided branch whole', () => {
    const text = 'Vagrant.configure(2) do |c|\nif File.exist?("y")\n  c.z do |z| z.x = 1 end\nend\nend';
    const [choice] = parseVagrantfile(text, ruby).configuration.root.entries;
    assert.ok(choice?.kind === 'choice');
    const [call] = choice.branches[0] ?? [];
    assert.ok(call?.kind === 'call');
    assert.deepEqual(
      call.body?.entries.map(({ kind }) => kind),
      ['set'],
    );
  });

  it('runs configure blocks after the file, and define blocks after the configure block', () => {
    assert.equal(x('M = 1', 'config.x = N').slice(0, 1), '?');
    const text = 'Vagrant.configure(2) { |c| c.x = N }\nN = 4\n';
    const { configuration } = parseVagrantfile(text, ruby);
    assert.equal(show(follow(configuration.root.entries, assigned('x'))?.value), '4');
  });

  it('finds machines in loops over arrays, hashes, ranges and constants', () => {
    const define = 'config.vm.define';
    const wrap = (body: string): string =>
      `N = [{ name: "n1" }, { name: "n2" }]\nVagrant.configure("2") do |config|\n${body}\nend`;
    assert.deepEqual(names(wrap(`(1..3).each { |i| ${define} "m#{i}" }`)), ['m1', 'm2', 'm3']);
    assert.deepEqual(names(wrap(`{ "a" => 1, b: 2 }.each do |name, opts| ${define} name do |m| end end`)), [
      'a',
      'b',
    ]);
    assert.deepEqual(names(wrap(`%w[a b].each_with_index do |n, i| ${define} "#{n}#{i}" end`)), ['a0', 'b1']);
    assert.deepEqual(names(wrap(`N.each do |n| ${define} n[:name] end`)), ['n1', 'n2']);
    assert.deepEqual(names(wrap(`for i in 1..2 do ${define} "f#{i}" end`)), ['f1', 'f2']);
    assert.deepEqual(names(wrap(`2.times do |i| ${define} "t#{i}" end`)), ['t0', 't1']);
    assert.deepEqual(names(wrap(`1.upto(2) do |i| ${define} "u#{i}" end`)), ['u1', 'u2']);
  });

  it('says why there may be further machines', () => {
    const open = (body: string): string | undefined =>
      parseVagrantfile(`Vagrant.configure("2") do |config|\n${body}\nend`, ruby).configuration.furtherMachines
        ?.kind;
    assert.equal(open('config.vm.define "a"'), undefined);
    assert.equal(open('JSON.parse(File.read("n")).each { |n| config.vm.define n["name"] }'), 'file');
    assert.equal(open('Homestead.configure(config, 1)'), 'call');
    assert.equal(open('config.vm.define "a" if ENV["A"]'), 'condition');
  });

  it('keeps machines before and behind a half-typed line', () => {
    const text = readFileSync(join(fixtures, 'microservices.vagrantfile'), 'utf8');
    const broken = text.replace('node.vm.hostname = "#{name}.shop.test"', 'node.vm.hostname = "');
    assert.deepEqual(names(broken), ['gateway', 'catalogue', 'orders', 'payments', 'mailer']);
    const script = readFileSync(join(fixtures, 'scripts.vagrantfile'), 'utf8');
    assert.equal(names(script.replace('\nSCRIPT\n', '\n')).length, 0);
    assert.ok(parseVagrantfile(script.replace('\nSCRIPT\n', '\n'), ruby).configuration.configure);
    for (const [whole, part] of [
      ["'payments'  => { ip: 13 },", "'payments'  => {"],
      ["node.vm.provider 'virtualbox' do |vb|", "node.vm.provider 'virtualbox' do |"],
      ['\'shell\', inline: "apt-get install -y #{name}-service"', "'shell', inline: \"apt-get"],
      ['ip: "192.168.60.#{service[:ip]}"', 'ip: service['],
    ] as const) {
      assert.ok(text.includes(whole));
      assert.ok(names(text.replace(whole, part)).length >= 4, part);
    }
    const half = readFileSync(join(fixtures, 'half-typed.vagrantfile'), 'utf8');
    assert.deepEqual(names(half), ['db', 'web']);
  });

  it('reads every prefix of every fixture', function () {
    this.timeout(60_000);
    for (const file of readdirSync(fixtures)) {
      const text = readFileSync(join(fixtures, file), 'utf8');
      let most = 0;
      for (let end = 0; end <= text.length; end += 23) {
        const { machines } = parseVagrantfile(text.slice(0, end), ruby).configuration;
        // A machine that was read stays read while the text goes on.
        assert.ok(machines.length >= Math.min(most, 1), `${file} at ${end}`);
        most = Math.max(most, machines.length);
      }
    }
  });

  const hostile: Readonly<Record<string, string>> = {
    'deep brackets': 'x = ['.repeat(20_000),
    'deep blocks': 'a do |b|\n'.repeat(3000),
    'deep parentheses': `x = ${'('.repeat(5000)}1${')'.repeat(5000)}`,
    'a long sum': `x = ${'1 + '.repeat(20_000)}1`,
    'endless recursion': 'def f(n) f(n + 1) end\nVagrant.configure(2) { |c| c.x = f(1) }',
    'endless loop': 'i = 0\nwhile true do i += 1 end',
    'nested loops': `${'(1..1000).each { |i| '.repeat(12)}x = i${' }'.repeat(12)}`,
    'doubling text': `s = "aaaaaaaaaa"\n${'s = s + s\n'.repeat(2000)}`,
    'pushing lists': 'l = []\n(1..250).each { (1..250).each { l.push(1) } }',
    'growing lists': 'l = [1]\n(1..200).each { (1..200).each { l = l + l } }',
    'many conditions': `${'if ENV["A"] then x = 1 else '.repeat(300)}x = 2${' end'.repeat(300)}`,
    'branches in branches': `Vagrant.configure(2) do |c|\n${'if f then c.x = 1 end\nif g do\n'.repeat(200)}`,
    'open quotes': `${'x = "\n'.repeat(5000)}`,
    'null bytes': 'Vagrant.configure(2) do |c|\0 c.x = "\0"\nend',
  };
  for (const [name, text] of Object.entries(hostile)) {
    it(`survives ${name} in time`, function () {
      this.timeout(5000);
      parseVagrantfile(text, ruby);
    });
  }
});
