// Runs the examples of every criterion and gate, and checks what their tables promise.
import assert from 'node:assert/strict';
import type { Evidence } from '../core/finding';
import type { Workload } from '../core/workload';
import { readExample, usualPath } from '../formats/testing';
import type { PlacementContext } from './context';
import type { Assessment, PlacementExample } from './criterion';
import { criteria, gates } from './registry.generated';
import { criterionIds, gateIds, weights } from './weights';

interface Marked {
  readonly text: string;
  /** Where the marks stood, as offsets into `text`. */
  readonly marks: readonly { readonly start: number; readonly end: number }[];
}

function unmark(marked: string): Marked {
  const marks: { start: number; end: number }[] = [];
  let text = '';
  let start = 0;
  for (const part of marked.split(/([⟦⟧])/)) {
    if (part === '⟦') start = text.length;
    else if (part === '⟧') marks.push({ start, end: text.length });
    else text += part;
  }
  return { text, marks };
}

async function judged(example: PlacementExample): Promise<{ workload: Workload; context: PlacementContext }> {
  const path = example.path ?? usualPath(example.format);
  const { workloads } = await readExample(example.format, path, unmark(example.text).text);
  const workload = workloads.find(({ name }) => example.workload === undefined || name === example.workload);
  if (workload === undefined) throw new Error(`the example has no workload ${example.workload ?? ''}`);
  const { host = {}, answers = {} } = example;
  return { workload, context: { group: workloads, host, answers, today: '2026-11-21' } };
}

/** Every mark is met by evidence and every piece of evidence by a mark; an example without marks leaves it open. */
function checkMarks(example: PlacementExample, evidence: readonly Evidence[]): void {
  const { marks } = unmark(example.text);
  if (marks.length === 0) return;
  const spans = evidence.map(({ place }) => place.span);
  const meet = (a: { start: number; end: number }, b: { start: number; end: number }): boolean =>
    a.start < b.end && b.start < a.end;
  for (const mark of marks)
    assert.ok(
      spans.some((span) => meet(span, mark)),
      'a mark has no evidence',
    );
  for (const span of spans) {
    assert.ok(
      marks.some((mark) => meet(span, mark)),
      `evidence at ${span.start} to ${span.end} has no mark`,
    );
  }
}

function sideOf(assessment: Assessment | undefined): string {
  if (assessment === undefined) return 'unknown';
  return assessment.e === 0 ? 'neutral' : assessment.e > 0 ? 'container' : 'vm';
}

describe('criteria', () => {
  it('are all there, once, and weigh 100 together', () => {
    assert.deepEqual(criteria.map(({ id }) => id).sort(), [...criterionIds].sort());
    assert.equal(
      Object.values(weights).reduce((sum, weight) => sum + weight, 0),
      100,
    );
  });

  for (const criterion of criteria) {
    describe(`${criterion.id} ${criterion.title.en}`, () => {
      for (const [index, example] of criterion.examples.entries()) {
        it(`example ${index + 1} speaks for: ${example.speaksFor}`, async () => {
          const { workload, context } = await judged(example);
          const assessment = criterion.evaluate(workload, context);
          assert.equal(sideOf(assessment), example.speaksFor);
          checkMarks(example, assessment?.evidence ?? []);
        });
      }
    });
  }
});

describe('gates', () => {
  it('are all there, once', () => {
    assert.deepEqual(gates.map(({ id }) => id).sort(), [...gateIds].sort());
  });

  for (const gate of gates) {
    describe(`${gate.id} ${gate.title.en}`, () => {
      for (const [index, example] of gate.examples.entries()) {
        it(`example ${index + 1} is ${example.state}`, async () => {
          const { workload, context } = await judged(example);
          const reading = gate.evaluate(workload, context);
          assert.equal(reading?.state ?? 'silent', example.state);
          checkMarks(example, reading?.evidence ?? []);
        });
      }
    });
  }
});
