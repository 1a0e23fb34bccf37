// Recognises VirtualBox's settings of a machine by name, else by the root element and the machine in it.
import type { Recognition } from '../format';

/** The root of the settings with a machine; `VirtualBox.xml`, the settings of the program itself, has `<Global>` instead. */
const settings = /<VirtualBox\b[^<>]*>\s*<Machine\b/;

/** `.vbox`. `.vbox-prev` and `.vbox-tmp` are copies VirtualBox keeps beside it: the same machine, which does not count twice. */
export default {
  id: 'virtualbox',
  title: 'VirtualBox machine',
  usualName: 'machine.vbox',
  recognisedBy: '`*.vbox`, or a `<Machine>` in `<VirtualBox>` in XML',
  languages: ['xml'],
  recognisesName: (path) => /\.vbox$/i.test(path),
  mayHold: (path) => /\.(?:xml|vbox\.(?:in|j2|erb|tmpl|tpl|template))$/i.test(path),
  recognisesContent: (head) => settings.test(head),
} satisfies Recognition;
