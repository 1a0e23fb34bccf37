/** Child processes that never outlive this one: each runs in its own process group and the whole group is ended. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const running = new Set<ChildProcess>();

// The last resort, for an exception or a plain process.exit(): no time is left to ask politely.
process.on('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL');
});

/** Starts a program in a process group of its own, so that its children can be ended with it. */
export function startGroup(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, { ...options, detached: true });
  running.add(child);
  // A group outlives its first process: it leaves the list only when nothing of it is left.
  child.once('exit', () => {
    if (!groupAlive(child)) running.delete(child);
  });
  child.once('error', () => running.delete(child));
  return child;
}

/** Ends a program and everything it started: asks first, forces after `graceMilliseconds`. */
export async function stopGroup(child: ChildProcess, graceMilliseconds = 3000): Promise<void> {
  signalGroup(child, 'SIGTERM');
  const deadline = Date.now() + graceMilliseconds;
  while (groupAlive(child) && Date.now() < deadline) await sleep(50);
  signalGroup(child, 'SIGKILL');
  running.delete(child);
}

/** Ends everything that `startGroup` started and that is still there. */
export async function stopAllGroups(): Promise<void> {
  await Promise.all([...running].map((child) => stopGroup(child)));
}

/**
 * Calls `action` on Ctrl-C, SIGTERM and a closed terminal, and when the npm that started this process is gone.
 * It can be called more than once: npm passes a signal on that the terminal has sent to everyone already.
 */
export function onInterrupt(action: (reason: string) => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => action(signal));
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) action('the end of npm');
  }, 500).unref();
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

function groupAlive(child: ChildProcess): boolean {
  if (child.pid === undefined) return false;
  try {
    process.kill(-child.pid, 0);
    return true;
  } catch {
    return false;
  }
}
