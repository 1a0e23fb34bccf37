// What the tests of the Dockerfile format share: its fixtures and the check that places stay inside the text.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Span } from '../../core/span';
import { assignmentsOf, wordsOf } from './arguments';
import type { Dockerfile, Instruction } from './tree';

const names = ['multi-stage', 'heredocs', 'windows', 'system'] as const;

/** The fixtures by name. */
export const fixtures: ReadonlyMap<string, string> = new Map(
  names.map((name) => [name, readFileSync(new URL(`fixtures/${name}.Dockerfile`, import.meta.url), 'utf8')]),
);

/** The text at a place. */
export function at(file: Dockerfile, span: Span): string {
  return file.text.slice(span.start, span.end);
}

/** Fails when a place lies outside the text, is reversed, or lies outside the instruction it belongs to. */
export function checkSpans(file: Dockerfile): void {
  const whole = { start: 0, end: file.text.length };
  const lines = file.text.split('\n').length;
  for (const item of [...file.directives, ...file.problems]) within(item.span, whole);
  for (const comment of file.comments) {
    within(comment, whole);
    assert.equal(file.text[comment.start], '#');
  }
  let end = 0;
  for (const instruction of file.instructions) {
    within(instruction.span, { start: end, end: whole.end });
    end = instruction.span.end;
    assert.ok(instruction.startLine >= 1 && instruction.startLine <= instruction.endLine);
    assert.ok(instruction.endLine <= lines);
    checkInstruction(file, instruction);
  }
}

function checkInstruction(file: Dockerfile, instruction: Instruction): void {
  const { span, heredocs, trigger } = instruction;
  within(instruction.keywordSpan, span);
  for (const flag of instruction.flags) within(flag.span, span);
  for (const word of wordsOf(instruction)) within(word.span, span);
  for (const assignment of assignmentsOf(file, instruction)) within(assignment.span, span);
  for (const heredoc of heredocs) {
    within(heredoc.operator, span);
    within(heredoc.body, span);
  }
  if (trigger === undefined) return;
  within(trigger.span, span);
  checkInstruction(file, trigger);
}

function within(inner: Span, outer: Span): void {
  const sound = outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end;
  assert.ok(sound, `${inner.start}..${inner.end} is not within ${outer.start}..${outer.end}`);
}
