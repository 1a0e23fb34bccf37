// Operators, conditions and loops; where only a run decides, every way is followed.
import { field, fields, type Node, textOf } from '../grammar/tree';
import type { Env } from './branches';
import type { Evaluation } from './evaluation';
import { loopLimit } from './loops';
import { lift, operate } from './uncertain';
import { boolean, nil, same, truthy, unknownValue, type Value } from './value';
import { destructure, store, variable } from './variables';

/** `x += 1`, `x ||= 1`. */
export function operatorAssignment(e: Evaluation, node: Node, env: Env): Value {
  const left = field(node, 'left');
  const right = field(node, 'right');
  const operator = field(node, 'operator')?.type.slice(0, -1);
  if (left === undefined || right === undefined || operator === undefined) return unknownValue('syntax');
  const before =
    left.type === 'identifier'
      ? (variable(textOf(e.tree, left), env) ?? nil)
      : left.type === 'constant'
        ? (e.world.variables.get(textOf(e.tree, left)) ?? nil)
        : e.value(left, env);
  if (before.kind === 'config') {
    // The setting's earlier value is the tool's own, so `||=` and `+=` leave it undecided.
    store(e, left, unknownValue('call'), right, node, env);
    return nil;
  }
  const result = logical(e, operator, before, right, env) ?? operate(before, operator, [e.value(right, env)]);
  store(e, left, result, right, node, env);
  return result;
}

/** `a + b`. */
export function binary(e: Evaluation, node: Node, env: Env): Value {
  const left = field(node, 'left');
  const right = field(node, 'right');
  const operator = field(node, 'operator')?.type;
  if (left === undefined || right === undefined || operator === undefined) return unknownValue('syntax');
  const first = e.value(left, env);
  const decided = logical(e, operator, first, right, env);
  if (decided !== undefined) return decided;
  const second = e.value(right, env);
  if (first.kind === 'config') return unknownValue('call');
  const result = operate(first, operator, [second]);
  if (operator === '<<' && first.kind !== 'unknown') {
    store(e, left, result.kind === 'unknown' ? unknownValue('call') : result, right, node, env);
  }
  return result;
}

/** `||`, `&&` and their kin, which may leave the right side alone; `undefined` for other operators. */
function logical(e: Evaluation, operator: string, first: Value, right: Node, env: Env): Value | undefined {
  const any = operator === '||' || operator === 'or';
  if (!any && operator !== '&&' && operator !== 'and') return undefined;
  if (first.kind !== 'unknown') return truthy(first) === any ? first : e.value(right, env);
  const { fallback, reason } = first;
  const taken = fallback && (truthy(fallback) === any ? 0 : 1);
  return e.choose([() => first, () => e.value(right, env)], taken, reason);
}

/** `-a`, `not a`. */
export function unary(e: Evaluation, node: Node, env: Env): Value {
  const operand = field(node, 'operand');
  const operator = field(node, 'operator')?.type;
  if (operand === undefined || operator === undefined) return unknownValue('syntax');
  if (operator === 'defined?') return unknownValue('call');
  const content = e.value(operand, env);
  if (operator === 'not' || operator === '!') return operate(content, '!', []);
  return operate(content, operator === '-' ? '-@' : operator, []);
}

/** `if`, `unless` and their kin. */
export function conditional(e: Evaluation, node: Node, env: Env): Value {
  const condition = field(node, 'condition');
  const negated = node.type.startsWith('unless');
  const yes = field(node, 'consequence') ?? field(node, 'body');
  const no = field(node, 'alternative');
  const tested = condition === undefined ? unknownValue('syntax') : e.value(condition, env);
  const branch = (target: Node | undefined) => (): Value =>
    target === undefined ? nil : e.value(target, env);
  const taken = negated ? [branch(no), branch(yes)] : [branch(yes), branch(no)];
  return decide(e, tested, taken);
}

/** Follows the alternative that the condition selects, `[if true, if false]`, or both. */
function decide(e: Evaluation, tested: Value, [yes, no]: readonly (() => Value)[]): Value {
  if (yes === undefined || no === undefined) return nil;
  if (tested.kind !== 'unknown') return truthy(tested) ? yes() : no();
  const fallback = tested.fallback && (truthy(tested.fallback) ? 0 : 1);
  return e.choose([yes, no], fallback, tested.reason);
}

/** `case`. */
export function caseOf(e: Evaluation, node: Node, env: Env): Value {
  const subjectNode = field(node, 'value');
  const subject = subjectNode === undefined ? boolean(true) : e.value(subjectNode, env);
  const otherwise = node.namedChildren.find((child) => child.type === 'else');
  const whens = node.namedChildren.filter((child) => child.type === 'when');
  const from = (index: number): Value => {
    const when = whens[index];
    if (when === undefined) return otherwise === undefined ? nil : e.value(otherwise, env);
    const body = field(when, 'body');
    const matches = fields(when, 'pattern').map((pattern) => matchesPattern(e, pattern, subject, env));
    const yes = matches.find((match) => match.kind === 'boolean' && match.value);
    const open = matches.find((match) => match.kind === 'unknown');
    const run = (): Value => (body === undefined ? nil : e.value(body, env));
    return decide(e, yes ?? open ?? boolean(false), [run, () => from(index + 1)]);
  };
  return from(0);
}

function matchesPattern(e: Evaluation, pattern: Node, subject: Value, env: Env): Value {
  const inner = pattern.type === 'pattern' ? pattern.namedChildren[0] : pattern;
  if (inner === undefined || inner.type === 'regex') return unknownValue('call');
  const content = e.value(inner, env);
  return lift([content, subject], ([wanted, given]) => {
    if (wanted?.kind === 'range' && given?.kind === 'number') {
      return boolean(wanted.from <= given.value && given.value <= wanted.to);
    }
    return wanted && given && boolean(same(wanted, given));
  });
}

/** `while` and `until`. */
export function whileLoop(e: Evaluation, node: Node, env: Env): Value {
  const condition = field(node, 'condition');
  const body = field(node, 'body');
  if (condition === undefined || body === undefined) return nil;
  const negated = node.type.startsWith('until');
  for (let count = 0; count < loopLimit; count++) {
    const tested = e.value(condition, env);
    if (tested.kind === 'unknown') {
      e.choose([() => e.value(body, env), () => nil], undefined, tested.reason);
      return nil;
    }
    if (truthy(tested) === negated) return nil;
    e.value(body, env);
    if (e.loops.leaves()) return nil;
  }
  return nil;
}

/** `for`. */
export function forLoop(e: Evaluation, node: Node, env: Env): Value {
  const pattern = field(node, 'pattern');
  const body = field(node, 'body');
  const source = field(node, 'value')?.namedChildren[0];
  if (pattern === undefined || body === undefined || source === undefined) return nil;
  const targets = pattern.type === 'left_assignment_list' ? pattern.namedChildren : [pattern];
  e.loops.iterate(e.value(source, env), (item) => {
    if (targets.length === 1 && targets[0] !== undefined) store(e, targets[0], item, source, source, env);
    else destructure(e, targets, item, env);
    return e.value(body, env);
  });
  return nil;
}
