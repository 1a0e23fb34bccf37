// A second thread for `check`: both take the next free file until none is left. Only a run over many files loads this.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { type Outcome, type Task, work } from './share';
import { texts } from './texts';
import { UsageError } from './usage';

// The command of main.ts that runs `help`.
const secondThread = '--second-thread';

/** The outcomes of all files, in any order. */
export async function workTogether(task: Task, progress: (done: number) => void): Promise<Outcome[]> {
  if (availableParallelism() < 2) return work(task, progress);
  const start = join(__dirname, 'cli.js');
  const helper = new Worker(start, { argv: [secondThread], workerData: task });
  const theirs = new Promise<Outcome[]>((resolve, reject) => {
    helper.once('message', resolve);
    helper.once('error', reject);
  });
  return (await Promise.all([work(task, progress), theirs])).flat();
}

/** What the second thread does. @throws UsageError when a person asks for it. */
export async function help(): Promise<number> {
  if (parentPort === null) throw new UsageError({ text: texts.unknownCommand, args: { name: secondThread } });
  // `workTogether` alone starts this thread.
  parentPort.postMessage(await work(workerData as Task, () => {}));
  return 0;
}
