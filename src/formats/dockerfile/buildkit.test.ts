// Compares the reader with results recorded from BuildKit's own parser, where they are at hand.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { render } from '../../core/message';
import { type InspectedInstruction, inspect } from './inspect';
import { parse } from './parse';

const shared = new URL('../../../../shared/', import.meta.url);
const cases = new URL('cases/dockerfile-buildkit/', shared);

/** One instruction as the recording has it: fields that say nothing are left out. */
interface Recorded {
  readonly keyword: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly flags?: readonly string[];
  readonly json?: true;
  readonly args?: readonly string[];
  readonly heredocs?: readonly object[];
  readonly trigger?: Recorded;
}

interface Expected {
  readonly instructions: readonly Recorded[];
  readonly escape?: string;
  readonly error?: string;
}

function record(instruction: InspectedInstruction, hashed: boolean): Recorded {
  const { keyword, startLine, endLine, flags, json, args, heredocs, trigger } = instruction;
  return {
    keyword,
    startLine,
    endLine,
    ...(flags.length > 0 && { flags }),
    ...(json && { json }),
    ...(args.length > 0 && { args }),
    ...(heredocs.length > 0 && {
      heredocs: heredocs.map(({ content, ...rest }) =>
        hashed
          ? { ...rest, contentSha1: createHash('sha1').update(content).digest('hex') }
          : { ...rest, content },
      ),
    }),
    ...(trigger && { trigger: record(trigger, hashed) }),
  };
}

function compare(name: string, text: string, expected: Expected, hashed: boolean): void {
  const file = parse(text);
  const reasons = file.problems.map((problem) => render(problem.message, 'en'));
  const { error } = expected;
  if (error !== undefined) {
    assert.ok(
      reasons.some((reason) => reason.includes(error)),
      `${name}: ${error} is not among ${reasons.join(' ')}`,
    );
    return;
  }
  assert.deepEqual(reasons, [], name);
  assert.equal(file.escape, expected.escape ?? '\\', name);
  assert.deepEqual(
    inspect(file).map((instruction) => record(instruction, hashed)),
    expected.instructions,
    name,
  );
}

describe('dockerfile parse beside BuildKit', () => {
  before(function () {
    if (existsSync(cases)) return;
    console.log('      skipped: ../shared/cases/dockerfile-buildkit is not here');
    this.skip();
  });

  it('reads the traps as BuildKit does', () => {
    // The recording is our own test material, written in this shape.
    const traps = JSON.parse(readFileSync(new URL('traps.json', cases), 'utf8')) as {
      readonly name: string;
      readonly text: string;
      readonly expected: Expected;
    }[];
    assert.ok(traps.length > 0);
    for (const { name, text, expected } of traps) compare(name, text, expected, false);
  });

  it('reads the corpus as BuildKit does', function () {
    this.timeout(60_000);
    const lines = readFileSync(new URL('corpus.jsonl', cases), 'utf8').trimEnd().split('\n');
    assert.ok(lines.length > 1);
    for (const line of lines) {
      // The recording is our own test material, written in this shape.
      const { file, expected } = JSON.parse(line) as { readonly file: string; readonly expected: Expected };
      compare(file, readFileSync(new URL(`corpus/${file}`, shared), 'utf8'), expected, true);
    }
  });
});
