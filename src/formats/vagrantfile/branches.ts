// Bookkeeping for conditions that only a run decides: each alternative is followed, its effects are kept apart.

import type { Entry, Log } from './configuration';
import { join } from './uncertain';
import { nil, type Reason, type Value } from './value';

/** Variables of the file, a method or a block. */
export interface Env {
  readonly variables: Map<string, Value>;
  readonly parent: Env | undefined;
  /** How many undecided conditions were open when it began. */
  readonly level: number;
}

/** What an alternative has changed so far: the entries and values before. */
interface Branch {
  readonly logs: Map<Log, Entry[]>;
  readonly variables: Map<Env, Map<string, Value | undefined>>;
}

/** The effects of evaluation, aware of undecided conditions. */
export interface Branches {
  /** How many undecided conditions are open. */
  level(): number;
  /** Adds an entry to a log. */
  write(log: Log, entry: Entry): void;
  /** Sets a variable of exactly this environment. */
  assign(env: Env, name: string, value: Value): void;
  /**
   * Follows alternatives of which a run takes one, `fallback` with an empty environment. Whatever they do differently
   * is a choice in the logs, and unknown in variables and in the result.
   */
  choose(alternatives: readonly (() => Value)[], fallback: number | undefined, reason: Reason): Value;
}

/** Begins with no condition open. */
export function createBranches(): Branches {
  const open: Branch[] = [];

  function write(log: Log, entry: Entry): void {
    const branch = open.at(-1);
    // A log that began in this alternative goes with it as a whole.
    if (branch !== undefined && log.level < open.length && !branch.logs.has(log)) {
      branch.logs.set(log, log.entries);
      log.entries = [];
    }
    log.entries.push(entry);
  }

  function assign(env: Env, name: string, value: Value): void {
    const branch = open.at(-1);
    if (branch !== undefined && env.level < open.length) {
      const saved = branch.variables.get(env) ?? new Map<string, Value | undefined>();
      branch.variables.set(env, saved);
      if (!saved.has(name)) saved.set(name, env.variables.get(name));
    }
    env.variables.set(name, value);
  }

  /** Takes back what an alternative changed and returns it. */
  function rollBack({ logs, variables }: Branch): Branch {
    const changedLogs = new Map<Log, Entry[]>();
    const changedVariables = new Map<Env, Map<string, Value | undefined>>();
    for (const [log, before] of logs) {
      changedLogs.set(log, log.entries);
      log.entries = before;
    }
    for (const [env, saved] of variables) {
      const changes = new Map<string, Value | undefined>();
      changedVariables.set(env, changes);
      for (const [name, before] of saved) {
        changes.set(name, env.variables.get(name));
        if (before === undefined) env.variables.delete(name);
        else env.variables.set(name, before);
      }
    }
    return { logs: changedLogs, variables: changedVariables };
  }

  function choose(
    alternatives: readonly (() => Value)[],
    fallback: number | undefined,
    reason: Reason,
  ): Value {
    const results: Value[] = [];
    const taken = alternatives.map((alternative) => {
      const branch: Branch = { logs: new Map(), variables: new Map() };
      open.push(branch);
      results.push(alternative());
      open.pop();
      return rollBack(branch);
    });
    for (const log of new Set(taken.flatMap(({ logs }) => [...logs.keys()]))) {
      const entries = taken.map(({ logs }) => logs.get(log) ?? []);
      write(log, { kind: 'choice', branches: entries, ...(fallback === undefined ? {} : { fallback }) });
    }
    for (const env of new Set(taken.flatMap(({ variables }) => [...variables.keys()]))) {
      for (const name of new Set(taken.flatMap(({ variables }) => [...(variables.get(env)?.keys() ?? [])]))) {
        const before = env.variables.get(name) ?? nil;
        const after = taken.map(({ variables }) => variables.get(env)?.get(name) ?? before);
        assign(env, name, join(after, fallback, reason));
      }
    }
    return join(results, fallback, reason);
  }

  return { level: () => open.length, write, assign, choose };
}
