// Changes of a VirtualBox machine as edits of its settings, where the schema has a place for them.
import { editorOf } from '../editor';
import {
  type Edits,
  insertChild,
  isSound,
  removeAttribute,
  replaceValue,
  setAttribute,
  targetAt,
  wholeLines,
} from '../xml/edits';
import { attributeNamed, childNamed, type XmlDocument, type XmlElement } from '../xml/tree';
import { displayProperty } from './consoles';

/** Elements without which the others mean what they meant before. */
function isRemovable(element: XmlElement): boolean {
  const parent = element.parent?.name ?? '';
  switch (element.name) {
    case 'AttachedDevice':
      return attributeNamed(element, 'type')?.value === 'Floppy';
    case 'Device':
      return parent === 'Devices';
    case 'Port':
      return /^lpt$/i.test(parent);
    default:
      return /^(?:SharedFolder|DeviceFilter|Forwarding|Property|DragAndDrop|Teleporter)$/.test(element.name);
  }
}

/** Attributes whose default in the schema is the opposite of what is to go. */
const optional = new Set(['accelerate3D', 'PageFusion', 'mode', 'defaultFrontend']);

/** The editor of a document. */
export function editor(document: XmlDocument): ReturnType<typeof editorOf> {
  const { text } = document;
  return editorOf({
    removal(place) {
      const target = targetAt(document, place.span);
      if (target === undefined || !isSound(target.element)) return undefined;
      const { element, attribute } = target;
      if (attribute === undefined || element.name === 'Property' || element.name === 'DragAndDrop')
        return isRemovable(element) ? remove(element) : undefined;
      return optional.has(attribute.name) ? removeAttribute(text, attribute) : undefined;
    },
    replacement(place, value) {
      const target = targetAt(document, place.span);
      const { element, attribute } = target ?? {};
      // Other values have words of their own here.
      if (element?.name !== 'Adapter' || attribute?.name !== 'type' || !isSound(element)) return undefined;
      return replaceValue(text, attribute, value);
    },
    binding(place, address) {
      const target = targetAt(document, place.span);
      const element = target?.element;
      if (element?.name === 'Forwarding') return setAttribute(text, element, 'hostip', address);
      const display = element?.name === 'Property' ? element.parent?.parent : element;
      return display?.name === 'RemoteDisplay' ? bindDisplay(display, address) : undefined;
    },
    protection(place) {
      const target = targetAt(document, place.span);
      return target?.element.name === 'SharedFolder'
        ? setAttribute(text, target.element, 'writable', 'false')
        : undefined;
    },
    // What the settings leave out has a default of its own; nothing the rules ask for is missing in them.
    set: () => undefined,
  });

  function remove(element: XmlElement): Edits {
    return [{ span: wholeLines(text, element), text: '' }];
  }

  function bindDisplay(display: XmlElement, address: string): Edits {
    const written = displayProperty(display, 'TCP/Address');
    if (written !== undefined) return replaceValue(text, written, address);
    const property = `<Property name="TCP/Address" value="${address}"/>`;
    const properties = childNamed(display, 'VRDEProperties');
    return properties === undefined
      ? insertChild(text, display, `<VRDEProperties>${property}</VRDEProperties>`)
      : insertChild(text, properties, property);
  }
}
