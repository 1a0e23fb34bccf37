// Finds the machine in VirtualBox's settings.
import { parseXml } from '../xml/parse';
import { elementsOf, type XmlDocument, type XmlElement } from '../xml/tree';

/** A text with the machines in it; VirtualBox writes one per file. */
export interface SettingsFile {
  readonly document: XmlDocument;
  readonly machines: readonly XmlElement[];
}

/** Reads a text. Total: every text gives a tree. */
export function parseSettings(text: string): SettingsFile {
  const document = parseXml(text);
  const machines = elementsOf(document.nodes)
    .flatMap((root) => (root.name === 'VirtualBox' ? elementsOf(root.children) : []))
    .filter(({ name }) => name === 'Machine');
  return { document, machines };
}
