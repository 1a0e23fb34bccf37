// What runs in a machine: its image, the system in it, what is put into it at first boot.
import { type Fact, implied, isKnown, notExpressible, notStated } from '../../core/fact';
import type { OperatingSystem, VirtualMachine } from '../../core/workload';
import { imageVersionOf } from '../../knowledge/image-versions';
import { parseImageReference } from '../../knowledge/images';
import { operatingSystemOf, operatingSystemOfImage } from '../../knowledge/operating-systems';
import * as values from '../kubernetes/values';
import type { Section, View } from '../yaml/view';
import { type DiskReading, isSettings } from './devices';
import * as messages from './messages';
import type { Volume } from './volumes';

/** Where the guest's names stand. */
interface GuestSections {
  /** Of the instance. */
  readonly metadata: Section;
  /** Of the object that makes it. */
  readonly objectMetadata: Section;
  /** The reference to a preference. */
  readonly preferred: Section;
  /** What its user data is made for. */
  readonly userData: Fact<OperatingSystem>;
}

type GuestFacts = Pick<VirtualMachine, 'operatingSystem' | 'image' | 'imageVersion' | 'imageChecksum'>;

/** The facts about what runs in the machine. */
export function guestOf(view: View, sections: GuestSections, disks: readonly DiskReading[]): GuestFacts {
  const boot = bootVolume(disks);
  const image = boot?.image ?? notStated;
  return {
    operatingSystem: systemOf(view, sections, image),
    image,
    imageVersion: versionOf(boot),
    imageChecksum: boot?.checksum ?? notStated,
  };
}

/** The volume that the machine boots from, or is installed from: the first that may hold an image. */
function bootVolume(disks: readonly DiskReading[]): Volume | undefined {
  return disks
    .toSorted((one, other) => rank(one) - rank(other))
    .find(
      ({ volume }) =>
        volume !== undefined &&
        !isSettings(volume) &&
        volume.image !== notStated &&
        volume.image !== notExpressible,
    )?.volume;
}

/** What says its place in the order of booting comes first; a CD-ROM without one may hold drivers only. */
function rank({ fact, order }: DiskReading): number {
  const last = Number.MAX_SAFE_INTEGER;
  return order ?? (fact.value.kind === 'cdrom' ? last : last - 1);
}

const isRegistry = (kind: string, image: string): boolean =>
  kind === 'containerDisk' || /^(?:docker|oci-archive):/.test(image);

function reference(image: string) {
  return parseImageReference(image.replace(/^(?:docker|oci-archive):(?:\/\/)?/, ''));
}

function versionOf(boot: Volume | undefined): Fact<string> {
  const image = boot?.image ?? notStated;
  if (boot === undefined || !isKnown(image)) return image;
  if (isRegistry(boot.kind, image.value)) {
    const { digest, tag } = reference(image.value);
    const version = digest ?? tag;
    if (version !== undefined) return { ...image, value: version };
    const { why, source, value } = messages.latestTag;
    return implied(value, why, source, image.place);
  }
  const version = imageVersionOf(image.value);
  return version === undefined ? notStated : { ...image, value: version };
}

/** Annotations and labels that name the system, on the machine or its template. */
const osAnnotation = 'vm.kubevirt.io/os';

function systemOf(
  view: View,
  { metadata, objectMetadata, preferred, userData }: GuestSections,
  image: Fact<string>,
): Fact<OperatingSystem> {
  for (const holder of [metadata, objectMetadata]) {
    const annotations = view.inner(holder, 'annotations');
    const named = view.scalar(annotations, osAnnotation, operatingSystemOf, notStated);
    if (isKnown(named)) return named;
  }
  if (isKnown(image)) {
    const system = operatingSystemOfImage(reference(image.value)) ?? operatingSystemOf(image.value);
    const { why, source } = messages.systemOfImage;
    if (system !== undefined) return implied(system, why, source, image.place);
  }
  const preference = view.scalar(preferred, 'name', values.literal, notStated);
  if (isKnown(preference)) {
    const system = operatingSystemOf(preference.value);
    const { why, source } = messages.systemOfPreference;
    if (system !== undefined) return implied(system, why, source, preference.place);
  }
  if (isKnown(userData)) return userData;
  return isKnown(image) || image === notStated || image === notExpressible ? messages.volumeDecides : image;
}
