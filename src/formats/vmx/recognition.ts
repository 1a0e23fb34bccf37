// Recognises the configuration of a VMware machine by its name, templates of one by what they set.
import type { Recognition } from '../format';

/** `.vmx` files of VMware Workstation, Fusion, Player and ESXi. */
export default {
  id: 'vmx',
  title: 'VMware machine',
  usualName: 'machine.vmx',
  recognisedBy: '`*.vmx`',
  languages: ['vmx', 'properties', 'ini'],
  recognisesName: (path) => /\.vmx$/i.test(path),
  mayHold: (path) => /\.vmx\.(?:in|erb|j2|jinja2?|tmpl|tpl|template)$/i.test(path),
  recognisesContent: (head) =>
    /^[ \t\ufeff]*(?:config\.version|virtualHW\.version|guestOS)[ \t]*=/im.test(head),
} satisfies Recognition;
