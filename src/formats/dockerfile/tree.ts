// The tree of a Dockerfile: instructions with places, in the terms of BuildKit's parser.
import type { Problem } from '../../core/format';
import type { Span } from '../../core/span';
import { type Code, sourceSpan } from '../code';

/** A Dockerfile as read; never fails, `problems` say what BuildKit would refuse. */
export interface Dockerfile {
  readonly text: string;
  /** The character that escapes and continues lines. */
  readonly escape: '\\' | '`';
  /** Parser directives at the top, in the order of the file. */
  readonly directives: readonly Directive[];
  readonly instructions: readonly Instruction[];
  /** Comments at the top level and inside continued lines; directives are not among them. */
  readonly comments: readonly Span[];
  readonly problems: readonly Problem[];
}

/** `# syntax=docker/dockerfile:1` and its like. */
export interface Directive {
  readonly name: 'syntax' | 'escape' | 'check';
  readonly value: string;
  readonly span: Span;
}

/** A text that stands somewhere: a word, a flag, a string of the JSON form with its escapes resolved. */
export interface Word {
  readonly text: string;
  readonly span: Span;
}

/** One instruction. */
export interface Instruction {
  /** In capitals: `RUN`. Empty for a lone continuation character at the end of the file. */
  readonly keyword: string;
  /** From the keyword to the end of the last line that belongs to it, heredocs included. */
  readonly span: Span;
  readonly keywordSpan: Span;
  /** First line, from 1. */
  readonly startLine: number;
  /** Last line, from 1; comments, continuation lines and heredocs count. */
  readonly endLine: number;
  /** Words beginning with `--` before the arguments, quotes removed. */
  readonly flags: readonly Word[];
  /** The joined line. */
  readonly code: Code;
  /** Where the arguments after the flags start in `code.text`. */
  readonly argumentsStart: number;
  /** Where the arguments end in `code.text`, white space trimmed. */
  readonly argumentsEnd: number;
  /** The strings of the JSON form; `undefined` in shell form. HEALTHCHECK's `CMD` is not among them. */
  readonly json: readonly Word[] | undefined;
  readonly heredocs: readonly Heredoc[];
  /** The instruction after ONBUILD. */
  readonly trigger: Instruction | undefined;
}

/** A heredoc of RUN, COPY or ADD. */
export interface Heredoc {
  /** The line that ends it. */
  readonly name: string;
  /** `<<-`: leading tabs are not part of the text. */
  readonly stripTabs: boolean;
  /** Variables are expanded: no part of the name was quoted. */
  readonly expand: boolean;
  /** The number before `<<`, 0 without one. */
  readonly fd: number;
  /** `<<EOF` in the instruction. */
  readonly operator: Span;
  /** The lines before the ending one, line breaks included, tabs not stripped. */
  readonly body: Span;
}

/** The arguments as one text, white space trimmed. */
export function argumentText(instruction: Instruction): string {
  return instruction.code.text.slice(instruction.argumentsStart, instruction.argumentsEnd);
}

/** The place of the arguments. */
export function argumentSpan(instruction: Instruction): Span {
  return sourceSpan(instruction.code, instruction.argumentsStart, instruction.argumentsEnd);
}

/** The instruction around an offset, borders included. */
export function instructionAt(file: Dockerfile, offset: number): Instruction | undefined {
  const { instructions } = file;
  let low = 0;
  let high = instructions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instructions[middle]?.span.end ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  const found = instructions[low];
  return found !== undefined && found.span.start <= offset ? found : undefined;
}

/** The lines of a heredoc as written. */
export function heredocText(file: Dockerfile, heredoc: Heredoc): string {
  return file.text.slice(heredoc.body.start, heredoc.body.end);
}
