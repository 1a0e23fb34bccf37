// What scripts say about updates, and what only sounds like it.
import assert from 'node:assert/strict';
import { stated } from '../../core/fact';
import { readLine } from './facts';
import { periodicIn, type Updating, updatesFact, updatesIn } from './updates';

const hows = (script: string): readonly string[] =>
  updatesIn(script, readLine(script).commands).map(({ how }) => how);

describe('updates in scripts', () => {
  it('are switched off', () => {
    for (const script of [
      'apt-get remove -y unattended-upgrades',
      'sudo apt purge -y unattended-upgrades popularity-contest',
      'systemctl disable --now apt-daily-upgrade.timer',
      'systemctl mask unattended-upgrades.service',
      'sh -c "yum -y remove yum-cron"',
      'echo \'APT::Periodic::Unattended-Upgrade "0";\' > /etc/apt/apt.conf.d/20auto-upgrades',
      'echo "APT::Periodic::Enable \\"0\\";" >> /etc/apt/apt.conf.d/10periodic',
    ])
      assert.deepEqual(hows(script), ['off'], script);
  });

  it('are switched on, or made once', () => {
    assert.deepEqual(hows('apt-get install -y unattended-upgrades'), ['regular']);
    assert.deepEqual(hows('systemctl enable --now dnf-automatic.timer'), ['regular']);
    assert.deepEqual(hows('apt-get update && apt-get -y dist-upgrade'), ['once']);
    assert.deepEqual(hows('dnf -y update'), ['once']);
    assert.deepEqual(hows('apk upgrade --no-cache'), ['once']);
  });

  it('are no matter of these', () => {
    for (const script of [
      'apt-get update',
      'yum update -y openssl',
      'systemctl stop apt-daily.timer',
      'systemctl restart unattended-upgrades',
      'apt-get remove -y snapd',
      'pip install --upgrade pip',
    ])
      assert.deepEqual(hows(script), [], script);
    assert.deepEqual(periodicIn('// APT::Periodic::Enable "0";\n# APT::Periodic::Enable "0";'), []);
  });

  it('count by what weighs most', () => {
    const place = { path: 'a', span: { start: 0, end: 1 } };
    const fact = (...steps: readonly Updating[]) => updatesFact(steps.map((how) => stated(how, place)));
    const value = (...steps: readonly Updating[]) => {
      const found = fact(...steps);
      return found.state === 'stated' ? found.value : found.state;
    };
    assert.equal(value('once', 'off'), false);
    assert.equal(value('never', 'regular'), true);
    assert.equal(value('never'), false);
    assert.equal(value('never', 'once'), true);
    assert.equal(value(), 'unknown');
  });
});
