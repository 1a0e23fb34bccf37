// Recognises libvirt's report of a host by its root and what stands in it: maps and services report capabilities too.
import type { Recognition } from '../format';
import { parseCapabilities } from './parse';

/** What `virsh capabilities` prints, saved to a file. */
export default {
  id: 'host-capabilities',
  title: 'libvirt host capabilities',
  usualName: 'capabilities.xml',
  recognisedBy: 'a `<capabilities>` with a `<host>` in XML, as `virsh capabilities` prints it',
  languages: ['xml'],
  recognisesName: () => false,
  mayHold: (path) => /\.xml$/i.test(path),
  recognisesContent: (head) => head.includes('<capabilities') && parseCapabilities(head).host !== undefined,
} satisfies Recognition;
