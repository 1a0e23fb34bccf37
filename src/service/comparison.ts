// The comparison of one analysed workload: joins the analysis with the pure view model.
import { compare } from '../comparison';
import type { ComparisonView } from '../comparison/view';
import { concerns } from '../core/finding';
import type { Language } from '../core/message';
import type { Posture } from '../core/posture';
import type { Workload } from '../core/workload';
import type { Analysis } from './analysis';
import { hostQuestion } from './host-question';

/** The comparison for a workload of the analysis, in a language. */
export function comparisonOf(
  analysis: Analysis,
  workload: Workload,
  posture: Posture | undefined,
  language: Language,
): ComparisonView {
  const view = compare(
    {
      workload,
      group: analysis.workloads,
      verdict: analysis.verdict(workload),
      findings: analysis.findings.filter((finding) => concerns(finding, workload.id)),
      host: analysis.context.host,
      ...(posture === undefined ? {} : { posture }),
    },
    language,
    ({ path, span }) => {
      const start = analysis.linesOf(path).positionAt(span.start);
      const end = analysis.linesOf(path).positionAt(span.end);
      return {
        path,
        line: start.line,
        character: start.character,
        endLine: end.line,
        endCharacter: end.character,
      };
    },
  );
  const asked = hostQuestion(analysis);
  if (asked === undefined || !analysis.hosted.includes(workload)) return view;
  const questions = [...view.verdict.questions, { id: asked.id, text: asked.text[language] }];
  return { ...view, verdict: { ...view.verdict, questions } };
}
