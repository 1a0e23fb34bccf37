// The placement cases: what a senior engineer would choose, beside the verdict.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Verdict } from '../../src/placement';
import type { Result } from './result';
import { analyseFile, readJson, shared } from './shared';

interface Component {
  readonly match: readonly { readonly path: string; readonly name: string }[];
  readonly expected: string;
  readonly acceptable: readonly string[];
  readonly acceptableIf?: Readonly<Record<string, string>>;
  readonly maxConfidence?: number;
  readonly mustNotSay: readonly string[];
}

function isAcceptable(
  { expected, acceptable, acceptableIf = {} }: Component,
  { placement }: Verdict,
): boolean {
  return [expected, ...acceptable, ...Object.keys(acceptableIf)].includes(placement);
}

/** Whether the word itself must not be said; further conditions in the sentence are for a reader. */
function isForbidden({ mustNotSay }: Component, { placement, confidence }: Verdict): boolean {
  return mustNotSay.some((sentence) => {
    if (sentence === placement) return true;
    const [, word, limit] = /^([\w-]+) with a confidence above (\d+)$/.exec(sentence) ?? [];
    return word === placement && confidence > Number(limit);
  });
}

/** Judges every component whose file we read. */
export async function placement(): Promise<Result> {
  const folder = 'cases/placement';
  const counts = { expected: 0, acceptable: 0, allowed: 0, modest: 0, all: 0 };
  const differences: string[] = [];
  for (const id of readdirSync(join(shared, folder)).sort()) {
    if (!existsSync(join(shared, folder, id, 'case.json'))) continue;
    const { components } = readJson<{ components: Component[] }>(`${folder}/${id}/case.json`);
    const paths = [...new Set(components.flatMap(({ match }) => match.map(({ path }) => path)))];
    for (const path of paths) {
      const analysis = existsSync(join(shared, folder, id, path))
        ? await analyseFile(`${folder}/${id}/${path}`)
        : undefined;
      if (analysis === undefined) continue;
      for (const component of components) {
        // A file name as workload name stands for the file's only workload, however it is named.
        const judged = analysis.workloads.filter(({ name }) =>
          component.match.some(
            (one) => one.path === path && (one.name === name || analysis.workloads.length === 1),
          ),
        );
        for (const workload of judged) {
          const verdict = analysis.verdict(workload);
          counts.all++;
          if (verdict.placement === component.expected) counts.expected++;
          if (isAcceptable(component, verdict)) counts.acceptable++;
          else
            differences.push(`${id}, ${workload.name}: ${verdict.placement}, expected ${component.expected}`);
          if (isForbidden(component, verdict))
            differences.push(`${id}, ${workload.name}: must not be called ${verdict.placement}`);
          else counts.allowed++;
          if (verdict.confidence <= (component.maxConfidence ?? 90)) counts.modest++;
        }
      }
    }
  }
  const { all } = counts;
  return {
    title: 'Placement as a senior engineer would choose',
    rows: [
      { name: 'expected word', right: counts.expected, all },
      { name: 'expected or acceptable', right: counts.acceptable, all },
      { name: 'no word that must not be said', right: counts.allowed, all },
      { name: 'confidence no higher than the files carry', right: counts.modest, all },
    ],
    faults: [],
    differences,
  };
}
