// Writes changes of the model back into a domain, keeping its indentation, and refuses where the text is not safe to touch.
import type { Change, Setting, TextEdit } from '../../core/format';
import { contains, type Span } from '../../core/span';
import {
  attributeNamed,
  childNamed,
  childrenNamed,
  elementsOf,
  textOf,
  walk,
  type XmlAttribute,
  type XmlDocument,
  type XmlElement,
  type XmlText,
} from '../xml/tree';
import { isPlaceholder } from './values';

type Edits = readonly TextEdit[] | undefined;

/** What stands at a place. `part` is set where the place is only a part of the attribute's value. */
interface Target {
  readonly element: XmlElement;
  readonly attribute?: XmlAttribute;
  readonly text?: XmlText;
  readonly part?: Span;
}

const same = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;
const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

function targetAt(document: XmlDocument, span: Span): Target | undefined {
  for (const element of walk(document.nodes)) {
    if (!contains(element.span, span)) continue;
    if (same(element.openTag, span) || same(element.span, span)) return { element };
    for (const attribute of element.attributes) {
      if (same(attribute.span, span) || same(attribute.valueSpan, span)) return { element, attribute };
      if (contains(attribute.valueSpan, span)) return { element, attribute, part: span };
    }
    const text = textOf(element);
    if (text !== undefined && same(text.span, span)) return { element, text };
  }
  return undefined;
}

function escapeXml(value: string, quote: string): string {
  const escaped = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return quote === "'" ? escaped.replaceAll("'", '&apos;') : escaped.replaceAll('"', '&quot;');
}

/** Whether element and everything around it was read without guessing. */
function isSound(element: XmlElement): boolean {
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent)
    if (at.recovered) return false;
  return true;
}

/** The white space before an element, if nothing else stands before it on its line. */
function indentation(text: string, element: XmlElement): string | undefined {
  const lineStart = text.lastIndexOf('\n', element.span.start - 1) + 1;
  const before = text.slice(lineStart, element.span.start);
  return before.trim() === '' ? before : undefined;
}

/** The element with its line or lines, when it has them for itself. */
function wholeLines(text: string, element: XmlElement): Span {
  const indent = indentation(text, element);
  const lineEnd = /^[ \t]*(\r?\n|$)/.exec(text.slice(element.span.end, element.span.end + 200));
  if (indent === undefined || lineEnd === null) return element.span;
  return { start: element.span.start - indent.length, end: element.span.end + lineEnd[0].length };
}

/** Adds a child behind `after`, or as the first one; `undefined` where the parent's tags are not complete. */
function insertChild(text: string, parent: XmlElement, xml: string, after?: XmlElement): Edits {
  if (!isSound(parent)) return undefined;
  const children = elementsOf(parent.children);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  if (after !== undefined) {
    const indent = indentation(text, after);
    const { end } = after.span;
    return [{ span: { start: end, end }, text: indent === undefined ? xml : `${eol}${indent}${xml}` }];
  }
  const outer = indentation(text, parent);
  const [child] = children;
  const inner =
    child === undefined ? (outer === undefined ? undefined : `${outer}  `) : indentation(text, child);
  const line = inner === undefined ? xml : `${eol}${inner}${xml}`;
  const { end } = parent.openTag;
  if (!parent.selfClosing) {
    // A close tag on the line of the open tag needs a line of its own now.
    const sameLine = child === undefined && inner !== undefined && parent.closeTag?.start === end;
    return [{ span: { start: end, end }, text: sameLine ? `${line}${eol}${outer}` : line }];
  }
  const tail = /\s*\/>$/.exec(text.slice(parent.openTag.start, end))?.[0] ?? '/>';
  const close = inner === undefined ? `</${parent.name}>` : `${eol}${outer}</${parent.name}>`;
  return [{ span: { start: end - tail.length, end }, text: `>${line}${close}` }];
}

/** Sets an attribute, adding it where it is missing. */
function setAttribute(text: string, element: XmlElement, name: string, value: string): Edits {
  const attribute = attributeNamed(element, name);
  if (!isSound(element)) return undefined;
  if (attribute !== undefined) return replaceValue(text, attribute, value);
  const last = element.attributes.at(-1);
  const quote = last?.quoted === true ? text.charAt(last.valueSpan.end) : "'";
  const start = last?.span.end ?? element.nameSpan.end;
  return [{ span: { start, end: start }, text: ` ${name}=${quote}${escapeXml(value, quote)}${quote}` }];
}

function replaceValue(text: string, attribute: XmlAttribute, value: string): Edits {
  if (!attribute.quoted || isPlaceholder(attribute)) return undefined;
  return [{ span: attribute.valueSpan, text: escapeXml(value, text.charAt(attribute.valueSpan.end)) }];
}

/** Joins edits; one that cannot be made makes none of them. */
function join(...parts: readonly Edits[]): Edits {
  const edits: TextEdit[] = [];
  for (const part of parts) {
    if (part === undefined) return undefined;
    edits.push(...part);
  }
  return edits;
}

// Attributes without which the element stays valid and says the opposite of what is to go.
const optional = new Set(['passwd', 'cache']);

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
    if (!optional.has(attribute.name) || !attribute.quoted) return undefined;
    let { start } = attribute.span;
    while (/\s/.test(text.charAt(start - 1))) start--;
    return [{ span: { start, end: attribute.span.end }, text: '' }];
  }
  return removable(element) ? [{ span: wholeLines(text, element), text: '' }] : undefined;
}

function replace(document: XmlDocument, target: Target, value: string): Edits {
  const { element, attribute, text, part } = target;
  if (!isSound(element)) return undefined;
  if (text !== undefined) {
    return isPlaceholder(text) ? undefined : [{ span: text.span, text: escapeXml(value, '"') }];
  }
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

function bind(document: XmlDocument, target: Target, address: string): Edits {
  const { text } = document;
  const { element, attribute, part } = target;
  if (!isSound(element)) return undefined;
  if (element.name === 'graphics') return bindScreen(text, element, address);
  if (element.name === 'listen' && element.parent?.name === 'graphics') {
    return bindScreen(text, element.parent, address);
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
