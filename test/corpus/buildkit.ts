// The Dockerfile reader beside results recorded from BuildKit's own parser.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { render } from '../../src/core/message';
import { type InspectedInstruction, inspect } from '../../src/formats/dockerfile/inspect';
import { parse } from '../../src/formats/dockerfile/parse';
import type { Result } from './result';
import { readJson, shared } from './shared';

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
  const heredocRecords = heredocs.map(({ content, ...rest }) =>
    hashed
      ? { ...rest, contentSha1: createHash('sha1').update(content).digest('hex') }
      : { ...rest, content },
  );
  return {
    keyword,
    startLine,
    endLine,
    ...(flags.length > 0 && { flags }),
    ...(json && { json }),
    ...(args.length > 0 && { args }),
    ...(heredocs.length > 0 && { heredocs: heredocRecords }),
    ...(trigger && { trigger: record(trigger, hashed) }),
  };
}

/** How our reading differs from BuildKit's, if it does. */
function difference(text: string, expected: Expected, hashed: boolean): string | undefined {
  const file = parse(text);
  const reasons = file.problems.map((problem) => render(problem.message, 'en'));
  const { error } = expected;
  if (error !== undefined) {
    return reasons.some((reason) => reason.includes(error)) ? undefined : `no problem says: ${error}`;
  }
  if (reasons.length > 0) return `problems: ${reasons.join(' ')}`;
  if (file.escape !== (expected.escape ?? '\\')) return `escape character ${file.escape}`;
  const ours = inspect(file).map((instruction) => record(instruction, hashed));
  return isDeepStrictEqual(ours, expected.instructions) ? undefined : 'instructions';
}

interface Case {
  readonly name: string;
  readonly text: string;
  readonly expected: Expected;
}

function corpus(): Case[] {
  const lines = readFileSync(join(shared, 'cases/dockerfile-buildkit/corpus.jsonl'), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => {
    // The recording is test material of this shape.
    const { file, expected } = JSON.parse(line) as { readonly file: string; readonly expected: Expected };
    return { name: file, expected, text: readFileSync(join(shared, 'corpus', file), 'utf8') };
  });
}

/** Compares traps and corpus; one difference is one too many. */
export function buildkit(): Result {
  const traps = readJson<Case[]>('cases/dockerfile-buildkit/traps.json');
  const faults: string[] = [];
  const count = (name: string, cases: readonly Case[], hashed: boolean) => {
    const wrong = cases.flatMap(({ name: which, text, expected }) => {
      const reason = difference(text, expected, hashed);
      return reason === undefined ? [] : [`${which}: ${reason}`];
    });
    faults.push(...wrong);
    return { name, right: cases.length - wrong.length, all: cases.length };
  };
  const rows = [count('dockerfile, traps', traps, false), count('dockerfile, corpus', corpus(), true)];
  return { title: 'Dockerfiles read as BuildKit reads them', rows, faults, differences: [] };
}
