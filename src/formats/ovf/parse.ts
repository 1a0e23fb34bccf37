// Finds the virtual systems of an OVF envelope, in the form of OVF 1 and 2 and in that of drafts (`<Section xsi:type=…>`).
import { parseXml } from '../xml/parse';
import { elementsOf, localName, type XmlAttribute, type XmlDocument, type XmlElement } from '../xml/tree';

/** A virtual system with what stands around it. */
export interface System {
  readonly element: XmlElement;
  readonly envelope: XmlElement;
  /** The collections around it, the innermost first. */
  readonly collections: readonly XmlElement[];
}

/** A text with its virtual systems in order. */
export interface OvfFile {
  readonly document: XmlDocument;
  readonly systems: readonly System[];
}

/** The attribute of a name, whatever its prefix. */
export function attribute(element: XmlElement | undefined, name: string): XmlAttribute | undefined {
  return element?.attributes.find((candidate) => localName(candidate.name) === name);
}

/** The name of an element without prefix; for drafts that of its type: `<Section xsi:type="ovf:DiskSection_Type">`. */
function kindOf(element: XmlElement): string {
  const name = localName(element.name);
  if (name !== 'Section' && name !== 'Content') return name;
  const type = attribute(element, 'type')?.value;
  return type === undefined ? name : localName(type).replace(/_Type$/, '');
}

/** The child elements of a kind. */
export function childrenOf(element: XmlElement | undefined, kind: string): readonly XmlElement[] {
  return element === undefined ? [] : elementsOf(element.children).filter((child) => kindOf(child) === kind);
}

/** The first child element of a kind. */
export function childOf(element: XmlElement | undefined, kind: string): XmlElement | undefined {
  return childrenOf(element, kind)[0];
}

// Collections in collections; the specification has no limit, people need one or two.
const maxDepth = 50;

/** Reads a text. Total: every text gives a tree, and any number of systems. */
export function parseOvf(text: string): OvfFile {
  const document = parseXml(text);
  const systems: System[] = [];
  const visit = (parent: XmlElement, envelope: XmlElement, collections: readonly XmlElement[]): void => {
    if (collections.length > maxDepth) return;
    for (const child of elementsOf(parent.children)) {
      const kind = kindOf(child);
      if (kind === 'VirtualSystem') systems.push({ element: child, envelope, collections });
      else if (kind === 'VirtualSystemCollection') visit(child, envelope, [child, ...collections]);
    }
  };
  for (const root of elementsOf(document.nodes))
    if (localName(root.name) === 'Envelope') visit(root, root, []);
  return { document, systems };
}
