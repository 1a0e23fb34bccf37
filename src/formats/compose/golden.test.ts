// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact, Facts } from '../../core/fact';
import { render } from '../../core/message';
import { lineIndex, type Place } from '../../core/span';
import type { Reading } from '../format';
import compose from './index';

const folder = join(process.cwd(), 'src/formats/compose/fixtures');

function isFacts(value: object): value is Facts<unknown> {
  return 'items' in value;
}

function isFact(value: object): value is Fact<unknown> {
  return 'state' in value;
}

/** A reading in short: `value @line` for stated, `value?` for implied, `-` for unknown, `…` for an open list. */
function summary(text: string, reading: Reading): unknown {
  const index = lineIndex(text);
  const at = (place: Place | undefined): string =>
    place === undefined ? '' : ` @${index.positionAt(place.span.start).line + 1}`;
  const short = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(short);
    if (isFacts(value))
      return [...value.items.map(short), ...(value.rest ? [`…${at(value.rest.place)}`] : [])];
    if (isFact(value)) {
      if (value.state === 'unknown') return `-${at(value.place)}`;
      const inner = short(value.value);
      const written = typeof inner === 'string' ? inner : JSON.stringify(inner);
      return `${written}${value.state === 'implied' ? '?' : ''}${at(value.place)}`;
    }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, short(inner)]));
  };
  return {
    problems: reading.problems.map(
      ({ span, message }) => `${index.positionAt(span.start).line + 1}: ${render(message, 'en')}`,
    ),
    workloads: reading.workloads.map(({ place, body, kind, format, path, ...facts }) => {
      const constant = Object.entries(facts).map(([key, value]): [string, unknown] => [key, short(value)]);
      return {
        line: at(place).trim(),
        body: text.slice(body.span.start, body.span.end).length,
        ...Object.fromEntries(constant),
      };
    }),
  };
}

describe('compose fixtures', () => {
  for (const name of readdirSync(folder).filter((file) => !file.endsWith('.golden.json'))) {
    it(`${name} lowers to its golden facts`, () => {
      const text = readFileSync(join(folder, name), 'utf8');
      const actual = `${JSON.stringify(summary(text, compose.read(text, name)), null, 1)}\n`;
      const golden = join(folder, `${name}.golden.json`);
      if (process.env['UPDATE'] === '1') writeFileSync(golden, actual);
      assert.equal(actual, readFileSync(golden, 'utf8'));
    });
  }
});
