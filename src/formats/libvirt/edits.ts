// Writes changes of the model back into a domain, keeping its indentation, and refuses where the text is not safe to touch.
import type { Change, Setting, TextEdit } from '../../core/format';
import {
  type Edits,
  insertChild,
  isSound,
  join,
  removeAttribute,
  replaceText,
  replaceValue,
  setAttribute,
  type Target,
  targetAt,
  wholeLines,
} from '../xml/edits';
import {
  attributeNamed,
  childNamed,
  childrenNamed,
  elementsOf,
  localName,
  type XmlDocument,
  type XmlElement,
} from '../xml/tree';

// Attributes without which the element stays valid and says the opposite of what is to go.
const optional = new Set(['passwd', 'cache', 'sharePolicy']);

// Devices that a domain cannot do without, or that other devices hang on.
const essential = new Set(['emulator', 'controller', 'hub', 'iommu', 'panic']);

function removable(element: XmlElement): boolean {
  const parent = element.parent?.name;
  switch (parent) {
    case 'devices':
      return !essential.has(element.name);
    case 'domain':
      return element.name === 'seclabel';
    case 'cpu':
      return element.name === 'feature';
    case 'os':
      return element.name === 'smbios';
    case 'model':
      return element.name === 'acceleration';
    case 'portForward':
      return element.name === 'range';
    default:
      return false;
  }
}

/** Removes a QEMU argument; the value of an option goes with the option. */
function removeArgument(text: string, { element, part }: Target): Edits {
  if (part !== undefined) {
    if (text.charAt(part.start - 1) !== ',') return undefined;
    return [{ span: { start: part.start - 1, end: part.end }, text: '' }];
  }
  const siblings = elementsOf(element.parent?.children ?? []);
  const before = siblings[siblings.indexOf(element) - 1];
  const value = attributeNamed(element, 'value')?.value ?? '';
  const own: TextEdit = { span: wholeLines(text, element), text: '' };
  if (value.startsWith('-')) return [own];
  if (before === undefined || !attributeNamed(before, 'value')?.value.startsWith('-')) return undefined;
  return [{ span: wholeLines(text, before), text: '' }, own];
}

function remove(document: XmlDocument, target: Target): Edits {
  const { text } = document;
  const { element, attribute } = target;
  if (!isSound(element) || target.text !== undefined) return undefined;
  if (localName(element.name) === 'arg') return removeArgument(text, target);
  if (attribute !== undefined) {
    return optional.has(attribute.name) ? removeAttribute(text, attribute) : undefined;
  }
  return removable(element) ? [{ span: wholeLines(text, element), text: '' }] : undefined;
}

function replace(document: XmlDocument, target: Target, value: string): Edits {
  const { element, attribute, text, part } = target;
  if (!isSound(element)) return undefined;
  if (text !== undefined) return replaceText(text, value);
  if (attribute === undefined || part !== undefined) return undefined;
  // The address of a screen stands twice; libvirt rejects two that differ.
  const screen = element.name === 'listen' ? element.parent : element;
  if (screen?.name === 'graphics' && /^(listen|address)$/.test(attribute.name)) {
    return bindScreen(document.text, screen, value);
  }
  return replaceValue(document.text, attribute, value);
}

function bindScreen(text: string, screen: XmlElement, address: string): Edits {
  if (attributeNamed(screen, 'socket') !== undefined) return undefined;
  const listens = childrenNamed(screen, 'listen');
  if (listens.some((listen) => attributeNamed(listen, 'type')?.value !== 'address')) return undefined;
  const own = attributeNamed(screen, 'listen');
  return join(
    ...listens.map((listen) => setAttribute(text, listen, 'address', address)),
    own === undefined && listens.length > 0 ? [] : setAttribute(text, screen, 'listen', address),
  );
}

/** The `<source>` of a serial port, and that of the console that libvirt writes for the same one. */
function twinsOf(source: XmlElement): readonly XmlElement[] {
  const service = attributeNamed(source, 'service')?.value;
  return elementsOf(source.parent?.parent?.children ?? [])
    .filter(({ name }) => name === 'serial' || name === 'console')
    .flatMap((port) => childNamed(port, 'source') ?? [])
    .filter((other) => other === source || attributeNamed(other, 'service')?.value === service);
}

function bind(document: XmlDocument, target: Target, address: string): Edits {
  const { text } = document;
  const { element, attribute, part } = target;
  if (!isSound(element)) return undefined;
  if (element.name === 'graphics') return bindScreen(text, element, address);
  if (element.name === 'listen' && element.parent?.name === 'graphics') {
    return bindScreen(text, element.parent, address);
  }
  if (element.name === 'source' && /^(?:serial|console)$/.test(element.parent?.name ?? '')) {
    return join(...twinsOf(element).map((source) => setAttribute(text, source, 'host', address)));
  }
  if (element.name === 'portForward') return setAttribute(text, element, 'address', address);
  if (element.name === 'range' && element.parent?.name === 'portForward') {
    return setAttribute(text, element.parent, 'address', address);
  }
  if (attribute === undefined || part === undefined) return undefined;
  const [, head, host] = /^(hostfwd=(?:tcp|udp)?:)([^:]*):/.exec(text.slice(part.start, part.end)) ?? [];
  if (head === undefined || host === undefined) return undefined;
  const start = part.start + head.length;
  return [{ span: { start, end: start + host.length }, text: address }];
}

/** `2147483648` as `<memory unit='GiB'>2</memory>`, in the largest unit that needs no fraction. */
function memoryElement(size: number): string {
  const [unit, factor] = (
    [
      ['GiB', 2 ** 30],
      ['MiB', 2 ** 20],
    ] as const
  ).find(([, each]) => size % each === 0) ?? ['KiB', 1024];
  return `<memory unit='${unit}'>${Math.ceil(size / factor)}</memory>`;
}

function set(document: XmlDocument, domain: XmlElement, setting: Setting): Edits {
  const { text } = document;
  const behind = (...names: readonly string[]): XmlElement | undefined =>
    names.map((name) => childNamed(domain, name)).find((child) => child !== undefined && !child.recovered);
  switch (setting.name) {
    case 'memory':
      if (childNamed(domain, 'memory') !== undefined) return undefined;
      return insertChild(text, domain, memoryElement(setting.value), behind('uuid', 'name'));
    case 'cpus':
      if (childNamed(domain, 'vcpu') !== undefined || !Number.isInteger(setting.value)) return undefined;
      return insertChild(
        text,
        domain,
        `<vcpu>${setting.value}</vcpu>`,
        behind('currentMemory', 'memory', 'name'),
      );
    case 'memoryBalloon': {
      const devices = childNamed(domain, 'devices');
      const model = attributeNamed(domain, 'type')?.value === 'xen' ? 'xen' : 'virtio';
      if (devices === undefined) return undefined;
      const balloon = childNamed(devices, 'memballoon');
      if (balloon !== undefined) return setAttribute(text, balloon, 'model', model);
      return insertChild(
        text,
        devices,
        `<memballoon model='${model}'/>`,
        elementsOf(devices.children).at(-1),
      );
    }
    default:
      return undefined;
  }
}

/** The edits that make a change; `domainOf` finds the domain of a workload by its id. */
export function editsOf(
  document: XmlDocument,
  change: Change,
  domainOf: (workload: string) => XmlElement | undefined,
): Edits {
  if (change.kind === 'set') {
    const domain = domainOf(change.workload);
    return domain === undefined ? undefined : set(document, domain, change.setting);
  }
  const target = targetAt(document, change.place.span);
  if (target === undefined) return undefined;
  switch (change.kind) {
    case 'remove':
      return remove(document, target);
    case 'replace':
      return replace(document, target, change.value);
    case 'bind':
      return bind(document, target, change.address);
    case 'make-read-only': {
      const { element } = target;
      if (element.name !== 'filesystem' || childNamed(element, 'readonly') !== undefined) return undefined;
      return insertChild(document.text, element, '<readonly/>', elementsOf(element.children).at(-1));
    }
  }
}
