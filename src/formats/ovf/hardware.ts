// The hardware items of a virtual system, as the default deployment configuration has them.
import type { Known, Unknown } from '../../core/fact';
import { type Fact, implied, isKnown, notStated, unknown } from '../../core/fact';
import { documents } from '../../knowledge/sources';
import { wholeNumber } from '../values';
import { elementsOf, localName, textOf, type XmlElement, type XmlText } from '../xml/tree';
import type { Reader } from '../xml/values';
import { defaultConfiguration, noUnit, property, unfinished } from './messages';
import { attribute, childOf, childrenOf, type System } from './parse';

/** A device: an item, beneath what the default configuration says otherwise about it. */
export interface Item {
  /** The item itself. */
  readonly element: XmlElement;
  /** What the default configuration replaces; absent where it leaves the item as it is. */
  readonly replacement: XmlElement | undefined;
}

/** The hardware of a virtual system. */
export interface Hardware {
  readonly section: XmlElement | undefined;
  readonly items: readonly Item[];
  /** Why there may be more items; absent where the list is complete. */
  readonly rest: Unknown | undefined;
}

const itemNames = new Set(['Item', 'StorageItem', 'EthernetPortItem']);

/** The configuration that is chosen where nobody chooses: the one marked so, else the first. */
function defaultConfigurationOf({ envelope }: System): string | undefined {
  const options = childrenOf(childOf(envelope, 'DeploymentOptionSection'), 'Configuration');
  const chosen = options.find((option) => attribute(option, 'default')?.value === 'true') ?? options[0];
  return attribute(chosen, 'id')?.value;
}

/** Reads the hardware. */
export function hardwareOf(system: System): Hardware {
  const section = childOf(system.element, 'VirtualHardwareSection');
  if (section === undefined) return { section, items: [], rest: unknown(unfinished) };
  const chosen = defaultConfigurationOf(system);
  const base: XmlElement[] = [];
  const replacements = new Map<string, XmlElement>();
  for (const element of elementsOf(section.children)) {
    // An item with `bound` gives the limits of a range.
    if (!itemNames.has(localName(element.name)) || attribute(element, 'bound') !== undefined) continue;
    const configurations = attribute(element, 'configuration');
    if (configurations === undefined) base.push(element);
    else if (chosen !== undefined && configurations.value.split(/\s+/).includes(chosen))
      replacements.set(instanceOf(element), element);
  }
  const known = new Set(base.map(instanceOf));
  const added = [...replacements].filter(([instance]) => !known.has(instance)).map(([, element]) => element);
  const filled = section.children.some(({ kind }) => kind === 'instruction' || kind === 'text');
  return {
    section,
    items: [...base, ...added].map((element) => {
      const replacement = replacements.get(instanceOf(element));
      return { element, replacement: replacement === element ? undefined : replacement };
    }),
    rest: filled || section.recovered || system.element.recovered ? unknown(unfinished) : undefined,
  };
}

function fieldIn(element: XmlElement | undefined, name: string): XmlText | undefined {
  const lower = name.toLowerCase();
  // Drafts of OVF write `InstanceId`.
  const found =
    element === undefined
      ? undefined
      : elementsOf(element.children).find((child) => localName(child.name).toLowerCase() === lower);
  return found === undefined ? undefined : textOf(found);
}

function instanceOf(element: XmlElement): string {
  return fieldIn(element, 'InstanceID')?.value ?? '';
}

/** A field of an item: `ResourceType`, `VirtualQuantity`. */
export function field({ element, replacement }: Item, name: string): XmlText | undefined {
  return fieldIn(replacement, name) ?? fieldIn(element, name);
}

/** The items of these CIM resource types. */
export function itemsOf({ items }: Hardware, ...types: readonly number[]): readonly Item[] {
  return items.filter((item) => types.includes(Number(field(item, 'ResourceType')?.value)));
}

/** The item with this instance id. */
export function itemNumbered({ items }: Hardware, instance: string | undefined): Item | undefined {
  return instance === undefined ? undefined : items.find(({ element }) => instanceOf(element) === instance);
}

/** A `vmw:Config` or `vmw:ExtraConfig` directly inside an element, by its key. */
export function configuration(element: XmlElement | undefined, key: string): XmlElement | undefined {
  return [...childrenOf(element, 'Config'), ...childrenOf(element, 'ExtraConfig')].find(
    (entry) => attribute(entry, 'key')?.value.toLowerCase() === key.toLowerCase(),
  );
}

const namedUnits: Readonly<Record<string, number>> = {
  byte: 1,
  bytes: 1,
  kilobytes: 2 ** 10,
  megabytes: 2 ** 20,
  gigabytes: 2 ** 30,
  terabytes: 2 ** 40,
  kb: 2 ** 10,
  mb: 2 ** 20,
  gb: 2 ** 30,
  tb: 2 ** 40,
};

/** The bytes of a programmatic unit (DSP0004, annex C): `byte * 2^20`, and the names of drafts: `MegaBytes`. */
export function bytesOfUnit(unit: string): number | undefined {
  const [name = '', ...factors] = unit.toLowerCase().replace(/\s+/g, '').split('*');
  const base = Object.hasOwn(namedUnits, name) ? namedUnits[name] : undefined;
  let bytes = base;
  for (const factor of factors) {
    const [, number, exponent = '1'] = /^(\d{1,7})(?:\^(\d{1,2}))?$/.exec(factor) ?? [];
    if (number === undefined || bytes === undefined) return undefined;
    bytes *= Number(number) ** Number(exponent);
  }
  return bytes === undefined || bytes > Number.MAX_SAFE_INTEGER ? undefined : bytes;
}

/** A number of a field. A number of another configuration than the item's own is implied by the default. */
export function quantity(read: Reader, item: Item, name: string): Fact<number> {
  const written = field(item, name);
  if (written === undefined) return notStated;
  if (written.value.includes('${')) return unknown(property, read.at(written));
  const fact = read.value(written, (text) => wholeNumber(text) || undefined);
  const own = attribute(item.element, 'configuration') === undefined && item.replacement === undefined;
  return own || !isKnown(fact) ? fact : byConfiguration(fact);
}

function byConfiguration<T>(fact: Known<T>): Known<T> {
  return implied(fact.value, defaultConfiguration, documents.ovf, fact.place);
}

/** An amount of memory of an item in bytes. */
export function amount(read: Reader, item: Item, name: string): Fact<number> {
  const number = quantity(read, item, name);
  if (!isKnown(number)) return number;
  const unit = bytesOfUnit(field(item, 'AllocationUnits')?.value ?? '');
  return unit === undefined
    ? unknown(noUnit, number.place)
    : { ...number, value: Math.round(number.value * unit) };
}
