// The work of `check`, file by file, as plain data that a second thread can hand over.
import type { Language, Message } from '../core/message';
import { preferLongRun } from '../runtime/short-run';
import type { AnalysisContext } from '../service/analysis';
import { configurationProblems, type Found, reader } from './read';
import { jsonPart } from './report-json';
import { textPart } from './report-text';

/** What both threads know. */
export interface Task {
  readonly found: readonly Found[];
  readonly context: AnalysisContext;
  readonly format: 'text' | 'json';
  readonly language: Language;
  readonly colour: boolean;
  /** One number that both threads see: how many of the files are taken. */
  readonly taken: Int32Array<SharedArrayBuffer>;
}

/** What became of one file that is ours, as plain data. */
export type Outcome = {
  /** Its place among the files found. */
  readonly index: number;
} & (
  | { readonly failure: Message }
  | { readonly text: ReturnType<typeof textPart>; readonly configuration: readonly Message[] }
  | { readonly json: ReturnType<typeof jsonPart>; readonly configuration: readonly Message[] }
);

/** From how many files on a second thread earns what its start costs; measured. */
const manyFiles = 300;

/** From how many files on V8's optimiser earns what it costs; an estimate from one machine. */
const veryManyFiles = 5000;

/** The outcomes of all files in the order of the files. `progress` is told how many are begun. */
export async function checkAll(task: Task, progress: (done: number) => void): Promise<Outcome[]> {
  if (task.found.length >= veryManyFiles) preferLongRun();
  if (task.found.length < manyFiles) return work(task, progress);
  const { workTogether } = await import('./second-thread');
  return (await workTogether(task, progress)).sort((a, b) => a.index - b.index);
}

/** The outcomes of the files that no other thread takes. */
export async function work(task: Task, progress: (done: number) => void): Promise<Outcome[]> {
  const { found, context, format, language, colour, taken } = task;
  const read = reader(context);
  const outcomes: Outcome[] = [];
  for (let index = Atomics.add(taken, 0, 1); index < found.length; index = Atomics.add(taken, 0, 1)) {
    const file = found[index];
    const result = file === undefined ? undefined : await read(file);
    if (result === undefined) continue;
    if ('failure' in result) outcomes.push({ index, failure: result.failure });
    else {
      const part =
        format === 'json'
          ? { json: jsonPart(result, language) }
          : { text: textPart(result, language, colour) };
      outcomes.push({ index, ...part, configuration: configurationProblems(result) });
    }
    progress(index + 1);
  }
  return outcomes;
}
