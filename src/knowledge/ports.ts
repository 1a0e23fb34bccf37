// Ports that administer or hold data and should not be open to everybody.

import type { Source } from '../core/source';
import { attack, bsi, cis, owasp } from './sources';

/** What listens behind a port by convention. */
export type AdminPortKind = 'shell' | 'remote-desktop' | 'management' | 'engine' | 'database';

/** A port with its usual service. */
export interface AdminPort {
  readonly port: number;
  readonly protocol: 'tcp';
  /** The usual service's name. */
  readonly service: string;
  readonly kind: AdminPortKind;
  readonly sources: readonly Source[];
}

function row(port: number, service: string, kind: AdminPortKind): AdminPort {
  const sources =
    kind === 'database' || kind === 'engine'
      ? [cis('5.14'), owasp('R5a')]
      : [cis('5.14'), bsi('SYS.1.5.A5'), attack('T1133')];
  return { port, protocol: 'tcp', service, kind, sources };
}

/** Ports of remote administration, container engines and data stores. */
export const adminPorts: readonly AdminPort[] = [
  row(22, 'SSH', 'shell'),
  row(23, 'Telnet', 'shell'),
  row(2375, 'Docker API', 'engine'),
  row(2376, 'Docker API (TLS)', 'engine'),
  row(3306, 'MySQL', 'database'),
  row(3389, 'RDP', 'remote-desktop'),
  row(5432, 'PostgreSQL', 'database'),
  row(5900, 'VNC', 'remote-desktop'),
  row(5985, 'WinRM', 'management'),
  row(5986, 'WinRM (TLS)', 'management'),
  row(6379, 'Redis', 'database'),
  row(9200, 'Elasticsearch', 'database'),
  row(11211, 'Memcached', 'database'),
  row(27017, 'MongoDB', 'database'),
];

const byPort = new Map(adminPorts.map((known) => [known.port, known]));

/** What is known about a port inside the workload. */
export function adminPort(port: number): AdminPort | undefined {
  return byPort.get(port);
}

/** Whether an address accepts connections from everywhere; an absent one is the engine's default, every address. */
export function isWildcardAddress(address: string | undefined): boolean {
  if (address === undefined) return true;
  const bare = address.trim().replace(/^\[|\]$/g, '');
  return bare === '' || bare === '*' || bare === '0.0.0.0' || /^(?:0{0,4}:){2,7}0{0,4}$/.test(bare);
}
