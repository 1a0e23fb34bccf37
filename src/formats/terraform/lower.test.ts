// What is tricky in reading a module: variables, locals, repeated resources, other files, user data, firewall rules.
import assert from 'node:assert/strict';
import { isKnown, knownValue } from '../../core/fact';
import { render } from '../../core/message';
import type { VirtualMachine } from '../../core/workload';
import { filesAround } from '../testing';
import terraform from './index';

function machines(text: string, around: Readonly<Record<string, string>> = {}): readonly VirtualMachine[] {
  const { workloads } = terraform.read(text, 'main.tf', {}, filesAround({ ...around, 'main.tf': text }));
  return workloads.filter((workload) => workload.kind === 'vm');
}

function machine(text: string, around: Readonly<Record<string, string>> = {}): VirtualMachine {
  const [found] = machines(text, around);
  assert.ok(found);
  return found;
}

const domain = (body: string): string => `resource "libvirt_domain" "shop" {\n${body}\n}\n`;

describe('terraform values', () => {
  it('are stated where they are literal, also as texts, products and locals', () => {
    for (const memory of ['2048', '"2048"', '2 * 1024', 'local.size', '(2048)', 'max(512, 2048)']) {
      const found = machine(`locals {\n  size = 2048\n}\n${domain(`  memory = ${memory}`)}`).memory;
      assert.equal(found.state, 'stated', memory);
      assert.equal(knownValue(found), 2 ** 31, memory);
    }
  });

  it('are implied by the defaults of variables and by tfvars, the latter first', () => {
    const text = `variable "size" {\n  default = 1024\n}\n${domain('  memory = var.size')}`;
    const byDefault = machine(text).memory;
    assert.ok(byDefault.state === 'implied' && byDefault.value === 2 ** 30);
    assert.match(render(byDefault.why, 'en'), /var\.size/);
    const byFile = machine(text, { 'terraform.tfvars': 'size = 4096\n', 'other.tf': '' }).memory;
    assert.ok(byFile.state === 'implied' && byFile.value === 2 ** 32);
    assert.match(render(byFile.why, 'de'), /terraform\.tfvars/);
  });

  it('take the only file of values, but none of several', () => {
    const text = `variable "size" {}\n${domain('  memory = var.size')}`;
    assert.equal(knownValue(machine(text, { 'prod.tfvars': 'size = 4096\n' }).memory), 2 ** 32);
    const several = { 'prod.tfvars': 'size = 4096\n', 'dev.tfvars': 'size = 512\n' };
    assert.equal(isKnown(machine(text, several).memory), false);
    const automatic = { ...several, 'x.auto.tfvars': 'size = 1024\n' };
    assert.equal(knownValue(machine(text, automatic).memory), 2 ** 30);
  });

  it('are unknown behind variables without a value, data sources and circles', () => {
    for (const memory of ['var.size', 'data.x.y.memory', 'local.a', 'module.m.memory', 'var.']) {
      const text = `locals {\n  a = local.b\n  b = local.a\n}\n${domain(`  memory = ${memory}`)}`;
      assert.equal(isKnown(machine(text).memory), false, memory);
    }
  });

  it('come from other files of the folder, not of other folders', () => {
    const text = domain('  memory = local.size');
    assert.equal(knownValue(machine(text, { 'locals.tf': 'locals {\n  size = 512\n}\n' }).memory), 2 ** 29);
    assert.equal(isKnown(machine(text, { 'a/locals.tf': 'locals {\n  size = 512\n}\n' }).memory), false);
    assert.equal(isKnown(machine(text, { 'x_override.tf': 'locals {\n  size = 512\n}\n' }).memory), false);
  });

  it('of null are not stated', () => {
    assert.equal(machine(domain('  memory = null')).memory.state, 'implied');
  });
});

describe('terraform resources', () => {
  it('with count and for_each are one machine with replicas', () => {
    const replicas = (setting: string) => machine(domain(`  ${setting}`)).replicas;
    assert.equal(knownValue(replicas('count = 3')), 3);
    assert.equal(knownValue(replicas('for_each = toset(["a", "b"])')), 2);
    assert.equal(knownValue(replicas('for_each = { a = 1, b = 2, c = 3 }')), 3);
    assert.equal(isKnown(replicas('count = length(data.aws_zones.all.names)')), false);
    assert.equal(isKnown(replicas('for_each = var.machines')), false);
    assert.equal(knownValue(replicas('memory = 512')), 1);
    assert.deepEqual(machines(domain('  count = 0')), []);
  });

  it('have what all elements of for_each have in common', () => {
    const text = domain(
      '  for_each = {\n    a = { memory = 1024, cpus = 1 }\n    b = { memory = 1024, cpus = 2 }\n  }\n  name   = each.key\n  memory = each.value.memory\n  vcpu   = each.value.cpus',
    );
    const { memory, cpus, name } = machine(text);
    assert.equal(knownValue(memory), 2 ** 30);
    assert.ok(cpus.state === 'unknown');
    assert.match(render(cpus.why, 'en'), /differs between the machines/);
    assert.equal(name, 'shop');
  });

  it('of one name get ids of their own', () => {
    const text = `${domain('  name = "a"')}resource "libvirt_domain" "b" {\n  name = "a"\n}\n`;
    assert.deepEqual(
      machines(text).map(({ id }) => id),
      ['main.tf#a', 'main.tf#a~2'],
    );
  });

  it('of other files of the module belong to those', () => {
    assert.deepEqual(machines('locals {}\n', { 'other.tf': domain('') }), []);
  });
});

describe('terraform user data', () => {
  const instance = (userData: string): string =>
    `resource "aws_instance" "shop" {\n  ami       = "ami-1"\n  user_data = ${userData}\n}\n`;
  const config = '#cloud-config\npackages: [nginx]\n';

  it('is read from literals, files, templates and parts', () => {
    const around = { 'init.yaml': config, 'init.tftpl': config };
    for (const written of [
      '"#cloud-config\\npackages: [nginx]\\n"',
      '<<-EOT\n    #cloud-config\n    packages: [nginx]\n  EOT',
      'file("init.yaml")',
      `file("\${path.module}/init.yaml")`,
      'base64encode(file("./init.yaml"))',
      'filebase64("init.yaml")',
      'templatefile("init.tftpl", { name = "x" })',
      'local.init',
      'data.template_file.init.rendered',
      'data.cloudinit_config.init.rendered',
    ]) {
      const more = `locals {\n  init = file("init.yaml")\n}\ndata "template_file" "init" {\n  template = file("init.yaml")\n}\ndata "cloudinit_config" "init" {\n  part {\n    content = file("init.yaml")\n  }\n}\n`;
      const { software } = machine(instance(written) + more, around);
      assert.deepEqual(
        software.packages.items.map(({ value }) => value),
        ['nginx'],
        written,
      );
      assert.equal(software.packages.rest, undefined, written);
    }
  });

  it('leaves software open where it is put together elsewhere', () => {
    for (const written of [
      'var.init',
      'file("missing.yaml")',
      'join("", [local.a])',
      'module.init.rendered',
    ]) {
      assert.ok(machine(instance(written)).software.packages.rest !== undefined, written);
    }
  });

  it('keeps passwords that a variable fills in out of the secrets', () => {
    const filled = `<<-EOT\n    #cloud-config\n    password: \${var.password}\n    chpasswd: { expire: false }\n  EOT`;
    assert.deepEqual(
      machine(`variable "password" {\n  default = "x"\n}\n${instance(filled)}`).secrets.items,
      [],
    );
    const literal = filled.replace(/\$\{[^}]*\}/, 'kV7mpX2wTrQ9');
    const [secret] = machine(instance(literal)).secrets.items;
    assert.equal(secret?.value.quality, 'literal');
  });

  it('has its places in the file it stands in', () => {
    const text = instance('file("init.sh")');
    const around = { 'init.sh': '#!/bin/sh\napt-get install -y redis-server\n' };
    const [found] = machine(text, around).software.packages.items;
    assert.equal(found?.place?.path, 'init.sh');
    const heredoc = instance('<<-EOT\n    #!/bin/sh\n    apt-get install -y redis-server\n  EOT');
    const [inside] = machine(heredoc).software.packages.items;
    const { start = 0, end = 0 } = inside?.place?.span ?? {};
    assert.equal(heredoc.slice(start, end), 'redis-server');
  });
});

describe('terraform firewalls', () => {
  const open = (machineText: string, groupText: string, around: Readonly<Record<string, string>> = {}) =>
    machine(`${machineText}${groupText}`, around).ports;
  const web = 'resource "aws_instance" "web" {\n  vpc_security_group_ids = [aws_security_group.web.id]\n}\n';
  const group = (ingress: string) =>
    `resource "aws_security_group" "web" {\n  ingress {\n${ingress}\n  }\n}\n`;

  it('open what their rules say, for whom they say it', () => {
    const [port] = open(
      web,
      group('from_port = 20\n to_port = 25\n protocol = "tcp"\n cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]'),
    ).items;
    assert.equal(port && knownValue(port.value.port), 20);
    assert.equal(port?.value.lastPort, 25);
    assert.equal(port && knownValue(port.value.address), '0.0.0.0');
    const [inner] = open(
      web,
      group('from_port = 22\n to_port = 22\n protocol = "tcp"\n cidr_blocks = ["10.0.0.0/8"]'),
    ).items;
    assert.equal(inner && knownValue(inner.value.address), '10.0.0.0/8');
  });

  it('leave the list open where groups are not in the module', () => {
    const outside = 'resource "aws_instance" "web" {\n  vpc_security_group_ids = [module.network.group]\n}\n';
    assert.ok(open(outside, '').rest !== undefined);
    assert.ok(open('resource "aws_instance" "web" {}\n', '').rest !== undefined);
    assert.equal(open(web, group('from_port = 22\n to_port = 22\n protocol = "tcp"')).rest, undefined);
  });

  it('are read from other files', () => {
    const rule = group('from_port = 3389\n to_port = 3389\n protocol = "tcp"\n cidr_blocks = ["0.0.0.0/0"]');
    const [port] = open(web, '', { 'security.tf': rule }).items;
    assert.equal(port?.place?.path, 'security.tf');
  });

  it('open nothing to the internet for machines without a public address', () => {
    const inner = web.replace('{\n', '{\n  associate_public_ip_address = false\n');
    const rule = group('from_port = 22\n to_port = 22\n protocol = "tcp"\n cidr_blocks = ["0.0.0.0/0"]');
    const [port] = open(inner, rule).items;
    assert.equal(port && isKnown(port.value.address), false);
  });
});

describe('terraform connections', () => {
  it('with WinRM are plain unless HTTPS or NTLM is used', () => {
    const plain = (settings: string) =>
      machine(domain(`  connection {\n    type = "winrm"\n    ${settings}\n  }`)).plaintextManagement.items
        .length;
    assert.equal(plain(''), 1);
    assert.equal(plain('https = true'), 0);
    assert.equal(plain('use_ntlm = true'), 0);
    assert.equal(plain('https = var.secure'), 0);
  });

  it('name the tools that run from outside', () => {
    const run = domain(
      '  provisioner "local-exec" {\n    command = "ansible-playbook -i inventory site.yml"\n  }\n  provisioner "file" {\n    source = "a"\n  }',
    );
    const { provisioners, software } = machine(run);
    assert.deepEqual(
      provisioners.items.map(({ value }) => value),
      ['ansible'],
    );
    assert.ok(software.packages.rest !== undefined);
  });
});
