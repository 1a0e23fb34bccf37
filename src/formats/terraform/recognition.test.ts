// Which files are Terraform files of ours.
import assert from 'node:assert/strict';
import { recogniseAmong } from '../recognise';
import { recognitions } from '../recognitions.generated';
import recognition from './recognition';

const idOf = (path: string, text: string) => recogniseAmong(recognitions, path, () => text)?.id;

describe('terraform recognition', () => {
  it('takes files with machines', () => {
    for (const type of ['libvirt_domain', 'proxmox_vm_qemu', 'aws_instance', 'google_compute_instance']) {
      assert.equal(idOf('main.tf', `# ours\n\nresource "${type}" "shop" {\n}\n`), 'terraform', type);
    }
    assert.equal(idOf('vms/web.tf', 'resource aws_instance web {\n}\n'), 'terraform');
    assert.equal(idOf('main.tofu', '  resource   "hyperv_machine_instance" "a"{}\n'), 'terraform');
  });

  it('takes files with rules about who reaches machines', () => {
    assert.equal(idOf('security.tf', 'resource "aws_security_group" "web" {\n}\n'), 'terraform');
    assert.equal(idOf('fw.tf', 'resource "google_compute_firewall" "ssh" {\n}\n'), 'terraform');
  });

  it('leaves the others alone', () => {
    const foreign = [
      'variable "size" {\n  default = "t3.micro"\n}\n',
      'resource "aws_s3_bucket" "logs" {\n}\n',
      'data "aws_instance" "found" {\n}\n',
      '# resource "aws_instance" "web" {\n',
      'resource "aws_instance_profile" "web" {\n}\n',
      'resource "proxmox_lxc" "shop" {\n}\n',
      '',
    ];
    for (const text of foreign) assert.equal(idOf('main.tf', text), undefined, text);
    const machine = 'resource "aws_instance" "web" {\n}\n';
    for (const path of ['main.tf.json', 'main.txt', 'main.tfvars', 'main.hcl'])
      assert.equal(idOf(path, machine), undefined, path);
  });

  it('is not slowed down by odd texts', () => {
    const text = `${'resource "'.repeat(5000)}${' \t'.repeat(20_000)}`;
    const started = process.hrtime.bigint();
    assert.equal(recognition.recognisesContent(text), false);
    assert.ok(process.hrtime.bigint() - started < 1_000_000_000n);
  });
});
