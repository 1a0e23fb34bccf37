// Steps between severities, for the exceptions that make a finding matter less.
import { type Severity, severities } from '../../core/finding';

/** The next milder severity; a hint stays a hint. */
export function oneLower(severity: Severity): Severity {
  return severities[severities.indexOf(severity) + 1] ?? 'hint';
}
