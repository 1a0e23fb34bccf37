// What counts as changing another machine by hand over SSH, and what does not.
import assert from 'node:assert/strict';
import { alone } from '../format';
import script from './index';
import recognition from './recognition';

function stepsOf(text: string): readonly string[] {
  const { declarations } = script.read(text, 'deploy.sh', {}, alone);
  return (declarations ?? []).flatMap((declaration) =>
    declaration.kind === 'remote-deployment'
      ? [...declaration.copies.items, ...declaration.steps.items].map(({ value }) => value)
      : [],
  );
}

const cases: readonly (readonly [command: string, steps: readonly string[]])[] = [
  ['ssh web1 systemctl restart shop', ['systemctl restart']],
  ['ssh -i key -o StrictHostKeyChecking=no web1 -- sudo service shop restart', ['service restart']],
  ['ssh "$HOST" "cd /srv && git pull && npm ci"', ['git pull', 'npm ci']],
  ['ssh web1 <<EOF\ndocker pull acme/shop\ndocker run -d acme/shop\nEOF', ['docker pull', 'docker run']],
  [
    'rsync -az build/ web1:/srv/\nscp x.tar "$HOST:/tmp"\nssh web1 apt-get -y install nginx',
    ['rsync', 'scp', 'apt-get install'],
  ],
  ['scp web1:/var/log/x .\nssh web1 systemctl status shop', []],
  ['ssh -p 2222 root@localhost apt-get install -y nginx', []],
  ['ssh-keygen -t ed25519 && systemctl restart shop', []],
  ['ssh -N -L 5432:db:5432 web1 # then docker run', []],
  ['ansible-playbook -e ansible_connection=ssh site.yml', []],
];

describe('deployments over SSH', () => {
  for (const [command, steps] of cases)
    it(`${steps.join(', ') || 'nothing'}: ${command.replaceAll('\n', '; ')}`, () => {
      assert.deepEqual(stepsOf(`#!/bin/sh\n${command}\n`), steps);
    });

  it('make a script one of ours', () => {
    assert.ok(recognition.recognisesContent('#!/bin/sh\nssh web1 "systemctl restart shop"\n'));
    assert.ok(!recognition.recognisesContent('#!/bin/sh\nssh web1 uptime\nscp a web1:b\n'));
  });

  it('are read from any beginning', () => {
    const text = cases.map(([command]) => command).join('\n');
    for (let end = 0; end <= text.length; end++) stepsOf(text.slice(0, end));
  });
});
