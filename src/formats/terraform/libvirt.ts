// libvirt: libvirt_domain up to version 0.8 of the provider, and from 0.9 on, which has another schema.
import { convertFact, knownValue, mapFact, notStated, unknown } from '../../core/fact';
import type { Hypervisor } from '../../core/workload';
import { newDomain } from './libvirt-new';
import { oldDomain } from './libvirt-old';
import { byDefault, type Description, type MachineReading, orElse } from './machine';
import { texts } from './messages';
import { defaults } from './sources';

const hypervisors: Readonly<Record<string, Hypervisor>> = {
  kvm: 'kvm',
  qemu: 'qemu',
  xen: 'xen',
  bhyve: 'bhyve',
  hvf: 'qemu',
};

/** Reads a libvirt_domain of either schema. */
export function libvirtMachine(reading: MachineReading): Description {
  const { settings } = reading;
  const isNew = ['devices', 'os', 'memory_unit', 'unit', 'current_memory', 'features'].some((name) =>
    settings.has(name),
  );
  const type = settings.text('type');
  const driver = orElse(type, isNew ? notStated : byDefault('kvm', defaults.libvirt));
  const hypervisor = mapFact(driver, (name) => hypervisors[name] ?? 'other');
  const shared: Description = {
    name: settings.text('name'),
    hypervisor,
    acceleration: convertFact(
      driver,
      (name): 'hardware' | 'software' | undefined =>
        name === 'qemu' ? 'software' : /^(?:kvm|xen|hvf)$/.test(name) ? 'hardware' : undefined,
      texts.platformDecides,
    ),
  };
  const mode = settings.one('cpu')?.text('mode') ?? notStated;
  const own = isNew ? newDomain(reading) : oldDomain(reading);
  return {
    ...shared,
    cpuMode: mode,
    nestedVirtualization: /^(?:host-passthrough|host-model|maximum)$/.test(knownValue(mode) ?? '')
      ? unknown(texts.hostCpu, mode.place)
      : notStated,
    ...own,
  };
}
