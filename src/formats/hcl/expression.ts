// Reads expressions. What cannot be read becomes `broken`, and nothing is read twice but white space.
import { object, tuple } from './collections';
import { missingBracket, missingValue, tooDeep } from './messages';
import {
  type Cursor,
  codeAt,
  depthLimit,
  isAt,
  isDigit,
  mark,
  name,
  report,
  reset,
  skip,
  startsName,
} from './scan';
import { heredoc, quoted } from './template';
import type { HclBroken, HclExpression, HclOperator, HclStep } from './tree';

/** What is put together before it is complete. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

const precedences: Readonly<Record<HclOperator, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};

/** Nothing, at the cursor. */
export function nothing(c: Cursor): HclBroken {
  return { kind: 'broken', span: { start: c.at, end: c.at } };
}

/** Reads an expression; `broken`, and nothing passed, where there is none. */
export function expression(c: Cursor): HclExpression {
  if (c.depth >= depthLimit) {
    if (c.problems.at(-1)?.message !== tooDeep) report(c, { start: c.at, end: c.at }, tooDeep);
    return nothing(c);
  }
  c.depth++;
  const condition = operation(c, 1);
  const result = condition.kind === 'broken' ? condition : conditional(c, condition);
  c.depth--;
  return result;
}

function conditional(c: Cursor, condition: HclExpression): HclExpression {
  const end = mark(c);
  skip(c, c.lines);
  if (codeAt(c, c.at) !== 63) {
    reset(c, end);
    return condition;
  }
  c.at++;
  skip(c, c.lines);
  const then = valueAt(c);
  const before = mark(c);
  skip(c, c.lines);
  if (codeAt(c, c.at) !== 58) {
    reset(c, before);
    report(c, { start: c.at, end: c.at }, missingValue);
    return { kind: 'broken', span: { start: condition.span.start, end: c.at } };
  }
  c.at++;
  skip(c, c.lines);
  const otherwise = valueAt(c);
  return {
    kind: 'conditional',
    condition,
    then,
    otherwise,
    span: { start: condition.span.start, end: c.at },
  };
}

/** An expression that has to be there. */
export function valueAt(c: Cursor): HclExpression {
  const value = expression(c);
  if (value.kind === 'broken' && value.span.start === value.span.end)
    report(c, { start: c.at, end: c.at }, missingValue);
  return value;
}

function operation(c: Cursor, lowest: number): HclExpression {
  let left = unary(c);
  if (left.kind === 'broken') return left;
  for (;;) {
    const end = mark(c);
    skip(c, c.lines);
    const operator = operatorAt(c);
    if (operator === undefined || precedences[operator] < lowest) {
      reset(c, end);
      return left;
    }
    c.at += operator.length;
    skip(c, c.lines);
    const right = operation(c, precedences[operator] + 1);
    if (right.kind === 'broken') report(c, { start: c.at, end: c.at }, missingValue);
    left = { kind: 'binary', operator, left, right, span: { start: left.span.start, end: c.at } };
  }
}

function operatorAt(c: Cursor): HclOperator | undefined {
  const equals = codeAt(c, c.at + 1) === 61;
  switch (codeAt(c, c.at)) {
    case 124:
      return isAt(c, '||') ? '||' : undefined;
    case 38:
      return isAt(c, '&&') ? '&&' : undefined;
    case 61:
      return equals ? '==' : undefined;
    case 33:
      return equals ? '!=' : undefined;
    case 60:
      return equals ? '<=' : isAt(c, '<<') ? undefined : '<';
    case 62:
      return equals ? '>=' : '>';
    case 43:
      return '+';
    case 45:
      return '-';
    case 42:
      return '*';
    case 47:
      return '/';
    case 37:
      return isAt(c, '%{') ? undefined : '%';
    default:
      return undefined;
  }
}

function unary(c: Cursor): HclExpression {
  const signs: { readonly operator: '!' | '-'; readonly start: number }[] = [];
  for (;;) {
    const code = codeAt(c, c.at);
    if (code !== 33 && code !== 45) break;
    signs.push({ operator: code === 33 ? '!' : '-', start: c.at });
    c.at++;
    skip(c, c.lines);
  }
  let value = steps(c, primary(c));
  // More signs than anybody writes would make a tree too deep to walk.
  if (signs.length > depthLimit)
    return { kind: 'broken', span: { start: signs[0]?.start ?? c.at, end: c.at } };
  for (const { operator, start } of signs.reverse()) {
    value = { kind: 'unary', operator, operand: value, span: { start, end: c.at } };
  }
  return value;
}

const numeral = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function primary(c: Cursor): HclExpression {
  const code = codeAt(c, c.at);
  const start = c.at;
  if (code === 34) return quoted(c);
  if (startsName(code)) return named(c);
  if (isDigit(code)) {
    numeral.lastIndex = start;
    const text = numeral.exec(c.text)?.[0] ?? '';
    c.at += text.length;
    return { kind: 'number', value: Number(text), span: { start, end: c.at } };
  }
  if (code === 91) return tuple(c);
  if (code === 123) return object(c);
  if (code === 40) {
    c.at++;
    const value = within(c, () => valueAt(c));
    close(c, 41, start);
    return { kind: 'group', value, span: { start, end: c.at } };
  }
  return (isAt(c, '<<') ? heredoc(c) : undefined) ?? nothing(c);
}

function named(c: Cursor): HclExpression {
  const start = c.at;
  let word = name(c);
  while (isAt(c, '::') && startsName(codeAt(c, c.at + 2))) {
    c.at += 2;
    word += `::${name(c)}`;
  }
  if (codeAt(c, c.at) === 40) return call(c, word, start);
  const span = { start, end: c.at };
  if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true', span };
  return word === 'null' ? { kind: 'null', span } : { kind: 'name', name: word, span };
}

/** Reads inside of brackets, where line breaks are white space. */
export function within<T>(c: Cursor, read: () => T): T {
  const { lines } = c;
  c.lines = true;
  skip(c, true);
  const result = read();
  c.lines = lines;
  return result;
}

/** Passes the closing bracket, or says that it is missing. */
export function close(c: Cursor, bracket: number, start: number): boolean {
  const end = mark(c);
  skip(c, true);
  if (codeAt(c, c.at) === bracket) {
    c.at++;
    return true;
  }
  reset(c, end);
  c.unbalanced = true;
  report(c, { start, end: start + 1 }, missingBracket);
  return false;
}

function call(c: Cursor, word: string, start: number): HclExpression {
  const bracket = c.at++;
  const args: HclExpression[] = [];
  let expands = false;
  within(c, () => {
    for (;;) {
      skip(c, true);
      if (codeAt(c, c.at) === 41 || codeAt(c, c.at) === -1) return;
      const before = c.at;
      const value = valueAt(c);
      if (c.at === before) return;
      args.push(value);
      skip(c, true);
      if (isAt(c, '...')) {
        expands = true;
        c.at += 3;
        skip(c, true);
      }
      if (codeAt(c, c.at) !== 44) return;
      c.at++;
    }
  });
  close(c, 41, bracket);
  return { kind: 'call', name: word, args, expands, span: { start, end: c.at } };
}

/** Reads `.name`, `[key]` and the like behind a value. */
function steps(c: Cursor, of: HclExpression): HclExpression {
  if (of.kind === 'broken') return of;
  const found: HclStep[] = [];
  for (;;) {
    const start = c.at;
    const code = codeAt(c, start);
    const next = codeAt(c, start + 1);
    if (code === 46 && startsName(next)) {
      c.at++;
      const word = name(c);
      found.push({ kind: 'member', name: word, span: { start, end: c.at } });
    } else if (code === 46 && next === 42) {
      c.at += 2;
      found.push({ kind: 'splat', span: { start, end: c.at } });
    } else if (code === 46 && isDigit(next)) {
      c.at++;
      while (isDigit(codeAt(c, c.at))) c.at++;
      const span = { start: start + 1, end: c.at };
      const key: HclExpression = { kind: 'number', value: Number(c.text.slice(start + 1, c.at)), span };
      found.push({ kind: 'index', key, span: { start, end: c.at } });
    } else if (code === 46 && next !== 46) {
      // Half-typed: `var.`
      c.at++;
      report(c, { start, end: c.at }, missingValue);
      return { kind: 'broken', span: { start: of.span.start, end: c.at } };
    } else if (code === 91) found.push(index(c));
    else break;
  }
  return found.length === 0
    ? of
    : { kind: 'access', of, steps: found, span: { start: of.span.start, end: c.at } };
}

function index(c: Cursor): HclStep {
  const start = c.at++;
  const key = within(c, () => {
    if (codeAt(c, c.at) !== 42) return valueAt(c);
    c.at++;
    return undefined;
  });
  close(c, 93, start);
  const span = { start, end: c.at };
  return key === undefined ? { kind: 'splat', span } : { kind: 'index', key, span };
}
