// Why facts of a host's report are implied or unknown.
import type { Text } from '../../core/message';

/** What libvirt would not print. */
export const unreadable: Text = {
  en: 'libvirt reports no such value.',
  de: 'Einen solchen Wert meldet libvirt nicht.',
};

/** The report ends early. */
export const unfinished: Text = {
  en: 'The report is incomplete.',
  de: 'Der Bericht ist nicht vollständig.',
};

/** Nodes without memory. */
export const notReported: Text = {
  en: 'The report does not say it.',
  de: 'Der Bericht sagt es nicht.',
};

/** Sums over nodes. */
export const sumOfNodes: Text = {
  en: 'It is the sum over the nodes of the host.',
  de: 'Es ist die Summe über die Knoten des Hosts.',
};

/** Kinds of guests. */
export const guestsListed: Text = {
  en: 'libvirt lists how guests can run, and hardware virtualisation is not in the list.',
  de: 'libvirt zählt auf, wie Gäste laufen können, und Hardwarevirtualisierung ist nicht dabei.',
};

/** Security drivers. */
export const driversListed: Text = {
  en: 'libvirt lists the security drivers that are on, and neither SELinux nor AppArmor is among them.',
  de: 'libvirt zählt die eingeschalteten Sicherheitstreiber auf, und weder SELinux noch AppArmor ist dabei.',
};
