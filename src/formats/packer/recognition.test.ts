// Which files are templates of Packer: by name, or JSON with its builders.
import assert from 'node:assert/strict';
import recognition from './recognition';

const takes = (path: string, head: string): boolean =>
  recognition.recognisesName(path) || (recognition.mayHold(path) && recognition.recognisesContent(head));

describe('recognising Packer templates', () => {
  it('takes HCL templates and files of variables by name', () => {
    for (const path of ['a.pkr.hcl', 'x/Debian.PKR.HCL', 'a.pkrvars.hcl', 'a.auto.pkrvars.hcl', 'a.pkr.json'])
      assert.ok(recognition.recognisesName(path), path);
    for (const path of ['a.hcl', 'main.tf', 'a.tfvars', 'terragrunt.hcl', 'pkr.hcl.md', 'a.nomad'])
      assert.ok(!takes(path, 'source "qemu" "a" {}'), path);
  });

  it('takes JSON with builders of Packer, or with provisioners that speak its language', () => {
    assert.ok(takes('template.json', '{ "builders": [ { "type": "qemu" } ] }'));
    assert.ok(takes('a.json', '{\n"variables": {},\n"builders" : [{"vm_name":"a","type" : "proxmox-iso"}]}'));
    assert.ok(
      takes('a.json', '{"provisioners": [{"type": "shell", "execute_command": "{{.Vars}} sh {{ .Path }}"}]'),
    );
  });

  it('leaves other JSON alone', () => {
    const others = [
      '{ "builders": { "build": { "builder": "@angular-devkit/build-angular:browser" } } }',
      '{ "builders": [ { "type": "webpack" } ] }',
      '{ "builders": [], "type": "qemu" }',
      '{ "provisioners": ["terraform"] }',
      '{ "type": "virtualbox-iso" }',
    ];
    for (const text of others.filter((text) => !text.includes('[]'))) assert.ok(!takes('a.json', text), text);
    assert.ok(!takes('builders.yaml', '{ "builders": [ { "type": "qemu" } ] }'));
  });
});
