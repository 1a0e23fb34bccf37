// Finds the host in libvirt's report of capabilities.
import { parseXml } from '../xml/parse';
import { childNamed, elementsOf, type XmlDocument, type XmlElement } from '../xml/tree';

/** A text with the report in it. */
export interface CapabilitiesFile {
  readonly document: XmlDocument;
  /** The root and its `<host>`; absent for XML that is no report of libvirt. */
  readonly root: XmlElement | undefined;
  readonly host: XmlElement | undefined;
}

// Children of <host> that no other kind of capabilities has.
const ownChildren = ['cpu', 'topology', 'migration_features', 'secmodel', 'power_management', 'iommu'];

/** Reads a text. Total: every text gives a tree. */
export function parseCapabilities(text: string): CapabilitiesFile {
  const document = parseXml(text);
  const root = elementsOf(document.nodes).find(({ name }) => name === 'capabilities');
  const host = root === undefined ? undefined : childNamed(root, 'host');
  const isOurs = host !== undefined && ownChildren.some((name) => childNamed(host, name) !== undefined);
  return { document, root: isOurs ? root : undefined, host: isOurs ? host : undefined };
}
