// Edits of cloud-configs: where they are made, and where not.
import assert from 'node:assert/strict';
import type { Change } from '../../core/format';
import cloudInit from './index';

function edited(text: string, change: (from: ReturnType<typeof machineOf>) => Change): string | undefined {
  const reading = cloudInit.read(text, 'user-data');
  const edits = reading.edits(change(machineOf(text)));
  return edits?.reduceRight(
    (done, { span, text: inserted }) => done.slice(0, span.start) + inserted + done.slice(span.end),
    text,
  );
}

function machineOf(text: string) {
  const [machine] = cloudInit.read(text, 'user-data').workloads;
  assert.ok(machine);
  return machine;
}

const upgrade = (machine: ReturnType<typeof machineOf>): Change => {
  assert.ok(machine.automaticUpdates.state === 'stated');
  return { kind: 'replace', place: machine.automaticUpdates.place, value: 'true' };
};

const firstPackage = (machine: ReturnType<typeof machineOf>): Change => {
  const [found] = machine.software.packages.items;
  assert.ok(found?.state === 'stated');
  return { kind: 'remove', place: found.place };
};

describe('edits of user data', () => {
  it('replace a value and keep its comment', () => {
    assert.equal(
      edited('#cloud-config\npackage_upgrade: no # slow\n', upgrade),
      '#cloud-config\npackage_upgrade: true # slow\n',
    );
  });

  it('reach into the parts of a message', () => {
    const message = (value: string): string =>
      `Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/cloud-config\n\n#cloud-config\npackage_upgrade: ${value}\n--b--\n`;
    assert.equal(edited(message('false'), upgrade), message('true'));
  });

  it('remove an item', () => {
    assert.equal(
      edited('#cloud-config\npackages:\n  - xrdp # remote\n  - nginx\n', firstPackage),
      '#cloud-config\npackages:\n  - nginx\n',
    );
  });

  it('are not made of commands, of what aliases share, and of what a template decides', () => {
    assert.equal(edited('#cloud-config\nruncmd:\n  - apt-get install -y xrdp\n', firstPackage), undefined);
    assert.equal(edited('#cloud-config\nx: &x [xrdp, vim]\npackages: *x\ny: *x\n', firstPackage), undefined);
  });
});
