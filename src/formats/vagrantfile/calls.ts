// Calls: of the configuration, of methods of the file and of Ruby's own.
import { field, type Node, textOf } from '../grammar/tree';
import { argumentsOf, blockPassed, positionals } from './arguments';
import { callFunction, callProc, runBlock } from './blocks';
import type { Env } from './branches';
import type { Block, Evaluation } from './evaluation';
import { procValue } from './literals';
import { formatText, listLimit } from './methods';
import { knownModule } from './modules';
import type { Arguments } from './recorder';
import { lift, operate } from './uncertain';
import {
  array,
  impliedValue,
  type KnownValue,
  nil,
  type Reason,
  string,
  unknownValue,
  type Value,
} from './value';
import { store, variable, withElement } from './variables';

/** A call, with or without receiver. */
export function call(e: Evaluation, node: Node, env: Env): Value {
  const receiver = field(node, 'receiver');
  const nameNode = field(node, 'method');
  const argumentNode = field(node, 'arguments');
  const blockNode = field(node, 'block');
  const block: Block | undefined = blockNode && {
    parameters: field(blockNode, 'parameters'),
    body: field(blockNode, 'body'),
    env,
  };
  // `x.(1)` has no name.
  const name = nameNode === undefined ? 'call' : textOf(e.tree, nameNode);
  if (receiver !== undefined) {
    const fixed = knownModule(e, node, receiver, name, argumentNode, block, env);
    if (fixed !== undefined) return fixed;
  }
  if (receiver === undefined) {
    const local = argumentNode === undefined ? variable(name, env) : undefined;
    if (local !== undefined) return local;
    return method(e, node, name, argumentsOf(e, argumentNode, env), block);
  }
  const object = moduleOr(e, e.value(receiver, env), receiver, name);
  const given = argumentsOf(e, argumentNode, env);
  if (object.kind === 'config') return e.recorder.call(node, object, name, given, block);
  if (object.kind === 'proc') {
    if (['call', 'yield', '()'].includes(name))
      return callProc(
        e,
        object.id,
        given.args.map((arg) => arg.value),
      );
    return unknownValue('call', name);
  }
  const positional = positionals(given);
  const blockArgument = block ?? blockPassed(e, argumentNode, env);
  if (blockArgument !== undefined) {
    const result = e.loops.call(object, name, positional, (args) => runBlock(e, blockArgument, args));
    // `map!` and the like change their receiver in a way that is not followed.
    if (name.endsWith('!')) store(e, receiver, unknownValue('call', name), receiver, receiver, env);
    return result;
  }
  if (object.kind === 'nil' && field(node, 'operator')?.type === '&.') return nil;
  const changes = mutating.has(name) || name.endsWith('!');
  if (changes && object.kind !== 'unknown')
    return mutate(e, receiver, object, name.replace(/!$/, ''), positional, env);
  const result = operate(object, name, positional);
  if (result.kind === 'unknown') e.recorder.escape(node, name, given);
  return result;
}

/** A bare name: a variable or a call. */
export function identifier(e: Evaluation, node: Node, env: Env): Value {
  const name = textOf(e.tree, node);
  const found = variable(name, env);
  if (found !== undefined) return found;
  if (name === '__FILE__') return string('./Vagrantfile');
  if (name === '__dir__') return string('.');
  return method(e, node, name, { args: [], options: new Map() }, undefined);
}

/** A module that the file does not define: its methods read other files, or look at the host. */
function moduleOr(e: Evaluation, object: Value, receiver: Node, name: string): Value {
  if (receiver.type !== 'constant' || object.kind !== 'unknown' || object.reason.kind !== 'undefined')
    return object;
  const module = textOf(e.tree, receiver);
  const reads =
    /^(?:YAML|Psych|JSON|TOML|IniFile|CSV)$/.test(module) || /^(?:File|IO)\.read/.test(`${module}.${name}`);
  return unknownValue(reads ? 'file' : 'call', reads ? undefined : `${module}.${name}`);
}

function mutate(
  e: Evaluation,
  target: Node,
  object: KnownValue,
  name: string,
  args: readonly Value[],
  env: Env,
): Value {
  if (name === 'pop' || name === 'shift') {
    if (object.kind !== 'array') return unknownValue('call', name);
    const rest = name === 'pop' ? object.items.slice(0, -1) : object.items.slice(1);
    store(e, target, array(rest), target, target, env);
    return (name === 'pop' ? object.items.at(-1) : object.items[0]) ?? nil;
  }
  if (name === 'store') {
    const [key, content] = args;
    const changed = key && content ? withElement(object, key, content) : unknownValue('call', name);
    store(e, target, changed, target, target, env);
    return content ?? nil;
  }
  // Lists may hold unknown items, so they are appended without looking at them.
  const appended =
    object.kind === 'array' && (name === 'push' || name === 'append') && object.items.length < listLimit
      ? array([...object.items, ...args])
      : operate(object, name === 'update' ? 'merge' : name, args);
  store(e, target, appended, target, target, env);
  return appended;
}

/** A call without receiver: a method of the file, or one of Ruby's. */
function method(e: Evaluation, node: Node, name: string, given: Arguments, block: Block | undefined): Value {
  const own = e.functions.get(name);
  if (own !== undefined) return callFunction(e, own, given);
  const first = given.args[0]?.value;
  switch (name) {
    case 'require':
    case 'require_relative':
    case 'load':
    case 'eval':
      // A library named by a plain word brings methods; a file of the project may set anything.
      if (name !== 'require' || first?.kind !== 'string' || /[./]/.test(first.text)) beForeign(e);
      return nil;
    case 'Integer':
      return first === undefined ? unknownValue('call') : operate(first, 'to_i', []);
    case 'Float':
      return first === undefined ? unknownValue('call') : operate(first, 'to_f', []);
    case 'String':
      return first === undefined ? unknownValue('call') : operate(first, 'to_s', []);
    case 'format':
    case 'sprintf':
      return lift(
        given.args.map((arg) => arg.value),
        ([template, ...args]) => (template?.kind === 'string' ? formatText(template.text, args) : undefined),
      );
    case 'lambda':
    case 'proc':
      return block === undefined
        ? unknownValue('call')
        : procValue(e, block.parameters, block.body, block.env);
    case 'puts':
    case 'print':
    case 'p':
    case 'pp':
    case 'warn':
    case 'printf':
    case 'raise':
    case 'abort':
    case 'exit':
      return nil;
    default:
      e.recorder.escape(node, name, given);
      // Whatever the method does with its block, it may run it.
      if (block !== undefined)
        e.choose([() => runBlock(e, block, []), () => nil], undefined, { kind: 'call', name });
      return unknownValue('call', name);
  }
}

function beForeign(e: Evaluation): void {
  const reason: Reason = { kind: 'file' };
  e.foreign = reason;
  for (const [name, content] of e.world.variables) {
    const implied = impliedValue(content);
    // Constants are not set twice.
    if (!/^[$@]/.test(name) || implied === undefined) continue;
    e.branches.assign(e.world, name, { kind: 'unknown', reason, fallback: implied });
  }
}

// Methods that change their receiver without a `!` in their name.
const mutating = new Set([
  'push',
  'append',
  'concat',
  'pop',
  'shift',
  'unshift',
  'prepend',
  'insert',
  'store',
  'update',
  'delete',
  'delete_at',
  'clear',
  'replace',
]);
