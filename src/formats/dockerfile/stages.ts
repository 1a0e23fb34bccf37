// Stages of a Dockerfile: which one is shipped, what it is built on, and what its variables stand for.
import { type Fact, implied, isKnown, notStated, stated, unknown } from '../../core/fact';
import type { Message } from '../../core/message';
import type { Place, Span } from '../../core/span';
import type { Build } from '../../core/workload';
import { documents } from '../../knowledge/sources';
import { assignmentsOf, wordsOf } from './arguments';
import * as messages from './messages';
import type { Dockerfile, Instruction, Word } from './tree';
import { expand, unknowable } from './words';

/** A FROM with the instructions up to the next one. */
export interface Stage {
  readonly from: Instruction;
  /** The name after AS, in lower case. */
  readonly name: string | undefined;
  /** What FROM names, as written. */
  readonly base: Word | undefined;
  /** The earlier stage it continues, if it names one. */
  readonly parent: Stage | undefined;
  /** The external image, variables resolved; for `scratch` and a stage that is another's child, its text all the same. */
  readonly image: Fact<string>;
  readonly instructions: readonly Instruction[];
}

/** What a name stands for in a stage. */
export interface Binding {
  readonly value: string | undefined | typeof unknowable;
  /** Why the value holds, where it rests on a build argument: another build may give another one. */
  readonly why: Message | undefined;
}

/** What a build makes of a file: which stage, and which arguments it binds. */
export interface Order {
  /** Name or number of the stage; the last one without it. */
  readonly target?: string;
  readonly arguments: ReadonlyMap<string, string | typeof unknowable>;
  /** Arguments beside those may be bound too. */
  readonly isOpen: boolean;
}

/** A build that names nothing. */
export const plainBuild: Order = { arguments: new Map(), isOpen: false };

/** What a build of another file asks for; `undefined` where a variable decides the stage. */
export function orderOf({ target, arguments: given }: Build): Order | undefined {
  if (!isKnown(target) && target.why !== notStated.why) return undefined;
  return {
    ...(isKnown(target) && target.value !== '' ? { target: target.value } : {}),
    arguments: new Map(
      given.items.map(({ value: { key, value } }) => [key, isKnown(value) ? value.value : unknowable]),
    ),
    isOpen: given.rest !== undefined,
  };
}

/** The variables that hold at one point of a file. */
export interface Scope {
  readonly file: Dockerfile;
  readonly path: string;
  /** Set by ENV, which no ARG overrides and which the stages built on this one inherit. */
  readonly environment: Map<string, Binding>;
  /** Declared by ARG, up to the end of the stage. */
  readonly declared: Map<string, Binding>;
  /** Whether names that are not bound may be set by the base image. */
  readonly open: boolean;
  readonly order: Order;
}

/** A place in the file. */
export function placeOf(path: string, span: Span): Place {
  return { path, span };
}

/** Arguments that BuildKit sets itself. */
const platformArguments = /^(BUILD|TARGET)(PLATFORM|OS|ARCH|VARIANT)$|^TARGETSTAGE$/;

/** The value of a word where the scope decides it. */
export function evaluate(word: Word, scope: Scope): Fact<string> {
  const place = placeOf(scope.path, word.span);
  let why: Message | undefined;
  const expansion = expand(word.text, scope.file.escape, (name) => {
    const binding = scope.environment.get(name) ?? scope.declared.get(name);
    if (binding === undefined) return scope.open || platformArguments.test(name) ? unknowable : undefined;
    why ??= binding.why;
    return binding.value;
  });
  switch (expansion.kind) {
    case 'unknown':
      return unknown(messages.variableDecides(expansion.variable), place);
    case 'error':
      return unknown(messages.cannotExpand(expansion.reason), place);
    case 'value':
      if (expansion.unset !== undefined) return unknown(messages.variableDecides(expansion.unset), place);
      if (why === undefined) return stated(expansion.value, place);
      return implied(expansion.value, why, documents.dockerfileReference, place);
  }
}

/** The binding that the value of an ENV makes. */
export function bind(fact: Fact<string>): Binding {
  if (fact.state === 'unknown') return { value: unknowable, why: undefined };
  return { value: fact.value, why: fact.state === 'implied' ? fact.why : undefined };
}

/** The stages in the order of the file, and the arguments before the first. */
export interface Stages {
  readonly all: readonly Stage[];
  /** The arguments that FROM may use and stages may declare again. */
  readonly globals: Scope;
}

/** Splits a file into its stages. */
export function stagesOf(file: Dockerfile, path: string, order: Order): Stages {
  const globals: Scope = { file, path, environment: new Map(), declared: new Map(), open: false, order };
  const all: Stage[] = [];
  const named = new Map<string, Stage>();
  let instructions: Instruction[] | undefined;
  for (const instruction of file.instructions) {
    if (instruction.keyword === 'FROM') {
      instructions = [];
      const [base, as, alias] = wordsOf(instruction);
      const image = base === undefined ? unknown(messages.noImage) : evaluate(base, globals);
      const parent = image.state === 'unknown' ? undefined : named.get(image.value.toLowerCase());
      const name = as?.text.toUpperCase() === 'AS' ? alias?.text.toLowerCase() : undefined;
      const stage = { from: instruction, name, base, parent, image, instructions };
      all.push(stage);
      if (name !== undefined) named.set(name, stage);
    } else if (instructions !== undefined) instructions.push(instruction);
    else if (instruction.keyword === 'ARG') declare(instruction, globals, undefined);
  }
  return { all, globals };
}

/** Binds what an ARG declares; without a default the value of the global argument of that name holds. */
export function declare(instruction: Instruction, scope: Scope, globals: Scope | undefined): void {
  const { file, declared } = scope;
  for (const { name, value } of assignmentsOf(file, instruction)) {
    const why = messages.argumentDefault(name.text);
    const binding =
      givenTo(name.text, scope.order) ??
      (value === undefined
        ? (globals?.declared.get(name.text) ?? withoutDefault(name.text))
        : { ...bind(evaluate(value, scope)), why });
    declared.set(name.text, binding);
  }
}

/** What the build binds an argument to, `undefined` where the file's own default holds. */
export function givenTo(name: string, { arguments: given, isOpen }: Order): Binding | undefined {
  const value = given.get(name);
  if (value !== undefined) return { value, why: messages.argumentGiven(name) };
  return isOpen ? { value: unknowable, why: undefined } : undefined;
}

function withoutDefault(name: string): Binding {
  return {
    value: platformArguments.test(name) ? unknowable : undefined,
    why: messages.argumentDefault(name),
  };
}

/** The stage with that name or number, else, without a target, the last one. Names come before numbers, as in BuildKit. */
function targetOf({ all }: Stages, target: string | undefined): Stage | undefined {
  if (target === undefined) return all.at(-1);
  const named = all.findLast(({ name }) => name === target.toLowerCase());
  return named ?? (/^\d{1,4}$/.test(target) ? all[Number(target)] : undefined);
}

/** The shipped stage and those it continues, from the first to the shipped one; none where there is no such stage. */
export function shippedChain(stages: Stages, { target }: Order): Stage[] {
  const chain: Stage[] = [];
  for (let stage = targetOf(stages, target); stage !== undefined; stage = stage.parent) chain.push(stage);
  return chain.reverse();
}
