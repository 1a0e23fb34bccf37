// What the readers of the single providers have in common.
import {
  convertFact,
  type Fact,
  type Facts,
  implied,
  isKnown,
  type Known,
  listed,
  mapFact,
  notExpressible,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import type { Source } from '../../core/source';
import type { OperatingSystem } from '../../core/workload';
import { operatingSystemOfVmware } from '../../knowledge/guest-ids';
import { imageVersionOf } from '../../knowledge/image-versions';
import { operatingSystemOf } from '../../knowledge/operating-systems';
import { type MachineFacts, unsaidDisk } from '../unsaid';
import { texts } from './messages';
import { type Module, type Resource, resourcesOfType } from './module';
import { type Section, type Sections, sectionOfBlock } from './section';
import { defaults } from './sources';

/** A machine while it is read. */
export interface MachineReading {
  readonly module: Module;
  readonly resource: Resource;
  /** The settings of its block. */
  readonly settings: Section;
}

/** What a provider's reader gives: the name, and every fact it finds something about. */
export type Description = Partial<MachineFacts> & { readonly name: Fact<string> };

/** A disk of which the provider can say nothing. */
export const unsaid = unsaidDisk(notExpressible);

/** A fact, or what holds where nothing is stated. */
export function orElse<T>(fact: Fact<T>, fallback: Fact<T>): Fact<T> {
  return fact === notStated ? fallback : fact;
}

/** The first of several ways to write a setting that says something; else why one of them does not. */
export function firstKnown<T>(...facts: readonly Fact<T>[]): Fact<T> {
  return facts.find(isKnown) ?? facts.find((fact) => fact !== notStated) ?? notStated;
}

/** A default that the provider documents. */
export function byDefault<T>(value: T, source: Source): Fact<T> {
  return implied(value, texts.providerDefault, source);
}

/** Gigabytes of a disk as bytes; the providers mean 2^30. */
export function gigabytes(fact: Fact<number>): Fact<number> {
  return mapFact(fact, (value) => value * 2 ** 30);
}

/** Megabytes of memory as bytes; the providers mean 2^20. */
export function megabytes(fact: Fact<number>): Fact<number> {
  return mapFact(fact, (value) => value * 2 ** 20);
}

/** The product of two counts. */
export function product(a: Fact<number>, b: Fact<number>): Fact<number> {
  if (!isKnown(a)) return a;
  if (!isKnown(b)) return b;
  const value = a.value * b.value;
  // Where one of them is stated, it is what the file says; a count of one by default adds nothing.
  if (a.state === 'implied' && b.state === 'stated') return { ...b, value };
  return { ...a, value };
}

/** Each section as an item that its place states. */
export function itemsOf<T>(
  { items, rest }: Sections,
  convert: (section: Section) => T | undefined,
): Facts<T> {
  const found = items.flatMap((section): Known<T>[] => {
    const value = convert(section);
    return value === undefined ? [] : [stated(value, section.place)];
  });
  return listed(found, rest);
}

/** Several lists as one. */
export function joined<T>(...lists: readonly Facts<T>[]): Facts<T> {
  const items = lists.flatMap((list) => list.items);
  return listed(items, lists.find(({ rest }) => rest !== undefined)?.rest);
}

/** What fixes the version: a date or number in the name; `current` and `latest` move. */
export function versionOf(image: Fact<string>): Fact<string> {
  return convertFact(image, imageVersionOf, texts.imageDecides);
}

/** The operating system that the first of these names reveals. */
export function systemNamed(...names: readonly Fact<string>[]): Fact<OperatingSystem> {
  let open: Fact<OperatingSystem> = notStated;
  for (const name of names) {
    if (!isKnown(name)) {
      if (open === notStated) open = name;
      continue;
    }
    const system = operatingSystemOf(name.value);
    if (system === undefined) continue;
    if (name.state === 'implied') return { ...name, value: system };
    return implied(system, texts.systemByImage, defaults.imageName, name.place);
  }
  return open;
}

/**
 * The operating system of a VMware guest. A release in the image's name counts more than the id, which stands for later
 * releases too where the host does not know them yet (`windows9srv` for Windows Server 2019).
 */
export function vmwareSystem(id: Fact<string>, image: Fact<string>): Fact<OperatingSystem> {
  const byId = convertFact(id, operatingSystemOfVmware, texts.imageDecides);
  const byName = systemNamed(image);
  if (!isKnown(byName)) return byId === notStated ? byName : byId;
  const isSame = isKnown(byId) && byId.value.distribution === byName.value.distribution;
  return isKnown(byId) &&
    byId.value.distribution !== undefined &&
    !(isSame && byName.value.release !== undefined)
    ? byId
    : byName;
}

/** Whether a machine has a device: true where it is stated; without it, no unless the image may bring one. */
export function presence(settings: Section, name: string, mayInherit: boolean): Fact<boolean> {
  const place = settings.placeOf(name);
  if (place !== undefined) return stated(true, place);
  return mayInherit ? unknown(texts.imageDecides) : implied(false, texts.deviceList, defaults.imageName);
}

const referrers = new WeakMap<Module, Map<string, Map<Resource, Section[]>>>();

/**
 * The resources of a type whose setting refers to `target`, as an association or a rule does to what it is about. Found
 * once per module: every machine asks.
 */
export function referring(
  module: Module,
  type: string,
  setting: string,
  target: Resource,
): readonly Section[] {
  const known = referrers.get(module) ?? new Map<string, Map<Resource, Section[]>>();
  referrers.set(module, known);
  const key = `${type} ${setting}`;
  const byTarget = known.get(key) ?? new Map<Resource, Section[]>();
  if (!known.has(key)) {
    known.set(key, byTarget);
    for (const resource of resourcesOfType(module, type)) {
      const section = sectionOf(resource, module);
      for (const found of section.references(setting)) {
        const sections = byTarget.get(found);
        if (sections === undefined) byTarget.set(found, [section]);
        else sections.push(section);
      }
    }
  }
  return byTarget.get(target) ?? [];
}

/** The settings of another resource of the module. */
export function sectionOf(resource: Resource, module: Module): Section {
  return sectionOfBlock(resource.block, { module, path: resource.path, names: new Map() });
}
