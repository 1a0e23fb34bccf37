// The arguments of a call.
import type { Span } from '../../core/span';
import { field, type Node } from '../grammar/tree';
import type { Env } from './branches';
import type { Located } from './configuration';
import type { Block, Evaluation } from './evaluation';
import { pairKey } from './literals';
import { loopLimit } from './loops';
import { type Arguments, optionsOf } from './recorder';
import { hash, itemsOf, type Value } from './value';

/** The arguments, those with names apart. */
export function argumentsOf(e: Evaluation, node: Node | undefined, env: Env): Arguments {
  const args: Located[] = [];
  const options = new Map<string, Located>();
  const list = node === undefined ? [] : node.type === 'argument_list' ? node.namedChildren : [node];
  for (const child of list) {
    if (child.type === 'comment' || child.type === 'block_argument' || child.type === 'heredoc_body')
      continue;
    const inner = child.namedChildren[0];
    if (child.type === 'pair') {
      const key = pairKey(e, child, env);
      const content = field(child, 'value');
      if ((key.kind === 'symbol' || key.kind === 'string') && content !== undefined) {
        options.set(key.text, { value: e.value(content, env), span: span(child) });
      }
    } else if (child.type === 'hash_splat_argument' && inner !== undefined) {
      for (const [key, option] of optionsOf(e.value(inner, env), child)) options.set(key, option);
    } else if (child.type === 'splat_argument' && inner !== undefined) {
      const splat = e.value(inner, env);
      const items = splat.kind === 'unknown' ? undefined : itemsOf(splat, loopLimit);
      for (const item of items ?? [splat]) args.push({ value: item, span: span(child) });
    } else {
      args.push({ value: e.value(child, env), span: span(child) });
    }
  }
  return { args, options };
}

/** Arguments of a Ruby method: keyword arguments are its last, a hash. */
export function positionals({ args, options }: Arguments): Value[] {
  const values = args.map((arg) => arg.value);
  if (options.size === 0) return values;
  const pairs = [...options].map(
    ([key, { value: content }]) => [{ kind: 'symbol', text: key }, content] as const,
  );
  return [...values, hash(pairs)];
}

/** The block that `&name` passes. */
export function blockPassed(e: Evaluation, node: Node | undefined, env: Env): Block | undefined {
  const passed = node?.namedChildren.find((child) => child.type === 'block_argument')?.namedChildren[0];
  if (passed === undefined) return undefined;
  if (passed.type === 'simple_symbol') return { parameters: undefined, body: passed, env };
  const content = e.value(passed, env);
  return content.kind === 'proc' ? e.procs[content.id] : undefined;
}

function span({ start, end }: Span): Span {
  return { start, end };
}
