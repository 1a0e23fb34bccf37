// Readings in short, for the golden files of tests; the tests of a format's fixtures, and the spans of what was read.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact, Facts } from '../../core/fact';
import { render } from '../../core/message';
import { lineIndex, type Place, type Span } from '../../core/span';
import { alone, type Format, type Reading } from '../format';
import type { Grammars } from '../grammar/grammar';
import { testGrammar } from '../grammar/testing';
import { filesAround } from '../testing';

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

/** The files below a folder by their paths in it, with forward slashes, in the order of names. */
export function filesBelow(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    paths
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')]),
  );
}

/** Compares with `<name>.golden.json` of the folder; UPDATE=1 writes that file anew. */
export function assertGolden(folder: string, name: string, entries: readonly unknown[]): void {
  const actual = `${JSON.stringify(entries, null, 1)}\n`;
  const golden = join(folder, `${name}.golden.json`);
  if (process.env.UPDATE === '1') writeFileSync(golden, actual);
  assert.equal(actual, readFileSync(golden, 'utf8'));
}

/** Every span in a value; with a path, none of places in other files. */
export function spansIn(value: unknown, path?: string): readonly Span[] {
  if (typeof value !== 'object' || value === null) return [];
  if (path !== undefined && 'path' in value && 'span' in value && value.path !== path) return [];
  if ('start' in value && 'end' in value && typeof value.start === 'number' && typeof value.end === 'number')
    return [{ start: value.start, end: value.end }];
  return Object.values(value).flatMap((inner) => spansIn(inner, path));
}

/** What a text of which little is said lowers to. */
export function bareFacts(format: Format, text: string, path = 'bare'): Record<string, unknown> {
  return summary(text, path, format.read(text, path, {}, alone))[0] ?? {};
}

/**
 * Tests every fixture of a format, a file or a folder of files: what it lowers to, without what `bare` says too, against
 * its golden facts; and every beginning of it, of long files every third one. Of a folder's files `reads` takes those that
 * are read; the others lie beside them.
 */
export function testFixtures(
  format: Format,
  bare: Record<string, unknown>,
  reads: (path: string, text: string) => boolean = () => true,
): void {
  const folder = join(process.cwd(), 'src/formats', format.id, 'fixtures');
  for (const name of readdirSync(folder).filter((entry) => !entry.endsWith('.golden.json'))) {
    const isFile = statSync(join(folder, name)).isFile();
    const files = isFile
      ? { [name]: readFileSync(join(folder, name), 'utf8') }
      : filesBelow(join(folder, name));
    const around = filesAround(files);
    const read = Object.entries(files).filter(([path, text]) => reads(path, text));

    it(`${name} lowers to its golden facts`, async () => {
      const entries: unknown[] = [];
      for (const [path, text] of read) {
        const grammars: Grammars = {};
        for (const id of format.grammars(text)) grammars[id] = await testGrammar(id);
        const found = summary(text, path, format.read(text, path, grammars, around));
        entries.push(...found.map((entry) => remarkable(entry, bare)));
      }
      assertGolden(folder, name, entries);
    });

    it(`every beginning of ${name} is read, with places inside of it`, () => {
      for (const [path, text] of read) {
        const step = text.length > 4000 ? 3 : 1;
        for (let end = 0; end <= text.length; end += step) {
          const start = text.slice(0, end);
          const reading = format.read(start, path, {}, filesAround({ ...files, [path]: start }));
          const { problems, workloads, declarations, comments } = reading;
          const said = [problems, workloads, declarations, comments, reading.statementAt(end)];
          for (const span of spansIn(said, path))
            assert.ok(span.start >= 0 && span.start <= span.end && span.end <= end, `${path} to ${end}`);
        }
      }
    }).timeout(60_000);
  }
}
