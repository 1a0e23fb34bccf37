// From the core's offsets and messages to the protocol's ranges and diagnostics, losing nothing.
import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type Range,
  type TextEdit as WireEdit,
} from 'vscode-languageserver';
import type { Finding, Severity } from '../core/finding';
import type { TextEdit } from '../core/format';
import { type Language, render } from '../core/message';
import type { Span } from '../core/span';
import { rules } from '../rules/registry.generated';
import type { Analysis } from '../service/analysis';

/** Source of all our diagnostics. */
export const source = 'berth';

/** What a diagnostic carries for the code actions. */
export interface DiagnosticData {
  readonly fingerprint: string;
}

const severityOf: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** The range of a span in the analysed text. */
export function rangeOf({ lines }: Analysis, { start, end }: Span): Range {
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}

/** Edits in the protocol's terms. */
export function wireEdits(analysis: Analysis, edits: readonly TextEdit[]): WireEdit[] {
  return edits.map(({ span, text }) => ({ range: rangeOf(analysis, span), newText: text }));
}

/** Where a rule is explained: in the extension if the editor can hand links to it, else its first public source. */
function linkOf(ruleId: string, uriScheme: string | undefined): string | undefined {
  if (uriScheme !== undefined) return `${uriScheme}://berth.berth/rule/${ruleId}`;
  return rules.find((rule) => rule.id === ruleId)?.sources.find((candidate) => candidate.url !== undefined)
    ?.url;
}

function related(analysis: Analysis, finding: Finding, language: Language): DiagnosticRelatedInformation[] {
  return finding.evidence.slice(1).map(({ place, label }) => ({
    location: { uri: place.path, range: rangeOf(analysis, place.span) },
    message:
      label === undefined ? analysis.text.slice(place.span.start, place.span.end) : render(label, language),
  }));
}

/** A finding as a diagnostic. */
export function diagnosticOf(
  analysis: Analysis,
  finding: Finding,
  language: Language,
  uriScheme: string | undefined,
): Diagnostic {
  const href = linkOf(finding.rule, uriScheme);
  const data: DiagnosticData = { fingerprint: finding.fingerprint };
  return {
    source,
    code: finding.rule,
    severity: severityOf[finding.severity],
    range: rangeOf(analysis, finding.evidence[0].place.span),
    message: render(finding.message, language),
    relatedInformation: related(analysis, finding, language),
    data,
    ...(href === undefined ? {} : { codeDescription: { href } }),
  };
}

/** All diagnostics of an analysis: findings that are not suppressed, and problems. */
export function diagnosticsOf(
  analysis: Analysis,
  language: Language,
  uriScheme: string | undefined,
): Diagnostic[] {
  const findings = analysis.findings.filter((finding) => finding.suppressed === undefined);
  return [
    ...findings.map((finding) => diagnosticOf(analysis, finding, language, uriScheme)),
    ...analysis.problems.map(({ span, message }) => ({
      source,
      severity: DiagnosticSeverity.Information,
      range: rangeOf(analysis, span),
      message: render(message, language),
    })),
  ];
}
