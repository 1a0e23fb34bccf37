// What expressions of a module see, and what they refer to.
import type { HclExpression } from '../hcl/tree';
import { assuming, type HclValue } from '../hcl/value';
import { addressIn, type Located, type Module, type Resource } from './module';

/** What the expressions of one place see. */
export interface Scope {
  readonly module: Module;
  /** The file they stand in. */
  readonly path: string;
  /** `each`, `count` and the iterators of `dynamic` blocks. */
  readonly names: ReadonlyMap<string, HclValue>;
}

/** The value of an expression. */
export function evaluated(expression: HclExpression, { module, path, names }: Scope): HclValue {
  return module.evaluator.valueOf(expression, path, names);
}

/** Deepest chain of locals and lists that is followed. */
export const deepest = 12;

/** What a `local.x` or `var.x` stands for, where nothing is taken out of it. */
export function definitionOf(expression: HclExpression, { module }: Scope): Located | undefined {
  if (expression.kind !== 'access' || expression.steps.length !== 1) return undefined;
  const [step] = expression.steps;
  if (expression.of.kind !== 'name' || step?.kind !== 'member') return undefined;
  if (expression.of.name === 'local') return module.locals.get(step.name);
  if (expression.of.name !== 'var') return undefined;
  const variable = module.variables.get(step.name);
  return variable?.assigned ?? variable?.preset;
}

/** The scope in which a name stands for a key and a value, as `each` does. */
export function withName(scope: Scope, name: string, element: HclValue): Scope {
  return { ...scope, names: new Map([...scope.names, [name, element]]) };
}

/**
 * What `for_each` runs over: for each element `{ key, value }`. The elements of a set, which resources take, are their own
 * keys; those of a list, which `dynamic` blocks take, are numbered.
 */
export function elementsOf(collection: HclValue, isNumbered: boolean): readonly HclValue[] | undefined {
  const { place } = collection;
  const element = (key: HclValue, value: HclValue): HclValue => {
    const entries = new Map([
      ['key', key],
      ['value', value],
    ]);
    return assuming({ kind: 'map', entries, place }, collection.assumed);
  };
  if (collection.kind === 'list') {
    return collection.items.map((item, index) =>
      element(isNumbered ? { kind: 'number', value: index, place } : item, item),
    );
  }
  if (collection.kind === 'map')
    return [...collection.entries].map(([key, item]) => element({ kind: 'string', text: key, place }, item));
  return undefined;
}

/** The resources of the module that an expression refers to, also through locals. */
export function referencesIn(expression: HclExpression, scope: Scope): readonly Resource[] {
  const found = new Map<string, Resource>();
  const todo: { readonly expression: HclExpression; readonly depth: number }[] = [{ expression, depth: 0 }];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { depth } = next;
    if (depth > deepest * 4) continue;
    const definition = definitionOf(next.expression, scope);
    if (definition !== undefined && depth <= deepest) todo.push({ ...definition, depth: depth + 1 });
    const address = addressIn(next.expression);
    const resource = address === undefined ? undefined : scope.module.resources.get(address);
    if (address !== undefined && resource !== undefined) found.set(address, resource);
    for (const inner of partsOf(next.expression)) todo.push({ expression: inner, depth: depth + 1 });
  }
  return [...found.values()].reverse();
}

function partsOf(expression: HclExpression): readonly HclExpression[] {
  switch (expression.kind) {
    case 'template':
      return expression.parts.flatMap((part) => (part.kind === 'interpolation' ? part.value : []));
    case 'tuple':
      return expression.entries.map(({ value }) => value);
    case 'object':
      return expression.entries.map(({ value }) => value);
    case 'access':
      return [expression.of, ...expression.steps.flatMap((step) => (step.kind === 'index' ? step.key : []))];
    case 'call':
      return expression.args;
    case 'conditional':
      return [expression.then, expression.otherwise];
    case 'group':
      return [expression.value];
    case 'for':
      return [expression.collection, expression.value];
    default:
      return [];
  }
}
