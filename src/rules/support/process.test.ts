// Start lines taken apart: what a shell would run, and what it only mentions.
import assert from 'node:assert/strict';
import type { ContainerWorkload } from '../../core/workload';
import { readExample } from '../../formats/testing';
import { programOf, startedServices, starts } from './process';

async function image(text: string): Promise<ContainerWorkload> {
  const { workloads } = await readExample('dockerfile', 'Dockerfile', `FROM alpine:3.22\n${text}\n`);
  const [first] = workloads;
  assert.ok(first?.kind === 'container');
  return first;
}

async function programs(text: string): Promise<string[]> {
  return starts(await image(text)).map((start) => programOf(start) + (start.background ? ' &' : ''));
}

describe('starts', () => {
  it('splits at separators outside quotes', async () => {
    assert.deepEqual(await programs("CMD a 'x && y; z' && b | c || d; exec e"), ['a', 'b', 'c', 'd', 'e']);
  });

  it('tells the background from redirections and from the characters of an address', async () => {
    assert.deepEqual(await programs('CMD a >log 2>&1 & b &>all "u?x=1&y=2"'), ['a &', 'b']);
  });

  it('looks into sh -c, and past assignments', async () => {
    assert.deepEqual(await programs('CMD ["/bin/bash", "-ec", "PORT=1 HOST=x /opt/run & wait"]'), [
      'run &',
      'wait',
    ]);
  });

  it('reads on after a continued line', async () => {
    assert.deepEqual(await programs('CMD a && \\\n    b -x \\\r\n  && c'), ['a', 'b', 'c']);
  });

  it('takes exec form as it stands', async () => {
    assert.deepEqual(await programs('ENTRYPOINT ["/init", "a & b"]\nCMD ["serve"]'), ['init', 'serve']);
  });

  it('has nothing for an empty ENTRYPOINT or one that is not known', async () => {
    assert.deepEqual(await programs('ENTRYPOINT []'), []);
    assert.deepEqual(await programs('EXPOSE 1'), []);
  });
});

describe('startedServices', () => {
  it('knows the ways to start one', async () => {
    const workload = await image(
      'CMD service a start && /etc/init.d/b restart && rc-service c start && systemctl start d && service e stop',
    );
    assert.deepEqual(
      startedServices(workload).map(({ name }) => name),
      ['a', 'b', 'c', 'd'],
    );
  });
});
