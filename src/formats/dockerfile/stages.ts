// Stages of a Dockerfile: which one is shipped, what it is built on, and what its variables stand for.
import { type Fact, implied, stated, unknown } from '../../core/fact';
import type { Place, Span } from '../../core/span';
import { documents } from '../../knowledge/sources';
import { assignmentsOf, wordsOf } from './arguments';
import * as messages from './messages';
import type { Dockerfile, Instruction, Word } from './tree';
import { expand, unknowable } from './words';

/** A FROM with the instructions up to the next one. */
export interface Stage {
  readonly from: Instruction;
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
  /** The value rests on the default of a build argument, which the caller may change. */
  readonly argument: boolean;
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
  let argument: string | undefined;
  const expansion = expand(word.text, scope.file.escape, (name) => {
    const binding = scope.environment.get(name) ?? scope.declared.get(name);
    if (binding === undefined) return scope.open || platformArguments.test(name) ? unknowable : undefined;
    if (binding.argument) argument ??= name;
    return binding.value;
  });
  switch (expansion.kind) {
    case 'unknown':
      return unknown(messages.variableDecides(expansion.variable), place);
    case 'error':
      return unknown(messages.cannotExpand(expansion.reason), place);
    case 'value':
      if (expansion.unset !== undefined) return unknown(messages.variableDecides(expansion.unset), place);
      if (argument === undefined) return stated(expansion.value, place);
      return implied(
        expansion.value,
        messages.argumentDefault(argument),
        documents.dockerfileReference,
        place,
      );
  }
}

/** The binding that the value of an ENV makes. */
export function bind(fact: Fact<string>): Binding {
  return { value: fact.state === 'unknown' ? unknowable : fact.value, argument: fact.state === 'implied' };
}

/** The stages in the order of the file, and the arguments before the first. */
export interface Stages {
  readonly all: readonly Stage[];
  /** The arguments that FROM may use and stages may declare again. */
  readonly globals: Scope;
}

/** Splits a file into its stages. */
export function stagesOf(file: Dockerfile, path: string): Stages {
  const globals: Scope = { file, path, environment: new Map(), declared: new Map(), open: false };
  const all: Stage[] = [];
  const named = new Map<string, Stage>();
  let instructions: Instruction[] | undefined;
  for (const instruction of file.instructions) {
    if (instruction.keyword === 'FROM') {
      instructions = [];
      const [base, as, name] = wordsOf(instruction);
      const image = base === undefined ? unknown(messages.noImage) : evaluate(base, globals);
      const parent = image.state === 'unknown' ? undefined : named.get(image.value.toLowerCase());
      const stage = { from: instruction, base, parent, image, instructions };
      all.push(stage);
      if (as?.text.toUpperCase() === 'AS' && name !== undefined) named.set(name.text.toLowerCase(), stage);
    } else if (instructions !== undefined) instructions.push(instruction);
    else if (instruction.keyword === 'ARG') declare(instruction, globals, undefined);
  }
  return { all, globals };
}

/** Binds what an ARG declares; without a default the value of the global argument of that name holds. */
export function declare(instruction: Instruction, scope: Scope, globals: Scope | undefined): void {
  const { file, declared } = scope;
  for (const { name, value } of assignmentsOf(file, instruction)) {
    if (value !== undefined) declared.set(name.text, { ...bind(evaluate(value, scope)), argument: true });
    else declared.set(name.text, globals?.declared.get(name.text) ?? withoutDefault(name.text));
  }
}

function withoutDefault(name: string): Binding {
  return { value: platformArguments.test(name) ? unknowable : undefined, argument: true };
}

/** The shipped stage and those it continues, from the first to the shipped one. */
export function shippedChain(stages: Stages): Stage[] {
  const chain: Stage[] = [];
  for (let stage = stages.all.at(-1); stage !== undefined; stage = stage.parent) chain.push(stage);
  return chain.reverse();
}
