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
function summary(text: string, { problems, workloads }: Reading): readonly Record<string, unknown>[] {
  const index = lineIndex(text);
  const at = (place: Place | undefined): string =>
    place === undefined ? '' : ` @${index.positionAt(place.span.start).line + 1}`;
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
  return [
    ...problems.map(({ span, message }) => ({
      problem: `${index.positionAt(span.start).line + 1}: ${render(message, 'en')}`,
    })),
    ...workloads.map(({ place, body, kind, format, path, ...facts }) => ({
      line: index.positionAt(place.span.start).line + 1,
      lastLine: index.positionAt(body.span.end).line + 1,
      ...Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, short(value)])),
    })),
  ];
}

const bareText = 'services:\n  bare:\n    image: example.org/bare:1\n';
const [bare = {}] = summary(bareText, compose.read(bareText, 'compose.yaml'));

/** Leaves out what holds for a service that says nothing. */
function remarkable(entry: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entry).filter(([key, value]) => bare[key] !== value));
}

describe('compose fixtures', () => {
  it('a bare service has the documented defaults', () => {
    assert.deepEqual(remarkable({ ...bare, privileged: 'x' }), { privileged: 'x' });
    assert.deepEqual(
      [bare.privileged, bare.memory, bare.cpus, bare.pidsLimit, bare.noNewPrivileges, bare.seccomp],
      ['false?', 'unlimited?', 'unlimited?', 'unlimited?', 'false?', 'default?'],
    );
    assert.deepEqual([bare.user, bare.userNamespace, bare.runtime, bare.command], ['-', '-', '-', '-']);
    assert.deepEqual([bare.ports, bare.mounts, bare.networks, bare.exposed], ['', '', 'default?', '…']);
    assert.deepEqual([bare.restart, bare.replicas, bare.builtHere], ['no?', '1?', 'false?']);
  });

  for (const name of readdirSync(folder).filter((file) => !file.endsWith('.golden.json'))) {
    it(`${name} lowers to its golden facts`, () => {
      const text = readFileSync(join(folder, name), 'utf8');
      const entries = summary(text, compose.read(text, name)).map(remarkable);
      const actual = `${JSON.stringify(entries, null, 1)}\n`;
      const golden = join(folder, `${name}.golden.json`);
      if (process.env.UPDATE === '1') writeFileSync(golden, actual);
      assert.equal(actual, readFileSync(golden, 'utf8'));
    });
  }
});
