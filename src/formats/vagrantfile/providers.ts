// Vagrant's providers: which hypervisor stands behind a name, and how each one writes memory and CPUs.

import type { Hypervisor } from '../../core/workload';
import type { Entry } from './configuration';
import { assigned, customized, follow, occurrences, providerEntries, type Setting, text } from './settings';

/** What a provider is, as far as its settings differ. */
export type Family =
  | 'virtualbox'
  | 'vmware'
  | 'hyperv'
  | 'libvirt'
  | 'parallels'
  | 'qemu'
  | 'cloud'
  | 'container'
  | 'other';

/** A provider that a machine is configured for. */
export interface Provider {
  /** As the file writes it: `vmware_desktop`. */
  readonly name: string;
  readonly family: Family;
  /** The settings in its blocks, in order of precedence. */
  readonly entries: readonly Entry[];
  readonly memory: Setting | undefined;
  readonly cpus: Setting | undefined;
  /** Where it is named first. */
  readonly span: { readonly start: number; readonly end: number };
}

const clouds = new Set([
  'aws',
  'azure',
  'google',
  'digital_ocean',
  'digitalocean',
  'openstack',
  'rackspace',
  'linode',
  'scaleway',
  'softlayer',
  'hetznercloud',
  'hcloud',
]);

/** The family of a provider's name. */
function familyOf(name: string): Family {
  if (name.startsWith('vmware') || name === 'vsphere' || name === 'vcenter') return 'vmware';
  if (clouds.has(name)) return 'cloud';
  switch (name) {
    case 'virtualbox':
    case 'hyperv':
    case 'libvirt':
    case 'parallels':
    case 'qemu':
      return name;
    case 'docker':
    case 'lxc':
    case 'lxd':
    case 'podman':
      return 'container';
    default:
      return 'other';
  }
}

const byName: Readonly<Record<string, Hypervisor>> = {
  aws: 'aws',
  azure: 'azure',
  google: 'gcp',
  vsphere: 'vsphere',
  vcenter: 'vsphere',
  proxmox: 'proxmox',
};

/** The hypervisor of a provider; `libvirt` until the driver is known. */
export function hypervisorOf({ name, family }: Provider): Hypervisor {
  return byName[name] ?? (family === 'cloud' || family === 'container' ? 'other' : family);
}

/** The providers that the settings name, in that order. */
export function providersOf(entries: readonly Entry[]): readonly Provider[] {
  const spans = new Map<string, { start: number; end: number }>();
  for (const { entry } of occurrences(entries)) {
    const name =
      entry.kind === 'call' && entry.path === 'vm.provider' ? text(entry.args[0]?.value) : undefined;
    if (name !== undefined && entry.kind === 'call' && !spans.has(name)) spans.set(name, entry.head);
  }
  return [...spans].map(([name, span]) => providerOf(name, span, entries));
}

function providerOf(name: string, span: Provider['span'], all: readonly Entry[]): Provider {
  const entries = providerEntries(all, name, 'body');
  const family = familyOf(name);
  // `customize` runs when the machine boots, after the attributes; without provider it belongs to VirtualBox.
  const flags = family === 'virtualbox' ? [...entries, ...all] : entries;
  const memory =
    follow(flags, customized('--memory', '--memsize')) ??
    follow(entries, assigned('memory', 'vmx.memsize', 'memory_mb', 'guest_memsize'));
  const cpus =
    follow(flags, customized('--cpus')) ??
    follow(entries, assigned('cpus', 'vmx.numvcpus', 'cpu_count', 'guest_numvcpus', 'smp'));
  return { name, family, entries, memory, cpus, span };
}

/**
 * The provider whose settings count: VirtualBox if its block sets sizes, else the first one that does, else VirtualBox
 * if it is named at all, else the first one.
 */
export function chosenProvider(providers: readonly Provider[]): Provider | undefined {
  const sized = providers.filter(({ memory, cpus }) => memory !== undefined || cpus !== undefined);
  const candidates = sized.length > 0 ? sized : providers;
  return candidates.find((provider) => provider.family === 'virtualbox') ?? candidates[0];
}
