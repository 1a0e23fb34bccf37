// Inlay hints: what a machine's memory is in readable units, which share of the host, and what of it is overhead.
import type { InlayHint, Range } from 'vscode-languageserver';
import { overheadLabel, overheadLines, overheadOf } from '../comparison/machine-overhead';
import { type Language, render } from '../core/message';
import type { VirtualMachine } from '../core/workload';
import type { Analysis } from '../service/analysis';
import { rangeOf } from './convert';

/** The machines whose memory this file states, one for each place: a loop states it once for several. */
export function sizedMachines(analysis: Analysis): readonly VirtualMachine[] {
  const byPlace = new Map<number, VirtualMachine>();
  for (const workload of analysis.workloads) {
    if (workload.kind !== 'vm' || workload.memory.state !== 'stated') continue;
    const { path, span } = workload.memory.place;
    if (path === analysis.path && !byPlace.has(span.start)) byPlace.set(span.start, workload);
  }
  return [...byPlace.values()];
}

/** Where the memory of a machine goes, as Markdown; empty where its size is not known. */
export function costsOf({ context }: Analysis, machine: VirtualMachine, language: Language): string {
  const overhead = overheadOf(machine);
  const [title, ...lines] = overhead === undefined ? [] : overheadLines(machine, overhead, context.host);
  if (title === undefined) return '';
  return `${render(title, language)}\n\n${lines.map((line) => render(line, language)).join('\n')}`;
}

/** One hint behind each memory that is stated in the range. */
export function inlayHintsOf(analysis: Analysis, range: Range, language: Language): InlayHint[] {
  return sizedMachines(analysis).flatMap((machine) => {
    const overhead = overheadOf(machine);
    if (overhead === undefined || machine.memory.place === undefined) return [];
    const position = rangeOf(analysis, machine.memory.place).end;
    if (position.line < range.start.line || position.line > range.end.line) return [];
    const label = overheadLabel(overhead, analysis.context.host, language);
    const tooltip = { kind: 'markdown' as const, value: costsOf(analysis, machine, language) };
    return [{ position, label, paddingLeft: true, tooltip }];
  });
}
