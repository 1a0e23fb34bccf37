// Parts of several files put together: nothing is said twice, nothing is lost.
import assert from 'node:assert/strict';
import { combine, type Part, type PartFinding } from './part';

const finding = (key: string, path: string, shown: string): PartFinding<string[]> => ({
  key,
  path,
  workload: `${path}#x`,
  severity: 'warning',
  shown: [shown],
});
const part = (path: string, ...findings: PartFinding<string[]>[]): Part<string[]> => ({
  path,
  file: [path],
  findings,
  workloads: [],
});
const merge = (kept: string[], left: string[]): number => kept.push(...left);
const shown = (parts: readonly Part<string[]>[]): string[][] =>
  parts.flatMap((p) => p.findings.map((f) => f.shown));

describe('parts of a run', () => {
  it('leave a claim to the file it stands in, whichever comes first', () => {
    const parts = (): Part<string[]>[] => [
      part('compose.yaml', finding('root', 'Dockerfile', 'by use')),
      part('Dockerfile', finding('root', 'Dockerfile', 'own')),
    ];
    assert.deepEqual(shown(combine(parts(), merge)), [['own', 'by use']]);
    assert.deepEqual(shown(combine(parts().toReversed(), merge)), [['own', 'by use']]);
  });

  it('let the first of several users speak where the file itself is not read', () => {
    const both = ['a.yaml', 'b.yaml'].map((path) => part(path, finding('root', 'Dockerfile', path)));
    assert.deepEqual(shown(combine(both, merge)), [['a.yaml', 'b.yaml']]);
  });

  it('keep two claims that one file makes about one place', () => {
    const ports = part('a.yaml', finding('port', 'a.yaml', '1'), finding('port', 'a.yaml', '2'));
    assert.deepEqual(shown(combine([ports], merge)), [['1'], ['2']]);
  });

  it('name each workload once, at its own file', () => {
    const workload = {
      id: 'db.yaml#db',
      path: 'db.yaml',
      verdict: { placement: 'vm', confidence: 1 },
      shown: [''],
    } as const;
    const own = { ...part('db.yaml'), workloads: [{ ...workload, shown: [] }] };
    const including = { ...part('a.yaml'), workloads: [{ ...workload, shown: [] }] };
    const [first, second] = combine<string[]>([including, own], merge);
    assert.deepEqual([first?.workloads.length, second?.workloads.length], [0, 1]);
  });
});
