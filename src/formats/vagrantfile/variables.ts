// Variables, constants, elements and the environment: what a name stands for, and what is stored under it.
import type { Span } from '../../core/span';
import { field, type Node, textOf } from '../grammar/tree';
import { callProc } from './blocks';
import type { Env } from './branches';
import type { Evaluation } from './evaluation';
import { extend } from './recorder';
import { operate } from './uncertain';
import { array, hash, impliedValue, nil, string, textOfValue, unknownValue, type Value } from './value';

// Set in practically every environment, so that "nobody sets it" would be a wrong guess.
const usualVariables = new Set(['USER', 'LOGNAME', 'PATH', 'PWD', 'SHELL', 'USERNAME']);

/** What a local name stands for. */
export function variable(name: string, env: Env): Value | undefined {
  for (let at: Env | undefined = env; at !== undefined; at = at.parent) {
    const found = at.variables.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a constant, or a variable with a sigil, stands for. */
export function global(e: Evaluation, name: string): Value {
  const found = e.world.variables.get(name);
  if (found !== undefined) return found;
  // A global that nobody sets is nil; a constant that nobody sets comes from elsewhere.
  if (/^[$@]/.test(name))
    return e.foreign === undefined ? nil : { kind: 'unknown', reason: e.foreign, fallback: nil };
  return classNames.has(name) ? string(name) : unknownValue('undefined', name);
}

function setVariable(e: Evaluation, name: string, env: Env, content: Value): void {
  for (let at: Env | undefined = env; at !== undefined; at = at.parent) {
    if (at.variables.has(name)) {
      e.branches.assign(at, name, content);
      return;
    }
  }
  e.branches.assign(env, name, content);
}

export function destructure(e: Evaluation, targets: readonly Node[], content: Value, env: Env): void {
  const items = content.kind === 'array' ? content.items : undefined;
  targets.forEach((target, index) => {
    const single = index === 0 ? content : nil;
    const part =
      content.kind === 'unknown' ? unknownValue('call') : (items?.[index] ?? (items ? nil : single));
    store(e, target, part, target, target, env);
  });
}

/** Assigns to a variable, an element or a setting. */
export function store(
  e: Evaluation,
  target: Node,
  content: Value,
  right: Span,
  statement: Span,
  env: Env,
): void {
  switch (target.type) {
    case 'identifier':
      setVariable(e, textOf(e.tree, target), env, content);
      return;
    case 'constant':
    case 'global_variable':
    case 'instance_variable':
    case 'class_variable':
      e.branches.assign(e.world, textOf(e.tree, target), content);
      return;
    case 'call': {
      const receiver = field(target, 'receiver');
      const name = field(target, 'method');
      if (receiver === undefined || name === undefined) return;
      const object = e.value(receiver, env);
      if (object.kind === 'config') e.recorder.set(object, textOf(e.tree, name), content, right, statement);
      return;
    }
    case 'element_reference': {
      const object = field(target, 'object');
      const index = target.namedChildren.find((child) => child !== object);
      if (object === undefined || index === undefined) return;
      const container = e.value(object, env);
      const key = e.value(index, env);
      if (container.kind === 'config') {
        const known = impliedValue(key);
        e.recorder.set(container, (known && textOfValue(known)) ?? '?', content, right, statement);
      } else {
        store(e, object, withElement(container, key, content), right, statement, env);
      }
      return;
    }
    default:
  }
}

/** A list or hash with another element. */
export function withElement(container: Value, key: Value, content: Value): Value {
  if (key.kind === 'unknown' || container.kind === 'unknown') return unknownValue('call');
  if (container.kind === 'hash') {
    const pairs = [...container.entries.values()].map((entry) => [entry.key, entry.value] as const);
    return hash([...pairs, [key, content]]);
  }
  if (
    container.kind === 'array' &&
    key.kind === 'number' &&
    key.value >= 0 &&
    key.value <= container.items.length
  ) {
    return array(container.items.toSpliced(key.value, 1, content));
  }
  return unknownValue('call');
}

/** `x[1]`. */
export function elementReference(e: Evaluation, node: Node, env: Env): Value {
  const object = field(node, 'object');
  if (object === undefined) return unknownValue('syntax');
  const keys = node.namedChildren.filter((child) => child !== object).map((child) => e.value(child, env));
  if (isEnvironment(e, object)) return environment(keys);
  const container = e.value(object, env);
  if (container.kind === 'config') {
    const key = impliedValue(keys[0]);
    return { ...container, path: extend(container.path, (key && textOfValue(key)) ?? '?') };
  }
  if (container.kind === 'proc') return callProc(e, container.id, keys);
  return operate(container, '[]', keys);
}

function isEnvironment(e: Evaluation, node: Node): boolean {
  return node.type === 'constant' && textOf(e.tree, node) === 'ENV';
}

/** A variable of the environment; `otherwise` holds where it is not set. */
export function environment(keys: readonly Value[], otherwise?: Value): Value {
  const name = keys[0]?.kind === 'string' ? keys[0].text : undefined;
  const fallback = otherwise === undefined ? nil : impliedValue(otherwise);
  if (name === 'HOME' || name === 'USERPROFILE') return string('~');
  if (name === undefined || usualVariables.has(name)) return unknownValue('environment', name);
  return unknownValue('environment', name, fallback);
}

/** `x = 1`. */
export function assignment(e: Evaluation, node: Node, env: Env): Value {
  const left = field(node, 'left');
  const right = field(node, 'right');
  if (left === undefined || right === undefined) return unknownValue('syntax');
  const content = e.value(right, env);
  if (left.type === 'left_assignment_list') destructure(e, left.namedChildren, content, env);
  else store(e, left, content, right, node, env);
  return content;
}

// Classes stand for their names, which is all that `is_a?` asks for.
const classNames = new Set(['String', 'Symbol', 'Integer', 'Float', 'Numeric', 'Array', 'Hash', 'NilClass']);
