// Runs methods, procs and blocks with their parameters bound.
import { field, type Node, textOf } from '../grammar/tree';
import { positionals } from './arguments';
import type { Env } from './branches';
import type { Located } from './configuration';
import type { Block, Evaluation } from './evaluation';
import type { Arguments } from './recorder';
import { operate } from './uncertain';
import { array, hash, nil, unknownValue, type Value } from './value';

/** Calls a method that the file defines. */
export function callFunction(e: Evaluation, definition: Node, given: Arguments): Value {
  const env: Env = { variables: new Map(), parent: undefined, level: e.branches.level() };
  const names = field(definition, 'parameters')?.namedChildren ?? [];
  // A method with keyword parameters takes the pairs itself; another one gets them as a last hash.
  const byKeyword = names.some(({ type }) => type === 'keyword_parameter' || type === 'hash_splat_parameter');
  const args = byKeyword ? given.args.map((arg) => arg.value) : positionals(given);
  bindParameters(e, names, args, given.options, env);
  const outer = e.mayHaveReturned;
  e.mayHaveReturned = false;
  const body = field(definition, 'body');
  const last = body === undefined ? nil : e.value(body, env);
  const result = takeReturn(e) ?? last;
  const uncertain = e.mayHaveReturned;
  e.mayHaveReturned = outer;
  if (!uncertain || result.kind === 'unknown') return result;
  return unknownValue('condition', undefined, result.kind === 'config' ? undefined : result);
}

function takeReturn(e: Evaluation): Value | undefined {
  const returned = e.flow.signal?.kind === 'return' ? e.flow.signal.value : undefined;
  e.flow.signal = undefined;
  return returned;
}

/** Calls the proc of that number. */
export function callProc(e: Evaluation, id: number, args: readonly Value[]): Value {
  const proc = e.procs[id];
  if (proc === undefined) return unknownValue('call');
  const result = runBlock(e, proc, args);
  return takeReturn(e) ?? result;
}

/** Runs a block with its parameters bound; `next` gives its value, `break` and `return` stay signalled. */
export function runBlock(e: Evaluation, block: Block, args: readonly Value[]): Value {
  const { parameters, body } = block;
  const env: Env = { variables: new Map(), parent: block.env, level: e.branches.level() };
  const names = parameters?.namedChildren ?? [];
  const [only] = args;
  const spreads = names.filter((name) => name.type !== 'block_parameter').length > 1 && args.length === 1;
  const given = spreads && only?.kind === 'array' ? only.items : args;
  bindParameters(e, names, given, new Map(), env);
  // `&:upcase` calls the method on the block's argument.
  if (body?.type === 'simple_symbol')
    return only === undefined ? nil : operate(only, textOf(e.tree, body).slice(1), []);
  return body === undefined ? nil : e.value(body, env);
}

/** Runs a block of a configuration call; what it gives does not matter. */
export function runConfigBlock(e: Evaluation, block: Block, args: readonly Value[]): void {
  runBlock(e, block, args);
  if (e.flow.signal?.kind === 'next') e.flow.signal = undefined;
}

function bindParameters(
  e: Evaluation,
  names: readonly Node[],
  args: readonly Value[],
  options: ReadonlyMap<string, Located>,
  env: Env,
): void {
  let next = 0;
  for (const parameter of names) {
    const nameNode = field(parameter, 'name');
    const name = nameNode === undefined ? textOf(e.tree, parameter) : textOf(e.tree, nameNode);
    const preset = field(parameter, 'value');
    switch (parameter.type) {
      case 'identifier':
        env.variables.set(name, args[next++] ?? unknownValue('call'));
        break;
      case 'optional_parameter':
        env.variables.set(name, args[next++] ?? (preset === undefined ? nil : e.value(preset, env)));
        break;
      case 'keyword_parameter': {
        const content = options.get(name)?.value;
        env.variables.set(
          name,
          content ?? (preset === undefined ? unknownValue('call') : e.value(preset, env)),
        );
        break;
      }
      case 'splat_parameter':
        env.variables.set(name, array(args.slice(next)));
        next = args.length;
        break;
      case 'destructured_parameter': {
        const item = args[next++];
        const parts = item?.kind === 'array' ? item.items : [];
        bindParameters(e, parameter.namedChildren, parts, new Map(), env);
        break;
      }
      case 'hash_splat_parameter': {
        const pairs = [...options].map(
          ([key, { value: content }]) => [{ kind: 'symbol', text: key }, content] as const,
        );
        env.variables.set(name, hash(pairs));
        break;
      }
      default:
    }
  }
}
