// Which control a setting belongs to, and for whom it is named.
import assert from 'node:assert/strict';
import { implied, notStated, stated } from '../core/fact';
import { documents } from './sources';
import { stigControlOf, stigControls, stigNote } from './vsphere-stig';

describe('vSphere STIG', () => {
  it('finds the control of a setting, whatever its case and numbers', () => {
    const settings: Readonly<Record<string, string | undefined>> = {
      'isolation.tools.copy.disable = "FALSE"': 'VMCH-80-000189',
      'Ethernet12.filter3.name = "x"': 'VMCH-80-000200',
      'RemoteDisplay.maxConnections': 'VMCH-80-000195',
      'LOGGING="FALSE"': 'VMCH-80-000207',
      'scsi0:12.mode = "independent-nonpersistent"': 'VMCH-80-000208',
      'memsize = "4"': undefined,
      '': undefined,
    };
    for (const [setting, id] of Object.entries(settings))
      assert.equal(stigControlOf(setting)?.id, id, setting);
  });

  it('has every control from 189 to 214 but 190, each once', () => {
    const ids = Object.values(stigControls).map(({ id }) => id);
    const expected = Array.from({ length: 26 }, (_, index) => `VMCH-80-000${189 + index}`);
    assert.deepEqual(
      [...ids].sort(),
      expected.filter((id) => id !== 'VMCH-80-000190'),
    );
  });

  it('names controls for machines of VMware only', () => {
    const place = { path: 'a.vmx', span: { start: 0, end: 1 } };
    const why = { en: 'a', de: 'b' };
    const vmware = { hypervisor: implied('vmware' as const, why, documents.vsphereStig) };
    const { copy, paste } = stigControls;
    assert.equal(stigNote(vmware, copy, paste).de, ' (vSphere 8 STIG VMCH-80-000189, VMCH-80-000192)');
    assert.equal(stigNote(vmware, undefined).en, '');
    assert.equal(stigNote({ hypervisor: stated('kvm' as const, place) }, copy).en, '');
    assert.equal(stigNote({ hypervisor: notStated }, copy).en, '');
  });
});
