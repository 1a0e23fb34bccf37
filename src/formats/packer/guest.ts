// The guest of a builder: the image it starts from, its version and checksum, and the operating system that both tell.
import {
  type Fact,
  implied,
  isKnown,
  type Known,
  mapKnown,
  notExpressible,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import { fileNameOf } from '../../core/path';
import type { OperatingSystem } from '../../core/workload';
import {
  operatingSystemOfProxmox,
  operatingSystemOfVirtualBox,
  operatingSystemOfVmware,
} from '../../knowledge/guest-ids';
import { imageVersionOf } from '../../knowledge/image-versions';
import { operatingSystemOf } from '../../knowledge/operating-systems';
import { booleanOf, itemsOf, textOf } from '../hcl/value';
import type { MachineFacts } from '../unsaid';
import type { GuestIds } from './builders';
import { architectureName, machineName, systemName, systemNamePart, unknownSystem } from './messages';
import type { Reader } from './reader';
import type { Setting } from './settings';
import { sources } from './sources';

/** Settings that name what a machine starts from, the most telling first. */
const imageSettings = [
  'iso_url',
  'iso_urls',
  'iso_file',
  'iso_path',
  'iso_paths',
  'source_image',
  'source_image_family',
  'source_ami',
  'source_path',
  'clone_from_vmcx_path',
  'clone_from_vm_name',
  'template',
  'clone_vm',
  'image',
  'source_image_name',
  'base_image',
] as const;

/** The facts about image and guest. */
export function guestFacts(
  read: Reader,
  ids: GuestIds,
): Pick<MachineFacts, 'image' | 'imageVersion' | 'imageChecksum' | 'operatingSystem' | 'architecture'> {
  const image = imageOf(read);
  return {
    image: image === undefined ? notStated : textFact(read, image),
    imageVersion: versionOf(read, image),
    imageChecksum: checksumOf(read),
    operatingSystem: systemOf(read, ids, image),
    architecture: architectureOfImage(read) ?? notStated,
  };
}

const architecture =
  /(?:^|[-_./])(x86_64|x64|amd64|aarch64|arm64|ppc64le|ppc64el|s390x|riscv64|i[3-6]86)(?=[-_./]|$)/i;
const otherNames: Readonly<Record<string, string>> = {
  x64: 'x86_64',
  amd64: 'x86_64',
  arm64: 'aarch64',
  ppc64el: 'ppc64le',
};

/** The processor architecture that the image's name tells. */
export function architectureOfImage(read: Reader): Known<string> | undefined {
  const image = imageOf(read);
  const value = image?.value;
  const text = value?.kind === 'unknown' ? value.pattern?.text : textOf(value);
  const name = architecture.exec(text ?? '')?.[1]?.toLowerCase();
  if (image === undefined || name === undefined) return undefined;
  return implied(otherNames[name] ?? name, architectureName, sources.packer, image.place);
}

/** The setting that names the image; of a list the first item. */
function imageOf(read: Reader): Setting | undefined {
  const found = read.setting(...imageSettings) ?? bootDisc(read) ?? filterName(read) ?? azureImage(read);
  const [first] = itemsOf(found?.value) ?? [];
  return found === undefined || first === undefined ? found : { value: first, place: found.place };
}

/** `boot_iso { iso_file = … }` of Proxmox. */
function bootDisc({ settings }: Reader): Setting | undefined {
  const [group] = settings.groups('boot_iso');
  return group?.get('iso_file') ?? group?.get('iso_url');
}

/** `source_ami_filter { filters = { name = … } }` */
function filterName({ settings }: Reader): Setting | undefined {
  const [filter] = settings.groups('source_ami_filter');
  return filter?.groups('filters')[0]?.get('name');
}

/** Publisher, offer and SKU of Azure, in the order that its own tools write them. */
function azureImage(read: Reader): Setting | undefined {
  const offer = read.setting('image_offer');
  if (offer === undefined) return undefined;
  const parts = ['image_publisher', 'image_offer', 'image_sku'].map((name) => read.settings.get(name)?.value);
  const texts = parts.map(textOf);
  if (texts.includes(undefined)) return offer;
  return { value: { kind: 'string', text: texts.join(':'), place: offer.place }, place: offer.place };
}

function textFact(read: Reader, { value, place }: Setting): Fact<string> {
  return read.make.text(value, place);
}

/** A checksum that stands in the template, which fixes the image; `file:` leads to one that may change with it. */
const hash = /^(?:(?:md5|sha1|sha224|sha256|sha384|sha512):)?[\da-f]{32,128}$/i;

function versionOf(read: Reader, image: Setting | undefined): Fact<string> {
  const version = read.setting('image_version');
  if (version !== undefined) return textFact(read, version);
  const [filter] = read.settings.groups('source_ami_filter');
  const recent = filter?.get('most_recent');
  if (recent !== undefined && booleanOf(recent.value) === true) return stated('latest', recent.place);
  const digest = read.fact('iso_checksum', (value) => hash.exec(textOf(value) ?? '')?.[0]);
  if (isKnown(digest)) return digest;
  if (image === undefined) return notStated;
  const name = textFact(read, image);
  if (!isKnown(name)) return name;
  if (read.setting('source_ami', 'source_image') !== undefined) return name;
  if (read.setting('source_image_family') !== undefined) return mapKnown(name, () => 'latest');
  // A folder may move while the file in it names its version.
  const found = imageVersionOf(fileNameOf(name.value)) ?? imageVersionOf(name.value);
  return found === undefined ? notStated : mapKnown(name, () => found);
}

/** Builders that fetch an image want its checksum, and `none` switches that off. */
function checksumOf(read: Reader): Fact<boolean> {
  const skips = read.setting('iso_skip_cache');
  if (skips !== undefined && booleanOf(skips.value) === true) return stated(false, skips.place);
  const type = read.setting('iso_checksum_type');
  if (type !== undefined && textOf(type.value) === 'none') return stated(false, type.place);
  const checksum = read.setting('iso_checksum', 'iso_checksum_url');
  if (checksum === undefined) {
    return read.setting('iso_url', 'iso_urls') === undefined ? notExpressible : notStated;
  }
  // A checksum that a variable holds is one all the same, unless the variable says none.
  if (checksum.value.kind === 'unknown') return read.make.unknown(checksum.value, checksum.place);
  return read.make.fact(checksum.value, checksum.place, (value) => {
    const text = textOf(value);
    return text === undefined ? undefined : text !== 'none' && text !== '';
  });
}

function systemOf(read: Reader, ids: GuestIds, image: Setting | undefined): Fact<OperatingSystem> {
  const setting = read.setting('guest_os_type', 'os', 'guest_os');
  const byId = setting === undefined ? notStated : ofId(read, ids, setting);
  const byImage = ofImage(read, image);
  // An id stands for a family or for several releases; the image is what is installed.
  if (isKnown(byImage) && byImage.value.release !== undefined) return byImage;
  if (isKnown(byId) && byId.value.release !== undefined) return byId;
  if (isKnown(byImage)) return byImage;
  return ofName(read, isKnown(byId) ? byId.value : undefined) ?? (byId === notStated ? byImage : byId);
}

/** What the machine is called, as long as nothing contradicts it; the weakest of all hints. */
function ofName(read: Reader, known: OperatingSystem | undefined): Fact<OperatingSystem> | undefined {
  const setting = read.setting('vm_name', 'template_name');
  const name = textOf(setting?.value);
  // `WindowsServer2019` reads like `windows-server-2019`.
  const system =
    name === undefined ? undefined : operatingSystemOf(name.replace(/([a-z])(?=[A-Z\d])/g, '$1-'));
  if (system?.release === undefined || setting === undefined) return undefined;
  if (known !== undefined && known.family !== system.family) return undefined;
  return implied(system, machineName, sources.packer, setting.place);
}

function ofId(read: Reader, ids: GuestIds, { value, place }: Setting): Fact<OperatingSystem> {
  if (value.kind === 'unknown') return read.make.unknown(value, place);
  const found = read.make.fact(value, place, (known) => {
    const id = textOf(known) ?? '';
    if (ids === 'virtualbox') return operatingSystemOfVirtualBox(id);
    if (ids === 'vmware') return operatingSystemOfVmware(id);
    return ids === 'proxmox' ? operatingSystemOfProxmox(id) : operatingSystemOf(id);
  });
  return isKnown(found) ? found : unknown(unknownSystem, place);
}

function ofImage(read: Reader, image: Setting | undefined): Fact<OperatingSystem> {
  if (image === undefined) return systemFamily(read);
  const { value, place } = image;
  if (value.kind === 'unknown') {
    const part = value.pattern === undefined ? undefined : operatingSystemOf(value.pattern.text);
    // A release that is cut off where the variable begins is none.
    return part === undefined
      ? read.make.unknown(value, place)
      : implied(withoutRelease(part), systemNamePart, sources.packer, place);
  }
  const text = textOf(value);
  const system = text === undefined ? undefined : operatingSystemOf(text.replace(/[*?]+|:(?!\/)/g, '-'));
  return system === undefined ? systemFamily(read) : implied(system, systemName, sources.packer, place);
}

function withoutRelease({ release: _, ...system }: OperatingSystem): OperatingSystem {
  return system;
}

/** `os_type = "Windows"` of Azure. */
function systemFamily(read: Reader): Fact<OperatingSystem> {
  return read.fact('os_type', (value) => {
    const name = textOf(value)?.toLowerCase();
    return name === 'windows' || name === 'linux' ? { family: name } : undefined;
  });
}
