// Follows a Vagrantfile's Ruby just far enough to know its settings. Nothing is run: no file, process or network.

import type { Span } from '../../core/span';
import { field, fields, type Node, type Tree, textOf } from '../grammar/tree';
import { createBranches, type Env } from './branches';
import type { Configuration, Located, Log } from './configuration';
import { createLoops, type Flow, loopLimit } from './loops';
import { formatText, listLimit } from './methods';
import { filePath } from './paths';
import { type Arguments, createRecorder, extend, optionsOf } from './recorder';
import { indentation, interpolate, pairHeredocs, partsOf, withoutFirstBreak } from './strings';
import { lift, operate } from './uncertain';
import {
  array,
  boolean,
  hash,
  impliedValue,
  itemsOf,
  type KnownValue,
  nil,
  number,
  type Reason,
  same,
  string,
  textOfValue,
  truthy,
  unknownValue,
  type Value,
} from './value';

/** How many expressions are followed in one file; real files need a few thousand. */
const stepLimit = 150_000;
/** How deep expressions and calls may nest before they count as unknown. */
const depthLimit = 700;

// Set in practically every environment, so that "nobody sets it" would be a wrong guess.
const usualVariables = new Set(['USER', 'LOGNAME', 'PATH', 'PWD', 'SHELL', 'USERNAME']);

/** A block or the body of a `proc`. */
interface Block {
  readonly parameters: Node | undefined;
  readonly body: Node | undefined;
  readonly env: Env;
}

/** Evaluates a parsed Vagrantfile. Total: what is not understood is unknown. */
export function evaluate(tree: Tree): Configuration {
  let steps = 0;
  let depth = 0;
  let limited = false;
  const flow: Flow = { signal: undefined };
  /** Whether the method being followed may have returned early in an undecided branch. */
  let mayHaveReturned = false;
  /** Set once code that we cannot see may have changed globals. */
  let foreign: Reason | undefined;
  let configure: Configuration['configure'];

  const branches = createBranches();
  const { assign } = branches;
  const world: Env = { variables: new Map(), parent: undefined, level: 0 };
  const top: Env = { variables: new Map(), parent: undefined, level: 0 };
  const functions = new Map<string, Node>();
  const procs: Block[] = [];
  const configures: { readonly block: Block; readonly conditional: boolean }[] = [];
  const root: Log = { entries: [], level: 0 };
  const loops = createLoops({ flow, choose, isExhausted: () => steps > stepLimit });
  const recorder = createRecorder<Block>(root, branches, runConfigBlock);
  const heredocs = pairHeredocs(tree);

  collectFunctions(tree.root);
  statements(tree.root, top);
  flow.signal = undefined;
  for (const { block, conditional } of configures) {
    underCondition(conditional, () => runBlock(block, [{ kind: 'config', log: root, path: '' }]));
  }
  for (const machine of recorder.machines()) {
    for (const { block, conditional } of machine.blocks) {
      underCondition(conditional && !machine.conditional, () =>
        runBlock(block, [{ kind: 'config', log: machine.log, path: '' }]),
      );
    }
  }
  const { furtherMachines, tooMany } = recorder.result();
  return {
    root,
    configure,
    machines: recorder.machines(),
    furtherMachines,
    limited: limited || tooMany || loops.isLimited(),
  };

  // --- branches -------------------------------------------------------------------------------------------------

  /** `choose`, in which `next`, `break` and `return` end with their alternative. */
  function choose(
    alternatives: readonly (() => Value)[],
    fallback: number | undefined,
    reason: Reason,
  ): Value {
    const contained = alternatives.map((alternative) => (): Value => {
      const result = alternative();
      if (flow.signal?.kind === 'return') mayHaveReturned = true;
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

  // --- statements -----------------------------------------------------------------------------------------------

  function collectFunctions(node: Node): void {
    for (const child of node.namedChildren) {
      const name = child.type === 'method' ? field(child, 'name') : undefined;
      if (name !== undefined) functions.set(textOf(tree, name), child);
      // A half-typed file keeps its methods inside error nodes.
      if (child.type === 'ERROR') collectFunctions(child);
    }
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
      return expression(node, env);
    } finally {
      depth--;
    }
  }

  function expression(node: Node, env: Env): Value {
    switch (node.type) {
      case 'string':
      case 'bare_string':
      case 'heredoc_beginning':
        return stringValue(node, env);
      case 'chained_string':
        return interpolate(node.namedChildren.map((child) => value(child, env)));
      case 'simple_symbol':
        return { kind: 'symbol', text: textOf(tree, node).slice(1) };
      case 'hash_key_symbol':
        return { kind: 'symbol', text: textOf(tree, node) };
      case 'delimited_symbol':
      case 'bare_symbol': {
        const text = stringValue(node, env);
        return text.kind === 'string' ? { ...text, kind: 'symbol' } : text;
      }
      case 'character':
        return string(textOf(tree, node).slice(1));
      case 'integer':
        return integer(textOf(tree, node));
      case 'float':
        return number(Number.parseFloat(textOf(tree, node).replaceAll('_', '')), true);
      case 'true':
      case 'false':
        return boolean(node.type === 'true');
      case 'nil':
        return nil;
      case 'array':
      case 'right_assignment_list':
      case 'string_array':
      case 'symbol_array':
        return arrayValue(node, env);
      case 'hash':
        return hashLiteral(node.namedChildren, env);
      case 'range':
        return rangeValue(node, env);
      case 'identifier':
        return identifier(node, env);
      case 'constant':
      case 'global_variable':
      case 'instance_variable':
      case 'class_variable':
        return global(textOf(tree, node));
      case 'scope_resolution':
        return unknownValue('undefined', textOf(tree, node));
      case 'assignment':
        return assignment(node, env);
      case 'operator_assignment':
        return operatorAssignment(node, env);
      case 'element_reference':
        return elementReference(node, env);
      case 'call':
        return call(node, env);
      case 'binary':
        return binary(node, env);
      case 'unary':
        return unary(node, env);
      case 'conditional':
      case 'if':
      case 'elsif':
      case 'unless':
      case 'if_modifier':
      case 'unless_modifier':
        return conditional(node, env);
      case 'case':
        return caseOf(node, env);
      case 'while':
      case 'until':
      case 'while_modifier':
      case 'until_modifier':
        return whileLoop(node, env);
      case 'for':
        return forLoop(node, env);
      case 'lambda':
        return procValue(field(node, 'parameters'), blockBody(node), env);
      case 'next':
      case 'break':
      case 'return': {
        const result =
          node.namedChildren[0] === undefined ? nil : argumentsOf(node.namedChildren[0], env).args[0]?.value;
        flow.signal = { kind: node.type, value: result ?? nil };
        return nil;
      }
      case 'rescue_modifier': {
        const body = field(node, 'body');
        return body === undefined ? nil : value(body, env);
      }
      case 'parenthesized_statements':
      case 'begin':
      case 'begin_block':
      case 'body_statement':
      case 'block_body':
      case 'then':
      case 'else':
      case 'do':
      case 'program':
      case 'ERROR':
        return statements(node, env);
      case 'method':
      case 'singleton_method':
      case 'class':
      case 'module':
      case 'comment':
      case 'undef':
      case 'alias':
      case 'empty_statement':
      case 'uninterpreted':
        return nil;
      default:
        return unknownValue('syntax');
    }
  }

  // --- literals -------------------------------------------------------------------------------------------------

  function integer(text: string): Value {
    const plain = text.replaceAll('_', '');
    const octal = /^0[0-7]+$/.test(plain);
    const parsed = octal ? Number.parseInt(plain, 8) : Number(plain);
    return Number.isFinite(parsed) ? number(parsed) : unknownValue('syntax');
  }

  function stringValue(node: Node, env: Env): Value {
    const inner = (child: Node): Value => statements(child, env);
    if (node.type !== 'heredoc_beginning') return interpolate(partsOf(tree, node, inner));
    const body = heredocs.get(node.start);
    if (body === undefined) return unknownValue('syntax');
    const indent = textOf(tree, node).startsWith('<<~') ? indentation(tree, body) : 0;
    return withoutFirstBreak(interpolate(partsOf(tree, body, inner, indent)));
  }

  function arrayValue(node: Node, env: Env): Value {
    const items: Value[] = [];
    const pairs: Node[] = [];
    for (const child of node.namedChildren) {
      if (child.type === 'comment') continue;
      if (child.type === 'pair') {
        pairs.push(child);
        continue;
      }
      if (child.type !== 'splat_argument') {
        items.push(value(child, env));
        continue;
      }
      const inner = child.namedChildren[0];
      const splat = inner === undefined ? nil : value(inner, env);
      const parts = splat.kind === 'unknown' ? undefined : itemsOf(splat, loopLimit);
      items.push(...(parts ?? [splat]));
    }
    if (pairs.length > 0) items.push(hashLiteral(pairs, env));
    return array(items);
  }

  function hashLiteral(nodes: readonly Node[], env: Env): Value {
    const pairs: (readonly [Value, Value])[] = [];
    for (const child of nodes) {
      if (child.type === 'pair') {
        const key = pairKey(child, env);
        const content = field(child, 'value');
        // `{a:}` takes the variable of that name.
        const shorthand = key.kind === 'symbol' ? variable(key.text, env) : undefined;
        pairs.push([
          key,
          content === undefined ? (shorthand ?? unknownValue('syntax')) : value(content, env),
        ]);
      } else if (child.type === 'hash_splat_argument') {
        const inner = child.namedChildren[0] && value(child.namedChildren[0], env);
        if (inner?.kind === 'hash')
          for (const entry of inner.entries.values()) pairs.push([entry.key, entry.value]);
      }
    }
    return hash(pairs);
  }

  function pairKey(pair: Node, env: Env): Value {
    const key = field(pair, 'key');
    if (key === undefined) return unknownValue('syntax');
    const result = value(key, env);
    // `'a': 1` is the symbol :a, `'a' => 1` the string.
    if (result.kind === 'string' && pair.children.some((child) => child.type === ':')) {
      return { ...result, kind: 'symbol' };
    }
    return result;
  }

  function rangeValue(node: Node, env: Env): Value {
    const begin = field(node, 'begin');
    const end = field(node, 'end');
    if (begin === undefined || end === undefined) return unknownValue('syntax');
    const exclusive = field(node, 'operator')?.type === '...';
    return lift([value(begin, env), value(end, env)], ([from, to]) => {
      if (from?.kind !== 'number' || to?.kind !== 'number') return undefined;
      return { kind: 'range', from: from.value, to: exclusive ? to.value - 1 : to.value };
    });
  }

  function blockBody(lambda: Node): Node | undefined {
    const block = field(lambda, 'body');
    return block && field(block, 'body');
  }

  function procValue(parameters: Node | undefined, body: Node | undefined, env: Env): Value {
    procs.push({ parameters, body, env });
    return { kind: 'proc', id: procs.length - 1 };
  }

  // --- names ----------------------------------------------------------------------------------------------------

  function variable(name: string, env: Env): Value | undefined {
    for (let at: Env | undefined = env; at !== undefined; at = at.parent) {
      const found = at.variables.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  function identifier(node: Node, env: Env): Value {
    const name = textOf(tree, node);
    const found = variable(name, env);
    if (found !== undefined) return found;
    if (name === '__FILE__') return string('./Vagrantfile');
    if (name === '__dir__') return string('.');
    return method(node, name, { args: [], options: new Map() }, undefined);
  }

  function global(name: string): Value {
    const found = world.variables.get(name);
    if (found !== undefined) return found;
    // A global that nobody sets is nil; a constant that nobody sets comes from elsewhere.
    if (/^[$@]/.test(name))
      return foreign === undefined ? nil : { kind: 'unknown', reason: foreign, fallback: nil };
    return classNames.has(name) ? string(name) : unknownValue('undefined', name);
  }

  function setVariable(name: string, env: Env, content: Value): void {
    for (let at: Env | undefined = env; at !== undefined; at = at.parent) {
      if (at.variables.has(name)) {
        assign(at, name, content);
        return;
      }
    }
    assign(env, name, content);
  }

  function assignment(node: Node, env: Env): Value {
    const left = field(node, 'left');
    const right = field(node, 'right');
    if (left === undefined || right === undefined) return unknownValue('syntax');
    const content = value(right, env);
    if (left.type === 'left_assignment_list') destructure(left.namedChildren, content, env);
    else store(left, content, right, node, env);
    return content;
  }

  function destructure(targets: readonly Node[], content: Value, env: Env): void {
    const items = content.kind === 'array' ? content.items : undefined;
    targets.forEach((target, index) => {
      const single = index === 0 ? content : nil;
      const part =
        content.kind === 'unknown' ? unknownValue('call') : (items?.[index] ?? (items ? nil : single));
      store(target, part, target, target, env);
    });
  }

  /** Assigns to a variable, an element or a setting. */
  function store(target: Node, content: Value, right: Span, statement: Span, env: Env): void {
    switch (target.type) {
      case 'identifier':
        setVariable(textOf(tree, target), env, content);
        return;
      case 'constant':
      case 'global_variable':
      case 'instance_variable':
      case 'class_variable':
        assign(world, textOf(tree, target), content);
        return;
      case 'call': {
        const receiver = field(target, 'receiver');
        const name = field(target, 'method');
        if (receiver === undefined || name === undefined) return;
        const object = value(receiver, env);
        if (object.kind === 'config') recorder.set(object, textOf(tree, name), content, right, statement);
        return;
      }
      case 'element_reference': {
        const object = field(target, 'object');
        const index = target.namedChildren.find((child) => child !== object);
        if (object === undefined || index === undefined) return;
        const container = value(object, env);
        const key = value(index, env);
        if (container.kind === 'config') {
          const known = impliedValue(key);
          recorder.set(container, (known && textOfValue(known)) ?? '?', content, right, statement);
        } else {
          store(object, withElement(container, key, content), right, statement, env);
        }
        return;
      }
      default:
    }
  }

  function withElement(container: Value, key: Value, content: Value): Value {
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

  function operatorAssignment(node: Node, env: Env): Value {
    const left = field(node, 'left');
    const right = field(node, 'right');
    const operator = field(node, 'operator')?.type.slice(0, -1);
    if (left === undefined || right === undefined || operator === undefined) return unknownValue('syntax');
    const before =
      left.type === 'identifier'
        ? (variable(textOf(tree, left), env) ?? nil)
        : left.type === 'constant'
          ? (world.variables.get(textOf(tree, left)) ?? nil)
          : value(left, env);
    if (before.kind === 'config') {
      // The setting's earlier value is the tool's own, so `||=` and `+=` leave it undecided.
      store(left, unknownValue('call'), right, node, env);
      return nil;
    }
    const result = logical(operator, before, right, env) ?? operate(before, operator, [value(right, env)]);
    store(left, result, right, node, env);
    return result;
  }

  function elementReference(node: Node, env: Env): Value {
    const object = field(node, 'object');
    if (object === undefined) return unknownValue('syntax');
    const keys = node.namedChildren.filter((child) => child !== object).map((child) => value(child, env));
    if (isEnvironment(object)) return environment(keys);
    const container = value(object, env);
    if (container.kind === 'config') {
      const key = impliedValue(keys[0]);
      return { ...container, path: extend(container.path, (key && textOfValue(key)) ?? '?') };
    }
    if (container.kind === 'proc') return callProc(container.id, keys);
    return operate(container, '[]', keys);
  }

  function isEnvironment(node: Node): boolean {
    return node.type === 'constant' && textOf(tree, node) === 'ENV';
  }

  function environment(keys: readonly Value[], otherwise?: Value): Value {
    const name = keys[0]?.kind === 'string' ? keys[0].text : undefined;
    const fallback = otherwise === undefined ? nil : impliedValue(otherwise);
    if (name === 'HOME' || name === 'USERPROFILE') return string('~');
    if (name === undefined || usualVariables.has(name)) return unknownValue('environment', name);
    return unknownValue('environment', name, fallback);
  }

  // --- operators ------------------------------------------------------------------------------------------------

  function binary(node: Node, env: Env): Value {
    const left = field(node, 'left');
    const right = field(node, 'right');
    const operator = field(node, 'operator')?.type;
    if (left === undefined || right === undefined || operator === undefined) return unknownValue('syntax');
    const first = value(left, env);
    const decided = logical(operator, first, right, env);
    if (decided !== undefined) return decided;
    const second = value(right, env);
    if (first.kind === 'config') return unknownValue('call');
    const result = operate(first, operator, [second]);
    if (operator === '<<' && first.kind !== 'unknown') {
      store(left, result.kind === 'unknown' ? unknownValue('call') : result, right, node, env);
    }
    return result;
  }

  /** `||`, `&&` and their kin, which may leave the right side alone; `undefined` for other operators. */
  function logical(operator: string, first: Value, right: Node, env: Env): Value | undefined {
    const any = operator === '||' || operator === 'or';
    if (!any && operator !== '&&' && operator !== 'and') return undefined;
    if (first.kind !== 'unknown') return truthy(first) === any ? first : value(right, env);
    const { fallback, reason } = first;
    const taken = fallback && (truthy(fallback) === any ? 0 : 1);
    return choose([() => first, () => value(right, env)], taken, reason);
  }

  function unary(node: Node, env: Env): Value {
    const operand = field(node, 'operand');
    const operator = field(node, 'operator')?.type;
    if (operand === undefined || operator === undefined) return unknownValue('syntax');
    if (operator === 'defined?') return unknownValue('call');
    const content = value(operand, env);
    if (operator === 'not' || operator === '!') return operate(content, '!', []);
    return operate(content, operator === '-' ? '-@' : operator, []);
  }

  function conditional(node: Node, env: Env): Value {
    const condition = field(node, 'condition');
    const negated = node.type.startsWith('unless');
    const yes = field(node, 'consequence') ?? field(node, 'body');
    const no = field(node, 'alternative');
    const tested = condition === undefined ? unknownValue('syntax') : value(condition, env);
    const branch = (target: Node | undefined) => (): Value =>
      target === undefined ? nil : value(target, env);
    const taken = negated ? [branch(no), branch(yes)] : [branch(yes), branch(no)];
    return decide(tested, taken);
  }

  /** Follows the alternative that the condition selects, `[if true, if false]`, or both. */
  function decide(tested: Value, [yes, no]: readonly (() => Value)[]): Value {
    if (yes === undefined || no === undefined) return nil;
    if (tested.kind !== 'unknown') return truthy(tested) ? yes() : no();
    const fallback = tested.fallback && (truthy(tested.fallback) ? 0 : 1);
    return choose([yes, no], fallback, tested.reason);
  }

  function caseOf(node: Node, env: Env): Value {
    const subjectNode = field(node, 'value');
    const subject = subjectNode === undefined ? boolean(true) : value(subjectNode, env);
    const otherwise = node.namedChildren.find((child) => child.type === 'else');
    const whens = node.namedChildren.filter((child) => child.type === 'when');
    const from = (index: number): Value => {
      const when = whens[index];
      if (when === undefined) return otherwise === undefined ? nil : value(otherwise, env);
      const body = field(when, 'body');
      const matches = fields(when, 'pattern').map((pattern) => matchesPattern(pattern, subject, env));
      const yes = matches.find((match) => match.kind === 'boolean' && match.value);
      const open = matches.find((match) => match.kind === 'unknown');
      const run = (): Value => (body === undefined ? nil : value(body, env));
      return decide(yes ?? open ?? boolean(false), [run, () => from(index + 1)]);
    };
    return from(0);
  }

  function matchesPattern(pattern: Node, subject: Value, env: Env): Value {
    const inner = pattern.type === 'pattern' ? pattern.namedChildren[0] : pattern;
    if (inner === undefined || inner.type === 'regex') return unknownValue('call');
    const content = value(inner, env);
    return lift([content, subject], ([wanted, given]) => {
      if (wanted?.kind === 'range' && given?.kind === 'number') {
        return boolean(wanted.from <= given.value && given.value <= wanted.to);
      }
      return wanted && given && boolean(same(wanted, given));
    });
  }

  // --- loops ----------------------------------------------------------------------------------------------------

  function whileLoop(node: Node, env: Env): Value {
    const condition = field(node, 'condition');
    const body = field(node, 'body');
    if (condition === undefined || body === undefined) return nil;
    const negated = node.type.startsWith('until');
    for (let count = 0; count < loopLimit; count++) {
      const tested = value(condition, env);
      if (tested.kind === 'unknown') {
        choose([() => value(body, env), () => nil], undefined, tested.reason);
        return nil;
      }
      if (truthy(tested) === negated) return nil;
      value(body, env);
      if (loops.leaves()) return nil;
    }
    return nil;
  }

  function forLoop(node: Node, env: Env): Value {
    const pattern = field(node, 'pattern');
    const body = field(node, 'body');
    const source = field(node, 'value')?.namedChildren[0];
    if (pattern === undefined || body === undefined || source === undefined) return nil;
    const targets = pattern.type === 'left_assignment_list' ? pattern.namedChildren : [pattern];
    loops.iterate(value(source, env), (item) => {
      if (targets.length === 1 && targets[0] !== undefined) store(targets[0], item, source, source, env);
      else destructure(targets, item, env);
      return value(body, env);
    });
    return nil;
  }

  // --- calls ----------------------------------------------------------------------------------------------------

  function call(node: Node, env: Env): Value {
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
    const name = nameNode === undefined ? 'call' : textOf(tree, nameNode);
    if (receiver !== undefined) {
      const fixed = knownModule(node, receiver, name, argumentNode, block, env);
      if (fixed !== undefined) return fixed;
    }
    if (receiver === undefined) {
      const local = argumentNode === undefined ? variable(name, env) : undefined;
      if (local !== undefined) return local;
      return method(node, name, argumentsOf(argumentNode, env), block);
    }
    const object = moduleOr(value(receiver, env), receiver, name);
    const given = argumentsOf(argumentNode, env);
    if (object.kind === 'config') return recorder.call(node, object, name, given, block);
    if (object.kind === 'proc') {
      if (['call', 'yield', '()'].includes(name))
        return callProc(
          object.id,
          given.args.map((arg) => arg.value),
        );
      return unknownValue('call', name);
    }
    const positional = positionals(given);
    const blockArgument = block ?? blockPassed(argumentNode, env);
    if (blockArgument !== undefined) {
      const result = loops.call(object, name, positional, (args) => runBlock(blockArgument, args));
      // `map!` and the like change their receiver in a way that is not followed.
      if (name.endsWith('!')) store(receiver, unknownValue('call', name), receiver, receiver, env);
      return result;
    }
    if (object.kind === 'nil' && field(node, 'operator')?.type === '&.') return nil;
    const changes = mutating.has(name) || name.endsWith('!');
    if (changes && object.kind !== 'unknown')
      return mutate(receiver, object, name.replace(/!$/, ''), positional, env);
    const result = operate(object, name, positional);
    if (result.kind === 'unknown') recorder.escape(node, name, given);
    return result;
  }

  /** A module that the file does not define: its methods read other files, or look at the host. */
  function moduleOr(object: Value, receiver: Node, name: string): Value {
    if (receiver.type !== 'constant' || object.kind !== 'unknown' || object.reason.kind !== 'undefined')
      return object;
    const module = textOf(tree, receiver);
    const reads =
      /^(?:YAML|Psych|JSON|TOML|IniFile|CSV)$/.test(module) || /^(?:File|IO)\.read/.test(`${module}.${name}`);
    return unknownValue(reads ? 'file' : 'call', reads ? undefined : `${module}.${name}`);
  }

  function mutate(target: Node, object: KnownValue, name: string, args: readonly Value[], env: Env): Value {
    if (name === 'pop' || name === 'shift') {
      if (object.kind !== 'array') return unknownValue('call', name);
      const rest = name === 'pop' ? object.items.slice(0, -1) : object.items.slice(1);
      store(target, array(rest), target, target, env);
      return (name === 'pop' ? object.items.at(-1) : object.items[0]) ?? nil;
    }
    if (name === 'store') {
      const [key, content] = args;
      const changed = key && content ? withElement(object, key, content) : unknownValue('call', name);
      store(target, changed, target, target, env);
      return content ?? nil;
    }
    // Lists may hold unknown items, so they are appended without looking at them.
    const appended =
      object.kind === 'array' && (name === 'push' || name === 'append') && object.items.length < listLimit
        ? array([...object.items, ...args])
        : operate(object, name === 'update' ? 'merge' : name, args);
    store(target, appended, target, target, env);
    return appended;
  }

  function argumentsOf(node: Node | undefined, env: Env): Arguments {
    const args: Located[] = [];
    const options = new Map<string, Located>();
    const list = node === undefined ? [] : node.type === 'argument_list' ? node.namedChildren : [node];
    for (const child of list) {
      if (child.type === 'comment' || child.type === 'block_argument' || child.type === 'heredoc_body')
        continue;
      const inner = child.namedChildren[0];
      if (child.type === 'pair') {
        const key = pairKey(child, env);
        const content = field(child, 'value');
        if ((key.kind === 'symbol' || key.kind === 'string') && content !== undefined) {
          options.set(key.text, { value: value(content, env), span: span(child) });
        }
      } else if (child.type === 'hash_splat_argument' && inner !== undefined) {
        for (const [key, option] of optionsOf(value(inner, env), child)) options.set(key, option);
      } else if (child.type === 'splat_argument' && inner !== undefined) {
        const splat = value(inner, env);
        const items = splat.kind === 'unknown' ? undefined : itemsOf(splat, loopLimit);
        for (const item of items ?? [splat]) args.push({ value: item, span: span(child) });
      } else {
        args.push({ value: value(child, env), span: span(child) });
      }
    }
    return { args, options };
  }

  /** Arguments of a Ruby method: keyword arguments are its last, a hash. */
  function positionals({ args, options }: Arguments): Value[] {
    const values = args.map((arg) => arg.value);
    if (options.size === 0) return values;
    const pairs = [...options].map(
      ([key, { value: content }]) => [{ kind: 'symbol', text: key }, content] as const,
    );
    return [...values, hash(pairs)];
  }

  function blockPassed(node: Node | undefined, env: Env): Block | undefined {
    const passed = node?.namedChildren.find((child) => child.type === 'block_argument')?.namedChildren[0];
    if (passed === undefined) return undefined;
    if (passed.type === 'simple_symbol') return { parameters: undefined, body: passed, env };
    const content = value(passed, env);
    return content.kind === 'proc' ? procs[content.id] : undefined;
  }

  /** Methods of modules that matter: `Vagrant`, `ENV`, `File` and the like. */
  function knownModule(
    node: Node,
    receiver: Node,
    name: string,
    argumentNode: Node | undefined,
    block: Block | undefined,
    env: Env,
  ): Value | undefined {
    const module =
      receiver.type === 'constant' || receiver.type === 'scope_resolution' ? textOf(tree, receiver) : '';
    switch (`${module.replace(/^::/, '')}.${name}`) {
      case 'Vagrant.configure':
      case 'Vagrant::Config.run':
        configure ??= { head: recorder.headOf(node), body: span(node) };
        if (block !== undefined) configures.push({ block, conditional: branches.level() > 0 });
        return nil;
      case 'ENV.fetch': {
        const { args } = argumentsOf(argumentNode, env);
        const given = block === undefined ? args[1]?.value : runBlock(block, []);
        // Without a default, an unset variable ends the run, so there is no value to imply.
        return environment(args[0] ? [args[0].value] : [], given ?? unknownValue('environment'));
      }
      case 'ENV.key?':
      case 'ENV.has_key?':
      case 'ENV.include?':
      case 'ENV.member?': {
        const asked = environment(argumentsOf(argumentNode, env).args.map((arg) => arg.value));
        return operate(operate(asked, 'nil?', []), '!', []);
      }
      case 'File.dirname':
      case 'File.join':
      case 'File.expand_path':
      case 'File.absolute_path':
      case 'File.realpath':
      case 'File.basename':
        return lift(
          argumentsOf(argumentNode, env).args.map((arg) => arg.value),
          (args) => filePath(name, args),
        );
      case 'Dir.home':
        return string('~');
      case 'Dir.pwd':
      case 'Dir.getwd':
        return string('.');
      case 'Hash.new':
        return hash([]);
      case 'Array.new':
        return argumentNode === undefined ? array([]) : undefined;
      case 'Vagrant.require_version':
        return nil;
      default:
        return undefined;
    }
  }

  /** A call without receiver: a method of the file, or one of Ruby's. */
  function method(node: Node, name: string, given: Arguments, block: Block | undefined): Value {
    const own = functions.get(name);
    if (own !== undefined) return callFunction(own, given);
    const first = given.args[0]?.value;
    switch (name) {
      case 'require':
      case 'require_relative':
      case 'load':
      case 'eval':
        // A library named by a plain word brings methods; a file of the project may set anything.
        if (name !== 'require' || first?.kind !== 'string' || /[./]/.test(first.text)) beForeign();
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
          ([template, ...args]) =>
            template?.kind === 'string' ? formatText(template.text, args) : undefined,
        );
      case 'lambda':
      case 'proc':
        return block === undefined
          ? unknownValue('call')
          : procValue(block.parameters, block.body, block.env);
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
        recorder.escape(node, name, given);
        // Whatever the method does with its block, it may run it.
        if (block !== undefined)
          choose([() => runBlock(block, []), () => nil], undefined, { kind: 'call', name });
        return unknownValue('call', name);
    }
  }

  function beForeign(): void {
    const reason: Reason = { kind: 'file' };
    foreign = reason;
    for (const [name, content] of world.variables) {
      const implied = impliedValue(content);
      // Constants are not set twice.
      if (!/^[$@]/.test(name) || implied === undefined) continue;
      assign(world, name, { kind: 'unknown', reason, fallback: implied });
    }
  }

  function callFunction(definition: Node, given: Arguments): Value {
    const env: Env = { variables: new Map(), parent: undefined, level: branches.level() };
    const names = field(definition, 'parameters')?.namedChildren ?? [];
    // A method with keyword parameters takes the pairs itself; another one gets them as a last hash.
    const byKeyword = names.some(
      ({ type }) => type === 'keyword_parameter' || type === 'hash_splat_parameter',
    );
    const args = byKeyword ? given.args.map((arg) => arg.value) : positionals(given);
    bindParameters(names, args, given.options, env);
    const outer = mayHaveReturned;
    mayHaveReturned = false;
    const body = field(definition, 'body');
    const last = body === undefined ? nil : value(body, env);
    const result = takeReturn() ?? last;
    const uncertain = mayHaveReturned;
    mayHaveReturned = outer;
    if (!uncertain || result.kind === 'unknown') return result;
    return unknownValue('condition', undefined, result.kind === 'config' ? undefined : result);
  }

  function takeReturn(): Value | undefined {
    const returned = flow.signal?.kind === 'return' ? flow.signal.value : undefined;
    flow.signal = undefined;
    return returned;
  }

  function callProc(id: number, args: readonly Value[]): Value {
    const proc = procs[id];
    if (proc === undefined) return unknownValue('call');
    const result = runBlock(proc, args);
    return takeReturn() ?? result;
  }

  /** Runs a block with its parameters bound; `next` gives its value, `break` and `return` stay signalled. */
  function runBlock(block: Block, args: readonly Value[]): Value {
    const { parameters, body } = block;
    const env: Env = { variables: new Map(), parent: block.env, level: branches.level() };
    const names = parameters?.namedChildren ?? [];
    const [only] = args;
    const spreads = names.filter((name) => name.type !== 'block_parameter').length > 1 && args.length === 1;
    const given = spreads && only?.kind === 'array' ? only.items : args;
    bindParameters(names, given, new Map(), env);
    // `&:upcase` calls the method on the block's argument.
    if (body?.type === 'simple_symbol')
      return only === undefined ? nil : operate(only, textOf(tree, body).slice(1), []);
    return body === undefined ? nil : value(body, env);
  }

  /** Runs a block of a configuration call; what it gives does not matter. */
  function runConfigBlock(block: Block, args: readonly Value[]): void {
    runBlock(block, args);
    if (flow.signal?.kind === 'next') flow.signal = undefined;
  }

  function bindParameters(
    names: readonly Node[],
    args: readonly Value[],
    options: ReadonlyMap<string, Located>,
    env: Env,
  ): void {
    let next = 0;
    for (const parameter of names) {
      const nameNode = field(parameter, 'name');
      const name = nameNode === undefined ? textOf(tree, parameter) : textOf(tree, nameNode);
      const preset = field(parameter, 'value');
      switch (parameter.type) {
        case 'identifier':
          env.variables.set(name, args[next++] ?? unknownValue('call'));
          break;
        case 'optional_parameter':
          env.variables.set(name, args[next++] ?? (preset === undefined ? nil : value(preset, env)));
          break;
        case 'keyword_parameter': {
          const content = options.get(name)?.value;
          env.variables.set(
            name,
            content ?? (preset === undefined ? unknownValue('call') : value(preset, env)),
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
          bindParameters(parameter.namedChildren, parts, new Map(), env);
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
}

// Classes stand for their names, which is all that `is_a?` asks for.
const classNames = new Set(['String', 'Symbol', 'Integer', 'Float', 'Numeric', 'Array', 'Hash', 'NilClass']);

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

function span({ start, end }: Span): Span {
  return { start, end };
}
