// Why facts of an engine's report are unknown.
import type { Text } from '../../core/message';

/** A field is not in the report. */
export const notReported: Text = {
  en: 'The report does not say it.',
  de: 'Der Bericht sagt es nicht.',
};

/** The driver json-file, whose options no report gives. */
export const optionsNotReported: Text = {
  en: 'The report names the log driver, not its limits.',
  de: 'Der Bericht nennt den Log-Treiber, nicht seine Grenzen.',
};
