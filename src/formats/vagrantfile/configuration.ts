// What evaluating a Vagrantfile yields: the settings it makes, in order, with the branches that only a run decides.

import type { Span } from '../../core/span';
import type { Reason, Value } from './value';

/** A value with the text that gives it. */
export interface Located {
  readonly value: Value;
  readonly span: Span;
}

/** `config.vm.box = 'x'`: the path is `vm.box`; `v.vmx['memsize'] = 1` gives `vmx.memsize`. */
export interface Assignment {
  readonly kind: 'set';
  readonly path: string;
  readonly value: Located;
  readonly span: Span;
}

/** `config.vm.network :private_network, ip: '…'`, with what its block sets. */
export interface Call {
  readonly kind: 'call';
  readonly path: string;
  readonly args: readonly Located[];
  /** Keyword arguments and the pairs of a last hash argument. */
  readonly options: ReadonlyMap<string, Located>;
  /** What the block sets on its first parameter. */
  readonly body?: Log;
  /** What a provider block sets on its second parameter, the overriding configuration. */
  readonly override?: Log;
  readonly span: Span;
  /** The call without its block. */
  readonly head: Span;
}

/** Settings of which only a run decides which ones are made. */
export interface Choice {
  readonly kind: 'choice';
  readonly branches: readonly (readonly Entry[])[];
  /** The branch that is taken when the environment is empty, if that is decided. */
  readonly fallback?: number;
}

/** The configuration was handed to code that we cannot see. */
export interface Escape {
  readonly kind: 'escape';
  readonly reason: Reason;
  readonly span: Span;
}

/** One step of the configuration. */
export type Entry = Assignment | Call | Choice | Escape;

/** The settings made on one configuration object, in order. */
export interface Log {
  entries: Entry[];
  /** How many undecided conditions were open when the log began. */
  readonly level: number;
}

/** A machine of the file. */
export interface Machine {
  /** The name in `define`; absent for the unnamed machine of a file without `define`. */
  readonly name: Located | undefined;
  readonly options: ReadonlyMap<string, Located>;
  /** Settings of its own; they follow those of `Configuration.root`. */
  readonly log: Log;
  /** The line that introduces the machine. */
  readonly head: Span;
  /** Everything that belongs to it. */
  readonly body: Span;
  /** Whether it exists only under a condition that a run decides. */
  readonly conditional: boolean;
}

/** The configuration that a file describes. */
export interface Configuration {
  readonly root: Log;
  /** The first `Vagrant.configure` call, if any: up to its block, and all of it. */
  readonly configure: { readonly head: Span; readonly body: Span } | undefined;
  readonly machines: readonly Machine[];
  /** Why there may be further machines than listed, if there may. */
  readonly furtherMachines: Reason | undefined;
  /** Whether the file was too large to follow to its end. */
  readonly limited: boolean;
}

/** How many machines of a file are followed. */
export const machineLimit = 200;

/** How many settings of a file are followed; real files make some hundred. */
export const entryLimit = 3000;
