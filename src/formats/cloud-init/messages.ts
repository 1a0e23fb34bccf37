// Why something about the machine behind user data is not known.
import { unknown } from '../../core/fact';

/** A template fills it in. */
export const templateDecides = {
  en: 'A template or a variable decides it.',
  de: 'Eine Vorlage oder eine Variable entscheidet es.',
};

/** Ansible, Puppet and the like decide it. */
export const elsewhere = {
  en: 'Another provisioning tool decides it.',
  de: 'Ein anderes Werkzeug zur Einrichtung entscheidet es.',
};

/** What is fetched from somewhere else decides it. */
export const fetched = unknown({
  en: 'A file that is fetched at first boot decides it.',
  de: 'Eine Datei, die beim ersten Start geholt wird, entscheidet es.',
});

/** The text is encoded or of a kind that is not read. */
export const notRead = unknown({
  en: 'Part of the user data is encoded, or of a kind that Berth does not read.',
  de: 'Ein Teil der User-Data ist kodiert oder von einer Art, die Berth nicht liest.',
});

/** The YAML is broken. */
export const broken = unknown({
  en: 'The user data could not be read to its end.',
  de: 'Die User-Data konnten nicht bis zum Ende gelesen werden.',
});

/** Subiquity installs Ubuntu. */
export const autoinstallIsUbuntu = {
  en: 'Only Ubuntu’s installer reads an autoinstall section.',
  de: 'Nur der Installer von Ubuntu liest einen Abschnitt autoinstall.',
};

/** Where packages come from gives the release away. */
export const suiteNamesRelease = {
  en: 'The package sources are those of this release.',
  de: 'Die Paketquellen sind die dieser Version.',
};

/** Only CoreOS Container Linux reads this key. */
export const coreosKey = {
  en: 'Only CoreOS Container Linux reads a coreos section.',
  de: 'Nur CoreOS Container Linux liest einen Abschnitt coreos.',
};

/** EC2Launch and cloudbase-init run these tags on Windows. */
export const windowsTags = {
  en: 'Only Windows guests run this kind of user data.',
  de: 'Nur Windows-Gäste führen User-Data dieser Art aus.',
};
