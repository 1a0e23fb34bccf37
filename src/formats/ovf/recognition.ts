// Recognises OVF by name, else by an envelope in one of OVF's namespaces: SOAP and others have envelopes too.
import type { Recognition } from '../format';

const envelope =
  /<(?:[A-Za-z][\w-]*:)?Envelope\s[^<>]*["']https?:\/\/(?:schemas\.dmtf\.org\/ovf\/|www\.vmware\.com\/schema\/ovf)/;

/** Descriptors of the Open Virtualization Format; an `.ova` is an archive with one inside. */
export default {
  id: 'ovf',
  title: 'OVF descriptor',
  usualName: 'appliance.ovf',
  recognisedBy: '`*.ovf`, or an `<Envelope>` in a namespace of OVF in XML',
  languages: ['xml'],
  recognisesName: (path) => /\.ovf$/i.test(path),
  mayHold: (path) => /\.(?:xml|ovf\.(?:in|j2|jinja2?|erb|tmpl|tpl|template|mustache))$/i.test(path),
  recognisesContent: (head) => envelope.test(head),
} satisfies Recognition;
