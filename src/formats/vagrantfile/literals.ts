// Literals: numbers, strings, arrays, hashes, ranges and procs.
import { field, type Node, textOf } from '../grammar/tree';
import type { Env } from './branches';
import type { Evaluation } from './evaluation';
import { loopLimit } from './loops';
import { indentation, interpolate, partsOf, withoutFirstBreak } from './strings';
import { lift } from './uncertain';
import { array, hash, itemsOf, nil, number, unknownValue, type Value } from './value';
import { variable } from './variables';

/** A whole number as Ruby writes it. */
export function integer(text: string): Value {
  const plain = text.replaceAll('_', '');
  const octal = /^0[0-7]+$/.test(plain);
  const parsed = octal ? Number.parseInt(plain, 8) : Number(plain);
  return Number.isFinite(parsed) ? number(parsed) : unknownValue('syntax');
}

/** A string, symbol or heredoc. */
export function stringValue(e: Evaluation, node: Node, env: Env): Value {
  const inner = (child: Node): Value => e.statements(child, env);
  if (node.type !== 'heredoc_beginning') return interpolate(partsOf(e.tree, node, inner));
  const body = e.heredocs.get(node.start);
  if (body === undefined) return unknownValue('syntax');
  const indent = textOf(e.tree, node).startsWith('<<~') ? indentation(e.tree, body) : 0;
  return withoutFirstBreak(interpolate(partsOf(e.tree, body, inner, indent)));
}

/** A list. */
export function arrayValue(e: Evaluation, node: Node, env: Env): Value {
  const items: Value[] = [];
  const pairs: Node[] = [];
  for (const child of node.namedChildren) {
    if (child.type === 'comment') continue;
    if (child.type === 'pair') {
      pairs.push(child);
      continue;
    }
    if (child.type !== 'splat_argument') {
      items.push(e.value(child, env));
      continue;
    }
    const inner = child.namedChildren[0];
    const splat = inner === undefined ? nil : e.value(inner, env);
    const parts = splat.kind === 'unknown' ? undefined : itemsOf(splat, loopLimit);
    items.push(...(parts ?? [splat]));
  }
  if (pairs.length > 0) items.push(hashLiteral(e, pairs, env));
  return array(items);
}

/** A hash of these pairs. */
export function hashLiteral(e: Evaluation, nodes: readonly Node[], env: Env): Value {
  const pairs: (readonly [Value, Value])[] = [];
  for (const child of nodes) {
    if (child.type === 'pair') {
      const key = pairKey(e, child, env);
      const content = field(child, 'value');
      // `{a:}` takes the variable of that name.
      const shorthand = key.kind === 'symbol' ? variable(key.text, env) : undefined;
      pairs.push([
        key,
        content === undefined ? (shorthand ?? unknownValue('syntax')) : e.value(content, env),
      ]);
    } else if (child.type === 'hash_splat_argument') {
      const inner = child.namedChildren[0] && e.value(child.namedChildren[0], env);
      if (inner?.kind === 'hash')
        for (const entry of inner.entries.values()) pairs.push([entry.key, entry.value]);
    }
  }
  return hash(pairs);
}

/** The key of a pair. */
export function pairKey(e: Evaluation, pair: Node, env: Env): Value {
  const key = field(pair, 'key');
  if (key === undefined) return unknownValue('syntax');
  const result = e.value(key, env);
  // `'a': 1` is the symbol :a, `'a' => 1` the string.
  if (result.kind === 'string' && pair.children.some((child) => child.type === ':')) {
    return { ...result, kind: 'symbol' };
  }
  return result;
}

/** `1..3`. */
export function rangeValue(e: Evaluation, node: Node, env: Env): Value {
  const begin = field(node, 'begin');
  const end = field(node, 'end');
  if (begin === undefined || end === undefined) return unknownValue('syntax');
  const exclusive = field(node, 'operator')?.type === '...';
  return lift([e.value(begin, env), e.value(end, env)], ([from, to]) => {
    if (from?.kind !== 'number' || to?.kind !== 'number') return undefined;
    return { kind: 'range', from: from.value, to: exclusive ? to.value - 1 : to.value };
  });
}

/** The body of a lambda's block. */
export function blockBody(lambda: Node): Node | undefined {
  const block = field(lambda, 'body');
  return block && field(block, 'body');
}

/** A proc. */
export function procValue(
  e: Evaluation,
  parameters: Node | undefined,
  body: Node | undefined,
  env: Env,
): Value {
  e.procs.push({ parameters, body, env });
  return { kind: 'proc', id: e.procs.length - 1 };
}
