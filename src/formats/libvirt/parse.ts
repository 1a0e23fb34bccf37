// Finds the libvirt domains in an XML text: as roots, and inside the files libvirt itself wraps around them.
import { parseXml } from '../xml/parse';
import { attributeNamed, childNamed, elementsOf, type XmlDocument, type XmlElement } from '../xml/tree';
import { isPlaceholder } from '../xml/values';

/** A text with the domains in it, in order. */
export interface DomainFile {
  readonly document: XmlDocument;
  readonly domains: readonly XmlElement[];
}

/** Hypervisor drivers of libvirt, as `<domain type>` names them. */
const drivers = new Set(
  'kvm qemu kqemu xen hvf vmware hyperv vbox bhyve parallels vz lxc openvz uml phyp test xenner linux'.split(
    ' ',
  ),
);

// Elements that stand below <domain> and in no other kind of XML with a <domain> root (application servers have one).
const ownChildren = ['devices', 'vcpu', 'memory', 'currentMemory', 'os'];

// Files of libvirt that hold a domain: state of a running one, snapshots, checkpoints, and what tools wrap around.
const wrappers = new Set(['domstatus', 'domainsnapshot', 'domaincheckpoint', 'domains']);

function isDomain(element: XmlElement): boolean {
  if (element.name !== 'domain') return false;
  const type = attributeNamed(element, 'type');
  if (type !== undefined && (drivers.has(type.value) || isPlaceholder(type))) return true;
  return ownChildren.some((name) => childNamed(element, name) !== undefined);
}

/** The domains among the roots of a text and directly inside libvirt's own wrappers. */
function domainsOf(document: XmlDocument): readonly XmlElement[] {
  return elementsOf(document.nodes)
    .flatMap((root) => (wrappers.has(root.name) ? elementsOf(root.children) : [root]))
    .filter(isDomain);
}

/** Reads a text. Total: every text gives a tree, and any number of domains. */
export function parseDomains(text: string): DomainFile {
  const document = parseXml(text);
  return { document, domains: domainsOf(document) };
}
