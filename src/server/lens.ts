// Code lens: the verdict with its counts above each workload, and the way to the comparison.
import type { CodeLens } from 'vscode-languageserver';
import { type Language, render } from '../core/message';
import type { Workload } from '../core/workload';
import { verdictTitle } from '../placement/title';
import type { Analysis } from '../service/analysis';
import { rangeOf } from './convert';
import { clientCommands } from './protocol';
import { texts } from './texts';

/** `Container fits · 72 % · 2 isolation · 1 overhead`. */
function title(analysis: Analysis, workload: Workload, language: Language): string {
  const verdict = analysis.verdict(workload);
  const count = (concern: string): number =>
    analysis.findings.filter(
      (finding) =>
        finding.workload === workload.id && finding.concern === concern && finding.suppressed === undefined,
    ).length;
  const counts = (['isolation', 'overhead'] as const)
    .filter((concern) => count(concern) > 0)
    .map((concern) => render({ text: texts[concern], args: { count: count(concern) } }, language));
  return [
    verdictTitle(verdict)[language],
    `${verdict.confidence} %`,
    ...(counts.length > 0 ? counts : [texts.noFindings[language]]),
  ].join(' · ');
}

/** One lens per workload; a client that implements our commands opens the comparison with it. */
export function lensesOf(analysis: Analysis, uri: string, language: Language, commands: boolean): CodeLens[] {
  return analysis.workloads.map((workload) => {
    const range = rangeOf(analysis, workload.place.span);
    const text = title(analysis, workload, language);
    return commands
      ? {
          range,
          command: {
            title: `${text} · ${texts.compare[language]}`,
            command: clientCommands.compare,
            arguments: [uri, range.start],
          },
        }
      : { range, command: { title: text, command: '' } };
  });
}
