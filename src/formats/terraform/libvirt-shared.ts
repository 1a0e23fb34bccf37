// What both schemas of libvirt_domain share: volumes and what they are made of, networks, folders.
import {
  complete,
  convertFact,
  type Fact,
  type Facts,
  implied,
  is,
  isKnown,
  knownValue,
  mapFact,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import type { Disk, NetworkCard, SharedFolder } from '../../core/workload';
import { bytesOfLibvirtUnit } from '../../knowledge/libvirt-units';
import { byDefault, firstKnown, orElse, sectionOf, unsaid } from './machine';
import { texts } from './messages';
import type { Module, Resource } from './module';
import type { Section } from './section';
import { defaults } from './sources';
import { userDataIn } from './user-data';

/** A volume of the module with those it is based on, the nearest first. */
export function chainOf(volume: Resource | undefined, module: Module): readonly Section[] {
  const chain: Section[] = [];
  const seen = new Set<Resource>();
  for (let at = volume; at !== undefined && !seen.has(at) && at.type === 'libvirt_volume'; ) {
    seen.add(at);
    const settings = sectionOf(at, module);
    chain.push(settings);
    const backing = settings.one('backing_store');
    const [base] = [
      ...settings.references('base_volume_id'),
      ...settings.references('base_volume_name'),
      ...(backing === undefined ? [] : [...backing.references('path'), ...backing.references('volume')]),
    ];
    at = base;
  }
  return chain;
}

/** The address or file that a volume is filled from. */
export function contentOf(volume: Section): Fact<string> {
  return orElse(volume.text('source'), volume.one('create')?.one('content')?.text('url') ?? notStated);
}

/** What a chain of volumes says about the disk on top of it. */
export function volumeFacts(
  chain: readonly Section[],
): Pick<Disk, 'capacity' | 'format' | 'backingFiles' | 'source' | 'allocation'> {
  const [top] = chain;
  const content = chain.map(contentOf).find(isKnown) ?? notStated;
  if (top === undefined) return { ...unsaid };
  const size = orElse(top.number('size'), top.number('capacity'));
  const allocated = top.number('allocation');
  const unit = top.text('capacity_unit');
  const factor = isKnown(unit) ? (bytesOfLibvirtUnit(unit.value) ?? 1) : 1;
  return {
    capacity: mapFact(size, (bytes) => bytes * factor),
    format: orElse(top.text('format'), top.one('target')?.one('format')?.text('type') ?? notStated),
    backingFiles: stated(chain.length - 1, top.place),
    source: content,
    allocation:
      isKnown(allocated) && isKnown(size)
        ? mapFact(allocated, (bytes) => (bytes >= size.value ? ('thick' as const) : ('thin' as const)))
        : notStated,
  };
}

/** A volume on top of another one holds only what differs; one that is filled itself is a copy. */
export function linkedClone(disks: Facts<Disk>): Fact<boolean> {
  const system = disks.items.find(({ value }) => value.kind === 'disk')?.value;
  if (system === undefined || !isKnown(system.backingFiles)) return notStated;
  const { value, place } = system.backingFiles;
  if (value > 0) return implied(true, texts.backingVolume, defaults.libvirtVolume, place);
  return isKnown(system.source) ? implied(false, texts.ownVolume, defaults.libvirtVolume, place) : notStated;
}

/** Image names in the volumes under the disks. */
export function imageOf(disks: Facts<Disk>): Fact<string> {
  const sources = disks.items.filter(({ value }) => value.kind === 'disk').map(({ value }) => value.source);
  return sources.find(isKnown) ?? sources.find((source) => source !== notStated) ?? notStated;
}

/** The user data of a cloud-init disk. */
export function userDataOf(disk: Resource, { scope }: Section) {
  return disk.type === 'libvirt_cloudinit_disk'
    ? [userDataIn(disk, 'user_data', { ...scope, path: disk.path })]
    : [];
}

/** libvirt’s own network is behind the host; what another one is stands in its resource. */
export function networkOf(
  name: Fact<string>,
  network: Resource | undefined,
  module: Module,
): NetworkCard['attachment'] {
  if (network?.type === 'libvirt_network') {
    const settings = sectionOf(network, module);
    const mode = orElse(settings.text('mode'), settings.one('forward')?.text('mode') ?? notStated);
    const attachment = convertFact(
      orElse(mode, settings.has('forward') ? notStated : byDefault('nat', defaults.libvirt)),
      (text): 'nat' | 'host-only' | 'bridged' | 'other' | undefined =>
        text === 'nat' ? 'nat' : text === 'none' ? 'host-only' : text === 'bridge' ? 'bridged' : 'other',
      texts.networkDecides,
    );
    return attachment;
  }
  if (is(name, 'default')) return implied('nat', texts.libvirtNetwork, defaults.libvirt, name.place);
  return unknown(texts.networkDecides, name.place);
}

/** Screens have a password only where it is stated. */
export function noPassword({ place }: Section): Fact<boolean> {
  return implied(false, texts.libvirtPassword, defaults.libvirt, place);
}

/** A directory of the host that the guest sees. */
export function folderOf(folder: Section, readOnlyByDefault: boolean): SharedFolder | undefined {
  const source = firstKnown(
    folder.one('source')?.one('mount')?.text('dir') ?? notStated,
    folder.text('source'),
  );
  if (!isKnown(source)) return undefined;
  const target = firstKnown(folder.one('target')?.text('dir') ?? notStated, folder.text('target'));
  const readOnly = orElse(folder.flag('readonly'), folder.flag('read_only'));
  return {
    source: source.value,
    target: knownValue(target) ?? '',
    readOnly: knownValue(readOnly) ?? readOnlyByDefault,
    kind: 'live',
    origin: 'explicit',
  };
}

/** The display of the nineties, where the guest has it. */
export function cirrus(type: Fact<string>): Facts<string> {
  return complete(is(type, 'cirrus') ? [type] : []);
}
