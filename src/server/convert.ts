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
import type { Place } from '../core/span';
import { rules } from '../rules/registry.generated';
import type { Analysis } from '../service/analysis';
import { type Presented, presented, sentencesOf } from '../service/presentation';

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

/** The range of a place in its own file. */
export function rangeOf(analysis: Analysis, { path, span }: Place): Range {
  const lines = analysis.linesOf(path);
  return { start: lines.positionAt(span.start), end: lines.positionAt(span.end) };
}

/** Edits of a file in the protocol's terms. */
export function wireEdits(analysis: Analysis, path: string, edits: readonly TextEdit[]): WireEdit[] {
  return edits.map(({ span, text }) => ({ range: rangeOf(analysis, { path, span }), newText: text }));
}

/** Where a rule is explained: in the extension if the editor can hand links to it, else its first public source. */
function linkOf(ruleId: string, uriScheme: string | undefined): string | undefined {
  if (uriScheme !== undefined) return `${uriScheme}://berth.berth/rule/${ruleId}`;
  return rules.find((rule) => rule.id === ruleId)?.sources.find((candidate) => candidate.url !== undefined)
    ?.url;
}

function related(analysis: Analysis, finding: Finding, language: Language): DiagnosticRelatedInformation[] {
  return finding.evidence.slice(1).map(({ place, label }) => ({
    location: { uri: place.path, range: rangeOf(analysis, place) },
    message:
      label === undefined
        ? analysis.textOf(place.path).slice(place.span.start, place.span.end)
        : render(label, language),
  }));
}

/** A finding as a diagnostic of the file its first evidence stands in. */
export function diagnosticOf(
  analysis: Analysis,
  { finding }: Presented,
  language: Language,
  uriScheme: string | undefined,
): Diagnostic {
  const href = linkOf(finding.rule, uriScheme);
  const data: DiagnosticData = { fingerprint: finding.fingerprint };
  return {
    source,
    code: finding.rule,
    severity: severityOf[finding.severity],
    range: rangeOf(analysis, finding.evidence[0].place),
    message: sentencesOf(finding)
      .map((sentence) => render(sentence, language))
      .join(' '),
    relatedInformation: related(analysis, finding, language),
    data,
    ...(href === undefined ? {} : { codeDescription: { href } }),
  };
}

/** All diagnostics of an analysis by the file they stand in: findings that are not suppressed, and the file's problems. */
export function diagnosticsOf(
  analysis: Analysis,
  language: Language,
  uriScheme: string | undefined,
): ReadonlyMap<string, readonly Diagnostic[]> {
  const all = new Map<string, Diagnostic[]>([[analysis.path, problemsOf(analysis, language)]]);
  for (const item of presented(analysis.findings)) {
    if (item.finding.suppressed !== undefined) continue;
    const { path } = item.finding.evidence[0].place;
    const diagnostic = diagnosticOf(analysis, item, language, uriScheme);
    const known = all.get(path);
    if (known === undefined) all.set(path, [diagnostic]);
    else known.push(diagnostic);
  }
  return all;
}

function problemsOf(analysis: Analysis, language: Language): Diagnostic[] {
  return [
    ...analysis.problems.map(({ span, message }) => ({
      source,
      // A configuration that does not say what it means is wrong; a file of another tool may be unusual.
      severity:
        analysis.format === 'configuration' ? DiagnosticSeverity.Error : DiagnosticSeverity.Information,
      range: rangeOf(analysis, { path: analysis.path, span }),
      message: render(message, language),
    })),
  ];
}
