// Why something about the machine behind an answer file holds or is not known.
import { unknown } from '../../core/fact';

/** Another script decides it. */
export const outside = unknown({
  en: 'A script outside of this file decides it.',
  de: 'Ein Skript außerhalb dieser Datei entscheidet es.',
});

/** A template decides it. */
export const filledIn = {
  en: 'A template fills this value in.',
  de: 'Eine Vorlage setzt diesen Wert ein.',
};

/** The XML is broken. */
export const broken = unknown({
  en: 'The answer file could not be read to its end.',
  de: 'Die Antwortdatei konnte nicht bis zum Ende gelesen werden.',
});

/** Only Windows reads answer files. */
export const isWindows = {
  en: 'Only Windows Setup reads answer files.',
  de: 'Nur das Setup von Windows liest Antwortdateien.',
};

/** Editions whose name has no CORE bring the desktop. */
export const hasDesktop = {
  en: 'This edition is the one with the desktop; Server Core has CORE in its name.',
  de: 'Diese Edition ist die mit Desktop; Server Core hat CORE im Namen.',
};

/** 3 of ProtectYourPC. */
export const protectionOff = {
  en: 'Up to Windows 8.1 and Server 2012 R2, the value 3 switches automatic updates off.',
  de: 'Bis Windows 8.1 und Server 2012 R2 schaltet der Wert 3 die automatischen Updates ab.',
};
