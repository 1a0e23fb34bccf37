// Readings in short, for the golden files of tests.
import type { Fact, Facts } from '../../core/fact';
import { render } from '../../core/message';
import { lineIndex, type Place } from '../../core/span';
import type { Reading } from '../format';

function isFacts(value: object): value is Facts<unknown> {
  return 'items' in value;
}

function isFact(value: object): value is Fact<unknown> {
  return 'state' in value;
}

/**
 * Problems, workloads and declarations: `value @line` for stated, `value?` for implied, `-` for unknown, `…` for an open
 * list; a place in another file has its path.
 */
export function summary(text: string, path: string, reading: Reading): readonly Record<string, unknown>[] {
  const index = lineIndex(text);
  const at = (place: Place | undefined): string => {
    if (place === undefined) return '';
    return ` @${place.path === path ? index.positionAt(place.span.start).line + 1 : place.path}`;
  };
  const short = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (isFacts(value)) {
      return [...value.items.map(short), ...(value.rest ? [`…${at(value.rest.place)}`] : [])].join(', ');
    }
    if (isFact(value)) {
      if (value.state === 'unknown') return `-${at(value.place)}`;
      return `${short(value.value)}${value.state === 'implied' ? '?' : ''}${at(value.place)}`;
    }
    if (Array.isArray(value)) return value.map(short).join(' ');
    const parts = Object.entries(value).map(([key, inner]) => `${key}=${short(inner)}`);
    return `(${parts.join(' ')})`;
  };
  const problems = reading.problems.map(({ span, message }) => ({
    problem: `${index.positionAt(span.start).line + 1}: ${render(message, 'en')}`,
  }));
  const things = [...reading.workloads, ...(reading.declarations ?? [])].map(
    ({ place, body, kind, format, path: _, ...facts }) => ({
      line: index.positionAt(place.span.start).line + 1,
      lastLine: index.positionAt(body.span.end).line + 1,
      ...Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, short(value)])),
    }),
  );
  return [...problems, ...things];
}

/** Leaves out what `bare` says too. */
export function remarkable(
  entry: Record<string, unknown>,
  bare: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entry).filter(([key, value]) => bare[key] !== value));
}
