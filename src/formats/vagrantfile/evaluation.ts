// What the parts of the evaluator share while they follow one file.
import type { Node, Tree } from '../grammar/tree';
import type { Branches, Env } from './branches';
import type { Configuration } from './configuration';
import type { Flow, Loops } from './loops';
import type { Recorder } from './recorder';
import type { Reason, Value } from './value';

/** A block or the body of a `proc`. */
export interface Block {
  readonly parameters: Node | undefined;
  readonly body: Node | undefined;
  readonly env: Env;
}

/** One file being followed. */
export interface Evaluation {
  readonly tree: Tree;
  readonly flow: Flow;
  readonly branches: Branches;
  readonly loops: Loops;
  readonly recorder: Recorder<Block>;
  /** Constants, and variables with a sigil. */
  readonly world: Env;
  /** The methods of the file, by name. */
  readonly functions: ReadonlyMap<string, Node>;
  readonly procs: Block[];
  /** The bodies of heredocs by the offset of their openers. */
  readonly heredocs: ReadonlyMap<number, Node>;
  /** Blocks of `Vagrant.configure`, which run after all of the file. */
  readonly configures: { readonly block: Block; readonly conditional: boolean }[];
  configure: Configuration['configure'];
  /** Whether the method being followed may have returned early in an undecided branch. */
  mayHaveReturned: boolean;
  /** Set once code that we cannot see may have changed globals. */
  foreign: Reason | undefined;
  /** The text of a file beside the Vagrantfile; `undefined` where there is none. */
  textOfFile(reference: string): string | undefined;
  /** What an expression gives. */
  value(node: Node, env: Env): Value;
  /** What the last of a node's statements gives. */
  statements(node: Node | undefined, env: Env): Value;
  /** `Branches.choose`, in which `next`, `break` and `return` end with their alternative. */
  choose(alternatives: readonly (() => Value)[], fallback: number | undefined, reason: Reason): Value;
}
