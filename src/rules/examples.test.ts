// Executes the examples inside the rules: where each must be found, what its fix leaves, and what must stay silent.
import assert from 'node:assert/strict';
import { applyEdits, merged } from '../core/edit';
import { stated } from '../core/fact';
import type { Finding } from '../core/finding';
import { folderOf } from '../core/path';
import { type PostureFacts, unknownPosture } from '../core/posture';
import type { Example, Mitigation, Rule } from '../core/rule';
import type { Workload } from '../core/workload';
import { recogniseAmong } from '../formats/recognise';
import { formats } from '../formats/registry.generated';
import { readExample, usualPath } from '../formats/testing';
import { check } from './check';
import { hostedAmong } from './hosted';
import { rules } from './registry.generated';
import { contextOf } from './testing';

/** The day all examples happen on, so that end-of-life dates do not move under the tests. */
const today = '2026-11-21';
const mostFixes = 50;

interface Marked {
  readonly text: string;
  readonly spans: readonly string[];
}

/** Takes the markers out and says where they stood. */
function unmark(text: string): Marked {
  let plain = '';
  const starts: number[] = [];
  const spans: string[] = [];
  for (const part of text.split(/([⟦⟧])/)) {
    if (part === '⟦') starts.push(plain.length);
    else if (part === '⟧') spans.push(`${starts.pop()}-${plain.length}`);
    else plain += part;
  }
  return { text: plain, spans: spans.sort() };
}

async function findings(rule: Rule, example: Example, text: string) {
  const path = example.path ?? usualPath(example.format);
  const reading = await readExample(example.format, path, text, example.around);
  assert.deepEqual(reading.problems, [], 'the example must be read without problems');
  const beside = await Promise.all(
    Object.entries(example.around ?? {})
      .filter(([other]) => folderOf(other) === folderOf(path))
      .map(([other, content]) => readBeside(other, content)),
  );
  const context = contextOf(reading.workloads, {
    host: example.host ?? {},
    today,
    hosted: hostedAmong([...reading.workloads, ...beside.flat()]),
    declarations: reading.declarations ?? [],
    posture: postureOf(example.posture ?? []),
  });
  const found = check([rule], context, (_, start, end) => text.slice(start, end));
  return { reading, found };
}

/** The workloads of another file, where it is one of ours. */
async function readBeside(path: string, text: string): Promise<readonly Workload[]> {
  const known = recogniseAmong(formats, path, () => text);
  return known === undefined ? [] : (await readExample(known.id, path, text)).workloads;
}

const given = stated(true, { path: 'berth.yaml', span: { start: 0, end: 0 } });

function postureOf(holds: readonly Mitigation[]): PostureFacts {
  return {
    ...unknownPosture,
    ...(holds.includes('rootless-engine') ? { rootless: given } : {}),
    ...(holds.includes('user-namespaces') ? { userNamespaces: given } : {}),
    ...(holds.includes('engine-no-new-privileges') ? { noNewPrivileges: given } : {}),
    ...(holds.includes('sandbox-runtime') ? { defaultRuntime: { ...given, value: 'runsc' } } : {}),
  };
}

function primarySpans(found: readonly Finding[]): string[] {
  return found.map(({ evidence: [{ place }] }) => `${place.span.start}-${place.span.end}`).sort();
}

/** The first line of the text at each span, for reading a failure. */
function show(text: string, spans: readonly string[]): string {
  const first = (span: string): string => {
    const [start, end] = span.split('-').map(Number);
    return text.slice(start, end).split('\n')[0] ?? '';
  };
  return spans.map(first).join(' | ');
}

/** Applies the fixes one after the other, reading anew in between, as a user would. */
async function fixed(rule: Rule, example: Example): Promise<string> {
  let { text } = unmark(example.text);
  for (let i = 0; i < mostFixes; i++) {
    const { reading, found } = await findings(rule, example, text);
    const edits = found
      .map((finding) => finding.fix?.changes.map((change) => reading.edits(change)))
      .find((lists) => lists?.every((list) => list !== undefined));
    if (edits === undefined) return text;
    text = applyEdits(text, merged(edits.map((list) => list ?? [])));
  }
  throw new Error('the fixes do not come to an end');
}

for (const rule of rules) {
  describe(`rule ${rule.id}`, () => {
    rule.examples.bad.forEach((example, index) => {
      it(`finds bad example ${index + 1} (${example.format})`, async () => {
        const { text, spans } = unmark(example.text);
        assert.notEqual(spans.length, 0, 'a bad example marks what is found');
        const { found } = await findings(rule, example, text);
        const actual = primarySpans(found);
        assert.deepEqual(actual, [...spans], `found: ${show(text, actual)}\nmarked: ${show(text, spans)}`);
        for (const finding of found) {
          const missing = finding.message.text.en
            .match(/\{(\w+)\}/g)
            ?.filter((name) => finding.message.args?.[name.slice(1, -1)] === undefined);
          assert.deepEqual(missing ?? [], [], 'every placeholder of the message has an argument');
        }
      });
      if (example.fixed !== undefined) {
        it(`fixes bad example ${index + 1}`, async () => {
          assert.equal(await fixed(rule, example), example.fixed);
        });
      }
    });
    rule.examples.good.forEach((example, index) => {
      it(`is silent on good example ${index + 1} (${example.format})`, async () => {
        const { found } = await findings(rule, example, example.text);
        assert.deepEqual(primarySpans(found), [], `found: ${show(example.text, primarySpans(found))}`);
      });
    });
    it('has its file name as id, cites and says what to do', () => {
      assert.match(rule.id, /^(container|vm|daemon|untrusted|engine|k8s|ops|place)(-[a-z0-9]+)+$/);
      assert.ok(rule.sources.length > 0 && rule.why.en.length > 80 && rule.why.de.length > 80);
    });
  });
}
