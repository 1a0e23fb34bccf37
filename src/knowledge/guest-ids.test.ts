// Ids and descriptions of guests, each with what it decides.
import assert from 'node:assert/strict';
import type { OperatingSystem } from '../core/workload';
import {
  operatingSystemOfCimId,
  operatingSystemOfDescription,
  operatingSystemOfProxmox,
  operatingSystemOfVirtualBox,
  operatingSystemOfVmware,
} from './guest-ids';

function short(os: OperatingSystem | undefined): string {
  if (os === undefined) return '-';
  return [os.family, os.distribution, os.release].filter((part) => part !== undefined).join(' ');
}

describe('ids of guests', () => {
  it('of VirtualBox', () => {
    const ids: Readonly<Record<string, string>> = {
      Ubuntu_64: 'linux ubuntu',
      Ubuntu22_LTS_64: 'linux ubuntu 22.04',
      Ubuntu24_LTS_arm64: 'linux ubuntu 24.04',
      Ubuntu23_64: 'linux ubuntu',
      Debian12_64: 'linux debian 12',
      Debian_arm64: 'linux debian',
      RedHat9_64: 'linux rhel 9',
      Oracle9_64: 'linux oracle-linux 9',
      Fedora_64: 'linux fedora',
      ArchLinux_64: 'linux arch',
      Linux26_64: 'linux',
      OtherLinux: 'linux',
      WindowsXP_64: 'windows windows xp',
      Windows2000: 'windows windows 2000',
      Windows7: 'windows windows 7',
      Windows81_64: 'windows windows 8.1',
      Windows11_64: 'windows windows 11',
      Windows2012_64: 'windows windows-server 2012',
      Windows2022_64: 'windows windows-server 2022',
      FreeBSD_64: 'bsd freebsd',
      MacOS1013_64: 'macos macos',
      OpenSolaris_64: 'solaris solaris',
      Other_64: '-',
    };
    for (const [id, system] of Object.entries(ids))
      assert.equal(short(operatingSystemOfVirtualBox(id)), system, id);
  });

  it('of CIM', () => {
    assert.deepEqual([69, 94, 101, 1, 999].map(operatingSystemOfCimId).map(short), [
      'windows windows-server 2003',
      'linux ubuntu',
      'linux',
      '-',
      '-',
    ]);
  });

  it('in words', () => {
    const words: Readonly<Record<string, string>> = {
      'Red Hat Enterprise Linux 6 (32-bit)': 'linux rhel 6',
      'Ubuntu Linux (64-bit)': 'linux ubuntu',
      'Debian GNU/Linux 11 (64-bit)': 'linux debian 11',
      'Microsoft Windows Server 2016 or later (64-bit)': 'windows windows-server',
      'Other 4.x or later Linux (64-bit)': 'linux',
      'FreeBSD 13 or later versions (64-bit)': 'bsd freebsd',
      'Other (32-bit)': '-',
    };
    for (const [text, system] of Object.entries(words))
      assert.equal(short(operatingSystemOfDescription(text)), system, text);
  });
});

describe('operatingSystemOfVmware', () => {
  const ids: Readonly<Record<string, string>> = {
    'windows9-64': 'windows windows 10',
    'windows11-64': 'windows windows 11',
    'windows7srv-64': 'windows windows-server 2008-r2',
    'windows8srv-64': 'windows windows-server 2012',
    'windows9srv-64': 'windows windows-server 2016',
    windows9Server64Guest: 'windows windows-server 2016',
    windows2019srv_64Guest: 'windows windows-server 2019',
    'windows2019srvNext-64': 'windows windows-server 2022',
    'windows2022srvNext-64': 'windows windows-server 2025',
    winNetEnterprise: 'windows windows-server 2003',
    'longhorn-64': 'windows windows-server 2008',
    'winServer2008Cluster-32': 'windows windows-server 2008',
    winXPPro: 'windows windows xp',
    win98: 'windows windows',
    'ubuntu-64': 'linux ubuntu',
    'arm-ubuntu-64': 'linux ubuntu',
    RHEL5: 'linux rhel 5',
    rhel7_64Guest: 'linux rhel 7',
    'centos-64': 'linux centos',
    'centos8-64': 'linux centos 8',
    'debian12-64': 'linux debian 12',
    'sles-64': 'linux sles',
    'sles15-64': 'linux sles 15',
    'oraclelinux8-64': 'linux oracle-linux 8',
    'vmware-photon-64': 'linux photon',
    'freebsd-64': 'bsd freebsd',
    'freeBSD13-64': 'bsd freebsd 13',
    'darwin20-64': 'macos macos',
    'solaris11-64': 'solaris solaris 11',
    other26xlinux: 'linux',
    otherLinux64Guest: 'linux',
    'other-64': '-',
    otherGuest64: '-',
    vmkernel7: '-',
  };
  for (const [id, expected] of Object.entries(ids)) {
    it(`${id} is ${expected}`, () => assert.equal(short(operatingSystemOfVmware(id)), expected));
  }
});

describe('operatingSystemOfProxmox', () => {
  it('names a release only where the type stands for one', () => {
    const types = ['l26', 'wxp', 'w2k8', 'win7', 'win10', 'win11', 'solaris', 'other', 'toString'];
    assert.deepEqual(
      types.map((type) => short(operatingSystemOfProxmox(type))),
      [
        'linux',
        'windows windows xp',
        'windows windows-server 2008',
        'windows windows 7',
        'windows',
        'windows',
        'solaris solaris',
        '-',
        '-',
      ],
    );
  });
});
