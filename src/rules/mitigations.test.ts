// What lowers severities: which property of the surroundings does it for which rule, and that the finding says so.
import assert from 'node:assert/strict';
import { stated } from '../core/fact';
import { render } from '../core/message';
import type { PostureFacts } from '../core/posture';
import { usualPath } from '../formats/testing';
import { findingsOf } from './testing';

const place = { path: 'berth.yaml', span: { start: 0, end: 0 } };
const yes = stated(true, place);

async function found(
  rule: string,
  lines: string,
  posture: Partial<PostureFacts>,
  path = usualPath('quadlet'),
) {
  const text = `[Container]\nImage=docker.io/acme/app:1.0\n${lines}\n`;
  return await findingsOf(rule, { format: 'quadlet', text, path, posture });
}

const rootless: Partial<PostureFacts> = { rootless: yes };
const mapped: Partial<PostureFacts> = { userNamespaces: yes };
const sandboxed: Partial<PostureFacts> = { defaultRuntime: stated('runsc', place) };
const noNew: Partial<PostureFacts> = { noNewPrivileges: yes };

/** Rule, the unit's lines, the posture, the severity without and with it. */
const cases: readonly (readonly [string, string, Partial<PostureFacts>, string, string])[] = [
  ['container-runs-as-root', 'User=root', mapped, 'warning', 'hint'],
  ['container-runs-as-root', 'User=root', rootless, 'warning', 'hint'],
  ['container-runs-as-root', 'User=root', sandboxed, 'warning', 'info'],
  ['container-privileged', 'PodmanArgs=--privileged', rootless, 'error', 'warning'],
  ['container-privileged', 'PodmanArgs=--privileged', noNew, 'error', 'error'],
  ['container-dangerous-cap', 'AddCapability=SYS_ADMIN', mapped, 'error', 'warning'],
  ['container-dangerous-cap', 'AddCapability=SYS_ADMIN', sandboxed, 'error', 'info'],
  ['container-seccomp-unconfined', 'SeccompProfile=unconfined', sandboxed, 'error', 'info'],
  ['container-seccomp-unconfined', 'SeccompProfile=unconfined', rootless, 'error', 'error'],
  ['container-docker-socket', 'Volume=/run/docker.sock:/d', rootless, 'error', 'warning'],
  ['container-docker-socket', 'Volume=/run/docker.sock:/d', sandboxed, 'error', 'error'],
  ['container-host-network', 'Network=host', rootless, 'warning', 'info'],
  ['container-sensitive-mount', 'Volume=/etc:/e', rootless, 'error', 'warning'],
  ['container-no-new-privileges-missing', 'ReadOnly=true', noNew, 'info', 'hint'],
  ['container-no-new-privileges-missing', 'NoNewPrivileges=false', noNew, 'info', 'info'],
  [
    'container-host-user-namespace',
    'UserNS=host',
    { userNamespaces: stated(false, place) },
    'warning',
    'hint',
  ],
];

describe('mitigations', () => {
  for (const [rule, lines, posture, without, expected] of cases) {
    it(`${rule}, ${lines}, ${Object.keys(posture).join()}: ${without} becomes ${expected}`, async () => {
      const severities = async (given: Partial<PostureFacts>): Promise<string[]> =>
        (await found(rule, lines, given)).map(({ severity }) => severity);
      assert.deepEqual(await severities({}), [without]);
      assert.deepEqual(await severities(posture), [expected]);
    });
  }

  it('are said with the finding', async () => {
    const [finding] = await found('container-privileged', 'PodmanArgs=--privileged', rootless);
    assert.equal(finding?.adjusted?.from, 'error');
    assert.match(render(finding.adjusted.why, 'en'), /^Counted as warning instead of error: .+ without root/);
  });

  it('hold for user ids that the container itself asks for, and not against its word', async () => {
    const own = await found('container-runs-as-root', 'User=root\nUserNS=auto', {});
    assert.deepEqual([own[0]?.severity, own[0]?.adjusted?.from], ['hint', 'warning']);
    const host = await found('container-runs-as-root', 'User=root\nUserNS=host', mapped);
    assert.deepEqual([host[0]?.severity, host[0]?.adjusted], ['warning', undefined]);
  });

  it('hold for the units of a user, and for runtimes that map users', async () => {
    const path = 'dotfiles/.config/containers/systemd/app.container';
    const own = await found('container-privileged', 'PodmanArgs=--privileged', {}, path);
    assert.deepEqual([own[0]?.severity, own[0]?.adjusted?.from], ['warning', 'error']);
    const lines = 'PodmanArgs=--privileged --runtime=sysbox-runc';
    const mappedOnes = await found('container-privileged', lines, {});
    assert.deepEqual([mappedOnes[0]?.severity, mappedOnes[0]?.adjusted?.from], ['warning', 'error']);
  });

  it('leave alone what is milder already', async () => {
    const [finding] = await found('container-caps-not-dropped', 'ReadOnly=true', rootless);
    assert.deepEqual([finding?.severity, finding?.adjusted], ['hint', undefined]);
  });
});
