// Linux capabilities by what they give a container on a shared kernel.

import type { Text } from '../core/message';
import type { Source } from '../core/source';
import { attack, cis, documents, nist } from './sources';

/**
 * `host`: hands over the host. `reach`: reaches into the host's network, clock or logs. `traces`: hands over the host
 * only together with the host's process namespace.
 */
export type CapabilityTier = 'host' | 'reach' | 'traces';

/** A capability that reaches past the container. */
export interface DangerousCapability {
  /** Without the prefix `CAP_`, upper case. */
  readonly name: string;
  readonly tier: CapabilityTier;
  /** What it allows, as the rest of a sentence that begins with its name. */
  readonly grants: Text;
  readonly sources: readonly Source[];
}

function row(name: string, tier: CapabilityTier, en: string, de: string): DangerousCapability {
  const sources = [documents.linuxCapabilities, cis('5.4'), nist('4.4.3'), attack('T1611')];
  return { name, tier, grants: { en, de }, sources };
}

/** Capabilities worth a finding when added. `ALL` stands for every one of them. */
export const dangerousCapabilities: readonly DangerousCapability[] = [
  row('ALL', 'host', 'grants every capability', 'gewährt jede Capability'),
  row(
    'SYS_ADMIN',
    'host',
    'allows mounting, creating namespaces and most kernel administration',
    'erlaubt Mounts, neue Namespaces und den Großteil der Kernel-Verwaltung',
  ),
  row('SYS_MODULE', 'host', 'allows loading code into the kernel', 'erlaubt, Code in den Kernel zu laden'),
  row(
    'SYS_RAWIO',
    'host',
    'allows direct access to the hardware’s memory and ports',
    'erlaubt direkten Zugriff auf Speicher und Ports der Hardware',
  ),
  row(
    'DAC_READ_SEARCH',
    'host',
    'allows opening host files past the container’s file system',
    'erlaubt, Host-Dateien am Dateisystem des Containers vorbei zu öffnen',
  ),
  row('BPF', 'host', 'allows loading programs into the kernel', 'erlaubt, Programme in den Kernel zu laden'),
  row(
    'SYS_PTRACE',
    'traces',
    'allows controlling every process the container can see',
    'erlaubt, jeden sichtbaren Prozess zu steuern',
  ),
  row(
    'NET_ADMIN',
    'reach',
    'allows changing interfaces, routes and firewall rules',
    'erlaubt, Schnittstellen, Routen und Firewall-Regeln zu ändern',
  ),
  row('SYS_BOOT', 'reach', 'allows restarting the host', 'erlaubt, den Host neu zu starten'),
  row('SYS_TIME', 'reach', 'allows changing the host’s clock', 'erlaubt, die Uhr des Hosts zu stellen'),
  row('SYSLOG', 'reach', 'allows reading the kernel’s log', 'erlaubt, das Kernel-Log zu lesen'),
];

const byName = new Map(dangerousCapabilities.map((capability) => [capability.name, capability]));

/** The name of a capability without `CAP_` and in upper case, as engines compare them. */
export function normalizeCapability(text: string): string {
  return text.trim().toUpperCase().replace(/^CAP_/, '');
}

/** What is known about a capability, or `undefined` for one that stays inside the container. */
export function dangerousCapability(text: string): DangerousCapability | undefined {
  return byName.get(normalizeCapability(text));
}
