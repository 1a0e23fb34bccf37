// Operating systems by the names people know: `CentOS 7`, `Windows Server 2012 R2`.
import type { OperatingSystem } from '../core/workload';

/** Names that are not spelled like their words with capitals. */
const spellings: Readonly<Record<string, string>> = {
  almalinux: 'AlmaLinux',
  bsd: 'BSD',
  centos: 'CentOS',
  'centos-stream': 'CentOS Stream',
  freebsd: 'FreeBSD',
  macos: 'macOS',
  netbsd: 'NetBSD',
  openbsd: 'OpenBSD',
  'opensuse-leap': 'openSUSE Leap',
  rhel: 'RHEL',
  rocky: 'Rocky Linux',
  sles: 'SLES',
};

function withCapitals(name: string): string {
  return name
    .split(/[- ]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

/** `Ubuntu 22.04`, `Windows Server 2012 R2`; the family where no distribution is known. */
export function systemName({ family, distribution = family, release }: OperatingSystem): string {
  const name = spellings[distribution] ?? withCapitals(distribution);
  if (release === undefined) return name;
  return `${name} ${release === 'xp' ? 'XP' : withCapitals(release)}`;
}
