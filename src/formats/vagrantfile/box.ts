// The box a machine starts from: its name, its version, how it is verified, and the system its name reveals.
import { type Fact, implied, notStated, type Unknown, unknown } from '../../core/fact';
import type { OperatingSystem } from '../../core/workload';
import { operatingSystemOf } from '../../knowledge/operating-systems';
import { boxDecides, type MachineReading } from './reading';
import { assigned, customized, follow, type Setting, text, truth, word } from './settings';
import { defaults } from './sources';
import type { KnownValue, Value } from './value';

function imageSetting({ entries, provider }: MachineReading): Setting | undefined {
  const inProvider = provider?.family === 'cloud' ? ['ami', 'vm_image', 'image', 'vm_image_urn'] : [];
  return (
    follow(provider?.entries ?? [], assigned(...inProvider)) ??
    follow(entries, assigned('vm.box', 'vm.clone'))
  );
}

/** The box, or the image of a cloud. */
export function imageOf(reading: MachineReading): Fact<string> {
  return reading.maker.fact(imageSetting(reading), word, reading.escaped ?? notStated);
}

/** What the box's name, its address or VirtualBox's type say of the system. */
export function operatingSystem(reading: MachineReading): Fact<OperatingSystem> {
  const { maker, entries, provider } = reading;
  const why = {
    en: 'The name of the box reveals the operating system.',
    de: 'Der Name der Box verrät das Betriebssystem.',
  };
  const box = imageSetting(reading);
  const name = maker.fact(box, word, reading.escaped ?? notStated);
  const candidates = [
    name,
    maker.fact(follow(entries, assigned('vm.box_url')), word, notStated),
    maker.fact(follow(provider?.entries ?? [], customized('--ostype')), osType, notStated),
    maker.fact(follow(entries, assigned('vm.guest')), word, notStated),
  ];
  for (const candidate of candidates) {
    if (candidate.state === 'unknown') {
      // A box that only a run knows is not overruled by a weaker hint.
      if (candidate === name && box !== undefined) return candidate;
      continue;
    }
    const os = operatingSystemOf(candidate.value);
    if (os === undefined) continue;
    if (candidate.state === 'implied') return { ...candidate, value: os };
    return implied(os, why, defaults.boxName, candidate.place);
  }
  return name.state === 'unknown' ? name : boxDecides;
}

/** VirtualBox's types run name, release and width together: `Ubuntu22_LTS_64`, `Windows2016_64`. */
function osType(value: KnownValue): string | undefined {
  return word(value)
    ?.replace(/_64$/, '')
    .replace(/([a-z])(\d)/i, '$1-$2')
    .replaceAll('_', '-');
}

/** The version that the file asks for; by itself, Vagrant takes the newest one of a box that has an owner. */
export function imageVersionOf(reading: MachineReading): Fact<string> {
  const { maker, entries, provider, escaped } = reading;
  const version = follow(entries, assigned('vm.box_version'));
  // An image of a cloud is named by an id of its own.
  if (provider?.family === 'cloud') return version === undefined ? imageOf(reading) : notStated;
  const image = imageOf(reading);
  const newest = implied('latest', newestOfBox, defaults.boxVersion, image.place);
  const fromElsewhere = follow(entries, assigned('vm.box_url', 'vm.clone'));
  const otherwise =
    image.state === 'unknown' ? image : (unversioned(image.value, fromElsewhere) ?? escaped ?? newest);
  return maker.fact(
    version,
    (value) => (value.kind === 'array' ? constraints(value.items) : word(value)),
    otherwise,
  );
}

function constraints(items: readonly Value[]): string | undefined {
  const parts = items.map((item) => text(item) ?? '');
  return parts.includes('') ? undefined : parts.join(', ');
}

const newestOfBox = {
  en: 'Without a version, Vagrant takes the newest one of the box when it is fetched.',
  de: 'Ohne Version nimmt Vagrant beim Holen die neueste der Box.',
};
const holdsOneVersion = unknown({
  en: 'A file, a clone or a box that was added by hand has no versions.',
  de: 'Eine Datei, ein Klon oder eine von Hand hinzugefügte Box hat keine Versionen.',
});
const addressDecides = unknown({
  en: 'The address of the box decides it.',
  de: 'Die Adresse der Box entscheidet es.',
});

/** Why a box has no version that the file could name, where it has none. */
function unversioned(box: string, elsewhere: Setting | undefined): Unknown | undefined {
  if (elsewhere !== undefined)
    return /^https?:/.test(text(elsewhere.value) ?? '') ? addressDecides : holdsOneVersion;
  if (/^https?:/.test(box)) return addressDecides;
  return /^[\w.-]+\/[\w.-]+$/.test(box) && !/\.(?:box|json)$|^\.{1,2}\//.test(box)
    ? undefined
    : holdsOneVersion;
}

/** Whether what is fetched is compared with a checksum; `false` where even the server's certificate is not checked. */
export function imageChecksumOf({ maker, entries }: MachineReading): Fact<boolean> {
  const checksum = follow(entries, assigned('vm.box_download_checksum'));
  const insecure = follow(entries, assigned('vm.box_download_insecure'));
  if (checksum !== undefined) return maker.fact(checksum, (value) => (text(value) ?? '') !== '', notStated);
  if (insecure === undefined || truth(insecure.value) !== true) return notStated;
  return maker.fact(insecure, (value) => (truth(value) === true ? false : undefined), notStated);
}
