// Records what a Vagrantfile does with its configuration objects: settings, calls with blocks, machines.

import type { Span } from '../../core/span';
import { field, type Node } from '../grammar/tree';
import type { Branches } from './branches';
import {
  type Call,
  type Entry,
  entryLimit,
  type Located,
  type Log,
  type Machine,
  machineLimit,
} from './configuration';
import { impliedValue, nil, type Reason, textOfValue, unknownValue, type Value } from './value';

/** The arguments of a call. */
export interface Arguments {
  readonly args: readonly Located[];
  readonly options: ReadonlyMap<string, Located>;
}

/** A machine whose blocks are yet to run: Vagrant runs them after all of the file. */
interface MachineDraft<Block> extends Machine {
  readonly blocks: { readonly block: Block; readonly conditional: boolean }[];
  conditional: boolean;
}

type ConfigValue = Extract<Value, { kind: 'config' }>;

/** Records configuration. */
export interface Recorder<Block> {
  /** `config.vm.box = 'x'`. */
  set(object: ConfigValue, name: string, content: Value, right: Span, statement: Span): void;
  /** `config.vm.network …`, and attributes such as `config.vm`. */
  call(node: Node, object: ConfigValue, name: string, given: Arguments, block: Block | undefined): Value;
  /** Configuration objects are handed to code that we cannot see. */
  escape(node: Node, name: string, given: Arguments): void;
  /** A call up to its block. */
  headOf(node: Node): Span;
  machines(): readonly MachineDraft<Block>[];
  result(): { readonly furtherMachines: Reason | undefined; readonly tooMany: boolean };
}

/** A path of the configuration with one more name. */
export function extend(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** The pairs of a hash as options, all standing at one place. */
export function optionsOf(source: Value, at: Span): readonly (readonly [string, Located])[] {
  const known = impliedValue(source);
  if (known?.kind !== 'hash') return [];
  return [...known.entries.values()].flatMap(({ key, value }) =>
    key.kind === 'symbol' || key.kind === 'string' ? [[key.text, { value, span: spanOf(at) }] as const] : [],
  );
}

/** Begins a record; `run` runs the block of a call with its arguments. */
export function createRecorder<Block>(
  root: Log,
  { write, level }: Branches,
  run: (block: Block, args: readonly Value[]) => void,
): Recorder<Block> {
  const machines = new Map<string, MachineDraft<Block>>();
  let furtherMachines: Reason | undefined;
  let tooMany = false;
  let count = 0;

  function add(log: Log, entry: Entry): void {
    if (++count > entryLimit) tooMany = true;
    else write(log, entry);
  }

  return {
    set(object, name, content, right, statement) {
      add(object.log, {
        kind: 'set',
        path: extend(object.path, name),
        value: { value: content, span: spanOf(right) },
        span: spanOf(statement),
      });
    },
    call(node, object, name, given, block) {
      const path = extend(object.path, name);
      const isAttribute = given.args.length === 0 && given.options.size === 0 && block === undefined;
      if (path === 'vm.define') define(node, withLastHash(given), block);
      else if (isAttribute) return { kind: 'config', log: object.log, path };
      else record(node, object.log, path, withLastHash(given), block);
      return nil;
    },
    escape(node, name, given) {
      for (const { value } of given.args) {
        if (value.kind !== 'config') continue;
        const reason: Reason = { kind: 'call', name };
        add(value.log, { kind: 'escape', reason, span: spanOf(node) });
        if (value.log === root && value.path === '') furtherMachines ??= reason;
      }
    },
    headOf,
    machines: () => [...machines.values()],
    result: () => ({ furtherMachines, tooMany }),
  };

  function record(
    node: Node,
    log: Log,
    path: string,
    { args, options }: Arguments,
    block: Block | undefined,
  ): void {
    const body: Log = { entries: [], level: level() };
    const override: Log = { entries: [], level: level() };
    const isProvider = path === 'vm.provider';
    const entry: Call = {
      kind: 'call',
      path,
      args,
      options,
      ...(block === undefined ? {} : { body }),
      ...(block !== undefined && isProvider ? { override } : {}),
      span: spanOf(node),
      head: headOf(node),
    };
    add(log, entry);
    if (block === undefined) return;
    const second: Value = isProvider ? { kind: 'config', log: override, path: '' } : unknownValue('call');
    run(block, [{ kind: 'config', log: body, path: '' }, second]);
  }

  function define(node: Node, { args, options }: Arguments, block: Block | undefined): void {
    const [name] = args;
    const conditional = level() > 0;
    const known = name && impliedValue(name.value);
    const text = known && textOfValue(known);
    if (name?.value.kind === 'unknown') furtherMachines ??= name.value.reason;
    if (conditional) furtherMachines ??= { kind: 'condition' };
    const key = text === undefined ? `?${node.start}` : `=${text}`;
    let machine = machines.get(key);
    if (machine === undefined) {
      if (machines.size >= machineLimit) {
        tooMany = true;
        return;
      }
      const log: Log = { entries: [], level: 0 };
      const body = spanOf(node);
      machine = { name, options, log, head: headOf(node), body, conditional, blocks: [] };
      machines.set(key, machine);
    }
    machine.conditional &&= conditional;
    if (block !== undefined) machine.blocks.push({ block, conditional });
  }

  function headOf(node: Node): Span {
    const block = field(node, 'block');
    const last = (block && field(block, 'parameters')) ?? field(node, 'arguments') ?? field(node, 'method');
    return { start: node.start, end: last?.end ?? node.end };
  }
}

/** Vagrant takes a last hash for keyword arguments. */
function withLastHash(given: Arguments): Arguments {
  const last = given.args.at(-1);
  if (last === undefined || given.args.length < 2 || impliedValue(last.value)?.kind !== 'hash') return given;
  const options = new Map([...given.options, ...optionsOf(last.value, last.span)]);
  return { args: given.args.slice(0, -1), options };
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
