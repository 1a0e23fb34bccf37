// What a domain says of its system: firmware, processor, memory, guest, and the confinement around it.
import {
  type Fact,
  type Facts,
  implied,
  incomplete,
  is,
  isKnown,
  notExpressible,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import type { OperatingSystem, VirtualMachine } from '../../core/workload';
import { operatingSystemOf } from '../../knowledge/operating-systems';
import { documents } from '../../knowledge/sources';
import { truthOf } from '../values';
import {
  attributeNamed,
  childNamed,
  childrenNamed,
  descend,
  textOf,
  walk,
  type XmlElement,
} from '../xml/tree';
import { isPlaceholder, type Reader } from '../xml/values';
import { texts } from './messages';

const docs = documents.libvirtDomain;

/** The guest, where libosinfo names it. */
export function operatingSystem(read: Reader, domain: XmlElement): Fact<OperatingSystem> {
  const metadata = childNamed(domain, 'metadata');
  for (const element of metadata === undefined ? [] : walk([metadata])) {
    if (!/(^|:)os$/.test(element.name) || !/(^|:)libosinfo$/.test(element.parent?.name ?? '')) continue;
    const id = attributeNamed(element, 'id');
    if (id === undefined || isPlaceholder(id)) continue;
    const system = operatingSystemOf(id.value);
    return system === undefined ? unknown(texts.noName, read.at(id)) : stated(system, read.at(id));
  }
  return notStated;
}

/** BIOS or UEFI. */
export function firmwareOf(read: Reader, domain: XmlElement): VirtualMachine['firmware'] {
  const os = childNamed(domain, 'os');
  const choice = attributeNamed(os, 'firmware');
  if (choice !== undefined) {
    return read.value(choice, (value) => (value === 'efi' ? 'uefi' : value === 'bios' ? 'bios' : undefined));
  }
  const loader = descend(os, 'loader');
  const type = attributeNamed(loader, 'type');
  if (type?.value === 'pflash') return implied('uefi', texts.pflash, docs, read.at(type));
  return loader === undefined && isPc(domain)
    ? implied('bios', texts.biosByDefault, documents.qemuSystem, read.tag(os ?? domain))
    : notStated;
}

/** Whether QEMU emulates a PC: other machines have firmware of their own. */
function isPc(domain: XmlElement): boolean {
  const type = descend(domain, 'os', 'type');
  const machine = attributeNamed(type, 'machine')?.value ?? '';
  return (
    /^(?:kvm|qemu)$/.test(attributeNamed(domain, 'type')?.value ?? '') &&
    /^(?:x86_64|i686)$/.test(attributeNamed(type, 'arch')?.value ?? '') &&
    !/^(?:microvm|xen|\W)/.test(machine)
  );
}

/** Whether Secure Boot is on; a capable firmware alone does not say so. */
export function secureBoot(
  read: Reader,
  domain: XmlElement,
  firmware: VirtualMachine['firmware'],
): Fact<boolean> {
  const os = childNamed(domain, 'os');
  const features = descend(os, 'firmware');
  const feature = (features === undefined ? [] : childrenNamed(features, 'feature')).find(
    (element) => attributeNamed(element, 'name')?.value === 'secure-boot',
  );
  if (feature !== undefined) return read.value(attributeNamed(feature, 'enabled'), truthOf);
  const secure = attributeNamed(descend(os, 'loader'), 'secure');
  const capable = read.value(secure, truthOf);
  // formatdomain: the attribute says what the firmware is able to do, not what is switched on.
  if (is(capable, true) && secure !== undefined) return unknown(texts.capable, read.at(secure));
  if (isKnown(capable)) return capable;
  if (firmware.state !== 'unknown' && firmware.value === 'bios' && firmware.place !== undefined) {
    return implied(false, texts.biosBoot, docs, firmware.place);
  }
  return capable;
}

/** Whether the guest gets the virtualization of the processor. */
export function nestedVirtualization(read: Reader, domain: XmlElement): Fact<boolean> {
  const cpu = childNamed(domain, 'cpu');
  for (const feature of cpu === undefined ? [] : childrenNamed(cpu, 'feature')) {
    if (!/^(vmx|svm)$/.test(attributeNamed(feature, 'name')?.value ?? '')) continue;
    const policy = attributeNamed(feature, 'policy');
    if (policy === undefined) return stated(true, read.tag(feature));
    const wanted = read.value(policy, (value) =>
      value === 'require' || value === 'force'
        ? true
        : value === 'disable' || value === 'forbid'
          ? false
          : undefined,
    );
    return isKnown(wanted) ? stated(wanted.value, read.tag(feature)) : wanted;
  }
  const mode = attributeNamed(cpu, 'mode');
  return mode !== undefined && /^(host-passthrough|maximum|host-model)$/.test(mode.value)
    ? unknown(texts.hostCpu, read.at(mode))
    : notStated;
}

/** The architecture, as stated or as the name of the emulator gives it. */
export function architectureOf(read: Reader, domain: XmlElement): Fact<string> {
  const own = read.text(attributeNamed(descend(domain, 'os', 'type'), 'arch'));
  if (own !== notStated) return own;
  const emulator = descend(domain, 'devices', 'emulator');
  const program = emulator === undefined ? undefined : textOf(emulator);
  const named = /\/qemu-system-(\w+)$/.exec(program?.value ?? '')?.[1];
  return program === undefined || named === undefined || isPlaceholder(program)
    ? notStated
    : implied(named === 'i386' ? 'i686' : named, texts.emulator, documents.qemuSystem, read.at(program));
}

/** The mode of the CPU. */
export function cpuMode(read: Reader, domain: XmlElement): Fact<string> {
  const cpu = childNamed(domain, 'cpu');
  if (cpu === undefined) return notStated;
  const mode = attributeNamed(cpu, 'mode');
  if (mode !== undefined) return read.text(mode);
  // Without a model the element only describes the topology.
  return childNamed(cpu, 'model') === undefined
    ? notStated
    : implied('custom', texts.customCpu, docs, read.tag(cpu));
}

/** How mandatory access control surrounds the hypervisor process. */
export function confinement(read: Reader, domain: XmlElement): VirtualMachine['confinement'] {
  // The model dac is about file ownership, not about mandatory access control.
  const labels = childrenNamed(domain, 'seclabel').filter(
    (label) => attributeNamed(label, 'model')?.value !== 'dac',
  );
  for (const label of labels) {
    const type = attributeNamed(label, 'type');
    if (type?.value === 'none') return stated('none', read.tag(label));
    if (type !== undefined && isPlaceholder(type)) return read.template(type);
  }
  const [label] = labels;
  const type = attributeNamed(label, 'type')?.value;
  if (label === undefined || type === undefined) return unknown(texts.hostConfines);
  return stated(type === 'static' ? 'profile' : 'default', read.tag(label));
}

/** Whether the host may merge the guest's memory with that of others. */
export function memorySharing(read: Reader, domain: XmlElement): Fact<boolean> {
  const never = descend(domain, 'memoryBacking', 'nosharepages');
  if (never !== undefined) return stated(false, read.tag(never));
  const huge = descend(domain, 'memoryBacking', 'hugepages');
  return huge === undefined
    ? unknown(texts.hostMerges)
    : implied(false, texts.hugePages, documents.kernelSamePageMerging, read.tag(huge));
}

/** The snapshot whose file this is. */
export function snapshotsOf(read: Reader, domain: XmlElement): Facts<string> {
  const snapshot = domain.parent?.name === 'domainsnapshot' ? domain.parent : undefined;
  if (snapshot === undefined) return incomplete([], notExpressible);
  const name = childNamed(snapshot, 'name');
  const written = name === undefined ? undefined : textOf(name);
  const items = written === undefined ? [] : [stated(written.value, read.at(written))];
  return incomplete(items, unknown(texts.otherSnapshots));
}
