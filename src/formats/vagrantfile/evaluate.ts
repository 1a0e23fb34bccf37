// Follows a Vagrantfile's Ruby just far enough to know its settings. Nothing is run: no file, process or network.

import { field, type Node, type Tree, textOf } from '../grammar/tree';
import { runBlock, runConfigBlock } from './blocks';
import { createBranches, type Env } from './branches';
import type { Configuration, Log } from './configuration';
import type { Block, Evaluation } from './evaluation';
import { expression } from './expressions';
import { createLoops, type Flow } from './loops';
import { createRecorder } from './recorder';
import { pairHeredocs } from './strings';
import { nil, type Reason, unknownValue, type Value } from './value';

/** How many expressions are followed in one file; real files need a few thousand. */
const stepLimit = 150_000;
/** How deep expressions and calls may nest before they count as unknown. */
const depthLimit = 700;

/** Evaluates a parsed Vagrantfile. Total: what is not understood is unknown. `textOfFile` reads what it refers to. */
export function evaluate(tree: Tree, textOfFile: Evaluation['textOfFile'] = () => undefined): Configuration {
  let steps = 0;
  let depth = 0;
  let limited = false;
  const flow: Flow = { signal: undefined };
  const branches = createBranches();
  const root: Log = { entries: [], level: 0 };
  const top: Env = { variables: new Map(), parent: undefined, level: 0 };
  const loops = createLoops({ flow, choose, isExhausted: () => steps > stepLimit });
  const recorder = createRecorder<Block>(root, branches, (block, args) => runConfigBlock(e, block, args));
  const e: Evaluation = {
    tree,
    flow,
    branches,
    loops,
    recorder,
    world: { variables: new Map(), parent: undefined, level: 0 },
    functions: functionsOf(tree),
    procs: [],
    heredocs: pairHeredocs(tree),
    configures: [],
    configure: undefined,
    mayHaveReturned: false,
    foreign: undefined,
    textOfFile,
    value,
    statements,
    choose,
  };

  statements(tree.root, top);
  flow.signal = undefined;
  for (const { block, conditional } of e.configures) {
    underCondition(conditional, () => runBlock(e, block, [{ kind: 'config', log: root, path: '' }]));
  }
  for (const machine of recorder.machines()) {
    for (const { block, conditional } of machine.blocks) {
      underCondition(conditional && !machine.conditional, () =>
        runBlock(e, block, [{ kind: 'config', log: machine.log, path: '' }]),
      );
    }
  }
  const { furtherMachines, tooMany } = recorder.result();
  return {
    root,
    configure: e.configure,
    machines: recorder.machines(),
    furtherMachines,
    limited: limited || tooMany || loops.isLimited(),
  };

  function choose(
    alternatives: readonly (() => Value)[],
    fallback: number | undefined,
    reason: Reason,
  ): Value {
    const contained = alternatives.map((alternative) => (): Value => {
      const result = alternative();
      if (flow.signal?.kind === 'return') e.mayHaveReturned = true;
      flow.signal = undefined;
      return result;
    });
    return branches.choose(contained, fallback, reason);
  }

  function underCondition(conditional: boolean, work: () => void): void {
    if (!conditional) {
      work();
      flow.signal = undefined;
      return;
    }
    const run = (): Value => {
      work();
      return nil;
    };
    choose([run, () => nil], undefined, { kind: 'condition' });
  }

  function statements(node: Node | undefined, env: Env): Value {
    let result: Value = nil;
    for (const child of node?.namedChildren ?? []) {
      if (child.type === 'comment' || child.type === 'heredoc_body') continue;
      if (child.type === 'rescue' || child.type === 'ensure') continue;
      result = value(child, env);
      if (flow.signal !== undefined) return result;
    }
    return result;
  }

  function value(node: Node, env: Env): Value {
    if (++steps > stepLimit || depth > depthLimit) {
      limited ||= steps > stepLimit;
      return unknownValue('limit');
    }
    depth++;
    try {
      return expression(e, node, env);
    } finally {
      depth--;
    }
  }
}

/** The methods that a file defines, by name. */
function functionsOf(tree: Tree): ReadonlyMap<string, Node> {
  const functions = new Map<string, Node>();
  const collect = (node: Node): void => {
    for (const child of node.namedChildren) {
      const name = child.type === 'method' ? field(child, 'name') : undefined;
      if (name !== undefined) functions.set(textOf(tree, name), child);
      // A half-typed file keeps its methods inside error nodes.
      if (child.type === 'ERROR') collect(child);
    }
  };
  collect(tree.root);
  return functions;
}
