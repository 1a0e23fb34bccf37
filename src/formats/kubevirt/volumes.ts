// The volumes of a machine: what a disk is made of, how large it is, what stays.
import {
  type Fact,
  implied,
  isKnown,
  type Known,
  knownValue,
  notExpressible,
  notStated,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { Disk } from '../../core/workload';
import type { Found } from '../kubernetes/cluster';
import * as values from '../kubernetes/values';
import type { Entry, Section, View } from '../yaml/view';
import * as messages from './messages';

/** A volume as far as disks and images need it. */
export interface Volume {
  readonly name: string | undefined;
  readonly entry: Entry;
  /** The key that names its source: `containerDisk`, `dataVolume`; empty for none. */
  readonly kind: string;
  /** The fields of the source. */
  readonly fields: Section;
  /** The image behind it, as written. */
  readonly image: Fact<string>;
  /** A checksum of that image. */
  readonly checksum: Fact<boolean>;
  readonly disk: Pick<Disk, 'capacity' | 'source' | 'persistent' | 'allocation' | 'backingFiles'>;
}

/** The volumes of a machine. */
export interface Volumes {
  readonly all: readonly Volume[];
  /** Why there may be more. */
  readonly rest?: Unknown;
}

/** Finds an object among the files by kind and name. */
export type Lookup = (kind: string, name: string) => Found | undefined;

const text = (found: string): string | undefined => values.literal(found);

/** Reads the volumes of an instance; `machine` holds the templates of its disks. */
export function volumesOf(view: View, instance: Section, machine: Section, lookup: Lookup): Volumes {
  const templates = new Map<string, Section>();
  for (const entry of view.entries(machine, 'dataVolumeTemplates').found) {
    const template = view.sectionOf(entry, machine);
    const name = knownValue(
      view.scalar(view.inner(template, 'metadata'), 'name', (found) => found, notStated),
    );
    if (name !== undefined) templates.set(name, view.inner(template, 'spec'));
  }

  /** The `spec` of a data volume or claim, with the view of its file; a name may be a parameter, the same in both places. */
  function behind(claim: Section, key: string): Behind {
    const name = knownValue(view.scalar(claim, key, (found) => found || undefined, notStated));
    if (name === undefined) return undefined;
    const own = templates.get(name);
    if (own !== undefined) return { view, spec: own };
    const found = lookup('DataVolume', name) ?? lookup('PersistentVolumeClaim', name);
    return (
      found && { view: found.view, spec: found.view.inner(found.view.section(found.object.map), 'spec') }
    );
  }

  function volumeOf(entry: Entry): Volume {
    const whole = view.sectionOf(entry, instance);
    const name = knownValue(view.scalar(whole, 'name', (found) => found, notStated));
    const source = view.pairs(whole).found.find((field) => field.name !== 'name');
    const kind = source?.name ?? '';
    const fields = source === undefined ? {} : view.sectionOf(source, whole);
    const place = source?.place ?? entry.place;
    const lost = implied(false, messages.lostWithPod.why, messages.lostWithPod.source, place);
    const kept = implied(true, messages.keptOnVolume.why, messages.keptOnVolume.source, place);
    const none = { image: notExpressible, checksum: notExpressible } as const;
    const bare = { capacity: notExpressible, source: notStated, allocation: notExpressible } as const;
    const base = { name, entry, kind, fields };
    const at = (key: string): Fact<string> => view.scalar(fields, key, text, notStated);
    switch (kind) {
      case 'containerDisk': {
        const image = at('image');
        const checksum: Fact<boolean> = is(image, (value) => value.includes('@sha256:')) ?? notStated;
        const disk = { ...bare, source: image, persistent: lost, backingFiles: notExpressible };
        return { ...base, image, checksum, disk };
      }
      case 'emptyDisk': {
        const capacity = view.scalar(fields, 'capacity', values.bytes, notStated);
        return {
          ...base,
          ...none,
          disk: { ...bare, capacity, persistent: lost, backingFiles: stated(0, place) },
        };
      }
      case 'hostDisk': {
        const capacity = view.scalar(fields, 'capacity', values.bytes, notStated);
        const disk = { ...bare, capacity, source: at('path'), persistent: kept, backingFiles: notStated };
        return { ...base, ...none, image: messages.volumeDecides, disk };
      }
      case 'dataVolume':
      case 'persistentVolumeClaim':
      case 'ephemeral': {
        const claim = kind === 'ephemeral' ? view.inner(fields, 'persistentVolumeClaim') : fields;
        const key = kind === 'dataVolume' ? 'name' : 'claimName';
        const source = view.scalar(claim, key, text, notStated);
        const spec = behind(claim, key);
        const disk = {
          source,
          capacity: capacityOf(spec),
          allocation: allocationOf(spec),
          persistent: kind === 'ephemeral' ? lost : kept,
          backingFiles: kind === 'ephemeral' ? stated(1, place) : notExpressible,
        };
        return { ...base, ...imageOf(spec), disk };
      }
      default:
        return { ...base, ...none, disk: { ...bare, persistent: lost, backingFiles: notExpressible } };
    }
  }

  const { found, rest } = view.entries(instance, 'volumes');
  const all = found.map(volumeOf);
  return rest === undefined ? { all } : { all, rest };
}

function is<T>(fact: Fact<T>, holds: (value: T) => boolean): Known<true> | undefined {
  return isKnown(fact) && holds(fact.value) ? { ...fact, value: true } : undefined;
}

type Behind = { readonly view: View; readonly spec: Section } | undefined;

function capacityOf(behind: Behind): Fact<number> {
  if (behind === undefined) return messages.volumeDecides;
  const { view, spec } = behind;
  const sizeIn = (section: Section): Fact<number> => {
    const requests = view.inner(view.inner(section, 'resources'), 'requests');
    return view.scalar(requests, 'storage', values.bytes, notStated);
  };
  // A claim has its size in `spec`, a data volume in `storage` or `pvc` below it.
  const sizes = [view.inner(spec, 'storage'), view.inner(spec, 'pvc'), spec].map(sizeIn);
  return sizes.find((size) => size !== notStated) ?? messages.volumeDecides;
}

function allocationOf(behind: Behind): Disk['allocation'] {
  if (behind === undefined) return messages.volumeDecides;
  const { view, spec } = behind;
  const thick = view.scalar(spec, 'preallocation', values.boolean, notStated);
  if (!isKnown(thick)) return thick === notStated ? messages.clusterDecides : thick;
  return { ...thick, value: thick.value ? 'thick' : 'thin' };
}

/** What a data volume is filled from: an address, a registry, or a named source of the cluster. */
function imageOf(behind: Behind): Pick<Volume, 'image' | 'checksum'> {
  const nothing = { image: messages.volumeDecides, checksum: notStated };
  if (behind === undefined) return nothing;
  const { view, spec } = behind;
  const from = view.inner(spec, 'source');
  for (const kind of ['http', 'registry', 's3', 'gcs']) {
    const origin = view.inner(from, kind);
    if (origin.map === undefined) continue;
    const image = view.scalar(origin, 'url', text, notStated);
    const digest = is(image, (value) => value.includes('@sha256:'));
    const checksum = view.scalar(origin, 'checksum', () => true, digest ?? notStated);
    return { image: image === notStated ? messages.volumeDecides : image, checksum };
  }
  const named = view.scalar(view.inner(spec, 'sourceRef'), 'name', text, notStated);
  if (isKnown(named)) return { image: named, checksum: notExpressible };
  if (view.get(from, 'blank') !== undefined) {
    return { image: notStated, checksum: notStated };
  }
  return from.gap === undefined ? nothing : { image: unknown(from.gap.why), checksum: from.gap };
}
