// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { remarkable, summary } from '../json/testing';
import { filesAround } from '../testing';
import script from './index';
import recognition from './recognition';

const folder = join(process.cwd(), 'src/formats/script/fixtures');

/** The files of a fixture by path. */
function filesOf(name: string): Record<string, string> {
  const paths = readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    paths
      .filter((path) => statSync(join(folder, name, path)).isFile())
      .map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, name, path), 'utf8')]),
  );
}

const bareText = 'docker run example.org/bare:1\n';
const [bare = {}] = summary(bareText, 'bare.sh', script.read(bareText, 'bare.sh', {}, filesAround({})));

/** Every span of a value that lies in the file of that path. */
function spansIn(value: unknown, path: string): { readonly start: number; readonly end: number }[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap((child) => spansIn(child, path));
  if (!('path' in value && 'span' in value) || value.path !== path) return inner;
  // A place holds a span; the shape was just looked at.
  return [value.span as { readonly start: number; readonly end: number }, ...inner];
}

describe('script fixtures', () => {
  it('a bare command has the documented defaults of Docker', () => {
    assert.deepEqual(
      [bare.privileged, bare.memory, bare.pidsLimit, bare.noNewPrivileges, bare.seccomp],
      ['false?', 'unlimited?', 'unlimited?', 'false?', 'default?'],
    );
    assert.deepEqual([bare.lifetime, bare.restart, bare.builtHere, bare.user], ['-', 'no?', '-', '-']);
  });

  for (const name of readdirSync(folder).filter((entry) => !entry.endsWith('.json'))) {
    const files = filesOf(name);
    const around = filesAround(files);
    const scripts = Object.entries(files).filter(([path]) => recognition.mayHold(path));

    it(`${name} lowers to its golden facts`, () => {
      const entries = scripts.flatMap(([path, text]) => {
        assert.ok(recognition.recognisesContent(text), path);
        return summary(text, path, script.read(text, path, {}, around)).map((entry) =>
          remarkable(entry, bare),
        );
      });
      const actual = `${JSON.stringify(entries, null, 1)}\n`;
      const golden = join(folder, `${name}.golden.json`);
      if (process.env.UPDATE === '1') writeFileSync(golden, actual);
      assert.equal(actual, readFileSync(golden, 'utf8'));
    });

    it(`every beginning of ${name} is read, with places inside of it`, () => {
      for (const [path, text] of scripts) {
        for (let end = 0; end <= text.length; end++) {
          const reading = script.read(text.slice(0, end), path, {}, around);
          const said = [reading.workloads, reading.declarations, reading.statementAt(end)];
          for (const span of spansIn({ said, path, span: reading.statementAt(end) }, path)) {
            assert.ok(span.start >= 0 && span.start <= span.end && span.end <= end, `${path} ${end}`);
          }
        }
      }
    });
  }
});
