// Finds the values of HCL expressions as far as the files decide them. Nothing is run; whatever is left is unknown.
import type { Place } from '../../core/span';
import { leaveOpen } from '../variables';
import { callFunction } from './functions';
import type {
  HclAccess,
  HclBinary,
  HclConditional,
  HclExpression,
  HclFor,
  HclName,
  HclPart,
  HclStep,
  HclTemplate,
} from './tree';
import { keyText, pathOf } from './tree';
import {
  type Assumption,
  assuming,
  booleanOf,
  equal,
  type HclKnown,
  type HclValue,
  memberOf,
  numberOf,
  type Piece,
  textOf,
  unknownValue,
} from './value';

/** What a reference stands for. `words` says how many of its words name it: two for `local.x`, in `local.x.memory`. */
export type Binding = {
  readonly words: number;
} & (
  | {
      /** Written in a file; absent for a variable without default. */
      readonly expression?: HclExpression;
      readonly path: string;
      readonly assumption?: Assumption;
    }
  | { readonly value: HclValue }
);

/** What the names of a file stand for. */
export interface Scope {
  /** The meaning of a reference, by its words (`['var', 'memory', 'size']`); `undefined` if nothing in the files says it. */
  binding(words: readonly string[]): Binding | undefined;
  /** The text of a file that `file()` names, as the tool would find it from the file at `from`. */
  text(name: string, from: string): { readonly path: string; readonly text: string } | undefined;
}

/** Evaluates the expressions of one set of files. */
export interface Evaluator {
  /** The value of an expression that stands in the file at `path`. Total. `names` are further variables. */
  valueOf(expression: HclExpression, path: string, names?: ReadonlyMap<string, HclValue>): HclValue;
}

/** How many expressions are followed for one set of files; real ones need a few thousand. */
const stepLimit = 200_000;
/** How deep expressions and references may nest. */
const depthLimit = 250;
/** The longest text or list that is put together. */
const sizeLimit = 200_000;

/** What an expression sees. */
interface Context {
  readonly path: string;
  readonly names: ReadonlyMap<string, HclValue>;
}

const noNames: ReadonlyMap<string, HclValue> = new Map();

/** An evaluator, which remembers what references stand for. */
export function evaluatorOf(scope: Scope): Evaluator {
  let steps = 0;
  let depth = 0;
  const known = new Map<string, HclValue>();
  const underway = new Set<string>();

  return { valueOf: (expression, path, names = noNames) => evaluate(expression, { path, names }) };

  function evaluate(expression: HclExpression, context: Context): HclValue {
    const place: Place = { path: context.path, span: expression.span };
    if (++steps > stepLimit || depth >= depthLimit) return unknownValue(place, []);
    depth++;
    const value = valueAt(expression, place, context);
    depth--;
    return value;
  }

  function valueAt(expression: HclExpression, place: Place, context: Context): HclValue {
    switch (expression.kind) {
      case 'number':
        return { kind: 'number', value: expression.value, place };
      case 'boolean':
        return { kind: 'boolean', value: expression.value, place };
      case 'null':
        return { kind: 'null', place };
      case 'template':
        return template(expression, place, context);
      case 'tuple':
        return {
          kind: 'list',
          items: expression.entries.map(({ value }) => evaluate(value, context)),
          place,
        };
      case 'object': {
        const entries = new Map<string, HclValue>();
        const members = new Map<string, Place>();
        for (const entry of expression.entries) {
          const key = keyText(entry) ?? textOf(evaluate(entry.key, context));
          // With a key that nobody knows, no entry is surely absent.
          if (key === undefined) return unknownValue(place, []);
          entries.set(key, evaluate(entry.value, context));
          members.set(key, { path: context.path, span: entry.span });
        }
        return { kind: 'map', entries, members, place };
      }
      case 'name':
      case 'access':
        return reference(expression, place, context);
      case 'call': {
        const args = expression.args.map((arg) => evaluate(arg, context));
        if (expression.expands) return unknownValue(place, namesOf(args, expression.name));
        return callFunction(expression.name, args, place, (name) => scope.text(name, context.path));
      }
      case 'conditional':
        return conditional(expression, place, context);
      case 'unary': {
        const operand = evaluate(expression.operand, context);
        const value = expression.operator === '!' ? negated(booleanOf(operand)) : negative(numberOf(operand));
        return value === undefined
          ? unknownValue(place, namesOf([operand]))
          : assuming(literal(value, place), operand.assumed);
      }
      case 'binary':
        return binary(expression, place, context);
      case 'group':
        return evaluate(expression.value, context);
      case 'for':
        return loop(expression, place, context);
      case 'broken':
        return unknownValue(place, []);
    }
  }

  function template({ parts, form }: HclTemplate, place: Place, context: Context): HclValue {
    const { path } = context;
    const [only] = parts;
    // `"${x}"` alone is x itself, whatever its type.
    if (parts.length === 1 && only?.kind === 'interpolation' && form === 'quoted')
      return evaluate(only.value, context);
    let text = '';
    let value: HclValue = { kind: 'null', place };
    const pieces: Piece[] = [];
    const open: string[] = [];
    const unresolved: string[] = [];
    for (const part of parts) {
      const { written, names } = partText(part, context, (found) => {
        value = assuming(value, found.assumed);
      });
      const piece = written ?? leaveOpen(`\${${names[0] ?? '…'}}`, unresolved);
      if (written === undefined) open.push(...names);
      const exact = part.kind === 'text' && !part.isEscape;
      pieces.push({ at: text.length, length: piece.length, place: { path, span: part.span }, exact });
      text += piece;
      if (text.length > sizeLimit) return unknownValue(place, []);
    }
    if (unresolved.length > 0) {
      const result = unknownValue(place, [...new Set(open)]);
      // What stands between directives may be left out or repeated.
      if (parts.some(({ kind }) => kind === 'directive')) return result;
      return { ...result, pattern: { text, pieces, unresolved } };
    }
    return assuming({ kind: 'string', text, pieces, place }, value.assumed);
  }

  function partText(
    part: HclPart,
    context: Context,
    seen: (value: HclValue) => void,
  ): { readonly written: string | undefined; readonly names: readonly string[] } {
    if (part.kind === 'text') return { written: part.text, names: [] };
    // Where a directive or a `~` takes part, so does the text around it.
    if (part.kind === 'directive' || part.trims !== 'none') return { written: undefined, names: [] };
    const value = evaluate(part.value, context);
    seen(value);
    return { written: textOf(value), names: namesOf([value]) };
  }

  function reference(expression: HclName | HclAccess, place: Place, context: Context): HclValue {
    const words = pathOf(expression);
    const [root] = words;
    const steps = expression.kind === 'access' ? expression.steps : [];
    const named = root === undefined ? undefined : context.names.get(root);
    if (named !== undefined) return follow(named, steps, place, context);
    if (expression.kind === 'access' && expression.of.kind !== 'name')
      return follow(evaluate(expression.of, context), steps, place, context);
    if (root === 'path' && words[1] !== undefined) {
      return follow({ kind: 'string', text: '.', place }, steps.slice(1), place, context);
    }
    const binding = scope.binding(words);
    const shown = words.slice(0, binding?.words ?? words.length).join('.');
    if (binding === undefined) return unknownValue(place, [shown]);
    const value = 'value' in binding ? binding.value : boundValue(binding, shown, place);
    return follow(value, steps.slice(binding.words - 1), place, context);
  }

  function boundValue(
    { expression, path, assumption }: Exclude<Binding, { readonly value: HclValue }>,
    name: string,
    place: Place,
  ): HclValue {
    if (expression === undefined || underway.has(name)) return unknownValue(place, [name]);
    const found = known.get(name);
    if (found !== undefined) return found;
    underway.add(name);
    const value = evaluate(expression, { path, names: noNames });
    underway.delete(name);
    const result = assumption === undefined ? value : assuming(value, [assumption]);
    // An undecided value is better explained by the name that the reader sees.
    const kept =
      result.kind === 'unknown' && result.names.length === 0 ? { ...result, names: [name] } : result;
    known.set(name, kept);
    return kept;
  }

  function follow(start: HclValue, steps: readonly HclStep[], place: Place, context: Context): HclValue {
    let value = start;
    for (const [position, step] of steps.entries()) {
      if (value.kind === 'unknown') return unknownValue(place, value.names);
      if (step.kind === 'splat') {
        const items: readonly HclValue[] =
          value.kind === 'list' ? value.items : value.kind === 'null' ? [] : [value];
        const rest = steps.slice(position + 1);
        const list = items.map((item) => follow(item, rest, place, context));
        return assuming({ kind: 'list', items: list, place }, value.assumed);
      }
      const key: HclValue =
        step.kind === 'member' ? { kind: 'string', text: step.name, place } : evaluate(step.key, context);
      const next = elementOf(value, key);
      if (next === undefined) return unknownValue(place, namesOf([key]));
      value = assuming(next, key.assumed);
    }
    return value;
  }

  function conditional(
    { condition, then, otherwise }: HclConditional,
    place: Place,
    context: Context,
  ): HclValue {
    const decides = evaluate(condition, context);
    const truth = booleanOf(decides);
    if (truth !== undefined) return assuming(evaluate(truth ? then : otherwise, context), decides.assumed);
    const first = evaluate(then, context);
    const second = evaluate(otherwise, context);
    if (equal(first, second) === true) return assuming(first, second.assumed);
    return unknownValue(place, namesOf([decides]));
  }

  function binary({ operator, left, right }: HclBinary, place: Place, context: Context): HclValue {
    const a = evaluate(left, context);
    const b = evaluate(right, context);
    const [p, q] = [booleanOf(a), booleanOf(b)];
    const [x, y] = [numberOf(a), numberOf(b)];
    // One side may decide alone.
    if (operator === '&&' || operator === '||') {
      const decisive = operator === '||';
      if (p === decisive) return assuming(literal(decisive, place), a.assumed);
      if (q === decisive) return assuming(literal(decisive, place), b.assumed);
    }
    const bothNumbers = x !== undefined && y !== undefined;
    const value =
      operator === '==' || operator === '!='
        ? compared(equal(a, b), operator === '==')
        : operator === '&&' || operator === '||'
          ? p === undefined || q === undefined
            ? undefined
            : operator === '&&'
          : bothNumbers
            ? calculated(operator, x, y)
            : undefined;
    if (value === undefined) return unknownValue(place, namesOf([a, b]));
    return assuming(assuming(literal(value, place), a.assumed), b.assumed);
  }

  function loop(expression: HclFor, place: Place, context: Context): HclValue {
    const collection = evaluate(expression.collection, context);
    const pairs: readonly (readonly [HclValue, HclValue])[] | undefined =
      collection.kind === 'list'
        ? collection.items.map((item, index) => [literal(index, place), item])
        : collection.kind === 'map'
          ? [...collection.entries].map(([key, item]) => [{ kind: 'string', text: key, place }, item])
          : undefined;
    if (pairs === undefined || expression.groups) return unknownValue(place, namesOf([collection]));
    const items: HclValue[] = [];
    const entries = new Map<string, HclValue>();
    for (const [key, item] of pairs) {
      const names = new Map(context.names);
      if (expression.keyName !== undefined) names.set(expression.keyName, key);
      names.set(expression.valueName, item);
      const inner: Context = { path: context.path, names };
      if (expression.condition !== undefined) {
        const wanted = evaluate(expression.condition, inner);
        const truth = booleanOf(wanted);
        if (truth === undefined) return unknownValue(place, namesOf([wanted]));
        if (!truth) continue;
      }
      const value = evaluate(expression.value, inner);
      if (expression.key === undefined) items.push(value);
      else {
        const name = textOf(evaluate(expression.key, inner));
        if (name === undefined) return unknownValue(place, namesOf([collection]));
        entries.set(name, value);
      }
    }
    const result: HclKnown =
      expression.form === 'tuple' ? { kind: 'list', items, place } : { kind: 'map', entries, place };
    return assuming(result, collection.assumed);
  }
}

/** What decides the unknown ones among values. */
function namesOf(values: readonly HclValue[], ...more: readonly string[]): readonly string[] {
  const names = values.flatMap((value) => (value.kind === 'unknown' ? value.names : []));
  return [...new Set([...names, ...more.map((name) => `${name}()`)])];
}

function elementOf(value: HclValue, key: HclValue): HclValue | undefined {
  if (value.kind === 'list') {
    const index = numberOf(key);
    const item = index === undefined ? undefined : value.items[index];
    return item === undefined ? undefined : assuming(item, value.assumed);
  }
  const name = textOf(key);
  return name === undefined ? undefined : memberOf(value, name);
}

function literal(value: number | boolean, place: Place): HclKnown {
  return typeof value === 'number' ? { kind: 'number', value, place } : { kind: 'boolean', value, place };
}

function negated(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function negative(value: number | undefined): number | undefined {
  return value === undefined ? undefined : -value;
}

function compared(same: boolean | undefined, wanted: boolean): boolean | undefined {
  return same === undefined ? undefined : same === wanted;
}

function calculated(operator: HclBinary['operator'], x: number, y: number): number | boolean | undefined {
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return y === 0 ? undefined : x / y;
    case '%':
      return y === 0 ? undefined : x % y;
    case '<':
      return x < y;
    case '>':
      return x > y;
    case '<=':
      return x <= y;
    case '>=':
      return x >= y;
    default:
      return undefined;
  }
}
