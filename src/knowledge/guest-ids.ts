// Operating systems behind the ids of guests that VirtualBox, VMware and Proxmox use, CIM's numbers and descriptions in words.
import type { OperatingSystem } from '../core/workload';
import { operatingSystemOf } from './operating-systems';

const windows = (release: string): OperatingSystem => ({
  family: 'windows',
  distribution: 'windows',
  release,
});
const server = (release: string): OperatingSystem => ({
  family: 'windows',
  distribution: 'windows-server',
  release,
});
const linux = (distribution?: string): OperatingSystem => ({
  family: 'linux',
  ...(distribution === undefined ? {} : { distribution }),
});

/**
 * The operating system behind VirtualBox's id of a guest (`VBoxManage list ostypes`): `Debian12_64`, `Ubuntu22_LTS_64`,
 * `WindowsXP`. `undefined` for `Other` and ids that name nothing we know.
 */
export function operatingSystemOfVirtualBox(id: string): OperatingSystem | undefined {
  const bare = id
    .trim()
    .toLowerCase()
    .replace(/_(?:arm|x86_)?64$/, '');
  if (/^(?:other)?linux/.test(bare)) return linux();
  if (/^(?:windows2000|win2k)$/.test(bare)) return windows('2000');
  if (bare === 'opensolaris') return { family: 'solaris', distribution: 'solaris' };
  // `RedHat9`, `Oracle9`, `Ubuntu22_LTS`; an Ubuntu without LTS leaves the month open.
  return operatingSystemOf(
    bare
      .replace(/^redhat/, 'rhel')
      .replace(/^oracle/, 'oracle-linux')
      .replace(/^(ubuntu)(\d\d)_lts$/, '$1-$2.04')
      .replace(/_/g, '-'),
  );
}

const cimSystems: Readonly<Record<number, OperatingSystem>> = {
  2: { family: 'macos', distribution: 'macos' },
  29: { family: 'solaris', distribution: 'solaris' },
  36: linux(),
  41: { family: 'bsd' },
  42: { family: 'bsd', distribution: 'freebsd' },
  43: { family: 'bsd', distribution: 'netbsd' },
  58: { family: 'windows', release: '2000' },
  65: { family: 'bsd', distribution: 'openbsd' },
  67: windows('xp'),
  69: server('2003'),
  70: server('2003'),
  71: windows('xp'),
  73: windows('vista'),
  74: windows('vista'),
  76: server('2008'),
  77: server('2008'),
  78: { family: 'bsd', distribution: 'freebsd' },
  79: linux('rhel'),
  80: linux('rhel'),
  81: { family: 'solaris', distribution: 'solaris' },
  82: linux(),
  83: linux(),
  84: linux('sles'),
  85: linux('sles'),
  89: linux(),
  90: linux(),
  93: linux('ubuntu'),
  94: linux('ubuntu'),
  95: linux('debian'),
  96: linux('debian'),
  97: linux(),
  98: linux(),
  99: linux(),
  100: linux(),
  101: linux(),
  103: server('2008-r2'),
  105: windows('7'),
  106: linux('centos'),
  107: linux('centos'),
  108: linux('oracle-linux'),
  109: linux('oracle-linux'),
};

/**
 * The operating system of a number of CIM_OperatingSystem.OSType, as OVF's OperatingSystemSection has it; the ids above
 * 109, which versions of the schema number differently, are left out.
 */
export function operatingSystemOfCimId(id: number): OperatingSystem | undefined {
  return cimSystems[id];
}

/** The operating system of a description such as `Red Hat Enterprise Linux 8 (64-bit)`; `or later` names no release. */
export function operatingSystemOfDescription(text: string): OperatingSystem | undefined {
  const name = text.trim().toLowerCase();
  const found = operatingSystemOf(name.replace(/\s+/g, '-')) ?? (/linux/.test(name) ? linux() : undefined);
  if (found === undefined || !/or (?:later|newer)/.test(name)) return found;
  const { family, distribution } = found;
  return distribution === undefined ? { family } : { family, distribution };
}

/**
 * Ids of VMware whose number is not the release; without the mark of 64 bits. Names as in the API's
 * VirtualMachineGuestOsIdentifier; an id ending in `srvnext` was made before its release had a name.
 */
const vmwareSystems: readonly (readonly [RegExp, OperatingSystem])[] = [
  [/^windows7(srv|server)$/, server('2008-r2')],
  [/^windows8(srv|server)$/, server('2012')],
  [/^windows9(srv|server)$/, server('2016')],
  [/^windows2019(srv|server)$/, server('2019')],
  [/^windows2019srvnext$/, server('2022')],
  [/^windows2022srvnext$/, server('2025')],
  [/^windowshyperv$/, { family: 'windows', distribution: 'windows-server' }],
  [/^windows9$/, windows('10')],
  [/^windows(7|8|11)$/, { family: 'windows', distribution: 'windows' }],
  [/^win(longhorn|server2008)|^longhorn/, server('2008')],
  [/^winnet\w+$/, server('2003')],
  [/^win2000(serv|advserv)$/, server('2000')],
  [/^win2000pro$/, windows('2000')],
  [/^winvista$/, windows('vista')],
  [/^winxp\w*$/, windows('xp')],
  [/^winnt$/, windows('nt')],
  [/^win(95|98|me|31)$/, { family: 'windows', distribution: 'windows' }],
  [/^darwin\d*$/, { family: 'macos', distribution: 'macos' }],
  [/^solaris\d+$/, { family: 'solaris', distribution: 'solaris' }],
  [/^vmware-?photon$/, linux('photon')],
  [/^rhel|^redhat/, linux('rhel')],
  [/^sles$/, linux('sles')],
  [/^opensuse$/, linux('opensuse')],
  [
    /^other\d*x?linux$|^linux$|^(mandrake|mandriva|asianux\d*|turbolinux|suse|nld9|oes|sjds|genericlinux)$/,
    {
      family: 'linux',
    },
  ],
];

/**
 * The operating system of a `guestOS` of VMware, as a .vmx file (`windows9srv-64`, `arm-ubuntu-64`) or the API
 * (`windows9Server64Guest`) writes it. `undefined` for `other` and ids without a row.
 */
export function operatingSystemOfVmware(id: string): OperatingSystem | undefined {
  const name = id
    .trim()
    .toLowerCase()
    .replace(/guest(64)?$/, '')
    .replace(/[-_]?64$/, '')
    .replace(/^arm-/, '');
  for (const [pattern, os] of vmwareSystems) {
    const match = pattern.exec(name);
    if (match === null) continue;
    const number = /^(?:windows|solaris|rhel)(\d+)$/.exec(name)?.[1];
    return os.release === undefined && number !== undefined ? { ...os, release: number } : os;
  }
  return operatingSystemOf(name);
}

/**
 * The systems behind an `ostype` of Proxmox VE that stand for one release. The newer Windows types stand for a client and
 * for servers at once (`win10`: Windows 10, Server 2016 and 2019), so only the family is known.
 */
const proxmoxSystems: Readonly<Record<string, OperatingSystem>> = {
  l24: linux(),
  l26: linux(),
  solaris: { family: 'solaris', distribution: 'solaris' },
  wxp: windows('xp'),
  w2k: windows('2000'),
  w2k3: server('2003'),
  w2k8: server('2008'),
  wvista: windows('vista'),
  win7: windows('7'),
  win8: { family: 'windows' },
  win10: { family: 'windows' },
  win11: { family: 'windows' },
};

/** The operating system of an `ostype` of Proxmox VE; `undefined` for `other` and names that are none. */
export function operatingSystemOfProxmox(type: string): OperatingSystem | undefined {
  return Object.hasOwn(proxmoxSystems, type) ? proxmoxSystems[type] : undefined;
}
