// The placement cases beside the project: what a senior engineer would choose, against what we say. `SHOW=1` lists all.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FormatId } from '../core/format';
import type { Workload } from '../core/workload';
import { readExample } from '../formats/testing';
import { contextOf } from './testing';
import { type Verdict, verdictOf } from './verdict';

const folder = join(import.meta.dirname, '../../../shared/cases/placement');

/** How many of the words must be expected or acceptable. */
const wanted = 0.85;

interface Component {
  readonly match: readonly { readonly path: string; readonly name: string }[];
  readonly expected: string;
  readonly acceptable: readonly string[];
  readonly acceptableIf?: Readonly<Record<string, string>>;
  readonly maxConfidence?: number;
  readonly mustNotSay: readonly string[];
}

interface Judged {
  readonly where: string;
  readonly component: Component;
  readonly verdict: Verdict;
}

/** The format of a file of the cases, by its name; other kinds of files are not read. */
function formatOf(path: string): FormatId | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name.startsWith('Dockerfile')) return 'dockerfile';
  if (name === 'Vagrantfile') return 'vagrantfile';
  if (/compose\.ya?ml$/.test(name)) return 'compose';
  return name.endsWith('.xml') ? 'libvirt' : undefined;
}

async function workloadsOf(root: string, path: string): Promise<readonly Workload[]> {
  const format = formatOf(path);
  if (format === undefined) return [];
  return (await readExample(format, path, readFileSync(join(root, path), 'utf8'))).workloads;
}

async function judge(): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  for (const id of readdirSync(folder).filter((name) => existsSync(join(folder, name, 'case.json')))) {
    const root = join(folder, id);
    // The cases' README describes the shape; a wrong shape fails the test below.
    const { components } = JSON.parse(readFileSync(join(root, 'case.json'), 'utf8')) as {
      readonly components: readonly Component[];
    };
    const paths = [...new Set(components.flatMap(({ match }) => match.map(({ path }) => path)))];
    for (const path of paths) {
      const group = await workloadsOf(root, path);
      for (const component of components) {
        // A file name as workload name stands for the file's only workload, however it is named.
        const named = ({ name }: Workload): boolean =>
          component.match.some((one) => one.path === path && (one.name === name || group.length === 1));
        for (const workload of group.filter(named)) {
          const verdict = verdictOf(workload, contextOf(group));
          judged.push({ where: `${id} ${workload.id}`, component, verdict });
        }
      }
    }
  }
  return judged;
}

function isAcceptable({ component, verdict }: Judged): boolean {
  const { expected, acceptable, acceptableIf = {} } = component;
  return [expected, ...acceptable, ...Object.keys(acceptableIf)].includes(verdict.placement);
}

/** Whether the word itself must not be said; further conditions in the sentence are for a reader. */
function isForbidden({ component, verdict }: Judged): boolean {
  return component.mustNotSay.some((sentence) => {
    if (sentence === verdict.placement) return true;
    const [, word, limit] = /^([\w-]+) with a confidence above (\d+)$/.exec(sentence) ?? [];
    return word === verdict.placement && verdict.confidence > Number(limit);
  });
}

describe('placement cases', () => {
  let judged: readonly Judged[] = [];

  before(async function () {
    if (!existsSync(folder)) {
      console.log('      skipped: the shared placement cases are not beside the project');
      this.skip();
    }
    judged = await judge();
    if (process.env.SHOW !== '1') return;
    for (const each of judged) {
      const { where, component, verdict } = each;
      const mark = verdict.placement === component.expected ? '=' : isAcceptable(each) ? '~' : 'X';
      console.log(`${mark} ${where}: ${verdict.placement} ${verdict.confidence} % (${component.expected})`);
    }
  });

  it('are found in the files of our formats', () => {
    assert.ok(judged.length >= 60, String(judged.length));
  });

  it(`are met in at least ${wanted * 100} %`, () => {
    const wrong = judged.filter((each) => !isAcceptable(each));
    const list = wrong.map(
      ({ where, component, verdict }) => `${where}: ${verdict.placement}, not ${component.expected}`,
    );
    assert.ok(1 - wrong.length / judged.length >= wanted, list.join('\n'));
  });

  it('never get a word that must not be said', () => {
    assert.deepEqual(
      judged.filter(isForbidden).map(({ where, verdict }) => `${where}: ${verdict.placement}`),
      [],
    );
  });

  it('stay within the confidence the files can carry', () => {
    const over = judged.filter(
      ({ component, verdict }) => verdict.confidence > (component.maxConfidence ?? 90),
    );
    assert.deepEqual(
      over.map(({ where, verdict }) => `${where}: ${verdict.confidence} %`),
      [],
    );
  });
});
