// Postures from files: the configuration of an engine, and what an engine said of itself.
import assert from 'node:assert/strict';
import { type Fact, isKnown } from '../core/fact';
import type { FormatId } from '../core/format';
import { readExample, usualPath } from '../formats/testing';
import { postureOf } from './posture';

async function posture(format: FormatId, text: string): Promise<Record<string, unknown>> {
  const { declarations = [] } = await readExample(format, usualPath(format), text);
  const engine = declarations.find((declaration) => declaration.kind === 'engine') ?? assert.fail();
  const short = (fact: Fact<unknown>): unknown => (isKnown(fact) ? fact.value : 'unknown');
  return Object.fromEntries(Object.entries(postureOf(engine)).map(([name, fact]) => [name, short(fact)]));
}

describe('posture of a file', () => {
  it('is what a configuration says, or Docker’s defaults', async () => {
    assert.deepEqual(
      await posture('daemon-json', '{ "userns-remap": "default", "log-opts": { "max-size": "1m" } }'),
      {
        rootless: 'unknown',
        userNamespaces: true,
        noNewPrivileges: false,
        defaultRuntime: 'runc',
        limitedLogs: true,
      },
    );
  });

  it('is what a report says, and unknown beyond', async () => {
    const text =
      'Server Version: 29.0.1\nStorage Driver: overlay2\nLogging Driver: json-file\nSecurity Options:\n seccomp\n  Profile: builtin\n rootless\nDefault Runtime: runsc\n';
    assert.deepEqual(await posture('docker-info', text), {
      rootless: true,
      userNamespaces: true,
      noNewPrivileges: false,
      defaultRuntime: 'runsc',
      limitedLogs: 'unknown',
    });
  });
});
