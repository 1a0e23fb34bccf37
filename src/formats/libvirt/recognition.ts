// Recognises libvirt domain XML by its content: other XML has <domain> elements too.
import type { Recognition } from '../format';
import { parseDomains } from './parse';

/** libvirt domains (KVM, QEMU, Xen and others), also in snapshots, status files and templates. */
export default {
  id: 'libvirt',
  title: 'libvirt domain XML',
  usualName: 'domain.xml',
  recognisedBy: 'a `<domain type=…>` in XML',
  languages: ['xml'],
  recognisesName: () => false,
  mayHold: (path) => /\.xml(?:\.(?:in|erb|j2|jinja2?|tmpl|tpl|template))?$/i.test(path),
  // The word decides for nearly all XML; only what has it is worth reading.
  recognisesContent: (head) => head.includes('<domain') && parseDomains(head).domains.length > 0,
} satisfies Recognition;
