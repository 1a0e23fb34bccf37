// Code lens: the verdict with its counts above each workload, and the way to the comparison.
import type { CodeLens } from 'vscode-languageserver';
import { concerns } from '../core/finding';
import { type Language, render } from '../core/message';
import type { Workload } from '../core/workload';
import { verdictTitle } from '../placement/title';
import type { Analysis } from '../service/analysis';
import { hostQuestion } from '../service/host-question';
import { rangeOf } from './convert';
import { clientCommands } from './protocol';
import { texts } from './texts';

/** How many workloads of one place are named before the rest is counted. */
const mostNames = 3;

/** `Container fits · 72 % · 2 isolation · 1 overhead`. */
function title(analysis: Analysis, workload: Workload, language: Language): string {
  const verdict = analysis.verdict(workload);
  const count = (concern: string): number =>
    analysis.findings.filter((finding) => finding.concern === concern && concerns(finding, workload.id))
      .length;
  const counts = (['isolation', 'overhead'] as const)
    .filter((concern) => count(concern) > 0)
    .map((concern) => render({ text: texts[concern], args: { count: count(concern) } }, language));
  return [
    verdictTitle(verdict)[language],
    // How sure one is of knowing nothing is no number to show.
    ...(verdict.placement === 'undecided' ? [] : [`${verdict.confidence} %`]),
    ...(counts.length > 0 ? counts : [texts.noFindings[language]]),
  ].join(' · ');
}

/** `orders, customers, invoices + 2: `, for workloads that one line makes; nothing for one with a line of its own. */
function names(workloads: readonly Workload[], shared: boolean): string {
  if (!shared) return '';
  const first = workloads.slice(0, mostNames).map(({ name }) => name);
  const rest = workloads.length - first.length;
  return `${first.join(', ')}${rest > 0 ? ` + ${rest}` : ''}: `;
}

/** Workloads by a key, both in the order they come in. */
function grouped<K>(workloads: readonly Workload[], key: (workload: Workload) => K): Map<K, Workload[]> {
  const groups = new Map<K, Workload[]>();
  for (const workload of workloads) {
    const name = key(workload);
    const found = groups.get(name);
    if (found === undefined) groups.set(name, [workload]);
    else found.push(workload);
  }
  return groups;
}

/** What is asked about the host that machines share, above the first of them that this file defines. */
function hostLens(analysis: Analysis, uri: string, language: Language, commands: boolean): CodeLens[] {
  const asked = hostQuestion(analysis);
  const first = analysis.workloads.find(({ kind, path }) => kind === 'vm' && path === analysis.path);
  if (asked === undefined || first === undefined || !commands) return [];
  const command = { title: asked.text[language], command: clientCommands.hostMemory, arguments: [uri] };
  return [{ range: rangeOf(analysis, first.place), command }];
}

/**
 * One lens per workload; those that one line makes (a loop) and that are judged the same share one. A client that
 * implements our commands opens the comparison with it.
 */
export function lensesOf(analysis: Analysis, uri: string, language: Language, commands: boolean): CodeLens[] {
  // Included files show their own workloads.
  const own = analysis.workloads.filter(({ path }) => path === analysis.path);
  const places = grouped(own, ({ place }) => place.span.start);
  const lenses = [...places.values()].flatMap((workloads) => {
    const alike = grouped(workloads, (workload) => title(analysis, workload, language));
    return [...alike].flatMap(([text, [first, ...others]]) => {
      if (first === undefined) return [];
      const range = rangeOf(analysis, first.place);
      const label = `${names([first, ...others], workloads.length > 1)}${text}`;
      const command = commands
        ? {
            title: `${label} · ${texts.compare[language]}`,
            command: clientCommands.compare,
            arguments: [uri, range.start, first.id],
          }
        : { title: label, command: '' };
      return [{ range, command }];
    });
  });
  return [...lenses, ...hostLens(analysis, uri, language, commands)];
}
